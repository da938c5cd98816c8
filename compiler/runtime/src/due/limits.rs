//! A decided case → what its days follow from: limits and reasons for pauses with their stages, and from when it counts.

use super::{Begins, Due, Event, Exclusion, Length, Limits, Phase, Term, Unit, due};
use crate::case::Case;
use crate::catalogue::{Catalogue, RuleId};
use crate::decide::{Answer, Status};
use crate::decision::Line;
use crate::error::Error;
use crate::tables::{self, Day, Rule, Venue, view};

impl Catalogue {
    /// What the days of a decided case follow from. Where every line of a choice that still may hold gives the same limit, that one is
    /// certain: one of them holds.
    ///
    /// # Errors
    /// The image is damaged.
    pub fn limits(&self, case: &Case, answer: &Answer) -> Result<Limits, Error> {
        let names: Vec<view::Phase<'_>> = match case.edition() {
            Some(edition) => self.views_of::<tables::Phase>(edition.0)?,
            None => Vec::new(),
        };
        let number =
            |name: &str| names.iter().position(|phase| phase.name == name).and_then(|at| u16::try_from(at).ok());
        let stage_of = |rule: RuleId| {
            if names.is_empty() { Ok(None) } else { Ok(self.view::<Rule>(rule.0)?.stage.and_then(number)) }
        };
        let lines = self.counting::<tables::Limit>(answer)?;
        let mut terms = Vec::with_capacity(lines.len());
        for line in &lines {
            let Some(term) = Term::from_row(&line.row) else { continue };
            terms.push(Term { certain: line.settled, stage: stage_of(line.rule)?, ..term });
        }
        let mut exclusions = Vec::new();
        for Line { rule, row, .. } in self.counting::<tables::Exclusion>(answer)? {
            let at_most = row.amount.zip(row.unit.and_then(Unit::parse));
            let at_most = at_most.map(|(amount, unit)| Length { amount, unit });
            exclusions.push(Exclusion { rule, at_most, stage: stage_of(rule)? });
        }
        let phases = names.iter().map(|phase| Phase { after: phase.after.and_then(number) }).collect();
        Ok(Limits { terms, exclusions, phases, begins: self.counts_from(case, answer)? })
    }

    // 起算 says something of what is handed in outside of the responsible place only; where it says nothing, the receipt counts.
    fn counts_from(&self, case: &Case, answer: &Answer) -> Result<Begins, Error> {
        let (Some(here), Some(responsible)) = (case.here(), case.responsible()) else { return Ok(Begins::Acceptance) };
        if self.lies_in(here, responsible) || self.lies_in(responsible, here) {
            return Ok(Begins::Acceptance);
        }
        let lines = self.counting::<Venue>(answer)?;
        let mut said = lines.iter().filter(|line| line.status == Status::Certain).map(|line| &line.row);
        if !said.clone().any(|row| row.part == "clock" && row.value == Some("arrival")) {
            return Ok(Begins::Receipt);
        }
        let length = |row: &view::Venue<'_>| Some(Length { amount: row.amount?, unit: Unit::parse(row.unit?)? });
        Ok(Begins::Arrival(said.find(|row| row.part == "forward").and_then(length)))
    }

    /// The days of each stage of approval, by its name and in order, as [`due`](Self::due) counts those of the matter.
    ///
    /// # Errors
    /// As [`due`](Self::due).
    pub fn stages_due(
        &self,
        case: &Case,
        answer: &Answer,
        events: &[Event],
        as_of: Day,
    ) -> Result<Vec<(String, super::StageDue)>, Error> {
        let Some(edition) = case.edition() else { return Ok(Vec::new()) };
        let names: Vec<tables::Phase> = self.rows_of(edition.0)?;
        if names.is_empty() {
            return Ok(Vec::new());
        }
        let days = super::stages(self.calendar("cn")?, &self.limits(case, answer)?, events, as_of)?;
        Ok(names.into_iter().map(|phase| phase.name).zip(days).collect())
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
    /// let (_, deadline) = catalogue.due(&case, &answer, &accepted, on)?.decision().unwrap();
    /// assert_eq!(deadline.day, "2026-03-11".parse().unwrap());
    /// let early = [Event::on(EventKind::Delivered, on)];
    /// assert_eq!(catalogue.due(&case, &answer, &early, on).unwrap_err().code(), "R305");
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    /// Events out of order, or behind `as_of`; a day outside the calendar; an extension that is not allowed.
    pub fn due(&self, case: &Case, answer: &Answer, events: &[Event], as_of: Day) -> Result<Due, Error> {
        due(self.calendar("cn")?, &self.limits(case, answer)?, events, as_of)
    }
}
