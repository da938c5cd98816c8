//! Whether some case meets a formula. Cells alone do not tell: facts that are computed from the same dates and places rule each other out
//! (甲日 before 乙日 before 丙日 before 甲日). So what cells allow is looked for by the solver, first today and then on any day on which the
//! definition holds.

use std::collections::BTreeSet;

use matter_core::diagnostic::Diagnostic;
use matter_core::hir::{Argument, FactKind, Origin};
use matter_decide::{Budget, Cube, Dim, Formula, Ranges, Search};

use super::case::Case;
use super::codes;
use super::witness::{Ground, Scene, Words};

/// A definition without end is looked at for a century before and after today.
const CENTURY: i64 = 36_525;

/// Whether there is such a case; what could not be decided is reported at `origin` and nothing is concluded.
pub(super) fn exists(
    case: &Case,
    words: &Words,
    formula: &Formula,
    origin: &Origin,
    found: &mut Vec<Diagnostic>,
) -> Option<bool> {
    let cube = case.ask(origin, found, |partition, budget| partition.example(formula, budget))?;
    let Some(cube) = cube else { return Some(false) };
    if !related(case, formula) {
        return Some(true);
    }
    if let Ok(Some(_)) = words.solved(case, &case.space, (&cube, formula)) {
        return Some(true);
    }
    let scope = &case.definition.scope;
    let today = i64::from(case.day.unwrap_or(words.today).0);
    let from = scope.period.from.map_or(today.saturating_sub(CENTURY), |day| i64::from(day.0));
    let to = scope.period.to.map_or(today.saturating_add(CENTURY), |day| i64::from(day.0).saturating_sub(1));
    let regions = Ranges::between(scope.first.into(), scope.last.into());
    let scene = Scene::on(case, &case.space, words, Ground { days: Ranges::between(from, to), regions });
    let allowed = Formula::and([case.possible.clone(), formula.clone()]);
    match scene.world(&allowed).solve(&Cube::new([]), &mut Budget::default()) {
        Search::Found(_) => Some(true),
        Search::None => Some(false),
        Search::NotDecided(_) => {
            found.push(case.finding(codes::NOT_DECIDED, origin));
            None
        }
    }
}

/// Whether facts of a formula bear on each other beyond their cells: two that are computed from one fact, or one that is computed and what it
/// is computed from. The day of the case is not looked at here: what counts from it has a fact of its own on the other side.
pub(super) fn related(case: &Case, formula: &Formula) -> bool {
    let mut mentioned: Vec<Source> = Vec::new();
    for dim in formula.dims() {
        let Some(fact) = case.definition.facts.get(usize::from(dim)) else { continue };
        let FactKind::Derived { a, b, .. } = &fact.kind else {
            mentioned.push(Source::Fact(dim));
            continue;
        };
        mentioned.extend([a, b].into_iter().filter_map(|argument| match argument {
            Argument::Fact(dim) => Some(Source::Fact(*dim)),
            Argument::Responsible => Some(Source::Responsible),
            _ => None,
        }));
    }
    let once: BTreeSet<&Source> = mentioned.iter().collect();
    once.len() < mentioned.len()
}

/// What a fact is computed from.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Source {
    Fact(Dim),
    Responsible,
}
