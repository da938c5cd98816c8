//! JSON Schemas (2020-12): of an answer made from its struct, of a request written beside its reader.
//!
//! That both say what is really read and written is compared by tests.

use schemars::generate::SchemaSettings;
use schemars::transform::{RecursiveTransform, Transform};
use schemars::{JsonSchema, Schema};
use serde_json::{Map, Value, json};

use crate::ask::Operation;
use crate::request::{MOST_ANSWERS, MOST_DAYS, MOST_EVENTS};
use crate::{Decision, Due, Figures, Guide, Info, Offered, Places, Questions, Reasons, Receipt, ThemeAnswer, Venues};

/// The schema of what an operation answers.
#[must_use]
pub fn answer_schema(operation: Operation) -> Value {
    let mut schema = match operation {
        Operation::Info => of::<Info>(),
        Operation::Places => of::<Places>(),
        Operation::Offered => of::<Offered>(),
        Operation::Guide => of::<Guide>(),
        Operation::Questions => of::<Questions>(),
        Operation::Decide => of::<Decision>(),
        Operation::Due => of::<Due>(),
        Operation::Venues => of::<Venues>(),
        Operation::Theme => of::<ThemeAnswer>(),
        Operation::Why => of::<Reasons>(),
        Operation::Receipt => of::<Receipt>(),
        Operation::Figures => of::<Figures>(),
    };
    schema.insert("title".to_owned(), format!("Answer of `{}`", operation.name()).into());
    schema.to_value()
}

fn of<T: JsonSchema>() -> Schema {
    let mut schema = SchemaSettings::draft2020_12().for_serialize().into_generator().into_root_schema_for::<T>();
    RecursiveTransform(closed).transform(&mut schema);
    schema
}

// Nothing is written that the schema does not name.
fn closed(schema: &mut Schema) {
    if schema.get("properties").is_some() {
        schema.insert("additionalProperties".to_owned(), Value::Bool(false));
    }
}

/// The schema of something else that is printed as JSON, closed as those of answers are.
#[must_use]
pub fn schema_of<T: JsonSchema>(title: &str) -> Value {
    let mut schema = of::<T>();
    schema.insert("title".to_owned(), title.into());
    schema.to_value()
}

/// The schema of the request that an operation takes.
#[must_use]
pub fn request_schema(operation: Operation) -> Value {
    let (own, needed): (Vec<&str>, &[&str]) = match operation {
        Operation::Info => (vec![], &[]),
        Operation::Places => (vec!["like", "on", "reach"], &["on"]),
        Operation::Offered => (vec!["at", "on", "lang"], &["at", "on"]),
        Operation::Guide => (vec!["matter", "at", "on", "lang"], &["matter", "at", "on"]),
        Operation::Figures => (vec!["on", "within"], &[]),
        Operation::Theme => (with_case(&["theme"]), &["theme", "at", "on"]),
        Operation::Due => (with_case(&["matter", "events", "as_of"]), &["matter", "at", "on"]),
        Operation::Why => (with_case(&["matter", "rule"]), &["matter", "at", "on"]),
        Operation::Questions | Operation::Decide | Operation::Venues | Operation::Receipt => {
            (with_case(&["matter"]), &["matter", "at", "on"])
        }
    };
    let fields: Map<String, Value> =
        own.into_iter().map(|name| (name.to_owned(), field(name, needed.contains(&name)))).collect();
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": format!("Request of `{}`", operation.name()),
        "type": "object",
        "properties": fields,
        "required": needed,
        "additionalProperties": false,
    })
}

