// Runs inside of VS Code's extension host: asks the installed extension, through VS Code's own interface, what a person would ask.
// The folder is a copy of the real catalogue.
const assert = require("node:assert/strict");
const fs = require("node:fs");
const path = require("node:path");
const vscode = require("vscode");

const folder = () => vscode.workspace.workspaceFolders[0].uri;
const ask = (command, ...parameters) => vscode.commands.executeCommand(`vscode.${command}`, ...parameters);

async function until(what, holds) {
  for (const end = Date.now() + 30_000; ; await new Promise((wake) => setTimeout(wake, 50))) {
    const found = await holds();
    if (found) return found;
    assert.ok(Date.now() < end, what);
  }
}

async function open(name) {
  const document = await vscode.workspace.openTextDocument(vscode.Uri.joinPath(folder(), name));
  await vscode.window.showTextDocument(document);
  return document;
}

/** The place behind a piece of the text, so many characters into it. */
function at(document, piece, into = 0) {
  const start = document.getText().indexOf(piece);
  assert.ok(start >= 0, piece);
  return document.positionAt(start + into);
}

async function edit(document, from, to) {
  const change = new vscode.WorkspaceEdit();
  const start = at(document, from);
  change.replace(document.uri, new vscode.Range(start, document.positionAt(document.offsetAt(start) + from.length)), to);
  await vscode.workspace.applyEdit(change);
}

const PLAN = "工程/规划许可.matter";
const FACTS = "共用/信息项.matter";
const CHOICE = "    市级  当 项目管理层级 = 市管项目\n    县级  否则\n";

