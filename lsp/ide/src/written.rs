//! Materials that nobody declares: a matter asks for them by name, and the line that does so first is where they are known from.

use matter_core::hir::Keyword;
use matter_syntax::tree::{Entry, Expr, ExprKind, Item, PhraseKind, Span};

use crate::walk::{Surroundings, Visitor, walk};

/// Where a matter first asks for a material of this name.
pub(crate) fn written_place(item: &Item, name: &str) -> Option<Span> {
    let mut asked = Asked { name, first: None };
    walk(item, &mut asked);
    asked.first
}

/// Looks for the first line of 材料 that asks for a material.
struct Asked<'n> {
    name: &'n str,
    first: Option<Span>,
}

impl<'t> Visitor<'t> for Asked<'_> {
    fn entry(&mut self, entry: &'t Entry, at: Surroundings<'t>) {
        if at.section != Some(Keyword::Materials) || self.first.is_some() {
            return;
        }
        // What a variance changes or takes away, the matter asks for.
        let edits = |keyword: Keyword| matches!(keyword, Keyword::Change | Keyword::Remove);
        if matches!(entry.phrases.first().map(|phrase| &phrase.kind), Some(PhraseKind::Clause { keyword, .. }) if edits(*keyword))
        {
            return;
        }
        let asks = entry.phrases.iter().find_map(|phrase| match &phrase.kind {
            PhraseKind::Expr(expr) => Some(expr),
            PhraseKind::Clause { .. } => None,
        });
        self.first = asks.and_then(|expr| named_in(expr, self.name));
    }
}

/// A name among the alternatives and parts of a requirement; what stands in parentheses is whose it is.
fn named_in(expr: &Expr, name: &str) -> Option<Span> {
    match &expr.kind {
        ExprKind::Name(own) => (&*own.text == name).then_some(own.span),
        ExprKind::Qualified { base: inner, .. } | ExprKind::Group(inner) => named_in(inner, name),
        ExprKind::List(parts)
        | ExprKind::Joined(parts)
        | ExprKind::Pick { of: parts, .. }
        | ExprKind::Or(parts)
        | ExprKind::And(parts) => parts.iter().find_map(|part| named_in(part, name)),
        _ => None,
    }
}
