//! One JSON file per matter, for web front ends: the rows of its editions only. What is no matter's stands in a file of its own.
//!
//! Editions are numbered in the order of the matters, rules by edition and rows by rule: what belongs to a matter is one slice of each
//! table, so that nothing is copied or searched twice.

use std::cmp::Ordering;
use std::io::{self, Write};
use std::ops::Range;

use matter_runtime::tables::{Row, Schema, TableVisitor, Tables, Value};

use super::{json, json_schema};

/// By what the rows of a table belong to a matter.
#[derive(Clone, Copy)]
enum Owner {
    Matter,
    Edition,
    Rule,
    Row,
}

/// The first column of the key, if it says to which matter a row belongs.
fn owner(schema: &Schema) -> Option<Owner> {
    match (schema.name, *schema.key.first()?) {
        ("matter", "name") | (_, "matter") => Some(Owner::Matter),
        ("edition", "id") | (_, "edition") => Some(Owner::Edition),
        ("rule", "id") | (_, "rule") => Some(Owner::Rule),
        ("rule_row", "id") | (_, "row") => Some(Owner::Row),
        _ => None,
    }
}

pub(crate) fn is_shared(schema: &Schema) -> bool {
    owner(schema).is_none()
}

/// Writes what belongs to no matter.
///
/// # Errors
/// What the writer says.
pub fn write_shared(tables: &Tables, to: &mut dyn Write) -> io::Result<()> {
    json::write_some(tables, &is_shared, to)
}

/// The JSON Schema of the shared file and that of a matter's file.
#[must_use]
pub fn schemas() -> (String, String) {
    (json_schema::of(&is_shared), json_schema::of(&|schema| !is_shared(schema)))
}

/// Writes the rows of one matter.
///
/// # Errors
/// What the writer says.
pub fn write_matter(tables: &Tables, matter: &str, to: &mut dyn Write) -> io::Result<()> {
    let editions = ids(owned(&tables.edition, |row| row.matter.as_str().cmp(matter)), |row| row.id);
    let rules = ids(owned(&tables.rule, |row| against(row.edition, &editions)), |row| row.id);
    let rows = ids(owned(&tables.rule_row, |row| against(row.rule, &rules)), |row| row.id);
    to.write_all(b"{")?;
    let mut part = Part { matter, editions, rules, rows, first: true, to };
    tables.visit(&mut part)?;
    part.to.write_all(b"\n}\n")
}

/// The rows whose owner is equal; rows stand in the order of their owners.
fn owned<T>(rows: &[T], owner: impl Fn(&T) -> Ordering) -> &[T] {
    let from = rows.partition_point(|row| owner(row) == Ordering::Less);
    let to = rows.partition_point(|row| owner(row) != Ordering::Greater);
    rows.get(from..to).unwrap_or(&[])
}

/// The numbers of rows that stand together.
fn ids<T>(rows: &[T], id: impl Fn(&T) -> u32) -> Range<i64> {
    let (Some(first), Some(last)) = (rows.first(), rows.last()) else { return 0..0 };
    i64::from(id(first))..i64::from(id(last)) + 1
}

/// Before, in or behind the range.
fn against(number: u32, range: &Range<i64>) -> Ordering {
    let number = i64::from(number);
    if number < range.start {
        Ordering::Less
    } else if number < range.end {
        Ordering::Equal
    } else {
        Ordering::Greater
    }
}

struct Part<'w> {
    matter: &'w str,
    editions: Range<i64>,
    rules: Range<i64>,
    rows: Range<i64>,
    first: bool,
    to: &'w mut dyn Write,
}

impl TableVisitor for Part<'_> {
    type Error = io::Error;

    fn table<R: Row>(&mut self, rows: &[R]) -> io::Result<()> {
        let Some(owner) = owner(&R::SCHEMA) else { return Ok(()) };
        let own = match owner {
            Owner::Matter => {
                let from = rows.partition_point(|row| first_value(row) < Key::Text(self.matter));
                let to = rows.partition_point(|row| first_value(row) <= Key::Text(self.matter));
                from..to
            }
            Owner::Edition => numbered(rows, &self.editions),
            Owner::Rule => numbered(rows, &self.rules),
            Owner::Row => numbered(rows, &self.rows),
        };
        json::table(rows.get(own).unwrap_or(&[]), std::mem::take(&mut self.first), self.to)
    }
}

fn numbered<R: Row>(rows: &[R], owners: &Range<i64>) -> Range<usize> {
    let before = |bound: i64| rows.partition_point(|row| first_value(row) < Key::Number(bound));
    before(owners.start)..before(owners.end)
}

/// What owns a row.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Key<'r> {
    Number(i64),
    Text(&'r str),
}

/// The first column: in all tables that belong to matters it is the first of the key.
fn first_value<R: Row>(row: &R) -> Key<'_> {
    let mut first = None;
    row.values(&mut |value| {
        first.get_or_insert(match value {
            Value::Text(text) => Key::Text(text),
            Value::Integer(number) => Key::Number(number),
            Value::Null | Value::Day(_) => Key::Number(0),
        });
    });
    first.unwrap_or(Key::Number(0))
}
