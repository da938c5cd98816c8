//! What the client has been told about each file, and what is kept back for a moment.
//!
//! While somebody types, half a word is an unknown word. So a finding that was not there before waits until nothing was typed for a while;
//! one that is gone vanishes at once, and one that stays moves with its line.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use tokio::sync::mpsc::UnboundedSender;
use tower_lsp::ls_types::{Diagnostic, Uri};

use crate::publisher::Said;

/// Diagnostics of a file, for a version of its text if it is open.
pub(crate) type Told = (Vec<Diagnostic>, Option<i32>);

#[derive(Default)]
struct Entry {
    told: Told,
    /// Everything that is known, if some of it waits for a pause.
    held: Option<Told>,
    /// Changes whenever what is told changes.
    result: u64,
}

/// What the client has been told, by catalogue and file.
pub(crate) struct Board {
    said: UnboundedSender<Said>,
    files: BTreeMap<PathBuf, BTreeMap<Uri, Entry>>,
    results: u64,
    /// Whether something may be kept back.
    holds: bool,
}

/// An answer to a client that asks for the diagnostics of a document.
pub(crate) enum Report {
    /// What it has is still right.
    Unchanged(String),
    Full(String, Vec<Diagnostic>),
}

impl Board {
    pub(crate) const fn new(said: UnboundedSender<Said>) -> Self {
        Self { said, files: BTreeMap::new(), results: 0, holds: false }
    }

    /// Tells the client about a file unless it knows already. With `typing`, what is new is kept back until [`Board::release`].
    pub(crate) fn tell(&mut self, catalogue: &Path, uri: &Uri, found: Told, typing: bool) {
        let entry = entry(&mut self.files, catalogue, uri);
        let (shown, held) = part(&entry.told.0, found, typing);
        self.holds |= held.is_some();
        entry.held = held;
        if entry.told == shown || (entry.told.1.is_none() && shown.1.is_none() && entry.told.0 == shown.0) {
            return;
        }
        entry.told.clone_from(&shown);
        let _ = self.said.send(Said::Diagnostics(uri.clone(), shown.0, shown.1));
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
        if previous == Some(&*result) { Report::Unchanged(result) } else { Report::Full(result, entry.told.0.clone()) }
    }

    /// Whether a client that asks itself has something else than this.
    pub(crate) fn differs(&mut self, catalogue: &Path, uri: &Uri, found: &[Diagnostic]) -> bool {
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
            if pulls {
                ask = true;
            } else {
                entry.told.clone_from(&held);
                let _ = self.said.send(Said::Diagnostics(uri.clone(), held.0, held.1));
            }
        }
        if ask {
            let _ = self.said.send(Said::Refresh);
        }
    }

    /// A document was opened by a client that will ask: what it was told unasked is taken back.
    pub(crate) fn hand_over(&mut self, uri: &Uri) {
        for entry in self.files.values_mut().filter_map(|files| files.remove(uri)) {
            if !entry.told.0.is_empty() {
                let _ = self.said.send(Said::Diagnostics(uri.clone(), Vec::new(), None));
            }
        }
    }

    /// A document was closed: what the client is told next is told in any case.
    pub(crate) fn closed(&mut self, uri: &Uri, pulled: bool) {
        for files in self.files.values_mut() {
            if pulled {
                files.remove(uri);
            } else if let Some(entry) = files.get_mut(uri) {
                (entry.held, entry.told.1) = (None, None);
            }
        }
    }

    /// Takes back what was told about files of a catalogue that are not among these.
    pub(crate) fn keep_only(&mut self, catalogue: &Path, kept: &BTreeSet<Uri>) {
        let Some(files) = self.files.get_mut(catalogue) else { return };
        for (uri, _) in files.extract_if(.., |uri, _| !kept.contains(uri)).filter(|(_, entry)| !entry.told.0.is_empty())
        {
            let _ = self.said.send(Said::Diagnostics(uri, Vec::new(), None));
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
fn part(told: &[Diagnostic], found: Told, typing: bool) -> (Told, Option<Told>) {
    let known = |one: &Diagnostic| {
        told.iter()
            .any(|old| old.code == one.code && (old.message == one.message || old.range.start == one.range.start))
    };
    if !typing || found.0.iter().all(known) {
        return (found, None);
    }
    let shown = found.0.iter().filter(|one| known(one)).cloned().collect();
    ((shown, found.1), Some(found))
}
