//! The promise is no shorter than the statutory limit: nothing is promised.

use matter_core::diagnostic::{Arg, Code, Diagnostic};
use matter_core::hir::{Duration, LimitKind, Rule, Yield};

use crate::words::duration;
use crate::rules::context::{RuleContext, always, at};

pub(super) const CODE: Code = Code("M092");

/// Below this many units there is nothing to shorten.
const SHORT: i64 = 5;

pub(super) fn check(context: &RuleContext<'_>, found: &mut Vec<Diagnostic>) {
    for definition in context.definitions {
        let statutory = definition.rules.iter().find_map(|rule| limit(rule, LimitKind::Statutory).filter(|_| always(rule, &definition.rules)));
        let Some(statutory) = statutory.filter(|statutory| statutory.amount >= SHORT) else { continue };
        for rule in definition.rules.iter().filter(|rule| rule.stage.is_none()) {
            let Some(promise) = limit(rule, LimitKind::Promised) else { continue };
            if promise == statutory {
                found.push(Diagnostic::new(CODE, at(&rule.origin)).with("length", Arg::Code(duration(promise).into())));
            }
        }
    }
}

fn limit(rule: &Rule, kind: LimitKind) -> Option<Duration> {
    match &rule.yields {
        Yield::Limit(limit) if limit.kind == kind => limit.length,
        _ => None,
    }
}
