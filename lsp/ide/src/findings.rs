//! What is wrong, in words and bytes: in one file at once, in the whole catalogue when there is time.
//!
//! Each matter's rules and proofs are remembered by the analysis, so typing in one matter costs nothing for its neighbours. What only all
//! matters together show is remembered from the last look at the whole catalogue, until the next one. A look leaves behind what it rested
//! on, and the next one puts into words only what rests on something else.

use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use matter_checks::lints;
use matter_checks::manifest;
use matter_checks::render::{self, Finding, Located, Sources};
use matter_checks::workspace as whole;
use matter_core::diagnostic::{Diagnostic, Place};
use matter_core::hir::{ItemRef, Keyword};
use matter_core::summary::Conclusion;
use matter_core::{ItemInfo, Mark};
use rayon::prelude::*;

use crate::Snapshot;
use crate::desk::Profile;
use crate::memo::{Concluded, Ground, Passage};

/// Findings of one file, in the order of their places.
pub type FileFindings = Vec<Finding>;

/// What a look at the whole catalogue found.
#[derive(Debug)]
pub struct Overview {
    /// Findings by file; files without findings are not listed.
    pub files: BTreeMap<Arc<str>, FileFindings>,
    /// The files of which the last look has said all that there is to say, in order.
    pub same: Vec<Arc<str>>,
    /// For the next look.
    pub look: Look,
}

/// What a look at the whole catalogue rested on.
#[derive(Debug)]
pub struct Look {
    profile: Arc<Profile>,
    conclusion: Arc<Conclusion>,
    /// Files whose findings stand in themselves, speak of nothing else, and are all that is said of them.
    alone: BTreeMap<Arc<str>, Mark>,
}

impl Snapshot {
    /// What is wrong in a file. What only all matters together show is as the last look at the whole catalogue found it: nobody should wait
    /// for that to see a word that cannot be read.
    #[must_use]
    pub fn findings(&self, file: &str) -> FileFindings {
        let mut shown: FileFindings = self.passages(file).iter().flat_map(Passage::findings).collect();
        render::sort(&mut shown);
        shown
    }

    /// The same, passage by passage: whoever has made something of the words of a matter may keep it as long as they are the same ones.
    #[must_use]
    pub fn passages(&self, file: &str) -> Vec<Passage> {
        if self.is_manifest(file) {
            let mut of_manifest = self.in_words(&self.of_manifest(), self);
            of_manifest.retain(|finding| *file_of(finding) == *file);
            return vec![Passage::of(of_manifest)];
        }
        if self.analysis.rank(file) != Some(0) {
            return Vec::new();
        }
        let concluded = self.memo.concluded();
        let mut beside = whole::between(&self.analysis, file);
        beside.extend(whole::varied_in(&self.analysis, file, concluded.1.as_deref()));
        let beside = Passage::of(self.in_words(&beside, self));
        let items = self.analysis.items(file);
        std::iter::once(beside).chain(items.iter().map(|item| self.said_of(item, &concluded))).collect()
    }

    /// What is wrong in an item. What was said of a matter before is said again as long as it is right.
    fn said_of(&self, item: &ItemInfo, (number, conclusion): &Concluded) -> Passage {
        let mark = self.analysis.matter_mark(&item.item).map(|mark| Ground { mark, conclusion: *number });
        if let Some(said) = mark.as_ref().and_then(|mark| self.memo.said(item, mark)) {
            return said;
        }
        let mut found = whole::item(&self.analysis, &item.item);
        let mut varied = false;
        if item.keyword == Some(Keyword::Matter) {
            found.extend(whole::matter(&self.analysis, &item.item, conclusion.as_deref()).standing);
            varied = self.analysis.summary(&item.item).is_some_and(|summary| !summary.variances.is_empty());
        }
        let watch = Watch { snapshot: self, seen: Seen::Item(&item.item), strays: Cell::new(varied) };
        let shown = self.in_words(&found, &watch);
        match mark {
            Some(mark) if !watch.strays.get() => self.memo.keep(item, mark, shown),
            _ => Passage::of(shown),
        }
    }

    fn findings_with(&self, file: &str, conclusion: Option<&Conclusion>, sources: &dyn Sources) -> FileFindings {
        let mut found = whole::file(&self.analysis, file);
        for item in self.analysis.items_in(file, Keyword::Matter) {
            found.extend(whole::matter(&self.analysis, item, conclusion).standing);
        }
        found.extend(whole::varied_in(&self.analysis, file, conclusion));
        self.in_words(&found, sources)
    }

    /// What is wrong in the whole catalogue, by file; files without findings are not listed.
    #[must_use]
    pub fn all_findings(&self) -> BTreeMap<Arc<str>, FileFindings> {
        self.overview(None, |_| true).files
    }

