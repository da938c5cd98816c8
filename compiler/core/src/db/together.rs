//! What every matter shows to all others → what only all of them together show.

use std::sync::Arc;

use matter_syntax::keyword::Keyword;

use super::directory::{IndexEntry, of_kind};
use super::inputs::{ItemSource, Workspace};
use super::matters::{analysed, effective_definitions};
use super::world::{declarations, root};
use crate::hir::ItemRef;
use crate::summary::{Catalogue, Conclusion, Interface, Member, Surroundings};

/// What other matters may know of a matter; equal to itself after edits that do not concern them.
#[salsa::tracked]
pub(crate) fn interface(db: &dyn salsa::Database, item: ItemSource) -> Arc<Interface> {
    Arc::clone(&analysed(db, item).summary.interface)
}

/// What only all matters together show. Reads interfaces, and definitions of those few matters that wait for each other.
#[salsa::tracked]
pub(crate) fn conclusion(db: &dyn salsa::Database) -> Conclusion {
    let workspace = Workspace::get(db);
    let Some(examiner) = workspace.examiner(db) else { return Conclusion::default() };
    let entries: Vec<&IndexEntry> = of_kind(db, Keyword::Matter).collect();
    let mut matters: Vec<Member<'_>> = Vec::with_capacity(entries.len());
    for entry in &entries {
        db.unwind_if_revision_cancelled();
        matters.push(Member { item: &entry.item, own: entry.rank == 0, interface: interface(db, entry.source) });
    }
    let definitions = |item: &ItemRef| {
        let entry = entries.iter().find(|entry| entry.item == *item);
        entry.map_or_else(|| Arc::from([]), |entry| effective_definitions(db, entry.source))
    };
    let rank = |path: &str| workspace.files(db).iter().find(|file| **file.path(db) == *path).map(|file| file.rank(db));
    examiner.conclude(&Catalogue {
        matters,
        around: Surroundings {
            declarations: &declarations(db).declarations,
            regions: workspace.regions(db),
            root: root(db),
            settings: workspace.settings(db),
            poll: &|| db.unwind_if_revision_cancelled(),
        },
        definitions: &definitions,
        rank: &rank,
    })
}
