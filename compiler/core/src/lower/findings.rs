//! Where lowering puts what it finds wrong, and how it names the places.

use std::sync::Arc;

use matter_syntax::keyword::Keyword;
use matter_syntax::tree::Span;

use super::codes::{UNDECLARED_MATERIAL, WRONG_UNIT};
use crate::diagnostic::{Arg, Code, Diagnostic, Edit, Fix, Place};
use crate::hir::{ItemRef, NodeId, Origin};
use crate::source_map::SourceMap;

/// Findings of one item. Muted while a tree of another item is read: that item reports its own.
#[derive(Clone, Debug)]
pub(crate) struct Findings {
    item: ItemRef,
    map: Arc<SourceMap>,
    found: Vec<Diagnostic>,
    muted: u32,
    /// Trees of the same item that are being read through where they are used: they report where they stand.
    read_through: u32,
    /// How many findings there would be had none been muted.
    slips: usize,
}

impl Findings {
    pub(crate) const fn new(item: ItemRef, map: Arc<SourceMap>) -> Self {
        Self { item, map, found: Vec::new(), muted: 0, read_through: 0, slips: 0 }
    }

    pub(crate) const fn item(&self) -> &ItemRef {
        &self.item
    }

    /// The node with this span.
    pub(crate) fn node(&self, span: Span) -> NodeId {
        self.map.node(span)
    }

    /// A place of the item, for values that outlive the tree.
    pub(crate) fn origin(&self, span: Span) -> Origin {
        Origin { item: self.item.clone(), node: self.node(span) }
    }

    /// A place of the item, for findings. What several parts of a line say together has no node of its own.
    pub(crate) fn place(&self, span: Span) -> Place {
        let node = self.map.node(span);
        if self.map.span(node) == span {
            return Place::Node(self.item.clone(), node);
        }
        Place::Span(self.item.clone(), span)
    }

    /// A finding at a place of the item; `role` says what the place wants, `""` if the code says it all.
    pub(crate) fn at(&self, code: Code, span: Span, role: &'static str) -> Diagnostic {
        let mut diagnostic = Diagnostic::new(code, self.place(span));
        if let Some(label) = diagnostic.labels.first_mut() {
            label.role = role;
        }
        diagnostic
    }

    pub(crate) fn push(&mut self, diagnostic: Diagnostic) {
        self.slips += 1;
        if self.muted == 0 && self.read_through == 0 {
            self.found.push(diagnostic);
        }
    }

    /// A finding of this item although a tree of another is being read; the same one only once.
    pub(crate) fn push_once(&mut self, diagnostic: Diagnostic) {
        self.slips += 1;
        if !self.found.contains(&diagnostic) {
            self.found.push(diagnostic);
        }
    }

    /// `200 亩`: the word behind a number without a unit is the unit that was meant. Then no other can be filled in without a doubt.
    pub(crate) fn belongs_to_wrong_unit(&mut self, span: Span, word: &str) -> bool {
        let map = &self.map;
        let ends_here = |place: &Place| match place {
            Place::Node(_, node) => map.span(*node).end + 1 == span.start,
            Place::Span(_, at) => at.end + 1 == span.start,
            Place::File(..) | Place::Project => false,
        };
        let before = self.found.iter_mut().rev().filter(|found| found.code == WRONG_UNIT);
        let Some(found) =
            before.into_iter().find(|found| found.labels.first().is_some_and(|one| ends_here(&one.place)))
        else {
            return false;
        };
        found.fixes.clear();
        for (name, arg) in &mut found.args {
            if let (&mut "found", Arg::Code(number)) = (name, &*arg) {
                *arg = code(format!("{number} {word}"));
            }
        }
        true
    }

    /// Whether an error was told of a part of this line already: what else is wrong in it may follow from that.
    pub(crate) fn told_inside(&self, line: Span) -> bool {
        let inside = |span: Span| line.start <= span.start && span.end <= line.end;
        let told = self.found.iter().rev().filter(|found| found.code != UNDECLARED_MATERIAL);
        told.filter_map(|found| found.labels.first()).any(|label| match &label.place {
            Place::Node(item, node) => *item == self.item && inside(self.map.span(*node)),
            Place::Span(item, span) => *item == self.item && inside(*span),
            Place::File(..) | Place::Project => false,
        })
    }

    /// Adds repairs to the last finding, if it has this code and this argument.
    pub(crate) fn mend_last(&mut self, code: Code, arg: &str, fixes: Vec<Fix>) {
        let last = self.found.last_mut().filter(|found| found.code == code);
        if let Some(found) = last.filter(|found| found.args.iter().any(|(name, _)| *name == arg)) {
            found.fixes.extend(fixes);
        }
    }

    pub(crate) const fn count(&self) -> usize {
        self.found.len()
    }

    /// Grows with everything that is wrong, said or not.
    pub(crate) const fn slips(&self) -> usize {
        self.slips
    }

    /// Begins to read a condition of this item where its name is used.
    pub(crate) const fn begin_reading_through(&mut self) {
        self.read_through += 1;
    }

    pub(crate) const fn end_reading_through(&mut self) {
        self.read_through -= 1;
    }

    pub(crate) const fn is_muted(&self) -> bool {
        self.muted > 0
    }

    pub(crate) const fn mute(&mut self) {
        self.muted += 1;
    }

    pub(crate) const fn unmute(&mut self) {
        self.muted -= 1;
    }

    pub(crate) fn into_found(self) -> Vec<Diagnostic> {
        self.found
    }

    /// A fix that replaces a place by a text.
    pub(crate) fn replacement(&self, title: &'static str, span: Span, text: impl Into<Arc<str>>, certain: bool) -> Fix {
        let text: Arc<str> = text.into();
        let args = vec![("text", code(Arc::clone(&text)))];
        Fix { title, args, edits: vec![Edit { place: self.place(span), text }], certain }
    }
}

/// Text of the program.
pub(crate) fn code(text: impl Into<Arc<str>>) -> Arg {
    Arg::Code(text.into())
}

/// Several texts of the program.
pub(crate) fn codes<T: Into<Arc<str>>>(texts: impl IntoIterator<Item = T>) -> Arg {
    Arg::List(texts.into_iter().map(code).collect())
}

/// A keyword.
pub(crate) const fn word(keyword: Keyword) -> Arg {
    Arg::Word(keyword)
}
