//! Questions to a snapshot of the workspace. Every answer is plain data in byte offsets.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::panic::AssertUnwindSafe;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use matter_syntax::Parse;
use matter_syntax::keyword::Keyword;
use matter_syntax::tree::Span;
use memchr::memmem::Finder;
use rayon::prelude::*;

use crate::cache::{Cache, Entry};
use crate::db::{self, Database, IndexEntry, ItemSource, SourceFile, Workspace};
use crate::declare::declares;
use crate::diagnostic::{Diagnostic, Place};
use crate::hir::{Declarations, Definition, FactDeclaration, ItemRef, MatterHead, NodeId, TestCase};
use crate::regions::{Position, RegionTree};
use crate::source_map::SourceMap;
use crate::summary::{Conclusion, Summary};
use crate::text_position::{ColumnUnit, LineColumn, LineIndex, line_breaks};

/// A change of a text came while the snapshot was at work: the answer is no longer wanted.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Cancelled;

/// A snapshot of all texts. Clones are cheap and may work in parallel.
#[derive(Clone)]
pub struct Analysis {
    db: Database,
    files: Arc<BTreeMap<Arc<str>, SourceFile>>,
    warmed: Warmed,
}

/// What everything rested on when all items were analysed last.
pub(crate) type Warmed = Arc<Mutex<Option<db::Mark>>>;

/// Another one after every change that what is wrong in a file depends on, other than what all matters together show.
#[derive(Clone, Debug)]
pub struct Mark(db::Mark);

impl PartialEq for Mark {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl Eq for Mark {}

/// Another one after every change of what is wrong in a matter itself, or of where it stands in the matter.
#[derive(Clone, Debug)]
pub struct MatterMark {
    analysed: Arc<db::Analysed>,
    text: db::Slice,
}

impl PartialEq for MatterMark {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.analysed, &other.analysed) && self.text.is(&other.text)
    }
}

impl Eq for MatterMark {}

/// An item of a file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ItemInfo {
    /// Which.
    pub item: ItemRef,
    /// Kind; `None` for text that opens no item.
    pub keyword: Option<Keyword>,
    /// Name as guides print it; empty if there is none.
    pub name: Arc<str>,
    /// 简称
    pub short: Option<Arc<str>>,
    /// Bytes of the file, comments above it included.
    pub range: Range<u32>,
}

/// An item's tree with its source map; spans are relative to the item.
#[derive(Clone, Debug)]
pub struct ItemTree {
    tree: Arc<db::Tree>,
}

impl ItemTree {
    /// The tree and the errors of its text.
    #[must_use]
    pub fn parse(&self) -> &Parse {
        &self.tree.parse
    }

    /// Spans of its nodes.
    #[must_use]
    pub fn map(&self) -> &SourceMap {
        &self.tree.map
    }
}

/// Where the nodes of an item stand.
#[derive(Clone, Debug)]
pub struct NodePlaces {
    offset: u32,
    map: Arc<SourceMap>,
}

impl NodePlaces {
    /// The first byte of a node in its file.
    #[must_use]
    pub fn start(&self, node: NodeId) -> u32 {
        self.offset.saturating_add(self.map.span(node).start)
    }
}

impl Analysis {
    pub(crate) const fn new(db: Database, files: Arc<BTreeMap<Arc<str>, SourceFile>>, warmed: Warmed) -> Self {
        Self { db, files, warmed }
    }

    /// Asks the snapshot; if a text changes meanwhile, the work stops and the answer is [`Cancelled`].
    ///
    /// # Errors
    /// [`Cancelled`] if the snapshot is out of date.
    pub fn cancellable<T>(&self, ask: impl FnOnce(&Self) -> T) -> Result<T, Cancelled> {
        // A cancelled query leaves nothing half-done: results are stored only when they are complete.
        salsa::Cancelled::catch(AssertUnwindSafe(|| ask(self))).map_err(|_| Cancelled)
    }

