// What the page remembers: which tab, which place and day, and the answers to each matter. Knows no document and no editor.
import type { Answered, Question, Value } from "../../../../compiler/serve/src/page/answers.js";
import type { Wish } from "./messages";

export const TABS = ["guide", "checklist", "diagram"] as const;
export type Tab = (typeof TABS)[number];

export interface State {
  readonly uri: string;
  readonly matter: string;
  readonly tab: Tab;
  readonly place: string;
  readonly on: string;
  /** The responsible place, where the applicant chose between several. */
  readonly responsible: Readonly<Record<string, string>>;
  readonly answers: Readonly<Record<string, Readonly<Record<string, Answered>>>>;
  /** How far each tab is scrolled down. */
  readonly scroll: Readonly<Record<string, number>>;
}

export const EMPTY: State = { uri: "", matter: "", tab: "guide", place: "", on: "", responsible: {}, answers: {}, scroll: {} };

/** What was stored, with whatever is missing or of another shape made good. */
export function restored(stored: unknown): State {
  if (typeof stored !== "object" || stored === null) return EMPTY;
  const given = stored as Partial<State>;
  const text = (value: unknown) => (typeof value === "string" ? value : "");
  const record = <T>(value: T | undefined, empty: T) => (typeof value === "object" && value !== null ? value : empty);
  return {
    uri: text(given.uri),
    matter: text(given.matter),
    tab: TABS.find((tab) => tab === given.tab) ?? "guide",
    place: text(given.place),
    on: text(given.on),
    responsible: record(given.responsible, {}),
    answers: record(given.answers, {}),
    scroll: record(given.scroll, {}),
  };
}

/** The answers to the matter that is shown. */
export const known = (state: State): Readonly<Record<string, Answered>> => state.answers[state.matter] ?? {};

/** With one more answer. */
export const answer = (state: State, { fact, title }: Pick<Question, "fact" | "title">, value: Value): State => ({
  ...state,
  answers: { ...state.answers, [state.matter]: { ...known(state), [fact]: { title, value } } },
});

/** Without one answer, or without any; the choice of a place rests on answers, so it goes as well. */
export function forget(state: State, fact?: string): State {
  const left = Object.entries(known(state)).filter(([name]) => fact !== undefined && name !== fact);
  const responsible = Object.fromEntries(Object.entries(state.responsible).filter(([matter]) => matter !== state.matter));
  return { ...state, responsible, answers: { ...state.answers, [state.matter]: Object.fromEntries(left) } };
}

/** With a place chosen among several. */
export const elect = (state: State, fact: string): State => ({ ...state, responsible: { ...state.responsible, [state.matter]: fact } });

/** What to ask the server. */
export const wish = (state: State): Wish => ({
  place: state.place,
  on: state.on,
  responsible: state.responsible[state.matter] ?? "",
  answers: Object.fromEntries(Object.entries(known(state)).map(([fact, { value }]) => [fact, value])),
});
