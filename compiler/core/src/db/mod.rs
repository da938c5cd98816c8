//! The incremental database: texts in, summaries, index, declarations and definitions out, each computed at most once per change.
//!
//! Only this folder and `host` know salsa. Files come in split into items; a tree lives as long as one query; whatever
//! another item can see equals itself after an edit that does not concern it. Nothing is accumulated: queries return their findings.

mod conditions;
mod directory;
mod edits;
mod inputs;
mod lookup;
mod marks;
mod matters;
mod profiles;
mod remembered;
mod slices;
mod source;
mod texts;
mod together;
mod variances;
mod world;

use std::sync::{Arc, Mutex, PoisonError};

pub(crate) use directory::{GROUPS, IndexEntry, Names, declaring, entries, named, numbers, of_kind, sounds};
pub use inputs::Settings;
pub(crate) use inputs::{ItemSource, NameGroup, Shard, Slice, SourceFile, Workspace};
pub(crate) use marks::{Mark, ground, mark};
pub(crate) use matters::{
    Analysed, analysed, between_items, effective_definitions, file_diagnostics, is_remembered, item_diagnostics,
    local_facts, remembered, tested,
};
pub(crate) use source::{Tree, read_tree, span_of, tree};
pub(crate) use texts::{NewFile, Texts, is_text, text};
pub(crate) use together::conclusion;
pub(crate) use variances::varied_abroad;
pub(crate) use world::{declarations, is_in_force, root};

/// Names of the queries that were run, for tests of what an edit costs.
pub(crate) type Log = Arc<Mutex<Vec<String>>>;

/// All inputs and everything computed from them. Cheap to clone: clones share all results.
#[salsa::db]
#[derive(Clone)]
pub(crate) struct Database {
    storage: salsa::Storage<Self>,
}

#[salsa::db]
impl salsa::Database for Database {}

impl Database {
    /// An empty database; with a log, each query that runs is noted there.
    pub(crate) fn new(log: Option<Log>) -> Self {
        let storage = salsa::Storage::new(log.map(|log| -> Box<dyn Fn(salsa::Event) + Send + Sync> {
            Box::new(move |event| {
                if let salsa::EventKind::WillExecute { database_key } = event.kind {
                    log.lock().unwrap_or_else(PoisonError::into_inner).push(format!("{database_key:?}"));
                }
            })
        }));
        Self { storage }
    }
}
