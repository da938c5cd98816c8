// The page of `matter serve` in a real Chromium: cases by keyboard only, the address and the buttons of the browser, what goes wrong, print; and
// axe-core on every state of it, light and dark, wide and narrow.
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

/** A page in a language; whatever it logs as an error or asks of others is a problem, but for what is expected. */
async function opened(lang, options = {}, hash = "", expected = /$^/) {
  const context = await browser.newContext({ locale: lang === "en" ? "en-GB" : "zh-CN", ...options });
  const page = await context.newPage();
  page.on("console", (message) => {
    if (message.type() === "error" && !expected.test(message.text())) problems.push(`${lang}: console: ${message.text()}`);
  });
  page.on("pageerror", (error) => problems.push(`${lang}: ${error.message}`));
  page.on("request", (request) => { if (!/^(data:|blob:)/.test(request.url()) && !request.url().startsWith(address)) problems.push(`${lang}: asks ${request.url()}`); });
  await page.goto(`${address}/?lang=${lang}${hash}`);
  return page;
}

async function inspect(page, state) {
  await page.evaluate(axe.default.source);
  const found = await page.evaluate(() => globalThis.axe.run());
  for (const one of found.violations) {
    problems.push(`${state}: axe ${one.id}: ${one.nodes.map((node) => node.html).join(" ")}`);
  }
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(wide <= 0, `${state}: ${wide} pixels wider than the window`);
  if (folder) await page.screenshot({ path: `${folder}/${state}.png`, fullPage: true });
}

const address_of = (fields) => `#${new URLSearchParams(fields)}`;
const BIRTH = { at: "坂田街道", on: "2026-03-02", matter: "二孩生育登记" };
const answered = (answers) => Object.fromEntries([...answers].map(([fact, value]) => [`=${fact}`, value]));
const settled = (page) => page.waitForFunction(() => document.querySelector("#verdict").textContent !== "" && !document.querySelector("main[aria-busy]"));

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

// A matter is looked for among those that are offered, and chosen by keyboard.
async function choose(page, typed, title) {
  await page.waitForSelector(".cards a");
  await page.focus("#filter");
  await page.keyboard.insertText(typed);
  await page.waitForFunction(() => document.querySelectorAll(".cards a").length === 1);
  await page.keyboard.press("Tab");
  expect((await page.evaluate(() => document.activeElement.textContent)) === title, `${title} is not the first behind the field`);
  await page.keyboard.press("Enter");
}

async function walk(lang, answers, texts) {
  const page = await opened(lang);
  await inspect(page, `${lang}-empty`);
  await page.fill("#day", "2026-03-02");
  await place(page, "坂田街", "坂田街道");
  await page.waitForSelector(".cards a");
  await inspect(page, `${lang}-offered`);
  await choose(page, lang === "en" ? "second" : "二孩", lang === "en" ? "Second child registration" : "二孩生育登记");
  await page.waitForSelector("#asked .question");
  await inspect(page, `${lang}-first-question`);
  // The order of the questions is the runtime's; whatever is asked must be known here.
  for (let asked = 0; asked < answers.size && (await page.locator("#asked .question").count()) > 0; asked += 1) {
    const title = await page.textContent("#asked legend, #asked .question > label");
    expect(answers.has(title), `${lang}: asked ${title}`);
    await answer(page, answers.get(title) ?? "");
  }
  await page.waitForFunction(() => !document.querySelector("#asked .question"));
  await settled(page);
  await inspect(page, `${lang}-decided`);
  const shown = await page.textContent("#outcome");
  for (const text of texts) expect(shown.includes(text), `${lang}: the outcome does not show ${text}`);
  await page.context().close();
}

// Whatever the definition says stands in the guide below, whatever the decision says above it.
async function everything() {
  const page = await opened("zh", { viewport: { width: 1280, height: 900 } }, address_of({ ...BIRTH, ...answered(ANSWERS) }));
  await settled(page);
  const above = await page.textContent("#outcome");
  const said = ["由卫生健康审查", "承诺件", "邮寄的时间不计入时限", "2026年3月30日", "逾期终止办理", "广东省深圳市范围内", "代收代办", "1 个工作日内",
    "自收件之日起算时限", "12345 政务服务便民热线", "政务服务好差评系统", "周一至周五", "综合服务窗口 10", "窗口领取、邮寄", "核验原件"];
  expect((await page.textContent(".matter")).includes("夫妻生育第二个子女后的登记"), "the summary of the matter is not shown");
  for (const text of said) expect(above.includes(text), `the outcome does not show ${text}`);
  await page.press("#guide summary", "Enter");
  const below = await page.innerText("#guide");
  const whole = ["002099001000", "自然人", "应当先取得结婚证", "死亡证明", "免提交", "出具：卫生健康", "核实，由卫生健康办理，2个工作日", "7个工作日，自受理起",
    "全程网办", "送达：窗口领取、邮寄", "事前：公布登记的条件", "其他情形", "无正当理由不予登记", "https://www.gdzwfw.gov.cn", "2022年1月1日起"];
  for (const text of whole) expect(below.includes(text), `the guide does not show ${text}`);
  expect(!(await page.isVisible("#outcome .source")), "sources stand there unasked");
  await page.check("#sources");
  expect(await page.isVisible("#outcome .source"), "sources cannot be shown");
  await inspect(page, "zh-everything");
  await page.context().close();
}

