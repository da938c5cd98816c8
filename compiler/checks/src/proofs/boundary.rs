//! Repairs of choices that go wrong at one value only: the boundary that two lines both leave out, or both claim.
//!
//! A repair is certain if moving one boundary by that value makes the choice decide exactly once. Of the two lines that could take the value
//! the upper one does (`≥` and `<`), as laws count 以上 with its number.

use std::sync::Arc;

use matter_core::diagnostic::{Arg, Edit, Fix};
use matter_core::hir::{Comparison, Rule};
use matter_decide::{Budget, Cube, Formula, Ranges};

use super::case::{Case, place, when};

/// The repair of gaps at one value.
pub(super) fn take_in(case: &Case, lines: &[&Rule], gaps: &[Cube]) -> Option<Fix> {
    repair(case, lines, gaps, &|set, value| {
        let next_to = |end: Option<i64>, step: i64| end.and_then(|end| end.checked_add(step)) == Some(value);
        let operator = if next_to(set.first(), -1) {
            "≥"
        } else if next_to(set.last(), 1) {
            "≤"
        } else {
            return None;
        };
        Some((set.union(&Ranges::single(value)), operator))
    })
}

/// The repair of overlaps at one value.
pub(super) fn leave_out(case: &Case, lines: &[&Rule], overlaps: &[Cube]) -> Option<Fix> {
    repair(case, lines, overlaps, &|set, value| {
        let operator = if set.last() == Some(value) {
            "<"
        } else if set.first() == Some(value) {
            ">"
        } else {
            return None;
        };
        Some((set.minus(&Ranges::single(value)), operator))
    })
}

/// The repair of two lines that claim one value together, if that is all they share.
pub(super) fn once(case: &Case, lines: &[&Rule; 2]) -> Option<Fix> {
    let formulas: Vec<Formula> = lines.iter().filter_map(|line| when(line)).cloned().collect();
    let proof = case.partition.exactly_once(&formulas, &case.eligible, &mut Budget::default()).ok()?;
    let overlap = proof.overlaps.first().filter(|overlap| !overlap.more_cases)?;
    leave_out(case, lines, &overlap.cases)
}

/// How a set has to change for a value, and the operator that says so.
type Move<'m> = &'m dyn Fn(&Ranges, i64) -> Option<(Ranges, &'static str)>;

fn repair(case: &Case, lines: &[&Rule], cubes: &[Cube], moved: Move) -> Option<Fix> {
    let mut found: Vec<(bool, Fix)> = Vec::new();
    for line in lines {
        for comparison in &line.comparisons {
            let Some(value) = only_value(cubes, comparison) else { continue };
            let Some((set, operator)) = moved(&comparison.set, value) else { continue };
            if decides_once(case, lines, (line, comparison, &set)) {
                // `≥` takes the value in, `<` leaves it out: either way it is the upper line's.
                found.push((matches!(operator, "≥" | "<"), fix(comparison, operator)));
            }
        }
    }
    let to_the_upper = found.iter().position(|(to_the_upper, _)| *to_the_upper).unwrap_or(0);
    (to_the_upper < found.len()).then(|| found.swap_remove(to_the_upper).1)
}

/// The one value of the comparison's fact in all these cubes.
fn only_value(cubes: &[Cube], comparison: &Comparison) -> Option<i64> {
    let values: Option<Vec<i64>> = cubes.iter().map(|cube| cube.side(comparison.fact)?.only()).collect();
    let values = values?;
    let first = *values.first()?;
    values.iter().all(|value| *value == first).then_some(first)
}

fn decides_once(case: &Case, lines: &[&Rule], (changed, comparison, set): (&Rule, &Comparison, &Ranges)) -> bool {
    let of = |line: &&Rule| {
        let formula = when(line)?;
        let same = line.address == changed.address;
        Some(if same { replaced(formula, comparison, set) } else { formula.clone() })
    };
    let formulas: Vec<Formula> = lines.iter().filter_map(of).collect();
    let partition = matter_decide::Partition::of(&case.space, formulas.iter().chain([&case.eligible]));
    let proof = partition.exactly_once(&formulas, &case.eligible, &mut Budget::default());
    proof.is_ok_and(|proof| proof.overlaps.is_empty() && (proof.gaps.is_empty() || formulas.len() < lines.len()))
}

/// The condition with one of its comparisons moved.
fn replaced(formula: &Formula, comparison: &Comparison, set: &Ranges) -> Formula {
    let is_it =
        |part: &Formula| matches!(part, Formula::In { dim, set } if *dim == comparison.fact && *set == comparison.set);
    match formula {
        Formula::And(parts) => {
            let part = |part: &Formula| {
                if is_it(part) { Formula::within(comparison.fact, set.clone()) } else { part.clone() }
            };
            Formula::and(parts.iter().map(part))
        }
        whole if is_it(whole) => Formula::within(comparison.fact, set.clone()),
        whole => whole.clone(),
    }
}

fn fix(comparison: &Comparison, operator: &str) -> Fix {
    let (left, right) = &comparison.sides;
    let text: Arc<str> = format!("{left} {operator} {right}").into();
    Fix {
        title: "replace-with",
        args: vec![("text", Arg::Code(text.clone()))],
        edits: vec![Edit { place: place(&comparison.origin), text }],
        certain: true,
    }
}
