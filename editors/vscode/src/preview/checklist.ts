// The checklist: open questions to answer, and what follows from the answers so far.
import { element } from "./dom";
import type { Decision, Line, Material, Question, Value } from "./messages";
import type { Answered } from "./state";
import { level, named, word, type Language, type Word } from "./words";

/** What the reader does. */
export interface Acts {
  answer(question: Question, value: Value): void;
  forget(fact?: string): void;
  elect(fact: string): void;
}

/** The questions, and the answers so far. Places are asked with the place at hand filled in. */
export function questions(decision: Decision, known: Readonly<Record<string, Answered>>, place: string, language: Language, acts: Acts): HTMLElement {
  const say = (id: Word) => word(language, id);
  const open = decision.questions.map((question, index) => asked(question, index, place, language, acts));
  const electing = decision.resolution === "needs_responsible" && open.length === 0;
  const candidates = decision.candidates.filter(({ place }) => place !== null);
  const choose = electing && group("elect", say("elect"), candidates.map(({ fact, title, place }) => button(`${title}：${place}`, () => acts.elect(fact))));
  const done = open.length === 0 && !electing && element("p", {}, say("nothing"));
  return element("section", { "aria-labelledby": "questions" },
    element("h2", { id: "questions" }, say("questions")), ...open, choose, done, answered(known, language, acts));
}

const button = (text: string, act: () => void, attributes: Readonly<Record<string, string>> = {}) =>
  element("button", { type: "button", onclick: act, ...attributes }, text);

const group = (id: string, title: string, buttons: readonly HTMLElement[], help?: string | null) =>
  element("fieldset", { class: "question" }, element("legend", { id }, title), help && element("p", { class: "help" }, help), element("div", { class: "choices" }, ...buttons));

function asked(question: Question, index: number, place: string, language: Language, acts: Acts): HTMLElement {
  const id = `question-${index}`;
  const title = question.unit ? `${question.title}（${question.unit}）` : question.title;
  const act = (value: Value) => acts.answer(question, value);
  const values = question.values ?? [];
  switch (question.kind) {
    case "choice":
    case "ordered":
      return group(id, title, values.map((value) => button(value, () => act(value))), question.help);
    case "set":
      return several(title, values, question.help, language, act);
    case "region":
    case "date":
    case "number":
    case "count":
    case "money":
      return single(id, title, question, place, language, act);
    default:
      return group(id, title, [button(word(language, "yes"), () => act("是")), button(word(language, "no"), () => act("否"))], question.help);
  }
}

function several(title: string, values: readonly string[], help: string | null | undefined, language: Language, act: (value: Value) => void): HTMLElement {
  const boxes = values.map((value) => element("input", { type: "checkbox", value }));
  const labels = boxes.map((box) => element("label", {}, box, box.value));
  const submit = (event: Event) => {
    event.preventDefault();
    act(boxes.filter(({ checked }) => checked).map(({ value }) => value));
  };
  return element("form", { onsubmit: submit },
    element("fieldset", { class: "question" }, element("legend", {}, title), help && element("p", { class: "help" }, help),
      element("div", { class: "choices" }, ...labels, element("button", { type: "submit" }, word(language, "answer")))));
}

function single(id: string, title: string, question: Question, place: string, language: Language, act: (value: Value) => void): HTMLElement {
  const date = question.kind === "date";
  const input = element("input", { id, type: date ? "date" : "text", required: true, autocomplete: "off", ...(question.help ? { "aria-describedby": `${id}-help` } : {}) });
  if (question.kind === "region") input.value = place;
  else if (!date) input.inputMode = "decimal";
  const submit = (event: Event) => {
    event.preventDefault();
    if (input.value.trim()) act(input.value.trim());
  };
  return element("form", { class: "question", onsubmit: submit }, element("label", { for: id }, title),
    question.help && element("p", { class: "help", id: `${id}-help` }, question.help),
    element("div", { class: "choices" }, input, element("button", { type: "submit" }, word(language, "answer"))));
}

function answered(known: Readonly<Record<string, Answered>>, language: Language, acts: Acts): HTMLElement | false {
  const all = Object.entries(known);
  if (all.length === 0) return false;
  const shown = (value: Value) => (typeof value === "string" ? value : value.join("、") || word(language, "none"));
  const row = ([fact, { title, value }]: [string, Answered]) => element("li", {}, `${title}：`, element("strong", {}, shown(value)), " ",
    button(word(language, "change"), () => acts.forget(fact), { class: "quiet", "aria-label": `${word(language, "change")}：${title}` }));
  return element("div", { class: "answered" }, element("h3", {}, word(language, "answered")), element("ul", {}, ...all.map(row)),
    button(word(language, "restart"), () => acts.forget(), { class: "quiet" }));
}

