//! Declarations of all items → what items are analysed against.

use std::sync::{Arc, LazyLock};

use matter_syntax::keyword::Keyword;

use super::Workspace;
use super::directory::{IndexEntry, declaring, named, of_kind};
use super::inputs::ItemSource;
use super::lookup::{Lookup, outline};
use super::matters::analysed;
use super::profiles::unknown_names;
use super::remembered::Notes;
use super::source::read_tree;
use crate::codes::{
    AMBIGUOUS_MATTER, DUPLICATE_NAME, EXCLUDED_MEMBER, HIDES_DEPENDENCY, MEMBER_TWICE, NOT_A_MEMBER, NOT_IN_FORCE,
    REPLACES_NOTHING, TOGETHER_ALONE, UNKNOWN_NAME,
};
use crate::declare::{Declaration, Merged, Source, declare, merge, waivers};
use crate::diagnostic::{Arg, Diagnostic, Place};
use crate::hir::{Declarations, HallDeclaration, ItemRef, NodeId, ThemeDeclaration, Waiver, WindowDeclaration};
use crate::lower::findings::Findings;
use crate::lower::twice::sections_twice;
use crate::names::{Known, similar};
use crate::regions::Position;
use crate::syntax_errors;
use crate::world::{DeclarationLookup, MatterLookup, World};

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
    // A declaration by itself rests on no other, laws apart.
    let alone = (declarations, declarations as &dyn DeclarationLookup);
    let declaration = in_world(db, alone, item.rank(db), None, |world| declare(world, &tree.parse.item, &mut findings));
    let waivers = waivers(&tree.parse.item, &mut findings);
    sections_twice(&tree.parse.item, &mut findings);
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

/// The position of the root region of the catalogue of this rank; the library's is the catalogue's own.
pub(crate) fn root_of(db: &dyn salsa::Database, rank: u16) -> Position {
    let workspace = Workspace::get(db);
    let settings = workspace.settings(db);
    let Some(code) = usize::from(rank).checked_sub(1).and_then(|at| settings.dependencies.get(at)) else {
        return root(db);
    };
    code.as_ref().and_then(|code| workspace.regions(db).by_code(code, settings.as_of)).unwrap_or(0)
}

/// Where the matters of the catalogue of this rank are in force in this one; `None`: nowhere.
pub(crate) fn within(db: &dyn salsa::Database, rank: u16) -> Option<Position> {
    let (regions, own, home) = (Workspace::get(db).regions(db), root(db), root_of(db, rank));
    let inner = if regions.contains(home, own) { own } else { home };
    (regions.contains(own, inner)).then_some(inner)
}