    /// Stops here if the snapshot is out of date; for long loops that ask nothing.
    pub fn poll(&self) {
        salsa::Database::unwind_if_revision_cancelled(&self.db);
    }

    /// Paths of all files in order.
    pub fn files(&self) -> impl Iterator<Item = &Arc<str>> {
        self.files.keys()
    }

    /// A file's text. A closed file's is put together from its items: ask once and hold what you get.
    #[must_use]
    pub fn text(&self, path: &str) -> Option<Arc<str>> {
        self.files.get(path).map(|file| db::text(&self.db, *file))
    }

    /// Lines and columns of bytes of a file, which stand in order. The file's text is not put together for them.
    #[must_use]
    pub fn line_columns(&self, path: &str, offsets: &[u32], unit: ColumnUnit) -> Option<Vec<LineColumn>> {
        let file = self.files.get(path)?;
        let (mut found, mut lines, mut rest) = (Vec::with_capacity(offsets.len()), 0, offsets);
        let last = file.offsets(&self.db).last();
        for (entry, start) in file.entries(&self.db).iter().zip(file.offsets(&self.db)) {
            let text = entry.source.text(&self.db);
            let end = start.saturating_add(u32::try_from(text.len()).unwrap_or(u32::MAX));
            let inside = if Some(start) == last { rest.len() } else { rest.partition_point(|at| *at < end) };
            let (here, behind) = rest.split_at_checked(inside)?;
            let index = (!here.is_empty()).then(|| LineIndex::new(text));
            found.extend(here.iter().zip(index.iter().cycle()).map(|(at, index)| {
                let LineColumn { line, column } = index.position(text, at.saturating_sub(*start), unit);
                LineColumn { line: line.saturating_add(lines), column }
            }));
            if behind.is_empty() {
                break;
            }
            rest = behind;
            let breaks = line_breaks(text).count();
            lines = lines.saturating_add(u32::try_from(breaks).unwrap_or(u32::MAX));
        }
        Some(found)
    }

    /// An item's text, comments above it included.
    #[must_use]
    pub fn item_text(&self, item: &ItemRef) -> Option<Arc<str>> {
        self.source(item).map(|source| Arc::from(&**source.text(&self.db)))
    }

    /// How near a file's catalogue is: 0 for the catalogue itself.
    #[must_use]
    pub fn rank(&self, path: &str) -> Option<u16> {
        self.files.get(path).map(|file| file.rank(&self.db))
    }

    /// The items of a file in order; none for a file that does not exist.
    #[must_use]
    pub fn items(&self, path: &str) -> Vec<ItemInfo> {
        let Some(file) = self.files.get(path) else { return Vec::new() };
        let items = file.entries(&self.db).iter().zip(file.offsets(&self.db));
        items.map(|(entry, offset)| self.info(entry, *offset)).collect()
    }

    fn info(&self, entry: &IndexEntry, start: u32) -> ItemInfo {
        let end = start.saturating_add(u32::try_from(entry.source.text(&self.db).len()).unwrap_or(u32::MAX));
        ItemInfo {
            item: entry.item.clone(),
            keyword: entry.head.keyword,
            name: Arc::clone(&entry.head.name),
            short: entry.head.short.clone(),
            range: start..end,
        }
    }

    /// The item whose text holds this byte; at the end of the file the last one.
    #[must_use]
    pub fn item_at(&self, path: &str, offset: u32) -> Option<ItemInfo> {
        let items = self.items(path);
        let at = items.iter().position(|item| item.range.contains(&offset));
        items.into_iter().nth(at.or_else(|| self.items(path).len().checked_sub(1))?)
    }

    fn source(&self, item: &ItemRef) -> Option<ItemSource> {
        self.place_of(item).map(|(source, _)| source)
    }

    /// The item's input and where it begins in its file.
    fn place_of(&self, item: &ItemRef) -> Option<(ItemSource, u32)> {
        self.entry_of(item).map(|(entry, offset)| (entry.source, offset))
    }

