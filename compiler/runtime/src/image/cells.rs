//! From the answer to a fact to its cell, in an edition's block. Knows no rule.
//!
//! A fact's record is found by its number in an open hash table: `slots` holds for each slot 0 or the place of a record plus one, a fact
//! begins to look at its number modulo the slots and goes on to the next slot until it meets itself or 0. Numbers of neighbouring facts
//! follow each other, so that most facts stand where they begin to look.
//!
//! A record says which `places` are the fact's. Where they are as many as its cuts, the place of a value is that of the last cut that it
//! reaches. Else there is one cut, the lowest value, and a place for each value from there on. A place holds a cell, 0 outside the domain.
//! Cells are numbered through all facts of the edition from 1; cell 0 is that of a fact that nobody has answered.

use super::bytes::{i32_at, u16_at, u32_at};

/// The cell of a fact that is not known.
pub(crate) const UNKNOWN: u16 = 0;

/// The facts that an edition's rows mention.
#[derive(Clone, Copy)]
pub(crate) struct Cells<'a> {
    pub(super) slots: &'a [[u8; 2]],
    pub(super) facts: &'a [[u8; 16]],
    pub(super) cuts: &'a [[u8; 8]],
    pub(super) places: &'a [[u8; 2]],
}

impl<'a> Cells<'a> {
    /// How many facts there are.
    pub(crate) fn len(&self) -> usize {
        self.facts.len()
    }

    pub(crate) fn facts(&self) -> impl Iterator<Item = LocalFact> + use<'a> {
        self.facts.iter().map(LocalFact::read)
    }

    /// A fact's place inside the edition, and its record.
    pub(crate) fn find(&self, fact: u32) -> Option<(usize, LocalFact)> {
        let last = self.slots.len().checked_sub(1)?;
        let first = usize::try_from(fact).ok()?;
        for step in 0..self.slots.len() {
            let slot = self.slots.get(first.wrapping_add(step) & last)?;
            let local = usize::from(u16::from_le_bytes(*slot)).checked_sub(1)?;
            let found = LocalFact::read(self.facts.get(local)?);
            if found.fact == fact {
                return Some((local, found));
            }
        }
        None
    }

    /// The cell of a value; `None` outside the fact's domain.
    pub(crate) fn cell(&self, fact: &LocalFact, value: i64) -> Option<u16> {
        let cuts = part(self.cuts, fact.cut_first, fact.cuts)?;
        let places = part(self.places, fact.place_first, fact.places)?;
        let place = if cuts.len() == places.len() {
            cuts.partition_point(|cut| i64::from_le_bytes(*cut) <= value).checked_sub(1)?
        } else {
            usize::try_from(value.checked_sub(i64::from_le_bytes(*cuts.first()?))?).ok()?
        };
        places.get(place).map(|cell| u16::from_le_bytes(*cell)).filter(|cell| *cell != UNKNOWN)
    }

    /// The cells of a fact; neighbouring values of one cell count once.
    pub(crate) fn cells_of(&self, fact: &LocalFact) -> impl Iterator<Item = u16> + use<'a> {
        let places = part(self.places, fact.place_first, fact.places).unwrap_or_default();
        places.chunk_by(|a, b| a == b).filter_map(|same| same.first().map(|cell| u16::from_le_bytes(*cell)))
    }

    /// The intervals of a fact's domain in ascending order, each with its cell.
    pub(crate) fn pieces(&self, fact: &LocalFact) -> impl Iterator<Item = (i64, i64, u16)> + use<'a> {
        let cuts = part(self.cuts, fact.cut_first, fact.cuts).unwrap_or_default();
        let places = part(self.places, fact.place_first, fact.places).unwrap_or_default();
        let first = cuts.first().map_or(0, |cut| i64::from_le_bytes(*cut));
        let starts = move |place: usize| match (cuts.len() == places.len(), cuts.get(place)) {
            (true, cut) => cut.map(|cut| i64::from_le_bytes(*cut)),
            (false, _) => i64::try_from(place).ok().and_then(|place| first.checked_add(place)),
        };
        places.iter().enumerate().filter_map(move |(place, cell)| {
            let cell = u16::from_le_bytes(*cell);
            let high = starts(place + 1).map_or(i64::MAX, |next| next.saturating_sub(1));
            (cell != UNKNOWN).then_some((starts(place)?, high, cell))
        })
    }

    /// Whether every record points inside its parts.
    pub(super) fn is_sound(&self) -> bool {
        let inside = |fact: LocalFact| {
            part(self.cuts, fact.cut_first, fact.cuts).is_some()
                && part(self.places, fact.place_first, fact.places).is_some()
        };
        self.slots.len().is_power_of_two() && self.facts().all(inside)
    }
}

