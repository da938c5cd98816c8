//! The kind in a national base code (digits 3 and 4) is the matter's kind.

use matter_core::diagnostic::{Arg, Code, Diagnostic};
use matter_core::hir::Keyword;

use crate::rules::context::{BASE, NATIONAL_KINDS, RuleContext, code_of};

pub(super) const CODE: Code = Code("M004");

pub(super) fn check(context: &RuleContext<'_>, found: &mut Vec<Diagnostic>) {
    let (Some(code), Some((title, kind))) = (code_of(context.head, BASE), &context.head.kind) else { return };
    // Provinces number kinds in their own way, so only national codes with a known kind can be compared.
    if code.len() != 12 || !code.starts_with("00") || kind.is_empty() {
        return;
    }
    let Some(digits) = code.get(2..4).filter(|digits| NATIONAL_KINDS.contains(digits) && **digits != **kind) else { return };
    found.push(
        Diagnostic::new(CODE, context.section(Keyword::Kind))
            .label(context.section(Keyword::Code), "code")
            .with("kind", Arg::Code(title.clone()))
            .with("number", Arg::Plain(kind.clone()))
            .with("digits", Arg::Plain(digits.into())),
    );
}
