//! A paper copy of what the organ can look up itself is not asked for (优化营商环境条例 article 44).

use matter_core::diagnostic::{Arg, Code, Diagnostic};
use matter_core::hir::{Form, Yield};

use crate::rules::context::{RuleContext, at};

pub(super) const CODE: Code = Code("M066");

pub(super) fn check(context: &RuleContext<'_>, found: &mut Vec<Diagnostic>) {
    for rule in context.rules() {
        let Yield::Requirement(requirement) = &rule.yields else { continue };
        // Where there is a choice of documents, or a note how it is replaced, the applicant need not bring it.
        let [option] = requirement.options.as_slice() else { continue };
        if requirement.exempt.is_some() {
            continue;
        }
        for member in option.iter().filter(|member| matches!(member.form, Form::Copy | Form::OriginalAndCopy)) {
            let Some(shared) = context.material(&member.material).and_then(|material| material.shared.clone()) else { continue };
            found.push(
                Diagnostic::new(CODE, at(&rule.origin))
                    .with("material", Arg::Code(member.title.clone()))
                    .with("shared", Arg::Code(shared)),
            );
        }
    }
}
