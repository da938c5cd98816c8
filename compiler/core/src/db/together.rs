//! What every matter shows to all others → what only all of them together show.

use std::collections::BTreeSet;
use std::sync::Arc;

use matter_syntax::keyword::Keyword;

use super::directory::IndexEntry;
use super::inputs::{ItemSource, SourceFile, Workspace};
use super::matters::{analysed, effective_definitions};
use super::variances::varied_abroad;
use super::world::{declarations, is_in_force, root};
use crate::hir::ItemRef;
use crate::summary::{Catalogue, Conclusion, Interface, Member, Surroundings};

/// What other matters may know of a matter; equal to itself after edits that do not concern them.
#[salsa::tracked]
pub(crate) fn interface(db: &dyn salsa::Database, item: ItemSource) -> Arc<Interface> {
    Arc::clone(&analysed(db, item).summary.interface)
}

/// What the matters of a file show, in order: whoever reads all matters asks for their files and not for each of them.
#[salsa::tracked]
fn interfaces(db: &dyn salsa::Database, file: SourceFile) -> Vec<(Arc<IndexEntry>, Arc<Interface>)> {
    let matters = file.entries(db).iter().filter(|entry| entry.head.keyword == Some(Keyword::Matter));
    matters.map(|entry| (Arc::clone(entry), Arc::clone(interface(db, entry.source)))).collect()
}

/// What only all matters together show. Reads interfaces, and definitions of those few matters that wait for each other.
#[salsa::tracked]
pub(crate) fn conclusion<'db>(db: &'db dyn salsa::Database) -> Arc<Conclusion> {
    let workspace = Workspace::get(db);
    let Some(examiner) = workspace.examiner(db) else { return Arc::default() };
    let shown = workspace.files(db).iter().flat_map(|file| {
        db.unwind_if_revision_cancelled();
        interfaces(db, *file)
    });
    let shown = shown.filter(|(entry, _)| is_in_force(db, entry));
    let shown: Vec<(&IndexEntry, &Interface)> = shown.map(|(entry, interface)| (&**entry, &**interface)).collect();
    let own = workspace.files(db).iter().filter(|file| file.rank(db) == 0);
    let varied: BTreeSet<&ItemRef> = own.flat_map(|file| varied_abroad(db, *file)).collect();
    let member = |(entry, interface): &(&'db IndexEntry, &'db Interface)| Member {
        item: &entry.item,
        own: entry.rank == 0,
        varied: varied.contains(&entry.item),
        interface,
    };
    let definitions = |item: &ItemRef| {
        let entry = shown.iter().map(|(entry, _)| entry).find(|entry| entry.item == *item);
        entry.map_or_else(|| Arc::from([]), |entry| effective_definitions(db, entry.source))
    };
    let declarations = &declarations(db).declarations;
    let rank = |path: &str| workspace.files(db).iter().find(|file| **file.path(db) == *path).map(|file| file.rank(db));
    Arc::new(examiner.conclude(&Catalogue {
        matters: shown.iter().map(member).collect(),
        around: Surroundings {
            declarations,
            declared: declarations,
            regions: workspace.regions(db),
            root: root(db),
            settings: workspace.settings(db),
            poll: &|| db.unwind_if_revision_cancelled(),
        },
        definitions: &definitions,
        rank: &rank,
    }))
}
