//! Registering an enterprise waits for no permit, unless a law or administrative regulation says so.

use matter_core::diagnostic::{Arg, Code, Diagnostic};
use matter_core::hir::{Rule, Yield};

use crate::rules::context::{RuleContext, at, bare};
use crate::rules::ranks::{Claim, Support, support};

pub(super) const CODE: Code = Code("M048");

/// The document that registration of an enterprise yields.
const BUSINESS_LICENCE: &str = "营业执照";

pub(super) fn check(context: &RuleContext<'_>, found: &mut Vec<Diagnostic>) {
    let registers = context.rules().any(|rule| matches!(&rule.yields, Yield::Result { document, .. } if &**document == BUSINESS_LICENCE));
    if !registers {
        return;
    }
    for rule in context.rules() {
        let Some(document) = permit(context, rule) else { continue };
        if matches!(support(context, &rule.basis, Claim::ConditionRegistration), Support::Insufficient | Support::Missing) {
            found.push(
                Diagnostic::new(CODE, at(&rule.origin))
                    .with("document", Arg::Code(document.into()))
                    .with("source", Arg::Plain(Claim::ConditionRegistration.source().into())),
            );
        }
    }
}

/// The result of a licensing matter that a line asks for.
fn permit<'a>(context: &RuleContext<'_>, rule: &'a Rule) -> Option<&'a str> {
    let Yield::Prior { document, .. } = &rule.yields else { return None };
    let makers = context.products.get(bare(document))?;
    let licensed = makers.iter().any(|product| product.kind.as_deref() == Some("行政许可"));
    licensed.then_some(bare(document))
}
