//! The one thread that writes: open documents, catalogues, and when to check. Everything else works on snapshots.

use std::collections::{BTreeMap, BTreeSet};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::{Duration, Instant};

use matter_ide::Day;
use tokio::runtime::Handle;
use tower_lsp::ls_types::{TextDocumentContentChangeEvent, Uri};

use crate::board::{Board, Told};
use crate::checker::{Check, Checked, Found, Outcome, Scope, Seen};
use crate::convert::{Lines, edit, path_of};
use crate::library::Library;
use crate::plan::Plan;
use crate::pool::{self, Job};
use crate::publisher::{Publisher, Said};
use crate::pull::{Pull, Pulled};
use crate::root::Root;
use crate::text::Text;
use crate::versions::Versions;
use crate::view::View;
use crate::watching::Watched;
use crate::wishes::Wishes;

/// A question, with the view that it is put to; none if no catalogue has the file.
pub(crate) type Question = Box<dyn FnOnce(Option<View>) + Send>;

/// A message to the owner.
pub(crate) enum Event {
    Start(Wishes),
    /// The client takes requests from now on.
    Ready,
    Open {
        uri: Uri,
        version: i32,
        text: String,
    },
    Change {
        uri: Uri,
        version: i32,
        changes: Vec<TextDocumentContentChangeEvent>,
    },
    /// The text that the client has saved.
    Saved {
        uri: Uri,
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
    /// The same question to every catalogue that has a file, or to all. It becomes one job for each: no job holds two snapshots, so that a
    /// change of one catalogue never waits for work on another.
    AskEach {
        holders: Option<PathBuf>,
        ask: Box<dyn FnOnce(Vec<View>) -> Vec<Job> + Send>,
    },
    Pull(Pull),
    Pulled(Pulled),
    Checked(Checked),
}

impl Event {
    /// Whether texts may be others afterwards.
    const fn writes(&self) -> bool {
        matches!(
            self,
            Self::Open { .. }
                | Self::Change { .. }
                | Self::Saved { .. }
                | Self::Close(_)
                | Self::Watched(_)
                | Self::Folders { .. }
        )
    }
}

/// A document that the client holds.
pub(crate) struct Document {
    pub(crate) uri: Uri,
    pub(crate) version: i32,
    pub(crate) text: Text,
    /// The text that the catalogues have, with its lines.
    shown: Option<Arc<Lines>>,
}

pub(crate) struct Owner {
    pub(crate) library: Library,
    pub(crate) wishes: Wishes,
    pub(crate) roots: BTreeMap<PathBuf, Root>,
    pub(crate) documents: BTreeMap<PathBuf, Document>,
    /// Documents whose newest text the catalogues do not have yet.
    pub(crate) pending: BTreeSet<PathBuf>,
    pub(crate) plans: BTreeMap<PathBuf, Plan>,
    /// Counts what may have changed a text.
    revision: u64,
    /// When something was typed last.
    typed: Option<Instant>,
    /// When something was asked last.
    asked: Option<Instant>,
    /// Whether an open document may show something else because another text changed.
    stale: bool,
    /// What the client has been asked to watch; nothing before it is ready.
    pub(crate) watched: Option<Watched>,
    /// Whether other folders than before may have to be watched.
    pub(crate) rewatch: bool,
    pub(crate) board: Board,
    pub(crate) answers: Sender<Job>,
    pub(crate) said: Publisher,
    pub(crate) own: Sender<Event>,
    /// Has threads for checks.
    runtime: Handle,
}

/// What questions have read is let go when nothing was asked for so long.
const QUIET: Duration = Duration::from_secs(2);

/// Threads for answers.
const ANSWERERS: usize = 3;

/// Starts the owner; it ends when all senders are dropped.
///
/// # Errors
/// If a thread cannot be started.
pub(crate) fn start(said: Publisher, runtime: &Handle) -> std::io::Result<Sender<Event>> {
    let (sender, receiver) = channel();
    let answers = pool::start("answer", ANSWERERS)?;
    let (own, runtime) = (sender.clone(), runtime.clone());
    thread::Builder::new().name("owner".to_owned()).stack_size(crate::STACK).spawn(move || {
        let Some(library) = Library::load() else { return };
        let owner = Owner {
            library,
            wishes: Wishes::default(),
            roots: BTreeMap::new(),
            documents: BTreeMap::new(),
            pending: BTreeSet::new(),
            plans: BTreeMap::new(),
            revision: 0,
            typed: None,
            asked: None,
            stale: false,
            watched: None,
            rewatch: false,
            board: Board::new(said.clone()),
            answers,
            said,
            own,
            runtime,
        };
        owner.run(&receiver);
    })?;
    Ok(sender)
}

/// Days since 1970 by the clock of China, where the law counts its days.
pub(crate) fn today() -> Option<Day> {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).ok()?;
    i32::try_from((since.as_secs() + 8 * 3600) / 86_400).ok().map(Day)
}

