// The checklist: open questions to answer, and what follows from the answers so far. The page of `matter serve` shows it, and so does the
// preview of editors, which bundles this file. Makes elements and calls back; knows neither an address nor an editor.

import { element } from "./element.js";
import { Questions } from "./questions.js";

/** @typedef {import("./answers.js").Days} Days */
/** @typedef {import("./answers.js").Deadline} Deadline */
/** @typedef {import("./answers.js").Decision} Decision */
/** @typedef {import("./answers.js").Hall} Hall */
/** @typedef {import("./answers.js").Status} Status */
/** @typedef {import("./answers.js").Venues} Venues */
/** @typedef {import("./answers.js").Why} Why */
/** @typedef {import("./element.js").Child} Child */
/**
 * @template T
 * @typedef {import("./answers.js").Line<T>} Line
 */
/**
 * @typedef {object} Surroundings
 * @property {boolean} english
 * @property {import("./questions.js").Places} places  What is offered in a field for a place.
 * @property {(why: Why, said: string) => Child} source  What leads to the line that a reason names.
 */

/** The checklist in one language. */
export class Checklist extends Questions {
  /** @param {Surroundings} surroundings */
  constructor({ english, places, source }) {
    super(english, places);
    this.source = source;
    /** What most lines rest on: it is said once, below all of them. */
    this.shared = "";
  }

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

  /** A remark behind a line. @param {string} text @param {"" | "good" | "bad"} [kind] */
  tag(text, kind = "") {
    return text ? element("span", { class: `tag ${kind}`.trim() }, text) : null;
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
