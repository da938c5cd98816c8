//! What the client has been told about each file, and what is kept back for a moment.
//!
//! While somebody types, half a word is an unknown word. So a finding that was not there before waits until nothing was typed for a while;
//! one that is gone vanishes at once, and one that stays moves with its line. Of files that nobody has opened, a digest is kept: a large
//! catalogue has many of them.

use std::collections::{BTreeMap, BTreeSet};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use tower_lsp::ls_types::{Diagnostic, DiagnosticSeverity, NumberOrString, Range, Uri};

use crate::outlet::Publication;
use crate::publisher::{Publisher, Said};
use crate::spoken::Spoken;

/// Diagnostics of a file, for a version of its text if it is open.
pub(crate) type Told = (Vec<Arc<Spoken>>, Option<i32>);

#[derive(Default)]
struct Entry {
    /// Of an open document.
    told: Told,
    /// Of a file that nobody has opened, unless it was told that nothing is wrong.
    digest: Option<u64>,
    /// Everything that is known, if some of it waits for a pause.
    held: Option<Told>,
    /// Changes whenever what is told changes.
    result: u64,
}

/// What the client has been told, by catalogue and file.
pub(crate) struct Board {
    said: Publisher,
    files: BTreeMap<PathBuf, BTreeMap<Uri, Entry>>,
    results: u64,
    /// Whether something may be kept back.
    holds: bool,
}

impl Entry {
    /// Whether the client has been told exactly this.
    fn is_told(&self, shown: &Told) -> bool {
        match shown.1 {
            Some(_) => self.told == *shown,
            None => self.told.1.is_none() && self.digest == digest(&shown.0),
        }
    }

    fn keep(&mut self, told: &Told) {
        (self.told, self.digest) = match told.1 {
            Some(_) => (told.clone(), None),
            None => (Told::default(), digest(&told.0)),
        };
    }

    /// Whether the client shows anything for the file.
    const fn shows(&self) -> bool {
        !self.told.0.is_empty() || self.digest.is_some()
    }
}

/// What tells diagnostics apart; nothing if there are none. Everything else of them follows from the code.
fn digest(diagnostics: &[Arc<Spoken>]) -> Option<u64> {
    let mut hasher = DefaultHasher::new();
    let hash_range = |range: Range, hasher: &mut DefaultHasher| {
        [range.start.line, range.start.character, range.end.line, range.end.character].hash(hasher);
    };
    for one in diagnostics {
        if let Some(NumberOrString::String(code)) = &one.code {
            code.hash(&mut hasher);
        }
        one.message.hash(&mut hasher);
        hash_range(one.range, &mut hasher);
        for related in one.related_information.iter().flatten() {
            (related.location.uri.as_str(), &related.message).hash(&mut hasher);
            hash_range(related.location.range, &mut hasher);
        }
        (one.severity == Some(DiagnosticSeverity::ERROR), one.severity == Some(DiagnosticSeverity::WARNING))
            .hash(&mut hasher);
    }
    (!diagnostics.is_empty()).then(|| hasher.finish())
}

/// An answer to a client that asks for the diagnostics of a document.
pub(crate) enum Report {
    /// What it has is still right.
    Unchanged(String),
    Full(String, Vec<Diagnostic>),
}

impl Board {
    pub(crate) const fn new(said: Publisher) -> Self {
        Self { said, files: BTreeMap::new(), results: 0, holds: false }
    }

    /// Tells the client about a file unless it knows already. With `typing`, what is new is kept back until [`Board::release`].
    pub(crate) fn tell(&mut self, catalogue: &Path, uri: &Uri, found: Told, typing: bool) {
        let entry = entry(&mut self.files, catalogue, uri);
        let (shown, held) = match found.1 {
            Some(_) => part(&entry.told.0, found, typing),
            // Of a file that nobody has opened it is not known which findings are new: whatever changed waits.
            None if typing && !entry.is_told(&found) => {
                (entry.held, self.holds) = (Some(found), true);
                return;
            }
            None => (found, None),
        };
        self.holds |= held.is_some();
        entry.held = held;
        if entry.is_told(&shown) {
            return;
        }
        entry.keep(&shown);
        self.said.publish(Publication { uri: uri.clone(), diagnostics: shown.0, version: shown.1 });
    }

