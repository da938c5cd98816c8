//! No promise beyond the law; and what it means that some periods one after the other pass another one.
//!
//! Amounts of one unit are compared directly. Working days against natural days are compared on every working day of the published calendar
//! as a start: later than the law from a start whose window holds no holiday is an error, later only around holidays a warning with the date.

use matter_core::diagnostic::{Arg, Diagnostic};
use matter_core::hir::{Definition, Duration, Event, Limit, LimitKind, Rule, TimeUnit, Yield};
use matter_decide::Formula;
use matter_runtime::calendar::Calendar;
use matter_runtime::tables::Day;

use super::case::{Case, place, when};
use super::codes;
use super::process;
use super::uniform::rest;
use super::witness::Words;

/// Years of published calendar that starts are taken from, back from its end.
const YEARS: i32 = 5;
/// An applicant hears within so many working days whether the case is accepted (Administrative Licensing Law, art. 32), unless the matter says.
pub(super) const NOTICE: Duration = Duration { amount: 5, unit: TimeUnit::WorkingDays };

/// Compares promise and statute of a definition, and its process with the promise.
pub(super) fn prove(case: &Case, calendar: &Calendar, words: &Words, found: &mut Vec<Diagnostic>) {
    let limits: Vec<(&Rule, &Limit)> = case.definition.rules.iter().filter_map(limit).collect();
    let of = |kind| limits.iter().filter(move |(_, limit)| limit.kind == kind);
    for (rule, promise) in of(LimitKind::Promised) {
        for (law, statute) in of(LimitKind::Statutory) {
            let (Some(promised), Some(allowed)) = (promise.length, statute.length) else { continue };
            if rule.stage != law.stage {
                continue;
            }
            let Some(before) = before_promise(case.definition, promise, statute) else { continue };
            let times: Vec<Duration> = before.into_iter().chain([promised]).collect();
            let Some(excess) = excess(&times, allowed, calendar) else { continue };
            let both = Formula::and([case.eligible.clone(), applies(case, rule), applies(case, law)]);
            if let Some(witness) = words.case_where(case, &both, found, &rule.origin) {
                let (code, start) = match excess {
                    Excess::Always(start) => (codes::PROMISE_TOO_LONG, start),
                    Excess::AroundHolidays(start) => (codes::PROMISE_AT_HOLIDAYS, Some(start)),
                };
                let mut finding =
                    case.finding(code, &rule.origin).label(place(&law.origin), "statute").witness(witness);
                if let (Some(before), Some(label)) = (before, finding.labels.first_mut()) {
                    label.role = if promise.start == Event::Acceptance { "later-start" } else { "after-it" };
                    label.args.push(("before", words.duration(before)));
                }
                finding = finding.with("start", start.map_or(Arg::Plain("".into()), Arg::Day));
                found.push(
                    finding.with("promised", words.duration(promised)).with("statutory", words.duration(allowed)),
                );
            }
        }
        process::prove(case, (rule, promise), calendar, words, found);
    }
}

fn limit(rule: &Rule) -> Option<(&Rule, &Limit)> {
    match &rule.yields {
        Yield::Limit(limit) => Some((rule, limit)),
        _ => None,
    }
}

pub(super) fn applies(case: &Case, rule: &Rule) -> Formula {
    when(rule).cloned().unwrap_or_else(|| rest(case.definition, rule))
}

/// What lies between the start of the law's period and that of the promise; `None` where the two cannot be compared. A promise that starts
/// before the law's period may start on the same day; one that starts with the decision starts when the law's period may be used up.
fn before_promise(definition: &Definition, promise: &Limit, law: &Limit) -> Option<Option<Duration>> {
    let law_length = law.length;
    match (promise.start, law.start) {
        (promise, law) if promise == law || handed_in(promise) && handed_in(law) => Some(None),
        (promise, Event::Acceptance) if handed_in(promise) => Some(None),
        (Event::Acceptance, law) if handed_in(law) => {
            let own = definition.rules.iter().filter_map(limit).find(|(_, limit)| limit.kind == LimitKind::Notice);
            Some(Some(own.and_then(|(_, limit)| limit.length).unwrap_or(NOTICE)))
        }
        (Event::Decision | Event::Delivery, law) if handed_in(law) || law == Event::Acceptance => law_length.map(Some),
        _ => None,
    }
}

