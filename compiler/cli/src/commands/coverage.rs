//! What the tests reach: of each matter the lines that certainly held in some test, and of each choice the cells of the facts that it tells
//! apart, with the values next to each bound.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::sync::Arc;

use matter_checks::proofs::Words;
use matter_checks::proofs::cells::{Cell, ChoiceCells, FactCells, choices};
use matter_core::hir::{Definition, TestCase};
use matter_emit::trial::{Trial, Tried};
use matter_runtime::Catalogue;
use matter_runtime::tables::{Day, Edition, Rule};
use serde_json::{Value, json};

use crate::arguments::Language;
use crate::workspace::Workspace;

/// Kinds of rows that are bookkeeping, not lines of the source.
const UNWRITTEN: &[&str] = &["feasible", "never", "eligible", "existence"];

/// What the tests reach of all matters.
pub(super) struct Coverage {
    matters: Vec<MatterCoverage>,
}

struct MatterCoverage {
    matter: String,
    lines: usize,
    missed: Vec<String>,
    choices: Vec<ChoiceCoverage>,
}

struct ChoiceCoverage {
    cells: ChoiceCells,
    lines: Vec<bool>,
    /// By fact the values that tests had.
    tried: Vec<BTreeSet<i64>>,
}

impl Coverage {
    pub(super) fn of(workspace: &Workspace, catalogue: &Catalogue, trials: &[(Arc<TestCase>, Trial)]) -> Self {
        let mut matters = Vec::new();
        let judged = judged(workspace);
        for (matter, rules) in written(catalogue).into_iter().filter(|(matter, _)| judged.contains(matter.as_str())) {
            let held = trials.iter().flat_map(|(_, trial)| &trial.covered).filter(|(of, _)| **of == *matter);
            let held: BTreeSet<&str> = held.map(|(_, rule)| rule.as_str()).collect();
            let missed = rules.iter().filter(|rule| !held.contains(rule.as_str())).cloned().collect();
            let tried =
                trials.iter().filter_map(|(_, trial)| trial.tried.as_ref()).filter(|tried| *tried.matter == *matter);
            let choices = choices_of(workspace, &matter, &tried.collect::<Vec<_>>(), &held);
            matters.push(MatterCoverage { matter, lines: rules.len(), missed, choices });
        }
        Self { matters }
    }

    /// For people: a line a matter and a line a choice, below each what no test reached.
    pub(super) fn text(&self, language: Language) -> String {
        let mut text = String::new();
        for matter in &self.matters {
            let (name, all) = (&matter.matter, matter.lines);
            let reached = all - matter.missed.len();
            let _ = match language {
                Language::Zh => writeln!(text, "{name}：{reached} / {all} 行有用例"),
                Language::En => writeln!(text, "{name}: {reached} of {all} lines reached"),
            };
            for rule in &matter.missed {
                let _ = writeln!(text, "  {rule}");
            }
            matter.choices.iter().for_each(|choice| choice.text(language, &mut text));
        }
        text
    }

    /// For machines.
    pub(super) fn json(&self) -> Value {
        let matter = |matter: &MatterCoverage| {
            json!({
                "matter": matter.matter,
                "lines": matter.lines,
                "missed": matter.missed,
                "choices": matter.choices.iter().map(ChoiceCoverage::json).collect::<Vec<_>>(),
            })
        };
        self.matters.iter().map(matter).collect()
    }
}

/// The matters that the catalogue's tests are to reach: its own, and those of others that it varies. The rest is tried at home.
fn judged(workspace: &Workspace) -> BTreeSet<Arc<str>> {
    let analysis = &workspace.analysis;
    let varied = analysis.varied_matters();
    let heads = analysis.matters().chain(&varied).filter_map(|item| analysis.matter_head(item));
    heads.map(|head| Arc::clone(&head.name)).collect()
}

/// The lines of each matter as the tables have them.
fn written(catalogue: &Catalogue) -> BTreeMap<String, BTreeSet<String>> {
    let (Ok(editions), Ok(rules)) = (catalogue.rows::<Edition>(), catalogue.rows::<Rule>()) else {
        return BTreeMap::new();
    };
    let mut written: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for rule in rules.into_iter().filter(|rule| !UNWRITTEN.contains(&rule.kind.as_str())) {
        let edition = usize::try_from(rule.edition).ok().and_then(|index| editions.get(index));
        if let Some(edition) = edition {
            written.entry(edition.matter.clone()).or_default().insert(rule.key);
        }
    }
    written
}

