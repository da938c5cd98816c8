//! The clock of a case: checks the order of events, finds the acceptance and from when it counts, runs each limit.

use super::pauses::{Pauses, Scale, moment, working_days};
use super::stages::{self, Days, StageDue, StageStart};
use super::{
    Arrival, Begins, Deadline, Due, Event, EventKind, Length, LimitKind, Limits, Phase, Start, Term, Undated, Unit,
    end_of,
};
use crate::calendar::Calendar;
use crate::error::Error;
use crate::tables::Day;

/// The days of a case.
///
/// ```
/// use matter_runtime::calendar::Calendar;
/// use matter_runtime::due::{Event, EventKind, Length, LimitKind, Limits, Start, Term, Unit, due};
/// use matter_runtime::tables::Day;
/// // A fortnight from Monday 2026-03-02.
/// let monday: Day = "2026-03-02".parse().unwrap();
/// let works = |n: i64| n % 7 < 5;
/// let calendar = Calendar::new("cn", monday, monday.plus_days(13), monday, (0..14).map(works));
/// let term = Term {
///     kind: LimitKind::Promised,
///     length: Length { amount: 7, unit: Unit::WorkingDays },
///     start: Start::Acceptance,
///     stage: None,
///     deems_accepted: false,
///     extends: LimitKind::Statutory,
///     certain: true,
/// };
/// let limits = Limits { terms: vec![term], ..Limits::default() };
/// let accepted = [Event::on(EventKind::Accepted, monday)];
/// let due = due(&calendar, &limits, &accepted, monday).unwrap();
/// assert_eq!(due.promised.unwrap().day, "2026-03-11".parse().unwrap());
/// ```
///
/// # Errors
/// Events out of order, or behind `as_of`; a day outside the calendar; an extension that is not allowed.
pub fn due(calendar: &Calendar, limits: &Limits, events: &[Event], as_of: Day) -> Result<Due, Error> {
    check_order(events, &limits.phases, as_of)?;
    let clock = Clock { calendar, limits, events };
    let found = clock.accept(as_of)?;
    let begins = clock.begins(&found)?;
    let whole = clock.days(None, begins.at, &found)?;
    let due = Due {
        notice: found.notice,
        accepted: found.accepted.map(|event| event.day),
        deemed_accepted: found.deemed,
        arrival: begins.arrival,
        statutory: whole.statutory,
        promised: whole.promised,
        possible: whole.possible,
        undated: whole.undated,
        delivery: whole.delivery,
        paused_since: whole.paused_since,
        decision: whole.decision(),
    };
    if limits.phases.is_empty() {
        return Ok(due);
    }
    let has_own = clock.terms(None).any(Term::is_of_the_decision);
    Ok(stages::together(&due, &clock.stages(begins.at, &found)?, &limits.phases, has_own))
}

/// The days of each stage of approval, in the order of the stages; none if the matter has no stages.
///
/// # Errors
/// As [`due`].
pub fn stages(calendar: &Calendar, limits: &Limits, events: &[Event], as_of: Day) -> Result<Vec<StageDue>, Error> {
    check_order(events, &limits.phases, as_of)?;
    let clock = Clock { calendar, limits, events };
    let found = clock.accept(as_of)?;
    let begins = clock.begins(&found)?;
    clock.stages(begins.at, &found)
}

fn keep_earlier(known: &mut Option<Deadline>, new: Option<Deadline>) {
    *known = match (*known, new) {
        (Some(known), Some(new)) => Some(known.min(new)),
        (known, new) => known.or(new),
    };
}

/// What the walk through the events has found.
#[derive(Clone, Copy)]
struct Found {
    /// Receipt of the materials, or of what was missing.
    receipt: Option<Event>,
    accepted: Option<Event>,
    deemed: bool,
    notice: Option<Deadline>,
}

/// From when it counts what counts from acceptance.
struct Beginning {
    at: Option<Event>,
    arrival: Option<Arrival>,
}

struct Clock<'a> {
    calendar: &'a Calendar,
    limits: &'a Limits,
    events: &'a [Event],
}

