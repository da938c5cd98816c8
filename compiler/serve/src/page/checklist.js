// The checklist: open questions to answer, and what follows from the answers so far. The page of `matter serve` shows it, and so does the
// preview of editors, which bundles this file. Makes elements and calls back; knows neither an address nor an editor.

import { offering } from "./place.js";

/**
 * What `POST /api/decide` answers; what the checklist does not show is left out.
 * @typedef {object} Decision
 * @property {"nothing" | "edition" | "needs_responsible" | "outside"} resolution
 * @property {string | null} responsible
 * @property {readonly { readonly fact: string, readonly title: string, readonly place: string | null }[]} candidates
 * @property {Status} eligible
 * @property {readonly Question[]} questions
 * @property {readonly Line<{ readonly label: string, readonly official: string | null }>[]} [conditions]
 * @property {readonly Line<{ readonly title: string, readonly held: boolean | null }>[]} [priors]
 * @property {readonly { readonly title: string, readonly judge: string | null }[]} [pending]
 * @property {readonly Line<{ readonly name: string }>[]} [kinds]
 * @property {readonly Line<{ readonly matter: string }>[]} [instead]
 * @property {readonly Line<Material>[]} [materials]
 * @property {readonly Line<{ readonly level: number, readonly department: string, readonly body: string | null }>[]} [deciders]
 * @property {readonly Line<unknown>[]} [delegations]
 * @property {readonly Line<Limit>[]} [limits]
 * @property {readonly Line<unknown>[]} [exclusions]
 * @property {{ readonly day: string, readonly time: string | null, readonly provisional: boolean } | null} [due]
 * @property {string | null} [undated]
 * @property {Days | null} [days]  What `POST /api/due` answers, where it was asked.
 * @property {string | null} [changes_on]
 * @property {readonly Line<{ readonly name: string, readonly fen: number | null, readonly rate: number, readonly per: string | null, readonly per_unit: string | null, readonly cap: number | null }>[]} [fees]
 * @property {readonly Line<{ readonly name: string, readonly fen: number, readonly period: string }>[]} [benefits]
 * @property {readonly Line<Result>[]} [results]
 * @property {readonly Line<{ readonly name: string }>[]} [channels]
 * @property {readonly Line<{ readonly count: number, readonly reason: string | null }>[]} [visits]
 * @property {Venues} [venues]
 * @property {string | null} [notice]
 */
/** @typedef {{ readonly day: string, readonly time: string | null, readonly provisional: boolean }} Deadline */
/** @typedef {{ readonly statutory: Deadline | null, readonly promised: Deadline | null, readonly notice: Deadline | null, readonly delivery: Deadline | null, readonly stages: readonly { readonly stage: string, readonly decision: Deadline | null }[] }} Days */
/** @typedef {"certain" | "possible" | "excluded" | "moot"} Status */
/** @typedef {string | readonly string[]} Value */
/** @typedef {{ readonly file: string, readonly line: number, readonly condition: string | null, readonly text: string, readonly basis: readonly { readonly law: string, readonly place: string }[] }} Why */
/**
 * @template T
 * @typedef {{ readonly status: Status, readonly stage?: string | null, readonly value: T, readonly why: Why }} Line
 */
