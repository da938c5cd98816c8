//! A case: matter, place, days and answers, resolved once to an edition and a cell for each answered fact.
//!
//! A `Case` is a buffer that is used again for the next case; after the first few it allocates nothing.

use crate::catalogue::{Catalogue, EditionEntry, EditionId, FactId, MatterId, RegionId, RuleId, damaged};
use crate::decide::Answer;
use crate::error::Error;
use crate::image::block::Block;
use crate::known::fill;
use crate::tables::Day;

/// An answer to one fact.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Given {
    /// The fact.
    pub fact: FactId,
    /// Its value: 0 or 1, an ordinal, a scaled number, fen, a day number, the number of a region (`RegionId`).
    pub value: i64,
}

/// The days of a case.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Dates {
    /// Day of application (申请日).
    pub application: Day,
    /// Day of acceptance (受理日); the day of application unless given. It selects the edition.
    pub acceptance: Option<Day>,
    /// Day of decision (决定日).
    pub decision: Option<Day>,
    /// Day of the event (生效日).
    pub event: Option<Day>,
}

impl Dates {
    /// All on one day, as far as it is known.
    #[must_use]
    pub fn on(application: Day) -> Self {
        Self { application, acceptance: None, decision: None, event: None }
    }

    /// The day that selects the edition.
    #[must_use]
    pub fn selecting(&self) -> Day {
        self.acceptance.unwrap_or(self.application)
    }
}

/// What is asked.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Request<'a> {
    /// The matter.
    pub matter: MatterId,
    /// The responsible region (责任地), if it is known or elected.
    pub responsible: Option<RegionId>,
    /// Where the applicant stands (所在地).
    pub here: Option<RegionId>,
    /// The days.
    pub dates: Dates,
    /// What has been answered.
    pub answers: &'a [Given],
}

/// How far a case could be resolved.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Resolution {
    /// Nothing was asked yet.
    #[default]
    Nothing,
    /// To this edition; the case can be decided.
    Edition(EditionId),
    /// The responsible region must be chosen among the candidates first.
    NeedsResponsible,
    /// No unit of the catalogue covers any candidate: nobody here is responsible.
    Outside,
}

/// A possible responsible region.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Candidate {
    /// The region fact that names it.
    pub fact: FactId,
    /// The unit, if the fact is answered.
    pub region: Option<RegionId>,
    /// Whether its line certainly holds: only then it can be elected.
    pub certain: bool,
}

/// A resolved case.
#[derive(Clone, Debug, Default)]
pub struct Case {
    pub(crate) resolution: Resolution,
    pub(crate) request: Option<(MatterId, Dates)>,
    pub(crate) responsible: Option<RegionId>,
    // Whether it was given, not found.
    pub(crate) elected: bool,
    pub(crate) here: Option<RegionId>,
    pub(crate) cells: Vec<u16>,
    pub(crate) values: Vec<Given>,
    pub(crate) pending: Vec<FactId>,
    pub(crate) held: Vec<Option<bool>>,
    pub(crate) candidates: Vec<Candidate>,
    // What is worth asking before anybody is responsible.
    pub(crate) asks: Vec<FactId>,
    // The lines of 属地 by which nobody here is responsible.
    pub(crate) fails_by: Vec<RuleId>,
    // The day of the event that follows from the matter's trigger.
    pub(crate) event: Option<Day>,
    // Where the edition's block begins.
    pub(crate) block: u32,
    pub(crate) scratch: Answer,
}

impl Case {
    /// An empty case.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// How far it is resolved.
    #[must_use]
    pub fn resolution(&self) -> Resolution {
        self.resolution
    }

    /// The responsible region, if it is known.
    #[must_use]
    pub fn responsible(&self) -> Option<RegionId> {
        self.responsible
    }

    /// Where the applicant stands.
    #[must_use]
    pub fn here(&self) -> Option<RegionId> {
        self.here
    }

    /// The candidates for the responsible region, if it had to be looked for.
    #[must_use]
    pub fn candidates(&self) -> &[Candidate] {
        &self.candidates
    }

    /// The lines of 属地 that leave nobody here responsible; none unless the case is resolved to `Resolution::Outside`.
    #[must_use]
    pub fn fails_by(&self) -> &[RuleId] {
        if self.resolution == Resolution::Outside { &self.fails_by } else { &[] }
    }

