// Where the program is looked for, with both kinds of package installed in a real VS Code: the one inside, then PATH, and before both of
// them the setting; and what is said where there is none.
import assert from "node:assert/strict";
import { copyFileSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { BIN, Desk, install } from "./session.mjs";

const { MATTER, WORK } = process.env;

/** Sits down at a copy of the real catalogue; `plain` is the package without a program. */
export async function lookup(browser, folder, plain) {
  const begin = Date.now();
  let desk = await Desk.open(browser, folder);
  await runs(desk, `${WORK}/extensions/`);
  await desk.page.close();
  install(plain);
  desk = await Desk.open(browser, folder);
  await desk.until("the status is not red", async () => (await desk.count(`${STATUS} .codicon-error`)) === 1);
  const said = await desk.notified("neither inside the extension nor on PATH");
  for (const act of ["Restart", "Show Log", "Open Settings"]) assert.equal(await said.locator(".monaco-button", { hasText: act }).count(), 1, act);
  await desk.picture("lookup-1-nowhere");
  mkdirSync(BIN, { recursive: true });
  copyFileSync(MATTER, `${BIN}/matter`);
  await said.locator(".monaco-button", { hasText: "Restart" }).click();
  await runs(desk, `${BIN}/matter`);
  mkdirSync(`${WORK}/own`);
  copyFileSync(MATTER, `${WORK}/own/matter`);
  mkdirSync(`${folder}/.vscode`);
  writeFileSync(`${folder}/.vscode/settings.json`, JSON.stringify({ "matter.server.path": `${WORK}/own/matter` }));
  await runs(desk, `${WORK}/own/matter`);
  await desk.picture("lookup-2-setting");
  rmSync(BIN, { recursive: true });
  await desk.page.close();
  console.log(`ok     lookup: inside, nowhere, on PATH, by the setting (${Date.now() - begin} ms)`);
}

const STATUS = '.statusbar-item[id*="matter.status"]';
/** The server runs, and it is the program that lies there. */
const runs = (desk, place) => desk.until(`no server of ${place}`, async () =>
  (await desk.count(`${STATUS} .codicon-check`)) === 1 && ((await desk.page.locator(`${STATUS} [aria-label]`).first().getAttribute("aria-label")) ?? "").includes(place));
