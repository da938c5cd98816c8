//! Matters → effective definitions; tests → cases. A tree is read, used and dropped inside one query.

use std::sync::Arc;

use matter_syntax::keyword::Keyword;
use matter_syntax::tree::Span;

use super::conditions::{conditioned, has_condition};
use super::inputs::{ItemSource, SourceFile};
use super::source::read_tree;
use super::variances::{effective, varied};
use super::world::{declarations, declared, surroundings, with_world};
use crate::declare::test_case;
use crate::diagnostic::{Diagnostic, Place};
use crate::hir::{Definition, MatterHead, NodeId, TestCase};
use crate::lower::findings::Findings;
use crate::lower::{lower_matter, lower_matter_at};
use crate::source_map::SourceMap;
use crate::syntax_errors;

/// What a matter says where and when, and what is wrong inside it.
#[derive(Clone, PartialEq, Debug, Default)]
pub(crate) struct Analysed {
    pub(crate) head: Arc<MatterHead>,
    pub(crate) definitions: Arc<[Definition]>,
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

/// What one reading of a matter's tree leaves. The spans stay behind for places of findings: reading the text again for each finding would
/// cost as much as all the rest.
#[derive(Clone, PartialEq, Debug)]
struct Reading {
    analysed: Arc<Analysed>,
    map: Arc<SourceMap>,
}

/// A matter with its variances folded in; equal to itself while only the places of its words change.
#[salsa::tracked]
pub(crate) fn analysed(db: &dyn salsa::Database, item: ItemSource) -> Arc<Analysed> {
    Arc::clone(&reading(db, item).analysed)
}

/// The span of a node of a matter, relative to the item.
pub(crate) fn span_in_matter(db: &dyn salsa::Database, item: ItemSource, node: NodeId) -> Span {
    reading(db, item).map.span(node)
}

#[salsa::tracked]
fn reading(db: &dyn salsa::Database, item: ItemSource) -> Reading {
    let tree = read_tree(db, item);
    let reference = item.reference(db);
    let world = &surroundings(db).declarations;
    let (lowered, (definitions, abroad)) = with_world(db, world, |world| {
        let lowered = lower_matter(world, &tree.parse.item, reference, &tree.map);
        let again = |at| lower_matter_at(world, &tree.parse.item, reference, &tree.map, Some(at));
        let effective = effective(db, world, &lowered, &again);
        (lowered, effective)
    });
    let mut diagnostics: Vec<Diagnostic> =
        tree.parse.errors.iter().map(|error| syntax_errors::finding(reference, error)).collect();
    diagnostics.extend(lowered.diagnostics);
    let analysed = Analysed { head: lowered.head, definitions, diagnostics, abroad };
    Reading { analysed: Arc::new(analysed), map: tree.map }
}

/// A test and what is wrong with it.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Tested {
    pub(crate) test: Arc<TestCase>,
    pub(crate) diagnostics: Vec<Diagnostic>,
}

/// A test as data.
#[salsa::tracked]
pub(crate) fn tested(db: &dyn salsa::Database, item: ItemSource) -> Tested {
    let tree = read_tree(db, item);
    let reference = item.reference(db);
    let mut diagnostics: Vec<Diagnostic> =
        tree.parse.errors.iter().map(|error| syntax_errors::finding(reference, error)).collect();
    let mut findings = Findings::new(reference.clone(), tree.map);
    let world = &surroundings(db).declarations;
    let test = with_world(db, world, |world| test_case(world, &tree.parse.item, &mut findings));
    diagnostics.extend(findings.into_found());
    Tested { test: Arc::new(test), diagnostics }
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
fn between_items(db: &dyn salsa::Database, file: SourceFile) -> Vec<Diagnostic> {
    let path = file.path(db);
    declarations(db).diagnostics.iter().filter(|found| is_in(found, path)).cloned().collect()
}

/// What is wrong in a file: inside its items in order, then between them and others.
#[salsa::tracked]
pub(crate) fn file_diagnostics(db: &dyn salsa::Database, file: SourceFile) -> Vec<Diagnostic> {
    let inside = file.items(db).iter().flat_map(|item| item_diagnostics(db, *item));
    inside.chain(between_items(db, file)).cloned().collect()
}

fn is_in(diagnostic: &Diagnostic, path: &Arc<str>) -> bool {
    diagnostic.labels.first().is_some_and(|label| match &label.place {
        Place::Node(item, _) | Place::Span(item, _) => item.file == *path,
        Place::File(file, _) => file == path,
        Place::Project => false,
    })
}
