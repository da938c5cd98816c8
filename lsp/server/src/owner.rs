//! The one thread that writes: open documents, catalogues, and when to check. Everything else works on snapshots.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::{Duration, Instant};

use matter_ide::{ColumnUnit, Day, Language};
use tokio::sync::mpsc::UnboundedSender;
use tower_lsp::ls_types::{Diagnostic, Uri};

use crate::checker::{Check, Checked};
use crate::convert::path_of;
use crate::library::Library;
use crate::pool::{self, Job};
use crate::preferences::Preferences;
use crate::publisher::Said;
use crate::root::{MANIFEST, Root, catalogue_above};
use crate::view::View;

/// A question, with the view that it is put to; none if no catalogue has the file.
pub(crate) type Question = Box<dyn FnOnce(Option<View>) + Send>;

/// What the client wants at the beginning.
pub(crate) struct Wishes {
    pub(crate) folders: Vec<PathBuf>,
    pub(crate) unit: ColumnUnit,
    /// Language of messages; the catalogue's if none.
    pub(crate) language: Option<Language>,
    /// How long after the last edit a check begins.
    pub(crate) delay: Duration,
    pub(crate) preferences: Arc<Preferences>,
}

/// A message to the owner.
pub(crate) enum Event {
    Start(Wishes),
    Open {
        uri: Uri,
        version: i32,
        text: String,
    },
    Change {
        uri: Uri,
        version: i32,
        text: String,
    },
    Close(Uri),
    Watched(Vec<PathBuf>),
    Folders {
        added: Vec<PathBuf>,
        removed: Vec<PathBuf>,
    },
    Ask {
        uri: Uri,
        question: Question,
    },
    /// The same question to every catalogue.
    AskAll {
        question: Box<dyn FnOnce(Vec<View>) + Send>,
    },
    Checked(Checked),
}

/// A document that the client holds.
struct Document {
    uri: Uri,
    version: i32,
    text: Arc<str>,
}

struct Owner {
    library: Library,
    wishes: Wishes,
    roots: BTreeMap<PathBuf, Root>,
    documents: BTreeMap<PathBuf, Document>,
    /// Documents whose newest text the catalogues do not have yet.
    pending: BTreeSet<PathBuf>,
    /// Catalogues to check, with the documents to look at first.
    dirty: BTreeMap<PathBuf, BTreeSet<PathBuf>>,
    due: Option<Instant>,
    /// When catalogues whose check takes long are checked as a whole.
    rest: BTreeMap<PathBuf, Instant>,
    /// How long the last check of a whole catalogue took.
    costs: BTreeMap<PathBuf, Duration>,
    published: BTreeMap<PathBuf, BTreeMap<Uri, Vec<Diagnostic>>>,
    answers: Sender<Job>,
    said: UnboundedSender<Said>,
    own: Sender<Event>,
}

/// A check of a whole catalogue that is over so soon follows every edit; a longer one waits for a pause as long as itself, because an
/// edit must wait for those parts of it that cannot be interrupted.
const CHEAP: Duration = Duration::from_millis(50);

/// The pause before a check of unknown length.
const UNKNOWN: Duration = Duration::from_millis(300);

/// No pause need be longer.
const LONGEST_PAUSE: Duration = Duration::from_secs(2);

/// Threads for answers.
const ANSWERERS: usize = 3;

/// Starts the owner; it ends when all senders are dropped.
///
/// # Errors
/// If a thread cannot be started.
pub(crate) fn start(said: UnboundedSender<Said>) -> std::io::Result<Sender<Event>> {
    let (sender, receiver) = channel();
    let answers = pool::start("answer", ANSWERERS)?;
    let own = sender.clone();
    thread::Builder::new().name("owner".to_owned()).stack_size(16 << 20).spawn(move || {
        let Some(library) = Library::load() else { return };
        let wishes = Wishes {
            folders: Vec::new(),
            unit: ColumnUnit::Utf16,
            language: None,
            delay: Duration::ZERO,
            preferences: Arc::new(Preferences::read(None)),
        };
        let owner = Owner {
            library,
            wishes,
            roots: BTreeMap::new(),
            documents: BTreeMap::new(),
            pending: BTreeSet::new(),
            dirty: BTreeMap::new(),
            due: None,
            rest: BTreeMap::new(),
            costs: BTreeMap::new(),
            published: BTreeMap::new(),
            answers,
            said,
            own,
        };
        owner.run(&receiver);
    })?;
    Ok(sender)
}

