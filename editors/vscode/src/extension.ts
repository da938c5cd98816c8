// Puts the parts together: commands, tasks, tests, server. What the language means is the server's business.
import * as path from "node:path";
import * as vscode from "vscode";
import { PAGES, explain, page } from "./pages";
import { Preview } from "./preview";
import { findProgram, language, run } from "./program";
import { Server } from "./server";
import { runTask, taskProvider } from "./tasks";
import { Tests, type Wanted } from "./tests";

async function newCatalogue(context: vscode.ExtensionContext): Promise<void> {
  const openLabel = vscode.l10n.t("Make the catalogue in this folder");
  const parent = await vscode.window.showOpenDialog({ canSelectFolders: true, canSelectFiles: false, openLabel });
  if (!parent?.[0]) return;
  const name = await vscode.window.showInputBox({ prompt: vscode.l10n.t("Name of the new folder") });
  if (!name) return;
  const region = await vscode.window.showInputBox({
    prompt: vscode.l10n.t("Code of the region whose catalogue it is; empty for the whole country"),
    placeHolder: "440307",
    validateInput: (code) => (/^(\d{6}|\d{9}|\d{12})?$/.test(code.trim()) ? undefined : vscode.l10n.t("A code has 6, 9 or 12 digits.")),
  });
  if (region === undefined) return;
  const folder = path.join(parent[0].fsPath, name);
  const where = region.trim() === "" ? [] : ["--region", region.trim()];
  await run(findProgram(context), ["new", folder, ...where, "--color", "never", "--lang", language()]);
  await vscode.commands.executeCommand("vscode.openFolder", vscode.Uri.file(folder), { forceNewWindow: true });
}

/** A file to be saved later, with what can stand at its beginning. */
async function newFile(): Promise<void> {
  await vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ language: "matter" }));
  await vscode.commands.executeCommand("editor.action.triggerSuggest");
}

/** Tests of the lens, of the catalogue of the open file, or all. */
function runTests(tests: Tests, wanted?: Wanted): Promise<void> {
  const open = vscode.window.activeTextEditor?.document;
  return tests.run(wanted ?? (open?.languageId === "matter" ? { uri: String(open.uri) } : undefined));
}

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const server = new Server(context);
  const tests = new Tests(server);
  const preview = new Preview(context, server);
  // What goes wrong in a command is said, not lost.
  const command = <T>(name: string, act: (argument?: T) => unknown) =>
    vscode.commands.registerCommand(name, async (argument?: T) => {
      try {
        await act(argument);
      } catch (error) {
        void vscode.window.showErrorMessage(error instanceof Error ? error.message : String(error));
      }
    });
  context.subscriptions.push(
    server,
    tests,
    preview,
    vscode.workspace.registerTextDocumentContentProvider(PAGES, { provideTextDocumentContent: (uri) => page(context, uri) }),
    vscode.tasks.registerTaskProvider("matter", taskProvider(context)),
    command("matter.check", () => runTask(context, "check")),
    command("matter.build", () => runTask(context, "build")),
    command<Wanted>("matter.runTests", (wanted) => runTests(tests, wanted)),
    command("matter.preview", () => preview.show()),
    command<string>("matter.explain", (code) => explain(context, code)),
    command("matter.newFile", newFile),
    command("matter.newCatalogue", () => newCatalogue(context)),
    command("matter.restartServer", () => server.restart()),
    command("matter.showLog", () => server.log.show()),
    server.started.event(() => preview.refresh()),
    vscode.workspace.onDidOpenTextDocument((document) => {
      if (document.uri.scheme === PAGES && document.languageId !== "markdown") void vscode.languages.setTextDocumentLanguage(document, "markdown");
    }),
    vscode.workspace.onDidChangeConfiguration((change) => {
      const read = ["matter.server.path", "matter.language", "matter.diagnosticsDelay", "matter.hints"];
      return read.some((name) => change.affectsConfiguration(name)) ? server.restart() : undefined;
    }),
  );
  await server.restart();
}
