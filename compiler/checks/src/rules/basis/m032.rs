//! Where a rank is demanded, a source whose rank nobody declared does not carry it: a bare document number may stand for anything.

use matter_core::diagnostic::{Arg, Code, Diagnostic, Place};
use matter_core::hir::{Citation, Keyword, LawRank};

use crate::rules::context::{RuleContext, at};

pub(super) const CODE: Code = Code("M032");

pub(super) fn check(context: &RuleContext<'_>, found: &mut Vec<Diagnostic>) {
    if context.is_licence() {
        found.extend(undeclared(context, &context.head.basis, context.section(Keyword::Basis)));
    }
    // Lines of variances need a basis only where they are worse than what they vary: that proof says so itself.
    for rule in context.rules().filter(|rule| rule.origin.item == context.head.origin.item) {
        found.extend(undeclared(context, &rule.basis, at(&rule.origin)));
    }
}

/// The finding about a basis of which no source is known to stand above normative documents, and the rank of one is not known.
fn undeclared(context: &RuleContext<'_>, basis: &[Citation], place: Place) -> Option<Diagnostic> {
    let above = |citation: &Citation| context.rank(citation).is_some_and(|rank| rank != LawRank::NormativeDocument);
    if basis.iter().any(above) {
        return None;
    }
    let unknown: Vec<Arg> = basis
        .iter()
        .filter(|citation| context.rank(citation).is_none())
        .map(|citation| Arg::Code(citation.law.clone()))
        .collect();
    (!unknown.is_empty()).then(|| Diagnostic::new(CODE, place).with("laws", Arg::List(unknown)))
}
