//! The JSON carrier: valid under its schema, canonical, the same for any order of input and number of threads.
#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a missing value is a failed test"
)]
mod common;

use common::*;
use matter_core::hir::{Definition, Level, When};
use matter_decide::Formula;
use matter_emit::carriers::json_check::{Expected, Mismatch, Part, check};
use matter_emit::carriers::{json, json_schema, split};
use matter_runtime::tables::Tables;
use serde_json::Value;

fn two_matters() -> Vec<Definition> {
    ["居住证申领", "敬老优待证\"换\"领"]
        .map(|name| {
            let rules = vec![
                condition("年龄", Formula::at_least(0, 60)),
                material("材料/照片", Formula::is(1, 1)),
                decider("甲", When::If(Formula::at_least(0, 70)), Level::Town),
                decider("否则", When::Otherwise, Level::County),
                promise(5),
            ];
            definition(name, vec![number("年龄", 0, 120), yes_no("代办")], vec![], rules)
        })
        .to_vec()
}

fn print(tables: &Tables) -> Vec<u8> {
    let mut bytes = Vec::new();
    json::write(tables, &mut bytes).expect("memory takes it");
    bytes
}

fn problems(schema: &str, document: &Value) -> Vec<String> {
    let schema: Value = serde_json::from_str(schema).expect("the schema is JSON");
    let validator = jsonschema::draft202012::new(&schema).expect("the schema is a schema");
    validator.iter_errors(document).map(|error| format!("{}: {error}", error.instance_path())).collect()
}

#[test]
fn the_file_is_valid_under_the_published_schema_and_a_misspelt_column_is_not() {
    let mut document: Value = serde_json::from_slice(&print(&build(&two_matters()))).expect("JSON");
    assert_eq!(problems(&json_schema::schema(), &document), Vec::<String>::new());
    let matter = &mut document["matter"][0];
    matter["titel"] = "x".into();
    assert_eq!(problems(&json_schema::schema(), &document).len(), 1);
}

/// A change of a file: a pointer to its parent, the name, what stands there afterwards (nothing: it is taken away).
type Change = (&'static str, &'static str, Option<Value>);

#[test]
fn the_check_without_the_schema_says_what_the_schema_says() {
    let tables: Value = serde_json::from_slice(&print(&build(&two_matters()))).expect("JSON");
    let said = |document: &Value| check(document.to_string().as_bytes(), Part::Whole);
    assert_eq!(said(&tables), Ok(()));
    let changes: [(Change, Expected, bool); 11] = [
        (("/matter/0", "titel", Some("x".into())), Expected::Nothing, false),
        (("/matter/0", "name", None), Expected::Something, false),
        (("/matter/0", "name", Some(1.into())), Expected::Text, false),
        (("/matter/1", "short", Some(true.into())), Expected::Text, true),
        (("/edition/1", "day_from", Some("2026-1-1".into())), Expected::Day, true),
        (("/edition/1", "day_from_number", Some("20454".into())), Expected::Integer, true),
        (("/edition/0", "id", Some(Value::Null)), Expected::Integer, false),
        (("/rule_row/0", "positive", Some(2.into())), Expected::Flag, false),
        (("", "region", None), Expected::Something, false),
        (("", "place/s", Some(serde_json::json!([]))), Expected::Nothing, false),
        (("", "matter", Some(serde_json::json!({}))), Expected::List, false),
    ];
    for ((parent, name, value), expected, or_null) in changes {
        let mut changed = tables.clone();
        let parts = changed.pointer_mut(parent).and_then(Value::as_object_mut).expect("an object");
        match value {
            Some(value) => parts.insert(name.to_owned(), value),
            None => parts.remove(name),
        };
        let pointer = format!("{parent}/{}", name.replace('/', "~1"));
        assert_eq!(said(&changed), Err(Mismatch { pointer, expected, or_null }));
        assert_eq!(problems(&json_schema::schema(), &changed).len(), 1, "{parent}/{name}");
    }
    let text = tables.to_string();
    let twice = text.replacen('{', "{\"matter\":[],", 1);
    let again = Mismatch { pointer: "/matter".to_owned(), expected: Expected::Once, or_null: false };
    assert_eq!(check(twice.as_bytes(), Part::Whole), Err(again));
    let ends = check(text.trim_end_matches('}').as_bytes(), Part::Whole).map_err(|found| found.expected);
    assert!(matches!(ends, Err(Expected::Json { line: 1, .. })), "{ends:?}");
}

