//! A file's text → the texts of its items, by the first column alone. Parses nothing.

use std::borrow::Cow;

use memchr::memchr_iter;

use crate::{
    keyword::{Context, Keyword, lookup},
    tree::Span,
};

/// One item's text within its file.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Slice<'t> {
    /// Byte offset in the file.
    pub offset: usize,
    /// From its first comment line to the line before the next item.
    pub text: &'t str,
}

impl Slice<'_> {
    /// A span of this slice as offsets in the file.
    pub fn in_file(&self, span: Span) -> std::ops::Range<usize> {
        self.offset + span.start as usize..self.offset + span.end as usize
    }
}

/// Splits a file before each line whose first character is neither blank nor `/ | >`, moved up over the comment lines directly
/// above. A section that was not indented (`收费：不收费`) stays with the item above, so that the sections behind it are not lost. The
/// slices concatenate to the file; an empty file has none.
pub fn split(text: &str) -> Vec<Slice<'_>> {
    let mut starts = vec![0];
    let mut seen_item = false;
    let mut item = None;
    let mut comments: Option<usize> = None;
    let mut offset = 0;
    for end in memchr_iter(b'\n', text.as_bytes()).map(|at| at + 1).chain([text.len()]) {
        // Most lines are indented: one look at them is enough.
        if text.as_bytes().get(offset) == Some(&b' ') {
            (comments, offset) = (None, end);
            continue;
        }
        let line = text.get(offset..end).unwrap_or_default();
        let content = if offset == 0 { line.trim_start_matches('\u{feff}') } else { line };
        if opens_slice(content) && !item.is_some_and(|item| is_stray_section(content, item)) {
            let start = comments.take().unwrap_or(offset);
            if start > 0 && (seen_item || !blank(text, start)) {
                starts.push(start);
            }
            seen_item = true;
            item = content.split(BLANKS).next().and_then(|word| lookup(word, Context::Item));
        } else if content.starts_with('/') {
            comments.get_or_insert(offset);
        } else {
            comments = None;
        }
        offset = end;
    }
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    let slices = starts
        .iter()
        .zip(ends)
        .map(|(&start, end)| Slice { offset: start, text: text.get(start..end).unwrap_or_default() });
    slices.filter(|slice| !slice.text.is_empty()).collect()
}

/// The text with a line feed for each carriage return that stands alone: editors end a line there, so the language does, too. Offsets stay.
#[must_use]
pub fn with_line_feeds(text: &str) -> Cow<'_, str> {
    let bytes = text.as_bytes();
    let lone = |at: &usize| bytes.get(at + 1) != Some(&b'\n');
    let returns = memchr_iter(b'\r', bytes).filter(lone);
    let mut out = String::new();
    let mut from = 0;
    for at in returns {
        out.push_str(text.get(from..at).unwrap_or_default());
        out.push('\n');
        from = at + 1;
    }
    if from == 0 {
        return Cow::Borrowed(text);
    }
    out.push_str(text.get(from..).unwrap_or_default());
    Cow::Owned(out)
}

/// The text with its lines ended as those of another text, whose first line tells: with a carriage return and a line feed, or a line feed.
#[must_use]
pub fn with_line_ends_of(model: &str, text: &str) -> String {
    let plain = text.replace("\r\n", "\n");
    let returns = model.find('\n').is_some_and(|end| model.get(..end).is_some_and(|line| line.ends_with('\r')));
    if returns { plain.replace('\n', "\r\n") } else { plain }
}

/// Whether a line in the first column can only be a section of the item above.
pub(crate) fn is_stray_section(line: &str, item: Keyword) -> bool {
    let Some((word, _)) = line.split_once(['：', ':']) else { return false };
    let word = word.trim_end();
    lookup(word, Context::Item).is_none()
        && lookup(word, Context::Section).is_some_and(|section| section.allowed_in(item))
}

/// What may part the first word of a head line from its name.
const BLANKS: [char; 9] = [' ', '\t', '\u{3000}', '\u{a0}', '：', ':', '“', '\n', '\r'];

fn opens_slice(line: &str) -> bool {
    !matches!(
        line.chars().next(),
        None | Some(' ' | '\t' | '\u{3000}' | '\u{a0}' | '\u{b}' | '\u{c}' | '/' | '|' | '｜' | '>' | '\n' | '\r')
    )
}

/// Whether only blank lines precede: they stay with the first item.
fn blank(text: &str, end: usize) -> bool {
    text.get(..end).is_some_and(|before| before.trim_matches('\u{feff}').trim().is_empty())
}
