//! Pauses: what of a period does not count. Overlapping pauses are one; a reason with a longest time stops counting when that is used up;
//! with the decision every pause ends.

use super::{Event, EventKind, Exclusion, Length, Unit};
use crate::calendar::Calendar;
use crate::catalogue::RuleId;
use crate::error::Error;
use crate::tables::Day;

/// A pause from its first to its last day, both not counted; open if it has not ended.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Pause {
    pub(super) first: Day,
    pub(super) last: Option<Day>,
}

/// The events' pauses, in order of their beginning, overlaps cut off.
pub(super) struct Pauses<'a> {
    calendar: &'a Calendar,
    exclusions: &'a [Exclusion],
    events: &'a [Event],
    next: usize,
    covered: Option<Day>,
}

impl<'a> Pauses<'a> {
    pub(super) fn new(calendar: &'a Calendar, exclusions: &'a [Exclusion], events: &'a [Event]) -> Self {
        Self { calendar, exclusions, events, next: 0, covered: None }
    }

    // The pause that begins with an event, as long as its reason may last.
    fn pause(&self, index: usize) -> Result<Option<Pause>, Error> {
        let Some(Event { kind: EventKind::Paused(rule), day: first, .. }) = self.events.get(index).copied() else {
            return Ok(None);
        };
        let last = self.resumption(index, rule);
        let at_most = self.exclusions.iter().find(|one| one.rule == rule).and_then(|one| one.at_most);
        let Some(at_most) = at_most else { return Ok(Some(Pause { first, last })) };
        let left = at_most.amount.saturating_sub(self.used(index, rule, at_most.unit)?);
        if left <= 0 {
            return Ok(None);
        }
        // A longest time that ends behind the calendar ends behind every day that is asked for.
        let cap = self.last_of(first, Length { amount: left, unit: at_most.unit }).unwrap_or(Day(i32::MAX));
        Ok(Some(Pause { first, last: Some(last.map_or(cap, |last| last.min(cap))) }))
    }

    // The day on which a pause that begins with an event ends: it goes on, or it is decided.
    fn resumption(&self, index: usize, rule: RuleId) -> Option<Day> {
        let ends = |event: &&Event| matches!(event.kind, EventKind::Decided) || event.kind == EventKind::Resumed(rule);
        self.events.iter().skip(index).find(ends).map(|event| event.day)
    }

    // How much of a reason's longest time earlier pauses of the same reason have used.
    fn used(&self, index: usize, rule: RuleId, unit: Unit) -> Result<i64, Error> {
        let mut used = 0_i64;
        let earlier = self.events.iter().take(index).enumerate();
        for (start, event) in earlier.filter(|(_, event)| event.kind == EventKind::Paused(rule)) {
            let Some(last) = self.resumption(start, rule) else { continue };
            used = used.saturating_add(match unit {
                Unit::WorkingDays => working_days(self.calendar, event.day, last)?,
                _ => i64::from(last.0) - i64::from(event.day.0) + 1,
            });
        }
        Ok(used)
    }

    // The last day of a length that begins with `first` itself.
    fn last_of(&self, first: Day, length: Length) -> Result<Day, Error> {
        let eve = first.plus_days(-1);
        Ok(super::end_of(self.calendar, (eve, 0), length)?.0)
    }

    /// The next pause that begins on this day or before it, less what an earlier one has covered.
    pub(super) fn next(&mut self, until: Day) -> Result<Option<Pause>, Error> {
        while self.events.get(self.next).is_some_and(|event| event.day <= until) {
            let pause = self.pause(self.next)?;
            self.next += 1;
            let Some(mut pause) = pause else { continue };
            if let Some(covered) = self.covered {
                if pause.last.is_some_and(|last| last <= covered) {
                    continue;
                }
                pause.first = pause.first.max(covered.plus_days(1));
            }
            self.covered = pause.last;
            return Ok(Some(pause));
        }
        Ok(None)
    }
}

pub(super) fn working_days(calendar: &Calendar, first: Day, last: Day) -> Result<i64, Error> {
    calendar.working_days_in(first, last).ok_or(Error::OutsideCalendar { day: last })
}
