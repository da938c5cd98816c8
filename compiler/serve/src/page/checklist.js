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
 * @property {readonly Line<{ readonly label: string }>[]} [conditions]
 * @property {readonly Line<{ readonly title: string, readonly held: boolean | null }>[]} [priors]
 * @property {readonly { readonly title: string, readonly judge: string | null }[]} [pending]
 * @property {readonly Line<{ readonly matter: string }>[]} [instead]
 * @property {readonly Line<Material>[]} [materials]
 * @property {readonly Line<{ readonly level: number, readonly department: string, readonly body: string | null }>[]} [deciders]
 * @property {readonly Line<unknown>[]} [limits]
 * @property {{ readonly day: string, readonly time: string | null, readonly provisional: boolean } | null} [due]
 * @property {string | null} [undated]
 * @property {string | null} [changes_on]
 * @property {readonly Line<{ readonly name: string, readonly fen: number | null, readonly rate: number, readonly per: string | null, readonly per_unit: string | null }>[]} [fees]
 * @property {readonly Line<{ readonly name: string, readonly fen: number, readonly period: string }>[]} [benefits]
 * @property {readonly Line<Result>[]} [results]
 * @property {readonly Line<{ readonly name: string }>[]} [channels]
 * @property {readonly Line<{ readonly count: number, readonly reason: string | null }>[]} [visits]
 * @property {Venues} [venues]
 * @property {string | null} [notice]
 */
/** @typedef {"certain" | "possible" | "excluded" | "moot"} Status */
/** @typedef {string | readonly string[]} Value */
/** @typedef {{ readonly file: string, readonly line: number, readonly condition: string | null, readonly text: string, readonly basis: readonly { readonly law: string, readonly place: string }[] }} Why */
/**
 * @template T
 * @typedef {{ readonly status: Status, readonly stage?: string | null, readonly value: T, readonly why: Why }} Line
 */
