//! What a case knows of an edition's facts: its answers, and behind them what the case itself gives, what officials find, and what follows
//! from others. Each becomes a cell.

use crate::case::{Case, Given, Request};
use crate::catalogue::{Catalogue, FactId, RegionId, damaged};
use crate::error::Error;
use crate::image::block::{BUILT_IN, Block};
use crate::image::cells::{Cells, FactDefault, LeadUnit, LocalDerived, LocalFact, UNKNOWN};
use crate::regions::AtLevel;
use crate::tables::{Day, Fact};
use crate::value::{BuiltIn, Operation};

/// Fills a case with what is known of an edition.
pub(crate) fn fill(
    case: &mut Case,
    catalogue: &Catalogue,
    block: &Block<'_>,
    request: &Request<'_>,
) -> Result<(), Error> {
    let cells = block.cells();
    case.cells.clear();
    case.cells.resize(cells.len(), UNKNOWN);
    case.pending.clear();
    case.values.clear();
    case.values.extend_from_slice(request.answers);
    case.event = None;
    for given in request.answers {
        if let Some((local, fact)) = cells.find(given.fact.0)
            && let Some(value) = position(catalogue, &fact, given.value)?
        {
            let cell = cells.cell(&fact, value).ok_or_else(|| outside(catalogue, *given))?;
            *case.cells.get_mut(local).ok_or_else(damaged)? = cell;
        }
    }
    if block.has_defaults() {
        Filling { case, catalogue, block, cells, request }.defaults()?;
    }
    case.held.clear();
    for (_, fact) in block.priors() {
        let held = case.value(FactId(fact));
        case.held.push(held.map(|value| value == 1));
    }
    Ok(())
}

/// A case whose answers are read.
struct Filling<'f> {
    case: &'f mut Case,
    catalogue: &'f Catalogue,
    block: &'f Block<'f>,
    cells: Cells<'f>,
    request: &'f Request<'f>,
}

