// Puts the parts together: commands, tasks, tests, server. What the language means is the server's business.
import * as path from "node:path";
import * as vscode from "vscode";
import { Preview } from "./preview";
import { PAGES, findProgram, language, run } from "./program";
import { Server } from "./server";
import { runTask, taskProvider } from "./tasks";
import { Tests, type Wanted } from "./tests";

/** Pages of codes, in the language of the diagnostic that leads there. */
const pages = (context: vscode.ExtensionContext): vscode.TextDocumentContentProvider => ({
  provideTextDocumentContent: ({ path: code, query }) =>
    run(findProgram(context), ["explain", code, "--color", "never", "--lang", query || language()]),
});

/** The page of the finding at the cursor. */
function pageHere(): vscode.Uri | undefined {
  const editor = vscode.window.activeTextEditor;
  const all = editor ? vscode.languages.getDiagnostics(editor.document.uri) : [];
  const code = all.find((one) => editor && one.range.contains(editor.selection.active))?.code;
  return typeof code === "object" && code.target.scheme === PAGES ? code.target : undefined;
}

async function explain(given?: string): Promise<void> {
  const ask = () => vscode.window.showInputBox({ prompt: vscode.l10n.t("A code such as E0401 or M042") });
  const page = (code: string | undefined) => (code ? vscode.Uri.from({ scheme: PAGES, path: code.trim() }) : undefined);
  const uri = given ? page(given) : (pageHere() ?? page(await ask()));
  if (!uri) return;
  await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri), { viewColumn: vscode.ViewColumn.Beside, preview: true });
}

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

async function runTests(tests: Tests, wanted?: Wanted): Promise<void> {
  const open = vscode.window.activeTextEditor?.document;
  if (wanted) return tests.run(wanted);
  if (open?.languageId === "matter") return tests.run({ uri: String(open.uri) });
  void vscode.window.showInformationMessage(vscode.l10n.t("Open a file of the catalogue first."));
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
    tests.controller,
    preview,
    vscode.workspace.registerTextDocumentContentProvider(PAGES, pages(context)),
    vscode.tasks.registerTaskProvider("matter", taskProvider(context)),
    command("matter.check", () => runTask(context, "check")),
    command("matter.build", () => runTask(context, "build")),
    command<Wanted>("matter.runTests", (wanted) => runTests(tests, wanted)),
    command("matter.preview", () => preview.show()),
    command<string>("matter.explain", explain),
    command("matter.newCatalogue", () => newCatalogue(context)),
    command("matter.restartServer", () => server.restart()),
    command("matter.showLog", () => server.log.show()),
    server.started.event(() => tests.discover()),
    server.started.event(() => preview.refresh()),
    vscode.workspace.onDidOpenTextDocument((document) => tests.read(document)),
    vscode.workspace.onDidOpenTextDocument((document) => {
      // Markdown wraps its lines.
      if (document.uri.scheme === PAGES && document.languageId !== "markdown") void vscode.languages.setTextDocumentLanguage(document, "markdown");
    }),
    vscode.workspace.onDidSaveTextDocument((document) => tests.read(document)),
    vscode.workspace.onDidChangeConfiguration((change) => {
      const read = ["matter.server.path", "matter.language", "matter.diagnosticsDelay", "matter.hints"];
      return read.some((name) => change.affectsConfiguration(name)) ? server.restart() : undefined;
    }),
  );
  await server.restart();
}
