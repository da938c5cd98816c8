//! Lines → the body of an item. A stack of open groups, sections, stages and local items; a header line closes what it ends.

use super::{Node, Place, Reader, join, span_of};
use crate::{
    error::SyntaxError,
    grammar::Rule,
    keyword::{Keyword, Shape},
    tree::{self, Group, Item, Section, Span, Text, Trivia},
};

/// Something open that takes the lines below.
pub(crate) enum Frame {
    Local(Item),
    Stage(Section),
    Section(Section),
    Group(Group),
}

pub(crate) struct Builder<'s> {
    pub(crate) reader: Reader<'s>,
    pub(crate) item: Item,
    pub(crate) frames: Vec<Frame>,
    /// Comment and blank lines whose place the next line decides; the flag says that a comment stands in the first column.
    pending: Vec<(Trivia, bool)>,
    /// The word that continuation lines of the last entry began with.
    pub(crate) continued: Option<Keyword>,
    /// Start of the lines below a header that could not be read.
    swallow: Option<Span>,
    /// End of the last line that was not blank.
    last_end: u32,
}

impl<'s> Builder<'s> {
    pub(crate) fn new(reader: Reader<'s>) -> Self {
        let span = Span { start: 0, end: reader.text.len() as u32 };
        let item = Item {
            lead: Vec::new(),
            keyword: None,
            keyword_span: Span::default(),
            name: None,
            head: Vec::new(),
            colon: false,
            inline: Vec::new(),
            comment: None,
            body: Vec::new(),
            tail: Vec::new(),
            span,
        };
        Self { reader, item, frames: Vec::new(), pending: Vec::new(), continued: None, swallow: None, last_end: 0 }
    }

    /// One line of pairs, in order.
    pub(crate) fn line(&mut self, pair: Node<'s>) {
        let span = span_of(&pair);
        if pair.as_rule() == Rule::EOI {
            return self.blank_lines(span.start);
        }
        self.blank_lines(span.start);
        self.last_end = span.end;
        match pair.as_rule() {
            Rule::doc | Rule::comment => self.comment_line(pair.as_rule(), span),
            Rule::head if self.item.keyword.is_none() && self.item.body.is_empty() => self.open_item(pair),
            Rule::logical => self.logical(pair),
            Rule::row | Rule::quote if self.item.keyword.is_none() => self.outside(span),
            Rule::row => self.row(pair),
            Rule::quote => self.quote(span),
            _ => self.stray(span),
        }
    }

    /// At least one blank line between the last line and this one.
    fn blank_lines(&mut self, start: u32) {
        let gap = self.reader.text.get(self.last_end as usize..start as usize).unwrap_or_default();
        let needed = if self.last_end == 0 && !self.started() { 1 } else { 2 };
        let blank = gap.bytes().filter(|&byte| byte == b'\n').take(needed).count() == needed;
        if blank && !matches!(self.pending.last(), Some((Trivia::Blank, _))) && self.started() {
            self.pending.push((Trivia::Blank, false));
        }
    }

    fn started(&self) -> bool {
        self.item.keyword.is_some() || !self.pending.is_empty() || !self.item.body.is_empty()
    }

    fn comment_line(&mut self, rule: Rule, span: Span) {
        let text = self.reader.comment(span);
        let first_column = span.start == 0 || self.reader.text.as_bytes().get(span.start as usize - 1) == Some(&b'\n');
        let trivia = if rule == Rule::doc { Trivia::Doc(text) } else { Trivia::Comment(text) };
        self.pending.push((trivia, first_column));
    }

    fn open_item(&mut self, pair: Node<'s>) {
        let pending = std::mem::take(&mut self.pending);
        self.item.lead = pending.into_iter().map(|(trivia, _)| trivia).collect();
        self.reader.head(pair, &mut self.item);
    }

    fn row(&mut self, pair: Node<'s>) {
        let span = span_of(&pair);
        if self.swallowing(span) {
            return;
        }
        if self.in_text() {
            return self.prose(span);
        }
        let raw = self.reader.raw_row(pair);
        let section = self.place().section;
        let apart = self.pending.iter().any(|(trivia, _)| matches!(trivia, Trivia::Blank));
        if let Some(tree::Node::Table(mut table)) =
            self.body().pop_if(|node| !apart && matches!(node, tree::Node::Table(_)))
        {
            let mut row = self.reader.table_row(raw, &table, section);
            row.lead = std::mem::take(&mut self.pending).into_iter().map(|(trivia, _)| trivia).collect();
            table.span = join(table.span, span);
            table.rows.push(row);
            self.body().push(tree::Node::Table(table));
            return;
        }
        let node = match self.reader.table_head(raw) {
            Some(table) if !std::mem::take(&mut self.reader.unreadable) => tree::Node::Table(table),
            _ => tree::Node::Junk(self.reader.text_of(self.reader.line_at(span))),
        };
        self.push(node);
    }

    fn quote(&mut self, span: Span) {
        if self.swallowing(span) {
            return;
        }
        if self.in_text() {
            return self.prose(span);
        }
        let written = self.reader.slice(span);
        let text = written.trim_start_matches('>').trim().into();
        self.push(tree::Node::Quote(Text { text, span, ascii: false }));
    }

    /// A line of a plain-text section, with everything on it.
    pub(crate) fn prose(&mut self, span: Span) {
        let line = self.reader.line_at(span);
        let text = self.reader.text_of(line);
        self.push(tree::Node::Prose(text));
    }

