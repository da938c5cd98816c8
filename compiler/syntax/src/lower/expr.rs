//! The flat pairs of an expression → its tree, by precedence: 或, 且, 非 and comparison, `、`, `+`, 至 and day windows, atom.

use std::{iter::Peekable, vec};

use super::{Node, Reader, Words, join, propose, replace, span_of};
use crate::{
    error::{Fix, Problem},
    grammar::Rule,
    keyword::{Context, Keyword, lookup},
    tree::{Expr, ExprKind, Span, WindowDirection, WindowMeasure},
};

/// The pairs still to be read.
pub(crate) type Tokens<'s> = Peekable<vec::IntoIter<Node<'s>>>;

impl<'s> Reader<'s> {
    /// A whole expression. `context` says which closed words its first word may be.
    pub(crate) fn expr(&mut self, words: Words<'s>, context: Context) -> Expr {
        let mut tokens = words.into_iter().peekable();
        let mut left = self.or_expr(&mut tokens, context);
        while let Some(token) = tokens.next() {
            left = self.leftover(left, token, &mut tokens);
        }
        left
    }

    /// A chain such as `1 < 甲 < 3`: kept, and reported.
    fn leftover(&mut self, left: Expr, token: Node<'s>, tokens: &mut Tokens<'s>) -> Expr {
        let at = span_of(&token);
        let found = self.slice(at).into();
        let fixes = tokens.next().and_then(|next| self.unchained(&left, at, span_of(&next)));
        let fixes = fixes.or_else(|| self.joined_by_comma(&left)).unwrap_or_default();
        self.unreadable = true;
        let problem = Problem::UnexpectedText { found, expected: vec![crate::error::Expected::LineEnd] };
        self.error_with(problem, at, fixes);
        tokens.by_ref().for_each(drop);
        left
    }

    /// `90 ≤ 年龄 ≤ 99` → `年龄 = 90 至 99`; with `<` → two comparisons joined by 且.
    fn unchained(&self, left: &Expr, second: Span, last: Span) -> Option<Vec<Fix>> {
        let mut chain = left;
        while let ExprKind::And(parts) | ExprKind::Or(parts) = &chain.kind {
            chain = parts.last()?;
        }
        let ExprKind::Compare { operator, left: first, right: middle } = &chain.kind else { return None };
        let is_number = |span: Span| self.slice(span).starts_with(|c: char| c.is_numeric());
        if !is_number(first.span) || !is_number(last) {
            return None;
        }
        let (first, middle, last_text) = (self.slice(first.span), self.slice(middle.span), self.slice(last));
        let sign = self.operator(second);
        let text = match (*operator, sign) {
            (Keyword::AtMostOp, Keyword::AtMostOp) => format!("{middle} = {first} 至 {last_text}"),
            (Keyword::AtLeastOp, Keyword::AtLeastOp) => format!("{middle} = {last_text} 至 {first}"),
            (Keyword::AtMostOp | Keyword::Less, Keyword::AtMostOp | Keyword::Less)
            | (Keyword::AtLeastOp | Keyword::More, Keyword::AtLeastOp | Keyword::More) => {
                let turned = turned(*operator)?.text(crate::tree::Face::Zh);
                format!("{middle} {turned} {first} 且 {middle} {} {last_text}", sign.text(crate::tree::Face::Zh))
            }
            _ => return None,
        };
        Some(replace(join(chain.span, last), text))
    }

    /// `年龄 ≥ 16，婚姻状况 = 已婚`: the comma joins two conditions.
    fn joined_by_comma(&self, left: &Expr) -> Option<Vec<Fix>> {
        let mut chain = left;
        while let ExprKind::And(parts) | ExprKind::Or(parts) = &chain.kind {
            chain = parts.last()?;
        }
        let list = match &chain.kind {
            ExprKind::Compare { right, .. } => right,
            _ => chain,
        };
        let ExprKind::List(parts) = &list.kind else { return None };
        let (last, rest) = parts.split_last()?;
        let comma = Span { start: rest.last()?.span.end, end: last.span.start };
        if self.slice(comma).contains('、') {
            return Some([propose(comma, " 且 "), propose(comma, " 或 ")].concat());
        }
        Some(replace(comma, " 且 "))
    }

