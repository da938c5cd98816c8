//! The shape of a file: symbols, folds, and the ever larger pieces around a place.

use std::sync::Arc;

use matter_core::ItemInfo;
use matter_core::hir::{ItemRef, Keyword};
use matter_syntax::keyword::Class;
use matter_syntax::tree::{Entry, Expr, Face, Group, Item, Node, Phrase, Section, Span, TableRow};

use crate::symbol::SymbolKind;
use crate::walk::{Surroundings, Visitor, walk};
use crate::{Snapshot, Target};

/// A named piece of a file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Outline {
    /// Name, or the word of a section.
    pub name: String,
    /// The word of the language that opens it.
    pub detail: &'static str,
    /// What it is.
    pub kind: SymbolKind,
    /// All of it.
    pub at: Target,
    /// Its name.
    pub name_at: Target,
    /// Pieces inside.
    pub children: Vec<Outline>,
}

/// Lines that can be folded away.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Fold {
    /// From the end of the first line to the end of the last.
    pub at: Target,
    /// Whether it is a comment.
    pub comment: bool,
}

/// At most this many symbols answer a search of the workspace.
const MOST: usize = 200;

impl Snapshot {
    /// The items of a file with their sections.
    #[must_use]
    pub fn outline(&self, file: &str) -> Vec<Outline> {
        self.analysis.items(file).iter().filter_map(|item| self.outline_of(item)).collect()
    }

    fn outline_of(&self, info: &ItemInfo) -> Option<Outline> {
        let tree = self.analysis.tree(&info.item)?;
        let item = &tree.parse().item;
        let target =
            |span: Span| Target::new(&info.item.file, span.start + info.range.start..span.end + info.range.start);
        self.item_outline(item, &target)
    }

    fn item_outline(&self, item: &Item, target: &dyn Fn(Span) -> Target) -> Option<Outline> {
        let keyword = item.keyword?;
        let name = item.name.as_ref().map_or_else(|| self.word(keyword).to_owned(), |name| name.text.to_string());
        let end = item.span.end.max(item.keyword_span.end);
        let name_span = item.name.as_ref().map_or(item.keyword_span, |name| name.span);
        Some(Outline {
            name,
            detail: self.word(keyword),
            kind: SymbolKind::of_item(keyword).unwrap_or(SymbolKind::Section),
            at: target(Span { start: item.keyword_span.start.min(name_span.start), end: end.max(name_span.end) }),
            name_at: target(name_span),
            children: item.body.iter().filter_map(|node| self.node_outline(node, target)).collect(),
        })
    }

    fn node_outline(&self, node: &Node, target: &dyn Fn(Span) -> Target) -> Option<Outline> {
        match node {
            Node::Item(item) => self.item_outline(item, target),
            Node::Section(section) => Some(Outline {
                name: self.word(section.keyword).to_owned(),
                detail: "",
                kind: SymbolKind::Section,
                at: target(section.span),
                name_at: target(section.keyword_span),
                children: section.body.iter().filter_map(|node| self.node_outline(node, target)).collect(),
            }),
            _ => None,
        }
    }

