//! A snapshot with all that is needed to say its answers in the protocol's terms.

use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};
use std::path::Path;
use std::sync::Arc;

use matter_ide::{Cancelled, ColumnUnit, Snapshot, Target, TextEdit};
use tower_lsp::ls_types::{self as lsp, Location, Position, Uri, WorkspaceEdit};

use crate::convert::{Lines, position, uri_of};
use crate::preferences::Preferences;
use crate::root::Paths;
use crate::spoken::Speech;
use crate::versions::Versions;

/// A snapshot of one catalogue and a file of it.
pub(crate) struct View {
    pub(crate) snapshot: Snapshot,
    /// Given up after the snapshot: whoever shares them is at work.
    pub(crate) paths: Arc<Paths>,
    pub(crate) unit: ColumnUnit,
    pub(crate) preferences: Arc<Preferences>,
    /// What has been said of the files that are edited.
    pub(crate) speech: Arc<Speech>,
    /// Counts what may have changed a text.
    pub(crate) revision: u64,
    /// Versions of the texts that the client holds.
    pub(crate) versions: Versions,
    /// The file that the question is about; empty if it is about the catalogue.
    pub(crate) file: Arc<str>,
    /// Lines of documents, and of the files that were spoken of.
    pub(crate) counted: RefCell<BTreeMap<Arc<str>, Arc<Lines>>>,
}

impl View {
    /// Asks the snapshot.
    pub(crate) fn ask<T>(&self, question: impl FnOnce(&Self) -> T) -> Result<T, Cancelled> {
        self.snapshot.ask(|_| question(self))
    }

    pub(crate) fn text(&self, file: &str) -> Arc<str> {
        self.snapshot.text(file).unwrap_or_default()
    }

    /// The lines of a file; they are counted once.
    pub(crate) fn lines(&self, file: &str) -> Arc<Lines> {
        let mut counted = self.counted.borrow_mut();
        if let Some(lines) = counted.get(file) {
            return Arc::clone(lines);
        }
        let lines = Arc::new(Lines::new(self.text(file), self.unit));
        counted.insert(file.into(), Arc::clone(&lines));
        lines
    }

    /// The lines of a file that is spoken of once: of a document they are at hand.
    pub(crate) fn lines_once(&self, file: &str) -> Arc<Lines> {
        let counted = self.counted.borrow().get(file).cloned();
        counted.unwrap_or_else(|| Arc::new(Lines::new(self.text(file), self.unit)))
    }

    /// The offset of a position in the file.
    pub(crate) fn offset(&self, at: Position) -> u32 {
        self.lines(&self.file).offset(at)
    }

    pub(crate) fn uri(&self, file: &str) -> Option<Uri> {
        uri_of(self.paths.on_disk(file)?)
    }

    /// A range in the file itself.
    pub(crate) fn range(&self, at: &Target) -> lsp::Range {
        self.lines(&at.file).range(at.start, at.end)
    }

    pub(crate) fn location(&self, at: &Target) -> Option<Location> {
        Some(Location { uri: self.uri(&at.file)?, range: self.range(at) })
    }

    /// Places in the protocol's terms. Uses stand in many files: their texts are neither put together nor kept.
    pub(crate) fn locations(&self, all: &[Target]) -> Vec<Location> {
        let groups = all.chunk_by(|a, b| a.file == b.file).filter_map(|group| {
            let uri = self.uri(&group.first()?.file)?;
            Some(self.ranges(group).into_iter().map(move |range| Location { uri: uri.clone(), range }))
        });
        groups.flatten().collect()
    }

    /// Ranges of one file.
    fn ranges(&self, group: &[Target]) -> Vec<lsp::Range> {
        let mut offsets: Vec<u32> = group.iter().flat_map(|at| [at.start, at.end]).collect();
        offsets.sort_unstable();
        offsets.dedup();
        let file = group.first().map_or("", |at| &*at.file);
        let Some(places) = self.snapshot.line_columns(file, &offsets, self.unit) else {
            return group.iter().map(|at| self.range(at)).collect();
        };
        let place = |at: &u32| {
            let found = offsets.binary_search(at).ok().and_then(|number| places.get(number));
            found.map(|at| position(*at)).unwrap_or_default()
        };
        group.iter().map(|at| lsp::Range { start: place(&at.start), end: place(&at.end) }).collect()
    }

    /// Edits of the file itself.
    pub(crate) fn edits(&self, edits: &[TextEdit]) -> Vec<lsp::TextEdit> {
        let lines = self.lines(&self.file);
        let own = edits.iter().filter(|edit| edit.at.file == self.file);
        own.map(|edit| lsp::TextEdit { range: lines.range(edit.at.start, edit.at.end), new_text: self.new_text(edit) })
            .collect()
    }

    /// Lines that are put in end as those of the file do; names, which stand in many files, need no look at these.
    fn new_text(&self, edit: &TextEdit) -> String {
        if edit.text.contains('\n') { self.lines(&edit.at.file).ended(&edit.text) } else { edit.text.clone() }
    }

    /// Edits of several files.
    pub(crate) fn workspace_edit(&self, edits: &[TextEdit]) -> WorkspaceEdit {
        self.versions.edit(self.changes(edits))
    }

    /// The same by document.
    pub(crate) fn changes(&self, edits: &[TextEdit]) -> HashMap<Uri, Vec<lsp::TextEdit>> {
        let mut sorted = edits.to_vec();
        sorted.sort();
        let groups = sorted.chunk_by(|a, b| a.at.file == b.at.file).filter_map(|group| {
            let at: Vec<Target> = group.iter().map(|edit| edit.at.clone()).collect();
            let texts = group.iter().map(|edit| self.new_text(edit));
            let edits =
                self.ranges(&at).into_iter().zip(texts).map(|(range, new_text)| lsp::TextEdit { range, new_text });
            Some((self.uri(&at.first()?.file)?, edits.collect()))
        });
        groups.collect()
    }

    /// Whether a path on disk is the file that the question is about.
    pub(crate) fn is_manifest(path: &Path) -> bool {
        path.file_name().is_some_and(|name| name == crate::root::MANIFEST)
    }
}
