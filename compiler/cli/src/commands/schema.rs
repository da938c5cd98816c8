//! `matter schema`: the JSON Schemas of what the program prints and writes.

use matter_emit::carriers::json_schema;

use crate::Outcome;
use crate::arguments::{Schema, SchemaOf};
use crate::output::Output;

const DECISION: &str = include_str!("../../schema/decision.schema.json");

/// Prints a schema.
pub(super) fn run(schema: &Schema, output: &mut Output) -> Outcome {
    match schema.of {
        SchemaOf::Decision => output.result(DECISION),
        SchemaOf::Tables => output.result(&json_schema::schema()),
    }
    Outcome::Fine
}
