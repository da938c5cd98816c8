//! One item's text → the tokens that an editor colours. The grammar says where they are, the tree what a word means there.

use std::collections::BTreeMap;

use pest::Parser;

use crate::{
    grammar::{Grammar, Rule},
    keyword::{Class, Keyword, Shape},
    parse::{parse_item, readable},
    tree::{Cell, Entry, Expr, ExprKind, Item, Node, Phrase, PhraseKind, Section, Span},
};

/// What a token is, for the editor.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum TokenKind {
    /// 事项, 信息项 …
    Item,
    /// The name that an item declares.
    Declaration,
    /// 材料, 时限 … before a colon.
    Section,
    /// 当, 由, 自 … and the words that close them.
    Clause,
    /// A closed word: 原件, 县级, 不收费 …
    Word,
    /// 且, =, 属于 …
    Operator,
    /// A number or a date.
    Number,
    /// 个工作日, 元 …
    Unit,
    /// A name.
    Name,
    /// A text in quotes.
    Text,
    /// 《…》 with its places, a document number.
    Citation,
    /// A link, a time of day, a code.
    Verbatim,
    /// A line of a plain-text section, or a quotation.
    Prose,
    /// `// …`
    Comment,
    /// `/// …`
    Documentation,
    /// What could not be read.
    Unreadable,
}

/// A coloured stretch of text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Token {
    /// Relative to the item's start; never crosses a line in well-formed text.
    pub span: Span,
    /// What it is.
    pub kind: TokenKind,
}

/// The tokens of one item, in order, without overlaps.
pub fn tokens(text: &str) -> Vec<Token> {
    let parse = parse_item(text);
    let mut marks = Marks::default();
    marks.item(&parse.item);
    let mut out: Vec<Token> = marks.whole.iter().map(|&(span, kind)| Token { span, kind }).collect();
    let covered = |span: Span| marks.whole.iter().any(|(whole, _)| whole.start < span.end && span.start < whole.end);
    let readable = readable(text);
    let Ok(pairs) = Grammar::parse(Rule::item, &readable) else { return out };
    let mut end = 0;
    for pair in pairs.flatten() {
        let place = pair.as_span();
        let span = Span { start: place.start() as u32, end: place.end() as u32 };
        if let Some(kind) =
            kind_of(pair.as_rule()).filter(|_| span.start >= end && span.start < span.end && !covered(span))
        {
            let kind = marks.at.get(&span.start).copied().filter(|_| kind == TokenKind::Name).unwrap_or(kind);
            out.push(Token { span, kind });
            end = span.end;
        }
    }
    out.sort_by_key(|token| token.span);
    out
}

fn kind_of(rule: Rule) -> Option<TokenKind> {
    Some(match rule {
        Rule::item_word | Rule::vary_word => TokenKind::Item,
        Rule::item_name | Rule::vary_name => TokenKind::Declaration,
        Rule::symbol
        | Rule::operator
        | Rule::not
        | Rule::between
        | Rule::anchor
        | Rule::measure
        | Rule::within
        | Rule::continued => TokenKind::Operator,
        Rule::number | Rule::date => TokenKind::Number,
        Rule::unit_word | Rule::unit_sign => TokenKind::Unit,
        Rule::name | Rule::words | Rule::quoted => TokenKind::Name,
        Rule::text | Rule::ascii_text => TokenKind::Text,
        Rule::title | Rule::places | Rule::document => TokenKind::Citation,
        Rule::verbatim | Rule::url => TokenKind::Verbatim,
        Rule::quote => TokenKind::Prose,
        Rule::comment => TokenKind::Comment,
        Rule::doc => TokenKind::Documentation,
        Rule::bad | Rule::stray => TokenKind::Unreadable,
        _ => return None,
    })
}

/// What the tree knows about places.
#[derive(Default)]
struct Marks {
    /// Words by where they start.
    at: BTreeMap<u32, TokenKind>,
    /// Stretches in which the grammar's tokens mean nothing.
    whole: Vec<(Span, TokenKind)>,
}

