//! Pieces of a file by what they mean, for colours that a grammar of words cannot give.

use matter_core::ItemInfo;
use matter_core::hir::Keyword;
use matter_syntax::tree::{Cell, Citation, Expr, ExprKind, Item, Name, Phrase, Section, Span, Text};

use Keyword as K;

use crate::symbol::SymbolKind;
use crate::walk::{Surroundings, Visitor, walk};
use crate::{Snapshot, Target, slice};

/// A piece of one line.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Token {
    /// Where.
    pub at: Target,
    /// What it means.
    pub kind: TokenKind,
}

/// What a piece means.
#[derive(Clone, Copy, PartialEq, Eq, Debug, PartialOrd, Ord)]
pub enum TokenKind {
    /// Opens an item, a section or a clause.
    Keyword,
    /// A fact.
    Fact,
    /// A value of a fact, or a region.
    Value,
    /// A named condition, or a rate.
    Define,
    /// A matter, theme or test.
    Matter,
    /// A document.
    Material,
    /// A department, hall, window or service.
    Organ,
    /// A law.
    Law,
    /// A condition's label.
    Label,
    /// A closed word that stands as a value.
    Word,
    /// 且, =, 属于, 至 and other words between values.
    Operator,
    /// A number, date or amount; a place in a law.
    Number,
    /// A quoted text, prose, a link or a code.
    Text,
    /// A comment.
    Comment,
}

impl TokenKind {
    /// All kinds, in the order of their numbers.
    pub const ALL: &'static [Self] = &[
        Self::Keyword,
        Self::Fact,
        Self::Value,
        Self::Define,
        Self::Matter,
        Self::Material,
        Self::Organ,
        Self::Law,
        Self::Label,
        Self::Word,
        Self::Operator,
        Self::Number,
        Self::Text,
        Self::Comment,
    ];

    const fn of(kind: SymbolKind) -> Self {
        match kind {
            SymbolKind::Fact => Self::Fact,
            SymbolKind::Value | SymbolKind::Region => Self::Value,
            SymbolKind::Define | SymbolKind::Rate => Self::Define,
            SymbolKind::Material => Self::Material,
            SymbolKind::Department | SymbolKind::Hall | SymbolKind::Window | SymbolKind::Intermediary => Self::Organ,
            SymbolKind::Law => Self::Law,
            SymbolKind::Label => Self::Label,
            SymbolKind::Matter
            | SymbolKind::Variance
            | SymbolKind::Theme
            | SymbolKind::Test
            | SymbolKind::Profile
            | SymbolKind::Vocabulary
            | SymbolKind::Section => Self::Matter,
        }
    }
}

impl Snapshot {
    /// All pieces of a file in order; they do not overlap and each lies on one line.
    #[must_use]
    pub fn tokens(&self, file: &str) -> Vec<Token> {
        let Some(text) = self.analysis.text(file) else { return Vec::new() };
        let mut tokens: Vec<Token> =
            self.analysis.items(file).iter().flat_map(|item| self.tokens_of(item, &text)).collect();
        tokens.retain(|token| {
            token.at.start < token.at.end && !slice(&text, token.at.start..token.at.end).contains('\n')
        });
        // Of two pieces that overlap, the one that begins first stays: names come before what is inside them.
        tokens.sort_by_key(|token| (token.at.start, std::cmp::Reverse(token.at.end)));
        let mut end = 0;
        tokens.retain(|token| {
            let free = token.at.start >= end;
            end = if free { token.at.end } else { end };
            free
        });
        tokens
    }

    fn tokens_of(&self, item: &ItemInfo, text: &str) -> Vec<Token> {
        let Some(tree) = self.analysis.tree(&item.item) else { return Vec::new() };
        let names =
            self.mentions(item).into_iter().map(|one| Token { at: one.at, kind: TokenKind::of(one.symbol.kind) });
        let mut found: Vec<Token> = names.collect();
        let mut words = Words { text: slice(text, item.range.clone()), found: Vec::new() };
        walk(&tree.parse().item, &mut words);
        let start = item.range.start;
        found.extend(words.found.into_iter().map(|(span, kind)| Token {
            at: Target::new(&item.item.file, span.start + start..span.end + start),
            kind,
        }));
        found
    }
}

struct Words<'a> {
    text: &'a str,
    found: Vec<(Span, TokenKind)>,
}

