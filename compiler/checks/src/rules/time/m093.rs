//! Renewal: the window opens before it closes, and a licence need not be renewed earlier than the law asks.

use matter_core::diagnostic::{Arg, Code, Diagnostic};
use matter_core::hir::{Duration, TimeUnit, Yield};

use crate::words::duration;
use crate::rules::context::{RuleContext, at};
use crate::rules::ranks::{Claim, Support, support};

pub(super) const CODE: Code = Code("M093");

/// Article 50 of the law on licences: thirty days before expiry.
const BEFORE_EXPIRY: i64 = 30;

pub(super) fn check(context: &RuleContext<'_>, found: &mut Vec<Diagnostic>) {
    for rule in context.rules() {
        let Yield::Renewal { earliest, latest } = &rule.yields else { continue };
        let Some(latest) = latest else { continue };
        let closed = earliest.is_some_and(|earliest| earliest.unit == latest.unit && earliest.amount < latest.amount);
        let unfounded = matches!(support(context, &rule.basis, Claim::SetRenewal), Support::Insufficient | Support::Missing);
        if closed || (context.is_licence() && early(*latest) && unfounded) {
            found.push(
                Diagnostic::new(CODE, at(&rule.origin))
                    .with("latest", Arg::Code(duration(*latest).into()))
                    .with("bound", Arg::Number(BEFORE_EXPIRY)),
            );
        }
    }
}

/// Whether the last day to apply certainly lies more than thirty days before expiry.
const fn early(latest: Duration) -> bool {
    match latest.unit {
        TimeUnit::CalendarDays | TimeUnit::WorkingDays => latest.amount > BEFORE_EXPIRY,
        TimeUnit::Months => latest.amount > 1,
        TimeUnit::Years => latest.amount > 0,
        TimeUnit::Hours => latest.amount > BEFORE_EXPIRY * 24,
    }
}
