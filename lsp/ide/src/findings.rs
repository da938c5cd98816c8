//! What is wrong, in words and bytes: in one file at once, in the whole catalogue when there is time.
//!
//! A matter's proofs are remembered as long as its effective definitions stay equal, so typing in one matter costs nothing for its
//! neighbours. What only all matters together show is remembered from the last look at the whole catalogue.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use matter_checks::lints;
use matter_checks::render::{self, Finding};
use matter_checks::waivers::apply;
use matter_checks::workspace::{self as whole, Surroundings};
use matter_core::diagnostic::{Diagnostic, Place};
use matter_core::hir::{Declarations, Definition, ItemRef, Keyword};
use rayon::prelude::*;

use crate::Snapshot;

/// Findings of one file, in the order of their places.
pub type FileFindings = Vec<Finding>;

/// A matter's findings with the definitions that they are about.
type Proved = (Arc<[Definition]>, Arc<[Diagnostic]>);

/// What was found before.
#[derive(Default)]
pub(crate) struct Memo {
    world: Mutex<Option<Arc<World>>>,
    matters: Mutex<BTreeMap<ItemRef, Proved>>,
}

/// What every matter's check knows of all others, from the last look at the whole catalogue.
struct World {
    around: Surroundings,
    declarations: Declarations,
    shared: BTreeMap<ItemRef, Vec<Diagnostic>>,
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Snapshot {
    /// What is wrong in a file. Its proofs and rules are part of it once the whole catalogue has been looked at: they need to know who
    /// yields which document, and nobody should wait for that to see a word that cannot be read.
    #[must_use]
    pub fn findings(&self, file: &str) -> FileFindings {
        if self.analysis.rank(file) != Some(0) {
            return Vec::new();
        }
        let mut found = self.analysis.diagnostics(file).to_vec();
        let world = lock(&self.memo.world).clone();
        if let Some(world) = world {
            for item in self.analysis.items(file).iter().filter(|item| item.keyword == Some(Keyword::Matter)) {
                found.extend(self.of_matter(&item.item, &world));
            }
        }
        self.in_words(&found)
    }

    /// What is wrong in the whole catalogue, by file; files without findings are not listed.
    #[must_use]
    pub fn all_findings(&self) -> BTreeMap<Arc<str>, FileFindings> {
        self.analysis.warm_up();
        let world = self.look_around();
        let mut found: Vec<Diagnostic> = self.profile.findings.clone();
        for path in self.analysis.files().filter(|path| self.analysis.rank(path) == Some(0)) {
            found.extend_from_slice(self.analysis.diagnostics(path));
        }
        let matters: Vec<&ItemRef> = self.analysis.matters().collect();
        let proved = matters.par_iter().map_with(self.clone(), |snapshot, item| snapshot.of_matter(item, &world));
        found.extend(proved.collect::<Vec<_>>().into_iter().flatten());
        let matters: BTreeSet<&ItemRef> = matters.into_iter().collect();
        let elsewhere = world.shared.iter().filter(|(item, _)| !matters.contains(item));
        found.extend(elsewhere.flat_map(|(_, found)| found).cloned());
        let mut by_file: BTreeMap<Arc<str>, FileFindings> = BTreeMap::new();
        for finding in self.in_words(&found) {
            let file = finding.places.first().map(|place| Arc::clone(&place.at.file));
            by_file.entry(file.unwrap_or_else(|| "matters.toml".into())).or_default().push(finding);
        }
        by_file
    }

    /// Findings in the reader's words, without those that the lints allow.
    fn in_words(&self, found: &[Diagnostic]) -> Vec<Finding> {
        let shown = found
            .iter()
            .filter_map(|finding| Some((finding, lints::level(finding.code, &self.profile.lints)?)))
            .map(|(finding, severity)| render::present(finding, severity, self.profile.language, self));
        let mut shown: Vec<Finding> = shown.collect();
        render::sort(&mut shown);
        shown
    }

    /// A matter's findings after its waivers.
    fn of_matter(&self, item: &ItemRef, world: &World) -> Vec<Diagnostic> {
        self.analysis.poll();
        let definitions = self.analysis.definitions(item);
        let known = lock(&self.memo.matters).get(item).cloned();
        let proved = match known {
            Some((of, proved)) if Arc::ptr_eq(&of, &definitions) || of == definitions => proved,
            _ => {
                let around = &world.around;
                let proved: Arc<[Diagnostic]> =
                    whole::matter(&self.analysis, &self.standard.calendar, around, item).into();
                lock(&self.memo.matters).insert(item.clone(), (Arc::clone(&definitions), Arc::clone(&proved)));
                proved
            }
        };
        let mut found = proved.to_vec();
        found.extend(world.shared.get(item).into_iter().flatten().cloned());
        apply(found, &whole::waivers(&definitions), self.analysis.settings().as_of).standing
    }

    /// Looks at the whole catalogue.
    fn look_around(&self) -> Arc<World> {
        let around = Surroundings::new(&self.analysis);
        let mut shared: BTreeMap<ItemRef, Vec<Diagnostic>> = BTreeMap::new();
        for finding in whole::catalogue(&self.analysis, &self.standard.calendar, &around) {
            if let Some(Place::Node(item, _) | Place::Span(item, _)) = finding.labels.first().map(|label| &label.place)
            {
                shared.entry(item.clone()).or_default().push(finding);
            }
        }
        self.remember(World { around, declarations: self.analysis.declarations().clone(), shared })
    }

    /// Proofs that were made in another world are forgotten.
    fn remember(&self, world: World) -> Arc<World> {
        let world = Arc::new(world);
        let same = |old: &Arc<World>| old.around == world.around && old.declarations == world.declarations;
        let mut slot = lock(&self.memo.world);
        if !slot.as_ref().is_some_and(same) {
            lock(&self.memo.matters).clear();
        }
        *slot = Some(Arc::clone(&world));
        world
    }
}
