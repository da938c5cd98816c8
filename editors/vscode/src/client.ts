// The protocol's client: what it is told of, how a lens is shown. Its own messages are in English and come several at a time; they stay in
// the log, and what the reader should know is said by whoever starts it.
import * as vscode from "vscode";
import {
  LanguageClient,
  type ErrorHandler,
  type LanguageClientOptions,
  type ResolveCodeLensSignature,
  type ServerOptions,
} from "vscode-languageclient/node";
import type { Location, Position } from "vscode-languageclient";
import { PAGES } from "./pages";

/** What a lens that counts uses carries. */
type Uses = { uri: string; position: Position; locations: Location[] };

export class Client extends LanguageClient {
  constructor(server: ServerOptions, log: vscode.LogOutputChannel, errorHandler: ErrorHandler) {
    super("matter", "Matter", server, {
      ...options(log),
      errorHandler,
      // Whoever starts it hears of it, and nobody else.
      initializationFailedHandler: () => false,
      middleware: { resolveCodeLens: (lens, token, next) => this.shown(lens, token, next) },
    });
  }

  override error(message: string, data?: unknown): void {
    super.error(message, data, false);
  }

  override warn(message: string, data?: unknown): void {
    super.warn(message, data, false);
  }

  override info(message: string, data?: unknown): void {
    super.info(message, data, false);
  }

  /** A lens that counts uses opens them as the editor does for references. */
  private async shown(lens: vscode.CodeLens, token: vscode.CancellationToken, next: ResolveCodeLensSignature): Promise<vscode.CodeLens> {
    const resolved = (await next(lens, token)) ?? lens;
    const [uses] = (resolved.command?.arguments ?? []) as [Uses?];
    if (resolved.command?.command !== "matter.showReferences" || !uses) return resolved;
    const convert = this.protocol2CodeConverter;
    const places = uses.locations.map((place) => convert.asLocation(place));
    const command = "editor.action.showReferences";
    resolved.command = { ...resolved.command, command, arguments: [convert.asUri(uses.uri), convert.asPosition(uses.position), places] };
    return resolved;
  }
}

function options(log: vscode.LogOutputChannel): LanguageClientOptions {
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
    outputChannel: log,
    traceOutputChannel: log,
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
