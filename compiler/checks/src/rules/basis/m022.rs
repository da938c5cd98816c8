//! A licence that rests on a provincial rule alone ends within a year (行政许可法 article 15).

use matter_core::diagnostic::{Arg, Code, Diagnostic};
use matter_core::hir::Keyword;

use crate::rules::context::RuleContext;
use crate::rules::ranks::{Claim, Support, support};

pub(super) const CODE: Code = Code("M022");

pub(super) fn check(context: &RuleContext<'_>, found: &mut Vec<Diagnostic>) {
    let basis = &context.head.basis;
    let rests = support(context, basis, Claim::CreateLicenceForAYear) == Support::Sufficient;
    // Another source whose rank is unknown may be the one that creates it.
    if !context.is_licence() || !rests || support(context, basis, Claim::CreateLicence) != Support::Insufficient {
        return;
    }
    let period = context.head.in_force;
    let ends = matches!((period.from, period.to), (Some(from), Some(to)) if from.plus_months(12).is_some_and(|year| to <= year));
    if !ends {
        let laws = basis.iter().map(|citation| Arg::Code(citation.law.clone())).collect();
        found.push(Diagnostic::new(CODE, context.section(Keyword::InForce)).with("laws", Arg::List(laws)));
    }
}
