//! Files of a report, opened once each.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Lines, Position, Sources};

/// Line tables by file name, made when first needed.
pub(super) struct Files<'a> {
    sources: &'a dyn Sources,
    open: BTreeMap<Arc<str>, Lines>,
}

impl<'a> Files<'a> {
    /// Nothing is read yet.
    pub(super) const fn new(sources: &'a dyn Sources) -> Self {
        Self { sources, open: BTreeMap::new() }
    }

    /// The lines of a file; empty if the source is gone.
    pub(super) fn lines(&mut self, file: &Arc<str>) -> &Lines {
        let sources = self.sources;
        self.open.entry(file.clone()).or_insert_with(|| Lines::new(sources.text(file).unwrap_or_default()))
    }

    /// Line and column of a byte.
    pub(super) fn position(&mut self, file: &Arc<str>, byte: usize) -> Position {
        self.lines(file).position(byte)
    }
}