/** @typedef {{ readonly fact: string, readonly title: string, readonly kind: string, readonly values?: readonly string[], readonly unit?: string | null, readonly help?: string | null, readonly decimals?: number, readonly low?: number | null, readonly high?: number | null, readonly level?: number | null, readonly too_large?: string | null }} Question */
/** @typedef {{ readonly title?: string, readonly form: string, readonly count: number, readonly per: string | null }} Form */
/** @typedef {{ readonly title: string, readonly options: readonly (readonly Form[])[], readonly exempt: string | null, readonly must: string | null, readonly grace: number | null, readonly grace_unit: string | null, readonly grace_overdue: string | null }} Material */
/** @typedef {{ readonly kind: string, readonly amount: number | null, readonly unit: string, readonly start: string, readonly approver: string | null, readonly overdue: string | null }} Limit */
/** @typedef {{ readonly title: string, readonly permanent: boolean, readonly validity: number | null, readonly unit: string | null, readonly deliveries: readonly string[] }} Result */
/** @typedef {{ readonly name: string | null }} Word */
/** @typedef {{ readonly amount: number | null, readonly unit: string | null }} Duration */
/** @typedef {{ readonly name: string, readonly address: string, readonly hours?: readonly string[], readonly windows?: readonly { readonly name: string, readonly count: number }[] }} Hall */
/**
 * @typedef {object} Venues
 * @property {Status} here
 * @property {readonly Line<{ readonly unit: string | null, readonly name: string | null, readonly level: number | null }>[]} accepting
 * @property {readonly Line<{ readonly unit: string | null, readonly reaches_here: boolean }>[]} [scopes]
 * @property {readonly Line<Word>[]} modes
 * @property {readonly Line<Duration>[]} [forward]
 * @property {readonly Line<Duration>[]} [back]
 * @property {readonly Line<Word>[]} [clock]
 * @property {readonly Hall[]} halls
 */
/** @typedef {{ readonly title: string, readonly value: Value }} Answered */
/** @typedef {Node | string | false | null | undefined} Child */
/** @typedef {Readonly<Record<string, string | number | boolean | EventListener | null | undefined>>} Attributes */
/**
 * @typedef {object} Surroundings
 * @property {boolean} english
 * @property {(typed: string) => Promise<readonly import("./place.js").Place[]>} places  What is offered in a field for a place.
 * @property {(why: Why, said: string) => Child} source  What leads to the line that a reason names.
 */

/** @type {Readonly<Record<string, readonly [string, string]>>} */
const WORDS = {
  certain: ["", ""],
  possible: ["视情况", "depending on the case"],
  yes: ["是", "yes"],
  no: ["否", "no"],
  working_days: ["个工作日", "working days"],
  calendar_days: ["个自然日", "calendar days"],
  months: ["个月", "months"],
  years: ["年", "years"],
  hours: ["小时", "hours"],
  original: ["原件", "original"],
  copy: ["复印件", "copy"],
  original_and_copy: ["原件和复印件", "original and copy"],
  original_or_copy: ["原件或复印件", "original or copy"],
  electronic: ["电子件", "electronic"],
  unsaid: ["", ""],
  fully_online: ["全程网办", "fully online"],
  received_for_another: ["代收代办", "received for another"],
  jointly: ["多地联办", "jointly"],
  statutory: ["法定时限", "by law"],
  promised: ["承诺时限", "promised"],
  notice: ["一次性告知", "notice of what is missing"],
  delivery: ["送达", "delivery of the result"],
  extension: ["可以延长", "may be extended by"],
  publicity: ["公示", "publicity"],
  accept_period: ["受理期", "period of acceptance"],
  application: ["申请", "application"],
  receipt: ["收件", "receipt"],
  correction: ["补正", "correction"],
  acceptance: ["受理", "acceptance"],
  decision: ["决定", "decision"],
  finding: ["查实", "finding"],
  expiry: ["届满", "expiry"],
  monthly: ["每月", "a month"],
  yearly: ["每年", "a year"],
  once: ["一次性", "once"],
};
/** @type {readonly (readonly [string, string])[]} */
const LEVELS = [
  ["国家级", "nation"], ["省级", "province"], ["市级", "city"], ["县级", "county"], ["乡镇（街道）", "town"],
  ["村（社区）", "village"],
];

/**
 * An element; `onclick` and the like take functions, other attributes texts. Nothing that a catalogue says is ever read as HTML here.
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} name
 * @param {Attributes} [attributes]
 * @param {readonly Child[]} children
 */
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === "function") made.addEventListener(key.slice(2), value);
    else if (value === true) made.setAttribute(key, "");
    else if (value !== false && value !== null && value !== undefined) made.setAttribute(key, String(value));
  }
  /** @type {(child: Child) => child is Node | string} */
  const shown = (child) => child !== null && child !== undefined && child !== false && child !== "";
  made.append(...children.filter(shown));
  return made;
}

