// What is packed: one package for each platform that a release was built for, with the program inside, and one without.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { inflateRawSync } from "node:zlib";
import { PLATFORMS } from "../scripts/package.mjs";

const script = fileURLToPath(new URL("../scripts/package.mjs", import.meta.url));

/** The entries of a zip file: name, permissions, text. */
function entries(file) {
  const bytes = readFileSync(file);
  const end = bytes.lastIndexOf(Buffer.from("PK\x05\x06", "latin1"));
  const found = new Map();
  let at = bytes.readUInt32LE(end + 16);
  for (let left = bytes.readUInt16LE(end + 10); left > 0; left -= 1) {
    const [packed, size, name, extra, comment] = [20, 24].map((place) => bytes.readUInt32LE(at + place)).concat([28, 30, 32].map((place) => bytes.readUInt16LE(at + place)));
    const [mode, start] = [bytes.readUInt16LE(at + 40) & 0o777, bytes.readUInt32LE(at + 42)];
    const data = start + 30 + bytes.readUInt16LE(start + 26) + bytes.readUInt16LE(start + 28);
    const content = bytes.subarray(data, data + packed);
    const text = () => String(packed === size ? content : inflateRawSync(content));
    found.set(bytes.toString("utf8", at + 46, at + 46 + name), { mode, text });
    at += 46 + name + extra + comment;
  }
  return found;
}

const installed = existsSync(fileURLToPath(new URL("../node_modules", import.meta.url)));

test("one package for each platform that was built, with its program inside, and one without", { skip: !installed && "the packages of the extension are not installed (npm ci)" }, () => {
  const work = mkdtempSync(join(tmpdir(), "matter-"));
  try {
    for (const [triple, name] of [["x86_64-unknown-linux-gnu", "matter"], ["aarch64-apple-darwin", "matter"], ["x86_64-pc-windows-msvc", "matter.exe"]]) {
      const file = join(work, "target", triple, "release", name);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, `the program of ${triple}`);
    }
    execFileSync(process.execPath, [script, "--all", join(work, "target")], { env: { ...process.env, OUT: join(work, "out") }, stdio: "ignore" });
    const { version } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"));
    const names = ["", "-darwin-arm64", "-linux-x64", "-win32-x64"].map((platform) => `matter-${version}${platform}.vsix`);
    assert.deepEqual(readdirSync(join(work, "out")).sort(), names.sort());
    for (const [platform, program, triple] of [["darwin-arm64", "matter", "aarch64-apple-darwin"], ["linux-x64", "matter", "x86_64-unknown-linux-gnu"], ["win32-x64", "matter.exe", "x86_64-pc-windows-msvc"]]) {
      const inside = entries(join(work, "out", `matter-${version}-${platform}.vsix`));
      const server = inside.get(`extension/server/${program}`);
      assert.equal(server?.text(), `the program of ${triple}`);
      assert.ok(server.mode & 0o100, "it cannot be run");
      assert.match(inside.get("extension.vsixmanifest").text(), new RegExp(`TargetPlatform="${platform}"`));
      assert.ok(inside.has("extension/out/extension.js") && inside.has("extension/out/preview/page.js"));
      for (const file of ["LICENSE-MIT", "LICENSE-APACHE", "media/icon.png", "media/new.nls.zh-cn.md"]) assert.ok(inside.has(`extension/${file}`), file);
      assert.deepEqual([...inside.keys()].filter((name) => /\/(src|tests|node_modules)\//.test(name)), [], "sources are inside");
    }
    const plain = entries(join(work, "out", `matter-${version}.vsix`));
    assert.deepEqual([...plain.keys()].filter((name) => name.includes("/server")), []);
    assert.doesNotMatch(plain.get("extension.vsixmanifest").text(), /TargetPlatform/);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
});

test("platforms are named as the marketplace names them", () => {
  const known = ["win32-x64", "win32-arm64", "linux-x64", "linux-arm64", "linux-armhf", "darwin-x64", "darwin-arm64", "alpine-x64", "alpine-arm64"];
  assert.deepEqual(Object.values(PLATFORMS).sort(), known.sort());
});
