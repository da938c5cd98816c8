//! A condition that an official judges names who judges it.

use matter_core::diagnostic::{Arg, Code, Diagnostic};
use matter_core::hir::{FactKind, Yield};
use matter_decide::{Dim, Formula};

use crate::rules::context::{RuleContext, at};

pub(super) const CODE: Code = Code("M043");

pub(super) fn check(context: &RuleContext<'_>, found: &mut Vec<Diagnostic>) {
    for definition in context.definitions {
        for rule in &definition.rules {
            let Yield::Condition { label, holds, official: None } = &rule.yields else { continue };
            let unnamed = |dim: &Dim| {
                let fact = definition.facts.get(usize::from(*dim));
                fact.is_some_and(|fact| matches!(fact.kind, FactKind::Finding { by: None }))
            };
            if dims(holds).iter().any(unnamed) {
                found.push(Diagnostic::new(CODE, at(&rule.origin)).with("condition", Arg::Code(label.clone())));
            }
        }
    }
}

fn dims(formula: &Formula) -> Vec<Dim> {
    match formula {
        Formula::True | Formula::False => Vec::new(),
        Formula::In { dim, .. } => vec![*dim],
        Formula::And(parts) | Formula::Or(parts) => parts.iter().flat_map(dims).collect(),
        Formula::Not(part) => dims(part),
    }
}
