//! Pauses: what of a period does not count. Overlapping pauses are one; a reason with a longest time stops counting when that is used up;
//! with the decision every pause ends. A reason of a stage concerns that stage and the whole, a reason of the matter every stage.

use super::{Event, EventKind, Exclusion, Length, Unit};
use crate::calendar::Calendar;
use crate::catalogue::RuleId;
use crate::error::Error;
use crate::tables::Day;

/// In what a limit counts its pauses.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Scale {
    /// Whole days: neither that of the pause nor that of the resumption counts.
    Days,
    /// Minutes, from the moment of the pause to that of the resumption.
    Minutes,
}

/// A pause from its first day or minute to the first one that counts again; open if it has not ended.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Pause {
    pub(super) from: i64,
    pub(super) until: Option<i64>,
}

/// The events' pauses, in order of their beginning, overlaps cut off.
pub(super) struct Pauses<'a> {
    calendar: &'a Calendar,
    exclusions: &'a [Exclusion],
    events: &'a [Event],
    stage: Option<u16>,
    scale: Scale,
    next: usize,
    covered: Option<i64>,
}

/// The minutes since the first day of days.
pub(super) fn moment(day: Day, minute: u16) -> i64 {
    i64::from(day.0).saturating_mul(1_440).saturating_add(minute.into())
}

impl<'a> Pauses<'a> {
    pub(super) fn new(
        calendar: &'a Calendar,
        exclusions: &'a [Exclusion],
        events: &'a [Event],
        (stage, scale): (Option<u16>, Scale),
    ) -> Self {
        Self { calendar, exclusions, events, stage, scale, next: 0, covered: None }
    }

    // The pause that begins with an event, as long as its reason may last.
    fn pause(&self, index: usize) -> Result<Option<Pause>, Error> {
        let Some(Event { kind: EventKind::Paused(rule), day, minute, .. }) = self.events.get(index).copied() else {
            return Ok(None);
        };
        let exclusion = self.exclusions.iter().find(|one| one.rule == rule);
        let of = exclusion.and_then(|one| one.stage);
        let concerns = of.is_none() || self.stage.is_none() || of == self.stage;
        if !concerns || self.events.iter().take(index).any(|event| self.decides(event, of)) {
            return Ok(None);
        }
        let from = match self.scale {
            Scale::Days => day.0.into(),
            Scale::Minutes => moment(day, minute),
        };
        let resumed = self.resumption(index, rule, of).map(|event| match self.scale {
            Scale::Days => i64::from(event.day.0) + 1,
            Scale::Minutes => moment(event.day, event.minute),
        });
        let Some(at_most) = exclusion.and_then(|one| one.at_most) else {
            return Ok(Some(Pause { from, until: resumed }));
        };
        let Some(end) = self.longest(index, (rule, of), at_most)? else { return Ok(None) };
        Ok(Some(Pause { from, until: Some(resumed.map_or(end, |resumed| resumed.min(end))) }))
    }

    fn decides(&self, event: &Event, of: Option<u16>) -> bool {
        event.kind == EventKind::Decided && (event.stage.is_none() || event.stage == of || event.stage == self.stage)
    }

    // The event with which a pause that begins with another one ends: it goes on, or it is decided.
    fn resumption(&self, index: usize, rule: RuleId, of: Option<u16>) -> Option<&Event> {
        let ends = |event: &&Event| event.kind == EventKind::Resumed(rule) || self.decides(event, of);
        self.events.iter().skip(index).find(ends)
    }

    // When a reason's longest time is used up; `None` if earlier pauses of the same reason have left nothing of it.
    fn longest(&self, index: usize, reason: (RuleId, Option<u16>), most: Length) -> Result<Option<i64>, Error> {
        let Some(event) = self.events.get(index) else { return Ok(None) };
        let used = self.used(index, reason, most.unit)?;
        if most.unit == Unit::Hours {
            let left = most.amount.saturating_mul(60).saturating_sub(used);
            let end = moment(event.day, event.minute).saturating_add(left);
            let end = if self.scale == Scale::Days { end.div_euclid(1_440) + 1 } else { end };
            return Ok((left > 0).then_some(end));
        }
        let left = most.amount.saturating_sub(used);
        // A longest time that ends behind the calendar ends behind every day that is asked for.
        let last = self.last_of(event.day, Length { amount: left, ..most }).unwrap_or(Day(i32::MAX));
        let end = i64::from(last.0) + 1;
        Ok((left > 0).then_some(if self.scale == Scale::Days { end } else { end.saturating_mul(1_440) }))
    }

    // How much of a reason's longest time earlier pauses of the same reason have used; hours in minutes.
    fn used(&self, index: usize, (rule, of): (RuleId, Option<u16>), unit: Unit) -> Result<i64, Error> {
        let mut used = 0_i64;
        let earlier = self.events.iter().take(index).enumerate();
        for (start, event) in earlier.filter(|(_, event)| event.kind == EventKind::Paused(rule)) {
            let Some(end) = self.resumption(start, rule, of) else { continue };
            used = used.saturating_add(match unit {
                Unit::WorkingDays => working_days(self.calendar, event.day, end.day)?,
                Unit::Hours => moment(end.day, end.minute) - moment(event.day, event.minute),
                _ => i64::from(end.day.0) - i64::from(event.day.0) + 1,
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
                if pause.until.is_some_and(|until| until <= covered) {
                    continue;
                }
                pause.from = pause.from.max(covered);
            }
            self.covered = pause.until;
            return Ok(Some(pause));
        }
        Ok(None)
    }
}

pub(super) fn working_days(calendar: &Calendar, first: Day, last: Day) -> Result<i64, Error> {
    calendar.working_days_in(first, last).ok_or(Error::OutsideCalendar { day: last })
}