    fn or_expr(&mut self, tokens: &mut Tokens<'s>, context: Context) -> Expr {
        let first = self.and_expr(tokens, context);
        if !self.at_operator(tokens, Keyword::Or) {
            return first;
        }
        let mut all = vec![first];
        while self.take_operator(tokens, Keyword::Or) {
            all.push(self.and_expr(tokens, context));
        }
        if all.len() > 1 {
            self.refuse_two_readings(&all);
        }
        several(all, ExprKind::Or)
    }

    fn and_expr(&mut self, tokens: &mut Tokens<'s>, context: Context) -> Expr {
        let first = self.comparison(tokens, context);
        if !self.at_operator(tokens, Keyword::And) {
            return first;
        }
        let mut all = vec![first];
        while self.take_operator(tokens, Keyword::And) {
            all.push(self.comparison(tokens, context));
        }
        several(all, ExprKind::And)
    }

    /// `甲 且 乙 或 丙` and `甲、乙 或 丙` have two readings each.
    fn refuse_two_readings(&mut self, all: &[Expr]) {
        let whole = all.first().zip(all.last()).map(|(a, b)| join(a.span, b.span)).unwrap_or_default();
        if let Some(part) = all.iter().find(|part| matches!(part.kind, ExprKind::And(_))) {
            let fix = replace(part.span, format!("（{}）", self.slice(part.span)));
            let mut fixes: Vec<Fix> = fix;
            fixes.extend(self.other_reading(all));
            self.error_with(Problem::MixedAndOr, whole, fixes);
        } else if let Some(part) = all.iter().find(|part| matches!(part.kind, ExprKind::List(_))) {
            let with_or = self.slice(part.span).replace(['、', '，', ','], " 或 ");
            self.error_with(Problem::MixedListOr, whole, replace(part.span, with_or));
        }
    }

    /// The reading in which 或 binds closer, for the common case of one 且 and one 或.
    fn other_reading(&self, all: &[Expr]) -> Option<Fix> {
        let [a, b] = all else { return None };
        let (start, end) = match (&a.kind, &b.kind) {
            (ExprKind::And(parts), _) => (parts.last()?.span.start, b.span.end),
            (_, ExprKind::And(parts)) => (a.span.start, parts.first()?.span.end),
            _ => return None,
        };
        let span = Span { start, end };
        Some(Fix { span, replacement: format!("（{}）", self.slice(span)).into(), certain: true })
    }

    fn comparison(&mut self, tokens: &mut Tokens<'s>, context: Context) -> Expr {
        if let Some(not) = tokens.next_if(|token| token.as_rule() == Rule::not) {
            let inner = self.comparison(tokens, Context::Value);
            let span = join(span_of(&not), inner.span);
            return Expr { kind: ExprKind::Not(Box::new(inner)), span };
        }
        let left = self.list(tokens, context);
        let Some(operator) = self.take_comparison(tokens) else { return left };
        let right = self.list(tokens, Context::Value);
        let span = join(left.span, right.span);
        let right = if is_set(operator) { without_parentheses(right) } else { right };
        Expr { kind: ExprKind::Compare { operator, left: Box::new(left), right: Box::new(right) }, span }
    }

    /// `甲、乙、丙`.
    pub(crate) fn list(&mut self, tokens: &mut Tokens<'s>, context: Context) -> Expr {
        let first = self.joined(tokens, context);
        if tokens.peek().is_none_or(|token| token.as_rule() != Rule::comma) {
            return first;
        }
        let mut all = vec![first];
        while let Some(comma) = tokens.next_if(|token| token.as_rule() == Rule::comma) {
            let right = self.joined(tokens, context);
            if let Some(left) = all.last() {
                self.refuse_thousands(left, span_of(&comma), &right);
            }
            all.push(right);
        }
        several(all, ExprKind::List)
    }

