//! No promise beyond the law, and no process longer than the promise.
//!
//! Amounts of one unit are compared directly. Working days against natural days are compared on every working day of the published calendar
//! as a start: later than the law from a start whose window holds no holiday is an error, later only around holidays a warning with the date.

use matter_core::diagnostic::{Arg, Diagnostic};
use matter_core::hir::{Duration, Limit, LimitKind, Rule, Step, StepPart, TimeUnit, Yield};
use matter_decide::Formula;
use matter_runtime::calendar::Calendar;
use matter_runtime::tables::Day;

use super::case::{Case, place, when};
use super::codes;
use super::uniform::rest;
use super::witness::Words;

/// Years of published calendar that starts are taken from, back from its end.
const YEARS: i32 = 5;
/// More paths through a process than this are not walked: whether they keep the promise is then not decided.
const MOST_PATHS: usize = 256;

/// Compares promise, statute and process of a definition.
pub(super) fn prove(case: &Case, calendar: &Calendar, words: &Words, found: &mut Vec<Diagnostic>) {
    let limits: Vec<(&Rule, &Limit)> = case.definition.rules.iter().filter_map(limit).collect();
    let of = |kind| limits.iter().filter(move |(_, limit)| limit.kind == kind);
    for (rule, promise) in of(LimitKind::Promised) {
        for (law, statute) in of(LimitKind::Statutory) {
            let (Some(promised), Some(allowed)) = (promise.length, statute.length) else { continue };
            if rule.stage != law.stage {
                continue;
            }
            let Some(excess) = excess(promised, allowed, calendar) else { continue };
            let both = Formula::and([case.eligible.clone(), applies(case, rule), applies(case, law)]);
            if let Some(witness) = words.case_where(case, &both, found, &rule.origin) {
                let (code, start) = match excess {
                    Excess::Always(start) => (codes::PROMISE_TOO_LONG, start),
                    Excess::AroundHolidays(start) => (codes::PROMISE_AT_HOLIDAYS, Some(start)),
                };
                let mut finding =
                    case.finding(code, &rule.origin).label(place(&law.origin), "statute").witness(witness);
                finding = finding.with("start", start.map_or(Arg::Plain("".into()), Arg::Day));
                found.push(
                    finding.with("promised", words.duration(promised)).with("statutory", words.duration(allowed)),
                );
            }
        }
        steps(case, rule, promise, words, found);
    }
}

fn limit(rule: &Rule) -> Option<(&Rule, &Limit)> {
    match &rule.yields {
        Yield::Limit(limit) => Some((rule, limit)),
        _ => None,
    }
}

fn applies(case: &Case, rule: &Rule) -> Formula {
    when(rule).cloned().unwrap_or_else(|| rest(case.definition, rule))
}

/// How a promise passes the law.
enum Excess {
    /// From an ordinary start, or in the same unit.
    Always(Option<Day>),
    /// Only when holidays lie between; one such start.
    AroundHolidays(Day),
}

fn excess(promise: Duration, law: Duration, calendar: &Calendar) -> Option<Excess> {
    if promise.unit == law.unit {
        return (promise.amount > law.amount).then_some(Excess::Always(None));
    }
    let (shortest, _) = bounds_in_days(promise);
    let (_, longest) = bounds_in_days(law);
    if shortest > longest {
        return Some(Excess::Always(None));
    }
    let (published_from, published_to) = calendar.published();
    let from = Day(published_to.0.saturating_sub(366 * YEARS)).max(published_from);
    let mut around = None;
    for start in (from.0..=published_to.0).map(Day) {
        if calendar.is_working(start) != Some(true) {
            continue;
        }
        let (Some(promised), Some(allowed)) = (end(calendar, start, promise), end(calendar, start, law)) else {
            continue;
        };
        if promised > published_to || allowed > published_to || promised <= allowed {
            continue;
        }
        if holiday_between(calendar, start, promised) {
            around = around.or(Some(start));
        } else {
            return Some(Excess::Always(Some(start)));
        }
    }
    around.map(Excess::AroundHolidays)
}

/// The last day of a period; the day of the event does not count, natural periods end on a working day.
fn end(calendar: &Calendar, start: Day, length: Duration) -> Option<Day> {
    match length.unit {
        TimeUnit::WorkingDays => calendar.after(start, length.amount),
        TimeUnit::CalendarDays => calendar.roll(Day(start.0.checked_add(i32::try_from(length.amount).ok()?)?)),
        TimeUnit::Hours => {
            calendar.roll(Day(start.0.checked_add(i32::try_from(length.amount.div_euclid(24)).ok()?)?))
        }
        TimeUnit::Months => calendar.roll(start.plus_months(length.amount)?),
        TimeUnit::Years => calendar.roll(start.plus_months(length.amount.checked_mul(12)?)?),
    }
}

