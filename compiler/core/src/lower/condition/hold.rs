//! `持有 结婚证` stands in the tree as a word and a name side by side; here they become one name again, inside whatever condition they stand.

use std::borrow::Cow;

use matter_syntax::keyword::Keyword;
use matter_syntax::tree::{Expr, ExprKind, Name, Span};

use super::super::words::{name_of, zh};

/// Whether a condition breaks off behind 持有, so that the next value belongs to it.
pub(crate) fn ends_in_hold(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Word(Keyword::Hold) => true,
        ExprKind::Not(inner) => ends_in_hold(inner),
        ExprKind::And(parts) | ExprKind::Or(parts) => parts.last().is_some_and(ends_in_hold),
        _ => false,
    }
}

/// The condition with the value behind it, if it breaks off behind 持有 and the value begins with a name.
pub(crate) fn with_held<'t>(condition: &'t Expr, next: Option<&Expr>) -> Cow<'t, Expr> {
    let joined = next.filter(|_| ends_in_hold(condition)).and_then(|next| join(condition, next));
    joined.map_or(Cow::Borrowed(condition), Cow::Owned)
}

fn join(condition: &Expr, next: &Expr) -> Option<Expr> {
    let (first, rest) = match &next.kind {
        ExprKind::And(parts) | ExprKind::Or(parts) => parts.split_first()?,
        _ => (next, [].as_slice()),
    };
    let text = format!("{} {}", zh(Keyword::Hold), name_of(first)?);
    let left = put(condition, text.into(), first.span);
    if rest.is_empty() {
        return Some(left);
    }
    let span = Span { start: left.span.start, end: next.span.end };
    let kind = match (&next.kind, left.kind) {
        (ExprKind::And(_), ExprKind::And(parts)) => {
            ExprKind::And(parts.into_iter().chain(rest.iter().cloned()).collect())
        }
        (ExprKind::Or(_), ExprKind::Or(parts)) => ExprKind::Or(parts.into_iter().chain(rest.iter().cloned()).collect()),
        (connective, kind) => {
            let left = Expr { kind, span: left.span };
            let parts = std::iter::once(left).chain(rest.iter().cloned()).collect();
            if matches!(connective, ExprKind::And(_)) { ExprKind::And(parts) } else { ExprKind::Or(parts) }
        }
    };
    Some(Expr { kind, span })
}

/// The condition with the name in the place of its last 持有.
fn put(condition: &Expr, text: Box<str>, end: Span) -> Expr {
    let last = |parts: &[Expr], text: Box<str>| -> Vec<Expr> {
        let (last, before) = match parts.split_last() {
            Some((last, before)) => (Some(last), before),
            None => (None, parts),
        };
        before.iter().cloned().chain(last.map(|last| put(last, text, end))).collect()
    };
    let span = Span { start: condition.span.start, end: end.end };
    let kind = match &condition.kind {
        ExprKind::Not(inner) => ExprKind::Not(Box::new(put(inner, text, end))),
        ExprKind::And(parts) => ExprKind::And(last(parts, text)),
        ExprKind::Or(parts) => ExprKind::Or(last(parts, text)),
        _ => ExprKind::Name(Name { text, quoted: false, span }),
    };
    Expr { kind, span }
}
