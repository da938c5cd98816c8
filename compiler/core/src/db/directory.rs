//! What every item is called and where it stands: one list for the workspace, made of one list per group of files.
//!
//! Reads head lines only, so no edit of a body runs it again.

use std::sync::Arc;

use matter_syntax::keyword::Keyword;
use rustc_hash::FxHashMap;

use super::source::{Head, head};
use super::{ItemSource, Shard, Workspace};
use crate::hir::ItemRef;

/// An item of the workspace.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct IndexEntry {
    pub(crate) item: ItemRef,
    pub(crate) head: Head,
    pub(crate) rank: u16,
    pub(crate) source: ItemSource,
}

/// All items in the order (catalogue, file, item), and the matters by name.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(crate) struct Index {
    pub(crate) entries: Vec<IndexEntry>,
    by_name: FxHashMap<(Keyword, Arc<str>), Vec<u32>>,
    variances: FxHashMap<Arc<str>, Vec<u32>>,
}

impl Index {
    /// Entries of a kind, in order.
    pub(crate) fn of_kind(&self, keyword: Keyword) -> impl Iterator<Item = &IndexEntry> {
        self.entries.iter().filter(move |entry| entry.head.keyword == Some(keyword))
    }

    /// Entries of a kind with this name or short name, nearest catalogue first.
    pub(crate) fn named<'a>(&'a self, keyword: Keyword, name: &str) -> impl Iterator<Item = &'a IndexEntry> + use<'a> {
        let found = self.by_name.get(&(keyword, Arc::from(name)));
        found.into_iter().flatten().filter_map(|index| self.entries.get(*index as usize))
    }

    /// Variances whose head line names this matter.
    pub(crate) fn variances<'a>(&'a self, name: &str) -> impl Iterator<Item = &'a IndexEntry> + use<'a> {
        self.variances.get(name).into_iter().flatten().filter_map(|index| self.entries.get(*index as usize))
    }

    /// The matters that a variance's head line names: one whose name is the whole text, else each part between `、`.
    pub(crate) fn varied<'n>(&self, text: &'n str) -> Vec<&'n str> {
        if self.by_name.contains_key(&(Keyword::Matter, Arc::from(text))) { vec![text] } else { parts(text) }
    }

    fn new(mut entries: Vec<IndexEntry>) -> Self {
        // Entries of a file come in order already.
        entries.sort_by(|a, b| (a.rank, &a.item.file).cmp(&(b.rank, &b.item.file)));
        let mut by_name: FxHashMap<(Keyword, Arc<str>), Vec<u32>> = FxHashMap::default();
        for (at, entry) in (0u32..).zip(&entries) {
            let Some(keyword) = entry.head.keyword.filter(|keyword| *keyword != Keyword::Vary) else { continue };
            for name in std::iter::once(&entry.head.name).chain(&entry.head.short).filter(|name| !name.is_empty()) {
                by_name.entry((keyword, Arc::clone(name))).or_default().push(at);
            }
        }
        let mut index = Self { entries, by_name, variances: FxHashMap::default() };
        let mut variances: FxHashMap<Arc<str>, Vec<u32>> = FxHashMap::default();
        for (at, entry) in (0u32..).zip(&index.entries).filter(|(_, entry)| entry.head.keyword == Some(Keyword::Vary)) {
            for name in index.varied(&entry.head.name) {
                variances.entry(name.into()).or_default().push(at);
            }
        }
        index.variances = variances;
        index
    }
}

/// `甲、「乙、丙」` → 甲 and 乙、丙.
fn parts(name: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut rest = name.trim();
    while !rest.is_empty() {
        let (part, behind) = match rest.strip_prefix('「').and_then(|inner| inner.split_once('」')) {
            Some((quoted, behind)) => (quoted, behind.trim_start().trim_start_matches('、')),
            None => rest.split_once('、').unwrap_or((rest, "")),
        };
        found.push(part.trim());
        rest = behind.trim();
    }
    found
}

/// The items of a group of files.
#[salsa::tracked]
fn shard_entries(db: &dyn salsa::Database, shard: Shard) -> Vec<IndexEntry> {
    let mut entries = Vec::new();
    for file in shard.files(db) {
        for source in file.items(db) {
            entries.push(IndexEntry {
                item: source.reference(db).clone(),
                head: head(db, *source).clone(),
                rank: file.rank(db),
                source: *source,
            });
        }
    }
    entries
}

/// The items of the workspace.
#[salsa::tracked]
pub(crate) fn index(db: &dyn salsa::Database) -> Index {
    let shards = Workspace::get(db).shards(db);
    Index::new(shards.iter().flat_map(|shard| shard_entries(db, *shard).iter().cloned()).collect())
}
