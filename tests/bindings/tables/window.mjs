// A window in Node on the JSON tables of a release alone: nothing of the runtime is loaded, only the chapter on the tables was read.
//
//     node window.mjs TABLES.json MATTER PLACE DAY [FACT=VALUE …]
//
// Prints what a window shows of the case as one line of JSON: who is responsible, whether the person is eligible, what is still asked, and
// every line that counts with its source and legal basis.

import { readFileSync } from "node:fs";
import { dayNumber, derivations } from "./days.mjs";
import { Places } from "./places.mjs";

/** Why there is no answer; the code is the one that every window knows. */
class Refused extends Error {
  constructor(code, text) {
    super(`${code} ${text}`);
  }
}

function grouped(rows, column) {
  const groups = new Map();
  for (const row of rows) {
    if (!groups.has(row[column])) groups.set(row[column], []);
    groups.get(row[column]).push(row);
  }
  return groups;
}
const bare = (name) => name.slice(name.lastIndexOf("/") + 1);
const GIVEN = { 申请日: "application_day", 受理日: "acceptance_day", 决定日: "decision_day", 生效日: "event_day", 责任地: "responsible", 所在地: "here" };

/** Reads answers as people write them into the integers of the tables. */
class Answers {
  constructor(tables, matter, places) {
    Object.assign(this, { tables, matter, places, values: new Map() });
  }

  read(name, written) {
    const facts = this.tables.fact;
    const own = `${this.matter}/${name}`;
    const fact = facts.find((row) => row.name === own) ?? facts.find((row) => row.name === name);
    if (fact) return void this.values.set(fact.name, this.value(fact, written));
    const options = facts.filter((row) => row.option_of === own || row.option_of === name);
    if (options.length === 0) throw new Refused("R105", name);
    const chosen = written.split(/[、,，]/);
    for (const option of options) this.values.set(option.name, Number(chosen.includes(bare(option.name))));
  }

  value(fact, written) {
    const wrong = () => new Refused("R201", `${fact.name}: ${written}`);
    const decimals = (count) => {
      const value = Math.round(Number(written) * 10 ** count);
      if (Number.isNaN(value)) throw wrong();
      return value;
    };
    switch (fact.kind) {
      case "choice":
      case "ordered": {
        const value = this.tables.fact_value.find((row) => row.fact === fact.name && (row.title === written || row.code === written));
        if (!value) throw new Refused("R202", `${fact.name}: ${written}`);
        return value.ordinal;
      }
      case "region":
        return this.places.named(written).first;
      case "date":
        return dayNumber(written) ?? (() => { throw wrong(); })();
      case "money":
        return decimals(2);
      case "number":
        return decimals(fact.scale);
      default:
        if (["是", "有", "yes"].includes(written)) return 1;
        if (["否", "无", "no"].includes(written)) return 0;
        throw wrong();
    }
  }
}

/** One edition against the answers: what is known, which rows are left, where every line stands. */
class Standing {
  constructor(tables, places, edition, given, answers) {
    Object.assign(this, { tables, places, edition, given, answers });
    this.rules = tables.rule.filter((rule) => rule.edition === edition.id);
    this.priors = new Map(tables.prior_result.map((row) => [row.rule, row.fact]));
    this.facts = new Map(tables.fact.map((row) => [row.name, row]));
    this.derived = new Map(tables.derived.map((row) => [row.fact, row]));
    this.members = tables.cell_member.filter((row) => row.edition === edition.id);
    this.known = this.values();
    const judged = this.members.map((row) => row.fact).filter((name) => this.facts.get(name).owner === "official" && !this.known.has(name));
    this.pending = [...new Set(judged)];
    this.sift();
  }

  // What is known of a fact or of a built-in value, before places are rolled up.
  value(name) {
    if (this.answers.has(name)) return this.answers.get(name);
    if (name in GIVEN) return this.value(GIVEN[name]);
    if (name === "event_day") return this.eventDay();
    if (name in this.given) return this.given[name];
    const row = this.derived.get(name);
    if (!row) return null;
    const [a, b] = [this.value(row.a), this.value(row.b)];
    if (a === null || b === null) return null;
    const levels = [row.a, row.b].map((fact) => this.facts.get(fact)).filter((fact) => fact?.kind === "region").map((fact) => fact.level);
    if (row.operation === "same_unit") return this.places.same(a, b, row.level);
    if (row.operation === "equal" && levels.length > 0) return this.places.same(a, b, Math.min(...levels));
    return derivations[row.operation](a, b);
  }

