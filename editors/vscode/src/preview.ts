// The preview beside the file: one panel that follows the active editor, as the preview of Markdown does. Asks the server, hands its answers
// to the page, opens source lines. What the page shows is the page's business (src/preview).
import { randomBytes } from "node:crypto";
import * as vscode from "vscode";
import type { Place } from "../../../compiler/serve/src/page/place.js";
import type { FromPage, Shown, ToPage } from "./preview/messages";
import { restored } from "./preview/state";

const KIND = "matter.preview";
/** How long after the last key or click the page is redrawn, in milliseconds. */
const PAUSE = 250;

/** What can be asked: the running server. */
export interface Asked {
  request<T>(method: string, parameters: unknown): Promise<T>;
}

/** Which matter is shown: a place in a file, and the last name it had, for when the cursor leaves it. */
interface Subject {
  readonly uri: vscode.Uri;
  readonly position?: vscode.Position;
  readonly column?: vscode.ViewColumn | undefined;
}

export class Preview implements vscode.Disposable, vscode.WebviewPanelSerializer {
  private panel: vscode.WebviewPanel | undefined;
  private subject: Subject | undefined;
  private matter = "";
  private settings: { readonly place: string; readonly on: string } = { place: "", on: "" };
  private files: Readonly<Record<string, string>> = {};
  private timer: NodeJS.Timeout | undefined;
  /** Number of the last guide that was asked for; older ones come too late. */
  private turn = 0;
  private readonly parts: vscode.Disposable[];

  constructor(private readonly context: vscode.ExtensionContext, private readonly server: Asked) {
    this.parts = [
      vscode.window.registerWebviewPanelSerializer(KIND, this),
      vscode.window.onDidChangeActiveTextEditor((editor) => this.follow(editor)),
      vscode.window.onDidChangeTextEditorSelection(({ textEditor }) => this.follow(textEditor)),
      vscode.workspace.onDidChangeTextDocument(({ document }) => {
        if (document.languageId === "matter") this.later();
      }),
      vscode.languages.onDidChangeDiagnostics(() => this.warn()),
    ];
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.panel?.dispose();
    for (const part of this.parts) part.dispose();
  }

  /** Shows the matter at the cursor of the active editor. */
  show(): void {
    const editor = vscode.window.activeTextEditor;
    if (editor?.document.languageId !== "matter") throw new Error(vscode.l10n.t("Open a file of the catalogue first."));
    this.aim(editor);
    if (this.panel) {
      this.panel.reveal(undefined, true);
      return this.later();
    }
    const column = { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true };
    this.adopt(vscode.window.createWebviewPanel(KIND, vscode.l10n.t("Preview"), column));
  }

  /** Asks again, when the server begins to answer. */
  refresh(): void {
    if (this.panel) this.later();
  }

  /** A panel of the last session; its page says what it showed. */
  async deserializeWebviewPanel(panel: vscode.WebviewPanel, stored: unknown): Promise<void> {
    const { uri, matter } = restored(stored);
    if (uri) this.subject = { uri: vscode.Uri.parse(uri) };
    this.matter = matter;
    this.adopt(panel);
  }

  private adopt(panel: vscode.WebviewPanel): void {
    const out = vscode.Uri.joinPath(this.context.extensionUri, "out", "preview");
    panel.webview.options = { enableScripts: true, localResourceRoots: [out] };
    panel.iconPath = vscode.Uri.joinPath(this.context.extensionUri, "media", "file.svg");
    panel.onDidDispose(() => {
      this.panel = undefined;
    });
    panel.webview.onDidReceiveMessage((message: FromPage) => this.receive(message));
    const address = (name: string) => String(panel.webview.asWebviewUri(vscode.Uri.joinPath(out, name)));
    panel.webview.html = frame(panel.webview.cspSource, address("page.js"), address("preview.css"));
    this.panel = panel;
  }

  private aim(editor: vscode.TextEditor): void {
    this.subject = { uri: editor.document.uri, position: editor.selection.active, column: editor.viewColumn };
  }

  private follow(editor: vscode.TextEditor | undefined): void {
    if (!this.panel || editor?.document.languageId !== "matter") return;
    this.aim(editor);
    this.later();
  }

