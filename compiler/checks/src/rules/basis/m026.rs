//! An intermediary service that is a condition rests on a law, regulation or decision of the State Council, and whoever commissions it
//! pays for it (优化营商环境条例 article 43).

use matter_core::diagnostic::{Arg, Code, Diagnostic};
use matter_core::hir::{Citation, Yield};

use crate::rules::context::{RuleContext, at, because};
use crate::rules::ranks::{Claim, Support, support};

pub(super) const CODE: Code = Code("M026");

/// The applicant, as 委托方 and 付费方 name one.
const APPLICANT: &str = "申请人";

pub(super) fn check(context: &RuleContext<'_>, found: &mut Vec<Diagnostic>) {
    for rule in context.rules() {
        let Yield::Intermediary { name, payer } = &rule.yields else { continue };
        let declared = context.declarations.intermediaries.iter().find(|service| service.name == *name);
        let own = declared.map(|service| service.basis.as_slice()).unwrap_or_default();
        let basis: Vec<Citation> = rule.basis.iter().chain(own).cloned().collect();
        let payer = payer.as_deref().or_else(|| declared.and_then(|service| service.payer.as_deref()));
        let commissioner = declared.and_then(|service| service.commissioner.as_deref());
        let reason = if matches!(support(context, &basis, Claim::RequireIntermediary), Support::Insufficient | Support::Missing) {
            "no-basis"
        } else if commissioner.is_some_and(|who| who != APPLICANT) && payer == Some(APPLICANT) {
            "applicant-pays"
        } else {
            continue;
        };
        found.push(
            because(CODE, at(&rule.origin), reason)
                .with("service", Arg::Code(name.clone()))
                .with("source", Arg::Plain(Claim::RequireIntermediary.source().into())),
        );
    }
}
