//! Who receives does not decide (受审分离): the window that takes a case in does not examine or approve it.

use matter_core::diagnostic::{Arg, Code, Diagnostic};
use matter_core::hir::{Definition, Rule, Step, StepPart, Yield};

use crate::rules::context::{RuleContext, at};

pub(super) const CODE: Code = Code("M111");

/// Words in names of steps that judge.
const JUDGING: &[&str] = &["审查", "审核", "审批", "决定", "核准", "复核"];

pub(super) fn check(context: &RuleContext<'_>, found: &mut Vec<Diagnostic>) {
    for definition in context.definitions {
        for (rule, step) in steps(definition).filter(|(_, step)| judges(step)) {
            let Some((receiving, _)) = steps(definition).find(|(_, other)| receives(other) && is_window(other) && other.actor == step.actor) else {
                continue;
            };
            found.push(
                Diagnostic::new(CODE, at(&rule.origin))
                    .label(at(&receiving.origin), "receives")
                    .with("step", Arg::Code(step.name.clone()))
                    .with("actor", Arg::Code(step.actor.clone().unwrap_or_default())),
            );
        }
    }
}

fn steps(definition: &Definition) -> impl Iterator<Item = (&Rule, &Step)> {
    definition.rules.iter().filter_map(|rule| match &rule.yields {
        Yield::Step(step) => Some((rule, step)),
        _ => None,
    })
}

/// A department has people enough to separate both; a window is one person.
fn is_window(step: &Step) -> bool {
    step.actor.as_deref().is_some_and(|actor| actor.contains("窗口"))
}

fn receives(step: &Step) -> bool {
    step.part == StepPart::Acceptance
}

fn judges(step: &Step) -> bool {
    step.part == StepPart::Processing && JUDGING.iter().any(|word| step.name.contains(word))
}
