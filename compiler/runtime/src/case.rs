//! A case: matter, place, days and answers, resolved once to an edition and a cell for each answered fact.
//!
//! A `Case` is a buffer that is used again for the next case; after the first few it allocates nothing.

use crate::catalogue::{Catalogue, EditionId, FactId, MatterId, RegionId, damaged};
use crate::decide::{Answer, Status};
use crate::error::Error;
use crate::image::block::{BUILT_IN, Block, FactDefault, LocalDerived, LocalFact};
use crate::regions::AtLevel;
use crate::tables::{Day, Fact, Rule, Trigger};
use crate::value::{BuiltIn, Operation};

/// No cell: the fact is unknown.
pub(crate) const UNKNOWN: u32 = u32::MAX;

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
}

/// A resolved case.
#[derive(Clone, Debug, Default)]
pub struct Case {
    pub(crate) resolution: Resolution,
    pub(crate) request: Option<(MatterId, Dates)>,
    pub(crate) responsible: Option<RegionId>,
    pub(crate) here: Option<RegionId>,
    pub(crate) cells: Vec<u32>,
    pub(crate) values: Vec<Given>,
    pub(crate) pending: Vec<FactId>,
    pub(crate) held: Vec<Option<bool>>,
    pub(crate) candidates: Vec<Candidate>,
    // Where the edition's block begins.
    pub(crate) block: u32,
    scratch: Answer,
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
    /// No edition, a value outside its fact's domain, no place at all.
    pub fn resolve(&mut self, catalogue: &Catalogue, request: &Request<'_>) -> Result<Resolution, Error> {
        self.resolution = Resolution::Nothing;
        self.request = Some((request.matter, request.dates));
        self.here = request.here;
        self.responsible = request.responsible;
        self.candidates.clear();
        if self.responsible.is_none() {
            self.find_responsible(catalogue, request)?;
        }
        let Some(responsible) = self.responsible else { return Ok(self.resolution) };
        let node = catalogue.node(responsible).ok_or_else(damaged)?;
        let day = request.dates.selecting();
        let found = catalogue.editions(request.matter).find(|entry| entry.covers(node.first, day));
        let Some(entry) = found else { return Err(no_edition(catalogue, request.matter, day)) };
        let block = catalogue.block_at(entry.block)?;
        // Known before the answers are read: what is counted from an event looks for the edition's trigger.
        self.resolution = Resolution::Edition(entry.edition);
        self.block = entry.block;
        if let Err(error) = self.fill(catalogue, &block, request) {
            self.resolution = Resolution::Nothing;
            return Err(error);
        }
        Ok(self.resolution)
    }

    // The candidates stand in the widest definition in force: that of the catalogue's own layer.
    fn find_responsible(&mut self, catalogue: &Catalogue, request: &Request<'_>) -> Result<(), Error> {
        let day = request.dates.selecting();
        let widest = catalogue.editions(request.matter).filter(|entry| entry.in_force(day)).last();
        let Some(entry) = widest else { return Err(no_edition(catalogue, request.matter, day)) };
        let block = catalogue.block(entry.edition)?;
        if block.candidates().len() == 0 {
            self.responsible = request.here;
            return if request.here.is_some() { Ok(()) } else { Err(Error::PlaceMissing) };
        }
        self.fill(catalogue, &block, request)?;
        let mut scratch = std::mem::take(&mut self.scratch);
        scratch.stand(&block, self, entry.edition)?;
        for (rule, fact, level) in block.candidates() {
            if matches!(scratch.status_at(usize::from(rule)), Status::Certain | Status::Possible) {
                let fact = FactId(fact);
                let answered = self.value(fact).and_then(|value| u32::try_from(value).ok()).map(RegionId);
                let region = match answered.map(|region| (region, catalogue.at_level(region, level))) {
                    Some((region, Some(AtLevel::Unit(_)))) => catalogue.unit(region, level),
                    _ => None,
                };
                self.candidates.push(Candidate { fact, region });
            }
        }
        self.scratch = scratch;
        self.choose(catalogue, day)
    }

