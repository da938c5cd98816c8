//! The clock of a case: checks the order of events, finds the acceptance, runs each limit.

use super::pauses::{Pauses, working_days};
use super::{Deadline, Due, Event, EventKind, Exclusion, Length, LimitKind, Start, Term, Undated, Unit, end_of};
use crate::calendar::Calendar;
use crate::error::Error;
use crate::tables::Day;

/// The days of a case.
///
/// ```
/// use matter_runtime::calendar::Calendar;
/// use matter_runtime::due::{Event, EventKind, Length, LimitKind, Start, Term, Unit, due};
/// use matter_runtime::tables::Day;
/// // A fortnight from Monday 2026-03-02.
/// let monday: Day = "2026-03-02".parse().unwrap();
/// let works = |n: i64| n % 7 < 5;
/// let calendar = Calendar::new("cn", monday, monday.plus_days(13), monday, (0..14).map(works));
/// let term = Term {
///     kind: LimitKind::Promised,
///     length: Length { amount: 7, unit: Unit::WorkingDays },
///     start: Start::Acceptance,
///     deems_accepted: false,
///     extends: LimitKind::Statutory,
///     certain: true,
/// };
/// let accepted = [Event::on(EventKind::Accepted, monday)];
/// let due = due(&calendar, &[term], &[], &accepted, monday).unwrap();
/// assert_eq!(due.promised.unwrap().day, "2026-03-11".parse().unwrap());
/// ```
///
/// # Errors
/// Events out of order, or behind `as_of`; a day outside the calendar; an extension that is not allowed.
pub fn due(
    calendar: &Calendar,
    terms: &[Term],
    exclusions: &[Exclusion],
    events: &[Event],
    as_of: Day,
) -> Result<Due, Error> {
    check_order(events, as_of)?;
    let clock = Clock { calendar, terms, exclusions, events };
    let mut found = clock.accept(as_of)?;
    clock.check_extension(&found)?;
    for term in terms {
        let Some(start) = clock.start(term.start, &found) else { continue };
        match (term.kind, term.certain) {
            (LimitKind::Statutory, true) => keep_earlier(&mut found.due.statutory, clock.deadline(term, start)?),
            (LimitKind::Promised, true) => keep_earlier(&mut found.due.promised, clock.deadline(term, start)?),
            // What ends behind the calendar is earlier than nothing that is known.
            (LimitKind::Statutory | LimitKind::Promised, false) => {
                keep_earlier(&mut found.due.possible, clock.deadline(term, start).unwrap_or(None));
            }
            // What is decided already is handed over whatever the decision had to wait for.
            (LimitKind::Delivery, true) => keep_earlier(&mut found.due.delivery, Some(clock.ending(term, start)?)),
            (LimitKind::Delivery, false) | (LimitKind::Notice | LimitKind::Extension, _) => {}
        }
    }
    found.due.paused_since = clock.paused_since(&found)?;
    found.due.undated = clock.undated(&found)?;
    Ok(found.due)
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
    due: Due,
    /// Receipt of the materials, or of what was missing.
    receipt: Option<Event>,
    accepted: Option<Event>,
}

struct Clock<'a> {
    calendar: &'a Calendar,
    terms: &'a [Term],
    exclusions: &'a [Exclusion],
    events: &'a [Event],
}

