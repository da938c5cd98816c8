//! A proof (证明) rests on a law, regulation or decision of the State Council: on the line's own source, else on the matter's.

use matter_core::diagnostic::{Arg, Code, Diagnostic};
use matter_core::hir::RequirementMember;

use crate::rules::context::{RuleContext, at};
use crate::rules::ranks::{Claim, Support, support};

pub(super) const CODE: Code = Code("M024");

/// Kinds of documents that are certificates or the applicant's own words, and so no proofs of a fact.
const NO_PROOFS: &[&str] = &["证照", "证件", "表单", "合同", "批文"];

pub(super) fn check(context: &RuleContext<'_>, found: &mut Vec<Diagnostic>) {
    for (rule, requirement) in context.requirements() {
        let mut members = requirement.options.iter().flatten();
        let Some(proof) = members.find(|member| is_proof(context, member)) else { continue };
        let basis = if rule.basis.is_empty() { &context.head.basis } else { &rule.basis };
        if support(context, basis, Claim::RequireProof) == Support::Insufficient {
            let laws = basis.iter().map(|citation| Arg::Code(citation.law.clone())).collect();
            found.push(
                Diagnostic::new(CODE, at(&rule.origin))
                    .with("proof", Arg::Code(proof.title.clone()))
                    .with("laws", Arg::List(laws))
                    .with("source", Arg::Plain(Claim::RequireProof.source().into())),
            );
        }
    }
}

/// What others write down to prove a fact. Certificates of a type of their own (出生医学证明) and what the applicant writes are none.
fn is_proof(context: &RuleContext<'_>, member: &RequirementMember) -> bool {
    let own = |issuer: &str| issuer == "申请人";
    member.title.ends_with("证明")
        && context.material(&member.material).is_none_or(|material| {
            let kind = material.kind.as_deref().unwrap_or_default();
            material.certificate.is_none() && !NO_PROOFS.contains(&kind) && !material.issuer.as_deref().is_some_and(own)
        })
}
