// One sitting in VS Code: colours, a squiggle, its quick fix, completion by pinyin, formatting on save, the lens that runs a test,
// the page of a code, the task and its problem matcher, what is said when there is no program.
import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";

const { WORK, WORKBENCH, CATALOGUE, FILE, SCREENSHOTS, PATH } = process.env;
const { chromium } = createRequire(`${WORKBENCH}/package.json`)("playwright-core");
const port = 20000 + (process.pid % 20000);
const entry = `${WORKBENCH}/node_modules/code-server/out/node/entry.js`;
const folders = ["--user-data-dir", `${WORK}/data`, "--extensions-dir", `${WORK}/extensions`];
const env = { PATH, HOME: WORK, LANG: "C.UTF-8", EXTENSIONS_GALLERY: "{}", XDG_CONFIG_HOME: WORK, XDG_DATA_HOME: WORK };

mkdirSync(`${WORK}/data/User`, { recursive: true });
const quiet = {
  "workbench.startupEditor": "none", "extensions.autoUpdate": false, "git.enabled": false, "chat.disableAIFeatures": true,
  "telemetry.telemetryLevel": "off", "editor.minimap.enabled": false, "workbench.secondarySideBar.defaultVisibility": "hidden",
  "files.autoSave": "off", "editor.fontFamily": "'DejaVu Sans Mono', 'Noto Sans Mono CJK SC'",
};
writeFileSync(`${WORK}/data/User/settings.json`, JSON.stringify(quiet));
const installed = spawnSync(process.execPath, [entry, ...folders, "--install-extension", `${WORK}/matter.vsix`], { env, encoding: "utf8" });
assert.match(installed.stdout, /successfully installed/, installed.stderr);
writeFileSync(FILE, `${readFileSync(FILE, "utf8")}
用例 已婚会员：乘车卡申领
  于：2026-03-02 坂田街道
  已知：
    已婚 是
    𠮷野家会员 是
  应得：
    决定  县级
`);

const flags = ["--auth", "none", "--bind-addr", `127.0.0.1:${port}`, "--disable-telemetry", "--disable-update-check",
  "--disable-workspace-trust", "--disable-getting-started-override", "--disable-proxy"];
const editor = spawn(process.execPath, [entry, ...folders, ...flags, CATALOGUE], { env, stdio: "ignore", detached: true });
const browser = await chromium.launch({
  executablePath: "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1"],
});
const page = await browser.newPage({ viewport: { width: 1280, height: 860 } });
const picture = async (name) => {
  if (SCREENSHOTS) await page.screenshot({ path: `${SCREENSHOTS}/${name}.png` });
};

async function until(what, holds) {
  for (const end = Date.now() + 30_000; Date.now() < end; await page.waitForTimeout(200)) {
    if (await holds().catch(() => false)) return;
  }
  await picture("failed");
  throw new Error(what);
}

const pick = async (keys, text, asks = false) => {
  await page.keyboard.press(keys);
  await page.locator(".quick-input-widget input").fill(text);
  await page.locator(".quick-input-list .monaco-list-row").first().waitFor();
  await page.waitForTimeout(300);
  await page.keyboard.press("Enter");
  // A command may ask something in the same box.
  if (!asks) await page.locator(".quick-input-widget input").waitFor({ state: "hidden" });
};
const goTo = (line, column) => pick("Control+G", `:${line}:${column}`);
const count = (selector) => page.locator(selector).count();

async function sitting() {
  await until("code-server did not start", async () => (await fetch(`http://127.0.0.1:${port}/healthz`)).ok);
  await page.goto(`http://127.0.0.1:${port}/?folder=${encodeURIComponent(CATALOGUE)}`);
  await page.waitForSelector(".monaco-workbench .part.statusbar", { timeout: 60_000 });
  await pick("Control+P", "事项.matter");
  await until("no text", async () => (await count(".view-line")) > 5);
  await until("the server does not run", async () => (await count('.statusbar-item[id*="matter.status"] .codicon-check')) === 1);
  await until("no squiggle", async () => (await count(".squiggly-error")) > 0);
  assert.equal(await count(".unicode-highlight"), 0, "full-width marks are boxed");
  await picture("1-squiggle");

  await goTo(12, 22);
  await page.keyboard.press("Control+Period");
  await until("no quick fix", async () => (await count(".action-widget .monaco-list-row")) > 0);
  await picture("2-quick-fix");
  await page.keyboard.press("Enter");
  await until("the squiggle did not go", async () => (await count(".squiggly-error")) === 0);

  await goTo(15, 99);
  await page.keyboard.type(" 且 yihun", { delay: 60 });
  const suggested = page.locator(".suggest-widget .monaco-list-row", { hasText: "已婚" });
  await until("pinyin completes nothing", async () => (await suggested.count()) > 0);
  await picture("3-completion");
  await page.keyboard.press("Escape");
  for (let typed = 0; typed < " 且 yihun".length; typed += 1) await page.keyboard.press("Backspace");

  await page.keyboard.press("Control+S");
  await until("saving did not format", async () => readFileSync(FILE, "utf8").includes("\n    承诺  5 个工作日\n"));
  assert.ok(readFileSync(FILE, "utf8").includes("\u{20BB7}野家会员 = 是 且 已婚 = 是"), "the fix is not in the file");

  const lens = page.locator(".codelens-decoration a", { hasText: "运行用例" });
  await goTo(23, 1);
  await until("no lens", async () => (await lens.count()) > 0);
  await lens.first().click();
  await until("the test's result is not shown", async () => (await count(".codicon-testing-passed-icon")) > 0);
  await picture("4-test");

  await goTo(23, 1);
  await pick("F1", ">Matter: Explain a Diagnostic Code", true);
  await page.locator(".quick-input-widget .quick-input-message", { hasText: "E0401" }).waitFor();
  await page.locator(".quick-input-widget input").fill("E0401");
  await page.keyboard.press("Enter");
  await until("no page of E0401", async () => (await page.locator(".view-line", { hasText: "E0401 choice-gap" }).count()) > 0);

  await pick("F1", ">Matter: Check Catalogue");
  await until("the task did not run", async () => (await page.locator(".terminal-tabs-entry, .single-terminal-tab").count()) > 0);
  // One finding of the server, and the same one of the task.
  await until("the task's finding is not matched", async () => (await page.locator('[id="status.problems"]').innerText()).trim().endsWith("2"));
  await picture("5-page-and-task");

  mkdirSync(`${CATALOGUE}/.vscode`);
  writeFileSync(`${CATALOGUE}/.vscode/settings.json`, JSON.stringify({ "matter.server.path": "/nowhere/matter" }));
  const said = page.locator(".notification-list-item", { hasText: "/nowhere/matter" });
  await until("a missing program is not reported", async () => (await said.count()) > 0);
  for (const action of ["Show Log", "Open Settings"]) assert.equal(await said.locator(".monaco-button", { hasText: action }).count(), 1, action);
  await picture("6-no-program");
}

try {
  await sitting();
} finally {
  await browser.close();
  process.kill(-editor.pid, "SIGTERM");
}
