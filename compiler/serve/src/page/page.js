// The page's behaviour: asks the interface, shows what is offered, one open question at a time, and the decision so far beside it. What has been
// said stands in the address, so that a case can be kept, gone back to and handed on.

import { nothing, read, write } from "./address.js";
import { Checklist } from "./checklist.js";
import { element } from "./element.js";
import { contacts, facts, guideParts } from "./guide.js";
import { notice } from "./notice.js";
import { offering } from "./place.js";
import { sectionsOfTheme, standing, verdictOfTheme } from "./theme.js";

const english = document.documentElement.lang === "en";
const lang = english ? "en" : "zh";
const say = (zh, en) => (english ? en : zh);
const byId = (id) => document.getElementById(id);
const heading = document.title;

/** As many matters are listed at once; the rest is a button away. */
const SHOWN = 60;

/** A place in the sources; the public has none of them, so it is only told, to whoever wants it. */
const source = ({ file, line }) => element("span", { class: "source" }, line > 0 ? `${file}:${line}` : file);
const checklist = new Checklist({ english, places: suggestPlaces, source });

// What has been said so far; the titles of the questions that were asked; those that were put off.
let said = nothing();
const titles = new Map();
let skipped = new Set();
// Number of the last question to the server: older answers come too late.
let asking = 0;
let release = null;
let offered = { matters: [], themes: [] };

// ---- asking ----------------------------------------------------------------------------------------------------------------------

/** A refusal of the server, or that there is none. */
class Trouble extends Error {
  constructor(message, code = "") {
    super(code && code !== "offline" ? `${message}${say("（", " (")}${code}${say("）", ")")}` : message);
    this.code = code;
  }
}

async function ask(path, body) {
  const request = body
    ? { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) }
    : {};
  const joint = path.includes("?") ? "&" : "?";
  const response = await fetch(`${path}${joint}lang=${lang}`, request).catch(() => {
    throw new Trouble(say("连不上服务器。请检查网络，或者稍后再试。", "The server cannot be reached. Check the connection, or try again later."), "offline");
  });
  const answer = await response.json().catch(() => null);
  if (answer === null) throw new Trouble(say("服务器的应答读不出来。请稍后再试。", "The server's answer cannot be read. Try again later."), String(response.status));
  if (!response.ok) throw new Trouble(answer.detail, answer.code);
  if (answer.catalogue) released(answer.catalogue);
  return answer;
}

/** Which release answers; a new one is told, for what was shown before may hold no longer. */
function released(next) {
  byId("release").textContent = `${next.title || next.name} ${next.version} · ${next.hash.slice(0, 12)}`;
  byId("release").title = next.hash;
  if (release !== null && release.hash !== next.hash) {
    byId("news").textContent = say(`目录刚刚换成了 ${next.version} 版，以下按新版计算。`, `The catalogue was replaced by version ${next.version}; what follows is by the new one.`);
  }
  release = next;
}

/** Says what is wrong, and what can be done about it. */
function complain(error) {
  const shown = byId("problem");
  if (!error) return shown.replaceChildren();
  const again = error.code === "offline" || error.code === "500" ? quiet(say("再试一次", "Try again"), () => show(false)) : null;
  // An answer that the catalogue does not know, or not any more.
  const restart = /^R(105|107|20\d|309|310|401)/.test(error.code) && said.answers.size > 0
    ? quiet(say("清空回答", "Forget all answers"), () => go({ ...said, answers: new Map(), responsible: null }, true)) : null;
  const others = /^R(101|102|106|301)/.test(error.code) && said.kind
    ? quiet(say("看看这里能办什么", "See what is offered here"), () => go({ ...nothing(), at: said.at, on: said.on })) : null;
  const buttons = [again, restart, others].filter(Boolean);
  shown.replaceChildren(element("p", {}, error.message), ...(buttons.length > 0 ? [element("p", { class: "buttons" }, ...buttons)] : []));
}

/** Places for what stands in a field; of a path its last name is looked for. */
async function suggestPlaces(typed) {
  const on = byId("day").value;
  if (!on) return [];
  const found = await ask(`/api/places?on=${on}&like=${encodeURIComponent(typed.trim().split("/").at(-1))}`);
  const more = found.total - found.places.length;
  const note = { path: say(`另有 ${more} 处，请再多输几个字`, `${more} more: type more of the name`), note: true };
  return more > 0 ? [...found.places, note] : found.places;
}

