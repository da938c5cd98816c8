//! 办事不出区: where a profile says so, a case is handed in and done inside the region, and a superior's decision comes to it (下放, 委托, 派员, 联网).

use matter_core::diagnostic::{Arg, Code, Diagnostic};
use matter_core::hir::{Definition, Keyword, Level, Rule, When, Yield};
use matter_decide::Formula;

use crate::proofs::eligible_case;
use crate::rules::context::{RuleContext, at, because};
use crate::rules::profiles::speaking;

pub(super) const CODE: Code = Code("M103");

/// The applicant as an actor of a step.
const APPLICANT: &str = "申请人";

pub(super) fn check(context: &RuleContext<'_>, found: &mut Vec<Diagnostic>) {
    let levels = speaking(context).into_iter().filter_map(|profile| profile.stays_within);
    let Some(level) = levels.max() else { return };
    for definition in context.definitions {
        not_received(context, definition, level, found);
        for rule in &definition.rules {
            let reason = match &rule.yields {
                Yield::Step(step) if step.actor.as_deref() == Some(APPLICANT) && !step.places.is_empty() => "applicant-goes",
                Yield::Decider { level: decider, .. } if *decider < level && !comes_down(definition, *decider, level) => "no-mode",
                _ => continue,
            };
            found.push(because(CODE, at(&rule.origin), reason).with("level", Arg::Word(level.keyword())));
        }
    }
}

/// A case that nobody inside the region receives.
fn not_received(context: &RuleContext<'_>, definition: &Definition, level: Level, found: &mut Vec<Diagnostic>) {
    let acceptors: Vec<&Rule> = definition.rules.iter().filter(|rule| matches!(rule.yields, Yield::Accept { .. })).collect();
    let Some(first) = acceptors.first() else { return };
    // Where a body is named instead of a level, it is not known where it sits.
    let near = |rule: &&Rule| matches!(rule.yields, Yield::Accept { level: of, .. } if of.is_none_or(|of| of >= level));
    let received = Formula::or(acceptors.iter().copied().filter(near).map(|rule| match &rule.when {
        When::If(when) => when.clone(),
        When::Otherwise => Formula::True,
    }));
    if received == Formula::True {
        return;
    }
    if let Some(witness) = eligible_case(definition, &Formula::not(received), &context.words(), &first.origin, found) {
        let finding = because(CODE, context.section(Keyword::Accepts), "not-received");
        found.push(finding.with("level", Arg::Word(level.keyword())).witness(witness));
    }
}

/// Whether the decision of a superior is made or handed out inside the region.
fn comes_down(definition: &Definition, decider: Level, level: Level) -> bool {
    definition.rules.iter().any(|rule| matches!(rule.yields, Yield::Delegation { from, to, .. } if from == decider && to >= level))
}
