//! A file's text before and after an edit → the one item that was edited, if it is one: then no other is looked at.

use std::ops::Range;

use matter_syntax::split;

use super::slices::head_line;

/// An edit inside one item: all items are the same as before, and one of them has another text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Inside {
    /// Which item of the file.
    pub(crate) number: usize,
    /// Its bytes in the new text.
    pub(crate) range: Range<usize>,
}

/// The item that was edited; `None` if it is not one, or if an item may have come, gone or been renamed. `starts` are the places where the
/// items of the old text begin, the first at 0.
pub(crate) fn edited(old: &str, new: &str, starts: &[u32]) -> Option<Inside> {
    let (from, to) = difference(old.as_bytes(), new.as_bytes());
    let number = starts.partition_point(|start| *start as usize <= from).checked_sub(1)?;
    let range = item(starts, number, old.len())?;
    if to > range.end {
        return None;
    }
    // What stands behind the edit stands where it stood before, counted from the end.
    let behind = |end: usize| (new.len() + end).checked_sub(old.len());
    let inside = Inside { number, range: range.start..behind(range.end)? };
    // Whether a line belongs to an item depends on the lines next to it, so the neighbours are split with it.
    let before = number.checked_sub(1).and_then(|number| item(starts, number, old.len()));
    let after = item(starts, number + 1, old.len());
    let lengths =
        [before.clone().map(|range| range.len()), Some(inside.range.len()), after.clone().map(|range| range.len())];
    let from = before.map_or(range.start, |range| range.start);
    let window = new.get(from..behind(after.map_or(range.end, |range| range.end))?)?;
    // At the beginning of a file, and only there, the mark of the byte order is no text.
    let marked = from > 0 && window.starts_with('\u{feff}');
    let same_items = split(window).iter().map(|slice| slice.text.len()).eq(lengths.into_iter().flatten());
    let same_head = head_line(old.get(range)?) == head_line(new.get(inside.range.clone())?);
    (!marked && same_items && same_head).then_some(inside)
}

fn item(starts: &[u32], number: usize, length: usize) -> Option<Range<usize>> {
    let start = *starts.get(number)? as usize;
    let end = starts.get(number + 1).map_or(length, |end| *end as usize);
    Some(start..end)
}

/// The bytes of the old text that are not the same in the new one.
fn difference(old: &[u8], new: &[u8]) -> (usize, usize) {
    let same = common(old.chunks(CHUNK).zip(new.chunks(CHUNK)));
    let rest = (old.get(same..).unwrap_or_default(), new.get(same..).unwrap_or_default());
    let from = same + rest.0.iter().zip(rest.1).take_while(|(old, new)| old == new).count();
    let rest = (old.get(from..).unwrap_or_default(), new.get(from..).unwrap_or_default());
    let same = common(rest.0.rchunks(CHUNK).zip(rest.1.rchunks(CHUNK)));
    let before = |text: &[u8]| text.len().saturating_sub(same);
    let ends = (rest.0.get(..before(rest.0)).unwrap_or_default(), rest.1.get(..before(rest.1)).unwrap_or_default());
    let behind = same + ends.0.iter().rev().zip(ends.1.iter().rev()).take_while(|(old, new)| old == new).count();
    (from, old.len() - behind)
}

/// Many bytes are compared at once.
const CHUNK: usize = 1024;

/// The number of bytes of whole chunks that are the same.
fn common<'b>(chunks: impl Iterator<Item = (&'b [u8], &'b [u8])>) -> usize {
    let same = chunks.take_while(|(old, new)| old.len() == CHUNK && old == new);
    same.map(|(chunk, _)| chunk.len()).sum()
}
