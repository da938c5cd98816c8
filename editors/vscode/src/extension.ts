// Puts the parts together: commands, tasks, tests, server. What the language means is the server's business.
import * as path from "node:path";
import * as vscode from "vscode";
import { Preview } from "./preview";
import { PAGES, findProgram, language, run } from "./program";
import { Server } from "./server";
import { runTask, taskProvider } from "./tasks";
import { Tests, type Wanted } from "./tests";

/** Pages of codes, in the language of the diagnostic that leads there. */
const explained = (context: vscode.ExtensionContext, { path: code, query }: vscode.Uri): Promise<string> =>
  run(findProgram(context), ["explain", code, "--color", "never", "--lang", query || language()]);

/** The page of the finding at the cursor. */
function pageHere(): vscode.Uri | undefined {
  const editor = vscode.window.activeTextEditor;
  const all = editor ? vscode.languages.getDiagnostics(editor.document.uri) : [];
  const code = all.find((one) => editor && one.range.contains(editor.selection.active))?.code;
  return typeof code === "object" && code.target.scheme === PAGES ? code.target : undefined;
}

async function explain(context: vscode.ExtensionContext, given?: string): Promise<void> {
  const ask = () => vscode.window.showInputBox({ prompt: vscode.l10n.t("A code such as E0401 or M042") });
  const page = (code: string | undefined) => (code ? vscode.Uri.from({ scheme: PAGES, path: code.trim() }) : undefined);
  const uri = given ? page(given) : (pageHere() ?? page(await ask()));
  if (!uri) return;
  // A code that does not exist is told in the program's words, not in those of a document that cannot be opened.
  await explained(context, uri);
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
    vscode.workspace.registerTextDocumentContentProvider(PAGES, { provideTextDocumentContent: (uri) => explained(context, uri) }),
    vscode.tasks.registerTaskProvider("matter", taskProvider(context)),
    command("matter.check", () => runTask(context, "check")),
    command("matter.build", () => runTask(context, "build")),
    command<Wanted>("matter.runTests", (wanted) => runTests(tests, wanted)),
    command("matter.preview", () => preview.show()),
    command<string>("matter.explain", (code) => explain(context, code)),
    command("matter.newCatalogue", () => newCatalogue(context)),
    command("matter.restartServer", () => server.restart()),
    command("matter.showLog", () => server.log.show()),
    server.started.event(() => preview.refresh()),
    vscode.workspace.onDidOpenTextDocument((document) => {
      // Markdown wraps its lines.
      if (document.uri.scheme === PAGES && document.languageId !== "markdown") void vscode.languages.setTextDocumentLanguage(document, "markdown");
    }),
    vscode.workspace.onDidChangeConfiguration((change) => {
      const read = ["matter.server.path", "matter.language", "matter.diagnosticsDelay", "matter.hints"];
      return read.some((name) => change.affectsConfiguration(name)) ? server.restart() : undefined;
    }),
  );
  await server.restart();
}
