//! The text of a document while it is edited, with the places where its lines begin. In bytes; knows no positions of the protocol.

use std::ops::{Range, RangeInclusive};

/// A text that is changed piece by piece. A change costs a move of the bytes behind it, not a look at the whole text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Text {
    content: String,
    /// Where lines begin, in order; the first at 0. As whoever counts lines takes them: thousands are handed over with every letter.
    starts: Vec<u32>,
}

impl Text {
    pub(crate) fn new(content: String) -> Self {
        let starts = std::iter::once(0).chain(line_starts(&content, 1..=content.len())).collect();
        Self { content, starts }
    }

    pub(crate) fn content(&self) -> &str {
        &self.content
    }

    /// Where lines begin, in order; the first at 0.
    pub(crate) fn starts(&self) -> &[u32] {
        &self.starts
    }

    /// Where a line begins and its characters, the line break included; `None` behind the last line.
    pub(crate) fn line(&self, line: usize) -> Option<(usize, &str)> {
        let start = *self.starts.get(line)? as usize;
        let end = self.starts.get(line + 1).map_or(self.content.len(), |end| *end as usize);
        Some((start, self.content.get(start..end)?))
    }

    /// Puts a text in the place of some bytes; nothing happens if they are not whole characters of the text.
    pub(crate) fn replace(&mut self, range: Range<usize>, with: &str) {
        if self.content.get(range.clone()).is_none() {
            return;
        }
        self.content.replace_range(range.clone(), with);
        // Whether a line begins at a place depends on the bytes on both sides of it: a carriage return alone ends a line, too.
        let first = self.starts.partition_point(|start| (*start as usize) < range.start.max(1));
        let behind = self.starts.partition_point(|start| *start as usize <= range.end);
        let behind = behind.max(first);
        let (gone, come) = (offset(range.len()), offset(with.len()));
        for start in self.starts.iter_mut().skip(behind) {
            *start = start.saturating_sub(gone).saturating_add(come);
        }
        let inside = line_starts(&self.content, range.start..=range.start + with.len());
        self.starts.splice(first..behind, inside);
    }
}

/// The places of a range at which a line begins; the first line is not among them.
fn line_starts(text: &str, range: RangeInclusive<usize>) -> impl Iterator<Item = u32> {
    let byte = |at: usize| text.as_bytes().get(at).copied();
    let begins = range.filter(move |at| match at.checked_sub(1).and_then(byte) {
        Some(b'\n') => true,
        Some(b'\r') => byte(*at) != Some(b'\n'),
        _ => false,
    });
    begins.map(offset)
}

/// Texts are shorter than 4 GiB; what is longer is cut off there.
fn offset(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}
