//! Matters → what is kept of them; tests → cases. A tree, and definitions, are made, used and dropped inside one query.

use std::sync::Arc;

use matter_syntax::keyword::Keyword;
use matter_syntax::tree::Span;

use super::conditions::{conditioned, has_condition};
use super::inputs::{ItemSource, SourceFile, Workspace};
use super::lookup::{Lookup, outline};
use super::remembered::{Noted, Notes, key, recall};
use super::source::{Tree, read_tree, tree};
use super::variances::{Before, Effective, effective, varied};
use super::world::{declarations, declared, duplicates, matter_source, root, with_world};
use crate::cache::Entry;
use crate::declare::{Testable, fact, test_case};
use crate::diagnostic::{Diagnostic, Place};
use crate::hir::{Definition, FactDeclaration, ItemRef, MatterHead, NodeId, TestCase};
use crate::lower::findings::Findings;
use crate::lower::locals::local_items;
use crate::lower::twice::sections_twice;
use crate::lower::{LoweredMatter, lower_matter, lower_matter_at};
use crate::source_map::SourceMap;
use crate::summary::{Subject, Summary, Surroundings, Varied};
use crate::syntax_errors;

/// What is kept of a matter, and what is wrong inside it.
#[derive(Clone, PartialEq, Debug, Default)]
pub(crate) struct Analysed {
    pub(crate) head: Arc<MatterHead>,
    pub(crate) summary: Summary,
    pub(crate) diagnostics: Vec<Diagnostic>,
    /// Findings that stand in its variances.
    pub(crate) abroad: Vec<Diagnostic>,
}

impl Analysed {
    /// Codes by which matters of equal name are told apart.
    pub(crate) fn codes(&self) -> Vec<(Arc<str>, Arc<str>)> {
        self.head.codes.clone()
    }
}

/// What one reading of a matter's tree leaves. The spans of places that findings name stay behind: reading the text again for each finding
/// would cost as much as all the rest.
#[derive(Clone, PartialEq, Debug)]
struct Reading {
    analysed: Arc<Analysed>,
    spans: Box<[(NodeId, Span)]>,
    /// What it rests on, if it is to be remembered.
    noted: Option<Box<Noted>>,
}

/// A matter with its variances folded in; equal to itself while only the places of its words change.
#[salsa::tracked]
pub(crate) fn analysed(db: &dyn salsa::Database, item: ItemSource) -> Arc<Analysed> {
    Arc::clone(&reading(db, item).analysed)
}

/// The span of a node of a matter, relative to the item.
pub(crate) fn span_in_matter(db: &dyn salsa::Database, item: ItemSource, node: NodeId) -> Span {
    let spans = &reading(db, item).spans;
    match spans.binary_search_by_key(&node, |(node, _)| *node) {
        Ok(at) => spans.get(at).map(|(_, span)| *span).unwrap_or_default(),
        Err(_) => tree(db, item).map.span(node),
    }
}

/// A matter with its definitions, for as long as somebody looks at them.
struct Lowered {
    tree: Tree,
    base: LoweredMatter,
    effective: Effective,
    notes: Notes,
}

fn lower(db: &dyn salsa::Database, item: ItemSource) -> Lowered {
    let tree = read_tree(db, item);
    let reference = item.reference(db);
    let notes = Notes::default();
    let (base, effective) = with_world(db, item.rank(db), Some(&notes), |world| {
        let base = lower_matter(world, &tree.parse.item, reference, &tree.map);
        let again = |at| lower_matter_at(world, &tree.parse.item, reference, &tree.map, Some(at));
        let effective = effective(db, world, &base, &again, &notes);
        (base, effective)
    });
    Lowered { tree, base, effective, notes }
}

/// The effective definitions of a matter, made anew each time: whoever needs them drops them again.
pub(crate) fn effective_definitions(db: &dyn salsa::Database, item: ItemSource) -> Arc<[Definition]> {
    lower(db, item).effective.definitions
}

#[salsa::tracked]
fn reading(db: &dyn salsa::Database, item: ItemSource) -> Reading {
    let Some(cache) = Workspace::get(db).cache(db) else { return read(db, item).0 };
    let key = key(db, item);
    if let Some(Entry { asked, varied, analysed, spans }) = recall(db, cache, key, item.rank(db)) {
        return Reading { analysed, spans, noted: Some(Box::new(Noted { key, asked, varied })) };
    }
    let (reading, notes) = read(db, item);
    Reading { noted: notes.close(key), ..reading }
}

/// Whether there is something to be remembered of a matter.
pub(crate) fn is_remembered(db: &dyn salsa::Database, item: ItemSource) -> bool {
    reading(db, item).noted.is_some()
}

/// What is to be remembered of a matter, with its key; nothing if the analysis has no cache.
pub(crate) fn remembered(db: &dyn salsa::Database, item: ItemSource) -> Option<(u128, Entry)> {
    let Reading { analysed, spans, noted } = reading(db, item);
    let Noted { key, asked, varied } = noted.as_deref()?.clone();
    Some((key, Entry { asked, varied, analysed: Arc::clone(analysed), spans: spans.clone() }))
}

