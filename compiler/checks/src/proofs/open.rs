//! The cases that a choice leaves open, for an editor that adds the missing lines.

use matter_core::hir::{Definition, FactKind, Rule, When};
use matter_decide::{Budget, Cube, Formula, Partition, Ranges};

use super::case::{Case, STEPS, when};

/// The cases that none of these lines of a choice decides, as disjoint cubes over the facts that its lines mention. Cubes that hold no
/// case in which the matter can be granted are left out. `None` if the choice has a base line or it could not be decided.
#[must_use]
pub fn open_cases(definition: &Definition, lines: &[&Rule]) -> Option<Vec<Cube>> {
    if lines.iter().any(|line| line.when == When::Otherwise) {
        return None;
    }
    let decided = lines.iter().filter_map(|line| when(line)).cloned();
    let open = Formula::not(Formula::or(decided));
    let case = Case::new(definition);
    let budget = &mut Budget::steps(STEPS);
    let boxes = Partition::of(&case.space, [&open]).boxes(&open, budget).ok()?;
    let mut cubes = Vec::new();
    for cube in boxes.cubes.iter().flat_map(|cube| apart(definition, cube)) {
        let sides = cube.sides().iter().map(|(dim, set)| Formula::within(*dim, set.clone()));
        let granted = Formula::and(sides.chain([case.eligible.clone()]));
        if case.partition.satisfiable(&granted, budget).ok()? {
            cubes.push(cube);
        }
    }
    Some(cubes)
}

/// More pieces than these are no help to anybody.
const MOST: usize = 64;

/// A cube in pieces that each hold one interval of every number, amount, date and age: some of them may lie outside of what can be granted,
/// and a line says one interval at a time. Values of a choice stay together, a line lists them.
fn apart(definition: &Definition, cube: &Cube) -> Vec<Cube> {
    let listed = |kind: &FactKind| matches!(kind, FactKind::YesNo | FactKind::Choice { .. } | FactKind::Region(_));
    let mut pieces = vec![cube.clone()];
    for (dim, set) in cube.sides() {
        let fact = definition.facts.get(usize::from(*dim));
        if fact.is_some_and(|fact| listed(&fact.kind)) || pieces.len() * set.intervals().len() > MOST {
            continue;
        }
        let piece = |cube: &Cube, (low, high): (i64, i64)| {
            let others = cube.sides().iter().filter(|side| side.0 != *dim).cloned();
            Cube::new(others.chain([(*dim, Ranges::between(low, high))]))
        };
        let split = |cube: &Cube| set.intervals().iter().map(|interval| piece(cube, *interval)).collect::<Vec<_>>();
        pieces = pieces.iter().flat_map(split).collect();
    }
    pieces
}