/** @param {string} text @param {() => void} act @param {Attributes} [attributes] */
const button = (text, act, attributes = {}) => element("button", { type: "button", onclick: act, ...attributes }, text);

/** The checklist in one language. */
export class Checklist {
  /** @param {Surroundings} surroundings */
  constructor({ english, places, source }) {
    this.english = english;
    this.places = places;
    this.source = source;
    /** What most lines rest on: it is said once, below all of them. */
    this.shared = "";
    /** @type {(zh: string, en: string) => string} */
    this.say = (zh, en) => (english ? en : zh);
  }

  /** The word for an identifier of an answer; the identifier itself if there is none. @param {string | null | undefined} id */
  word(id) {
    const words = WORDS[id ?? ""];
    return words ? this.say(...words) : (id ?? "");
  }

  /** A level of administration, 1 to 6. @param {number | null | undefined} number */
  level(number) {
    const words = LEVELS[(number ?? 0) - 1];
    return words ? this.say(...words) : "";
  }

  /** @param {number} fen */
  yuan(fen) {
    return `${(fen / 100).toFixed(fen % 100 ? 2 : 0)} ${this.say("元", "yuan")}`;
  }

  /** @param {number} amount @param {string | null} unit */
  length(amount, unit) {
    if (amount === 0 && unit === "working_days") return this.say("当场", "at once");
    const word = this.word(unit);
    return `${amount} ${this.english && amount === 1 ? word.replace(/s$/, "") : word}`;
  }

  /** Names from the province down, as people write them. @param {string} path */
  path(path) {
    return this.english ? path.replaceAll("/", " / ") : path.replaceAll("/", "");
  }

  /** A day of the answers (2026-03-11) in words, with its weekday. @param {string} day */
  day(day) {
    return this.date(day, "full");
  }

  /** @param {string} day @param {"full" | "long"} [style] */
  date(day, style = "long") {
    const written = new Intl.DateTimeFormat(this.say("zh-CN", "en-GB"), { dateStyle: style, timeZone: "UTC" });
    return written.format(new Date(`${day}T00:00:00Z`));
  }

  /** The language of a text that is the catalogue's own, on a page in another one. @param {string} text */
  spoken(text) {
    return this.english && /\p{Script=Han}/u.test(text) ? "zh-CN" : null;
  }

  /** Visits in person. @param {{ readonly count: number, readonly reason: string | null }} value */
  visit({ count, reason }) {
    const times = this.say(`${count} 次`, count === 1 ? "once" : count === 2 ? "twice" : `${count} times`);
    return count === 0 ? this.say("不用到场", "none") : reason ? this.say(`${times}（${reason}）`, `${times} (${reason})`) : times;
  }

  // ---- questions -----------------------------------------------------------------------------------------------------------------

  /**
   * A question with its controls; `place` stands in the field where a place is asked for, `more` beside the controls.
   * @param {Question} question @param {string} id @param {{ place: string, answer: (value: Value) => void, more?: Child }} how
   */
  question(question, id, { place, answer, more }) {
    const values = question.values ?? [];
    switch (question.kind) {
      case "choice":
      case "ordered":
        return this.group(id, question.title, values.map((value) => button(value, () => answer(value))), this.help(question), more);
      case "set":
        return this.several(id, question, values, answer, more);
      case "region":
      case "date":
      case "number":
      case "count":
      case "money":
        return this.single(id, question, place, answer, more);
      default: {
        const both = [button(this.word("yes"), () => answer("是")), button(this.word("no"), () => answer("否"))];
        return this.group(id, question.title, both, this.help(question), more);
      }
    }
  }

  /** What helps whoever answers: the catalogue's words, the level of a place, the ends of a number. @param {Question} question */
  help(question) {
    const { level, too_large: large, low = null, high = null, decimals = 0, kind } = question;
    const at = this.level(level);
    const number = (/** @type {number} */ value) => (value / 10 ** (kind === "money" ? 2 : decimals)).toString();
    // Ends that nobody reaches are those of the machine, not of the fact.
    const bounded = ["number", "count"].includes(kind) && low !== null && high !== null && Math.abs(high) < 1e15;
    return [
      question.help,
      kind === "region" && large && this.say(`“${this.path(large)}”范围太大：要答到${at}。`, `“${this.path(large)}” is too large: a ${at} is needed.`),
      kind === "region" && !large && at && this.say(`答到${at}。`, `Name a ${at}.`),
      bounded && this.say(`${number(low)} 至 ${number(high)}。`, `${number(low)} to ${number(high)}.`),
    ].filter(Boolean).join(this.say("", " "));
  }

