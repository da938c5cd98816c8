//! A decided case and what happened in it → the days on which things must be done.

use matter_runtime::due::{Event, EventKind, LimitKind};
use matter_runtime::tables::{Day, Exclusion, Phase, Rule};
use matter_runtime::{Catalogue, Error, RuleId};
use serde::Serialize;

use crate::date::Date;
use crate::decided::Decided;
use crate::decision::DecisionDue;
use crate::parts::{Release, Resolution};
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
    /// The time of that day, `HH:MM`, for limits in hours from an event whose time is known; else the end of the day.
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
    /// The time of that day, `HH:MM`, for limits in hours from an event whose time is known.
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

/// Why no day is known for the decision.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Undated {
    /// Neither law nor promise sets a limit.
    NoLimit,
    /// Nothing has happened yet that a limit runs from.
    NotStarted,
    /// The clock stands still.
    Paused,
    /// A limit that may hold, depending on what is not answered, is earlier than those that certainly hold, or there are no others.
    Answers,
    /// The calendar does not reach that far.
    Calendar,
    /// The case is not resolved to a definition.
    Unresolved,
}

impl From<matter_runtime::due::Undated> for Undated {
    fn from(why: matter_runtime::due::Undated) -> Self {
        match why {
            matter_runtime::due::Undated::NoLimit => Self::NoLimit,
            matter_runtime::due::Undated::NotStarted => Self::NotStarted,
            matter_runtime::due::Undated::Paused => Self::Paused,
            matter_runtime::due::Undated::Answers => Self::Answers,
        }
    }
}

/// The days of a case.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
pub struct Due<'c> {
    /// Which release answers.
    pub catalogue: Release<'c>,
    /// Name of the matter.
    pub matter: &'c str,
    /// How far the case could be resolved; unless to a definition, no day is known.
    pub resolution: Resolution,
    /// The day on which the question is asked.
    pub as_of: Date,
    /// Until when the applicant must be told what is missing.
    pub notice: Option<Deadline>,
    /// Day of acceptance.
    pub accepted: Option<Date>,
    /// Whether it counts as accepted because nobody was told in time.
    pub deemed_accepted: bool,
    /// When what was handed in elsewhere comes to the responsible place, if the limits count from then.
    pub arrival: Option<Arrival>,
    /// The law's last day for the decision, by limits that certainly hold.
    pub statutory: Option<Deadline>,
    /// The promised last day for the decision, likewise.
    pub promised: Option<Deadline>,
    /// The earlier of both; null while an earlier one may hold. With stages it is that of the last stage.
    pub decision: Option<DecisionDeadline>,
    /// Why `decision` is null.
    pub undated: Option<Undated>,
    /// Last day for handing over the result.
    pub delivery: Option<Deadline>,
    /// Since when the clock stands still; the last days of the decision are then open.
    pub paused_since: Option<Date>,
    /// The stages of approval (阶段), each with days of its own; empty if the matter is decided once.
    pub stages: Vec<StageDays>,
}

/// When what was handed in elsewhere comes to the responsible place.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
pub struct Arrival {
    /// The day.
    pub day: Date,
    /// Whether it is only what forwarding takes, because no event says that it has arrived.
    pub assumed: bool,
}

/// The days of a stage of approval.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
pub struct StageDays {
    /// Its name.
    pub stage: String,
    /// From when its limits run: the acceptance, or the decision of the stage before.
    pub begins: Option<Date>,
    /// Whether that is only the day on which the stage before has to be decided.
    pub assumed: bool,
    /// The law's last day for its decision, by limits that certainly hold.
    pub statutory: Option<Deadline>,
    /// The promised last day for its decision, likewise.
    pub promised: Option<Deadline>,
    /// The earlier of both; null while an earlier one may hold.
    pub decision: Option<DecisionDeadline>,
    /// Why `decision` is null.
    pub undated: Option<Undated>,
    /// The day on which it was decided.
    pub decided: Option<Date>,
    /// Since when its clock stands still.
    pub paused_since: Option<Date>,
}

