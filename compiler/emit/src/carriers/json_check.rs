//! The text of a JSON carrier → whether it is what the published schema says. Rows are looked at one by one: memory does not grow with the
//! file. Knows no words: what was expected is a value.

use std::cell::RefCell;
use std::fmt;
use std::io::Read;

use matter_runtime::tables::{Column, ColumnKind, Day, Schema, Tables};
use serde::de::{DeserializeSeed, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};

use super::physical::day_number;
use super::split::is_shared;

/// What a file holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Part {
    /// All tables.
    Whole,
    /// The tables that belong to no matter.
    Shared,
    /// The tables of one matter.
    Matter,
}

/// What should stand at a place.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Expected {
    /// JSON: it cannot be read from this line and column on.
    Json {
        /// From 1.
        line: usize,
        /// From 1.
        column: usize,
    },
    /// An object, of tables or of columns.
    Object,
    /// A list of rows.
    List,
    /// Nothing: there is no such table or column.
    Nothing,
    /// Something: the table or column is absent.
    Something,
    /// One table of that name.
    Once,
    /// A text.
    Text,
    /// A whole number.
    Integer,
    /// 0 or 1.
    Flag,
    /// A day, `YYYY-MM-DD`.
    Day,
}

/// Where a file differs from its schema.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Mismatch {
    /// JSON pointer (RFC 6901); empty for the whole file.
    pub pointer: String,
    /// What should stand there.
    pub expected: Expected,
    /// Whether `null` may stand there as well.
    pub or_null: bool,
}

impl Mismatch {
    fn new(pointer: String, expected: Expected) -> Self {
        Self { pointer, expected, or_null: false }
    }
}

/// Compares a file with the schema of what it holds; the first difference is told.
///
/// # Errors
/// Where the file differs. What cannot be read any more counts as text that ends early.
pub fn check(file: impl Read, part: Part) -> Result<(), Mismatch> {
    // What is expected where the reader stands, and the difference as soon as it is known.
    let place = RefCell::new(Mismatch::new(String::new(), Expected::Object));
    let mut reader = serde_json::Deserializer::from_reader(file);
    let read = File { part, place: &place }.deserialize(&mut reader).and_then(|()| reader.end());
    read.map_err(|error| {
        if error.is_data() {
            return place.take_out();
        }
        Mismatch::new(String::new(), Expected::Json { line: error.line(), column: error.column() })
    })
}

/// A place that can be moved from inside a reader.
trait Place {
    fn expect(&self, pointer: String, expected: Expected);
    fn take_out(&self) -> Mismatch;
}

impl Place for RefCell<Mismatch> {
    fn expect(&self, pointer: String, expected: Expected) {
        self.replace(Mismatch::new(pointer, expected));
    }

    fn take_out(&self) -> Mismatch {
        self.replace(Mismatch::new(String::new(), Expected::Object))
    }
}

fn is_in(part: Part, schema: &Schema) -> bool {
    match part {
        Part::Whole => true,
        Part::Shared => is_shared(schema),
        Part::Matter => !is_shared(schema),
    }
}

/// The file: an object with every table once.
struct File<'p> {
    part: Part,
    place: &'p RefCell<Mismatch>,
}

impl<'de> DeserializeSeed<'de> for File<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for File<'_> {
    type Value = ();

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("tables")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut tables: A) -> Result<(), A::Error> {
        let mut left: Vec<&Schema> = Tables::SCHEMAS.iter().filter(|schema| is_in(self.part, schema)).collect();
        let known = |name: &str| Tables::SCHEMAS.iter().any(|schema| schema.name == name && is_in(self.part, schema));
        while let Some(name) = tables.next_key::<String>()? {
            let Some(at) = left.iter().position(|schema| schema.name == name) else {
                let expected = if known(&name) { Expected::Once } else { Expected::Nothing };
                self.place.expect(format!("/{}", escaped(&name)), expected);
                return Err(A::Error::custom("no such table"));
            };
            let schema = left.swap_remove(at);
            self.place.expect(format!("/{name}"), Expected::List);
            tables.next_value_seed(Rows { schema, place: self.place })?;
        }
        let missing = left.iter().map(|schema| schema.name).min();
        match missing {
            None => Ok(()),
            Some(name) => {
                self.place.expect(format!("/{name}"), Expected::Something);
                Err(A::Error::custom("a table is absent"))
            }
        }
    }
}

/// The rows of one table.
struct Rows<'p> {
    schema: &'p Schema,
    place: &'p RefCell<Mismatch>,
}

impl<'de> DeserializeSeed<'de> for Rows<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Rows<'_> {
    type Value = ();

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("rows")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut rows: A) -> Result<(), A::Error> {
        let mut number = 0_usize;
        while let Some(value) = rows.next_element::<Value>()? {
            if let Some(found) = difference(self.schema, &value, &format!("/{}/{number}", self.schema.name)) {
                self.place.replace(found);
                return Err(A::Error::custom("another row"));
            }
            number += 1;
        }
        Ok(())
    }
}

fn difference(schema: &Schema, value: &Value, pointer: &str) -> Option<Mismatch> {
    let Value::Object(row) = value else { return Some(Mismatch::new(pointer.to_owned(), Expected::Object)) };
    let mut columns = 0;
    for column in schema.columns {
        let kind = match column.kind {
            ColumnKind::Text => Expected::Text,
            ColumnKind::Integer => Expected::Integer,
            ColumnKind::Flag => Expected::Flag,
            ColumnKind::Day => Expected::Day,
        };
        let mut named = vec![(column.name.to_owned(), kind)];
        if column.kind == ColumnKind::Day {
            named.push((day_number(column.name), Expected::Integer));
        }
        columns += named.len();
        let mut differing = named.into_iter().filter_map(|(name, kind)| cell(row, column, name, kind));
        if let Some((name, expected)) = differing.next() {
            let or_null = column.nullable && expected != Expected::Something;
            return Some(Mismatch { pointer: format!("{pointer}/{name}"), expected, or_null });
        }
    }
    if row.len() == columns {
        return None;
    }
    let is_column = |name: &str| {
        schema
            .columns
            .iter()
            .any(|column| column.name == name || column.kind == ColumnKind::Day && day_number(column.name) == name)
    };
    let stranger = row.keys().find(|name| !is_column(name))?;
    Some(Mismatch::new(format!("{pointer}/{}", escaped(stranger)), Expected::Nothing))
}

fn cell(row: &Map<String, Value>, column: &Column, name: String, kind: Expected) -> Option<(String, Expected)> {
    let Some(value) = row.get(&name) else { return Some((name, Expected::Something)) };
    let fits = match (value, kind) {
        (Value::Null, _) => column.nullable,
        (Value::String(_), Expected::Text) => true,
        (Value::String(text), Expected::Day) => text.parse::<Day>().is_ok(),
        (Value::Number(number), Expected::Flag) => matches!(number.as_u64(), Some(0 | 1)),
        (Value::Number(number), Expected::Integer) => number.is_i64() || number.is_u64(),
        _ => false,
    };
    (!fits).then_some((name, kind))
}

fn escaped(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}
