// What a line of an answer yields → one sentence about it: a document with its forms, a limit, a fee, a result.

import { Words } from "./words.js";

/** @typedef {import("./answers.js").Duration} Duration */
/** @typedef {import("./answers.js").Form} Form */
/** @typedef {import("./answers.js").Limit} Limit */
/** @typedef {import("./answers.js").Material} Material */
/** @typedef {import("./answers.js").Result} Result */

/** What lines yield, in the words of one language. */
export class Values extends Words {
  /** Visits in person. @param {{ readonly count: number, readonly reason: string | null }} value */
  visit({ count, reason }) {
    const times = this.say(`${count} 次`, count === 1 ? "once" : count === 2 ? "twice" : `${count} times`);
    return count === 0 ? this.say("不用到场", "none") : reason ? this.say(`${times}（${reason}）`, `${times} (${reason})`) : times;
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
}
