//! The level digit of an implementation code is a level that takes part in the matter.

use matter_core::diagnostic::{Arg, Code, Diagnostic};
use matter_core::hir::{Keyword, Level, Yield};

use crate::rules::context::{IMPLEMENTATION, RuleContext, code_of};

pub(super) const CODE: Code = Code("M005");

pub(super) fn check(context: &RuleContext<'_>, found: &mut Vec<Diagnostic>) {
    let Some(code) = code_of(context.head, IMPLEMENTATION).filter(|code| code.len() == 31) else { return };
    let Some(digit) = code.get(18..19) else { return };
    let levels: Vec<Level> = context.rules().flat_map(|rule| levels(&rule.yields)).collect();
    let exercised = levels.iter().any(|level| (*level as u8).to_string() == digit);
    if !levels.is_empty() && !exercised {
        found.push(
            Diagnostic::new(CODE, context.section(Keyword::Code))
                .label(context.section(Keyword::Decides), "decides")
                .with("code", Arg::Code(code.into()))
                .with("digit", Arg::Plain(digit.into())),
        );
    }
}

/// Levels at which a line places the decision.
fn levels(yields: &Yield) -> Vec<Level> {
    match yields {
        Yield::Decider { level, .. } => vec![*level],
        Yield::Delegation { from, to, .. } => vec![*from, *to],
        _ => Vec::new(),
    }
}
