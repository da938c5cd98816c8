//! One line of a section, taken apart piece by piece. What nobody takes is reported, so no part of a line is ever dropped in silence.

use std::sync::Arc;

use matter_syntax::keyword::Keyword;
use matter_syntax::tree::{Expr, ExprKind, Phrase, PhraseKind, Span};

use super::condition::ends_in_hold;
use super::words::{clause_text, is_word, same_word, text_of, text_of_phrases, word_of, zh};

/// A part of a line.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Piece<'t> {
    /// A value.
    Value(&'t Expr),
    /// A tail.
    Clause(Tail<'t>),
    /// A word that the line would begin with if it were not given by a table's head or by a clause keyword in the first place.
    Key(Keyword, Span),
}

/// A tail opened by a clause keyword.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Tail<'t> {
    pub(crate) keyword: Keyword,
    pub(crate) args: &'t [Expr],
    pub(crate) closing: Option<Keyword>,
    pub(crate) span: Span,
}

/// The pieces of a line that nobody has taken yet, in order.
#[derive(Clone, Debug)]
pub(crate) struct Line<'t> {
    pieces: Vec<Piece<'t>>,
    /// As written, for findings.
    written: &'t [Phrase],
    /// The whole line.
    pub(crate) span: Span,
}

impl<'t> Line<'t> {
    pub(crate) fn new(phrases: &'t [Phrase], span: Span) -> Self {
        let pieces = phrases.iter().map(piece).collect();
        Self { pieces, written: phrases, span }
    }

    /// A cell of a table with the tails of its row as one line.
    pub(crate) fn joined(cell: &'t [Phrase], tail: &'t [Phrase], span: Span) -> Self {
        let pieces = cell.iter().chain(tail).map(piece).collect();
        Self { pieces, written: cell, span }
    }

    /// The line in words, taken parts included.
    pub(crate) fn written(&self) -> String {
        text_of_phrases(self.written)
    }

    /// Puts a value in front.
    pub(crate) fn lead_with(&mut self, expr: &'t Expr) {
        self.pieces.insert(0, Piece::Value(expr));
    }

    /// Puts a phrase in front.
    pub(crate) fn lead_with_phrase(&mut self, phrase: &'t Phrase) {
        self.pieces.insert(0, piece(phrase));
    }

    /// A line that opens with a word which is also a clause keyword (送达, 不含) opens with that word: the clause's arguments follow it.
    pub(crate) fn open_leading_clause(&mut self) {
        let Some(Piece::Clause(tail)) = self.pieces.first().copied() else { return };
        let opened = std::iter::once(Piece::Key(tail.keyword, tail.span));
        let args = tail.args.iter().map(Piece::Value);
        self.pieces.splice(0..1, opened.chain(args));
    }

    /// Takes the first word if it is one of these, and returns the spelling asked for.
    pub(crate) fn key(&mut self, wanted: &[Keyword]) -> Option<Keyword> {
        let word = match self.pieces.first()? {
            Piece::Key(word, _) => *word,
            Piece::Value(expr) => word_of(expr)?,
            Piece::Clause(_) => return None,
        };
        let found = wanted.iter().copied().find(|wanted| same_word(*wanted, word))?;
        self.pieces.remove(0);
        Some(found)
    }

