//! One check of a catalogue: of the documents that were edited, or of everything.

use std::collections::{BTreeMap, BTreeSet};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::Sender;
use std::time::{Duration, Instant};

use matter_ide::{Cancelled, Look};
use tower_lsp::ls_types::Uri;

use crate::board::Told;
use crate::owner::Event;
use crate::spoken::{of_edited, said_of};
use crate::view::View;

/// An open document: its address and the version of its text.
pub(crate) type Seen = (Uri, i32);

/// What is looked at.
#[derive(Clone)]
pub(crate) enum Scope {
    /// The documents that were edited, by their paths.
    Edited(BTreeSet<PathBuf>),
    /// Everything.
    Whole,
}

/// A check to be made.
pub(crate) struct Check {
    pub(crate) place: PathBuf,
    pub(crate) scope: Scope,
    pub(crate) view: View,
    /// Open documents of the catalogue, by their names in it.
    pub(crate) documents: BTreeMap<Arc<str>, Seen>,
    /// The last look at everything, as far as the client has been told what it found.
    pub(crate) last: Option<Arc<Looked>>,
}

/// A look at a whole catalogue.
pub(crate) struct Looked {
    look: Look,
    /// Where something is wrong.
    told: BTreeMap<Arc<str>, Uri>,
}

/// What a check found.
#[derive(Default)]
pub(crate) struct Found {
    /// Diagnostics by file, for a version of its text if it is open.
    pub(crate) files: Vec<(Uri, Told)>,
    /// Files that nobody has opened, in which the same is wrong as at the last look.
    pub(crate) same: Vec<Uri>,
    /// For the next look at everything.
    pub(crate) looked: Option<Arc<Looked>>,
}

/// How a check ended.
pub(crate) enum Outcome {
    Found(Found),
    /// A text changed meanwhile.
    Cancelled,
    /// By a mistake of this program.
    Broken,
}

/// A check that is over.
pub(crate) struct Checked {
    pub(crate) place: PathBuf,
    pub(crate) scope: Scope,
    /// The number of the texts that were checked.
    pub(crate) revision: u64,
    /// The open documents as they were.
    pub(crate) documents: Vec<Seen>,
    pub(crate) cost: Duration,
    pub(crate) outcome: Outcome,
}

impl Check {
    /// Checks, and tells the owner how it ended.
    pub(crate) fn run(self, owner: &Sender<Event>) {
        let begin = Instant::now();
        let found = catch_unwind(AssertUnwindSafe(|| match &self.scope {
            Scope::Edited(edited) => self.view.ask(|view| self.edited(view, edited)),
            Scope::Whole => self.view.ask(|view| self.whole(view)),
        }));
        let outcome = match found {
            Ok(Ok(files)) => Outcome::Found(files),
            Ok(Err(Cancelled)) => Outcome::Cancelled,
            Err(_) => Outcome::Broken,
        };
        // The snapshot is given up before the owner is told: it may want to write at once.
        let Self { place, scope, view, documents, last: _ } = self;
        let revision = view.revision;
        drop(view);
        let documents = documents.into_values().collect();
        let cost = begin.elapsed();
        let _ = owner.send(Event::Checked(Checked { place, scope, revision, documents, cost, outcome }));
    }

    fn edited(&self, view: &View, edited: &BTreeSet<PathBuf>) -> Found {
        let open = edited.iter().filter_map(|path| {
            let (name, _) = view.paths.inside(path)?;
            let (uri, version) = self.documents.get(name)?;
            Some((uri.clone(), (of_edited(view, name), Some(*version))))
        });
        Found { files: open.collect(), ..Found::default() }
    }

    /// Open documents are looked at each time: what was told of them may be of another check.
    fn whole(&self, view: &View) -> Found {
        let last = self.last.as_deref();
        let wanted = |file: &str| self.documents.contains_key(file);
        let overview = view.snapshot.overview(last.map(|last| &last.look), wanted);
        let known = |file: Arc<str>| Some((Arc::clone(&file), last?.told.get(&file)?.clone()));
        let mut told: BTreeMap<Arc<str>, Uri> = overview.same.into_iter().filter_map(known).collect();
        let same = told.values().cloned().collect();
        let files = overview.files.into_iter().filter_map(|(file, findings)| {
            view.snapshot.poll();
            let (uri, version) = match self.documents.get(&file) {
                Some((uri, version)) => (uri.clone(), Some(*version)),
                None => (view.uri(&file)?, None),
            };
            let said = said_of(view, &file, &findings);
            told.insert(file, uri.clone());
            Some((uri, (said, version)))
        });
        let files = files.collect();
        Found { files, same, looked: Some(Arc::new(Looked { look: overview.look, told })) }
    }
}
