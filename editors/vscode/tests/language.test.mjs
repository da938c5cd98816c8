// Grammar and editing rules for Chinese.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { committed, grammar } from "../scripts/grammar.mjs";
import { keywords, spellings } from "../scripts/keywords.mjs";

const json = (file) => JSON.parse(readFileSync(new URL(`../${file}`, import.meta.url), "utf8"));
const rules = json("language-configuration.json");
const words = new RegExp(rules.wordPattern.pattern, `${rules.wordPattern.flags}g`);

test("the committed grammar is what the keyword table gives", () => {
  assert.equal(committed(), grammar(), "run `npm run grammar`");
});

test("the whole keyword table is read", () => {
  const table = readFileSync(new URL("../../../compiler/syntax/keywords.toml", import.meta.url), "utf8");
  const found = keywords(table);
  assert.equal(found.length, table.match(/^\w+\s*=\s*\{/gm).length);
  assert.deepEqual(found.find((word) => word.id === "conditions").also, ["受理条件", "办理条件", "申请条件"]);
  assert.ok(found.every((word) => word.zh && word.en));
});

test("longer words come before the words that they begin with", () => {
  const all = spellings(() => true);
  all.forEach((word, index) => assert.ok(!all.slice(0, index).some((before) => before !== word && word.startsWith(before)), word));
});

test("a word ends at full-width punctuation and holds characters outside the first plane", () => {
  assert.deepEqual("单价\uFF0C总价\uFF1B\uFF08二孩\uFF09second_child".match(words), ["单价", "总价", "二孩", "second_child"]);
  assert.deepEqual("\u{20BB7}野家\u3001甲".match(words), ["\u{20BB7}野家", "甲"]);
  assert.deepEqual("20个工作日 1_000.5 元".match(words), ["20", "个工作日", "1_000.5", "元"]);
});

test("a double click stops at full-width punctuation", () => {
  const separators = json("package.json").contributes.configurationDefaults["[matter]"]["editor.wordSeparators"];
  for (const mark of "\uFF1A\uFF0C\uFF1B\u3002\uFF08\uFF09\u201C\u201D\u3001\u300A\u300B\u300C\u300D\uFF1D\uFF1E\uFF1C\u2265\u2264\u2260\u3000:,;()=") {
    assert.ok(separators.includes(mark), `U+${mark.codePointAt(0).toString(16)}`);
  }
});

test("Enter ends a line whatever is offered", () => {
  assert.equal(json("package.json").contributes.configurationDefaults["[matter]"]["editor.acceptSuggestionOnEnter"], "off");
});

test("full-width pairs close themselves", () => {
  const pairs = rules.autoClosingPairs.map(({ open, close }) => open + close);
  for (const pair of ["\u201C\u201D", "\uFF08\uFF09", "\u300C\u300D", "\u300A\u300B", "()"]) assert.ok(pairs.includes(pair), pair);
});

test("Enter indents after a heading and not after a comment", () => {
  const rule = (line) => rules.onEnterRules.find(({ beforeText }) => new RegExp(beforeText, "u").test(line))?.action;
  assert.equal(rule("  材料\uFF1A").indent, "indent");
  assert.equal(rule("  materials:  // all of them").indent, "indent");
  assert.equal(rule("事项 二孩生育登记").indent, "indent");
  assert.equal(rule("/// 说明").appendText, "/// ");
  assert.equal(rule("    | 甲 || 乙 |").appendText, "| ");
  assert.equal(rule("// 注意\uFF1A"), undefined);
  assert.equal(rule("  类型\uFF1A公共服务"), undefined);
});