    fn entry_of(&self, item: &ItemRef) -> Option<(&IndexEntry, u32)> {
        let file = self.files.get(&item.file)?;
        let number = *db::numbers(&self.db, *file).get(item)? as usize;
        Some((file.entries(&self.db).get(number)?, *file.offsets(&self.db).get(number)?))
    }

    /// An item's tree, read for whoever looks at many items once; nobody keeps it.
    #[must_use]
    pub fn tree_once(&self, item: &ItemRef) -> Option<ItemTree> {
        Some(ItemTree { tree: Arc::new(db::read_tree(&self.db, self.source(item)?)) })
    }

    /// An item's tree, for features of open files.
    #[must_use]
    pub fn tree(&self, item: &ItemRef) -> Option<ItemTree> {
        Some(ItemTree { tree: db::tree(&self.db, self.source(item)?) })
    }

    /// Where the nodes of items stand; items that are gone are left out. Trees are read afresh and dropped, on all cores: for whoever asks
    /// for many nodes of many items once.
    #[must_use]
    pub fn node_places(&self, items: &[&ItemRef]) -> Vec<(ItemRef, NodePlaces)> {
        let read = |analysis: &mut Self, item: &&ItemRef| {
            let (source, offset) = analysis.place_of(item)?;
            Some(((*item).clone(), NodePlaces { offset, map: db::read_tree(&analysis.db, source).map }))
        };
        let read: Vec<Option<(ItemRef, NodePlaces)>> = items.par_iter().map_with(self.clone(), read).collect();
        read.into_iter().flatten().collect()
    }

    /// The file and the bytes of a place; `None` for the project as a whole and for items that are gone.
    #[must_use]
    pub fn resolve(&self, place: &Place) -> Option<(Arc<str>, Range<u32>)> {
        let (item, span) = match place {
            Place::Node(item, node) => (item, db::span_of(&self.db, self.source(item)?, *node)),
            Place::Span(item, span) => (item, *span),
            Place::File(file, span) => return Some((Arc::clone(file), span.start..span.end)),
            Place::Project => return None,
        };
        let (_, offset) = self.place_of(item)?;
        Some((Arc::clone(&item.file), shift(span, offset)))
    }

    /// What is wrong in a file: inside its items in order, then between them and others. Proofs and rules of the domain are apart.
    pub fn diagnostics(&self, path: &str) -> impl Iterator<Item = &Diagnostic> {
        self.files.get(path).into_iter().flat_map(|file| db::file_diagnostics(&self.db, *file))
    }

    /// The mark of a file: as long as it is the same, the same is wrong in the file.
    #[must_use]
    pub fn mark(&self, path: &str) -> Option<Mark> {
        self.files.get(path).map(|file| Mark(db::mark(&self.db, *file)))
    }

    /// What is wrong between the items of a file and others.
    #[must_use]
    pub fn diagnostics_between(&self, path: &str) -> &[Diagnostic] {
        self.files.get(path).map_or(&[], |file| db::between_items(&self.db, *file))
    }

    /// The mark of a matter: as long as it is the same, the same is wrong in the matter itself, at the same places of its text. Its variances, and
    /// what all matters together show, are apart.
    #[must_use]
    pub fn matter_mark(&self, matter: &ItemRef) -> Option<MatterMark> {
        let source = self.source(matter).filter(|source| source.keyword(&self.db) == Some(Keyword::Matter))?;
        Some(MatterMark { analysed: Arc::clone(db::analysed(&self.db, source)), text: source.text(&self.db).clone() })
    }

    /// Where a place stands in the text of an item; `None` if it is not in this item.
    #[must_use]
    pub fn within(&self, item: &ItemRef, place: &Place) -> Option<Span> {
        match place {
            Place::Node(of, node) if of == item => Some(db::span_of(&self.db, self.source(item)?, *node)),
            Place::Span(of, span) if of == item => Some(*span),
            _ => None,
        }
    }

