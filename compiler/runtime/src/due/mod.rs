//! Due dates: limits and the events of a case to the days on which things must be done.
//!
//! The day of an event does not count; what is paused does not count; a period in natural days that ends on a day off ends on the next
//! working day; whoever is not told within the notice limit counts as accepted from receipt, where the limit says so. Allocates nothing
//! unless the matter has stages.

mod clock;
mod days;
mod limits;
mod pauses;
mod stages;

use std::cmp::Ordering;

use crate::calendar::Calendar;
use crate::catalogue::RuleId;
use crate::error::Error;
use crate::tables::{Day, view};

pub use clock::{due, stages};
pub use stages::{Days, StageDue, StageStart};

/// What happened.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum EventKind {
    /// The application was made (申请).
    Applied,
    /// The materials were received (收件).
    Received,
    /// The applicant was told at once of everything that is missing (告知).
    Noticed,
    /// What was missing has been handed in (补正).
    Corrected,
    /// What was received elsewhere has come to the responsible place (属地收到).
    Arrived,
    /// The application was accepted (受理).
    Accepted,
    /// The clock stopped for the reason of an exclusion (暂停); that day does not count, of hours only what comes behind its minute.
    Paused(RuleId),
    /// The reason ended (恢复); that day does not count either, of hours only what lies before its minute.
    Resumed(RuleId),
    /// The limit was extended (延长).
    Extended,
    /// The official found what had to be found (查实).
    Found,
    /// It was decided (决定).
    Decided,
    /// The result was handed over (送达).
    Delivered,
}

/// An event of a case; events stand in the order in which they happened, by day and minute.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Event {
    /// What happened.
    pub kind: EventKind,
    /// When.
    pub day: Day,
    /// Minute of the day, for limits in hours; it does not go back within a day.
    pub minute: u16,
    /// Whether that is the time at which it happened; else only the day is known, and of what counts in hours from it only the day too.
    pub timed: bool,
    /// The stage that is decided or extended, by its number from 0; absent: the whole matter.
    pub stage: Option<u16>,
}

impl Event {
    /// An event on a day; its time is not known.
    #[must_use]
    pub fn on(kind: EventKind, day: Day) -> Self {
        Self { kind, day, minute: 0, timed: false, stage: None }
    }

    /// An event at this minute of a day.
    #[must_use]
    pub fn at(kind: EventKind, day: Day, minute: u16) -> Self {
        Self { minute, timed: true, ..Self::on(kind, day) }
    }
}

/// A unit of time.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Unit {
    /// Working days of the calendar.
    WorkingDays,
    /// Natural days.
    CalendarDays,
    /// Months, to the corresponding day.
    Months,
    /// Years, likewise.
    Years,
    /// Hours from the moment of the event.
    Hours,
}

impl Unit {
    /// By its name in the tables.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Some(match name {
            "working_days" => Self::WorkingDays,
            "calendar_days" => Self::CalendarDays,
            "months" => Self::Months,
            "years" => Self::Years,
            "hours" => Self::Hours,
            _ => return None,
        })
    }
}

/// A length of time.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Length {
    /// How many.
    pub amount: i64,
    /// Of what; 0 working days is the day itself.
    pub unit: Unit,
}

/// What a limit is for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum LimitKind {
    /// The law's limit for the decision.
    Statutory,
    /// The promised limit for the decision.
    Promised,
    /// Telling the applicant what is missing.
    Notice,
    /// Handing over the result.
    Delivery,
    /// An extension of another limit.
    Extension,
}

/// The event that a limit runs from.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Start {
    /// The application.
    Application,
    /// The receipt of the materials, and again of what was missing.
    Receipt,
    /// The notice.
    Notice,
    /// The last correction, else the receipt.
    Correction,
    /// The acceptance, deemed or declared.
    Acceptance,
    /// The finding.
    Finding,
    /// The decision.
    Decision,
    /// The delivery.
    Delivery,
}

/// A time limit, ready to run.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Term {
    /// What for.
    pub kind: LimitKind,
    /// How long.
    pub length: Length,
    /// From when.
    pub start: Start,
    /// The stage whose limit it is; absent: that of the matter.
    pub stage: Option<u16>,
    /// Whether the application counts as accepted when the limit passes.
    pub deems_accepted: bool,
    /// What an extension extends.
    pub extends: LimitKind,
    /// Whether it certainly holds; else it depends on what is not answered yet.
    pub certain: bool,
}

impl Term {
    /// The term of a row that certainly holds; `None` if the law sets no limit, or it is one that no due date follows from.
    #[must_use]
    pub fn from_row(row: &view::Limit<'_>) -> Option<Self> {
        let kind = match row.kind {
            "statutory" => LimitKind::Statutory,
            "promised" => LimitKind::Promised,
            "notice" => LimitKind::Notice,
            "delivery" => LimitKind::Delivery,
            "extension" => LimitKind::Extension,
            _ => return None,
        };
        let start = match row.start {
            "application" => Start::Application,
            "receipt" => Start::Receipt,
            "notice" => Start::Notice,
            "correction" => Start::Correction,
            "acceptance" => Start::Acceptance,
            "finding" => Start::Finding,
            "decision" => Start::Decision,
            "delivery" => Start::Delivery,
            _ => return None,
        };
        let deems = |overdue: &str| {
            ["视为受理", "treated_accepted", "treated as accepted"].iter().any(|word| overdue.contains(word))
        };
        Some(Self {
            kind,
            length: Length { amount: row.amount?, unit: Unit::parse(row.unit)? },
            start,
            stage: None,
            deems_accepted: kind == LimitKind::Notice && row.overdue.is_some_and(deems),
            extends: if row.extends == Some("promised") { LimitKind::Promised } else { LimitKind::Statutory },
            certain: true,
        })
    }