const tests = {
  async "the real catalogue has no finding"() {
    const document = await open(PLAN);
    assert.equal(document.languageId, "matter");
    await until("the extension does not start", () => vscode.extensions.getExtension("matter-lang.matter")?.isActive);
    // Any answer comes after the catalogue was read; findings follow in a pause.
    await ask("executeDocumentSymbolProvider", document.uri);
    await new Promise((wake) => setTimeout(wake, 2_000));
    const files = await vscode.workspace.findFiles("**/*.matter");
    assert.ok(files.length >= 15);
    // Findings that the reader cannot act upon are hints, not squiggles.
    const weighs = (one) => one.severity <= vscode.DiagnosticSeverity.Warning;
    assert.deepEqual(vscode.languages.getDiagnostics().flatMap(([uri, all]) => all.filter(weighs).map((one) => `${uri.path}: ${one.message}`)), []);
  },

  async "names have colours by what they mean"() {
    const document = await open(PLAN);
    const legend = await ask("provideDocumentSemanticTokensLegend", document.uri);
    const tokens = await ask("provideDocumentSemanticTokens", document.uri);
    const used = new Set([...tokens.data].filter((_, index) => index % 5 === 3).map((kind) => legend.tokenTypes[kind]));
    for (const kind of ["keyword", "variable", "enumMember", "struct", "namespace", "number", "string"]) assert.ok(used.has(kind), kind);
  },

  async "a broken choice shows its case, leads to its page and is mended"() {
    const document = await open(PLAN);
    await edit(document, CHOICE, CHOICE.split("\n")[0] + "\n");
    const gap = await until("no gap", () => vscode.languages.getDiagnostics(document.uri).find((one) => one.code?.value === "E0401"));
    assert.ok(gap.relatedInformation.some((one) => one.message.includes("项目管理层级 区管项目")), JSON.stringify(gap.relatedInformation));
    assert.equal(String(gap.code.target), "matter-explain:E0401?zh");
    const page = await vscode.workspace.openTextDocument(gap.code.target);
    assert.match(page.getText(), /^# E0401 choice-gap/);
    await until("the page's lines do not wrap", () => vscode.workspace.textDocuments.some((one) => one.uri.scheme === "matter-explain" && one.languageId === "markdown"));
    const actions = await ask("executeCodeActionProvider", document.uri, gap.range);
    const titles = actions.map((one) => one.title);
    const missing = actions.find((one) => one.title.startsWith("补上缺少的情形"));
    assert.ok(missing && titles.some((title) => title.includes("否则")) && titles.some((title) => title.includes("用例")), titles.join("; "));
    await vscode.workspace.applyEdit(missing.edit);
    assert.ok(document.getText().includes("    市级  当 项目管理层级 = 市管项目\n    市级  当 项目管理层级 = 区管项目\n"));
    await until("the gap stays", () => !vscode.languages.getDiagnostics(document.uri).some((one) => one.code?.value === "E0401"));
    await vscode.commands.executeCommand("workbench.action.files.revert");
  },

  async "a table with a gap gets the row that it lacks"() {
    const document = await open("民生/老年人.matter");
    await edit(document, "    | 80 至 89 || 300 元 逐月   |\n", "");
    const gap = await until("no gap", () => vscode.languages.getDiagnostics(document.uri).find((one) => one.code?.value === "E0401"));
    const actions = await ask("executeCodeActionProvider", document.uri, gap.range);
    const missing = actions.find((one) => one.title.startsWith("补上缺少的情形"));
    assert.ok(missing, actions.map((one) => one.title).join("; "));
    await vscode.workspace.applyEdit(missing.edit);
    assert.match(document.getText(), /\n {4}\| 80 周岁 至 89 周岁 +\|\| 1_000 元 逐月 \|\n/);
    await until("the gap stays", () => !vscode.languages.getDiagnostics(document.uri).some((one) => one.code?.value === "E0401"));
    await vscode.commands.executeCommand("workbench.action.files.revert");
  },

  async "what is certain is repaired at once"() {
    const document = await open(PLAN);
    await edit(document, "= 市管项目\n", "= 市管项目 或 区管项目\n");
    await until("no finding", () => vscode.languages.getDiagnostics(document.uri).find((one) => one.code?.value === "E0313"));
    const whole = new vscode.Range(0, 0, document.lineCount, 0);
    const [all] = await ask("executeCodeActionProvider", document.uri, whole, "source.fixAll");
    await vscode.workspace.applyEdit(all.edit);
    assert.ok(document.getText().includes("当 项目管理层级 属于（市管项目、区管项目）\n"));
    await vscode.commands.executeCommand("workbench.action.files.revert");
  },

  async "an unknown material is declared in the file of materials"() {
    const document = await open(PLAN);
    await edit(document, "项目批准文件  复印件", "没人声明的文件  复印件");
    const found = await until("no finding", () => vscode.languages.getDiagnostics(document.uri).find((one) => one.code?.value === "E0243"));
    const actions = await ask("executeCodeActionProvider", document.uri, found.range);
    const declare = actions.find((one) => one.title.includes("没人声明的文件"));
    const [[uri, edits]] = declare.edit.entries();
    assert.ok(uri.path.endsWith("共用/材料.matter"), uri.path);
    assert.equal(edits[0].newText.trim(), "材料 没人声明的文件");
    await vscode.commands.executeCommand("workbench.action.files.revert");
  },

  async "hover tells a thing's domain and who uses it"() {
    const document = await open(FACTS);
    const [hover] = await ask("executeHoverProvider", document.uri, at(document, "项目管理层级", 2));
    const text = hover.contents.map((one) => one.value).join("\n");
    for (const part of ["市管项目、区管项目", "用于：", "建设用地规划许可"]) assert.ok(text.includes(part), text);
  },

  async "names are followed, counted and renamed across files"() {
    const document = await open(PLAN);
    const place = at(document, "项目管理层级 = 市管项目", 2);
    const [definition] = await ask("executeDefinitionProvider", document.uri, place);
    assert.ok((definition.uri ?? definition.targetUri).path.endsWith(FACTS));
    const edits = await ask("executeDocumentRenameProvider", document.uri, place, "项目层级");
    const files = edits.entries().map(([uri]) => path.basename(uri.path)).sort();
    assert.deepEqual(files, ["信息项.matter", "施工许可.matter", "规划许可.matter"]);
    const references = await ask("executeReferenceProvider", document.uri, place);
    assert.equal(references.length, edits.entries().flatMap(([, all]) => all).length);
  },

  async "pinyin completes, with documentation and the snippets of sections"() {
    const document = await open(PLAN);
    await edit(document, "= 市管项目\n", "= 市管项目 且 gdfs\n");
    const list = await ask("executeCompletionItemProvider", document.uri, at(document, "gdfs", 4), undefined, 5);
    const fact = list.items.find((one) => (one.label.label ?? one.label) === "供地方式");
    assert.ok(fact, list.items.map((one) => one.label.label ?? one.label).join());
    assert.ok(fact.documentation.value.includes("划拨"));
    await vscode.commands.executeCommand("workbench.action.files.revert");
  },

  async "the form of a line has an active part"() {
    const document = await open(PLAN);
    const help = await ask("executeSignatureHelpProvider", document.uri, at(document, "市级  当 项目管理层级", 1));
    const [start, end] = help.signatures[0].parameters[help.activeParameter].label;
    assert.equal(help.signatures[0].label.slice(start, end), "层级");
  },

  async "formatting leaves the real catalogue as it is and mends what is crooked"() {
    const document = await open(PLAN);
    const style = { tabSize: 2, insertSpaces: true };
    assert.deepEqual((await ask("executeFormatDocumentProvider", document.uri, style)) ?? [], []);
    await edit(document, CHOICE, CHOICE.replace("市级  当", "市级 当"));
    const line = at(document, "市级 当");
    assert.equal((await ask("executeFormatDocumentProvider", document.uri, style)).length, 1);
    assert.equal((await ask("executeFormatRangeProvider", document.uri, new vscode.Range(line, line), style)).length, 1);
    const below = new vscode.Position(line.line + 1, 0);
    const typed = await ask("executeFormatOnTypeProvider", document.uri, below, "\n", style);
    assert.deepEqual(typed.map((one) => [one.range.start.line, one.newText.trim()]), [[line.line, ""]], "one blank more");
    await vscode.commands.executeCommand("workbench.action.files.revert");
  },

  async "the face is switched and back"() {
    const document = await open(PLAN);
    const before = document.getText();
    for (const [title, word] of [["改用英文关键词", /^matter /m], ["改用中文关键词", /^事项 /m]]) {
      const actions = await ask("executeCodeActionProvider", document.uri, new vscode.Range(0, 0, 0, 0), "refactor");
      await vscode.workspace.applyEdit(actions.find((one) => one.title === title).edit);
      assert.match(document.getText(), word);
    }
    assert.equal(document.getText(), before);
    await vscode.commands.executeCommand("workbench.action.files.revert");
  },

  async "lenses, remarks, links, folds, outline and selections"() {
    const document = await open(PLAN);
    const lenses = await ask("executeCodeLensProvider", document.uri, 100);
    const titles = lenses.map((one) => one.command?.title);
    assert.ok(titles.some((title) => /^▶ 运行 \d+ 个用例/.test(title)) && titles.some((title) => /^用到 \d+ 处/.test(title)), titles.join());
    const uses = lenses.find((one) => one.command?.command === "editor.action.showReferences");
    assert.ok(uses.command.arguments[2][0] instanceof vscode.Location);
    const hints = await ask("executeInlayHintProvider", document.uri, new vscode.Range(0, 0, 999, 0));
    assert.ok(hints.some((one) => /法定时限的 \d+%/.test(one.label)), hints.map((one) => one.label).join());
    const links = await ask("executeLinkProvider", document.uri, 10);
    const leads = links.map((one) => String(one.target?.path));
    assert.ok(leads.filter((path) => /laws\.matter|法规\.matter/.test(path)).length > 5, leads.join());
    assert.ok((await ask("executeFoldingRangeProvider", document.uri)).length > 10);
    const outline = await ask("executeDocumentSymbolProvider", document.uri);
    assert.ok(outline.some((one) => one.name === "建设用地规划许可证核发" || one.children.some((child) => child.name === "材料")));
    const [selection] = await ask("executeSelectionRangeProvider", document.uri, [at(document, "市管项目", 1)]);
    assert.ok(selection.parent.parent);
    const found = await ask("executeWorkspaceSymbolProvider", "juzhuzheng");
    assert.ok(found.some((one) => one.name === "居住证申领 · juzhuzheng"), found.map((one) => one.name).join());
  },

  async "prior results are a call hierarchy"() {
    const document = await open(PLAN);
    const [item] = await ask("prepareCallHierarchy", document.uri, at(document, "事项 建设工程规划许可", 4));
    const outgoing = await ask("provideOutgoingCalls", item);
    assert.ok(outgoing.some((one) => one.to.name.startsWith("建设用地规划许可")), outgoing.map((one) => one.to.name).join());
    const incoming = await ask("provideIncomingCalls", item);
    assert.ok(incoming.some((one) => one.from.name.includes("施工许可")), incoming.map((one) => one.from.name).join());
  },

  async "words end at full-width marks, boxes are off, saving formats"() {
    const document = await vscode.workspace.openTextDocument({ language: "matter", content: "单价\uFF0C总价\uFF1B\u{20BB7}野家\u3000甲" });
    const word = (piece) => document.getText(document.getWordRangeAtPosition(at(document, piece)));
    assert.deepEqual(["单价", "总价", "野家", "甲"].map(word), ["单价", "总价", "\u{20BB7}野家", "甲"]);
    const editor = vscode.workspace.getConfiguration("editor", { languageId: "matter" });
    assert.deepEqual([editor.get("unicodeHighlight.ambiguousCharacters"), editor.get("formatOnSave"), editor.get("formatOnType")], [false, true, true]);
  },

  async "every command of the manifest exists"() {
    const known = await vscode.commands.getCommands(true);
    const { commands } = vscode.extensions.getExtension("matter-lang.matter").packageJSON.contributes;
    assert.deepEqual(commands.filter(({ command }) => !known.includes(command)), []);
  },

  async "check, build and test are tasks"() {
    const tasks = await vscode.tasks.fetchTasks({ type: "matter" });
    assert.deepEqual(tasks.map((task) => task.name).sort(), ["build", "check", "test"]);
  },
};

exports.run = async () => {
  const results = [];
  for (const [name, test] of Object.entries(tests)) {
    const begin = Date.now();
    const error = await test().then(() => undefined, (problem) => String(problem.stack ?? problem));
    results.push({ name, error, took: Date.now() - begin });
  }
  fs.writeFileSync(path.join(folder().fsPath, ".host-results.json"), JSON.stringify(results));
};
