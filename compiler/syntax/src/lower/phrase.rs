//! The expressions of a line → phrases: a clause keyword takes what it takes, the rest are values.

use super::{Node, Reader, Start, Words, atom::pick_count, glued, join, phrase_start, span_of, start::first_context};
use crate::{
    error::Problem,
    grammar::Rule,
    keyword::{Context, Keyword, Takes, candidates, choose},
    tree::{Expr, ExprKind, Name, Phrase, PhraseKind, Span, WindowDirection, WindowMeasure},
};

/// Expressions still to be grouped.
type Rest<'s> = std::iter::Peekable<std::vec::IntoIter<Words<'s>>>;

/// The first word of an expression, and whether it is all of it.
struct Head {
    span: Span,
    /// Nothing else stands in the expression.
    alone: bool,
    /// Directly followed by parentheses, and by nothing else.
    called: bool,
}

fn head(words: &[Node<'_>]) -> Option<Head> {
    let first = words.first().filter(|token| matches!(token.as_rule(), Rule::name | Rule::words))?;
    let called = words.len() == 2 && words.get(1).is_some_and(|token| token.as_rule() == Rule::call);
    Some(Head { span: span_of(first), alone: words.len() == 1, called })
}

/// From the first pair to the last.
pub(crate) fn span_of_words(words: &[Node<'_>]) -> Span {
    words.first().zip(words.last()).map(|(a, b)| join(span_of(a), span_of(b))).unwrap_or_default()
}

impl<'s> Reader<'s> {
    /// All phrases of one entry. `entry`: the first one opens an entry.
    pub(crate) fn phrases(&mut self, exprs: Vec<Words<'s>>, section: Option<Keyword>, entry: bool) -> Vec<Phrase> {
        if self.refuse_spoken(&exprs, section) {
            return Vec::new();
        }
        self.refuse_spoken_amounts(&exprs);
        let mut out = Vec::with_capacity(exprs.len());
        let mut rest = exprs.into_iter().peekable();
        let mut first = entry;
        while let Some(words) = rest.next() {
            let before = out.len();
            self.phrase(words, &mut rest, section, first, &mut out);
            let edit = out.get(before).is_some_and(takes_entry);
            first = first && edit;
        }
        out
    }

    fn phrase(
        &mut self,
        words: Words<'s>,
        rest: &mut Rest<'s>,
        section: Option<Keyword>,
        first: bool,
        out: &mut Vec<Phrase>,
    ) {
        let context = if first { first_context(section) } else { Context::Value };
        let Some(head) = head(&words).filter(|head| head.alone || head.called) else {
            let expr = self.expr(words, context);
            return self.value(expr, out);
        };
        let text = self.slice(head.span);
        match phrase_start(text, section, first) {
            Start::Clause(Keyword::AnyOf) if head.alone && self.is_pick(rest) => self.english_pick(words, rest, out),
            Start::Clause(keyword) => self.clause(keyword, words, &head, rest, out),
            Start::Name if head.alone => self.name_phrase(words, &head, text, rest, out),
            Start::Word(_) | Start::Name => {
                let expr = self.expr(words, context);
                self.value(expr, out);
            }
        }
    }

    /// `至` that belongs to a clause of its own is not an operator: `2026-01-01 起 至 2026-12-31`, `豁免：M042 “…” 至 2026-12-31`.
    fn value(&mut self, expr: Expr, out: &mut Vec<Phrase>) {
        match expr.kind {
            ExprKind::Between { low, high }
                if matches!(low.kind, ExprKind::Word(_) | ExprKind::Text(_))
                    && matches!(high.kind, ExprKind::Date(_)) =>
            {
                out.push(phrase(*low));
                out.push(clause(Keyword::Until, vec![*high], None, expr.span));
            }
            _ => out.push(phrase(expr)),
        }
    }

    fn clause(&mut self, keyword: Keyword, words: Words<'s>, head: &Head, rest: &mut Rest<'s>, out: &mut Vec<Phrase>) {
        let takes = keyword.takes().unwrap_or(Takes::None);
        let mut span = span_of_words(&words);
        let mut args = Vec::new();
        if head.called {
            args.extend(self.called_argument(takes, words));
        } else if !matches!(takes, Takes::None | Takes::Entry) && self.has_argument(takes, rest) {
            args.extend(rest.next().map(|next| self.expr(next, argument_context(keyword))));
        }
        match args.last() {
            Some(arg) => span = join(span, arg.span),
            None if matches!(
                takes,
                Takes::Condition | Takes::Quantity | Takes::Date | Takes::Event | Takes::Citations
            ) =>
            {
                self.error(Problem::MissingArgument { clause: keyword }, span);
            }
            None => {}
        }
        self.finish_clause(keyword, args, span, rest, out);
    }

    /// `当（甲 且 乙）`, `免提交（公安人口库）`: only in a condition do the parentheses belong to the argument.
    fn called_argument(&mut self, takes: Takes, words: Words<'s>) -> Option<Expr> {
        let call = words.into_iter().nth(1)?;
        let span = span_of(&call);
        let inner = self.inside(call);
        let grouped = takes == Takes::Condition || matches!(inner.kind, ExprKind::Phrases(_));
        Some(if grouped { Expr { kind: ExprKind::Group(Box::new(inner)), span } } else { inner })
    }

    /// Whether the next expression is this clause's argument: not if it opens a clause itself.
    fn has_argument(&self, takes: Takes, rest: &mut Rest<'s>) -> bool {
        let Some(next) = rest.peek() else { return false };
        let Some(head) = head(next).filter(|head| head.alone || head.called) else { return true };
        if pick_count(self.slice(head.span)).is_some() {
            return false;
        }
        let found = candidates(self.slice(head.span));
        match choose(found, Context::Clause) {
            Some(_) => matches!(takes, Takes::Event | Takes::Names) && choose(found, Context::Value).is_some(),
            None => true,
        }
    }

    /// Closing words, and arguments that hold more than the argument.
    fn finish_clause(
        &mut self,
        keyword: Keyword,
        mut args: Vec<Expr>,
        mut span: Span,
        rest: &mut Rest<'s>,
        out: &mut Vec<Phrase>,
    ) {
        let mut closing = None;
        let mut behind = None;
        if let Some(arg) = args.pop() {
            let (arg, closed, more) = self.cut_argument(keyword, arg);
            closing = closed;
            behind = more;
            span.end = behind.as_ref().map_or(span.end, |_| arg.span.end);
            args.push(arg);
        }
        if keyword == Keyword::Since && behind.is_none() {
            self.skip_since_tail(rest, &mut span);
        }
        if closing.is_none()
            && !keyword.closes().is_empty()
            && let Some((word, at)) = self.next_word(rest).filter(|(word, _)| keyword.closes().contains(word))
        {
            rest.next();
            closing = Some(word);
            span = join(span, at);
        }
        match (keyword, out.pop_if(|before| keyword == Keyword::Until && is_bound(before))) {
            (_, Some(Phrase { kind: PhraseKind::Expr(low), .. })) if !args.is_empty() => {
                out.extend(args.pop().map(|high| {
                    let span = join(low.span, high.span);
                    phrase(Expr { kind: ExprKind::Between { low: Box::new(low), high: Box::new(high) }, span })
                }));
            }
            (_, before) => {
                out.extend(before);
                out.push(clause(keyword, args, closing, span));
            }
        }
        out.extend(behind);
    }

    /// What an expression took that belongs behind the clause.
    fn cut_argument(&mut self, keyword: Keyword, arg: Expr) -> (Expr, Option<Keyword>, Option<Phrase>) {
        match (keyword, arg.kind) {
            (Keyword::Since, ExprKind::Between { low, high }) => {
                let until = clause(Keyword::Until, vec![*high], None, arg.span);
                (*low, None, Some(until))
            }
            (
                Keyword::Within,
                ExprKind::DayWindow {
                    anchor,
                    direction: WindowDirection::Before,
                    measure: WindowMeasure::Exactly,
                    length,
                },
            ) => (*anchor, Some(Keyword::BeforeIt), Some(phrase(*length))),
            (Keyword::Since, ExprKind::Name(name)) => {
                let cut = glued::without_since_tail(&name.text);
                let kind = match choose(candidates(cut), Context::Event) {
                    Some(word) => ExprKind::Word(word),
                    None => ExprKind::Name(Name { text: cut.into(), ..name }),
                };
                (Expr { kind, span: arg.span }, None, None)
            }
            (_, ExprKind::Name(name)) if !name.quoted && !keyword.closes().is_empty() => {
                let Some((cut, closing)) = glued::closing(&name.text, keyword) else {
                    return (Expr { kind: ExprKind::Name(name), span: arg.span }, None, None);
                };
                let kind = match choose(candidates(cut), Context::Value) {
                    Some(word) => ExprKind::Word(word),
                    None => ExprKind::Name(Name { text: cut.into(), ..name }),
                };
                (Expr { kind, span: arg.span }, Some(closing), None)
            }
            (_, kind) => (Expr { kind, span: arg.span }, None, None),
        }
    }

    /// `自 受理 之日起`.
    fn skip_since_tail(&self, rest: &mut Rest<'s>, span: &mut Span) {
        let is_tail = |next: &Words<'s>| {
            head(next)
                .is_some_and(|head| head.alone && matches!(self.slice(head.span), "之日起" | "之日" | "起" | "onwards"))
        };
        if let Some(tail) = rest.next_if(is_tail) {
            *span = join(*span, span_of_words(&tail));
        }
    }

    fn next_word(&self, rest: &mut Rest<'s>) -> Option<(Keyword, Span)> {
        let head = head(rest.peek()?).filter(|head| head.alone)?;
        choose(candidates(self.slice(head.span)), Context::Value).map(|word| (word, head.span))
    }

    /// A name that may hide a clause written without blanks, or a pick.
    fn name_phrase(&mut self, words: Words<'s>, head: &Head, text: &str, rest: &mut Rest<'s>, out: &mut Vec<Phrase>) {
        let span = head.span;
        if let Some(count) = pick_count(text)
            && rest.peek().is_some()
        {
            return self.pick(count, span, rest, out);
        }
        let Some((keyword, tail)) = glued::clause(text) else {
            let expr = self.expr(words, Context::Value);
            return self.value(expr, out);
        };
        let start = span.end - tail.len() as u32;
        let kind = match choose(candidates(glued::without_since_tail(tail)), argument_context(keyword)) {
            Some(word) => ExprKind::Word(word),
            None => ExprKind::Name(self.identifier(Span { start, end: span.end })),
        };
        let arg = Expr { kind, span: Span { start, end: span.end } };
        self.finish_clause(keyword, vec![arg], span, rest, out);
    }

    fn pick(&mut self, count: u32, span: Span, rest: &mut Rest<'s>, out: &mut Vec<Phrase>) {
        let Some(of) = rest.next().map(|next| self.expr(next, Context::Value)) else { return };
        let span = join(span, of.span);
        let of = match of.kind {
            ExprKind::List(all) => all,
            _ => vec![of],
        };
        out.push(phrase(Expr { kind: ExprKind::Pick { count, of }, span }));
    }

    /// `any 2 of a, b`, `任选 2 样`: a bare number follows.
    fn is_pick(&self, rest: &mut Rest<'s>) -> bool {
        rest.peek().is_some_and(|next| matches!(next.as_slice(), [only] if is_number(only)))
    }

    fn english_pick(&mut self, words: Words<'s>, rest: &mut Rest<'s>, out: &mut Vec<Phrase>) {
        let span = span_of_words(&words);
        let number = rest.next().map(|next| self.expr(next, Context::Value));
        let count = match number.map(|expr| expr.kind) {
            Some(ExprKind::Quantity(quantity)) => quantity.number.parse().ok().filter(|&count| count > 0),
            _ => None,
        };
        let is_of = |next: &Words<'s>| {
            head(next).is_some_and(|head| head.alone && matches!(self.slice(head.span), "of" | "样"))
        };
        rest.next_if(is_of);
        match count {
            Some(count) if rest.peek().is_some() => self.pick(count, span, rest, out),
            _ => {
                self.unreadable = true;
                self.error(Problem::MissingArgument { clause: Keyword::AnyOf }, span);
            }
        }
    }
}