  /**
   * Several candidates for the responsible region: the applicant chooses.
   * @param {Decision} decision @param {(fact: string) => void} elect
   */
  election(decision, elect) {
    const candidates = decision.candidates.filter(({ place }) => place !== null);
    const title = this.say("由哪里办理", "Which place is to be responsible");
    const buttons = candidates.map(({ fact, title, place }) => button(`${title}：${this.path(place ?? "")}`, () => elect(fact)));
    return this.group("elect", title, buttons);
  }

  /** @param {string} id @param {string} title @param {HTMLElement[]} controls @param {string | null} [help] @param {Child} [more] */
  group(id, title, controls, help, more) {
    const described = help ? `${id}-help` : null;
    return element("fieldset", { class: "question", "aria-describedby": described }, element("legend", { id }, title),
      help && element("p", { class: "help", id: described }, help), element("div", { class: "choices" }, ...controls), more);
  }

  /** @param {string} id @param {Question} question @param {readonly string[]} values @param {(value: Value) => void} answer @param {Child} [more] */
  several(id, question, values, answer, more) {
    const boxes = values.map((value) => element("input", { type: "checkbox", value }));
    const labels = boxes.map((box) => element("label", { class: "choice" }, box, box.value));
    const none = this.say("没有的，不选。", "Choose none if none applies.");
    const help = [question.help, none].filter(Boolean).join(this.say("", " "));
    const send = element("button", { type: "submit" }, this.say("回答", "Answer"));
    const submit = (/** @type {Event} */ event) => {
      event.preventDefault();
      answer(boxes.filter(({ checked }) => checked).map(({ value }) => value));
    };
    return element("form", { onsubmit: submit }, this.group(id, question.title, [...labels, send], help, more));
  }

  /** @param {string} id @param {Question} question @param {string} place @param {(value: Value) => void} answer @param {Child} [more] */
  single(id, question, place, answer, more) {
    const date = question.kind === "date";
    const help = this.help(question);
    const described = help ? `${id}-help` : null;
    const input = element("input", { id, type: date ? "date" : "text", required: true, autocomplete: "off", "aria-describedby": described });
    const region = question.kind === "region";
    if (region) input.value = place;
    else if (!date) input.inputMode = "decimal";
    const submit = (/** @type {Event} */ event) => {
      event.preventDefault();
      if (input.value.trim()) answer(input.value.trim());
    };
    const unit = question.unit ?? (question.kind === "money" ? this.say("元", "yuan") : null);
    const title = unit ? `${question.title}（${unit}）` : question.title;
    const send = element("button", { type: "submit" }, this.say("回答", "Answer"));
    return element("form", { class: "question", onsubmit: submit }, element("label", { for: id }, title),
      help && element("p", { class: question.too_large ? "help wrong" : "help", id: described }, help),
      element("div", { class: "choices" }, region ? offering(input, this.places) : input, send), more);
  }

  /**
   * What has been answered, each with a way to answer it again.
   * @param {readonly (readonly [string, Answered])[]} known @param {(fact: string) => void} forget @param {Child} [more]
   */
  answered(known, forget, more) {
    if (known.length === 0) return null;
    const again = this.say("重答", "Change");
    const rows = known.map(([fact, { title, value }]) => element("div", {}, element("dt", {}, title), element("dd", {}, this.value(value)),
      element("dd", {}, button(again, () => forget(fact), { class: "quiet", "aria-label": `${again}：${title}` }))));
    return element("div", { class: "answered" }, element("h3", {}, this.say("已回答", "Answered")),
      element("dl", { class: "facts" }, ...rows), more);
  }

