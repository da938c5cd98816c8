//! Formatting of a file and of some lines, and switching its face.

use matter_syntax::format_file;
use matter_syntax::tree::Face;

use crate::{Snapshot, Target, TextEdit, offset};

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