impl Clock<'_> {
    // Finds the acceptance: declared, or deemed because nobody was told within the notice limit.
    fn accept(&self, as_of: Day) -> Result<Found, Error> {
        let notice = self.limits.terms.iter().find(|term| term.kind == LimitKind::Notice && term.certain);
        let mut found = Found { receipt: None, accepted: None, deemed: false, notice: None };
        let mut waiting = false;
        for event in self.events {
            if waiting && found.accepted.is_none() {
                self.deem(notice, event.day, &mut found)?;
            }
            match event.kind {
                // What nobody has accepted, not even by silence, cannot be decided.
                EventKind::Decided if found.accepted.is_none() => {
                    return Err(Error::EventsOutOfOrder { day: event.day });
                }
                EventKind::Applied if found.receipt.is_none() => (found.receipt, waiting) = (Some(*event), true),
                EventKind::Received | EventKind::Corrected if found.accepted.is_none() => {
                    (found.receipt, waiting) = (Some(*event), true);
                }
                EventKind::Noticed => waiting = false,
                EventKind::Accepted if found.accepted.is_none() => found.accepted = Some(*event),
                _ => {}
            }
        }
        if waiting && found.accepted.is_none() {
            self.deem(notice, as_of, &mut found)?;
        }
        if let (Some(term), Some(receipt)) = (notice, found.receipt) {
            found.notice = Some(self.ending(term, receipt)?);
        }
        Ok(found)
    }

    // From when what counts from acceptance counts: what was handed in elsewhere counts from its receipt there, or from its arrival.
    fn begins(&self, found: &Found) -> Result<Beginning, Error> {
        let handed_in = found.receipt.or(found.accepted);
        let forward = match (self.limits.begins, handed_in) {
            (Begins::Acceptance, _) | (_, None) => return Ok(Beginning { at: found.accepted, arrival: None }),
            (Begins::Receipt, Some(_)) => {
                let at = found.accepted.and(handed_in);
                return Ok(Beginning { at, arrival: None });
            }
            (Begins::Arrival(forward), Some(_)) => forward,
        };
        let Some(handed_in) = handed_in else { return Ok(Beginning { at: None, arrival: None }) };
        let moment = |event: &Event| (event.day, event.minute);
        let arrived = |event: &&Event| event.kind == EventKind::Arrived && moment(event) >= moment(&handed_in);
        let (arrived, assumed) = match (self.events.iter().rev().find(arrived), forward) {
            (Some(event), _) => (*event, false),
            (None, None) => (handed_in, true),
            (None, Some(length)) => {
                let (day, minute) = self.within(moment(&handed_in), length)?;
                (Event { day, minute, ..handed_in }, true)
            }
        };
        let at = found.accepted.map(|accepted| if moment(&accepted) < moment(&arrived) { arrived } else { accepted });
        Ok(Beginning { at, arrival: Some(Arrival { day: arrived.day, assumed }) })
    }

    // A stage begins when the one before it is decided, or else has to be.
    fn stages(&self, begins: Option<Event>, found: &Found) -> Result<Vec<StageDue>, Error> {
        let known = |Event { day, minute, timed, .. }| StageStart { day, minute, timed, assumed: false };
        let mut stages: Vec<StageDue> = Vec::with_capacity(self.limits.phases.len());
        for (stage, phase) in (0..).zip(&self.limits.phases) {
            let begins = match phase.after {
                None => begins.map(known),
                // That the whole is decided says nothing of when the stage before was: a late decision must not move its own last day.
                Some(before) => self
                    .decision_of(Some(before))
                    .map(known)
                    .or_else(|| stages.get(usize::from(before)).and_then(StageDue::has_to_end)),
            };
            let at = begins.map(|StageStart { day, minute, timed, .. }| Event {
                minute,
                timed,
                ..Event::on(EventKind::Decided, day)
            });
            let decided = self.decided(Some(stage)).map(|event| (event.day, event.minute));
            stages.push(StageDue { begins, decided, days: self.days(Some(stage), at, found)? });
        }
        Ok(stages)
    }

    fn terms(&self, stage: Option<u16>) -> impl Iterator<Item = &Term> {
        self.limits.terms.iter().filter(move |term| term.stage == stage)
    }

    // The days of the limits of one stage, or of those of no stage.
    fn days(&self, stage: Option<u16>, begins: Option<Event>, found: &Found) -> Result<Days, Error> {
        self.check_extension(stage, begins, found)?;
        let mut days = Days::default();
        for term in self.terms(stage) {
            let Some(start) = self.start(term, begins, found) else { continue };
            match (term.kind, term.certain) {
                (LimitKind::Statutory, true) => keep_earlier(&mut days.statutory, self.deadline(term, start)?),
                (LimitKind::Promised, true) => keep_earlier(&mut days.promised, self.deadline(term, start)?),
                // What ends behind the calendar is earlier than nothing that is known.
                (LimitKind::Statutory | LimitKind::Promised, false) => {
                    keep_earlier(&mut days.possible, self.deadline(term, start).unwrap_or(None));
                }
                // What is decided already is handed over whatever the decision had to wait for.
                (LimitKind::Delivery, true) => keep_earlier(&mut days.delivery, Some(self.ending(term, start)?)),
                (LimitKind::Delivery, false) | (LimitKind::Notice | LimitKind::Extension, _) => {}
            }
        }
        days.paused_since = self.paused_since(stage, &days, begins)?;
        days.undated = self.undated(stage, &days, (begins, found))?;
        Ok(days)
    }

    fn deem(&self, notice: Option<&Term>, by: Day, found: &mut Found) -> Result<(), Error> {
        let Some((term, receipt)) = notice.filter(|term| term.deems_accepted).zip(found.receipt) else { return Ok(()) };
        if by > self.ending(term, receipt)?.day {
            (found.accepted, found.deemed) = (Some(receipt), true);
        }
        Ok(())
    }

    fn start(&self, term: &Term, begins: Option<Event>, found: &Found) -> Option<Event> {
        let last = |kind: EventKind| self.events.iter().rev().find(|event| event.kind == kind).copied();
        match term.start {
            Start::Application => last(EventKind::Applied).or_else(|| last(EventKind::Received)),
            Start::Receipt => found.receipt,
            Start::Notice => last(EventKind::Noticed),
            Start::Correction => last(EventKind::Corrected).or(found.receipt),
            Start::Acceptance => begins,
            Start::Finding => last(EventKind::Found),
            Start::Decision => self.decided(term.stage),
            Start::Delivery => last(EventKind::Delivered),
        }
    }

    // The decision of a stage; the whole is decided when that was said, or when all stages are.
    fn decided(&self, stage: Option<u16>) -> Option<Event> {
        let of = |stage: Option<u16>| self.decision_of(stage);
        let whole = || of(None);
        if stage.is_some() {
            return of(stage).or_else(whole);
        }
        let all = || {
            let stages = (0..).zip(&self.limits.phases).map(|(stage, _)| of(Some(stage)));
            let decisions: Option<Vec<Event>> = stages.collect();
            decisions?.into_iter().max_by_key(|event| (event.day, event.minute))
        };
        whole().or_else(|| if self.limits.phases.is_empty() { None } else { all() })
    }

    // The decision that names this stage, or none.
    fn decision_of(&self, stage: Option<u16>) -> Option<Event> {
        let decides = |event: &&Event| event.kind == EventKind::Decided && event.stage == stage;
        self.events.iter().find(decides).copied()
    }

    fn is_extended(&self, stage: Option<u16>) -> bool {
        self.events.iter().any(|event| event.kind == EventKind::Extended && self.stage_of(event) == stage)
    }

    // The end of a limit of the decision; `None` while the clock stands still.
    fn deadline(&self, term: &Term, start: Event) -> Result<Option<Deadline>, Error> {
        let of_it = |other: &&Term| other.kind == LimitKind::Extension && other.extends == term.kind && other.certain;
        let extension = if self.is_extended(term.stage) { self.terms(term.stage).find(of_it) } else { None };
        self.run(term, extension, start)
    }

    // The end of a limit that is neither paused nor extended.
    fn ending(&self, term: &Term, start: Event) -> Result<Deadline, Error> {
        let end = self.within((start.day, start.minute), term.length)?;
        self.settle(end, term.length.unit, start.timed)
    }

    // The end of a length of time that begins and ends in the calendar.
    fn within(&self, start: (Day, u16), length: Length) -> Result<(Day, u16), Error> {
        self.known(start.0)?;
        let end = end_of(self.calendar, start, length)?;
        self.known(end.0).map(|()| end)
    }

    fn known(&self, day: Day) -> Result<(), Error> {
        self.calendar.ordinal(day).map(|_| ()).ok_or(Error::OutsideCalendar { day })
    }

    // `None` while the clock stands still.
    fn run(&self, term: &Term, extension: Option<&Term>, start: Event) -> Result<Option<Deadline>, Error> {
        let mut end = self.within((start.day, start.minute), term.length)?;
        let mut unit = term.length.unit;
        if let Some(extension) = extension {
            end = self.within(end, extension.length)?;
            unit = extension.length.unit;
        }
        let scale = if unit == Unit::Hours { Scale::Minutes } else { Scale::Days };
        let counts_from = match scale {
            Scale::Days => i64::from(start.day.0) + 1,
            Scale::Minutes => moment(start.day, start.minute),
        };
        let mut pauses = Pauses::new(self.calendar, &self.limits.exclusions, self.events, (term.stage, scale));
        while let Some(pause) = pauses.next(self.last_day(end.0, unit))? {
            // A day that a pause begins on is lost even if it is the last; a moment is not.
            if scale == Scale::Minutes && pause.from >= moment(end.0, end.1) {
                break;
            }
            // A period that ends on a day off lasts until the next working day, and is paused until then.
            if scale == Scale::Days && pause.from > end.0.0.into() {
                end.0 = self.last_day(end.0, unit);
            }
            let Some(until) = pause.until else { return Ok(None) };
            let from = pause.from.max(counts_from);
            if until > from {
                end = self.later(end, unit, (from, until))?;
            }
        }
        self.settle(end, unit, start.timed).map(Some)
    }

    // The end moved by what a pause took: days or minutes from the first to before the second.
    fn later(&self, end: (Day, u16), unit: Unit, (from, until): (i64, i64)) -> Result<(Day, u16), Error> {
        let day = |number: i64| Day(i32::try_from(number).unwrap_or(i32::MAX));
        let later = match unit {
            Unit::WorkingDays => {
                let count = working_days(self.calendar, day(from), day(until - 1))?;
                (self.calendar.after(end.0, count).ok_or(Error::OutsideCalendar { day: end.0 })?, end.1)
            }
            Unit::Hours => {
                let moment = moment(end.0, end.1).saturating_add(until - from);
                (day(moment.div_euclid(1_440)), u16::try_from(moment.rem_euclid(1_440)).unwrap_or(0))
            }
            Unit::CalendarDays | Unit::Months | Unit::Years => (end.0.plus_days(until - from), end.1),
        };
        self.known(later.0).map(|()| later)
    }

    // The day on which a period ends that would end on this one; behind the calendar that day itself.
    fn last_day(&self, day: Day, unit: Unit) -> Day {
        match unit {
            Unit::WorkingDays | Unit::Hours => day,
            Unit::CalendarDays | Unit::Months | Unit::Years => self.calendar.roll(day).unwrap_or(day),
        }
    }

    // Hours from an event whose time nobody knows end at a time that nobody knows.
    fn settle(&self, (day, minute): (Day, u16), unit: Unit, timed: bool) -> Result<Deadline, Error> {
        let outside = || Error::OutsideCalendar { day };
        let (day, minute) = match unit {
            Unit::WorkingDays => (day, None),
            Unit::CalendarDays | Unit::Months | Unit::Years => (self.calendar.roll(day).ok_or_else(outside)?, None),
            Unit::Hours => (day, timed.then_some(minute)),
        };
        Ok(Deadline { day, minute, provisional: self.calendar.is_provisional(day) })
    }

    // Once in a stage, and before the limit has passed.
    fn check_extension(&self, stage: Option<u16>, begins: Option<Event>, found: &Found) -> Result<(), Error> {
        let extends = |event: &&Event| event.kind == EventKind::Extended && self.stage_of(event) == stage;
        let mut extensions = self.events.iter().filter(extends);
        let Some(first) = extensions.next() else { return Ok(()) };
        if let Some(second) = extensions.next() {
            return Err(Error::ExtendedTwice { day: second.day });
        }
        let not_extensible = Error::NotExtensible { day: first.day };
        let certain = |kind: LimitKind| self.terms(stage).find(|term| term.kind == kind && term.certain);
        let Some(extension) = certain(LimitKind::Extension) else { return Err(not_extensible) };
        let extended = certain(extension.extends);
        let start = extended.and_then(|term| Some((term, self.start(term, begins, found)?)));
        let Some((term, start)) = start else { return Err(not_extensible) };
        match self.run(term, None, start)? {
            Some(deadline) if first.day > deadline.day => Err(not_extensible),
            _ => Ok(()),
        }
    }

    // The stage that an event names, if there is such a stage.
    fn stage_of(&self, event: &Event) -> Option<u16> {
        event.stage.filter(|stage| usize::from(*stage) < self.limits.phases.len())
    }

    // Since when no limit of the decision runs, because a pause has not ended.
    fn paused_since(&self, stage: Option<u16>, days: &Days, begins: Option<Event>) -> Result<Option<Day>, Error> {
        let running = days.statutory.is_some() || days.promised.is_some();
        if running || begins.is_none() {
            return Ok(None);
        }
        let kept = (stage, Scale::Days);
        let mut pauses = Pauses::new(self.calendar, &self.limits.exclusions, self.events, kept);
        while let Some(pause) = pauses.next(Day(i32::MAX))? {
            if pause.until.is_none() {
                return Ok(i32::try_from(pause.from).ok().map(Day));
            }
        }
        Ok(None)
    }

    // Why there is no day for the decision.
    fn undated(
        &self,
        stage: Option<u16>,
        days: &Days,
        (begins, found): (Option<Event>, &Found),
    ) -> Result<Option<Undated>, Error> {
        if days.decision().is_some() {
            return Ok(None);
        }
        let mut why = Undated::NoLimit;
        for term in self.terms(stage).filter(|term| term.is_of_the_decision()) {
            match self.start(term, begins, found) {
                Some(start) if term.certain && self.deadline(term, start)?.is_none() => {
                    return Ok(Some(Undated::Paused));
                }
                Some(_) => why = Undated::Answers,
                None if why == Undated::NoLimit => why = Undated::NotStarted,
                None => {}
            }
        }
        Ok(Some(why))
    }
}

