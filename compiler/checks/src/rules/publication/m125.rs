//! Every step of the process is somebody's, waits for steps that exist, and never for itself.

use matter_core::diagnostic::{Arg, Code, Diagnostic};
use matter_core::hir::{Definition, Rule, Step, Yield};

use crate::rules::context::{RuleContext, at, because};

pub(super) const CODE: Code = Code("M125");

pub(super) fn check(context: &RuleContext<'_>, found: &mut Vec<Diagnostic>) {
    for definition in context.definitions {
        for (rule, step) in steps(definition) {
            let reason = if step.actor.is_none() {
                "nobody"
            } else if waits_for_itself(definition, rule) {
                "circle"
            } else {
                continue;
            };
            found.push(
                because(CODE, at(&rule.origin), reason).with("step", Arg::Code(step.name.clone())),
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

/// Follows `after` as often as there are steps: whoever comes back is in a circle.
fn waits_for_itself(definition: &Definition, start: &Rule) -> bool {
    let mut ahead: Vec<&str> = vec![&start.address];
    for _ in steps(definition) {
        let mut before: Vec<&str> = steps(definition)
            .filter(|(rule, _)| ahead.contains(&&*rule.address))
            .flat_map(|(_, step)| step.after.iter().map(|address| &**address))
            .collect();
        before.sort_unstable();
        before.dedup();
        if before.contains(&&*start.address) {
            return true;
        }
        ahead = before;
    }
    false
}
