// What the extension shows, thing by thing, in a VS Code that speaks Chinese: no English is left in what is ours. Pictures are taken on the way.
import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { Desk } from "./session.mjs";

const PLAN = "规划许可.matter";
const PATH = `工程/${PLAN}`;
const STEPS = [starting, hovering, signing, lensing, outlining, calling, linking, repairing, completing, beginning, manifest, testing, previewing, walking, setting, commanding];

/** Sits down at a copy of the real catalogue. */
export async function tour(browser, folder, texts) {
  // What saving would tidy is to be seen here.
  mkdirSync(`${folder}/.vscode`, { recursive: true });
  writeFileSync(`${folder}/.vscode/settings.json`, JSON.stringify({ "[matter]": { "editor.formatOnSave": false } }));
  const desk = await Desk.open(browser, folder, { language: "zh-cn", texts });
  const problems = [];
  for (const step of STEPS) {
    const begin = Date.now();
    await step(desk, folder).then(
      () => console.log(`ok     tour: ${step.name} (${Date.now() - begin} ms)`),
      async (error) => {
        await desk.picture(`failed-tour-${step.name}`);
        problems.push(`${step.name}: ${error.stack ?? error}`);
        await desk.press("Escape", "Escape");
      },
    );
  }
  await desk.page.close();
  assert.deepEqual(problems, []);
}

