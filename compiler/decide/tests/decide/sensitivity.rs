//! Verdicts, redundant parts, facts that matter, boundaries and pairs against brute-force enumeration.

use std::collections::BTreeSet;

use matter_decide::{Budget, Formula, Partition, Point, Ranges, Relation, RelationKind, Space, Verdict, World};
use proptest::prelude::*;

use crate::common::{formula, points, space};

fn budget() -> Budget<'static> {
    Budget::steps(10_000_000)
}

fn with(point: &[i64], dim: u16, value: i64) -> Point {
    point.iter().zip(0u16..).map(|(old, at)| if at == dim { value } else { *old }).collect()
}

/// Cases cared for that differ in one fact only: the case and the fact's other value.
fn neighbours(space: &Space, care: &Formula, dim: u16) -> Vec<(Point, Point)> {
    let domain = space.domain(dim);
    let cases: Vec<Point> = points(space).into_iter().filter(|point| care.eval(point)).collect();
    let others = |point: &Point| domain.iter().map(|value| with(point, dim, value)).collect::<Vec<_>>();
    let pairs = cases.iter().flat_map(|point| others(point).into_iter().map(move |other| (point.clone(), other)));
    pairs.filter(|(_, other)| care.eval(other)).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn verdicts_agree_with_enumeration(space in space(), f in formula(), care in formula()) {
        let partition = Partition::of(&space, [&f, &care]);
        let values: BTreeSet<bool> = points(&space).iter().filter(|point| care.eval(point)).map(|point| f.eval(point)).collect();
        let expected = match (values.contains(&true), values.contains(&false)) {
            (false, false) => Verdict::NoCase,
            (true, false) => Verdict::Always,
            (false, true) => Verdict::Never,
            (true, true) => Verdict::Sometimes,
        };
        prop_assert_eq!(partition.verdict(&f, &care, &mut budget()), Ok(expected));
    }

    #[test]
    fn what_is_redundant_can_be_left_out_and_nothing_else(
        space in space(),
        parts in prop::collection::vec(formula(), 0..5),
        care in prop_oneof![Just(Formula::True), formula()],
    ) {
        let partition = Partition::of(&space, parts.iter().chain([&care]));
        let cases: Vec<Point> = points(&space).into_iter().filter(|point| care.eval(point)).collect();
        let all = |kept: &[usize], point: &Point| kept.iter().all(|part| parts[*part].eval(point));
        let any = |kept: &[usize], point: &Point| kept.iter().any(|part| parts[*part].eval(point));
        let everything: Vec<usize> = (0..parts.len()).collect();
        for (left_out, conjunction) in [
            (partition.redundant(&parts, &care, &mut budget()).unwrap(), true),
            (partition.subsumed(&parts, &care, &mut budget()).unwrap(), false),
        ] {
            let value = |kept: &[usize], point: &Point| if conjunction { all(kept, point) } else { any(kept, point) };
            let kept: Vec<usize> = everything.iter().copied().filter(|part| !left_out.contains(part)).collect();
            prop_assert!(cases.iter().all(|point| value(&kept, point) == value(&everything, point)));
            for part in &kept {
                let fewer: Vec<usize> = kept.iter().copied().filter(|other| other != part).collect();
                prop_assert!(cases.iter().any(|point| value(&fewer, point) != value(&kept, point)));
            }
        }
    }

    #[test]
    fn essential_facts_are_those_that_flip_the_outcome(space in space(), f in formula(), care in formula()) {
        let partition = Partition::of(&space, [&f, &care]);
        let flips = |dim: &u16| neighbours(&space, &care, *dim).iter().any(|(a, b)| f.eval(a) != f.eval(b));
        let expected: Vec<u16> = space.dims().filter(flips).collect();
        prop_assert_eq!(partition.essential(&f, &care, &mut budget()), Ok(expected));
    }

    #[test]
    fn pairs_differ_in_the_atom_and_in_the_outcome(space in space(), f in formula(), care in formula()) {
        let partition = Partition::of(&space, [&f, &care]);
        let pairs = partition.pairs(&f, &care, &mut budget()).unwrap();
        for (dim, set) in f.atoms() {
            let found = pairs.iter().find(|pair| pair.dim == dim && pair.set == *set);
            let atoms = f.atoms();
            let others_change = |a: &Point, b: &Point| atoms.iter().any(|(at, other)| {
                let value = |point: &Point| other.contains(point[usize::from(dim)]);
                let tied = space.dims().find(|at| *at == dim).is_some_and(|at| {
                    let domain = &space.domains[usize::from(at)];
                    let (same, opposite) = (other.intersect(domain) == set.intersect(domain), other.intersect(domain) == domain.minus(set));
                    same || opposite
                });
                *at == dim && !tied && value(a) != value(b)
            });
            let flips: Vec<(Point, Point)> = if usize::from(dim) < space.domains.len() {
                let crosses = |(a, b): &(Point, Point)| set.contains(a[usize::from(dim)]) && !set.contains(b[usize::from(dim)]);
                neighbours(&space, &care, dim).into_iter().filter(crosses).filter(|(a, b)| f.eval(a) != f.eval(b)).collect()
            } else {
                Vec::new()
            };
            prop_assert_eq!(found.is_some(), !flips.is_empty());
            let Some(pair) = found else { continue };
            prop_assert_eq!(pair.alone, flips.iter().any(|(a, b)| !others_change(a, b)));
            let insides = crate::common::points_in(&space, &pair.inside);
            let outsides = crate::common::points_in(&space, &pair.outside);
            prop_assert!(!insides.is_empty() && !outsides.is_empty());
            for point in &insides {
                prop_assert!(care.eval(point) && f.eval(point) == pair.outcome && set.contains(point[usize::from(dim)]));
                let partner = with(point, dim, pair.outside.side(dim).unwrap().first().unwrap());
                prop_assert!(outsides.contains(&partner));
            }
            for point in &outsides {
                prop_assert!(care.eval(point) && f.eval(point) != pair.outcome && !set.contains(point[usize::from(dim)]));
            }
        }
    }

    #[test]
    fn boundaries_are_the_values_beside_every_change(space in space(), f in formula(), care in formula()) {
        let partition = Partition::of(&space, [&f, &care]);
        let found = partition.boundaries(&f, &care, &mut budget()).unwrap();
        for dim in space.dims() {
            let domain = &space.domains[usize::from(dim)];
            let values: Vec<i64> = domain.iter().collect();
            let told = |a: i64, b: i64| f.atoms().iter().any(|(at, set)| *at == dim && set.contains(a) != set.contains(b));
            let cases = |value: i64| neighbours(&space, &care, dim).iter().any(|(a, _)| a[usize::from(dim)] == value);
            let mut expected = BTreeSet::new();
            for pair in values.windows(2).filter(|pair| told(pair[0], pair[1])) {
                expected.extend(pair.iter().copied().filter(|value| cases(*value)));
            }
            // A fact that the joined condition no longer mentions has no boundary; all other ones are listed.
            let listed: BTreeSet<i64> = found.iter().filter(|boundary| boundary.dim == dim).map(|boundary| boundary.value).collect();
            prop_assert!(listed.is_subset(&expected));
            let flips = neighbours(&space, &care, dim).iter().any(|(a, b)| f.eval(a) != f.eval(b));
            prop_assert!(listed == expected || !flips);
            for boundary in found.iter().filter(|boundary| boundary.dim == dim) {
                let inside = crate::common::points_in(&space, &boundary.cube);
                prop_assert!(!inside.is_empty());
                prop_assert!(inside.iter().all(|point| care.eval(point) && f.eval(point) == boundary.outcome));
                let at = values.iter().position(|value| *value == boundary.value).unwrap();
                let beside = |point: &Point| [at.wrapping_sub(1), at + 1].iter().filter_map(|at| values.get(*at)).map(|value| with(point, dim, *value)).collect::<Vec<_>>();
                let decides = |point: &Point| beside(point).iter().any(|other| care.eval(other) && f.eval(other) != f.eval(point));
                if boundary.decisive {
                    prop_assert!(inside.iter().all(decides));
                } else {
                    let cases = points(&space).into_iter().filter(|point| care.eval(point) && point[usize::from(dim)] == boundary.value);
                    prop_assert!(!cases.into_iter().any(|point| decides(&point)));
                }
            }
        }
    }
}