  /** An answer as it is shown. @param {Value} value */
  value(value) {
    return typeof value !== "string" ? value.join("、") || this.say("无", "none")
      : value === "是" ? this.word("yes") : value === "否" ? this.word("no") : value;
  }

  // ---- what follows --------------------------------------------------------------------------------------------------------------

  /** Whether the case meets the conditions, in a word and as a status. @param {Decision} decision @returns {{ text: string, status: Status }} */
  verdict(decision) {
    const status = decision.eligible;
    if (decision.resolution === "needs_responsible") {
      return { text: this.say("要先定由哪里办理", "The responsible place must be settled first"), status: "possible" };
    }
    if (decision.resolution === "outside") {
      return { text: this.say("不归本目录内的任何地方办理", "No place of this catalogue is responsible"), status };
    }
    const not = this.say("不符合条件", "Not eligible");
    const texts = { certain: this.say("符合条件", "Eligible"), possible: this.say("还不能确定", "Not yet known"), excluded: not, moot: not };
    return { text: texts[status], status };
  }

  /** What the case brings with it, part by part. @param {Decision} decision @returns {HTMLElement[]} */
  sections(decision) {
    if (decision.resolution !== "edition") return [];
    this.shared = this.most(decision);
    const rows = this.rows.bind(this);
    const sections = [
      this.conditions(decision.conditions ?? []),
      this.pending(decision),
      rows(this.say("先要取得", "To be held first"), decision.priors, (value) => value.title, ({ value }) => this.held(value.held)),
      rows(this.say("可能要改办", "Rather another matter"), decision.instead, (value) => value.matter),
      rows(this.say("要交的材料", "What to bring"), decision.materials, (value) => this.material(value)),
      rows(this.say("由谁决定", "Who decides"), decision.deciders, (value) => value.body || `${this.level(value.level)} ${value.department}`),
      rows(this.say("下放和委托", "Where the decision is brought nearer"), decision.delegations, null),
      rows(this.say("办件类型", "Kind of case"), decision.kinds, (value) => value.name),
      this.due(decision),
      rows(this.say("时限", "Time limits"), decision.limits, (value) => this.limit(value)),
      rows(this.say("不计入时限", "Time that does not count"), decision.exclusions, null),
      rows(this.say("收费", "Fees"), decision.fees, (value) => this.fee(value)),
      rows(this.say("给付", "Benefits"), decision.benefits, ({ name, fen, period }) => `${name} ${this.yuan(fen)} ${this.word(period)}`.trim()),
      rows(this.say("结果", "Result"), decision.results, (value) => this.result(value)),
      rows(this.say("怎样申请", "How to apply"), decision.channels, (value) => value.name),
      rows(this.say("到场", "Visits in person"), decision.visits, (value) => this.visit(value)),
      ...(decision.venues ? this.venues(decision.venues) : []),
      this.shared !== "" && this.part(this.say("依据", "Basis"), element("p", { class: "shared" },
        this.say(`另有注明的除外，以上各项的依据：${this.shared}`, `Unless said otherwise, all of this rests on: ${this.shared}`))),
    ];
    return sections.filter((section) => section !== null && section !== false);
  }

  /** What most lines of a decision rest on, if several rest on the same. @param {Decision} decision */
  most(decision) {
    /** @type {Map<string, number>} */
    const counts = new Map();
    const lists = [...Object.values(decision), ...Object.values(decision.venues ?? {})].filter(Array.isArray);
    for (const { why } of lists.flat()) {
      const laws = why ? this.laws(why) : "";
      if (laws !== "") counts.set(laws, (counts.get(laws) ?? 0) + 1);
    }
    const [most] = [...counts].sort(([, a], [, b]) => b - a);
    return most && most[1] > 1 ? most[0] : "";
  }

  /** @param {string} title @param {Child[]} content */
  part(title, ...content) {
    return element("div", { class: "part" }, element("h3", {}, title), ...content);
  }

  /** @param {string} title @param {readonly (Node | false)[]} rows */
  list(title, rows) {
    return rows.length > 0 ? this.part(title, element("ul", { class: "rows" }, ...rows)) : null;
  }

