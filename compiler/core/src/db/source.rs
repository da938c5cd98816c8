//! A file's text → its items, by the first column alone; an item's head line → its names; an item's text → its tree.

use std::sync::Arc;

use matter_syntax::keyword::{Context, Keyword, lookup};
use matter_syntax::tree::{ExprKind, Phrase, PhraseKind, Span};
use matter_syntax::{Parse, parse_item, split};
use rustc_hash::FxHashMap;

use super::SourceFile;
use crate::hir::ItemRef;
use crate::source_map::SourceMap;

/// An item of a file. What it is called is its identity, so that an edit of its text leaves it the same item.
#[salsa::tracked(debug)]
pub(crate) struct ItemSource<'db> {
    /// The file.
    #[returns(copy)]
    pub(crate) file: SourceFile,
    /// Keyword of the head line; `None` for text that opens no item.
    #[returns(copy)]
    pub(crate) keyword: Option<Keyword>,
    /// First words of the head line, up to a colon.
    pub(crate) name: Arc<str>,
    /// How many items of equal keyword and name stand above it in the file.
    #[returns(copy)]
    pub(crate) ordinal: u16,
    /// The head line.
    #[tracked]
    pub(crate) head_line: Arc<str>,
    /// The whole slice.
    #[tracked]
    pub(crate) text: Arc<str>,
    /// Where it begins in the file.
    #[tracked]
    #[returns(copy)]
    pub(crate) offset: u32,
}

/// The items of a file in order. Run by each edit of the file; equal to itself unless items come, go or are renamed.
#[salsa::tracked]
pub(crate) fn items<'db>(db: &'db dyn salsa::Database, file: SourceFile) -> Vec<ItemSource<'db>> {
    let mut seen: FxHashMap<(Option<Keyword>, Arc<str>), u16> = FxHashMap::default();
    let mut found = Vec::new();
    for slice in split(file.text(db)) {
        let head_line = head_line(slice.text);
        let (keyword, name) = head_key(head_line);
        let name: Arc<str> = name.into();
        let ordinal = seen.entry((keyword, Arc::clone(&name))).or_default();
        let offset = u32::try_from(slice.offset).unwrap_or(u32::MAX);
        let item = ItemSource::new(db, file, keyword, name, *ordinal, head_line.into(), slice.text.into(), offset);
        *ordinal = ordinal.saturating_add(1);
        found.push(item);
    }
    found
}

/// Characters that part the words of a head line.
const BLANKS: [char; 4] = [' ', '\t', '\u{3000}', '\u{a0}'];

/// The line of a slice that opens the item: the first that is neither indented nor a comment.
fn head_line(slice: &str) -> &str {
    let opens = |line: &&str| !line.starts_with([' ', '\t', '\u{3000}', '/', '|', '>']) && !line.trim().is_empty();
    slice.trim_start_matches('\u{feff}').lines().find(opens).unwrap_or("").trim_end()
}

/// Keyword and name, as far as the line's words tell: they tell items apart; everything else reads the name from the tree.
fn head_key(line: &str) -> (Option<Keyword>, &str) {
    let before_colon = line.split(['：', ':']).next().unwrap_or(line);
    let (word, rest) = before_colon.split_once(BLANKS).unwrap_or((before_colon, ""));
    let Some(keyword) = lookup(word, Context::Item) else { return (None, "") };
    let name = if keyword == Keyword::Vary { rest.trim() } else { name_of_head(rest).trim() };
    // Rules without a name (互斥：…) are told apart by their reason, or by what they say.
    let named = [name, rest.trim(), line.get(before_colon.len()..).unwrap_or("")];
    (Some(keyword), named.into_iter().find(|text| !text.is_empty()).unwrap_or(""))
}

/// The words before the first tail of a head line.
fn name_of_head(rest: &str) -> &str {
    const TAILS: [&str; 5] = ["en", "简称", "short", "替换", "replaces"];
    let mut end = 0;
    for word in rest.split_inclusive(BLANKS) {
        let bare = word.trim();
        if TAILS.contains(&bare) || bare.starts_with(['“', '"']) || bare.starts_with("//") {
            break;
        }
        end += word.len();
    }
    rest.get(..end).unwrap_or(rest)
}

/// What an item is called by whoever reports it.
#[salsa::tracked]
pub(crate) fn item_ref<'db>(db: &'db dyn salsa::Database, item: ItemSource<'db>) -> ItemRef {
    let kind = item.keyword(db).map_or("", |keyword| keyword.text(matter_syntax::tree::Face::Zh));
    ItemRef {
        file: Arc::clone(item.file(db).path(db)),
        name: format!("{kind}/{}", item.name(db)).into(),
        ordinal: item.ordinal(db),
    }
}

/// What the head line says.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default)]
pub(crate) struct Head {
    /// Which kind of item.
    pub(crate) keyword: Option<Keyword>,
    /// Name as guides print it; empty if there is none.
    pub(crate) name: Arc<str>,
    /// 简称
    pub(crate) short: Option<Arc<str>>,
    /// 替换: takes the place of the item of this name in a dependency.
    pub(crate) replaces: bool,
}

/// Reads the head line; not run by edits below it.
#[salsa::tracked]
pub(crate) fn head<'db>(db: &'db dyn salsa::Database, item: ItemSource<'db>) -> Head {
    let parse = parse_item(item.head_line(db));
    let item = parse.item;
    let mut head = Head { keyword: item.keyword, ..Head::default() };
    head.name = item.name.map_or_else(|| "".into(), |name| name.text.into());
    for phrase in &item.head {
        head.replaces |= is_clause(phrase, Keyword::Replaces);
        if is_clause(phrase, Keyword::Abbreviated) {
            head.short = short_name(phrase);
        }
    }
    head
}

fn is_clause(phrase: &Phrase, wanted: Keyword) -> bool {
    matches!(&phrase.kind, PhraseKind::Clause { keyword, .. } if *keyword == wanted)
}

fn short_name(phrase: &Phrase) -> Option<Arc<str>> {
    let PhraseKind::Clause { args, .. } = &phrase.kind else { return None };
    match &args.first()?.kind {
        ExprKind::Name(name) => Some(Arc::from(&*name.text)),
        ExprKind::Text(text) => Some(Arc::from(&*text.text)),
        _ => None,
    }
}

/// An item's tree, kept only for features of open files.
#[derive(Debug)]
pub(crate) struct Tree {
    pub(crate) parse: Parse,
    pub(crate) map: Arc<SourceMap>,
}

/// Reads an item's text, afresh each time: whoever needs a tree drops it again.
pub(crate) fn read_tree<'db>(db: &'db dyn salsa::Database, item: ItemSource<'db>) -> Tree {
    let parse = parse_item(item.text(db));
    let map = Arc::new(SourceMap::of(&parse.item));
    Tree { parse, map }
}

/// The tree of an item for features of open files and for turning places into spans; the 512 last used are kept.
#[salsa::tracked(no_eq, lru = 512, returns(clone))]
pub(crate) fn tree<'db>(db: &'db dyn salsa::Database, item: ItemSource<'db>) -> Arc<Tree> {
    Arc::new(read_tree(db, item))
}

/// The span of a node of an item, relative to the item.
pub(crate) fn span_of<'db>(db: &'db dyn salsa::Database, item: ItemSource<'db>, node: crate::hir::NodeId) -> Span {
    tree(db, item).map.span(node)
}
