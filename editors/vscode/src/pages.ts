// Pages of codes: what the program explains, as Markdown, so that its examples have the colours of the language.
import * as vscode from "vscode";
import { findProgram, language, run } from "./program";

/** Pages of codes have addresses of this scheme: `matter-explain:E0401?zh`. */
export const PAGES = "matter-explain";

/** The page of a code, in the language of the diagnostic that leads there. */
export async function page(context: vscode.ExtensionContext, { path: code, query }: vscode.Uri): Promise<string> {
  return markdown(await run(findProgram(context), ["explain", code, "--color", "never", "--lang", query || language()]));
}

/** What the program writes for a terminal: a title, paragraphs, and examples that are indented below a line that names them. */
export function markdown(text: string): string {
  const [title = "", ...rest] = text.trimEnd().split("\n");
  const parts = rest.join("\n").trim().split(/\n\n(?=\S)/);
  const made = parts.map((part) => {
    const [name = "", ...lines] = part.split("\n");
    const example = lines.join("\n").replace(/^\n/, "");
    if (example.startsWith("    ")) return `## ${name}\n\n\`\`\`matter\n${example.replace(/^ {4}/gm, "")}\n\`\`\``;
    // Lines are broken for a terminal; between Chinese characters there is no blank.
    return part.replace(/(?<=\p{Script=Han}|[，。；：、）”])\n(?=\p{Script=Han}|[（“])/gu, "").replaceAll("\n", " ");
  });
  return `# ${title}\n\n${made.join("\n\n")}\n`;
}

/** The page of the finding at the cursor. */
function pageHere(): vscode.Uri | undefined {
  const editor = vscode.window.activeTextEditor;
  const all = editor ? vscode.languages.getDiagnostics(editor.document.uri) : [];
  const code = all.find((one) => editor && one.range.contains(editor.selection.active))?.code;
  return typeof code === "object" && code.target.scheme === PAGES ? code.target : undefined;
}

/** Shows the page of a code: of the given one, of the finding at the cursor, or of one that is asked for. */
export async function explain(context: vscode.ExtensionContext, given?: string): Promise<void> {
  const ask = () => vscode.window.showInputBox({ prompt: vscode.l10n.t("A code such as E0401 or M042") });
  const address = (code: string | undefined) => (code ? vscode.Uri.from({ scheme: PAGES, path: code.trim() }) : undefined);
  const uri = given ? address(given) : (pageHere() ?? address(await ask()));
  if (!uri) return;
  // A code that does not exist is told in the program's words, not in those of a document that cannot be opened.
  await page(context, uri);
  await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri), { viewColumn: vscode.ViewColumn.Beside, preview: true });
}
