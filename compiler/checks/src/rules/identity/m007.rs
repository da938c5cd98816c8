//! The region inside the organ's credit code (characters 3 to 8) and the catalogue's region contain one another.

use matter_core::diagnostic::{Arg, Code, Diagnostic};
use matter_core::hir::Keyword;

use crate::rules::context::{IMPLEMENTATION, RuleContext, code_of};

pub(super) const CODE: Code = Code("M007");

pub(super) fn check(context: &RuleContext<'_>, found: &mut Vec<Diagnostic>) {
    let Some(code) = code_of(context.head, IMPLEMENTATION).filter(|code| code.len() == 31) else { return };
    let Some(digits) = code.get(2..8) else { return };
    // A code that is no region today may have been one when the organ was registered.
    let Some(region) = context.regions.by_code(digits, None) else { return };
    let root = context.settings.root;
    if !context.regions.contains(region, root) && !context.regions.contains(root, region) {
        found.push(
            Diagnostic::new(CODE, context.section(Keyword::Code))
                .with("code", Arg::Code(digits.into()))
                .with("region", Arg::Plain(context.regions.name(region).into()))
                .with("root", Arg::Plain(context.regions.name(root).into())),
        );
    }
}