// Neither days nor minutes go back, and nothing has happened that is asked about too early; what ends has begun; an application is made once
// and first, and nothing is received that was accepted before, and only what was handed in arrives; after the decision only delivery follows.
fn check_order(events: &[Event], phases: &[Phase], as_of: Day) -> Result<(), Error> {
    let mut last: Option<&Event> = None;
    for (index, event) in events.iter().enumerate() {
        let before = events.get(..index).unwrap_or_default();
        let earlier = |last: &Event| (event.day, event.minute) < (last.day, last.minute);
        let backwards = event.day > as_of || last.is_some_and(earlier);
        if backwards || misplaced(event, before, phases) {
            return Err(Error::EventsOutOfOrder { day: event.day });
        }
        last = Some(event);
    }
    Ok(())
}

// Whether something cannot happen behind what has happened before. A stage is decided once, behind the one that it waits for and before the
// whole; only the result of the whole is handed over, and that is the end. What was handed in arrives once.
fn misplaced(event: &Event, before: &[Event], phases: &[Phase]) -> bool {
    let has = |kind: EventKind| before.iter().any(|earlier| earlier.kind == kind);
    let of_stage = |stage| before.iter().any(|one| one.kind == EventKind::Decided && one.stage == stage);
    let decided = of_stage(None);
    has(EventKind::Delivered)
        || match event.kind {
            EventKind::Resumed(rule) => !open(before, rule) || decided,
            EventKind::Paused(rule) => open(before, rule) || decided,
            EventKind::Delivered => {
                let all = (0..).zip(phases).all(|(stage, _)| of_stage(Some(stage)));
                !has(EventKind::Decided) || !(decided || all)
            }
            EventKind::Decided => {
                let phase = event.stage.and_then(|stage| phases.get(usize::from(stage)));
                let waits = phase.is_some_and(|phase| phase.after.is_some_and(|after| !of_stage(Some(after))));
                decided || of_stage(event.stage) || waits
            }
            EventKind::Accepted => has(EventKind::Accepted) || decided,
            EventKind::Corrected => !has(EventKind::Noticed) || decided,
            EventKind::Applied => !before.is_empty(),
            EventKind::Received => has(EventKind::Accepted) || decided,
            EventKind::Arrived => {
                let moved = before.iter().rev().find(|one| one.kind == EventKind::Arrived || is_received(one));
                decided || moved.map_or(!has(EventKind::Accepted), |last| last.kind == EventKind::Arrived)
            }
            EventKind::Noticed => decided || !(has(EventKind::Accepted) || before.iter().any(is_received)),
            EventKind::Extended | EventKind::Found => decided,
        }
}

const fn is_received(event: &Event) -> bool {
    matches!(event.kind, EventKind::Applied | EventKind::Received | EventKind::Corrected)
}

fn open(events: &[Event], rule: crate::RuleId) -> bool {
    let last = events
        .iter()
        .rev()
        .find(|event| matches!(event.kind, EventKind::Paused(of) | EventKind::Resumed(of) if of == rule));
    last.is_some_and(|event| matches!(event.kind, EventKind::Paused(_)))
}
