//! Where a rank is demanded, a source whose rank nobody declared does not carry it: a bare document number may stand for anything.

use matter_core::diagnostic::{Arg, Code, Diagnostic, Place};
use matter_core::hir::{Citation, Keyword, LawRank, Yield};

use crate::rules::context::{RuleContext, at};

pub(super) const CODE: Code = Code("M032");

pub(super) fn check(context: &RuleContext<'_>, found: &mut Vec<Diagnostic>) {
    if context.is_licence() {
        found.extend(undeclared(context, &context.head.basis, context.section(Keyword::Basis)));
    }
    // Lines of variances need a basis only where they are worse than what they vary: that proof says so itself.
    let own = context.rules().filter(|rule| rule.origin.item == context.head.origin.item);
    for rule in own.filter(|rule| is_demanded(context, &rule.yields)) {
        found.extend(undeclared(context, &rule.basis, at(&rule.origin)));
    }
}

/// Whether a line says something that only sources of some rank may say: what the matrix of claims lists.
fn is_demanded(context: &RuleContext<'_>, yields: &Yield) -> bool {
    match yields {
        Yield::Condition { .. }
        | Yield::Prior { .. }
        | Yield::Step(_)
        | Yield::Exclusion { .. }
        | Yield::Delegation { .. }
        | Yield::Intermediary { .. }
        | Yield::Renewal { .. } => true,
        Yield::Fee { amount, .. } => *amount > 0 && context.is_licence(),
        Yield::Limit(_) => context.is_licence(),
        Yield::Requirement(requirement) => {
            requirement.options.iter().flatten().any(|member| member.title.ends_with("证明"))
        }
        _ => false,
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
