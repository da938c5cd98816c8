//! The operations and the schemas of their requests and answers → OpenAPI 3.1.
//!
//! Written from the same structs that write the answers, so that the description cannot fall behind them.

use std::sync::LazyLock;

use matter_answers::{Operation, answer_schema, request_schema};
use serde_json::{Map, Value, json};

use crate::operations::BY_QUERY;

static TEXT: LazyLock<String> = LazyLock::new(|| description().to_string());

/// The description as JSON.
#[must_use]
pub fn openapi() -> &'static str {
    &TEXT
}

fn description() -> Value {
    let mut schemas = Map::new();
    schemas.insert("Problem".to_owned(), problem());
    let mut paths = Map::new();
    for operation in Operation::ALL {
        paths.insert(format!("/api/{}", operation.name()), address(operation, &mut schemas));
    }
    paths.insert("/api/openapi.json".to_owned(), itself());
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Matter",
            "version": env!("CARGO_PKG_VERSION"),
            "description": "Decides cases of government service matters from a compiled release. Texts are Chinese or English: `lang` in the \
                            request, else `?lang=`, else `Accept-Language`, else the release's language.",
        },
        "paths": paths,
        "components": { "schemas": schemas },
    })
}

fn address(operation: Operation, schemas: &mut Map<String, Value>) -> Value {
    let request = place(request_schema(operation), schemas);
    let answer = place(answer_schema(operation), schemas);
    let described = |more: Value| {
        let mut described = json!({
            "summary": summary(operation),
            "responses": {
                "200": { "description": "The answer.", "content": { "application/json": { "schema": answer } } },
                "default": {
                    "description": "Why there is none.",
                    "content": { "application/problem+json": { "schema": { "$ref": "#/components/schemas/Problem" } } },
                },
            },
        });
        if let (Some(fields), Value::Object(more)) = (described.as_object_mut(), more) {
            fields.extend(more);
        }
        described
    };
    let mut methods = Map::new();
    let name = operation.name();
    let body = json!({ "required": true, "content": { "application/json": { "schema": request } } });
    methods.insert("post".to_owned(), described(json!({ "operationId": name, "requestBody": body })));
    if BY_QUERY.contains(&operation) {
        let by_query = json!({ "operationId": format!("{name}ByQuery"), "parameters": parameters(&request) });
        methods.insert("get".to_owned(), described(by_query));
    }
    Value::Object(methods)
}

/// The schema with its definitions moved to where the description keeps them all.
fn place(schema: Value, schemas: &mut Map<String, Value>) -> Value {
    let text = schema.to_string().replace("\"#/$defs/", "\"#/components/schemas/");
    let Ok(Value::Object(mut schema)) = serde_json::from_str(&text) else { return Value::Null };
    schema.remove("$schema");
    if let Some(Value::Object(definitions)) = schema.remove("$defs") {
        for (name, definition) in definitions {
            // Two shapes of one name would describe an answer wrongly.
            debug_assert!(schemas.get(&name).is_none_or(|known| *known == definition), "two shapes are called {name}");
            schemas.insert(name, definition);
        }
    }
    Value::Object(schema)
}

/// The fields of a request as parameters of a query.
fn parameters(request: &Value) -> Vec<Value> {
    let needed = |name: &str| {
        request["required"].as_array().is_some_and(|needed| needed.iter().any(|one| one.as_str() == Some(name)))
    };
    let fields = request["properties"].as_object().into_iter().flatten();
    let parameter = |(name, schema): (&String, &Value)| {
        let description = &schema["description"];
        json!({
            "name": name, "in": "query", "required": needed(name), "schema": { "type": "string" }, "description": description,
        })
    };
    fields.map(parameter).collect()
}

const fn summary(operation: Operation) -> &'static str {
    match operation {
        Operation::Info => "What the release is: versions, counts, hash.",
        Operation::Places => "Places of the catalogue by a part of their name, at most 50.",
        Operation::Offered => "Matters and combined services that are offered at a place on a day.",
        Operation::Guide => "A matter as it is defined at a place on a day, before any answer.",
        Operation::Questions => "What is still worth asking in a case, best first.",
        Operation::Decide => {
            "A case decided as far as it is answered: what to bring, who decides, by when, what it costs, why."
        }
        Operation::Due => "The days of a case, from what happened in it.",
        Operation::Venues => "Where and how a case can be handed in.",
        Operation::Theme => "A combined service for a case: its members, questions and documents merged.",
        Operation::Why => "The rules that decide a case, each with its source and legal basis.",
        Operation::Receipt => "What a decision rests on: release, facts, rules; enough to make it again.",
        Operation::Figures => {
            "Figures of the release on a day: matters by kind, promised beside lawful days, labels, what falls due."
        }
    }
}

fn itself() -> Value {
    let answer = json!({ "description": "OpenAPI 3.1.", "content": { "application/json": {} } });
    json!({ "get": { "operationId": "openapi", "summary": "This description.", "responses": { "200": answer } } })
}

/// RFC 9457.
fn problem() -> Value {
    let text = |description: &str| json!({ "type": "string", "description": description });
    json!({
        "type": "object",
        "required": ["type", "title", "status", "detail", "code"],
        "properties": {
            "type": text("`urn:matter:problem:` and the code."),
            "title": text("The same for all problems."),
            "status": { "type": "integer", "description": "The status of the answer." },
            "detail": text("What is wrong, in one sentence."),
            "code": text("A stable code: Q… the request, R… the runtime, S… the server."),
        },
    })
}
