//! Stages of approval (阶段): each is decided by itself and has days of its own; the matter is decided with its last one.

use super::{Deadline, Due, LimitKind, Phase, Undated};
use crate::tables::Day;

/// What the limits of one stage say, or those of the whole matter.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Days {
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
    /// Since when the clock stands still.
    pub paused_since: Option<Day>,
}

impl Days {
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

/// From when the limits of a stage run.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct StageStart {
    /// The day.
    pub day: Day,
    /// Its minute; 0 if only the day is known.
    pub minute: u16,
    /// Whether the minute is known.
    pub timed: bool,
    /// Whether the stage before is not decided yet: then it is the day on which it has to be.
    pub assumed: bool,
}

/// The days of a stage.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct StageDue {
    /// From when its limits run; `None` if that is not known.
    pub begins: Option<StageStart>,
    /// Day and minute of its decision, or of that of the whole.
    pub decided: Option<(Day, u16)>,
    /// What its limits say.
    pub days: Days,
}

impl StageDue {
    /// When it has to be decided.
    pub(super) fn has_to_end(&self) -> Option<StageStart> {
        let (_, Deadline { day, minute, .. }) = self.days.decision()?;
        Some(StageStart { day, minute: minute.unwrap_or(0), timed: minute.is_some(), assumed: true })
    }
}

/// The days of the matter: those of the stages that no other one waits for, of several the last; and what is said of no stage holds for the
/// whole. A stage without a limit leaves the whole to the limits of no stage.
pub(super) fn together(whole: &Due, stages: &[StageDue], phases: &[Phase], has_own: bool) -> Due {
    let awaited = |stage: usize| phases.iter().any(|phase| phase.after.map(usize::from) == Some(stage));
    let last: Vec<&Days> =
        stages.iter().enumerate().filter(|(stage, _)| !awaited(*stage)).map(|(_, stage)| &stage.days).collect();
    let latest = |of: &dyn Fn(&Days) -> Option<Deadline>| {
        let all: Option<Vec<Deadline>> = last.iter().map(|days| of(days)).collect();
        all.and_then(|all| all.into_iter().max())
    };
    let both = |own: Option<Deadline>, of: &dyn Fn(&Days) -> Option<Deadline>| match (own, latest(of)) {
        (Some(own), Some(latest)) => Some(own.min(latest)),
        (own, latest) => own.or(latest),
    };
    let open = undated(stages);
    let (decision, undated) = match (has_own, open) {
        (true, Some(Undated::NoLimit)) => (whole.decision, whole.undated),
        (false, Some(why)) => (None, Some(why)),
        (true, _) if whole.decision.is_none() => (None, whole.undated),
        (true, Some(why)) => (None, Some(why)),
        (_, None) => {
            let decisions = last.iter().filter_map(|days| days.decision());
            let staged = decisions.max_by_key(|(_, deadline)| *deadline);
            (whole.decision.into_iter().chain(staged).min_by_key(|(_, deadline)| *deadline), None)
        }
    };
    Due {
        statutory: both(whole.statutory, &|days| days.statutory),
        promised: both(whole.promised, &|days| days.promised),
        delivery: both(whole.delivery, &|days| days.delivery),
        paused_since: whole.paused_since.or_else(|| stages.iter().find_map(|stage| stage.days.paused_since)),
        decision,
        undated,
        ..*whole
    }
}

// Why the last stages have no day: what keeps the first of the stages from having one.
fn undated(stages: &[StageDue]) -> Option<Undated> {
    let open = stages.iter().filter(|stage| stage.decided.is_none());
    open.filter_map(|stage| stage.days.undated).find(|why| *why != Undated::NotStarted).or_else(|| {
        let any = stages.iter().filter(|stage| stage.decided.is_none()).find_map(|stage| stage.days.undated);
        any.or_else(|| stages.last().and_then(|stage| stage.days.undated))
    })
}
