// The page of `matter serve` in a real Chromium: a case by keyboard only, and axe-core on every state of it.
//
//   node page.mjs ADDRESS [FOLDER]    ADDRESS such as http://127.0.0.1:8710 ; pictures go to FOLDER
//
// Ends with 0 if all is well, 1 if something is wrong. What is missing on this machine is named, and the check skipped.
import { existsSync } from "node:fs";
import process from "node:process";

const [address, folder] = process.argv.slice(2);
const chromium = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find(existsSync);
const load = async (name) => import(name).catch(() => null);
const [playwright, axe] = [await load("playwright-core"), await load("axe-core")];
if (!playwright || !axe || !chromium) {
  const missing = [!playwright && "playwright-core", !axe && "axe-core", !chromium && "chromium"].filter(Boolean);
  console.log(`skipped: page in Chromium: ${missing.join(", ")} missing`);
  process.exit(0);
}

const problems = [];
const expect = (holds, what) => { if (!holds) problems.push(what); };
const browser = await playwright.chromium.launch({ executablePath: chromium, args: ["--no-sandbox"] });

async function inspect(page, state) {
  await page.evaluate(axe.default.source);
  const found = await page.evaluate(() => globalThis.axe.run());
  for (const one of found.violations) {
    problems.push(`${state}: axe ${one.id}: ${one.nodes.map((node) => node.html).join(" ")}`);
  }
  if (folder) await page.screenshot({ path: `${folder}/${state}.png`, fullPage: true });
}

// One answer by keyboard: what is focused is the question's first control, one of several buttons or a field.
async function answer(page, title) {
  const before = await page.locator("#answered dt").count();
  const focused = () => page.evaluate(() => document.activeElement.textContent);
  if (await page.evaluate(() => document.activeElement.type) === "button") {
    for (let tries = 0; tries < 30 && (await focused()) !== title; tries += 1) await page.keyboard.press("Tab");
  } else {
    await page.keyboard.insertText(title);
  }
  await page.keyboard.press("Enter");
  await page.waitForFunction((count) => document.querySelectorAll("#answered dt").length > count, before, { timeout: 5000 });
}

// A place is found by a part of its name and taken by keyboard.
async function place(page, typed, path) {
  await page.focus("#place");
  await page.keyboard.insertText(typed);
  await page.locator('.place [role="option"]', { hasText: path }).first().waitFor();
  await inspect(page, "places");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  expect((await page.inputValue("#place")).endsWith(path), `the place taken is ${await page.inputValue("#place")}`);
}

async function walk(lang, answers, texts) {
  const context = await browser.newContext({ locale: lang === "en" ? "en-GB" : "zh-CN" });
  const page = await context.newPage();
  page.on("console", (message) => { if (message.type() === "error") problems.push(`${lang}: console: ${message.text()}`); });
  page.on("pageerror", (error) => problems.push(`${lang}: ${error.message}`));
  await page.goto(`${address}/?lang=${lang}`);
  await inspect(page, `${lang}-empty`);
  await page.fill("#day", "2026-03-02");
  await place(page, "坂田街", "坂田街道");
  await page.waitForFunction(() => document.querySelectorAll("#matter option").length > 1);
  await page.selectOption("#matter", "matter/二孩生育登记");
  await page.focus("#matter");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await page.waitForSelector("#asked .question");
  await inspect(page, `${lang}-first-question`);
  // The order of the questions is the runtime's; whatever is asked must be known here.
  for (let asked = 0; asked < answers.size && (await page.locator("#asked .question").count()) > 0; asked += 1) {
    const title = await page.textContent("#asked legend, #asked .question > label");
    expect(answers.has(title), `${lang}: asked ${title}`);
    await answer(page, answers.get(title) ?? "");
  }
  await page.waitForFunction(() => !document.querySelector("#asked .question"));
  await inspect(page, `${lang}-decided`);
  const shown = await page.textContent("#outcome");
  for (const text of texts) expect(shown.includes(text), `${lang}: the outcome does not show ${text}`);
  await context.close();
}

// A combined service, as soon as it is known where: its matters, and their documents merged.
async function combined(lang, texts) {
  const context = await browser.newContext({ locale: lang === "en" ? "en-GB" : "zh-CN", colorScheme: "dark" });
  const page = await context.newPage();
  page.on("console", (message) => { if (message.type() === "error") problems.push(`${lang}: console: ${message.text()}`); });
  page.on("pageerror", (error) => problems.push(`${lang}: ${error.message}`));
  await page.goto(`${address}/?lang=${lang}`);
  await page.fill("#day", "2026-03-02");
  await page.fill("#place", "坂田街道");
  await page.locator("#place").dispatchEvent("change");
  await page.waitForFunction(() => document.querySelector('#matter option[value="theme/企业开办"]'));
  await page.selectOption("#matter", "theme/企业开办");
  await page.click("#case button");
  await page.waitForSelector("#asked .question");
  await answer(page, "坂田街道");
  await page.waitForFunction((heading) => document.querySelector("#outcome").textContent.includes(heading), texts[0]);
  await inspect(page, `${lang}-theme`);
  for (const summary of await page.locator("#outcome summary").all()) await summary.press("Enter");
  await inspect(page, `${lang}-theme-reasons`);
  const shown = await page.innerText("#outcome");
  for (const text of texts) expect(shown.includes(text), `${lang}: the theme does not show ${text}`);
  await context.close();
}

const answers = new Map([
  ["户籍地", "龙岗区"], ["居住地", "龙岗区"], ["婚姻状况", "离异"], ["已有子女数", "1"], ["渠道", "窗口"],
]);
try {
  const same = ["离婚证", "子女抚养协议", "2026-03-11", "《中华人民共和国人口与计划生育法》第十八条"];
  await walk("zh", answers, [...same, "符合条件", "一次性告知书"]);
  await walk("en", answers, [...same, "Eligible", "One-time notice"]);
  await combined("zh", ["要交的材料（合并后）", "包含的事项", "法定时限", "居民身份证（经办人）（原件 4 份）", "《中华人民共和国社会保险法》"]);
  await combined("en", ["What to bring (merged)", "Its matters", "《中华人民共和国社会保险法》"]);
} catch (error) {
  problems.push(String(error));
}
await browser.close();
for (const problem of problems) console.log(problem);
console.log(problems.length === 0 ? "page in Chromium: fine" : `page in Chromium: ${problems.length} problems`);
process.exit(problems.length === 0 ? 0 : 1);
