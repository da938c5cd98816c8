//! What is set from outside: texts, their grouping, the catalogue's settings and the library's tables.

use std::ops::{Deref, Range};
use std::sync::Arc;

use matter_runtime::tables::Day;
use matter_syntax::keyword::Keyword;
use matter_syntax::tree::Face;

use super::directory::{IndexEntry, Names};
use crate::cache::Cache;
use crate::hir::ItemRef;
use crate::regions::RegionTree;
use crate::summary::Examiner;

/// What a catalogue says of itself, as far as the analysis depends on it.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default)]
pub struct Settings {
    /// Code of the root region; `None` = the whole country.
    pub region: Option<Arc<str>>,
    /// The same of the catalogues that it depends on, by rank from 1. Their texts mean the places that they mean at home.
    pub dependencies: Vec<Option<Arc<str>>>,
    /// The catalogue's day.
    pub as_of: Option<Day>,
    /// The face that fixes are printed in.
    pub language: Face,
}

/// A source text and its items. The owner of the texts splits them, so that what is read of all files (lists and head lines) changes
/// only when an item comes, goes or is renamed, and stays as durable as a closed file's while somebody types.
#[salsa::input(debug)]
pub(crate) struct SourceFile {
    /// Path inside its catalogue, prefixed `name:` for dependencies.
    pub(crate) path: Arc<str>,
    /// How near its catalogue is: 0 for the catalogue itself.
    #[returns(copy)]
    pub(crate) rank: u16,
    /// Content since an editor changed it; else it is what the items say, one behind the other.
    pub(crate) edited: Option<Arc<str>>,
    /// Items in order.
    pub(crate) entries: Vec<Arc<IndexEntry>>,
    /// Where each of them begins.
    pub(crate) offsets: Vec<u32>,
}

/// An item of a file.
#[salsa::input(debug)]
pub(crate) struct ItemSource {
    /// What it is called; the same as long as it is the same item.
    pub(crate) reference: ItemRef,
    /// Keyword of the head line; `None` for text that opens no item.
    #[returns(copy)]
    pub(crate) keyword: Option<Keyword>,
    /// As its file's.
    #[returns(copy)]
    pub(crate) rank: u16,
    /// The whole slice.
    pub(crate) text: Slice,
}

/// The text of an item: a part of its file's text without a copy of it, as long as nobody edits the item. An edited item has a text of its own, so
/// that no two versions of a file are kept.
#[derive(Clone, Debug)]
pub(crate) struct Slice {
    whole: Arc<str>,
    range: Range<usize>,
}

impl Slice {
    /// The part of a text that begins at an offset; a copy if it is not what stands there.
    pub(crate) fn of(whole: &Arc<str>, offset: u32, part: &str) -> Self {
        let range = offset as usize..(offset as usize).saturating_add(part.len());
        if whole.get(range.clone()) == Some(part) { Self { whole: Arc::clone(whole), range } } else { Self::from(part) }
    }

    /// Whether this is the very same text, and not only an equal one.
    pub(crate) fn is(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.whole, &other.whole) && self.range == other.range
    }
}

impl From<&str> for Slice {
    fn from(text: &str) -> Self {
        Self { whole: text.into(), range: 0..text.len() }
    }
}

impl Deref for Slice {
    type Target = str;

    fn deref(&self) -> &str {
        self.whole.get(self.range.clone()).unwrap_or_default()
    }
}

/// A group of files: lists of all files are walked by group, so that one file's change touches one group.
#[salsa::input(debug)]
pub(crate) struct Shard {
    /// Sorted by path.
    pub(crate) files: Vec<SourceFile>,
}

/// A group of names.
#[salsa::input(debug)]
pub(crate) struct NameGroup {
    /// Items by name and short name.
    pub(crate) names: Names,
}

/// Everything that is not a source.
#[salsa::input(singleton)]
pub(crate) struct Workspace {
    /// All files, sorted by the rank of their catalogue and by path.
    pub(crate) files: Vec<SourceFile>,
    /// All groups of names, always the same ones.
    pub(crate) groups: Vec<NameGroup>,
    /// All groups, always the same ones.
    pub(crate) shards: Vec<Shard>,
    /// Settings of the catalogue.
    pub(crate) settings: Settings,
    /// Administrative divisions.
    pub(crate) regions: Arc<RegionTree>,
    /// Who looks at definitions while they stand.
    pub(crate) examiner: Option<Arc<dyn Examiner>>,
    /// What an earlier run kept of matters.
    pub(crate) cache: Option<Arc<Cache>>,
}
