//! Due dates: limits and the events of a case to the days on which things must be done.
//!
//! The day of an event does not count; what is paused does not count; a period in natural days that ends on a day off ends on the next
//! working day; whoever is not told within the notice limit counts as accepted from receipt, where the limit says so. Allocates nothing.

mod clock;
mod days;
mod pauses;

use std::cmp::Ordering;

use crate::calendar::Calendar;
use crate::catalogue::{Catalogue, RuleId};
use crate::decide::{Answer, Status};
use crate::decision::Line;
use crate::error::Error;
use crate::tables::{self, Day, view};

pub use clock::due;

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
    /// The application was accepted (受理).
    Accepted,
    /// The clock stopped for the reason of an exclusion (暂停); that day does not count.
    Paused(RuleId),
    /// The reason ended (恢复); that day does not count either.
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
}

impl Event {
    /// An event at the beginning of a day.
    #[must_use]
    pub fn on(kind: EventKind, day: Day) -> Self {
        Self { kind, day, minute: 0 }
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
}

impl Due {
    /// The last day for the decision, and which limit says so: the earlier of promise and law. `None` while an earlier one may hold.
    #[must_use]
    pub fn decision(&self) -> Option<(LimitKind, Deadline)> {
        let promised = self.promised.map(|deadline| (LimitKind::Promised, deadline));
        let statutory = self.statutory.map(|deadline| (LimitKind::Statutory, deadline));
        let earlier = match (promised, statutory) {
            (Some(promise), Some(law)) if promise.1 < law.1 => Some(promise),
            (promise, law) => law.or(promise),
        };
        earlier.filter(|(_, deadline)| self.possible.is_none_or(|possible| *deadline <= possible))
    }
}

impl Catalogue {
    /// The limits that hold or may hold in a case.
    ///
    /// # Errors
    /// The image is damaged.
    pub fn terms(&self, answer: &Answer) -> Result<Vec<Term>, Error> {
        let lines = self.counting::<tables::Limit>(answer)?;
        let term = |line: &Line<view::Limit<'_>>| {
            let certain = line.status == Status::Certain;
            Term::from_row(&line.row).map(|term| Term { certain, ..term })
        };
        Ok(lines.iter().filter_map(term).collect())
    }

    /// The reasons for pauses that may hold in a case.
    ///
    /// # Errors
    /// The image is damaged.
    pub fn exclusions(&self, answer: &Answer) -> Result<Vec<Exclusion>, Error> {
        let at_most = |row: &view::Exclusion<'_>| Some(Length { amount: row.amount?, unit: Unit::parse(row.unit?)? });
        let lines = self.counting::<tables::Exclusion>(answer)?;
        Ok(lines.iter().map(|line| Exclusion { rule: line.rule, at_most: at_most(&line.row) }).collect())
    }

    /// The days of a decided case, from its limits and events, on the national calendar. `as_of` is the day on which the question is
    /// asked: only by then can the notice limit have passed in silence. The case was resolved with the days that the events tell
    /// ([`Dates::told_by`](crate::Dates::told_by)).
    ///
    /// ```
    /// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/common/example.rs.in"));
    /// # fn main() -> Result<(), matter_runtime::Error> {
    /// # let catalogue = example();
    /// # use matter_runtime::{Dates, Request};
    /// # let on = "2026-03-02".parse().unwrap();
    /// # let matter = catalogue.matter("二孩生育登记")?;
    /// # let here = Some(catalogue.region("坂田街道", on)?);
    /// # let mut answers = Vec::new();
    /// # catalogue.read_answer(Some(matter), "婚姻状况", "离异", on, &mut answers)?;
    /// # let request = Request { matter, responsible: here, here, dates: Dates::on(on), answers: &answers };
    /// # use matter_runtime::{Answer, Case};
    /// # let (mut case, mut answer) = (Case::new(), Answer::new());
    /// # case.resolve(&catalogue, &request)?;
    /// # catalogue.evaluate(&case, &mut answer)?;
    /// use matter_runtime::due::{Event, EventKind};
    ///
    /// let accepted = [Event::on(EventKind::Accepted, on)];
    /// let (_, deadline) = catalogue.due(&answer, &accepted, on)?.decision().unwrap();
    /// assert_eq!(deadline.day, "2026-03-11".parse().unwrap());
    /// let early = [Event::on(EventKind::Delivered, on)];
    /// assert_eq!(catalogue.due(&answer, &early, on).unwrap_err().code(), "R305");
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    /// Events out of order, or behind `as_of`; a day outside the calendar; an extension that is not allowed.
    pub fn due(&self, answer: &Answer, events: &[Event], as_of: Day) -> Result<Due, Error> {
        due(self.calendar("cn")?, &self.terms(answer)?, &self.exclusions(answer)?, events, as_of)
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