/** @typedef {{ readonly fact: string, readonly title: string, readonly kind: string, readonly values?: readonly string[], readonly unit?: string | null, readonly help?: string | null }} Question */
/** @typedef {{ readonly form: string, readonly count: number, readonly per: string | null }} Form */
/** @typedef {{ readonly title: string, readonly options: readonly (readonly Form[])[], readonly exempt: string | null, readonly must: string | null, readonly grace: number | null, readonly grace_unit: string | null }} Material */
/** @typedef {{ readonly title: string, readonly permanent: boolean, readonly validity: number | null, readonly unit: string | null, readonly deliveries: readonly string[] }} Result */
/** @typedef {{ readonly here: Status, readonly accepting: readonly Line<{ readonly unit: string | null, readonly name: string | null, readonly level: number }>[], readonly modes: readonly Line<{ readonly name: string }>[], readonly halls: readonly { readonly name: string, readonly address: string }[] }} Venues */
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
    /** @type {(zh: string, en: string) => string} */
    this.say = (zh, en) => (english ? en : zh);
  }

  /** The word for an identifier of an answer; the identifier itself if there is none. @param {string | null | undefined} id */
  word(id) {
    const words = WORDS[id ?? ""];
    return words ? this.say(...words) : (id ?? "");
  }

  /** A level of administration, 1 to 6. @param {number} number */
  level(number) {
    const words = LEVELS[number - 1];
    return words ? this.say(...words) : "";
  }

  /** @param {number} fen */
  yuan(fen) {
    return `${(fen / 100).toFixed(fen % 100 ? 2 : 0)} ${this.say("元", "yuan")}`;
  }

  /** @param {number} amount @param {string | null} unit */
  length(amount, unit) {
    return amount === 0 && unit === "working_days" ? this.say("当场", "at once") : `${amount} ${this.word(unit)}`;
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
        return this.group(id, question.title, values.map((value) => button(value, () => answer(value))), question.help, more);
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
        return this.group(id, question.title, both, question.help, more);
      }
    }
  }

  /**
   * Several candidates for the responsible region: the applicant chooses.
   * @param {Decision} decision @param {(fact: string) => void} elect
   */
  election(decision, elect) {
    const candidates = decision.candidates.filter(({ place }) => place !== null);
    const title = this.say("由哪里办理", "Which place is to be responsible");
    return this.group("elect", title, candidates.map(({ fact, title, place }) => button(`${title}：${place}`, () => elect(fact))));
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
    const described = question.help ? `${id}-help` : null;
    const input = element("input", { id, type: date ? "date" : "text", required: true, autocomplete: "off", "aria-describedby": described });
    const region = question.kind === "region";
    if (region) input.value = place;
    else if (!date) input.inputMode = "decimal";
    const submit = (/** @type {Event} */ event) => {
      event.preventDefault();
      if (input.value.trim()) answer(input.value.trim());
    };
    const title = question.unit ? `${question.title}（${question.unit}）` : question.title;
    const send = element("button", { type: "submit" }, this.say("回答", "Answer"));
    return element("form", { class: "question", onsubmit: submit }, element("label", { for: id }, title),
      question.help && element("p", { class: "help", id: described }, question.help),
      element("div", { class: "choices" }, region ? offering(input, this.places) : input, send), more);
  }

  /**
   * What has been answered, each with a way to answer it again.
   * @param {readonly (readonly [string, Answered])[]} known @param {(fact: string) => void} forget @param {Child} [more]
   */
  answered(known, forget, more) {
    if (known.length === 0) return null;
    /** @param {Value} value */
    const shown = (value) => (typeof value !== "string" ? value.join("、") || this.say("无", "none")
      : value === "是" ? this.word("yes") : value === "否" ? this.word("no") : value);
    const again = this.say("重答", "Change");
    const rows = known.map(([fact, { title, value }]) => element("div", {}, element("dt", {}, title), element("dd", {}, shown(value)),
      element("dd", {}, button(again, () => forget(fact), { class: "quiet", "aria-label": `${again}：${title}` }))));
    return element("div", { class: "answered" }, element("h3", {}, this.say("已回答", "Answered")),
      element("dl", { class: "facts" }, ...rows), more);
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
    const failed = decision.conditions?.filter(({ status }) => status === "excluded");
    const lacking = decision.priors?.filter(({ value }) => value.held !== true);
    const sections = [
      this.rows(this.say("不符合的条件", "Conditions that are not met"), failed, (value) => value.label, this.say("不符合", "not met")),
      this.rows(this.say("先要取得", "To be held first"), lacking, (value) => value.title),
      this.rows(this.say("可能要改办", "Rather another matter"), decision.instead, (value) => value.matter),
      this.pending(decision.pending ?? []),
      this.rows(this.say("要交的材料", "What to bring"), decision.materials, (value) => this.material(value)),
      this.rows(this.say("由谁决定", "Who decides"), decision.deciders, (value) => value.body || `${this.level(value.level)} ${value.department}`),
      this.due(decision),
      this.rows(this.say("时限", "Time limits"), decision.limits, null),
      this.rows(this.say("收费", "Fees"), decision.fees, (value) => this.fee(value)),
      this.rows(this.say("给付", "Benefits"), decision.benefits, ({ name, fen, period }) => `${name} ${this.yuan(fen)} ${this.word(period)}`.trim()),
      this.rows(this.say("结果", "Result"), decision.results, (value) => this.result(value)),
      this.rows(this.say("怎样申请", "How to apply"), decision.channels, (value) => value.name),
      this.rows(this.say("到场", "Visits in person"), decision.visits, ({ count, reason }) => `${count} ${this.say("次", "×")} ${reason ?? ""}`.trim()),
      ...(decision.venues ? this.venues(decision.venues) : []),
    ];
    return sections.filter((section) => section !== null);
  }

  /** @param {string} title @param {Child[]} content */
  part(title, ...content) {
    return element("div", {}, element("h3", {}, title), ...content);
  }

  /** @param {string} title @param {readonly (Node | false)[]} rows */
  list(title, rows) {
    return rows.length > 0 ? this.part(title, element("ul", { class: "rows" }, ...rows)) : null;
  }

  /**
   * Lines with their reasons. What all of them rest on is said once. Without `text` the sentence of the reason is the line.
   * @template T
   * @param {string} title @param {readonly Line<T>[] | undefined} lines @param {((value: T) => string) | null} text @param {string} [refused]
   */
  rows(title, lines, text, refused) {
    if (!lines || lines.length === 0) return null;
    const first = this.cited(/** @type {Line<T>} */ (lines[0]).why);
    const same = lines.length > 1 && first !== "" && lines.every(({ why }) => this.cited(why) === first);
    const row = (/** @type {Line<T>} */ { status, stage, value, why }) => {
      const line = text ? text(value) : this.sentence(why);
      const said = stage ? `${stage}${this.say("：", ": ")}${line}` : line;
      const condition = why.condition && this.say(`当 ${why.condition}`, `when ${why.condition}`);
      const note = [condition, !same && this.cited(why)].filter(Boolean).join(" · ");
      const tag = status === "possible" ? element("span", { class: "tag" }, this.word("possible"))
        : refused && element("span", { class: "tag bad" }, refused);
      return element("li", {}, element("strong", {}, said), tag, " ", this.source(why, said), note && element("span", { class: "basis" }, note));
    };
    const below = same && element("p", { class: "basis" }, first);
    return this.part(title, element("ul", { class: "rows" }, ...lines.map(row)), below);
  }

  /** @param {Why} why */
  cited({ basis }) {
    const laws = basis.map(({ law, place }) => (law.includes("〔") ? law : `《${law}》`) + place).join("、");
    return laws && this.say(`依据：${laws}`, `Basis: ${laws}`);
  }

  /** The sentence of a reason without its basis, which stands below it. @param {Why} why */
  sentence({ text }) {
    return (text.split(this.say("。依据：", ". Basis:"))[0] ?? "").replace(/[。.]$/, "");
  }

  /** In which form and how often a document is handed in. @param {Form} value */
  form({ form, count, per }) {
    return [this.word(form), per ? this.say(`每${per} ${count} 份`, `${count} per ${per}`) : this.say(`${count} 份`, `× ${count}`)].filter(Boolean).join(" ");
  }

  /** @param {Material} value */
  material(value) {
    const [only, ...others] = value.options.flat();
    const more = [
      only && others.length === 0 && !value.exempt && this.form(only),
      value.must && this.say(`须${value.must}`, `must ${value.must}`),
      value.grace !== null && this.say(`可容缺，${this.length(value.grace, value.grace_unit)}内补交`, `may follow within ${this.length(value.grace, value.grace_unit)}`),
      value.exempt && this.say(`免提交，取自${value.exempt}`, `not handed in: taken from ${value.exempt}`),
    ].filter(Boolean);
    return more.length > 0 ? `${value.title}（${more.join(this.say("，", ", "))}）` : value.title;
  }

  /** @param {{ readonly name: string, readonly fen: number | null, readonly rate: number, readonly per: string | null, readonly per_unit: string | null }} value */
  fee({ name, fen, rate, per, per_unit: unit }) {
    const amount = fen === null ? `${this.yuan(rate)} / ${unit ?? ""} ${per ?? ""}` : fen === 0 ? this.say("不收费", "free") : this.yuan(fen);
    return name === amount || name === "不收费" ? amount : `${name} ${amount}`.trim();
  }

  /** @param {Result} value */
  result({ title, permanent, validity, unit, deliveries }) {
    const valid = permanent ? this.say("长期有效", "permanent")
      : validity ? this.say(`有效期 ${this.length(validity, unit)}`, `valid for ${this.length(validity, unit)}`) : "";
    const more = [valid, deliveries.join("、")].filter(Boolean).join(this.say("，", ", "));
    return more ? `${title}（${more}）` : title;
  }

  /** @param {readonly { readonly title: string, readonly judge: string | null }[]} findings */
  pending(findings) {
    const row = (/** @type {{ readonly title: string, readonly judge: string | null }} */ { title, judge }) =>
      element("li", {}, judge ? `${title}（${judge}）` : title);
    return this.list(this.say("由经办机构审查", "Judged by officials"), findings.map(row));
  }

  /** @param {Decision} decision */
  due({ due, undated, changes_on }) {
    const title = this.say("当日受理的，最迟办结", "Decided at the latest, if accepted that day");
    if (!due) {
      const open = undated === "answers" ? this.say("要看没有回答的问题", "depends on what is not answered")
        : undated === "calendar" && this.say("超出工作日历，算不出来", "not known: the working-day calendar ends before it");
      return open ? this.part(title, element("p", {}, open)) : null;
    }
    const remark = due.provisional && this.say("（暂定：当年工作日历尚未公布）", " (provisional: that year's calendar is not published)");
    const change = changes_on && element("span", { class: "basis" }, this.say(`${changes_on} 起规定有变`, `the rules change on ${changes_on}`));
    return this.part(title, element("p", {}, element("strong", {}, due.time ? `${due.day} ${due.time}` : due.day), remark, change));
  }

  /** @param {Venues} venues */
  venues({ accepting, modes, here, halls }) {
    const place = { certain: this.say("可以在这里办", "Can be handed in here"), possible: this.say("也许可以在这里办", "Perhaps here"),
      excluded: this.say("不能在这里办", "Cannot be handed in here"), moot: "" }[here];
    const hall = (/** @type {{ readonly name: string, readonly address: string }} */ { name, address }) =>
      element("li", {}, element("strong", {}, name), element("span", { class: "basis" }, address));
    const list = halls.length > 0 && element("ul", { class: "rows" }, ...halls.map(hall));
    return [
      this.rows(this.say("受理机构", "Who receives"), accepting, (value) => value.unit || value.name || this.level(value.level)),
      this.rows(this.say("办理方式", "Ways"), modes, (value) => this.word(value.name)),
      place ? this.part(this.say("办理地点", "Where"), element("p", {}, place), list) : null,
    ];
  }
}
