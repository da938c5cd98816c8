//! Variances of a matter → its effective definitions, and what is wrong with a variance as the matters that it names see it.

use std::sync::Arc;

use matter_syntax::keyword::Keyword;

use super::directory::{IndexEntry, named, varied as names_varied};
use super::inputs::ItemSource;
use super::matters::analysed;
use super::remembered::{Notes, digest_of};
use super::slices::head_line;
use super::source::{Tree, head, read_tree};
use super::world::{MatterName, matter_source, with_world};
use crate::codes::UNKNOWN_NAME;
use crate::diagnostic::{Arg, Diagnostic, Place};
use crate::hir::{Definition, MatterHead, NodeId};
use crate::lower::{LoweredMatter, LoweredVariance, Where, definitions, lower_variance};
use crate::syntax_errors;
use crate::world::World;

/// The variances that name a matter; head lines of others may change without touching who asked.
#[salsa::tracked]
fn variances_of<'db>(db: &'db dyn salsa::Database, name: MatterName<'db>) -> Vec<IndexEntry> {
    let name = name.text(db);
    let varies = |entry: &&IndexEntry| names_varied(db, &entry.head.name).contains(&&**name);
    named(db, Keyword::Vary, name).filter(varies).cloned().collect()
}

/// What variances may call a matter.
fn names(head: &MatterHead) -> impl Iterator<Item = &Arc<str>> {
    std::iter::once(&head.name).chain(head.short.iter().filter(|short| **short != head.name))
}

/// The variances of a matter.
pub(super) fn variances_named<'db>(
    db: &'db dyn salsa::Database,
    head: &MatterHead,
) -> impl Iterator<Item = ItemSource> + use<'db> {
    let found: Vec<&'db Vec<IndexEntry>> =
        names(head).map(|name| variances_of(db, MatterName::new(db, Arc::clone(name)))).collect();
    found.into_iter().flatten().map(|entry| entry.source)
}

/// Hash of the variances that name a matter.
pub(crate) fn variances_digest(db: &dyn salsa::Database, name: &Arc<str>) -> u128 {
    let found = variances_of(db, MatterName::new(db, Arc::clone(name)));
    digest_of(db, found.iter().map(|entry| entry.source))
}

/// The effective definitions of a matter, and findings that stand in its variances; `again` lowers the matter with the amounts of another
/// place and day.
pub(crate) fn effective(
    db: &dyn salsa::Database,
    world: &World<'_>,
    base: &LoweredMatter,
    again: &dyn Fn(Where) -> LoweredMatter,
    notes: &Notes,
) -> (Arc<[Definition]>, Vec<Diagnostic>) {
    let mut entries: Vec<&IndexEntry> = Vec::new();
    for name in names(&base.head) {
        let found = variances_of(db, MatterName::new(db, Arc::clone(name)));
        notes.varied.borrow_mut().push((Arc::clone(name), variances_digest(db, name)));
        entries.extend(found);
    }
    let trees: Vec<(&IndexEntry, Tree)> =
        entries.into_iter().map(|entry| (entry, read_tree(db, entry.source))).collect();
    let vary = |base: &LoweredMatter| -> Vec<LoweredVariance> {
        let lower =
            |(entry, tree): &(&IndexEntry, Tree)| lower_variance(world, &tree.parse.item, &entry.item, &tree.map, base);
        trees.iter().map(lower).collect()
    };
    let lowered = vary(base);
    let variances: Vec<&LoweredVariance> = lowered.iter().collect();
    let refold = |at| {
        let base = again(at);
        let variances = vary(&base);
        (base, variances)
    };
    let (definitions, mut found) = definitions(world, base, &variances, &refold);
    found.extend(lowered.iter().flat_map(|variance| variance.diagnostics.iter().cloned()));
    (definitions.into(), found)
}

/// What is wrong in a variance: its text, names of matters nobody has, and what its matters find in it.
#[salsa::tracked]
pub(crate) fn varied(db: &dyn salsa::Database, item: ItemSource) -> Vec<Diagnostic> {
    let reference = item.reference(db);
    let errors = &read_tree(db, item).parse.errors;
    let mut found: Vec<Diagnostic> = errors.iter().map(|error| syntax_errors::finding(reference, error)).collect();
    for name in names_varied(db, &head(head_line(item.text(db))).name) {
        let Some(matter) = matter_source(db, name) else {
            if matter_source(db, "").is_some() {
                continue;
            }
            let mut unknown = Diagnostic::new(UNKNOWN_NAME, Place::Node(reference.clone(), NodeId(0)));
            if let Some(label) = unknown.labels.first_mut() {
                label.role = "wanted-matter";
            }
            let similar = with_world(db, None, |world| world.matters.similar(name));
            let similar = similar.into_iter().map(Arg::Code).collect();
            found.push(unknown.with("name", Arg::Code(name.into())).with("suggestions", Arg::List(similar)));
            continue;
        };
        let here = |diagnostic: &&Diagnostic| {
            let place = diagnostic.labels.first().map(|label| &label.place);
            matches!(place, Some(Place::Node(item, _) | Place::Span(item, _)) if item == reference)
        };
        for diagnostic in analysed(db, matter).abroad.iter().filter(here) {
            if !found.contains(diagnostic) {
                found.push(diagnostic.clone());
            }
        }
    }
    found
}
