// Packs the extension. Without arguments: no server inside, for every platform.
// `node scripts/package.mjs <platform> <program>`: with that program inside, for that platform of the marketplace (linux-x64, win32-x64 …).
import { execFileSync } from "node:child_process";
import { chmodSync, copyFileSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const [platform, program] = process.argv.slice(2);
const { name, version } = JSON.parse(readFileSync(`${root}/package.json`, "utf8"));
if (platform && !program) throw new Error("a platform needs the program that goes inside");

const run = (command, args) => execFileSync("npx", ["--no-install", command, ...args], { cwd: root, stdio: "inherit" });

rmSync(`${root}/server`, { recursive: true, force: true });
if (program) {
  mkdirSync(`${root}/server`);
  const inside = `${root}/server/${platform.startsWith("win32") ? "matter.exe" : "matter"}`;
  copyFileSync(program, inside);
  chmodSync(inside, 0o755);
}
try {
  execFileSync("npm", ["run", "--silent", "build"], { cwd: root, stdio: "inherit" });
  const out = `${name}-${version}${platform ? `-${platform}` : ""}.vsix`;
  run("vsce", ["package", "--no-dependencies", "--skip-license", "--out", out, ...(platform ? ["--target", platform] : [])]);
} finally {
  rmSync(`${root}/server`, { recursive: true, force: true });
}
