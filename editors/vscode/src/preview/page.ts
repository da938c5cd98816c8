// The preview's page: three tabs, redrawn when the text or an answer changes. Asks the extension; keeps what the reader did.
import type { Decision } from "../../../../compiler/serve/src/page/answers.js";
import { offering, type Place } from "../../../../compiler/serve/src/page/place.js";
import { checklist, type Acts } from "./checklist";
import type { FromPage, Shown, ToPage } from "./messages";
import { answer, elect, forget, restored, TABS, wish, type State, type Tab } from "./state";
import { word, type Language } from "./words";

interface Editor {
  postMessage(message: FromPage): void;
  getState(): unknown;
  setState(state: State): void;
}
declare function acquireVsCodeApi(): Editor;

const editor = acquireVsCodeApi();
let state: State = restored(editor.getState());
let language: Language = document.documentElement.lang === "en" ? "en" : "zh";
/** Number of the last question to the server; older answers come too late. */
let turn = 0;

/** An element of the frame. */
function part(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (!found) throw new Error(`the page has no ${id}`);
  return found;
}

const field = (id: "place" | "day") => part(id) as HTMLInputElement;
const tab = (name: Tab) => part(`tab-${name}`);
const panel = (name: Tab) => part(`panel-${name}`);

function keep(next: State): void {
  state = next;
  editor.setState(state);
}

function say(problem: string): void {
  part("problem").textContent = problem;
}

/** What is shown rests on a text with so many errors. */
function warn(count: number): void {
  part("errors").textContent = count > 0 ? word(language, "errors").replace("{0}", String(count)) : "";
}

function show(name: Tab, focus = false): void {
  keep({ ...state, tab: name, scroll: { ...state.scroll, [state.tab]: window.scrollY } });
  for (const one of TABS) {
    const chosen = one === name;
    tab(one).setAttribute("aria-selected", String(chosen));
    tab(one).tabIndex = chosen ? 0 : -1;
    panel(one).hidden = !chosen;
  }
  if (focus) tab(name).focus();
  window.scrollTo(0, state.scroll[name] ?? 0);
}

function translate(next: Language): void {
  language = next;
  document.documentElement.lang = next === "en" ? "en" : "zh-CN";
  for (const name of TABS) tab(name).textContent = word(language, name);
  part("label-place").textContent = word(language, "place");
  part("label-day").textContent = word(language, "day");
}

function ask(): void {
  turn += 1;
  editor.postMessage({ type: "ask", turn, matter: state.matter, ...wish(state) });
}

/** Redraws without moving what the reader looks at. */
function still(draw: () => void): void {
  const height = window.scrollY;
  draw();
  window.scrollTo(0, height);
}

function guide(uri: string, shown: Shown): void {
  translate(shown.language);
  say(shown.problem ?? "");
  const another = shown.matter !== state.matter;
  keep({ ...state, uri, matter: shown.matter, ...(another ? { scroll: {} } : {}) });
  if (shown.text === undefined) return;
  const made = new DOMParser().parseFromString(shown.text, "text/html");
  const drawing = made.querySelector("figure.diagram");
  drawing?.remove();
  still(() => {
    panel("guide").replaceChildren(...made.body.children);
    panel("diagram").replaceChildren(...(drawing ? [drawing] : []));
  });
  if (another) window.scrollTo(0, 0);
  if (document.activeElement !== field("place")) field("place").value = shown.place ?? "";
  if (document.activeElement !== field("day")) field("day").value = shown.day ?? "";
  keep({ ...state, place: state.place && field("place").value, on: state.on && field("day").value });
  ask();
}

function decision(shown: Shown): void {
  say(shown.problem ?? "");
  if (shown.decision) decided(shown.decision);
}

/** Who waits for places, by number; the last question alone is worth an answer. */
const waiting = new Map<number, (places: readonly Place[]) => void>();
let asked = 0;

/** Places for a field; those outside of the catalogue's own only where somebody may live there. */
const places = (anywhere: boolean) => (typed: string) => new Promise<readonly Place[]>((resolve) => {
  asked += 1;
  waiting.set(asked, resolve);
  editor.postMessage({ type: "places", turn: asked, typed, anywhere });
});

function offered(turn: number, found: readonly Place[]): void {
  waiting.get(turn)?.(found);
  waiting.delete(turn);
}

function decided(found: Decision): void {
  const redo = (next: State) => {
    keep(next);
    refocus = true;
    ask();
  };
  const acts: Acts = {
    answer: (question, value) => redo(answer(state, question, value)),
    forget: (fact) => redo(forget(state, fact)),
    elect: (fact) => redo(elect(state, fact)),
    places: places(true),
  };
  const within = panel("checklist").contains(document.activeElement);
  still(() => panel("checklist").replaceChildren(...checklist(found, state, field("place").value, language, acts)));
  if (refocus && within) panel("checklist").querySelector<HTMLElement>("input, button")?.focus({ preventScroll: true });
  refocus = false;
}
/** Whether the reader has just answered: the next question takes the focus. */
let refocus = false;

/** The place in the sources that belongs to what was clicked: itself, or the line around it. */
function source(target: EventTarget | null): Element | null | undefined {
  if (!(target instanceof Element)) return null;
  const own = target.closest("[data-line]");
  if (own || target.closest("a, button, input, label")) return own;
  if (String(window.getSelection() ?? "") !== "") return null;
  return target.closest("tr, li, dd")?.querySelector("[data-line]");
}

function open(event: MouseEvent): void {
  const found = source(event.target);
  if (!found) return;
  event.preventDefault();
  editor.postMessage({ type: "open", file: found.getAttribute("data-file") ?? "", line: Number(found.getAttribute("data-line")) });
}

function step(event: KeyboardEvent): void {
  const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  const next = by && TABS[(TABS.indexOf(state.tab) + by + TABS.length) % TABS.length];
  if (next) show(next, true);
}

function settings(event: Event): void {
  event.preventDefault();
  keep({ ...state, place: field("place").value.trim(), on: field("day").value });
  editor.postMessage({ type: "settings", place: state.place, on: state.on });
}

for (const name of TABS) tab(name).addEventListener("click", () => show(name));
offering(field("place"), places(false));
part("tabs").addEventListener("keydown", step);
part("settings").addEventListener("submit", settings);
part("settings").addEventListener("change", settings);
document.addEventListener("click", open);
let rest = 0;
window.addEventListener("scroll", () => {
  clearTimeout(rest);
  rest = window.setTimeout(() => keep({ ...state, scroll: { ...state.scroll, [state.tab]: window.scrollY } }), 200);
});
window.addEventListener("message", ({ data }: MessageEvent<ToPage>) => {
  if (data.type === "guide") guide(data.uri, data.shown);
  else if (data.type === "nothing") say(data.text);
  else if (data.type === "errors") warn(data.count);
  else if (data.type === "places") offered(data.turn, data.places);
  else if (data.turn === turn) decision(data.shown);
});
translate(language);
const { scroll } = state;
show(state.tab);
keep({ ...state, scroll });
const { uri, matter, place, on } = state;
editor.postMessage({ type: "ready", uri, matter, place, on });