/// Days since 1970 by the clock of China, where the law counts its days.
fn today() -> Option<Day> {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).ok()?;
    i32::try_from((since.as_secs() + 8 * 3600) / 86_400).ok().map(Day)
}

impl Owner {
    fn run(mut self, events: &Receiver<Event>) {
        loop {
            let event = match self.due.into_iter().chain(self.rest.values().copied()).min() {
                None => events.recv().map_err(|_| RecvTimeoutError::Disconnected),
                Some(due) => events.recv_timeout(due.saturating_duration_since(Instant::now())),
            };
            let outcome = match event {
                Ok(event) => catch_unwind(AssertUnwindSafe(|| self.handle(event))),
                Err(RecvTimeoutError::Timeout) => catch_unwind(AssertUnwindSafe(|| self.check())),
                Err(RecvTimeoutError::Disconnected) => return,
            };
            if outcome.is_err() {
                self.recover();
            }
        }
    }

    /// After a panic nothing that was computed is trusted: everything is built again from the texts.
    fn recover(&mut self) {
        let _ = self.said.send(Said::Log("matter: internal error; the analysis was started again".to_owned()));
        let places: Vec<(PathBuf, bool)> =
            self.roots.values().map(|root| (root.place.clone(), root.catalogue)).collect();
        self.roots.clear();
        for (place, catalogue) in places {
            if catalogue {
                self.add_catalogue(&place);
            }
        }
        self.pending = self.documents.keys().cloned().collect();
        let paths: Vec<PathBuf> = self.documents.keys().cloned().collect();
        for path in paths {
            self.ensure_root(&path);
        }
        self.touch_all();
    }

    fn handle(&mut self, event: Event) {
        match event {
            Event::Start(wishes) => {
                self.wishes = wishes;
                for folder in self.wishes.folders.clone() {
                    self.add_folder(&folder);
                }
            }
            Event::Open { uri, version, text } | Event::Change { uri, version, text } => {
                self.set_document(uri, version, text)
            }
            Event::Close(uri) => self.close(&uri),
            Event::Watched(paths) => paths.iter().for_each(|path| self.changed_on_disk(path)),
            Event::Folders { added, removed } => {
                removed.iter().for_each(|folder| self.remove_root(folder));
                added.iter().for_each(|folder| self.add_folder(folder));
            }
            Event::Ask { uri, question } => {
                self.flush();
                let view = path_of(&uri).and_then(|path| self.view(&path));
                let _ = self.answers.send(Box::new(move || question(view)));
            }
            Event::AskAll { question } => {
                self.flush();
                let views = self.roots.values().map(|root| self.view_of(root, "".into())).collect();
                let _ = self.answers.send(Box::new(move || question(views)));
            }
            Event::Checked(checked) => self.publish(checked),
        }
    }

    fn set_document(&mut self, uri: Uri, version: i32, text: String) {
        let Some(path) = path_of(&uri) else { return };
        let new = !self.documents.contains_key(&path);
        self.documents.insert(path.clone(), Document { uri, version, text: text.into() });
        if new {
            self.ensure_root(&path);
        }
        self.pending.insert(path);
        self.due = Some(Instant::now() + self.wishes.delay);
    }

    /// Hands the newest texts of documents to the catalogues that have them.
    fn flush(&mut self) {
        for path in std::mem::take(&mut self.pending) {
            let Some(document) = self.documents.get(&path) else { continue };
            let text = Arc::clone(&document.text);
            if View::is_manifest(&path) {
                self.reload(&path);
                continue;
            }
            for root in self.roots.values_mut() {
                if let Some((name, rank)) = root.name_of(&path) {
                    root.desk.set_open_file(&name, &text, rank);
                    self.dirty.entry(root.place.clone()).or_default().insert(path.clone());
                }
            }
        }
    }