// ---- the address -----------------------------------------------------------------------------------------------------------------

/** Goes on to what is said next, so that the browser's button leads back to what was said before. */
function go(next, focus = false) {
  const hash = write(next);
  if (hash !== location.hash) history.pushState(null, "", hash);
  said = next;
  return show(focus);
}

/** What the address says is shown; without a day it is today. */
function arrive() {
  said = read(location.hash);
  skipped = new Set();
  if (!said.on) said.on = today();
  byId("place").value = said.at;
  byId("day").value = said.on;
  return show(false);
}

function today() {
  const now = new Date();
  return new Date(now - now.getTimezoneOffset() * 60000).toISOString().slice(0, 10);
}

async function show(focus) {
  const turn = ++asking;
  complain(null);
  byId("news").textContent = "";
  for (const link of document.querySelectorAll("nav a")) link.setAttribute("href", `/?lang=${link.hreflang.slice(0, 2)}${write(said)}`);
  byId("intro").hidden = said.at !== "";
  byId("choose").hidden = !said.at || said.kind !== null;
  byId("case").hidden = said.kind === null;
  document.title = said.kind ? `${said.name} · ${heading}` : heading;
  byId("main").setAttribute("aria-busy", "true");
  try {
    if (said.kind) await decide(turn, focus);
    else if (said.at) await list(turn, focus);
    else await suggestPlaces("");
  } catch (error) {
    if (turn !== asking) return;
    complain(error);
    byId("choose").hidden = true;
    // What was decided before the trouble stays in sight if it is still the same matter.
    if (byId("case-heading").dataset.name !== said.name) byId("case").hidden = true;
  } finally {
    if (turn === asking) byId("main").removeAttribute("aria-busy");
  }
}

// ---- what is offered -------------------------------------------------------------------------------------------------------------

async function list(turn, focus) {
  const found = await ask(`/api/offered?at=${encodeURIComponent(said.at)}&on=${said.on}`);
  if (turn !== asking) return;
  offered = found;
  byId("filter").value = "";
  listed(SHOWN);
  if (focus) byId("choose-heading").focus();
}

/** Those whose name, department or summary hold what stands in the field. */
function listed(most) {
  const wanted = byId("filter").value.trim().toLowerCase();
  const fits = (one) => [one.title, one.name, one.short, one.kind, one.department, one.lead, one.summary].some((text) => text?.toLowerCase().includes(wanted));
  const [themes, matters] = [offered.themes.filter(fits), offered.matters.filter(fits)];
  const all = offered.themes.length + offered.matters.length;
  const found = themes.length + matters.length;
  byId("filter").parentElement.hidden = all < 6;
  byId("count").textContent = all === 0 ? say("这里在这一天没有可办的事项。换一个地方或者日期试试。", "No matter is offered here on that day. Try another place or day.")
    : found === 0 ? say(`没有带“${wanted}”的事项。`, `No matter has “${wanted}” in it.`)
    : found === all ? say(`共 ${all} 项`, `${all} in all`) : say(`${all} 项里的 ${found} 项`, `${found} of ${all}`);
  const rest = matters.length - most;
  byId("offered").replaceChildren(...[
    cards(say("一件事", "Combined services"), themes.map((one) => card("theme", one, say(`牵头：${one.lead}`, `Led by ${one.lead}`), ""))),
    cards(say("事项", "Matters"), matters.slice(0, most).map((one) => card("matter", one, [one.kind, one.department].filter(Boolean).join(" · "), one.summary))),
    rest > 0 && quiet(say(`再列 ${Math.min(rest, SHOWN * 5)} 项（还有 ${rest} 项）`, `List ${Math.min(rest, SHOWN * 5)} more of ${rest}`), () => listed(most + SHOWN * 5)),
  ].filter(Boolean));
}

function cards(title, made) {
  return made.length > 0 && element("div", {}, element("h3", {}, title), element("ul", { class: "cards" }, ...made));
}

