// What `GET /api/guide` answers → the whole guide of a matter, whatever the case: every line of its definition, in the order of GB/T 36114.

import { element } from "./element.js";

/** @typedef {import("./checklist.js").Checklist} Checklist */
/** @typedef {import("./answers.js").Why} Why */
/** @typedef {import("./answers.js").Material} Material */
/** @typedef {{ readonly kind: string, readonly stage: string | null, readonly otherwise: boolean, readonly material: (Material & { readonly options: readonly (readonly { readonly material: string }[])[] }) | null, readonly why: Why }} GuideLine */
/**
 * @typedef {object} Guide
 * @property {{ readonly name: string, readonly title: string, readonly short: string | null, readonly kind: string, readonly department: string, readonly summary: string }} matter
 * @property {string | null} from
 * @property {string | null} to
 * @property {string} place
 * @property {readonly string[]} serves
 * @property {readonly string[]} codes
 * @property {readonly { readonly code: string, readonly title: string }[]} items
 * @property {readonly { readonly name: string, readonly after: string | null }[]} stages
 * @property {Why["basis"]} basis
 * @property {readonly GuideLine[]} lines
 * @property {readonly { readonly name: string, readonly issuer: string | null, readonly help: string | null }[]} documents
 * @property {readonly import("./answers.js").Hall[]} halls
 * @property {readonly { readonly element: string, readonly text: string }[]} texts
 */

/** @type {readonly (readonly [string, string, string])[]} */
const CONTACTS = [
  ["consult", "咨询", "Consultation"],
  ["complain", "监督投诉", "Complaints"],
  ["review", "行政复议", "Administrative review"],
  ["litigation", "行政诉讼", "Litigation"],
];
/** @type {readonly (readonly [string, string, string])[]} */
const OTHERS = [["online_address", "网办地址", "On line at"], ["questions", "常见问题", "Frequent questions"], ["remarks", "说明", "Remarks"]];

/** Heading in both languages, kinds of lines. @type {readonly (readonly [string, string, readonly string[]])[]} */
const LISTS = [
  ["受理条件", "Conditions", ["condition"]],
  ["先要取得", "To be held first", ["prior_result"]],
  ["改办其他事项", "Handled as another matter", ["instead"]],
  ["主动服务", "Proactive service", ["trigger"]],
  ["申请材料", "Documents", ["requirement"]],
  ["办理流程", "Process", ["stage"]],
  ["办理时限", "Time limits", ["limit", "exclusion"]],
  ["办理形式", "Channels", ["channel"]],
  ["到现场次数", "Visits in person", ["visit"]],
  ["跨域通办", "Handling elsewhere", ["venue"]],
  ["收费和给付", "Fees and benefits", ["fee", "benefit"]],
  ["办理结果和续期", "Result and renewal", ["result", "renewal"]],
  ["告知承诺", "Commitment in place of proof", ["commitment"]],
  ["中介服务", "Intermediary services", ["intermediary"]],
  ["裁量基准", "Discretion", ["discretion"]],
  ["职责", "Duties", ["duty"]],
  ["责任", "Liability", ["liability"]],
];
/** Kinds of lines that are values of a fact. @type {readonly (readonly [string, string, readonly string[]])[]} */
const FACTS = [
  ["办件类型", "Kind of case", ["case_kind"]],
  ["属地", "Responsible place", ["responsible"]],
  ["受理机构", "Who receives", ["accepting"]],
  ["决定机构", "Who decides", ["decider", "delegation"]],
  ["数量限制", "Quota", ["quota"]],
];

/** Whom to ask and to complain to. @param {Checklist} checklist @param {Guide} guide @returns {(readonly [string, readonly string[]])[]} */
export function contacts({ say }, guide) {
  const rows = CONTACTS.map(([id, zh, en]) => /** @type {const} */ ([say(zh, en), texts(guide, id)]));
  return rows.filter(([, values]) => values.length > 0);
}

/** @param {Guide} guide @param {string} id */
const texts = (guide, id) => guide.texts.filter(({ element }) => element === id).map(({ text }) => text);

/** A list of names with their values. @param {readonly (readonly [string, readonly (Node | string)[]])[]} rows */
export function facts(rows) {
  const row = (/** @type {readonly [string, readonly (Node | string)[]]} */ [name, values]) =>
    element("div", {}, element("dt", {}, name), ...values.map((value) => element("dd", {}, value)));
  return element("dl", { class: "about" }, ...rows.filter(([, values]) => values.length > 0).map(row));
}

