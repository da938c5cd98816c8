//! Tables → canonical JSON: one object, tables in canonical order, rows as objects with columns in order, one row a line.
//!
//! Canonical means: the order of tables, rows and columns is fixed, absent values are `null`, there are no blanks inside a row, text is
//! UTF-8 with only the escapes that JSON demands.

use std::io::{self, Write};

use matter_runtime::tables::{Parts, PieceVisitor, Row, Schema, Tables, Value, visit_pieces};

use super::physical::day_number;

/// Writes the whole release.
///
/// # Errors
/// What the writer says.
pub fn write<P: Parts>(parts: &P, to: &mut dyn Write) -> io::Result<()> {
    to.write_all(b"{")?;
    let mut writer = Writer { to, wanted: &|_| true, first: true, rows: 0 };
    visit_pieces(parts, &mut writer)?;
    writer.to.write_all(b"\n}\n")
}

/// Writes the tables that `wanted` names; the others are left out.
///
/// # Errors
/// What the writer says.
pub(crate) fn write_some(tables: &Tables, wanted: &dyn Fn(&Schema) -> bool, to: &mut dyn Write) -> io::Result<()> {
    to.write_all(b"{")?;
    let mut writer = Writer { to, wanted, first: true, rows: 0 };
    visit_pieces(tables, &mut writer)?;
    writer.to.write_all(b"\n}\n")
}

struct Writer<'w> {
    to: &'w mut dyn Write,
    wanted: &'w dyn Fn(&Schema) -> bool,
    first: bool,
    rows: usize,
}

impl PieceVisitor for Writer<'_> {
    type Error = io::Error;

    fn begin<R: Row>(&mut self) -> io::Result<()> {
        self.rows = 0;
        if (self.wanted)(&R::SCHEMA) { begin::<R>(std::mem::take(&mut self.first), self.to) } else { Ok(()) }
    }

    fn rows<R: Row>(&mut self, rows: &[R]) -> io::Result<()> {
        if (self.wanted)(&R::SCHEMA) {
            lines(rows, self.rows == 0, self.to)?;
            self.rows += rows.len();
        }
        Ok(())
    }

    fn end<R: Row>(&mut self) -> io::Result<()> {
        if (self.wanted)(&R::SCHEMA) { end(self.rows == 0, self.to) } else { Ok(()) }
    }
}

/// One member of the object: the table's name and its rows.
pub(crate) fn table<R: Row>(rows: &[R], first: bool, to: &mut dyn Write) -> io::Result<()> {
    begin::<R>(first, to)?;
    lines(rows, true, to)?;
    end(rows.is_empty(), to)
}

fn begin<R: Row>(first: bool, to: &mut dyn Write) -> io::Result<()> {
    let comma = if first { "" } else { "," };
    write!(to, "{comma}\n\"{}\":[", R::SCHEMA.name)
}

fn lines<R: Row>(rows: &[R], first: bool, to: &mut dyn Write) -> io::Result<()> {
    let mut line = Vec::new();
    for (index, row) in rows.iter().enumerate() {
        line.clear();
        line.extend_from_slice(if first && index == 0 { b"\n" } else { b",\n" });
        object(&R::SCHEMA, row, &mut line);
        to.write_all(&line)?;
    }
    Ok(())
}

fn end(empty: bool, to: &mut dyn Write) -> io::Result<()> {
    to.write_all(if empty { b"]" } else { b"\n]" })
}

fn object<R: Row>(schema: &Schema, row: &R, line: &mut Vec<u8>) {
    let mut columns = schema.columns.iter();
    let mut separator = b'{';
    row.values(&mut |value| {
        let Some(column) = columns.next() else { return };
        let mut member = |name: &str, write: &dyn Fn(&mut Vec<u8>)| {
            line.push(separator);
            separator = b',';
            line.push(b'"');
            line.extend_from_slice(name.as_bytes());
            line.extend_from_slice(b"\":");
            write(line);
        };
        match value {
            Value::Day(day) => {
                member(column.name, &|line| line.extend_from_slice(format!("\"{day}\"").as_bytes()));
                member(&day_number(column.name), &|line| line.extend_from_slice(day.0.to_string().as_bytes()));
            }
            Value::Null => {
                member(column.name, &|line| line.extend_from_slice(b"null"));
                if column.kind == matter_runtime::tables::ColumnKind::Day {
                    member(&day_number(column.name), &|line| line.extend_from_slice(b"null"));
                }
            }
            Value::Integer(number) => {
                member(column.name, &|line| line.extend_from_slice(number.to_string().as_bytes()))
            }
            Value::Text(text) => member(column.name, &|line| string(text, line)),
        }
    });
    line.push(b'}');
}

/// A JSON string with the escapes that must be.
pub(crate) fn string(text: &str, to: &mut Vec<u8>) {
    to.push(b'"');
    for byte in text.bytes() {
        match byte {
            b'"' => to.extend_from_slice(b"\\\""),
            b'\\' => to.extend_from_slice(b"\\\\"),
            b'\n' => to.extend_from_slice(b"\\n"),
            b'\t' => to.extend_from_slice(b"\\t"),
            b'\r' => to.extend_from_slice(b"\\r"),
            0..=0x1f => to.extend_from_slice(format!("\\u{byte:04x}").as_bytes()),
            _ => to.push(byte),
        }
    }
    to.push(b'"');
}
