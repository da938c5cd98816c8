//! The cases that a choice leaves open, for an editor that adds the missing lines.

use matter_core::hir::{Definition, Rule, When};
use matter_decide::{Budget, Cube, Formula, Partition};

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
    for cube in boxes.cubes {
        let sides = cube.sides().iter().map(|(dim, set)| Formula::within(*dim, set.clone()));
        let granted = Formula::and(sides.chain([case.eligible.clone()]));
        if case.partition.satisfiable(&granted, budget).ok()? {
            cubes.push(cube);
        }
    }
    Some(cubes)
}
