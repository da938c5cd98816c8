// What has been said so far ↔ the part of the address behind `#`, which no server is ever told: a case can be kept, gone back to and handed on.

/** @typedef {import("./answers.js").Value} Value */
/**
 * @typedef {object} Said
 * @property {string} at  Where.
 * @property {string} on  When, as YYYY-MM-DD.
 * @property {"matter" | "theme" | null} kind  What is asked for, if it was chosen already.
 * @property {string} name
 * @property {string | null} responsible  The fact or the place that was elected.
 * @property {Map<string, Value>} answers
 */

/** What begins the name of an answer, so that no fact can be taken for something else. */
const ANSWER = "=";

/** @returns {Said} */
export const nothing = () => ({ at: "", on: "", kind: null, name: "", responsible: null, answers: new Map() });

/** @param {string} hash @returns {Said} */
export function read(hash) {
  const fields = new URLSearchParams(hash.replace(/^#/, ""));
  const kind = fields.has("theme") ? "theme" : fields.has("matter") ? "matter" : null;
  const answers = [...fields].filter(([name]) => name.startsWith(ANSWER)).map(([name, value]) => /** @type {const} */ ([name.slice(1), answer(value)]));
  return {
    at: fields.get("at") ?? "",
    on: day(fields.get("on") ?? ""),
    kind,
    name: (kind && fields.get(kind)) ?? "",
    responsible: fields.get("for"),
    answers: new Map(answers),
  };
}

/** @param {Said} said */
export function write({ at, on, kind, name, responsible, answers }) {
  const fields = new URLSearchParams();
  if (at) fields.set("at", at);
  if (on) fields.set("on", on);
  if (kind) fields.set(kind, name);
  if (responsible) fields.set("for", responsible);
  for (const [fact, value] of answers) {
    fields.set(ANSWER + fact, typeof value === "string" && !value.startsWith("[") ? value : JSON.stringify(value));
  }
  return `#${fields}`;
}

/** @param {string} text */
const day = (text) => (/^\d{4}-\d{2}-\d{2}$/.test(text) ? text : "");

/** The options of a set are written as a list. @param {string} written @returns {Value} */
function answer(written) {
  if (!written.startsWith("[") && !written.startsWith('"')) return written;
  try {
    const read = JSON.parse(written);
    return Array.isArray(read) ? read.map(String) : typeof read === "string" ? read : written;
  } catch {
    return written;
  }
}