fn argument_context(keyword: Keyword) -> Context {
    match keyword {
        Keyword::Since | Keyword::Within => Context::Event,
        Keyword::Per => Context::Measure,
        _ => Context::Value,
    }
}

pub(crate) fn takes_entry(phrase: &Phrase) -> bool {
    matches!(&phrase.kind, PhraseKind::Clause { keyword, .. } if keyword.takes() == Some(Takes::Entry))
}

fn phrase(expr: Expr) -> Phrase {
    Phrase { span: expr.span, kind: PhraseKind::Expr(expr) }
}

fn clause(keyword: Keyword, args: Vec<Expr>, closing: Option<Keyword>, span: Span) -> Phrase {
    Phrase { kind: PhraseKind::Clause { keyword, args, closing }, span }
}

/// A quantity without a unit.
fn is_number(token: &Node<'_>) -> bool {
    token.as_rule() == Rule::quantity && token.into_inner().count() == 1
}

/// A value before `until` that `至` would take as its lower bound: the English word must not read otherwise.
fn is_bound(before: &Phrase) -> bool {
    matches!(
        &before.kind,
        PhraseKind::Expr(Expr {
            kind: ExprKind::Name(_)
                | ExprKind::Quantity(_)
                | ExprKind::Date(_)
                | ExprKind::Qualified { .. }
                | ExprKind::Citation(_),
            ..
        })
    )
}
