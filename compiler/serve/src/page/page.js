// The page's behaviour: asks the interface, shows one open question at a time, and the decision so far beside it.

import { Checklist, element } from "./checklist.js";
import { offering } from "./place.js";

const english = document.documentElement.lang === "en";
const lang = english ? "en" : "zh";
const say = (zh, en) => (english ? en : zh);
const byId = (id) => document.getElementById(id);

/** A place in the sources; the public has none of them, so it is only told. */
const source = ({ file, line }) => element("span", { class: "source" }, line > 0 ? `${file}:${line}` : file);
const checklist = new Checklist({ english, places: suggestPlaces, source });

// What has been said so far. `known` keeps each answered question, so that it can be shown and taken back.
let given = null;
let known = new Map();
let skipped = new Set();
let asking = 0;

async function ask(path, body) {
  const request = body
    ? { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) }
    : {};
  const joint = path.includes("?") ? "&" : "?";
  const response = await fetch(`${path}${joint}lang=${lang}`, request);
  const answer = await response.json();
  if (!response.ok) throw new Error(`${answer.detail} (${answer.code})`);
  return answer;
}

function complain(error) {
  byId("problem").textContent = error ? error.message : "";
}

/** Places for what stands in a field; of a path its last name is looked for. */
async function suggestPlaces(typed) {
  const on = byId("day").value;
  if (!on) return [];
  const found = await ask(`/api/places?on=${on}&like=${encodeURIComponent(typed.trim().split("/").at(-1))}`);
  const release = found.catalogue;
  byId("release").textContent = `${release.name} ${release.version} · ${release.hash}`;
  return found.places;
}

async function listMatters() {
  const [place, on] = [byId("place").value.trim(), byId("day").value];
  const select = byId("matter");
  const chosen = select.value;
  complain(null);
  if (!place || !on) return select.replaceChildren();
  // The old list stays until the new one is there: who presses the button meanwhile has chosen from it.
  try {
    const found = await ask(`/api/offered?at=${encodeURIComponent(place)}&on=${on}`);
    const group = (label, kind, list) => list.length === 0 ? "" : element("optgroup", { label },
      ...list.map((one) => element("option", { value: `${kind}/${one.name}` }, one.title)));
    select.replaceChildren(...[
      group(say("事项", "Matters"), "matter", found.matters),
      group(say("一件事", "Combined services"), "theme", found.themes),
    ].filter(Boolean));
    if ([...select.options].some((option) => option.value === chosen)) select.value = chosen;
    if (select.options.length === 0) {
      throw new Error(say("这里在这一天没有可办的事项", "no matter is offered here on that day"));
    }
  } catch (error) {
    select.replaceChildren();
    complain(error);
  }
}

async function decide(focus) {
  const turn = ++asking;
  const answers = Object.fromEntries([...known].map(([fact, answer]) => [fact, answer.value]));
  try {
    const decision = await ask(given.theme ? "/api/theme" : "/api/decide", { ...given, answers });
    if (turn !== asking) return;
    complain(null);
    show(given.theme ? combined(decision) : decision, focus);
  } catch (error) {
    if (turn === asking) complain(error);
  }
}

// A combined service shown as a decision: what is still open for any member is open for the whole.
function combined(answer) {
  const waits = answer.members.find((member) => member.resolution === "needs_responsible");
  const open = answer.members.filter((member) => member.eligible !== "excluded" && member.resolution !== "outside");
  const eligible = open.length === 0 ? "excluded" : open.every((member) => member.eligible === "certain") ? "certain" : "possible";
  const resolution = waits ? "needs_responsible" : open.length === 0 ? "outside" : "edition";
  return { ...answer, resolution, eligible, candidates: waits ? waits.candidates : [] };
}

// Of a combined service some matters may be open to somebody and others not: neither word for the whole would be true.
function part(decision) {
  const closed = decision.members?.filter((member) => member.eligible === "excluded").length ?? 0;
  if (closed === 0 || decision.eligible === "excluded") return null;
  const open = decision.members.length - closed;
  return { text: say(`可办 ${open} 项，${closed} 项不符合条件`, `${open} can be applied for, ${closed} not`), status: "possible" };
}

function show(decision, focus) {
  byId("questions").hidden = false;
  byId("outcome").hidden = false;
  showQuestion(decision, focus);
  showAnswered();
  const { text, status } = part(decision) ?? checklist.verdict(decision);
  byId("verdict").textContent = text;
  byId("verdict").dataset.status = status;
  const sections = decision.members ? theme(decision) : [...checklist.sections(decision), notice(decision.notice)];
  byId("lines").replaceChildren(...sections.filter(Boolean));
}

// ---- questions -------------------------------------------------------------------------------------------------------------------

function showQuestion(decision, focus) {
  const open = decision.questions;
  const asked = byId("asked");
  const question = open.find(({ fact }) => !skipped.has(fact));
  if (question) {
    const left = element("p", { class: "help" }, say(`还有 ${open.length} 个问题影响结果`, `${open.length} questions still matter`));
    asked.replaceChildren(left, form(question));
  } else if (decision.resolution === "needs_responsible" && open.length === 0) {
    const elect = (fact) => {
      given.responsible = fact;
      decide(true);
    };
    asked.replaceChildren(checklist.election(decision, elect));
  } else if (open.length > 0) {
    const again = () => {
      skipped.clear();
      decide(true);
    };
    asked.replaceChildren(element("p", {}, say("其余问题已跳过。", "The other questions were skipped.")),
      quiet(say("回到跳过的问题", "Back to the skipped questions"), again));
  } else {
    asked.replaceChildren(element("p", {}, say("没有要再问的了。", "Nothing more to ask.")));
  }
  if (focus) asked.querySelector("input, button")?.focus();
}

