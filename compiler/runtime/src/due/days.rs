//! The days of a case, as its events tell them and in an order that can be. Knows no limits.

use super::{Event, EventKind};
use crate::case::Dates;
use crate::error::Error;
use crate::tables::Day;

impl Dates {
    /// The same days, those of acceptance and decision taken from what happened: the edition of a case and its clock have the same ones.
    /// A case that counts as accepted because nobody was told in time is resolved anew with [`Due::accepted`](super::Due::accepted).
    ///
    /// ```
    /// use matter_runtime::Dates;
    /// use matter_runtime::due::{Event, EventKind};
    /// let (applied, accepted) = ("2026-06-29".parse().unwrap(), "2026-07-02".parse().unwrap());
    /// let events = [Event::on(EventKind::Applied, applied), Event::on(EventKind::Accepted, accepted)];
    /// assert_eq!(Dates::on(applied).told_by(&events).unwrap().acceptance, Some(accepted));
    /// assert_eq!(Dates::on(accepted).told_by(&events).unwrap_err().code(), "R308");
    /// ```
    ///
    /// # Errors
    /// The events tell other days than these.
    pub fn told_by(self, events: &[Event]) -> Result<Self, Error> {
        // The decision of a stage is none of the case.
        let told = |event: &&Event, kind: EventKind| event.kind == kind && event.stage.is_none();
        let on = |kind: EventKind| events.iter().find(|event| told(event, kind)).map(|event| event.day);
        let same = |known: Option<Day>, told: Option<Day>| match (known, told) {
            (Some(day), Some(event)) if day != event => Err(Error::DaysDiffer { day, event }),
            _ => Ok(told.or(known)),
        };
        same(Some(self.application), on(EventKind::Applied))?;
        if let Some(first) = events.iter().map(|event| event.day).min().filter(|first| *first < self.application) {
            return Err(Error::DaysDiffer { day: self.application, event: first });
        }
        let acceptance = same(self.acceptance, on(EventKind::Accepted))?;
        let decision = same(self.decision, on(EventKind::Decided))?;
        Ok(Self { acceptance, decision, ..self })
    }

    /// Nothing is accepted before it is applied for, nor decided before it is accepted.
    pub(crate) fn in_order(&self) -> Result<(), Error> {
        let backwards = [
            self.acceptance.filter(|day| *day < self.application),
            self.decision.filter(|day| *day < self.selecting()),
        ];
        match backwards.into_iter().flatten().next() {
            Some(day) => Err(Error::EventsOutOfOrder { day }),
            None => Ok(()),
        }
    }
}
