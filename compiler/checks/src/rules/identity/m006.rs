//! Handling items have two digits each or a whole code of their own, and no two the same.

use matter_core::diagnostic::{Arg, Code, Diagnostic, Place};
use matter_core::hir::Keyword;

use crate::rules::context::RuleContext;

pub(super) const CODE: Code = Code("M006");

pub(super) fn check(context: &RuleContext<'_>, found: &mut Vec<Diagnostic>) {
    let items = &context.head.handling_items;
    for (index, (code, title)) in items.iter().enumerate() {
        let twice = items.iter().take(index).any(|(other, _)| other == code);
        if twice || !(is_number(code) || is_whole(code)) {
            let line = context.head.handling_places.get(index);
            let line = line.map(|node| Place::Node(context.head.origin.item.clone(), *node));
            found.push(
                Diagnostic::new(CODE, line.unwrap_or_else(|| context.section(Keyword::HandlingItems)))
                    .with("item", Arg::Code(title.clone()))
                    .with("code", Arg::Code(code.clone())),
            );
        }
    }
}

/// What the national standard puts behind the implementation code.
fn is_number(code: &str) -> bool {
    code.len() == 2 && code.bytes().all(|byte| byte.is_ascii_digit())
}

/// `3711020104601-001`: a code that stands by itself, as the systems of provinces and cities give them; the code of 33 characters too. What is
/// shorter is a number that was cut off or has a digit too many.
fn is_whole(code: &str) -> bool {
    const SHORTEST: usize = 8;
    code.len() >= SHORTEST
        && code.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
        && code.bytes().any(|byte| byte.is_ascii_digit())
}
