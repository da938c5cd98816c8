//! In every shape of region that a definition covers there is a unit for each level that decides.
//!
//! 东莞 has no counties, some counties have no prefecture: a line that names a missing level must resolve to the unit that acts for it. A level
//! below that of the responsible region names several units, and so none. Nor may it depend on a judgement: nobody could make it before it is
//! known who decides.

use matter_core::diagnostic::{Arg, Diagnostic};
use matter_core::hir::{Keyword, Rule, SectionState, Yield};
use matter_core::regions::Acting;

use super::case::{Case, is_judgement, when};
use super::codes;
use super::witness::Words;

/// Checks the levels of all deciding lines against the shapes of region below the definition's scope.
pub(super) fn prove(case: &Case, words: &Words, found: &mut Vec<Diagnostic>) {
    found.extend(case.definition.rules.iter().filter_map(|rule| judged(case, rule)));
    somebody(case, found);
    above(case, words, found);
    let responsible = case.definition.rules.iter().find_map(|rule| match rule.yields {
        Yield::Responsible { level, .. } => Some(level),
        _ => None,
    });
    // Without 属地 the responsible unit is the one that receives; there is nothing to prove about it.
    let Some(responsible) = responsible else { return };
    let scope = &case.definition.scope;
    for rule in &case.definition.rules {
        let Yield::Decider { level, .. } = rule.yields else { continue };
        for class in words.regions.shape_classes(responsible, scope.first, scope.last) {
            let several = match words.regions.acting(class.example, level) {
                Acting::Missing => false,
                // The responsible region holds several units of the level: none of them is the one.
                Acting::TooCoarse => true,
                Acting::Unit(_) | Acting::Instead(..) => continue,
            };
            let region = words.region(class.example);
            let mut finding = case.finding(codes::NO_DECIDER, &rule.origin).with("region", Arg::Code(region));
            if let (true, Some(label)) = (several, finding.labels.first_mut()) {
                label.role = "several";
            }
            found.push(finding.with("level", Arg::Word(level.keyword())));
            break;
        }
    }
}

/// Who is responsible is looked for on a level that the catalogue's region lies below: no case could ever be one of this catalogue.
fn above(case: &Case, words: &Words, found: &mut Vec<Diagnostic>) {
    let (first, last) = words.regions.interval(words.root);
    if case.definition.scope.depth > 0 {
        return;
    }
    for rule in &case.definition.rules {
        let Yield::Responsible { level, .. } = rule.yields else { continue };
        if words.regions.acting_units(level, first, last).next().is_some() {
            continue;
        }
        let region = Arg::Code(words.region(words.root));
        let mut finding = case.finding(codes::NO_DECIDER, &rule.origin).with("region", region);
        if let Some(label) = finding.labels.first_mut() {
            label.role = "above";
        }
        found.push(finding.with("level", Arg::Word(level.keyword())));
    }
}

/// Every matter, and every stage of one that decides stage by stage, says who decides.
fn somebody(case: &Case, found: &mut Vec<Diagnostic>) {
    let definition = case.definition;
    let of = |stage: Option<u16>| {
        let mut deciders = definition.rules.iter().filter(|rule| matches!(rule.yields, Yield::Decider { .. }));
        deciders.any(|rule| rule.stage == stage)
    };
    let said = definition
        .matter
        .sections
        .iter()
        .any(|(section, state)| *section == Keyword::Decides && *state != SectionState::Filled);
    if said || of(None) {
        return;
    }
    let stages = (0..).zip(&definition.stages).filter(|(number, _)| !of(Some(*number)));
    found.extend(stages.map(|(_, stage)| {
        let finding = case.finding(codes::NOBODY_DECIDES, &stage.origin);
        finding.with("where", Arg::Code(stage.name.clone()))
    }));
    if definition.stages.is_empty() {
        let finding = case.finding(codes::NOBODY_DECIDES, &definition.matter.origin);
        found.push(finding.with("where", Arg::Code(definition.matter.name.clone())));
    }
}

/// What is wrong with a line of 决定 whose condition an official has yet to judge.
pub(super) fn judged(case: &Case, rule: &Rule) -> Option<Diagnostic> {
    let asked = when(rule).filter(|_| matches!(rule.yields, Yield::Decider { .. }))?.dims();
    let mut facts = asked.into_iter().filter_map(|fact| case.definition.facts.get(usize::from(fact)));
    let judged = facts.find(|fact| is_judgement(fact.owner, &fact.kind))?;
    let finding = case.finding(codes::DECIDER_BY_JUDGEMENT, &rule.origin);
    Some(finding.with("fact", Arg::Code(judged.title.clone())))
}
