//! A row of a table as columns by name, whatever the table: rows of two releases are compared and printed without a type for each.

use matter_runtime::tables::{Day, Row, Value};
use serde::{Serialize, Serializer};

/// Columns that number rows of one release, or say where a row belongs.
const BOOKKEEPING: [&str; 4] = ["rule", "edition", "seq", "id"];

/// A row's columns with their values, in the order of the table, without numbers that hold in one release only.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Record {
    columns: Vec<(&'static str, Cell)>,
}

#[derive(Clone, PartialEq, Eq, Debug)]
enum Cell {
    Null,
    Text(String),
    Integer(i64),
    Day(Day),
}

impl Cell {
    fn shown(&self) -> Option<String> {
        match self {
            Self::Null => None,
            Self::Text(text) => Some(text.clone()),
            Self::Integer(number) => Some(number.to_string()),
            Self::Day(day) => Some(day.to_string()),
        }
    }
}

impl Record {
    /// The columns of a row.
    #[must_use]
    pub fn of<R: Row>(row: &R) -> Self {
        let mut names = R::SCHEMA.columns.iter();
        let mut columns = Vec::new();
        row.values(&mut |value| {
            let Some(column) = names.next() else { return };
            if BOOKKEEPING.contains(&column.name) {
                return;
            }
            columns.push((
                column.name,
                match value {
                    Value::Null => Cell::Null,
                    Value::Text(text) => Cell::Text(text.to_owned()),
                    Value::Integer(number) => Cell::Integer(number),
                    Value::Day(day) => Cell::Day(day),
                },
            ));
        });
        Self { columns }
    }

    fn cell(&self, name: &str) -> Option<&Cell> {
        self.columns.iter().find(|(column, _)| *column == name).map(|(_, cell)| cell)
    }

    /// The integer in a column; none if it is absent.
    #[must_use]
    pub fn integer(&self, name: &str) -> Option<i64> {
        if let Some(Cell::Integer(number)) = self.cell(name) { Some(*number) } else { None }
    }

    /// The text in a column; none if it is absent.
    #[must_use]
    pub fn text(&self, name: &str) -> Option<&str> {
        if let Some(Cell::Text(text)) = self.cell(name) { Some(text) } else { None }
    }

    /// Whether two rows are equal but for these columns.
    pub(crate) fn is_equal_but(&self, other: &Self, but: &[&str]) -> bool {
        let others = |record: &Self| {
            let kept = record.columns.iter().filter(|(name, _)| !but.contains(name));
            kept.cloned().collect::<Vec<_>>()
        };
        others(self) == others(other)
    }

    /// What tells the row from others of its table in any release: its key, or all of it where the key is a number of one release.
    pub(crate) fn identity<R: Row>(&self) -> String {
        let all: Vec<&str> = self.columns.iter().map(|(name, _)| *name).collect();
        let is_number = R::SCHEMA.key.iter().any(|name| BOOKKEEPING.contains(name));
        self.named(if is_number { &all } else { R::SCHEMA.key })
    }

    /// The columns of these names, as one text.
    pub(crate) fn named(&self, names: &[&str]) -> String {
        names.iter().filter_map(|name| self.cell(name)?.shown()).collect::<Vec<_>>().join(" ")
    }

    /// The columns as texts, in their order; an absent value is none.
    pub fn texts(&self) -> impl Iterator<Item = (&'static str, Option<String>)> {
        self.columns.iter().map(|(name, cell)| (*name, cell.shown()))
    }
}

impl Serialize for Record {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.columns.iter().map(|(name, cell)| (name, cell)))
    }
}

impl Serialize for Cell {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Null => serializer.serialize_none(),
            Self::Text(text) => serializer.serialize_str(text),
            Self::Integer(number) => serializer.serialize_i64(*number),
            Self::Day(day) => serializer.collect_str(day),
        }
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Record {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Record".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "description": "A row of the table that `kind` names, by the columns that the chapter on the tables declares, without numbers \
                that hold in one release only.",
            "type": "object",
            "additionalProperties": { "type": ["string", "integer", "null"] },
        })
    }
}
