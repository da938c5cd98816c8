//! The text of a document while it is edited, with the places where its lines begin. In bytes; knows no positions of the protocol.

use std::ops::Range;

/// A text that is changed piece by piece. A change costs a move of the bytes behind it, not a look at the whole text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Text {
    content: String,
    /// Where lines begin, in order; the first at 0.
    starts: Vec<usize>,
}

impl Text {
    pub(crate) fn new(content: String) -> Self {
        let starts = std::iter::once(0).chain(behind_breaks(0, &content)).collect();
        Self { content, starts }
    }

    pub(crate) fn content(&self) -> &str {
        &self.content
    }

    /// Where a line begins and its characters, the line break included; `None` behind the last line.
    pub(crate) fn line(&self, line: usize) -> Option<(usize, &str)> {
        let start = self.starts.get(line).copied()?;
        let end = self.starts.get(line + 1).copied().unwrap_or(self.content.len());
        Some((start, self.content.get(start..end)?))
    }

    /// Puts a text in the place of some bytes; nothing happens if they are not whole characters of the text.
    pub(crate) fn replace(&mut self, range: Range<usize>, with: &str) {
        if self.content.get(range.clone()).is_none() {
            return;
        }
        self.content.replace_range(range.clone(), with);
        let first = self.starts.partition_point(|start| *start <= range.start);
        let behind = self.starts.partition_point(|start| *start <= range.end);
        for start in self.starts.iter_mut().skip(behind) {
            *start = *start - range.len() + with.len();
        }
        self.starts.splice(first..behind, behind_breaks(range.start, with));
    }
}

/// The places behind the line breaks of a text that begins at an offset.
fn behind_breaks(offset: usize, text: &str) -> impl Iterator<Item = usize> {
    text.match_indices('\n').map(move |(at, _)| offset + at + 1)
}