const quiet = (text, act) => element("button", { type: "button", class: "quiet", onclick: act }, text);

function form(question) {
  const answer = (value) => {
    known.set(question.fact, { title: question.title, value });
    decide(true);
  };
  const skip = () => {
    skipped.add(question.fact);
    decide(true);
  };
  const more = element("div", { class: "buttons" }, quiet(say("暂不回答", "Skip"), skip));
  return checklist.question(question, "answer", { place: "", answer, more });
}

function showAnswered() {
  const forget = (fact) => {
    known.delete(fact);
    skipped.delete(fact);
    delete given.responsible;
    decide(true);
  };
  const shown = checklist.answered([...known], forget);
  byId("answered").replaceChildren(...(shown ? [shown] : []));
}

// ---- a combined service ----------------------------------------------------------------------------------------------------------

function theme(answer) {
  const made = ({ made_by: maker, status }) => status === "excluded"
    ? say(`（由“${maker}”产生，不用交）`, ` (made by “${maker}”, not handed in)`)
    : say(`（能办成“${maker}”的，不用交）`, ` (not handed in if “${maker}” makes it)`);
  // Several alternatives are told by the title; of one document the members may ask for several forms.
  const forms = ([only, ...others]) => {
    const same = others.length === 0 && only?.every(({ title }) => title === only[0].title);
    return same ? say(`（${only.map((form) => checklist.form(form)).join("，")}）`, ` (${only.map((form) => checklist.form(form)).join(", ")})`) : "";
  };
  const document = (one) => element("li", {},
    element("strong", {}, `${one.title}${one.made_by ? made(one) : forms(one.options)}`),
    one.status === "possible" ? element("span", { class: "tag" }, checklist.word("possible")) : "",
    element("span", { class: "basis" }, one.matters.join("、")));
  const member = (one) => {
    const state = { certain: "", possible: checklist.word("possible"), excluded: say("不符合条件", "not eligible"), moot: "" }[one.eligible];
    const failed = one.conditions.filter(({ status }) => status === "excluded").map(({ value }) => value.label);
    const decides = one.deciders.map(({ value }) => value.body || `${checklist.level(value.level)} ${value.department}`).join("、");
    const gets = one.results.map(({ value }) => value.title).join("、");
    return element("li", {}, element("strong", {}, one.stage ? `${one.stage}：${one.matter}` : one.matter),
      state ? element("span", { class: "tag" }, state) : "",
      element("span", { class: "basis" }, failed.length > 0 ? failed.join("、") : [decides, gets].filter(Boolean).join(" → ")),
      reasons(checklist.sections(one)));
  };
  const reasons = (sections) => sections.length > 0 && element("details", {},
    element("summary", {}, say("时限、依据等", "Time limits, bases and more")), ...sections);
  const absent = (name) => element("li", {}, element("strong", {}, name),
    element("span", { class: "tag" }, say("此时此地不办", "not offered here and now")));
  const promised = answer.promise && checklist.length(answer.promise.amount, answer.promise.unit);
  const times = [
    answer.promise && say(`承诺 ${promised}`, `promised: ${promised}`),
    answer.critical_days !== null && say(`最长一路 ${answer.critical_days} 个工作日`, `longest way: ${answer.critical_days} working days`),
  ].filter(Boolean);
  const names = { materials: say("材料", "documents"), days: say("工作日", "working days"), visits: say("到场", "visits"), questions: say("问题", "questions") };
  const saving = ({ name, before, after }) => element("li", {}, `${names[name] || name}：${before} → ${after}`);
  return [
    printed(checklist.list(say("要交的材料（合并后）", "What to bring (merged)"), answer.materials.map(document))),
    checklist.list(say("包含的事项", "Its matters"), [...answer.members.map(member), ...answer.not_offered.map(absent)]),
    times.length > 0 ? checklist.part(say("时限", "Time limits"), element("p", {}, times.join(say("；", "; ")))) : null,
    checklist.list(say("比分开办少", "Saved"), answer.savings.map(saving)),
  ];
}

function notice(text) {
  return text && printed(checklist.part(say("一次性告知书", "One-time notice"), element("div", { id: "notice" }, text)));
}

/** A part that is taken along on paper. */
function printed(part) {
  part?.append(quiet(say("打印", "Print"), () => window.print()));
  part?.classList.add("printed");
  return part;
}

// ---- the beginning ---------------------------------------------------------------------------------------------------------------

function begin(event) {
  event.preventDefault();
  if (!byId("matter").value) return;
  const [, kind, name] = byId("matter").value.match(/^(matter|theme)\/(.*)$/s);
  given = { [kind]: name, at: byId("place").value.trim(), on: byId("day").value };
  known = new Map();
  skipped = new Set();
  decide(true);
}

const now = new Date();
byId("day").value = new Date(now - now.getTimezoneOffset() * 60000).toISOString().slice(0, 10);
offering(byId("place"), suggestPlaces);
byId("place").addEventListener("change", listMatters);
byId("day").addEventListener("change", listMatters);
byId("case").addEventListener("submit", begin);
suggestPlaces("").catch(complain);
