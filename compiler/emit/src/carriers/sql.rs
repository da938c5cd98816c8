//! Tables → a script of SQL statements for PostgreSQL or MariaDB: tables, rows, references, indexes, views.
//!
//! Only what was seen to mean the same everywhere is used: ISO text and integers for days, 0 and 1 for yes and no, quoted names, plain
//! literals. References are added behind the rows, so that tables may name each other in any order.

use std::io::{self, Write};

use matter_runtime::tables::{ColumnKind, Parts, PieceVisitor, Row, Schema, Tables, Value, visit_pieces};

use super::physical::{INDEXES, Physical, columns, day_number, has_primary_key, is_indexed, references};
use super::views::views;

/// A family of databases.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Dialect {
    /// PostgreSQL 15 and what speaks it.
    PostgreSql,
    /// MariaDB 10.11 in ANSI mode, and MySQL.
    MariaDb,
}

/// Bytes after which one INSERT ends and the next begins.
const STATEMENT_BYTES: usize = 64 * 1024;

/// Characters that MariaDB can index in one key.
const KEY_CHARACTERS: usize = 760;

/// Writes the whole script. It expects an empty schema.
///
/// # Errors
/// What the writer says; `InvalidData` for text that the dialect cannot hold.
pub fn write<P: Parts>(parts: &P, dialect: Dialect, to: &mut dyn Write) -> io::Result<()> {
    to.write_all(opening(dialect).as_bytes())?;
    visit_pieces(parts, &mut Writer { dialect, to, lengths: Vec::new(), statement: String::new() })?;
    to.write_all(after_rows(dialect).as_bytes())
}

/// The statements that define the schema, without rows.
#[must_use]
pub fn definition(dialect: Dialect) -> String {
    let tables: String = Tables::SCHEMAS.iter().map(|schema| create_table(schema, dialect)).collect();
    opening(dialect).to_owned() + &tables + &after_rows(dialect)
}

const fn opening(dialect: Dialect) -> &'static str {
    match dialect {
        Dialect::PostgreSql => "SET client_encoding = 'UTF8';\nSET standard_conforming_strings = on;\nBEGIN;\n",
        Dialect::MariaDb => {
            "SET sql_mode = 'ANSI,NO_BACKSLASH_ESCAPES,STRICT_ALL_TABLES';\n\
             SET NAMES utf8mb4 COLLATE utf8mb4_nopad_bin;\n\
             ALTER DATABASE CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;\n\
             START TRANSACTION;\n"
        }
    }
}

fn after_rows(dialect: Dialect) -> String {
    let mut script = String::new();
    for (table, columns) in INDEXES {
        let list = columns.iter().map(|column| format!("\"{column}\"")).collect::<Vec<_>>().join(", ");
        script += &format!("CREATE INDEX \"{table}_by_{}\" ON \"{table}\" ({list});\n", columns.join("_"));
    }
    for schema in Tables::SCHEMAS {
        for (column, table, target) in references(schema) {
            script += &format!(
                "ALTER TABLE \"{}\" ADD FOREIGN KEY (\"{column}\") REFERENCES \"{table}\" (\"{target}\");\n",
                schema.name
            );
        }
    }
    for view in views() {
        script += &format!("CREATE VIEW \"{}\" AS\n{};\n", view.name, view.query);
    }
    script += "COMMIT;\n";
    if dialect == Dialect::PostgreSql {
        script += "ANALYZE;\n";
    }
    script
}

fn create_table(schema: &Schema, dialect: Dialect) -> String {
    let mut lines: Vec<String> = Vec::new();
    for column in schema.columns {
        let absent = if column.nullable { "" } else { " NOT NULL" };
        for physical in columns(column) {
            let name = physical.name();
            let (kind, check) = match physical {
                Physical::Text(name) => (text_type(schema, name, dialect), String::new()),
                Physical::IsoDay(_) => ("CHAR(10)".to_owned(), String::new()),
                Physical::Flag(_) => ("SMALLINT".to_owned(), format!(" CHECK (\"{name}\" IN (0, 1))")),
                Physical::Integer(_) | Physical::DayNumber(_) => ("BIGINT".to_owned(), String::new()),
            };
            lines.push(format!("\"{name}\" {kind}{absent}{check}"));
        }
    }
    let kind = if has_primary_key(schema) { "PRIMARY KEY" } else { "UNIQUE" };
    lines.push(format!("{kind} ({})", key(schema)));
    let options = match dialect {
        Dialect::PostgreSql => "",
        Dialect::MariaDb => " ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin",
    };
    format!("CREATE TABLE \"{}\" (\n  {}\n){options};\n", schema.name, lines.join(",\n  "))
}

