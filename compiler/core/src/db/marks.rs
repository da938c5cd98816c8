//! Whether what is wrong in a file may be something else than before: a mark that is another one after every change that its findings see.
//!
//! Whoever keeps what was found in a file keeps its mark, and asks for the mark again instead of for the findings of each of its items.

use std::sync::Arc;

use matter_syntax::keyword::Keyword;

use super::inputs::{SourceFile, Workspace};
use super::matters::{analysed, between_items, item_diagnostics};
use super::variances::{matters_abroad, variances_named, varied};
use super::world::surroundings;

/// Another one whenever it is made anew.
pub(crate) type Mark = Arc<()>;

/// The mark of a file: what its items say and where they stand, what was found in them and between them, and what is wrong in the variances
/// that its matters rest on, or in the matters of others that its variances vary. What all matters together show is apart.
#[salsa::tracked(no_eq, returns(clone))]
pub(crate) fn mark(db: &dyn salsa::Database, file: SourceFile) -> Mark {
    let _ = (file.rank(db), file.offsets(db), Workspace::get(db).settings(db));
    for entry in file.entries(db) {
        let _ = entry.source.text(db);
        item_diagnostics(db, entry.source);
        if entry.head.keyword == Some(Keyword::Matter) {
            variances_named(db, &analysed(db, entry.source).head, entry.rank).for_each(|variance| {
                varied(db, variance);
            });
        }
    }
    for matter in matters_abroad(db, file) {
        analysed(db, matter);
    }
    between_items(db, file);
    Mark::default()
}

/// The mark of everything that all items rest on: another one means that nearly everything is analysed anew.
#[salsa::tracked(no_eq, returns(clone))]
pub(crate) fn ground(db: &dyn salsa::Database) -> Mark {
    let workspace = Workspace::get(db);
    let _ = (workspace.files(db), workspace.settings(db), workspace.regions(db));
    let _ = (workspace.examiner(db).is_some(), workspace.cache(db).is_some(), surroundings(db));
    Mark::default()
}
