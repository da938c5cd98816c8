//! The analysis as its users see it: texts go in at the [`Host`], answers come out of an [`Analysis`], a snapshot that many threads may ask.
//!
//! Nobody outside this crate names the incremental engine. Setting a text cancels every snapshot that is at work; the one place that
//! catches this is [`Analysis::cancellable`].

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use salsa::{Durability, Setter};
use xxhash_rust::xxh3::xxh3_64;

use crate::analysis::{Analysis, Warmed};
use crate::cache::Cache;
use crate::db::{
    Database, GROUPS, Log, NameGroup, Names, NewFile, Settings, Shard, SourceFile, Texts, Workspace, is_text,
};
use crate::regions::RegionTree;
use crate::summary::Examiner;

/// Groups of files; a list of all files is as many short lists.
const SHARDS: usize = 128;

/// The owner of all texts. Exactly one thread writes to it.
pub struct Host {
    db: Database,
    workspace: Workspace,
    files: Arc<BTreeMap<Arc<str>, SourceFile>>,
    texts: Texts,
    warmed: Warmed,
    log: Option<Log>,
}

impl Default for Host {
    fn default() -> Self {
        Self::with_log(None)
    }
}

impl Host {
    /// A host without files.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// A host that notes which queries are run; see [`Host::take_executed`].
    #[must_use]
    pub fn recording() -> Self {
        Self::with_log(Some(Arc::new(Mutex::new(Vec::new()))))
    }

    fn with_log(log: Option<Log>) -> Self {
        let db = Database::new(log.clone());
        let shards = (0..SHARDS).map(|_| Shard::builder(Vec::new()).durability(Durability::HIGH).new(&db)).collect();
        let groups = (0..GROUPS).map(|_| NameGroup::builder(Names::default()).durability(Durability::HIGH).new(&db));
        let groups = groups.collect();
        let workspace = Workspace::builder(
            Vec::new(),
            groups,
            shards,
            Settings::default(),
            Arc::new(RegionTree::default()),
            None,
            None,
        )
        .durability(Durability::HIGH)
        .new(&db);
        Self { db, workspace, files: Arc::default(), texts: Texts::default(), warmed: Warmed::default(), log }
    }

    /// The queries run since the last call, as `name(key)`; nothing unless the host is [`Host::recording`].
    pub fn take_executed(&mut self) -> Vec<String> {
        self.log
            .as_ref()
            .map_or_else(Vec::new, |log| std::mem::take(&mut log.lock().unwrap_or_else(PoisonError::into_inner)))
    }

    /// Lets go of trees beyond those that are kept. A change of a text does so, too; whoever only reads must ask for it. As with a change, snapshots
    /// that are at work are cancelled and waited for.
    pub fn tidy(&mut self) {
        salsa::Database::trigger_lru_eviction(&mut self.db);
    }

    /// Sets what the catalogue says of itself.
    pub fn set_settings(&mut self, settings: Settings) {
        if *self.workspace.settings(&self.db) != settings {
            self.workspace.set_settings(&mut self.db).with_durability(Durability::HIGH).to(settings);
        }
    }

    /// Sets the administrative divisions.
    pub fn set_regions(&mut self, regions: Arc<RegionTree>) {
        if *self.workspace.regions(&self.db) != regions {
            self.workspace.set_regions(&mut self.db).with_durability(Durability::HIGH).to(regions);
        }
    }

    /// Sets who looks at definitions while they stand. Without an examiner nothing is found beyond what the texts themselves show.
    pub fn set_examiner(&mut self, examiner: Arc<dyn Examiner>) {
        self.workspace.set_examiner(&mut self.db).with_durability(Durability::HIGH).to(Some(examiner));
    }

    /// Sets what an earlier run kept of matters. It must come from the same examiner of the same program.
    pub fn set_cache(&mut self, cache: Arc<Cache>) {
        self.workspace.set_cache(&mut self.db).with_durability(Durability::HIGH).to(Some(cache));
    }