    /// `1,000` would be a list of two numbers.
    fn refuse_thousands(&mut self, left: &Expr, comma: Span, right: &Expr) {
        let number = |expr: &Expr| match &expr.kind {
            ExprKind::Quantity(quantity) => Some((quantity.number.len(), quantity.unit)),
            _ => None,
        };
        let grouped = self.slice(left.span).contains('_');
        let touching = left.span.end == comma.start && comma.end == right.span.start;
        if touching
            && self.slice(comma) != "、"
            && matches!((number(left), number(right)), (Some((length, None)), Some((3, _))) if length <= 3 || grouped)
        {
            let mut span = join(left.span, right.span);
            let mut whole = format!("{}_{}", self.slice(left.span), self.slice(right.span));
            self.unreadable = true;
            // `1,000,000` is one number and has one repair.
            let goes_on = |error: &crate::error::SyntaxError| error.span.end == left.span.end;
            if let Some(earlier) = self.errors.pop_if(|error| goes_on(error) && is_number_error(error)) {
                span.start = earlier.span.start;
                let before = earlier.fixes.first().map(|fix| &*fix.replacement).unwrap_or_default();
                whole = format!("{before}_{}", self.slice(right.span));
            }
            self.error_with(Problem::BadNumber { found: self.slice(span).into() }, span, replace(span, whole));
        }
    }

    fn joined(&mut self, tokens: &mut Tokens<'s>, context: Context) -> Expr {
        let first = self.range(tokens, context);
        if tokens.peek().is_none_or(|token| token.as_rule() != Rule::plus) {
            return first;
        }
        let mut all = vec![first];
        while tokens.next_if(|token| token.as_rule() == Rule::plus).is_some() {
            all.push(self.range(tokens, context));
        }
        several(all, ExprKind::Joined)
    }

    fn range(&mut self, tokens: &mut Tokens<'s>, context: Context) -> Expr {
        let low = self.operand(tokens, context);
        if let Some(window) = tokens.next_if(|token| token.as_rule() == Rule::window) {
            return self.window(low, window);
        }
        if !self.take_operator(tokens, Keyword::Between) {
            return low;
        }
        let high = self.operand(tokens, Context::Value);
        let span = join(low.span, high.span);
        Expr { kind: ExprKind::Between { low: Box::new(low), high: Box::new(high) }, span }
    }

    fn operand(&mut self, tokens: &mut Tokens<'s>, context: Context) -> Expr {
        let Some(token) = tokens.next() else {
            self.unreadable = true;
            return Expr { kind: ExprKind::List(Vec::new()), span: Span::default() };
        };
        if token.as_rule() == Rule::not {
            let start = span_of(&token);
            let inner = self.operand(tokens, Context::Value);
            let span = join(start, inner.span);
            return Expr { kind: ExprKind::Not(Box::new(inner)), span };
        }
        let suffix = tokens.next_if(|next| matches!(next.as_rule(), Rule::call | Rule::document));
        self.atom(token, suffix, context)
    }

    fn window(&mut self, anchor: Expr, pair: Node<'s>) -> Expr {
        let span = join(anchor.span, span_of(&pair));
        let mut direction = WindowDirection::After;
        let mut measure = WindowMeasure::Exactly;
        let mut bounds = Vec::new();
        for part in pair.into_inner() {
            let at = span_of(&part);
            match part.as_rule() {
                Rule::anchor if lookup(self.slice(at), Context::Operator) == Some(Keyword::CountedBefore) => {
                    direction = WindowDirection::Before;
                }
                Rule::measure => measure = WindowMeasure::AtLeast,
                Rule::within => measure = WindowMeasure::Within,
                Rule::quantity => bounds.push(self.quantity(part)),
                _ => {}
            }
        }
        let mut bounds = bounds.into_iter();
        let Some(first) = bounds.next() else { return anchor };
        let length = match bounds.next() {
            None => first,
            Some(high) => {
                measure = WindowMeasure::Between;
                let span = join(first.span, high.span);
                Expr { kind: ExprKind::Between { low: Box::new(first), high: Box::new(high) }, span }
            }
        };
        let kind = ExprKind::DayWindow { anchor: Box::new(anchor), direction, measure, length: Box::new(length) };
        Expr { kind, span }
    }

