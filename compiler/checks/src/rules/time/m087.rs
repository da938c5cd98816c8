//! The first review of a licence by the lower organ takes at most 20 working days (行政许可法 article 43).

use matter_core::diagnostic::{Arg, Code, Diagnostic};
use matter_core::hir::{Definition, Duration, LimitKind, Rule, Yield};

use super::bounds::passes;
use crate::words::duration;
use crate::rules::context::{RuleContext, at};
use crate::rules::ranks::{Claim, Support, support};

pub(super) const CODE: Code = Code("M087");

/// The bound in working days.
const BOUND: i64 = 20;

pub(super) fn check(context: &RuleContext<'_>, found: &mut Vec<Diagnostic>) {
    if !context.is_licence() {
        return;
    }
    for definition in context.definitions {
        for rule in &definition.rules {
            let Some(length) = first_review(definition, rule).filter(|length| passes(*length, BOUND)) else { continue };
            if matches!(support(context, &rule.basis, Claim::LengthenLimit), Support::Insufficient | Support::Missing) {
                found.push(
                    Diagnostic::new(CODE, at(&rule.origin))
                        .with("length", Arg::Code(duration(length).into()))
                        .with("bound", Arg::Number(BOUND)),
                );
            }
        }
    }
}

/// The length of the step 初审, or of the promise of a stage of that name; the statutory limit of a stage has a rule of its own.
fn first_review(definition: &Definition, rule: &Rule) -> Option<Duration> {
    match &rule.yields {
        Yield::Step(step) if step.name.contains("初审") => step.length,
        Yield::Limit(limit) if limit.kind == LimitKind::Promised => {
            let stage = definition.stages.get(usize::from(rule.stage?))?;
            limit.length.filter(|_| stage.name.contains("初审"))
        }
        _ => None,
    }
}