fn with_case(own: &[&'static str]) -> Vec<&'static str> {
    let case = ["at", "on", "accepted", "decided", "event", "responsible", "answers", "lang"];
    own.iter().copied().chain(case).collect()
}

// A field; null is as good as absent where it is not needed.
fn field(name: &str, needed: bool) -> Value {
    let (mut schema, doc) = match name {
        "matter" => (json!({ "type": "string" }), "Name, short name or code of the matter."),
        "theme" => (json!({ "type": "string" }), "Name of the theme."),
        "at" => (json!({ "type": "string" }), "Where the applicant stands: code, name or path of a place."),
        "like" => (json!({ "type": "string" }), "Part of a place's name, or beginning of its code."),
        "reach" => (
            json!({ "type": "string", "enum": ["catalogue", "country"] }),
            "Whose places: the catalogue's, if absent, or those of the whole country, all of which answer a fact that is a place.",
        ),
        "rule" => (json!({ "type": "string" }), "Address of one rule; all that count if absent."),
        "responsible" => (
            json!({ "type": "string" }),
            "The responsible region, or the name of a region fact that is answered with it.",
        ),
        "on" if needed => (day(), "Day of application; of acceptance too unless `accepted` says another."),
        "on" => (day(), "Day; that as of which the release was compiled, if absent."),
        "within" => (within(), "So many days ahead what falls due for review is looked for."),
        "accepted" => (day(), "Day of acceptance."),
        "decided" => (day(), "Day of decision."),
        "event" => (day(), "Day of the event (生效日)."),
        "as_of" => (day(), "The day on which the question is asked; the last event's if absent."),
        "lang" => (json!({ "type": "string", "enum": ["zh", "en"] }), "Language of texts; the catalogue's if absent."),
        "events" => (events(), "What happened, in its order; applied, received and accepted on their days if absent."),
        _ => (answers(), "Facts and values as people write them; a list holds the options of a set."),
    };
    if let (Some(object), false) = (schema.as_object_mut(), needed) {
        if let Some(Value::String(kind)) = object.get("type").cloned() {
            object.insert("type".to_owned(), json!([kind, "null"]));
        }
        if let Some(Value::Array(words)) = object.get_mut("enum") {
            words.push(Value::Null);
        }
    }
    if let Some(object) = schema.as_object_mut() {
        object.insert("description".to_owned(), doc.into());
    }
    schema
}

fn day() -> Value {
    json!({ "type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$" })
}

fn within() -> Value {
    let digits =
        json!({ "type": "string", "pattern": "^[0-9]{1,5}$", "description": "The digits, as a query writes them." });
    json!({ "anyOf": [{ "type": "integer", "minimum": 0, "maximum": MOST_DAYS }, digits, { "type": "null" }] })
}

fn answers() -> Value {
    let value = json!({ "type": ["string", "number", "boolean", "array", "null"], "items": { "type": "string" } });
    json!({ "type": "object", "maxProperties": MOST_ANSWERS, "additionalProperties": value })
}

fn events() -> Value {
    let plain = ["applied", "received", "noticed", "corrected", "arrived", "accepted", "found", "delivered"];
    let time = json!({ "type": ["string", "null"], "pattern": "^([01][0-9]|2[0-3]):[0-5][0-9]$" });
    let reason = json!({
        "type": "string", "description": "Name of the exclusion that stops the clock, or the address of its rule.",
    });
    let stage = json!({
        "type": ["string", "null"], "description": "The stage of approval that is decided or extended; else the whole matter.",
    });
    let event = |kinds: &[&str], more: Option<(&str, &Value)>| {
        let mut fields = json!({ "kind": { "type": "string", "enum": kinds }, "on": day(), "time": time });
        let mut needed = vec!["kind", "on"];
        if let (Some(fields), Some((name, schema))) = (fields.as_object_mut(), more) {
            fields.insert(name.to_owned(), schema.clone());
            needed.extend((name == "reason").then_some(name));
        }
        json!({ "type": "object", "properties": fields, "required": needed, "additionalProperties": false })
    };
    let items = json!({ "oneOf": [
        event(&plain, None),
        event(&["decided", "extended"], Some(("stage", &stage))),
        event(&["paused", "resumed"], Some(("reason", &reason))),
    ] });
    json!({ "type": "array", "maxItems": MOST_EVENTS, "items": items })
}

/// Every schema by its name: `decide.request`, `decide.answer` …
#[must_use]
pub fn schemas() -> Vec<(String, Value)> {
    let both = |operation: Operation| {
        let name = operation.name();
        [(format!("{name}.request"), request_schema(operation)), (format!("{name}.answer"), answer_schema(operation))]
    };
    Operation::ALL.into_iter().flat_map(both).collect()
}