impl Filling<'_> {
    // Apart from the loop over the answers, which it would only make slower.
    #[inline(never)]
    fn defaults(&mut self) -> Result<(), Error> {
        for (local, fact) in self.cells.facts().enumerate() {
            let id = FactId(fact.fact);
            if fact.default == FactDefault::None {
                continue;
            }
            if let Some(given) = self.case.value(id) {
                if let FactDefault::BuiltIn(code) = fact.default {
                    self.agrees(id, given, BuiltIn::from_code(code).and_then(|kind| self.built_in(kind)))?;
                }
                continue;
            }
            let value = match fact.default {
                FactDefault::None => None,
                FactDefault::Favourable => {
                    self.case.pending.push(id);
                    Some(1)
                }
                FactDefault::BuiltIn(code) => BuiltIn::from_code(code).and_then(|kind| self.built_in(kind)),
            };
            self.set(id, Some((local, fact)), value)?;
        }
        for derived in self.block.derived() {
            let id = FactId(derived.target);
            let value = self.derive(&derived);
            match self.case.value(id) {
                Some(given) => self.agrees(id, given, value)?,
                None => self.set(id, self.cells.find(derived.target), value)?,
            }
        }
        self.case.event = self.triggered();
        Ok(())
    }

    // What is given for a fact that follows from others must be what follows, as soon as that is known.
    fn agrees(&self, fact: FactId, given: i64, computed: Option<i64>) -> Result<(), Error> {
        match computed.filter(|computed| *computed != given) {
            Some(computed) => Err(not_as_computed(self.catalogue, Given { fact, value: given }, computed)),
            None => Ok(()),
        }
    }

    fn set(&mut self, id: FactId, local: Option<(usize, LocalFact)>, value: Option<i64>) -> Result<(), Error> {
        let Some(value) = value else { return Ok(()) };
        if let Some((local, fact)) = local
            && let Some(position) = position(self.catalogue, &fact, value)?
            && let Some((slot, cell)) = self.case.cells.get_mut(local).zip(self.cells.cell(&fact, position))
        {
            *slot = cell;
        }
        self.case.values.push(Given { fact: id, value });
        Ok(())
    }

    fn built_in(&self, kind: BuiltIn) -> Option<i64> {
        let day = |day: Day| i64::from(day.0);
        let dates = &self.request.dates;
        match kind {
            BuiltIn::ApplicationDay => Some(day(dates.application)),
            BuiltIn::AcceptanceDay => Some(day(dates.selecting())),
            BuiltIn::DecisionDay => dates.decision.map(day),
            BuiltIn::EventDay => dates.event.or_else(|| self.triggered()).map(day),
            BuiltIn::Responsible => self.case.responsible.map(|region| i64::from(region.0)),
            BuiltIn::Here => self.case.here.map(|region| i64::from(region.0)),
        }
    }

    /// The day of the event of a proactive matter (主动): the day on which the years of its trigger are completed. Who applies later, or
    /// before the event is announced, is judged on the day of application.
    fn triggered(&self) -> Option<Day> {
        // Whose trigger counts is not known before somebody is responsible.
        let trigger = self.case.responsible.and_then(|_| self.block.trigger())?;
        let start = Day(i32::try_from(self.case.value(FactId(trigger.fact))?).ok()?);
        let event = start.plus_years(trigger.years.into())?;
        let applied = self.request.dates.application;
        if event <= applied {
            return Some(applied);
        }
        let lead = i64::from(trigger.lead);
        let announced = match trigger.lead_unit {
            LeadUnit::Days => event.plus_days(-lead) <= applied,
            LeadUnit::Months => event.plus_months(-lead)? <= applied,
            // Fewer working days lie between the application and the event than the lead holds.
            LeadUnit::WorkingDays => {
                let calendar = self.catalogue.calendar("cn").ok()?;
                let last = event.plus_days(-1);
                let until = last.min(calendar.range().1);
                let between = calendar.working_days_in(applied.plus_days(1), until)?;
                // What is counted up to the calendar's end is enough to know that it is too early, not that it is not.
                if between < lead && until < last {
                    return None;
                }
                between < lead
            }
        };
        Some(if announced { event } else { applied })
    }

    fn derive(&self, derived: &LocalDerived) -> Option<i64> {
        let argument = |fact: u32| match u8::try_from(fact.wrapping_sub(BUILT_IN)) {
            Ok(code) if fact >= BUILT_IN => self.built_in(BuiltIn::from_code(code)?),
            _ => self.case.value(FactId(fact)),
        };
        let (a, b) = (argument(derived.a)?, argument(derived.b)?);
        let operation = Operation::from_code(derived.operation)?;
        let regions = operation == Operation::SameUnit || (operation == Operation::Equal && derived.level > 0);
        if !regions {
            return operation.on_integers(a, b);
        }
        let (a, b) = (RegionId(u32::try_from(a).ok()?), RegionId(u32::try_from(b).ok()?));
        same_unit(self.catalogue, a, b, derived.level).map(i64::from)
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

fn position(catalogue: &Catalogue, fact: &LocalFact, value: i64) -> Result<Option<i64>, Error> {
    if fact.level == 0 { Ok(Some(value)) } else { unit(catalogue, fact, value) }
}

// A region counts as the unit of the fact's level; a coarser answer is no answer yet.
#[inline(never)]
fn unit(catalogue: &Catalogue, fact: &LocalFact, value: i64) -> Result<Option<i64>, Error> {
    let unknown = || outside(catalogue, Given { fact: FactId(fact.fact), value });
    let region = u32::try_from(value).map(RegionId).map_err(|_| unknown())?;
    match catalogue.at_level(region, fact.level).ok_or_else(unknown)? {
        AtLevel::Unit(node) => Ok(Some(i64::from(node.first))),
        AtLevel::Coarse => Ok(None),
    }
}

#[cold]
fn not_as_computed(catalogue: &Catalogue, given: Given, computed: i64) -> Error {
    let shown = |value| catalogue.show_value(Given { value, ..given }).unwrap_or_default();
    let fact = catalogue.row::<Fact>(given.fact.0).map(|row| row.name).unwrap_or_default();
    Error::NotAsComputed { fact, value: shown(given.value), computed: shown(computed) }
}

#[cold]
fn outside(catalogue: &Catalogue, given: Given) -> Error {
    let fact = catalogue.row::<Fact>(given.fact.0).map(|row| row.name).unwrap_or_default();
    Error::OutsideDomain { fact, value: given.value.to_string() }
}
