//! Every way to answer what is not answered.

use std::collections::BTreeSet;

use matter_core::hir::{Argument, Definition, FactKind, Operation};
use matter_decide::Formula;

use super::days;
use super::{Known, MOST_COMPLETIONS, TooMany, favourable};

/// Whether a condition holds at a point.
#[must_use]
pub fn holds(formula: &Formula, point: &[i64]) -> bool {
    match formula {
        Formula::True => true,
        Formula::False => false,
        Formula::In { dim, set } => {
            let value = point[usize::from(*dim)];
            set.intervals().iter().any(|(low, high)| (*low..=*high).contains(&value))
        }
        Formula::And(parts) => parts.iter().all(|part| holds(part, point)),
        Formula::Or(parts) => parts.iter().any(|part| holds(part, point)),
        Formula::Not(part) => !holds(part, point),
    }
}

/// The value of each fact, if it is answered, computed or a judgement that is still to be made.
pub(super) fn known_values(definition: &Definition, known: &Known) -> Vec<Option<i64>> {
    let mut values: Vec<Option<i64>> = Vec::new();
    for fact in &definition.facts {
        let answered = known.answers.get(&*fact.name).copied();
        let value = match &fact.kind {
            FactKind::Derived { operation: Operation::SameUnit(_), .. } => known.same_unit.get(&*fact.name).copied(),
            FactKind::Derived { operation, a, b } => {
                let a = argument(a, &values, known);
                let b = argument(b, &values, known);
                a.zip(b).and_then(|(a, b)| compute(*operation, a, b))
            }
            kind if favourable(fact.owner, kind) => answered.or(Some(1)),
            _ => answered,
        };
        values.push(value);
    }
    values
}

fn argument(argument: &Argument, values: &[Option<i64>], known: &Known) -> Option<i64> {
    match argument {
        Argument::Fact(fact) => values[usize::from(*fact)],
        Argument::ApplicationDay => Some(i64::from(known.application_day)),
        Argument::AcceptanceDay => Some(i64::from(known.acceptance_day)),
        Argument::EventDay => known.event_day.map(i64::from),
        Argument::Responsible => known.responsible.map(i64::from),
    }
}

/// `None`: it needs the region tree, which the interpreter does not have; such facts are given by name.
fn compute(operation: Operation, a: i64, b: i64) -> Option<i64> {
    Some(match operation {
        Operation::Equal => i64::from(a == b),
        Operation::Less => i64::from(a < b),
        Operation::AtMost => i64::from(a <= b),
        Operation::Days => b - a,
        Operation::Years => days::completed_years(a, b),
        Operation::Months => days::completed_months(a, b),
        Operation::MonthsBegun => days::months_begun(a, b),
        Operation::SameUnit(_) => return None,
    })
}

/// Calls `visit` with every completion of `facts`, as far as the formulas can tell values apart.
pub(super) fn each(
    definition: &Definition,
    facts: &[Option<i64>],
    formulas: &[&Formula],
    visit: &mut dyn FnMut(&[i64]),
) -> Result<(), TooMany> {
    let choices = representatives(definition, facts, formulas);
    let combinations = choices.iter().try_fold(1usize, |product, values| product.checked_mul(values.len()));
    if combinations.is_none_or(|count| count > MOST_COMPLETIONS) {
        return Err(TooMany);
    }
    let mut point: Vec<i64> = choices.iter().map(|values| values.first().copied().unwrap_or(0)).collect();
    walk(&choices, 0, &mut point, visit);
    Ok(())
}

/// Whether some completion satisfies `test`.
pub(super) fn any(
    definition: &Definition,
    facts: &[Option<i64>],
    formulas: &[&Formula],
    test: &mut dyn FnMut(&[i64]) -> bool,
) -> Result<bool, TooMany> {
    let mut found = false;
    each(definition, facts, formulas, &mut |point| found = found || test(point))?;
    Ok(found)
}

fn walk(choices: &[Vec<i64>], at: usize, point: &mut Vec<i64>, visit: &mut dyn FnMut(&[i64])) {
    let Some(values) = choices.get(at) else { return visit(point) };
    for value in values {
        point[at] = *value;
        walk(choices, at + 1, point, visit);
    }
}

/// For each fact the values worth trying: the answer, or one of every class that the formulas tell apart. A fact that no formula mentions
/// has one value, because it cannot matter.
fn representatives(definition: &Definition, facts: &[Option<i64>], formulas: &[&Formula]) -> Vec<Vec<i64>> {
    let mut edges: Vec<BTreeSet<i64>> = vec![BTreeSet::new(); facts.len()];
    for formula in formulas {
        collect_edges(formula, &mut edges);
    }
    let fact = definition.facts.iter().zip(facts).zip(edges);
    fact.map(|((fact, known), edges)| match known {
        Some(value) => vec![*value],
        None if edges.is_empty() => vec![fact.domain.intervals().first().map_or(0, |interval| interval.0)],
        None => {
            let starts = fact.domain.intervals().iter().map(|interval| interval.0);
            let inside = |value: &i64| fact.domain.intervals().iter().any(|(low, high)| (low..=high).contains(&value));
            edges.iter().copied().chain(starts).filter(inside).collect::<BTreeSet<_>>().into_iter().collect()
        }
    })
    .collect()
}

/// The first value of every interval and the first behind it: between two such edges nothing changes.
fn collect_edges(formula: &Formula, edges: &mut [BTreeSet<i64>]) {
    match formula {
        Formula::True | Formula::False => {}
        Formula::In { dim, set } => {
            for (low, high) in set.intervals() {
                edges[usize::from(*dim)].insert(*low);
                edges[usize::from(*dim)].insert(high.saturating_add(1));
            }
        }
        Formula::And(parts) | Formula::Or(parts) => parts.iter().for_each(|part| collect_edges(part, edges)),
        Formula::Not(part) => collect_edges(part, edges),
    }
}
