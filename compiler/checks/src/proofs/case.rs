//! A definition as a mathematical problem: its space, its cells, which cases are possible and which of them are eligible.

use matter_core::diagnostic::{Arg, Code, Diagnostic, Place};
use matter_core::hir::{Definition, FactKind, Origin, Owner, Rule, When, Yield};
use matter_decide::{Budget, Formula, Outcome, Partition, Space, Undecided};

use super::codes;

/// Steps for one proof: an adversarial condition stops within 50 ms on an ordinary machine.
pub(super) const STEPS: u64 = Budget::DEFAULT_STEPS;

/// A definition, ready for questions.
pub(super) struct Case<'a> {
    pub(super) definition: &'a Definition,
    pub(super) space: Space,
    pub(super) partition: Partition,
    /// Cases that no 互斥 excludes.
    pub(super) possible: Formula,
    /// Possible cases in which every condition is met; judgements count as favourable.
    pub(super) eligible: Formula,
}

impl<'a> Case<'a> {
    pub(super) fn new(definition: &'a Definition) -> Self {
        let space = Space::new(definition.facts.iter().map(|fact| fact.domain.clone()));
        let possible = Formula::not(Formula::or(definition.nevers.iter().map(|never| never.cases.clone())));
        let conditions = definition.rules.iter().filter_map(condition);
        let met = conditions.map(|(when, holds)| implication(when, holds));
        let eligible = Formula::and([possible.clone(), favourable(definition)].into_iter().chain(met));
        let formulas = definition.rules.iter().flat_map(formulas);
        let partition = Partition::of(&space, formulas.chain([&possible, &eligible]));
        Self { definition, space, partition, possible, eligible }
    }

    /// Cases in which every judgement is favourable.
    pub(super) fn favourable(&self) -> Formula {
        favourable(self.definition)
    }

    /// Asks one question within the budget; what could not be decided is reported at `origin` and nothing is concluded.
    pub(super) fn ask<T>(
        &self,
        origin: &Origin,
        found: &mut Vec<Diagnostic>,
        question: impl FnOnce(&Partition, &mut Budget) -> Outcome<T>,
    ) -> Option<T> {
        match question(&self.partition, &mut Budget::steps(STEPS)) {
            Ok(answer) => Some(answer),
            Err(Undecided::Cancelled) => None,
            Err(_) => {
                found.push(self.finding(codes::NOT_DECIDED, origin));
                None
            }
        }
    }

    /// A finding about this matter at a place of it.
    pub(super) fn finding(&self, code: Code, origin: &Origin) -> Diagnostic {
        Diagnostic::new(code, place(origin)).with("matter", Arg::Code(self.definition.matter.name.clone()))
    }
}

fn favourable(definition: &Definition) -> Formula {
    let judged = (0..).zip(&definition.facts).filter(|(_, fact)| is_judgement(fact.owner, &fact.kind));
    Formula::and(judged.map(|(dim, _)| Formula::is(dim, 1)))
}

/// The place of an origin.
pub(super) fn place(origin: &Origin) -> Place {
    Place::Node(origin.item.clone(), origin.node)
}

/// `when` and `holds` of a condition.
pub(super) fn condition(rule: &Rule) -> Option<(&Formula, &Formula)> {
    match (&rule.when, &rule.yields) {
        (When::If(when), Yield::Condition { holds, .. }) => Some((when, holds)),
        _ => None,
    }
}

/// `when` of a line; rest lines have none.
pub(super) const fn when(rule: &Rule) -> Option<&Formula> {
    match &rule.when {
        When::If(when) => Some(when),
        When::Otherwise => None,
    }
}

pub(super) fn implication(premise: &Formula, conclusion: &Formula) -> Formula {
    Formula::or([Formula::not(premise.clone()), conclusion.clone()])
}

/// Whether a fact is an official's judgement.
pub(super) const fn is_judgement(owner: Owner, kind: &FactKind) -> bool {
    matches!(owner, Owner::Official) || matches!(kind, FactKind::Finding { .. })
}

fn formulas(rule: &Rule) -> impl Iterator<Item = &Formula> {
    let holds = match &rule.yields {
        Yield::Condition { holds, .. } => Some(holds),
        _ => None,
    };
    when(rule).into_iter().chain(holds)
}
