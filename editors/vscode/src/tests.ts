// The Test Explorer: lists the tests of all catalogues, runs them in the server, shows what came out otherwise.
import * as vscode from "vscode";
import type { Location, TextEdit } from "vscode-languageclient";
import { Failures } from "./failures";
import type { Server } from "./server";

type Difference = { location: Location | null; expected: string; got: string; accepted?: TextEdit[] };
type Result = { name: string; passed: boolean; location: Location | null; differences: Difference[] };
type Listed = { name: string; location: Location; catalogue: number };
type Report = { tests: Result[]; problem?: string };
/** What a code lens and the explorer ask for; all tests of the file's catalogue if there are no names. */
export type Wanted = { uri: string; names?: string[] };

/** How long after files came or went the tests are listed again, in milliseconds: the server hears of them a little later than we do. */
const PAUSE = 1_000;

function place(location: Location | null): vscode.Location | undefined {
  if (!location) return undefined;
  const { start, end } = location.range;
  const range = new vscode.Range(start.line, start.character, end.line, end.character);
  return new vscode.Location(vscode.Uri.parse(location.uri), range);
}

export class Tests implements vscode.Disposable {
  private readonly controller = vscode.tests.createTestController("matter", "Matter");
  /** Which catalogue a file belongs to, by the server's numbers. */
  private readonly catalogues = new Map<string, number>();
  private readonly failures = new Failures();
  private readonly parts: vscode.Disposable[];
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly server: Server) {
    const run = (request: vscode.TestRunRequest, token: vscode.CancellationToken) => this.asked(request, token);
    this.controller.createRunProfile(vscode.l10n.t("Run Tests"), vscode.TestRunProfileKind.Run, run, true, undefined, true);
    this.controller.refreshHandler = () => this.discover();
    const files = vscode.workspace.createFileSystemWatcher("**/{*.matter,matters.toml}", false, true);
    this.parts = [
      this.controller,
      this.failures,
      files,
      files.onDidCreate(() => this.later()),
      files.onDidDelete(() => this.later()),
      server.started.event(() => this.discover()),
      vscode.workspace.onDidOpenTextDocument((document) => this.read(document)),
      vscode.workspace.onDidSaveTextDocument((document) => this.read(document)),
      // What came out of an older text counts no more.
      vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (document.languageId === "matter" && contentChanges.length > 0) this.controller.invalidateTestResults();
      }),
    ];
  }

  dispose(): void {
    clearTimeout(this.timer);
    for (const part of this.parts) part.dispose();
  }

  /** Runs what a lens or the palette asks for; everything without a wish. */
  async run(wanted?: Wanted): Promise<void> {
    const known = [...this.controller.items].flatMap(([, file]) => [...file.children].map(([, test]) => test));
    if (!wanted && known.length === 0) throw new Error(vscode.l10n.t("There are no tests here."));
    if (!wanted) return this.chosen(new vscode.TestRunRequest());
    const meant = known.filter((test) => this.catalogue(test.uri) === this.catalogue(vscode.Uri.parse(wanted.uri)));
    const items = wanted.names ? meant.filter((test) => wanted.names?.includes(test.label)) : meant;
    await this.report(new vscode.TestRunRequest(items.length > 0 ? items : undefined), [{ wanted, items }]);
    await vscode.commands.executeCommand("testing.showMostRecentOutput");
  }

  private later(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.discover().catch(() => undefined), PAUSE);
  }

  /** Tests of all catalogues, open or not. */
  private async discover(): Promise<void> {
    const listed = await this.server.request<Listed[]>("matter/tests");
    this.controller.items.replace([]);
    this.catalogues.clear();
    for (const { name, location, catalogue } of listed) {
      const at = place(location);
      if (!at) continue;
      this.file(at.uri).children.add(this.item(name, at.uri, at.range));
      this.catalogues.set(String(at.uri), catalogue);
    }
    for (const document of vscode.workspace.textDocuments) await this.read(document);
  }

  /** Tests of one file, as the server's outline has them. */
  private async read(document: vscode.TextDocument): Promise<void> {
    if (document.languageId !== "matter" || document.uri.scheme !== "file") return;
    const ask = vscode.commands.executeCommand<vscode.DocumentSymbol[] | undefined>;
    const outline = await ask("vscode.executeDocumentSymbolProvider", document.uri);
    const tests = (outline ?? []).filter((symbol) => symbol.kind === vscode.SymbolKind.Method);
    const file = this.file(document.uri);
    file.children.replace(tests.map((test) => this.item(test.name, document.uri, test.selectionRange)));
    if (tests.length === 0) this.controller.items.delete(file.id);
  }

  /** What the explorer asks for: once, or whenever something is saved until it is told to stop. */
  private async asked(request: vscode.TestRunRequest, token: vscode.CancellationToken): Promise<void> {
    if (!request.continuous) return this.chosen(request, token);
    const saved = vscode.workspace.onDidSaveTextDocument(({ languageId }) => (languageId === "matter" ? this.chosen(request, token) : undefined));
    token.onCancellationRequested(() => saved.dispose());
    await this.chosen(request, token);
  }

  private chosen(request: vscode.TestRunRequest, token?: vscode.CancellationToken): Promise<void> {
    const items = request.include ?? [...this.controller.items].map(([, item]) => item);
    // One request for each catalogue: its tables are made once, however many files its tests stand in.
    const groups = new Map<number | string, Group>();
    for (const item of items) {
      // The tests that a file has now: the explorer's own list may be older than the text.
      const now = this.controller.items.get(item.id) ?? item;
      const tests = now.children.size === 0 ? [now] : [...now.children].map(([, child]) => child);
      for (const test of tests.filter((test) => !request.exclude?.includes(test))) {
        const group = groups.get(this.catalogue(test.uri)) ?? { wanted: { uri: String(test.uri), names: [] }, items: [] };
        group.wanted.names?.push(test.label);
        group.items.push(test);
        groups.set(this.catalogue(test.uri), group);
      }
    }
    return this.report(request, [...groups.values()], token);
  }

  private async report(request: vscode.TestRunRequest, groups: Group[], token?: vscode.CancellationToken): Promise<void> {
    const run = this.controller.createTestRun(request);
    this.failures.clear();
    for (const { items } of groups) for (const item of items) run.started(item);
    for (const { wanted, items } of groups) {
      if (token?.isCancellationRequested) break;
      const left = new Set(items.map((item) => item.id + String(item.uri)));
      let problem: string | undefined;
      try {
        const report = await this.server.request<Report>("matter/runTests", wanted);
        for (const result of report.tests) {
          const item = this.enter(run, result, wanted.uri);
          left.delete(item.id + String(item.uri));
        }
        problem = report.problem;
      } catch (error) {
        problem = error instanceof Error ? error.message : String(error);
      }
      if (problem) run.appendOutput(`${problem}\r\n`);
      // What has no result says why, and does not look as if it still ran.
      for (const item of items.filter((item) => left.has(item.id + String(item.uri)))) {
        if (problem) run.errored(item, new vscode.TestMessage(problem));
        else run.skipped(item);
      }
    }
    run.end();
  }

  private enter(run: vscode.TestRun, result: Result, asked: string): vscode.TestItem {
    const at = place(result.location);
    const uri = at?.uri ?? vscode.Uri.parse(asked);
    const children = this.file(uri).children;
    const item = children.get(result.name) ?? this.item(result.name, uri, at?.range);
    children.add(item);
    run.appendOutput(`${result.passed ? "✓" : "✗"} ${result.name}\r\n`, undefined, item);
    if (result.passed) run.passed(item);
    else run.failed(item, result.differences.map((one) => this.message(run, one, item, at)));
    return item;
  }

  private message(run: vscode.TestRun, one: Difference, item: vscode.TestItem, at?: vscode.Location): vscode.TestMessage {
    // What keeps a test from running is no difference.
    const text = [one.expected, one.got].filter(Boolean).join(" → ");
    const differs = one.expected !== "" && one.got !== "";
    const message = differs ? vscode.TestMessage.diff(text, one.expected, one.got) : new vscode.TestMessage(text);
    const where = place(one.location) ?? at;
    if (where) message.location = where;
    if (where) this.failures.add({ at: where, text, accepted: one.accepted ?? [] });
    run.appendOutput(`    ${text}\r\n`, undefined, item);
    return message;
  }

  /** What tells the catalogue of a file from others: its number; a file that belongs to none stands for itself. */
  private catalogue(uri: vscode.Uri | undefined): number | string {
    return this.catalogues.get(String(uri)) ?? String(uri);
  }

  private file(uri: vscode.Uri): vscode.TestItem {
    const known = this.controller.items.get(String(uri));
    if (known) return known;
    const item = this.controller.createTestItem(String(uri), vscode.workspace.asRelativePath(uri), uri);
    this.controller.items.add(item);
    return item;
  }

  private item(name: string, uri: vscode.Uri, at?: vscode.Range): vscode.TestItem {
    const item = this.controller.createTestItem(name, name, uri);
    if (at) item.range = at;
    return item;
  }
}

/** Tests of one catalogue, and how they are asked for. */
type Group = { readonly wanted: Wanted; readonly items: vscode.TestItem[] };
