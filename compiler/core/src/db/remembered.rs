//! A matter's analysis of an earlier run → the same analysis now, if everything that it read is as it was.
//!
//! The key hashes what is read for certain: the item, all declarations, the settings. What is read on the way is noted and asked again.

use std::cell::{Cell, RefCell};
use std::hash::{Hash, Hasher};
use std::sync::Arc;

use xxhash_rust::xxh3::Xxh3;

use super::directory::declaring;
use super::inputs::{ItemSource, Workspace};
use super::variances::variances_digest;
use super::world::{matter_by_name, root};
use crate::cache::{Cache, Entry, Lookup};

/// What the analysis of an item looked up by name.
#[derive(Default)]
pub(crate) struct Notes {
    pub(super) asked: RefCell<Vec<Lookup>>,
    pub(super) varied: RefCell<Vec<(Arc<str>, u128)>>,
    /// Something was read of which no note can be taken: the result is not to be remembered.
    pub(super) vague: Cell<bool>,
}

/// The key of a reading and what it noted.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Noted {
    pub(crate) key: u128,
    pub(crate) asked: Vec<Lookup>,
    pub(crate) varied: Vec<(Arc<str>, u128)>,
}

impl Notes {
    pub(crate) fn close(self, key: u128) -> Option<Box<Noted>> {
        let noted = || Noted { key, asked: self.asked.into_inner(), varied: self.varied.into_inner() };
        (!self.vague.get()).then(|| Box::new(noted()))
    }
}

/// Hash of everything that all matters are analysed against.
#[salsa::tracked(returns(copy))]
fn surroundings_digest(db: &dyn salsa::Database) -> u128 {
    let mut hasher = Xxh3::new();
    Workspace::get(db).settings(db).hash(&mut hasher);
    root(db).hash(&mut hasher);
    for entry in declaring(db) {
        (&entry.item, entry.rank).hash(&mut hasher);
        entry.source.text(db).hash(&mut hasher);
    }
    hasher.digest128()
}

/// The key under which a matter's analysis is remembered.
pub(crate) fn key(db: &dyn salsa::Database, item: ItemSource) -> u128 {
    let mut hasher = Xxh3::new();
    surroundings_digest(db).hash(&mut hasher);
    item.reference(db).hash(&mut hasher);
    item.rank(db).hash(&mut hasher);
    item.text(db).hash(&mut hasher);
    hasher.digest128()
}

/// What is remembered under a key, if what it noted is still so.
pub(crate) fn recall(db: &dyn salsa::Database, cache: &Cache, key: u128, rank: u16) -> Option<Entry> {
    let entry = cache.find(key)?;
    let same = entry.asked.iter().all(|(name, found)| matter_by_name(db, name) == *found)
        && entry.varied.iter().all(|(name, found)| variances_digest(db, name, rank) == *found);
    if same {
        cache.count();
    }
    same.then_some(entry)
}

/// Hash of items with their texts.
pub(super) fn digest_of(db: &dyn salsa::Database, items: impl Iterator<Item = ItemSource>) -> u128 {
    let mut hasher = Xxh3::new();
    for item in items {
        item.reference(db).hash(&mut hasher);
        item.text(db).hash(&mut hasher);
    }
    hasher.write_u8(0);
    hasher.digest128()
}
