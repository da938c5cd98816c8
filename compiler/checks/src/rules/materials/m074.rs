//! A material that the library knows is called by its name there; the form stands behind it.

use matter_core::diagnostic::{Arg, Code, Diagnostic};
use matter_core::hir::{RequirementMember, Yield};

use crate::rules::context::{RuleContext, at};

pub(super) const CODE: Code = Code("M074");

/// Forms that titles of real lists carry at their end.
const FORMS: &[&str] = &["的复印件", "复印件", "复印本", "影印件", "的原件", "原件", "正本", "扫描件", "电子件", "原件扫描件"];

pub(super) fn check(context: &RuleContext<'_>, found: &mut Vec<Diagnostic>) {
    for rule in context.rules() {
        let Yield::Requirement(requirement) = &rule.yields else { continue };
        for member in requirement.options.iter().flatten() {
            let Some((name, form)) = known_with_form(context, member) else { continue };
            found.push(
                Diagnostic::new(CODE, at(&rule.origin))
                    .with("material", Arg::Code(member.title.clone()))
                    .with("name", Arg::Code(name.into()))
                    .with("form", Arg::Code(form.into())),
            );
        }
    }
}

/// The known name and the form that a title of an undeclared material is made of.
fn known_with_form<'a>(context: &RuleContext<'_>, member: &'a RequirementMember) -> Option<(&'a str, &'static str)> {
    let names = &context.declarations.material_names;
    if names.contains_key(&member.title) || names.contains_key(&member.material) {
        return None;
    }
    let parts = FORMS.iter().filter_map(|form| Some((member.title.strip_suffix(form)?, *form)));
    parts.into_iter().find(|(name, _)| names.contains_key(*name))
}