function card(kind, { name, title }, about, summary) {
  const to = { ...nothing(), at: said.at, on: said.on, kind, name };
  const follow = (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    skipped = new Set();
    go(to, true);
  };
  return element("li", {}, element("a", { href: write(to), onclick: follow }, title),
    about && element("span", { class: "basis" }, about), summary && element("p", {}, summary));
}

// ---- a case ----------------------------------------------------------------------------------------------------------------------

async function decide(turn, focus) {
  const { at, on, kind, name, responsible } = said;
  const answers = Object.fromEntries(said.answers);
  const body = { [kind]: name, at, on, ...(responsible ? { responsible } : {}), answers };
  const decision = await ask(kind === "theme" ? "/api/theme" : "/api/decide", body);
  // Days of every limit and stage, and what the definition says besides.
  const resolved = decision.resolution === "edition";
  const [due, guide] = resolved
    ? await Promise.all([ask("/api/due", body), ask("/api/guide", { matter: name, at: decision.responsible, on })]) : [null, null];
  if (turn !== asking) return;
  showCase(kind === "theme" ? standing(decision) : { ...decision, days: due }, guide, focus);
}

function showCase(decision, guide, focus) {
  const title = guide?.matter.title ?? ((english && decision.title_en) || decision.theme || decision.matter);
  byId("case-heading").textContent = title;
  byId("case-heading").dataset.name = said.name;
  document.title = `${title} · ${heading}`;
  const at = decision.responsible ? say(`属地：${checklist.path(decision.responsible)}`, `Responsible: ${checklist.path(decision.responsible)}`) : checklist.path(said.at);
  byId("about").textContent = [at, say(`受理日：${checklist.day(said.on)}`, `Accepted on ${checklist.day(said.on)}`)].join(" · ");
  const summed = guide?.matter.summary ?? "";
  byId("summed").textContent = summed;
  byId("summed").hidden = summed === "";
  byId("summed").lang = checklist.spoken(summed) ?? document.documentElement.lang;
  const back = { ...nothing(), at: said.at, on: said.on };
  byId("back").href = write(back);
  showQuestion(decision, focus);
  showAnswered();
  const { text, status } = decision.members ? verdictOfTheme(checklist, decision) : checklist.verdict(decision);
  byId("verdict").textContent = text;
  byId("verdict").dataset.status = status;
  byId("summary").replaceChildren(...summary(decision).map(([name, value]) => element("div", {}, element("dt", {}, name), element("dd", {}, value))));
  const known = guide ? contacts(checklist, guide) : [];
  const sections = decision.members ? sectionsOfTheme(checklist, decision, printed) : [
    ...checklist.sections(decision),
    known.length > 0 && checklist.part(say("咨询、投诉和救济", "Help, complaints and remedies"), facts(known)),
    told(decision, title, known),
  ];
  byId("lines").replaceChildren(...sections.filter(Boolean));
  byId("guide").hidden = !guide;
  byId("guide-lines").replaceChildren(...(guide ? guideParts(checklist, guide) : []));
}

/** What people want to know first: how many papers, by when, how dear, how often to come. */
function summary(decision) {
  if (decision.resolution !== "edition" || decision.members || decision.eligible === "excluded") return [];
  const { materials, due, fees, visits } = decision;
  const certain = materials.filter(({ status, value }) => status === "certain" && !value.exempt).length;
  const open = materials.filter(({ status, value }) => status === "possible" && !value.exempt).length;
  const papers = say(`${certain} 项`, String(certain)) + (open > 0 ? say(`，另 ${open} 项视情况`, `, ${open} more perhaps`) : "");
  const paid = fees.every(({ value }) => value.fen !== null) && fees.every(({ status }) => status === "certain");
  const fen = fees.reduce((sum, { value }) => sum + (value.fen ?? 0), 0);
  const counts = [...new Set(visits.map(({ value }) => value.count))].sort();
  return [
    [say("要交材料", "Documents"), papers],
    [say("最迟办结", "Decided by"), due ? element("time", { datetime: due.day }, due.day) : say("待定", "open")],
    [say("收费", "Fees"), !paid ? say("视情况", "depends") : fen === 0 ? say("不收费", "free") : checklist.yuan(fen)],
    counts.length > 0 && [say("到场", "Visits"), say(`${counts.join(" 或 ")} 次`, counts.join(" or "))],
  ].filter(Boolean);
}

