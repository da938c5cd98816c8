// The tests of `host/index.cjs`, inside of the extension host of a real VS Code.
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { address, remote } from "./session.mjs";

const here = fileURLToPath(new URL("host", import.meta.url));

/** Runs them on a copy of the real catalogue; throws if one fails. */
export async function host(browser, folder) {
  const page = await browser.newPage();
  // Tests come with a development folder; that one is empty, so that the installed extension is what is tested.
  const payload = [["extensionDevelopmentPath", remote(here)], ["extensionTestsPath", remote(`${here}/index.cjs`)]];
  await page.exposeFunction("codeAutomationLog", () => {});
  await page.exposeFunction("codeAutomationExit", () => {});
  await page.goto(address(folder, payload));
  const file = `${folder}/.host-results.json`;
  for (const end = Date.now() + 90_000; !existsSync(file); await page.waitForTimeout(200)) {
    assert.ok(Date.now() < end, "the tests inside of the extension host did not end");
  }
  await page.waitForTimeout(200);
  const results = JSON.parse(readFileSync(file, "utf8"));
  await page.close();
  for (const { name, error, took } of results) console.log(`${error ? "FAILED" : "ok    "} ${name} (${took} ms)${error ? `\n${error}` : ""}`);
  assert.ok(results.length > 0 && results.every(({ error }) => !error), "tests inside of the extension host");
}
