//! Cases in hand keep the version under which they were accepted: a material that comes anew is asked from a day on, not of them.

use matter_core::diagnostic::{Arg, Code, Diagnostic};
use matter_core::hir::When;
use matter_decide::{Budget, Dim, Formula, Partition, Space};
use matter_runtime::value::BuiltIn;

use super::Added;
use crate::rules::at;

pub(super) const CODE: Code = Code("M128");

pub(super) fn check(added: &Added<'_>) -> Option<Diagnostic> {
    let new_today = added.change.kind == "requirement" && added.block.from.is_none();
    (new_today && is_asked_of_cases_in_hand(added)).then(|| {
        Diagnostic::new(CODE, at(&added.rule.origin))
            .with("material", Arg::Code(added.title().into()))
            .with("day", Arg::Day(added.earlier.today))
            .with("version", Arg::Plain(added.version().into()))
    })
}

/// Whether the line holds in a case that was accepted before; too much work to tell counts as such a case.
fn is_asked_of_cases_in_hand(added: &Added<'_>) -> bool {
    let facts = &added.definition.facts;
    let acceptance = facts.iter().position(|fact| BuiltIn::parse(&fact.name) == Some(BuiltIn::AcceptanceDay));
    let (When::If(when), Some(day)) = (&added.rule.when, acceptance.and_then(|at| Dim::try_from(at).ok())) else {
        return true;
    };
    let before = Formula::at_most(day, i64::from(added.earlier.today.0) - 1);
    let both = Formula::and([when.clone(), before]);
    let partition = Partition::of(&Space::new(facts.iter().map(|fact| fact.domain.clone())), [&both]);
    partition.satisfiable(&both, &mut Budget::default()).unwrap_or(true)
}
