//! Registering an enterprise waits for no permit, unless a law or administrative regulation says so.

use std::sync::Arc;

use matter_core::diagnostic::{Arg, Code, Diagnostic};
use matter_core::hir::{Rule, Yield};
use matter_core::summary::Question;
use matter_runtime::tables::bare;

use crate::rules::context::{Asked, Makers, RuleContext, is_kind};
use crate::rules::ranks::{Claim, Support, support};

pub(super) const CODE: Code = Code("M048");

/// The document that registration of an enterprise yields.
const BUSINESS_LICENCE: &str = "营业执照";

pub(super) fn ask(context: &RuleContext<'_>, asked: &mut Vec<Asked>) {
    let registers = |rule: &Rule| matches!(&rule.yields, Yield::Result { document, .. } if **document == *BUSINESS_LICENCE);
    if !context.rules().any(registers) {
        return;
    }
    for rule in context.rules() {
        let support = support(context, &rule.basis, Claim::ConditionRegistration);
        if matches!(support, Support::Insufficient | Support::Missing) {
            asked.extend(demanded(rule).into_iter().map(|document| {
                let document: Arc<str> = bare(document).into();
                Asked { rule: CODE, title: Arc::clone(&document), document, origin: rule.origin.clone() }
            }));
        }
    }
}

/// Documents that a line demands; of alternatives none is.
fn demanded(rule: &Rule) -> Vec<&str> {
    match &rule.yields {
        Yield::Prior { document, .. } => vec![document],
        Yield::Requirement(requirement) => match requirement.options.as_slice() {
            [option] => option.iter().map(|member| &*member.material).collect(),
            _ => Vec::new(),
        },
        _ => Vec::new(),
    }
}

/// The result of a licensing matter is a permit.
pub(super) fn answer(question: &Question, makers: &Makers<'_>) -> Option<Diagnostic> {
    let licensed = makers.of(&question.document).iter().any(|head| is_kind(head, "行政许可"));
    let found = makers.at(question).with("document", Arg::Code(Arc::clone(&question.title)));
    licensed.then(|| found.with("source", Arg::Plain(Claim::ConditionRegistration.source().into())))
}