#[test]
fn values_come_back_as_they_went_in() {
    let document: Value = serde_json::from_slice(&print(&build(&two_matters()))).expect("JSON");
    let edition = &document["edition"][1];
    assert_eq!(edition["matter"], "敬老优待证\"换\"领");
    assert_eq!(edition["day_from"], "2026-01-01");
    assert_eq!(edition["day_from_number"], 20_454);
    assert_eq!(edition["day_to"], Value::Null);
    assert_eq!(edition["day_to_number"], Value::Null);
    assert_eq!(document["rule_row"][0]["positive"], 1);
}

#[test]
fn neither_the_order_of_the_input_nor_the_number_of_threads_changes_a_byte() {
    let definitions: Vec<Definition> = (0..40)
        .map(|index| {
            let mut made = two_matters().swap_remove(0);
            let mut head = (*made.matter).clone();
            head.name = format!("事项{index:02}").into();
            made.matter = head.into();
            made
        })
        .collect();
    let reversed: Vec<Definition> = definitions.iter().rev().cloned().collect();
    let one = rayon::ThreadPoolBuilder::new().num_threads(1).build().expect("a pool").install(|| build(&definitions));
    let four = rayon::ThreadPoolBuilder::new().num_threads(4).build().expect("a pool").install(|| build(&reversed));
    assert!(print(&one) == print(&four));
}

#[test]
fn the_semantic_hash_leaves_out_positions_and_other_languages_and_nothing_else() {
    let hash = |change: &dyn Fn(&mut Definition)| {
        let mut definitions = two_matters();
        change(&mut definitions[0]);
        build(&definitions).catalogue[0].semantic_hash.clone()
    };
    let same = hash(&|_| ());
    assert_eq!(same.len(), 64);
    assert_eq!(same, hash(&|definition| definition.rules[0].origin = origin(99)));
    let titled = hash(&|definition| {
        let mut head = (*definition.matter).clone();
        head.title_en = Some("Residence permit".into());
        definition.matter = head.into();
    });
    assert_eq!(same, titled);
    assert_ne!(same, hash(&|definition| definition.rules[1].title = Some("另有规定".into())));
}

#[test]
fn the_key_of_an_edition_does_not_depend_on_its_neighbours() {
    let both = build(&two_matters());
    let alone = build(&two_matters()[1..]);
    assert_eq!(both.edition[1].key, alone.edition[0].key);
    assert_ne!(both.edition[0].key, both.edition[1].key);
}

#[test]
fn split_files_together_hold_every_row_once() {
    let tables = build(&two_matters());
    let whole: Value = serde_json::from_slice(&print(&tables)).expect("JSON");
    let mut shared = Vec::new();
    split::write_shared(&tables, &mut shared).expect("memory takes it");
    let mut parts: Vec<Value> = vec![serde_json::from_slice(&shared).expect("JSON")];
    let (shared_schema, matter_schema) = split::schemas();
    assert_eq!(problems(&shared_schema, &parts[0]), Vec::<String>::new());
    for matter in &tables.matter {
        let mut bytes = Vec::new();
        split::write_matter(&tables, &matter.name, &mut bytes).expect("memory takes it");
        let part = serde_json::from_slice(&bytes).expect("JSON");
        assert_eq!(problems(&matter_schema, &part), Vec::<String>::new());
        assert_eq!(part["matter"][0]["name"], *matter.name);
        parts.push(part);
    }
    for (table, rows) in whole.as_object().expect("an object") {
        let found: Vec<&Value> = parts.iter().filter_map(|part| part[table].as_array()).flatten().collect();
        assert_eq!(found, rows.as_array().expect("rows").iter().collect::<Vec<_>>(), "{table}");
    }
}
