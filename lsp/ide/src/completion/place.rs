//! Text before the cursor → what kind of thing is being written.

use matter_core::hir::Keyword;
use matter_syntax::keyword::{Context, Shape, lookup};
use matter_syntax::tree::Face;

use crate::offset as length;

/// What is being written.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Slot {
    /// Comment, quoted text: nothing is known.
    Nothing,
    /// The first word of a line in the first column.
    Item,
    /// Behind the item's name on its head line.
    Head,
    /// The first word of an indented line.
    LineStart,
    /// Between 《 and 》.
    Law,
    /// Behind 《this law》.
    Article(String),
    /// A unit behind a number.
    Unit,
    /// The other side of a comparison with this fact.
    Value(String),
    /// What a clause takes.
    Clause(Keyword),
    /// A unit below this one: `广东省/`.
    Region(String),
    /// Anything else in a section.
    Content,
}

/// Where something is being written.
#[derive(Debug)]
pub(super) struct Place<'t> {
    pub(super) slot: Slot,
    /// The part of the word before the cursor.
    pub(super) typed: &'t str,
    /// Where it begins.
    pub(super) start: u32,
    /// The section.
    pub(super) section: Option<Keyword>,
}

/// Signs and words between the two sides of a comparison, in both faces.
const COMPARISONS: &[&str] =
    &["=", "＝", "≠", "≥", "≤", ">", "<", "＞", "＜", "属于", "含任一", "含全部", " is in", " has any", " has all"];

impl<'t> Place<'t> {
    pub(super) fn at(text: &'t str, offset: u32, item: Option<Keyword>) -> Self {
        let before = text.get(..offset as usize).unwrap_or(text);
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        let line = before.get(line_start..).unwrap_or("");
        let typed = trailing_word(line);
        let head = line.get(..line.len() - typed.len()).unwrap_or("");
        let section = section_above(before.get(..line_start).unwrap_or(""), line);
        let place = |slot, typed: &'t str| Self { slot, typed, start: offset - length(typed.len()), section };
        if let Some(title) = open(line, '《', '》') {
            return place(Slot::Law, title);
        }
        let trimmed = line.trim_start();
        if trimmed.starts_with("//") || trimmed.starts_with('>') || open(line, '“', '”').is_some() || odd_quotes(line)
        {
            return place(Slot::Nothing, "");
        }
        if head.is_empty() {
            return place(Slot::Item, typed);
        }
        let prose = section.is_some_and(|section| section.shape() == Some(Shape::Text));
        if prose && !head.trim().is_empty() {
            return place(Slot::Nothing, "");
        }
        if let Some((law, number)) = behind_law(line) {
            return place(Slot::Article(law.to_owned()), number);
        }
        if let Some(unit) = behind_number(head, typed) {
            return place(Slot::Unit, unit);
        }
        if head.trim().is_empty() {
            return place(Slot::LineStart, typed);
        }
        let slot = inside(head.trim_end(), section, item, !head.starts_with([' ', '\t', '\u{3000}']));
        place(slot, typed)
    }
}

/// What is written behind the beginning of a line.
fn inside(head: &str, section: Option<Keyword>, item: Option<Keyword>, first_column: bool) -> Slot {
    if let Some(fact) = compared(head) {
        return Slot::Value(fact);
    }
    if let Some(parent) = head.strip_suffix('/') {
        return Slot::Region(trailing_word(parent).to_owned());
    }
    if section == Some(Keyword::Given)
        && let Some(fact) = head.split_whitespace().next()
        && !fact.ends_with(['：', ':'])
    {
        return Slot::Value(fact.to_owned());
    }
    let words = head.split([' ', '\u{3000}', '：', ':', '、', '（', '(', '+']).filter(|word| !word.is_empty());
    let clause = words.filter_map(|word| lookup(word, Context::Clause)).next_back();
    if let Some(clause) = clause {
        return Slot::Clause(clause);
    }
    if first_column && item.is_some() { Slot::Head } else { Slot::Content }
}

