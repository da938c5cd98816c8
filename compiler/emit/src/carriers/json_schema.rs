//! The logical schema → JSON Schema 2020-12 of the JSON carrier.

use matter_runtime::tables::{Column, ColumnKind, FORMAT_MAJOR, Schema, Tables};
use serde_json::{Map, Value, json};

use super::physical::day_number;

/// The schema of the whole release.
#[must_use]
pub fn schema() -> String {
    print(&document(Tables::SCHEMAS.iter().collect()))
}

/// The schema of a file that holds these tables only.
pub(crate) fn of(wanted: &dyn Fn(&Schema) -> bool) -> String {
    print(&document(Tables::SCHEMAS.iter().filter(|schema| wanted(schema)).collect()))
}

fn document(schemas: Vec<&Schema>) -> Value {
    let properties: Map<String, Value> = schemas.iter().map(|schema| (schema.name.to_owned(), table(schema))).collect();
    let required: Vec<&str> = schemas.iter().map(|schema| schema.name).collect();
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": format!("Tables of a catalogue, format {FORMAT_MAJOR}"),
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": false,
    })
}

fn table(schema: &Schema) -> Value {
    let mut properties = Map::new();
    for column in schema.columns {
        properties.insert(column.name.to_owned(), self::column(column));
        if column.kind == ColumnKind::Day {
            let doc = format!("`{}` as days since 1970-01-01.", column.name);
            properties
                .insert(day_number(column.name), json!({"description": doc, "type": kind("integer", column.nullable)}));
        }
    }
    let required: Vec<String> = properties.keys().cloned().collect();
    json!({
        "description": schema.doc.trim(),
        "type": "array",
        "items": {
            "type": "object",
            "properties": properties,
            "required": required,
            "additionalProperties": false,
        },
    })
}

fn column(column: &Column) -> Value {
    let doc = column.doc.trim();
    match column.kind {
        ColumnKind::Text => json!({"description": doc, "type": kind("string", column.nullable)}),
        ColumnKind::Integer => json!({"description": doc, "type": kind("integer", column.nullable)}),
        ColumnKind::Flag => {
            json!({"description": doc, "type": kind("integer", column.nullable), "minimum": 0, "maximum": 1})
        }
        ColumnKind::Day => json!({
            "description": doc,
            "type": kind("string", column.nullable),
            "format": "date",
            "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$",
        }),
    }
}

fn kind(name: &str, nullable: bool) -> Value {
    if nullable { json!([name, "null"]) } else { json!(name) }
}

fn print(document: &Value) -> String {
    // Printing a value that was just made cannot fail.
    serde_json::to_string_pretty(document).map(|text| text + "\n").unwrap_or_default()
}
