// The language server's life: start, restart, what happens when it ends by itself, and how the status bar tells of it.
import { spawn, type ChildProcess } from "node:child_process";
import * as vscode from "vscode";
import { CloseAction, ErrorAction, State, type ErrorHandler } from "vscode-languageclient/node";
import { Client } from "./client";
import { findProgram, versionOf } from "./program";

/** A server that ends so often within so many milliseconds is not started again. */
const ENDS = 5;
const WITHIN = 180_000;
/** How long a server may take before it answers for the first time, in milliseconds. */
const PATIENCE = 30_000;

/** Somebody wants another server while this one has not answered yet. */
class Interrupted extends Error {}

export class Server implements vscode.Disposable {
  readonly log = vscode.window.createOutputChannel("Matter", { log: true });
  private readonly status = vscode.window.createStatusBarItem("matter.status", vscode.StatusBarAlignment.Left);
  /** Fires whenever the server begins to answer. */
  readonly started = new vscode.EventEmitter<void>();
  private client: Client | undefined;
  private child: ChildProcess | undefined;
  /** What the server wrote beside the protocol, as much as fits into a message. */
  private said = "";
  private closed: Promise<void> = Promise.resolve();
  private turn: Promise<void> = Promise.resolve();
  private interrupt: (() => void) | undefined;

  constructor(private readonly context: vscode.ExtensionContext) {
    this.status.name = "Matter";
    this.status.command = "matter.showLog";
    this.status.show();
    this.say("$(circle-slash)", vscode.l10n.t("The language server is not running."));
  }

  /** Starts anew. Calls wait for each other, so that never two servers run; none waits for a server that does not answer. */
  restart(): Promise<void> {
    this.interrupt?.();
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
    this.interrupt?.();
    await this.turn.then(() => this.stop());
    for (const part of [this.status, this.started, this.log]) part.dispose();
  }

  private async start(): Promise<void> {
    try {
      this.say("$(sync~spin)", vscode.l10n.t("The language server is starting."));
      const program = findProgram(this.context);
      const version = await this.patiently(versionOf(program));
      this.log.info(`${program} lsp (${version})`);
      const client: Client = new Client(() => this.spawn(program), this.log, this.ends(() => client));
      this.client = client;
      client.onDidChangeState(({ newState }) => this.changed(newState, `${program} (${version})`));
      await this.patiently(client.start());
      // A start whose server has ended meanwhile does not fail.
      if (!client.isRunning()) throw new Error(vscode.l10n.t("It has ended."));
    } catch (error) {
      if (error instanceof Interrupted) return;
      const message = error instanceof Error ? error.message : String(error);
      this.fail(this.client ? await this.reason(message) : message);
    }
  }

  /** Why it did not start: what it wrote before it ended says more than that it cannot be written to. */
  private async reason(message: string): Promise<string> {
    await Promise.race([this.closed, new Promise((late) => setTimeout(late, 2_000))]);
    return vscode.l10n.t("The language server did not start: {0}", this.said.trim() || message);
  }

  /** Waits, but neither for ever nor while somebody wants another server. */
  private patiently<T>(work: Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      const late = () => reject(new Error(vscode.l10n.t("It does not answer.")));
      const timer = setTimeout(late, PATIENCE);
      this.interrupt = () => reject(new Interrupted());
      work.then(resolve, reject).finally(() => clearTimeout(timer));
    });
  }

  private spawn(program: string): Promise<ChildProcess> {
    this.said = "";
    const child = spawn(program, ["lsp"]);
    child.stderr.on("data", (bytes: Buffer) => (this.said = (this.said + String(bytes)).slice(-400)));
    child.on("error", ({ message }) => (this.said += message));
    this.closed = new Promise((closed) => child.on("close", () => closed()));
    this.child = child;
    return Promise.resolve(child);
  }

  /** What happens when the server ends without being told to. */
  private ends(of: () => Client): ErrorHandler {
    let ends: number[] = [];
    const last = { action: CloseAction.DoNotRestart, handled: true };
    return {
      error: (_error, _message, count) => ({ action: (count ?? 0) <= 3 ? ErrorAction.Continue : ErrorAction.Shutdown, handled: true }),
      closed: () => {
        if (of() !== this.client) return last;
        // One that never answered is told of by whoever started it: by us, if it was started again.
        if (of().state !== State.Running) {
          if (ends.length > 0) void this.reason(vscode.l10n.t("It has ended.")).then((message) => this.fail(message));
          return last;
        }
        ends = [...ends.filter((end) => Date.now() - end < WITHIN), Date.now()];
        if (ends.length < ENDS) return { action: CloseAction.Restart, handled: true };
        this.fail(vscode.l10n.t("The language server ended {0} times within three minutes and is not started again.", ends.length));
        return last;
      },
    };
  }

  private changed(state: State, program: string): void {
    if (state === State.Starting) this.say("$(sync~spin)", vscode.l10n.t("The language server is starting."));
    if (state !== State.Running) return;
    this.say("$(check)", vscode.l10n.t("The language server is running: {0}", program));
    this.started.fire();
  }

  private async stop(): Promise<void> {
    const { client, child } = this;
    this.client = undefined;
    this.child = undefined;
    // A server that never came up refuses to be stopped; what is left of it is ended.
    await client?.dispose().catch((error: unknown) => this.log.warn(String(error)));
    if (child?.exitCode === null) child.kill();
    this.say("$(circle-slash)", vscode.l10n.t("The language server is not running."));
  }

  private fail(message: string): void {
    this.log.error(message);
    this.say("$(error)", message, "statusBarItem.errorBackground");
    void this.offer(message);
  }

  private async offer(message: string): Promise<void> {
    const acts = new Map([
      [vscode.l10n.t("Restart"), () => this.restart()],
      [vscode.l10n.t("Show Log"), () => this.log.show()],
      [vscode.l10n.t("Open Settings"), () => vscode.commands.executeCommand("workbench.action.openSettings", "matter.server.path")],
    ]);
    const chosen = await vscode.window.showErrorMessage(message, ...acts.keys());
    if (chosen) await acts.get(chosen)?.();
  }

  private say(icon: string, tooltip: string, colour?: string): void {
    this.status.text = `${icon} Matter`;
    this.status.tooltip = tooltip;
    this.status.backgroundColor = colour === undefined ? undefined : new vscode.ThemeColor(colour);
  }
}
