//! Duties are told for before, during and after, and who answers for them is told too.

use matter_core::diagnostic::{Arg, Code, Diagnostic};
use matter_core::hir::{DutyPhase, Keyword, Yield};

use crate::rules::context::RuleContext;

pub(super) const CODE: Code = Code("M124");

pub(super) fn check(context: &RuleContext<'_>, found: &mut Vec<Diagnostic>) {
    for definition in context.definitions {
        let has = |phase: DutyPhase| definition.rules.iter().any(|rule| matches!(&rule.yields, Yield::Duty { phase: of, .. } if *of == phase));
        let phases = [
            (DutyPhase::Before, Keyword::BeforeEvent),
            (DutyPhase::During, Keyword::DuringEvent),
            (DutyPhase::After, Keyword::AfterEvent),
        ];
        // A matter without the section is asked for it by its profile, not here.
        if !phases.iter().any(|(phase, _)| has(*phase)) {
            continue;
        }
        let mut missing: Vec<Arg> = phases.iter().filter(|(phase, _)| !has(*phase)).map(|(_, word)| Arg::Word(*word)).collect();
        if !definition.rules.iter().any(|rule| matches!(rule.yields, Yield::Liability(_))) {
            missing.push(Arg::Word(Keyword::Liability));
        }
        if !missing.is_empty() {
            found.push(Diagnostic::new(CODE, context.section(Keyword::Duties)).with("missing", Arg::List(missing)));
        }
    }
}
