// The preview: what the page remembers, and what the extension does with what the page says. Bundled as the extension is, with a stand-in
// for the editor.
import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "./load.mjs";

const question = { fact: "婚姻状况", title: "婚姻状况" };

test("answers are kept for each matter, and taken back one by one or all at once", async () => {
  const { EMPTY, answer, elect, forget, known, wish } = await load("src/preview/state.ts");
  const birth = { ...EMPTY, matter: "二孩生育登记", on: "2026-03-02" };
  const one = elect(answer(birth, question, "离异"), "户籍地");
  const two = answer(one, { fact: "渠道", title: "渠道" }, ["窗口"]);
  assert.deepEqual(wish(two), { place: "", on: "2026-03-02", responsible: "户籍地", answers: { 婚姻状况: "离异", 渠道: ["窗口"] } });
  assert.deepEqual(known({ ...two, matter: "施工许可" }), {});
  assert.deepEqual(Object.keys(known(forget(two, "婚姻状况"))), ["渠道"]);
  assert.equal(wish(forget(two, "婚姻状况")).responsible, "");
  assert.deepEqual(known(forget(two)), {});
  assert.deepEqual(known(birth), {}, "the state before is as it was");
});

test("a stored state of another shape is made good", async () => {
  const { EMPTY, restored, answer } = await load("src/preview/state.ts");
  for (const stored of [undefined, null, 3, "x", {}, { tab: "none", uri: 7, answers: null }]) assert.deepEqual(restored(stored), EMPTY);
  const full = { ...answer({ ...EMPTY, matter: "甲" }, question, "离异"), tab: "diagram", scroll: { guide: 40 } };
  assert.deepEqual(restored(JSON.parse(JSON.stringify(full))), full);
});

/** An editor with one file of matters open, and a panel that records what it is told. */
function editor() {
  const events = {};
  const posted = [];
  const opened = [];
  const on = (name) => (listener) => {
    events[name] = listener;
    return { dispose() {} };
  };
  const active = { document: { languageId: "matter", uri: "file:///甲.matter" }, selection: { active: { line: 3, character: 2 } }, viewColumn: 1 };
  const panel = {
    webview: {
      cspSource: "vscode-resource:",
      asWebviewUri: (uri) => uri,
      onDidReceiveMessage: on("message"),
      postMessage: (message) => posted.push(message),
    },
    onDidDispose: on("dispose"),
    reveal() {},
    dispose() {},
  };
  const document = { lineCount: 30, lineAt: (at) => ({ range: { start: { line: at, translate: (_, by) => `${at}:${by}` } }, firstNonWhitespaceCharacterIndex: 4 }) };
  return {
    events, posted, opened, panel,
    DiagnosticSeverity: { Error: 0, Warning: 1 },
    // One error and one warning of whatever file is asked for.
    languages: { onDidChangeDiagnostics: on("diagnostics"), getDiagnostics: () => [{ severity: 0 }, { severity: 1 }] },
    Uri: { joinPath: (...parts) => parts.join("/"), parse: (uri) => uri },
    ViewColumn: { Beside: -2, One: 1 },
    TextEditorRevealType: { InCenterIfOutsideViewport: 2 },
    Range: class {
      constructor(start) {
        this.start = start;
      }
    },
    env: { language: "zh-cn" },
    l10n: { t: (text, ...parts) => text.replace(/\{(\d)\}/g, (_, at) => parts[at]) },
    window: {
      activeTextEditor: active,
      createWebviewPanel: () => panel,
      registerWebviewPanelSerializer: () => ({ dispose() {} }),
      onDidChangeActiveTextEditor: on("editor"),
      onDidChangeTextEditorSelection: on("selection"),
      showTextDocument: async (_, options) => {
        opened.push(options.selection.start);
        return { revealRange() {} };
      },
    },
    workspace: { onDidChangeTextDocument: on("text"), openTextDocument: async () => document },
  };
}

const shown = { matter: "登记", language: "zh", text: "<p></p>", files: { "甲.matter": "file:///甲.matter" } };
const ready = { type: "ready", uri: "", matter: "", place: "", on: "" };

