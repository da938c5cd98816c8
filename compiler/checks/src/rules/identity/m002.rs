//! An implementation code (实施编码) is credit code (18), level (1) and base code (12), each as declared.

use matter_core::diagnostic::{Arg, Code, Diagnostic};
use matter_core::hir::Keyword;

use crate::rules::context::{BASE, IMPLEMENTATION, RuleContext, code_of};

pub(super) const CODE: Code = Code("M002");

pub(super) fn check(context: &RuleContext<'_>, found: &mut Vec<Diagnostic>) {
    let Some(code) = code_of(context.head, IMPLEMENTATION) else { return };
    let place = context.section(Keyword::Code);
    if code.len() != 31 || !code.is_ascii() {
        let length = i64::try_from(code.chars().count()).unwrap_or(i64::MAX);
        found.push(report(place, code, "31", &length.to_string()));
        return;
    }
    let (Some(base), Some(part)) = (code_of(context.head, BASE), code.get(19..)) else { return };
    if base != part {
        found.push(report(place, code, base, part));
    } else if let (Some(expected), Some(body)) = (other_body(context, code), code.get(..18)) {
        found.push(report(place, code, &expected, body));
    }
}

/// The credit code of the department, if it declares codes and the one in front is none of them. A department that leaves out some of
/// its bodies says nothing about those.
fn other_body(context: &RuleContext<'_>, code: &str) -> Option<String> {
    let department = context.department()?;
    let bodies = || department.bodies.iter().chain(&department.branches);
    let all_coded = bodies().all(|body| body.credit_code.is_some());
    let mut codes = bodies().filter_map(|body| body.credit_code.as_deref());
    let known = codes.next()?;
    (all_coded && !code.starts_with(known) && !codes.any(|other| code.starts_with(other))).then(|| known.to_owned())
}

fn report(place: matter_core::diagnostic::Place, code: &str, expected: &str, got: &str) -> Diagnostic {
    Diagnostic::new(CODE, place)
        .with("code", Arg::Code(code.into()))
        .with("expected", Arg::Plain(expected.into()))
        .with("found", Arg::Plain(got.into()))
}
