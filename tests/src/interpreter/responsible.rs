//! Who is responsible, by every way to answer what is not answered.

use std::collections::BTreeSet;

use matter_core::hir::{Definition, Rule, Yield};
use matter_decide::Formula;

use super::completion::{each, holds, known_values};
use super::{Known, TooMany, applies, formula};

/// Who is responsible.
#[derive(Clone, Copy, PartialEq, Eq, Debug, PartialOrd, Ord)]
pub enum Whose {
    /// This unit, by its position, in every completion.
    Unit(u32),
    /// Nobody inside the catalogue, in every completion.
    Outside,
    /// That cannot be said yet.
    Open,
}

/// Who is responsible by the candidates; `None` if there are too many completions, or none, or no candidates. `unit` says in which unit of
/// a level a place lies, and `inside` whether that is one of the catalogue.
#[must_use]
pub fn whose(
    definition: &Definition,
    known: &Known,
    unit: &dyn Fn(i64, u8) -> Option<u32>,
    inside: &dyn Fn(u32) -> bool,
) -> Option<Whose> {
    let facts = known_values(definition, known);
    let nevers: Vec<&Formula> = definition.nevers.iter().map(|never| &never.cases).collect();
    let lines: Vec<&Rule> =
        definition.rules.iter().filter(|rule| matches!(rule.yields, Yield::Responsible { .. })).collect();
    let mut mentioned = nevers.clone();
    mentioned.extend(lines.iter().filter_map(|line| formula(line)));
    let mut found = BTreeSet::new();
    let tried = each(definition, &facts, &mentioned, &mut |point| {
        if nevers.iter().any(|never| holds(never, point)) {
            return;
        }
        for line in lines.iter().filter(|line| applies(line, &lines, point)) {
            found.insert(comes_to(line, &facts, unit, inside));
        }
    });
    match tried {
        Err(TooMany) => None,
        Ok(()) if found.len() > 1 => Some(Whose::Open),
        Ok(()) => found.first().copied(),
    }
}

fn comes_to(
    line: &Rule,
    facts: &[Option<i64>],
    unit: &dyn Fn(i64, u8) -> Option<u32>,
    inside: &dyn Fn(u32) -> bool,
) -> Whose {
    let Yield::Responsible { candidates, level } = &line.yields else { return Whose::Open };
    let units: Option<Vec<u32>> =
        candidates.iter().map(|fact| facts[usize::from(*fact)].and_then(|place| unit(place, *level as u8))).collect();
    let Some(units) = units else { return Whose::Open };
    let within: BTreeSet<u32> = units.into_iter().filter(|unit| inside(*unit)).collect();
    match within.len() {
        0 => Whose::Outside,
        1 => within.first().map_or(Whose::Open, |unit| Whose::Unit(*unit)),
        _ => Whose::Open,
    }
}
