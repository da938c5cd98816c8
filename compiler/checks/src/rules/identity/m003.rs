//! A credit code has right check digits (GB 32100, GB 11714): placeholders and slips do not.

use matter_core::diagnostic::{Arg, Code, Diagnostic};
use matter_core::hir::Keyword;

use crate::rules::check_digit::credit_code;
use crate::rules::context::{CatalogueContext, IMPLEMENTATION, RuleContext, at, code_of, is_own};

pub(super) const CODE: Code = Code("M003");

pub(super) fn check(context: &RuleContext<'_>, found: &mut Vec<Diagnostic>) {
    let implementation = code_of(context.head, IMPLEMENTATION).filter(|code| code.len() == 31).and_then(|code| code.get(..18));
    if let Some(code) = implementation.filter(|code| !credit_code(code)) {
        found.push(Diagnostic::new(CODE, context.section(Keyword::Code)).with("code", Arg::Code(code.into())));
    }
}

pub(super) fn check_catalogue(context: &CatalogueContext<'_>, found: &mut Vec<Diagnostic>) {
    for department in context.declarations.departments.iter().filter(|department| is_own(&department.origin)) {
        let codes = department.bodies.iter().chain(&department.branches).filter_map(|body| body.credit_code.as_deref());
        for code in codes.filter(|code| !credit_code(code)) {
            found.push(Diagnostic::new(CODE, at(&department.origin)).with("code", Arg::Code(code.into())));
        }
    }
}