fn read(db: &dyn salsa::Database, item: ItemSource) -> (Reading, Notes) {
    let Lowered { tree, base, effective, notes } = lower(db, item);
    let Effective { definitions, mut abroad, varied } = effective;
    let reference = item.reference(db);
    let mut diagnostics: Vec<Diagnostic> =
        tree.parse.errors.iter().map(|error| syntax_errors::finding(reference, error)).collect();
    diagnostics.extend(base.diagnostics);
    let workspace = Workspace::get(db);
    let mut summary = workspace.examiner(db).as_ref().map_or_else(Summary::default, |examiner| {
        examiner.examine(&Subject {
            item: reference,
            own: item.rank(db) == 0,
            head: &base.head,
            definitions: &definitions,
            varied: varied.as_ref().map(|Before { definitions, edits }| Varied { before: definitions, edits }),
            diagnostics: &diagnostics,
            around: Surroundings {
                declarations: outline(db),
                declared: &Lookup { db },
                regions: workspace.regions(db),
                root: root(db),
                settings: workspace.settings(db),
                poll: &|| db.unwind_if_revision_cancelled(),
            },
        })
    });
    let found = diagnostics.iter().chain(&abroad).chain(&summary.findings);
    let spans = spans_of(reference, found, &tree.map);
    for kept in [&mut diagnostics, &mut abroad, &mut summary.findings] {
        kept.shrink_to_fit();
        kept.iter_mut().for_each(Diagnostic::settle);
    }
    let analysed = Arc::new(Analysed { head: base.head, summary, diagnostics, abroad });
    (Reading { analysed, spans, noted: None }, notes)
}

/// The spans of the nodes of an item that findings name.
fn spans_of<'d>(item: &ItemRef, found: impl Iterator<Item = &'d Diagnostic>, map: &SourceMap) -> Box<[(NodeId, Span)]> {
    let mut nodes: Vec<NodeId> = Vec::new();
    for finding in found {
        let labels = finding.labels.iter().map(|label| &label.place);
        let edits = finding.fixes.iter().flat_map(|fix| &fix.edits).map(|edit| &edit.place);
        nodes.extend(labels.chain(edits).filter_map(|place| match place {
            Place::Node(of, node) if of == item => Some(*node),
            _ => None,
        }));
    }
    nodes.sort_unstable();
    nodes.dedup();
    nodes.into_iter().map(|node| (node, map.span(node))).collect()
}

/// A test and what is wrong with it.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Tested {
    pub(crate) test: Arc<TestCase>,
    pub(crate) diagnostics: Vec<Diagnostic>,
}

/// What tests may name of a matter; its definitions are made once more, for matters that are tried only.
#[salsa::tracked]
fn testable(db: &dyn salsa::Database, matter: ItemSource) -> Arc<Testable> {
    let lowered = lower(db, matter);
    Arc::new(Testable::of(&lowered.base, &lowered.effective.definitions))
}

/// A test as data.
#[salsa::tracked]
pub(crate) fn tested(db: &dyn salsa::Database, item: ItemSource) -> Tested {
    let tree = read_tree(db, item);
    let reference = item.reference(db);
    let mut diagnostics: Vec<Diagnostic> =
        tree.parse.errors.iter().map(|error| syntax_errors::finding(reference, error)).collect();
    let mut findings = Findings::new(reference.clone(), tree.map);
    sections_twice(&tree.parse.item, &mut findings);
    let names = |matter: &str| matter_source(db, matter).map(|matter| Arc::clone(testable(db, matter)));
    let test = with_world(db, item.rank(db), None, |world| test_case(world, &tree.parse.item, &names, &mut findings));
    diagnostics.extend(findings.into_found());
    Tested { test: Arc::new(test), diagnostics }
}

/// The facts that a matter declares for itself, read anew each time.
pub(crate) fn local_facts(db: &dyn salsa::Database, matter: ItemSource) -> Vec<FactDeclaration> {
    let tree = read_tree(db, matter);
    let mut findings = Findings::new(matter.reference(db).clone(), tree.map);
    let locals = local_items(&tree.parse.item).filter(|local| local.keyword == Some(Keyword::Fact));
    with_world(db, matter.rank(db), None, |world| {
        locals.filter_map(|local| fact(world, local, &mut findings)).collect()
    })
}

/// What is wrong with text that opens no item.
#[salsa::tracked]
pub(crate) fn stray(db: &dyn salsa::Database, item: ItemSource) -> Vec<Diagnostic> {
    let reference = item.reference(db);
    read_tree(db, item).parse.errors.iter().map(|error| syntax_errors::finding(reference, error)).collect()
}

/// What is wrong inside an item.
pub(crate) fn item_diagnostics(db: &dyn salsa::Database, item: ItemSource) -> &[Diagnostic] {
    match item.keyword(db) {
        Some(Keyword::Matter) => &analysed(db, item).diagnostics,
        Some(Keyword::Test) => &tested(db, item).diagnostics,
        Some(Keyword::Vary) => varied(db, item),
        None => stray(db, item),
        Some(_) if has_condition(db, item) => conditioned(db, item),
        Some(_) => &declared(db, item).diagnostics,
    }
}

/// What is wrong between the items of a file and others: names declared twice, members that do not exist.
#[salsa::tracked]
pub(crate) fn between_items(db: &dyn salsa::Database, file: SourceFile) -> Vec<Diagnostic> {
    let path = file.path(db);
    let declared = declarations(db).diagnostics.iter().filter(|found| is_in(found, path)).cloned();
    declared.chain(duplicates(db, file.entries(db))).collect()
}

/// What is wrong in a file: inside its items in order, then between them and others. Put together each time: the parts are remembered.
pub(crate) fn file_diagnostics(db: &dyn salsa::Database, file: SourceFile) -> impl Iterator<Item = &Diagnostic> {
    let inside = file.entries(db).iter().flat_map(|entry| item_diagnostics(db, entry.source));
    inside.chain(between_items(db, file))
}

fn is_in(diagnostic: &Diagnostic, path: &Arc<str>) -> bool {
    diagnostic.labels.first().is_some_and(|label| match &label.place {
        Place::Node(item, _) | Place::Span(item, _) => item.file == *path,
        Place::File(file, _) => file == path,
        Place::Project => false,
    })
}
