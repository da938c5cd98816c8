//! A form asks for nothing that the matter does not need (行政许可法 article 29).

use std::sync::Arc;

use matter_core::diagnostic::{Arg, Code, Diagnostic};
use matter_core::hir::{FactType, MaterialDeclaration};

use crate::rules::context::{RuleContext, at};

pub(super) const CODE: Code = Code("M073");

pub(super) fn check(context: &RuleContext<'_>, found: &mut Vec<Diagnostic>) {
    for (rule, requirement) in context.requirements() {
        let forms = requirement.options.iter().flatten().filter_map(|member| context.material(&member.material));
        for form in forms {
            let idle: Vec<Arg> = idle(context, form).map(|field| Arg::Code(Arc::clone(field))).collect();
            if !idle.is_empty() {
                found.push(
                    Diagnostic::new(CODE, at(&rule.origin))
                        .label(at(&form.origin), "form")
                        .with("form", Arg::Code(form.name.clone()))
                        .with("fields", Arg::List(idle)),
                );
            }
        }
    }
}

/// Fields that are facts no line of the matter depends on. Names, numbers and remarks (free words and texts) decide nothing anywhere.
fn idle<'a>(context: &'a RuleContext<'_>, form: &'a MaterialDeclaration) -> impl Iterator<Item = &'a Arc<str>> {
    form.fields.iter().filter(|field| is_decisive(context, field) && !used(context, field))
}

fn is_decisive(context: &RuleContext<'_>, field: &str) -> bool {
    let fact = context.declarations.fact_names.get(field).and_then(|number| context.declared.fact(*number));
    fact.is_some_and(|fact| fact.ty != FactType::Text)
}

/// Options of a set are facts of their own, `经营项目/热食`.
fn used(context: &RuleContext<'_>, field: &str) -> bool {
    let mut facts = context.definitions.iter().flat_map(|definition| &definition.facts);
    facts.any(|fact| fact.name.strip_prefix(field).is_some_and(|rest| rest.is_empty() || rest.starts_with('/')))
}