    fn word(&self, keyword: Keyword) -> &'static str {
        self.words(keyword.text(Face::Zh), keyword.text(Face::En))
    }

    /// The reader's word for what an item of a kind declares; empty for what is no item.
    #[must_use]
    pub fn kind_word(&self, kind: SymbolKind) -> &'static str {
        kind.keyword().map_or("", |keyword| self.word(keyword))
    }

    /// Items of the whole catalogue and its dependencies whose name begins with, sounds like or holds what was typed.
    #[must_use]
    pub fn find_items(&self, typed: &str) -> Vec<(Arc<str>, SymbolKind, Target)> {
        let like = self.analysis.items_like(|keyword| keyword.class() == Class::Item, typed);
        let mut found: Vec<(Keyword, &ItemRef, &Arc<str>)> = like.collect();
        found.sort_unstable();
        found.dedup_by_key(|(_, item, _)| *item);
        found.truncate(MOST);
        let place = |item| {
            let symbol = crate::symbol::Symbol {
                kind: SymbolKind::Matter,
                name: "".into(),
                item: Some(item),
                local: false,
                of: None,
            };
            self.declared_at(&symbol)
        };
        let shown = found.into_iter().filter_map(|(keyword, item, name)| {
            Some((Arc::clone(name), SymbolKind::of_item(keyword)?, place(item.clone())?))
        });
        shown.collect()
    }

    /// What can be folded: items, sections, groups, blocks of comments.
    #[must_use]
    pub fn folds(&self, file: &str) -> Vec<Fold> {
        let Some(text) = self.analysis.text(file) else { return Vec::new() };
        let mut folds = Vec::new();
        for info in self.analysis.items(file) {
            let Some(tree) = self.analysis.tree(&info.item) else { continue };
            let item = &tree.parse().item;
            let mut spans = vec![Span { start: item.keyword_span.start, end: item.span.end }];
            nested(&item.body, &mut spans);
            folds.extend(spans.into_iter().filter_map(|span| {
                let range = span.start + info.range.start..span.end + info.range.start;
                let inside = crate::slice(&text, range.clone());
                let end = crate::offset(inside.trim_end().len()) + range.start;
                inside
                    .trim_end()
                    .contains('\n')
                    .then(|| Fold { at: Target::new(&info.item.file, range.start..end), comment: false })
            }));
        }
        folds
    }

    /// The pieces around an offset, innermost first.
    #[must_use]
    pub fn selection(&self, file: &str, offset: u32) -> Vec<Target> {
        let Some(text) = self.analysis.text(file) else { return Vec::new() };
        let whole = Target::new(&file.into(), 0..crate::offset(text.len()));
        let Some((info, tree)) = self.item_at(file, offset) else { return vec![whole] };
        let inside = offset.saturating_sub(info.range.start);
        let mut spans =
            Around { offset: inside, spans: vec![Span { start: 0, end: info.range.end - info.range.start }] };
        walk(&tree.parse().item, &mut spans);
        let mut spans = spans.spans;
        spans.sort_by_key(|span| (span.end - span.start, span.start));
        spans.dedup();
        let mut nested: Vec<Span> = Vec::new();
        for span in spans {
            if nested.last().is_none_or(|inner| span.start <= inner.start && inner.end <= span.end) {
                nested.push(span);
            }
        }
        let shifted = nested.into_iter().map(|span| span.start + info.range.start..span.end + info.range.start);
        let mut around: Vec<Target> = shifted.map(|range| Target::new(&info.item.file, range)).collect();
        // A file of one item ends with it.
        if around.last() != Some(&whole) {
            around.push(whole);
        }
        around
    }
}

fn nested(nodes: &[Node], spans: &mut Vec<Span>) {
    for node in nodes {
        match node {
            Node::Section(section) => {
                spans.push(section.span);
                nested(&section.body, spans);
            }
            Node::Group(group) => {
                spans.push(group.span);
                nested(&group.body, spans);
            }
            _ => {}
        }
    }
}

struct Around {
    offset: u32,
    spans: Vec<Span>,
}

impl Around {
    fn add(&mut self, span: Span) {
        if (span.start..=span.end).contains(&self.offset) {
            self.spans.push(span);
        }
    }
}

impl<'t> Visitor<'t> for Around {
    fn section(&mut self, section: &'t Section, _: Surroundings<'t>) {
        self.add(section.keyword_span);
        self.add(section.span);
    }
    fn group(&mut self, group: &'t Group) {
        self.add(group.span);
    }
    fn entry(&mut self, entry: &'t Entry, _: Surroundings<'t>) {
        self.add(entry.span);
    }
    fn row(&mut self, row: &'t TableRow) {
        self.add(row.span);
    }
    fn clause(&mut self, phrase: &'t Phrase, _: Keyword, _: Option<Keyword>, _: Surroundings<'t>) {
        self.add(phrase.span);
    }
    fn expr(&mut self, expr: &'t Expr, _: Surroundings<'t>) {
        self.add(expr.span);
    }
}