    // One answer, or several that agree, decide; units outside the catalogue do not count.
    fn choose(&mut self, catalogue: &Catalogue, day: Day) -> Result<(), Error> {
        let root = catalogue.root(day)?;
        let answered = self.candidates.iter().filter_map(|candidate| candidate.region);
        let mut inside = answered.clone().filter(|region| catalogue.lies_in(*region, root));
        let first = inside.next();
        let agree = inside.all(|region| Some(region) == first);
        let all_answered = self.candidates.iter().all(|candidate| candidate.region.is_some());
        match first {
            Some(region) if agree => self.responsible = Some(region),
            None if all_answered && !self.candidates.is_empty() => self.resolution = Resolution::Outside,
            _ => self.resolution = Resolution::NeedsResponsible,
        }
        Ok(())
    }

    fn fill(&mut self, catalogue: &Catalogue, block: &Block<'_>, request: &Request<'_>) -> Result<(), Error> {
        self.cells.clear();
        self.cells.resize(block.facts().len(), UNKNOWN);
        self.values.clear();
        self.pending.clear();
        for given in request.answers {
            self.take(catalogue, block, *given)?;
            self.values.push(*given);
        }
        if block.counts.has_defaults {
            self.defaults(catalogue, block, request)?;
        }
        self.held.clear();
        for (_, fact) in block.priors() {
            let held = self.value(FactId(fact));
            self.held.push(held.map(|value| value == 1));
        }
        Ok(())
    }

    fn take(&mut self, catalogue: &Catalogue, block: &Block<'_>, given: Given) -> Result<(), Error> {
        let Some(local) = block.local(given.fact.0) else { return Ok(()) };
        let fact = block.fact(local).ok_or_else(damaged)?;
        let Some(value) = position(catalogue, &fact, given.value)? else { return Ok(()) };
        let cell = block.cell(&fact, value).ok_or_else(|| outside(catalogue, given))?;
        if let Some(slot) = self.cells.get_mut(local) {
            *slot = cell;
        }
        Ok(())
    }

    // Facts that the case gives, that officials find, and that follow from others.
    fn defaults(&mut self, catalogue: &Catalogue, block: &Block<'_>, request: &Request<'_>) -> Result<(), Error> {
        for (local, fact) in block.facts().enumerate() {
            let id = FactId(fact.fact);
            if self.value(id).is_some() {
                continue;
            }
            let value = match fact.default {
                FactDefault::None => None,
                FactDefault::Favourable => {
                    self.pending.push(id);
                    Some(1)
                }
                FactDefault::BuiltIn(code) => {
                    BuiltIn::from_code(code).and_then(|kind| self.built_in(catalogue, kind, request))
                }
            };
            self.set(catalogue, block, (local, &fact), value)?;
        }
        for derived in block.derived() {
            let id = FactId(derived.target);
            if self.value(id).is_some() {
                continue;
            }
            let value = self.derive(catalogue, &derived, request);
            match block.local(derived.target).and_then(|local| Some((local, block.fact(local)?))) {
                Some((local, fact)) => self.set(catalogue, block, (local, &fact), value)?,
                None => self.values.extend(value.map(|value| Given { fact: id, value })),
            }
        }
        Ok(())
    }

    fn set(
        &mut self,
        catalogue: &Catalogue,
        block: &Block<'_>,
        (local, fact): (usize, &LocalFact),
        value: Option<i64>,
    ) -> Result<(), Error> {
        let Some(value) = value else { return Ok(()) };
        let cell = position(catalogue, fact, value)?.and_then(|value| block.cell(fact, value));
        if let Some((slot, cell)) = self.cells.get_mut(local).zip(cell) {
            *slot = cell;
        }
        self.values.push(Given { fact: FactId(fact.fact), value });
        Ok(())
    }

    fn built_in(&self, catalogue: &Catalogue, kind: BuiltIn, request: &Request<'_>) -> Option<i64> {
        let day = |day: Day| i64::from(day.0);
        match kind {
            BuiltIn::ApplicationDay => Some(day(request.dates.application)),
            BuiltIn::AcceptanceDay => Some(day(request.dates.selecting())),
            BuiltIn::DecisionDay => request.dates.decision.map(day),
            BuiltIn::EventDay => request.dates.event.or_else(|| self.triggered(catalogue, request)).map(day),
            BuiltIn::Responsible => self.responsible.map(|region| i64::from(region.0)),
            BuiltIn::Here => self.here.map(|region| i64::from(region.0)),
        }
    }

