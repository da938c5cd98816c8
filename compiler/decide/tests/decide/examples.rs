//! Hand-worked examples: what a reader of the catalogue would expect of each proof.

use matter_decide::{Budget, Choice, Cube, Formula, Outcome, Partition, Ranges, Space, Undecided};

fn choice(space: &Space, lines: &[Formula]) -> Outcome<Choice> {
    let partition = Partition::of(space, lines);
    partition.exactly_once(lines, &Formula::True, &mut Budget::default())
}

fn band(low: i64, high: i64) -> Formula {
    Formula::within(0, Ranges::between(low, high))
}

#[test]
fn gap_between_city_and_district_has_500_as_its_case() {
    let space = Space::new([Ranges::between(0, 1_000_000)]);
    let found = choice(&space, &[Formula::at_least(0, 1_000), Formula::at_most(0, 499)]).unwrap();
    assert_eq!(found.gaps.len(), 1);
    assert_eq!(found.gaps[0].sides(), [(0, Ranges::between(500, 999))]);
    assert_eq!(found.gaps[0].first(&space), Some(vec![500]));
    assert!(found.overlaps.is_empty() && found.never.is_empty() && found.swallowed.is_empty());
}

#[test]
fn age_bands_that_meet_are_exact() {
    let space = Space::new([Ranges::between(70, 150)]);
    let found = choice(&space, &[band(70, 79), band(80, 89), band(90, 99), Formula::at_least(0, 100)]).unwrap();
    assert!(found.is_exact());
}

#[test]
fn age_bands_that_share_a_boundary_overlap_there() {
    let space = Space::new([Ranges::between(70, 99)]);
    let found = choice(&space, &[band(70, 80), band(80, 89), band(90, 99)]).unwrap();
    assert!(found.gaps.is_empty());
    assert_eq!(found.overlaps.len(), 1);
    let overlap = &found.overlaps[0];
    assert_eq!((overlap.first, overlap.second), (0, 1));
    assert_eq!(overlap.cases[0].sides(), [(0, Ranges::single(80))]);
}

#[test]
fn a_line_inside_another_is_swallowed_and_one_outside_the_domain_never_applies() {
    let space = Space::new([Ranges::between(0, 99)]);
    let found = choice(&space, &[band(0, 99), band(10, 20), band(100, 200)]).unwrap();
    assert_eq!(found.swallowed, [(1, 0)]);
    assert_eq!(found.never, [2]);
    assert!(found.gaps.is_empty());
}

#[test]
fn an_excluded_combination_is_no_gap() {
    // Marital status 0 unmarried, 1 married; registered 0 before, 1 after the divorce.
    let space = Space::new([Ranges::between(0, 1), Ranges::between(0, 1)]);
    let lines = [Formula::is(0, 1), Formula::and([Formula::is(0, 0), Formula::is(1, 0)])];
    let never = Formula::and([Formula::is(0, 0), Formula::is(1, 1)]);
    let partition = Partition::of(&space, lines.iter().chain([&never]));
    let found = partition.exactly_once(&lines, &Formula::not(never), &mut Budget::default()).unwrap();
    assert!(found.is_exact());
    assert_eq!(choice(&space, &lines).unwrap().gaps.len(), 1);
}

#[test]
fn choices_over_many_facts_are_proved_although_their_cells_exceed_any_number() {
    // 200 facts of 11 cells each: 11^200 combinations.
    let space = Space::new((0..200).map(|_| Ranges::between(0, 1_000)));
    let cuts: Vec<Formula> =
        (0..200).flat_map(|dim| (0..10).map(move |cut| Formula::at_least(dim, 10 + cut * 50))).collect();
    let lines = [Formula::at_least(7, 60), Formula::at_most(7, 59)];
    let partition = Partition::of(&space, cuts.iter().chain(&lines));
    let mut budget = Budget::default();
    assert!(partition.exactly_once(&lines, &Formula::True, &mut budget).unwrap().is_exact());
    assert_eq!(partition.count_cells(&lines[0], &mut budget), Ok(None));
}

