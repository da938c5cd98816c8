//! A licence rests on a source that may create licences (行政许可法 articles 14, 15, 17).

use matter_core::diagnostic::{Arg, Code, Diagnostic};
use matter_core::hir::{Keyword, LawRank};

use crate::rules::context::RuleContext;
use crate::rules::ranks::{Claim, Support, support};

pub(super) const CODE: Code = Code("M021");

pub(super) fn check(context: &RuleContext<'_>, found: &mut Vec<Diagnostic>) {
    if !context.is_licence() || support(context, &context.head.basis, Claim::CreateLicence) != Support::Insufficient {
        return;
    }
    // A provincial rule may create one for a year: another rule looks at the end.
    if context.head.basis.iter().any(|citation| context.rank(citation) == Some(LawRank::ProvincialRule)) {
        return;
    }
    let laws = context.head.basis.iter().map(|citation| Arg::Code(citation.law.clone())).collect();
    found.push(
        Diagnostic::new(CODE, context.section(Keyword::Basis))
            .with("laws", Arg::List(laws))
            .with("source", Arg::Plain(Claim::CreateLicence.source().into())),
    );
}
