// The checklist as the preview shows it: all open questions at once, and reasons that lead to their lines.
import type { Decision, Question, Value, Why } from "../../../../compiler/serve/src/page/answers.js";
import { Checklist } from "../../../../compiler/serve/src/page/checklist.js";
import { element } from "../../../../compiler/serve/src/page/element.js";
import type { Place } from "../../../../compiler/serve/src/page/place.js";
import type { State } from "./state";
import { known } from "./state";
import { word, type Language } from "./words";

/** What the reader does, and what is asked for meanwhile. */
export interface Acts {
  answer(question: Question, value: Value): void;
  forget(fact?: string): void;
  elect(fact: string): void;
  places(typed: string): Promise<readonly Place[]>;
}

/** A reason's way to its line. */
const source = (language: Language) => ({ file, line }: Why, said: string) =>
  line > 0 && element("button", { type: "button", class: "source", "data-file": file, "data-line": line, "aria-label": word(language, "source") + said }, String(line));

/** The questions with the answers so far, and what follows from them. Places are asked with the place at hand filled in. */
export function checklist(decision: Decision, state: State, place: string, language: Language, acts: Acts): HTMLElement[] {
  const shown = new Checklist({ english: language === "en", places: acts.places, source: source(language) });
  const open = decision.questions.map((question, index) =>
    shown.question(question, `question-${index}`, { place, answer: (value) => acts.answer(question, value) }));
  const electing = decision.resolution === "needs_responsible" && open.length === 0;
  const last = electing ? shown.election(decision, acts.elect) : open.length === 0 && element("p", {}, word(language, "nothing"));
  const restart = element("button", { type: "button", class: "quiet", onclick: () => acts.forget() }, word(language, "restart"));
  const answered = shown.answered(Object.entries(known(state)), acts.forget, restart);
  const { text, status } = shown.verdict(decision);
  const at = decision.responsible && element("p", { class: "help" }, decision.responsible);
  return [
    element("section", { "aria-labelledby": "questions" }, element("h2", { id: "questions" }, word(language, "questions")), ...open, last, answered),
    element("section", { "aria-labelledby": "outcome" }, element("h2", { id: "outcome" }, word(language, "outcome")),
      element("p", { class: "verdict", role: "status", "data-status": status }, text), at, ...shown.sections(decision)),
  ];
}
