//! A licence is extended once, by at most 10 working days, and somebody approves it (行政许可法 article 42).

use matter_core::diagnostic::{Arg, Code, Diagnostic};
use matter_core::hir::{Limit, LimitKind, Yield};

use super::bounds::{bound, passes};
use crate::words::duration;
use crate::rules::context::{RuleContext, at, because};
use crate::rules::ranks::{Claim, Support, support};

pub(super) const CODE: Code = Code("M089");

/// The bound in working days where no profile sets another.
const BOUND: i64 = 10;

pub(super) fn check(context: &RuleContext<'_>, found: &mut Vec<Diagnostic>) {
    if !context.is_licence() {
        return;
    }
    let bound = bound(context, LimitKind::Extension, BOUND);
    for rule in context.rules() {
        let Yield::Limit(limit) = &rule.yields else { continue };
        let Some(reason) = problem(limit, bound).filter(|_| limit.kind == LimitKind::Extension) else { continue };
        if matches!(support(context, &rule.basis, Claim::LengthenLimit), Support::Insufficient | Support::Missing) {
            let length = limit.length.map(duration).unwrap_or_default();
            found.push(
                because(CODE, at(&rule.origin), reason)
                    .with("length", Arg::Code(length.into()))
                    .with("bound", Arg::Number(bound)),
            );
        }
    }
}

fn problem(limit: &Limit, bound: i64) -> Option<&'static str> {
    if limit.length.is_some_and(|length| passes(length, bound)) {
        Some("long")
    } else {
        limit.approver.is_none().then_some("no-approver")
    }
}
