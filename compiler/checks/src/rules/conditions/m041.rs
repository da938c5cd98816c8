//! A prior result is a declared document or the result of a matter: 无 and prose name nothing.

use matter_core::diagnostic::{Arg, Code, Diagnostic};
use matter_core::hir::Yield;

use crate::rules::context::{RuleContext, at, bare};

pub(super) const CODE: Code = Code("M041");

pub(super) fn check(context: &RuleContext<'_>, found: &mut Vec<Diagnostic>) {
    for rule in context.rules() {
        let Yield::Prior { document, .. } = &rule.yields else { continue };
        let declared = context.declarations.material_names.contains_key(document);
        if !declared && !context.products.contains_key(bare(document)) {
            found.push(Diagnostic::new(CODE, at(&rule.origin)).with("document", Arg::Code(bare(document).into())));
        }
    }
}
