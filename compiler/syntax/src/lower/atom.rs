//! One atom of an expression: names, words, numbers, dates, citations, texts, parentheses.

use super::{Node, Reader, join, name::fold, propose, replace, span_of};
use crate::{
    error::Problem,
    grammar::Rule,
    keyword::{Context, Keyword, candidates, choose, lookup},
    numeral, places,
    tree::{Citation, Date, Expr, ExprKind, LawPlace, PhraseKind, Quantity, Span, Text},
};

impl<'s> Reader<'s> {
    /// A value that stands by itself; `next` are the pairs behind it, of which `call` and `document` belong to a name.
    pub(crate) fn atom(&mut self, pair: Node<'s>, suffix: Option<Node<'s>>, context: Context) -> Expr {
        let span = span_of(&pair);
        let kind = match pair.as_rule() {
            Rule::name | Rule::words => return self.name_or_word(span, suffix, context),
            Rule::quantity => return self.quantity(pair),
            Rule::text => ExprKind::Text(self.quoted(span, '“', '”', false)),
            Rule::ascii_text => ExprKind::Text(self.quoted(span, '"', '"', true)),
            Rule::quoted => ExprKind::Name(self.free_name(span, true)),
            Rule::date => self.date(span),
            Rule::verbatim => self.verbatim(span),
            Rule::url => ExprKind::Verbatim(self.text_of(span)),
            Rule::citation => self.citation(pair),
            Rule::group => ExprKind::Group(Box::new(self.inside(pair))),
            _ => {
                self.unreadable = true;
                ExprKind::Junk(self.text_of(span))
            }
        };
        Expr { kind, span }
    }

    fn quoted(&self, span: Span, open: char, close: char, ascii: bool) -> Text {
        let written = self.slice(span);
        let inner = written.strip_prefix(open).and_then(|rest| rest.strip_suffix(close)).unwrap_or(written);
        Text { text: inner.into(), span, ascii }
    }

    fn name_or_word(&mut self, span: Span, suffix: Option<Node<'s>>, context: Context) -> Expr {
        let base = self.plain_word(span, context);
        let Some(suffix) = suffix else { return base };
        let whole = join(span, span_of(&suffix));
        if suffix.as_rule() == Rule::document {
            return Expr { kind: self.document(whole), span: whole };
        }
        if let Some(word) = self.word_with_parentheses(whole) {
            return Expr { kind: ExprKind::Word(word), span: whole };
        }
        let inner = Box::new(self.inside(suffix));
        Expr { kind: ExprKind::Qualified { base: Box::new(base), inner }, span: whole }
    }

    /// `乡镇（街道）` is one word of the table.
    pub(crate) fn word_with_parentheses(&self, whole: Span) -> Option<Keyword> {
        let written = self.slice(whole);
        (written.len() <= 30).then_some(())?;
        lookup(&written.replace('(', "（").replace(')', "）"), Context::Value)
    }

    /// A single word without parentheses.
    pub(crate) fn plain_word(&mut self, span: Span, context: Context) -> Expr {
        let written = self.slice(span);
        let found = candidates(written);
        if let Some(word) = choose(found, context) {
            return Expr { kind: ExprKind::Word(word), span };
        }
        if found.contains(&Keyword::CountedFrom) {
            return Expr { kind: ExprKind::Word(Keyword::CountedFrom), span };
        }
        if super::start::is_logic(found) {
            self.unreadable = true;
            self.error(
                Problem::UnexpectedText { found: written.into(), expected: vec![crate::error::Expected::Value] },
                span,
            );
        }
        if written.starts_with('第')
            && let Some(places) = places::read(written)
        {
            return Expr { kind: ExprKind::Citation(Citation { law: "".into(), by_title: false, places }), span };
        }
        if written.ends_with('号') && written.contains("令第") {
            return Expr { kind: self.document(span), span };
        }
        self.suspicious_name(written, span);
        Expr { kind: ExprKind::Name(self.identifier(span)), span }
    }

    /// Identifiers that are almost certainly a slip.
    fn suspicious_name(&mut self, written: &str, span: Span) {
        if let Some(write) = super::glued::chinese_quantity(written) {
            let fix = replace(span, write.clone());
            self.error_with(Problem::ChineseNumber { found: written.into(), write: write.into() }, span, fix);
        } else if let Some(split) = crate::hints::joined_by_and(written) {
            let fix = replace(span, split.clone());
            self.error_with(Problem::RunTogether { found: written.into(), split: split.into() }, span, fix);
        } else if let Some(split) = super::glued::counted(written).or_else(|| super::glued::counted_in_words(written)) {
            self.unreadable = true;
            let fix = replace(span, split.clone());
            self.error_with(Problem::RunTogether { found: written.into(), split: split.into() }, span, fix);
        } else if let Some(since) = super::glued::since(written) {
            self.unreadable = true;
            let fix = replace(span, since.clone());
            self.error_with(Problem::RunTogether { found: written.into(), split: since.into() }, span, fix);
        } else if let Some(sign) = super::glued::comparison(written) {
            self.unreadable = true;
            let fix = replace(span, sign);
            self.error_with(Problem::ChineseNumber { found: written.into(), write: sign.into() }, span, fix);
        }
    }

