//! Administrative divisions: level by level, nearest first, and those that answer a fact.

use matter_core::hir::{FactType, Level};
use matter_core::regions::{Position, RegionTree};
use matter_core::sounds::begins_as_typed;

use super::{CompletionKind, List, MOST};
use crate::symbol::SymbolKind;

impl List<'_> {
    /// Regions: level by level from the root, or whatever begins as typed.
    pub(super) fn regions(&mut self) {
        let regions = self.scope.analysis.regions().clone();
        let root = self.scope.analysis.root();
        if self.typed.is_empty() {
            self.region(root);
            regions.children(root).for_each(|child| self.region(child));
            std::iter::successors(regions.parent(root), |at| regions.parent(*at)).for_each(|above| self.region(above));
            return;
        }
        self.first_of(&regions, nearest(&regions, root));
    }

    /// Units that answer a fact of this level, and wider ones where it may lie within them.
    pub(super) fn region_values(&mut self, level: Level, wider: bool) {
        let regions = self.scope.analysis.regions().clone();
        let root = self.scope.analysis.root();
        let answers = |at: &Position| match regions.level(*at) {
            own if own > level => false,
            own => (wider && own < level && *at != 0) || regions.answer(*at, level) == Some(*at),
        };
        self.first_of(&regions, nearest(&regions, root).filter(answers));
    }

    fn first_of(&mut self, regions: &RegionTree, positions: impl Iterator<Item = Position>) {
        let mut left = MOST / 2;
        for position in positions {
            let name = regions.name(position);
            if name.starts_with(self.typed) || (self.typed.is_ascii() && begins_as_typed(self.typed, name)) {
                self.region(position);
                left -= 1;
                if left == 0 {
                    self.full = true;
                    return;
                }
            }
        }
    }

    /// Facts whose answers are regions.
    pub(super) fn region_facts(&mut self) {
        let facts = &self.scope.analysis.declarations().facts;
        let regions = facts.iter().filter(|fact| matches!(fact.ty, FactType::Region(_)));
        regions.for_each(|fact| self.name(&fact.name, SymbolKind::Fact, fact.doc.lines().next().unwrap_or("")));
    }

    pub(super) fn regions_in(&mut self, parent: &str) {
        let Some(parent) = self.scope.region(parent) else { return };
        let regions = self.scope.analysis.regions().clone();
        regions.children(parent).for_each(|child| self.region(child));
    }

    fn region(&mut self, position: Position) {
        let regions = self.scope.analysis.regions();
        let above = regions.parent(position).map_or("", |parent| regions.name(parent));
        let (name, above) = (regions.name(position).to_owned(), above.to_owned());
        self.push(&name, CompletionKind::Name(SymbolKind::Region), &above, None, false);
    }
}

/// All units: those inside the root, then what else lies inside its parent, and so on up.
fn nearest(regions: &RegionTree, root: Position) -> impl Iterator<Item = Position> + '_ {
    let mut inner = None;
    let rings = std::iter::once(root).chain(std::iter::successors(regions.parent(root), |at| regions.parent(*at)));
    rings.flat_map(move |ring| {
        let (first, last) = regions.interval(ring);
        let (from, to) = inner.replace((first, last)).unwrap_or((last + 1, last));
        (first..=last).filter(move |at| *at < from || *at > to)
    })
}