    /// The day of the event of a proactive matter (主动): the day on which the years of its trigger are completed. Who applies later, or
    /// before the event is announced, is judged on the day of application.
    fn triggered(&self, catalogue: &Catalogue, request: &Request<'_>) -> Option<Day> {
        let edition = self.edition()?;
        let triggers: Vec<Trigger> = catalogue.rows().ok()?;
        let own = |trigger: &&Trigger| catalogue.row::<Rule>(trigger.rule).is_ok_and(|rule| rule.edition == edition.0);
        let trigger = triggers.iter().find(own)?;
        let from = catalogue.find::<Fact>(trigger.fact.as_deref()?)?;
        let start = Day(i32::try_from(self.value(FactId(from))?).ok()?);
        let event = start.plus_months(trigger.years?.checked_mul(12)?)?;
        let announced = before(event, trigger.lead, trigger.lead_unit.as_deref())?;
        let applied = request.dates.application;
        Some(if applied < announced { applied } else { event.max(applied) })
    }

    fn derive(&self, catalogue: &Catalogue, derived: &LocalDerived, request: &Request<'_>) -> Option<i64> {
        let argument = |fact: u32| match u8::try_from(fact.wrapping_sub(BUILT_IN)) {
            Ok(code) if fact >= BUILT_IN => self.built_in(catalogue, BuiltIn::from_code(code)?, request),
            _ => self.value(FactId(fact)),
        };
        let (a, b) = (argument(derived.a)?, argument(derived.b)?);
        let operation = Operation::from_code(derived.operation)?;
        let regions = operation == Operation::SameUnit || (operation == Operation::Equal && derived.level > 0);
        if !regions {
            return operation.on_integers(a, b);
        }
        let (a, b) = (RegionId(u32::try_from(a).ok()?), RegionId(u32::try_from(b).ok()?));
        same_unit(catalogue, a, b, derived.level).map(i64::from)
    }
}

fn same_unit(catalogue: &Catalogue, a: RegionId, b: RegionId, level: u8) -> Option<bool> {
    match (catalogue.at_level(a, level)?, catalogue.at_level(b, level)?) {
        (AtLevel::Unit(a), AtLevel::Unit(b)) => Some(a.first == b.first),
        // Two places in different larger units cannot share a smaller one.
        _ => {
            let (a, b) = (catalogue.node(a)?, catalogue.node(b)?);
            (!a.holds(&b) && !b.holds(&a)).then_some(false)
        }
    }
}

// A region counts as the unit of the fact's level; a coarser answer is no answer yet.
fn position(catalogue: &Catalogue, fact: &LocalFact, value: i64) -> Result<Option<i64>, Error> {
    if fact.level == 0 {
        return Ok(Some(value));
    }
    let unknown = || outside(catalogue, Given { fact: FactId(fact.fact), value });
    let region = u32::try_from(value).map(RegionId).map_err(|_| unknown())?;
    match catalogue.at_level(region, fact.level).ok_or_else(unknown)? {
        AtLevel::Unit(node) => Ok(Some(i64::from(node.first))),
        AtLevel::Coarse => Ok(None),
    }
}

fn outside(catalogue: &Catalogue, given: Given) -> Error {
    let fact = catalogue.row::<Fact>(given.fact.0).map(|row| row.name).unwrap_or_default();
    Error::OutsideDomain { fact, value: given.value.to_string() }
}

fn no_edition(catalogue: &Catalogue, matter: MatterId, day: Day) -> Error {
    match catalogue.row::<crate::tables::Matter>(matter.0) {
        Ok(row) => Error::NoEdition { matter: row.name, day },
        Err(_) => Error::UnknownMatter { name: matter.0.to_string() },
    }
}

/// The day on which an event may first be applied for; in working days the calendar would have to be asked, so the event itself.
fn before(event: Day, lead: Option<i64>, unit: Option<&str>) -> Option<Day> {
    let lead = lead.unwrap_or(0);
    match unit {
        Some("years") => event.plus_months(lead.checked_mul(-12)?),
        Some("months") => event.plus_months(lead.checked_neg()?),
        Some("calendar_days") => Some(event.plus_days(lead.checked_neg()?)),
        _ => Some(event),
    }
}
