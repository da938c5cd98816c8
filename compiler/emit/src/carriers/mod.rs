//! Logical tables → files. Each carrier walks the same rows through the visitor of the tables and knows no table by its type.

pub mod json;
pub mod json_check;
pub mod json_schema;
mod physical;
pub mod split;
pub mod sql;
pub mod sqlite;
mod views;

pub(crate) use physical::references as physical_references;
pub(crate) use views::printed;
