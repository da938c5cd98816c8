// Puts the parts together: commands, tasks, tests, server. What the language means is the server's business.
import * as path from "node:path";
import * as vscode from "vscode";
import { findProgram, language, run } from "./program";
import { Server } from "./server";
import { runTask, taskProvider } from "./tasks";
import { Tests, type Wanted } from "./tests";

const PAGES = "matter-explain";

/** Pages of codes: `matter-explain:E0401`. */
const pages = (context: vscode.ExtensionContext): vscode.TextDocumentContentProvider => ({
  provideTextDocumentContent: ({ path: code }) =>
    run(findProgram(context), ["explain", code, "--color", "never", "--lang", language()]),
});

/** The code at the cursor, to begin with. */
function codeHere(): string {
  const editor = vscode.window.activeTextEditor;
  if (!editor) return "";
  const all = vscode.languages.getDiagnostics(editor.document.uri);
  const code = all.find((one) => one.range.contains(editor.selection.active))?.code;
  return String(typeof code === "object" ? code.value : (code ?? ""));
}

async function explain(given?: string): Promise<void> {
  const ask = () => vscode.window.showInputBox({ prompt: vscode.l10n.t("A code such as E0401 or M042") });
  const code = given ?? (codeHere() || (await ask()));
  if (!code) return;
  const uri = vscode.Uri.from({ scheme: PAGES, path: code.trim() });
  await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri), { viewColumn: vscode.ViewColumn.Beside, preview: true });
}

async function newCatalogue(context: vscode.ExtensionContext): Promise<void> {
  const openLabel = vscode.l10n.t("Make the catalogue in this folder");
  const parent = await vscode.window.showOpenDialog({ canSelectFolders: true, canSelectFiles: false, openLabel });
  if (!parent?.[0]) return;
  const name = await vscode.window.showInputBox({ prompt: vscode.l10n.t("Name of the new folder") });
  if (!name) return;
  const folder = path.join(parent[0].fsPath, name);
  await run(findProgram(context), ["new", folder, "--color", "never", "--lang", language()]);
  await vscode.commands.executeCommand("vscode.openFolder", vscode.Uri.file(folder), { forceNewWindow: true });
}

async function runTests(tests: Tests, wanted?: Wanted): Promise<void> {
  const open = vscode.window.activeTextEditor?.document;
  if (wanted) return tests.run(wanted);
  if (open?.languageId === "matter") return tests.run({ uri: String(open.uri) });
  void vscode.window.showInformationMessage(vscode.l10n.t("Open a file of the catalogue first."));
}

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const server = new Server(context);
  const tests = new Tests(server);
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
    tests.controller,
    vscode.workspace.registerTextDocumentContentProvider(PAGES, pages(context)),
    vscode.tasks.registerTaskProvider("matter", taskProvider(context)),
    command("matter.check", () => runTask(context, "check")),
    command("matter.build", () => runTask(context, "build")),
    command<Wanted>("matter.runTests", (wanted) => runTests(tests, wanted)),
    command<string>("matter.explain", explain),
    command("matter.newCatalogue", () => newCatalogue(context)),
    command("matter.restartServer", () => server.restart()),
    command("matter.showLog", () => server.log.show()),
    server.started.event(() => tests.discover()),
    vscode.workspace.onDidOpenTextDocument((document) => tests.read(document)),
    vscode.workspace.onDidSaveTextDocument((document) => tests.read(document)),
    vscode.workspace.onDidChangeConfiguration((change) => {
      const read = ["matter.server.path", "matter.language", "matter.diagnosticsDelay"];
      return read.some((name) => change.affectsConfiguration(name)) ? server.restart() : undefined;
    }),
  );
  await server.restart();
}