    /// What is wrong inside an item.
    #[must_use]
    pub fn item_diagnostics(&self, item: &ItemRef) -> &[Diagnostic] {
        self.source(item).map_or(&[], |source| db::item_diagnostics(&self.db, source))
    }

    fn entries(&self, keyword: Keyword) -> impl Iterator<Item = &IndexEntry> {
        db::of_kind(&self.db, keyword)
    }

    /// All items of a kind in the order (catalogue, file, place): item, name, rank of the catalogue.
    pub fn items_of(&self, keyword: Keyword) -> impl Iterator<Item = (&ItemRef, &Arc<str>, u16)> {
        self.entries(keyword).map(|entry| (&entry.item, &entry.head.name, entry.rank))
    }

    /// Items of wanted kinds whose name or short name holds what was typed, or begins so in pinyin or initials, in no particular order.
    /// Sounds are listened to once.
    pub fn items_like(
        &self,
        wanted: impl Fn(Keyword) -> bool,
        typed: &str,
    ) -> impl Iterator<Item = (Keyword, &ItemRef, &Arc<str>)> {
        let shards = Workspace::get(&self.db).shards(&self.db).iter();
        shards.flat_map(|shard| db::sounds(&self.db, *shard)).filter_map(move |(entry, name)| {
            let keyword = entry.head.keyword.filter(|keyword| wanted(*keyword))?;
            name.fits(typed).then_some((keyword, &entry.item, &name.name))
        })
    }

    /// The items of a file in order, by their names.
    pub fn items_of_file(&self, path: &str) -> impl Iterator<Item = &ItemRef> {
        self.files.get(path).map(|file| file.entries(&self.db)).into_iter().flatten().map(|entry| &entry.item)
    }

    /// Items of a kind in a file, in order.
    pub fn items_in(&self, path: &str, keyword: Keyword) -> impl Iterator<Item = &ItemRef> {
        let entries = self.files.get(path).map(|file| file.entries(&self.db)).into_iter().flatten();
        entries.filter(move |entry| entry.head.keyword == Some(keyword)).map(|entry| &entry.item)
    }

    /// The items of a file whose texts hold one of some words.
    #[must_use]
    pub fn items_holding(&self, path: &str, words: &[Arc<str>]) -> Vec<ItemInfo> {
        let Some(file) = self.files.get(path) else { return Vec::new() };
        let entries = file.entries(&self.db).iter().zip(file.offsets(&self.db));
        let words: Vec<Finder<'_>> = words.iter().map(|word| Finder::new(word.as_bytes())).collect();
        let holds = |entry: &IndexEntry| {
            let text = entry.source.text(&self.db).as_bytes();
            words.iter().any(|word| word.find(text).is_some())
        };
        entries.filter(|(entry, _)| holds(entry)).map(|(entry, offset)| self.info(entry, *offset)).collect()
    }

    /// All matters of the catalogue itself, in order.
    pub fn matters(&self) -> impl Iterator<Item = &ItemRef> {
        self.entries(Keyword::Matter).filter(|entry| entry.rank == 0).map(|entry| &entry.item)
    }

    /// The matters of dependencies that the catalogue varies, each once, in the order of its variances.
    #[must_use]
    pub fn varied_matters(&self) -> Vec<ItemRef> {
        let own = Workspace::get(&self.db).files(&self.db).iter().filter(|file| file.rank(&self.db) == 0);
        let mut seen = BTreeSet::new();
        own.flat_map(|file| db::varied_abroad(&self.db, *file)).filter(|matter| seen.insert(*matter)).cloned().collect()
    }

    /// The matters of dependencies that the variances of a file vary.
    #[must_use]
    pub fn varied_matters_in(&self, path: &str) -> &[ItemRef] {
        self.files.get(path).map_or(&[], |file| db::varied_abroad(&self.db, *file))
    }

