//! Tables as rows of fixed width: each column takes as many bytes as its largest value needs, counted from its smallest.
//!
//! ```text
//! table   rows u32, stride u16, columns u16, then per column: smallest i64, width u8, kind u8 (bit 0 nullable, rest the column kind)
//! row     the columns' values less the smallest; a nullable column stores 0 for absent and the value plus one
//! ```

use super::bytes::{i64_at, slice, u16_at, u32_at};
use super::texts::{TextNumbers, Texts};
use crate::tables::{Column, ColumnKind, Day, Row, Schema, Value};

const COLUMN: usize = 10;

/// A table that is being packed: its rows are seen twice, to find how wide the columns are and then to be written.
#[derive(Default)]
pub(crate) struct Packing {
    rows: usize,
    ranges: Vec<Option<(i64, i64)>>,
    layout: Vec<(i64, usize, bool)>,
}

impl Packing {
    /// Sees rows, already in canonical order, for the first time.
    pub(crate) fn measure<R: Row>(&mut self, rows: &[R], texts: &TextNumbers) {
        self.ranges.resize(R::SCHEMA.columns.len(), None);
        self.rows += rows.len();
        for row in rows {
            let mut ranges = self.ranges.iter_mut();
            row.values(&mut |value| {
                if let (Some(range), Some(value)) = (ranges.next(), number(value, texts)) {
                    let (low, high) = range.unwrap_or((value, value));
                    *range = Some((low.min(value), high.max(value)));
                }
            });
        }
    }

    /// All rows have been seen once.
    pub(crate) fn settle(&mut self, schema: &Schema) -> Option<()> {
        self.ranges.resize(schema.columns.len(), None);
        for (range, column) in self.ranges.iter().zip(schema.columns) {
            let (low, high) = range.unwrap_or((0, 0));
            let span = u64::try_from(i128::from(high) - i128::from(low) + i128::from(column.nullable)).ok()?;
            let width = if range.is_none() { 0 } else { 8 - span.leading_zeros() / 8 };
            self.layout.push((low, usize::try_from(width).ok()?, column.nullable));
        }
        // Rows without bytes would cost nothing to claim.
        if self.rows > 1
            && self.layout.iter().all(|(_, width, _)| *width == 0)
            && let Some((_, width, _)) = self.layout.first_mut()
        {
            *width = 1;
        }
        Some(())
    }

    /// Sees them again and writes them.
    pub(crate) fn write<R: Row>(&self, rows: &[R], texts: &TextNumbers, out: &mut Vec<u8>) -> Option<()> {
        for row in rows {
            let mut columns = self.layout.iter();
            let mut whole = Some(());
            row.values(&mut |value| {
                let Some((low, width, nullable)) = columns.next() else { return };
                let stored =
                    number(value, texts).map_or(0, |value| value.wrapping_sub(*low) as u64 + u64::from(*nullable));
                match stored.to_le_bytes().get(..*width) {
                    Some(bytes) => out.extend(bytes),
                    None => whole = None,
                }
            });
            whole?;
        }
        Some(())
    }

    /// What stands before the rows.
    pub(crate) fn head(&self, schema: &Schema) -> Option<Vec<u8>> {
        let mut out = Vec::new();
        let stride: usize = self.layout.iter().map(|(_, width, _)| width).sum();
        out.extend(u32::try_from(self.rows).ok()?.to_le_bytes());
        out.extend(u16::try_from(stride).ok()?.to_le_bytes());
        out.extend(u16::try_from(schema.columns.len()).ok()?.to_le_bytes());
        for ((low, width, _), column) in self.layout.iter().zip(schema.columns) {
            out.extend(low.to_le_bytes());
            out.extend([u8::try_from(*width).ok()?, kind_code(column.kind) << 1 | u8::from(column.nullable)]);
        }
        Some(out)
    }
}

fn number(value: Value<'_>, texts: &TextNumbers) -> Option<i64> {
    match value {
        Value::Null => None,
        Value::Text(text) => texts.number(text).map(i64::from),
        Value::Integer(number) => Some(number),
        Value::Day(day) => Some(i64::from(day.0)),
    }
}