#[test]
fn an_age_condition_that_a_stricter_one_implies_is_redundant() {
    let space = Space::new([Ranges::between(0, 150), Ranges::between(0, 1)]);
    let parts = [Formula::at_least(0, 18), Formula::is(1, 1), Formula::at_least(0, 70)];
    let partition = Partition::of(&space, &parts);
    assert_eq!(partition.redundant(&parts, &Formula::True, &mut budget()), Ok(vec![0]));
    assert_eq!(partition.subsumed(&parts, &Formula::True, &mut budget()), Ok(vec![2]));
    let twice = [Formula::is(1, 1), Formula::is(1, 1)];
    assert_eq!(partition.redundant(&twice, &Formula::True, &mut budget()), Ok(vec![1]));
}

#[test]
fn a_disjunction_of_two_facts_has_the_three_classic_cases() {
    // Two yes/no facts: (1, 0) against (0, 0) and (0, 1) against (0, 0).
    let space = Space::new([Ranges::between(0, 1), Ranges::between(0, 1)]);
    let either = Formula::or([Formula::is(0, 1), Formula::is(1, 1)]);
    let partition = Partition::of(&space, [&either]);
    let pairs = partition.pairs(&either, &Formula::True, &mut budget()).unwrap();
    let cases: Vec<_> =
        pairs.iter().map(|pair| (pair.inside.first(&space).unwrap(), pair.outside.first(&space).unwrap())).collect();
    assert_eq!(cases, [(vec![1, 0], vec![0, 0]), (vec![0, 1], vec![0, 0])]);
    assert!(pairs.iter().all(|pair| pair.outcome && pair.alone));
}

#[test]
fn a_pair_over_a_derived_age_changes_the_age_and_what_it_is_derived_from() {
    // Age (0) from birth (1) to application (2); benefit at 80 or more with a local registration (3).
    let day = Ranges::between(-25_567, 25_567);
    let space = Space::new([Ranges::between(0, 150), day, Ranges::single(20_758), Ranges::between(0, 1)]);
    let relations = [Relation { kind: RelationKind::Years, result: 0, a: 1, b: 2 }];
    let world = World { space: &space, relations: &relations, feasible: &Formula::True, natures: &[] };
    let formula = Formula::and([Formula::at_least(0, 80), Formula::is(3, 1)]);
    let partition = Partition::of(&space, [&formula]);
    let pairs = partition.pairs(&formula, &Formula::True, &mut budget()).unwrap();
    let (inside, outside) = world.pair(&pairs[0], &mut budget()).unwrap();
    assert!(inside[0] >= 80 && outside[0] < 80 && world.holds(&inside) && world.holds(&outside));
    assert_eq!((inside[2], inside[3]), (outside[2], outside[3]));
    assert!(formula.eval(&inside) && !formula.eval(&outside));
    // The other atom is no argument of a relation: nothing else changes.
    let (inside, outside) = world.pair(&pairs[1], &mut budget()).unwrap();
    assert_eq!(inside[..3], outside[..3]);
    assert_eq!((inside[3], outside[3]), (1, 0));
}