const read = (folder, name) => readFileSync(`${folder}/${name}`, "utf8");
/** Line and column of a piece of a file, as VS Code counts them: a Chinese character is two columns where a line is gone to. */
function where(folder, name, piece, inside = 0) {
  const text = read(folder, name);
  const at = text.indexOf(piece);
  assert.ok(at >= 0, piece);
  const before = text.slice(0, at + inside).split("\n");
  const wide = [...before.at(-1)].reduce((sum, sign) => sum + (sign.codePointAt(0) > 0x2e7f ? 2 : 1), 0);
  return [before.length, wide + 1];
}
/** Letters of English words in what is Chinese, but for names and codes. */
const english = (text) => (text.replace(/`[^`]*`/g, "").match(/[A-Za-z]{3,}(?: [A-Za-z]{2,})+/g) ?? []);

async function hover(desk, text) {
  await desk.press("Control+K", "Control+I");
  const shown = desk.page.locator(".monaco-hover:visible", { hasText: text }).first();
  await shown.waitFor({ timeout: 15_000 });
  await desk.page.waitForTimeout(300);
  return shown.innerText();
}

async function starting(desk) {
  await desk.file(PLAN);
  await desk.until("the server does not run", async () => (await desk.count('.statusbar-item[id*="matter.status"] .codicon-check')) === 1);
  await desk.until("no lens", async () => (await desk.count(".codelens-decoration a")) > 0);
  const label = await desk.page.locator('.statusbar-item[id*="matter.status"]').first().locator("[aria-label]").first().getAttribute("aria-label");
  assert.match(label, /语言服务/, label);
  await desk.page.locator('.statusbar-item[id*="matter.status"]').hover();
  await desk.page.waitForTimeout(1200);
  await desk.picture("zh-01-status");
}

async function hovering(desk, folder) {
  for (const [piece, inside, text, name] of [
    ["  决定：\n    市级", 3, "县级", "zh-02-hover-choice"],
    ["项目管理层级 = 市管", 2, "项目管理层级", "zh-03-hover-fact"],
    ["承诺  10 个工作日", 6, "届满", "zh-04-hover-limit"],
    ["《城乡规划法》第三十七条", 3, "城乡规划法", "zh-05-hover-law"],
    ["项目批准文件  复印件", 2, "项目批准文件", "zh-06-hover-material"],
    ["部门：规划自然资源", 5, "规划自然资源", "zh-07-hover-department"],
    ["办件类型：承诺件", 2, "办件类型", "zh-08-hover-word"],
    ["属地：项目所在地", 4, "项目所在地", "zh-09-hover-region-fact"],
    ["用例 出让的区管项目：建设用地规划许可", 14, "建设用地规划许可", "zh-10-hover-matter"],
  ]) {
    await desk.goTo(...where(folder, PATH, piece, inside));
    const said = await hover(desk, text);
    await desk.picture(name);
    if (text !== "办件类型") assert.deepEqual(english(said), [], `${piece}: ${said}`);
    await desk.press("Escape");
  }
}

async function signing(desk, folder) {
  await desk.goTo(...where(folder, PATH, "不计  专家评审", 6));
  await desk.press("Control+Shift+Space");
  const help = desk.page.locator(".parameter-hints-widget.visible");
  await help.waitFor({ timeout: 10_000 });
  await desk.page.waitForTimeout(300);
  await desk.picture("zh-11-signature");
  assert.deepEqual(english(await help.innerText()), []);
  await desk.press("Escape");
}

async function lensing(desk) {
  await desk.goTo(1, 1);
  await desk.until("no lens", async () => (await desk.count(".codelens-decoration a")) > 0);
  const lenses = (await desk.page.locator(".codelens-decoration").allInnerTexts()).map((lens) => lens.replaceAll("\u00A0", " "));
  assert.ok(lenses.some((lens) => /运行 \d+ 个用例/.test(lens)) && lenses.some((lens) => /用到 \d+ 处/.test(lens)), lenses.join());
  await desk.page.waitForTimeout(500);
  await desk.picture("zh-12-lenses-and-hints");
  await desk.page.locator(".codelens-decoration a", { hasText: /用到 \d+ 处/ }).first().click();
  await desk.page.locator(".peekview-widget .monaco-list-row").first().waitFor({ timeout: 10_000 });
  await desk.page.waitForTimeout(500);
  await desk.picture("zh-13-uses");
  await desk.press("Escape");
}

async function outlining(desk) {
  await desk.press("Control+Shift+O");
  await desk.page.locator(".quick-input-list .monaco-list-row", { hasText: "建设用地规划许可证核发" }).first().waitFor({ timeout: 15_000 });
  await desk.page.waitForTimeout(500);
  await desk.picture("zh-14-outline");
  await desk.press("Escape");
  await desk.press("Control+T");
  await desk.page.locator(".quick-input-widget input").fill("#居住证");
  await desk.page.locator(".quick-input-list .monaco-list-row", { hasText: "居住证申领" }).first().waitFor({ timeout: 15_000 });
  await desk.page.locator(".quick-input-widget input").fill("#juzhuzheng");
  await desk.page.locator(".quick-input-list .monaco-list-row", { hasText: "居住证申领 · juzhuzheng" }).first().waitFor({ timeout: 15_000 });
  await desk.page.waitForTimeout(500);
  await desk.picture("zh-15-symbols");
  await desk.press("Escape");
}

async function calling(desk, folder) {
  await desk.goTo(...where(folder, PATH, "事项 建设工程规划许可", 4));
  await desk.page.waitForTimeout(500);
  await desk.command("Peek Call Hierarchy");
  await desk.page.locator(".call-hierarchy .monaco-list-row, .peekview-widget .monaco-list-row").first().waitFor({ timeout: 15_000 });
  await desk.page.waitForTimeout(800);
  await desk.picture("zh-16-calls");
  await desk.press("Escape");
}

async function linking(desk, folder) {
  await desk.goTo(...where(folder, PATH, "《城乡规划法》第三十七条", 3));
  const link = desk.page.locator(".view-line .detected-link").first();
  await link.hover();
  await desk.page.waitForTimeout(1500);
  await desk.picture("zh-17-links");
}

async function repairing(desk, folder) {
  // A choice that misses a case.
  const right = read(folder, PATH);
  writeFileSync(`${folder}/${PATH}`, right.replace("    县级  否则\n", ""));
  await desk.until("no squiggle", async () => (await desk.count(".squiggly-error")) > 0);
  await desk.goTo(...where(folder, PATH, "项目管理层级 = 市管", 2));
  const said = await hover(desk, "E0401");
  await desk.picture("zh-18-finding");
  assert.match(said, /区管项目/);
  await desk.press("Escape");
  await desk.press("Control+Period");
  await desk.page.locator(".action-widget .monaco-list-row").first().waitFor({ timeout: 15_000 });
  await desk.page.waitForTimeout(500);
  await desk.picture("zh-19-quick-fixes");
  const rows = await desk.page.locator(".action-widget .monaco-list-row").allInnerTexts();
  assert.ok(rows.some((row) => row.includes("补上")) && rows.some((row) => row.includes("用例")), rows.join());
  await desk.press("Escape");
  await desk.press("Control+Shift+M");
  await desk.page.waitForTimeout(1000);
  await desk.picture("zh-20-problems");
  await desk.press("Control+Shift+M");
  // Slips that need no asking.
  writeFileSync(`${folder}/${PATH}`, right.replace("复印件 1 份", "复印件1份").replace("承诺  10 个工作日", "承诺10个工作日"));
  await desk.until("no slips", async () => (await desk.count(".squiggly-error")) === 2);
  await desk.goTo(1, 1);
  await desk.command("Fix All");
  await desk.until("not all was fixed", async () => (await desk.count(".squiggly-error")) === 0);
  await desk.picture("zh-21-fixed");
  assert.ok((await desk.shows("项目批准文件  复印件 1 份")) && (await desk.shows("承诺 10 个工作日")));
  writeFileSync(`${folder}/${PATH}`, right);
  await desk.command("File: Revert File");
  await desk.until("it was not reverted", async () => (await desk.count(".tab.dirty")) === 0);
}

async function completing(desk, folder) {
  await desk.file(PLAN);
  await desk.goTo(...where(folder, PATH, "部门：规划自然资源", 9));
  await desk.press("Enter");
  await desk.page.keyboard.type("cl", { delay: 60 });
  await desk.page.locator(".suggest-widget .monaco-list-row").first().waitFor({ timeout: 10_000 });
  await desk.page.waitForTimeout(600);
  await desk.press("Control+Space");
  await desk.page.waitForTimeout(800);
  await desk.picture("zh-23-completion");
  await desk.press("Escape", "Escape");
  await desk.command("File: Revert File");
  await desk.goTo(...where(folder, PATH, "项目管理层级 = 市管", 0));
  await desk.page.keyboard.type("xm", { delay: 60 });
  await desk.page.locator(".suggest-widget .monaco-list-row").first().waitFor({ timeout: 10_000 });
  await desk.press("Control+Space");
  await desk.page.waitForTimeout(1000);
  await desk.picture("zh-24-completion-doc");
  await desk.press("Escape", "Escape");
  await desk.command("File: Revert File");
}

/** A new file that has no name yet: what can stand at its beginning is offered, and is served like any other. */
async function beginning(desk) {
  await desk.command("新建事项文件");
  const whole = desk.page.locator(".suggest-widget.visible .monaco-list-row", { hasText: "事项（全部章节）" });
  await desk.until("nothing is offered in a new file", async () => (await whole.count()) === 1);
  await whole.click();
  await desk.until("the matter was not put in", () => desk.shows("流程："));
  await desk.until("the new file is not served", async () => (await desk.page.locator(".codelens-decoration:visible").count()) > 0);
  await desk.picture("zh-24-new-file");
  await desk.press("Escape");
  await desk.command("View: Revert and Close Editor");
}

async function manifest(desk) {
  await desk.file("matters.toml");
  await desk.goTo(5, 12);
  const said = await hover(desk, "龙岗区").catch(() => "");
  await desk.picture("zh-25-manifest-hover");
  assert.match(said, /广东省\/深圳市\/龙岗区/);
  await desk.press("Escape");
  await desk.goTo(8, 99);
  await desk.press("Enter");
  await desk.press("Control+Space");
  await desk.page.locator(".suggest-widget .monaco-list-row").first().waitFor({ timeout: 10_000 });
  await desk.page.waitForTimeout(500);
  await desk.picture("zh-26-manifest-keys");
  await desk.press("Escape");
  await desk.page.keyboard.type("[lints]\nE0401 = ", { delay: 30 });
  await desk.press("Escape");
  await desk.press("Control+Space");
  await desk.page.locator(".suggest-widget .monaco-list-row").first().waitFor({ timeout: 10_000 });
  await desk.page.waitForTimeout(500);
  await desk.picture("zh-27-manifest-values");
  await desk.press("Escape");
  await desk.command("File: Revert File");
}

async function testing(desk, folder) {
  await desk.file(PLAN);
  await desk.goTo(where(folder, PATH, "用例 出让的区管项目")[0], 1);
  const lens = desk.page.locator(".codelens-decoration a:visible", { hasText: "运行用例" }).first();
  await lens.waitFor();
  await lens.click();
  await desk.until("the test did not pass", async () => (await desk.page.locator(".testing-run-glyph.codicon-testing-passed-icon, .codicon-testing-passed-icon:visible").count()) > 0);
  await desk.command("Testing: Focus on Test Explorer View");
  await desk.until("the tally is missing", () => desk.page.locator(".test-explorer", { hasText: "1/1" }).isVisible());
  await desk.picture("zh-28-tests");
  await desk.press("Control+Shift+E");
}

async function previewing(desk, folder) {
  const file = "生育登记.matter";
  await desk.file(file);
  await desk.goTo(...where(folder, `民生/${file}`, "事项 ", 6));
  await desk.page.locator('.editor-actions [aria-label^="在旁边预览"]').first().click();
  const page = desk.page.frameLocator("iframe.webview.ready").frameLocator("iframe#active-frame");
  await page.locator("#panel-guide h1", { hasText: "二孩生育登记" }).waitFor({ timeout: 30_000 });
  await desk.page.waitForTimeout(500);
  await desk.picture("zh-29-preview-guide");
  // The English name is the matter's own.
  assert.deepEqual(english((await page.locator("body").innerText()).replace("Second child registration", "")), []);
  await page.locator("#tab-checklist").click();
  await page.locator(".question").first().waitFor({ timeout: 10_000 });
  await desk.page.waitForTimeout(700);
  await desk.picture("zh-30-preview-checklist");
  assert.deepEqual(english(await page.locator("body").innerText()), []);
  await page.locator("#tab-diagram").click();
  await page.locator("#panel-diagram svg").first().waitFor();
  await desk.page.waitForTimeout(700);
  await desk.picture("zh-31-preview-diagram");
}

/** Every step of the walkthrough is opened: its picture is in the reader's language and not cut off, its button does what it says. */
async function walking(desk, folder) {
  await desk.command("View: Close All Editors");
  await desk.hidePanel();
  await desk.command("Welcome: Open Walkthrough", { row: "", asks: true });
  await desk.until("walkthroughs are not listed", async () => (await desk.page.locator(".quick-input-list .monaco-list-row", { hasText: "写第一个事项" }).count()) > 0);
  await desk.page.locator(".quick-input-list .monaco-list-row", { hasText: "写第一个事项" }).first().click();
  const steps = desk.page.locator(".getting-started-step");
  await desk.until("there are not four steps", async () => (await steps.count()) === 4);
  const shown = desk.page.frameLocator(".gettingStartedContainer iframe.webview").frameLocator("iframe#active-frame").locator("body");
  for (const [at, [holds, act]] of [["新文件夹里有", ""], ["700 万元归谁决定", ""], ["用例 已婚老人", "运行用例"], ["[[target]]", "生成数据表"]].entries()) {
    if ((await steps.nth(at).getAttribute("class"))?.includes("expanded") !== true) await steps.nth(at).click();
    await desk.until(`step ${at + 1} shows nothing`, async () => (await shown.innerText()).includes(holds));
    assert.deepEqual(english(await shown.innerText()), [], `step ${at + 1}`);
    assert.ok(await shown.evaluate((body) => [body, ...body.querySelectorAll("pre")].every((one) => one.scrollWidth <= one.clientWidth)), `step ${at + 1} is cut off`);
    await desk.picture(`zh-32-walkthrough-${at + 1}`);
    if (!act) continue;
    await steps.nth(at).locator(".monaco-button:visible", { hasText: act }).click();
    await desk.until(`step ${at + 1} was not taken`, async () => (await steps.nth(at).locator(".codicon-getting-started-step-checked, .complete").count()) > 0);
  }
  await desk.until("no tables were built", async () => existsSync(`${folder}/out/longgang.sqlite`));
  await desk.picture("zh-33-walkthrough-done");
  await desk.hidePanel();
}

async function setting(desk) {
  await desk.press("Control+Comma");
  await desk.page.locator(".settings-editor .settings-header .view-lines, .settings-editor .suggest-input-container").first().click();
  await desk.page.keyboard.type("@ext:matter-lang.matter", { delay: 10 });
  await desk.page.locator(".setting-item-contents").first().waitFor({ timeout: 10_000 });
  await desk.page.waitForTimeout(1200);
  await desk.picture("zh-34-settings");
  const said = await desk.page.locator(".settings-editor .setting-item-contents").allInnerTexts();
  assert.ok(said.join("\n").includes("诊断和生成文字所用的语言"), said.join("\n"));
}

async function commanding(desk) {
  await desk.press("F1");
  await desk.page.locator(".quick-input-widget input").fill(">matter");
  await desk.page.locator(".quick-input-list .monaco-list-row", { hasText: "检查目录" }).first().waitFor();
  await desk.page.waitForTimeout(400);
  await desk.picture("zh-35-commands");
  await desk.press("Escape");
}
