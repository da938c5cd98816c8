// The language server's life: start, restart, stop, and how the status bar tells of it.
import * as vscode from "vscode";
import { LanguageClient, State, type LanguageClientOptions, type ResolveCodeLensSignature } from "vscode-languageclient/node";
import type { Location, Position } from "vscode-languageclient";
import { PAGES, findProgram } from "./program";

/** What a lens that counts uses carries. */
type Uses = { uri: string; position: Position; locations: Location[] };

export class Server implements vscode.Disposable {
  readonly log = vscode.window.createOutputChannel("Matter", { log: true });
  private readonly status = vscode.window.createStatusBarItem("matter.status", vscode.StatusBarAlignment.Left);
  /** Fires whenever the server begins to answer. */
  readonly started = new vscode.EventEmitter<void>();
  private client: LanguageClient | undefined;
  private turn: Promise<void> = Promise.resolve();

  constructor(private readonly context: vscode.ExtensionContext) {
    this.status.name = "Matter";
    this.status.command = "matter.showLog";
    this.status.show();
    this.say("$(circle-slash)", vscode.l10n.t("The language server is not running."));
  }

  /** Starts anew. Calls wait for each other, so that never two servers run. */
  restart(): Promise<void> {
    this.turn = this.turn.then(() => this.stop()).then(() => this.start());
    return this.turn;
  }

  /** Asks the running server. */
  async request<T>(method: string, parameters?: unknown): Promise<T> {
    await this.turn;
    if (!this.client?.isRunning()) throw new Error(vscode.l10n.t("The language server is not running."));
    return parameters === undefined ? this.client.sendRequest<T>(method) : this.client.sendRequest<T>(method, parameters);
  }

  async dispose(): Promise<void> {
    await this.turn.then(() => this.stop());
    for (const part of [this.status, this.started, this.log]) part.dispose();
  }

  private async start(): Promise<void> {
    try {
      const command = findProgram(this.context);
      this.log.info(`${command} lsp`);
      this.say("$(sync~spin)", vscode.l10n.t("The language server is starting."));
      this.client = new LanguageClient("matter", "Matter", { command, args: ["lsp"] }, this.options());
      this.client.onDidChangeState(({ newState }) => this.changed(newState, command));
      await this.client.start();
      this.started.fire();
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      this.log.error(message);
      this.say("$(error)", message, "statusBarItem.errorBackground");
      void this.offer(message);
    }
  }

  private options(): LanguageClientOptions {
    const settings = vscode.workspace.getConfiguration("matter");
    return {
      // A document that was never saved has the standard library and itself.
      documentSelector: [
        { scheme: "file", language: "matter" },
        { scheme: "untitled", language: "matter" },
        // Whatever language another extension gives it.
        { scheme: "file", pattern: "**/matters.toml" },
      ],
      // As in the problem matchers: what a task finds in a closed file takes the place of what the server said of it.
      diagnosticCollectionName: "matter",
      outputChannel: this.log,
      traceOutputChannel: this.log,
      middleware: { resolveCodeLens: (lens, token, next) => this.shown(lens, token, next) },
      initializationOptions: {
        pages: PAGES,
        hints: {
          regions: settings.get<boolean>("hints.regions", true),
          share: settings.get<boolean>("hints.share", true),
          path: settings.get<boolean>("hints.path", true),
        },
        language: settings.get<string>("language", "auto"),
        diagnosticsDelay: settings.get<number>("diagnosticsDelay", 200),
      },
    };
  }

  /** A lens that counts uses opens them as the editor does for references. */
  private async shown(lens: vscode.CodeLens, token: vscode.CancellationToken, next: ResolveCodeLensSignature): Promise<vscode.CodeLens> {
    const resolved = (await next(lens, token)) ?? lens;
    const [uses] = (resolved.command?.arguments ?? []) as [Uses?];
    const convert = this.client?.protocol2CodeConverter;
    if (resolved.command?.command !== "matter.showReferences" || !uses || !convert) return resolved;
    const places = uses.locations.map((place) => convert.asLocation(place));
    const command = "editor.action.showReferences";
    resolved.command = { ...resolved.command, command, arguments: [convert.asUri(uses.uri), convert.asPosition(uses.position), places] };
    return resolved;
  }

  private changed(state: State, command: string): void {
    if (state === State.Running) this.say("$(check)", vscode.l10n.t("The language server is running: {0}", command));
    if (state === State.Stopped) this.say("$(circle-slash)", vscode.l10n.t("The language server is not running."));
  }

  private async stop(): Promise<void> {
    const client = this.client;
    this.client = undefined;
    // A server that never came up refuses to be stopped; there is nothing left to stop then.
    await client?.dispose().catch((error: unknown) => this.log.warn(String(error)));
  }

  private async offer(message: string): Promise<void> {
    const log = vscode.l10n.t("Show Log");
    const settings = vscode.l10n.t("Open Settings");
    const chosen = await vscode.window.showErrorMessage(message, log, settings);
    if (chosen === log) this.log.show();
    if (chosen === settings) await vscode.commands.executeCommand("workbench.action.openSettings", "matter.server.path");
  }

  private say(icon: string, tooltip: string, colour?: string): void {
    this.status.text = `${icon} Matter`;
    this.status.tooltip = tooltip;
    this.status.backgroundColor = colour === undefined ? undefined : new vscode.ThemeColor(colour);
  }
}
