//! Byte offsets ↔ lines and columns of every kind that readers count in. The only place that knows UTF-16.

use memchr::memchr2_iter;

/// How a reader counts columns.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum ColumnUnit {
    /// UTF-8 bytes.
    Bytes,
    /// UTF-16 code units.
    Utf16,
    /// Unicode scalar values.
    Chars,
}

/// A place in a text, both counted from 0.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, PartialOrd, Ord)]
pub struct LineColumn {
    /// Line.
    pub line: u32,
    /// Column in the reader's unit.
    pub column: u32,
}

/// The last bytes of the ends of lines, in order.
pub(crate) fn line_breaks(text: &str) -> impl Iterator<Item = usize> {
    let bytes = text.as_bytes();
    let ends = |at: &usize| bytes.get(*at) == Some(&b'\n') || bytes.get(*at + 1) != Some(&b'\n');
    memchr2_iter(b'\n', b'\r', bytes).filter(move |at| ends(at))
}

/// Where the lines of a text begin. Lines end with LF, with CR LF whose CR counts as part of the line, or with a CR alone.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct LineIndex {
    starts: Vec<u32>,
    length: u32,
}

impl LineIndex {
    /// Indexes a text.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let breaks = line_breaks(text).map(|at| offset(at + 1));
        Self { starts: std::iter::once(0).chain(breaks).collect(), length: offset(text.len()) }
    }

    /// The index of a text of which somebody has kept where its lines begin, in order, the first at 0.
    #[must_use]
    pub fn of_starts(text: &str, starts: &[u32]) -> Self {
        Self { starts: starts.to_vec(), length: offset(text.len()) }
    }

    /// The number of lines; a text that ends in a line break has an empty last line.
    #[must_use]
    pub fn lines(&self) -> u32 {
        offset(self.starts.len())
    }

    /// Line and column of a byte offset; an offset inside a character counts as that character's start, one beyond the end as the end.
    #[must_use]
    pub fn position(&self, text: &str, at: u32, unit: ColumnUnit) -> LineColumn {
        let at = at.min(self.length);
        let line = self.starts.partition_point(|start| *start <= at).saturating_sub(1);
        let start = self.starts.get(line).copied().unwrap_or(0);
        let before = text.get(start as usize..char_start(text, at as usize)).unwrap_or("");
        LineColumn { line: offset(line), column: width(before, unit) }
    }

    /// Byte offset of a line and column; a column behind the end of its line is the end of the line, a line behind the last the end of the text.
    #[must_use]
    pub fn offset(&self, text: &str, at: LineColumn, unit: ColumnUnit) -> u32 {
        let Some(start) = self.starts.get(at.line as usize).copied() else { return self.length };
        let end = self.starts.get(at.line as usize + 1).copied().unwrap_or(self.length);
        let line = text.get(start as usize..end as usize).unwrap_or("").trim_end_matches(['\n', '\r']);
        let mut column = 0;
        for (index, character) in line.char_indices() {
            if column >= at.column {
                return start + offset(index);
            }
            column += character_width(character, unit);
        }
        start + offset(line.len())
    }

    /// Bytes of a line without its line break.
    #[must_use]
    pub fn line_text<'t>(&self, text: &'t str, line: u32) -> &'t str {
        let Some(start) = self.starts.get(line as usize).copied() else { return "" };
        let end = self.starts.get(line as usize + 1).copied().unwrap_or(self.length);
        text.get(start as usize..end as usize).unwrap_or("").trim_end_matches(['\n', '\r'])
    }
}

/// The number of characters before a byte offset: what renderers that count in characters want.
#[must_use]
pub fn chars_before(text: &str, at: u32) -> usize {
    text.get(..char_start(text, at as usize)).map_or(0, |before| before.chars().count())
}

/// The start of the character that an offset lies in.
fn char_start(text: &str, at: usize) -> usize {
    let at = at.min(text.len());
    (0..=at).rev().find(|index| text.is_char_boundary(*index)).unwrap_or(0)
}

fn width(text: &str, unit: ColumnUnit) -> u32 {
    text.chars().map(|character| character_width(character, unit)).sum()
}

fn character_width(character: char, unit: ColumnUnit) -> u32 {
    match unit {
        ColumnUnit::Bytes => offset(character.len_utf8()),
        ColumnUnit::Utf16 => offset(character.len_utf16()),
        ColumnUnit::Chars => 1,
    }
}

/// Texts are shorter than 4 GiB; what is longer is cut off there.
fn offset(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}
