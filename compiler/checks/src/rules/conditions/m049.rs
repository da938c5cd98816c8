//! A licence is open to people and enterprises of other places (行政许可法 articles 5 and 15), unless a law or administrative regulation says so.

use matter_core::diagnostic::{Arg, Code, Diagnostic};
use matter_core::hir::{Argument, Definition, Fact, FactKind, Level, Operation, Yield};
use matter_decide::{Budget, Dim, Formula, Partition, Ranges, Space};

use crate::rules::context::{RuleContext, at};
use crate::rules::ranks::{Claim, Support, support};

pub(super) const CODE: Code = Code("M049");

pub(super) fn check(context: &RuleContext<'_>, found: &mut Vec<Diagnostic>) {
    if !context.is_licence() {
        return;
    }
    for definition in context.definitions {
        for rule in &definition.rules {
            let Yield::Condition { holds, .. } = &rule.yields else { continue };
            let basis = if rule.basis.is_empty() { &context.head.basis } else { &rule.basis };
            if support(context, basis, Claim::KeepOutOthers) == Support::Sufficient {
                continue;
            }
            let Some((fact, level)) = confines(context, definition, holds) else { continue };
            found.push(
                Diagnostic::new(CODE, at(&rule.origin))
                    .with("fact", Arg::Code(fact.title.clone()))
                    .with("level", Arg::Word(level.keyword()))
                    .with("source", Arg::Plain(Claim::KeepOutOthers.source().into())),
            );
        }
    }
}

/// The fact about the applicant's place that a condition keeps inside a unit around the catalogue's root, and that unit's level. Where the
/// work itself lies (属地) may well be the place of the licence.
fn confines<'a>(context: &RuleContext<'_>, definition: &'a Definition, holds: &Formula) -> Option<(&'a Fact, Level)> {
    let space = Space::new(definition.facts.iter().map(|fact| fact.domain.clone()));
    let open = |dim: &Dim| !is_responsible(definition, *dim);
    let mut dims: Vec<Dim> = holds.dims();
    dims.retain(open);
    dims.into_iter().find_map(|dim| {
        let (place, level, inside) = match &definition.facts.get(usize::from(dim))?.kind {
            FactKind::Region(_) => outermost(context).map(|(level, inside)| (dim, level, inside))?,
            FactKind::Derived { operation, a, b } => {
                let place = [(a, b), (b, a)].into_iter().find_map(|(own, other)| bound_to(definition, own, other))?;
                (place, compared(definition, *operation, place)?, Ranges::single(1))
            }
            _ => return None,
        };
        let inside = Formula::within(dim, inside);
        let partition = Partition::of(&space, [holds, &inside]);
        let mut budget = Budget::default();
        let confined =
            partition.implies(holds, &inside, &mut budget).ok()? && partition.satisfiable(holds, &mut budget).ok()?;
        confined.then(|| definition.facts.get(usize::from(place)).map(|fact| (fact, level))).flatten()
    })
}

/// A fact about the applicant's place that is compared with the responsible region.
fn bound_to(definition: &Definition, own: &Argument, other: &Argument) -> Option<Dim> {
    let responsible = |argument: &Argument| match argument {
        Argument::Responsible => true,
        Argument::Fact(fact) => is_responsible(definition, *fact),
        _ => false,
    };
    match own {
        Argument::Fact(fact) if !is_responsible(definition, *fact) && responsible(other) => Some(*fact),
        _ => None,
    }
}

/// The level at which two places are compared.
fn compared(definition: &Definition, operation: Operation, place: Dim) -> Option<Level> {
    match (operation, &definition.facts.get(usize::from(place))?.kind) {
        (Operation::SameUnit(level), _) => Some(level),
        (Operation::Equal, FactKind::Region(level)) => Some(*level),
        _ => None,
    }
}

/// The largest unit around the root that is not the country: whoever must be inside a smaller one must be inside it.
fn outermost(context: &RuleContext<'_>) -> Option<(Level, Ranges)> {
    let regions = context.regions;
    let province = regions.roll_up(context.settings.root, Level::Province)?;
    let (first, last) = regions.interval(province);
    Some((Level::Province, Ranges::between(i64::from(first), i64::from(last))))
}

fn is_responsible(definition: &Definition, dim: Dim) -> bool {
    definition.rules.iter().any(|rule| match &rule.yields {
        Yield::Responsible { candidates, .. } => candidates.contains(&dim),
        _ => false,
    })
}
