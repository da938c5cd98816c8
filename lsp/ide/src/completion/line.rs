//! The text of a line → its pieces, and the clause that is open at its end. Knows no declarations.

use matter_core::hir::Keyword;
use matter_syntax::keyword::{Context, lookup};

/// A part of a line.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Piece<'t> {
    pub(super) text: &'t str,
    pub(super) kind: Kind,
    /// Whether a blank or nothing stands before it.
    gap: bool,
}

/// What a piece is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Kind {
    Word,
    Number,
    /// “Text” or 《law》.
    Text,
    Sign,
}

impl<'t> Piece<'t> {
    pub(super) fn is_sign(&self, signs: &[&str]) -> bool {
        self.kind == Kind::Sign && signs.contains(&self.text)
    }

    /// The operator that it is.
    pub(super) fn operator(&self) -> Option<Keyword> {
        if self.kind == Kind::Text { None } else { lookup(self.text, Context::Operator) }
    }

    /// Whether something must follow it.
    fn joins(&self) -> bool {
        self.is_sign(&["、", "，", ",", "+", "/", "（", "(", "：", ":"])
            || matches!(self.operator(), Some(Keyword::Or | Keyword::And | Keyword::Between))
    }
}

/// A line's pieces behind its last colon, and the last clause among them.
pub(super) struct Line<'t> {
    pub(super) pieces: Vec<Piece<'t>>,
    /// The clause and the number of pieces up to its end.
    clause: Option<(Keyword, usize)>,
    /// Whether a colon stands before the pieces.
    pub(super) colon: bool,
}

impl<'t> Line<'t> {
    pub(super) fn read(text: &'t str) -> Self {
        let mut pieces = pieces(text);
        let colon = pieces.iter().rposition(|piece| piece.is_sign(&["：", ":"]));
        if let Some(colon) = colon {
            pieces.drain(..=colon);
        }
        let clause = pieces.iter().enumerate().rev().find_map(|(at, piece)| clause(at, piece));
        Self { pieces, clause, colon: colon.is_some() }
    }

    /// The last clause with the pieces behind its word.
    pub(super) fn clause(&self) -> Option<(Keyword, &[Piece<'t>])> {
        let (keyword, end) = self.clause?;
        Some((keyword, self.pieces.get(end..).unwrap_or(&[])))
    }

    pub(super) fn first(&self) -> Option<&Piece<'t>> {
        self.pieces.first()
    }
}

/// The clauses of a line around a place. A word that the place touches is being written.
pub(super) fn present(before: &str, behind: &str) -> Vec<Keyword> {
    let read = |text| {
        let pieces = pieces(text);
        let words = pieces.iter().enumerate().filter_map(|(at, piece)| Some((at, clause(at, piece)?.0)));
        words.collect::<Vec<_>>()
    };
    let touched = behind.starts_with(|sign: char| !sign.is_whitespace());
    let behind = read(behind).into_iter().filter(|(at, _)| *at > 0 || !touched);
    read(before).into_iter().chain(behind).map(|(_, keyword)| keyword).collect()
}

/// Whether pieces are a whole operand, so that something else follows.
pub(super) fn complete(pieces: &[Piece<'_>]) -> bool {
    pieces.last().is_some_and(|last| !last.joins())
}

/// The clause that a piece opens.
fn clause(at: usize, piece: &Piece<'_>) -> Option<(Keyword, usize)> {
    // 送达 and 告知 at the beginning of a line of 时限 are its kind.
    let kind = at == 0 && lookup(piece.text, Context::Value).is_some();
    if piece.kind != Kind::Word || kind || !(piece.gap || at == 0) {
        return None;
    }
    Some((lookup(piece.text, Context::Clause)?, at + 1))
}

fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut found = Vec::new();
    let mut at = 0;
    let mut gap = true;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let blank = rest.len() - rest.trim_start().len();
        if blank > 0 {
            (at, gap) = (at + blank, true);
            continue;
        }
        let (kind, size, skipped) = piece(rest);
        let text = rest.get(skipped..size - skipped).unwrap_or("");
        found.push(Piece { text, kind, gap });
        (at, gap) = (at + size, false);
    }
    found
}

/// Kind and length of the first piece, and how much of it are marks at either end.
fn piece(rest: &str) -> (Kind, usize, usize) {
    let Some(first) = rest.chars().next() else { return (Kind::Sign, rest.len(), 0) };
    let closed = |mark: char| rest.find(mark).map_or(rest.len(), |end| end + mark.len_utf8());
    match first {
        '“' => (Kind::Text, closed('”'), 0),
        '《' => {
            let law = closed('》');
            let place = rest.get(law..).unwrap_or("").chars().take_while(|letter| letter.is_alphanumeric());
            (Kind::Text, law + place.map(char::len_utf8).sum::<usize>(), 0)
        }
        '「' if rest.contains('」') => (Kind::Word, closed('」'), '「'.len_utf8()),
        _ if first.is_ascii_digit() => {
            let part = |letter: &char| letter.is_ascii_digit() || "_.-:%％".contains(*letter);
            (Kind::Number, rest.chars().take_while(part).map(char::len_utf8).sum(), 0)
        }
        _ if first.is_alphanumeric() => {
            let part = |letter: &char| letter.is_alphanumeric() || *letter == '_';
            let word = rest.chars().take_while(part).map(char::len_utf8).sum();
            (Kind::Word, several_words(rest).or_else(|| with_parentheses(rest, word)).unwrap_or(word), 0)
        }
        _ => {
            let two = ["||", "!=", "<>", "<=", ">=", "=="].into_iter().find(|sign| rest.starts_with(sign));
            (Kind::Sign, two.map_or(first.len_utf8(), str::len), 0)
        }
    }
}

/// The length of a keyword that holds parentheses: 乡镇（街道）.
fn with_parentheses(rest: &str, word: usize) -> Option<usize> {
    let behind = rest.get(word..).filter(|behind| behind.starts_with(['（', '(']))?;
    let close = behind.find(['）', ')'])?;
    let end = word + close + behind.get(close..)?.chars().next()?.len_utf8();
    rest.get(..end).filter(|whole| lookup(whole, Context::Value).is_some()).map(str::len)
}

/// The length of a keyword of several English words: `is in`, `down to`, `working days`.
fn several_words(rest: &str) -> Option<usize> {
    let mut ends = Vec::new();
    let mut end = 0;
    while ends.len() < 4 {
        let word = rest.get(end..)?.chars().take_while(char::is_ascii_alphabetic).count();
        if word == 0 {
            break;
        }
        ends.push(end + word);
        if !rest.get(end + word..)?.starts_with(' ') {
            break;
        }
        end += word + 1;
    }
    let contexts = [Context::Operator, Context::Clause, Context::Unit, Context::Value];
    let known = |end: &usize| {
        rest.get(..*end).is_some_and(|words| contexts.iter().any(|context| lookup(words, *context).is_some()))
    };
    ends.into_iter().skip(1).rev().find(known)
}
