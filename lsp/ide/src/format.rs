//! Formatting of a file and of some lines, and switching its face.

use matter_syntax::format_file;
use matter_syntax::tree::Face;

use crate::{Snapshot, Target, TextEdit, offset, slice};

impl Snapshot {
    /// The edits that bring a file into the canonical style; `face` switches the spelling of its keywords.
    #[must_use]
    pub fn format(&self, file: &str, face: Option<Face>) -> Vec<TextEdit> {
        let Some(text) = self.analysis.text(file) else { return Vec::new() };
        changes(&Target::new(&file.into(), 0..offset(text.len())), &text, &format_file(&text, face).text)
    }

    /// The edits that bring the items which touch some bytes into the canonical style.
    #[must_use]
    pub fn format_range(&self, file: &str, start: u32, end: u32) -> Vec<TextEdit> {
        let touches = |edit: &TextEdit| edit.at.start <= end && start <= edit.at.end;
        self.format(file, None).into_iter().filter(touches).collect()
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

/// A line without its blanks and the marks that part digits, full-width marks as their twins.
fn essence(line: &str) -> String {
    let twin = |letter: char| match letter {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(letter as u32 - 0xfee0).unwrap_or(letter),
        other => other,
    };
    line.chars().filter(|letter| !letter.is_whitespace() && *letter != '_').map(twin).collect()
}

/// The lines that differ, as edits: what stays the same is not touched, so that cursors and folds stay where they are.
fn changes(whole: &Target, old: &str, new: &str) -> Vec<TextEdit> {
    let old_lines: Vec<&str> = old.split_inclusive('\n').collect();
    let new_lines: Vec<&str> = new.split_inclusive('\n').collect();
    let mut edits = Vec::new();
    let (mut old_at, mut new_at, mut byte) = (0, 0, 0);
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
        edits.push(TextEdit { at: Target::new(&whole.file, offset(byte)..offset(end)), text });
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
