//! The reference interpreter: slow, obvious, and without a line in common with `matter-decide`, `matter-emit` or `matter-runtime`.
//!
//! It takes an analysed matter and a case in which some facts may be unanswered, tries *every* way to answer them, and says of each line
//! whether it holds in all, none or some of these completions. That sentence is the definition of the language's three values
//! (`certain`, `excluded`, `possible`); everything faster is compared with it.

mod completion;
mod days;

use std::collections::BTreeMap;

use matter_core::hir::{Definition, FactKind, Owner, Rule, When, Yield};
use matter_decide::Formula;

pub use completion::holds;
pub use days::WorkingDays;

/// What is known of a case.
#[derive(Clone, Debug, Default)]
pub struct Known {
    /// Answers by fact name; derived facts are computed, not given.
    pub answers: BTreeMap<String, i64>,
    /// Day number of the application.
    pub application_day: i32,
    /// Day number of the acceptance.
    pub acceptance_day: i32,
    /// Day number of the event, for what is counted from one.
    pub event_day: Option<i32>,
    /// Position of the responsible region, if known.
    pub responsible: Option<u32>,
}

/// The three values.
#[derive(Clone, Copy, PartialEq, Eq, Debug, PartialOrd, Ord)]
pub enum Status {
    /// Holds in every completion.
    Certain,
    /// Holds in some.
    Possible,
    /// Holds in none.
    Excluded,
}

/// What the interpreter says of a case.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Verdict {
    /// The answers cannot stand together: reasons of the 互斥 that forbid them.
    Contradictory(Vec<String>),
    /// Each line's status, in the definition's order; `None` where a choice has no completion with the conditions met.
    Lines(Vec<Option<Status>>),
}

/// More combinations than this are not tried; a test that needs more is asked to answer more facts.
const MOST_COMPLETIONS: usize = 4_000_000;

/// Judges every line of a definition.
///
/// # Panics
/// If a line would need more than four million completions.
#[must_use]
pub fn judge(definition: &Definition, known: &Known) -> Verdict {
    let facts = completion::known_values(definition, known);
    let violated = violated_in_all(definition, &facts);
    if !violated.is_empty() {
        return Verdict::Contradictory(violated);
    }
    Verdict::Lines(definition.rules.iter().map(|rule| status(definition, &facts, rule)).collect())
}

/// The facts that an official still has to judge.
#[must_use]
pub fn pending(definition: &Definition) -> Vec<String> {
    let judged = |rule: &Rule| match &rule.yields {
        Yield::Condition { label, official: Some(_), .. } => Some(label.to_string()),
        _ => None,
    };
    definition.rules.iter().filter_map(judged).collect()
}

/// If no completion is possible: the reasons that take part.
fn violated_in_all(definition: &Definition, facts: &[Option<i64>]) -> Vec<String> {
    let nevers: Vec<&Formula> = definition.nevers.iter().map(|never| &never.cases).collect();
    let any = completion::any(definition, facts, &nevers, &mut |point| !nevers.iter().any(|never| holds(never, point)));
    if any {
        return Vec::new();
    }
    let takes_part = |never: &&matter_core::hir::Never| {
        completion::any(definition, facts, &[&never.cases], &mut |point| holds(&never.cases, point))
    };
    definition.nevers.iter().filter(takes_part).map(|never| never.reason.to_string()).collect()
}

/// All conditions of eligibility that follow from answers, as one formula a condition: `when` implies `holds`.
fn conditions(definition: &Definition) -> Vec<(&Formula, &Formula)> {
    let mut found = Vec::new();
    for rule in &definition.rules {
        if let (When::If(when), Yield::Condition { holds, .. }) = (&rule.when, &rule.yields) {
            found.push((when, holds));
        }
    }
    found
}

fn status(definition: &Definition, facts: &[Option<i64>], rule: &Rule) -> Option<Status> {
    let nevers: Vec<&Formula> = definition.nevers.iter().map(|never| &never.cases).collect();
    // Who is responsible is asked before whether the person is eligible.
    let after_eligibility = rule.choice.is_some() && !matches!(rule.yields, Yield::Responsible { .. });
    let conditions = if after_eligibility { conditions(definition) } else { Vec::new() };
    let mut mentioned = nevers.clone();
    mentioned.extend(conditions.iter().flat_map(|(when, holds)| [*when, *holds]));
    let lines: Vec<&Rule> = definition.rules.iter().filter(|other| same_choice(rule, other)).collect();
    mentioned.extend(lines.iter().filter_map(|line| formula(line)));
    if let Yield::Condition { holds, .. } = &rule.yields {
        mentioned.push(holds);
    }
    let (mut yes, mut no) = (false, false);
    completion::each(definition, facts, &mentioned, &mut |point| {
        let possible = !nevers.iter().any(|never| holds(never, point));
        let eligible = conditions.iter().all(|(when, met)| !holds(when, point) || holds(met, point));
        if possible && eligible {
            if applies(rule, &lines, point) {
                yes = true;
            } else {
                no = true;
            }
        }
    });
    match (yes, no) {
        (true, true) => Some(Status::Possible),
        (true, false) => Some(Status::Certain),
        (false, true) => Some(Status::Excluded),
        (false, false) => None,
    }
}

/// The rule itself, or all lines of its choice.
fn same_choice(rule: &Rule, other: &Rule) -> bool {
    if rule.choice.is_some() { rule.choice == other.choice } else { rule.address == other.address }
}

fn formula(rule: &Rule) -> Option<&Formula> {
    match &rule.when {
        When::If(formula) => Some(formula),
        When::Otherwise => None,
    }
}

/// Whether the line holds at a point; a condition "holds" if it is met.
fn applies(rule: &Rule, lines: &[&Rule], point: &[i64]) -> bool {
    match (&rule.when, &rule.yields) {
        (When::If(when), Yield::Condition { holds: met, .. }) => !holds(when, point) || holds(met, point),
        (When::If(when), _) => holds(when, point),
        (When::Otherwise, _) => !lines.iter().filter_map(|line| formula(line)).any(|other| holds(other, point)),
    }
}

/// Whether a fact is a judgement that counts as favourable until it is made.
fn favourable(owner: Owner, kind: &FactKind) -> bool {
    owner == Owner::Official || matches!(kind, FactKind::Finding { .. })
}
