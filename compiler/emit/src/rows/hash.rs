//! Tables → hashes of what they mean: without positions in files, tool, other-language titles; of an edition also without numbers that
//! depend on its neighbours.

use std::fmt::Write;
use std::io;

use matter_runtime::tables::{Parts, PieceVisitor, Row, Schema, TableVisitor, Tables, Value, visit_pieces};
use sha2::{Digest, Sha256};

use super::edition::Base;

/// The hash of the whole release.
pub(crate) fn semantic<P: Parts>(parts: &P) -> io::Result<String> {
    let mut hasher = Hasher::new(Base::default());
    visit_pieces(parts, &mut hasher)?;
    Ok(hasher.finish(32))
}

/// Sets the key of the one edition of `part`.
pub(crate) fn edition_key(part: &mut Tables, base: Base) {
    let key = digest(part, base, 16);
    for edition in &mut part.edition {
        edition.key.clone_from(&key);
    }
}

fn digest(tables: &Tables, base: Base, bytes: usize) -> String {
    let mut hasher = Hasher::new(base);
    let Ok(()) = tables.visit(&mut hasher);
    hasher.finish(bytes)
}

/// What a release was made from is not what it means.
const SOURCES: &str = "source_catalogue";

/// The hash of a catalogue's texts: path inside it and text, in the order of the paths.
#[must_use]
pub fn of_texts<'a>(texts: impl Iterator<Item = (&'a str, &'a str)>) -> String {
    let mut hasher = Hasher::new(Base::default());
    for (path, text) in texts {
        hasher.update(Value::Text(path));
        hasher.update(Value::Text(text));
    }
    hasher.finish(32)
}

struct Hasher {
    digest: Sha256,
    base: Base,
}

impl Hasher {
    fn new(base: Base) -> Self {
        Self { digest: Sha256::new(), base }
    }

    fn finish(self, bytes: usize) -> String {
        self.digest.finalize().iter().take(bytes).fold(String::new(), |mut text, byte| {
            // Writing to a string cannot fail.
            let _ = write!(text, "{byte:02x}");
            text
        })
    }

    fn name<R: Row>(&mut self) {
        if R::SCHEMA.name == SOURCES {
            return;
        }
        self.digest.update(R::SCHEMA.name.as_bytes());
        self.digest.update([0xff]);
    }

    fn add<R: Row>(&mut self, rows: &[R]) {
        if R::SCHEMA.name == SOURCES {
            return;
        }
        let columns: Vec<Treatment> =
            R::SCHEMA.columns.iter().map(|column| treatment(&R::SCHEMA, column.name)).collect();
        for row in rows {
            let mut columns = columns.iter();
            row.values(&mut |value| self.value(columns.next().copied().unwrap_or(Treatment::AsIs), value));
        }
    }
}

impl TableVisitor for Hasher {
    type Error = std::convert::Infallible;

    fn table<R: Row>(&mut self, rows: &[R]) -> Result<(), Self::Error> {
        self.name::<R>();
        self.add(rows);
        Ok(())
    }
}

impl PieceVisitor for Hasher {
    type Error = io::Error;

    fn begin<R: Row>(&mut self) -> io::Result<()> {
        self.name::<R>();
        Ok(())
    }

    fn rows<R: Row>(&mut self, rows: &[R]) -> io::Result<()> {
        self.add(rows);
        Ok(())
    }

    fn end<R: Row>(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// What of a column goes into the hash.
#[derive(Clone, Copy)]
enum Treatment {
    AsIs,
    Left,
    Edition,
    Rule,
    Row,
}

fn treatment(schema: &Schema, column: &str) -> Treatment {
    match (schema.name, column) {
        ("rule", "file" | "line") | ("catalogue", "tool" | "semantic_hash") | (_, "title_en") => Treatment::Left,
        ("edition", "id") | (_, "edition") if schema.name != "catalogue" => Treatment::Edition,
        ("rule", "id") | (_, "rule") | ("stage_after", "after") => Treatment::Rule,
        ("rule_row", "id") | (_, "row") => Treatment::Row,
        _ => Treatment::AsIs,
    }
}

impl Hasher {
    fn value(&mut self, treatment: Treatment, value: Value<'_>) {
        let less = |base: u32| match value {
            Value::Integer(number) => Value::Integer(number - i64::from(base)),
            other => other,
        };
        match treatment {
            Treatment::Left => {}
            Treatment::AsIs => self.update(value),
            Treatment::Edition => self.update(less(self.base.edition)),
            Treatment::Rule => self.update(less(self.base.rule)),
            Treatment::Row => self.update(less(self.base.row)),
        }
    }

    fn update(&mut self, value: Value<'_>) {
        match value {
            Value::Null => self.digest.update([0]),
            Value::Text(text) => {
                self.digest.update([1]);
                self.digest.update((text.len() as u64).to_le_bytes());
                self.digest.update(text.as_bytes());
            }
            Value::Integer(number) => {
                self.digest.update([2]);
                self.digest.update(number.to_le_bytes());
            }
            Value::Day(day) => {
                self.digest.update([3]);
                self.digest.update(day.0.to_le_bytes());
            }
        }
    }
}