  eventDay() {
    const own = new Set(this.rules.map((rule) => rule.id));
    const trigger = this.tables.trigger.find((row) => own.has(row.rule));
    const start = trigger?.fact && trigger.years !== null ? this.value(trigger.fact) : null;
    if (start === null) return null;
    const { plusMonths, years } = derivations;
    let event = plusMonths(start, 12 * trigger.years);
    if (years(start, event) < trigger.years) event += 1;
    const applied = this.given.application_day;
    if (event <= applied) return applied;
    const lead = trigger.lead ?? 0;
    if (trigger.lead_unit === "working_days") return this.eventAfterWorkingDays(applied, event, lead);
    const announced = { years: () => plusMonths(event, -12 * lead), months: () => plusMonths(event, -lead),
      calendar_days: () => event - lead, hours: () => event - Math.ceil(lead / 24) };
    return applied < (announced[trigger.lead_unit] ?? (() => event))() ? applied : event;
  }

  eventAfterWorkingDays(applied, event, lead) {
    const between = this.tables.calendar_day.filter((day) => day.calendar === "cn" && applied < day.day_number && day.day_number < event);
    if (between.filter((day) => day.working).length >= lead) return applied;
    return between.length < event - applied - 1 ? null : event;
  }

  values() {
    const questions = this.tables.question.filter((row) => row.edition === this.edition.id);
    const asked = [...this.members, ...questions].map((row) => row.fact);
    const priors = this.rules.filter((rule) => this.priors.has(rule.id)).map((rule) => this.priors.get(rule.id));
    const known = new Map();
    for (const name of new Set([...asked, ...priors, ...this.answers.keys()])) {
      const fact = this.facts.get(name);
      const value = this.value(name);
      const rolled = value !== null && fact?.kind === "region" ? this.places.unit(value, fact.level) : value;
      if (rolled !== null) known.set(name, rolled);
    }
    return known;
  }

  // Rows that no answer forbids, and where each line stands with them.
  sift() {
    const cells = new Set();
    for (const row of this.members) {
      const value = this.pending.includes(row.fact) ? 1 : this.known.get(row.fact);
      if (value !== undefined && row.low <= value && value <= row.high) cells.add(`${row.fact} ${row.cell}`);
    }
    const ids = new Set(this.rules.map((rule) => rule.id));
    const rows = grouped(this.tables.rule_row.filter((row) => ids.has(row.rule)), "rule");
    const forbids = grouped(this.tables.rule_forbid, "row");
    const stands = (row) => !(forbids.get(row.id) ?? []).some((forbid) => cells.has(`${forbid.fact} ${forbid.cell}`));
    this.left = new Map(this.rules.map((rule) => [rule.id, (rows.get(rule.id) ?? []).filter(stands)]));
    this.forbids = forbids;
    this.can = new Map(this.rules.map((rule) => [rule.id, this.possibilities(rule)]));
    for (const rule of this.rules.filter((rule) => rule.otherwise)) this.can.set(rule.id, this.rest(rule));
    this.nobody = this.rules.some((rule) => rule.kind === "eligible" && !this.can.get(rule.id).holds);
    if (this.rules.some((rule) => rule.kind === "feasible" && !this.can.get(rule.id).holds)) throw new Refused("R401", "");
  }

  possibilities(rule) {
    const left = this.left.get(rule.id);
    return { holds: left.some((row) => row.positive), fails: left.some((row) => !row.positive) };
  }

  rest(rule) {
    const others = this.rules.filter((other) => other.choice === rule.choice && !other.otherwise).map((other) => this.can.get(other.id));
    const certain = others.some((other) => other.holds && !other.fails);
    return { holds: !certain, fails: certain || others.some((other) => other.holds) };
  }

  status(rule) {
    if (this.nobody && rule.choice !== null && rule.kind !== "responsible") return "moot";
    const { holds, fails } = this.can.get(rule.id);
    return holds && fails ? "possible" : holds ? "certain" : "excluded";
  }

  eligible() {
    if (this.nobody) return "excluded";
    const ofKind = (kind) => this.rules.filter((rule) => rule.kind === kind);
    const conditions = ofKind("condition").map((rule) => this.status(rule));
    const held = (rule) => this.known.get(this.priors.get(rule.id));
    const priors = ofKind("prior_result").map((rule) => [this.status(rule), held(rule)]);
    if (conditions.includes("excluded") || priors.some(([status, held]) => status === "certain" && held === 0)) return "excluded";
    const open = priors.some(([status, held]) => (status === "certain" && held === undefined) || (status === "possible" && held !== 1));
    return open || conditions.includes("possible") ? "possible" : "certain";
  }

