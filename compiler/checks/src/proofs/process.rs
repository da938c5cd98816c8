//! No process longer than the promise: the steps between acceptance and decision along every path that one case can take (critical path).

use std::collections::{BTreeMap, BTreeSet};

use matter_core::diagnostic::{Arg, Code, Diagnostic};
use matter_core::hir::{Definition, Duration, Limit, Rule, Step, StepPart, TimeUnit, Yield};
use matter_decide::Formula;
use matter_runtime::calendar::Calendar;

use super::case::{Case, place};
use super::codes;
use super::times::{Excess, applies, bounds_in_days, excess};
use super::witness::Words;

/// More paths through a process than this are not walked: whether they keep the promise is then not decided.
const MOST_PATHS: usize = 256;
/// Choices of conditional steps on one path that are tried.
const MOST_TRIES: u32 = 512;

/// Compares the steps of a promise's stage with the promise.
pub(super) fn prove(
    case: &Case,
    (rule, promise): (&Rule, &Limit),
    calendar: &Calendar,
    words: &Words,
    found: &mut Vec<Diagnostic>,
) {
    let Some(promised) = promise.length else { return };
    let process = Process::new(case, rule.stage);
    let paths = process.longest_first();
    if paths.len() >= MOST_PATHS {
        found.push(case.finding(codes::NOT_DECIDED, &rule.origin));
        return;
    }
    let mut around = None;
    for path in &paths {
        let search = Search { case, rule, promised, calendar };
        let mut left = MOST_TRIES;
        let Some((chosen, excess)) = search.worst(path, Vec::new(), &mut left, found) else {
            if left == 0 {
                found.push(case.finding(codes::NOT_DECIDED, &rule.origin));
            }
            continue;
        };
        if matches!(excess, Excess::AroundHolidays(_)) && around.is_some() {
            continue;
        }
        let finding = told(case, (rule, promised), &chosen, excess, words, found);
        match excess {
            Excess::Always(_) if finding.is_some() => return found.extend(finding),
            _ => around = around.or(finding),
        }
    }
    found.extend(around);
}

/// Working days that the steps of one case take at most, those that run side by side counted once; `None` if a step counts otherwise, if none
/// takes time, or if there are too many ways to tell.
#[must_use]
pub fn longest_days(definition: &Definition) -> Option<i64> {
    let case = Case::new(definition);
    let stages = definition.rules.iter().map(|rule| rule.stage).collect::<BTreeSet<_>>();
    let (mut longest, mut left) = (0, MOST_TRIES);
    for stage in stages {
        let process = Process::new(&case, stage);
        let lengths = process.steps.iter().filter_map(|step| step.length);
        if lengths.clone().any(|length| length.unit != TimeUnit::WorkingDays) {
            return None;
        }
        let paths = process.longest_first();
        if paths.len() >= MOST_PATHS {
            return None;
        }
        for path in &paths {
            longest = longest.max(most(&case, path, (&case.eligible, 0), longest, &mut left)?);
        }
    }
    Some(longest).filter(|days| *days > 0)
}

/// The most days of a path that one case takes, behind steps that take `days` in the cases `taken`; 0 if it is not more than `least`.
fn most(case: &Case, open: &[&Counted], (taken, days): (&Formula, i64), least: i64, left: &mut u32) -> Option<i64> {
    *left = left.checked_sub(1)?;
    let amount = |step: &Counted| step.length.map_or(0, |length| length.amount);
    if open.iter().fold(days, |sum, step| sum.saturating_add(amount(step))) <= least {
        return Some(0);
    }
    let Some((next, rest)) = open.split_first() else { return Some(days) };
    let longer = days.saturating_add(amount(next));
    if next.cases == Formula::True {
        return most(case, rest, (taken, longer), least, left);
    }
    let with = Formula::and([taken.clone(), next.cases.clone()]);
    let origin = &case.definition.matter.origin;
    let possible = case.ask(origin, &mut Vec::new(), |partition, budget| partition.satisfiable(&with, budget))?;
    let taking = if possible { most(case, rest, (&with, longer), least, left)? } else { 0 };
    Some(taking.max(most(case, rest, (taken, days), least.max(taking), left)?))
}

/// The search for steps of one path that one case can take and that pass the promise together.
struct Search<'s, 'a> {
    case: &'s Case<'a>,
    rule: &'s Rule,
    promised: Duration,
    calendar: &'s Calendar,
}

impl<'p, 'a> Search<'_, 'a> {
    /// Steps that stand in no case with those chosen are left out: who does not take them takes the rest.
    fn worst(
        &self,
        open: &[&'p Counted<'a>],
        chosen: Vec<&'p Counted<'a>>,
        left: &mut u32,
        found: &mut Vec<Diagnostic>,
    ) -> Option<(Vec<&'p Counted<'a>>, Excess)> {
        *left = left.checked_sub(1)?;
        let times: Vec<Duration> = chosen.iter().chain(open).filter_map(|step| step.length).collect();
        let excess = excess(&times, self.promised, self.calendar)?;
        let Some((next, rest)) = open.split_first() else { return Some((chosen, excess)) };
        let with: Vec<&Counted> = chosen.iter().copied().chain([*next]).collect();
        if next.cases == Formula::True || self.possible(&with, found) {
            let worst = self.worst(rest, with, left, found);
            if worst.is_some() || next.cases == Formula::True {
                return worst;
            }
        }
        self.worst(rest, chosen, left, found)
    }

