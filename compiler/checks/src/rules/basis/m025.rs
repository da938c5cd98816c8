//! A fee for a licence rests on a law or administrative regulation (行政许可法 article 58).

use matter_core::diagnostic::{Arg, Code, Diagnostic};
use matter_core::hir::Yield;

use crate::rules::context::{RuleContext, at};
use crate::rules::ranks::{Claim, Support, support};

pub(super) const CODE: Code = Code("M025");

pub(super) fn check(context: &RuleContext<'_>, found: &mut Vec<Diagnostic>) {
    if !context.is_licence() {
        return;
    }
    for rule in context.rules() {
        let Yield::Fee { name, amount, .. } = &rule.yields else { continue };
        let basis = if rule.basis.is_empty() { &context.head.basis } else { &rule.basis };
        if *amount > 0 && support(context, basis, Claim::ChargeForLicence) == Support::Insufficient {
            let laws = basis.iter().map(|citation| Arg::Code(citation.law.clone())).collect();
            found.push(
                Diagnostic::new(CODE, at(&rule.origin))
                    .with("fee", Arg::Code(name.clone()))
                    .with("laws", Arg::List(laws))
                    .with("source", Arg::Plain(Claim::ChargeForLicence.source().into())),
            );
        }
    }
}