    /// Facts of officials that nobody has found yet; they are taken as favourable.
    #[must_use]
    pub fn pending(&self) -> &[FactId] {
        &self.pending
    }

    /// Every value that the case rests on: answers, then computed facts and those of officials.
    #[must_use]
    pub fn values(&self) -> &[Given] {
        &self.values
    }

    /// The value of a fact, if it is known.
    #[must_use]
    pub fn value(&self, fact: FactId) -> Option<i64> {
        self.values.iter().rev().find(|given| given.fact == fact).map(|given| given.value)
    }

    /// The edition, if the case is resolved to one.
    #[must_use]
    pub fn edition(&self) -> Option<EditionId> {
        if let Resolution::Edition(edition) = self.resolution { Some(edition) } else { None }
    }

    /// Resolves a request; what this case held before is forgotten.
    ///
    /// # Errors
    /// Days out of order, no edition, a value outside its fact's domain, no place at all.
    pub fn resolve(&mut self, catalogue: &Catalogue, request: &Request<'_>) -> Result<Resolution, Error> {
        self.resolution = Resolution::Nothing;
        self.request = Some((request.matter, request.dates));
        self.here = request.here;
        self.responsible = request.responsible;
        self.elected = request.responsible.is_some();
        self.candidates.clear();
        self.asks.clear();
        self.fails_by.clear();
        request.dates.in_order()?;
        if self.responsible.is_none() {
            self.find_responsible(catalogue, request)?;
        }
        let Some(mut responsible) = self.responsible else { return Ok(self.resolution) };
        let mut found = entry_at(catalogue, request, responsible)?;
        if let (true, Some((_, block))) = (self.elected, &found)
            && let Some(unit) = catalogue.rolled_up(block, responsible)
        {
            (responsible, self.responsible) = (unit, Some(unit));
            found = entry_at(catalogue, request, responsible)?;
        }
        let Some((entry, block)) = found else { return self.nowhere(catalogue, request, responsible) };
        fill(self, catalogue, &block, request)?;
        self.block = entry.block;
        self.resolution = Resolution::Edition(entry.edition);
        if self.elected && block.has_several_lines_of_candidates() {
            self.await_line(catalogue, &block, entry.edition)?;
        }
        Ok(self.resolution)
    }

    // No definition covers the responsible region: outside the catalogue, if it is a candidate.
    #[cold]
    fn nowhere(
        &mut self,
        catalogue: &Catalogue,
        request: &Request<'_>,
        responsible: RegionId,
    ) -> Result<Resolution, Error> {
        let day = request.dates.selecting();
        if !self.elected || catalogue.lies_in(responsible, catalogue.root(day)?) {
            return Err(no_edition(catalogue, request.matter, day));
        }
        (self.responsible, self.elected) = (None, false);
        match self.find_responsible(catalogue, request) {
            Ok(()) if !self.candidates.is_empty() => {}
            Ok(()) | Err(Error::PlaceMissing) => return Err(no_edition(catalogue, request.matter, day)),
            Err(error) => return Err(error),
        }
        self.responsible = None;
        catalogue.check_outside(responsible, &self.candidates)?;
        self.resolution = Resolution::Outside;
        Ok(self.resolution)
    }
}

/// The definition that covers a region on the day of a case, with its block.
fn entry_at<'c>(
    catalogue: &'c Catalogue,
    request: &Request<'_>,
    region: RegionId,
) -> Result<Option<(EditionEntry, Block<'c>)>, Error> {
    let node = catalogue.node(region).ok_or_else(damaged)?;
    let day = request.dates.selecting();
    let found = catalogue.editions(request.matter).find(|entry| entry.covers(node.first, day));
    let Some(entry) = found else { return Ok(None) };
    let block = catalogue.block_at(entry.block)?;
    block.fetch(entry.block_length);
    Ok(Some((entry, block)))
}

pub(crate) fn no_edition(catalogue: &Catalogue, matter: MatterId, day: Day) -> Error {
    match catalogue.row::<crate::tables::Matter>(matter.0) {
        Ok(row) => Error::NoEdition { matter: row.name, day },
        Err(_) => Error::UnknownMatter { name: matter.0.to_string() },
    }
}
