//! Tables → hashes of what they mean: without positions in files, tool, other-language titles; of an edition also without numbers that
//! depend on its neighbours.

use std::fmt::Write;

use matter_runtime::tables::{Row, Schema, TableVisitor, Tables, Value};
use sha2::{Digest, Sha256};

use super::edition::Base;

/// Sets the hash of the whole release.
pub(crate) fn semantic(tables: &mut Tables) {
    let hash = digest(tables, Base::default(), 32);
    for catalogue in &mut tables.catalogue {
        catalogue.semantic_hash.clone_from(&hash);
    }
}

/// Sets the key of the one edition of `part`.
pub(crate) fn edition_key(part: &mut Tables, base: Base) {
    let key = digest(part, base, 16);
    for edition in &mut part.edition {
        edition.key.clone_from(&key);
    }
}

fn digest(tables: &Tables, base: Base, bytes: usize) -> String {
    let mut hasher = Hasher { digest: Sha256::new(), base };
    let done: Result<(), std::convert::Infallible> = tables.visit(&mut hasher);
    let Ok(()) = done;
    hasher.digest.finalize().iter().take(bytes).fold(String::new(), |mut text, byte| {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

struct Hasher {
    digest: Sha256,
    base: Base,
}

impl TableVisitor for Hasher {
    type Error = std::convert::Infallible;

    fn table<R: Row>(&mut self, rows: &[R]) -> Result<(), Self::Error> {
        let columns: Vec<Treatment> =
            R::SCHEMA.columns.iter().map(|column| treatment(&R::SCHEMA, column.name)).collect();
        self.digest.update(R::SCHEMA.name.as_bytes());
        self.digest.update([0xff]);
        for row in rows {
            let mut columns = columns.iter();
            row.values(&mut |value| self.value(columns.next().copied().unwrap_or(Treatment::AsIs), value));
        }
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