/// Whether an event is that of handing in.
pub(super) const fn handed_in(event: Event) -> bool {
    matches!(event, Event::Application | Event::Receipt)
}

/// How periods one after the other pass another one.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Excess {
    /// From an ordinary start, or in the same unit.
    Always(Option<Day>),
    /// Only when holidays lie between; one such start.
    AroundHolidays(Day),
}

/// Whether periods one after the other take longer than a limit.
pub(super) fn excess(times: &[Duration], limit: Duration, calendar: &Calendar) -> Option<Excess> {
    if times.iter().all(|length| length.unit == limit.unit) {
        let sum = times.iter().fold(0_i64, |sum, length| sum.saturating_add(length.amount));
        return (sum > limit.amount).then_some(Excess::Always(None));
    }
    let months = times.iter().try_fold(0_i64, |sum, length| Some(sum.saturating_add(in_months(*length)?)));
    if let Some((sum, allowed)) = months.zip(in_months(limit)) {
        return (sum > allowed).then_some(Excess::Always(None));
    }
    let shortest = times.iter().fold(0_i64, |sum, length| sum.saturating_add(bounds_in_days(*length).0));
    if shortest > bounds_in_days(limit).1 {
        return Some(Excess::Always(None));
    }
    let starts = Starts { times, limit, calendar };
    let mut late_around = None;
    let mut in_time = false;
    for (start, last) in starts.compared() {
        match last {
            None => in_time = true,
            Some(last) if holiday_between(calendar, start, last) => late_around = late_around.or(Some(start)),
            Some(_) => return Some(Excess::Always(Some(start))),
        }
    }
    // Every long period holds a holiday: one that is late from all starts is late whatever lies between.
    late_around.map(|start| if in_time { Excess::AroundHolidays(start) } else { Excess::Always(Some(start)) })
}

/// The working days of the last published years, as starts of periods and of their limit.
struct Starts<'s> {
    times: &'s [Duration],
    limit: Duration,
    calendar: &'s Calendar,
}

impl Starts<'_> {
    /// Each start whose ends are published, with the last day of the periods if it lies beyond the limit.
    fn compared(&self) -> impl Iterator<Item = (Day, Option<Day>)> {
        let (published_from, published_to) = self.calendar.published();
        let from = Day(published_to.0.saturating_sub(366 * YEARS)).max(published_from);
        // Hours end at their minute, which is before the end of the day.
        let within_the_day =
            self.limit.unit == TimeUnit::Hours && self.times.iter().any(|length| length.unit != TimeUnit::Hours);
        let working = (from.0..=published_to.0).map(Day).filter(|day| self.calendar.is_working(*day) == Some(true));
        working.filter_map(move |start| {
            let last = self.times.iter().try_fold(start, |start, length| end(self.calendar, start, *length))?;
            let allowed = end(self.calendar, start, self.limit)?;
            let late = last > allowed || (within_the_day && last == allowed);
            (last <= published_to && allowed <= published_to).then_some((start, late.then_some(last)))
        })
    }
}

/// The length in months, if months make it up.
const fn in_months(length: Duration) -> Option<i64> {
    match length.unit {
        TimeUnit::Months => Some(length.amount),
        TimeUnit::Years => Some(length.amount.saturating_mul(12)),
        TimeUnit::WorkingDays | TimeUnit::CalendarDays | TimeUnit::Hours => None,
    }
}

/// The last day of a period; the day of the event does not count, natural periods end on a working day, hours at their minute.
pub(super) fn end(calendar: &Calendar, start: Day, length: Duration) -> Option<Day> {
    match length.unit {
        TimeUnit::WorkingDays => calendar.after(start, length.amount),
        TimeUnit::CalendarDays => calendar.roll(Day(start.0.checked_add(i32::try_from(length.amount).ok()?)?)),
        TimeUnit::Hours => Some(Day(start.0.checked_add(i32::try_from(length.amount.div_euclid(24)).ok()?)?)),
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
pub(crate) fn bounds_in_days(length: Duration) -> (i64, i64) {
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