    fn close(&mut self, uri: &Uri) {
        let Some(path) = path_of(uri) else { return };
        self.pending.remove(&path);
        if self.documents.remove(&path).is_none() {
            return;
        }
        if self.roots.get(&path).is_some_and(|root| !root.catalogue) {
            self.remove_root(&path);
        } else {
            self.changed_on_disk(&path);
        }
    }

    /// Takes what is on disk, unless the client holds the file.
    fn changed_on_disk(&mut self, path: &Path) {
        if self.documents.contains_key(path) {
            return;
        }
        if View::is_manifest(path) {
            return self.reload(path);
        }
        let text = fs::read(path).map(String::from_utf8);
        for root in self.roots.values_mut() {
            match &text {
                Ok(Ok(text)) => {
                    if let Some((name, rank)) = root.name_of(path) {
                        root.desk.set_closed_file(&name, &text.as_str().into(), rank);
                    }
                }
                _ => root.forget(path),
            }
        }
        self.touch_all();
    }

    /// A manifest changed, came or went.
    fn reload(&mut self, manifest: &Path) {
        let Some(folder) = manifest.parent() else { return };
        if manifest.is_file()
            && !self.roots.contains_key(folder)
            && self.wishes.folders.iter().any(|open| folder.starts_with(open))
        {
            self.add_catalogue(folder);
        }
        let documents = &self.documents;
        let open = |path: &Path| documents.get(path).map(|document| Arc::clone(&document.text));
        for root in self.roots.values_mut() {
            root.reload(&self.library, &open);
        }
        self.touch_all();
    }

    fn add_folder(&mut self, folder: &Path) {
        if !self.wishes.folders.iter().any(|known| known == folder) {
            self.wishes.folders.push(folder.to_path_buf());
        }
        if folder.join(MANIFEST).is_file() {
            self.add_catalogue(folder);
        }
    }

    fn add_catalogue(&mut self, folder: &Path) {
        if self.roots.contains_key(folder) {
            return;
        }
        let documents = &self.documents;
        let open = |path: &Path| documents.get(path).map(|document| Arc::clone(&document.text));
        let root = Root::catalogue(folder, &self.library, self.wishes.language, today(), &open);
        self.roots.insert(folder.to_path_buf(), root);
        self.dirty.entry(folder.to_path_buf()).or_default();
        self.due = Some(Instant::now());
    }

    /// A document that no catalogue has gets the nearest one above it, or stands alone.
    fn ensure_root(&mut self, path: &Path) {
        if self.roots.values().any(|root| root.paths.inside(path).is_some()) {
            return;
        }
        match catalogue_above(path) {
            Some(folder) => self.add_catalogue(&folder),
            None if path.extension().is_some_and(|extension| extension == "matter") => {
                let root = Root::lone(path, &self.library, self.wishes.language, today());
                self.roots.insert(path.to_path_buf(), root);
            }
            None => {}
        }
    }

    fn remove_root(&mut self, place: &Path) {
        self.wishes.folders.retain(|folder| folder != place);
        if self.roots.remove(place).is_none() {
            return;
        }
        self.dirty.remove(place);
        self.rest.remove(place);
        for uri in self.published.remove(place).unwrap_or_default().into_keys() {
            let _ = self.said.send(Said::Diagnostics(uri, Vec::new(), None));
        }
    }

    fn touch_all(&mut self) {
        for place in self.roots.keys() {
            self.dirty.entry(place.clone()).or_default();
        }
        self.due = Some(Instant::now() + self.wishes.delay);
    }

    /// The catalogue that a file is nearest to.
    fn view(&mut self, path: &Path) -> Option<View> {
        let named = self.roots.iter_mut().filter_map(|(place, root)| Some((root.name_of(path)?, place.clone())));
        let ((name, _), place) =
            named.min_by_key(|((_, rank), place)| (*rank, std::cmp::Reverse(place.as_os_str().len())))?;
        Some(self.view_of(self.roots.get(&place)?, name))
    }