    /// What is wrong in the whole catalogue, without the files of which everything is as at the last look, unless they are wanted.
    #[must_use]
    pub fn overview(&self, last: Option<&Look>, wanted: impl Fn(&str) -> bool) -> Overview {
        self.analysis.warm_up();
        let conclusion = self.look_around();
        let last = last.filter(|last| Arc::ptr_eq(&last.profile, &self.profile));
        let moved = last.map(|last| differing(&last.conclusion, &conclusion)).unwrap_or_default();
        let is_same = |path: &Arc<str>| {
            let before = last.filter(|_| !wanted(path) && !moved.contains(path)).and_then(|last| last.alone.get(path));
            before.is_some_and(|before| self.analysis.mark(path).as_ref() == Some(before))
        };
        let own = self.analysis.files().filter(|path| self.analysis.rank(path) == Some(0));
        let (same, others): (Vec<&Arc<str>>, Vec<&Arc<str>>) = own.partition(|path| is_same(path));
        let mut passes = self.passes(&others, &conclusion);
        let beside = self.beside(&conclusion);
        let spoken_of: BTreeSet<Arc<str>> =
            passes.iter().flat_map(Pass::abroad).chain(beside.iter().map(file_of)).collect();
        let (again, same): (Vec<&Arc<str>>, Vec<&Arc<str>>) =
            same.into_iter().partition(|path| spoken_of.contains(*path));
        passes.extend(self.passes(&again, &conclusion));

        let mark = |path: &Arc<str>| Some((Arc::clone(path), self.analysis.mark(path)?));
        let alone = passes.iter().filter(|pass| !pass.strays && !spoken_of.contains(pass.path)).map(|pass| pass.path);
        let alone = alone.chain(same.iter().copied()).filter_map(mark).collect();
        let mut files: BTreeMap<Arc<str>, FileFindings> = BTreeMap::new();
        for finding in passes.into_iter().flat_map(|pass| pass.found).chain(beside) {
            files.entry(file_of(&finding)).or_default().push(finding);
        }
        files.values_mut().for_each(|found| render::sort(found));
        let look = Look { profile: Arc::clone(&self.profile), conclusion, alone };
        Overview { files, same: same.into_iter().cloned().collect(), look }
    }

    /// Looks at files one by one.
    fn passes<'p>(&self, paths: &[&'p Arc<str>], conclusion: &Conclusion) -> Vec<Pass<'p>> {
        let pass = |snapshot: &mut Self, path: &&'p Arc<str>| {
            let watch = Watch { snapshot, seen: Seen::File(path), strays: Cell::new(false) };
            let found = snapshot.findings_with(path, Some(conclusion), &watch);
            Pass { path, found, strays: watch.strays.get() }
        };
        paths.par_iter().map_with(self.clone(), pass).collect()
    }

    /// What is wrong with the catalogue beside its files and matters.
    fn beside(&self, conclusion: &Conclusion) -> FileFindings {
        let mut beside = self.of_manifest();
        beside.extend(whole::elsewhere(&self.analysis, conclusion).standing);
        self.in_words(&beside, self)
    }

    /// What is wrong with files and manifests.
    fn of_manifest(&self) -> Vec<Diagnostic> {
        let mut found = self.profile.findings.clone();
        found.extend(manifest::problems(&self.analysis, &self.profile.lints, &self.profile.manifest_at));
        found
    }

    /// Findings in the reader's words, without those that the lints allow.
    fn in_words(&self, found: &[Diagnostic], sources: &dyn Sources) -> Vec<Finding> {
        let shown = found
            .iter()
            .filter_map(|finding| Some((finding, lints::level(finding.code, &self.profile.lints)?)))
            .map(|(finding, severity)| {
                self.analysis.poll();
                render::present(finding, severity, self.profile.language, sources)
            });
        let mut shown: Vec<Finding> = shown.collect();
        render::sort(&mut shown);
        shown
    }

    /// Looks at all matters together.
    fn look_around(&self) -> Arc<Conclusion> {
        let conclusion = self.analysis.conclusion();
        self.memo.conclude(conclusion);
        Arc::clone(conclusion)
    }
}

/// What was found in a file and in its matters.
struct Pass<'p> {
    path: &'p Arc<str>,
    found: FileFindings,
    /// Whether a place in another file was looked up.
    strays: bool,
}

impl Pass<'_> {
    /// The other files that findings stand in: a variance of a matter may stand anywhere.
    fn abroad(&self) -> impl Iterator<Item = Arc<str>> {
        self.found.iter().map(file_of).filter(|file| file != self.path)
    }
}

/// The file that a finding stands in; what stands nowhere is said of the manifest.
fn file_of(finding: &Finding) -> Arc<str> {
    finding.places.first().map_or_else(|| "matters.toml".into(), |place| Arc::clone(&place.at.file))
}

/// Files of whose items two conclusions say different things.
fn differing(before: &Arc<Conclusion>, after: &Arc<Conclusion>) -> BTreeSet<Arc<str>> {
    if Arc::ptr_eq(before, after) {
        return BTreeSet::new();
    }
    let of_items = different_items(&before.of_items, &after.of_items);
    of_items.chain(different_items(&before.answers, &after.answers)).map(|item| Arc::clone(&item.file)).collect()
}

fn different_items<'c>(
    before: &'c BTreeMap<ItemRef, Vec<Diagnostic>>,
    after: &'c BTreeMap<ItemRef, Vec<Diagnostic>>,
) -> impl Iterator<Item = &'c ItemRef> {
    let gone = before.keys().filter(|item| !after.contains_key(*item));
    gone.chain(after.iter().filter(|(item, found)| before.get(*item) != Some(*found)).map(|(item, _)| item))
}

/// The sources, and whether anything but one file or item was looked at.
struct Watch<'s> {
    snapshot: &'s Snapshot,
    seen: Seen<'s>,
    strays: Cell<bool>,
}

/// What is looked at.
enum Seen<'s> {
    File(&'s str),
    Item(&'s ItemRef),
}

impl Watch<'_> {
    fn see(&self, file: &str, item: Option<&ItemRef>) {
        let stays = match self.seen {
            Seen::File(own) => file == own,
            Seen::Item(own) => item == Some(own),
        };
        self.strays.set(self.strays.get() || !stays);
    }
}

impl Sources for Watch<'_> {
    fn locate(&self, place: &Place) -> Option<Located> {
        match place {
            Place::Node(item, _) | Place::Span(item, _) => self.see(&item.file, Some(item)),
            Place::File(file, _) => self.see(file, None),
            Place::Project => {}
        }
        self.snapshot.locate(place)
    }

    fn text(&self, file: &str) -> Option<Arc<str>> {
        self.see(file, None);
        Sources::text(self.snapshot, file)
    }
}