  // Facts that a row that is left of an undecided line forbids cells of, and what these are computed from.
  questions() {
    const reached = new Set();
    for (const rule of this.rules) {
      const { holds, fails } = this.can.get(rule.id);
      const undecided = holds && fails && rule.kind !== "never" && this.status(rule) !== "moot";
      for (const row of undecided ? this.left.get(rule.id) : []) (this.forbids.get(row.id) ?? []).forEach((forbid) => reached.add(forbid.fact));
      if (this.priors.has(rule.id) && holds) reached.add(this.priors.get(rule.id));
    }
    // A set goes on over what is added to it while it is walked.
    for (const name of reached) {
      const row = this.known.has(name) ? undefined : this.derived.get(name);
      if (row) reached.add(row.a).add(row.b);
    }
    const absent = this.tables.existence.filter((row) => this.can.has(row.rule) && !this.can.get(row.rule).holds).map((row) => row.fact);
    const asked = this.tables.question.filter((row) => row.edition === this.edition.id).sort((a, b) => a.seq - b.seq);
    return asked.map((row) => row.fact).filter((fact) => reached.has(fact) && !this.known.has(fact) && !absent.includes(fact));
  }
}

/** What each kind of line yields, in the shape of the decision that the other windows print. */
const LISTS = {
  conditions: ["condition", ({ label, official }) => ({ label, official })],
  priors: ["prior_result", ({ material, fact }, { known }) => ({ document: material, title: bare(material), held: known.has(fact) ? known.get(fact) === 1 : null })],
  materials: ["requirement", ({ rule, title, exempt, must, grace, grace_unit, grace_overdue }, { tables, known, facts }) => {
    const members = tables.requirement_member.filter((row) => row.rule === rule);
    const shown = ({ material, title, holder, form, count, per }) => {
      const copies = per === null ? count : !known.has(per) ? null : Math.ceil((count * Math.max(0, known.get(per))) / 10 ** facts.get(per).scale);
      return { material, title, holder, form, count, per, copies };
    };
    const options = [...grouped(members, "choice").values()].map((option) => option.map(shown));
    return { title, options, exempt, must, grace, grace_unit, grace_overdue };
  }],
  deciders: ["decider", ({ level, department }) => ({ level, department })],
  delegations: ["delegation", ({ mode, from_level, to_level, body, note }) => ({ mode, from_level, to_level, body, note })],
  kinds: ["case_kind", ({ kind }) => ({ name: kind })],
  limits: ["limit", ({ kind, amount, unit, start, approver, overdue }) => ({ kind, amount, unit, start, approver, overdue })],
  exclusions: ["exclusion", ({ name, amount, unit }) => ({ name, amount, unit })],
  fees: ["fee", ({ name, amount, per, cap }) => ({ name, rate: amount, per, cap })],
  benefits: ["benefit", ({ name, amount, period }) => ({ name, fen: amount, period })],
  results: ["result", ({ rule, name, validity, validity_unit, permanent }, { tables }) => {
    const deliveries = tables.delivery.filter((row) => row.rule === rule).map((row) => row.mode);
    return { name, title: bare(name), validity, unit: validity_unit, permanent: permanent === 1, deliveries };
  }],
  channels: ["channel", ({ channel }) => ({ name: channel })],
  visits: ["visit", ({ count, reason }) => ({ count, reason })],
  instead: ["instead", ({ matter }) => ({ matter })],
};

function lines(standing, kind, value) {
  const { tables, edition } = standing;
  const payload = new Map(tables[kind].map((row) => [row.rule, row]));
  const cited = grouped(tables.basis.filter((row) => row.edition === edition.id), "rule");
  const line = (rule) => {
    const basis = (cited.get(rule.id) ?? cited.get(null) ?? []).map(({ law, place }) => ({ law, place }));
    const why = { rule: rule.key, file: rule.file, line: rule.line, condition: rule.condition, otherwise: rule.otherwise === 1, basis };
    return { status: standing.status(rule), settled: settled(standing, rule), stage: rule.stage ?? null, value: value(payload.get(rule.id), standing), why };
  };
  const shown = (rule) => rule.kind === kind && (["certain", "possible"].includes(standing.status(rule)) || (kind === "condition" && standing.status(rule) === "excluded"));
  return standing.rules.filter(shown).map(line);
}

