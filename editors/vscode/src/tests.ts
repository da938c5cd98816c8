// The Test Explorer: lists the tests of all catalogues, runs them in the server, shows what came out otherwise.
import * as vscode from "vscode";
import type { Location } from "vscode-languageclient";
import type { Server } from "./server";

type Difference = { location: Location | null; expected: string; got: string };
type Result = { name: string; passed: boolean; location: Location | null; differences: Difference[] };
type Listed = { name: string; location: Location; catalogue: number };
type Report = { tests: Result[]; problem?: string };
/** What a code lens and the explorer ask for; all tests of the file's catalogue if there are no names. */
export type Wanted = { uri: string; names?: string[] };

function place(location: Location | null): vscode.Location | undefined {
  if (!location) return undefined;
  const { start, end } = location.range;
  const range = new vscode.Range(start.line, start.character, end.line, end.character);
  return new vscode.Location(vscode.Uri.parse(location.uri), range);
}

export class Tests {
  readonly controller = vscode.tests.createTestController("matter", "Matter");
  /** Which catalogue a file belongs to, by the server's numbers. */
  private readonly catalogues = new Map<string, number>();

  constructor(private readonly server: Server) {
    this.controller.createRunProfile("matter", vscode.TestRunProfileKind.Run, (request) => this.chosen(request), true);
    this.controller.refreshHandler = () => this.discover();
  }

  /** Tests of all catalogues, open or not. */
  async discover(): Promise<void> {
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
  async read(document: vscode.TextDocument): Promise<void> {
    if (document.languageId !== "matter" || document.uri.scheme !== "file") return;
    const ask = vscode.commands.executeCommand<vscode.DocumentSymbol[] | undefined>;
    const outline = await ask("vscode.executeDocumentSymbolProvider", document.uri);
    const tests = (outline ?? []).filter((symbol) => symbol.kind === vscode.SymbolKind.Method);
    const file = this.file(document.uri);
    file.children.replace(tests.map((test) => this.item(test.name, document.uri, test.selectionRange)));
    if (tests.length === 0) this.controller.items.delete(file.id);
  }

  /** Runs what a lens or the palette asks for. */
  async run(wanted: Wanted): Promise<void> {
    await this.report(new vscode.TestRunRequest(), [wanted]);
    await vscode.commands.executeCommand("testing.showMostRecentOutput");
  }

  private chosen(request: vscode.TestRunRequest): Promise<void> {
    const items = request.include ?? [...this.controller.items].map(([, item]) => item);
    // One request for each catalogue: its tables are made once, however many files its tests stand in.
    const wanted = new Map<number | string, { uri: string; names: string[] }>();
    for (const item of items) {
      const tests = item.children.size === 0 ? [item] : [...item.children].map(([, child]) => child);
      for (const test of tests.filter((test) => !request.exclude?.includes(test))) {
        const uri = String(test.uri);
        const group = this.catalogues.get(uri) ?? uri;
        const known = wanted.get(group) ?? { uri, names: [] };
        known.names.push(test.label);
        wanted.set(group, known);
      }
    }
    return this.report(request, [...wanted.values()]);
  }

  private async report(request: vscode.TestRunRequest, all: Wanted[]): Promise<void> {
    const run = this.controller.createTestRun(request);
    for (const wanted of all) {
      try {
        const report = await this.server.request<Report>("matter/runTests", wanted);
        if (report.problem) run.appendOutput(`${report.problem}\r\n`);
        for (const result of report.tests) this.enter(run, result, wanted.uri);
      } catch (error) {
        run.appendOutput(`${error instanceof Error ? error.message : String(error)}\r\n`);
      }
    }
    run.end();
  }

  private enter(run: vscode.TestRun, result: Result, asked: string): void {
    const at = place(result.location);
    const uri = at?.uri ?? vscode.Uri.parse(asked);
    const children = this.file(uri).children;
    const item = children.get(result.name) ?? this.item(result.name, uri, at?.range);
    children.add(item);
    run.appendOutput(`${result.passed ? "✓" : "✗"} ${result.name}\r\n`, at, item);
    if (result.passed) return run.passed(item);
    run.failed(item, result.differences.map((one) => this.message(run, one, item, at)));
  }

  private message(run: vscode.TestRun, one: Difference, item: vscode.TestItem, at?: vscode.Location): vscode.TestMessage {
    // What keeps a test from running is no difference.
    const text = [one.expected, one.got].filter(Boolean).join(" → ");
    const differs = one.expected !== "" && one.got !== "";
    const message = differs ? vscode.TestMessage.diff(text, one.expected, one.got) : new vscode.TestMessage(text);
    const where = place(one.location) ?? at;
    if (where) message.location = where;
    run.appendOutput(`    ${text}\r\n`, where, item);
    return message;
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
