//! Agents (代办): where something depends on one, the papers that an agent brings are listed; a licence is closed to agents only by law
//! (行政许可法 article 29).

use matter_core::diagnostic::{Arg, Code, Diagnostic};
use matter_core::hir::{Definition, Rule, When, Yield};
use matter_decide::{Budget, Dim, Formula, Partition, Space};

use crate::rules::context::{RuleContext, at, because};
use crate::rules::ranks::{Claim, Support, support};

pub(super) const CODE: Code = Code("M113");

/// The fact of the library that says whether somebody else acts.
const BY_AGENT: &str = "代办";

pub(super) fn check(context: &RuleContext<'_>, found: &mut Vec<Diagnostic>) {
    for definition in context.definitions {
        let position = definition.facts.iter().position(|fact| &*fact.name == BY_AGENT);
        let Some(agent) = position.and_then(|position| Dim::try_from(position).ok()) else { continue };
        let mut papers = false;
        let mut first: Option<&Rule> = None;
        for rule in definition.rules.iter().filter(|rule| depends(rule, agent)) {
            papers |= matches!(rule.yields, Yield::Requirement(_));
            first = first.or(Some(rule));
            let weak = support(context, &rule.basis, Claim::CloseToAgents) != Support::Sufficient;
            if context.is_licence() && weak && shuts_out(definition, rule, agent) {
                found.push(because(CODE, at(&rule.origin), "closed").with("source", source()));
                papers = true;
            }
        }
        let Some(rule) = first.filter(|_| !papers) else { continue };
        found.push(because(CODE, at(&rule.origin), "no-papers").with("source", source()));
    }
}

fn source() -> Arg {
    Arg::Plain(Claim::CloseToAgents.source().into())
}

fn depends(rule: &Rule, agent: Dim) -> bool {
    let on = |formula: &Formula| formula.dims().contains(&agent);
    let when = matches!(&rule.when, When::If(when) if on(when));
    when || matches!(&rule.yields, Yield::Condition { holds, .. } if on(holds))
}

/// Whether a condition that always applies fails whenever somebody else acts.
fn shuts_out(definition: &Definition, rule: &Rule, agent: Dim) -> bool {
    let (When::If(Formula::True), Yield::Condition { holds, .. }) = (&rule.when, &rule.yields) else { return false };
    let space = Space::new(definition.facts.iter().map(|fact| fact.domain.clone()));
    let acts = Formula::is(agent, 1);
    Partition::of(&space, [holds, &acts]).disjoint(holds, &acts, &mut Budget::default()).unwrap_or(false)
}