    /// Sets a file's text, adding the file if it is new. `rank` says how near its catalogue is (0 = the catalogue itself); `open` that an
    /// editor holds it, so that it will change often.
    pub fn set_file(&mut self, path: &Arc<str>, text: &Arc<str>, rank: u16, open: bool) {
        let text = &lines_of(text);
        let Some(file) = self.files.get(path).copied() else {
            return self.set_files([(Arc::clone(path), Arc::clone(text), rank)]);
        };
        let moved = file.rank(&self.db) != rank;
        if moved {
            self.texts.rank(&mut self.db, file, rank);
        }
        if !is_text(&self.db, file, text) {
            self.texts.change(&mut self.db, file, text, open);
        }
        self.texts.enter_names(&mut self.db, self.workspace);
        if moved {
            self.set_order();
        }
    }

    /// Adds or changes many closed files at once: path, text, rank.
    pub fn set_files(&mut self, files: impl IntoIterator<Item = (Arc<str>, Arc<str>, u16)>) {
        // Of a path that stands there twice the last text counts.
        let files: BTreeMap<Arc<str>, (Arc<str>, u16)> =
            files.into_iter().map(|(path, text, rank)| (path, (text, rank))).collect();
        let mut new: Vec<NewFile> = Vec::new();
        for (path, (text, rank)) in files {
            if self.files.contains_key(&path) {
                self.set_file(&path, &text, rank, false);
            } else {
                new.push((path, lines_of(&text), rank));
            }
        }
        if new.is_empty() {
            return;
        }
        let mut known = (*self.files).clone();
        let mut changed: Vec<Vec<SourceFile>> = vec![Vec::new(); SHARDS];
        for ((path, ..), file) in new.iter().zip(self.texts.add(&mut self.db, &new)) {
            if let Some(list) = changed.get_mut(shard_of(path)) {
                list.push(file);
            }
            known.insert(Arc::clone(path), file);
        }
        self.files = Arc::new(known);
        for (index, added) in changed.into_iter().enumerate().filter(|(_, added)| !added.is_empty()) {
            self.change_shard(index, |files| files.extend(added));
        }
        self.texts.enter_names(&mut self.db, self.workspace);
        self.set_order();
    }

    /// Removes a file; nothing happens if there is none.
    pub fn remove_file(&mut self, path: &str) {
        let mut known = (*self.files).clone();
        let Some(file) = known.remove(path) else { return };
        self.files = Arc::new(known);
        self.change_shard(shard_of(path), |files| files.retain(|other| *other != file));
        self.texts.remove(&mut self.db, file);
        self.texts.enter_names(&mut self.db, self.workspace);
        self.set_order();
    }

    /// Lists all files by the rank of their catalogue and by path.
    fn set_order(&mut self) {
        let mut files: Vec<SourceFile> = self.files.values().copied().collect();
        files.sort_by_key(|file| file.rank(&self.db));
        self.workspace.set_files(&mut self.db).with_durability(Durability::HIGH).to(files);
    }

    fn change_shard(&mut self, index: usize, change: impl FnOnce(&mut Vec<SourceFile>)) {
        let Some(shard) = self.workspace.shards(&self.db).get(index).copied() else { return };
        let mut files = shard.files(&self.db).clone();
        change(&mut files);
        files.sort_by(|a, b| a.path(&self.db).cmp(b.path(&self.db)));
        shard.set_files(&mut self.db).with_durability(Durability::HIGH).to(files);
    }

    /// Takes a snapshot. Until it is dropped, or cancelled, the next change of a text waits for it: never hold one on the writing thread.
    #[must_use]
    pub fn analysis(&self) -> Analysis {
        Analysis::new(self.db.clone(), Arc::clone(&self.files), Arc::clone(&self.warmed))
    }
}

fn shard_of(path: &str) -> usize {
    usize::try_from(xxh3_64(path.as_bytes()) % SHARDS as u64).unwrap_or(0)
}

/// The text whose lines are those that an editor shows.
fn lines_of(text: &Arc<str>) -> Arc<str> {
    match matter_syntax::with_line_feeds(text) {
        std::borrow::Cow::Borrowed(_) => Arc::clone(text),
        std::borrow::Cow::Owned(lines) => lines.into(),
    }
}
