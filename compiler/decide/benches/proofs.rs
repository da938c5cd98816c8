//! The goals: a table of 1,000 rows and 6 columns proved in under 100 ms, an adversarial condition stopped in under
//! 50 ms, all proofs of a typical matter in under 2 ms.

use divan::{Bencher, black_box};
use matter_decide::{
    Budget, Cube, Formula, Nature, Outcome, Partition, Ranges, Relation, RelationKind, Space, Undecided, World,
};

fn main() {
    divan::main();
}

/// A fixed sequence of numbers that look random.
struct Sequence(u64);

impl Sequence {
    fn below(&mut self, end: u64) -> i64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        i64::try_from((self.0 >> 33) % end.max(1)).unwrap_or(0)
    }
}

/// Rows that are together everything and share nothing: a box is cut at a chance place of a chance column, again and
/// again. Each column takes `0..width`.
fn table(rows: usize, columns: u16, width: i64) -> (Space, Vec<Formula>) {
    let space = Space::new((0..columns).map(|_| Ranges::between(0, width - 1)));
    let mut next = Sequence(7);
    let mut boxes = vec![vec![(0, width - 1); usize::from(columns)]];
    while boxes.len() < rows {
        let row = usize::try_from(next.below(boxes.len() as u64)).unwrap_or(0);
        let column = usize::try_from(next.below(u64::from(columns))).unwrap_or(0);
        let Some(whole) = boxes.get_mut(row) else { continue };
        let mut upper = whole.clone();
        let (Some(below), Some(above)) = (whole.get_mut(column), upper.get_mut(column)) else { continue };
        if below.0 < below.1 {
            let cut = below.0 + next.below((below.1 - below.0).unsigned_abs());
            (below.1, above.0) = (cut, cut + 1);
            boxes.push(upper);
        }
    }
    let row = |sides: Vec<(i64, i64)>| {
        Formula::and((0..columns).zip(sides).map(|(dim, (low, high))| Formula::within(dim, Ranges::between(low, high))))
    };
    (space, boxes.into_iter().map(row).collect())
}

fn prove(space: &Space, lines: &[Formula]) -> Outcome<bool> {
    let partition = Partition::of(space, lines);
    let choice = partition.exactly_once(lines, &Formula::True, &mut Budget::default())?;
    Ok(choice.is_exact())
}

/// Columns of ten choices each.
#[divan::bench]
fn table_of_1000_rows_and_6_columns_of_choices(bencher: Bencher) {
    let (space, lines) = table(1_000, 6, 10);
    assert_eq!(prove(&space, &lines), Ok(true));
    bencher.bench(|| prove(black_box(&space), black_box(&lines)));
}

/// Columns of amounts, each cut at well over a hundred places.
#[divan::bench]
fn table_of_1000_rows_and_6_columns_of_amounts(bencher: Bencher) {
    let (space, lines) = table(1_000, 6, 1_000_000);
    assert_eq!(prove(&space, &lines), Ok(true));
    bencher.bench(|| prove(black_box(&space), black_box(&lines)));
}

/// The same with one row missing: the gap has to be found.
#[divan::bench]
fn table_of_999_rows_with_a_gap(bencher: Bencher) {
    let (space, mut lines) = table(1_000, 6, 1_000_000);
    lines.remove(500);
    assert_eq!(prove(&space, &lines), Ok(false));
    bencher.bench(|| prove(black_box(&space), black_box(&lines)));
}

/// The same with one bound shifted by one, so that rows overlap.
#[divan::bench]
fn table_of_1000_rows_with_an_overlap(bencher: Bencher) {
    let (space, mut lines) = table(1_000, 6, 1_000_000);
    lines.push(lines.first().cloned().unwrap_or(Formula::True));
    assert_eq!(prove(&space, &lines), Ok(false));
    bencher.bench(|| prove(black_box(&space), black_box(&lines)));
}