impl StageDays {
    fn of((stage, due): (String, matter_runtime::due::StageDue)) -> Self {
        let days = due.days;
        Self {
            stage,
            begins: due.begins.map(|start| Date(start.day)),
            assumed: due.begins.is_some_and(|start| start.assumed),
            statutory: days.statutory.map(deadline),
            promised: days.promised.map(deadline),
            decision: days.decision().map(decision_deadline),
            undated: days.undated.map(Undated::from),
            decided: due.decided.map(|(day, _)| Date(day)),
            paused_since: days.paused_since.map(Date),
        }
    }
}

fn decision_deadline((kind, found): (LimitKind, matter_runtime::due::Deadline)) -> DecisionDeadline {
    let limit = if kind == LimitKind::Promised { LimitName::Promised } else { LimitName::Statutory };
    let Deadline { day, time, provisional } = deadline(found);
    DecisionDeadline { limit, day, time, provisional }
}

fn deadline(deadline: matter_runtime::due::Deadline) -> Deadline {
    Deadline { day: Date(deadline.day), time: deadline.minute.map(time), provisional: deadline.provisional }
}

fn time(minute: u16) -> String {
    format!("{:02}:{:02}", minute / 60, minute % 60)
}

// Events with their minutes: where none is given, that of the event before on the same day, else the first of the day.
fn moments(
    events: &[EventRequest],
    reason: impl Fn(&EventRequest) -> Result<RuleId, Refusal>,
    stage: impl Fn(&str) -> Result<u16, Refusal>,
) -> Result<Vec<Event>, Refusal> {
    let mut moments: Vec<Event> = Vec::with_capacity(events.len());
    for event in events {
        let before = moments.last().filter(|last| last.day == event.on);
        let (minute, timed) = before.map_or((0, false), |last| (last.minute, last.timed));
        let kind = match event.kind {
            EventName::Applied => EventKind::Applied,
            EventName::Received => EventKind::Received,
            EventName::Noticed => EventKind::Noticed,
            EventName::Corrected => EventKind::Corrected,
            EventName::Arrived => EventKind::Arrived,
            EventName::Accepted => EventKind::Accepted,
            EventName::Paused => EventKind::Paused(reason(event)?),
            EventName::Resumed => EventKind::Resumed(reason(event)?),
            EventName::Extended => EventKind::Extended,
            EventName::Found => EventKind::Found,
            EventName::Decided => EventKind::Decided,
            EventName::Delivered => EventKind::Delivered,
        };
        let stage = event.stage.as_deref().map(&stage).transpose()?;
        let minute = event.minute.unwrap_or(minute);
        moments.push(Event { kind, day: event.on, minute, timed: timed || event.minute.is_some(), stage });
    }
    Ok(moments)
}

/// The events of a question, the day on which it is asked, and what the runtime says of them.
struct Run {
    events: Vec<Event>,
    as_of: Day,
    due: matter_runtime::due::Due,
}

impl<'c> Decided<'c> {
    /// Decides the case with the edition of the day of acceptance, which the events tell: declared, or the day of receipt where the case
    /// counts as accepted because nobody was told in time.
    ///
    /// # Errors
    /// What the runtime says of names, values and days; events out of order, or on other days than the case.
    pub fn by_events(catalogue: &'c Catalogue, request: &DueRequest) -> Result<Self, Refusal> {
        let Some(events) = &request.events else { return Self::of(catalogue, &request.case) };
        let mut case = request.case.clone();
        // The days do not depend on the reasons of pauses, nor on which stage is decided.
        let told = case.facts.dates().told_by(&moments(events, |_| Ok(RuleId(0)), |_| Ok(0))?)?;
        (case.facts.accepted, case.facts.decided) = (told.acceptance, told.decision);
        let decided = Self::as_told(catalogue, &case)?;
        let due = decided.run(request)?.due;
        match due.accepted {
            Some(accepted) if due.deemed_accepted && accepted != decided.selecting => {
                case.facts.accepted = Some(accepted);
                Self::as_told(catalogue, &case)
            }
            _ => Ok(decided),
        }
    }

