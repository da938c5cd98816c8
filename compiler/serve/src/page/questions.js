// Open questions → fields and buttons that answer them, and what has been answered.

import { button, element } from "./element.js";
import { offering } from "./place.js";
import { Values } from "./values.js";

/** @typedef {import("./answers.js").Answered} Answered */
/** @typedef {import("./answers.js").Decision} Decision */
/** @typedef {import("./answers.js").Question} Question */
/** @typedef {import("./answers.js").Value} Value */
/** @typedef {import("./element.js").Child} Child */
/** @typedef {(typed: string) => Promise<readonly import("./place.js").Place[]>} Places  What is offered in a field for a place. */

/** Questions in one language. */
export class Questions extends Values {
  /** @param {boolean} english @param {Places} places */
  constructor(english, places) {
    super(english);
    this.places = places;
  }

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
}