#[test]
fn the_ends_of_the_number_range_are_ordinary_values() {
    let space = Space::new([Ranges::all()]);
    let lines = [Formula::at_least(0, 0), Formula::within(0, Ranges::between(i64::MIN, -2))];
    let found = choice(&space, &lines).unwrap();
    assert_eq!(found.gaps[0].sides(), [(0, Ranges::single(-1))]);
    let partition = Partition::of(&space, &lines);
    assert_eq!(partition.count_points(&lines[0], &mut Budget::default()), Ok(1u128 << 63));
}

#[test]
fn a_space_without_points_has_no_gap_and_every_line_is_dead() {
    let space = Space::new([Ranges::between(0, 3), Ranges::empty()]);
    let found = choice(&space, &[Formula::at_least(0, 2)]).unwrap();
    assert!(found.gaps.is_empty());
    assert_eq!(found.never, [0]);
}

#[test]
fn a_condition_that_cuts_a_cell_is_foreign() {
    let space = Space::new([Ranges::between(0, 9)]);
    let partition = Partition::of(&space, [&Formula::at_least(0, 5)]);
    let foreign = Formula::at_least(0, 7);
    assert_eq!(partition.satisfiable(&foreign, &mut Budget::default()), Err(Undecided::Foreign));
    // Values 0, 1 and 4 to 9 are one cell; a condition that takes only its first interval tells them apart.
    let partition = Partition::of(&space, [&band(2, 3)]);
    assert_eq!(partition.cells(0), [Ranges::new([(0, 1), (4, 9)]), Ranges::between(2, 3)]);
    assert_eq!(partition.satisfiable(&band(0, 1), &mut Budget::default()), Err(Undecided::Foreign));
}

#[test]
fn a_row_that_others_cover_together_is_left_out() {
    // 1 with either answer, 2 with no, 3 with yes: (1 or 2, no) and (1 or 3, yes) say it all.
    let space = Space::new([Ranges::between(1, 4), Ranges::between(0, 1)]);
    let with = |value, answer| Formula::and([Formula::is(0, value), Formula::is(1, answer)]);
    let formula = Formula::or([Formula::is(0, 1), with(2, 0), with(3, 1)]);
    let partition = Partition::of(&space, [&formula]);
    let rows = partition.rows(&formula, &Formula::True, &mut Budget::default()).unwrap();
    let cubes: Vec<_> = rows.iter().map(|row| row.cube(&partition)).collect();
    let side = |values: [i64; 2], answer| Cube::new([(0, Ranges::of(values)), (1, Ranges::single(answer))]);
    assert_eq!(cubes, [side([1, 2], 0), side([1, 3], 1)]);
}

#[test]
fn a_cover_of_more_rows_than_the_limit_is_undecided() {
    // Parity of nine facts: 256 rows hold, 256 fail, none can be merged; of ten facts 512.
    let parity = |facts: u16| {
        let bit = |dim| Formula::is(dim, 1);
        let flip = |odd: Formula, dim| {
            let (even, other) = (Formula::not(odd.clone()), Formula::not(bit(dim)));
            Formula::or([Formula::and([odd, other]), Formula::and([even, bit(dim)])])
        };
        (1..facts).fold(bit(0), flip)
    };
    let space = Space::new((0..10).map(|_| Ranges::between(0, 1)));
    let rows = |formula: &Formula| {
        Partition::of(&space, [formula]).rows(formula, &Formula::True, &mut Budget::steps(100_000_000))
    };
    assert_eq!(rows(&parity(9)).map(|rows| rows.len()), Ok(256));
    assert_eq!(rows(&parity(10)), Err(Undecided::Rows));
}

#[test]
fn a_cancelled_operation_stops() {
    let space = Space::new((0..40).map(|_| Ranges::between(0, 1)));
    let clauses =
        (0..40u16).map(|at| Formula::or([0, 7, 19].map(|step| Formula::is((at * 11 + step) % 40, i64::from(at % 2)))));
    let formula = Formula::and(clauses);
    let stop = || true;
    let mut budget = Budget::steps(u64::MAX).with_poll(&stop);
    let partition = Partition::of(&space, [&formula]);
    assert_eq!(partition.count_points(&formula, &mut budget), Err(Undecided::Cancelled));
}
