//! The statutory limit of a licence is 20 working days unless a law or regulation sets another (行政许可法 article 42).

use matter_core::diagnostic::{Arg, Code, Diagnostic};
use matter_core::hir::{Citation, LimitKind, Yield};

use super::bounds::{bound, passes};
use crate::words::duration;
use crate::rules::context::{RuleContext, at};
use crate::rules::ranks::{Claim, Support, support};

pub(super) const CODE: Code = Code("M081");

/// The bound in working days where no profile sets another.
const BOUND: i64 = 20;

pub(super) fn check(context: &RuleContext<'_>, found: &mut Vec<Diagnostic>) {
    if !context.is_licence() {
        return;
    }
    let bound = bound(context, LimitKind::Statutory, BOUND);
    for rule in context.rules() {
        let Yield::Limit(limit) = &rule.yields else { continue };
        let Some(length) = limit.length.filter(|length| limit.kind == LimitKind::Statutory && passes(*length, bound)) else { continue };
        let others: Vec<Citation> = rule.basis.iter().filter(|cited| !is_bound(cited)).cloned().collect();
        if matches!(support(context, &others, Claim::LengthenLimit), Support::Insufficient | Support::Missing) {
            found.push(
                Diagnostic::new(CODE, at(&rule.origin))
                    .with("length", Arg::Code(duration(length).into()))
                    .with("bound", Arg::Number(bound)),
            );
        }
    }
}

/// The article that sets the bound; it cannot be what lengthens it.
fn is_bound(citation: &Citation) -> bool {
    matches!(&*citation.law, "行政许可法" | "中华人民共和国行政许可法") && citation.article == 42
}
