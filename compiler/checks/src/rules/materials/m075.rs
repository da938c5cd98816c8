//! Whether original and copy are both needed or either will do is said by the form, not by the name.

use matter_core::diagnostic::{Arg, Code, Diagnostic};
use matter_core::hir::Yield;

use crate::rules::context::{RuleContext, at};

pub(super) const CODE: Code = Code("M075");

pub(super) fn check(context: &RuleContext<'_>, found: &mut Vec<Diagnostic>) {
    for rule in context.rules() {
        let Yield::Requirement(requirement) = &rule.yields else { continue };
        let mut members = requirement.options.iter().flatten();
        let unclear = members.find(|member| member.title.contains("原件") && member.title.contains("复印件"));
        found.extend(unclear.map(|member| {
            Diagnostic::new(CODE, at(&rule.origin)).with("material", Arg::Code(member.title.clone()))
        }));
    }
}
