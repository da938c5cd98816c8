//! From values to cells: whatever the intervals of a fact are, a value is in the cell of its interval or outside the domain.
#![allow(clippy::unwrap_used, reason = "what fails in a test fails the test")]

mod common;

use common::build::Builder;
use common::day;
use matter_runtime::tables::Trigger;
use matter_runtime::{Answer, Case, Catalogue, Dates, Error, Given, Request, RuleId, Status};
use proptest::prelude::*;

const LONGGANG: &str = "440307000000";
const MATTER: &str = "敬老优待证";

fn decide(catalogue: &Catalogue, dates: Dates, answers: &[Given]) -> Result<Answer, Error> {
    let responsible = Some(catalogue.region("坂田街道", dates.application)?);
    let matter = catalogue.matter(MATTER)?;
    let (mut case, mut answer) = (Case::new(), Answer::new());
    case.resolve(catalogue, &Request { matter, responsible, here: None, dates, answers })?;
    catalogue.evaluate(&case, &mut answer)?;
    Ok(answer)
}

/// Lengths of intervals and of the gaps before them, and the interval's cell.
fn pieces() -> impl Strategy<Value = Vec<(u8, u8, u16)>> {
    prop::collection::vec((0_u8..3, 1_u8..40, 0_u16..4), 1..9)
}

proptest! {
    #[test]
    fn a_value_is_in_the_cell_of_its_interval(start in prop::sample::select(vec![0_i64, -7, i64::MIN, i64::MAX - 400]), pieces in pieces()) {
        let mut next = start;
        let mut intervals = Vec::new();
        for (gap, length, cell) in pieces {
            let low = next + i64::from(gap);
            next = low + i64::from(length);
            intervals.push((low, next - 1, cell));
        }
        let mut builder = Builder::new(LONGGANG);
        builder.fact("分数", "number");
        builder.matter(MATTER);
        let edition = builder.edition(MATTER, LONGGANG, 0, None, None);
        let of = |cell| intervals.iter().filter(|(.., of)| *of == cell).map(|(low, high, _)| (*low, *high)).collect();
        let cells: Vec<Vec<(i64, i64)>> = (0..4).map(of).collect();
        builder.cells(edition, "分数", &cells.iter().map(Vec::as_slice).collect::<Vec<_>>());
        let count = u16::try_from(cells.iter().rposition(|cell| !cell.is_empty()).unwrap()).unwrap() + 1;
        for cell in 0..count {
            builder.rule_if(edition, "requirement", &format!("材料/{cell}"), ("分数", cell, count));
        }
        let catalogue = builder.open();
        let fact = catalogue.fact(None, "分数").unwrap();
        for value in (start.saturating_sub(2)..next.saturating_add(2)).chain([i64::MIN, i64::MAX]) {
            let found = decide(&catalogue, Dates::on(day("2026-03-02")), &[Given { fact, value }]);
            let wanted = intervals.iter().find(|(low, high, _)| (*low..=*high).contains(&value));
            match (found, wanted) {
                (Ok(answer), Some((.., cell))) => {
                    for rule in 0..u32::from(count) {
                        let holds = if rule == u32::from(*cell) { Status::Certain } else { Status::Excluded };
                        prop_assert_eq!(answer.status(RuleId(rule)), holds, "{} in {:?}", value, &intervals);
                    }
                }
                (found, wanted) => {
                    let refused = matches!(found, Err(Error::OutsideDomain { .. }));
                    prop_assert!(refused && wanted.is_none(), "{} in {:?}", value, &intervals);
                }
            }
        }
    }

    #[test]
    fn every_fact_of_an_edition_is_found_and_no_other(kept in prop::collection::vec(any::<bool>(), 1..70)) {
        let mut builder = Builder::new(LONGGANG);
        let name = |number: usize| format!("信息项{number:02}");
        (0..kept.len()).for_each(|number| _ = builder.fact(&name(number), "bool"));
        builder.matter(MATTER);
        let edition = builder.edition(MATTER, LONGGANG, 0, None, None);
        let facts: Vec<usize> = kept.iter().enumerate().filter_map(|(number, kept)| kept.then_some(number)).collect();
        for number in &facts {
            builder.cells(edition, &name(*number), &[&[(0, 0)], &[(1, 1)]]);
            builder.rule_if(edition, "requirement", &format!("材料/{number:02}"), (&name(*number), 1, 2));
        }
        let catalogue = builder.open();
        for asked in 0..kept.len() {
            let fact = catalogue.fact(None, &name(asked)).unwrap();
            let answer = decide(&catalogue, Dates::on(day("2026-03-02")), &[Given { fact, value: 1 }]).unwrap();
            for (rule, number) in (0..).zip(&facts) {
                let wanted = if *number == asked { Status::Certain } else { Status::Possible };
                prop_assert_eq!(answer.status(RuleId(rule)), wanted);
            }
        }
    }
}

/// Eighty years after birth the person is told, three months ahead; who is eighty on the day that counts needs nothing.
#[test]
fn the_day_of_the_event_follows_from_its_trigger() {
    let mut builder = Builder::new(LONGGANG);
    builder.fact("出生日期", "date");
    builder.fact("生效日", "date");
    builder.matter(MATTER);
    let edition = builder.edition(MATTER, LONGGANG, 0, None, None);
    let first = i64::from(day("2026-05-01").0);
    builder.cells(edition, "生效日", &[&[(i64::MIN, first - 1)], &[(first, i64::MAX)]]);
    builder.rule_if(edition, "requirement", "材料/五月起", ("生效日", 1, 2));
    let rule = builder.rule_always(edition, "trigger", "主动/满80周岁");
    builder.tables.trigger.push(Trigger {
        rule,
        event: "满80周岁".into(),
        fact: Some("出生日期".into()),
        years: Some(80),
        lead: Some(3),
        lead_unit: Some("months".into()),
        ..Trigger::default()
    });
    let catalogue = builder.open();
    let fact = catalogue.fact(None, "出生日期").unwrap();
    let from_may = |born: &str, applied: &str| {
        let answers = [Given { fact, value: i64::from(day(born).0) }];
        decide(&catalogue, Dates::on(day(applied)), &answers).unwrap().status(RuleId(0))
    };
    // Eighty on 2026-05-10, announced from 2026-02-10.
    assert_eq!(from_may("1946-05-10", "2026-02-10"), Status::Certain);
    assert_eq!(
        from_may("1946-05-10", "2026-02-09"),
        Status::Excluded,
        "before the event is announced the day of application counts"
    );
    assert_eq!(from_may("1946-04-30", "2026-02-10"), Status::Excluded);
    assert_eq!(from_may("1940-01-01", "2026-05-02"), Status::Certain, "after the event the day of application counts");
    let unknown = decide(&catalogue, Dates::on(day("2026-02-10")), &[]).unwrap();
    assert_eq!(unknown.status(RuleId(0)), Status::Possible);
}
