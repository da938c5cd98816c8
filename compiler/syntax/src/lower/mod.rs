//! pest's pairs → nodes → the tree. Pairs and nodes never leave this module; everything it makes is owned and item-relative.

mod amount;
mod atom;
mod body;
mod cited;
mod continuation;
mod diagnose;
mod expr;
mod glued;
mod head;
mod header;
mod lines;
mod misfit;
mod name;
mod node;
mod phrase;
mod said;
mod start;
mod table;

use pest::iterators::Pairs;

use crate::{
    error::{Fix, Problem, SyntaxError},
    grammar::Rule,
    keyword::Keyword,
    tree::{Item, Span, Text},
};

pub(crate) use name::fold_char;
pub(crate) use node::Node;
use node::Nodes;
pub(crate) use start::{Start, phrase_start};

/// The nodes of one phrase, in a row.
pub(crate) type Words<'s> = Vec<Node<'s>>;

/// Reads the pairs of one item.
pub(crate) fn item(text: &str, pairs: Pairs<'_, Rule>) -> (Item, Vec<SyntaxError>) {
    let nodes = Nodes::of(pairs);
    let reader = Reader { text, errors: Vec::new(), unreadable: false };
    let mut builder = body::Builder::new(reader);
    for item in nodes.iter() {
        item.into_inner().for_each(|line| builder.line(line));
    }
    builder.finish()
}

/// The text that is read, and what was wrong with it so far.
pub(crate) struct Reader<'s> {
    text: &'s str,
    errors: Vec<SyntaxError>,
    /// Set when the line at hand cannot be kept as a tree.
    unreadable: bool,
}

impl<'s> Reader<'s> {
    pub(crate) fn slice(&self, span: Span) -> &'s str {
        self.text.get(span.start as usize..span.end as usize).unwrap_or_default()
    }

    pub(crate) fn error(&mut self, problem: Problem, span: Span) {
        self.errors.push(SyntaxError { problem, span, fixes: Vec::new() });
    }

    pub(crate) fn error_with(&mut self, problem: Problem, span: Span, fixes: Vec<Fix>) {
        self.errors.push(SyntaxError { problem, span, fixes });
    }

    pub(crate) fn text_of(&self, span: Span) -> Text {
        Text { text: self.slice(span).into(), span, ascii: false }
    }
}

pub(crate) const fn span_of(pair: &Node<'_>) -> Span {
    pair.span()
}

pub(crate) fn join(a: Span, b: Span) -> Span {
    Span { start: a.start, end: b.end }
}

pub(crate) fn replace(span: Span, replacement: impl Into<Box<str>>) -> Vec<Fix> {
    vec![Fix { span, replacement: replacement.into(), certain: true }]
}

/// As [`replace`], where something else may have been meant.
pub(crate) fn propose(span: Span, replacement: impl Into<Box<str>>) -> Vec<Fix> {
    vec![Fix { span, replacement: replacement.into(), certain: false }]
}

/// What kind of item a section's entries belong to, for the words that may begin them.
#[derive(Clone, Copy)]
pub(crate) struct Place {
    /// The section, if the entry stands in one.
    pub(crate) section: Option<Keyword>,
}
