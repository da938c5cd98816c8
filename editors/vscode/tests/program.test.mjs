// Which program is the server: the setting, then the one inside the extension, then PATH; and what is said where there is none.
import assert from "node:assert/strict";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { load } from "./load.mjs";

const NAME = process.platform === "win32" ? "matter.exe" : "matter";

function program(folder) {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, NAME);
  writeFileSync(file, "");
  chmodSync(file, 0o755);
  return file;
}

test("the setting comes first, then the bundled program, then PATH; a setting that leads nowhere is an error", async () => {
  const work = mkdtempSync(join(tmpdir(), "matter-"));
  const path = process.env.PATH;
  try {
    let setting = "";
    const { findProgram } = await load("src/program.ts", {
      workspace: { getConfiguration: () => ({ get: (_name, otherwise) => setting || otherwise }) },
      l10n: { t: (text, ...parts) => text.replace(/\{(\d)\}/g, (_, at) => parts[at]) },
      env: { language: "zh-cn" },
    });
    const context = { asAbsolutePath: (name) => join(work, "extension", name) };
    process.env.PATH = join(work, "bin");
    assert.throws(() => findProgram(context), /neither inside the extension nor on PATH/);
    const found = program(join(work, "bin"));
    assert.equal(findProgram(context), found);
    const bundled = program(join(work, "extension", "server"));
    assert.equal(findProgram(context), bundled);
    setting = program(join(work, "own"));
    assert.equal(findProgram(context), setting);
    setting = join(work, "nowhere");
    assert.throws(() => findProgram(context), new RegExp("nowhere, which is no program"));
    // A folder, or a file that cannot be run, is none either.
    setting = work;
    assert.throws(() => findProgram(context), /which is no program/);
  } finally {
    process.env.PATH = path;
    rmSync(work, { recursive: true, force: true });
  }
});
