//! Conditions that say nothing or too much, and lines of lists that can never apply.

use matter_core::diagnostic::{Arg, Diagnostic};
use matter_core::hir::{Argument, Fact, FactKind, Operation, Rule, SERVED, Yield};
use matter_decide::{Budget, Formula, Partition};

use super::case::{Case, condition, implication, place, when};
use super::choices::reachable;
use super::codes;
use super::existence::exists;
use super::witness::Words;

/// Looks at every condition and every line of a list.
pub(super) fn prove(case: &Case, words: &Words, found: &mut Vec<Diagnostic>) {
    for (index, rule) in case.definition.rules.iter().enumerate() {
        match &rule.yields {
            // Who is served is no condition that somebody wrote.
            Yield::Condition { .. } if *rule.address == *SERVED => {}
            Yield::Condition { official: None, .. } => one_condition(case, words, (index, rule), found),
            _ => dead_line(case, words, rule, found),
        }
    }
}

/// Reports that no case is eligible; true if so. Everything else would follow from that.
pub(super) fn nobody(case: &Case, words: &Words, found: &mut Vec<Diagnostic>) -> bool {
    let Some(first) = case.definition.rules.iter().find(|rule| condition(rule).is_some()) else { return false };
    let satisfiable = exists(case, words, &case.eligible, &first.origin, found);
    if satisfiable != Some(false) {
        return false;
    }
    let mut finding = case.finding(codes::NOBODY, &first.origin);
    for other in case.definition.rules.iter().filter(|rule| condition(rule).is_some()).skip(1) {
        finding = finding.label(place(&other.origin), "with");
    }
    found.push(finding);
    true
}

fn one_condition(case: &Case, words: &Words, (index, rule): (usize, &Rule), found: &mut Vec<Diagnostic>) {
    let Some((when, holds)) = condition(rule) else { return };
    let asked = Formula::and([case.possible.clone(), when.clone()]);
    let never = Formula::and([asked.clone(), holds.clone()]);
    // A layer's own place settles what is open in the matter around it.
    let located = if case.definition.scope.depth == 0 { case.located.clone() } else { Formula::True };
    let always = Formula::and([asked, Formula::not(holds.clone()), located]);
    let never = exists(case, words, &never, &rule.origin, found);
    let always = case.ask(&rule.origin, found, |partition, budget| partition.satisfiable(&always, budget));
    let finding = |code| case.finding(code, &rule.origin).with("condition", Arg::Code(rule.address.clone()));
    match (never, always) {
        (Some(false), _) => found.push(finding(codes::NEVER_TRUE)),
        (_, Some(false)) => found.push(finding(codes::ALWAYS_TRUE)),
        (Some(true), Some(true)) => implied(case, index, rule, found),
        _ => {}
    }
}

/// Whether nobody is eligible at the age at which 主动 would begin: on that day the age that lines count is exactly this one.
fn never_of_age(case: &Case, rule: &Rule, cases: &Formula) -> bool {
    let Yield::Trigger { from: Some(from), years: Some(years), .. } = rule.yields else { return false };
    let counted = |fact: &Fact| {
        matches!(&fact.kind, FactKind::Derived { operation: Operation::Years, a: Argument::Fact(date), b: Argument::EventDay }
            if *date == from)
    };
    let age = (0..).zip(&case.definition.facts).find(|(_, fact)| counted(fact)).map(|(dim, _)| dim);
    age.is_some_and(|age| {
        let then = Formula::and([cases.clone(), Formula::is(age, years)]);
        Partition::of(&case.space, [&then]).satisfiable(&then, &mut Budget::default()) == Ok(false)
    })
}

/// Whether the condition of a line holds whatever its facts are. One comparison is seen at a glance, and what 且 joins says something if one
/// of its parts does.
fn says_nothing(case: &Case, rule: &Rule, when: &Formula, found: &mut Vec<Diagnostic>) -> bool {
    match when {
        Formula::True => true,
        Formula::False => false,
        Formula::In { dim, set } => case.space.domain(*dim).is_subset(set),
        Formula::And(parts) => parts.iter().all(|part| says_nothing(case, rule, part, found)),
        Formula::Or(_) | Formula::Not(_) => {
            let fails = Formula::not(when.clone());
            case.ask(&rule.origin, found, |partition, budget| partition.satisfiable(&fails, budget)) == Some(false)
        }
    }
}

/// Whether the other conditions make this one hold anyway.
fn implied(case: &Case, index: usize, rule: &Rule, found: &mut Vec<Diagnostic>) {
    let Some((when, holds)) = condition(rule) else { return };
    let rules = case.definition.rules.iter().enumerate();
    let rules = rules.filter(|(other, rule)| *other != index && *rule.address != *SERVED);
    let others = rules.filter_map(|(_, other)| condition(other)).map(|(when, holds)| implication(when, holds));
    let premise = Formula::and(std::iter::once(case.possible.clone()).chain(others));
    let conclusion = implication(when, holds);
    let implied = case.ask(&rule.origin, found, |partition, budget| partition.implies(&premise, &conclusion, budget));
    if implied == Some(true) {
        found.push(case.finding(codes::IMPLIED, &rule.origin).with("condition", Arg::Code(rule.address.clone())));
    }
}

/// A line of a list that no eligible case reaches. Lines without a condition are reached by every case.
fn dead_line(case: &Case, words: &Words, rule: &Rule, found: &mut Vec<Diagnostic>) {
    let Some(when) = when(rule) else { return };
    let begins = matches!(rule.yields, Yield::Trigger { .. });
    if rule.choice.is_some() || (*when == Formula::True && !begins) {
        return;
    }
    if *when != Formula::True && says_nothing(case, rule, when, found) {
        let finding = case.finding(codes::ALWAYS_TRUE, &rule.origin);
        let condition = rule.condition.clone().unwrap_or_else(|| rule.address.clone());
        return found.push(finding.with("condition", Arg::Code(condition)));
    }
    // 改办 is for those who may not be eligible here.
    let cases = match rule.yields {
        Yield::Instead { .. } => Formula::and([when.clone(), case.possible.clone()]),
        _ => reachable(case, when),
    };
    let cases = Formula::and([cases, case.located.clone()]);
    let reached = exists(case, words, &cases, &rule.origin, found);
    if reached == Some(false) || never_of_age(case, rule, &cases) {
        found.push(case.finding(codes::DEAD_LINE, &rule.origin).with("choice", Arg::Code(rule.address.clone())));
    }
}
