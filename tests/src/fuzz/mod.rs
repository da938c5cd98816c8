//! What fuzzing runs, as plain functions: each takes any bytes or any text and panics where something does not hold. The targets in `fuzz/`
//! hand them what a coverage-guided engine makes up; a test hands them the seeds and mutations of the seeds, so that no target rots.

mod edits;
mod image;
mod mutate;
mod request;
mod text;

pub use edits::edits;
pub use image::{image, releases};
pub use mutate::{Mutations, characters};
pub use request::request;
pub use text::text;

use matter_core::Settings;
use std::sync::Arc;

/// Small sound files that everything here begins with.
const SOUND: [(&str, &str); 4] = [
    ("计日.matter", include_str!("../../semantics/counting.matter")),
    ("材料.matter", include_str!("../../semantics/materials.matter")),
    ("责任地.matter", include_str!("../../semantics/responsible.matter")),
    ("三值.matter", include_str!("../../semantics/three_values.matter")),
];

/// What the catalogue of these files says of itself.
fn settings() -> Settings {
    Settings { region: Some("440000".into()), as_of: "2026-11-01".parse().ok(), ..Settings::default() }
}

fn sound() -> impl Iterator<Item = (Arc<str>, Arc<str>)> {
    SOUND.iter().map(|(path, text)| (Arc::from(*path), Arc::from(*text)))
}