  /** A remark behind a line. @param {string} text @param {"" | "good" | "bad"} [kind] */
  tag(text, kind = "") {
    return text ? element("span", { class: `tag ${kind}`.trim() }, text) : null;
  }

  /**
   * Lines with their reasons. Without `text` the sentence of the reason is the line; `tag` says more than its status.
   * @template T
   * @param {string} title @param {readonly Line<T>[] | undefined} lines @param {((value: T, why: Why) => string) | null} text
   * @param {(line: Line<T>) => Child} [tag]
   */
  rows(title, lines, text, tag) {
    const row = (/** @type {Line<T>} */ line) => {
      const { status, stage, value, why } = line;
      const said = `${stage ? `${stage}${this.say("：", ": ")}` : ""}${text ? text(value, why) : this.sentence(why)}`;
      const remark = tag?.(line) ?? (status === "possible" ? this.tag(this.word("possible")) : null);
      const note = this.note(why);
      return element("li", {}, element("strong", { lang: this.spoken(said) }, said), remark, " ", this.source(why, said),
        note && element("span", { class: "basis", lang: this.spoken(note) }, note));
    };
    return this.list(title, (lines ?? []).map(row));
  }

  /** In which cases a line holds; empty if in all. @param {Why} why */
  when({ condition }) {
    if (condition === null) return "";
    // What hangs on the rest line of a choice says so in its condition.
    return ["否则", "其余"].includes(condition) ? this.say("其他情形", "otherwise") : this.say(`当 ${condition}`, `when ${condition}`);
  }

  /** In which cases a line holds and on what it rests, as far as that is not said for all. @param {Why} why */
  note(why) {
    const laws = this.laws(why);
    return [this.when(why), laws !== this.shared && laws && this.say(`依据：${laws}`, `Basis: ${laws}`)].filter(Boolean).join(" · ");
  }

  /** @param {Why} why */
  laws({ basis }) {
    return basis.map(({ law, place }) => (law.includes("〔") ? law : `《${law}》`) + place).join(this.say("、", ", "));
  }

  /** The sentence of a reason without its case and its basis, which stand below it. @param {Why} why */
  sentence({ text, condition }) {
    const [clause = ""] = text.split(this.say("。依据：", ". Basis:"));
    const when = this.say(`${condition}的，`, `where ${condition}: `);
    return (condition && clause.startsWith(when) ? clause.slice(when.length) : clause).replace(/[。.]$/, "");
  }

  /** What a condition asks, without the word that it is one. @param {Why} why */
  condition(why) {
    return this.sentence(why).replace(this.say("条件：", "condition: "), "");
  }

  /** @param {readonly Line<{ readonly label: string, readonly official: string | null }>[]} lines */
  conditions(lines) {
    const met = { certain: this.say("符合", "met"), excluded: this.say("不符合", "not met"), possible: this.word("possible"), moot: "" };
    const kinds = /** @type {const} */ ({ certain: "good", excluded: "bad", possible: "", moot: "" });
    return this.rows(this.say("受理条件", "Conditions"), lines, (_, why) => this.condition(why), ({ status, value }) => (
      value.official !== null && status !== "excluded" ? this.tag(this.say(`由${value.official}审查`, `judged by ${value.official}`))
        : this.tag(met[status], kinds[status])));
  }

  /** @param {boolean | null} held */
  held(held) {
    return held === null ? this.tag(this.say("还没有回答", "not answered yet"))
      : held ? this.tag(this.say("已有", "held"), "good") : this.tag(this.say("还没有", "lacking"), "bad");
  }

  /** In which form and how often a document is handed in. @param {Form} value */
  form({ form, count, per }) {
    return [this.word(form), per ? this.say(`每${per} ${count} 份`, `${count} per ${per}`) : this.say(`${count} 份`, `× ${count}`)].filter(Boolean).join(" ");
  }

