//! Tables to an image.

use std::borrow::Cow;
use std::fmt;
use std::io::{self, Cursor, Read, Seek, Write};

use super::sections::Writer;
use super::texts::TextNumbers;
use super::{Section, blocks, lookups, packed};
use crate::tables::{Parts, PieceVisitor, Row, TableVisitor, Tables, Value, visit_pieces};

const TEXTS_TOO_LARGE: BuildError = BuildError::TooLarge { what: "all texts together" };

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

/// Why an image was not written.
#[derive(Debug)]
#[non_exhaustive]
pub enum WriteError {
    /// The tables cannot become an image.
    Build(BuildError),
    /// A part could not be read, or the file not written.
    Io(io::Error),
}

impl From<BuildError> for WriteError {
    fn from(error: BuildError) -> Self {
        Self::Build(error)
    }
}

impl From<io::Error> for WriteError {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

impl fmt::Display for WriteError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Build(error) => error.fmt(out),
            Self::Io(error) => error.fmt(out),
        }
    }
}

impl std::error::Error for WriteError {}

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

/// The image of tables in canonical order that come in parts: the same bytes as if all were there at once.
///
/// # Errors
/// Tables that contradict themselves: unknown names, ids with holes, sizes beyond the format; a part that cannot be read.
pub fn build_from<P: Parts>(parts: &P) -> Result<Vec<u8>, BuildError> {
    match write(parts, Cursor::new(Vec::new())) {
        Ok(written) => Ok(written.into_inner()),
        Err(WriteError::Build(error)) => Err(error),
        // Memory takes everything, so it was a part that could not be read.
        Err(WriteError::Io(error)) => Err(BuildError::Unread { message: error.to_string() }),
    }
}

/// Writes the image of tables that come in parts into an empty file: the bytes of [`build_from`]. A part and the texts are in memory at a
/// time, not the image.
///
/// # Errors
/// Tables that contradict themselves, as for [`build`]; what reading a part or writing the file says.
pub fn write<P: Parts, F: Read + Write + Seek>(parts: &P, file: F) -> Result<F, WriteError> {
    let (mut collected, mut named) = (Collect::default(), Tables::default());
    each(parts, &mut |part| {
        part.visit(&mut collected)?;
        named.matter.extend_from_slice(&part.matter);
        named.matter_code.extend_from_slice(&part.matter_code);
        named.edition.extend_from_slice(&part.edition);
        Ok(())
    })?;
    let texts = collected.0.sorted().ok_or(TEXTS_TOO_LARGE)?;
    let mut sections = Writer::new(file)?;
    let (offsets, bytes) = texts.sections();
    sections.section(Section::TextOffsets, &offsets)?;
    sections.section(Section::Texts, bytes)?;
    pack(parts, &texts, &mut sections)?;
    sections.section(Section::Regions, &lookups::regions(parts.shared())?)?;
    sections.section(Section::RegionNames, &lookups::region_names(parts.shared(), &texts)?)?;
    sections.section(Section::MatterNames, &lookups::matter_names(&named, &texts)?)?;
    drop(texts);
    decisions(parts, &named, &mut sections)?;
    payloads(parts, &mut sections)?;
    Ok(sections.seal()?)
}

/// What a decision reads: the blocks, and before them where each is, which is known last.
fn decisions<P: Parts, F: Read + Write + Seek>(
    parts: &P,
    named: &Tables,
    sections: &mut Writer<F>,
) -> Result<(), WriteError> {
    sections.reserve(Section::MatterEditions, (named.matter.len() + 1) * 4)?;
    sections.reserve(Section::Editions, named.edition.len() * lookups::EDITION)?;
    sections.reserve(Section::BlockOffsets, (named.edition.len() + 1) * 4)?;
    sections.begin(Section::Blocks);
    let mut blocks = blocks::Blocks::new(parts.shared());
    each(parts, &mut |part| Ok(sections.piece(Section::Blocks, &blocks.add(part)?)?))?;
    sections.end()?;
    let offsets = blocks.finish()?;
    let (matter_editions, editions) = lookups::editions(named, &offsets)?;
    sections.fill(Section::MatterEditions, &matter_editions)?;
    sections.fill(Section::Editions, &editions)?;
    let offsets: Vec<u8> = offsets.iter().flat_map(|offset| offset.to_le_bytes()).collect();
    Ok(sections.fill(Section::BlockOffsets, &offsets)?)
}

fn payloads<P: Parts, F: Read + Write + Seek>(parts: &P, sections: &mut Writer<F>) -> Result<(), WriteError> {
    sections.begin(Section::Payloads);
    let mut payloads = Payloads::default();
    each(parts, &mut |part| Ok(sections.piece(Section::Payloads, &payloads.add(part)?)?))?;
    Ok(sections.end()?)
}

