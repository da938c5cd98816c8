// The preview beside a file of the real catalogue: its guide, a checklist that is answered, its drawing, ways back to the source, places by
// pinyin, the text as it is typed, its policy, and every kind of theme. Pictures are taken on the way.
import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { Desk } from "./session.mjs";

const FILE = "生育登记.matter";

/** Sits down at a copy of the real catalogue. */
export async function preview(browser, folder) {
  const desk = await Desk.open(browser, folder);
  const page = desk.page.frameLocator("iframe.webview.ready").frameLocator("iframe#active-frame");
  const text = readFileSync(`${folder}/民生/${FILE}`, "utf8").split("\n");
  const line = text.findIndex((one) => one.trim().startsWith("离婚证")) + 1;
  for (const step of [guide, checklist, source, drawing, places, typing, policy, themes]) {
    const begin = Date.now();
    await step(desk, page, line, folder).catch(async (error) => {
      await desk.picture(`failed-preview-${step.name}`);
      throw error;
    });
    console.log(`ok     preview: ${step.name} (${Date.now() - begin} ms)`);
  }
  await desk.page.close();
}

async function guide(desk, page, line) {
  await desk.file(FILE);
  await desk.until("the server does not run", async () => (await desk.count('.statusbar-item[id*="matter.status"] .codicon-check')) === 1);
  await desk.goTo(line, 5);
  await desk.page.locator('.editor-actions [aria-label^="Preview Beside"]').first().click();
  await page.locator("#panel-guide h1", { hasText: "二孩生育登记" }).waitFor({ timeout: 60_000 });
  assert.match(await page.locator("#materials + table").innerText(), /离婚证/);
  // The policy lets the extension's own style in: the section has its frame.
  const border = await page.locator(".guide section").first().evaluate((one) => getComputedStyle(one).borderTopWidth);
  assert.equal(border, "1px");
  await desk.picture("preview-1-guide");
}

async function checklist(desk, page) {
  await page.locator("#tab-guide").press("ArrowRight");
  for (const [title, value] of [["户籍地", "龙岗区"], ["居住地", "龙岗区"], ["已有子女数", "1"]]) {
    const form = page.locator("form.question", { hasText: title }).first();
    await form.locator("input").fill(value);
    await form.locator("input").press("Enter");
    await page.locator(".answered dt", { hasText: title }).waitFor();
  }
  const materials = page.locator("#panel-checklist li", { hasText: "死亡证明" });
  assert.equal(await materials.count(), 1, "what may be needed is not listed");
  await page.locator("button", { hasText: /^离异$/ }).press("Enter");
  await materials.waitFor({ state: "detached" });
  const outcome = await page.locator("#panel-checklist").innerText();
  for (const expected of ["符合条件", "离婚证", "子女抚养协议", "龙岗区卫生健康局"]) assert.ok(outcome.includes(expected), expected);
  // The next question has the focus, so that the keyboard goes on.
  assert.ok(await page.locator("#panel-checklist .question :focus").count(), "the focus is lost");
  await desk.picture("preview-2-checklist");
}

async function source(desk, page, line) {
  await page.locator("#panel-checklist li", { hasText: "离婚证" }).getByText("离婚证").first().click();
  await desk.page.locator(".statusbar-item", { hasText: `Ln ${line}, Col 7` }).waitFor();
}

async function drawing(desk, page) {
  await page.locator("#tab-diagram").click();
  await page.locator("#panel-diagram svg .choice").first().waitFor();
  assert.equal(await page.locator("#panel-diagram svg .choice").count(), 3);
  await desk.picture("preview-3-diagram");
}

async function typing(desk, page, line) {
  await page.locator("#tab-checklist").click();
  await desk.page.locator(".editor-instance .view-line", { hasText: "离婚证" }).first().click();
  await desk.goTo(line, 7);
  await desk.page.keyboard.insertText("明");
  await page.locator("#panel-checklist li", { hasText: "明离婚证" }).waitFor();
  assert.match(await page.locator(".answered").innerText(), /离异/, "the answers are gone");
  // That material does not exist: what is shown rests on a text with an error, and says so.
  await page.locator("#errors", { hasText: "还有 1 处错误" }).waitFor();
  await desk.picture("preview-4-typed");
}

