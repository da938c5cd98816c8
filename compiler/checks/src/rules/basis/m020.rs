//! Every matter cites a source, and at least one citation names an article or a document number.

use matter_core::diagnostic::{Arg, Code, Diagnostic};
use matter_core::hir::{Citation, Keyword, LawRank, SectionState};

use crate::rules::context::RuleContext;

pub(super) const CODE: Code = Code("M020");

pub(super) fn check(context: &RuleContext<'_>, found: &mut Vec<Diagnostic>) {
    let basis = &context.head.basis;
    if basis.is_empty() {
        // 无 and 待定 are said on purpose: the profiles ask for more where the law does.
        let said = context.head.sections.iter().any(|(word, state)| *word == Keyword::Basis && *state != SectionState::Filled);
        if !said {
            found.push(Diagnostic::new(CODE, context.head()).with("name", Arg::Code(context.head.name.clone())));
        }
    } else if !basis.iter().any(|citation| exact(context, citation)) {
        found.push(Diagnostic::new(CODE, context.section(Keyword::Basis)).with("name", Arg::Code(context.head.name.clone())));
    }
}

/// A law or regulation is cited by article; a rule or document may be about this matter as a whole, and its rank may be unknown.
fn exact(context: &RuleContext<'_>, citation: &Citation) -> bool {
    let whole = context.rank(citation).is_none_or(|rank| rank > LawRank::LocalRegulation);
    citation.article > 0 || !citation.place.is_empty() || whole
}