/// Calls with everything that an item of a catalogue of this rank is analysed against; what is looked up by name is noted.
pub(crate) fn with_world<T>(
    db: &dyn salsa::Database,
    rank: u16,
    notes: Option<&Notes>,
    read: impl FnOnce(&World<'_>) -> T,
) -> T {
    in_world(db, (outline(db), &Lookup { db }), rank, notes, read)
}

fn in_world<T>(
    db: &dyn salsa::Database,
    (declarations, declared): (&Declarations, &dyn DeclarationLookup),
    rank: u16,
    notes: Option<&Notes>,
    read: impl FnOnce(&World<'_>) -> T,
) -> T {
    let workspace = Workspace::get(db);
    let matters = Matters { db, notes };
    let world = World {
        declarations,
        declared,
        regions: workspace.regions(db),
        root: root_of(db, rank),
        rank,
        within: within(db, rank),
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
    merge_kinds(db, |_| true)
}

fn merge_kinds(db: &dyn salsa::Database, wanted: impl Fn(Keyword) -> bool) -> Merged {
    let entries = declaring(db).iter().filter(|entry| entry.head.keyword.is_some_and(&wanted));
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
    let entry = named(db, Keyword::Matter, name.text(db)).next()?;
    Some((Arc::clone(&entry.head.name), entry.item.clone()))
}

/// The item of the matter with this name or short name.
pub(crate) fn matter_source(db: &dyn salsa::Database, name: &str) -> Option<ItemSource> {
    named(db, Keyword::Matter, name).next().map(|entry| entry.source)
}

/// The item of the matter that a catalogue of this rank means by a name or short name.
pub(crate) fn matter_source_from(db: &dyn salsa::Database, name: &str, rank: u16) -> Option<ItemSource> {
    named(db, Keyword::Matter, name).find(|entry| rank <= entry.rank).map(|entry| entry.source)
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
        let known = of_kind(self.db, Keyword::Matter).map(|entry| {
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
    Known::new(outline(db).material_names.keys().cloned())
}

/// All declarations, with members of themes and windows by their full names.
#[salsa::tracked]
pub(crate) fn declarations(db: &dyn salsa::Database) -> Merged {
    let mut merged = surroundings(db).clone();
    let mut members = Members { db, diagnostics: Vec::new() };
    for theme in &mut merged.declarations.themes {
        members.theme(theme);
    }
    for window in &mut merged.declarations.windows {
        members.resolve(&mut window.matters, &window.origin.item);
        window.matters.retain(|name| !members.elsewhere(name));
    }
    // Themes keep their numbers: tests name them by these.
    for theme in &mut merged.declarations.themes {
        let staged = theme.stages.iter().flat_map(|stage| &stage.members);
        if theme.members.iter().chain(staged).any(|name| members.elsewhere(name)) {
            theme.members.clear();
            theme.stages.clear();
            theme.together.clear();
        }
    }
    for hall in &merged.declarations.halls {
        members.windows(hall, &merged.declarations.windows);
    }
    merged.diagnostics.append(&mut members.diagnostics);
    merged.diagnostics.extend(unknown_names(db, &merged.declarations));
    merged
}

/// Full names of the matters that go by a name, with the ranks of their catalogues, nearest first.
#[salsa::tracked]
pub(super) fn full_names<'db>(db: &'db dyn salsa::Database, name: MatterName<'db>) -> Vec<(Arc<str>, u16)> {
    named(db, Keyword::Matter, name.text(db)).map(|entry| (Arc::clone(&entry.head.name), entry.rank)).collect()
}

/// Whether a matter is one that the catalogue answers for: its own, or one of a dependency that is in force in its region and goes by a name that
/// no nearer catalogue has.
pub(crate) fn is_in_force(db: &dyn salsa::Database, entry: &IndexEntry) -> bool {
    let nearest = || full_names(db, MatterName::new(db, Arc::clone(&entry.head.name))).first().map(|(_, rank)| *rank);
    entry.rank == 0 || (within(db, entry.rank).is_some() && nearest() == Some(entry.rank))
}

/// Puts full names in the place of short ones.
struct Members<'db> {
    db: &'db dyn salsa::Database,
    diagnostics: Vec<Diagnostic>,
}

impl<'db> Members<'db> {
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
            if let Some((full, _)) = self.full_names(name).first() {
                *name = Arc::clone(full);
            }
        }
        for name in theme.excluded.iter().filter(|name| all.contains(name)) {
            self.report(EXCLUDED_MEMBER, &item, name);
        }
        if let [only] = theme.together.as_slice()
            && all.contains(only)
        {
            self.report(TOGETHER_ALONE, &item, only);
        }
        for name in theme.together.iter().filter(|name| !all.contains(name)) {
            self.report(NOT_A_MEMBER, &item, name);
        }
    }

    /// A class that nobody declares would take every matter.
    fn windows(&mut self, hall: &HallDeclaration, declared: &[WindowDeclaration]) {
        for (name, _) in &hall.windows {
            if !declared.iter().any(|window| window.name == *name) {
                let known = declared.iter().map(|window| &*window.name);
                self.push_unknown(&hall.origin.item, name, similar(name, known), "wanted-window");
            }
        }
    }

    fn full_names(&self, name: &Arc<str>) -> &'db [(Arc<str>, u16)] {
        full_names(self.db, MatterName::new(self.db, Arc::clone(name)))
    }

    fn resolve(&mut self, names: &mut [Arc<str>], item: &ItemRef) {
        for name in names {
            let Some(((full, rank), others)) = self.full_names(name).split_first() else {
                self.unknown(item, name);
                continue;
            };
            if full != name && others.iter().any(|(other, at)| at == rank && other != full) {
                self.report(AMBIGUOUS_MATTER, item, name);
            }
            *name = Arc::clone(full);
            if within(self.db, *rank).is_none() {
                self.not_in_force(item, name, *rank);
            }
        }
    }

    /// Whether the matter that goes by a name is in force in other places only.
    fn elsewhere(&self, name: &Arc<str>) -> bool {
        self.full_names(name).first().is_some_and(|(_, rank)| within(self.db, *rank).is_none())
    }

    fn not_in_force(&mut self, item: &ItemRef, name: &Arc<str>, rank: u16) {
        let regions = Workspace::get(self.db).regions(self.db);
        let region = regions.shortest_path(root_of(self.db, rank), 0);
        let own = regions.shortest_path(root(self.db), 0);
        let found = Diagnostic::new(NOT_IN_FORCE, Place::Node(item.clone(), NodeId(0)));
        let found = found.with("name", Arg::Code(Arc::clone(name))).with("region", Arg::Code(region.into()));
        self.diagnostics.push(found.with("root", Arg::Code(own.into())));
    }

    fn unknown(&mut self, item: &ItemRef, name: &Arc<str>) {
        if matter_source(self.db, "").is_some() {
            return;
        }
        let known = of_kind(self.db, Keyword::Matter).map(|entry| &*entry.head.name);
        self.push_unknown(item, name, similar(name, known), "wanted-matter");
    }

    fn push_unknown(&mut self, item: &ItemRef, name: &Arc<str>, similar: Vec<&str>, role: &'static str) {
        let suggestions = similar.into_iter().map(|name| Arg::Code(name.into())).collect();
        let mut found = Diagnostic::new(UNKNOWN_NAME, Place::Node(item.clone(), NodeId(0)))
            .with("name", Arg::Code(Arc::clone(name)))
            .with("suggestions", Arg::List(suggestions));
        if let Some(label) = found.labels.first_mut() {
            label.role = role;
        }
        self.diagnostics.push(found);
    }

    fn report(&mut self, code: crate::diagnostic::Code, item: &ItemRef, name: &Arc<str>) {
        let found = Diagnostic::new(code, Place::Node(item.clone(), NodeId(0)));
        self.diagnostics.push(found.with("name", Arg::Code(Arc::clone(name))));
    }
}

