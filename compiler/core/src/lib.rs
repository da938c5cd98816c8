//! Database, names, types, conditions, effective definitions, diagnostics as data. Never reads files, never renders text.

mod analysis;
mod cache;
pub mod calendar;
pub mod codes;
mod db;
mod declare;
pub mod diagnostic;
pub mod hir;
mod host;
pub mod lower;
pub mod manifest;
pub mod names;
pub mod regions;
pub mod sounds;
pub mod source_map;
pub mod summary;
mod syntax_errors;
pub mod text_position;
pub mod world;

pub use analysis::{Analysis, Cancelled, ItemInfo, ItemTree, Mark, MatterMark, NodePlaces};
pub use cache::Cache;
pub use db::Settings;
pub use declare::law_ranks;
pub use host::Host;
