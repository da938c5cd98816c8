//! A base code (基本编码) has 12 digits: province, kind, department, main and sub number (GB/T 39554.1).

use matter_core::diagnostic::{Arg, Code, Diagnostic};
use matter_core::hir::Keyword;

use crate::rules::context::{BASE, NATIONAL_KINDS, RuleContext, because, code_of};

pub(super) const CODE: Code = Code("M001");

pub(super) fn check(context: &RuleContext<'_>, found: &mut Vec<Diagnostic>) {
    let Some(code) = code_of(context.head, BASE) else { return };
    if let Some(reason) = problem(context, code) {
        found.push(
            because(CODE, context.section(Keyword::Code), reason).with("code", Arg::Code(code.into())),
        );
    }
}

/// The part of the code that is wrong.
fn problem(context: &RuleContext<'_>, code: &str) -> Option<&'static str> {
    if code.len() != 12 || !code.bytes().all(|byte| byte.is_ascii_digit()) {
        return Some("shape");
    }
    let (province, rest) = code.split_at_checked(2)?;
    let kind = rest.get(..2)?;
    if province == "00" {
        return (!NATIONAL_KINDS.contains(&kind)).then_some("kind");
    }
    context.regions.by_code(province, None).is_none().then_some("province")
}