/** The one-time notice, to be printed. */
function told(decision, title, known) {
  const answers = [...said.answers].map(([fact, value]) => [titles.get(fact) ?? fact, checklist.value(value)]);
  const made = decision.resolution === "edition" && notice(checklist, decision, { title, on: said.on, answers, contacts: known });
  return made && element("div", { class: "document" }, made, printing());
}

const printing = () => element("p", { class: "buttons" }, quiet(say("打印", "Print"), () => window.print()));

/** A part that is taken along on paper. */
function printed(part) {
  part?.append(printing());
  part?.classList.add("printed");
  return part;
}

// ---- questions -------------------------------------------------------------------------------------------------------------------

function showQuestion(decision, focus) {
  const open = decision.questions;
  for (const { fact, title } of open) titles.set(fact, title);
  const asked = byId("asked");
  const question = open.find(({ fact }) => !skipped.has(fact));
  if (question) {
    const left = element("p", { class: "help" }, say(`还有 ${open.length} 个问题影响结果`, open.length === 1 ? "1 question still matters" : `${open.length} questions still matter`));
    asked.replaceChildren(left, form(question));
  } else if (decision.resolution === "needs_responsible" && open.length === 0) {
    asked.replaceChildren(checklist.election(decision, (fact) => go({ ...said, responsible: fact }, true)));
  } else if (open.length > 0) {
    const again = () => {
      skipped.clear();
      show(true);
    };
    asked.replaceChildren(element("p", {}, say("其余问题已跳过。", "The other questions were skipped.")),
      quiet(say("回到跳过的问题", "Back to the skipped questions"), again));
  } else {
    asked.replaceChildren(element("p", { class: "done" }, say("没有要再问的了。", "Nothing more to ask.")));
  }
  if (focus) (asked.querySelector("input, button") ?? byId("case-heading")).focus();
}

const quiet = (text, act) => element("button", { type: "button", class: "quiet", onclick: act }, text);

function form(question) {
  const answer = (value) => go({ ...said, answers: new Map([...said.answers, [question.fact, value]]) }, true);
  const skip = () => {
    skipped.add(question.fact);
    show(true);
  };
  const more = element("div", { class: "buttons" }, quiet(say("暂不回答", "Skip"), skip));
  return checklist.question(question, "answer", { place: "", answer, more });
}

function showAnswered() {
  const known = [...said.answers].map(([fact, value]) => [fact, { title: titles.get(fact) ?? fact, value }]);
  const forget = (fact) => {
    skipped.delete(fact);
    go({ ...said, responsible: null, answers: new Map([...said.answers].filter(([name]) => name !== fact)) }, true);
  };
  const all = known.length > 1 && element("p", { class: "buttons" }, quiet(say("全部重答", "Start again"), () => go({ ...said, responsible: null, answers: new Map() }, true)));
  const shown = checklist.answered(known, forget, all);
  byId("answered").replaceChildren(...(shown ? [shown] : []));
}

// ---- the beginning ---------------------------------------------------------------------------------------------------------------

/** Another place or day: what was answered about a matter stays, what it means is asked again. */
function moved(event) {
  event.preventDefault();
  const at = byId("place").value.trim();
  const on = byId("day").value;
  if (at && on && (event.type === "submit" || at !== said.at || on !== said.on)) go({ ...said, at, on, responsible: null }, event.type === "submit");
}

offering(byId("place"), suggestPlaces);
byId("place").addEventListener("change", moved);
byId("day").addEventListener("change", moved);
byId("start").addEventListener("submit", moved);
byId("filter").addEventListener("input", () => listed(SHOWN));
byId("back").addEventListener("click", (event) => {
  event.preventDefault();
  go({ ...nothing(), at: said.at, on: said.on }, true);
});
byId("sources").addEventListener("change", ({ target }) => document.body.classList.toggle("sources", target.checked));
// A skip link is no place of a case.
document.querySelector(".skip").addEventListener("click", (event) => {
  event.preventDefault();
  byId("main").focus();
});
window.addEventListener("popstate", arrive);
arrive();
