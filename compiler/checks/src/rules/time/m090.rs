//! A licence is delivered within 10 working days of the decision, and what is missing is told within 5 of the receipt (行政许可法 articles 44
//! and 32), unless a profile sets other bounds.

use matter_core::diagnostic::{Arg, Code, Diagnostic};
use matter_core::hir::{Keyword, LimitKind, Yield};

use super::bounds::{bound, passes};
use crate::words::duration;
use crate::rules::context::{RuleContext, at};
use crate::rules::ranks::{Claim, Support, support};

pub(super) const CODE: Code = Code("M090");

/// Kinds of limits, their words, and their bounds in working days where no profile sets another.
const BOUNDS: &[(LimitKind, Keyword, i64)] =
    &[(LimitKind::Delivery, Keyword::Delivery, 10), (LimitKind::Notice, Keyword::Notice, 5)];

pub(super) fn check(context: &RuleContext<'_>, found: &mut Vec<Diagnostic>) {
    if !context.is_licence() {
        return;
    }
    for (kind, word, law) in BOUNDS {
        let bound = bound(context, *kind, *law);
        for rule in context.rules() {
            let Yield::Limit(limit) = &rule.yields else { continue };
            let Some(length) = limit.length.filter(|length| limit.kind == *kind && passes(*length, bound)) else { continue };
            if matches!(support(context, &rule.basis, Claim::LengthenLimit), Support::Insufficient | Support::Missing) {
                found.push(
                    Diagnostic::new(CODE, at(&rule.origin))
                        .with("kind", Arg::Word(*word))
                        .with("length", Arg::Code(duration(length).into()))
                        .with("bound", Arg::Number(bound)),
                );
            }
        }
    }
}
