//! A copy of what the same department issued is not asked for (行政许可法 article 35, 优化营商环境条例 article 44).

use std::sync::Arc;

use matter_core::diagnostic::{Arg, Code, Diagnostic};
use matter_core::hir::{Form, Yield};
use matter_core::summary::Question;

use crate::rules::context::{Asked, Makers, RuleContext};

pub(super) const CODE: Code = Code("M067");

pub(super) fn ask(context: &RuleContext<'_>, asked: &mut Vec<Asked>) {
    if context.head.department.is_none() {
        return;
    }
    for rule in context.rules() {
        let Yield::Requirement(requirement) = &rule.yields else { continue };
        let [option] = requirement.options.as_slice() else { continue };
        if requirement.exempt.is_some() {
            continue;
        }
        // An original may have to be handed back or written into; a copy only tells what the department knows.
        for member in option.iter().filter(|member| matches!(member.form, Form::Copy | Form::OriginalAndCopy)) {
            asked.push(Asked {
                rule: CODE,
                document: Arc::clone(&member.material),
                title: Arc::clone(&member.title),
                origin: rule.origin.clone(),
            });
        }
    }
}

pub(super) fn answer(question: &Question, makers: &Makers<'_>) -> Option<Diagnostic> {
    let department = makers.head.department.as_ref()?;
    let maker = makers.of(&question.document).iter().find(|head| head.department.as_ref() == Some(department))?;
    Some(
        makers
            .at(question)
            .with("material", Arg::Code(Arc::clone(&question.title)))
            .with("matter", Arg::Code(maker.name.clone()))
            .with("department", Arg::Code(department.clone())),
    )
}