/// Clauses of three literals over yes/no facts, near the ratio where satisfiability is hardest.
fn clauses(facts: u16) -> (Space, Formula) {
    let mut next = Sequence(11);
    let space = Space::new((0..facts).map(|_| Ranges::between(0, 1)));
    let mut literal = || Formula::is(u16::try_from(next.below(u64::from(facts))).unwrap_or(0), next.below(2));
    let count = usize::from(facts) * 43 / 10;
    (space, Formula::and((0..count).map(|_| Formula::or([literal(), literal(), literal()]))))
}

#[divan::bench(args = ["satisfiable", "count", "boxes", "cover", "choice", "essential"])]
fn adversarial_condition_is_stopped(bencher: Bencher, question: &str) {
    let (space, formula) = clauses(120);
    let partition = Partition::of(&space, [&formula]);
    let ask = || {
        let mut budget = Budget::default();
        match question {
            "satisfiable" => partition.satisfiable(&formula, &mut budget).err(),
            "count" => partition.count_points(&formula, &mut budget).err(),
            "boxes" => partition.boxes(&formula, &mut budget).err(),
            "essential" => partition.essential(&formula, &Formula::True, &mut budget).err(),
            "cover" => partition.cover(&formula, &Formula::True, &mut budget).err(),
            _ => partition.exactly_once(std::slice::from_ref(&formula), &Formula::True, &mut budget).err(),
        }
    };
    assert_eq!(ask(), Some(Undecided::Steps));
    bencher.bench(ask);
}

/// Lines that all overlap one another: three literals each over 60 yes/no facts.
#[divan::bench]
fn adversarial_choice_is_stopped(bencher: Bencher) {
    let mut next = Sequence(5);
    let space = Space::new((0..60).map(|_| Ranges::between(0, 1)));
    let mut literal = || Formula::is(u16::try_from(next.below(60)).unwrap_or(0), next.below(2));
    let lines: Vec<Formula> = (0..300).map(|_| Formula::and([literal(), literal(), literal()])).collect();
    stopped(bencher, &space, &lines, &Formula::True);
}

/// Lines of chance sets over three facts of 2,000 cells each.
#[divan::bench]
fn adversarial_choice_of_many_cells_is_stopped(bencher: Bencher) {
    let mut next = Sequence(5);
    let space = Space::new((0..6).map(|_| Ranges::between(0, 9_999)));
    let mut side =
        |dim| Formula::within(dim, Ranges::new((0..30).map(|_| next.below(10_000)).map(|low| (low, low + 99))));
    let lines: Vec<Formula> = (0..400).map(|line| Formula::and([side(line % 6), side((line + 1) % 6)])).collect();
    stopped(bencher, &space, &lines, &Formula::True);
}

/// Sixty exclusions that tie forty facts together: too many boxes, so that the proof is a search.
#[divan::bench]
fn choice_under_60_exclusions(bencher: Bencher) {
    let mut next = Sequence(5);
    let space = Space::new((0..40).map(|_| Ranges::between(0, 5)));
    let mut atom = || Formula::at_least(u16::try_from(next.below(40)).unwrap_or(0), 1 + next.below(5));
    let feasible = Formula::and((0..60).map(|_| Formula::not(Formula::and([atom(), atom()]))));
    let lines = [Formula::at_least(0, 3), Formula::at_most(0, 2)];
    let partition = Partition::of(&space, lines.iter().chain([&feasible]));
    let ask = || partition.exactly_once(&lines, &feasible, &mut Budget::default()).map(|choice| choice.is_exact());
    assert_eq!(ask(), Ok(true));
    bencher.bench(ask);
}

fn stopped(bencher: Bencher, space: &Space, lines: &[Formula], feasible: &Formula) {
    let partition = Partition::of(space, lines.iter().chain([feasible]));
    let ask = || partition.exactly_once(lines, feasible, &mut Budget::default()).err();
    assert_eq!(ask(), Some(Undecided::Steps));
    bencher.bench(ask);
}