    fn possible(&self, steps: &[&Counted], found: &mut Vec<Diagnostic>) -> bool {
        let together = together(self.case, self.rule, steps);
        let origin = &self.rule.origin;
        self.case.ask(origin, found, |partition, budget| partition.satisfiable(&together, budget)) == Some(true)
    }
}

/// The cases in which the promise is given and all these steps are taken.
fn together(case: &Case, rule: &Rule, steps: &[&Counted]) -> Formula {
    let steps = steps.iter().map(|step| step.cases.clone());
    Formula::and([case.eligible.clone(), applies(case, rule)].into_iter().chain(steps))
}

/// The finding about a path, with a case that takes it.
fn told(
    case: &Case,
    (rule, promised): (&Rule, Duration),
    path: &Path,
    excess: Excess,
    words: &Words,
    found: &mut Vec<Diagnostic>,
) -> Option<Diagnostic> {
    let witness = words.case_where(case, &together(case, rule, path), found, &rule.origin)?;
    let (code, start): (Code, _) = match excess {
        Excess::Always(start) => (codes::STEPS_TOO_LONG, start),
        Excess::AroundHolidays(start) => (codes::STEPS_AT_HOLIDAYS, Some(start)),
    };
    let counted = || path.iter().filter(|step| step.length.is_some_and(|length| length.amount > 0));
    let sums = sums(counted().filter_map(|step| step.length)).into_iter().map(|length| words.duration(length));
    let names = counted().map(|step| Arg::Code(step.step.name.clone()));
    let mut finding = case
        .finding(code, &rule.origin)
        .with("path", Arg::List(names.collect()))
        .with("sum", Arg::List(sums.collect()))
        .with("promised", words.duration(promised))
        .with("start", start.map_or(Arg::Plain("".into()), Arg::Day));
    for step in counted() {
        finding = finding.label(place(&step.rule.origin), "step");
    }
    Some(finding.witness(witness))
}

/// What the periods are together, unit by unit.
pub(super) fn sums(times: impl Iterator<Item = Duration>) -> Vec<Duration> {
    let mut by_unit: BTreeMap<TimeUnit, i64> = BTreeMap::new();
    for length in times {
        let sum = by_unit.entry(length.unit).or_default();
        *sum = sum.saturating_add(length.amount);
    }
    by_unit.into_iter().map(|(unit, amount)| Duration { amount, unit }).collect()
}

/// A step that counts against the promise, in these cases.
struct Counted<'a> {
    rule: &'a Rule,
    step: &'a Step,
    length: Option<Duration>,
    cases: Formula,
}

type Path<'p, 'a> = [&'p Counted<'a>];

/// The steps of one stage.
struct Process<'a> {
    steps: Vec<Counted<'a>>,
}

impl<'a> Process<'a> {
    fn new(case: &Case<'a>, stage: Option<u16>) -> Self {
        let processing = case.definition.rules.iter().filter(|rule| rule.stage == stage);
        let counted = |rule: &'a Rule| match &rule.yields {
            Yield::Step(step) if step.part == StepPart::Processing => Some(counted(case, rule, step)),
            _ => None,
        };
        Self { steps: processing.filter_map(counted).collect() }
    }

    /// Complete paths from the last steps back to the first, longest first.
    fn longest_first(&self) -> Vec<Vec<&Counted<'a>>> {
        let mut paths = Vec::new();
        let awaited =
            |address: &str| self.steps.iter().any(|other| other.step.after.iter().any(|after| **after == *address));
        for last in self.steps.iter().filter(|step| !awaited(&step.rule.address)) {
            self.extend(last, &mut Vec::new(), &mut paths);
        }
        let days = |path: &Vec<&Counted>| {
            path.iter()
                .filter_map(|step| step.length)
                .fold(0_i64, |sum, length| sum.saturating_add(bounds_in_days(length).1))
        };
        paths.sort_by_cached_key(|path| std::cmp::Reverse(days(path)));
        paths
    }

    fn extend<'p>(
        &'p self,
        at: &'p Counted<'a>,
        path: &mut Vec<&'p Counted<'a>>,
        paths: &mut Vec<Vec<&'p Counted<'a>>>,
    ) {
        if path.iter().any(|step| step.rule.address == at.rule.address) || paths.len() >= MOST_PATHS {
            return;
        }
        path.push(at);
        let mut first = true;
        for step in self.steps.iter().filter(|step| at.step.after.contains(&step.rule.address)) {
            first = false;
            self.extend(step, path, paths);
        }
        if first {
            paths.push(path.iter().rev().copied().collect());
        }
        path.pop();
    }
}

/// A step with its cases. What the limits leave out by name (不计 专家评审) does not count where they do.
fn counted<'a>(case: &Case, rule: &'a Rule, step: &'a Step) -> Counted<'a> {
    let left_out = case.definition.rules.iter().filter(|other| match &other.yields {
        Yield::Exclusion { name, .. } => step.name.contains(&**name),
        _ => false,
    });
    let left_out = Formula::or(left_out.map(|other| applies(case, other)));
    let length = step.length.filter(|_| left_out != Formula::True);
    let counts = if length.is_some() { Formula::not(left_out) } else { Formula::True };
    Counted { rule, step, length, cases: Formula::and([applies(case, rule), counts]) }
}
