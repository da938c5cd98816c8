//! A row of bars → heads or cells. The table itself is gathered by the body.

use super::{Node, Reader, Words, head::push_word, phrase::span_of_words, replace, span_of};
use crate::{
    error::Problem,
    grammar::Rule,
    keyword::{Context, Keyword},
    tree::{Cell, Expr, ExprKind, Phrase, PhraseKind, Span, Table, TableRow, Text},
};

/// What stands between two bars.
#[derive(Default)]
struct RawCell<'s> {
    operator: Option<Keyword>,
    any: Option<Span>,
    exprs: Vec<Words<'s>>,
    span: Span,
}

/// One line of a table, cut at its bars.
pub(crate) struct RawRow<'s> {
    cells: Vec<RawCell<'s>>,
    /// Cells left of `||`, if the row has one.
    inputs: Option<usize>,
    tail: Vec<Words<'s>>,
    comment: Option<Text>,
    bad: Option<Span>,
    span: Span,
}

impl<'s> Reader<'s> {
    pub(crate) fn raw_row(&mut self, pair: Node<'s>) -> RawRow<'s> {
        let span = span_of(&pair);
        let mut row = RawRow { cells: Vec::new(), inputs: None, tail: Vec::new(), comment: None, bad: None, span };
        let mut cell = RawCell::default();
        let mut opened = false;
        for part in pair.into_inner() {
            let at = span_of(&part);
            match part.as_rule() {
                Rule::bar => {
                    if opened {
                        cell.span.end = at.start;
                        row.cells.push(std::mem::take(&mut cell));
                    }
                    opened = true;
                    if matches!(self.slice(at), "||" | "｜｜") {
                        row.inputs = Some(row.cells.len());
                    }
                    cell.span = Span { start: at.end, end: at.end };
                }
                Rule::symbol | Rule::operator if cell.exprs.is_empty() => cell.operator = Some(self.operator(at)),
                Rule::any => cell.any = Some(at),
                Rule::comment => row.comment = Some(self.comment(at)),
                Rule::bad => row.bad = Some(at),
                _ => push_word(&mut cell.exprs, part),
            }
        }
        row.tail = cell.exprs;
        row
    }

    pub(crate) fn table_head(&mut self, row: RawRow<'s>) -> Option<Table> {
        if let Some(bad) = row.bad {
            self.diagnose(row.span, bad);
            return None;
        }
        let inputs = row.inputs.unwrap_or(row.cells.len().saturating_sub(1));
        let mut heads = Vec::new();
        for (index, cell) in row.cells.into_iter().enumerate() {
            let span = cell.span;
            let mut exprs = cell.exprs.into_iter();
            let Some(expr) = exprs.next() else {
                self.error(Problem::EmptyCell { column: index as u32 + 1 }, span);
                return None;
            };
            let context = if index < inputs { Context::Value } else { Context::Kind };
            heads.push(self.expr(expr, context));
            if let Some(extra) = exprs.next() {
                let at = span_of_words(&extra);
                self.error(Problem::UnexpectedText { found: self.slice(at).into(), expected: Vec::new() }, at);
                return None;
            }
        }
        Some(Table { heads, inputs, comment: row.comment, rows: Vec::new(), span: row.span })
    }

    pub(crate) fn table_row(&mut self, row: RawRow<'s>, table: &Table, section: Option<Keyword>) -> TableRow {
        let span = row.span;
        let mut out = TableRow { lead: Vec::new(), cells: Vec::new(), tail: Vec::new(), comment: row.comment, span };
        self.unreadable = false;
        if self.is_rule(span) {
            // The line that Markdown draws below a table's head: with it goes its end of line.
            let whole = Span { start: self.line_start(span), end: (span.end + 1).min(self.text.len() as u32) };
            let found = self.slice(span).into();
            self.error_with(Problem::UnexpectedText { found, expected: Vec::new() }, span, replace(whole, ""));
            self.unreadable = true;
        } else if let Some(bad) = row.bad {
            self.diagnose(span, bad);
            self.unreadable = true;
        } else if row.cells.len() != table.heads.len() {
            let (expected, found) = (table.heads.len() as u32, row.cells.len() as u32);
            self.error(Problem::WrongCellCount { expected, found }, span);
            self.unreadable = true;
        } else {
            for (index, cell) in row.cells.into_iter().enumerate() {
                let cell = self.cell(cell, index, index < table.inputs, section);
                out.cells.push(cell);
            }
            out.tail = self.phrases(row.tail, section, false);
        }
        if std::mem::take(&mut self.unreadable) {
            let text = self.text_of(self.line_at(span));
            out = TableRow { lead: Vec::new(), cells: vec![Cell::Junk(text)], tail: Vec::new(), comment: None, span };
        }
        out
    }

    /// `|---|---|`.
    fn is_rule(&self, row: Span) -> bool {
        let text = self.slice(row).trim();
        text.contains('-')
            && text.contains("--")
            && text.chars().all(|c| matches!(c, '|' | '｜' | '-' | ':' | '：' | '—' | ' '))
    }

    /// `不满18周岁`, `70-79`: a comparison in words.
    fn spoken_cell(&mut self, exprs: &[Words<'s>]) -> bool {
        let is_name = |words: &Words<'s>| {
            words.first().is_some_and(|token| {
                matches!(token.as_rule(), Rule::name | Rule::words | Rule::verbatim | Rule::quantity)
            })
        };
        let (Some(first), Some(last)) = (exprs.first().filter(|words| is_name(words)), exprs.last()) else {
            return false;
        };
        let whole = super::join(span_of_words(first), span_of_words(last));
        let text = self.slice(whole);
        if !text.contains(|c: char| c.is_ascii_digit()) {
            return false;
        }
        let Some(spoken) = crate::spoken::cell(text) else { return false };
        self.refuse_one(whole.start, &spoken, true);
        self.unreadable = true;
        true
    }

    fn cell(&mut self, cell: RawCell<'s>, index: usize, input: bool, section: Option<Keyword>) -> Cell {
        if let Some(any) = cell.any {
            return Cell::Any(any);
        }
        if cell.exprs.is_empty() {
            self.error(Problem::EmptyCell { column: index as u32 + 1 }, cell.span);
            return Cell::Value(Vec::new(), cell.span);
        }
        if input && cell.operator.is_none() && self.spoken_cell(&cell.exprs) {
            return Cell::Any(cell.span);
        }
        let errors = self.errors.len();
        let phrases = self.phrases(cell.exprs, section, !input);
        let span = phrases.first().zip(phrases.last()).map(|(a, b)| super::join(a.span, b.span)).unwrap_or_default();
        if !input && cell.operator.is_none() {
            return Cell::Value(phrases, span);
        }
        let mut phrases = phrases.into_iter();
        match (phrases.next(), phrases.next()) {
            (Some(Phrase { kind: PhraseKind::Expr(right), .. }), None) => {
                let operator = cell.operator.unwrap_or(Keyword::Equal);
                let right = if cell.operator.is_some() { bare(right, operator) } else { right };
                Cell::Test { operator, right, span }
            }
            (_, extra) => {
                self.unreadable = true;
                let at = extra.map_or(span, |phrase| phrase.span);
                if self.errors.len() > errors {
                    return Cell::Any(span);
                }
                self.error(Problem::UnexpectedText { found: self.slice(at).into(), expected: Vec::new() }, at);
                Cell::Any(span)
            }
        }
    }
}

/// `属于（甲、乙）` as a cell: the parentheses belong to the operator.
fn bare(right: Expr, operator: Keyword) -> Expr {
    match (operator, right.kind) {
        (Keyword::InSet | Keyword::HasAny | Keyword::HasAll, ExprKind::Group(inner)) => {
            Expr { kind: inner.kind, span: right.span }
        }
        (_, kind) => Expr { kind, span: right.span },
    }
}
