//! A decided case and what happened in it → the days on which things must be done.

use matter_runtime::due::{Event, EventKind, LimitKind};
use matter_runtime::tables::{Exclusion, Rule};
use matter_runtime::{Error, RuleId};
use serde::Serialize;

use crate::date::Date;
use crate::decided::Decided;
use crate::parts::Release;
use crate::refusal::Refusal;
use crate::request::{DueRequest, EventName, EventRequest};

#[cfg(feature = "schema")]
use schemars::JsonSchema;

/// When something is due.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
pub struct Deadline {
    /// The last day.
    pub day: Date,
    /// The time of that day, `HH:MM`, for limits in hours.
    pub time: Option<String>,
    /// Whether the calendar of that day is not yet published.
    pub provisional: bool,
}

/// When the decision is due, and which limit says so.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
pub struct DecisionDeadline {
    /// The earlier of promise and law.
    pub limit: LimitName,
    /// The last day.
    pub day: Date,
    /// The time of that day, `HH:MM`, for limits in hours.
    pub time: Option<String>,
    /// Whether the calendar of that day is not yet published.
    pub provisional: bool,
}

/// A limit for the decision.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum LimitName {
    /// The law's.
    Statutory,
    /// The promised one.
    Promised,
}

/// The days of a case.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
pub struct Due<'c> {
    /// Which release answers.
    pub catalogue: Release<'c>,
    /// Name of the matter.
    pub matter: &'c str,
    /// The day on which the question is asked.
    pub as_of: Date,
    /// Until when the applicant must be told what is missing.
    pub notice: Option<Deadline>,
    /// Day of acceptance.
    pub accepted: Option<Date>,
    /// Whether it counts as accepted because nobody was told in time.
    pub deemed_accepted: bool,
    /// The law's last day for the decision.
    pub statutory: Option<Deadline>,
    /// The promised last day for the decision.
    pub promised: Option<Deadline>,
    /// The earlier of both.
    pub decision: Option<DecisionDeadline>,
    /// Last day for handing over the result.
    pub delivery: Option<Deadline>,
    /// Since when the clock stands still; the last days of the decision are then open.
    pub paused_since: Option<Date>,
}

fn deadline(deadline: matter_runtime::due::Deadline) -> Deadline {
    Deadline { day: Date(deadline.day), time: deadline.minute.map(time), provisional: deadline.provisional }
}

fn time(minute: u16) -> String {
    format!("{:02}:{:02}", minute / 60, minute % 60)
}

impl Decided<'_> {
    /// The days of the case.
    ///
    /// # Errors
    /// Events out of order; a reason that stops nothing; a day outside the calendar; an extension that is not allowed.
    pub fn due(&self, request: &DueRequest) -> Result<Due<'_>, Refusal> {
        let events: Vec<Event> = match &request.events {
            None => self.accepted().to_vec(),
            Some(events) => events.iter().map(|event| self.event(event)).collect::<Result<_, _>>()?,
        };
        let last = events.last().map_or(self.selecting, |event| event.day);
        let as_of = request.as_of.unwrap_or(last);
        let due = self.catalogue.due(&self.answer, &events, as_of)?;
        let decision = due.decision().map(|(kind, found)| {
            let limit = if kind == LimitKind::Promised { LimitName::Promised } else { LimitName::Statutory };
            let Deadline { day, time, provisional } = deadline(found);
            DecisionDeadline { limit, day, time, provisional }
        });
        Ok(Due {
            catalogue: Release::of(self.catalogue)?,
            matter: &self.matter.name,
            as_of: Date(as_of),
            notice: due.notice.map(deadline),
            accepted: due.accepted.map(Date),
            deemed_accepted: due.deemed_accepted,
            statutory: due.statutory.map(deadline),
            promised: due.promised.map(deadline),
            decision,
            delivery: due.delivery.map(deadline),
            paused_since: due.paused_since.map(Date),
        })
    }

    fn event(&self, event: &EventRequest) -> Result<Event, Refusal> {
        let kind = match event.kind {
            EventName::Applied => EventKind::Applied,
            EventName::Received => EventKind::Received,
            EventName::Noticed => EventKind::Noticed,
            EventName::Corrected => EventKind::Corrected,
            EventName::Accepted => EventKind::Accepted,
            EventName::Paused => EventKind::Paused(self.reason(event)?),
            EventName::Resumed => EventKind::Resumed(self.reason(event)?),
            EventName::Extended => EventKind::Extended,
            EventName::Found => EventKind::Found,
            EventName::Decided => EventKind::Decided,
            EventName::Delivered => EventKind::Delivered,
        };
        Ok(Event { kind, day: event.on, minute: event.minute })
    }

    // The exclusion of that name, else the one whose rule has that address.
    fn reason(&self, event: &EventRequest) -> Result<RuleId, Refusal> {
        let reason = event.reason.as_deref().unwrap_or_default();
        let lines = self.catalogue.counting::<Exclusion>(&self.answer)?;
        if let Some(line) = lines.iter().find(|line| line.row.name == reason) {
            return Ok(line.rule);
        }
        for line in &lines {
            if self.key(line.rule)? == reason {
                return Ok(line.rule);
            }
        }
        let allowed = lines.into_iter().map(|line| line.row.name).collect();
        Err(Refusal::NoSuchReason { reason: reason.to_owned(), allowed })
    }

    pub(crate) fn key(&self, rule: RuleId) -> Result<String, Error> {
        self.catalogue.row::<Rule>(rule.0).map(|row| row.key)
    }
}