fn kind_code(kind: ColumnKind) -> u8 {
    match kind {
        ColumnKind::Text => 0,
        ColumnKind::Integer => 1,
        ColumnKind::Flag => 2,
        ColumnKind::Day => 3,
    }
}

/// A table in an image.
#[derive(Default, Debug)]
pub(crate) struct Packed {
    columns: Vec<StoredColumn>,
    rows_at: usize,
    pub(crate) rows: u32,
    stride: u16,
}

/// How a column's values are read.
#[derive(Clone, Copy, Debug)]
struct StoredColumn {
    low: i64,
    /// The bits of eight bytes that are the column's.
    bits: u64,
    /// Where it begins in a row.
    at: u16,
    width: u8,
    nullable: bool,
    kind: ColumnKind,
}

impl StoredColumn {
    /// A column that begins at `at`; `None` if it is not what the schema says.
    fn read(stored: &[u8; COLUMN], at: u16, expected: &Column) -> Option<Self> {
        let [.., width, kind] = *stored;
        let bits = u64::MAX.checked_shr(64 - 8 * u32::from(width)).unwrap_or(0);
        let is_expected = kind == kind_code(expected.kind) << 1 | u8::from(expected.nullable);
        let (nullable, kind) = (expected.nullable, expected.kind);
        is_expected.then_some(Self { low: i64_at(stored, 0)?, bits, at, width, nullable, kind })
    }

    /// The column's value in a row, if it is not absent. Eight bytes are read at once where there are so many.
    fn get(&self, row: &[u8]) -> Option<i64> {
        let bytes = row.get(usize::from(self.at)..)?;
        let wide = bytes.first_chunk().map_or_else(|| self.near_the_end(bytes), |wide| u64::from_le_bytes(*wide));
        let value = (wide & self.bits).checked_sub(u64::from(self.nullable))?;
        Some(self.low.wrapping_add(value as i64))
    }

    #[cold]
    fn near_the_end(&self, bytes: &[u8]) -> u64 {
        bytes.iter().take(self.width.into()).rev().fold(0, |wide, byte| wide << 8 | u64::from(*byte))
    }
}

impl Packed {
    /// The table that begins at `at`, checked against `schema`; also where the next one begins. A newer writer may have added columns.
    pub(crate) fn read(section: &[u8], at: usize, schema: &Schema) -> Option<(Self, usize)> {
        let rows = u32_at(section, at)?;
        let stride = u16_at(section, at + 4)?;
        let count = usize::from(u16_at(section, at + 6)?);
        let layout = slice(section, at.checked_add(8)?, count.checked_mul(COLUMN)?)?;
        let (mut widths, mut columns) = (0_u16, Vec::with_capacity(schema.columns.len()));
        for (number, stored) in layout.as_chunks::<COLUMN>().0.iter().enumerate() {
            let [.., width, _] = *stored;
            if width > 8 {
                return None;
            }
            if let Some(expected) = schema.columns.get(number) {
                columns.push(StoredColumn::read(stored, widths, expected)?);
            }
            widths = widths.checked_add(width.into())?;
        }
        // Rows without bytes cost nothing to claim: more than one of them is a lie.
        let claimed = stride == 0 && rows > 1;
        if claimed || count < schema.columns.len() || widths != stride {
            return None;
        }
        let rows_at = at + 8 + layout.len();
        let length = usize::try_from(rows).ok()?.checked_mul(usize::from(stride))?;
        slice(section, rows_at, length)?;
        Some((Self { columns, rows_at, rows, stride }, rows_at + length))
    }

    /// A row as a struct; `None` if there is no such row or a text is damaged.
    pub(crate) fn row<R: Row>(&self, section: &[u8], texts: Texts<'_>, index: u32) -> Option<R> {
        let mut reader = RowReader::new(self, section, texts, index)?;
        let row = R::from_values(&mut || reader.next());
        reader.sound.then_some(row)
    }