/** The whole guide, part by part. @param {Checklist} checklist @param {Guide} guide @returns {HTMLElement[]} */
export function guideParts(checklist, guide) {
  const { say } = checklist;
  checklist.shared = checklist.laws(/** @type {Why} */ ({ basis: guide.basis }));
  const known = new Set([...LISTS, ...FACTS].flatMap(([, , kinds]) => kinds));
  const rest = guide.lines.filter(({ kind }) => !known.has(kind)).map(({ kind }) => kind);
  const lists = [...LISTS, /** @type {const} */ (["其他", "More", rest])].map(([zh, en, kinds]) =>
    checklist.list(say(zh, en), of(guide, kinds).map((line) => element("li", {}, ...said(checklist, guide, line)))));
  return [
    checklist.part(say("基本信息", "At a glance"), facts(basics(checklist, guide))),
    guide.basis.length > 0 ? checklist.list(say("设定依据", "Legal basis"), guide.basis.map((one) =>
      element("li", {}, checklist.laws(/** @type {Why} */ ({ basis: [one] }))))) : null,
    ...lists,
    guide.halls.length > 0 ? checklist.part(say("办理地点", "Where"), checklist.halls(guide.halls)) : null,
    other(checklist, guide),
  ].filter((part) => part !== null);
}

/** @param {Guide} guide @param {readonly string[]} kinds */
const of = (guide, kinds) => guide.lines.filter(({ kind }) => kinds.includes(kind));

/** A line with its case and its basis. @param {Checklist} checklist @param {Guide} guide @param {GuideLine} line */
function said(checklist, guide, line) {
  const { say } = checklist;
  const text = line.material ? checklist.material(line.material) : checklist.sentence(line.why);
  // The heading says what a line is about.
  const bare = text.replace(say(/^(条件|办件类型|步骤|可以告知承诺)：/, /^(condition|kind of case|step|a commitment is accepted): /), "");
  const full = line.stage ? `${line.stage}${say("：", ": ")}${bare}` : bare;
  const members = (line.material?.options ?? []).flat().map(({ material }) => material);
  const issuers = [...new Set(guide.documents.filter(({ name }) => members.includes(name)).map(({ issuer }) => issuer).filter(Boolean))];
  const note = [
    line.material && checklist.forms(line.material) === "" && !line.material.exempt && checklist.everyForm(line.material),
    issuers.length > 0 && say(`出具：${issuers.join("、")}`, `Issued by ${issuers.join(", ")}`),
    line.otherwise && line.why.condition === null && say("其他情形", "otherwise"),
    checklist.note(line.why),
  ].filter(Boolean).join(" · ");
  return [full, " ", checklist.source(line.why, full), note && element("span", { class: "basis" }, note)];
}

/** @param {Checklist} checklist @param {Guide} guide @returns {(readonly [string, readonly (Node | string)[]])[]} */
function basics(checklist, guide) {
  const { say } = checklist;
  const { matter, from, to } = guide;
  const one = (/** @type {string | null} */ text) => (text ? [text] : []);
  const last = to && new Date(Date.parse(`${to}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);
  const period = [from && say(`${checklist.date(from)}起`, `from ${checklist.date(from)}`), last && say(`至${checklist.date(last)}`, `until ${checklist.date(last)}`)];
  const row = (/** @type {GuideLine} */ line) => {
    const value = element("span");
    value.append(...said(checklist, guide, line).filter((part) => part));
    return value;
  };
  return [
    [say("事项名称", "Name"), one(matter.name)],
    [say("英文名称", "Title"), one(matter.title === matter.name ? null : matter.title)],
    [say("简称", "Short name"), one(matter.short)],
    [say("事项编码", "Codes"), one(guide.codes.join(say("、", ", ")))],
    [say("事项类型", "Kind"), one(matter.kind)],
    [say("服务对象", "Serves"), one(guide.serves.join(say("、", ", ")))],
    [say("办理项", "Handling items"), guide.items.map(({ code, title }) => `${code} ${title}`)],
    [say("主管部门", "Department"), one(matter.department)],
    [say("适用地区", "Defined for"), one(checklist.path(guide.place))],
    [say("审批阶段", "Stages"), guide.stages.map(({ name, after }) => (after ? say(`${name}（在“${after}”之后）`, `${name} (after “${after}”)`) : name))],
    ...FACTS.map(([zh, en, kinds]) => /** @type {const} */ ([say(zh, en), of(guide, kinds).map(row)])),
    [say("适用期间", "In force"), one(period.filter(Boolean).join(say("", " ")))],
  ];
}

/** Plain texts that stand nowhere else. @param {Checklist} checklist @param {Guide} guide */
function other(checklist, guide) {
  const { say } = checklist;
  const named = OTHERS.map(([id]) => id);
  const more = [...new Set(guide.texts.map(({ element }) => element))].filter((id) => !named.includes(id) && !CONTACTS.some(([known]) => known === id));
  const rows = [...OTHERS.map(([id, zh, en]) => /** @type {const} */ ([id, say(zh, en)])), ...more.map((id) => /** @type {const} */ ([id, id]))]
    .map(([id, title]) => /** @type {const} */ ([title, texts(guide, id)]));
  return rows.some(([, values]) => values.length > 0) ? checklist.part(say("网办地址和其他说明", "On line and further remarks"), facts(rows)) : null;
}
