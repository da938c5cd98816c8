// Starts code-server with the packed extension, and pages of it in Chromium. Nothing outside of WORK is written, no host but this one reached.
import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";

const { WORK, WORKBENCH, SCREENSHOTS, PATH } = process.env;
const { chromium } = createRequire(`${WORKBENCH}/package.json`)("playwright-core");
const port = 20000 + (process.pid % 20000);
const entry = `${WORKBENCH}/node_modules/code-server/out/node/entry.js`;
const folders = ["--user-data-dir", `${WORK}/data`, "--extensions-dir", `${WORK}/extensions`];
/** A folder of the editor's PATH, which it takes from the shell. Nobody makes it unless a program is to be found there. */
export const BIN = `${WORK}/bin`;
const env = { PATH, HOME: WORK, LANG: "C.UTF-8", EXTENSIONS_GALLERY: "{}", XDG_CONFIG_HOME: WORK, XDG_DATA_HOME: WORK, XDG_CACHE_HOME: WORK };

const QUIET = {
  "workbench.startupEditor": "none", "extensions.autoUpdate": false, "git.enabled": false, "chat.disableAIFeatures": true,
  "telemetry.telemetryLevel": "off", "editor.minimap.enabled": false, "workbench.secondarySideBar.defaultVisibility": "hidden",
  "files.autoSave": "off", "editor.fontFamily": "'DejaVu Sans Mono', 'Noto Sans Mono CJK SC'", "window.commandCenter": false,
};

/** Installs a package of the extension, in the place of another one. */
export function install(vsix) {
  const installed = spawnSync(process.execPath, [entry, ...folders, "--install-extension", vsix, "--force"], { env, encoding: "utf8" });
  assert.match(installed.stdout, /successfully installed/, installed.stderr);
}

/** Installs the extension and starts the server; `stop` ends both. */
export async function start(vsix) {
  mkdirSync(`${WORK}/data/User`, { recursive: true });
  mkdirSync(SCREENSHOTS, { recursive: true });
  writeFileSync(`${WORK}/data/User/settings.json`, JSON.stringify(QUIET));
  writeFileSync(`${WORK}/.profile`, `export PATH="${BIN}:$PATH"\n`);
  install(vsix);
  const flags = ["--auth", "none", "--bind-addr", `127.0.0.1:${port}`, "--disable-telemetry", "--disable-update-check",
    "--disable-workspace-trust", "--disable-getting-started-override", "--disable-proxy",
    // Without it a built workbench ignores tests that are to run inside of the extension host.
    "--vscode-option", "enable-smoke-test-driver"];
  const server = spawn(process.execPath, [entry, ...folders, ...flags], { env, stdio: "ignore", detached: true });
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM,
    args: ["--no-sandbox", "--disable-gpu", "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1"],
  });
  for (const end = Date.now() + 30_000; ; await new Promise((wake) => setTimeout(wake, 100))) {
    if (await fetch(`http://127.0.0.1:${port}/healthz`).then((answer) => answer.ok, () => false)) break;
    assert.ok(Date.now() < end, "code-server did not start");
  }
  const stop = async () => {
    await browser.close();
    process.kill(-server.pid, "SIGTERM");
  };
  return { browser, stop };
}

/** The address of a folder's workbench; `payload` are options of it. */
export function address(folder, payload) {
  const options = payload ? `&payload=${encodeURIComponent(JSON.stringify(payload))}` : "";
  return `http://127.0.0.1:${port}/?folder=${encodeURIComponent(folder)}${options}`;
}

/** The address of a file as the extension host knows it. */
export const remote = (path) => `vscode-remote://127.0.0.1:${port}${path}`;

/** What a person does with a workbench and looks at. Selectors are those of VS Code 1.139. */
export class Desk {
  constructor(page) {
    this.page = page;
  }