// The address carries the case; the browser's buttons take answers back and give them again.
async function ways() {
  const page = await opened("zh", {}, address_of({ ...BIRTH, "=户籍地": "龙岗区", "=居住地": "龙岗区" }));
  await settled(page);
  expect((await page.inputValue("#place")) === "坂田街道" && (await page.inputValue("#day")) === "2026-03-02", "the address does not fill the fields");
  const count = () => page.locator("#answered dt").count();
  expect((await count()) === 2, "the address does not answer");
  await page.locator("#asked .choices button", { hasText: "离异" }).click();
  await page.waitForFunction(() => document.querySelectorAll("#answered dt").length === 3);
  expect(decodeURIComponent(page.url()).includes("==婚姻状况=离异") || page.url().includes(encodeURIComponent("离异")), "the answer is not in the address");
  await page.goBack();
  await page.waitForFunction(() => document.querySelectorAll("#answered dt").length === 2);
  await page.goForward();
  await page.waitForFunction(() => document.querySelectorAll("#answered dt").length === 3);
  await page.click('nav a[lang="en"]');
  await settled(page);
  expect((await count()) === 3 && (await page.title()).startsWith("Second child registration"), "another language forgets the case");
  await page.click("#back");
  await page.waitForSelector(".cards a");
  await page.goBack();
  await settled(page);
  expect((await count()) === 3, "back from the list forgets the case");
  await page.context().close();
}

// A combined service, as soon as it is known where: its matters, and their documents merged.
async function combined(lang, texts) {
  const page = await opened(lang, { colorScheme: "dark" }, address_of({ at: "坂田街道", on: "2026-03-02", theme: "企业开办" }));
  await page.waitForSelector("#asked .question");
  await page.focus("#asked input, #asked button");
  await answer(page, "坂田街道");
  await page.waitForFunction((heading) => document.querySelector("#outcome").textContent.includes(heading), texts[0]);
  await inspect(page, `${lang}-theme`);
  for (const summary of await page.locator("#outcome summary").all()) await summary.press("Enter");
  await inspect(page, `${lang}-theme-reasons`);
  const shown = await page.innerText("#outcome");
  for (const text of texts) expect(shown.includes(text), `${lang}: the theme does not show ${text}`);
  await page.context().close();
}

// What goes wrong is said, with a way out.
async function troubles() {
  const wrong = /Failed to load resource/;
  const alerted = async (page, text) => {
    await page.waitForFunction(() => document.querySelector("#problem").textContent !== "");
    const shown = await page.textContent("#problem");
    expect(shown.includes(text), `the page says ${shown} instead of ${text}`);
  };
  let page = await opened("zh", {}, address_of({ ...BIRTH, matter: "没有的事项" }), wrong);
  await alerted(page, "R101");
  await inspect(page, "zh-unknown-matter");
  await page.click("#problem button");
  await page.waitForSelector(".cards a");
  expect((await page.textContent("#problem")) === "", "the trouble stays although it is over");
  await page.context().close();

  page = await opened("zh", {}, address_of({ ...BIRTH, "=婚姻状况": "离婚" }), wrong);
  await alerted(page, "R202");
  await page.click("#problem button");
  await settled(page);
  await page.context().close();

  page = await opened("zh", {}, address_of({ at: "没有的地方", on: "2026-03-02" }), wrong);
  await alerted(page, "R103");
  await page.context().close();

  // A place too large for what is asked, said where it is asked again.
  page = await opened("zh", {}, address_of({ at: "龙城街道", on: "2026-03-02", matter: "建筑工程施工许可证核发", "=项目所在地": "深圳市" }));
  await page.waitForSelector("#asked .help.wrong");
  expect((await page.textContent("#asked .help.wrong")).includes("要答到县级"), "it is not said why the place is asked again");
  expect(!(await page.textContent("#outcome")).includes("拆迁进度"), "what officials judge is told before it is known who decides");
  await inspect(page, "zh-too-large");
  await page.context().close();

  page = await opened("zh", {}, address_of({ ...BIRTH, ...answered(ANSWERS) }), wrong);
  await settled(page);
  await page.context().setOffline(true);
  await page.locator("#answered button", { hasText: "重答" }).first().click();
  await alerted(page, "连不上服务器");
  await inspect(page, "zh-offline");
  await page.context().setOffline(false);
  await page.click("#problem button");
  await page.waitForFunction(() => document.querySelector("#problem").textContent === "");
  await page.context().close();

  // Another release answers in the middle of a case.
  page = await opened("zh", {}, address_of(BIRTH));
  await settled(page);
  await page.route("**/api/decide*", async (route) => {
    const response = await route.fetch();
    const answer = await response.json();
    await route.fulfill({ response, json: { ...answer, catalogue: { ...answer.catalogue, version: "2026.5", hash: "0".repeat(64) } } });
  });
  // The list of places may cover the button by now; the key answers whatever it covers.
  await page.locator("#asked input").first().fill("龙岗区");
  await page.locator("#asked input").first().press("Enter");
  await page.waitForFunction(() => document.querySelector("#news").textContent.includes("2026."));
  await inspect(page, "zh-replaced");
  await page.context().close();

  // Nothing is offered.
  page = await opened("zh", {}, "");
  await page.route("**/api/offered*", (route) => route.fulfill({ json: { matters: [], themes: [] } }));
  await page.fill("#place", "坂田街道");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.querySelector("#count").textContent.includes("没有可办的事项"));
  await inspect(page, "zh-nothing-offered");
  await page.context().close();
}

