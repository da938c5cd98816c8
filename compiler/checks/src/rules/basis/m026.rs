//! An intermediary service that is a condition rests on a law, regulation or decision of the State Council.

use matter_core::diagnostic::{Arg, Code, Diagnostic};
use matter_core::hir::{Citation, Yield};

use crate::rules::context::{RuleContext, at};
use crate::rules::ranks::{Claim, Support, support};

pub(super) const CODE: Code = Code("M026");

pub(super) fn check(context: &RuleContext<'_>, found: &mut Vec<Diagnostic>) {
    for rule in context.rules() {
        let Yield::Intermediary { name, .. } = &rule.yields else { continue };
        let declared = context.declarations.intermediaries.iter().find(|service| service.name == *name);
        let declared = declared.map(|service| service.basis.as_slice()).unwrap_or_default();
        let basis: Vec<Citation> = rule.basis.iter().chain(declared).cloned().collect();
        if matches!(support(context, &basis, Claim::RequireIntermediary), Support::Insufficient | Support::Missing) {
            found.push(
                Diagnostic::new(CODE, at(&rule.origin))
                    .with("service", Arg::Code(name.clone()))
                    .with("source", Arg::Plain(Claim::RequireIntermediary.source().into())),
            );
        }
    }
}
