//! Items, sections, groups and entries → lines.

use super::Printer;
use crate::{
    keyword::Keyword,
    split::is_stray_section,
    tree::{Entry, Expr, ExprKind, Group, Item, Name, Node, Phrase, PhraseKind, Section, Text, Trivia},
};

impl Printer {
    pub(crate) fn item(&mut self, item: &Item, depth: usize) {
        let (above, body) = unread_above(item);
        self.nodes(above, depth, None);
        for trivia in &item.lead {
            self.trivia(trivia, depth);
        }
        let Some(keyword) = item.keyword else {
            self.nodes(body, depth, None);
            return self.tail(item);
        };
        self.indent(depth);
        self.word(keyword);
        // What could not be read behind the keyword stands as it was written: `部门：公安` in the first column.
        match item.head.as_slice() {
            [only] if is_unread_colon(only) && !stands_before(item.name.as_ref(), only) => self.phrase(only),
            head => {
                if let Some(name) = &item.name {
                    self.push(" ");
                    self.name(name);
                }
                self.head(head, item.name.is_none());
            }
        }
        if item.colon {
            self.colon(&item.inline, None);
        }
        self.line_end(item.comment.as_ref());
        for node in body {
            match node {
                Node::Junk(text) if is_stray_section(&text.text, keyword) => self.as_written(text),
                node => self.node(node, depth + 1, None),
            }
        }
        self.tail(item);
    }

    /// A section in the first column stays there: it was not read as one.
    fn as_written(&mut self, text: &Text) {
        self.push(&text.text);
        self.push("\n");
    }

    fn tail(&mut self, item: &Item) {
        for trivia in &item.tail {
            self.trivia(trivia, 0);
        }
    }

    /// Tails of a head line; places and dates of a variance stand close.
    fn head(&mut self, head: &[Phrase], mut close: bool) {
        for phrase in head {
            let place = matches!(
                &phrase.kind,
                PhraseKind::Clause { keyword: Keyword::OfPlace | Keyword::Since | Keyword::Until, .. }
            );
            self.push(if close || place { " " } else { "  " });
            self.phrase(phrase);
            close = false;
        }
    }

    /// A colon and the entries behind it.
    fn colon(&mut self, inline: &[Entry], section: Option<Keyword>) {
        if inline.is_empty() {
            return self.sign("：", ":");
        }
        self.sign("：", ": ");
        for (index, entry) in inline.iter().enumerate() {
            match (index, section) {
                (0, _) => {}
                (_, Some(Keyword::BeforeReform)) => self.sign("、", ", "),
                _ => self.sign("；", "; "),
            }
            self.entry(entry, section);
        }
    }

    fn line_end(&mut self, comment: Option<&Text>) {
        if let Some(comment) = comment {
            self.push("  ");
            self.comment("//", comment);
        }
        self.push("\n");
    }

    fn comment(&mut self, slashes: &str, text: &Text) {
        self.push(slashes);
        if !text.text.is_empty() {
            self.push(" ");
            self.push(&text.text);
        }
    }

    fn trivia(&mut self, trivia: &Trivia, depth: usize) {
        match trivia {
            Trivia::Blank => {}
            Trivia::Comment(text) => {
                self.indent(depth);
                self.comment("//", text);
            }
            Trivia::Doc(text) => {
                self.indent(depth);
                self.comment("///", text);
            }
        }
        self.push("\n");
    }

    pub(crate) fn nodes(&mut self, nodes: &[Node], depth: usize, section: Option<Keyword>) {
        for node in nodes {
            self.node(node, depth, section);
        }
    }

    fn node(&mut self, node: &Node, depth: usize, section: Option<Keyword>) {
        match node {
            Node::Section(section) => self.section(section, depth),
            Node::Group(group) => self.group(group, depth, section),
            Node::Table(table) => self.table(table, depth),
            Node::Item(item) => self.item(item, depth),
            Node::Trivia(trivia) => self.trivia(trivia, depth),
            Node::Entry(entry) => {
                // Behind a comma, of text that could not be read, this line would be read as its continuation.
                let apart = self.follows_comma();
                self.indent(depth);
                if apart {
                    self.sign("；", "; ");
                }
                self.entry(entry, section);
                self.line_end(entry.comment.as_ref());
            }
            Node::Quote(text) => {
                self.indent(depth);
                self.comment(">", text);
                self.push("\n");
            }
            Node::Prose(text) | Node::Junk(text) => {
                self.indent(depth);
                self.as_written(text);
            }
        }
    }

    fn section(&mut self, section: &Section, depth: usize) {
        self.indent(depth);
        self.word(section.keyword);
        self.head(&section.head, true);
        self.colon(&section.inline, Some(section.keyword));
        self.line_end(section.comment.as_ref());
        self.nodes(&section.body, depth + 1, Some(section.keyword));
    }

    fn group(&mut self, group: &Group, depth: usize, section: Option<Keyword>) {
        self.indent(depth);
        self.phrase(&group.header);
        self.sign("：", ":");
        self.line_end(group.comment.as_ref());
        self.nodes(&group.body, depth + 1, section);
    }

    fn entry(&mut self, entry: &Entry, section: Option<Keyword>) {
        let close = match section {
            Some(Keyword::InForce | Keyword::BeforeReform) => true,
            Some(Keyword::Code | Keyword::Given | Keyword::At) => entry.phrases.len() == 2,
            _ => false,
        };
        self.phrases(&entry.phrases, close);
        if let Some(replacement) = &entry.replacement {
            self.sign("：", ": ");
            self.entry(replacement, section);
        }
    }
}

/// Lines above the head that could not be read stay above it; and what belongs into the item.
fn unread_above(item: &Item) -> (&[Node], &[Node]) {
    let above = |node: &Node| matches!(node, Node::Junk(text) if text.span.end <= item.keyword_span.start);
    let count = item.body.iter().rposition(above).map_or(0, |last| last + 1);
    item.body.split_at_checked(count).unwrap_or((&[], &item.body))
}

/// Whether the name was read by itself, and not out of what could not be read.
fn stands_before(name: Option<&Name>, phrase: &Phrase) -> bool {
    name.is_some_and(|name| name.span.start <= phrase.span.start)
}

fn is_unread_colon(phrase: &Phrase) -> bool {
    matches!(
        &phrase.kind,
        PhraseKind::Expr(Expr { kind: ExprKind::Junk(text), .. }) if text.text.starts_with(['：', ':'])
    )
}