    fn view_of(&self, root: &Root, file: Arc<str>) -> View {
        View {
            snapshot: root.desk.snapshot(),
            paths: Arc::clone(&root.paths),
            unit: self.wishes.unit,
            preferences: Arc::clone(&self.wishes.preferences),
            file,
        }
    }

    /// Starts a check of every catalogue that changed. Each has a thread of its own: a check that waited for another one would hold a
    /// snapshot, and the next edit would wait for it.
    fn check(&mut self) {
        let now = Instant::now();
        if self.due.is_some_and(|due| due <= now) {
            self.due = None;
            self.flush();
            for (place, edited) in std::mem::take(&mut self.dirty) {
                let cost = self.costs.get(&place).copied().unwrap_or_default();
                if cost <= CHEAP {
                    // Until a first check is over it counts as a long one: it may be.
                    self.costs.entry(place.clone()).or_insert(UNKNOWN);
                    self.rest.remove(&place);
                    self.start_check(&place, &edited, true);
                } else {
                    self.rest.insert(place.clone(), now + cost.min(LONGEST_PAUSE));
                    self.start_check(&place, &edited, false);
                }
            }
        }
        let late: Vec<PathBuf> =
            self.rest.iter().filter(|(_, due)| **due <= now).map(|(place, _)| place.clone()).collect();
        for place in late {
            self.rest.remove(&place);
            self.start_check(&place, &BTreeSet::new(), true);
        }
    }

    fn start_check(&self, place: &Path, edited: &BTreeSet<PathBuf>, whole: bool) {
        let Some(root) = self.roots.get(place) else { return };
        let documents = self.documents.iter().filter_map(|(path, document)| {
            // Files of dependencies are checked where they are at home.
            let (name, _) = root.paths.inside(path).filter(|(_, rank)| *rank == 0)?;
            Some((Arc::clone(name), (document.uri.clone(), document.version, edited.contains(path))))
        });
        let check = Check {
            place: place.to_path_buf(),
            whole,
            view: self.view_of(root, "".into()),
            documents: documents.collect(),
        };
        let own = self.own.clone();
        let work = move || {
            // A panic ends this check only; the next edit starts another one.
            let _ = catch_unwind(AssertUnwindSafe(|| check.run(&own)));
        };
        let _ = thread::Builder::new().name("check".to_owned()).stack_size(16 << 20).spawn(work);
    }

    /// Publishes what a check found, unless the text has changed since.
    fn publish(&mut self, checked: Checked) {
        if !self.roots.contains_key(&checked.place) {
            return;
        }
        if let Some(cost) = checked.cost {
            self.costs.insert(checked.place.clone(), cost);
        }
        let known = self.published.entry(checked.place).or_default();
        let mut seen = BTreeSet::new();
        for (uri, diagnostics, version) in checked.files {
            seen.insert(uri.clone());
            let document = path_of(&uri).and_then(|path| self.documents.get(&path));
            let current = document.map(|document| document.version);
            let stale = version.is_some() && current != version;
            let same = !checked.first && known.get(&uri).is_some_and(|old| *old == diagnostics);
            if stale || same || (version.is_none() && document.is_some()) {
                continue;
            }
            known.insert(uri.clone(), diagnostics.clone());
            let _ = self.said.send(Said::Diagnostics(uri, diagnostics, version));
        }
        if checked.first {
            return;
        }
        let gone: Vec<Uri> = known
            .iter()
            .filter(|(uri, old)| !seen.contains(*uri) && !old.is_empty())
            .map(|(uri, _)| uri.clone())
            .collect();
        for uri in gone {
            known.remove(&uri);
            let version = path_of(&uri).and_then(|path| self.documents.get(&path)).map(|document| document.version);
            let _ = self.said.send(Said::Diagnostics(uri, Vec::new(), version));
        }
    }
}