  /** What is said of a document behind its title. @param {Material} value */
  remarks(value) {
    const { must, grace, grace_unit: unit, grace_overdue: overdue, exempt } = value;
    const within = grace !== null && this.length(grace, unit);
    const late = overdue ? this.say(`，逾期${overdue}`, `, else ${overdue}`) : "";
    return [
      must && this.say(`须${must}`, `must ${must}`),
      within && this.say(`可容缺，${within}内补交${late}`, `may follow within ${within}${late}`),
      exempt && this.say(`免提交，取自${exempt}`, `not handed in: taken from ${exempt}`),
    ].filter(Boolean);
  }

  /** The forms of all documents of a requirement. @param {Material} value */
  everyForm(value) {
    if (value.exempt) return "";
    const option = (/** @type {readonly Form[]} */ members) =>
      members.map((member) => (value.options.flat().length > 1 && member.title ? `${member.title} ${this.form(member)}` : this.form(member))).join(this.say("和", " and "));
    return value.options.map(option).join(this.say("；或者", "; or "));
  }

  /** The forms of a document that is no choice; several are told by the title. @param {Material} value */
  forms(value) {
    const [only, ...others] = value.options.flat();
    return only && others.length === 0 && !value.exempt ? this.form(only) : "";
  }

  /** @param {Material} value */
  material(value) {
    const more = [this.forms(value), ...this.remarks(value)].filter(Boolean);
    return more.length > 0 ? `${value.title}（${more.join(this.say("，", ", "))}）` : value.title;
  }

  /** @param {Limit} value */
  limit({ kind, amount, unit, start, approver, overdue }) {
    const long = amount === null ? this.say("无规定", "none set") : this.length(amount, unit);
    const more = [
      amount !== null && start && this.say(`自${this.word(start)}起`, `from ${this.word(start)}`),
      approver && this.say(`经${approver}批准`, `approved by ${approver}`),
      overdue && this.say(`逾期${overdue}`, `else ${overdue}`),
    ].filter(Boolean);
    const remarks = more.length > 0 ? this.say(`（${more.join("，")}）`, ` (${more.join(", ")})`) : "";
    return `${this.word(kind)}${this.say("：", ": ")}${long}${remarks}`;
  }

  /** @param {{ readonly name: string, readonly fen: number | null, readonly rate: number, readonly per: string | null, readonly per_unit: string | null, readonly cap: number | null }} value */
  fee({ name, fen, rate, per, per_unit: unit, cap }) {
    const most = fen === null && cap !== null ? this.say(`，上限 ${this.yuan(cap)}`, `, at most ${this.yuan(cap)}`) : "";
    const amount = fen === null ? `${this.yuan(rate)} / ${unit ?? ""} ${per ?? ""}${most}` : fen === 0 ? this.say("不收费", "free") : this.yuan(fen);
    return name === amount || name === "不收费" ? amount : `${name} ${amount}`.trim();
  }

  /** @param {Result} value */
  result({ title, permanent, validity, unit, deliveries }) {
    const valid = permanent ? this.say("长期有效", "permanent")
      : validity ? this.say(`有效期 ${this.length(validity, unit)}`, `valid for ${this.length(validity, unit)}`) : "";
    const more = [valid, deliveries.join("、")].filter(Boolean).join(this.say("，", ", "));
    return more ? `${title}（${more}）` : title;
  }

  /** What officials still have to find, but for the conditions that say so themselves. @param {Decision} decision */
  pending({ pending = [], conditions = [] }) {
    const told = conditions.map(({ why }) => this.condition(why));
    const findings = pending.filter(({ title }) => !told.includes(title));
    const row = (/** @type {{ readonly title: string, readonly judge: string | null }} */ { title, judge }) =>
      element("li", {}, judge ? `${title}（${judge}）` : title);
    return this.list(this.say("由经办机构审查", "Judged by officials"), findings.map(row));
  }

  /** @param {Decision} decision */
  due({ due, undated, changes_on, days }) {
    const title = this.say("当日受理的，最迟办结", "Decided at the latest, if accepted that day");
    if (!due) {
      const open = undated === "answers" ? this.say("要看没有回答的问题", "depends on what is not answered")
        : undated === "calendar" && this.say("超出工作日历，算不出来", "not known: the working-day calendar ends before it");
      return open ? this.part(title, element("p", {}, open)) : null;
    }
    const change = changes_on && element("span", { class: "basis" }, this.say(`${this.day(changes_on)}起规定有变`, `the rules change on ${this.day(changes_on)}`));
    return this.part(title, element("p", {}, element("strong", {}, ...this.deadline(due)), change), days && this.days(days));
  }