/// The fact on the left of the last comparison, if nothing but its right side stands behind it.
fn compared(head: &str) -> Option<String> {
    let found = COMPARISONS.iter().filter_map(|sign| head.rfind(sign).map(|at| (at + sign.len(), at)));
    let (end, start) = found.max()?;
    let right = head.get(end..)?.trim();
    if right.contains([' ', '\u{3000}', '）', ')', '|'])
        || (!right.is_empty() && !right.ends_with(['、', '（', '(', ',']))
    {
        return None;
    }
    let left = trailing_word(head.get(..start)?.trim_end());
    (!left.is_empty()).then(|| left.to_owned())
}

/// The law that closes here and the part of an article's number behind it.
fn behind_law(line: &str) -> Option<(&str, &str)> {
    let (before, number) = line.rsplit_once('》')?;
    let part = |letter: char| "第零〇一二三四五六七八九十百千".contains(letter) || letter.is_ascii_digit();
    number.chars().all(part).then_some(())?;
    Some((before.rsplit_once('《')?.1, number))
}

/// The part of a unit that was typed behind a number.
fn behind_number<'t>(head: &str, typed: &'t str) -> Option<&'t str> {
    let digits = typed.find(|letter: char| !letter.is_ascii_digit() && letter != '_').unwrap_or(typed.len());
    if digits > 0 {
        return typed.get(digits..).filter(|_| !head.ends_with('-'));
    }
    let number = trailing_word(head.strip_suffix(' ')?);
    let all = !number.is_empty() && number.chars().all(|letter| letter.is_ascii_digit() || letter == '_');
    let date = head.trim_end().strip_suffix(number).is_some_and(|rest| rest.ends_with('-'));
    (all && !date).then_some(typed)
}

/// The word that ends here.
fn trailing_word(line: &str) -> &str {
    let word = |letter: &char| letter.is_alphanumeric() || *letter == '_';
    let size: usize = line.chars().rev().take_while(word).map(char::len_utf8).sum();
    line.get(line.len() - size..).unwrap_or("")
}

/// What stands behind an opening mark that is not closed.
fn open(line: &str, opening: char, closing: char) -> Option<&str> {
    let at = line.rfind(opening)? + opening.len_utf8();
    line.get(at..).filter(|rest| !rest.contains(closing))
}

fn odd_quotes(line: &str) -> bool {
    line.matches('"').count() % 2 == 1
}

/// The section that a line stands in: opened on the line itself, or on the nearest line above that opens one.
fn section_above(above: &str, line: &str) -> Option<Keyword> {
    let opens = |line: &str| {
        let indented = line.starts_with([' ', '\t', '\u{3000}']);
        let (word, _) = line.split_once(['：', ':']).filter(|_| indented)?;
        let word = word.trim();
        lookup(word, Context::Section).or_else(|| {
            let first = word.split([' ', '\u{3000}']).next()?;
            lookup(first, Context::Section).filter(|keyword| *keyword == Keyword::Stage)
        })
    };
    let first_column = |line: &str| line.starts_with(|first: char| !first.is_whitespace() && first != '/');
    if first_column(line) {
        return None;
    }
    let lines = above.lines().rev().take_while(|line| !first_column(line));
    opens(line).or_else(|| lines.filter_map(opens).next())
}

/// The section that a place stands in behind its colon.
pub(crate) fn section_at(text: &str, offset: u32) -> Option<Keyword> {
    let before = text.get(..offset as usize)?;
    let line_start = before.rfind('\n').map_or(0, |at| at + 1);
    section_above(before.get(..line_start)?, before.get(line_start..)?)
}

/// The face that most of a text's lines begin in.
pub(crate) fn face(text: &str, fallback: Face) -> Face {
    let firsts = text.lines().take(400).filter_map(|line| line.trim_start().chars().next());
    let (mut zh, mut en) = (0, 0);
    for first in firsts.filter(|first| first.is_alphabetic()) {
        *(if first.is_ascii() { &mut en } else { &mut zh }) += 1;
    }
    match () {
        () if zh == en => fallback,
        () if en > zh => Face::En,
        () => Face::Zh,
    }
}