/// A matter of the name of one of a dependency hides it, and may say that it replaces it.
fn hiding(db: &dyn salsa::Database, entry: &IndexEntry) -> Option<Diagnostic> {
    let place = |entry: &IndexEntry| Place::Node(entry.item.clone(), NodeId(0));
    let mut twins = named(db, Keyword::Matter, &entry.head.name).filter(|twin| twin.head.name == entry.head.name);
    let hidden = twins.find(|twin| twin.rank > entry.rank);
    let found = match (entry.head.replaces, hidden) {
        (false, Some(hidden)) => Diagnostic::new(HIDES_DEPENDENCY, place(entry)).label(place(hidden), "hidden-here"),
        (true, None) => Diagnostic::new(REPLACES_NOTHING, place(entry)),
        _ => return None,
    };
    Some(found.with("name", Arg::Code(Arc::clone(&entry.head.name))))
}

/// Those among a file's matters that hide one of a dependency, and among its matters and tests that the catalogue declares before. Matters of equal name and different codes are different matters.
pub(super) fn duplicates(db: &dyn salsa::Database, entries: &[Arc<IndexEntry>]) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for entry in entries.iter().filter(|entry| !entry.head.name.is_empty()) {
        let Some(keyword @ (Keyword::Matter | Keyword::Test)) = entry.head.keyword else { continue };
        if keyword == Keyword::Matter {
            found.extend(hiding(db, entry));
        }
        let mut twins = named(db, keyword, &entry.head.name)
            .filter(|twin| twin.rank == entry.rank && twin.head.name == entry.head.name);
        let Some(first) = twins.next().filter(|first| first.item != entry.item) else { continue };
        if keyword == Keyword::Matter && codes_differ(db, first, entry) {
            continue;
        }
        let place = |entry: &IndexEntry| Place::Node(entry.item.clone(), NodeId(0));
        let diagnostic = Diagnostic::new(DUPLICATE_NAME, place(entry)).label(place(first), "declared-here");
        found.push(diagnostic.with("name", Arg::Code(Arc::clone(&entry.head.name))));
    }
    found
}

fn codes_differ(db: &dyn salsa::Database, a: &IndexEntry, b: &IndexEntry) -> bool {
    let codes = |entry: &IndexEntry| analysed(db, entry.source).codes();
    let (a, b) = (codes(a), codes(b));
    !a.is_empty() && !b.is_empty() && a != b
}
