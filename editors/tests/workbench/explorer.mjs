// Tests and tasks of a catalogue that is not the root of what is open: run without an open file, over and over while texts are saved, with
// an error in the way, after a file got another name; a check says how it ended, and what it finds in a closed file leads there.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { Desk } from "./session.mjs";

const { MATTER } = process.env;
const FILE = "老年乘车卡.matter";
const STEPS = [checking, running, repeating, breaking, renaming, finding];

/** Sits down above a new catalogue. */
export async function explorer(browser, folder) {
  mkdirSync(folder);
  execFileSync(MATTER, ["new", "--quiet", "--lang", "zh", `${folder}/目录`], { stdio: "ignore" });
  const desk = await Desk.open(browser, folder);
  await desk.until("the server does not run", async () => (await desk.count('.statusbar-item[id*="matter.status"] .codicon-check')) === 1);
  for (const step of STEPS) {
    const begin = Date.now();
    await step(desk, `${folder}/目录`).catch(async (error) => {
      await desk.picture(`failed-explorer-${step.name}`);
      throw error;
    });
    console.log(`ok     explorer: ${step.name} (${Date.now() - begin} ms)`);
  }
  await desk.page.close();
}

const change = (folder, from, to) => {
  const text = readFileSync(`${folder}/${FILE}`, "utf8");
  assert.ok(text.includes(from), from);
  writeFileSync(`${folder}/${FILE}`, text.replace(from, to));
};
const rows = (desk) => desk.page.locator(".test-explorer .monaco-list-row").allInnerTexts();
const result = (desk, text) => desk.until(`the tests are not ${text}`, () => desk.page.locator(".test-explorer", { hasText: text }).isVisible());

async function checking(desk) {
  await desk.command("Matter: Check Catalogue");
  await desk.notified("目录 has no errors");
  await desk.picture("explorer-1-checked");
  await desk.command("Notifications: Clear All Notifications");
}

async function running(desk) {
  await desk.command("Testing: Focus on Test Explorer View");
  await desk.until("no test is listed", async () => (await rows(desk)).length > 0);
  // Without an open file all catalogues are meant.
  await desk.command("Matter: Run Tests");
  await result(desk, "1/1");
}

/** Whenever a file is saved the tests run again. */
async function repeating(desk, folder) {
  await desk.command("Test: Start Continuous Run", { asks: true });
  await desk.until("there is nothing to choose", async () => (await desk.count(".quick-input-list .monaco-list-row")) > 0);
  for (let turn = 0; turn < 3 && (await desk.page.locator(".quick-input-widget").isVisible()); turn += 1) {
    await desk.press("Enter");
    await desk.page.waitForTimeout(300);
  }
  await desk.file(FILE);
  const line = readFileSync(`${folder}/${FILE}`, "utf8").split("\n").findIndex((text) => text.startsWith("  决定：县级")) + 1;
  await desk.goTo(line, 9);
  await desk.press("Delete");
  await desk.page.keyboard.insertText("市");
  await desk.press("Control+S");
  // The tally is that of the runs that were asked for; the marks are those of the last one.
  const mark = (kind) => desk.until(`the test is not marked as ${kind}`, async () => (await desk.count(`.test-explorer .codicon-testing-${kind}-icon`)) === 1);
  await mark("failed");
  await desk.picture("explorer-2-run-again");
  await desk.press("Escape", "Control+Z", "Control+Z", "Control+S");
  await desk.until("it was not taken back", async () => readFileSync(`${folder}/${FILE}`, "utf8").includes("  决定：县级"));
  await mark("passed");
  await desk.command("Test: Stop Continuous Run");
}

/** An error of the catalogue is what a test says then. */
async function breaking(desk, folder) {
  await desk.command("View: Close All Editors");
  change(folder, "部门：民政", "部门：没有这个部门");
  await desk.until("no error", async () => /1/.test(await desk.page.locator('[id="status.problems"]').innerText()));
  await desk.command("Test: Run All Tests");
  await desk.until("the error is not told", async () => (await desk.page.locator(".monaco-list-row", { hasText: /有错误/ }).count()) > 0);
  await desk.picture("explorer-3-error");
}

/** What a check finds in a closed file of a catalogue below the root is a problem of that file. */
async function finding(desk, folder) {
  change(folder, "部门：民政", "部门：没有这个部门");
  await desk.command("View: Close All Editors");
  await desk.command("Matter: Check Catalogue");
  const problem = desk.page.locator(".markers-panel .monaco-list-row", { hasText: "没有这个部门" });
  await desk.until("the problem is not shown", async () => (await problem.count()) === 1);
  await problem.dblclick();
  await desk.until("it does not lead to its file", () => desk.page.locator(".tab.active", { hasText: FILE }).isVisible());
  await desk.picture("explorer-4-found");
}

async function renaming(desk, folder) {
  change(folder, "部门：没有这个部门", "部门：民政");
  renameSync(`${folder}/${FILE}`, `${folder}/乘车卡.matter`);
  await desk.until("the list is that of before", async () => (await rows(desk)).join().includes("目录/乘车卡.matter") && !(await rows(desk)).join().includes(FILE));
  renameSync(`${folder}/乘车卡.matter`, `${folder}/${FILE}`);
  await desk.until("the file did not come back", async () => (await rows(desk)).join().includes(FILE) && !(await rows(desk)).join().includes("目录/乘车卡"));
}
