//! Deferred materials (容缺): a main one remains, the grace ends before the promise, and what follows is said.

use matter_core::diagnostic::{Arg, Code, Diagnostic};
use matter_core::hir::{Definition, Duration, LimitKind, Requirement, Rule, TimeUnit, Yield};

use crate::rules::context::{RuleContext, at, because};
use crate::rules::time::passes;

pub(super) const CODE: Code = Code("M069");

pub(super) fn check(context: &RuleContext<'_>, found: &mut Vec<Diagnostic>) {
    for definition in context.definitions {
        let promise = longest_promise(definition);
        let requirements: Vec<(&Rule, &Requirement)> = definition
            .rules
            .iter()
            .filter_map(|rule| match &rule.yields {
                Yield::Requirement(requirement) => Some((rule, requirement)),
                _ => None,
            })
            .collect();
        let main = requirements.iter().any(|(_, requirement)| requirement.grace.is_none());
        for (rule, requirement) in &requirements {
            let Some(grace) = requirement.grace else { continue };
            let form = requirement.options.iter().flatten().any(|member| is_form(context, &member.material));
            let reason = if form { Some("form") } else { reason(requirement, grace, promise, main) };
            found.extend(reason.map(|reason| {
                because(CODE, at(&rule.origin), reason).with("material", Arg::Code(requirement.title.clone()))
            }));
        }
    }
}

fn reason(requirement: &Requirement, grace: Duration, promise: Option<Duration>, main: bool) -> Option<&'static str> {
    let late = promise.is_some_and(|promise| match promise.unit {
        TimeUnit::WorkingDays => passes(grace, promise.amount),
        unit => unit == grace.unit && grace.amount > promise.amount,
    });
    if !main {
        Some("no-main")
    } else if late {
        Some("late")
    } else {
        requirement.grace_overdue.is_none().then_some("no-overdue")
    }
}

/// The application itself cannot follow later.
fn is_form(context: &RuleContext<'_>, material: &str) -> bool {
    context.material(material).is_some_and(|material| material.kind.as_deref() == Some("表单"))
}

/// The longest promised time, if all are given in one unit.
fn longest_promise(definition: &Definition) -> Option<Duration> {
    let limits = definition.rules.iter().filter_map(|rule| match &rule.yields {
        Yield::Limit(limit) if limit.kind == LimitKind::Promised => limit.length,
        _ => None,
    });
    let lengths: Vec<Duration> = limits.collect();
    let unit = lengths.first()?.unit;
    lengths.iter().all(|length| length.unit == unit).then(|| lengths.iter().copied().max_by_key(|length| length.amount))?
}
