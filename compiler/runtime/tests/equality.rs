//! The image against the rows: random tables and random answers, decided by masks and by the definition of the rows.
//!
//! The other side shares no code with the runtime: it looks at the rows one by one, as the anti-join of the tables' chapter does.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "what fails in a test fails the test")]

mod common;

use std::collections::BTreeSet;

use common::build::{Builder, RowSpec};
use common::day;
use matter_runtime::tables::Tables;
use matter_runtime::{Answer, Case, Catalogue, Conjunction, Dates, EditionId, FactId, Given, Request, RuleId, Status};
use proptest::prelude::*;

const FACTS: [&str; 4] = ["户籍", "婚姻", "年龄段", "渠道"];
const CELLS: [u16; 4] = [2, 3, 5, 4];

/// One rule: its rows as lists of (fact, cell), and whether it is a line of the one choice.
#[derive(Clone, Debug)]
struct RuleSpec {
    positive: Vec<Vec<(usize, u16)>>,
    negative: Vec<Vec<(usize, u16)>>,
    in_choice: bool,
}

fn row() -> impl Strategy<Value = Vec<(usize, u16)>> {
    let cell = (0..FACTS.len()).prop_flat_map(|fact| (Just(fact), 0..CELLS[fact]));
    prop::collection::btree_set(cell, 0..5).prop_map(|cells| cells.into_iter().collect())
}

fn rule() -> impl Strategy<Value = RuleSpec> {
    let rows = |most| prop::collection::vec(row(), 0..most);
    let any = (rows(4), prop_oneof![9 => rows(4), 1 => rows(80)], any::<bool>())
        .prop_map(|(positive, negative, in_choice)| RuleSpec { positive, negative, in_choice });
    // Many lines of a real matter always hold; few others then decide which facts are worth asking.
    let always = Just(RuleSpec { positive: vec![Vec::new()], negative: Vec::new(), in_choice: false });
    prop_oneof![1 => any, 8 => always]
}

/// An edition with these rules, with or without a rest line.
fn edition(rules: &[RuleSpec], rest: bool) -> Builder {
    let mut builder = Builder::new("440307000000");
    builder.matter("二孩生育登记");
    let edition = builder.edition("二孩生育登记", "440307000000", 0, None, None);
    for (fact, cells) in FACTS.iter().zip(CELLS) {
        builder.choice(fact, &["零", "一", "二", "三", "四"][..usize::from(cells)]);
        let members: Vec<[(i64, i64); 1]> = (0..i64::from(cells)).map(|cell| [(cell, cell)]).collect();
        let members: Vec<&[(i64, i64)]> = members.iter().map(<[_; 1]>::as_slice).collect();
        builder.cells(edition, fact, &members);
    }
    let mut choice = Vec::new();
    for (number, rule) in rules.iter().enumerate() {
        let named = |(positive, cells): (bool, &Vec<(usize, u16)>)| -> RowSpec<'static> {
            (positive, cells.iter().map(|(fact, cell)| (FACTS[*fact], *cell)).collect())
        };
        let positive = rule.positive.iter().map(|row| named((true, row)));
        let negative = rule.negative.iter().map(|row| named((false, row)));
        let rows: Vec<RowSpec<'_>> = positive.chain(negative).collect();
        let id = builder.rule(edition, "requirement", &format!("材料/{number}"), &rows);
        if rule.in_choice {
            choice.push(id);
        }
    }
    if rest {
        builder.rest(edition, "requirement", "材料", &choice);
    }
    builder
}

fn answers() -> impl Strategy<Value = Vec<Option<u16>>> {
    let one = |cells: u16| prop::option::weighted(0.6, 0..cells);
    (one(2), one(3), one(5), one(4)).prop_map(|(a, b, c, d)| vec![a, b, c, d])
}

/// Can hold, can fail: some row of that polarity has no answered cell among those it forbids.
fn by_rows(tables: &Tables, rule: u32, answered: &BTreeSet<(&str, u16)>) -> (bool, bool) {
    let compatible = |positive: bool| {
        tables.rule_row.iter().filter(|row| row.rule == rule && row.positive == positive).any(|row| {
            let mut forbids = tables.rule_forbid.iter().filter(|forbid| forbid.row == row.id);
            !forbids.any(|forbid| answered.contains(&(forbid.fact.as_str(), forbid.cell)))
        })
    };
    (compatible(true), compatible(false))
}

fn status(flags: (bool, bool)) -> Status {
    match flags {
        (true, false) => Status::Certain,
        (true, true) => Status::Possible,
        (false, true) => Status::Excluded,
        (false, false) => Status::Moot,
    }
}

/// The rest line, from the statuses of the others.
fn rest_line(others: &[Status]) -> Status {
    if others.contains(&Status::Moot) {
        Status::Moot
    } else {
        let no_other_is_certain = !others.contains(&Status::Certain);
        let all_are_excluded = others.iter().all(|other| *other == Status::Excluded);
        status((no_other_is_certain, !all_are_excluded))
    }
}