    fn is_of_the_decision(&self) -> bool {
        matches!(self.kind, LimitKind::Statutory | LimitKind::Promised)
    }
}

/// A reason for which time does not count.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Exclusion {
    /// The rule; events name it.
    pub rule: RuleId,
    /// At most this long in all.
    pub at_most: Option<Length>,
    /// The stage whose time it is; absent: that of every stage.
    pub stage: Option<u16>,
}

/// A stage of approval (阶段).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Phase {
    /// The stage that must be decided before, by its number; it has a smaller one.
    pub after: Option<u16>,
}

/// From when it counts what counts from acceptance (起算).
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Begins {
    /// From the acceptance: it is handed in where it is decided.
    #[default]
    Acceptance,
    /// From the receipt elsewhere, however late it is accepted.
    Receipt,
    /// From the arrival at the responsible place, at the earliest; without an event so long after the receipt.
    Arrival(Option<Length>),
}

/// What the days of a case follow from, beside its events.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Limits {
    /// Limits that hold or may hold.
    pub terms: Vec<Term>,
    /// Reasons for pauses.
    pub exclusions: Vec<Exclusion>,
    /// Stages of approval, in order; none: the matter is decided once.
    pub phases: Vec<Phase>,
    /// From when it counts.
    pub begins: Begins,
}

/// When something is due. The earlier one is less.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Deadline {
    /// The last day.
    pub day: Day,
    /// The minute of that day, for limits in hours; else the end of the day.
    pub minute: Option<u16>,
    /// Whether the calendar of that day is not yet published.
    pub provisional: bool,
}

impl Ord for Deadline {
    fn cmp(&self, other: &Self) -> Ordering {
        let moment = |deadline: &Self| (deadline.day, deadline.minute.unwrap_or(u16::MAX), deadline.provisional);
        moment(self).cmp(&moment(other))
    }
}

impl PartialOrd for Deadline {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// When what was handed in elsewhere comes to the responsible place.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Arrival {
    /// The day.
    pub day: Day,
    /// Whether it is only what forwarding takes, because nothing is known to have arrived.
    pub assumed: bool,
}

/// Why no day is known for the decision.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Undated {
    /// Neither law nor promise sets a limit.
    NoLimit,
    /// Nothing has happened yet that a limit runs from.
    NotStarted,
    /// The clock stands still.
    Paused,
    /// A limit that may hold, depending on what is not answered, is earlier than those that certainly hold, or there are no others.
    Answers,
}

/// The days of a case.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Due {
    /// Until when the applicant must be told what is missing.
    pub notice: Option<Deadline>,
    /// Day of acceptance.
    pub accepted: Option<Day>,
    /// Whether it counts as accepted because nobody was told in time.
    pub deemed_accepted: bool,
    /// When it arrives, where the limits count from then (起算 自属地收到之日) and it was handed in elsewhere.
    pub arrival: Option<Arrival>,
    /// The law's last day for the decision, by the limits that certainly hold.
    pub statutory: Option<Deadline>,
    /// The promised last day for the decision, likewise.
    pub promised: Option<Deadline>,
    /// The earliest last day for the decision by a limit that only may hold.
    pub possible: Option<Deadline>,
    /// Why there is no [`decision`](Self::decision); `None` if there is one.
    pub undated: Option<Undated>,
    /// Last day for handing over the result.
    pub delivery: Option<Deadline>,
    /// Since when the clock stands still; the last days of the decision are then open.
    pub paused_since: Option<Day>,
    decision: Option<(LimitKind, Deadline)>,
}

impl Due {
    /// The last day for the decision, and which limit says so: the earlier of promise and law. `None` while an earlier one may hold. With
    /// stages it is that of the last stage.
    #[must_use]
    pub fn decision(&self) -> Option<(LimitKind, Deadline)> {
        self.decision
    }
}

/// The end of a length of time that an event at (day, minute) begins, before rolling off days off.
pub(crate) fn end_of(calendar: &Calendar, (day, minute): (Day, u16), length: Length) -> Result<(Day, u16), Error> {
    let outside = || Error::OutsideCalendar { day };
    let days = match length.unit {
        Unit::WorkingDays => calendar.after(day, length.amount).ok_or_else(outside)?,
        Unit::CalendarDays => day.plus_days(length.amount),
        Unit::Months => day.plus_months(length.amount).ok_or_else(outside)?,
        Unit::Years => day.plus_months(length.amount.saturating_mul(12)).ok_or_else(outside)?,
        Unit::Hours => {
            let minutes = length.amount.saturating_mul(60).saturating_add(i64::from(minute));
            let rest = u16::try_from(minutes.rem_euclid(1_440)).unwrap_or(0);
            return Ok((day.plus_days(minutes.div_euclid(1_440)), rest));
        }
    };
    Ok((days, minute))
}
