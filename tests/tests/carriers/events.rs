//! What may happen to a case, in an order that can be: made up for the limits to run.

use std::collections::BTreeMap;

use matter_runtime::due::{Event, EventKind};
use matter_runtime::tables::{Day, Tables};
use matter_runtime::{Dates, RuleId};

use crate::cases::Dice;

/// The reasons for pauses that the matters name.
pub fn exclusions(tables: &Tables) -> BTreeMap<String, Vec<RuleId>> {
    let mut found: BTreeMap<String, Vec<RuleId>> = BTreeMap::new();
    for exclusion in &tables.exclusion {
        let edition = tables.rule[exclusion.rule as usize].edition;
        found.entry(tables.edition[edition as usize].matter.clone()).or_default().push(RuleId(exclusion.rule));
    }
    found
}

/// How many stages of approval a matter has at most.
pub fn stages(tables: &Tables) -> BTreeMap<String, u16> {
    let mut found: BTreeMap<String, u16> = BTreeMap::new();
    for phase in &tables.phase {
        let most = found.entry(tables.edition[phase.edition as usize].matter.clone()).or_default();
        *most = (*most).max(phase.seq + 1);
    }
    found
}

/// How far a case has come.
#[derive(Default)]
struct Course {
    events: Vec<Event>,
    noticed: bool,
    arrived: bool,
    accepted: bool,
    extended: bool,
    decided: bool,
    delivered: bool,
    paused: Vec<RuleId>,
    /// Of each stage, whether it is decided.
    stages: Vec<bool>,
}

/// The events of a case, and a day not before the last of them.
pub fn made(dates: Dates, (reasons, stages): (&[RuleId], u16), dice: &mut Dice) -> (Vec<Event>, Day) {
    let mut day = dates.application;
    let mut course = Course { stages: vec![false; usize::from(stages)], ..Course::default() };
    course.happens(if dice.roll(3) == 0 { EventKind::Applied } else { EventKind::Received }, day, dice);
    for _ in 0..dice.roll(9) {
        day = day.plus_days(i64::try_from(dice.roll(7)).unwrap());
        if let Some((kind, stage)) = course.next_of_stage(reasons, dice) {
            course.happens(kind, day, dice);
            course.events.last_mut().expect("an event").stage = stage;
        }
    }
    (course.events, day.plus_days(i64::try_from(dice.roll(30)).unwrap()))
}

impl Course {
    fn happens(&mut self, kind: EventKind, day: Day, dice: &mut Dice) {
        let minute = if dice.roll(4) == 0 { u16::try_from(dice.roll(1_440)).unwrap() } else { 540 };
        let before = self.events.last().filter(|last| last.day == day).map_or(0, |last| last.minute);
        let minute = minute.max(before);
        self.events.push(Event::at(kind, day, minute));
    }

    /// The same, of a stage if the matter has stages and it can be decided or extended by itself.
    fn next_of_stage(&mut self, reasons: &[RuleId], dice: &mut Dice) -> Option<(EventKind, Option<u16>)> {
        let stage = dice.roll(self.stages.len() + 1);
        let kind = self.next(reasons, dice)?;
        let known = u16::try_from(stage).ok().filter(|_| stage < self.stages.len());
        match (kind, known) {
            (EventKind::Extended, stage) => Some((kind, stage)),
            // A stage waits for earlier ones only.
            (EventKind::Decided, Some(_)) => {
                let of = self.stages.iter().position(|decided| !decided)?;
                self.stages[of] = true;
                self.decided = self.stages.iter().all(|decided| *decided);
                Some((kind, u16::try_from(of).ok()))
            }
            _ => Some((kind, None)),
        }
    }

    /// Something that can happen now.
    fn next(&mut self, reasons: &[RuleId], dice: &mut Dice) -> Option<EventKind> {
        if self.decided {
            let first = !std::mem::replace(&mut self.delivered, true);
            return first.then_some(EventKind::Delivered);
        }
        let kind = match dice.roll(10) {
            0 if !self.accepted => EventKind::Received,
            1 if !self.accepted => EventKind::Noticed,
            2 if self.noticed => EventKind::Corrected,
            3 if !self.extended && self.accepted => EventKind::Extended,
            4 => EventKind::Found,
            9 if !self.arrived => EventKind::Arrived,
            5 if self.accepted => EventKind::Decided,
            6..8 if !reasons.is_empty() => self.pause(*dice.one(reasons)),
            8.. if !self.accepted => EventKind::Accepted,
            _ => return None,
        };
        match kind {
            EventKind::Noticed => self.noticed = true,
            EventKind::Arrived => self.arrived = true,
            EventKind::Received | EventKind::Corrected => self.arrived = false,
            EventKind::Accepted => self.accepted = true,
            EventKind::Extended => self.extended = true,
            EventKind::Decided => self.decided = true,
            _ => {}
        }
        Some(kind)
    }

    fn pause(&mut self, reason: RuleId) -> EventKind {
        match self.paused.iter().position(|paused| *paused == reason) {
            Some(at) => {
                self.paused.remove(at);
                EventKind::Resumed(reason)
            }
            None => {
                self.paused.push(reason);
                EventKind::Paused(reason)
            }
        }
    }
}
