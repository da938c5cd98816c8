//! Tables to an image.

use std::borrow::Cow;
use std::collections::HashSet;
use std::fmt;

use super::texts::TextNumbers;
use super::{SECTIONS, assemble, blocks, lookups, packed};
use crate::tables::{FORMAT_MINOR, Parts, Row, TableVisitor, Tables, Value};

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
    /// A part of the tables cannot be read.
    Unread {
        /// What reading it said.
        message: String,
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
            Self::Unread { message } => out.write_str(message),
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
    build_from(&*tables)
}

/// The image of tables in canonical order that come in parts, a part in memory at a time: the same bytes as if all were there at once.
///
/// # Errors
/// Tables that contradict themselves: unknown names, ids with holes, sizes beyond the format; a part that cannot be read.
pub fn build_from<P: Parts>(parts: &P) -> Result<Vec<u8>, BuildError> {
    let (mut collected, mut named) = (Collect::default(), Tables::default());
    each(parts, &mut |part| {
        let Ok(()) = part.visit(&mut collected);
        named.matter.extend_from_slice(&part.matter);
        named.matter_code.extend_from_slice(&part.matter_code);
        named.edition.extend_from_slice(&part.edition);
        Ok(())
    })?;
    let texts = TextNumbers::new(collected.0.into_iter().collect())
        .ok_or(BuildError::TooLarge { what: "all texts together" })?;
    let packed = pack(parts, &texts)?;
    let mut payloads = Payloads::default();
    let mut blocks = blocks::Blocks::new(parts.shared(), &named);
    each(parts, &mut |part| {
        payloads.add(part)?;
        blocks.add(part)
    })?;
    let (offsets_of_blocks, blocks) = blocks.finish()?;
    let regions = lookups::regions(parts.shared())?;
    let region_names = lookups::region_names(parts.shared(), &texts)?;
    let matter_names = lookups::matter_names(&named, &texts)?;
    let (matter_editions, editions) = lookups::editions(&named, &offsets_of_blocks)?;
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
        payloads.section,
    ];
    Ok(assemble(FORMAT_MINOR, sections))
}

/// What is shared, then each part.
fn each<P: Parts>(parts: &P, take: &mut dyn FnMut(&Tables) -> Result<(), BuildError>) -> Result<(), BuildError> {
    take(parts.shared())?;
    for index in 0..parts.count() {
        let part = parts.part(index).map_err(|error| BuildError::Unread { message: error.to_string() })?;
        take(&part)?;
    }
    Ok(())
}

/// All tables with columns as wide as they need to be.
fn pack<P: Parts>(parts: &P, texts: &TextNumbers) -> Result<Vec<u8>, BuildError> {
    let mut packer = Pack { texts, tables: Vec::new(), at: 0, writing: false };
    packer.tables.resize_with(Tables::SCHEMAS.len(), packed::Packing::default);
    each(parts, &mut |part| packer.see(part))?;
    for (table, schema) in packer.tables.iter_mut().zip(Tables::SCHEMAS) {
        table.settle(schema).ok_or(BuildError::TooLarge { what: schema.name })?;
    }
    packer.writing = true;
    each(parts, &mut |part| packer.see(part))?;
    let mut out = Vec::new();
    for (table, schema) in packer.tables.into_iter().zip(Tables::SCHEMAS) {
        table.finish(schema, &mut out).ok_or(BuildError::TooLarge { what: schema.name })?;
    }
    Ok(out)
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
    tables: Vec<packed::Packing>,
    at: usize,
    writing: bool,
}

impl Pack<'_> {
    fn see(&mut self, part: &Tables) -> Result<(), BuildError> {
        self.at = 0;
        part.visit(self)
    }
}

impl TableVisitor for Pack<'_> {
    type Error = BuildError;
    fn table<R: Row>(&mut self, rows: &[R]) -> Result<(), BuildError> {
        let rows = if AS_MASKS.contains(&R::SCHEMA.name) { &[] } else { rows };
        let table = self.tables.get_mut(self.at);
        self.at += 1;
        match table {
            Some(table) if self.writing => {
                table.write(rows, self.texts).ok_or(BuildError::TooLarge { what: R::SCHEMA.name })
            }
            Some(table) => {
                table.measure(rows, self.texts);
                Ok(())
            }
            None => Ok(()),
        }
    }
}

/// For each rule, its row in the table of its kind.
#[derive(Default)]
struct Payloads {
    /// Rules of earlier parts.
    rules: u32,
    /// Rows of earlier parts, by table.
    before: Vec<u32>,
    section: Vec<u8>,
}

impl Payloads {
    fn add(&mut self, part: &Tables) -> Result<(), BuildError> {
        let dense = (self.rules..).zip(&part.rule).all(|(id, rule)| rule.id == id);
        if !dense || !part.rule.is_sorted_by_key(|rule| rule.edition) {
            return Err(BuildError::NotGrouped { table: "rule" });
        }
        self.before.resize(Tables::SCHEMAS.len(), 0);
        let kinds: Vec<&str> = part.rule.iter().map(|rule| rule.kind.as_str()).collect();
        let rows = vec![u32::MAX; kinds.len()];
        let mut of_part = OfPart { first: self.rules, kinds, rows, before: &mut self.before, at: 0 };
        let Ok(()) = part.visit(&mut of_part);
        let rows = of_part.rows;
        self.section.extend(rows.iter().flat_map(|row| row.to_le_bytes()));
        self.rules = self.rules.saturating_add(u32::try_from(rows.len()).unwrap_or(u32::MAX));
        Ok(())
    }
}

struct OfPart<'p> {
    first: u32,
    kinds: Vec<&'p str>,
    rows: Vec<u32>,
    before: &'p mut [u32],
    at: usize,
}

impl TableVisitor for OfPart<'_> {
    type Error = std::convert::Infallible;
    fn table<R: Row>(&mut self, rows: &[R]) -> Result<(), Self::Error> {
        let Some(before) = self.before.get_mut(self.at) else { return Ok(()) };
        self.at += 1;
        let numbers = *before..;
        *before = before.saturating_add(u32::try_from(rows.len()).unwrap_or(u32::MAX));
        let Some(column) = R::SCHEMA.columns.iter().position(|column| column.name == "rule") else { return Ok(()) };
        for (number, row) in numbers.zip(rows) {
            let mut values = Vec::new();
            row.values(&mut |value| values.push(value));
            let rule = match values.get(column) {
                Some(Value::Integer(rule)) => usize::try_from(rule - i64::from(self.first)).ok(),
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
