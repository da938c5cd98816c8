//! Declarations of all items → what items are analysed against.

use std::sync::{Arc, LazyLock};

use matter_syntax::keyword::Keyword;
use rustc_hash::FxHashSet;

use super::Workspace;
use super::directory::{Index, IndexEntry, index};
use super::inputs::ItemSource;
use super::matters::analysed;
use super::remembered::Notes;
use super::source::read_tree;
use crate::codes::{AMBIGUOUS_MATTER, DUPLICATE_NAME, MEMBER_TWICE, NOT_A_MEMBER, UNKNOWN_NAME};
use crate::declare::{Declaration, Merged, Source, declare, declares, merge, waivers};
use crate::diagnostic::{Arg, Diagnostic, Place};
use crate::hir::{Declarations, ItemRef, NodeId, ThemeDeclaration, Waiver};
use crate::lower::findings::Findings;
use crate::names::{Known, similar};
use crate::regions::Position;
use crate::syntax_errors;
use crate::world::{MatterLookup, World};

/// What a declaration says, and what is wrong inside it.
#[derive(Clone, PartialEq, Debug, Default)]
pub(crate) struct Declared {
    pub(crate) declaration: Option<Declaration>,
    pub(crate) waivers: Vec<Waiver>,
    pub(crate) diagnostics: Vec<Diagnostic>,
}

static NOTHING: LazyLock<Declarations> = LazyLock::new(Declarations::default);

/// A declaration by itself.
#[salsa::tracked]
pub(crate) fn declared(db: &dyn salsa::Database, item: ItemSource) -> Declared {
    let tree = read_tree(db, item);
    let reference = item.reference(db);
    let mut diagnostics: Vec<Diagnostic> =
        tree.parse.errors.iter().map(|error| syntax_errors::finding(reference, error)).collect();
    let cites = matches!(item.keyword(db), Some(Keyword::Profile | Keyword::Intermediary));
    let declarations = if cites { &laws(db).declarations } else { &*NOTHING };
    let mut findings = Findings::new(reference.clone(), tree.map);
    let declaration = with_world(db, declarations, None, |world| declare(world, &tree.parse.item, &mut findings));
    let waivers = waivers(&tree.parse.item, &mut findings);
    diagnostics.extend(findings.into_found());
    Declared { declaration, waivers, diagnostics }
}

/// The position of the catalogue's root region.
#[salsa::tracked(returns(copy))]
pub(crate) fn root(db: &dyn salsa::Database) -> Position {
    let workspace = Workspace::get(db);
    let settings = workspace.settings(db);
    settings.region.as_ref().and_then(|code| workspace.regions(db).by_code(code, settings.as_of)).unwrap_or(0)
}

/// Calls with everything that an item is analysed against; what is looked up by name is noted.
pub(crate) fn with_world<T>(
    db: &dyn salsa::Database,
    declarations: &Declarations,
    notes: Option<&Notes>,
    read: impl FnOnce(&World<'_>) -> T,
) -> T {
    let workspace = Workspace::get(db);
    let matters = Matters { db, notes };
    let world = World {
        declarations,
        regions: workspace.regions(db),
        root: root(db),
        as_of: workspace.settings(db).as_of,
        matters: &matters,
    };
    read(&world)
}

/// Laws are known before everything that cites them.
#[salsa::tracked]
fn laws(db: &dyn salsa::Database) -> Merged {
    merge_kinds(db, |keyword| keyword == Keyword::Law)
}

/// All declarations, matters apart. Equal to itself after any edit inside matters and tests.
#[salsa::tracked]
pub(crate) fn surroundings(db: &dyn salsa::Database) -> Merged {
    merge_kinds(db, declares)
}

fn merge_kinds(db: &dyn salsa::Database, wanted: impl Fn(Keyword) -> bool) -> Merged {
    let entries = index(db).entries.iter().filter(|entry| entry.head.keyword.is_some_and(&wanted));
    let sources = entries.filter_map(|entry| {
        let declared = declared(db, entry.source);
        let declaration = declared.declaration.as_ref()?;
        Some(Source { declaration, waivers: &declared.waivers, rank: entry.rank, replaces: entry.head.replaces })
    });
    merge(sources)
}

/// A name under which a matter is looked for.
#[salsa::interned(debug)]
pub(crate) struct MatterName<'db> {
    pub(crate) text: Arc<str>,
}

