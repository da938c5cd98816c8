//! The facts of an edition with their cells to what `cells` reads.

use super::blocks::{TOO_MANY, fact_number, short};
use super::build::BuildError;
use super::cells::{FactDefault, LocalFact};
use crate::tables::{CellMember, RuleForbid, Tables};
use crate::value::BuiltIn;

/// The facts of an edition, in the order of their numbers.
#[derive(Default)]
pub(super) struct Facts {
    names: Vec<String>,
    list: Vec<LocalFact>,
    /// Before the first cell of each fact.
    before: Vec<usize>,
    cuts: Vec<i64>,
    places: Vec<u16>,
    /// Cells of all facts.
    pub(super) cells: usize,
}

impl Facts {
    pub(super) fn new(tables: &Tables, members: &[CellMember]) -> Result<Self, BuildError> {
        let mut made = Self::default();
        for of_fact in members.chunk_by(|a, b| a.fact == b.fact) {
            let Some(first) = of_fact.first() else { continue };
            let unknown = || BuildError::Unknown { table: "cell_member", name: first.fact.clone() };
            let fact = fact_number(tables, &first.fact).ok_or_else(unknown)?;
            let row = usize::try_from(fact).ok().and_then(|number| tables.fact.get(number)).ok_or_else(unknown)?;
            let (cuts, places) = made.places_of(of_fact)?;
            made.list.push(LocalFact {
                fact,
                cut_first: short(made.cuts.len())?,
                cuts: short(cuts.len())?,
                place_first: short(made.places.len())?,
                places: short(places.len())?,
                level: if row.kind == "region" { row.level.unwrap_or(6) } else { 0 },
                default: default(&first.fact, &row.kind, &row.owner),
            });
            made.names.push(first.fact.clone());
            made.before.push(made.cells);
            let cells = of_fact.iter().map(|member| usize::from(member.cell) + 1).max().unwrap_or(0);
            made.cells += cells;
            made.cuts.extend(cuts);
            made.places.extend(places);
        }
        short(made.cells)?;
        Ok(made)
    }

    // A cut for each place, or one for all of them, whichever takes less room.
    fn places_of(&self, members: &[CellMember]) -> Result<(Vec<i64>, Vec<u16>), BuildError> {
        let mut intervals: Vec<_> = members.iter().map(|member| (member.low, member.high, member.cell)).collect();
        intervals.sort_unstable();
        let (mut cuts, mut places): (Vec<i64>, Vec<u16>) = (Vec::new(), Vec::new());
        let mut next = intervals.iter().skip(1).map(|(low, ..)| *low).chain([i64::MAX]);
        for (low, high, cell) in &intervals {
            let place = short(self.cells + usize::from(*cell) + 1)?;
            if places.last() != Some(&place) {
                cuts.push(*low);
                places.push(place);
            }
            let after = high.checked_add(1);
            if let Some(after) = after.filter(|after| next.next().is_none_or(|next| *after < next)) {
                cuts.push(after);
                places.push(0);
            }
        }
        let (low, high) = (cuts.first().copied().unwrap_or(0), intervals.last().map_or(0, |(_, high, _)| *high));
        let span = high.checked_sub(low).and_then(|span| usize::try_from(span).ok()).unwrap_or(usize::MAX);
        // Ten bytes a cut with its place, two a place alone.
        if span == 0 || span >= 5 * cuts.len() {
            return Ok((cuts, places));
        }
        let place = |value: i64| {
            let reached = cuts.partition_point(|cut| *cut <= value);
            reached.checked_sub(1).and_then(|at| places.get(at)).copied().unwrap_or(0)
        };
        Ok((vec![low], (low..=high).map(place).collect()))
    }

    /// The cell that a row forbids, numbered through all facts from 1.
    pub(super) fn cell(&self, forbid: &RuleForbid) -> Result<usize, BuildError> {
        let unknown = || BuildError::Unknown { table: "rule_forbid", name: forbid.fact.clone() };
        let found = self.names.binary_search(&forbid.fact).map_err(|_| unknown())?;
        let ends = self.before.get(found + 1).copied().unwrap_or(self.cells);
        let cell = self.before.get(found).map(|before| before + usize::from(forbid.cell) + 1);
        cell.filter(|cell| *cell <= ends).ok_or_else(unknown)
    }

    /// The numbers of the facts.
    pub(super) fn numbers(&self) -> impl Iterator<Item = u32> + '_ {
        self.list.iter().map(|fact| fact.fact)
    }

    /// Whether one of them is known without an answer.
    pub(super) fn has_defaults(&self) -> bool {
        self.list.iter().any(|fact| fact.default != FactDefault::None)
    }

    /// Slots, records, cuts and places.
    pub(super) fn parts(&self) -> Result<[Vec<u8>; 4], BuildError> {
        let mut records = Vec::new();
        self.list.iter().for_each(|fact| fact.write(&mut records));
        let cuts = self.cuts.iter().flat_map(|cut| cut.to_le_bytes()).collect();
        let places = self.places.iter().flat_map(|place| place.to_le_bytes()).collect();
        Ok([self.slots()?, records, cuts, places])
    }

    // At least half of them stay empty, and four fill eight bytes.
    fn slots(&self) -> Result<Vec<u8>, BuildError> {
        let count = (2 * self.list.len()).next_power_of_two().max(4);
        let mut slots = vec![0_u16; count];
        for (place, fact) in (1..).zip(self.numbers()) {
            let first = usize::try_from(fact).map_err(|_| TOO_MANY)?;
            let mut order = (0..count).map(|step| first.wrapping_add(step) & (count - 1));
            let free = order.find(|slot| slots.get(*slot) == Some(&0));
            if let Some(slot) = free.and_then(|slot| slots.get_mut(slot)) {
                *slot = place;
            }
        }
        Ok(slots.iter().flat_map(|slot| slot.to_le_bytes()).collect())
    }
}

fn default(name: &str, kind: &str, owner: &str) -> FactDefault {
    match BuiltIn::parse(name) {
        Some(built_in) => FactDefault::BuiltIn(built_in.code()),
        None if owner == "official" || kind == "finding" => FactDefault::Favourable,
        None => FactDefault::None,
    }
}
