//! Ways to bring a decision nearer (下放, 委托, 派员, 联网): each begins with the level that decides and never leads up.

use matter_core::diagnostic::{Arg, Code, Diagnostic};
use matter_core::hir::{Definition, DelegationMode, Level, Yield};

use crate::rules::context::{RuleContext, at, because};

/// Lines of these ways that begin elsewhere or lead up.
pub(super) fn misdirected(
    context: &RuleContext<'_>,
    modes: &[DelegationMode],
    code: Code,
    found: &mut Vec<Diagnostic>,
) {
    for definition in context.definitions {
        let deciders = deciders(definition);
        for rule in &definition.rules {
            let Yield::Delegation { mode, from, to, .. } = &rule.yields else { continue };
            let reason = if !modes.contains(mode) {
                continue;
            } else if to < from {
                "upwards"
            } else if !deciders.is_empty() && !deciders.contains(from) {
                ""
            } else {
                continue;
            };
            found.push(
                because(code, at(&rule.origin), reason)
                    .with("from", Arg::Word(from.keyword()))
                    .with("to", Arg::Word(to.keyword())),
            );
        }
    }
}

fn deciders(definition: &Definition) -> Vec<Level> {
    let levels = definition.rules.iter().filter_map(|rule| match rule.yields {
        Yield::Decider { level, .. } => Some(level),
        _ => None,
    });
    levels.collect()
}
