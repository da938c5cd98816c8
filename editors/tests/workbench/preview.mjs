// The preview beside a file of the real catalogue: its guide, a checklist that is answered, its drawing, ways back to the source, and the text
// as it is typed. Pictures are taken on the way.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { Desk } from "./session.mjs";

const FILE = "生育登记.matter";

/** Sits down at a copy of the real catalogue. */
export async function preview(browser, folder) {
  const desk = await Desk.open(browser, folder);
  const page = desk.page.frameLocator("iframe.webview.ready").frameLocator("iframe#active-frame");
  const text = readFileSync(`${folder}/民生/${FILE}`, "utf8").split("\n");
  const line = text.findIndex((one) => one.trim().startsWith("离婚证")) + 1;
  for (const step of [guide, checklist, source, drawing, typing]) {
    const begin = Date.now();
    await step(desk, page, line).catch(async (error) => {
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
    await page.locator(".answered li", { hasText: title }).waitFor();
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
  await desk.picture("preview-4-typed");
}
