//! Formatting of a file and of some lines, and switching its face.

use std::ops::Range;
use std::sync::Arc;

use matter_syntax::tree::Face;
use matter_syntax::{Slice, format_file, split};

use crate::{Snapshot, Target, TextEdit, offset, slice};

impl Snapshot {
    /// The edits that bring a file into the canonical style; `face` switches the spelling of its keywords.
    #[must_use]
    pub fn format(&self, file: &str, face: Option<Face>) -> Vec<TextEdit> {
        self.formatted(file, face, |_| true)
    }

    /// The edits that bring the lines which touch some bytes into the canonical style; where a line has to go elsewhere, all of its item.
    #[must_use]
    pub fn format_range(&self, file: &str, start: u32, end: u32) -> Vec<TextEdit> {
        let Some(text) = self.analysis.text(file) else { return Vec::new() };
        let touches = |from: u32, to: u32| from <= end && start < to;
        let edits = self.formatted(file, None, |item| touches(item.start, item.end));
        let stays = |edit: &TextEdit| essence(slice(&text, edit.at.start..edit.at.end)) == essence(&edit.text);
        let in_place = edits.iter().all(stays);
        edits.into_iter().filter(|edit| !in_place || touches(edit.at.start, edit.at.end)).collect()
    }

    /// Items keep their order when they are formatted: each is compared with itself, so that no line of one is taken for a line of another.
    fn formatted(&self, file: &str, face: Option<Face>, wanted: impl Fn(&Range<u32>) -> bool) -> Vec<TextEdit> {
        let Some(text) = self.analysis.text(file) else { return Vec::new() };
        let file: &Arc<str> = &file.into();
        let tidy = format_file(&text, face).text;
        let (mut old, new) = (split(&text), split(&tidy));
        // Blank lines before the first item go; all else that stood alone stays alone.
        let mut edits = Vec::new();
        if old.len() == new.len() + 1 && old.first().is_some_and(|lead| lead.text.trim().is_empty()) {
            edits.extend(changes(file, &old.remove(0), ""));
        }
        if old.len() != new.len() {
            return changes(file, &Slice { offset: 0, text: &text }, &tidy);
        }
        let touched = old
            .iter()
            .zip(&new)
            .filter(|(item, _)| wanted(&(offset(item.offset)..offset(item.offset + item.text.len()))));
        edits.extend(touched.flat_map(|(item, tidy)| changes(file, item, tidy.text)));
        edits
    }

    /// The edits that tidy the line above an offset, which was just left by Enter; in a table all rows above, whose columns move together.
    /// Lines only change their blanks and marks: nothing is moved while somebody types.
    #[must_use]
    pub fn format_left_line(&self, file: &str, offset: u32) -> Vec<TextEdit> {
        let Some(text) = self.analysis.text(file) else { return Vec::new() };
        let Some(end) = text.get(..offset as usize).and_then(|before| before.rfind('\n')) else { return Vec::new() };
        let Some(item) = self.analysis.item_at(file, crate::offset(end)) else { return Vec::new() };
        let tidy = format_file(slice(&text, item.range.clone()), None).text;
        let above = text.get(item.range.start as usize..end).unwrap_or("");
        let mut edits = Vec::new();
        let mut end = crate::offset(end);
        for (number, line) in above.rsplit('\n').enumerate() {
            if number > 0 && !(is_row(line) && above.rsplit('\n').next().is_some_and(is_row)) {
                break;
            }
            let written = line.trim_end_matches('\r');
            let start = end - crate::offset(line.len());
            if let Some(new) = tidied(written, &tidy).filter(|new| *new != written) {
                let at = Target::new(&item.item.file, start..start + crate::offset(written.len()));
                edits.push(TextEdit { at, text: new.to_owned() });
            }
            end = start.saturating_sub(1);
        }
        edits
    }
}

fn is_row(line: &str) -> bool {
    line.trim_start().starts_with(['|', '｜'])
}

/// The tidy form of a line, if it says the same and is the only one that does.
pub(crate) fn tidied<'t>(line: &str, tidy: &'t str) -> Option<&'t str> {
    let wanted = essence(line);
    let mut same = tidy.lines().filter(|one| essence(one) == wanted);
    let found = same.next().filter(|_| !wanted.is_empty())?;
    same.all(|other| other == found).then_some(found)
}

/// A text without its blanks and the marks that part digits, full-width marks as their twins.
fn essence(line: &str) -> String {
    let twin = |letter: char| match letter {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(letter as u32 - 0xfee0).unwrap_or(letter),
        other => other,
    };
    line.chars().filter(|letter| !letter.is_whitespace() && *letter != '_').map(twin).collect()
}

/// The lines that differ, as edits: what stays the same is not touched, so that cursors and folds stay where they are.
fn changes(file: &Arc<str>, old: &Slice<'_>, new: &str) -> Vec<TextEdit> {
    let old_lines: Vec<&str> = old.text.split_inclusive('\n').collect();
    let new_lines: Vec<&str> = new.split_inclusive('\n').collect();
    let mut edits = Vec::new();
    let (mut old_at, mut new_at, mut byte) = (0, 0, old.offset);
    while old_at < old_lines.len() || new_at < new_lines.len() {
        let (from, to) = (old_lines.get(old_at..).unwrap_or(&[]), new_lines.get(new_at..).unwrap_or(&[]));
        let same = from.iter().zip(to).take_while(|(a, b)| a == b).count();
        byte += length(from.get(..same).unwrap_or(&[]));
        (old_at, new_at) = (old_at + same, new_at + same);
        let (from, to) = (from.get(same..).unwrap_or(&[]), to.get(same..).unwrap_or(&[]));
        if from.is_empty() && to.is_empty() {
            break;
        }
        let (removed, added) = until_same(from, to);
        let end = byte + length(from.get(..removed).unwrap_or(&[]));
        let text = to.get(..added).unwrap_or(&[]).concat();
        edits.push(TextEdit { at: Target::new(file, offset(byte)..offset(end)), text });
        byte = end;
        (old_at, new_at) = (old_at + removed, new_at + added);
    }
    edits
}

/// How far ahead equal lines are looked for; beyond it everything up to the end is one change.
const WINDOW: usize = 64;

/// The fewest lines to skip on both sides before two lines that are not blank are the same again.
fn until_same(from: &[&str], to: &[&str]) -> (usize, usize) {
    for sum in 1..=2 * WINDOW {
        for removed in 0..=sum.min(WINDOW) {
            let added = sum - removed;
            if let (Some(a), Some(b)) = (from.get(removed), to.get(added))
                && a == b
                && !a.trim().is_empty()
            {
                return (removed, added);
            }
        }
    }
    (from.len(), to.len())
}

fn length(lines: &[&str]) -> usize {
    lines.iter().map(|line| line.len()).sum()
}
