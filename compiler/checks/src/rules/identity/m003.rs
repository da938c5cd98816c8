//! A credit code has right check digits (GB 32100, GB 11714): placeholders and slips do not.

use matter_core::diagnostic::{Arg, Code, Diagnostic};
use matter_core::hir::Keyword;

use crate::rules::check_digit::credit_code;
use crate::rules::context::{IMPLEMENTATION, RuleContext, at, code_of};

pub(super) const CODE: Code = Code("M003");

pub(super) fn check(context: &RuleContext<'_>, found: &mut Vec<Diagnostic>) {
    let implementation = code_of(context.head, IMPLEMENTATION).filter(|code| code.len() == 31).and_then(|code| code.get(..18));
    if let Some(code) = implementation.filter(|code| !credit_code(code)) {
        found.push(Diagnostic::new(CODE, context.section(Keyword::Code)).with("code", Arg::Code(code.into())));
    }
    let Some(name) = &context.head.department else { return };
    let declarations = context.declarations;
    let index = declarations.department_names.get(name).and_then(|index| usize::try_from(*index).ok());
    let Some(department) = index.and_then(|index| declarations.departments.get(index)) else { return };
    let codes = department.bodies.iter().chain(&department.branches).filter_map(|body| body.credit_code.as_deref());
    for code in codes.filter(|code| !credit_code(code)) {
        found.push(Diagnostic::new(CODE, at(&department.origin)).with("code", Arg::Code(code.into())));
    }
}