fn open_by_rows(tables: &Tables, undecided: &BTreeSet<u32>, answered: &BTreeSet<(&str, u16)>) -> Vec<&'static str> {
    let left = tables.rule_row.iter().filter(|row| undecided.contains(&row.rule)).filter(|row| {
        let mut forbids = tables.rule_forbid.iter().filter(|forbid| forbid.row == row.id);
        !forbids.any(|forbid| answered.contains(&(forbid.fact.as_str(), forbid.cell)))
    });
    let left: BTreeSet<u32> = left.map(|row| row.id).collect();
    let asked = |fact: &&&str| {
        !answered.iter().any(|(known, _)| known == *fact)
            && tables.rule_forbid.iter().any(|forbid| left.contains(&forbid.row) && forbid.fact == **fact)
    };
    FACTS.iter().filter(asked).copied().collect()
}

fn given(catalogue: &Catalogue, answers: &[Option<u16>]) -> Vec<Given> {
    let known = FACTS.iter().zip(answers).filter_map(|(fact, cell)| Some((fact, (*cell)?)));
    known.map(|(fact, cell)| Given { fact: catalogue.fact(None, fact).unwrap(), value: i64::from(cell) }).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn masks_and_rows_say_the_same(
        rules in prop::collection::vec(rule(), 1..90),
        rest: bool,
        cases in prop::collection::vec(answers(), 1..12),
    ) {
        let builder = edition(&rules, rest);
        let catalogue = builder.open();
        let (mut case, mut answer) = (Case::new(), Answer::new());
        let on = day("2026-03-02");
        for answers in cases {
            let given = given(&catalogue, &answers);
            let request = Request {
                matter: catalogue.matter("二孩生育登记").unwrap(),
                responsible: Some(catalogue.region("坂田街道", on).unwrap()),
                here: None,
                dates: Dates::on(on),
                answers: &given,
            };
            case.resolve(&catalogue, &request).unwrap();
            catalogue.evaluate(&case, &mut answer).unwrap();
            let answered: BTreeSet<(&str, u16)> =
                FACTS.iter().copied().zip(&answers).filter_map(|(fact, cell)| Some((fact, (*cell)?))).collect();
            let (mut in_choice, mut undecided) = (Vec::new(), BTreeSet::new());
            for rule in builder.tables.rule.iter().filter(|rule| !rule.otherwise) {
                let expected = status(by_rows(&builder.tables, rule.id, &answered));
                prop_assert_eq!(answer.status(RuleId(rule.id)), expected, "{} {:?}", rule.key, answers);
                if rule.choice.is_some() {
                    in_choice.push(expected);
                }
                if expected == Status::Possible {
                    undecided.insert(rule.id);
                }
            }
            if rest {
                let id = builder.tables.rule.last().unwrap().id;
                prop_assert_eq!(answer.status(RuleId(id)), rest_line(&in_choice));
            }
            let mut open: Vec<FactId> = Vec::new();
            catalogue.open_facts(&case, &answer, &mut open).unwrap();
            let open: Vec<String> = open.iter().map(|fact| catalogue.fact_row(*fact).unwrap().name).collect();
            prop_assert_eq!(open, open_by_rows(&builder.tables, &undecided, &answered));
        }
    }
}

/// Whether one of the ways is met by these answers.
fn is_met(catalogue: &Catalogue, ways: &[Conjunction], answers: &[u16]) -> bool {
    let value = |fact: FactId| {
        let name = catalogue.fact_row(fact).unwrap().name;
        i64::from(answers[FACTS.iter().position(|known| *known == name).unwrap()])
    };
    let has = |(fact, values): &(FactId, Vec<(i64, i64)>)| {
        values.iter().any(|(low, high)| (*low..=*high).contains(&value(*fact)))
    };
    ways.iter().any(|way| way.allowed.iter().all(has))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, ..ProptestConfig::default() })]

    #[test]
    fn what_is_read_back_holds_in_the_cases_of_the_rows(
        rules in prop::collection::vec(rule(), 1..90),
        cases in prop::collection::vec((0..2_u16, 0..3_u16, 0..5_u16, 0..4_u16), 1..12),
    ) {
        let builder = edition(&rules, false);
        let catalogue = builder.open();
        for (a, b, c, d) in cases {
            let answers = [a, b, c, d];
            let answered: BTreeSet<(&str, u16)> = FACTS.iter().copied().zip(answers).collect();
            for rule in catalogue.rules_of(EditionId(0)).unwrap() {
                let (holds, _) = by_rows(&builder.tables, rule.0, &answered);
                prop_assert_eq!(is_met(&catalogue, &catalogue.holds(rule).unwrap(), &answers), holds, "{:?}", answers);
            }
        }
    }
}