    fn take_operator(&self, tokens: &mut Tokens<'s>, wanted: Keyword) -> bool {
        self.at_operator(tokens, wanted) && tokens.next().is_some()
    }

    fn at_operator(&self, tokens: &mut Tokens<'s>, wanted: Keyword) -> bool {
        tokens.peek().is_some_and(|token| {
            matches!(token.as_rule(), Rule::operator | Rule::symbol) && self.operator(span_of(token)) == wanted
        })
    }

    fn take_comparison(&self, tokens: &mut Tokens<'s>) -> Option<Keyword> {
        let token = tokens.peek().filter(|token| matches!(token.as_rule(), Rule::operator | Rule::symbol))?;
        let keyword = self.operator(span_of(token));
        (!matches!(keyword, Keyword::And | Keyword::Or | Keyword::Between)).then_some(())?;
        tokens.next();
        Some(keyword)
    }

    /// The keyword of an operator's spelling; the grammar lets no other text through.
    pub(crate) fn operator(&self, span: Span) -> Keyword {
        lookup(self.slice(span), Context::Operator).unwrap_or(Keyword::Equal)
    }
}

/// The comparison read from its other side.
fn turned(operator: Keyword) -> Option<Keyword> {
    Some(match operator {
        Keyword::Less => Keyword::More,
        Keyword::More => Keyword::Less,
        Keyword::AtMostOp => Keyword::AtLeastOp,
        Keyword::AtLeastOp => Keyword::AtMostOp,
        _ => return None,
    })
}

const fn is_number_error(error: &crate::error::SyntaxError) -> bool {
    matches!(error.problem, Problem::BadNumber { .. })
}

fn is_set(operator: Keyword) -> bool {
    matches!(operator, Keyword::InSet | Keyword::HasAny | Keyword::HasAll)
}

fn without_parentheses(expr: Expr) -> Expr {
    match expr.kind {
        ExprKind::Group(inner) => Expr { kind: inner.kind, span: expr.span },
        _ => expr,
    }
}

/// One stays itself, several become a node.
fn several(mut all: Vec<Expr>, make: fn(Vec<Expr>) -> ExprKind) -> Expr {
    let span = all.first().zip(all.last()).map(|(a, b)| join(a.span, b.span)).unwrap_or_default();
    match all.pop() {
        Some(only) if all.is_empty() => only,
        last => {
            all.extend(last);
            Expr { kind: make(all), span }
        }
    }
}

/// A continuation line joins whole lines: each side is one operand.
pub(crate) fn join_lines(keyword: Keyword, left: Expr, right: Expr) -> Expr {
    let span = join(left.span, right.span);
    let is_or = keyword == Keyword::Or;
    let parts = |expr: Expr| match expr.kind {
        ExprKind::Or(parts) if is_or => parts,
        ExprKind::And(parts) if !is_or => parts,
        ExprKind::Or(_) | ExprKind::And(_) | ExprKind::List(_) | ExprKind::Pick { .. } => {
            vec![Expr { span: expr.span, kind: ExprKind::Group(Box::new(expr)) }]
        }
        _ => vec![expr],
    };
    let mut all = parts(left);
    all.extend(parts(right));
    Expr { kind: if is_or { ExprKind::Or(all) } else { ExprKind::And(all) }, span }
}