// Thousands of matters: a page of them at once, found by a part of their name.
async function many() {
  const page = await opened("zh", { viewport: { width: 1280, height: 900 } });
  const matters = Array.from({ length: 16_380 }, (_, number) => ({ name: `事项${number}`, title: `事项${number}`, short: null, kind: "行政许可", department: "民政", summary: "" }));
  await page.route("**/api/offered*", (route) => route.fulfill({ json: { matters, themes: [] } }));
  await page.fill("#place", "坂田街道");
  await page.keyboard.press("Enter");
  await page.waitForSelector(".cards a");
  expect((await page.locator(".cards a").count()) === 60, "a long list is not cut");
  await page.locator("#offered > button").click();
  expect((await page.locator(".cards a").count()) === 360, "a long list does not go on");
  await page.fill("#filter", "16379");
  expect((await page.locator(".cards a").count()) === 1, "a matter is not found in a long list");
  await inspect(page, "zh-many");
  await page.context().close();
}

// Dark, narrow, twice as large, printed.
async function appearances() {
  const hash = address_of({ ...BIRTH, ...answered(ANSWERS) });
  const looks = [
    ["dark", { colorScheme: "dark", viewport: { width: 1280, height: 900 } }],
    ["phone", { viewport: { width: 360, height: 780 }, isMobile: true, hasTouch: true }],
    ["phone-dark", { viewport: { width: 360, height: 780 }, colorScheme: "dark" }],
    ["zoomed", { viewport: { width: 640, height: 450 }, deviceScaleFactor: 2 }],
    ["contrast", { viewport: { width: 1280, height: 900 }, forcedColors: "active" }],
  ];
  for (const [name, options] of looks) {
    for (const lang of ["zh", "en"]) {
      const page = await opened(lang, options, hash);
      await settled(page);
      await page.press("#guide summary", "Enter");
      await inspect(page, `${lang}-${name}`);
      await page.context().close();
    }
  }
  for (const colorScheme of ["light", "dark"]) {
    const page = await opened("zh", { colorScheme, viewport: { width: 700, height: 990 } }, hash);
    await settled(page);
    await page.emulateMedia({ media: "print" });
    await inspect(page, `zh-print-${colorScheme}`);
    const seen = await page.evaluate(() => document.body.innerText);
    for (const text of ["一次性告知书", "应当提交的材料", "离婚证", "经办人", "2026年3月11日"]) expect(seen.includes(text), `the print lacks ${text}`);
    for (const text of ["重答", "打印", "接口说明", "全部事项"]) expect(!seen.includes(text), `the print has ${text}`);
    if (folder) await page.pdf({ path: `${folder}/zh-print-${colorScheme}.pdf`, preferCSSPageSize: true });
    await page.context().close();
  }
}

const ANSWERS = new Map([
  ["户籍地", "龙岗区"], ["居住地", "龙岗区"], ["婚姻状况", "离异"], ["已有子女数", "1"], ["渠道", "窗口"],
]);
try {
  const same = ["离婚证", "子女抚养协议", "2026-03-11", "《中华人民共和国人口与计划生育法》第十八条"];
  await walk("zh", ANSWERS, [...same, "符合条件", "一次性告知书", "2026年3月11日星期三"]);
  await walk("en", ANSWERS, [...same, "Eligible", "One-time notice", "Wednesday"]);
  await everything();
  await ways();
  await combined("zh", ["要交的材料（合并后）", "包含的事项", "法定时限", "居民身份证（经办人）（原件 1 份）", "《中华人民共和国社会保险法》"]);
  await combined("en", ["What to bring (merged)", "Its matters", "《中华人民共和国社会保险法》"]);
  await troubles();
  await many();
  await appearances();
} catch (error) {
  problems.push(String(error));
}
await browser.close();
for (const problem of problems) console.log(problem);
console.log(problems.length === 0 ? "page in Chromium: fine" : `page in Chromium: ${problems.length} problems`);
process.exit(problems.length === 0 ? 0 : 1);
