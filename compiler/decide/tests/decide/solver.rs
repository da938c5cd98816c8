//! The solver against brute-force enumeration, and hand-worked cases that a person would name.

use matter_decide::{
    Budget, Cube, Formula, Nature, Partition, Ranges, Relation, RelationKind, Search, Space, Undecided, Units, World,
};
use proptest::prelude::*;

use crate::common::{domain, formula, points};

/// Years, months and days of a proleptic Gregorian calendar, counted day by day: the slow and obvious way.
fn civil(day: i64) -> (i64, i64, i64) {
    let leap = |year: i64| year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let length = |year: i64, month: i64| match month {
        2 => 28 + i64::from(leap(year)),
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    };
    let (mut year, mut month, mut left) = (1970, 1, day);
    while left < 0 {
        (year, month) = if month == 1 { (year - 1, 12) } else { (year, month - 1) };
        left += length(year, month);
    }
    while left >= length(year, month) {
        left -= length(year, month);
        (year, month) = if month == 12 { (year + 1, 1) } else { (year, month + 1) };
    }
    (year, month, left + 1)
}

fn kind() -> impl Strategy<Value = RelationKind> {
    let units: Units = [Ranges::between(-3, 0), Ranges::between(1, 2), Ranges::of([3, 5])].into_iter().collect();
    prop_oneof![
        Just(RelationKind::Equal),
        Just(RelationKind::Less),
        Just(RelationKind::AtMost),
        Just(RelationKind::Days),
        Just(RelationKind::Months),
        Just(RelationKind::MonthsBegun),
        Just(RelationKind::Years),
        Just(RelationKind::SameUnit(units)),
    ]
}

fn relations(facts: u16) -> impl Strategy<Value = Vec<Relation>> {
    let one = (kind(), 0..facts, 0..facts, 0..facts).prop_map(|(kind, result, a, b)| Relation { kind, result, a, b });
    prop::collection::vec(one, 1..=3)
}

fn natures() -> impl Strategy<Value = Vec<Nature>> {
    let one = prop_oneof![
        Just(Nature::Listed),
        Just(Nature::Number { unit: 3 }),
        Just(Nature::Day { near: Some(2) }),
        Just(Nature::Day { near: None }),
    ];
    prop::collection::vec(one, 0..=4)
}

/// Days around the ends of January, February (of a leap year) and December, 2000 and 2001.
fn dates() -> impl Strategy<Value = Ranges> {
    let day = prop_oneof![10_985i64..10_990, 11_014i64..11_019, 11_320i64..11_326, 11_380i64..11_384];
    prop::collection::vec(day, 1..=5).prop_map(Ranges::of)
}