/// Six facts: a choice, an ordered choice, two yes/no, an amount, an age.
fn matter() -> (Space, Vec<Formula>, Vec<Formula>, Formula) {
    let space =
        Space::new([(0, 3), (0, 4), (0, 1), (0, 1), (0, 1_000_000_000), (0, 150)].map(|(a, b)| Ranges::between(a, b)));
    let mut next = Sequence(3);
    let mut atom = || match next.below(6) {
        0 => Formula::within(0, Ranges::of([next.below(4), next.below(4)])),
        1 => Formula::at_least(1, next.below(5)),
        2 => Formula::is(2, next.below(2)),
        3 => Formula::is(3, next.below(2)),
        4 => Formula::at_least(4, next.below(8) * 100_000),
        _ => Formula::at_least(5, 18 + next.below(5) * 10),
    };
    let conditions = (0..20).map(|_| Formula::and([atom(), Formula::or([atom(), Formula::not(atom())])])).collect();
    let bands = [(0, 17), (18, 59), (60, 69), (70, 79), (80, 150)];
    let choice = bands.map(|(low, high)| Formula::within(5, Ranges::between(low, high))).to_vec();
    let never = Formula::and([Formula::is(0, 0), Formula::is(2, 1)]);
    (space, conditions, choice, Formula::not(never))
}

/// Each condition can hold and can fail, none follows from another, its covers, and one choice.
#[divan::bench]
fn typical_matter_of_20_conditions(bencher: Bencher) {
    let (space, conditions, lines, feasible) = matter();
    bencher.bench(|| -> Outcome<usize> {
        let mut budget = Budget::default();
        let partition = Partition::of(&space, conditions.iter().chain(&lines).chain([&feasible]));
        let mut rows = 0;
        for condition in &conditions {
            let possible = Formula::and([condition.clone(), feasible.clone()]);
            rows += usize::from(partition.satisfiable(&possible, &mut budget)?);
            rows += usize::from(partition.implies(&feasible, condition, &mut budget)?);
            let cover = partition.cover(condition, &feasible, &mut budget)?;
            rows += cover.holds.len() + cover.fails.len();
        }
        rows += partition.exactly_once(&lines, &feasible, &mut budget)?.gaps.len();
        Ok(rows)
    });
}

/// What most matters have: five lines by age, one exclusion, cells made anew.
#[divan::bench]
fn choice_of_5_lines(bencher: Bencher) {
    let (space, _, lines, feasible) = matter();
    bencher.bench(|| {
        let partition = Partition::of(&space, lines.iter().chain([&feasible]));
        partition.exactly_once(&lines, &feasible, &mut Budget::default())
    });
}

/// Whether each of 20 conditions implies each other one.
#[divan::bench]
fn pairwise_implication_of_20_conditions(bencher: Bencher) {
    let (space, conditions, _, _) = matter();
    let partition = Partition::of(&space, &conditions);
    bencher.bench(|| -> Outcome<usize> {
        let mut budget = Budget::steps(10_000_000);
        let mut found = 0;
        for a in &conditions {
            for b in &conditions {
                found += usize::from(partition.implies(a, b, &mut budget)?);
            }
        }
        Ok(found)
    });
}

/// A case with an age, two dates and two places.
#[divan::bench]
fn solving_a_case_with_relations(bencher: Bencher) {
    let place = Ranges::between(0, 41_351);
    let day = Ranges::between(-25_567, 40_000);
    let space = Space::new([Ranges::between(0, 150), day.clone(), day, Ranges::between(0, 1), place.clone(), place]);
    let relations = [
        Relation { kind: RelationKind::Years, result: 0, a: 1, b: 2 },
        Relation { kind: RelationKind::Equal, result: 3, a: 4, b: 5 },
    ];
    let near = Nature::Day { near: Some(20_758) };
    let natures = [Nature::Number { unit: 1 }, near, near];
    let world = World { space: &space, relations: &relations, feasible: &Formula::True, natures: &natures };
    let cube = Cube::new([(0, Ranges::between(80, 89)), (3, Ranges::single(0)), (4, Ranges::between(300, 400))]);
    bencher.bench(|| world.solve(black_box(&cube), &mut Budget::default()));
}
