//! Every exact operation against brute-force enumeration of small spaces.

use std::collections::BTreeSet;

use crate::common::{formula, points, space};
use matter_decide::{Budget, Cube, Formula, Partition, Ranges, Space, Undecided};
use proptest::prelude::*;

fn budget() -> Budget<'static> {
    Budget::steps(10_000_000)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn values_of_one_cell_are_never_told_apart(space in space(), f in formula()) {
        let partition = Partition::of(&space, [&f]);
        for dim in space.dims() {
            let domain = &space.domains[usize::from(dim)];
            for value in domain.iter() {
                let cell = partition.cell_of(dim, value).unwrap();
                prop_assert!(partition.cells(dim)[cell].contains(value));
                for other in domain.iter() {
                    let told = f.atoms().iter().any(|(at, set)| *at == dim && set.contains(value) != set.contains(other));
                    prop_assert_eq!(told, partition.cell_of(dim, other) != Some(cell));
                }
            }
        }
    }

    #[test]
    fn one_condition_agrees_with_enumeration(space in space(), f in formula()) {
        let partition = Partition::of(&space, [&f]);
        let holding: Vec<_> = points(&space).into_iter().filter(|point| f.eval(point)).collect();
        prop_assert_eq!(partition.count_points(&f, &mut budget()), Ok(holding.len() as u128));
        let cells: BTreeSet<Vec<Option<usize>>> = holding
            .iter()
            .map(|point| point.iter().zip(0..).map(|(value, dim)| partition.cell_of(dim, *value)).collect())
            .collect();
        prop_assert_eq!(partition.count_cells(&f, &mut budget()), Ok(Some(cells.len() as u128)));
        prop_assert_eq!(partition.satisfiable(&f, &mut budget()), Ok(!holding.is_empty()));
        let example = partition.example(&f, &mut budget()).unwrap();
        prop_assert_eq!(example.is_some(), !holding.is_empty());
        if let Some(example) = example {
            let inside = crate::common::points_in(&space, &example);
            prop_assert!(!inside.is_empty() && inside.iter().all(|point| f.eval(point)));
            prop_assert!(inside.contains(&example.first(&space).unwrap()));
        }
    }

    #[test]
    fn boxes_are_disjoint_and_exact(space in space(), f in formula()) {
        let partition = Partition::of(&space, [&f]);
        let boxes = partition.boxes(&f, &mut budget()).unwrap();
        for point in points(&space) {
            let hits = boxes.cubes.iter().filter(|cube| cube.contains(&point)).count();
            prop_assert_eq!(hits, usize::from(f.eval(&point)));
            prop_assert_eq!(boxes.contains(&point), f.eval(&point));
        }
        prop_assert_eq!(Ok(boxes.count(&space)), partition.count_points(&f, &mut budget()));
    }

    #[test]
    fn two_conditions_agree_with_enumeration(space in space(), a in formula(), b in formula()) {
        let partition = Partition::of(&space, [&a, &b]);
        let all = points(&space);
        let implied = all.iter().all(|point| !a.eval(point) || b.eval(point));
        let apart = all.iter().all(|point| !a.eval(point) || !b.eval(point));
        let same = all.iter().all(|point| a.eval(point) == b.eval(point));
        prop_assert_eq!(partition.implies(&a, &b, &mut budget()), Ok(implied));
        prop_assert_eq!(partition.disjoint(&a, &b, &mut budget()), Ok(apart));
        prop_assert_eq!(partition.equivalent(&a, &b, &mut budget()), Ok(same));
        let overlap = partition.overlap(&a, &b, &mut budget()).unwrap();
        if let Some(cube) = overlap {
            prop_assert!(crate::common::points_in(&space, &cube).iter().all(|point| a.eval(point) && b.eval(point)));
        }
    }

    #[test]
    fn choices_agree_with_enumeration(
        space in space(),
        lines in prop::collection::vec(formula(), 0..=4),
        feasible in prop_oneof![Just(Formula::True), formula()],
    ) {
        let partition = Partition::of(&space, lines.iter().chain([&feasible]));
        let choice = partition.exactly_once(&lines, &feasible, &mut budget()).unwrap();
        let cases: Vec<_> = points(&space).into_iter().filter(|point| feasible.eval(point)).collect();
        prop_assert!(!choice.more_gaps && !choice.more_overlaps);
        for point in points(&space) {
            let holding: Vec<usize> = (0..lines.len()).filter(|line| lines[*line].eval(&point)).collect();
            let possible = feasible.eval(&point);
            let gaps = choice.gaps.iter().filter(|cube| cube.contains(&point)).count();
            prop_assert_eq!(gaps, usize::from(possible && holding.is_empty()));
            for overlap in &choice.overlaps {
                let both = holding.contains(&overlap.first) && holding.contains(&overlap.second) && possible;
                prop_assert_eq!(overlap.cases.iter().any(|cube| cube.contains(&point)), both);
            }
        }
        for first in 0..lines.len() {
            let dead = !cases.iter().any(|point| lines[first].eval(point));
            prop_assert_eq!(choice.never.contains(&first), dead);
            for second in (0..lines.len()).filter(|second| *second != first) {
                let both = cases.iter().any(|point| lines[first].eval(point) && lines[second].eval(point));
                let found = choice.overlaps.iter().any(|overlap| (overlap.first, overlap.second) == (first, second));
                prop_assert_eq!(found, both && first < second);
                let inside = both && cases.iter().all(|point| !lines[first].eval(point) || lines[second].eval(point));
                prop_assert_eq!(choice.swallowed.contains(&(first, second)), inside);
            }
        }
    }

    #[test]
    fn covers_are_exact_irredundant_and_prime(space in space(), f in formula(), care in formula()) {
        let partition = Partition::of(&space, [&f, &care]);
        let cover = partition.cover(&f, &care, &mut budget()).unwrap();
        let all = points(&space);
        for (rows, wanted) in [(&cover.holds, true), (&cover.fails, false)] {
            let target = |point: &[i64]| care.eval(point) && f.eval(point) == wanted;
            let cubes: Vec<_> = rows.iter().map(|row| row.cube(&partition)).collect();
            for point in &all {
                prop_assert_eq!(cubes.iter().any(|cube| cube.contains(point)), target(point));
            }
            for (index, cube) in cubes.iter().enumerate() {
                let alone = all.iter().any(|point| {
                    cube.contains(point) && !cubes.iter().enumerate().any(|(other, cube)| other != index && cube.contains(point))
                });
                prop_assert!(alone, "a row adds nothing");
            }
            for row in rows {
                for (at, (_, cells)) in row.forbids.iter().enumerate() {
                    for cell in cells {
                        let mut wider = row.clone();
                        wider.forbids[at].1.retain(|other| other != cell);
                        let wider = wider.cube(&partition);
                        prop_assert!(all.iter().any(|point| wider.contains(point) && !target(point)), "a row can be widened");
                    }
                }
            }
        }
    }

    #[test]
    fn unknown_values_are_those_of_kleene(space in space(), f in formula(), mask in any::<u8>()) {
        let all = points(&space);
        let known = |point: &[i64], dim: usize| (mask >> dim & 1 == 1).then(|| point[dim]);
        for point in &all {
            let part: Vec<Option<i64>> = (0..point.len()).map(|dim| known(point, dim)).collect();
            if let Some(value) = f.eval3(&part) {
                let completions = all.iter().filter(|other| part.iter().zip(*other).all(|(a, b)| a.is_none_or(|a| a == *b)));
                for other in completions {
                    prop_assert_eq!(f.eval(other), value);
                }
            }
            let total: Vec<Option<i64>> = point.iter().copied().map(Some).collect();
            prop_assert_eq!(f.eval3(&total), Some(f.eval(point)));
        }
    }

    #[test]
    fn constructors_keep_the_meaning(space in space(), parts in prop::collection::vec(formula(), 0..4)) {
        for point in points(&space) {
            prop_assert_eq!(Formula::and(parts.clone()).eval(&point), parts.iter().all(|part| part.eval(&point)));
            prop_assert_eq!(Formula::or(parts.clone()).eval(&point), parts.iter().any(|part| part.eval(&point)));
            for part in &parts {
                prop_assert_eq!(Formula::not(part.clone()).eval(&point), !part.eval(&point));
            }
        }
    }

    #[test]
    fn a_small_budget_gives_the_same_answer_or_none(space in space(), a in formula(), b in formula(), steps in 0u64..60) {
        let partition = Partition::of(&space, [&a, &b]);
        let full = partition.implies(&a, &b, &mut budget());
        let small = partition.implies(&a, &b, &mut Budget::steps(steps));
        prop_assert!(small == full || small == Err(Undecided::Steps));
        let full = partition.exactly_once(&[a.clone(), b.clone()], &Formula::True, &mut budget());
        let small = partition.exactly_once(&[a, b], &Formula::True, &mut Budget::steps(steps));
        prop_assert!(small == full || small == Err(Undecided::Steps));
    }
}

