//! What is decided on the spot (即办件) is promised within a day and waits for nothing.

use matter_core::diagnostic::{Arg, Code, Diagnostic};
use matter_core::hir::{Duration, LimitKind, Rule, StepPart, TimeUnit, Yield};

use super::bounds::is_pause;
use crate::rules::context::{RuleContext, always, at};

pub(super) const CODE: Code = Code("M083");

pub(super) fn check(context: &RuleContext<'_>, found: &mut Vec<Diagnostic>) {
    for definition in context.definitions {
        let rules = &definition.rules;
        let immediate = |rule: &&Rule| matches!(&rule.yields, Yield::CaseKind(kind) if &**kind == "即办件") && always(rule, rules);
        let Some(kind) = rules.iter().find(immediate) else { continue };
        for rule in rules.iter().filter(|rule| waits(rule)) {
            found.push(
                Diagnostic::new(CODE, at(&rule.origin)).label(at(&kind.origin), "kind").with("line", Arg::Code(rule.address.clone())),
            );
        }
    }
}

fn waits(rule: &Rule) -> bool {
    match &rule.yields {
        Yield::Limit(limit) => limit.kind == LimitKind::Promised && limit.length.is_some_and(longer_than_a_day),
        Yield::Step(step) => step.fixed || (step.part == StepPart::Processing && step.length.is_some_and(longer_than_a_day)),
        Yield::Exclusion { .. } => is_pause(rule),
        _ => false,
    }
}

const fn longer_than_a_day(length: Duration) -> bool {
    match length.unit {
        TimeUnit::WorkingDays | TimeUnit::CalendarDays => length.amount > 1,
        TimeUnit::Hours => length.amount > 24,
        TimeUnit::Months | TimeUnit::Years => length.amount > 0,
    }
}
