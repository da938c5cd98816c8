// The workbench's own texts in Chinese. Microsoft's language pack is on its marketplace only; npm has the same texts in the order of another
// build, whose sources say which English text each of them is. What that build does not have stays English.
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";

const PACK = "@codingame/monaco-vscode-language-pack-zh-hans";
const BUILD = "@codingame/monaco-vscode-api";

/** English text → Chinese text; empty where the packages are not installed. */
function dictionary(packages) {
  const words = new Map();
  if (!existsSync(`${packages}/${PACK}`) || !existsSync(`${packages}/${BUILD}`)) return words;
  const pack = readFileSync(`${packages}/${PACK}/translations/main.i18n.json.js`, "utf8");
  const texts = new Function(`${pack.slice(0, pack.indexOf("export"))}; return content;`)();
  const files = readdirSync(`${packages}/${BUILD}`, { recursive: true }).filter((file) => file.endsWith(".js"));
  for (const file of files) {
    const source = readFileSync(`${packages}/${BUILD}/${file}`, "utf8");
    for (const [, number, quoted] of source.matchAll(/localize2?\((\d+),\s*("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')/g)) {
      const english = new Function(`return ${quoted}`)();
      if (texts[number] && !words.has(english)) words.set(english, texts[number]);
    }
  }
  return words;
}

/** The script that a workbench loads for its texts, in Chinese. */
export function chinese(workbench) {
  const own = `${workbench}/node_modules/code-server/lib/vscode/out/nls.messages.json`;
  const words = dictionary(`${workbench}/chinese/node_modules`);
  const texts = createRequire(own)(own).map((english) => words.get(english) ?? english);
  return `globalThis._VSCODE_NLS_MESSAGES=${JSON.stringify(texts)};globalThis._VSCODE_NLS_LANGUAGE="zh-cn";`;
}
