//! A code names its code system: numbers of vendors and provinces differ.

use matter_core::diagnostic::{Arg, Code, Diagnostic};
use matter_core::hir::Keyword;

use crate::rules::context::RuleContext;

pub(super) const CODE: Code = Code("M009");

pub(super) fn check(context: &RuleContext<'_>, found: &mut Vec<Diagnostic>) {
    for (_, code) in context.head.codes.iter().filter(|(system, _)| system.is_empty()) {
        found.push(Diagnostic::new(CODE, context.section(Keyword::Code)).with("code", Arg::Code(code.clone())));
    }
}