fn part<T>(records: &[T], first: u16, count: u16) -> Option<&[T]> {
    let first = usize::from(first);
    records.get(first..first + usize::from(count))
}

/// A fact that an edition's rows mention.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct LocalFact {
    pub(crate) fact: u32,
    pub(super) cut_first: u16,
    pub(super) cuts: u16,
    pub(super) place_first: u16,
    pub(super) places: u16,
    /// The level that region answers are rolled up to; 0 for other facts.
    pub(crate) level: u8,
    pub(crate) default: FactDefault,
}

/// What a fact is without an answer.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(crate) enum FactDefault {
    /// Unknown.
    #[default]
    None,
    /// Yes, and pending: an official finds it.
    Favourable,
    /// Given by the case.
    BuiltIn(u8),
}

impl LocalFact {
    fn read(record: &[u8; 16]) -> Self {
        let short = |at| u16_at(record, at).unwrap_or(0);
        let [.., level, default, _, _] = *record;
        Self {
            fact: u32_at(record, 0).unwrap_or(u32::MAX),
            cut_first: short(4),
            cuts: short(6),
            place_first: short(8),
            places: short(10),
            level,
            default: match default {
                0 => FactDefault::None,
                1 => FactDefault::Favourable,
                code => FactDefault::BuiltIn(code - 2),
            },
        }
    }

    pub(super) fn write(&self, out: &mut Vec<u8>) {
        out.extend(self.fact.to_le_bytes());
        for short in [self.cut_first, self.cuts, self.place_first, self.places] {
            out.extend(short.to_le_bytes());
        }
        let default = match self.default {
            FactDefault::None => 0,
            FactDefault::Favourable => 1,
            FactDefault::BuiltIn(code) => code + 2,
        };
        out.extend([self.level, default, 0, 0]);
    }
}

/// A fact computed from two others.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct LocalDerived {
    pub(crate) target: u32,
    pub(crate) a: u32,
    pub(crate) b: u32,
    pub(crate) operation: u8,
    pub(crate) level: u8,
}

impl LocalDerived {
    pub(super) fn read(record: &[u8; 16]) -> Option<Self> {
        let [.., operation, level, _, _] = *record;
        Some(Self { target: u32_at(record, 0)?, a: u32_at(record, 4)?, b: u32_at(record, 8)?, operation, level })
    }

    pub(super) fn write(&self, out: &mut Vec<u8>) {
        for number in [self.target, self.a, self.b] {
            out.extend(number.to_le_bytes());
        }
        out.extend([self.operation, self.level, 0, 0]);
    }
}

/// When the event of a proactive matter is, and from when on it is announced.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct LocalTrigger {
    /// The date fact from which the years to the event are counted.
    pub(crate) fact: u32,
    pub(crate) years: i32,
    /// So long before the event it is announced.
    pub(crate) lead: i32,
    pub(crate) lead_unit: LeadUnit,
}

/// What a lead is counted in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum LeadUnit {
    Days,
    Months,
    WorkingDays,
}

impl LocalTrigger {
    pub(super) fn read(record: &[u8; 16]) -> Option<Self> {
        let number = |at| i32_at(record, at);
        let lead_unit = match number(12)? {
            0 => LeadUnit::Days,
            1 => LeadUnit::Months,
            2 => LeadUnit::WorkingDays,
            _ => return None,
        };
        Some(Self { fact: u32_at(record, 0)?, years: number(4)?, lead: number(8)?, lead_unit })
    }

    pub(super) fn write(&self, out: &mut Vec<u8>) {
        out.extend(self.fact.to_le_bytes());
        for number in [self.years, self.lead, self.lead_unit as i32] {
            out.extend(number.to_le_bytes());
        }
    }
}