impl Owner {
    fn run(mut self, events: &Receiver<Event>) {
        loop {
            // What has come already is taken first, so that many edits are one.
            let event = match self.due() {
                None => events.recv().map_err(|_| RecvTimeoutError::Disconnected),
                Some(due) => events.recv_timeout(due.saturating_duration_since(Instant::now())),
            };
            let outcome = match event {
                Ok(event) => catch_unwind(AssertUnwindSafe(|| self.handle(event))),
                Err(RecvTimeoutError::Timeout) => catch_unwind(AssertUnwindSafe(|| self.work())),
                Err(RecvTimeoutError::Disconnected) => return,
            };
            if outcome.is_err() {
                self.recover();
            }
        }
    }

    /// After a panic nothing that was computed is trusted: everything is built again from the texts.
    fn recover(&mut self) {
        self.said.say(Said::Log("matter: internal error; the analysis was started again".to_owned()));
        let places: Vec<(PathBuf, bool)> =
            self.roots.values().map(|root| (root.place.clone(), root.catalogue)).collect();
        self.roots.clear();
        self.plans.clear();
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

    fn handle(&mut self, mut event: Event) {
        if let Event::Watched(paths) = &mut event {
            paths.retain(|path| self.concerns(path));
            if paths.is_empty() {
                return;
            }
        }
        if event.writes() {
            self.revision += 1;
        }
        match event {
            Event::Start(wishes) => {
                self.wishes = wishes;
                for folder in self.wishes.folders.clone() {
                    self.add_folder(&folder);
                }
            }
            Event::Ready => (self.watched, self.rewatch) = (self.wishes.watches.map(Watched::new), true),
            Event::Open { uri, version, text } => self.open(uri, version, text),
            Event::Change { uri, version, changes } => self.change(&uri, version, changes),
            Event::Saved { uri, text } => self.saved(&uri, text),
            Event::Close(uri) => self.close(&uri),
            Event::Watched(paths) => {
                self.stale = !self.documents.is_empty();
                paths.iter().for_each(|path| self.changed_on_disk(path));
            }
            Event::Folders { added, removed } => {
                // In this order a folder that becomes another one's part is not read twice.
                added.iter().for_each(|folder| self.add_folder(folder));
                removed.iter().for_each(|folder| self.remove_folder(folder));
            }
            Event::Ask { uri, question } => {
                self.flush();
                self.asked();
                let view = path_of(&uri).and_then(|path| self.view(&path));
                let _ = self.answers.send(Box::new(move || question(view)));
            }
            Event::AskEach { holders, ask } => {
                self.flush();
                self.asked();
                for job in ask(self.views(holders.as_deref())) {
                    let _ = self.answers.send(job);
                }
            }
            Event::Pull(pull) => self.pull(pull),
            Event::Pulled(pulled) => self.pulled(pulled),
            Event::Checked(checked) => self.checked(checked),
        }
        if std::mem::take(&mut self.rewatch) {
            self.watch();
        }
    }

    /// A question comes: what earlier ones have read is not kept for ever.
    pub(crate) fn asked(&mut self) {
        self.roots.values_mut().for_each(Root::asked);
        self.asked = Some(Instant::now());
    }

    fn open(&mut self, uri: Uri, version: i32, text: String) {
        let Some(path) = path_of(&uri) else { return };
        if self.is_pulled(&path) {
            self.board.hand_over(&uri);
        }
        self.documents.insert(path.clone(), Document { uri, version, text: Text::new(text), shown: None });
        self.forget_looks();
        self.ensure_root(&path);
        self.pending.insert(path);
    }

    fn change(&mut self, uri: &Uri, version: i32, changes: Vec<TextDocumentContentChangeEvent>) {
        let Some(path) = path_of(uri) else { return };
        let Some(document) = self.documents.get_mut(&path) else { return };
        edit(&mut document.text, changes, self.wishes.unit);
        document.version = version;
        self.pending.insert(path);
        self.typed = Some(Instant::now());
        // Of the document itself the client asks again.
        self.stale |= self.documents.len() > 1;
    }

    /// A text that differs from what was saved lost an edit somewhere; the saved one is right.
    fn saved(&mut self, uri: &Uri, text: String) {
        let Some(path) = path_of(uri) else { return };
        if let Some(document) = self.documents.get_mut(&path)
            && document.text.content() != text
        {
            document.text = Text::new(text);
            self.pending.insert(path);
        }
    }

    /// Hands the newest texts of documents to the catalogues that have them.
    pub(crate) fn flush(&mut self) {
        let now = Instant::now();
        while let Some(path) = self.pending.pop_first() {
            if View::is_manifest(&path) {
                self.reload(&path);
                continue;
            }
            let pulled = self.is_pulled(&path);
            let Some(document) = self.documents.get_mut(&path) else { continue };
            let shown = Arc::new(Lines::of(&document.text, self.wishes.unit));
            for root in self.roots.values_mut() {
                if let Some((name, rank)) = root.name_of(&path) {
                    root.desk.set_open_file(&name, shown.text(), rank);
                    let plan = self.plans.entry(root.place.clone()).or_default();
                    plan.later(now, self.wishes.delay);
                    if !pulled {
                        plan.edited(path.clone());
                    }
                }
            }
            document.shown = Some(shown);
        }
    }

    fn close(&mut self, uri: &Uri) {
        let Some(path) = path_of(uri) else { return };
        self.pending.remove(&path);
        if self.documents.remove(&path).is_none() {
            return;
        }
        self.board.closed(uri, self.is_pulled(&path));
        self.forget_looks();
        if self.roots.get(&path).is_some_and(|root| !root.catalogue) {
            self.remove_root(&path);
        } else {
            self.changed_on_disk(&path);
            self.drop_unwanted();
        }
    }

    /// What the client has been told of a file that is opened or closed may be less than the last look found.
    pub(crate) fn forget_looks(&mut self) {
        self.roots.values_mut().for_each(|root| root.look = None);
    }

    pub(crate) fn touch_all(&mut self) {
        let now = Instant::now();
        for place in self.roots.keys() {
            self.plans.entry(place.clone()).or_default().later(now, self.wishes.delay);
        }
    }

    /// The place of the catalogue that a file is nearest to, and a view of the file.
    pub(crate) fn nearest(&mut self, path: &Path) -> Option<(PathBuf, View)> {
        let named = self.roots.iter_mut().filter_map(|(place, root)| Some((root.name_of(path)?, place)));
        let ((name, _), place) =
            named.min_by_key(|((_, rank), place)| (*rank, std::cmp::Reverse(place.as_os_str().len())))?;
        let place = place.clone();
        let view = self.view_of(self.roots.get(&place)?, name);
        Some((place, view))
    }

    /// Views of the catalogues that have a file, each with its name there; without one, of all.
    fn views(&self, holders: Option<&Path>) -> Vec<View> {
        let named = |root: &Root| match holders {
            None => Some("".into()),
            Some(path) => root.paths.inside(path).map(|(name, _)| Arc::clone(name)),
        };
        self.roots.values().filter_map(|root| Some(self.view_of(root, named(root)?))).collect()
    }

    fn view_of(&self, root: &Root, file: Arc<str>) -> View {
        let open = self.documents.iter().map(|(path, document)| (path.clone(), document.version));
        let versions = if self.wishes.versions { Versions::of(open) } else { Versions::default() };
        let shown = self.documents.iter().filter_map(|(path, document)| {
            let (name, _) = root.paths.inside(path)?;
            Some((Arc::clone(name), Arc::clone(document.shown.as_ref()?)))
        });
        root.view(&self.wishes, self.revision, versions, file, shown.collect())
    }

    fn view(&mut self, path: &Path) -> Option<View> {
        self.nearest(path).map(|(_, view)| view)
    }

    /// Whether the client asks itself what is wrong in a file that it has opened.
    pub(crate) fn is_pulled(&self, path: &Path) -> bool {
        self.wishes.pulls.is_some() && !View::is_manifest(path)
    }

    /// Whether something was typed just now, so that what is new waits; a client that could not be told later does not wait.
    pub(crate) fn is_typing(&self) -> bool {
        let told_later = self.wishes.pulls.is_none_or(|pulls| pulls.refresh);
        told_later && self.typed.is_some_and(|typed| typed.elapsed() < self.wishes.delay)
    }

    /// When there is something to do.
    fn due(&self) -> Option<Instant> {
        let now = Instant::now();
        let edits =
            (!self.pending.is_empty()).then(|| self.plans.values().filter_map(Plan::patience).max().unwrap_or(now));
        let checks = self.plans.values().filter_map(|plan| plan.due(now)).filter(|_| edits.is_none());
        let held = self.typed.filter(|_| self.board.holds()).map(|typed| typed + self.wishes.delay);
        let tidy = self.asked.filter(|_| edits.is_none()).map(|asked| asked + QUIET);
        checks.chain(edits).chain(held).chain(tidy).min()
    }

    /// Does what is due.
    fn work(&mut self) {
        let now = Instant::now();
        if !self.pending.is_empty() && self.plans.values().filter_map(Plan::patience).all(|until| until <= now) {
            self.flush();
        }
        if self.pending.is_empty() {
            let begun: Vec<(PathBuf, Vec<Scope>)> =
                self.plans.iter_mut().map(|(place, plan)| (place.clone(), plan.begin(now))).collect();
            for (place, scopes) in begun {
                scopes.into_iter().for_each(|scope| self.start_check(&place, scope));
            }
        }
        if self.asked.is_some_and(|asked| asked + QUIET <= now) {
            self.roots.values_mut().for_each(Root::tidy);
            self.asked = self.roots.values().any(Root::is_untidy).then_some(now);
        }
        if self.board.holds() && !self.is_typing() {
            let documents = &self.documents;
            let newest = |uri: &Uri| documents.get(&path_of(uri)?).map(|document| document.version);
            self.board.release(newest, self.wishes.pulls.is_some());
        }
    }

    /// Starts a check. None waits for another: it would hold a snapshot meanwhile, and the next edit would wait for it.
    fn start_check(&self, place: &Path, scope: Scope) {
        let Some(root) = self.roots.get(place) else { return };
        let documents = self.documents.iter().filter_map(|(path, document)| {
            // Files of dependencies are checked where they are at home.
            let (name, _) = root.paths.inside(path).filter(|(_, rank)| *rank == 0)?;
            Some((Arc::clone(name), (document.uri.clone(), document.version)))
        });
        let (place, view) = (place.to_path_buf(), self.view_of(root, "".into()));
        let check = Check { place, scope, view, documents: documents.collect(), last: root.look.clone() };
        let own = self.own.clone();
        self.runtime.spawn_blocking(move || check.run(&own));
    }

    fn checked(&mut self, checked: Checked) {
        if !self.roots.contains_key(&checked.place) {
            return;
        }
        let cancelled = matches!(checked.outcome, Outcome::Cancelled);
        let plan = self.plans.entry(checked.place.clone()).or_default();
        plan.ended(&checked.scope, cancelled, checked.cost, Instant::now(), self.wishes.delay);
        if let Outcome::Found(found) = checked.outcome {
            let looked = found.looked.clone().filter(|_| checked.revision == self.revision);
            if looked.is_some() && std::mem::take(&mut self.stale) {
                self.said.say(Said::Look(self.wishes.looks));
            }
            self.publish(&checked.place, &checked.scope, &checked.documents, found);
            if let (Scope::Whole, Some(root)) = (checked.scope, self.roots.get_mut(&checked.place)) {
                root.look = looked;
            }
        }
    }

    /// Publishes what a check found, as far as the texts are still the same.
    fn publish(&mut self, place: &Path, scope: &Scope, seen: &[Seen], found: Found) {
        let typing = self.is_typing();
        let mut kept: BTreeSet<Uri> = found.same.into_iter().collect();
        let mut found: BTreeMap<Uri, Told> = found.files.into_iter().collect();
        if matches!(scope, Scope::Whole) {
            // A document in which nothing is wrong is looked at like any other.
            for (uri, version) in seen {
                found.entry(uri.clone()).or_insert_with(|| (Vec::new(), Some(*version)));
            }
        }
        let mut again = false;
        let everything = self.is_of_workspace(place);
        for (uri, told) in found {
            let path = path_of(&uri);
            let open = path.as_ref().and_then(|path| self.documents.get(path)).map(|document| document.version);
            // Of a catalogue that only a document leads to, only documents are told.
            if !everything && open.is_none() {
                continue;
            }
            kept.insert(uri.clone());
            if open != told.1 {
                continue;
            }
            if open.is_some() && path.is_some_and(|path| self.is_pulled(&path)) {
                again |= self.board.differs(place, &uri, &told.0);
            } else {
                self.board.tell(place, &uri, told, typing);
            }
        }
        if again && self.wishes.pulls.is_some_and(|pulls| pulls.refresh) {
            self.said.say(Said::Refresh);
        }
        if matches!(scope, Scope::Whole) {
            kept.extend(self.documents.values().map(|document| document.uri.clone()));
            self.board.keep_only(place, &kept);
        }
    }
}