/** The field for the place: by pinyin, level by level, by keyboard. */
async function places(desk, page) {
  await page.locator("#tab-guide").click();
  const field = page.locator("#place");
  const offered = page.locator('#settings [role="option"]');
  await field.fill("");
  await field.pressSequentially("btjd", { delay: 60 });
  await offered.filter({ hasText: "广东省/深圳市/龙岗区/坂田街道" }).waitFor();
  assert.equal(await offered.count(), 1);
  await field.press("ArrowDown");
  await desk.picture("preview-5-places");
  await field.press("Enter");
  assert.equal(await field.inputValue(), "广东省/深圳市/龙岗区/坂田街道");
  await page.locator("#panel-guide", { hasText: "坂田街道" }).waitFor();
  // What is written out leads to the next level.
  await field.fill("龙岗区/");
  await field.press("ArrowDown");
  await offered.filter({ hasText: "龙岗区/平湖街道" }).waitFor();
  await desk.picture("preview-6-next-level");
  await field.press("Escape");
  assert.equal(await offered.count(), 0);
  await field.fill("");
  await field.press("Enter");
  await page.locator("#panel-guide h1", { hasText: "二孩生育登记" }).waitFor();
}

/** Nothing that was not packed with the extension runs or is fetched. */
async function policy(_desk, page) {
  const refused = (add) => page.locator("body").evaluate((body, add) => new Promise((resolve) => {
    document.addEventListener("securitypolicyviolation", ({ effectiveDirective }) => resolve(effectiveDirective), { once: true });
    const made = document.createElement(add.name);
    Object.assign(made, add.with);
    body.append(made);
    setTimeout(() => resolve("nothing was refused"), 2_000);
  }), add);
  assert.match(await refused({ name: "script", with: { textContent: "document.body.id = 'foreign'" } }), /^script-src/);
  assert.match(await refused({ name: "style", with: { textContent: "body { display: none }" } }), /^style-src/);
  assert.match(await refused({ name: "img", with: { src: "https://example.org/a.png" } }), /^img-src/);
  assert.equal(await page.locator("body").getAttribute("id"), null);
}

/** In every kind of theme what is written can be read: its contrast is that of WCAG AA. */
async function themes(desk, page, _line, folder) {
  mkdirSync(`${folder}/.vscode`);
  const readable = async (name, tab) => assert.deepEqual(await page.locator(`#panel-${tab}`).evaluate(unreadable), [], `${name}, ${tab}`);
  for (const name of ["Light Modern", "Dark Modern", "Default High Contrast", "Default High Contrast Light"]) {
    writeFileSync(`${folder}/.vscode/settings.json`, JSON.stringify({ "workbench.colorTheme": name }));
    await page.locator(`body[data-vscode-theme-id="${name}"]`).waitFor();
    const picture = (part) => desk.picture(`theme-${name.replace("Default ", "").replaceAll(" ", "-").toLowerCase()}-${part}`);
    for (const tab of ["guide", "checklist", "diagram"]) {
      await page.locator(`#tab-${tab}`).click();
      await page.locator(`#panel-${tab}`).waitFor();
      await desk.page.waitForTimeout(300);
      await picture(tab);
      await readable(name, tab);
    }
    // What is open has colours of its own.
    await page.locator("#tab-checklist").click();
    await page.getByRole("button", { name: "重答：婚姻状况" }).click();
    await page.locator(".answered dt", { hasText: "婚姻状况" }).waitFor({ state: "detached" });
    await picture("open");
    await readable(name, "checklist");
    await page.locator("button", { hasText: /^离异$/ }).click();
    await page.locator(".answered dt", { hasText: "婚姻状况" }).waitFor();
  }
}

/** Runs in the page: texts whose contrast to what lies behind them is too low. */
function unreadable(panel) {
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  // Any notation of a colour becomes four numbers once it is painted.
  const channels = (colour) => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data];
  };
  const over = ([r, g, b, a], below) => [r, g, b].map((one, index) => one * (a / 255) + below[index] * (1 - a / 255));
  const behind = (element) => {
    if (!element) return channels(getComputedStyle(document.documentElement).getPropertyValue("--vscode-editor-background")).slice(0, 3);
    return over(channels(getComputedStyle(element).backgroundColor), behind(element.parentElement));
  };
  const light = (colour) => {
    const [r, g, b] = colour.map((one) => one / 255).map((one) => (one <= 0.04045 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (one, other) => (Math.max(light(one), light(other)) + 0.05) / (Math.min(light(one), light(other)) + 0.05);
  const texts = document.createTreeWalker(panel, NodeFilter.SHOW_TEXT);
  const found = [];
  for (let node = texts.nextNode(); node; node = texts.nextNode()) {
    const element = node.parentElement;
    if (!node.textContent.trim() || element.closest("svg") || element.getClientRects().length === 0) continue;
    const below = behind(element);
    const seen = contrast(over(channels(getComputedStyle(element).color), below), below);
    if (seen < 4.5) found.push(`${node.textContent.trim().slice(0, 20)} ${seen.toFixed(2)}`);
  }
  return [...new Set(found)];
}