    /// What stands between parentheses.
    pub(crate) fn inside(&mut self, pair: Node<'s>) -> Expr {
        let span = span_of(&pair);
        let mut exprs = Vec::new();
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::missing if self.unreadable => {}
                Rule::missing => {
                    self.unreadable = true;
                    let open = self.slice(span).chars().next().unwrap_or('（');
                    let close = if open == '(' { ')' } else { '）' };
                    let at = Span { start: span.end, end: span.end };
                    let open_span = Span { start: span.start, end: span.start + open.len_utf8() as u32 };
                    // Where a condition goes on, the bracket may as well end before the next part of it.
                    let plain = !self.slice(span).contains([' ', '\u{3000}']);
                    let fix = if plain { replace(at, close.to_string()) } else { propose(at, close.to_string()) };
                    self.error_with(Problem::Unterminated { open, close }, open_span, fix);
                }
                _ => super::head::push_word(&mut exprs, part),
            }
        }
        if exprs.is_empty() && !self.unreadable {
            self.error(Problem::EmptyParentheses, span);
        }
        if exprs.len() == 1
            && let Some(only) = exprs.pop_if(|words| words.len() == 1)
        {
            return self.expr(only, Context::Value);
        }
        let mut phrases = self.phrases(exprs, None, false);
        match phrases.pop() {
            Some(crate::tree::Phrase { kind: PhraseKind::Expr(expr), .. }) if phrases.is_empty() => expr,
            last => {
                phrases.extend(last);
                Expr { kind: ExprKind::Phrases(phrases), span }
            }
        }
    }

    pub(crate) fn quantity(&mut self, pair: Node<'_>) -> Expr {
        let span = span_of(&pair);
        let mut number = String::new();
        let mut unit = None;
        for part in pair.into_inner() {
            let text = self.slice(span_of(&part));
            match part.as_rule() {
                Rule::number => number = fold(text).replace('_', ""),
                _ => unit = lookup(text, Context::Unit),
            }
        }
        Expr { kind: ExprKind::Quantity(Quantity { number: number.into(), unit }), span }
    }

    fn date(&mut self, span: Span) -> ExprKind {
        let written = fold(self.slice(span));
        let mut parts = written.split('-');
        let (year, month, day) = (parts.next(), parts.next(), parts.next());
        let year = year.and_then(|text| text.parse().ok());
        let month = month.and_then(|text| text.parse().ok());
        let day = day.and_then(|text| text.parse().ok());
        match (year, month, day) {
            (Some(year), Some(month), Some(day)) => ExprKind::Date(Date { year, month, day }),
            _ => ExprKind::Verbatim(self.text_of(span)),
        }
    }

    fn verbatim(&mut self, span: Span) -> ExprKind {
        let written = self.slice(span);
        if let Some(date) = crate::hints::iso_date(written) {
            self.error_with(Problem::BadDate { found: written.into() }, span, replace(span, date));
        }
        ExprKind::Verbatim(self.text_of(span))
    }

    fn citation(&mut self, pair: Node<'_>) -> ExprKind {
        let mut law: Box<str> = "".into();
        let mut cited = Vec::new();
        for part in pair.into_inner() {
            let span = span_of(&part);
            let text = self.slice(span);
            match part.as_rule() {
                Rule::title => law = text.trim_start_matches('《').trim_end_matches('》').into(),
                _ => cited = self.law_places(text, span),
            }
        }
        ExprKind::Citation(Citation { law, by_title: true, places: cited })
    }

    fn law_places(&mut self, text: &str, span: Span) -> Vec<LawPlace> {
        places::read(text).unwrap_or_else(|| {
            self.unreadable = true;
            self.error(Problem::BadLawPlace { found: text.into() }, span);
            Vec::new()
        })
    }

    /// `深民规〔2019〕2号`, with places behind 号.
    fn document(&mut self, span: Span) -> ExprKind {
        let written = fold(self.slice(span)).replace('[', "〔").replace(']', "〕");
        let end = written.rfind('号').map_or(written.len(), |at| at + '号'.len_utf8());
        let (law, rest) = written.split_at_checked(end).unwrap_or((&written, ""));
        let places = if rest.is_empty() { Vec::new() } else { self.law_places(rest, span) };
        ExprKind::Citation(Citation { law: law.into(), by_title: false, places })
    }
}

/// `任选两样`, `任选 2 样` → 2.
pub(crate) fn pick_count(text: &str) -> Option<u32> {
    let number = text.strip_prefix("任选")?.trim_end_matches(['样', '份', '项', '件', '种', '个']);
    (number.len() + "任选".len() < text.len()).then_some(())?;
    numeral::read(number).map(u32::from).filter(|&count| count > 0)
}