/// Conditions over twelve yes/no facts that fall into many boxes: conjunctions of short disjunctions.
fn entangled() -> impl Strategy<Value = Formula> {
    let literal = (0u16..12, 0i64..2).prop_map(|(dim, value)| Formula::is(dim, value));
    let clause = prop::collection::vec(literal, 3).prop_map(Formula::or);
    prop::collection::vec(clause, 0..=14).prop_map(Formula::and)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn choices_of_entangled_conditions_agree_with_enumeration(
        lines in prop::collection::vec(entangled(), 1..=4),
        feasible in entangled(),
    ) {
        let space = Space::new((0..12).map(|_| Ranges::between(0, 1)));
        let partition = Partition::of(&space, lines.iter().chain([&feasible]));
        let choice = partition.exactly_once(&lines, &feasible, &mut budget()).unwrap();
        let all = points(&space);
        let possible: Vec<bool> = all.iter().map(|point| feasible.eval(point)).collect();
        let holds: Vec<Vec<bool>> = lines.iter().map(|line| all.iter().map(|point| line.eval(point)).collect()).collect();
        let in_any = |cubes: &[Cube], at: usize| cubes.iter().any(|cube| cube.contains(&all[at]));
        let exact = |cubes: &[Cube], more: bool, wanted: &dyn Fn(usize) -> bool| {
            (0..all.len()).all(|at| if in_any(cubes, at) { wanted(at) } else { more || !wanted(at) })
        };
        prop_assert!(exact(&choice.gaps, choice.more_gaps, &|at| possible[at] && holds.iter().all(|line| !line[at])));
        for first in 0..lines.len() {
            let dead = (0..all.len()).all(|at| !(possible[at] && holds[first][at]));
            prop_assert_eq!(choice.never.contains(&first), dead);
            for second in (0..lines.len()).filter(|second| *second != first) {
                let both = |at: usize| possible[at] && holds[first][at] && holds[second][at];
                let shared = (0..all.len()).any(both);
                let inside = (0..all.len()).all(|at| !possible[at] || !holds[first][at] || holds[second][at]);
                prop_assert_eq!(choice.swallowed.contains(&(first, second)), shared && inside);
                let overlap = choice.overlaps.iter().find(|overlap| (overlap.first, overlap.second) == (first, second));
                prop_assert_eq!(overlap.is_some(), first < second && shared);
                prop_assert!(overlap.is_none_or(|overlap| exact(&overlap.cases, overlap.more_cases, &both)));
            }
        }
    }
}
