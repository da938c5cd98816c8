//! The order in which an edition's facts are best asked: candidates for the responsible region, then what most lines depend on.

use matter_core::hir::{Argument, Definition, Fact, FactId, FactKind, Owner, Rule, Yield};

use super::plan::{Plan, Subject, met, when};

/// The facts that somebody can be asked, best first. A computed fact stands for the facts that it is computed from. Facts that no line
/// mentions, but that can exclude cases of one (by a 互斥), come last.
pub(crate) fn order(plan: &Plan<'_>) -> Vec<FactId> {
    let definition = plan.definition;
    let candidates = candidates(definition);
    let mut lines = vec![0u32; definition.facts.len()];
    for rule in &definition.rules {
        let mut met = vec![false; definition.facts.len()];
        used(rule).into_iter().for_each(|fact| mark(definition, fact, &mut met));
        lines.iter_mut().zip(met).for_each(|(lines, met)| *lines += u32::from(met));
    }
    let mut matters = vec![false; definition.facts.len()];
    forbidden(plan).for_each(|fact| mark(definition, fact, &mut matters));
    let rank = |id: FactId| candidates.iter().position(|candidate| *candidate == id).unwrap_or(usize::MAX);
    let mut asked: Vec<(usize, std::cmp::Reverse<u32>, FactId)> = (0..)
        .zip(definition.facts.iter().zip(lines.into_iter().zip(matters)))
        .filter(|(_, (fact, (lines, matters)))| (*lines > 0 || *matters) && is_asked(fact))
        .map(|(id, (_, (lines, _)))| (rank(id), std::cmp::Reverse(lines), id))
        .collect();
    asked.sort_unstable();
    asked.into_iter().map(|(_, _, id)| id).collect()
}

/// Facts that rows of lines mention.
fn forbidden<'p>(plan: &'p Plan<'_>) -> impl Iterator<Item = FactId> + 'p {
    let lines = plan.rules.iter().filter(|rule| matches!(rule.subject, Subject::Line(_)));
    lines.flat_map(|rule| rule.holds.iter().chain(&rule.fails)).flat_map(|row| &row.forbids).map(|(fact, _)| *fact)
}

fn is_asked(fact: &Fact) -> bool {
    !matches!(fact.owner, Owner::Official | Owner::Computed)
        && !matches!(fact.kind, FactKind::Derived { .. } | FactKind::Finding { .. })
}

/// Candidates in source order, each once.
fn candidates(definition: &Definition) -> Vec<FactId> {
    let mut found = Vec::new();
    for rule in &definition.rules {
        if let Yield::Responsible { candidates, .. } = &rule.yields {
            for candidate in candidates {
                if !found.contains(candidate) {
                    found.push(*candidate);
                }
            }
        }
    }
    found
}

/// The facts on which a line depends, in its cases or in what it yields.
fn used(rule: &Rule) -> Vec<FactId> {
    let mut found: Vec<FactId> = [when(rule), met(rule)].into_iter().flatten().flat_map(|cases| cases.dims()).collect();
    match &rule.yields {
        Yield::Responsible { candidates, .. } => found.extend(candidates),
        Yield::Prior { fact, .. } => found.push(*fact),
        Yield::Requirement(requirement) => {
            found.extend(requirement.options.iter().flatten().filter_map(|member| member.per));
        }
        Yield::Step(step) => found.extend(&step.places),
        Yield::Fee { per: Some((fact, _)), .. } => found.push(*fact),
        Yield::Trigger { from: Some(fact), .. } => found.push(*fact),
        _ => {}
    }
    found
}

/// Marks the fact and all that it is computed from. Arguments stand before their results, so the walk ends.
fn mark(definition: &Definition, fact: FactId, met: &mut [bool]) {
    match met.get_mut(usize::from(fact)) {
        Some(met) if !*met => *met = true,
        _ => return,
    }
    if let Some(FactKind::Derived { a, b, .. }) = definition.facts.get(usize::from(fact)).map(|fact| &fact.kind) {
        for argument in [a, b] {
            if let Argument::Fact(argument) = argument {
                mark(definition, *argument, met);
            }
        }
    }
}
