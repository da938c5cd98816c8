//! Byte offsets of one file to lines and columns. Columns count characters, as editors show them; the protocol of editors has its own
//! conversion elsewhere.

use std::sync::Arc;

/// A file's text with the starts of its lines.
#[derive(Clone, Debug)]
pub struct Lines {
    text: Arc<str>,
    starts: Vec<usize>,
}

/// A place for people: both numbers count from 1.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, PartialOrd, Ord)]
pub struct Position {
    /// Line.
    pub line: usize,
    /// Column in characters.
    pub column: usize,
}

impl Lines {
    /// Finds the lines of a text; `\r\n`, `\n` and `\r` end a line.
    #[must_use]
    pub fn new(text: Arc<str>) -> Self {
        let lone = |at: usize| text.as_bytes().get(at + 1) != Some(&b'\n');
        let breaks = text.bytes().enumerate().filter(|(at, byte)| *byte == b'\n' || (*byte == b'\r' && lone(*at)));
        let breaks = breaks.map(|(at, _)| at + 1);
        let starts = std::iter::once(0).chain(breaks).collect();
        Self { text, starts }
    }

    /// The text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Line and column of a byte; a byte inside a character or behind the end is moved to the boundary before it.
    #[must_use]
    pub fn position(&self, byte: usize) -> Position {
        let byte = self.boundary(byte);
        let line = self.starts.partition_point(|start| *start <= byte);
        let start = line.checked_sub(1).and_then(|index| self.starts.get(index)).copied().unwrap_or(0);
        let before = self.text.get(start..byte).unwrap_or_default();
        Position { line: line.max(1), column: before.chars().count() + 1 }
    }

    /// The nearest character boundary at or before a byte.
    #[must_use]
    pub fn boundary(&self, byte: usize) -> usize {
        let end = byte.min(self.text.len());
        (0..=end).rev().find(|at| self.text.is_char_boundary(*at)).unwrap_or(0)
    }
}
