//! What there is to try in the choices of a definition: lines, the cells that they cut facts into, and the values next to each cut. Cells that
//! no eligible case reaches are left out.

use std::sync::Arc;

use matter_core::hir::{Definition, Fact, FactKind, Operation, Rule};
use matter_decide::{Budget, Dim, Formula, Partition, Ranges};

use super::case::{Case, when};
use super::witness::Words;

/// One choice with more than one line.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ChoiceCells {
    /// `section/key`
    pub choice: Arc<str>,
    /// Addresses of its lines.
    pub lines: Vec<Arc<str>>,
    /// The facts that its lines tell apart.
    pub facts: Vec<FactCells>,
}

/// A fact and its cells in a choice.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FactCells {
    /// Name of the fact.
    pub fact: Arc<str>,
    /// The same for people.
    pub title: Arc<str>,
    /// In ascending order.
    pub cells: Vec<Cell>,
}

/// Values that no line tells apart.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Cell {
    /// The values.
    pub values: Ranges,
    /// In words.
    pub text: String,
    /// Of numbers and days, the values next to a cut, each in words.
    pub bounds: Vec<(i64, String)>,
}

/// The choices of a definition in the order of its lines. What the budget does not decide is kept.
#[must_use]
pub fn choices(definition: &Definition, words: &Words<'_>) -> Vec<ChoiceCells> {
    let case = Case::new(definition);
    let mut names: Vec<&Arc<str>> = definition.rules.iter().filter_map(|rule| rule.choice.as_ref()).collect();
    names.dedup();
    let mut found: Vec<ChoiceCells> = Vec::new();
    for choice in names {
        let lines: Vec<&Rule> = definition.rules.iter().filter(|rule| rule.choice.as_ref() == Some(choice)).collect();
        if lines.len() > 1 && found.iter().all(|known| known.choice != *choice) {
            let facts = facts(&case, &lines, words);
            let lines = lines.iter().map(|line| line.address.clone()).collect();
            found.push(ChoiceCells { choice: choice.clone(), lines, facts });
        }
    }
    found
}

fn facts(case: &Case, lines: &[&Rule], words: &Words) -> Vec<FactCells> {
    let formulas: Vec<&Formula> = lines.iter().filter_map(|line| when(line)).collect();
    let partition = Partition::of(&case.space, formulas.iter().copied());
    let mut dims: Vec<Dim> = formulas.iter().flat_map(|formula| formula.dims()).collect();
    dims.sort_unstable();
    dims.dedup();
    let of = |dim: Dim| {
        let fact = case.definition.facts.get(usize::from(dim))?;
        let cells = partition.cells(dim).iter().filter(|cell| reached(case, dim, cell));
        let cells = cells.map(|values| Cell {
            values: values.clone(),
            text: text(words, fact, values),
            bounds: bounds(words, fact, values),
        });
        Some(FactCells { fact: fact.name.clone(), title: fact.title.clone(), cells: cells.collect() })
    };
    dims.into_iter().filter_map(of).collect()
}

fn reached(case: &Case, dim: Dim, cell: &Ranges) -> bool {
    let inside = Formula::and([case.eligible.clone(), Formula::within(dim, cell.clone())]);
    let partition = Partition::of(&case.space, [&inside]);
    partition.satisfiable(&inside, &mut Budget::default()) != Ok(false)
}

/// Whether values have an order in which neighbours are alike.
const fn is_measured(fact: &Fact) -> bool {
    match &fact.kind {
        FactKind::Number { .. } | FactKind::Money | FactKind::Date => true,
        FactKind::Derived { operation, .. } => {
            matches!(operation, Operation::Years | Operation::Months | Operation::MonthsBegun | Operation::Days)
        }
        _ => false,
    }
}

/// The ends of a cell that are not ends of the domain.
fn bounds(words: &Words, fact: &Fact, values: &Ranges) -> Vec<(i64, String)> {
    if !is_measured(fact) {
        return Vec::new();
    }
    let ends = values.intervals().iter().flat_map(|(low, high)| [*low, *high]);
    let inner = ends.filter(|end| Some(*end) != fact.domain.first() && Some(*end) != fact.domain.last());
    let mut inner: Vec<i64> = inner.collect();
    inner.dedup();
    inner.into_iter().map(|end| (end, word(words, fact, end))).collect()
}

fn text(words: &Words, fact: &Fact, values: &Ranges) -> String {
    let parts = values.intervals().iter().map(|interval| part(words, fact, *interval));
    parts.collect::<Vec<_>>().join("、")
}

fn part(words: &Words, fact: &Fact, (low, high): (i64, i64)) -> String {
    if let FactKind::Region(_) = fact.kind {
        return region(words, low, high);
    }
    if !is_measured(fact) {
        return (low..=high).map(|value| word(words, fact, value)).collect::<Vec<_>>().join("、");
    }
    let (first, last) = (fact.domain.first() == Some(low), fact.domain.last() == Some(high));
    match (first, last) {
        _ if low == high => word(words, fact, low),
        (true, true) => format!("{} 至 {}", word(words, fact, low), word(words, fact, high)),
        (true, false) => below(words, fact, high),
        (false, true) => format!("≥ {}", word(words, fact, low)),
        (false, false) => format!("{} 至 {}", word(words, fact, low), word(words, fact, high)),
    }
}

/// Up to a value; of amounts with decimals the next one is the round one.
fn below(words: &Words, fact: &Fact, high: i64) -> String {
    let fine = matches!(fact.kind, FactKind::Money | FactKind::Number { scale: 1.., .. });
    match high.checked_add(1) {
        Some(next) if fine => format!("< {}", word(words, fact, next)),
        _ => format!("≤ {}", word(words, fact, high)),
    }
}

/// A unit by its name, what is left of one by its ends.
fn region(words: &Words, low: i64, high: i64) -> String {
    let (Ok(low), Ok(high)) = (u32::try_from(low), u32::try_from(high)) else { return String::new() };
    if words.regions.interval(low) == (low, high) || low == high {
        return words.region(low).to_string();
    }
    format!("{} 至 {}", words.region(low), words.region(high))
}

fn word(words: &Words, fact: &Fact, value: i64) -> String {
    if let Some(text) = words.value(fact, value) {
        return text.to_string();
    }
    let FactKind::Derived { operation, .. } = &fact.kind else { return value.to_string() };
    match operation {
        Operation::Years => format!("{value} 周岁"),
        Operation::Months | Operation::MonthsBegun => format!("{value} 个月"),
        Operation::Days => format!("{value} 日"),
        Operation::Equal | Operation::Less | Operation::AtMost | Operation::SameUnit(_) => {
            if value == 0 {
                "否".to_owned()
            } else {
                "是".to_owned()
            }
        }
    }
}
