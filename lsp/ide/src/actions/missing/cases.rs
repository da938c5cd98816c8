//! A cube of facts → what it says of each, as a condition or as cells of a table.

use matter_checks::proofs::Words;
use matter_core::hir::{Definition, Fact, FactKind, Keyword, Operation};
use matter_decide::{Cube, Ranges};
use matter_syntax::tree::Face;

use crate::Snapshot;

/// What a case says of one fact.
pub(super) struct Part {
    /// The fact, as it is written.
    pub(super) name: String,
    test: Test,
}

enum Test {
    /// These values and no others.
    OneOf(Vec<String>),
    /// An operator and its right side.
    Beyond(String),
    /// From the first to the last: both as tests, and both values.
    Between([String; 2], [String; 2]),
}

/// The parts joined.
pub(super) fn condition<'a>(parts: impl Iterator<Item = &'a Part>, face: Face) -> String {
    let and = format!(" {} ", Keyword::And.text(face));
    parts.map(|part| part.clause(face)).collect::<Vec<_>>().join(&and)
}

impl Part {
    /// The values, where they are listed.
    pub(super) fn values(&self) -> &[String] {
        if let Test::OneOf(values) = &self.test { values } else { &[] }
    }

    fn clause(&self, face: Face) -> String {
        let name = &self.name;
        match &self.test {
            Test::OneOf(values) if values.len() == 1 => format!("{name} = {}", values.concat()),
            Test::OneOf(values) => format!("{name} {}", one_of(values, face)),
            Test::Beyond(test) => format!("{name} {test}"),
            Test::Between([low, high], _) => format!("{name} {low} {} {name} {high}", Keyword::And.text(face)),
        }
    }

    /// The same in a column that is headed by the fact.
    pub(super) fn cell(&self, face: Face) -> String {
        match &self.test {
            Test::OneOf(values) if values.len() == 1 => values.concat(),
            Test::OneOf(values) => one_of(values, face),
            Test::Beyond(test) => test.clone(),
            Test::Between(_, [low, high]) => format!("{low} {} {high}", Keyword::Between.text(face)),
        }
    }
}

impl Snapshot {
    /// What a cube says; `None` if a fact in it has no plain words for its cases.
    pub(super) fn parts(&self, definition: &Definition, cube: &Cube, face: Face) -> Option<Vec<Part>> {
        let part = |(dim, set): &(matter_decide::Dim, Ranges)| {
            let fact = definition.facts.get(usize::from(*dim))?;
            Some(Part { name: written(fact.name.rsplit('/').next()?), test: self.test(fact, set, face)? })
        };
        cube.sides().iter().map(part).collect::<Option<Vec<Part>>>().filter(|parts| !parts.is_empty())
    }

    fn test(&self, fact: &Fact, set: &Ranges, face: Face) -> Option<Test> {
        let words = Words { regions: self.analysis.regions(), root: self.analysis.root(), today: self.today() };
        let value = |value: i64| match &fact.kind {
            FactKind::Derived { operation: Operation::Years, .. } => {
                Some(format!("{value} {}", Keyword::FullYears.text(face)))
            }
            _ => words.value(fact, value).map(|text| text.to_string()),
        };
        let facts = &self.analysis.declarations().fact_names;
        let all = || set.iter().map(|one| Some(written(&value(one)?))).collect::<Option<Vec<String>>>();
        match &fact.kind {
            FactKind::YesNo => set.only().and_then(value).map(|text| Test::OneOf(vec![text])),
            FactKind::Choice { .. } => all().map(Test::OneOf),
            FactKind::Number { .. } | FactKind::Money | FactKind::Date => within(fact, set, &value),
            FactKind::Derived { operation: Operation::Years, .. }
                // An age on a day of the case has the matter before its name.
                if fact.name.rsplit('/').next().is_some_and(|name| facts.contains_key(name)) =>
            {
                within(fact, set, &value)
            }
            _ => None,
        }
    }
}

/// A name or value as a program writes it.
pub(super) fn written(name: &str) -> String {
    if crate::rename::is_word(name) { name.to_owned() } else { format!("「{name}」") }
}

fn one_of(values: &[String], face: Face) -> String {
    let within = Keyword::InSet.text(face);
    match face {
        Face::Zh => format!("{within}（{}）", values.join("、")),
        Face::En => format!("{within} ({})", values.join(", ")),
    }
}

/// One interval; several are alternatives, which a line of its own could say better.
fn within(fact: &Fact, set: &Ranges, value: &dyn Fn(i64) -> Option<String>) -> Option<Test> {
    let [(low, high)] = *set.intervals() else { return None };
    let (first, last) = (fact.domain.first()?, fact.domain.last()?);
    if low == high {
        return Some(Test::OneOf(vec![value(low)?]));
    }
    let up = rounder(("≤", value(high)?), ("<", high.checked_add(1).and_then(value)));
    let down = rounder(("≥", value(low)?), (">", low.checked_sub(1).and_then(value)));
    Some(match (low <= first, high >= last) {
        (true, _) => Test::Beyond(up),
        (_, true) => Test::Beyond(down),
        _ => Test::Between([down, up], [value(low)?, value(high)?]),
    })
}

/// `< 1_000 元` rather than `≤ 999.99 元`: the neighbour, if it is written shorter.
fn rounder((operator, value): (&str, String), (open, neighbour): (&str, Option<String>)) -> String {
    match neighbour.filter(|other| other.len() < value.len()) {
        Some(other) => format!("{open} {other}"),
        None => format!("{operator} {value}"),
    }
}
