//! Spans of an item's nodes ↔ [`NodeId`]s: the tree is walked once, in source order, and may then be dropped.
//!
//! Everything that has a span is a node, comments excepted; nodes of equal span are one. So whoever holds a piece of the tree finds
//! its id by its span, an edit in a comment renumbers nothing, and analysed values name places without holding offsets.

use matter_syntax::tree::{Cell, Entry, Expr, ExprKind, Item, Node, Phrase, PhraseKind, Section, Span, Table};

use crate::hir::NodeId;

/// The spans of an item's nodes, relative to the item. Node 0 is the head: the keyword and the name.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default)]
pub struct SourceMap {
    spans: Vec<Span>,
}

impl SourceMap {
    /// Numbers the nodes of an item.
    #[must_use]
    pub fn of(item: &Item) -> Self {
        let mut spans = Vec::new();
        item_spans(item, &mut spans);
        spans.sort_unstable_by_key(order);
        spans.dedup();
        spans.insert(0, head_span(item));
        spans.shrink_to_fit();
        Self { spans }
    }

    /// The node with this span; for a span that is no node's, the last node that begins at or before it.
    #[must_use]
    pub fn node(&self, span: Span) -> NodeId {
        let nodes = self.spans.get(1..).unwrap_or(&[]);
        let index = nodes.partition_point(|other| order(other) <= order(&span));
        NodeId(u32::try_from(index).unwrap_or(u32::MAX))
    }

    /// Where the node stands; the head for a node that the item does not have.
    #[must_use]
    pub fn span(&self, node: NodeId) -> Span {
        self.spans.get(node.0 as usize).or_else(|| self.spans.first()).copied().unwrap_or_default()
    }

    /// The number of nodes.
    #[must_use]
    pub fn len(&self) -> usize {
        self.spans.len()
    }

    /// Whether there is no node at all: the map of no item.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.spans.is_empty()
    }
}

/// By start, the outer one first.
const fn order(span: &Span) -> (u32, std::cmp::Reverse<u32>) {
    (span.start, std::cmp::Reverse(span.end))
}

/// The keyword and the name, whichever stand there; else the whole item.
fn head_span(item: &Item) -> Span {
    let name = item.name.as_ref().map(|name| name.span);
    let keyword = item.keyword.map(|_| item.keyword_span);
    match (keyword.or(name), name.or(keyword)) {
        (Some(first), Some(last)) => Span { start: first.start, end: last.end },
        _ => item.span,
    }
}

fn item_spans(item: &Item, out: &mut Vec<Span>) {
    if item.keyword.is_some() {
        out.push(item.keyword_span);
    }
    out.extend(item.name.as_ref().map(|name| name.span));
    phrase_spans(&item.head, out);
    entry_spans(&item.inline, out);
    node_spans(&item.body, out);
}

fn node_spans(nodes: &[Node], out: &mut Vec<Span>) {
    for node in nodes {
        match node {
            Node::Section(section) => section_spans(section, out),
            Node::Group(group) => {
                out.push(group.span);
                phrase_spans(std::slice::from_ref(&group.header), out);
                node_spans(&group.body, out);
            }
            Node::Entry(entry) => entry_spans(std::slice::from_ref(entry), out),
            Node::Table(table) => table_spans(table, out),
            Node::Item(item) => {
                out.push(item.span);
                item_spans(item, out);
            }
            Node::Quote(text) | Node::Prose(text) | Node::Junk(text) => out.push(text.span),
            Node::Trivia(_) => {}
        }
    }
}

fn section_spans(section: &Section, out: &mut Vec<Span>) {
    out.push(section.span);
    out.push(section.keyword_span);
    phrase_spans(&section.head, out);
    entry_spans(&section.inline, out);
    node_spans(&section.body, out);
}

fn entry_spans(entries: &[Entry], out: &mut Vec<Span>) {
    for entry in entries {
        out.push(entry.span);
        phrase_spans(&entry.phrases, out);
        if let Some(replacement) = &entry.replacement {
            entry_spans(std::slice::from_ref(replacement), out);
        }
    }
}

fn phrase_spans(phrases: &[Phrase], out: &mut Vec<Span>) {
    for phrase in phrases {
        out.push(phrase.span);
        match &phrase.kind {
            PhraseKind::Expr(expr) => expr_spans(expr, out),
            PhraseKind::Clause { args, .. } => args.iter().for_each(|arg| expr_spans(arg, out)),
        }
    }
}

fn table_spans(table: &Table, out: &mut Vec<Span>) {
    out.push(table.span);
    table.heads.iter().for_each(|head| expr_spans(head, out));
    for row in &table.rows {
        out.push(row.span);
        for cell in &row.cells {
            match cell {
                Cell::Any(span) => out.push(*span),
                Cell::Test { right, span, .. } => {
                    out.push(*span);
                    expr_spans(right, out);
                }
                Cell::Value(phrases, span) => {
                    out.push(*span);
                    phrase_spans(phrases, out);
                }
                Cell::Junk(text) => out.push(text.span),
            }
        }
        phrase_spans(&row.tail, out);
    }
}

fn expr_spans(expr: &Expr, out: &mut Vec<Span>) {
    out.push(expr.span);
    match &expr.kind {
        ExprKind::Phrases(phrases) => phrase_spans(phrases, out),
        _ => expr.for_each_part(|part| expr_spans(part, out)),
    }
}
