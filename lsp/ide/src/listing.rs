//! The tests of a catalogue, for a list of them: where each stands. Nothing is run.

use std::sync::Arc;

use matter_core::hir::Keyword;

use crate::symbol::{Symbol, SymbolKind};
use crate::{Snapshot, Target};

impl Snapshot {
    /// Name and place of every test of the catalogue itself.
    #[must_use]
    pub fn list_tests(&self) -> Vec<(Arc<str>, Target)> {
        let own = self.analysis.items_of(Keyword::Test).filter(|(.., rank)| *rank == 0);
        let place = |(item, name, _): (&matter_core::hir::ItemRef, &Arc<str>, u16)| {
            let kind = SymbolKind::Test;
            let symbol = Symbol { kind, name: name.clone(), item: Some(item.clone()), local: false, of: None };
            Some((name.clone(), self.declared_at(&symbol)?))
        };
        own.filter_map(place).collect()
    }
}
