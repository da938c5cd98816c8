//! Where a profile demands a list of materials, every case gets one: an empty one is said (无), not left to chance.

use matter_core::diagnostic::{Arg, Code, Diagnostic};
use matter_core::hir::{Definition, Keyword, Rule, When, Yield};
use matter_decide::Formula;

use crate::proofs::eligible_case;
use crate::rules::context::{RuleContext, always, at};
use crate::rules::profiles::speaking;

pub(super) const CODE: Code = Code("M061");

pub(super) fn check(context: &RuleContext<'_>, found: &mut Vec<Diagnostic>) {
    let demanded = speaking(context).into_iter().any(|profile| profile.requires.contains(&Keyword::Materials));
    if !demanded || context.head.says_no_materials {
        return;
    }
    for definition in context.definitions {
        let lines: Vec<&Rule> = definition.rules.iter().filter(|rule| matches!(rule.yields, Yield::Requirement(_))).collect();
        let Some(first) = lines.first() else { continue };
        if lines.iter().any(|rule| always(rule, &definition.rules)) {
            continue;
        }
        let listed = Formula::or(lines.iter().map(|rule| match &rule.when {
            When::If(when) => when.clone(),
            When::Otherwise => Formula::True,
        }));
        let empty = Formula::and([Formula::not(listed), goes_on(definition)]);
        if let Some(witness) = eligible_case(definition, &empty, &context.words(), &first.origin, found) {
            let name = Arg::Code(context.head.name.clone());
            found.push(Diagnostic::new(CODE, at(&first.origin)).with("name", name).witness(witness));
        }
    }
}

/// Cases that are not handed to another matter.
fn goes_on(definition: &Definition) -> Formula {
    let elsewhere = definition.rules.iter().filter_map(|rule| match (&rule.yields, &rule.when) {
        (Yield::Instead { .. }, When::If(when)) => Some(when.clone()),
        _ => None,
    });
    Formula::not(Formula::or(elsewhere))
}
