//! Documents that nobody declares: a matter asks for them, waits for them or makes them by name, and the line that does so first is where they
//! are known from.

use matter_core::hir::Keyword;
use matter_syntax::tree::{Entry, Expr, ExprKind, Item, PhraseKind, Span};

use crate::walk::{Surroundings, Visitor, walk};

/// Where a matter first names a document of this name among its materials, prior results or results.
pub(crate) fn written_place(item: &Item, name: &str) -> Option<Span> {
    let mut asked = Asked { name, first: None };
    walk(item, &mut asked);
    asked.first
}

/// Looks for the first line of 材料, 前置 or 结果 that names a document.
struct Asked<'n> {
    name: &'n str,
    first: Option<Span>,
}

impl<'t> Visitor<'t> for Asked<'_> {
    fn entry(&mut self, entry: &'t Entry, at: Surroundings<'t>) {
        let lists = matches!(at.section, Some(Keyword::Materials | Keyword::Priors | Keyword::Result));
        if !lists || self.first.is_some() {
            return;
        }
        // What a variance changes or takes away, the matter asks for.
        let edits = |keyword: Keyword| matches!(keyword, Keyword::Change | Keyword::Remove);
        if matches!(entry.phrases.first().map(|phrase| &phrase.kind), Some(PhraseKind::Clause { keyword, .. }) if edits(*keyword))
        {
            return;
        }
        let mut names = entry.phrases.iter().filter_map(|phrase| match &phrase.kind {
            // `持有 居住证`: the word stands before what is waited for.
            PhraseKind::Expr(expr) if !matches!(expr.kind, ExprKind::Word(Keyword::Hold)) => Some(expr),
            _ => None,
        });
        self.first = names.next().and_then(|expr| named_in(expr, self.name));
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
