//! The reference interpreter: slow, obvious, and without a line in common with `matter-decide`, `matter-emit` or `matter-runtime`.
//!
//! It takes an analysed matter and a case in which some facts may be unanswered, tries *every* way to answer them, and says of each line
//! whether it holds in all, none or some of these completions. That sentence is the definition of the language's three values
//! (`certain`, `excluded`, `possible`); everything faster is compared with it.

mod completion;
mod days;
mod responsible;

use std::collections::BTreeMap;

use matter_core::hir::{Definition, FactKind, Owner, Rule, When, Yield};
use matter_decide::Formula;

pub use completion::holds;
pub use days::{WorkingDays, civil};
pub use responsible::{Whose, whose};

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
    /// Whether two places lie in one unit, by name of the derived fact: the interpreter has no region tree.
    pub same_unit: BTreeMap<String, i64>,
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
    /// What is said of each line, in the definition's order.
    Lines(Vec<Judgement>),
    /// Whether the answers can stand together needs more completions than are tried.
    TooMany,
}

/// What is said of one line.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Judgement {
    /// Its status.
    Stands(Status),
    /// No completion of a choice is left in which the conditions are met.
    Moot,
    /// It needs more completions than are tried.
    TooMany,
}

/// More combinations than this are not tried: such a line is left unjudged.
pub const MOST_COMPLETIONS: usize = 100_000;

/// More completions were needed than are tried.
struct TooMany;

/// Judges every line of a definition.
#[must_use]
pub fn judge(definition: &Definition, known: &Known) -> Verdict {
    let facts = completion::known_values(definition, known);
    match violated_in_all(definition, &facts) {
        Err(TooMany) => Verdict::TooMany,
        Ok(violated) if !violated.is_empty() => Verdict::Contradictory(violated),
        Ok(_) => Verdict::Lines(definition.rules.iter().map(|rule| judgement(definition, &facts, rule)).collect()),
    }
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
fn violated_in_all(definition: &Definition, facts: &[Option<i64>]) -> Result<Vec<String>, TooMany> {
    let nevers: Vec<&Formula> = definition.nevers.iter().map(|never| &never.cases).collect();
    let any =
        completion::any(definition, facts, &nevers, &mut |point| !nevers.iter().any(|never| holds(never, point)))?;
    let mut violated = Vec::new();
    for never in definition.nevers.iter().filter(|_| !any) {
        if completion::any(definition, facts, &[&never.cases], &mut |point| holds(&never.cases, point))? {
            violated.push(never.reason.to_string());
        }
    }
    Ok(violated)
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

fn judgement(definition: &Definition, facts: &[Option<i64>], rule: &Rule) -> Judgement {
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
    let tried = completion::each(definition, facts, &mentioned, &mut |point| {
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
        _ if tried.is_err() => Judgement::TooMany,
        (true, true) => Judgement::Stands(Status::Possible),
        (true, false) => Judgement::Stands(Status::Certain),
        (false, true) => Judgement::Stands(Status::Excluded),
        (false, false) => Judgement::Moot,
    }
}

/// Every condition of a definition: a fact that none of them mentions decides nothing.
#[must_use]
pub fn formulas(definition: &Definition) -> Vec<&Formula> {
    let lines = definition.rules.iter().flat_map(|rule| {
        let met = match &rule.yields {
            Yield::Condition { holds, .. } => Some(holds),
            _ => None,
        };
        formula(rule).into_iter().chain(met)
    });
    let nevers = definition.nevers.iter().map(|never| &never.cases);
    let existences = definition.facts.iter().filter_map(|fact| fact.exists.as_ref());
    lines.chain(nevers).chain(existences).collect()
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
