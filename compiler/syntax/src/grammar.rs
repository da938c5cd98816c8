//! The pest parser made from `grammar.pest` and the generated `keywords.pest`. Nothing outside the lowering sees its pairs.

use pest_derive::Parser;

#[derive(Parser)]
#[grammar = "keywords.pest"]
#[grammar = "grammar.pest"]
pub(crate) struct Grammar;