    /// Whether the lines below an unreadable header still belong to it; extends it if so.
    pub(crate) fn swallowing(&mut self, span: Span) -> bool {
        let Some(start) = self.swallow else { return false };
        self.swallow = Some(join(start, self.reader.line_at(span)));
        self.pending.clear();
        true
    }

    pub(crate) fn start_swallowing(&mut self, span: Span) {
        self.flush_junk();
        self.flush_pending();
        self.swallow = Some(span);
    }

    /// A comment that waits for the next line.
    pub(crate) fn pending_comment(&self) -> Option<Span> {
        self.pending.iter().find_map(|(trivia, _)| match trivia {
            Trivia::Comment(text) | Trivia::Doc(text) => Some(text.span),
            Trivia::Blank => None,
        })
    }

    fn flush_junk(&mut self) {
        if let Some(span) = self.swallow.take() {
            let text = self.reader.text_of(span);
            self.body().push(tree::Node::Junk(text));
        }
    }

    fn flush_pending(&mut self) {
        let pending = std::mem::take(&mut self.pending);
        self.body().extend(pending.into_iter().map(|(trivia, _)| tree::Node::Trivia(trivia)));
    }

    /// Adds a line to what is open.
    pub(crate) fn push(&mut self, node: tree::Node) {
        self.continued = None;
        self.flush_junk();
        self.flush_pending();
        self.body().push(node);
    }

    pub(crate) fn body(&mut self) -> &mut Vec<tree::Node> {
        match self.frames.last_mut() {
            None => &mut self.item.body,
            Some(Frame::Local(item)) => &mut item.body,
            Some(Frame::Stage(section) | Frame::Section(section)) => &mut section.body,
            Some(Frame::Group(group)) => &mut group.body,
        }
    }

    pub(crate) fn in_text(&self) -> bool {
        matches!(self.frames.last(), Some(Frame::Section(section)) if section.keyword.shape() == Some(Shape::Text))
    }

    /// The section in which the next entry stands.
    pub(crate) fn place(&self) -> Place {
        let section = self.frames.iter().rev().find_map(|frame| match frame {
            Frame::Section(section) | Frame::Stage(section) => Some(section.keyword),
            Frame::Local(_) | Frame::Group(_) => None,
        });
        Place { section }
    }

    /// The kind of item that decides which sections may stand here.
    pub(crate) fn open_item_keyword(&self) -> Option<Keyword> {
        self.item.keyword
    }

    /// Opens a section, stage, group or local item after closing everything down to `depth` frames.
    pub(crate) fn open(&mut self, depth: usize, frame: Frame) {
        self.continued = None;
        self.flush_junk();
        while self.frames.len() > depth {
            self.close();
        }
        let lead = self.lead_of(&frame);
        self.flush_pending();
        let frame = match frame {
            Frame::Local(mut item) => {
                item.lead = lead;
                Frame::Local(item)
            }
            other => other,
        };
        self.frames.push(frame);
    }

    /// The comment lines directly above a local item belong to it.
    fn lead_of(&mut self, frame: &Frame) -> Vec<Trivia> {
        if !matches!(frame, Frame::Local(_)) {
            return Vec::new();
        }
        let from = self.pending.iter().rposition(|(trivia, _)| matches!(trivia, Trivia::Blank)).map_or(0, |at| at + 1);
        self.pending.split_off(from).into_iter().map(|(trivia, _)| trivia).collect()
    }

    /// Closes everything down to the item itself.
    pub(crate) fn close_all(&mut self) {
        self.flush_junk();
        while !self.frames.is_empty() {
            self.close();
        }
    }

    pub(crate) fn close(&mut self) {
        let Some(frame) = self.frames.pop() else { return };
        let node = match frame {
            Frame::Local(mut item) => {
                item.span.end = end_of(&item.body).unwrap_or(item.span.end);
                tree::Node::Item(Box::new(item))
            }
            Frame::Stage(mut section) | Frame::Section(mut section) => {
                section.span.end = end_of(&section.body).unwrap_or(section.span.end);
                tree::Node::Section(section)
            }
            Frame::Group(mut group) => {
                group.span.end = end_of(&group.body).unwrap_or(group.span.end);
                tree::Node::Group(group)
            }
        };
        self.body().push(node);
    }

    /// The finished item. Free-standing comments in the first column at the end belong to no section.
    pub(crate) fn finish(mut self) -> (Item, Vec<SyntaxError>) {
        self.flush_junk();
        let mut pending = std::mem::take(&mut self.pending);
        let tail = match pending.iter().position(|&(_, first_column)| first_column) {
            Some(at) => {
                let before = matches!(pending.get(at.wrapping_sub(1)), Some((Trivia::Blank, _)));
                pending.split_off(at - usize::from(before))
            }
            None if matches!(pending.last(), Some((Trivia::Blank, _))) => pending.split_off(pending.len() - 1),
            None => Vec::new(),
        };
        self.item.tail = tail.into_iter().map(|(trivia, _)| trivia).collect();
        self.pending = pending;
        self.flush_pending();
        self.close_all();
        (self.item, self.reader.errors)
    }
}

/// Where the last node of a body ends.
fn end_of(body: &[tree::Node]) -> Option<u32> {
    body.iter().rev().find_map(|node| match node {
        tree::Node::Section(section) => Some(section.span.end),
        tree::Node::Group(group) => Some(group.span.end),
        tree::Node::Entry(entry) => Some(entry.span.end),
        tree::Node::Table(table) => Some(table.span.end),
        tree::Node::Item(item) => Some(item.span.end),
        tree::Node::Quote(text) | tree::Node::Prose(text) | tree::Node::Junk(text) => Some(text.span.end),
        tree::Node::Trivia(_) => None,
    })
}
