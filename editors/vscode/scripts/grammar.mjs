// Keyword table → TextMate grammar. Colours a file before the server answers; what a name means is the server's to say.
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { spellings } from "./keywords.mjs";

const target = new URL("../syntaxes/matter.tmLanguage.json", import.meta.url);

const escape = (word) => word.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&").replaceAll(" ", "[ \\t]+");
const any = (words) => `(?:${words.map(escape).join("|")})`;
const named = (word) => /[\p{L}\p{N}]/u.test(word);
const inClass = (...classes) => (word) => classes.includes(word.class);

// `\b` knows no Chinese in every engine; these do.
const START = "(?<![\\p{L}\\p{N}_])";
const END = "(?![\\p{L}\\p{N}_])";
const COLON = "[:\uFF1A]";
const LISTED = "[,\u3001\uFF0C]";

function rules() {
  const items = any(spellings(inClass("item")));
  // These may stand inside a matter; every other item word is a section's word there.
  const local = any(spellings((word) => ["fact", "define", "never"].includes(word.id) && word.class === "item"));
  const sections = any(spellings((word) => word.class === "section" && word.shape !== "text"));
  const texts = any(spellings((word) => word.class === "section" && word.shape === "text"));
  const headings = any(spellings(inClass("section")));
  const clauses = spellings(inClass("clause")).filter(named);
  const events = any(spellings(inClass("event")));
  const words = spellings(inClass("level", "scope", "form", "word", "event")).filter(named);
  const values = any(words);
  const operators = spellings(inClass("operator"));
  const behindOperator = (word) => operators.some((operator) => word.startsWith(`${operator} `));
  const units = any(spellings(inClass("unit")));
  return {
    comment: {
      patterns: [
        { name: "comment.line.documentation.matter", match: "///(?!/).*$" },
        { name: "comment.line.double-slash.matter", match: "(?<![:\\w])//.*$" },
      ],
    },
    quote: { name: "markup.quote.matter", match: "^\\s*>.*$" },
    item: {
      begin: `^\uFEFF?(?:(${items})${END}|[ \\t\u3000]+(${local})(?=[ \\t\u3000]))`,
      beginCaptures: { 1: { name: "keyword.declaration.item.matter" }, 2: { name: "keyword.declaration.item.matter" } },
      end: `(?=${COLON}|$)`,
      patterns: [
        { include: "#comment" },
        { include: "#text" },
        { match: `${START}${any(clauses)}(?=[ \\t]|$)`, name: "keyword.control.clause.matter" },
        { include: "#date" },
        { match: `[^\\s:\uFF1A\u201C"/]+`, name: "entity.name.type.item.matter" },
      ],
    },
    // Plain text runs to the next heading or the next item; nothing in it is special.
    prose: {
      begin: `^[ \\t\u3000]+(${texts})[ \\t]*(${COLON})`,
      beginCaptures: {
        1: { name: "keyword.other.section.matter" },
        2: { name: "punctuation.separator.section.matter" },
      },
      end: `(?=^[ \\t\u3000]+${headings}[ \\t]*${COLON})|(?=^[^ \\t\u3000\\r\\n])`,
      contentName: "string.unquoted.prose.matter",
      patterns: [{ include: "#comment" }],
    },
    section: {
      match: `^[ \\t\u3000]+(${sections})(?:[ \\t]+([^:\uFF1A\u201C"]+?))?[ \\t]*(${COLON})`,
      captures: {
        1: { name: "keyword.other.section.matter" },
        2: { name: "entity.name.section.matter" },
        3: { name: "punctuation.separator.section.matter" },
      },
    },
    text: {
      patterns: [
        { name: "string.quoted.double.matter", match: "\u201C[^\u201D\uFF02]*[\u201D\uFF02]?" },
        { name: "string.quoted.double.matter", match: '"[^"]*"?' },
      ],
    },
    citation: {
      patterns: [
        {
          match: `(\u300A[^\u300B]*\u300B)((?:${LISTED}?\\s*第[〇零一二三四五六七八九十百千0-9]+(?:${LISTED}[〇零一二三四五六七八九十百千0-9]+)*(?:之[一二三四五六七八九十]+)?[条款项])*)`,
          captures: { 1: { name: "entity.name.namespace.law.matter" }, 2: { name: "constant.numeric.article.matter" } },
        },
        { name: "entity.name.namespace.law.matter", match: "[\\p{L}\\p{N}]+\u3014\\d{4}\u3015\\d+号" },
      ],
    },
    url: { name: "markup.underline.link.matter", match: "https?://[^\\s\u3002\uFF0C\uFF1B\uFF09)]+" },
    quoted: { name: "variable.other.quoted.matter", match: "\u300C[^\u300D]*\u300D?" },
    date: { name: "constant.numeric.date.matter", match: `${START}\\d{4}-\\d{2}-\\d{2}` },
    number: {
      match: `${START}([0-9\uFF10-\uFF19][0-9\uFF10-\uFF19_]*(?:[.\uFF0E][0-9\uFF10-\uFF19]+)?)[ \\t]*(${units})?`,
      captures: { 1: { name: "constant.numeric.matter" }, 2: { name: "keyword.other.unit.matter" } },
    },
    // `自受理之日起` is written without a blank.
    since: {
      match: `${START}(自)(${events})(之日起|之日|起)?${END}`,
      captures: {
        1: { name: "keyword.control.clause.matter" },
        2: { name: "constant.language.matter" },
        3: { name: "keyword.control.clause.matter" },
      },
    },
    // `not counted` is one word that begins with an operator.
    longer: {
      patterns: [
        { name: "keyword.control.clause.matter", match: `${START}${any(clauses.filter(behindOperator))}${END}` },
        { name: "constant.language.matter", match: `${START}${any(words.filter(behindOperator))}${END}` },
      ],
    },
    operator: {
      patterns: [
        { name: "keyword.operator.word.matter", match: `${START}${any(operators.filter(named))}${END}` },
        { name: "keyword.operator.matter", match: `${any(operators.filter((word) => !named(word)))}|\\+|\uFF0B` },
      ],
    },
    word: { name: "constant.language.matter", match: `${START}${values}${END}` },
    clause: { name: "keyword.control.clause.matter", match: `${START}${any(clauses)}${END}` },
    table: { name: "punctuation.separator.table.matter", match: "\\|\\||\uFF5C\uFF5C|\\||\uFF5C" },
    name: { name: "variable.other.matter", match: "[\\p{L}_][\\p{L}\\p{N}_]*" },
  };
}

/** The grammar as it is committed. */
export function grammar() {
  const order = ["comment", "quote", "item", "prose", "section", "text", "citation", "url", "quoted", "date", "number", "since", "longer", "operator", "clause", "word", "table", "name"];
  return `${JSON.stringify(
    {
      $schema: "https://raw.githubusercontent.com/martinring/tmlanguage/master/tmlanguage.json",
      name: "Matter",
      scopeName: "source.matter",
      fileTypes: ["matter"],
      patterns: order.map((rule) => ({ include: `#${rule}` })),
      repository: rules(),
    },
    null,
    2,
  )}\n`;
}

export const committed = () => readFileSync(target, "utf8");

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(target, grammar());
