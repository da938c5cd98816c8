// The page's behaviour: asks the interface, shows one open question at a time, and the decision so far beside it.
"use strict";

const english = document.documentElement.lang === "en";
const lang = english ? "en" : "zh";
const say = (zh, en) => (english ? en : zh);
const byId = (id) => document.getElementById(id);

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
const LEVELS = [
  ["国家级", "nation"], ["省级", "province"], ["市级", "city"], ["县级", "county"], ["乡镇（街道）", "town"],
  ["村（社区）", "village"],
];
const word = (id) => (WORDS[id] ? say(...WORDS[id]) : id || "");
const level = (number) => (LEVELS[number - 1] ? say(...LEVELS[number - 1]) : "");
const yuan = (fen) => `${(fen / 100).toFixed(fen % 100 ? 2 : 0)} ${say("元", "yuan")}`;
const length = (amount, unit) =>
  amount === 0 && unit === "working_days" ? say("当场", "at once") : `${amount} ${word(unit)}`;

// What has been said so far. `known` keeps each answered question, so that it can be shown and taken back.
let given = null;
let known = new Map();
let skipped = new Set();
let asking = 0;

function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key === "on") {
      for (const [event, handler] of Object.entries(value)) made.addEventListener(event, handler);
    } else if (value === true) made.setAttribute(key, "");
    else if (value !== false && value !== null && value !== undefined) made.setAttribute(key, value);
  }
  made.append(...children.filter((child) => child !== null && child !== ""));
  return made;
}

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

