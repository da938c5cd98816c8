//! Interfaces → which matters may wait for each other at all. Knows no condition: every line is taken to apply always and everywhere.

use matter_core::hir::Declarations;
use matter_core::summary::{Interface, Member, Need};
use matter_runtime::tables::bare;
use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

/// The alternatives of a wait; each a set of documents made in the catalogue.
type Alternatives<'a> = Vec<Vec<&'a str>>;

/// A matter as its interface shows it.
struct Shown<'a> {
    waits: Vec<Alternatives<'a>>,
    interface: &'a Interface,
}

/// Who makes which document, and what can be had whatever the conditions say.
pub(super) struct Known<'a> {
    producers: FxHashMap<&'a str, Vec<&'a str>>,
    /// The members of themes that handle a matter together with others.
    together: FxHashMap<&'a str, Vec<&'a str>>,
    matters: Vec<Shown<'a>>,
    /// Documents that can be had everywhere and always.
    pub(super) free: FxHashSet<&'a str>,
    waiting: Vec<bool>,
}

impl<'a> Known<'a> {
    pub(super) fn new(members: &[Member<'a>], declarations: &'a Declarations) -> Self {
        let mut producers: FxHashMap<&str, Vec<&str>> = FxHashMap::default();
        for Member { interface, .. } in members {
            for document in makes(interface) {
                producers.entry(document).or_default().push(&interface.head.name);
            }
        }
        let mut together: FxHashMap<&str, Vec<&str>> = FxHashMap::default();
        for theme in &declarations.themes {
            for name in &theme.together {
                together.entry(name).or_default().extend(theme.together.iter().map(|name| &**name));
            }
        }
        let waiting = vec![true; members.len()];
        let mut known = Self { producers, together, matters: Vec::new(), free: FxHashSet::default(), waiting };
        let shown = |Member { interface, .. }: &Member<'a>| Shown { waits: known.waits(interface), interface };
        known.matters = members.par_iter().map(shown).collect();
        known.let_go();
        known
    }

    /// Whether the catalogue makes a document, and no matter that is handled together with this one does.
    pub(super) fn elsewhere(&self, matter: &str, document: &str) -> bool {
        let Some(makers) = self.producers.get(document) else { return false };
        // A document may have thousands of makers.
        self.together.get(matter).is_none_or(|together| !together.iter().any(|name| makers.contains(name)))
    }

    /// A matter's own result is the base of renewals and replacements, and not waited for.
    fn waits(&self, interface: &'a Interface) -> Vec<Alternatives<'a>> {
        let waited_for = |document: &&str| {
            self.elsewhere(&interface.head.name, document) && makes(interface).all(|made| made != *document)
        };
        let options = |line: &'a [Need]| line.chunk_by(|a, b| a.option == b.option);
        let kept = |option: &'a [Need]| option.iter().map(|need| bare(&need.document)).filter(waited_for);
        // Most lines wait for nobody: that is seen before anything is collected.
        let lines = interface.needs.chunk_by(|a, b| a.line == b.line).filter(|line| {
            line.iter().any(|need| need.waits) && options(line).all(|option| kept(option).next().is_some())
        });
        lines.map(|line| options(line).map(|option| kept(option).collect()).collect()).collect()
    }

    /// Takes away again and again what never waits.
    fn let_go(&mut self) {
        loop {
            let mut changed = false;
            for (matter, waits) in self.matters.iter().zip(&mut self.waiting).filter(|(_, waits)| **waits) {
                let met = |option: &Vec<&str>| option.iter().all(|document| self.free.contains(document));
                if matter.waits.iter().all(|options| options.iter().any(met)) {
                    (*waits, changed) = (false, true);
                    let everywhere = matter.interface.results.iter().filter(|made| made.everywhere);
                    self.free.extend(everywhere.map(|made| bare(&made.document)));
                }
            }
            if !changed {
                return;
            }
        }
    }

    /// The matters that may wait for each other, and those that make what they wait for in some places or periods only.
    pub(super) fn tangled(&self) -> Vec<usize> {
        let left = self.matters.iter().zip(&self.waiting).filter(|(_, waits)| **waits);
        let documents = left.flat_map(|(matter, _)| &matter.waits).flatten().flatten();
        let wanted: FxHashSet<&str> = documents.filter(|document| !self.free.contains(*document)).copied().collect();
        let kept = self.matters.iter().zip(&self.waiting).enumerate().filter(|(_, (matter, waits))| {
            **waits || (!wanted.is_empty() && makes(matter.interface).any(|document| wanted.contains(document)))
        });
        kept.map(|(index, _)| index).collect()
    }
}

/// Everything that a matter makes somewhere, at some time.
fn makes(interface: &Interface) -> impl Iterator<Item = &str> {
    interface.results.iter().map(|made| &made.document).chain(&interface.varied_results).map(|document| bare(document))
}
