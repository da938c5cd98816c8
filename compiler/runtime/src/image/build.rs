//! Tables to an image.

use std::borrow::Cow;
use std::collections::HashSet;
use std::fmt;

use super::texts::TextNumbers;
use super::{SECTIONS, assemble, blocks, lookups, packed};
use crate::tables::{FORMAT_MINOR, Row, TableVisitor, Tables, Value};

/// Tables whose rows the blocks hold as masks.
const AS_MASKS: [&str; 3] = ["cell_member", "rule_row", "rule_forbid"];

/// Why tables cannot become an image.
#[derive(Clone, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub enum BuildError {
    /// Something is too large for the format.
    TooLarge {
        /// What: a table, or a part of an edition.
        what: &'static str,
    },
    /// Ids are not dense, or rows are not grouped as their table asks.
    NotGrouped {
        /// Table.
        table: &'static str,
    },
    /// A row names something that no other row declares.
    Unknown {
        /// Table of the row that names it.
        table: &'static str,
        /// The name.
        name: String,
    },
}

impl fmt::Display for BuildError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooLarge { what } => write!(out, "{what} is too large for the runtime image"),
            Self::NotGrouped { table } => write!(out, "the ids of table {table} are not dense or not grouped"),
            Self::Unknown { table, name } => write!(out, "table {table} names {name:?}, which nothing declares"),
        }
    }
}

impl std::error::Error for BuildError {}

/// The image of the tables; the same tables give the same bytes, whatever the order of their rows.
///
/// ```
/// use matter_runtime::{Catalogue, image, tables::Tables};
/// let bytes = image::build(&Tables::default()).unwrap();
/// assert!(Catalogue::open(bytes).is_ok());
/// ```
///
/// # Errors
/// Tables that contradict themselves: unknown names, ids with holes, sizes beyond the format.
pub fn build(tables: &Tables) -> Result<Vec<u8>, BuildError> {
    let tables = if tables.is_sorted() {
        Cow::Borrowed(tables)
    } else {
        let mut sorted = tables.clone();
        sorted.sort();
        Cow::Owned(sorted)
    };
    let mut collected = Collect::default();
    let Ok(()) = tables.visit(&mut collected);
    let texts = TextNumbers::new(collected.0.into_iter().collect())
        .ok_or(BuildError::TooLarge { what: "all texts together" })?;
    let mut packer = Pack { texts: &texts, out: Vec::new() };
    tables.visit(&mut packer)?;
    let packed = packer.out;
    let mut payloads = Payloads::new(&tables)?;
    let Ok(()) = tables.visit(&mut payloads);
    let (offsets_of_blocks, blocks) = blocks::blocks(&tables)?;
    let regions = lookups::regions(&tables)?;
    let region_names = lookups::region_names(&tables, &texts)?;
    let matter_names = lookups::matter_names(&tables, &texts)?;
    let (matter_editions, editions) = lookups::editions(&tables, &offsets_of_blocks)?;
    let (offsets, bytes) = texts.into_sections();
    let sections: [Vec<u8>; SECTIONS] = [
        offsets,
        bytes,
        packed,
        regions,
        region_names,
        matter_names,
        matter_editions,
        editions,
        offsets_of_blocks.iter().flat_map(|offset| offset.to_le_bytes()).collect(),
        blocks,
        payloads.into_section(),
    ];
    Ok(assemble(FORMAT_MINOR, sections))
}

/// Every text once.
#[derive(Default)]
struct Collect(HashSet<String>);

impl TableVisitor for Collect {
    type Error = std::convert::Infallible;
    fn table<R: Row>(&mut self, rows: &[R]) -> Result<(), Self::Error> {
        if AS_MASKS.contains(&R::SCHEMA.name) {
            return Ok(());
        }
        for row in rows {
            row.values(&mut |value| {
                if let Value::Text(text) = value
                    && !self.0.contains(text)
                {
                    self.0.insert(text.to_owned());
                }
            });
        }
        Ok(())
    }
}

struct Pack<'a> {
    texts: &'a TextNumbers,
    out: Vec<u8>,
}

impl TableVisitor for Pack<'_> {
    type Error = BuildError;
    fn table<R: Row>(&mut self, rows: &[R]) -> Result<(), BuildError> {
        let rows = if AS_MASKS.contains(&R::SCHEMA.name) { &[] } else { rows };
        packed::pack(rows, self.texts, &mut self.out).ok_or(BuildError::TooLarge { what: R::SCHEMA.name })
    }
}

/// For each rule, its row in the table of its kind.
struct Payloads<'a> {
    kinds: Vec<&'a str>,
    rows: Vec<u32>,
}

impl<'a> Payloads<'a> {
    fn new(tables: &'a Tables) -> Result<Self, BuildError> {
        let dense = (0_u32..).zip(&tables.rule).all(|(id, rule)| rule.id == id);
        if !dense || !tables.rule.is_sorted_by_key(|rule| rule.edition) {
            return Err(BuildError::NotGrouped { table: "rule" });
        }
        let kinds: Vec<&str> = tables.rule.iter().map(|rule| rule.kind.as_str()).collect();
        Ok(Self { rows: vec![u32::MAX; kinds.len()], kinds })
    }

    fn into_section(self) -> Vec<u8> {
        self.rows.iter().flat_map(|row| row.to_le_bytes()).collect()
    }
}

impl TableVisitor for Payloads<'_> {
    type Error = std::convert::Infallible;
    fn table<R: Row>(&mut self, rows: &[R]) -> Result<(), Self::Error> {
        let Some(column) = R::SCHEMA.columns.iter().position(|column| column.name == "rule") else { return Ok(()) };
        for (number, row) in (0_u32..).zip(rows) {
            let mut values = Vec::new();
            row.values(&mut |value| values.push(value));
            let rule = match values.get(column) {
                Some(Value::Integer(rule)) => usize::try_from(*rule).ok(),
                _ => None,
            };
            let Some(rule) = rule else { continue };
            if self.kinds.get(rule) == Some(&R::SCHEMA.name)
                && let Some(slot) = self.rows.get_mut(rule)
                && *slot == u32::MAX
            {
                *slot = number;
            }
        }
        Ok(())
    }
}