    /// Answers a client that asks itself. With `typing`, what is new is kept back until [`Board::release`].
    pub(crate) fn answer(
        &mut self,
        catalogue: &Path,
        uri: &Uri,
        found: Told,
        previous: Option<&str>,
        typing: bool,
    ) -> Report {
        let entry = entry(&mut self.files, catalogue, uri);
        let (shown, held) = part(&entry.told.0, found, typing);
        self.holds |= held.is_some();
        entry.held = held;
        if entry.result == 0 || entry.told.0 != shown.0 {
            self.results += 1;
            entry.result = self.results;
        }
        entry.told = shown;
        let result = entry.result.to_string();
        if previous == Some(&*result) {
            Report::Unchanged(result)
        } else {
            Report::Full(result, entry.told.0.iter().map(|one| Diagnostic::clone(one)).collect())
        }
    }

    /// Whether a client that asks itself has something else than this.
    pub(crate) fn differs(&mut self, catalogue: &Path, uri: &Uri, found: &[Arc<Spoken>]) -> bool {
        entry(&mut self.files, catalogue, uri).told.0 != found
    }

    /// Whether anything is kept back.
    pub(crate) const fn holds(&self) -> bool {
        self.holds
    }

    /// Tells what was kept back, as far as it is about the newest text. A client that asks itself is asked to do so.
    pub(crate) fn release(&mut self, newest: impl Fn(&Uri) -> Option<i32>, pulls: bool) {
        let mut ask = false;
        self.holds = false;
        for (uri, entry) in self.files.values_mut().flatten() {
            let Some(held) = entry.held.take().filter(|held| newest(uri) == held.1) else { continue };
            if pulls && held.1.is_some() {
                ask = true;
            } else {
                entry.keep(&held);
                self.said.publish(Publication { uri: uri.clone(), diagnostics: held.0, version: held.1 });
            }
        }
        if ask {
            self.said.say(Said::Refresh);
        }
    }

    /// A document was opened by a client that will ask: what it was told unasked is taken back.
    pub(crate) fn hand_over(&mut self, uri: &Uri) {
        for entry in self.files.values_mut().filter_map(|files| files.remove(uri)) {
            if entry.shows() {
                self.said.publish(Publication::nothing(uri.clone()));
            }
        }
    }

    /// A document was closed: what the client is told next is told in any case.
    pub(crate) fn closed(&mut self, uri: &Uri, pulled: bool) {
        for files in self.files.values_mut() {
            if pulled {
                files.remove(uri);
            } else if let Some(entry) = files.get_mut(uri) {
                entry.held = None;
                let (told, _) = std::mem::take(&mut entry.told);
                entry.digest = digest(&told);
            }
        }
    }

    /// Takes back what was told about files of a catalogue that are not among these.
    pub(crate) fn keep_only(&mut self, catalogue: &Path, kept: &BTreeSet<Uri>) {
        let Some(files) = self.files.get_mut(catalogue) else { return };
        for (uri, _) in files.extract_if(.., |uri, _| !kept.contains(uri)).filter(|(_, entry)| entry.shows()) {
            self.said.publish(Publication::nothing(uri));
        }
    }

    /// A catalogue is gone.
    pub(crate) fn remove(&mut self, catalogue: &Path) {
        self.keep_only(catalogue, &BTreeSet::new());
        self.files.remove(catalogue);
    }
}

fn entry<'a>(files: &'a mut BTreeMap<PathBuf, BTreeMap<Uri, Entry>>, catalogue: &Path, uri: &Uri) -> &'a mut Entry {
    files.entry(catalogue.to_path_buf()).or_default().entry(uri.clone()).or_default()
}

/// What is shown now and, if that is not all, everything.
fn part(told: &[Arc<Spoken>], found: Told, typing: bool) -> (Told, Option<Told>) {
    if !typing {
        return (found, None);
    }
    // Most findings stand where they stood in the list before.
    let mut next = 0;
    let mut known = |one: &Arc<Spoken>| {
        let (before, from) = told.split_at(next.min(told.len()));
        let same = |old: &Arc<Spoken>| {
            Arc::ptr_eq(old, one)
                || (old.code == one.code && (old.message == one.message || old.range.start == one.range.start))
        };
        let at = from.iter().position(same).map(|at| before.len() + at).or_else(|| before.iter().position(same));
        next = at.map_or(next, |at| at + 1);
        at.is_some()
    };
    let shown: Vec<bool> = found.0.iter().map(&mut known).collect();
    if shown.iter().all(|shown| *shown) {
        return (found, None);
    }
    let part = found.0.iter().zip(shown).filter(|(_, shown)| *shown).map(|(one, _)| Arc::clone(one));
    ((part.collect(), found.1), Some(found))
}