fn agrees_with_enumeration(world: &World, cube: &Cube, all: &[Vec<i64>]) -> Result<(), TestCaseError> {
    let exists = all.iter().any(|point| cube.contains(point) && world.holds(point));
    match world.solve(cube, &mut Budget::steps(100_000_000)) {
        Search::Found(point) => prop_assert!(all.contains(&point) && cube.contains(&point) && world.holds(&point)),
        Search::None => prop_assert!(!exists, "a case exists that the solver excluded"),
        Search::NotDecided(why) => prop_assert!(false, "small domains are always decided, not {:?}", why),
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_500))]

    #[test]
    fn cases_in_small_worlds_agree_with_enumeration(
        domains in prop::collection::vec(domain(), 4),
        relations in relations(4),
        feasible in prop_oneof![Just(Formula::True), formula()],
        side in crate::common::set(),
        natures in natures(),
    ) {
        let space = Space::new(domains);
        let world = World { space: &space, relations: &relations, feasible: &feasible, natures: &natures };
        agrees_with_enumeration(&world, &Cube::new([(0, side)]), &points(&space))?;
    }

    #[test]
    fn cases_with_dates_agree_with_enumeration(
        days in prop::collection::vec(dates(), 3),
        count in prop_oneof![(-1i64..=2).prop_map(Ranges::single), Just(Ranges::between(-1, 40))],
        yes in prop_oneof![Just(Ranges::between(0, 1)), Just(Ranges::single(0)), Just(Ranges::single(1))],
        kinds in prop::collection::vec(kind(), 2),
        natures in natures(),
    ) {
        let space = Space::new(days.into_iter().chain([count, yes]));
        let mut relations: Vec<Relation> = Vec::new();
        for (kind, (a, b)) in kinds.into_iter().zip([(0, 1), (1, 2)]) {
            let result = if kind.is_yes_no() { 4 } else { 3 };
            relations.push(Relation { kind, result, a, b });
        }
        let world = World { space: &space, relations: &relations, feasible: &Formula::True, natures: &natures };
        let mut all = vec![vec![]];
        for domain in &space.domains {
            all = all.iter().flat_map(|point: &Vec<i64>| domain.iter().map(move |value| [point.as_slice(), &[value]].concat())).collect();
        }
        agrees_with_enumeration(&world, &Cube::default(), &all)?;
    }

    #[test]
    fn months_and_years_are_those_of_the_calendar(a in -40_000i64..80_000, distance in -2_000i64..2_000) {
        let b = a + distance;
        let ((y1, m1, d1), (y2, m2, d2)) = (civil(a), civil(b));
        let number = |y: i64, m: i64, d: i64| y * 10_000 + m * 100 + d;
        prop_assert_eq!(RelationKind::Years.value(a, b), (number(y2, m2, d2) - number(y1, m1, d1)).div_euclid(10_000));
        // The corresponding day so many months away, the last one where there is none.
        let at = |months: i64| {
            let month = y1 * 12 + m1 - 1 + months;
            let (year, month) = (month.div_euclid(12), month.rem_euclid(12) + 1);
            let last = (28..=31).rev().find(|day| exists(year, month, *day)).unwrap_or(28);
            (year, month, d1.min(last))
        };
        let end = (y2, m2, d2);
        let (months, begun) = (RelationKind::Months.value(a, b), RelationKind::MonthsBegun.value(a, b));
        if a <= b {
            prop_assert!(months >= 0 && at(months) <= end && at(months + 1) > end);
            prop_assert!(begun >= 0 && at(begun) >= end && (begun == 0 || at(begun - 1) < end));
        } else {
            prop_assert!(months <= 0 && at(months) >= end && at(months - 1) < end);
            prop_assert!(begun < 0 && at(begun) <= end && at(begun + 1) > end);
        }
    }

    #[test]
    fn relations_never_panic_at_the_ends(kind in kind(), a in any::<i64>(), b in any::<i64>()) {
        for (a, b) in [(a, b), (i64::MIN, b), (a, i64::MAX), (i64::MIN, i64::MAX), (i64::MAX, i64::MIN)] {
            let value = kind.value(a, b);
            prop_assert!(!kind.is_yes_no() || value == 0 || value == 1);
        }
        let space = Space::new([Ranges::all(), Ranges::all(), Ranges::all()]);
        let relations = [Relation { kind, result: 0, a: 1, b: 2 }];
        let world = World { space: &space, relations: &relations, feasible: &Formula::True, natures: &[] };
        let found = world.solve(&Cube::new([(1, Ranges::single(a)), (2, Ranges::single(b))]), &mut Budget::default());
        prop_assert_eq!(found, Search::Found(vec![relations[0].kind.value(a, b), a, b]));
    }
}

