// Reads the language's keyword table: one word a line, each an inline table of strings and lists of strings.
import { readFileSync } from "node:fs";

const table = new URL("../../../compiler/syntax/keywords.toml", import.meta.url);

/** Every word: `{ id, class, zh, en, also, shape, takes }`, in the table's order. */
export function keywords(text = readFileSync(table, "utf8")) {
  const found = [];
  let group;
  for (const line of text.split("\n")) {
    const head = /^\[(\w+)\]/.exec(line);
    if (head) group = head[1];
    const entry = /^(\w+)\s*=\s*\{(.*)\}\s*$/.exec(line);
    if (!entry || !group) continue;
    const word = { id: entry[1], class: group, also: [] };
    for (const [, key, value] of entry[2].matchAll(/(\w+)\s*=\s*("(?:[^"\\]|\\.)*"|\[[^\]]*\])/g)) {
      word[key] = JSON.parse(value);
    }
    found.push(word);
  }
  return found;
}

/** Every accepted spelling of the words that `wanted` picks, longest first so that no word hides a longer one. */
export function spellings(wanted) {
  const all = keywords().filter(wanted).flatMap((word) => [word.zh, word.en, ...word.also]);
  return [...new Set(all)].sort((one, other) => other.length - one.length || (one < other ? -1 : 1));
}
