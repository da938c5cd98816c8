//! Pieces of a file by what they mean, for colours that a grammar of words cannot give.

use matter_core::ItemInfo;
use matter_core::hir::Keyword;
use matter_syntax::tree::{Expr, ExprKind, Item, Phrase, Section, Span, Text};

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
    /// A number, date or amount.
    Number,
    /// A quoted text.
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
            ExprKind::Text(_) => TokenKind::Text,
            ExprKind::Quantity(_) | ExprKind::Date(_) => TokenKind::Number,
            _ => return,
        };
        self.found.push((expr.span, kind));
    }

    fn comment(&mut self, text: &'t Text) {
        self.found.push((text.span, TokenKind::Comment));
    }
}
