// What a reader sees when the server is missing, is another program, does not answer or keeps ending, in a VS Code that speaks Chinese:
// one message in that language with a way out, a red mark in the status bar, and a server again as soon as there is one.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { Desk } from "./session.mjs";

const { WORK } = process.env;
const STEPS = [missing, another, older, silent, ending];

/** Sits down at a copy of the real catalogue. */
export async function trouble(browser, folder, texts) {
  const desk = await Desk.open(browser, folder, { language: "zh-cn", texts });
  mkdirSync(`${folder}/.vscode`, { recursive: true });
  await runs(desk);
  for (const step of STEPS) {
    const begin = Date.now();
    await step(desk, folder).catch(async (error) => {
      await desk.picture(`failed-trouble-${step.name}`);
      throw error;
    });
    console.log(`ok     trouble: ${step.name} (${Date.now() - begin} ms)`);
  }
  await desk.page.close();
}

const status = (desk, icon) => desk.count(`.statusbar-item[id*="matter.status"] .codicon-${icon}`);
const runs = (desk) => desk.until("the server does not run", async () => (await status(desk, "check")) === 1);

/** A program that does what a shell does with `script`. */
function program(name, script) {
  const file = `${WORK}/${name}`;
  writeFileSync(file, `#!/bin/sh\n${script}\n`);
  chmodSync(file, 0o755);
  return file;
}

const use = (folder, path) => writeFileSync(`${folder}/.vscode/settings.json`, JSON.stringify({ "matter.server.path": path }));

/** The only message that is shown holds `text`, is Chinese, and leads somewhere. */
async function told(desk, text, picture) {
  await desk.until(`the status is not red: ${text}`, async () => (await status(desk, "error")) === 1);
  await desk.notified(text);
  const all = desk.page.locator(".notification-list-item");
  assert.equal(await all.count(), 1, (await all.allInnerTexts()).join("\n"));
  for (const act of ["重启", "显示日志", "打开设置"]) assert.equal(await all.locator(".monaco-button", { hasText: act }).count(), 1, act);
  await desk.picture(picture);
  await desk.command("Notifications: Clear All Notifications");
}

/** Without the setting there is a server again, without a window that is loaded anew. */
async function mended(desk, folder) {
  rmSync(`${folder}/.vscode/settings.json`);
  await runs(desk);
}

async function missing(desk, folder) {
  use(folder, "/nowhere/matter");
  await told(desk, "/nowhere/matter，那里没有可以运行的程序", "trouble-1-missing");
  await mended(desk, folder);
}

async function another(desk, folder) {
  use(folder, "/bin/true");
  await told(desk, "/bin/true 不是 matter 程序", "trouble-2-another");
  await mended(desk, folder);
}

/** One that has no language server yet says so itself. */
async function older(desk, folder) {
  use(folder, program("older", `[ "$1" = --version ] && echo "matter 0.0.1" && exit; echo "error: unrecognized subcommand 'lsp'" >&2; exit 2`));
  await told(desk, "unrecognized subcommand 'lsp'", "trouble-3-older");
  await mended(desk, folder);
}

/** Nobody waits for one that does not answer. */
async function silent(desk, folder) {
  use(folder, program("silent", `[ "$1" = --version ] && echo "matter 0.0.1" && exit; exec sleep 600`));
  const processes = () => spawnSync("pgrep", ["-f", "^sleep 600$"], { encoding: "utf8" }).stdout.split("\n").filter(Boolean).length;
  const before = processes();
  await desk.until("it was not started", async () => (await status(desk, "sync")) === 1 && processes() > 0);
  await mended(desk, folder);
  await desk.until("it was left behind", async () => processes() < Math.max(before, 1));
}

/** One that ends is started again, four times; then the reader decides. */
async function ending(desk) {
  const server = () => spawnSync("pgrep", ["-f", `^${WORK}/extensions/.*/server/matter lsp$`], { encoding: "utf8" }).stdout.split("\n").filter(Boolean);
  for (let turn = 1; turn <= 5; turn += 1) {
    const [before] = server();
    process.kill(Number(before), "SIGKILL");
    if (turn < 5) await desk.until(`it was not started after end ${turn}`, async () => server().length === 1 && server()[0] !== before && (await status(desk, "check")) === 1);
  }
  await told(desk, "语言服务三分钟内停了 5 次", "trouble-4-ending");
  await desk.command("重启语言服务");
  await runs(desk);
}
