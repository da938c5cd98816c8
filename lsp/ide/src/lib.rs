//! What an editor asks about a catalogue: texts go into a [`Desk`], answers come out of a [`Snapshot`], in byte offsets.
//!
//! Nothing here knows the editors' protocol, files or the clock. Every answer is given inside [`Snapshot::ask`], which ends with
//! [`Cancelled`] when a text changes meanwhile.

mod actions;
mod calls;
pub mod codes;
mod compile;
mod completion;
mod desk;
mod findings;
mod format;
mod guide;
mod hints;
mod hover;
mod lens;
mod listing;
mod manifest;
mod memo;
mod mention;
mod navigate;
mod outline;
mod places;
mod rename;
mod signature;
mod symbol;
mod tokens;
mod trial;
mod walk;
mod written;

pub use actions::{Action, ActionKind};
pub use calls::{Call, Caller};
pub use completion::{Completion, CompletionKind};
pub use desk::{Desk, Profile, Snapshot, Standard};
pub use findings::{FileFindings, Look, Overview};
pub use guide::{Compiled, Preview};
pub use hints::{Hint, HintKind};
pub use hover::Hover;
pub use lens::{Lens, LensKind};
pub use manifest::{Lead, Neighbour};
pub use matter_checks::lints::Lints;
pub use matter_checks::manifest::Places;
pub use matter_checks::render::{Finding, Located, Repair};
pub use matter_checks::texts::Language;
pub use matter_core::diagnostic::{Diagnostic, Severity};
pub use matter_core::hir::{Day, Face};
pub use matter_core::text_position::{ColumnUnit, LineColumn, LineIndex};
pub use matter_core::{Cancelled, Settings};
pub use matter_emit::{diagram, guide as guides};
pub use matter_runtime::{Catalogue, Error as RuntimeError, Language as RuntimeLanguage};
pub use matter_syntax::with_line_ends_of;
pub use memo::Passage;
pub use navigate::{Link, LinkTo};
pub use outline::{Fold, Outline};
pub use places::PlaceOffer;
pub use rename::{Named, RenameProblem};
pub use signature::Signature;
pub use symbol::SymbolKind;
pub use tokens::{Token, TokenKind};
pub use trial::{LineOutcome, TestOutcome, Trials};

use std::ops::Range;
use std::sync::Arc;

/// Bytes of a file.
#[derive(Clone, PartialEq, Eq, Debug, PartialOrd, Ord)]
pub struct Target {
    /// Path as the analysis knows it.
    pub file: Arc<str>,
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

/// Replace some bytes of a file by a text.
#[derive(Clone, PartialEq, Eq, Debug, PartialOrd, Ord)]
pub struct TextEdit {
    /// What is replaced; an empty range inserts.
    pub at: Target,
    /// By what.
    pub text: String,
}

impl Target {
    fn new(file: &Arc<str>, range: Range<u32>) -> Self {
        Self { file: Arc::clone(file), start: range.start, end: range.end }
    }
}

/// A length as an offset; texts are shorter than 4 GiB.
fn offset(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

/// The text of some bytes; empty where they are no characters of the text.
fn slice(text: &str, range: Range<u32>) -> &str {
    text.get(range.start as usize..range.end as usize).unwrap_or("")
}