    /// All matters that the catalogue answers for: its own, then those of its dependencies that are in force in its region and go by a name
    /// that no nearer catalogue has. In order.
    pub fn matters_in_force(&self) -> impl Iterator<Item = &ItemRef> {
        self.entries(Keyword::Matter).filter(|entry| db::is_in_force(&self.db, entry)).map(|entry| &entry.item)
    }

    /// Whether an item is a matter of the catalogue itself.
    #[must_use]
    pub fn is_own_matter(&self, item: &ItemRef) -> bool {
        self.entry_of(item).is_some_and(|(entry, _)| entry.head.keyword == Some(Keyword::Matter) && entry.rank == 0)
    }

    /// The effective definitions of a matter, the base first. They are made anew each time and kept by nobody: ask once and hold what you get.
    #[must_use]
    pub fn definitions(&self, matter: &ItemRef) -> Arc<[Definition]> {
        self.source(matter).map_or_else(|| Arc::from([]), |source| db::effective_definitions(&self.db, source))
    }

    /// The facts that a matter declares for itself, whether or not a line of it uses them.
    #[must_use]
    pub fn local_facts(&self, matter: &ItemRef) -> Vec<FactDeclaration> {
        self.source(matter).map(|source| db::local_facts(&self.db, source)).unwrap_or_default()
    }

    /// The effective definitions of these matters in their order, made on all cores.
    #[must_use]
    pub fn all_definitions(&self, matters: &[&ItemRef]) -> Vec<Arc<[Definition]>> {
        matters.par_iter().map_with(self.clone(), |analysis, matter| analysis.definitions(matter)).collect()
    }

    /// What is kept of a matter, and what the examiner found in it.
    #[must_use]
    pub fn summary(&self, matter: &ItemRef) -> Option<&Summary> {
        self.source(matter).map(|source| &db::analysed(&self.db, source).summary)
    }

    /// What only all matters together show. It is found again only after edits that other matters can see; meanwhile it costs a look at each
    /// file. Places in it stand for others: see [`Analysis::settled`].
    #[must_use]
    pub fn conclusion(&self) -> &Arc<Conclusion> {
        db::conclusion(&self.db)
    }

    /// What is kept of all matters as bytes for a later run of the same maker; `None` if there is no cache, or it holds all of it already.
    #[must_use]
    pub fn cache_bytes(&self, maker: u128) -> Option<Vec<u8>> {
        let cache = Workspace::get(&self.db).cache(&self.db).as_ref()?;
        let matters = || self.entries(Keyword::Matter).map(|entry| entry.source);
        if cache.served(matters().filter(|matter| db::is_remembered(&self.db, *matter)).count()) {
            return None;
        }
        let kept: BTreeMap<u128, Entry> = matters().filter_map(|matter| db::remembered(&self.db, matter)).collect();
        Some(Cache::write(&kept, maker))
    }

    /// A finding of the conclusion, pointing at nodes of the texts as they are now.
    #[must_use]
    pub fn settled(&self, finding: &Diagnostic) -> Diagnostic {
        let mut settled = finding.clone();
        let labels = settled.labels.iter_mut().map(|label| &mut label.place);
        let edits = settled.fixes.iter_mut().flat_map(|fix| &mut fix.edits).map(|edit| &mut edit.place);
        for place in labels.chain(edits) {
            let Place::Node(item, node) = place else { continue };
            let Some((stand_in, source)) = node.stand_in().zip(self.source(item)) else { continue };
            let analysed = db::analysed(&self.db, source);
            let origin = stand_in.place(&analysed.head, &analysed.summary);
            *place = Place::Node(origin.item, origin.node);
        }
        settled
    }

    /// What all definitions of a matter share.
    #[must_use]
    pub fn matter_head(&self, matter: &ItemRef) -> Option<Arc<MatterHead>> {
        self.source(matter).map(|source| Arc::clone(&db::analysed(&self.db, source).head))
    }

