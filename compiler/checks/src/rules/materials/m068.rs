//! What is handed in electronically is handed in once: copies of it are paper.

use matter_core::diagnostic::{Arg, Code, Diagnostic};
use matter_core::hir::{Form, Yield};

use crate::rules::context::{RuleContext, at};

pub(super) const CODE: Code = Code("M068");

pub(super) fn check(context: &RuleContext<'_>, found: &mut Vec<Diagnostic>) {
    for rule in context.rules() {
        let Yield::Requirement(requirement) = &rule.yields else { continue };
        let members = requirement.options.iter().flatten();
        for member in members.filter(|member| member.form == Form::Electronic && member.count > 1 && member.per.is_none()) {
            found.push(
                Diagnostic::new(CODE, at(&rule.origin))
                    .with("material", Arg::Code(member.title.clone()))
                    .with("count", Arg::Number(i64::from(member.count))),
            );
        }
    }
}