/** What follows. */
export function outcome(decision: Decision, language: Language): HTMLElement {
  const say = (id: Word) => word(language, id);
  const settled = decision.resolution === "edition";
  const verdict = settled || decision.resolution === "nothing" ? say(decision.eligible)
    : say(decision.resolution === "outside" ? "outside" : "undetermined");
  const status = decision.resolution === "needs_responsible" ? "possible" : decision.eligible;
  const place = decision.responsible && element("p", { class: "help" }, decision.responsible);
  return element("section", { "aria-labelledby": "outcome" }, element("h2", { id: "outcome" }, say("outcome")),
    element("p", { class: `verdict ${status}`, role: "status" }, verdict), place, ...(settled ? sections(decision, language) : []));
}

function sections(decision: Decision, language: Language): (HTMLElement | false)[] {
  const say = (id: Word) => word(language, id);
  const list = <T>(title: Word, lines: readonly Line<T>[] | undefined, text: (value: T) => string) => rows(say(title), lines ?? [], text, language);
  const failed = decision.conditions?.filter(({ status }) => status === "excluded");
  const { due, pending, venues } = decision;
  const named = (title: Word, texts: readonly string[]) =>
    texts.length > 0 && element("div", {}, element("h3", {}, say(title)), element("ul", {}, ...texts.map((text) => element("li", {}, text))));
  return [
    list("failed", failed, ({ label }) => label),
    list("priors", decision.priors?.filter(({ value }) => value.held !== true), ({ document }) => document),
    list("instead", decision.instead, ({ matter }) => matter),
    named("pending", (pending ?? []).map(({ title, judge }) => (judge ? `${title}（${judge}）` : title))),
    list("materials", decision.materials, (value) => material(value, language)),
    list("deciders", decision.deciders, (value) => value.body ?? `${level(language, value.level)} ${value.department}`),
    named("due", due ? [due.provisional ? `${due.day}（${say("provisional")}）` : due.day] : []),
    list("fees", decision.fees, (value) => fee(value, language)),
    list("visits", decision.visits, ({ count, reason }) => `${count} ${say("times")} ${reason ?? ""}`.trim()),
    list("results", decision.results, ({ name }) => name),
    named("halls", (venues?.halls ?? []).map(({ name, address }) => (address ? `${name}（${address}）` : name))),
  ];
}

const cited = ({ why }: Line<unknown>) => why.basis.map(({ law, place }) => (law.includes("〔") ? law : `《${law}》`) + place).join("、");

function rows<T>(title: string, lines: readonly Line<T>[], text: (value: T) => string, language: Language): HTMLElement | false {
  if (lines.length === 0) return false;
  // What all lines rest on is the matter's own basis; the guide says it once.
  const same = lines.every((line) => cited(line) === cited(lines[0] as Line<T>));
  const row = (line: Line<T>) => {
    const { status, value, why } = line;
    const said = text(value);
    const basis = same ? "" : cited(line);
    const note = [why.condition && `${word(language, "when")} ${why.condition}`, basis && word(language, "basis") + basis].filter(Boolean).join("；");
    const source = why.line > 0 && element("button", { type: "button", class: "source", "data-file": why.file, "data-line": why.line, "aria-label": word(language, "source") + said }, String(why.line));
    return element("li", {}, said, status === "possible" && element("span", { class: "tag" }, word(language, "maybe")), " ", source,
      note && element("span", { class: "note" }, note));
  };
  return element("div", {}, element("h3", {}, title), element("ul", {}, ...lines.map(row)));
}

function material(value: Material, language: Language): string {
  const say = (id: Word) => word(language, id);
  const [only, ...others] = value.options.flat();
  const form = only && others.length === 0 && !value.exempt
    ? [named(language, only.form), only.per ? `${say("per")}${only.per} ${only.count} ${say("copies")}` : language === "en" ? `× ${only.count}` : `${only.count} 份`].filter(Boolean).join(" ") : "";
  const more = [
    form,
    value.must && say("must") + value.must,
    value.grace !== null && `${say("grace")}${value.grace} ${named(language, value.grace_unit ?? "")}`,
    value.exempt && say("exempt") + value.exempt,
  ].filter(Boolean);
  return more.length > 0 ? `${value.title}（${more.join(language === "en" ? ", " : "，")}）` : value.title;
}

function fee(value: { readonly name: string; readonly fen: number | null; readonly rate: number; readonly per: string | null }, language: Language): string {
  const yuan = (fen: number) => `${(fen / 100).toFixed(fen % 100 ? 2 : 0)} ${word(language, "yuan")}`;
  const amount = value.fen === null ? `${yuan(value.rate)} / ${value.per ?? ""}` : value.fen === 0 ? word(language, "free") : yuan(value.fen);
  return value.name === "不收费" ? amount : `${value.name} ${amount}`.trim();
}