  private later(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.guide(), PAUSE);
  }

  private async receive(message: FromPage): Promise<void> {
    switch (message.type) {
      case "ready":
        this.settings = { place: message.place, on: message.on };
        return this.guide();
      case "settings":
        this.settings = { place: message.place, on: message.on };
        return this.guide();
      case "ask":
        return this.answer(message);
      case "places":
        return this.places(message);
      case "open":
        return this.open(message.file, message.line);
    }
  }

  /** The server's answer about the subject; nothing where there is no matter. */
  private ask(method: string, more: Readonly<Record<string, unknown>>): Promise<Shown | null> {
    const subject = this.subject;
    if (!subject) return Promise.resolve(null);
    const { line, character } = subject.position ?? {};
    const position = line === undefined ? undefined : { line, character };
    return this.server.request<Shown | null>(method, { textDocument: { uri: String(subject.uri) }, position, matter: this.matter, ...more });
  }

  private async guide(): Promise<void> {
    const turn = (this.turn += 1);
    const uri = String(this.subject?.uri ?? "");
    const shown = await this.tried(() => this.ask("matter/guide", { format: "article", ...this.settings }));
    if (turn !== this.turn || shown === undefined) return;
    if (shown === null) return this.post({ type: "nothing", text: vscode.l10n.t("Put the cursor into a matter to see its guide.") });
    this.matter = shown.matter;
    this.files = shown.files;
    if (this.panel) this.panel.title = vscode.l10n.t("Preview: {0}", shown.matter);
    this.post({ type: "guide", uri, shown });
    this.warn();
  }

  /** How many errors the file has that is shown. */
  private warn(): void {
    if (!this.panel || !this.subject) return;
    const all = vscode.languages.getDiagnostics(this.subject.uri);
    this.post({ type: "errors", count: all.filter(({ severity }) => severity === vscode.DiagnosticSeverity.Error).length });
  }

  private async answer({ turn, matter, place, on, responsible, answers }: Extract<FromPage, { type: "ask" }>): Promise<void> {
    // By name: the cursor may be elsewhere by now.
    const wanted = { position: undefined, matter, place, on, responsible, answers };
    const shown = await this.tried(() => this.ask("matter/answer", wanted));
    if (shown) this.post({ type: "decision", turn, shown });
  }

  private async places({ turn, typed, anywhere }: Extract<FromPage, { type: "places" }>): Promise<void> {
    const wanted = { textDocument: { uri: String(this.subject?.uri ?? "") }, typed, anywhere };
    // A field without suggestions is still a field.
    const places = await this.server.request<readonly Place[] | null>("matter/places", wanted).catch(() => null);
    this.post({ type: "places", turn, places: places ?? [] });
  }

  /** What goes wrong is said on the page; what a newer text overtook is asked again by whoever changed it. */
  private async tried(ask: () => Promise<Shown | null>): Promise<Shown | null | undefined> {
    try {
      return await ask();
    } catch (error) {
      if ((error as { code?: unknown }).code === CONTENT_MODIFIED) this.later();
      else this.post({ type: "nothing", text: error instanceof Error ? error.message : String(error) });
      return undefined;
    }
  }

  private post(message: ToPage): void {
    void this.panel?.webview.postMessage(message);
  }

  private async open(file: string, line: number): Promise<void> {
    const address = this.files[file];
    if (address === undefined || !Number.isInteger(line) || line < 1) return;
    const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(address));
    const at = document.lineAt(Math.min(line, document.lineCount) - 1).range;
    const start = at.start.translate(0, document.lineAt(at.start.line).firstNonWhitespaceCharacterIndex);
    const viewColumn = this.subject?.column ?? vscode.ViewColumn.One;
    const editor = await vscode.window.showTextDocument(document, { viewColumn, selection: new vscode.Range(start, start) });
    editor.revealRange(at, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
  }
}

/** The protocol's code for an answer that an edit overtook. */
const CONTENT_MODIFIED = -32801;

/** The page before anything is shown. Only the extension's own script and style run in it. */
export function frame(source: string, script: string, style: string): string {
  const nonce = randomBytes(16).toString("base64");
  const policy = `default-src 'none'; style-src ${source}; script-src 'nonce-${nonce}'`;
  const tab = (name: string) => `<button type="button" role="tab" id="tab-${name}" aria-controls="panel-${name}"></button>`;
  const panel = (name: string) => `<div role="tabpanel" id="panel-${name}" aria-labelledby="tab-${name}" hidden></div>`;
  const names = ["guide", "checklist", "diagram"];
  return `<!doctype html>
<html lang="${vscode.env.language.startsWith("zh") ? "zh-CN" : "en"}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Matter</title>
<link rel="stylesheet" href="${style}">
</head>
<body>
<header class="bar">
<div role="tablist" id="tabs">${names.map(tab).join("")}</div>
<form id="settings">
<span class="field"><label id="label-place" for="place"></label><input id="place" autocomplete="off"></span>
<span class="field"><label id="label-day" for="day"></label><input id="day" type="date"></span>
<button type="submit" class="hidden" tabindex="-1">OK</button>
</form>
</header>
<p id="problem" role="alert"></p>
<p id="errors" role="status"></p>
<main>${names.map(panel).join("")}</main>
<script nonce="${nonce}" src="${script}"></script>
</body>
</html>
`;
}
