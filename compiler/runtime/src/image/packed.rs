//! Tables as rows of fixed width: each column takes as many bytes as its largest value needs, counted from its smallest.
//!
//! ```text
//! table   rows u32, stride u16, columns u16, then per column: smallest i64, width u8, kind u8 (bit 0 nullable, rest the column kind)
//! row     the columns' values less the smallest; a nullable column stores 0 for absent and the value plus one
//! ```

use super::bytes::{i64_at, slice, u16_at, u32_at};
use super::texts::{TextNumbers, Texts};
use crate::tables::{ColumnKind, Day, Row, Schema, Value};

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
#[derive(Clone, Copy, Default, Debug, PartialEq, Eq)]
pub(crate) struct Packed {
    columns_at: usize,
    rows_at: usize,
    pub(crate) rows: u32,
    stride: u16,
}

impl Packed {
    /// The table that begins at `at`, checked against `schema`; also where the next one begins. A newer writer may have added columns.
    pub(crate) fn read(section: &[u8], at: usize, schema: &Schema) -> Option<(Self, usize)> {
        let rows = u32_at(section, at)?;
        let stride = u16_at(section, at + 4)?;
        let columns = usize::from(u16_at(section, at + 6)?);
        let columns_at = at.checked_add(8)?;
        let layout = slice(section, columns_at, columns.checked_mul(COLUMN)?)?;
        let mut widths = 0_usize;
        for column in layout.as_chunks::<COLUMN>().0 {
            let [.., width, _] = column;
            widths += usize::from(*width);
            if *width > 8 {
                return None;
            }
        }
        let known = schema.columns.iter().zip(layout.as_chunks::<COLUMN>().0);
        for (expected, column) in known {
            let [.., kind] = column;
            if *kind != kind_code(expected.kind) << 1 | u8::from(expected.nullable) {
                return None;
            }
        }
        // Rows without bytes cost nothing to claim: more than one of them is a lie.
        let claimed = stride == 0 && rows > 1;
        if claimed || columns < schema.columns.len() || widths != usize::from(stride) {
            return None;
        }
        let rows_at = columns_at + columns * COLUMN;
        let length = usize::try_from(rows).ok()?.checked_mul(usize::from(stride))?;
        slice(section, rows_at, length)?;
        Some((Self { columns_at, rows_at, rows, stride }, rows_at + length))
    }

    /// A row as a struct; `None` if there is no such row or a text is damaged.
    pub(crate) fn row<R: Row>(self, section: &[u8], texts: Texts<'_>, index: u32) -> Option<R> {
        self.read_as(section, texts, index, |next| R::from_values(next))
    }

    /// The same with its texts left where they are.
    pub(crate) fn view<'t, R: Row>(self, section: &[u8], texts: Texts<'t>, index: u32) -> Option<R::View<'t>> {
        self.read_as(section, texts, index, |next| R::view(next))
    }

    fn read_as<'t, T>(
        self,
        section: &[u8],
        texts: Texts<'t>,
        index: u32,
        make: impl FnOnce(&mut dyn FnMut() -> Value<'t>) -> T,
    ) -> Option<T> {
        let mut reader = RowReader::new(self, section, index)?;
        let mut sound = true;
        let row = make(&mut || {
            let value = reader.next(texts);
            sound &= value.is_some();
            value.unwrap_or(Value::Null)
        });
        sound.then_some(row)
    }

    /// The first column of a row, if it is not absent.
    pub(crate) fn first(self, section: &[u8], index: u32) -> Option<i64> {
        FirstColumn::new(self, section).filter(|_| index < self.rows)?.get(index)
    }

    /// The rows whose first column is `key`, in a table sorted by that column.
    pub(crate) fn with_first(self, section: &[u8], key: i64) -> std::ops::Range<u32> {
        self.with_first_behind(section, key, &mut Hint::default())
    }

    /// The same, looked for from where the last search of a smaller key ended: keys that rise are found in a few steps each.
    pub(crate) fn with_first_behind(self, section: &[u8], key: i64, hint: &mut Hint) -> std::ops::Range<u32> {
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
    width: usize,
    low: i64,
    nullable: bool,
}

impl<'a> FirstColumn<'a> {
    fn new(table: Packed, section: &'a [u8]) -> Option<Self> {
        let (column, _) = section.get(table.columns_at..table.rows_at)?.split_first_chunk::<COLUMN>()?;
        let [.., width, kind] = *column;
        let low = i64_at(column, 0)?;
        let rows = section.get(table.rows_at..)?;
        Some(Self { rows, stride: table.stride.into(), width: width.into(), low, nullable: kind & 1 == 1 })
    }

    fn get(&self, index: u32) -> Option<i64> {
        let at = usize::try_from(index).ok()?.checked_mul(self.stride)?;
        stored(self.rows.get(at..)?, self.width, self.low, self.nullable)
    }
}

/// The number that the first `width` of these bytes stand for, if it is not absent. Eight bytes are read at once where there are so many.
fn stored(bytes: &[u8], width: usize, low: i64, nullable: bool) -> Option<i64> {
    let wide = match bytes.first_chunk::<8>() {
        Some(wide) => u64::from_le_bytes(*wide),
        None => bytes.iter().rev().fold(0, |wide, byte| wide << 8 | u64::from(*byte)),
    };
    let all = u64::MAX.checked_shr(u32::try_from(64 - 8 * width.min(8)).ok()?).unwrap_or(0);
    let value = (wide & all).checked_sub(u64::from(nullable))?;
    Some(low.wrapping_add(value as i64))
}

/// Reads one row column by column.
struct RowReader<'a> {
    columns: &'a [[u8; COLUMN]],
    /// What is left of the row, and all rows behind it.
    bytes: &'a [u8],
}

impl<'a> RowReader<'a> {
    fn new(table: Packed, section: &'a [u8], index: u32) -> Option<Self> {
        if index >= table.rows {
            return None;
        }
        let stride = usize::from(table.stride);
        let at = usize::try_from(index).ok()?.checked_mul(stride)?.checked_add(table.rows_at)?;
        slice(section, at, stride)?;
        Some(Self { columns: section.get(table.columns_at..table.rows_at)?.as_chunks().0, bytes: section.get(at..)? })
    }

    /// The next column's value (absent: `None` inside) and its kind.
    fn number(&mut self) -> Option<(Option<i64>, u8)> {
        let (column, columns) = self.columns.split_first()?;
        let [.., width, kind] = *column;
        let (low, width) = (i64_at(column, 0)?, usize::from(width));
        let value = stored(self.bytes, width, low, kind & 1 == 1);
        (self.columns, self.bytes) = (columns, self.bytes.get(width..)?);
        Some((value, kind >> 1))
    }

    fn next<'t>(&mut self, texts: Texts<'t>) -> Option<Value<'t>> {
        let (value, kind) = self.number()?;
        let Some(value) = value else { return Some(Value::Null) };
        match kind {
            0 => texts.get(u32::try_from(value).ok()?).map(Value::Text),
            3 => i32::try_from(value).ok().map(|day| Value::Day(Day(day))),
            _ => Some(Value::Integer(value)),
        }
    }
}
