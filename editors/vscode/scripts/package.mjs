// Packs the extension. Without arguments: no server inside, for every platform.
// `node scripts/package.mjs <platform> <program>`: with that program inside, for that platform of the marketplace (linux-x64, win32-x64 …).
// `node scripts/package.mjs --all <target>`: both kinds, one with a server for each platform that Cargo built a release for in that folder
// (`cargo build --release -p matter --target x86_64-unknown-linux-gnu` …). OUT names the folder that takes the packages.
import { execFileSync } from "node:child_process";
import { chmodSync, copyFileSync, existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));

/** Cargo's targets and the marketplace's platforms. */
export const PLATFORMS = {
  "x86_64-unknown-linux-gnu": "linux-x64",
  "aarch64-unknown-linux-gnu": "linux-arm64",
  "armv7-unknown-linux-gnueabihf": "linux-armhf",
  "x86_64-unknown-linux-musl": "alpine-x64",
  "aarch64-unknown-linux-musl": "alpine-arm64",
  "x86_64-apple-darwin": "darwin-x64",
  "aarch64-apple-darwin": "darwin-arm64",
  "x86_64-pc-windows-msvc": "win32-x64",
  "aarch64-pc-windows-msvc": "win32-arm64",
};

const programOf = (platform) => (platform.startsWith("win32") ? "matter.exe" : "matter");

/** The programs that Cargo built, as platforms with files. */
export function built(target) {
  const all = Object.entries(PLATFORMS).map(([triple, platform]) => [platform, join(target, triple, "release", programOf(platform))]);
  return all.filter(([, file]) => existsSync(file));
}

/** What lies in the package and elsewhere in the repository: the licences. */
const LICENCES = ["LICENSE-APACHE", "LICENSE-MIT"];

/** Packs one; the file that it made. */
function pack(out, platform, program) {
  const { name, version } = JSON.parse(readFileSync(`${root}/package.json`, "utf8"));
  rmSync(`${root}/server`, { recursive: true, force: true });
  if (program) {
    mkdirSync(`${root}/server`);
    const inside = `${root}/server/${programOf(platform)}`;
    copyFileSync(program, inside);
    chmodSync(inside, 0o755);
  }
  for (const licence of LICENCES) copyFileSync(`${root}/../../${licence}`, `${root}/${licence}`);
  const file = join(out, `${name}-${version}${platform ? `-${platform}` : ""}.vsix`);
  try {
    const target = platform ? ["--target", platform] : [];
    const asked = ["--no-install", "vsce", "package", "--no-dependencies", "--skip-license", "--out", file, ...target];
    execFileSync("npx", asked, { cwd: root, stdio: "inherit" });
  } finally {
    rmSync(`${root}/server`, { recursive: true, force: true });
    for (const licence of LICENCES) rmSync(`${root}/${licence}`, { force: true });
  }
  return file;
}

function main([first, second]) {
  if (first && !second) throw new Error(first === "--all" ? "--all needs Cargo's target folder" : "a platform needs the program that goes inside");
  const out = resolve(process.env.OUT ?? root);
  mkdirSync(out, { recursive: true });
  const bundled = first === "--all" ? built(resolve(second)) : first ? [[first, resolve(second)]] : [];
  if (first === "--all" && bundled.length === 0) throw new Error(`no release of a platform was built in ${second}`);
  execFileSync("npm", ["run", "--silent", "build"], { cwd: root, stdio: "inherit" });
  for (const [platform, program] of bundled) pack(out, platform, program);
  if (!first || first === "--all") pack(out);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) main(process.argv.slice(2));