impl Marks {
    fn item(&mut self, item: &Item) {
        self.at.insert(item.keyword_span.start, TokenKind::Item);
        if let Some(name) = &item.name {
            self.at.insert(name.span.start, TokenKind::Declaration);
        }
        self.phrases(&item.head);
        self.entries(&item.inline);
        self.nodes(&item.body);
    }

    fn nodes(&mut self, nodes: &[Node]) {
        for node in nodes {
            match node {
                Node::Section(section) => self.section(section),
                Node::Group(group) => {
                    self.phrase(&group.header);
                    self.nodes(&group.body);
                }
                Node::Entry(entry) => self.entry(entry),
                Node::Item(item) => self.item(item),
                Node::Table(table) => {
                    table.heads.iter().for_each(|head| self.expr(head));
                    for row in &table.rows {
                        row.cells.iter().for_each(|cell| self.cell(cell));
                        self.phrases(&row.tail);
                    }
                }
                Node::Prose(text) => self.whole.push((text.span, TokenKind::Prose)),
                Node::Junk(text) => self.whole.push((text.span, TokenKind::Unreadable)),
                Node::Quote(_) | Node::Trivia(_) => {}
            }
        }
    }

    fn section(&mut self, section: &Section) {
        self.whole.push((section.keyword_span, TokenKind::Section));
        self.phrases(&section.head);
        if section.keyword.shape() == Some(Shape::Text) {
            self.whole.extend(section.inline.iter().map(|entry| (entry.span, TokenKind::Prose)));
        } else {
            self.entries(&section.inline);
        }
        self.nodes(&section.body);
    }

    fn cell(&mut self, cell: &Cell) {
        match cell {
            Cell::Any(_) => {}
            Cell::Test { right, .. } => self.expr(right),
            Cell::Value(phrases, _) => self.phrases(phrases),
            Cell::Junk(text) => self.whole.push((text.span, TokenKind::Unreadable)),
        }
    }

    fn entries(&mut self, entries: &[Entry]) {
        entries.iter().for_each(|entry| self.entry(entry));
    }

    fn entry(&mut self, entry: &Entry) {
        self.phrases(&entry.phrases);
        if let Some(replacement) = &entry.replacement {
            self.entry(replacement);
        }
    }

    fn phrases(&mut self, phrases: &[Phrase]) {
        phrases.iter().for_each(|phrase| self.phrase(phrase));
    }

    fn phrase(&mut self, phrase: &Phrase) {
        match &phrase.kind {
            PhraseKind::Expr(expr) => self.expr(expr),
            PhraseKind::Clause { args, .. } => {
                self.at.insert(phrase.span.start, TokenKind::Clause);
                args.iter().for_each(|arg| self.expr(arg));
            }
        }
    }

    fn expr(&mut self, expr: &Expr) {
        match &expr.kind {
            ExprKind::Word(word) => {
                self.at.entry(expr.span.start).or_insert(word_kind(*word));
            }
            ExprKind::Junk(_) => self.whole.push((expr.span, TokenKind::Unreadable)),
            ExprKind::Citation(_) => {
                self.at.insert(expr.span.start, TokenKind::Citation);
            }
            ExprKind::Qualified { base, inner } => {
                self.expr(base);
                self.expr(inner);
            }
            ExprKind::Compare { left, right, .. } | ExprKind::Between { low: left, high: right } => {
                self.expr(left);
                self.expr(right);
            }
            ExprKind::DayWindow { anchor, .. } => self.expr(anchor),
            ExprKind::List(parts) | ExprKind::Joined(parts) | ExprKind::Or(parts) | ExprKind::And(parts) => {
                parts.iter().for_each(|part| self.expr(part));
            }
            ExprKind::Pick { of, .. } => of.iter().for_each(|part| self.expr(part)),
            ExprKind::Not(inner) | ExprKind::Group(inner) => self.expr(inner),
            ExprKind::Phrases(phrases) => self.phrases(phrases),
            ExprKind::Name(_)
            | ExprKind::Text(_)
            | ExprKind::Quantity(_)
            | ExprKind::Date(_)
            | ExprKind::Verbatim(_) => {}
        }
    }
}

fn word_kind(word: Keyword) -> TokenKind {
    match word.class() {
        Class::Section => TokenKind::Section,
        Class::Unit => TokenKind::Unit,
        _ => TokenKind::Word,
    }
}
