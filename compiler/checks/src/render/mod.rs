//! Findings to text for people and machines. Source text comes through a trait; nothing here reads files or prints.
//!
//! [`present`] puts a diagnostic into words and bytes once; the four formats only lay it out.

mod expectation;
mod files;
mod human;
mod json;
mod lines;
mod present;
mod sarif;
mod short;
mod witness;

use std::ops::Range;
use std::sync::Arc;

use matter_core::diagnostic::Place;

pub use expectation::expectation;
pub use human::{Human, human};
pub use json::json_lines;
pub use lines::{Lines, Position};
pub use present::{Finding, Marked, Repair, Replacement, present, sort, summary};
pub use sarif::sarif;
pub use short::{short, short_from};
pub use witness::{Example, example};

/// Where a place lies: bytes of a file.
#[derive(Clone, PartialEq, Eq, Hash, Debug, PartialOrd, Ord)]
pub struct Located {
    /// Path as reports show it, relative to the catalogue.
    pub file: Arc<str>,
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

/// Access to the sources of a project.
pub trait Sources {
    /// Turns a place into bytes of a file; `None` for [`Place::Project`] and for what no longer exists.
    fn locate(&self, place: &Place) -> Option<Located>;
    /// The text of a file named by [`Located::file`].
    fn text(&self, file: &str) -> Option<Arc<str>>;
}

impl Located {
    /// The bytes as a range.
    #[must_use]
    pub const fn bytes(&self) -> Range<usize> {
        self.start..self.end
    }
}