  /** A last day. @param {Deadline} deadline @returns {Child[]} */
  deadline({ day, time, provisional }) {
    const remark = provisional && this.say("（暂定：当年工作日历尚未公布）", " (provisional: that year's calendar is not published)");
    return [element("time", { datetime: day }, time ? `${this.day(day)} ${time}` : this.day(day)), remark];
  }

  /** The other days of a case, and those of its stages. @param {Days} days */
  days({ statutory, promised, notice, delivery, stages }) {
    /** @type {(readonly [string, Deadline | null])[]} */
    const rows = [
      ...stages.map(({ stage, decision }) => /** @type {const} */ ([stage, decision])),
      [this.word("notice"), notice], [this.word("promised"), promised], [this.word("statutory"), statutory], [this.word("delivery"), delivery],
    ];
    const shown = rows.filter(([, deadline]) => deadline !== null);
    const row = (/** @type {readonly [string, Deadline | null]} */ [name, deadline]) =>
      element("div", {}, element("dt", {}, name), element("dd", {}, ...(deadline ? this.deadline(deadline) : [])));
    return shown.length > 1 && element("dl", { class: "about" }, ...shown.map(row));
  }

  /** @param {Venues} venues */
  venues({ accepting, scopes, modes, forward, back, clock, here, halls }) {
    const place = { certain: this.say("可以在这里办", "Can be handed in here"), possible: this.say("也许可以在这里办", "Perhaps here"),
      excluded: this.say("不能在这里办", "Cannot be handed in here"), moot: "" }[here];
    const where = [place && element("p", {}, place), halls.length > 0 && this.halls(halls)];
    return [
      place ? this.part(this.say("办理地点", "Where"), ...where) : null,
      this.rows(this.say("受理机构", "Who receives"), accepting, (value) => (value.unit ? this.path(value.unit) : value.name || this.level(value.level))),
      this.rows(this.say("通办范围", "May also be handed in"), scopes, (value) => this.scope(value)),
      this.rows(this.say("办理方式", "Ways"), modes, (value) => this.word(value.name)),
      this.rows(this.say("转送属地", "Forwarding to the responsible place"), forward, (value) => this.within(value)),
      this.rows(this.say("返还结果", "Return of the result"), back, (value) => this.within(value)),
      this.rows(this.say("时限起算", "When the clock starts"), clock, null),
    ];
  }

  /** @param {Duration} value */
  within({ amount, unit }) {
    return amount === null ? "" : this.say(`${this.length(amount, unit)}内`, `within ${this.length(amount, unit)}`);
  }

  /** @param {{ readonly unit: string | null, readonly reaches_here: boolean }} value */
  scope({ unit, reaches_here: reaches }) {
    if (unit === null) return this.say("全国", "the whole country");
    const all = this.say(`${this.path(unit)}范围内`, `anywhere in ${this.path(unit)}`);
    return reaches ? all : all + this.say("（不含您所在的地方）", " (not where you are)");
  }

  /** @param {readonly Hall[]} halls */
  halls(halls) {
    const hall = (/** @type {Hall} */ { name, address, hours = [], windows = [] }) => {
      const open = hours.map((text) => text.replaceAll(/[“”]/g, "")).join(this.say("；", "; "));
      const counted = windows.map(({ name, count }) => `${name} ${count}`).join(this.say("、", ", "));
      const lines = [address, open && this.say(`时间：${open}`, `Hours: ${open}`), counted && this.say(`窗口：${counted}`, `Windows: ${counted}`)];
      return element("li", {}, element("strong", {}, name), ...lines.map((line) => line && element("span", { class: "basis" }, line)));
    };
    return element("ul", { class: "rows" }, ...halls.map(hall));
  }
}
