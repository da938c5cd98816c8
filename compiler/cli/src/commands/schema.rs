//! `matter schema`: the JSON Schemas of what the program prints and writes.

use matter_answers::{Figures, Operation, answer_schema, schema_of, schemas};
use matter_emit::carriers::json_schema;
use serde_json::{Map, Value};

use crate::Outcome;
use crate::arguments::{Schema, SchemaOf};
use crate::commands::decide;
use crate::output::Output;

/// Prints a schema.
pub(super) fn run(schema: &Schema, output: &mut Output) -> Outcome {
    match schema.of {
        SchemaOf::Decision => output.result(&decide::pretty(&answer_schema(Operation::Decide))),
        SchemaOf::Answers => {
            output.result(&decide::pretty(&schemas().into_iter().collect::<Map<String, Value>>()));
        }
        SchemaOf::Diff => output.result(&decide::pretty(&matter_compare::schema())),
        SchemaOf::Figures => {
            output.result(&decide::pretty(&schema_of::<Figures<'_>>(
                "What `matter info --figures --format json` prints",
            )));
        }
        SchemaOf::Tables => output.result(&json_schema::schema()),
    }
    Outcome::Fine
}