async function suggestPlaces(wanted, list) {
  const on = byId("day").value;
  if (!on) return;
  const found = await ask(`/api/places?on=${on}&like=${encodeURIComponent(wanted)}`);
  list.replaceChildren(...found.places.map((place) => element("option", { value: place.path })));
  const release = found.catalogue;
  byId("release").textContent = `${release.name} ${release.version} · ${release.hash}`;
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

function show(decision, focus) {
  byId("questions").hidden = false;
  byId("outcome").hidden = false;
  showQuestion(decision, focus);
  showAnswered();
  showVerdict(decision);
  byId("lines").replaceChildren(...sections(decision));
}

// ---- questions -------------------------------------------------------------------------------------------------------------------

function showQuestion(decision, focus) {
  const open = decision.questions;
  const waiting = open.filter((question) => !skipped.has(question.fact));
  const asked = byId("asked");
  const question = waiting[0];
  if (question) {
    asked.replaceChildren(form(question, open.length));
  } else if (decision.resolution === "needs_responsible" && open.length === 0) {
    asked.replaceChildren(elect(decision.candidates));
  } else {
    const text = open.length > 0
      ? say("其余问题已跳过。", "The other questions were skipped.")
      : say("没有要再问的了。", "Nothing more to ask.");
    const again = element("button", { type: "button", class: "quiet", on: { click: () => { skipped.clear(); decide(true); } } },
      say("回到跳过的问题", "Back to the skipped questions"));
    asked.replaceChildren(element("p", {}, text), open.length > 0 ? again : "");
  }
  if (focus) asked.querySelector("input, select, button")?.focus();
}

function form(question, count) {
  const { legend, fields, read } = fieldsOf(question);
  const answer = (event) => {
    event.preventDefault();
    const value = read();
    if (value === null) return;
    known.set(question.fact, { title: question.title, value });
    decide(true);
  };
  const skip = () => { skipped.add(question.fact); decide(true); };
  const help = question.help ? element("p", { class: "help", id: "question-help" }, question.help) : "";
  const left = element("p", { class: "help" }, say(`还有 ${count} 个问题影响结果`, `${count} questions still matter`));
  return element("form", { on: { submit: answer } }, left, legend(fields, help),
    element("div", { class: "buttons" },
      element("button", { type: "submit" }, say("回答", "Answer")),
      element("button", { type: "button", class: "quiet", on: { click: skip } }, say("暂不回答", "Skip"))));
}

function fieldsOf(question) {
  const group = (fields, help) =>
    element("fieldset", { "aria-describedby": help ? "question-help" : null }, element("legend", {}, question.title), help, fields);
  const single = (fields, help) => {
    const label = element("label", { for: "answer" }, question.title + (question.unit ? `（${question.unit}）` : ""));
    if (help) fields.setAttribute("aria-describedby", "question-help");
    return element("div", { class: "field" }, label, help, fields);
  };
  switch (question.kind) {
    case "choice":
    case "ordered":
      return radios(question.values.map((value) => [value, value]), group);
    case "set":
      return checkboxes(question.values, group);
    case "region":
      return placeField(single);
    case "date":
      return field({ type: "date", required: true }, single);
    case "number":
    case "count":
    case "money":
      return field({ type: "text", inputmode: "decimal", required: true, autocomplete: "off" }, single);
    default:
      return radios([["是", word("yes")], ["否", word("no")]], group);
  }
}

function radios(values, legend) {
  const choice = ([value, title]) => element("label", { class: "choice" },
    element("input", { type: "radio", name: "answer", value, required: true }), title);
  const fields = element("div", {}, ...values.map(choice));
  return { legend, fields, read: () => fields.querySelector("input:checked")?.value ?? null };
}

function checkboxes(values, legend) {
  const choice = (value) => element("label", { class: "choice" }, element("input", { type: "checkbox", value }), value);
  const hint = element("p", { class: "help" }, say("没有的，不选。", "Choose none if none applies."));
  const fields = element("div", {}, hint, ...values.map(choice));
  return { legend, fields, read: () => [...fields.querySelectorAll("input:checked")].map((input) => input.value) };
}

function field(attributes, legend) {
  const fields = element("input", { id: "answer", ...attributes });
  return { legend, fields, read: () => fields.value.trim() || null };
}

function placeField(legend) {
  const list = byId("places");
  const made = field({ type: "text", list: "places", required: true, autocomplete: "off" }, legend);
  made.fields.addEventListener("input", later(() => suggestPlaces(made.fields.value, list)));
  return made;
}

// Several candidates for the responsible region: the applicant chooses.
function elect(candidates) {
  const values = candidates.filter((one) => one.place).map((one) => [one.fact, `${one.title}：${one.place}`]);
  const { fields, read } = radios(values);
  const chosen = (event) => {
    event.preventDefault();
    given.responsible = read();
    decide(true);
  };
  return element("form", { on: { submit: chosen } },
    element("fieldset", {}, element("legend", {}, say("由哪里办理", "Which place is to be responsible")), fields),
    element("div", { class: "buttons" }, element("button", { type: "submit" }, say("选定", "Choose"))));
}

function showAnswered() {
  if (known.size === 0) return byId("answered").replaceChildren();
  const shown = (value) => Array.isArray(value) ? value.join("、") || say("无", "none")
    : value === "是" ? word("yes") : value === "否" ? word("no") : value;
  const rows = [...known].map(([fact, { title, value }]) => {
    const change = () => { known.delete(fact); skipped.delete(fact); delete given.responsible; decide(true); };
    return element("div", {}, element("dt", {}, title), element("dd", {}, shown(value)),
      element("dd", {}, element("button", { type: "button", class: "quiet", "aria-label": say(`重答：${title}`, `Change: ${title}`), on: { click: change } },
        say("重答", "Change"))));
  });
  byId("answered").replaceChildren(element("h3", {}, say("已回答", "Answered")), element("dl", { class: "facts" }, ...rows));
}

// ---- the decision ----------------------------------------------------------------------------------------------------------------

function showVerdict(decision) {
  const verdict = byId("verdict");
  const texts = {
    certain: say("符合条件", "Eligible"),
    possible: say("还不能确定", "Not yet known"),
    excluded: say("不符合条件", "Not eligible"),
    moot: say("不符合条件", "Not eligible"),
  };
  let [text, status] = [texts[decision.eligible], decision.eligible];
  if (decision.resolution === "needs_responsible") {
    [text, status] = [say("要先定由哪里办理", "The responsible place must be settled first"), "possible"];
  } else if (decision.resolution === "outside") {
    text = say("不归本目录内的任何地方办理", "No place of this catalogue is responsible");
  }
  verdict.textContent = text;
  verdict.dataset.status = status;
}

function sections(decision) {
  if (decision.members) return theme(decision);
  if (decision.resolution !== "edition") return [];
  const failed = decision.conditions.filter((line) => line.status === "excluded");
  const lacking = decision.priors.filter((line) => line.value.held !== true);
  return [
    rows(say("不符合的条件", "Conditions that are not met"), failed, (value) => value.label, "bad"),
    rows(say("先要取得", "To be held first"), lacking, (value) => value.title),
    rows(say("可能要改办", "Rather another matter"), decision.instead, (value) => value.matter),
    pending(decision.pending),
    rows(say("要交的材料", "What to bring"), decision.materials, material),
    rows(say("由谁决定", "Who decides"), decision.deciders, (value) => value.body || `${level(value.level)} ${value.department}`),
    due(decision),
    rows(say("时限", "Time limits"), decision.limits, null),
    rows(say("收费", "Fees"), decision.fees, fee),
    rows(say("给付", "Benefits"), decision.benefits, (value) => `${value.name} ${yuan(value.fen)} ${word(value.period)}`.trim()),
    rows(say("结果", "Result"), decision.results, result),
    rows(say("怎样申请", "How to apply"), decision.channels, (value) => value.name),
    rows(say("到场", "Visits in person"), decision.visits, (value) => `${value.count} ${say("次", "×")} ${value.reason || ""}`.trim()),
    ...venues(decision.venues),
    notice(decision.notice),
  ].filter((section) => section !== null);
}

function theme(answer) {
  const document = (one) => element("li", {},
    element("strong", {}, one.made_by ? say(`${one.title}（由“${one.made_by}”产生，不用交）`, `${one.title} (made by “${one.made_by}”, not handed in)`) : one.title),
    one.status === "possible" ? element("span", { class: "tag" }, word("possible")) : "",
    element("span", { class: "basis" }, one.matters.join("、")));
  const member = (one) => {
    const state = { certain: "", possible: word("possible"), excluded: say("不办", "not needed"), moot: "" }[one.eligible];
    const decides = one.deciders.map(({ value }) => value.body || `${level(value.level)} ${value.department}`).join("、");
    const gets = one.results.map(({ value }) => value.title).join("、");
    return element("li", {}, element("strong", {}, one.stage ? `${one.stage}：${one.matter}` : one.matter),
      state ? element("span", { class: "tag" }, state) : "",
      element("span", { class: "basis" }, [decides, gets].filter(Boolean).join(" → ")));
  };
  const times = [
    answer.promise && say(`承诺 ${length(answer.promise.amount, answer.promise.unit)}`, `promised: ${length(answer.promise.amount, answer.promise.unit)}`),
    answer.critical_days !== null && say(`最长一路 ${answer.critical_days} 个工作日`, `longest way: ${answer.critical_days} working days`),
  ].filter(Boolean);
  const names = { materials: say("材料", "documents"), days: say("工作日", "working days"), visits: say("到场", "visits"), questions: say("问题", "questions") };
  const saving = ({ name, before, after }) => element("li", {}, `${names[name] || name}：${before} → ${after}`);
  const list = (rows) => rows.length > 0 ? element("ul", { class: "rows" }, ...rows) : null;
  const shown = (title, content) => content ? part(title, content) : null;
  return [
    shown(say("要交的材料（合并后）", "What to bring (merged)"), list(answer.materials.map(document))),
    shown(say("包含的事项", "Its matters"), list(answer.members.map(member))),
    shown(say("时限", "Time limits"), times.length > 0 ? element("p", {}, times.join(say("；", "; "))) : null),
    shown(say("比分开办少", "Saved"), list(answer.savings.map(saving))),
  ].filter((section) => section !== null);
}

function part(title, content) {
  return element("div", {}, element("h3", {}, title), content);
}

function cite(why) {
  const basis = why.basis.map(({ law, place }) => (law.includes("〔") ? law : `《${law}》`) + place).join("、");
  const condition = why.condition ? say(`当 ${why.condition}`, `when ${why.condition}`) : "";
  const source = `${why.file}:${why.line}`;
  return [condition, basis && say(`依据：${basis}`, `Basis: ${basis}`), source].filter(Boolean).join(" · ");
}

function rows(title, lines, text, tone) {
  if (lines.length === 0) return null;
  const row = ({ status, value, why }) => element("li", {},
    element("strong", {}, text ? text(value) : sentence(why)),
    status === "possible" ? element("span", { class: "tag" }, word("possible")) : tone ? element("span", { class: `tag ${tone}` }, say("不符合", "not met")) : "",
    element("span", { class: "basis" }, cite(why)));
  return part(title, element("ul", { class: "rows" }, ...lines.map(row)));
}

// The sentence of a reason without its basis, which stands below it.
const sentence = (why) => why.text.split(say("。依据：", ". Basis:"))[0].replace(/[。.]$/, "");

function material(value) {
  const member = (one) => [word(one.form), one.per ? say(`每${one.per} ${one.count} 份`, `${one.count} per ${one.per}`) : say(`${one.count} 份`, `× ${one.count}`)].filter(Boolean).join(" ");
  const only = value.options.length === 1 && value.options[0].length === 1 ? member(value.options[0][0]) : "";
  const more = [
    only,
    value.must && say(`须${value.must}`, `must ${value.must}`),
    value.grace !== null && say(`可容缺，${length(value.grace, value.grace_unit)}内补交`, `may follow within ${length(value.grace, value.grace_unit)}`),
    value.exempt && say(`免提交，取自${value.exempt}`, `not handed in: taken from ${value.exempt}`),
  ].filter(Boolean);
  return more.length > 0 ? `${value.title}（${more.join(say("，", ", "))}）` : value.title;
}

function fee(value) {
  const amount = value.fen === null ? `${yuan(value.rate)} / ${value.per}` : value.fen === 0 ? say("不收费", "free") : yuan(value.fen);
  return value.name === amount || value.name === "不收费" ? amount : `${value.name} ${amount}`.trim();
}

function result(value) {
  const valid = value.permanent ? say("长期有效", "permanent") : value.validity ? say(`有效期 ${length(value.validity, value.unit)}`, `valid for ${length(value.validity, value.unit)}`) : "";
  const more = [valid, value.deliveries.join("、")].filter(Boolean).join(say("，", ", "));
  return more ? `${value.title}（${more}）` : value.title;
}

function pending(findings) {
  if (findings.length === 0) return null;
  const row = (finding) => element("li", {}, finding.judge ? `${finding.title}（${finding.judge}）` : finding.title);
  return part(say("由经办机构审查", "Judged by officials"), element("ul", { class: "rows" }, ...findings.map(row)));
}

function due(decision) {
  if (!decision.due) return null;
  const remark = decision.due.provisional ? say("（暂定：当年工作日历尚未公布）", " (provisional: that year's calendar is not published)") : "";
  const change = decision.changes_on ? say(`${decision.changes_on} 起规定有变`, `the rules change on ${decision.changes_on}`) : "";
  return part(say("当日受理的，最迟办结", "Decided at the latest, if accepted that day"),
    element("p", {}, element("strong", {}, decision.due.day), remark, change ? element("span", { class: "basis" }, change) : ""));
}

function venues(found) {
  const here = { certain: say("可以在这里办", "Can be handed in here"), possible: say("也许可以在这里办", "Perhaps here"),
    excluded: say("不能在这里办", "Cannot be handed in here"), moot: "" }[found.here];
  const hall = (one) => element("li", {}, element("strong", {}, one.name), element("span", { class: "basis" }, one.address));
  const halls = found.halls.length > 0 ? element("ul", { class: "rows" }, ...found.halls.map(hall)) : "";
  return [
    rows(say("受理机构", "Who receives"), found.accepting, (value) => value.unit || value.name || level(value.level)),
    rows(say("办理方式", "Ways"), found.modes, (value) => word(value.name)),
    here ? part(say("办理地点", "Where"), element("div", {}, element("p", {}, here), halls)) : null,
  ];
}

function notice(text) {
  if (!text) return null;
  const print = element("button", { type: "button", class: "quiet", on: { click: () => window.print() } }, say("打印", "Print"));
  const made = part(say("一次性告知书", "One-time notice"), element("div", {}, element("div", { id: "notice" }, text), print));
  made.classList.add("printed");
  return made;
}

// ---- the beginning ---------------------------------------------------------------------------------------------------------------

function later(action) {
  let timer = 0;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(() => action().catch(complain), 150);
  };
}

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
byId("place").addEventListener("input", later(() => suggestPlaces(byId("place").value.trim(), byId("places"))));
byId("place").addEventListener("change", listMatters);
byId("day").addEventListener("change", listMatters);
byId("case").addEventListener("submit", begin);
suggestPlaces("", byId("places")).catch(complain);
