//! Variances of a matter → its effective definitions, and what is wrong with a variance as the matters that it names see it.

use std::collections::BTreeSet;
use std::sync::Arc;

use matter_syntax::keyword::Keyword;

use super::directory::{IndexEntry, named, varied as names_varied};
use super::inputs::{ItemSource, SourceFile};
use super::matters::analysed;
use super::remembered::{Notes, digest_of};
use super::slices::head_line;
use super::source::{Tree, head, read_tree};
use super::world::{MatterName, full_names, matter_source, matter_source_from, root_of, with_world};
use crate::codes::UNKNOWN_NAME;
use crate::diagnostic::{Arg, Diagnostic, Place};
use crate::hir::{Definition, ItemRef, MatterHead, NodeId, Origin};
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

/// The variances that mean a matter of this catalogue by this name, each once: a name means the matter of the nearest catalogue that the
/// variance's own one sees.
fn variances_meaning<'db>(
    db: &'db dyn salsa::Database,
    name: &Arc<str>,
    rank: u16,
) -> impl Iterator<Item = &'db IndexEntry> + use<'db> {
    let name = MatterName::new(db, Arc::clone(name));
    let means = move |entry: &&IndexEntry| {
        let mut known = full_names(db, name).iter().map(|(_, rank)| *rank);
        known.find(|known| entry.rank <= *known) == Some(rank)
    };
    variances_of(db, name).iter().filter(means)
}

/// The variances of a matter.
pub(super) fn variances_named<'db>(
    db: &'db dyn salsa::Database,
    head: &MatterHead,
    rank: u16,
) -> impl Iterator<Item = ItemSource> + use<'db> {
    let found: Vec<&'db IndexEntry> = names(head).flat_map(|name| variances_meaning(db, name, rank)).collect();
    found.into_iter().map(|entry| entry.source)
}

/// Hash of the variances that mean a matter of this catalogue by this name.
pub(crate) fn variances_digest(db: &dyn salsa::Database, name: &Arc<str>, rank: u16) -> u128 {
    digest_of(db, variances_meaning(db, name, rank).map(|entry| entry.source))
}

/// The matters of other catalogues that the variances of a file vary, each once, in order.
#[salsa::tracked]
pub(crate) fn varied_abroad(db: &dyn salsa::Database, file: SourceFile) -> Vec<ItemRef> {
    matters_abroad(db, file).into_iter().map(|matter| matter.reference(db).clone()).collect()
}

/// Their sources.
pub(super) fn matters_abroad(db: &dyn salsa::Database, file: SourceFile) -> Vec<ItemSource> {
    let mut found: Vec<ItemSource> = Vec::new();
    for entry in file.entries(db).iter().filter(|entry| entry.head.keyword == Some(Keyword::Vary)) {
        let names = names_varied(db, &entry.head.name).into_iter();
        let matters = names.filter_map(|name| matter_source_from(db, name, entry.rank));
        found.extend(matters.filter(|matter| entry.rank < matter.rank(db)));
    }
    let mut seen = BTreeSet::new();
    found.retain(|matter| seen.insert(matter.reference(db)));
    found
}

/// What a matter comes to with its variances.
#[derive(Default)]
pub(crate) struct Effective {
    /// Its effective definitions, the base first.
    pub(crate) definitions: Arc<[Definition]>,
    /// Findings that stand in its variances.
    pub(crate) abroad: Vec<Diagnostic>,
    /// Where another catalogue's matter is varied by this one.
    pub(crate) varied: Option<Before>,
}

/// A matter of another catalogue, as it is without what this one says.
pub(crate) struct Before {
    pub(crate) definitions: Vec<Definition>,
    /// What this catalogue changes: addresses, and where the changes stand; last each variance as a whole, by the empty address.
    pub(crate) edits: Vec<(Arc<str>, Origin)>,
}

/// The effective definitions of a matter, and findings that stand in its variances; `again` lowers the matter with the amounts of another
/// place and day.
pub(crate) fn effective(
    db: &dyn salsa::Database,
    world: &World<'_>,
    base: &LoweredMatter,
    again: &dyn Fn(Where) -> LoweredMatter,
    notes: &Notes,
) -> Effective {
    let mut entries: Vec<&IndexEntry> = Vec::new();
    for name in names(&base.head) {
        notes.varied.borrow_mut().push((Arc::clone(name), variances_digest(db, name, base.rank)));
        entries.extend(variances_meaning(db, name, base.rank));
    }
    let trees: Vec<(&IndexEntry, Tree)> =
        entries.into_iter().map(|entry| (entry, read_tree(db, entry.source))).collect();
    let vary = |base: &LoweredMatter| -> Vec<LoweredVariance> {
        let lower = |(entry, tree): &(&IndexEntry, Tree)| {
            let world = World { root: root_of(db, entry.rank), rank: entry.rank, ..*world };
            lower_variance(&world, &tree.parse.item, &entry.item, &tree.map, base)
        };
        trees.iter().map(lower).collect()
    };
    let lowered = vary(base);
    let variances: Vec<&LoweredVariance> = lowered.iter().collect();
    let refold = |at| {
        let base = again(at);
        let variances = vary(&base);
        (base, variances)
    };
    let (made, mut abroad) = definitions(world, base, &variances, &refold);
    abroad.extend(lowered.iter().flat_map(|variance| variance.diagnostics.iter().cloned()));
    let own = |variance: &&LoweredVariance| variance.rank == 0;
    let varied = (base.rank > 0 && lowered.iter().any(|one| own(&one))).then(|| {
        let others: Vec<&LoweredVariance> = lowered.iter().filter(|one| !own(one)).collect();
        Before { definitions: definitions(world, base, &others, &refold).0, edits: changes(lowered.iter().filter(own)) }
    });
    Effective { definitions: made.into(), abroad, varied }
}

/// Where variances change what; last each of them as a whole.
fn changes<'v>(variances: impl Iterator<Item = &'v LoweredVariance> + Clone) -> Vec<(Arc<str>, Origin)> {
    let edits = variances.clone().flat_map(|variance| &variance.edits);
    let lines = edits.map(|edit| (Arc::clone(&edit.address), edit.origin.clone()));
    lines.chain(variances.map(|one| (Arc::from(""), Origin { item: one.item.clone(), node: NodeId(0) }))).collect()
}

/// What is wrong in a variance: its text, names of matters nobody has, and what its matters find in it.
#[salsa::tracked]
pub(crate) fn varied(db: &dyn salsa::Database, item: ItemSource) -> Vec<Diagnostic> {
    let reference = item.reference(db);
    let errors = &read_tree(db, item).parse.errors;
    let mut found: Vec<Diagnostic> = errors.iter().map(|error| syntax_errors::finding(reference, error)).collect();
    for name in names_varied(db, &head(head_line(item.text(db))).name) {
        let Some(matter) = matter_source_from(db, name, item.rank(db)) else {
            if matter_source(db, "").is_some() {
                continue;
            }
            let mut unknown = Diagnostic::new(UNKNOWN_NAME, Place::Node(reference.clone(), NodeId(0)));
            if let Some(label) = unknown.labels.first_mut() {
                label.role = "wanted-matter";
            }
            let similar = with_world(db, item.rank(db), None, |world| world.matters.similar(name));
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