/// Whether the window holds a day off that is no weekend, or a weekend day that is worked.
fn holiday_between(calendar: &Calendar, start: Day, end: Day) -> bool {
    (start.0..=end.0).any(|number| {
        let weekend = (number.rem_euclid(7) + 4).rem_euclid(7) == 0 || (number.rem_euclid(7) + 4).rem_euclid(7) == 6;
        calendar.is_working(Day(number)) == Some(weekend)
    })
}

/// Least and most natural days that a period can take, without looking at a calendar.
pub(super) fn bounds_in_days(length: Duration) -> (i64, i64) {
    let amount = length.amount;
    match length.unit {
        // Five working days take at least seven days; the longest holidays with their make-up days take nine days off in a row.
        TimeUnit::WorkingDays => (amount, amount.saturating_mul(7).saturating_div(4).saturating_add(14)),
        TimeUnit::CalendarDays => (amount, amount.saturating_add(9)),
        TimeUnit::Months => (amount.saturating_mul(28), amount.saturating_mul(31).saturating_add(9)),
        TimeUnit::Years => (amount.saturating_mul(365), amount.saturating_mul(366).saturating_add(9)),
        TimeUnit::Hours => (amount.div_euclid(24), amount.div_euclid(24).saturating_add(10)),
    }
}

/// The steps between acceptance and decision, along every path that one case can take, within the promise.
fn steps(case: &Case, rule: &Rule, promise: &Limit, words: &Words, found: &mut Vec<Diagnostic>) {
    let Some(promised) = promise.length else { return };
    let process = Process::new(case, rule.stage, promised.unit);
    let paths = process.longest_first();
    if paths.len() >= MOST_PATHS {
        found.push(case.finding(codes::NOT_DECIDED, &rule.origin));
        return;
    }
    for path in paths {
        if path.length <= promised.amount {
            return;
        }
        let together = path.steps.iter().map(|step| applies(case, step));
        let together = Formula::and([case.eligible.clone(), applies(case, rule)].into_iter().chain(together));
        if let Some(witness) = words.case_where(case, &together, found, &rule.origin) {
            let names = path.steps.iter().filter_map(|step| step_of(step)).map(|step| Arg::Code(step.name.clone()));
            let mut finding =
                case.finding(codes::STEPS_TOO_LONG, &rule.origin).with("path", Arg::List(names.collect()));
            finding = finding.with("sum", words.duration(Duration { amount: path.length, unit: promised.unit }));
            finding = finding.with("promised", words.duration(promised));
            for step in path.steps {
                finding = finding.label(place(&step.origin), "step");
            }
            found.push(finding.witness(witness));
            return;
        }
    }
}

fn step_of(rule: &Rule) -> Option<&Step> {
    match &rule.yields {
        Yield::Step(step) => Some(step),
        _ => None,
    }
}

/// The steps that count against the promise, in its unit.
struct Process<'a> {
    steps: Vec<(&'a Rule, &'a Step, i64)>,
}

struct Path<'a> {
    length: i64,
    steps: Vec<&'a Rule>,
}

impl<'a> Process<'a> {
    fn new(case: &'a Case, stage: Option<u16>, unit: TimeUnit) -> Self {
        let counted = |rule: &'a Rule| {
            let step = step_of(rule)?;
            // A step in another unit is compared when the promise is in that unit; mixing them would only be a guess.
            let length = step.length.filter(|length| length.unit == unit).map_or(0, |length| length.amount);
            (step.part == StepPart::Processing && rule.stage == stage).then_some((rule, step, length))
        };
        Self { steps: case.definition.rules.iter().filter_map(counted).collect() }
    }

    /// Complete paths from the last steps back to the first, longest first.
    fn longest_first(&self) -> Vec<Path<'a>> {
        let mut paths = Vec::new();
        let awaited =
            |address: &str| self.steps.iter().any(|(_, step, _)| step.after.iter().any(|after| &**after == address));
        for last in self.steps.iter().filter(|(rule, ..)| !awaited(&rule.address)) {
            let mut path = Path { length: 0, steps: Vec::new() };
            self.extend(last, &mut path, &mut paths);
        }
        paths.sort_by_key(|path| std::cmp::Reverse(path.length));
        paths
    }

    fn extend(&self, at: &(&'a Rule, &'a Step, i64), path: &mut Path<'a>, paths: &mut Vec<Path<'a>>) {
        if path.steps.iter().any(|step| step.address == at.0.address) || paths.len() >= MOST_PATHS {
            return;
        }
        path.length += at.2;
        path.steps.push(at.0);
        let before = self.steps.iter().filter(|(rule, ..)| at.1.after.contains(&rule.address));
        let mut first = true;
        for step in before {
            first = false;
            self.extend(step, path, paths);
        }
        if first {
            paths.push(Path { length: path.length, steps: path.steps.iter().rev().copied().collect() });
        }
        path.steps.pop();
        path.length -= at.2;
    }
}
