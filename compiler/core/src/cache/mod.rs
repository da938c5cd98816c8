//! What was kept of matters at an earlier run ↔ bytes. An entry is found by a hash of everything that the matter's analysis read; what an entry
//! cannot name beforehand (names that were looked up, variances that were found) it holds with the answers, to be asked again.
//!
//! Whoever hands over the bytes also says who made them; bytes of another maker, of another form or with a flaw are no cache at all.

mod codec;
mod records;

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use matter_syntax::keyword::Keyword;
use matter_syntax::tree::Span;
use rustc_hash::FxHashMap;
use xxhash_rust::xxh3::xxh3_64;

use crate::db::Analysed;
use crate::hir::{ItemRef, NodeId};
use codec::{Reader, Stored, Table, Writer};

/// First bytes of every cache; the last counts changes of the form.
const MAGIC: &[u8; 8] = b"matter\x001";

/// What an earlier run kept of matters.
#[derive(Debug, Default)]
pub struct Cache {
    bytes: Vec<u8>,
    entries: FxHashMap<u128, Range<usize>>,
    table: Table,
    found: AtomicUsize,
}

/// A name of a matter with what was found under it.
pub(crate) type Lookup = (Arc<str>, Option<(Arc<str>, ItemRef)>);

/// What is kept of one matter.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Entry {
    /// Names of matters that were looked up, with what was found.
    pub(crate) asked: Vec<Lookup>,
    /// Names under which variances were looked for, with the hash of those that were found.
    pub(crate) varied: Vec<(Arc<str>, u128)>,
    pub(crate) analysed: Arc<Analysed>,
    pub(crate) spans: Box<[(NodeId, Span)]>,
}

impl Cache {
    /// A cache without entries: what is analysed with it can be written.
    #[must_use]
    pub fn empty() -> Self {
        Self::default()
    }

    /// Reads a cache; `None` if the bytes are not one, or one of another maker.
    #[must_use]
    pub fn read(bytes: Vec<u8>, maker: u128) -> Option<Self> {
        let table = Table { keywords: Keyword::all().collect(), ..Table::default() };
        let mut reader = Reader { bytes: &bytes, table: &table };
        let magic = reader.take(MAGIC.len())?;
        let checksum = u64::from_le_bytes(reader.take(8)?.try_into().ok()?);
        if magic != MAGIC || xxh3_64(reader.bytes) != checksum || u128::get(&mut reader)? != maker {
            return None;
        }
        let count = reader.number()?;
        let mut texts: Vec<Arc<str>> = Vec::new();
        for _ in 0..count {
            let length = usize::try_from(reader.number()?).ok()?;
            texts.push(std::str::from_utf8(reader.take(length)?).ok()?.into());
        }
        let words: Vec<u64> = Stored::get(&mut reader)?;
        let index: Vec<(u128, u64)> = Stored::get(&mut reader)?;
        let mut start = bytes.len().checked_sub(reader.bytes.len())?;
        let mut entries = FxHashMap::default();
        for (key, length) in index {
            let end = start.checked_add(usize::try_from(length).ok()?).filter(|end| *end <= bytes.len())?;
            entries.insert(key, start..end);
            start = end;
        }
        let words = words.into_iter().map(|word| Some((word, lasting(texts.get(usize::try_from(word).ok()?)?))));
        let words = words.collect::<Option<_>>()?;
        let table = Table { texts, words, ..table };
        Some(Self { bytes, entries, table, found: AtomicUsize::new(0) })
    }

    /// The entry with this key.
    pub(crate) fn find(&self, key: u128) -> Option<Entry> {
        let bytes = self.bytes.get(self.entries.get(&key)?.clone())?;
        Entry::get(&mut Reader { bytes, table: &self.table })
    }

    /// Notes that an entry was taken.
    pub(crate) fn count(&self) {
        self.found.fetch_add(1, Ordering::Relaxed);
    }

    /// Whether every entry was taken, and nothing else was wanted.
    pub(crate) fn served(&self, wanted: usize) -> bool {
        let found = self.found.load(Ordering::Relaxed);
        found == wanted && found == self.entries.len()
    }

    /// The bytes of a cache.
    pub(crate) fn write(entries: &BTreeMap<u128, Entry>, maker: u128) -> Vec<u8> {
        let mut body = Writer::default();
        let mut index: Vec<(u128, u64)> = Vec::with_capacity(entries.len());
        for (key, entry) in entries {
            let start = body.bytes.len();
            entry.put(&mut body);
            index.push((*key, (body.bytes.len() - start) as u64));
        }
        let Writer { bytes: body, texts } = body;
        let mut head = Writer::default();
        maker.put(&mut head);
        head.number(texts.all.len() as u64);
        for text in &texts.all {
            head.number(text.len() as u64);
            head.bytes.extend_from_slice(text.as_bytes());
        }
        texts.words.into_iter().collect::<Vec<u64>>().put(&mut head);
        index.put(&mut head);
        head.bytes.extend_from_slice(&body);
        let checksum = xxh3_64(&head.bytes).to_le_bytes();
        [&MAGIC[..], &checksum, &head.bytes].concat()
    }
}

/// The same text for as long as the program runs. Texts are few: a cache names those words of the program that made it, and its maker is this one.
fn lasting(text: &str) -> &'static str {
    static KNOWN: Mutex<BTreeMap<Arc<str>, &'static str>> = Mutex::new(BTreeMap::new());
    let mut known = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(known) = known.get(text) {
        return known;
    }
    let lasting: &'static str = Box::leak(text.into());
    known.insert(text.into(), lasting);
    lasting
}
