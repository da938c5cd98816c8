//! A condition or step that cites a source of its own cites a rule at least (优化营商环境条例 article 35).

use matter_core::diagnostic::{Arg, Code, Diagnostic};
use matter_core::hir::Yield;

use crate::rules::context::{RuleContext, at};
use crate::rules::ranks::{Claim, Support, support};

pub(super) const CODE: Code = Code("M023");

pub(super) fn check(context: &RuleContext<'_>, found: &mut Vec<Diagnostic>) {
    for rule in context.rules() {
        if !matches!(rule.yields, Yield::Condition { .. } | Yield::Prior { .. } | Yield::Step(_)) {
            continue;
        }
        if support(context, &rule.basis, Claim::AddCondition) == Support::Insufficient {
            let laws = rule.basis.iter().map(|citation| Arg::Code(citation.law.clone())).collect();
            found.push(
                Diagnostic::new(CODE, at(&rule.origin))
                    .with("laws", Arg::List(laws))
                    .with("source", Arg::Plain(Claim::AddCondition.source().into())),
            );
        }
    }
}
