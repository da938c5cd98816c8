// A decision → the one-time notice (一次性告知书) as a document that is printed and handed over. Makes elements; asks nothing.

import { element } from "./element.js";

/** @typedef {import("./checklist.js").Checklist} Checklist */
/** @typedef {import("./answers.js").Decision} Decision */
/** @typedef {{ readonly matter: string, readonly responsible: string | null, readonly catalogue: { readonly name: string, readonly title: string, readonly version: string, readonly hash: string } }} Answered */
/** @typedef {{ readonly title: string, readonly on: string, readonly answers: readonly (readonly [string, string])[], readonly contacts: readonly (readonly [string, readonly string[]])[] }} Case */

/**
 * The notice; null if nothing is lacking.
 * @param {Checklist} checklist @param {Decision & Answered} decision @param {Case} of
 */
export function notice(checklist, decision, of) {
  if (!decision.notice) return null;
  const { say } = checklist;
  const failed = (decision.conditions ?? []).filter(({ status }) => status === "excluded");
  const lacking = (decision.priors ?? []).filter(({ value }) => value.held !== true);
  const parts = [
    list(checklist, say("不符合的条件", "Conditions that are not met"), failed, (_, why) => checklist.condition(why)),
    list(checklist, say("应当先取得的结果", "To be held first"), lacking, (value) => value.title),
    materials(checklist, decision.materials ?? []),
    handing(checklist, decision),
    facts(say("咨询、投诉和救济", "Help, complaints and remedies"), of.contacts),
    checklist.shared === "" ? null : { title: say("依据", "Basis"), content: element("p", {}, say(`另有注明的除外，依据${checklist.shared}。`, `Unless said otherwise: ${checklist.shared}.`)) },
  ].filter((part) => part !== null);
  return element("article", { id: "notice", class: "paper printed", "aria-labelledby": "notice-heading" },
    element("h3", { id: "notice-heading" }, say("一次性告知书", "One-time notice")),
    element("p", { class: "opening" }, opening(checklist, decision, of)),
    ...numbered(checklist, parts),
    element("p", { class: "release" }, say(`按“${decision.catalogue.title || decision.catalogue.name}”${decision.catalogue.version} 版（${decision.catalogue.hash.slice(0, 12)}）算得`,
      `Decided by ${decision.catalogue.name} ${decision.catalogue.version} (${decision.catalogue.hash.slice(0, 12)})`)),
    signatures(checklist));
}

/** @param {Checklist} checklist @param {Decision & Answered} decision @param {Case} of */
function opening(checklist, { responsible }, { title, on, answers }) {
  const { say } = checklist;
  const said = answers.map(([name, value]) => `${name}${say("：", ": ")}${value}`).join(say("；", "; "));
  const at = responsible && checklist.path(responsible);
  return say(
    `您于${checklist.day(on)}申请办理“${title}”${at ? `（属地：${at}）` : ""}。${said ? `根据您所说的情况（${said}），` : ""}现将需要办理的事一次告知如下：`,
    `On ${checklist.day(on)} you applied for “${title}”${at ? ` (responsible: ${at})` : ""}. ${said ? `From what you said (${said}), ` : ""}this is everything that is needed:`,
  );
}

/** @param {Checklist} checklist @param {readonly { title: string, content: HTMLElement }[]} parts */
function numbered({ say }, parts) {
  return parts.map(({ title, content }, index) => element("section", {},
    element("h4", {}, `${say("一二三四五六七八九".charAt(index), String(index + 1))}${say("、", ". ")}${title}`), content));
}

/**
 * @template T
 * @param {Checklist} checklist @param {string} title @param {readonly import("./answers.js").Line<T>[]} lines @param {(value: T, why: import("./answers.js").Why) => string} text
 */
function list(checklist, title, lines, text) {
  if (lines.length === 0) return null;
  const row = (/** @type {import("./answers.js").Line<T>} */ { value, why }) => element("li", {}, text(value, why), remark(checklist.note(why)));
  return { title, content: element("ol", {}, ...lines.map(row)) };
}

/** @param {string} text */
const remark = (text) => text && element("span", { class: "basis" }, text);

/** @param {Checklist} checklist @param {NonNullable<Decision["materials"]>} lines */
function materials(checklist, lines) {
  if (lines.length === 0) return null;
  const { say } = checklist;
  const heads = [say("序号", "No."), say("材料", "Document"), say("形式和份数", "Form and number"), say("情形", "Case"), say("已收", "Received")];
  const row = (/** @type {(typeof lines)[number]} */ { status, stage, value, why }, /** @type {number} */ index) => {
    const title = [stage, value.title].filter(Boolean).join(say("：", ": "));
    const remarks = [status === "possible" && checklist.word("possible"), ...checklist.remarks(value)].filter(Boolean).join(say("，", ", "));
    return element("tr", {}, element("td", {}, String(index + 1)), element("th", { scope: "row" }, title, remark(remarks)),
      element("td", {}, checklist.everyForm(value)), element("td", {}, checklist.note(why)),
      element("td", { class: "box" }, value.exempt ? say("免", "–") : "☐"));
  };
  const table = element("table", {}, element("caption", { class: "hidden" }, say("应当提交的材料", "Documents to hand in")),
    element("thead", {}, element("tr", {}, ...heads.map((head) => element("th", { scope: "col" }, head)))),
    element("tbody", {}, ...lines.map(row)));
  return { title: say("应当提交的材料", "Documents to hand in"), content: table };
}

/** Where, by when, at what cost. @param {Checklist} checklist @param {Decision & Answered} decision */
function handing(checklist, decision) {
  const { say } = checklist;
  const { due, fees = [], visits = [], venues } = decision;
  /** @type {(readonly [string, readonly string[]])[]} */
  const rows = [
    [say("办理地点", "Where"), (venues?.halls ?? []).map(({ name, address }) => [name, address].filter(Boolean).join(say("，", ", ")))],
    [say("收费", "Fees"), fees.map(({ value }) => checklist.fee(value))],
    [say("到场", "Visits"), visits.map(({ value }) => checklist.visit(value))],
    [say("办结", "Decided"), due ? [say(`材料齐全并于当日受理的，最迟${checklist.day(due.day)}办结`, `at the latest on ${checklist.day(due.day)} if everything is handed in and accepted that day`)] : []],
  ];
  return facts(say("办理", "Handing in"), rows.filter(([, values]) => values.length > 0));
}

/** @param {string} title @param {readonly (readonly [string, readonly string[]])[]} rows */
function facts(title, rows) {
  if (rows.length === 0) return null;
  const row = (/** @type {readonly [string, readonly string[]]} */ [name, values]) =>
    element("div", {}, element("dt", {}, name), ...[...new Set(values)].map((value) => element("dd", {}, value)));
  return { title, content: element("dl", { class: "about" }, ...rows.map(row)) };
}

/** @param {Checklist} checklist */
function signatures({ say }) {
  const line = (/** @type {string} */ name) => element("span", {}, `${name}${say("：", ": ")}`);
  return element("p", { class: "signatures" }, line(say("经办人", "Official")), line(say("申请人", "Applicant")), line(say("日期", "Date")));
}
