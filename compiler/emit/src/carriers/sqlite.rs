//! Tables → an SQLite file: STRICT tables, keys, references, indexes, views. The same tables give the same bytes.

use std::io;
use std::path::Path;

use matter_runtime::tables::{Parts, PieceVisitor, Row, Schema, Tables, Value, visit_pieces};
use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{Connection, Statement, ToSql};

use super::physical::{INDEXES, Physical, columns, day_number, has_primary_key, integer_key, references};
use super::views::views;

/// "MATT" as the file's application id.
const APPLICATION_ID: u32 = 0x4d41_5454;

/// Why there is no database.
#[derive(Debug)]
pub enum Failure {
    /// SQLite's complaint.
    Sqlite(rusqlite::Error),
    /// The rows cannot be read.
    Io(io::Error),
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

impl From<rusqlite::Error> for Failure {
    fn from(error: rusqlite::Error) -> Self {
        Self::Sqlite(error)
    }
}

/// Writes a new database at `path`, which must not exist yet.
///
/// # Errors
/// What SQLite says, or reading the rows.
pub fn write<P: Parts>(parts: &P, path: &Path) -> Result<(), Failure> {
    let connection = Connection::open(path)?;
    fill(parts, &connection)?;
    connection.close().map_err(|(_, error)| error.into())
}

/// Fills an empty database.
///
/// # Errors
/// What SQLite says, or reading the rows.
pub fn fill<P: Parts>(parts: &P, connection: &Connection) -> Result<(), Failure> {
    connection.execute_batch(&format!(
        "PRAGMA page_size = 4096; PRAGMA encoding = 'UTF-8'; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA foreign_keys = OFF; \
         PRAGMA application_id = {APPLICATION_ID}; PRAGMA user_version = {}; BEGIN;",
        matter_runtime::tables::FORMAT_MAJOR
    ))?;
    visit_pieces(parts, &mut Writer { connection, insert: None })?;
    connection.execute_batch(&indexes_and_views())?;
    connection.execute_batch("COMMIT; PRAGMA optimize = 0x10002;")?;
    Ok(())
}

/// All statements that define the database, without rows: what the reference prints.
#[must_use]
pub fn definition() -> String {
    let tables: String = Tables::SCHEMAS.iter().map(create_table).collect();
    tables + &indexes_and_views()
}

fn indexes_and_views() -> String {
    let indexes = INDEXES.iter().map(|(table, columns)| {
        let list = columns.iter().map(|column| format!("\"{column}\"")).collect::<Vec<_>>().join(", ");
        format!("CREATE INDEX \"{table}_by_{}\" ON \"{table}\" ({list});\n", columns.join("_"))
    });
    let views = views();
    let views = views.iter().map(|view| format!("CREATE VIEW \"{}\" AS\n{};\n", view.name, view.query));
    let unique = Tables::SCHEMAS.iter().filter(|schema| !has_primary_key(schema)).map(|schema| {
        format!("CREATE UNIQUE INDEX \"{}_key\" ON \"{}\" ({});\n", schema.name, schema.name, key(schema))
    });
    unique.chain(indexes).chain(views).collect()
}

/// Names of the key's columns; days are keys by their number.
fn key(schema: &Schema) -> String {
    let names = schema.key.iter().map(|name| {
        let is_day = super::physical::column(schema, name)
            .is_some_and(|column| column.kind == matter_runtime::tables::ColumnKind::Day);
        format!("\"{}\"", if is_day { day_number(name) } else { (*name).to_owned() })
    });
    names.collect::<Vec<_>>().join(", ")
}

fn create_table(schema: &Schema) -> String {
    let mut lines: Vec<String> = Vec::new();
    for column in schema.columns {
        let absent = if column.nullable { "" } else { " NOT NULL" };
        for physical in columns(column) {
            let name = physical.name();
            lines.push(match physical {
                Physical::Text(_) | Physical::IsoDay(_) => format!("\"{name}\" TEXT{absent}"),
                Physical::Flag(_) => format!("\"{name}\" INTEGER{absent} CHECK (\"{name}\" IN (0, 1))"),
                Physical::Integer(_) | Physical::DayNumber(_) => {
                    let numbers = if integer_key(schema) == Some(column.name) { " PRIMARY KEY" } else { "" };
                    format!("\"{name}\" INTEGER{absent}{numbers}")
                }
            });
        }
    }
    let composite = has_primary_key(schema) && integer_key(schema).is_none();
    if composite {
        lines.push(format!("PRIMARY KEY ({})", key(schema)));
    }
    for (column, table, target) in references(schema) {
        lines.push(format!("FOREIGN KEY (\"{column}\") REFERENCES \"{table}\" (\"{target}\")"));
    }
    let options = if composite { "STRICT, WITHOUT ROWID" } else { "STRICT" };
    format!("CREATE TABLE \"{}\" (\n  {}\n) {options};\n", schema.name, lines.join(",\n  "))
}

struct Writer<'c> {
    connection: &'c Connection,
    insert: Option<Statement<'c>>,
}

impl PieceVisitor for Writer<'_> {
    type Error = Failure;

    fn begin<R: Row>(&mut self) -> Result<(), Failure> {
        let schema = R::SCHEMA;
        self.connection.execute_batch(&create_table(&schema))?;
        let width = schema.columns.iter().flat_map(columns).count();
        let places = vec!["?"; width].join(", ");
        let insert = self.connection.prepare(&format!("INSERT INTO \"{}\" VALUES ({places})", schema.name))?;
        self.insert = Some(insert);
        Ok(())
    }

    fn rows<R: Row>(&mut self, rows: &[R]) -> Result<(), Failure> {
        let Some(insert) = &mut self.insert else { return Ok(()) };
        rows.iter().try_for_each(|row| insert_row(insert, &R::SCHEMA, row))?;
        Ok(())
    }

    fn end<R: Row>(&mut self) -> Result<(), Failure> {
        self.insert = None;
        Ok(())
    }
}

fn insert_row<R: Row>(insert: &mut Statement<'_>, schema: &Schema, row: &R) -> rusqlite::Result<()> {
    let (mut at, mut result) = (1, Ok(()));
    let mut kinds = schema.columns.iter().map(|column| column.kind);
    row.values(&mut |value| {
        let is_day = kinds.next() == Some(matter_runtime::tables::ColumnKind::Day);
        let outcome = bind(insert, &mut at, value, is_day);
        if result.is_ok() {
            result = outcome;
        }
    });
    result?;
    insert.raw_execute().map(|_| ())
}

fn bind(insert: &mut Statement<'_>, at: &mut usize, value: Value<'_>, is_day: bool) -> rusqlite::Result<()> {
    match value {
        Value::Day(day) => {
            insert.raw_bind_parameter(*at, day.to_string())?;
            insert.raw_bind_parameter(*at + 1, day.0)?;
        }
        Value::Null if is_day => {
            insert.raw_bind_parameter(*at, rusqlite::types::Null)?;
            insert.raw_bind_parameter(*at + 1, rusqlite::types::Null)?;
        }
        other => insert.raw_bind_parameter(*at, Plain(other))?,
    }
    *at += if is_day { 2 } else { 1 };
    Ok(())
}

/// A value that is one column.
struct Plain<'v>(Value<'v>);

impl ToSql for Plain<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self.0 {
            Value::Text(text) => ValueRef::Text(text.as_bytes()),
            Value::Integer(number) => ValueRef::Integer(number),
            Value::Null | Value::Day(_) => ValueRef::Null,
        }))
    }
}