    /// The same with its texts left where they are.
    pub(crate) fn view<'t, R: Row>(&self, section: &[u8], texts: Texts<'t>, index: u32) -> Option<R::View<'t>> {
        let mut reader = RowReader::new(self, section, texts, index)?;
        let row = R::view(&mut || reader.next());
        reader.sound.then_some(row)
    }

    /// The first column of a row, if it is not absent.
    pub(crate) fn first(&self, section: &[u8], index: u32) -> Option<i64> {
        FirstColumn::new(self, section).filter(|_| index < self.rows)?.get(index)
    }

    /// The rows whose first column is `key`, in a table sorted by that column.
    pub(crate) fn with_first(&self, section: &[u8], key: i64) -> std::ops::Range<u32> {
        self.with_first_behind(section, key, &mut Hint::default())
    }

    /// The same, looked for from where the last search of a smaller key ended: keys that rise are found in a few steps each.
    pub(crate) fn with_first_behind(&self, section: &[u8], key: i64, hint: &mut Hint) -> std::ops::Range<u32> {
        let Some(keys) = FirstColumn::new(self, section) else { return 0..0 };
        let smaller = |index| keys.get(index).is_some_and(|value| value < key);
        let same = |index| keys.get(index) == Some(key);
        let first = match hint.end {
            Some(near) => first_without(near..self.rows, smaller),
            None => partition(0..self.rows, smaller),
        };
        // Few rows share a key.
        let end = first_without(first..self.rows, same);
        hint.end = Some(end);
        first..end
    }
}

/// Where a search ended.
#[derive(Clone, Copy, Default, Debug)]
pub(crate) struct Hint {
    end: Option<u32>,
}

/// The first index of a range for which `before` does not hold, looked for in steps that double: it is expected near the beginning.
fn first_without(range: std::ops::Range<u32>, before: impl Fn(u32) -> bool) -> u32 {
    let (mut low, mut step) = (range.start, 1_u32);
    while low < range.end && before(low) {
        let ahead = low.saturating_add(step).min(range.end);
        if ahead == range.end || !before(ahead) {
            return partition(low + 1..ahead, before);
        }
        (low, step) = (ahead, step.saturating_mul(2));
    }
    low
}

/// The first index of a range for which `before` does not hold.
fn partition(range: std::ops::Range<u32>, before: impl Fn(u32) -> bool) -> u32 {
    let (mut low, mut high) = (range.start, range.end);
    while low < high {
        let middle = low + (high - low) / 2;
        if before(middle) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    low
}

/// The first column of a table: a text's number, an id.
struct FirstColumn<'a> {
    rows: &'a [u8],
    stride: usize,
    column: &'a StoredColumn,
}

impl<'a> FirstColumn<'a> {
    fn new(table: &'a Packed, section: &'a [u8]) -> Option<Self> {
        let rows = section.get(table.rows_at..)?;
        Some(Self { rows, stride: table.stride.into(), column: table.columns.first()? })
    }

    fn get(&self, index: u32) -> Option<i64> {
        let at = usize::try_from(index).ok()?.checked_mul(self.stride)?;
        self.column.get(self.rows.get(at..)?)
    }
}

/// Reads one row column by column.
struct RowReader<'a, 't> {
    columns: std::slice::Iter<'a, StoredColumn>,
    /// The row, and all rows behind it.
    bytes: &'a [u8],
    texts: Texts<'t>,
    /// Whether all texts so far could be read.
    sound: bool,
}

impl<'a, 't> RowReader<'a, 't> {
    fn new(table: &'a Packed, section: &'a [u8], texts: Texts<'t>, index: u32) -> Option<Self> {
        if index >= table.rows {
            return None;
        }
        let at = usize::try_from(index).ok()?.checked_mul(table.stride.into())?.checked_add(table.rows_at)?;
        Some(Self { columns: table.columns.iter(), bytes: section.get(at..)?, texts, sound: true })
    }

    fn next(&mut self) -> Value<'t> {
        let Some(column) = self.columns.next() else { return Value::Null };
        let Some(value) = column.get(self.bytes) else { return Value::Null };
        match column.kind {
            ColumnKind::Text => match u32::try_from(value).ok().and_then(|number| self.texts.get(number)) {
                Some(text) => Value::Text(text),
                None => self.unsound(),
            },
            ColumnKind::Day => i32::try_from(value).map_or_else(|_| self.unsound(), |day| Value::Day(Day(day))),
            ColumnKind::Integer | ColumnKind::Flag => Value::Integer(value),
        }
    }

    #[cold]
    fn unsound(&mut self) -> Value<'t> {
        self.sound = false;
        Value::Null
    }
}
