//! What every item is called and where it stands: one list for the workspace, made of one list per group of files.
//!
//! Reads head lines only, so no edit of a body runs it again.

use std::sync::Arc;

use matter_syntax::keyword::Keyword;
use rustc_hash::FxHashMap;

use super::source::{Head, head};
use super::{ItemSource, Shard, SourceFile, Workspace};
use crate::hir::ItemRef;
use crate::names::Sounded;

/// An item of the workspace.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct IndexEntry {
    pub(crate) item: ItemRef,
    pub(crate) head: Head,
    pub(crate) rank: u16,
    pub(crate) source: ItemSource,
}

/// All items in the order (catalogue, file, item), and by name.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(crate) struct Index {
    pub(crate) entries: Vec<Arc<IndexEntry>>,
    by_name: FxHashMap<Keyword, FxHashMap<Arc<str>, Vec<u32>>>,
}

impl Index {
    /// Entries of a kind, in order.
    pub(crate) fn of_kind(&self, keyword: Keyword) -> impl Iterator<Item = &IndexEntry> {
        self.entries.iter().map(|entry| &**entry).filter(move |entry| entry.head.keyword == Some(keyword))
    }

    /// Entries of a kind with this name or short name, nearest catalogue first.
    pub(crate) fn named<'a>(&'a self, keyword: Keyword, name: &str) -> impl Iterator<Item = &'a IndexEntry> + use<'a> {
        let found = self.by_name.get(&keyword).and_then(|names| names.get(name));
        found.into_iter().flatten().filter_map(|index| self.entries.get(*index as usize)).map(|entry| &**entry)
    }

    /// The matters that a variance's head line names: one whose name is the whole text, else each part between `、`.
    pub(crate) fn varied<'n>(&self, text: &'n str) -> Vec<&'n str> {
        if self.named(Keyword::Matter, text).next().is_some() { vec![text] } else { parts(text) }
    }

    fn new(mut entries: Vec<Arc<IndexEntry>>) -> Self {
        // Entries of a file come in order already.
        entries.sort_by(|a, b| (a.rank, &a.item.file).cmp(&(b.rank, &b.item.file)));
        let mut by_name: FxHashMap<Keyword, FxHashMap<Arc<str>, Vec<u32>>> = FxHashMap::default();
        for (at, entry) in (0u32..).zip(&entries) {
            let Some(keyword) = entry.head.keyword else { continue };
            let names = by_name.entry(keyword).or_default();
            for name in std::iter::once(&entry.head.name).chain(&entry.head.short).filter(|name| !name.is_empty()) {
                names.entry(Arc::clone(name)).or_default().push(at);
            }
        }
        Self { entries, by_name }
    }
}

/// Variances by the name of the matter that they vary. Equal to itself while matters come, go and are renamed.
#[salsa::tracked]
pub(crate) fn variances(db: &dyn salsa::Database) -> FxHashMap<Arc<str>, Vec<IndexEntry>> {
    let index = index(db);
    let mut found: FxHashMap<Arc<str>, Vec<IndexEntry>> = FxHashMap::default();
    for entry in index.of_kind(Keyword::Vary) {
        for name in index.varied(&entry.head.name) {
            found.entry(name.into()).or_default().push(entry.clone());
        }
    }
    found
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

/// Which item of its file each is; whoever has a finding's place asks for one among hundreds.
#[salsa::tracked]
pub(crate) fn numbers(db: &dyn salsa::Database, file: SourceFile) -> FxHashMap<ItemRef, u32> {
    (0u32..).zip(file.items(db)).map(|(number, item)| (item.reference(db).clone(), number)).collect()
}

/// The items of a group of files.
#[salsa::tracked]
fn shard_entries(db: &dyn salsa::Database, shard: Shard) -> Vec<Arc<IndexEntry>> {
    let mut entries = Vec::new();
    for file in shard.files(db) {
        for source in file.items(db) {
            entries.push(Arc::new(IndexEntry {
                item: source.reference(db).clone(),
                head: head(db, *source).clone(),
                rank: file.rank(db),
                source: *source,
            }));
        }
    }
    entries
}

/// Names and short names of the items of a group of files with their sounds, by the item's place in the group.
#[salsa::tracked]
pub(crate) fn sounds(db: &dyn salsa::Database, shard: Shard) -> Vec<(Arc<IndexEntry>, Sounded)> {
    let named = |entry: &Arc<IndexEntry>| {
        let short = entry.head.short.iter().filter(|short| **short != entry.head.name);
        let names = std::iter::once(&entry.head.name).chain(short).filter(|name| !name.is_empty());
        names.map(|name| (Arc::clone(entry), Sounded::new(name))).collect::<Vec<_>>()
    };
    shard_entries(db, shard).iter().flat_map(named).collect()
}

/// The items of the workspace.
#[salsa::tracked]
pub(crate) fn index(db: &dyn salsa::Database) -> Index {
    let shards = Workspace::get(db).shards(db);
    Index::new(shards.iter().flat_map(|shard| shard_entries(db, *shard).iter().cloned()).collect())
}