  /** `texts`: the script with the workbench's texts in another language, which the browser says that its user reads. */
  static async open(browser, folder, { language = "en", texts } = {}) {
    const page = await browser.newPage({ viewport: { width: 1360, height: 860 }, locale: language });
    if (texts) await page.route(/nls\.messages\.js/, (route) => route.fulfill({ contentType: "text/javascript", body: texts }));
    await page.goto(address(folder));
    await page.waitForSelector(".monaco-workbench .part.statusbar", { timeout: 60_000 });
    return new Desk(page);
  }

  picture(name) {
    return this.page.screenshot({ path: `${SCREENSHOTS}/${name}.png` });
  }

  count(selector) {
    return this.page.locator(selector).count();
  }

  async until(what, holds) {
    for (const end = Date.now() + 30_000; Date.now() < end; await this.page.waitForTimeout(150)) {
      if (await holds().catch(() => false)) return;
    }
    await this.picture("failed");
    throw new Error(what);
  }

  /** What a notification says. A list without any does not open, and one that came before it opened goes away by itself. */
  async notified(text) {
    const said = this.page.locator(".notification-list-item", { hasText: text });
    await this.until(`not told: ${text}`, async () => {
      if (!(await this.page.locator(".notifications-center").isVisible())) await this.command("Notifications: Show Notifications");
      return (await said.count()) > 0;
    });
    return said;
  }

  async press(...keys) {
    for (const key of keys) await this.page.keyboard.press(key);
  }

  /** Opens the box with a key, writes, and takes the first row that holds `row`. What comes in between may close the box: then once more. */
  async pick(key, text, { row = "", asks = false } = {}) {
    const box = this.page.locator(".quick-input-widget input");
    const wanted = this.page.locator(".quick-input-list .monaco-list-row:visible", { hasText: row }).first();
    for (let left = 4; ; left -= 1) {
      try {
        await this.press(key);
        await box.fill(text, { timeout: 8_000 });
        await wanted.waitFor({ timeout: 8_000 });
        await this.page.waitForTimeout(200);
        if (row) await wanted.click({ timeout: 4_000 }).then(() => this.page.mouse.move(700, 845));
        else await this.press("Enter");
        break;
      } catch (error) {
        if (left === 1) throw error;
        await this.press("Escape");
      }
    }
    // A command may ask something in the same box.
    if (!asks) await box.waitFor({ state: "hidden" });
  }

  command(name, options) {
    return this.pick("F1", `>${name}`, { row: name, ...options });
  }

  /** Closes what lies below the text, if there is something. */
  async hidePanel() {
    if (await this.page.locator(".part.panel").isVisible()) await this.command("View: Hide Panel");
  }

  /** Opens a file by its name. */
  async file(name) {
    await this.pick("Control+P", name, { row: name });
    await this.until(`${name} did not open`, () => this.page.locator(".tab.active", { hasText: name }).isVisible());
    await this.until(`${name} is empty`, async () => (await this.count(".view-line")) > 2);
  }

  goTo(line, column) {
    return this.pick("Control+G", `:${line}:${column}`);
  }

  /** The lines in sight. */
  lines() {
    return this.page.$$eval(".editor-instance .view-line", (all) =>
      all.map((one) => [one.getBoundingClientRect().top, one.textContent.replaceAll("\u00A0", " ")]).sort((a, b) => a[0] - b[0]).map(([, text]) => text));
  }

  shows(text) {
    return this.lines().then((lines) => lines.some((line) => line.includes(text)));
  }

  /** Opens the menu of actions and takes a row. A menu that is asked for while the text still changes does not come. */
  async act(open, text, picture) {
    const row = this.page.locator(".action-widget .monaco-list-row", { hasText: text }).first();
    for (let turn = 0; turn < 6; turn += 1) {
      await open();
      if (await row.waitFor({ timeout: 4_000 }).then(() => true, () => false)) break;
      await this.press("Escape");
    }
    if (picture) await this.picture(picture);
    await row.click();
  }
}
