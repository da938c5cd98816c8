//! A copy of what the same department issued is not asked for (行政许可法 article 35, 优化营商环境条例 article 44).

use matter_core::diagnostic::{Arg, Code, Diagnostic};
use matter_core::hir::{Form, Yield};

use crate::rules::context::{RuleContext, at, bare};

pub(super) const CODE: Code = Code("M067");

pub(super) fn check(context: &RuleContext<'_>, found: &mut Vec<Diagnostic>) {
    let Some(department) = &context.head.department else { return };
    for rule in context.rules() {
        let Yield::Requirement(requirement) = &rule.yields else { continue };
        let [option] = requirement.options.as_slice() else { continue };
        if requirement.exempt.is_some() {
            continue;
        }
        // An original may have to be handed back or written into; a copy only tells what the department knows.
        for member in option.iter().filter(|member| matches!(member.form, Form::Copy | Form::OriginalAndCopy)) {
            let makers = context.products.get(bare(&member.material)).into_iter().flatten();
            let Some(maker) = makers.into_iter().find(|product| product.department.as_ref() == Some(department)) else { continue };
            found.push(
                Diagnostic::new(CODE, at(&rule.origin))
                    .with("material", Arg::Code(member.title.clone()))
                    .with("matter", Arg::Code(maker.matter.clone()))
                    .with("department", Arg::Code(department.clone())),
            );
        }
    }
}
