//! `compiler/python/python/matter/answers.py` is what the schemas of the answers say: made from them with `UPDATE=1`, else compared.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "what fails in a test fails the test")]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use matter_answers::{Operation, answer_schema};
use serde_json::Value;

const HEAD: &str =
    "\"\"\"The shapes of answers, made from their JSON Schemas (`matter schema answers`); not to be edited.\"\"\"

from __future__ import annotations

from typing import List, Literal, TypedDict, Union
";

/// The type that a schema describes, as one expression.
fn kind(schema: &Value) -> String {
    if let Some(target) = schema["$ref"].as_str() {
        return target.rsplit('/').next().unwrap().to_owned();
    }
    let union = |kinds: Vec<String>| format!("Union[{}]", kinds.join(", "));
    if let Some(alternatives) = schema["anyOf"].as_array() {
        return union(alternatives.iter().map(kind).collect());
    }
    if let Some(words) = schema["oneOf"].as_array() {
        let words: Vec<String> = words.iter().map(|word| word["const"].to_string()).collect();
        return format!("Literal[{}]", words.join(", "));
    }
    let plain = |name: &str| match name {
        "string" => "str".to_owned(),
        "integer" => "int".to_owned(),
        "boolean" => "bool".to_owned(),
        "null" => "None".to_owned(),
        "array" => format!("List[{}]", kind(&schema["items"])),
        other => unreachable!("no type for {other} in {schema}"),
    };
    match &schema["type"] {
        Value::Array(kinds) => union(kinds.iter().map(|name| plain(name.as_str().unwrap())).collect()),
        name => plain(name.as_str().unwrap()),
    }
}

/// Every named shape. The functional form allows fields called like words of Python, and names in quotation marks may come later.
fn module() -> String {
    let mut shapes: BTreeMap<String, Value> = BTreeMap::new();
    for operation in Operation::ALL {
        let mut schema = answer_schema(operation);
        for (name, shape) in schema["$defs"].as_object().unwrap().clone() {
            let known = shapes.insert(name.clone(), shape.clone());
            assert!(known.is_none_or(|known| known == shape), "two shapes are called {name}");
        }
        let name = match operation {
            Operation::Info => "Info",
            Operation::Places => "Places",
            Operation::Offered => "Offered",
            Operation::Guide => "Guide",
            Operation::Questions => "Questions",
            Operation::Decide => "Decision",
            Operation::Due => "Due",
            Operation::Venues => "Venues",
            Operation::Theme => "ThemeAnswer",
            Operation::Why => "Reasons",
            Operation::Receipt => "Receipt",
            Operation::Figures => "Figures",
        };
        for extra in ["$defs", "$schema", "title"] {
            schema.as_object_mut().unwrap().remove(extra);
        }
        shapes.insert(name.to_owned(), schema);
    }
    let mut text = HEAD.to_owned();
    let (plain, objects): (Vec<_>, Vec<_>) = shapes.iter().partition(|(_, shape)| shape["properties"].is_null());
    for (name, shape) in plain {
        write!(text, "\n{name} = {}\n", kind(shape)).unwrap();
    }
    for (name, shape) in objects {
        let doc = shape["description"].as_str().unwrap().replace('\n', " ");
        write!(text, "\n# {doc}\n{name} = TypedDict(\n    \"{name}\",\n    {{\n").unwrap();
        for (field, schema) in shape["properties"].as_object().unwrap() {
            writeln!(text, "        \"{field}\": \"{}\",", kind(schema).replace('"', "'")).unwrap();
        }
        text.push_str("    },\n)\n");
    }
    text
}

#[test]
fn the_types_of_the_python_package_are_those_of_the_schemas() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../python/python/matter/answers.py");
    let made = module();
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&path, &made).unwrap();
    }
    let kept = std::fs::read_to_string(&path).unwrap();
    assert!(kept == made, "run `UPDATE=1 cargo test -p matter-answers --features schema --test python`");
}