impl<'t> Visitor<'t> for Words<'_> {
    fn item(&mut self, item: &'t Item, _: Surroundings<'t>) {
        self.found.push((item.keyword_span, TokenKind::Keyword));
        self.found.extend(item.name.iter().map(|name| (name.span, TokenKind::Matter)));
    }

    fn section(&mut self, section: &'t Section, _: Surroundings<'t>) {
        self.found.push((section.keyword_span, TokenKind::Keyword));
    }

    fn clause(&mut self, phrase: &'t Phrase, keyword: Keyword, closing: Option<Keyword>, _: Surroundings<'t>) {
        let written = slice(self.text, phrase.span.start..phrase.span.end);
        if let Some(length) = keyword.spellings().filter(|word| written.starts_with(word)).map(str::len).max() {
            let end = phrase.span.start + crate::offset(length);
            self.found.push((Span { start: phrase.span.start, end }, TokenKind::Keyword));
        }
        let closes =
            closing.and_then(|word| word.spellings().filter(|word| written.ends_with(word)).map(str::len).max());
        if let Some(length) = closes {
            self.found.push((
                Span { start: phrase.span.end - crate::offset(length), end: phrase.span.end },
                TokenKind::Keyword,
            ));
        }
    }

    fn expr(&mut self, expr: &'t Expr, _: Surroundings<'t>) {
        let kind = match &expr.kind {
            ExprKind::Word(_) => TokenKind::Word,
            ExprKind::Text(_) | ExprKind::Verbatim(_) => TokenKind::Text,
            ExprKind::Quantity(_) | ExprKind::Date(_) => TokenKind::Number,
            ExprKind::Citation(citation) => return self.citation(citation, expr.span),
            _ => return self.operators(expr),
        };
        self.found.push((expr.span, kind));
    }

    fn name(&mut self, name: &'t Name, at: Surroundings<'t>) {
        let kind = match (at.clause, at.section) {
            // A name that a condition asks about and nobody declares stays without a colour.
            (Some(K::When), _) => return,
            (None, Some(K::Steps | K::Fees | K::Stage | K::Conditions | K::Parts | K::Commitment))
                if at.phrase == 0 =>
            {
                TokenKind::Label
            }
            _ => TokenKind::Value,
        };
        self.found.push((name.span, kind));
    }

    fn cell(&mut self, cell: &'t Cell, _: Surroundings<'t>) {
        match cell {
            Cell::Any(span) => self.found.push((*span, TokenKind::Word)),
            Cell::Test { span, .. } => {
                // The sign stands between the bar and what it compares with.
                let before = slice(self.text, 0..span.start);
                let bar = before.rfind(['|', '｜']).and_then(|bar| before.get(bar..)).unwrap_or("");
                self.between(span.start - crate::offset(bar.trim_start_matches(['|', '｜']).len()), span.start);
            }
            Cell::Value(..) | Cell::Junk(_) => {}
        }
    }

    fn prose(&mut self, text: &'t Text) {
        self.found.push((text.span, TokenKind::Text));
    }

    fn comment(&mut self, text: &'t Text) {
        self.found.push((text.span, TokenKind::Comment));
    }
}

impl Words<'_> {
    /// The title, which is a law whether somebody declares it or not, and the places in it.
    fn citation(&mut self, citation: &Citation, span: Span) {
        let written = slice(self.text, span.start..span.end);
        let close = written.find('》').filter(|_| citation.by_title);
        let end = close.map_or(span.end, |at| span.start + crate::offset(at + '》'.len_utf8()));
        self.found.push((Span { start: span.start, end }, TokenKind::Law));
        self.pieces(end, span.end, TokenKind::Number);
    }

    /// The words between the parts of an expression.
    fn operators(&mut self, expr: &Expr) {
        match &expr.kind {
            ExprKind::Compare { left, right, .. } | ExprKind::Between { low: left, high: right } => {
                self.between(left.span.end, right.span.start);
            }
            ExprKind::And(parts) | ExprKind::Or(parts) => {
                for (one, next) in parts.iter().zip(parts.iter().skip(1)) {
                    self.between(one.span.end, next.span.start);
                }
            }
            ExprKind::Not(inner) => self.between(expr.span.start, inner.span.start),
            ExprKind::Pick { of, .. } => {
                self.between(expr.span.start, of.first().map_or(expr.span.end, |first| first.span.start));
            }
            ExprKind::DayWindow { anchor, length, .. } => {
                self.between(anchor.span.end, length.span.start);
                self.between(length.span.end, expr.span.end);
            }
            _ => {}
        }
    }

    fn between(&mut self, start: u32, end: u32) {
        self.pieces(start, end, TokenKind::Operator);
    }

    /// What stands between two offsets, without blanks and parentheses.
    fn pieces(&mut self, start: u32, end: u32, kind: TokenKind) {
        let text = slice(self.text, start..end);
        let mut at = 0;
        for piece in text.split(|sign: char| sign.is_whitespace() || "（）()、,，".contains(sign)) {
            let from = start + crate::offset(text.get(at..).and_then(|rest| rest.find(piece)).unwrap_or(0) + at);
            at = (from - start) as usize + piece.len();
            if !piece.is_empty() {
                self.found.push((Span { start: from, end: from + crate::offset(piece.len()) }, kind));
            }
        }
    }
}