    /// The days of the case.
    ///
    /// # Errors
    /// Events out of order; a reason that stops nothing; a day outside the calendar; an extension that is not allowed.
    pub fn due(&self, request: &DueRequest) -> Result<Due<'_>, Refusal> {
        let Run { events, as_of, due } = self.run(request)?;
        let stages = self.catalogue.stages_due(&self.case, &self.answer, &events, as_of)?;
        Ok(Due {
            catalogue: Release::of(self.catalogue)?,
            matter: self.matter.name,
            resolution: self.case.resolution().into(),
            as_of: Date(as_of),
            notice: due.notice.map(deadline),
            accepted: due.accepted.map(Date),
            deemed_accepted: due.deemed_accepted,
            arrival: due.arrival.map(|at| Arrival { day: Date(at.day), assumed: at.assumed }),
            statutory: due.statutory.map(deadline),
            promised: due.promised.map(deadline),
            decision: due.decision().map(decision_deadline),
            undated: if self.case.edition().is_some() {
                due.undated.map(Undated::from)
            } else {
                Some(Undated::Unresolved)
            },
            delivery: due.delivery.map(deadline),
            paused_since: due.paused_since.map(Date),
            stages: stages.into_iter().map(StageDays::of).collect(),
        })
    }

    fn run(&self, request: &DueRequest) -> Result<Run, Refusal> {
        let resolved = self.case.edition().is_some();
        let reason = |event: &EventRequest| if resolved { self.reason(event) } else { Ok(RuleId(0)) };
        let stage = |name: &str| if resolved { self.stage(name) } else { Ok(0) };
        let events: Vec<Event> = match &request.events {
            None => self.accepted().to_vec(),
            Some(events) => moments(events, reason, stage)?,
        };
        let as_of = request.as_of.or(events.last().map(|event| event.day)).unwrap_or(self.declared);
        let due = self.catalogue.due(&self.case, &self.answer, &events, as_of)?;
        Ok(Run { events, as_of, due })
    }

    // The number of a stage.
    fn stage(&self, name: &str) -> Result<u16, Refusal> {
        let Some(edition) = self.case.edition() else { return Ok(0) };
        let phases: Vec<Phase> = self.catalogue.rows_of(edition.0)?;
        let found = phases.iter().position(|phase| phase.name == name).and_then(|at| u16::try_from(at).ok());
        found.ok_or_else(|| Refusal::NoSuchStage {
            stage: name.to_owned(),
            allowed: phases.into_iter().map(|phase| phase.name).collect(),
        })
    }

    /// When the decision is due if the case is handed in and accepted at the beginning of its days, or why that is not known.
    ///
    /// # Errors
    /// The image is damaged.
    pub fn decision_due(&self) -> Result<Result<DecisionDue, Undated>, Error> {
        if self.case.edition().is_none() {
            return Ok(Err(Undated::Unresolved));
        }
        let due = match self.catalogue.due(&self.case, &self.answer, &self.accepted(), self.declared) {
            Err(Error::OutsideCalendar { .. }) => return Ok(Err(Undated::Calendar)),
            due => due?,
        };
        let Some((_, found)) = due.decision() else {
            return Ok(Err(due.undated.map_or(Undated::NoLimit, Undated::from)));
        };
        let Deadline { day, time, provisional } = deadline(found);
        Ok(Ok(DecisionDue { day, time, provisional }))
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
        let allowed = lines.into_iter().map(|line| line.row.name.to_owned()).collect();
        Err(Refusal::NoSuchReason { reason: reason.to_owned(), allowed })
    }

    pub(crate) fn key(&self, rule: RuleId) -> Result<String, Error> {
        self.catalogue.row::<Rule>(rule.0).map(|row| row.key)
    }
}