/// The choices of all definitions of a matter; where definitions share one, their tests count together.
fn choices_of(workspace: &Workspace, matter: &str, tried: &[&Tried], held: &BTreeSet<&str>) -> Vec<ChoiceCoverage> {
    let analysis = &workspace.analysis;
    let item =
        analysis.matters_in_force().find(|item| analysis.matter_head(item).is_some_and(|head| *head.name == *matter));
    let Some(item) = item else { return Vec::new() };
    let today = workspace.as_of().unwrap_or(Day(0));
    let words = Words { regions: analysis.regions(), root: analysis.root(), today };
    let definitions = analysis.definitions(item);
    let mut found: Vec<ChoiceCoverage> = Vec::new();
    for (index, definition) in definitions.iter().enumerate() {
        let own = tried.iter().filter(|tried| deciding(&definitions, tried) == Some(index));
        let own: Vec<&Tried> = own.copied().collect();
        for cells in choices(definition, &words) {
            let at = found.iter().position(|known| known.cells == cells).unwrap_or_else(|| {
                let lines = cells.lines.iter().map(|line| held.contains(&**line)).collect();
                let tried = cells.facts.iter().map(|_| BTreeSet::new()).collect();
                found.push(ChoiceCoverage { cells, lines, tried });
                found.len() - 1
            });
            if let Some(choice) = found.get_mut(at) {
                choice.add(&own);
            }
        }
    }
    found
}

/// The definition that decided a case: the innermost around it on its day.
fn deciding(definitions: &[Definition], tried: &Tried) -> Option<usize> {
    let place = tried.responsible?;
    let holds = |definition: &Definition| {
        let (scope, period) = (&definition.scope, &definition.scope.period);
        (scope.first..=scope.last).contains(&place)
            && period.from.is_none_or(|from| from <= tried.day)
            && period.to.is_none_or(|to| tried.day < to)
    };
    let around = definitions.iter().enumerate().filter(|(_, definition)| holds(definition));
    around.max_by_key(|(_, definition)| definition.scope.depth).map(|(index, _)| index)
}

impl ChoiceCoverage {
    fn add(&mut self, tried: &[&Tried]) {
        for (fact, values) in self.cells.facts.iter().zip(&mut self.tried) {
            let known = tried.iter().flat_map(|tried| &tried.values).filter(|(name, _)| **name == *fact.fact);
            values.extend(known.map(|(_, value)| *value));
        }
    }

    /// Facts with the values that tests had.
    fn facts(&self) -> impl Iterator<Item = (&FactCells, &BTreeSet<i64>)> {
        self.cells.facts.iter().zip(&self.tried)
    }

    fn text(&self, language: Language, text: &mut String) {
        let cells: Vec<bool> =
            self.facts().flat_map(|(fact, tried)| fact.cells.iter().map(|cell| is_reached(cell, tried))).collect();
        let bounds = self.facts().flat_map(|(fact, tried)| {
            fact.cells.iter().flat_map(|cell| cell.bounds.iter().map(|(value, _)| tried.contains(value)))
        });
        let bounds: Vec<bool> = bounds.collect();
        let count = |reached: &[bool]| (reached.iter().filter(|reached| **reached).count(), reached.len());
        let ((lines, all_lines), (hit, all_cells), (edges, all_edges)) =
            (count(&self.lines), count(&cells), count(&bounds));
        let choice = &self.cells.choice;
        let _ = match language {
            Language::Zh => writeln!(
                text,
                "  {choice}：行 {lines} / {all_lines}，格 {hit} / {all_cells}，边界 {edges} / {all_edges}"
            ),
            Language::En => writeln!(
                text,
                "  {choice}: {lines} of {all_lines} lines, {hit} of {all_cells} cells, {edges} of {all_edges} bounds"
            ),
        };
        for (fact, tried) in self.facts() {
            let missed = fact.cells.iter().filter(|cell| !is_reached(cell, tried)).map(|cell| cell.text.clone());
            let missed: Vec<String> = missed.collect();
            let bounds = fact.cells.iter().flat_map(|cell| &cell.bounds).filter(|(value, _)| !tried.contains(value));
            let bounds: Vec<String> = bounds.map(|(_, word)| format!("= {word}")).collect();
            for text_of in missed.iter().chain(&bounds) {
                let _ = writeln!(text, "    {}  {text_of}", fact.title);
            }
        }
    }

    fn json(&self) -> Value {
        let lines = self.cells.lines.iter().zip(&self.lines);
        let lines: Vec<Value> = lines.map(|(line, reached)| json!({ "line": &**line, "reached": reached })).collect();
        let cell = |cell: &Cell, tried: &BTreeSet<i64>| {
            let bounds = cell.bounds.iter();
            let bounds: Vec<Value> =
                bounds.map(|(value, word)| json!({ "value": word, "reached": tried.contains(value) })).collect();
            json!({ "values": cell.text, "reached": is_reached(cell, tried), "bounds": bounds })
        };
        let facts = self.facts().map(|(fact, tried)| {
            let cells: Vec<Value> = fact.cells.iter().map(|one| cell(one, tried)).collect();
            json!({ "fact": &*fact.fact, "cells": cells })
        });
        json!({ "choice": &*self.cells.choice, "lines": lines, "facts": facts.collect::<Vec<_>>() })
    }
}

fn is_reached(cell: &Cell, tried: &BTreeSet<i64>) -> bool {
    tried.iter().any(|value| cell.values.contains(*value))
}