fn exists(year: i64, month: i64, day: i64) -> bool {
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    day <= match month {
        2 => 28 + i64::from(leap),
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

fn less(result: u16, a: u16, b: u16) -> Relation {
    Relation { kind: RelationKind::Less, result, a, b }
}

#[test]
fn a_circle_of_smaller_numbers_is_refuted_without_counting_them() {
    // x < y and y < z and z < x over all numbers.
    let space = Space::new([Ranges::all(), Ranges::all(), Ranges::all(), Ranges::single(1)]);
    let relations = [less(3, 0, 1), less(3, 1, 2), less(3, 2, 0)];
    let world = World { space: &space, relations: &relations, feasible: &Formula::True, natures: &[] };
    assert_eq!(world.solve(&Cube::default(), &mut Budget::default()), Search::None);
}

#[test]
fn a_registered_place_that_differs_takes_the_first_other_unit() {
    // Fact 0: the two places are equal; facts 1 and 2: places 0 to 41,351.
    let space = Space::new([Ranges::between(0, 1), Ranges::between(0, 41_351), Ranges::between(0, 41_351)]);
    let relations = [Relation { kind: RelationKind::Equal, result: 0, a: 1, b: 2 }];
    let world = World { space: &space, relations: &relations, feasible: &Formula::True, natures: &[] };
    let differ = Cube::new([(0, Ranges::single(0)), (1, Ranges::between(700, 709)), (2, Ranges::between(700, 709))]);
    assert_eq!(world.solve(&differ, &mut Budget::default()), Search::Found(vec![0, 700, 701]));
    let same = Cube::new([(0, Ranges::single(1)), (1, Ranges::between(700, 709)), (2, Ranges::between(800, 809))]);
    assert_eq!(world.solve(&same, &mut Budget::default()), Search::None);
}

#[test]
fn an_age_that_no_birth_date_gives_is_refuted() {
    // Born 1990-01-01 (7,305) or later, applied 2026-11-01 (20,758): at most 36.
    let space = Space::new([Ranges::between(0, 150), Ranges::between(7_305, 20_758), Ranges::single(20_758)]);
    let relations = [Relation { kind: RelationKind::Years, result: 0, a: 1, b: 2 }];
    let world = World { space: &space, relations: &relations, feasible: &Formula::True, natures: &[] };
    let at_least = |years| world.solve(&Cube::new([(0, Ranges::between(years, 150))]), &mut Budget::default());
    assert_eq!(at_least(37), Search::None);
    assert_eq!(at_least(36), Search::Found(vec![36, 7_305, 20_758]));
}

#[test]
fn natural_values_are_round_numbers_and_first_days_of_months() {
    // An amount in fen, a day near 2026-11-01 (20,758), a choice.
    let space = Space::new([Ranges::between(0, 100_000_000), Ranges::between(0, 40_000), Ranges::between(0, 5)]);
    let natures = [Nature::Number { unit: 100 }, Nature::Day { near: Some(20_758) }, Nature::Listed];
    let world = World { space: &space, relations: &[], feasible: &Formula::True, natures: &natures };
    // More than 500 yuan: 501 yuan; from 2026-11-15 (20,772): 2026-12-01 (20,788).
    let cube = Cube::new([(0, Ranges::between(50_001, 99_999)), (1, Ranges::between(20_772, 20_900))]);
    assert_eq!(world.solve(&cube, &mut Budget::default()), Search::Found(vec![50_100, 20_788, 0]));
    let cube = Cube::new([(0, Ranges::between(50_001, 50_007)), (2, Ranges::between(3, 4))]);
    assert_eq!(world.solve(&cube, &mut Budget::default()), Search::Found(vec![50_001, 20_758, 3]));
}

#[test]
fn what_is_excluded_is_not_found_and_the_next_cube_is_tried() {
    let space = Space::new([Ranges::between(0, 9), Ranges::between(0, 1)]);
    let feasible = Formula::not(Formula::and([Formula::at_most(0, 4), Formula::is(1, 1)]));
    let world = World { space: &space, relations: &[], feasible: &feasible, natures: &[] };
    let cubes = [
        Cube::new([(0, Ranges::between(2, 3)), (1, Ranges::single(1))]),
        Cube::new([(0, Ranges::between(4, 6)), (1, Ranges::single(1))]),
    ];
    assert_eq!(world.first_feasible(&cubes, true, &mut Budget::default()), Search::Found(vec![5, 1]));
    assert_eq!(world.first_feasible(&cubes[..1], true, &mut Budget::default()), Search::None);
    let open = world.first_feasible(&cubes[..1], false, &mut Budget::default());
    assert_eq!(open, Search::NotDecided(Undecided::Candidates));
}

/// Places 0 to 41,351 in 2,843 units of 14 or 15 places each.
fn counties() -> Units {
    Units::of_intervals((0..2_843).map(|unit| (unit * 41_352 / 2_843, (unit + 1) * 41_352 / 2_843 - 1)))
}

#[test]
fn places_of_one_county_are_found_among_thousands() {
    let place = Ranges::between(0, 41_351);
    let space = Space::new([Ranges::between(0, 1), place.clone(), place]);
    let relations = [Relation { kind: RelationKind::SameUnit(counties()), result: 0, a: 1, b: 2 }];
    let world = World { space: &space, relations: &relations, feasible: &Formula::True, natures: &[] };
    let solve = |same: i64, a: Ranges, b: Ranges| {
        world.solve(&Cube::new([(0, Ranges::single(same)), (1, a), (2, b)]), &mut Budget::default())
    };
    // Unit 0 holds places 0 to 13, unit 1 begins at 14.
    assert_eq!(counties().unit_of(13), Some(0));
    assert_eq!(counties().places(0), Ranges::between(0, 13));
    assert_eq!(counties().unit_of(41_352), None);
    assert_eq!(solve(1, Ranges::all(), Ranges::all()), Search::Found(vec![1, 0, 0]));
    assert_eq!(solve(0, Ranges::all(), Ranges::all()), Search::Found(vec![0, 0, 14]));
    assert_eq!(solve(0, Ranges::between(0, 13), Ranges::between(0, 13)), Search::None);
    assert_eq!(solve(1, Ranges::between(0, 13), Ranges::between(14, 41_351)), Search::None);
    assert_eq!(solve(1, Ranges::between(10, 20), Ranges::between(14, 41_351)), Search::Found(vec![1, 14, 14]));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(800))]

    /// A gap or an overlap is reported with a case exactly if such a case can exist.
    #[test]
    fn findings_of_a_choice_stand_exactly_if_a_case_can_exist(
        domains in prop::collection::vec(domain(), 4),
        relations in relations(4),
        lines in prop::collection::vec(formula(), 1..=3),
        feasible in prop_oneof![Just(Formula::True), formula()],
    ) {
        let space = Space::new(domains);
        let partition = Partition::of(&space, lines.iter().chain([&feasible]));
        let choice = partition.exactly_once(&lines, &feasible, &mut Budget::default()).unwrap();
        let world = World { space: &space, relations: &relations, feasible: &feasible, natures: &[] };
        let cases: Vec<_> = points(&space).into_iter().filter(|point| world.holds(point)).collect();
        let found = |cubes: &[Cube], more: bool| world.first_feasible(cubes, !more, &mut Budget::default());
        let uncovered = |point: &&Vec<i64>| !lines.iter().any(|line| line.eval(point));
        match found(&choice.gaps, choice.more_gaps) {
            Search::Found(point) => prop_assert!(cases.contains(&point) && uncovered(&&point)),
            Search::None => prop_assert!(!cases.iter().any(|point| uncovered(&point))),
            Search::NotDecided(why) => prop_assert!(false, "small worlds are always decided, not {:?}", why),
        }
        for overlap in &choice.overlaps {
            let both = |point: &Vec<i64>| lines[overlap.first].eval(point) && lines[overlap.second].eval(point);
            match found(&overlap.cases, overlap.more_cases) {
                Search::Found(point) => prop_assert!(cases.contains(&point) && both(&point)),
                Search::None => prop_assert!(!cases.iter().any(both)),
                Search::NotDecided(why) => prop_assert!(false, "small worlds are always decided, not {:?}", why),
            }
        }
    }
}
