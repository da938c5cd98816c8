//! The law was amended after the matter took effect in this form: somebody should look.

use matter_core::diagnostic::{Arg, Code, Diagnostic};
use matter_core::hir::Keyword;

use crate::rules::context::{RuleContext, at};

pub(super) const CODE: Code = Code("M028");

pub(super) fn check(context: &RuleContext<'_>, found: &mut Vec<Diagnostic>) {
    let (Some(since), Some(today)) = (context.head.in_force.from, context.settings.as_of) else { return };
    for law in context.head.basis.iter().filter_map(|citation| context.law(citation)) {
        let latest = law.amended.iter().map(|(day, _)| *day).filter(|day| *day <= today).max();
        let Some(day) = latest.filter(|day| *day > since) else { continue };
        found.push(
            Diagnostic::new(CODE, context.section(Keyword::Basis))
                .label(at(&law.origin), "law")
                .with("law", Arg::Code(law.name.clone()))
                .with("amended", Arg::Day(day))
                .with("since", Arg::Day(since)),
        );
    }
}
