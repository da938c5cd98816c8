// Lines of 应得 that did not come out, as problems at their places until the text changes, with the edit that takes over what came.
import * as vscode from "vscode";
import type { TextEdit } from "vscode-languageclient";

/** A line that did not come out, and how the test says what did. */
export type Failure = { at: vscode.Location; text: string; accepted: TextEdit[] };

const SOURCE = "matter test";

export class Failures implements vscode.Disposable, vscode.CodeActionProvider {
  private readonly shown = vscode.languages.createDiagnosticCollection(SOURCE);
  private readonly edits = new WeakMap<vscode.Diagnostic, TextEdit[]>();
  private readonly parts: vscode.Disposable[] = [
    this.shown,
    vscode.languages.registerCodeActionsProvider("matter", this, { providedCodeActionKinds: [vscode.CodeActionKind.QuickFix] }),
    // What came out of an older text counts no more.
    vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      if (contentChanges.length > 0) this.shown.delete(document.uri);
    }),
  ];

  dispose(): void {
    for (const part of this.parts) part.dispose();
  }

  /** Forgets what an earlier run found. */
  clear(): void {
    this.shown.clear();
  }

  add({ at, text, accepted }: Failure): void {
    const problem = new vscode.Diagnostic(at.range, text, vscode.DiagnosticSeverity.Error);
    problem.source = SOURCE;
    this.edits.set(problem, accepted);
    this.shown.set(at.uri, [...(this.shown.get(at.uri) ?? []), problem]);
  }

  provideCodeActions(document: vscode.TextDocument, range: vscode.Range): vscode.CodeAction[] {
    const here = (this.shown.get(document.uri) ?? []).filter((problem) => problem.range.intersection(range));
    return here.flatMap((problem) => {
      const edits = this.edits.get(problem) ?? [];
      if (edits.length === 0) return [];
      const action = new vscode.CodeAction(vscode.l10n.t("Write what the decision says"), vscode.CodeActionKind.QuickFix);
      action.diagnostics = [problem];
      action.edit = new vscode.WorkspaceEdit();
      for (const { range: { start, end }, newText } of edits) {
        action.edit.replace(document.uri, new vscode.Range(start.line, start.character, end.line, end.character), newText);
      }
      return [action];
    });
  }
}