    /// The next value, left in place.
    pub(crate) fn peek(&self) -> Option<&'t Expr> {
        self.pieces.iter().find_map(|piece| if let Piece::Value(expr) = piece { Some(*expr) } else { None })
    }

    /// Takes the next value.
    pub(crate) fn value(&mut self) -> Option<&'t Expr> {
        self.value_if(Some)
    }

    /// Takes the first value for which `read` finds something.
    pub(crate) fn value_if<T>(&mut self, read: impl Fn(&'t Expr) -> Option<T>) -> Option<T> {
        let (index, found) = self.pieces.iter().enumerate().find_map(|(index, piece)| match piece {
            Piece::Value(expr) => read(expr).map(|found| (index, found)),
            _ => None,
        })?;
        self.pieces.remove(index);
        Some(found)
    }

    /// Takes this closed word wherever it stands.
    pub(crate) fn word(&mut self, wanted: Keyword) -> bool {
        self.value_if(|expr| is_word(expr, wanted).then_some(())).is_some()
    }

    /// Takes the first of these closed words that occurs.
    pub(crate) fn one_of(&mut self, wanted: &[Keyword]) -> Option<Keyword> {
        self.value_if(|expr| wanted.iter().copied().find(|word| is_word(expr, *word)))
    }

    /// Takes a “text”.
    pub(crate) fn text(&mut self) -> Option<Arc<str>> {
        self.value_if(|expr| match &expr.kind {
            ExprKind::Text(text) => Some(Arc::from(&*text.text)),
            _ => None,
        })
    }

    /// Takes the first tail opened by this word.
    pub(crate) fn clause(&mut self, wanted: Keyword) -> Option<Tail<'t>> {
        self.clause_if(wanted, |_| true)
    }

    /// Takes the first tail opened by this word, if it is of a kind.
    pub(crate) fn clause_if(&mut self, wanted: Keyword, is: impl Fn(&Tail<'t>) -> bool) -> Option<Tail<'t>> {
        let opened = |piece: &Piece<'t>| match piece {
            Piece::Clause(tail) => same_word(tail.keyword, wanted).then(|| is(tail)),
            Piece::Value(_) | Piece::Key(..) => None,
        };
        let index = self.pieces.iter().position(|piece| opened(piece).is_some())?;
        if !self.pieces.get(index).and_then(opened)? {
            return None;
        }
        match self.pieces.remove(index) {
            Piece::Clause(tail) => Some(tail),
            Piece::Value(_) | Piece::Key(..) => None,
        }
    }

    /// Takes the first 当, with the value behind it where the condition breaks off (持有 结婚证).
    pub(crate) fn when(&mut self) -> Option<(Tail<'t>, Option<&'t Expr>)> {
        let is_when = |piece: &Piece<'t>| matches!(piece, Piece::Clause(tail) if tail.keyword == Keyword::When);
        let index = self.pieces.iter().position(is_when)?;
        let Piece::Clause(tail) = self.pieces.remove(index) else { return None };
        let open = tail.args.last().is_some_and(ends_in_hold);
        let next = match self.pieces.get(index) {
            Some(Piece::Value(next)) if open => Some(*next),
            _ => None,
        };
        if next.is_some() {
            self.pieces.remove(index);
        }
        Some((tail, next))
    }

    /// Whether nothing is left.
    pub(crate) fn is_empty(&self) -> bool {
        self.pieces.is_empty()
    }

    /// What nobody took, with its text.
    pub(crate) fn rest(&self) -> Vec<(Span, String)> {
        self.pieces.iter().map(|piece| (span_of(piece), text_of_piece(piece))).collect()
    }

    /// The text of what is left, one blank between the pieces.
    pub(crate) fn rest_text(&self) -> String {
        let texts: Vec<String> = self.pieces.iter().map(text_of_piece).collect();
        texts.join(" ")
    }

    /// Takes everything that is left as text.
    pub(crate) fn take_rest_text(&mut self) -> String {
        let text = self.rest_text();
        self.pieces.clear();
        text
    }
}

impl<'t> Tail<'t> {
    /// The only argument.
    pub(crate) fn arg(&self) -> Option<&'t Expr> {
        self.args.first()
    }

    /// The arguments in words.
    pub(crate) fn text(&self) -> String {
        let texts: Vec<String> = self.args.iter().map(text_of).collect();
        texts.join(" ")
    }
}

fn piece(phrase: &Phrase) -> Piece<'_> {
    match &phrase.kind {
        PhraseKind::Expr(expr) => Piece::Value(expr),
        PhraseKind::Clause { keyword, args, closing } => {
            Piece::Clause(Tail { keyword: *keyword, args, closing: *closing, span: phrase.span })
        }
    }
}

fn span_of(piece: &Piece<'_>) -> Span {
    match piece {
        Piece::Value(expr) => expr.span,
        Piece::Clause(tail) => tail.span,
        Piece::Key(_, span) => *span,
    }
}

fn text_of_piece(piece: &Piece<'_>) -> String {
    match piece {
        Piece::Value(expr) => text_of(expr),
        Piece::Clause(tail) => clause_text(tail.keyword, tail.args, tail.closing),
        Piece::Key(word, _) => zh(*word).to_owned(),
    }
}
