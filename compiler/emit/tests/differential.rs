//! Rows against brute force: for random definitions and answers, the rows say of every line what all completions say.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a missing row is a failed test")]

mod common;
mod random;

use std::collections::{BTreeMap, BTreeSet};

use common::*;
use matter_emit::queries::query;
use matter_runtime::tables::Tables;
use proptest::prelude::*;
use random::{Answers, answers, by_name, definitions, expected};

/// The documented anti-join, written as naively as it can be.
fn by_rows(tables: &Tables, values: &[(String, i64)]) -> Option<Vec<&'static str>> {
    let mut answered: BTreeSet<(&str, u16)> = BTreeSet::new();
    for member in &tables.cell_member {
        let given = values.iter().find(|(fact, _)| *fact == member.fact).map(|(_, value)| *value);
        let official = tables.fact.iter().any(|fact| fact.name == member.fact && fact.owner == "official");
        let value = given.or(Some(1).filter(|_| official));
        if value.is_some_and(|value| (member.low..=member.high).contains(&value)) {
            answered.insert((&member.fact, member.cell));
        }
    }
    let mut can: BTreeMap<u32, (bool, bool)> = BTreeMap::new();
    for row in &tables.rule_row {
        let mut forbids = tables.rule_forbid.iter().filter(|forbid| forbid.row == row.id);
        if !forbids.any(|forbid| answered.contains(&(&*forbid.fact, forbid.cell))) {
            let entry = can.entry(row.rule).or_default();
            if row.positive { entry.0 = true } else { entry.1 = true }
        }
    }
    let of = |rule: &matter_runtime::tables::Rule| can.get(&rule.id).copied().unwrap_or_default();
    let group = |kind: &str| tables.rule.iter().filter(move |rule| rule.kind == kind).all(|rule| of(rule).0);
    if !group("feasible") {
        return None;
    }
    let lines = tables.rule.iter().filter(|rule| !["feasible", "eligible", "never"].contains(&&*rule.kind));
    let others: Vec<_> =
        lines.clone().filter(|rule| rule.choice.as_deref() == Some("decides") && !rule.otherwise).collect();
    Some(
        lines
            .map(|rule| match of(rule) {
                _ if rule.choice.is_some() && !group("eligible") => "moot",
                _ if rule.otherwise && others.iter().any(|other| of(other) == (true, false)) => "excluded",
                _ if rule.otherwise && others.iter().any(|other| of(other).0) => "possible",
                _ if rule.otherwise => "certain",
                (true, false) => "certain",
                (true, true) => "possible",
                (false, _) => "excluded",
            })
            .collect(),
    )
}

fn by_sqlite(connection: &rusqlite::Connection, values: &[(String, i64)]) -> Option<Vec<String>> {
    connection.execute_batch(&given("某事项", 1, day("2026-03-02"), values)).unwrap();
    if !ask(connection, query("contradictory")).is_empty() {
        return None;
    }
    Some(ask(connection, query("decide")).into_iter().map(|mut row| row.swap_remove(3)).collect())
}

fn cases() -> impl Strategy<Value = Vec<Answers>> {
    prop::collection::vec(answers(), 6)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn rows_and_the_documented_sql_say_what_all_completions_say(definition in definitions("某事项"), cases in cases()) {
        let tables = build(std::slice::from_ref(&definition));
        let connection = sqlite(&tables);
        for answers in cases {
            let values = by_name(&definition, &answers);
            let wanted = expected(&definition, &answers);
            prop_assert_eq!(&by_rows(&tables, &values), &wanted, "{:?}", values);
            let found = by_sqlite(&connection, &values);
            let found = found.as_ref().map(|lines| lines.iter().map(String::as_str).collect::<Vec<_>>());
            prop_assert_eq!(&found, &wanted, "{:?}", values);
        }
    }

    #[test]
    fn a_fact_that_is_not_open_changes_no_line(definition in definitions("某事项"), answers in answers()) {
        let connection = sqlite(&build(std::slice::from_ref(&definition)));
        let values = by_name(&definition, &answers);
        let before = by_sqlite(&connection, &values);
        prop_assume!(before.is_some());
        let open: Vec<_> = ask(&connection, query("questions")).into_iter().map(|mut row| row.swap_remove(0)).collect();
        for (fact, answer) in definition.facts.iter().zip(&answers) {
            if answer.is_some() || open.iter().any(|name| **name == *fact.name) || &*fact.name == "属实" {
                continue;
            }
            for value in fact.domain.iter() {
                let mut more = values.clone();
                more.push((fact.name.to_string(), value));
                let after = by_sqlite(&connection, &more);
                // An answer may be contradictory; one that can be changes nothing.
                prop_assert!(after.is_none() || after == before, "{} = {value}", fact.name);
            }
        }
    }
}
