// What package.json promises is there: texts in both languages, files, words, lines of the command-line program.
import assert from "node:assert/strict";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";
import { keywords } from "../scripts/keywords.mjs";

const read = (file) => readFileSync(new URL(`../${file}`, import.meta.url), "utf8");
const json = (file) => JSON.parse(read(file));
const manifest = json("package.json");

test("both languages have the same texts, and exactly those that are used", () => {
  const [en, zh] = [json("package.nls.json"), json("package.nls.zh-cn.json")];
  const used = [...read("package.json").matchAll(/"%([^%"]+)%"/g)].map(([, key]) => key);
  assert.deepEqual(Object.keys(zh).sort(), [...new Set(used)].sort());
  assert.deepEqual(Object.keys(en).sort(), [...new Set(used)].sort());
  for (const key of Object.keys(en)) assert.ok(en[key].trim() && zh[key].trim(), key);
  const named = (texts) => Object.values(texts).flatMap((text) => text.match(/command:[\w.]+/g) ?? []).sort();
  assert.deepEqual(named(zh), named(en));
});

test("every message of the code is translated", () => {
  const code = readdirSync(new URL("../src", import.meta.url)).filter((file) => file.endsWith(".ts")).map((file) => read(`src/${file}`)).join("\n");
  const said = [...code.matchAll(/l10n\.t\(\s*"((?:[^"\\]|\\.)*)"/g)].map(([, text]) => text);
  assert.ok(said.length > 5);
  assert.equal(said.length, code.split("l10n.t(").length - 1, "messages are literals");
  const bundle = json("l10n/bundle.l10n.zh-cn.json");
  assert.deepEqual(Object.keys(bundle).sort(), [...new Set(said)].sort());
  const gaps = (text) => (text.match(/\{\d\}/g) ?? []).sort();
  for (const [text, translation] of Object.entries(bundle)) assert.deepEqual(gaps(translation), gaps(text), text);
});

test("every declared command is registered, and the other way round", () => {
  const registered = [...read("src/extension.ts").matchAll(/command(?:<\w+>)?\("(matter\.\w+)"/g)].map(([, name]) => name);
  assert.deepEqual(manifest.contributes.commands.map(({ command }) => command).sort(), registered.sort());
});

test("every declared setting is read, and the other way round", () => {
  const code = read("src/program.ts") + read("src/client.ts");
  // The protocol library reads the trace.
  const got = [...code.matchAll(/\.get<\w+>\("([\w.]+)"/g)].map(([, name]) => `matter.${name}`).concat("matter.trace.server");
  assert.deepEqual(Object.keys(manifest.contributes.configuration.properties).sort(), [...new Set(got)].sort());
});

test("files that are named exist", () => {
  const { languages, grammars, walkthroughs } = manifest.contributes;
  const files = [
    ...languages.flatMap(({ configuration, icon }) => [configuration, icon.light, icon.dark]),
    ...grammars.map(({ path }) => path),
    ...walkthroughs.flatMap(({ steps }) => steps.map(({ media }) => media.markdown)),
  ];
  for (const file of files) assert.ok(existsSync(new URL(`../${file}`, import.meta.url)), file);
});

test("lines of `matter check --format short` are matched once, with their weight", () => {
  const { problemPatterns } = manifest.contributes;
  const lines = [
    ["matter-error", "民生/甲.matter:13:3: \u9519\u8BEF[M020] 没有写到条的依据: 甲", ["民生/甲.matter", "13", "3", "M020", "没有写到条的依据: 甲"]],
    ["matter-warning", "甲.matter:20:5: \u8B66\u544A[M066] 可以查到", ["甲.matter", "20", "5", "M066", "可以查到"]],
    ["matter-information", "甲.matter:1:1: \u63D0\u793A[M001] 无", ["甲.matter", "1", "1", "M001", "无"]],
    ["matter-error", "a.matter:26:38: error[E0331] means nothing", ["a.matter", "26", "38", "E0331", "means nothing"]],
    ["matter-warning", "a.matter:2:3: warning[M066] x", ["a.matter", "2", "3", "M066", "x"]],
    ["matter-information", "a.matter:2:3: information[M066] x", ["a.matter", "2", "3", "M066", "x"]],
  ];
  for (const [name, line, parts] of lines) {
    const found = problemPatterns.map((pattern) => [pattern.name, new RegExp(pattern.regexp).exec(line)]).filter(([, match]) => match);
    assert.deepEqual(found.map(([by]) => by), [name], line);
    assert.deepEqual([...found[0][1]].slice(1), parts);
  }
  for (const pattern of problemPatterns) assert.ok(!new RegExp(pattern.regexp).test("2 \u4E2A\u9519\u8BEF"));
});
