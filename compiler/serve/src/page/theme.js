// What `POST /api/theme` answers → a combined service as a decision, and its parts: documents merged, members, times, what it saves.

import { element } from "./element.js";

/** A combined service shown as a decision: what is still open for any member is open for the whole. */
export function standing(answer) {
  const waits = answer.members.find((member) => member.resolution === "needs_responsible");
  const open = answer.members.filter((member) => member.eligible !== "excluded" && member.resolution !== "outside");
  const eligible = open.length === 0 ? "excluded" : open.every((member) => member.eligible === "certain") ? "certain" : "possible";
  const resolution = waits ? "needs_responsible" : open.length === 0 ? "outside" : "edition";
  return { ...answer, resolution, eligible, candidates: waits ? waits.candidates : [] };
}

// Of a combined service some matters may be open to somebody and others not: neither word for the whole would be true.
function part(checklist, answer) {
  const closed = answer.members.filter((member) => member.eligible === "excluded").length;
  if (closed === 0 || answer.eligible === "excluded") return null;
  const open = answer.members.length - closed;
  return { text: checklist.say(`可办 ${open} 项，${closed} 项不符合条件`, `${open} can be applied for, ${closed} not`), status: "possible" };
}

/** In a word, whether it is open to who asks. */
export function verdictOfTheme(checklist, answer) {
  return part(checklist, answer) ?? checklist.verdict(answer);
}

/** Its parts; `printed` marks what is taken along on paper. */
export function sectionsOfTheme(checklist, answer, printed) {
  const { say } = checklist;
  const promised = answer.promise && checklist.length(answer.promise.amount, answer.promise.unit);
  const times = [
    answer.promise && say(`承诺 ${promised}`, `promised: ${promised}`),
    answer.critical_days > 0 && say(`最长一路 ${answer.critical_days} 个工作日`, `longest way: ${answer.critical_days} working days`),
    answer.critical_days === 0 && say("最长一路当天办完", "longest way: within the day"),
  ].filter(Boolean);
  const names = { materials: say("材料", "documents"), days: say("工作日", "working days"), visits: say("到场", "visits"), questions: say("问题", "questions") };
  const saving = ({ name, before, after }) => element("li", {}, `${names[name] || name}：${before} → ${after}`);
  const absent = (name) => element("li", {}, element("strong", {}, name), checklist.tag(say("此时此地不办", "not offered here and now")));
  const lead = answer.lead ? checklist.part(say("牵头", "Led by"), element("p", {}, answer.lead)) : null;
  return [
    printed(checklist.list(say("要交的材料（合并后）", "What to bring (merged)"), answer.materials.map((one) => document(checklist, one)))),
    checklist.list(say("包含的事项", "Its matters"), [...answer.members.map((one) => member(checklist, one)), ...answer.not_offered.map(absent)]),
    times.length > 0 ? checklist.part(say("时限", "Time limits"), element("p", {}, times.join(say("；", "; ")))) : null,
    checklist.list(say("比分开办少", "Saved"), answer.savings.map(saving)),
    lead,
  ];
}

function document(checklist, one) {
  const { say } = checklist;
  const made = one.status === "excluded" ? say(`（由“${one.made_by}”产生，不用交）`, ` (made by “${one.made_by}”, not handed in)`)
    : say(`（能办成“${one.made_by}”的，不用交）`, ` (not handed in if “${one.made_by}” makes it)`);
  // Several alternatives are told by the title; of one document the members may ask for several forms.
  const [only, ...others] = one.options;
  const same = others.length === 0 && only?.every(({ title }) => title === only[0].title);
  const forms = same ? say(`（${only.map((form) => checklist.form(form)).join("，")}）`, ` (${only.map((form) => checklist.form(form)).join(", ")})`) : "";
  return element("li", {},
    element("strong", {}, `${one.title}${one.made_by ? made : forms}`),
    one.status === "possible" ? checklist.tag(checklist.word("possible")) : "",
    element("span", { class: "basis" }, one.matters.join("、")));
}

function member(checklist, one) {
  const { say } = checklist;
  const state = { certain: "", possible: checklist.word("possible"), excluded: say("不符合条件", "not eligible"), moot: "" }[one.eligible];
  const failed = one.conditions.filter(({ status }) => status === "excluded").map(({ value }) => value.label);
  const decides = one.deciders.map(({ value }) => value.body || `${checklist.level(value.level)} ${value.department}`).join("、");
  const gets = one.results.map(({ value }) => value.title).join("、");
  const sections = checklist.sections(one);
  return element("li", {}, element("strong", {}, one.stage ? `${one.stage}：${one.matter}` : one.matter),
    checklist.tag(state, one.eligible === "excluded" ? "bad" : ""),
    element("span", { class: "basis" }, failed.length > 0 ? failed.join("、") : [decides, gets].filter(Boolean).join(" → ")),
    sections.length > 0 && element("details", {}, element("summary", {}, say("时限、依据等", "Time limits, bases and more")), ...sections));
}
