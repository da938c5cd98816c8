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

test("a program is asked for its version, and one that is another is refused", async () => {
  const { versionOf } = await load("src/program.ts", { l10n: { t: (text, part) => text.replace("{0}", part) } });
  const work = mkdtempSync(join(tmpdir(), "matter-"));
  try {
    const says = (text) => {
      const file = program(work);
      writeFileSync(file, `#!/bin/sh\necho "${text}"\n`);
      return file;
    };
    assert.equal(await versionOf(says("matter 0.1.0")), "0.1.0");
    await assert.rejects(versionOf(says("another 1.0")), /is not the program matter/);
    await assert.rejects(versionOf(join(work, "nowhere")), /is not the program matter/);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
});

test("a page of a code is Markdown: its examples are fenced, its lines are not those of a terminal", async () => {
  const { markdown } = await load("src/pages.ts", {});
  const text = "E0401 choice-gap\n\n\u8FD9\u91CC\u6709\n\u4E00\u79CD\u60C5\u5F62\u3002\nTwo words\nof it.\n\nWrong\n\n    matter A\n      decide:\n\n    fact B\n\nRight\n\n    matter A\n";
  assert.equal(markdown(text), "# E0401 choice-gap\n\n\u8FD9\u91CC\u6709\u4E00\u79CD\u60C5\u5F62\u3002 Two words of it.\n\n"
    + "## Wrong\n\n```matter\nmatter A\n  decide:\n\nfact B\n```\n\n## Right\n\n```matter\nmatter A\n```\n");
});
