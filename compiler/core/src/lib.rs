//! Database, names, types, conditions, effective definitions, diagnostics as data. Never reads files, never renders text.

pub mod calendar;
pub mod diagnostic;
pub mod hir;
pub mod lower;
pub mod names;
pub mod regions;
pub mod source_map;
pub mod text_position;
pub mod world;