/// The matter of this name; other matters may come and go without touching who asked.
#[salsa::tracked]
fn matter_named<'db>(db: &'db dyn salsa::Database, name: MatterName<'db>) -> Option<(Arc<str>, ItemRef)> {
    let entry = index(db).named(Keyword::Matter, name.text(db)).next()?;
    Some((Arc::clone(&entry.head.name), entry.item.clone()))
}

/// The item of the matter with this name or short name.
pub(crate) fn matter_source(db: &dyn salsa::Database, name: &str) -> Option<ItemSource> {
    index(db).named(Keyword::Matter, name).next().map(|entry| entry.source)
}

/// Full name and item of the matter of this name.
pub(crate) fn matter_by_name(db: &dyn salsa::Database, name: &str) -> Option<(Arc<str>, ItemRef)> {
    matter_named(db, MatterName::new(db, Arc::<str>::from(name))).clone()
}

struct Matters<'db> {
    db: &'db dyn salsa::Database,
    notes: Option<&'db Notes>,
}

impl MatterLookup for Matters<'_> {
    fn matter(&self, name: &str) -> Option<(Arc<str>, ItemRef)> {
        let found = matter_by_name(self.db, name);
        if let Some(notes) = self.notes {
            notes.asked.borrow_mut().push((name.into(), found.clone()));
        }
        found
    }

    fn similar(&self, name: &str) -> Vec<Arc<str>> {
        if let Some(notes) = self.notes {
            notes.vague.set(true);
        }
        let known = index(self.db).of_kind(Keyword::Matter).map(|entry| {
            self.db.unwind_if_revision_cancelled();
            &*entry.head.name
        });
        similar(name, known).into_iter().map(Arc::from).collect()
    }

    fn similar_materials(&self, name: &str, _: &Declarations) -> Vec<Arc<str>> {
        material_names(self.db).similar(name)
    }
}

/// The names of all materials, ready to be compared with.
#[salsa::tracked]
fn material_names(db: &dyn salsa::Database) -> Known {
    Known::new(surroundings(db).declarations.material_names.keys().cloned())
}

/// All declarations with the names of matters, and members of themes and windows by their full names.
#[salsa::tracked]
pub(crate) fn declarations(db: &dyn salsa::Database) -> Merged {
    let index = index(db);
    let mut merged = surroundings(db).clone();
    for entry in index.of_kind(Keyword::Matter) {
        db.unwind_if_revision_cancelled();
        for name in std::iter::once(&entry.head.name).chain(&entry.head.short).filter(|name| !name.is_empty()) {
            let found = (Arc::clone(&entry.head.name), entry.item.clone());
            merged.declarations.matter_names.entry(Arc::clone(name)).or_insert(found);
        }
    }
    let mut members = Members { index, diagnostics: Vec::new() };
    for theme in &mut merged.declarations.themes {
        members.theme(theme);
    }
    for window in &mut merged.declarations.windows {
        members.resolve(&mut window.matters, &window.origin.item);
    }
    merged.diagnostics.append(&mut members.diagnostics);
    merged.diagnostics.extend(duplicates(db, index));
    merged
}

/// Puts full names in the place of short ones.
struct Members<'a> {
    index: &'a Index,
    diagnostics: Vec<Diagnostic>,
}

