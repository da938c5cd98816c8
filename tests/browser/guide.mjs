// The pages and drawings of `matter guide` in a real Chromium: axe-core on every page, light and dark, wide and narrow; no text of a drawing
// passes its box in the fonts of this machine; nothing asks the network.
//
//   node guide.mjs FOLDER [PICTURES]    FOLDER holds *.html and *.svg
//
// Ends with 0 if all is well, 1 if something is wrong. What is missing on this machine is named, and the check skipped.
import { existsSync, readFileSync, readdirSync } from "node:fs";
import process from "node:process";

const [folder, pictures] = process.argv.slice(2);
const chromium = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find(existsSync);
const load = async (name) => import(name).catch(() => null);
const [playwright, axe] = [await load("playwright-core"), await load("axe-core")];
if (!playwright || !axe || !chromium) {
  const missing = [!playwright && "playwright-core", !axe && "axe-core", !chromium && "chromium"].filter(Boolean);
  console.log(`skipped: guides in Chromium: ${missing.join(", ")} missing`);
  process.exit(0);
}

const problems = [];
const browser = await playwright.chromium.launch({ executablePath: chromium, args: ["--no-sandbox"] });

async function looked(name, colorScheme, width, look, bypassCSP = true) {
  const context = await browser.newContext({ colorScheme, viewport: { width, height: 900 }, offline: true, bypassCSP });
  const page = await context.newPage();
  page.on("console", (message) => { if (message.type() === "error") problems.push(`${name}: console: ${message.text()}`); });
  page.on("request", (request) => { if (!request.url().startsWith("file:")) problems.push(`${name}: asks ${request.url()}`); });
  await look(page);
  if (pictures) await page.screenshot({ path: `${pictures}/${name}-${colorScheme}-${width}.png`, fullPage: true });
  await context.close();
}

async function html(name) {
  // Under its own policy, which lets no tool in: the style must apply all the same.
  await looked(name, "light", 800, async (page) => {
    await page.goto(`file://${folder}/${name}`);
    const border = await page.evaluate(() => getComputedStyle(document.querySelector(".guide section")).borderTopWidth);
    if (border !== "1px") problems.push(`${name}: its policy refuses its own style`);
  }, false);
  for (const [colorScheme, width] of [["light", 1000], ["dark", 1000], ["light", 360]]) {
    await looked(name, colorScheme, width, async (page) => {
      await page.goto(`file://${folder}/${name}`);
      await page.evaluate(axe.default.source);
      const found = await page.evaluate(() => globalThis.axe.run());
      for (const one of found.violations) {
        problems.push(`${name} ${colorScheme} ${width}: axe ${one.id}: ${one.nodes.map((node) => node.html).join(" ")}`);
      }
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      if (wide > 0) problems.push(`${name} ${width}: ${wide} pixels wider than the window`);
    });
  }
}

// A line fits if its own box lies inside that of its shape; of a diamond the layout knows more, so that the bounding box must do.
async function svg(name) {
  const text = readFileSync(`${folder}/${name}`, "utf8");
  for (const colorScheme of ["light", "dark"]) {
    await looked(name, colorScheme, 1000, async (page) => {
      await page.setContent(`<!doctype html><html lang="zh"><body style="margin:0">${text}</body></html>`);
      const outside = await page.evaluate(() => [...document.querySelectorAll("svg g g")].flatMap((group) => {
        const box = group.querySelector(".box").getBBox();
        const lines = [...group.querySelectorAll("text")].filter((line) => {
          const own = line.getBBox();
          return own.x < box.x || own.x + own.width > box.x + box.width || own.y < box.y || own.y + own.height > box.y + box.height;
        });
        return lines.map((line) => line.textContent);
      }));
      for (const line of outside) problems.push(`${name}: “${line}” does not fit its box`);
    });
  }
}

const names = readdirSync(folder).sort();
for (const name of names.filter((name) => name.endsWith(".html"))) await html(name);
for (const name of names.filter((name) => name.endsWith(".svg"))) await svg(name);
await browser.close();
for (const problem of problems) console.log(problem);
console.log(problems.length === 0 ? `guides in Chromium: ${names.length} fine` : `guides in Chromium: ${problems.length} problems`);
process.exit(problems.length === 0 ? 0 : 1);
