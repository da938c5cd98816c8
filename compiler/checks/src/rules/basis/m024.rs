//! A proof (证明) that cites a source of its own cites a law, regulation or decision of the State Council.

use matter_core::diagnostic::{Arg, Code, Diagnostic};
use matter_core::hir::Yield;

use crate::rules::context::{RuleContext, at};
use crate::rules::ranks::{Claim, Support, support};

pub(super) const CODE: Code = Code("M024");

pub(super) fn check(context: &RuleContext<'_>, found: &mut Vec<Diagnostic>) {
    for rule in context.rules() {
        let Yield::Requirement(requirement) = &rule.yields else { continue };
        let mut members = requirement.options.iter().flatten();
        let Some(proof) = members.find(|member| is_proof(context, &member.material, &member.title)) else { continue };
        if support(context, &rule.basis, Claim::RequireProof) == Support::Insufficient {
            let laws = rule.basis.iter().map(|citation| Arg::Code(citation.law.clone())).collect();
            found.push(
                Diagnostic::new(CODE, at(&rule.origin))
                    .with("proof", Arg::Code(proof.title.clone()))
                    .with("laws", Arg::List(laws))
                    .with("source", Arg::Plain(Claim::RequireProof.source().into())),
            );
        }
    }
}

/// Certificates with a type of their own are licences and records, not proofs of a fact (出生医学证明).
fn is_proof(context: &RuleContext<'_>, material: &str, title: &str) -> bool {
    let declarations = context.declarations;
    let index = declarations.material_names.get(material).and_then(|index| usize::try_from(*index).ok());
    let declared = index.and_then(|index| declarations.materials.get(index));
    title.ends_with("证明") && declared.is_none_or(|material| material.certificate.is_none() && material.issuer.is_none())
}
