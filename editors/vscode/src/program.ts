// Where the `matter` program is, and running it once. Knows no protocol.
import { execFile } from "node:child_process";
import { accessSync, constants, statSync } from "node:fs";
import { homedir } from "node:os";
import * as path from "node:path";
import * as vscode from "vscode";

const NAME = process.platform === "win32" ? "matter.exe" : "matter";

function runnable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

/** The setting, then the program inside the extension, then `PATH`. A setting that leads nowhere is an error: it was meant. */
export function findProgram(context: vscode.ExtensionContext): string {
  const setting = vscode.workspace.getConfiguration("matter").get<string>("server.path", "").trim();
  if (setting !== "") {
    const file = setting.replace(/^~(?=[/\\])/, homedir());
    if (runnable(file)) return file;
    throw new Error(vscode.l10n.t("The setting matter.server.path names {0}, which is no program.", file));
  }
  const folders = (process.env["PATH"] ?? "").split(path.delimiter).filter((folder) => path.isAbsolute(folder));
  const places = [context.asAbsolutePath("server"), ...folders].map((folder) => path.join(folder, NAME));
  const found = places.find(runnable);
  if (found !== undefined) return found;
  throw new Error(vscode.l10n.t("The program matter was found neither inside the extension nor on PATH."));
}

/** The language for a program that is run outside a catalogue. */
export function language(): "zh" | "en" {
  const setting = vscode.workspace.getConfiguration("matter").get<string>("language", "auto");
  if (setting === "zh" || setting === "en") return setting;
  return vscode.env.language.startsWith("zh") ? "zh" : "en";
}

/** The version of a program; rejects if it is no `matter`. */
export async function versionOf(program: string): Promise<string> {
  const said = await run(program, ["--version"], 10_000).catch(String);
  const [, version] = /^matter (\d\S*)/.exec(said) ?? [];
  if (version !== undefined) return version;
  throw new Error(vscode.l10n.t("{0} is not the program matter.", program));
}

/** Runs the program to its end; rejects with what it wrote if it fails. */
export function run(program: string, args: readonly string[], timeout = 60_000): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile(program, args, { timeout, maxBuffer: 1 << 24 }, (error, stdout, stderr) => {
      if (error) reject(new Error((stderr || stdout || error.message).trim()));
      else resolve(stdout);
    });
  });
}
