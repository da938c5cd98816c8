//! Random small definitions and cases, and what each line must be: every way to answer what is not answered is tried.
#![allow(dead_code, reason = "each test file uses a part of it")]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a mistake here is a mistake of the test")]

use matter_core::hir::{Definition, Fact, FactKind, Level, Owner, When, Yield};
use matter_decide::{Formula, Ranges};
use proptest::prelude::*;

use crate::common::*;

/// What is answered of each fact.
pub(crate) type Answers = Vec<Option<i64>>;

/// Facts of five kinds; values are few, so that all completions can be tried.
fn facts() -> Vec<Fact> {
    vec![
        yes_no("外地户籍"),
        choice("婚姻状况", &["未婚", "已婚", "离异"]),
        number("年龄", 0, 5),
        fact("居住地", FactKind::Region(Level::County), Ranges::between(1, 4)),
        owned_by(fact("属实", FactKind::Finding { by: Some("公安".into()) }, Ranges::between(0, 1)), Owner::Official),
    ]
}

fn atom() -> impl Strategy<Value = Formula> {
    (0..5u16, 0..6i64, 0..6i64).prop_map(|(dim, a, b)| {
        let domain = facts()[usize::from(dim)].domain.clone();
        let set = Ranges::new([(a.min(b), a.max(b))]).intersect(&domain);
        Formula::within(dim, set)
    })
}

fn formula() -> impl Strategy<Value = Formula> {
    atom().prop_recursive(3, 8, 3, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 2..4).prop_map(Formula::and),
            prop::collection::vec(inner.clone(), 2..4).prop_map(Formula::or),
            inner.prop_map(Formula::not),
        ]
    })
}

/// A definition with lists, conditions and a choice with a rest line.
pub(crate) fn definitions(name: &'static str) -> impl Strategy<Value = Definition> {
    let nevers = prop::collection::vec(prop::collection::vec(atom(), 2..4).prop_map(Formula::and), 0..3);
    let conditions = prop::collection::vec((formula(), formula()), 0..3);
    let materials = prop::collection::vec(formula(), 1..4);
    let choices = prop::collection::vec(formula(), 0..3);
    (nevers, conditions, materials, choices).prop_map(move |(nevers, conditions, materials, choices)| {
        let nevers = nevers.into_iter().map(|cases| never("不可能", cases)).collect();
        let mut rules = vec![promise(7)];
        for (index, (when, holds)) in conditions.into_iter().enumerate() {
            let yields = Yield::Condition { label: "甲".into(), holds, official: None };
            rules.push(line(&format!("conditions/{index}"), When::If(when), yields));
        }
        let listed = materials.into_iter().enumerate();
        rules.extend(listed.map(|(index, when)| material(&format!("materials/{index}"), when)));
        let chosen = choices.into_iter().enumerate();
        rules.extend(chosen.map(|(index, when)| decider(&index.to_string(), When::If(when), Level::City)));
        rules.push(decider("rest", When::Otherwise, Level::County));
        definition(name, facts(), nevers, rules)
    })
}

/// Values for some facts; the finding may be open too.
pub(crate) fn answers() -> impl Strategy<Value = Answers> {
    let domains: [(i64, i64); 5] = [(0, 1), (0, 2), (0, 5), (1, 4), (0, 1)];
    domains.map(|(low, high)| prop::option::weighted(0.5, low..=high)).to_vec()
}

/// Answers by the facts' names.
pub(crate) fn by_name(definition: &Definition, answers: &Answers) -> Vec<(String, i64)> {
    let named = definition.facts.iter().zip(answers);
    named.filter_map(|(fact, value)| Some((fact.name.to_string(), (*value)?))).collect()
}

/// All points that agree with the answers; what is not judged yet is favourable.
fn completions(definition: &Definition, answers: &Answers) -> Vec<Vec<i64>> {
    let mut points = vec![Vec::new()];
    for (fact, answer) in definition.facts.iter().zip(answers) {
        let favourable = Some(1).filter(|_| fact.owner == Owner::Official);
        let values: Vec<i64> = answer.or(favourable).map_or_else(|| fact.domain.iter().collect(), |value| vec![value]);
        points = points
            .iter()
            .flat_map(|point| values.iter().map(move |value| point.iter().copied().chain([*value]).collect()))
            .collect();
    }
    points
}

fn holds(rule: &matter_core::hir::Rule, point: &[i64]) -> Option<bool> {
    let When::If(when) = &rule.when else { return None };
    Some(match &rule.yields {
        Yield::Condition { holds, .. } => !when.eval(point) || holds.eval(point),
        _ => when.eval(point),
    })
}

/// The status of each line by brute force; `None` if the answers are contradictory.
pub(crate) fn expected(definition: &Definition, answers: &Answers) -> Option<Vec<&'static str>> {
    let mut possible = completions(definition, answers);
    possible.retain(|point| !definition.nevers.iter().any(|never| never.cases.eval(point)));
    if possible.is_empty() {
        return None;
    }
    let conditions = || definition.rules.iter().filter(|rule| matches!(rule.yields, Yield::Condition { .. }));
    let eligible: Vec<_> =
        possible.iter().filter(|point| conditions().all(|rule| holds(rule, point) != Some(false))).cloned().collect();
    let status = |rule: &matter_core::hir::Rule| -> Option<&'static str> {
        let points = if rule.choice.is_some() { &eligible } else { &possible };
        let values = points.iter().map(|point| holds(rule, point)).collect::<Option<Vec<bool>>>()?;
        Some(match (values.contains(&true), values.contains(&false)) {
            (false, false) => "moot",
            (true, false) => "certain",
            (false, true) => "excluded",
            (true, true) => "possible",
        })
    };
    let others: Vec<_> = definition.rules.iter().filter(|rule| rule.choice.as_deref() == Some("decides")).collect();
    let others: Vec<_> = others.into_iter().filter_map(status).collect();
    let rest = match () {
        () if eligible.is_empty() => "moot",
        () if others.contains(&"certain") => "excluded",
        () if others.contains(&"possible") => "possible",
        () => "certain",
    };
    Some(definition.rules.iter().map(|rule| status(rule).unwrap_or(rest)).collect())
}