/// What is shared, then each part.
fn each<P: Parts>(parts: &P, take: &mut dyn FnMut(&Tables) -> Result<(), WriteError>) -> Result<(), WriteError> {
    take(parts.shared())?;
    for index in 0..parts.count() {
        take(&parts.part(index)?)?;
    }
    Ok(())
}

/// All tables with columns as wide as they need to be.
fn pack<P: Parts, F: Read + Write + Seek>(
    parts: &P,
    texts: &TextNumbers,
    sections: &mut Writer<F>,
) -> Result<(), WriteError> {
    let mut measure = Measure { texts, tables: Vec::new(), at: 0 };
    measure.tables.resize_with(Tables::SCHEMAS.len(), packed::Packing::default);
    each(parts, &mut |part| {
        measure.at = 0;
        let Ok(()) = part.visit(&mut measure);
        Ok(())
    })?;
    let mut tables = measure.tables;
    for (table, schema) in tables.iter_mut().zip(Tables::SCHEMAS) {
        table.settle(schema).ok_or(BuildError::TooLarge { what: schema.name })?;
    }
    sections.begin(Section::Tables);
    visit_pieces(parts, &mut Pack { texts, tables: tables.into_iter(), table: None, sections })?;
    Ok(sections.end()?)
}

/// Every text once.
#[derive(Default)]
struct Collect(TextNumbers);

impl TableVisitor for Collect {
    type Error = BuildError;
    fn table<R: Row>(&mut self, rows: &[R]) -> Result<(), Self::Error> {
        if AS_MASKS.contains(&R::SCHEMA.name) {
            return Ok(());
        }
        let mut added = Some(());
        for row in rows {
            row.values(&mut |value| {
                if let Value::Text(text) = value {
                    added = added.and_then(|()| self.0.add(text));
                }
            });
        }
        added.ok_or(TEXTS_TOO_LARGE)
    }
}

/// Rows that the tables of an image keep.
fn kept<R: Row>(rows: &[R]) -> &[R] {
    if AS_MASKS.contains(&R::SCHEMA.name) { &[] } else { rows }
}

struct Measure<'a> {
    texts: &'a TextNumbers,
    tables: Vec<packed::Packing>,
    at: usize,
}

impl TableVisitor for Measure<'_> {
    type Error = std::convert::Infallible;
    fn table<R: Row>(&mut self, rows: &[R]) -> Result<(), Self::Error> {
        if let Some(table) = self.tables.get_mut(self.at) {
            table.measure(kept(rows), self.texts);
        }
        self.at += 1;
        Ok(())
    }
}

/// Rows that are packed at once.
const PIECE: usize = 4096;

struct Pack<'a, F: Write> {
    texts: &'a TextNumbers,
    /// The tables that are not yet written.
    tables: std::vec::IntoIter<packed::Packing>,
    table: Option<packed::Packing>,
    sections: &'a mut Writer<F>,
}

impl<F: Read + Write + Seek> PieceVisitor for Pack<'_, F> {
    type Error = WriteError;

    fn begin<R: Row>(&mut self) -> Result<(), WriteError> {
        self.table = self.tables.next();
        let head = self.table.as_ref().and_then(|table| table.head(&R::SCHEMA));
        let head = head.ok_or(BuildError::TooLarge { what: R::SCHEMA.name })?;
        Ok(self.sections.piece(Section::Tables, &head)?)
    }

    fn rows<R: Row>(&mut self, rows: &[R]) -> Result<(), WriteError> {
        for rows in kept(rows).chunks(PIECE) {
            let mut bytes = Vec::new();
            let written = self.table.as_ref().and_then(|table| table.write(rows, self.texts, &mut bytes));
            written.ok_or(BuildError::TooLarge { what: R::SCHEMA.name })?;
            self.sections.piece(Section::Tables, &bytes)?;
        }
        Ok(())
    }

    fn end<R: Row>(&mut self) -> Result<(), WriteError> {
        Ok(())
    }
}

/// For each rule, its row in the table of its kind.
#[derive(Default)]
struct Payloads {
    /// Rules of earlier parts.
    rules: u32,
    /// Rows of earlier parts, by table.
    before: Vec<u32>,
}

impl Payloads {
    fn add(&mut self, part: &Tables) -> Result<Vec<u8>, BuildError> {
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
        self.rules = self.rules.saturating_add(u32::try_from(rows.len()).unwrap_or(u32::MAX));
        Ok(rows.iter().flat_map(|row| row.to_le_bytes()).collect())
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
