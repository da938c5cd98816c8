//! Staff are posted (派员) and decisions networked (联网) by the level that decides: the decision stays there.

use matter_core::diagnostic::{Arg, Code, Diagnostic};
use matter_core::hir::{Definition, DelegationMode, Level, Yield};

use crate::rules::context::{RuleContext, at, level_word};

pub(super) const CODE: Code = Code("M102");

pub(super) fn check(context: &RuleContext<'_>, found: &mut Vec<Diagnostic>) {
    for definition in context.definitions {
        for rule in &definition.rules {
            let Yield::Delegation { mode, from, to, .. } = &rule.yields else { continue };
            if !matches!(mode, DelegationMode::Posted | DelegationMode::Networked) {
                continue;
            }
            let deciders = deciders(definition);
            if !deciders.is_empty() && !deciders.contains(from) {
                found.push(
                    Diagnostic::new(CODE, at(&rule.origin))
                        .with("from", Arg::Word(level_word(*from)))
                        .with("to", Arg::Word(level_word(*to))),
                );
            }
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