    /// Full name and item of the matter with this name or 简称; the nearest catalogue's if several have it.
    #[must_use]
    pub fn matter_named(&self, name: &str) -> Option<(Arc<str>, ItemRef)> {
        let found = db::named(&self.db, Keyword::Matter, name).next();
        found.map(|entry| (Arc::clone(&entry.head.name), entry.item.clone()))
    }

    /// Every name that the matters of a full name go by, itself included.
    #[must_use]
    pub fn names_of_matter(&self, name: &str) -> BTreeSet<Arc<str>> {
        let found = db::named(&self.db, Keyword::Matter, name).filter(|entry| *entry.head.name == *name);
        let short = found.filter_map(|entry| entry.head.short.clone());
        let means = |short: &Arc<str>| self.matter_named(short).is_some_and(|(full, _)| *full == *name);
        std::iter::once(Arc::from(name)).chain(short.filter(means)).collect()
    }

    /// Everything declared outside matters.
    #[must_use]
    pub fn declarations(&self) -> &Declarations {
        &db::declarations(&self.db).declarations
    }

    /// A test as data.
    #[must_use]
    pub fn test(&self, item: &ItemRef) -> Option<Arc<TestCase>> {
        self.source(item).map(|source| Arc::clone(&db::tested(&self.db, source).test))
    }

    /// All tests of the catalogue itself, in order.
    #[must_use]
    pub fn tests(&self) -> Vec<Arc<TestCase>> {
        let own = self.entries(Keyword::Test).filter(|entry| entry.rank == 0);
        own.filter_map(|entry| self.test(&entry.item)).collect()
    }

    /// Administrative divisions.
    #[must_use]
    pub fn regions(&self) -> &Arc<RegionTree> {
        Workspace::get(&self.db).regions(&self.db)
    }

    /// The catalogue's root region.
    #[must_use]
    pub fn root(&self) -> Position {
        db::root(&self.db)
    }

    /// The catalogue's settings.
    #[must_use]
    pub fn settings(&self) -> &db::Settings {
        Workspace::get(&self.db).settings(&self.db)
    }

    /// Computes everything that a check of the whole workspace needs, on all cores: declarations, then matters and tests. Where the ground is
    /// as it was last time, a look at each file is enough.
    pub fn warm_up(&self) {
        let declaring: Vec<&IndexEntry> = db::declaring(&self.db).iter().map(|entry| &**entry).collect();
        self.diagnose(&declaring, |keyword| keyword == Keyword::Law);
        self.diagnose(&declaring, |_| true);
        db::declarations(&self.db);
        let ground = db::ground(&self.db);
        let warm = self.warmed().as_ref().is_some_and(|warm| Arc::ptr_eq(warm, &ground));
        if !warm {
            let entries: Vec<&IndexEntry> = db::entries(&self.db).map(|entry| &**entry).collect();
            self.diagnose(&entries, |keyword| !declares(keyword));
        }
        let files: Vec<SourceFile> = self.files.values().copied().collect();
        files.par_iter().for_each_with(self.db.clone(), |db, file| {
            db::mark(db, *file);
        });
        *self.warmed() = Some(ground);
    }

    fn warmed(&self) -> MutexGuard<'_, Option<db::Mark>> {
        self.warmed.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Finds out what is wrong in all items of some kinds.
    fn diagnose(&self, entries: &[&IndexEntry], wanted: fn(Keyword) -> bool) {
        let entries = entries.par_iter().filter(move |entry| entry.head.keyword.is_some_and(wanted));
        entries.for_each_with(self.db.clone(), |db, entry| {
            db::item_diagnostics(db, entry.source);
        });
    }
}

fn shift(span: Span, offset: u32) -> Range<u32> {
    span.start.saturating_add(offset)..span.end.saturating_add(offset)
}
