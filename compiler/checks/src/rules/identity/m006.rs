//! Handling items have two digits each, and no two the same.

use matter_core::diagnostic::{Arg, Code, Diagnostic};
use matter_core::hir::Keyword;

use crate::rules::context::RuleContext;

pub(super) const CODE: Code = Code("M006");

pub(super) fn check(context: &RuleContext<'_>, found: &mut Vec<Diagnostic>) {
    let items = &context.head.handling_items;
    for (index, (code, title)) in items.iter().enumerate() {
        let twice = items.iter().take(index).any(|(other, _)| other == code);
        let shaped = code.len() == 2 && code.bytes().all(|byte| byte.is_ascii_digit());
        if twice || !shaped {
            found.push(
                Diagnostic::new(CODE, context.section(Keyword::HandlingItems))
                    .with("item", Arg::Code(title.clone()))
                    .with("code", Arg::Code(code.clone())),
            );
        }
    }
}
