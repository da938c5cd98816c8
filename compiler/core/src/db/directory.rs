//! What every item is called and where it stands: items by file in order, and items by name.
//!
//! Both are set by the owner of the texts, who reads head lines when files are split. So an edit of a body touches nothing here, an item that
//! comes or goes touches the list of its file and the groups of its names, and whoever asks for a name looks at one group.

use std::collections::BTreeSet;
use std::sync::Arc;

use matter_syntax::keyword::Keyword;
use rustc_hash::FxHashMap;
use xxhash_rust::xxh3::xxh3_64;

use super::source::Head;
use super::{ItemSource, Shard, SourceFile, Workspace};
use crate::declare::declares;
use crate::hir::ItemRef;
use crate::sounds::Sounded;

/// An item of the workspace.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct IndexEntry {
    pub(crate) item: ItemRef,
    pub(crate) head: Head,
    pub(crate) rank: u16,
    pub(crate) source: ItemSource,
}

impl IndexEntry {
    /// Everything that the item may be looked for by: its names; of a variance what it names, as a whole and in parts. A matter whose name
    /// is missing goes by none, so that whoever misses a matter can ask whether it may be that one.
    pub(super) fn names(&self) -> BTreeSet<&str> {
        let varied = (self.head.keyword == Some(Keyword::Vary)).then(|| parts(&self.head.name));
        let own = std::iter::once(&*self.head.name).chain(self.head.short.as_deref());
        own.chain(varied.into_iter().flatten())
            .filter(|name| !name.is_empty() || self.head.keyword == Some(Keyword::Matter))
            .collect()
    }
}

/// Items by name, in order.
pub(crate) type Names = FxHashMap<Arc<str>, Vec<Arc<IndexEntry>>>;

/// Groups of names: a name that comes or goes touches one of them.
pub(crate) const GROUPS: usize = 512;

/// The group of a name.
pub(super) fn group_of(name: &str) -> usize {
    usize::try_from(xxh3_64(name.as_bytes()) % GROUPS as u64).unwrap_or(0)
}

/// All items in the order (catalogue, file, item).
pub(crate) fn entries(db: &dyn salsa::Database) -> impl Iterator<Item = &Arc<IndexEntry>> {
    Workspace::get(db).files(db).iter().flat_map(|file| file.entries(db))
}

/// Items of a kind, in order.
pub(crate) fn of_kind(db: &dyn salsa::Database, keyword: Keyword) -> impl Iterator<Item = &IndexEntry> {
    entries(db).map(|entry| &**entry).filter(move |entry| entry.head.keyword == Some(keyword))
}

/// Items of a kind with this name or short name, nearest catalogue first.
pub(crate) fn named<'db>(
    db: &'db dyn salsa::Database,
    keyword: Keyword,
    name: &str,
) -> impl Iterator<Item = &'db IndexEntry> + use<'db> {
    let group = Workspace::get(db).groups(db).get(group_of(name));
    let found = group.and_then(|group| group.names(db).get(name));
    found.into_iter().flatten().map(|entry| &**entry).filter(move |entry| entry.head.keyword == Some(keyword))
}

/// The matters that a variance's head line names: one whose name is the whole text, else each part between `、`.
pub(crate) fn varied<'n>(db: &dyn salsa::Database, text: &'n str) -> Vec<&'n str> {
    if named(db, Keyword::Matter, text).next().is_some() { vec![text] } else { parts(text) }
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

/// Items that describe the world, in order. Equal to itself while matters and tests come, go and are renamed.
#[salsa::tracked]
pub(crate) fn declaring(db: &dyn salsa::Database) -> Vec<Arc<IndexEntry>> {
    entries(db).filter(|entry| entry.head.keyword.is_some_and(declares)).cloned().collect()
}

/// Which item of its file each is; whoever has a finding's place asks for one among hundreds.
#[salsa::tracked]
pub(crate) fn numbers(db: &dyn salsa::Database, file: SourceFile) -> FxHashMap<ItemRef, u32> {
    (0u32..).zip(file.entries(db)).map(|(number, entry)| (entry.item.clone(), number)).collect()
}

/// Names and short names of the items of a group of files with their sounds, by the item's place in the group.
#[salsa::tracked]
pub(crate) fn sounds(db: &dyn salsa::Database, shard: Shard) -> Vec<(Arc<IndexEntry>, Sounded)> {
    let named = |entry: &Arc<IndexEntry>| {
        let short = entry.head.short.iter().filter(|short| **short != entry.head.name);
        let names = std::iter::once(&entry.head.name).chain(short).filter(|name| !name.is_empty());
        names.map(|name| (Arc::clone(entry), Sounded::new(name))).collect::<Vec<_>>()
    };
    shard.files(db).iter().flat_map(|file| file.entries(db)).flat_map(named).collect()
}