impl Members<'_> {
    fn theme(&mut self, theme: &mut ThemeDeclaration) {
        let item = theme.origin.item.clone();
        let mut all: Vec<Arc<str>> = Vec::new();
        for list in std::iter::once(&mut theme.members).chain(theme.stages.iter_mut().map(|stage| &mut stage.members)) {
            self.resolve(list, &item);
            for name in list.iter() {
                if all.contains(name) {
                    self.report(MEMBER_TWICE, &item, name);
                } else {
                    all.push(Arc::clone(name));
                }
            }
        }
        self.resolve(&mut theme.together, &item);
        // What is left out need not be a matter of the catalogue; where it is one, it goes by its full name.
        for name in &mut theme.excluded {
            if let Some(found) = self.index.named(Keyword::Matter, name).next() {
                *name = Arc::clone(&found.head.name);
            }
        }
        for name in theme.together.iter().filter(|name| !all.contains(name)) {
            self.report(NOT_A_MEMBER, &item, name);
        }
    }

    fn resolve(&mut self, names: &mut [Arc<str>], item: &ItemRef) {
        for name in names {
            let mut found = self.index.named(Keyword::Matter, name);
            let Some(first) = found.next() else {
                self.unknown(item, name);
                continue;
            };
            let others = found.any(|other| other.rank == first.rank && other.head.name != first.head.name);
            if others && first.head.name != *name {
                self.report(AMBIGUOUS_MATTER, item, name);
            }
            *name = Arc::clone(&first.head.name);
        }
    }

    fn unknown(&mut self, item: &ItemRef, name: &Arc<str>) {
        let known = self.index.of_kind(Keyword::Matter).map(|entry| &*entry.head.name);
        let suggestions = similar(name, known).into_iter().map(|name| Arg::Code(name.into())).collect();
        let mut found = Diagnostic::new(UNKNOWN_NAME, Place::Node(item.clone(), NodeId(0)))
            .with("name", Arg::Code(Arc::clone(name)))
            .with("suggestions", Arg::List(suggestions));
        if let Some(label) = found.labels.first_mut() {
            label.role = "wanted-matter";
        }
        self.diagnostics.push(found);
    }

    fn report(&mut self, code: crate::diagnostic::Code, item: &ItemRef, name: &Arc<str>) {
        let found = Diagnostic::new(code, Place::Node(item.clone(), NodeId(0)));
        self.diagnostics.push(found.with("name", Arg::Code(Arc::clone(name))));
    }
}

/// Matters and tests that one catalogue declares twice. Matters of equal name and different codes are different matters.
fn duplicates(db: &dyn salsa::Database, index: &Index) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for keyword in [Keyword::Matter, Keyword::Test] {
        let mut seen: FxHashSet<&Arc<str>> = FxHashSet::default();
        for entry in index.of_kind(keyword).filter(|entry| !entry.head.name.is_empty()) {
            db.unwind_if_revision_cancelled();
            if seen.insert(&entry.head.name) {
                continue;
            }
            let twins = index.named(keyword, &entry.head.name);
            let mut twins = twins.filter(|twin| twin.rank == entry.rank && twin.head.name == entry.head.name);
            let Some(first) = twins.next().filter(|first| first.item != entry.item) else { continue };
            if keyword == Keyword::Matter && codes_differ(db, first, entry) {
                continue;
            }
            let place = |entry: &IndexEntry| Place::Node(entry.item.clone(), NodeId(0));
            let diagnostic = Diagnostic::new(DUPLICATE_NAME, place(entry)).label(place(first), "declared-here");
            found.push(diagnostic.with("name", Arg::Code(Arc::clone(&entry.head.name))));
        }
    }
    found
}

fn codes_differ(db: &dyn salsa::Database, a: &IndexEntry, b: &IndexEntry) -> bool {
    let codes = |entry: &IndexEntry| analysed(db, entry.source).codes();
    let (a, b) = (codes(a), codes(b));
    !a.is_empty() && !b.is_empty() && a != b
}
