//! A visit that is required says why.

use matter_core::diagnostic::{Arg, Code, Diagnostic};
use matter_core::hir::Yield;

use crate::rules::context::{RuleContext, at};

pub(super) const CODE: Code = Code("M107");

/// Words that give no reason.
const EMPTY: &[&str] = &["", "无", "暂无", "/", "-"];

pub(super) fn check(context: &RuleContext<'_>, found: &mut Vec<Diagnostic>) {
    for rule in context.rules() {
        let Yield::Visits(times) = rule.yields else { continue };
        let said = rule.title.as_deref().is_some_and(|title| !EMPTY.contains(&title.trim()));
        if times > 0 && !said && rule.basis.is_empty() {
            found.push(Diagnostic::new(CODE, at(&rule.origin)).with("times", Arg::Number(i64::from(times))));
        }
    }
}
