//! Which parts the line at hand takes, and which of them is being written.

use std::ops::Range;

use matter_core::hir::Keyword;
use matter_syntax::keyword::Takes;
use matter_syntax::tree::{Entry, ExprKind, Face, Group, Phrase, PhraseKind};

use crate::completion::{face, open_clause, section_at};
use crate::walk::{Surroundings, Visitor, walk};
use crate::{Snapshot, offset as length};

mod forms;

pub(crate) use forms::{Part, body, head, parts, parts_of, tails};

/// The form of a line.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Signature {
    /// All parts in one line: `环节  承办  时间  [当 条件]`.
    pub label: String,
    /// What the section is for.
    pub doc: String,
    /// Bytes of the label, and a sentence about the part.
    pub parts: Vec<(Range<u32>, String)>,
    /// Which part is being written; none behind the last.
    pub active: Option<usize>,
}

impl Snapshot {
    /// The form of the line at an offset; none outside sections whose lines have parts.
    #[must_use]
    pub fn signature(&self, file: &str, offset: u32) -> Option<Signature> {
        let (item, tree) = self.item_at(file, offset)?;
        let text = self.analysis.text(file)?;
        let section = section_at(&text, offset)?;
        let begin = text.get(..offset as usize)?.rfind('\n').map_or(0, |at| at + 1);
        let parts = parts_of(section, text.get(begin..)?.lines().next().unwrap_or(""));
        if parts.is_empty() {
            return None;
        }
        let line = text.get(..offset as usize)?.rfind('\n').map_or(0, |at| length(at) + 1);
        // Comments, quotations and tables have no parts of their own.
        if text.get(line as usize..)?.trim_start().starts_with(['/', '>', '|', '｜']) {
            return None;
        }
        let mut here = Here {
            line: line.saturating_sub(item.range.start),
            cursor: offset.saturating_sub(item.range.start),
            section,
            entry: None,
            header: None,
        };
        walk(&tree.parse().item, &mut here);
        let behind = |entry: &Entry| active(parts, &entry.phrases, here.cursor);
        // A clause stays the part at hand until what it takes is complete.
        let open = open_clause(&text, offset);
        let tail = open.and_then(|open| position(parts, open));
        // The header of a group is a clause of its own.
        let header = here.header.map(std::slice::from_ref);
        let phrases = header.or(here.entry.map(|entry| entry.phrases.as_slice())).unwrap_or_default();
        let touched = clause_at(parts, phrases, here.cursor);
        let active = touched.or(tail).or_else(|| here.entry.map_or(Some(0), behind));
        let face = face(&text, self.analysis.settings().language);
        let mut signature = Signature {
            label: String::new(),
            doc: self.words(section.doc(Face::Zh), section.doc(Face::En)).to_owned(),
            parts: Vec::new(),
            active,
        };
        parts.iter().for_each(|part| self.add(&mut signature, part, face));
        Some(signature)
    }

    fn add(&self, signature: &mut Signature, part: &Part, face: Face) {
        let by_face = |zh: &'static str, en: &'static str| if face == Face::Zh { zh } else { en };
        let (written, sentence) = match part {
            Part::Place([zh, en, zh_doc, en_doc]) | Part::Text([zh, en, zh_doc, en_doc]) => {
                (by_face(zh, en).to_owned(), self.words(*zh_doc, *en_doc))
            }
            Part::Tail(keyword, [zh, en]) => {
                let tail = format!("{} {}", keyword.text(face), by_face(zh, en));
                (format!("[{}]", tail.trim_end()), self.words(keyword.doc(Face::Zh), keyword.doc(Face::En)))
            }
        };
        if !signature.label.is_empty() {
            signature.label.push_str("  ");
        }
        let start = length(signature.label.len());
        signature.label.push_str(&written);
        signature.parts.push((start..length(signature.label.len()), sentence.to_owned()));
    }
}

/// The part at the cursor: the one that a phrase there is, or the first that does not stand yet.
fn active(parts: &[Part], phrases: &[Phrase], cursor: u32) -> Option<usize> {
    let mut last = None;
    let mut places = 0;
    for phrase in phrases {
        if cursor < phrase.span.start {
            break;
        }
        let part = part_of(parts, phrase, &mut places);
        if cursor <= phrase.span.end {
            // 改, 至少 and others that belong to no part stand before the first.
            let Some(part) = part else { break };
            return Some(if behind_word(parts, phrase, cursor) { part + 1 } else { part });
        }
        last = part.or(last);
    }
    let next = last.map_or(0, |last| last + 1);
    (next < parts.len()).then_some(next)
}

/// The clause that the cursor touches.
fn clause_at(parts: &[Part], phrases: &[Phrase], cursor: u32) -> Option<usize> {
    let phrase = phrases.iter().rfind(|phrase| phrase.span.start <= cursor && cursor <= phrase.span.end)?;
    let PhraseKind::Clause { keyword, .. } = &phrase.kind else { return None };
    position(parts, *keyword)
}

fn position(parts: &[Part], clause: Keyword) -> Option<usize> {
    parts.iter().position(|part| matches!(part, Part::Tail(tail, _) if *tail == clause))
}

/// Whether the cursor is behind the word of a clause that stands for a line's first parts: `不符合 够龄` says which, then what.
fn behind_word(parts: &[Part], phrase: &Phrase, cursor: u32) -> bool {
    match &phrase.kind {
        PhraseKind::Clause { keyword, args, .. } if position(parts, *keyword).is_none() => {
            args.first().is_some_and(|first| first.span.start <= cursor)
        }
        _ => false,
    }
}

const fn is_text(part: &Part) -> bool {
    matches!(part, Part::Text(_))
}

fn part_of(parts: &[Part], phrase: &Phrase, places: &mut usize) -> Option<usize> {
    match &phrase.kind {
        PhraseKind::Clause { keyword, .. } => position(parts, *keyword).or_else(|| {
            let first = *places == 0 && keyword.takes() != Some(Takes::Entry);
            first.then(|| *places = parts.len()).map(|()| 0)
        }),
        PhraseKind::Expr(expr) if matches!(expr.kind, ExprKind::Text(_)) && parts.iter().any(is_text) => {
            parts.iter().position(is_text)
        }
        PhraseKind::Expr(_) => {
            let own = (0..).zip(parts).filter(|(_, part)| matches!(part, Part::Place(_))).nth(*places);
            *places += 1;
            own.map(|(index, _)| index)
        }
    }
}

/// The entry on the cursor's line, in the section that the line stands in.
struct Here<'t> {
    line: u32,
    cursor: u32,
    section: Keyword,
    entry: Option<&'t Entry>,
    /// The header of a group there.
    header: Option<&'t Phrase>,
}

impl<'t> Visitor<'t> for Here<'t> {
    fn group(&mut self, group: &'t Group) {
        let header = &group.header;
        if header.span.start <= self.cursor && self.cursor <= header.span.end {
            self.header = Some(header);
        }
    }

    fn entry(&mut self, entry: &'t Entry, at: Surroundings<'t>) {
        let begun = entry.span.start <= self.cursor;
        let here = entry.span.start >= self.line || self.cursor <= entry.span.end;
        if begun && here && at.section == Some(self.section) {
            self.entry = Some(entry);
        }
    }
}