impl Clock<'_> {
    // Finds the acceptance: declared, or deemed because nobody was told within the notice limit.
    fn accept(&self, as_of: Day) -> Result<Found, Error> {
        let notice = self.certain(LimitKind::Notice);
        let mut found = Found { due: Due::default(), receipt: None, accepted: None };
        let mut waiting = false;
        for event in self.events {
            if waiting && found.accepted.is_none() {
                self.deem(notice, event.day, &mut found)?;
            }
            match event.kind {
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
            found.due.notice = Some(self.ending(term, receipt)?);
        }
        found.due.accepted = found.accepted.map(|event| event.day);
        Ok(found)
    }

    fn deem(&self, notice: Option<&Term>, by: Day, found: &mut Found) -> Result<(), Error> {
        let Some((term, receipt)) = notice.filter(|term| term.deems_accepted).zip(found.receipt) else { return Ok(()) };
        if by > self.ending(term, receipt)?.day {
            found.accepted = Some(receipt);
            found.due.deemed_accepted = true;
        }
        Ok(())
    }

    fn start(&self, start: Start, found: &Found) -> Option<Event> {
        let last = |kind: EventKind| self.events.iter().rev().find(|event| event.kind == kind).copied();
        match start {
            Start::Application => last(EventKind::Applied).or_else(|| last(EventKind::Received)),
            Start::Receipt => found.receipt,
            Start::Notice => last(EventKind::Noticed),
            Start::Correction => last(EventKind::Corrected).or(found.receipt),
            Start::Acceptance => found.accepted,
            Start::Finding => last(EventKind::Found),
            Start::Decision => last(EventKind::Decided),
            Start::Delivery => last(EventKind::Delivered),
        }
    }

    // The first limit of a kind that certainly holds.
    fn certain(&self, kind: LimitKind) -> Option<&Term> {
        self.terms.iter().find(|term| term.kind == kind && term.certain)
    }

    // The end of a limit of the decision; `None` while the clock stands still.
    fn deadline(&self, term: &Term, start: Event) -> Result<Option<Deadline>, Error> {
        let extended = self.events.iter().any(|event| event.kind == EventKind::Extended);
        let extension = self.extension(term.kind).filter(|_| extended);
        self.run(term, extension, start)
    }

    // The end of a limit that is neither paused nor extended.
    fn ending(&self, term: &Term, start: Event) -> Result<Deadline, Error> {
        let end = self.within((start.day, start.minute), term.length)?;
        self.settle(end, term.length.unit)
    }

    fn extension(&self, of: LimitKind) -> Option<&Term> {
        let extends = |term: &&Term| term.kind == LimitKind::Extension && term.extends == of && term.certain;
        self.terms.iter().find(extends)
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
        let mut pauses = Pauses::new(self.calendar, self.exclusions, self.events);
        while let Some(pause) = pauses.next(end.0)? {
            if pause.first > end.0 {
                break;
            }
            let Some(last) = pause.last else { return Ok(None) };
            let first = pause.first.max(start.day.plus_days(1));
            if last < first {
                continue;
            }
            end.0 = match unit {
                Unit::WorkingDays => {
                    let count = working_days(self.calendar, first, last)?;
                    self.calendar.after(end.0, count).ok_or(Error::OutsideCalendar { day: end.0 })?
                }
                _ => end.0.plus_days(i64::from(last.0) - i64::from(first.0) + 1),
            };
            self.known(end.0)?;
        }
        self.settle(end, unit).map(Some)
    }

    fn settle(&self, (day, minute): (Day, u16), unit: Unit) -> Result<Deadline, Error> {
        let outside = || Error::OutsideCalendar { day };
        let (day, minute) = match unit {
            Unit::WorkingDays => (day, None),
            Unit::CalendarDays | Unit::Months | Unit::Years => (self.calendar.roll(day).ok_or_else(outside)?, None),
            Unit::Hours => (day, Some(minute)),
        };
        Ok(Deadline { day, minute, provisional: self.calendar.is_provisional(day) })
    }

    // Once, and before the limit has passed.
    fn check_extension(&self, found: &Found) -> Result<(), Error> {
        let mut extensions = self.events.iter().filter(|event| event.kind == EventKind::Extended);
        let Some(first) = extensions.next() else { return Ok(()) };
        if let Some(second) = extensions.next() {
            return Err(Error::ExtendedTwice { day: second.day });
        }
        let not_extensible = Error::NotExtensible { day: first.day };
        let Some(extension) = self.certain(LimitKind::Extension) else { return Err(not_extensible) };
        let extended = self.certain(extension.extends);
        let start = extended.and_then(|term| Some((term, self.start(term.start, found)?)));
        let Some((term, start)) = start else { return Err(not_extensible) };
        match self.run(term, None, start)? {
            Some(deadline) if first.day > deadline.day => Err(not_extensible),
            _ => Ok(()),
        }
    }

    // Since when no limit of the decision runs, because a pause has not ended.
    fn paused_since(&self, found: &Found) -> Result<Option<Day>, Error> {
        let running = found.due.statutory.is_some() || found.due.promised.is_some();
        if running || found.accepted.is_none() {
            return Ok(None);
        }
        let mut pauses = Pauses::new(self.calendar, self.exclusions, self.events);
        while let Some(pause) = pauses.next(Day(i32::MAX))? {
            if pause.last.is_none() {
                return Ok(Some(pause.first));
            }
        }
        Ok(None)
    }

    // Why there is no day for the decision.
    fn undated(&self, found: &Found) -> Result<Option<Undated>, Error> {
        if found.due.decision().is_some() {
            return Ok(None);
        }
        let mut why = Undated::NoLimit;
        for term in self.terms.iter().filter(|term| term.is_of_the_decision()) {
            match self.start(term.start, found) {
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
// and first, and nothing is received that was accepted before; after the decision only delivery follows.
fn check_order(events: &[Event], as_of: Day) -> Result<(), Error> {
    let mut last: Option<&Event> = None;
    for (index, event) in events.iter().enumerate() {
        let before = events.get(..index).unwrap_or_default();
        let has = |kind: EventKind| before.iter().any(|earlier| earlier.kind == kind);
        let earlier = |last: &Event| (event.day, event.minute) < (last.day, last.minute);
        let backwards = event.day > as_of || last.is_some_and(earlier);
        let misplaced = match event.kind {
            EventKind::Resumed(rule) => !open(before, rule) || has(EventKind::Decided),
            EventKind::Paused(rule) => open(before, rule) || has(EventKind::Decided),
            EventKind::Delivered => has(EventKind::Delivered) || !has(EventKind::Decided),
            kind @ (EventKind::Decided | EventKind::Accepted) => has(kind) || has(EventKind::Decided),
            EventKind::Corrected => !has(EventKind::Noticed) || has(EventKind::Decided),
            EventKind::Applied => index > 0,
            EventKind::Received => has(EventKind::Accepted) || has(EventKind::Decided),
            _ => has(EventKind::Decided),
        };
        if backwards || misplaced {
            return Err(Error::EventsOutOfOrder { day: event.day });
        }
        last = Some(event);
    }
    Ok(())
}

fn open(events: &[Event], rule: crate::RuleId) -> bool {
    let last = events
        .iter()
        .rev()
        .find(|event| matches!(event.kind, EventKind::Paused(of) | EventKind::Resumed(of) if of == rule));
    last.is_some_and(|event| matches!(event.kind, EventKind::Paused(_)))
}