/** Whether what a line yields is certain: it holds, or all lines of its choice that may hold yield the same. */
function settled(standing, rule) {
  const status = standing.status(rule);
  if (status !== "possible" || rule.choice === null) return status === "certain";
  const open = standing.rules.filter((other) => other.choice === rule.choice && ["certain", "possible"].includes(standing.status(other)));
  return open.every((other) => other.same_as === rule.same_as);
}

/** What officials still have to find. */
function judged({ pending, facts }) {
  return pending.map((name) => ({ title: facts.get(name).title, judge: facts.get(name).judge }));
}

const first = (rows, before) => rows.reduce((best, row) => (best === null || before(row, best) ? row : best), null);

function decide(tables, name, at, on, given) {
  const day = dayNumber(on);
  if (day === null) throw new Refused("Q005", on);
  const matter = tables.matter.find((row) => row.name === name || row.short === name);
  if (!matter) throw new Refused("R101", name);
  const places = new Places(tables, day, (place) => new Refused("R103", place));
  const here = places.named(at);
  const answers = new Answers(tables, matter.name, places);
  given.forEach(([fact, value]) => answers.read(fact, value));
  const began = (row) => row.day_from_number ?? -Infinity;
  const inForce = tables.edition.filter((row) => row.matter === matter.name && began(row) <= day && (row.day_to_number ?? Infinity) > day);
  const case_ = { application_day: day, acceptance_day: day, decision_day: null, here: here.first, responsible: null };
  const stands = (edition, responsible) => new Standing(tables, places, edition, { ...case_, responsible }, answers.values);

  const head = (resolution, responsible, eligible) => ({ matter: matter.name, on, resolution, responsible: responsible && places.path(responsible), eligible });
  const none = Object.fromEntries(Object.keys(LISTS).map((list) => [list, []]));
  // Candidates for the responsible region stand in the widest edition.
  const widest = first(inForce, (row, best) => row.depth < best.depth || (row.depth === best.depth && began(row) < began(best)));
  if (!widest) throw new Refused("R301", matter.name);
  const own = new Set(tables.rule.filter((rule) => rule.edition === widest.id).map((rule) => rule.id));
  const candidates = tables.responsible.filter((row) => own.has(row.rule));
  let responsible = here;
  if (candidates.length > 0) {
    const standing = stands(widest, null);
    const counting = candidates.filter((row) => standing.status(standing.rules.find((rule) => rule.id === row.rule)) !== "excluded");
    const units = counting.map((row) => (answers.values.has(row.fact) ? places.unit(answers.values.get(row.fact), row.level) : null));
    const inside = [...new Set(units.filter((unit) => unit !== null && places.isInside(unit)))];
    const short = (fact) => (fact.startsWith(`${matter.name}/`) ? bare(fact) : fact);
    if (inside.length === 0 && units.length > 0 && !units.includes(null)) return { ...head("outside", null, "excluded"), questions: [], pending: [], ...none };
    if (inside.length !== 1) {
      const open = counting.filter((_, number) => units[number] === null).map((row) => short(row.fact));
      return { ...head("needs_responsible", null, "moot"), questions: open, pending: [], ...none };
    }
    responsible = places.at.get(inside[0]);
  }
  const covering = inForce.filter((row) => row.region_first <= responsible.first && responsible.first <= row.region_last);
  const edition = first(covering, (row, best) => row.depth > best.depth || (row.depth === best.depth && began(row) > began(best)));
  if (!edition) throw new Refused("R301", matter.name);
  const standing = stands(edition, responsible.first);
  const fact = (name) => standing.facts.get(name);
  const asked = standing.questions().map((name) => fact(name).option_of ?? name);
  const questions = [...new Set(asked)].map((name) => (name.startsWith(`${matter.name}/`) ? bare(name) : name));
  const lists = Object.entries(LISTS).map(([list, [kind, value]]) => [list, lines(standing, kind, value)]);
  return { ...head("edition", responsible, standing.eligible()), questions, pending: judged(standing), ...Object.fromEntries(lists) };
}

const [file, matter, place, day, ...given] = process.argv.slice(2);
const tables = JSON.parse(readFileSync(file, "utf8"));
const answers = given.map((answer) => [answer.slice(0, answer.indexOf("=")), answer.slice(answer.indexOf("=") + 1)]);
try {
  process.stdout.write(JSON.stringify(decide(tables, matter, place, day, answers)) + "\n");
} catch (error) {
  if (!(error instanceof Refused)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