fn key(schema: &Schema) -> String {
    let is_day = |name| super::physical::column(schema, name).is_some_and(|column| column.kind == ColumnKind::Day);
    let names = schema.key.iter().map(|name| if is_day(name) { day_number(name) } else { (*name).to_owned() });
    names.map(|name| format!("\"{name}\"")).collect::<Vec<_>>().join(", ")
}

fn text_type(schema: &Schema, name: &'static str, dialect: Dialect) -> String {
    match (dialect, key_length(schema, name)) {
        (Dialect::PostgreSql, _) => "TEXT".to_owned(),
        (Dialect::MariaDb, Some(length)) => format!("VARCHAR({length})"),
        (Dialect::MariaDb, None) => "MEDIUMTEXT".to_owned(),
    }
}

/// Characters of an indexed text column in MariaDB, which limits the bytes of a whole key; `None` if it is in no index.
fn key_length(schema: &Schema, name: &str) -> Option<usize> {
    let is_text =
        |key: &&&str| super::physical::column(schema, key).is_some_and(|column| column.kind == ColumnKind::Text);
    let texts = schema.key.iter().filter(is_text).count().max(1);
    is_indexed(schema, name).then_some(KEY_CHARACTERS / texts)
}

struct Writer<'w> {
    dialect: Dialect,
    to: &'w mut dyn Write,
    /// Of the table's columns.
    lengths: Vec<Option<usize>>,
    statement: String,
}

impl PieceVisitor for Writer<'_> {
    type Error = io::Error;

    fn begin<R: Row>(&mut self) -> io::Result<()> {
        let schema = R::SCHEMA;
        self.to.write_all(create_table(&schema, self.dialect).as_bytes())?;
        self.lengths = match self.dialect {
            Dialect::PostgreSql => Vec::new(),
            Dialect::MariaDb => schema.columns.iter().map(|column| key_length(&schema, column.name)).collect(),
        };
        Ok(())
    }

    fn rows<R: Row>(&mut self, rows: &[R]) -> io::Result<()> {
        let schema = R::SCHEMA;
        for row in rows {
            if self.statement.is_empty() {
                self.statement += &format!("INSERT INTO \"{}\" VALUES\n(", schema.name);
            } else {
                self.statement += ",\n(";
            }
            tuple(&schema, row, &self.lengths, &mut self.statement)?;
            if self.statement.len() >= STATEMENT_BYTES {
                self.finish()?;
            }
        }
        Ok(())
    }

    fn end<R: Row>(&mut self) -> io::Result<()> {
        self.finish()
    }
}

impl Writer<'_> {
    fn finish(&mut self) -> io::Result<()> {
        if !self.statement.is_empty() {
            self.statement.push_str(";\n");
            self.to.write_all(self.statement.as_bytes())?;
            self.statement.clear();
        }
        Ok(())
    }
}

fn tuple<R: Row>(schema: &Schema, row: &R, lengths: &[Option<usize>], to: &mut String) -> io::Result<()> {
    let mut columns = schema.columns.iter().enumerate();
    let (mut first, mut problem) = (true, None);
    row.values(&mut |value| {
        let Some((index, column)) = columns.next() else { return };
        if !std::mem::take(&mut first) {
            to.push(',');
        }
        match value {
            Value::Null if column.kind == ColumnKind::Day => to.push_str("NULL,NULL"),
            Value::Null => to.push_str("NULL"),
            Value::Day(day) => to.push_str(&format!("'{day}',{}", day.0)),
            Value::Integer(number) => to.push_str(&number.to_string()),
            Value::Text(text) => {
                let limit = lengths.get(index).copied().flatten();
                if text.contains('\0') || limit.is_some_and(|limit| text.chars().count() > limit) {
                    problem = Some(format!("{}.{}: {text:?}", schema.name, column.name));
                }
                to.push('\'');
                to.push_str(&text.replace('\'', "''"));
                to.push('\'');
            }
        }
    });
    to.push(')');
    problem.map_or(Ok(()), |problem| Err(io::Error::new(io::ErrorKind::InvalidData, problem)))
}
