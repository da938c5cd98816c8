//! The text of a line → its pieces, and the clause that is open at its end. Knows no declarations.

use matter_core::hir::Keyword;
use matter_syntax::keyword::{Context, lookup};

/// A part of a line.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Piece<'t> {
    pub(super) text: &'t str,
    pub(super) kind: Kind,
    /// Where it begins in the line.
    start: usize,
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

    fn end(&self) -> usize {
        self.start + self.text.len()
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
        let clause = (0..pieces.len()).rev().find_map(|at| clause_at(text, &pieces, at));
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

/// Whether pieces are a whole operand, so that something else follows.
pub(super) fn complete(pieces: &[Piece<'_>]) -> bool {
    pieces.last().is_some_and(|last| !last.joins())
}

/// The clause that begins with a piece; its word may be of several words in English.
fn clause_at(text: &str, pieces: &[Piece<'_>], at: usize) -> Option<(Keyword, usize)> {
    let first = pieces.get(at).filter(|piece| piece.kind == Kind::Word && (piece.gap || at == 0))?;
    // 送达 and 告知 at the beginning of a line of 时限 are its kind.
    if at == 0 && lookup(first.text, Context::Value).is_some() {
        return None;
    }
    (1..=3).rev().find_map(|count| {
        let last = pieces.get(at + count - 1)?;
        let keyword = lookup(text.get(first.start..last.end())?, Context::Clause)?;
        Some((keyword, at + count))
    })
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
        found.push(Piece { text, kind, start: at + skipped, gap });
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
            (Kind::Word, rest.chars().take_while(part).map(char::len_utf8).sum(), 0)
        }
        _ => {
            let two = ["||", "!=", "<>", "<=", ">=", "=="].into_iter().find(|sign| rest.starts_with(sign));
            (Kind::Sign, two.map_or(first.len_utf8(), str::len), 0)
        }
    }
}