/** A preview that is shown, with what it asked of the server. */
async function preview(answer) {
  const stand = editor();
  const { Preview } = await load("src/preview.ts", stand);
  const asked = [];
  const server = { request: async (method, parameters) => {
    asked.push([method, parameters]);
    return answer(method, parameters, asked.length);
  } };
  const made = new Preview({ extensionUri: "extension" }, server);
  made.show();
  return { ...stand, made, asked, say: (message) => stand.events.message(message) };
}

test("the page gets the guide of the matter at the cursor when it is ready", async () => {
  const { say, asked, posted, panel } = await preview(() => shown);
  await say(ready);
  assert.equal(asked[0][0], "matter/guide");
  assert.deepEqual(asked[0][1].position, { line: 3, character: 2 });
  assert.equal(asked[0][1].format, "article");
  assert.deepEqual(posted, [{ type: "guide", uri: "file:///甲.matter", shown }, { type: "errors", count: 1 }]);
  assert.equal(panel.title, "Preview: 登记");
});

test("answers are asked by the name of the matter, and come back with their number", async () => {
  const decided = { ...shown, decision: {} };
  const { say, asked, posted } = await preview((method) => (method === "matter/answer" ? decided : shown));
  await say({ type: "ask", turn: 7, matter: "登记", place: "龙岗区", on: "", responsible: "", answers: { 年龄: "17" } });
  assert.equal(asked[0][1].position, undefined);
  assert.deepEqual([asked[0][1].matter, asked[0][1].answers], ["登记", { 年龄: "17" }]);
  assert.deepEqual(posted, [{ type: "decision", turn: 7, shown: decided }]);
});

test("an older guide that comes late is not shown", async () => {
  const waiting = [];
  const { say, posted } = await preview(() => new Promise((resolve) => waiting.push(resolve)));
  const first = say(ready);
  const second = say({ type: "settings", place: "坂田街道", on: "" });
  waiting[1]({ ...shown, matter: "新" });
  await second;
  waiting[0]({ ...shown, matter: "旧" });
  await first;
  assert.deepEqual(posted.filter(({ type }) => type === "guide").map((message) => message.shown.matter), ["新"]);
});

test("what goes wrong is said on the page, and an overtaken question is put again", async () => {
  const { say, posted, asked } = await preview((_method, _parameters, turn) => {
    if (turn === 1) throw new Error("no server");
    if (turn === 2) throw Object.assign(new Error("content modified"), { code: -32801 });
    return turn === 3 ? shown : null;
  });
  await say(ready);
  assert.deepEqual(posted, [{ type: "nothing", text: "no server" }]);
  await say(ready);
  assert.equal(posted.length, 1);
  await new Promise((resolve) => setTimeout(resolve, 400));
  assert.deepEqual([asked.length, posted[1].type, posted[2].type], [3, "guide", "errors"]);
  await say(ready);
  assert.equal(posted[3].type, "nothing");
});

test("only files that the server named are opened, at the first letter of the line", async () => {
  const { say, opened } = await preview(() => shown);
  await say(ready);
  await say({ type: "open", file: "甲.matter", line: 5 });
  await say({ type: "open", file: "/etc/passwd", line: 1 });
  await say({ type: "open", file: "甲.matter", line: -1 });
  await say({ type: "open", file: "甲.matter", line: 99 });
  assert.deepEqual(opened, ["4:4", "29:4"]);
});

test("the page allows the extension's own script and style and nothing else", async () => {
  const { panel, made } = await preview(() => shown);
  const [, policy] = /Content-Security-Policy" content="([^"]*)"/.exec(panel.webview.html);
  const nonce = /script-src 'nonce-([A-Za-z0-9+/=]{24})'$/.exec(policy)?.[1];
  assert.ok(nonce);
  assert.equal(policy.replace(nonce, ""), "default-src 'none'; style-src vscode-resource:; script-src 'nonce-'");
  assert.equal(panel.webview.html.split("<script").length, 2);
  assert.ok(panel.webview.html.includes(`<script nonce="${nonce}" src="extension/out/preview/page.js">`));
  assert.doesNotMatch(panel.webview.html, / style=| on[a-z]+=/);
  assert.deepEqual(panel.webview.options.localResourceRoots, ["extension/out/preview"]);
  made.dispose();
});
