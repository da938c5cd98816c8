//! An item's head line → its names; an item's text → its tree.

use std::sync::Arc;

use matter_syntax::keyword::Keyword;
use matter_syntax::tree::{ExprKind, Phrase, PhraseKind, Span};
use matter_syntax::{Parse, parse_item};

use super::inputs::ItemSource;
use super::matters::span_in_matter;
use crate::source_map::SourceMap;

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

/// Reads a head line.
pub(crate) fn head(line: &str) -> Head {
    let item = parse_item(line).item;
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
pub(crate) fn read_tree(db: &dyn salsa::Database, item: ItemSource) -> Tree {
    let parse = parse_item(item.text(db));
    let map = Arc::new(SourceMap::of(&parse.item));
    Tree { parse, map }
}

/// The tree of an item for features of open files and for turning places into spans; the 256 last used are kept.
#[salsa::tracked(no_eq, lru = 256, returns(clone))]
pub(crate) fn tree(db: &dyn salsa::Database, item: ItemSource) -> Arc<Tree> {
    Arc::new(read_tree(db, item))
}

/// The span of a node of an item, relative to the item.
pub(crate) fn span_of(db: &dyn salsa::Database, item: ItemSource, node: crate::hir::NodeId) -> Span {
    match item.keyword(db) {
        Some(Keyword::Matter) => span_in_matter(db, item, node),
        _ => tree(db, item).map.span(node),
    }
}
