//! Text before the cursor → what kind of thing is being written.

use matter_core::hir::Keyword;
use matter_syntax::keyword::{Context, Shape, Takes, lookup};
use matter_syntax::tree::Face;

use super::condition::{Expected, expected};
use super::line::{Kind, Line, Piece, complete};
use super::sections::LOCAL;
use super::table::{self, Cell};
use crate::offset as length;
use crate::signature::{Part, body, head, parts};

/// What is being written.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Slot {
    /// Comment, quoted text: nothing is known.
    Nothing,
    /// The first word of a line in the first column.
    Item,
    /// Behind an item's name on its head line.
    Head,
    /// Behind the colon of an item's head line.
    Inline(Keyword),
    /// The first word of an indented line.
    LineStart,
    /// Between 《 and 》.
    Law,
    /// Behind 《this law》.
    Article(String),
    /// A unit behind a number; whether a blank stands between them, and something else may follow; what the number is about.
    Unit(bool, Counted),
    /// A part of a condition.
    Condition(Expected),
    /// What a clause takes.
    Clause(Keyword),
    /// Behind a clause and what it takes.
    Behind(Option<Keyword>),
    /// A unit below this one: `广东省/`.
    Region(String),
    /// The value of a known fact.
    Known(String),
    /// Behind 持有 under 已知.
    Held,
    /// Behind 属地 under 已知.
    Candidate,
    /// Between the parentheses behind a document.
    Holder,
    /// Between the parentheses behind 免提交.
    Source,
    /// What must come out, behind the word that says of what.
    Outcome(Keyword),
    /// A cell of a table.
    Cell(Cell),
    /// Right behind a section's colon.
    Opening,
    /// Behind the name of a condition: what is compared, or who judges it.
    Judged,
    /// Anything else in a section.
    Content,
}

/// What a number is about.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Counted {
    /// This fact.
    Fact(String),
    /// The days, months or years of a window.
    Window,
    /// What the section counts.
    Section,
    /// Anything: 每 may stand before a number of whatever a fact counts.
    Anything,
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
    /// The clause whose operand is being written.
    pub(super) clause: Option<Keyword>,
    /// What the line takes.
    pub(super) parts: &'static [Part],
    /// The pieces before the place, behind the line's last colon.
    pub(super) before: Vec<Piece<'t>>,
}

impl<'t> Place<'t> {
    pub(super) fn at(text: &'t str, offset: u32, item: Option<Keyword>) -> Self {
        let before = text.get(..offset as usize).unwrap_or(text);
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        let line = before.get(line_start..).unwrap_or("");
        let typed = trailing_word(line);
        let head = line.get(..line.len() - typed.len()).unwrap_or("");
        let above = before.get(..line_start).unwrap_or("");
        let section = section_above(above, line);
        let place = |slot, typed: &'t str| Self {
            slot,
            typed,
            start: offset - length(typed.len()),
            section,
            clause: None,
            parts: &[],
            before: Vec::new(),
        };
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
        let inside = Inside { section, item, first_column: !head.starts_with([' ', '\t', '\u{3000}']) };
        let (slot, clause) = inside.slot(above, head);
        let parts = inside.parts(head);
        let before = Line::read(head).pieces;
        if let Some(unit) = behind_number(head, typed) {
            let slot = Slot::Unit(unit.len() == typed.len(), counted(slot));
            return Self { clause, parts, before, ..place(slot, unit) };
        }
        Self { clause, parts, before, ..place(slot, typed) }
    }
}

/// What a line stands in.
struct Inside {
    section: Option<Keyword>,
    item: Option<Keyword>,
    first_column: bool,
}

impl Inside {
    /// What is written behind the beginning of a line, and the clause that is open there.
    fn slot(&self, above: &str, head: &str) -> (Slot, Option<Keyword>) {
        if head.trim_start().starts_with(['|', '｜']) {
            let cell = table::cell(above, head);
            let behind = cell == Cell::Behind;
            return if behind { self.phrase(behind_last_bar(head)) } else { (Slot::Cell(cell), None) };
        }
        if head.trim().is_empty() {
            return (Slot::LineStart, None);
        }
        if let Some(parent) = head.strip_suffix('/') {
            return (Slot::Region(trailing_word(parent).to_owned()), None);
        }
        self.phrase(head)
    }

    fn phrase(&self, head: &str) -> (Slot, Option<Keyword>) {
        let line = Line::read(head);
        if let Some(slot) = self.in_parentheses(head, &line) {
            return (slot, None);
        }
        // What a profile lists are sections, one of which is spelt like a clause.
        let lists = matches!(self.section, Some(Keyword::Requires | Keyword::Forbids));
        if let Some((clause, operand)) = line.clause().filter(|_| !lists) {
            return self.in_clause(clause, operand);
        }
        if let Some(item) = self.head_of(head) {
            let condition = line.colon && matches!(item, Keyword::Define | Keyword::Never);
            let slot = match line.colon {
                true if condition => Slot::Condition(expected(&line.pieces)),
                true => Slot::Inline(item),
                false => Slot::Head,
            };
            return (slot, None);
        }
        (self.in_section(&line), None)
    }

    /// Behind a document in parentheses stands whose it is; behind 免提交, what replaces it.
    fn in_parentheses(&self, head: &str, line: &Line<'_>) -> Option<Slot> {
        open(head, '（', '）').or_else(|| open(head, '(', ')'))?;
        match (line.clause(), self.section) {
            (Some((Keyword::Exempt, _)), _) => Some(Slot::Source),
            (None, Some(Keyword::Materials | Keyword::Expect)) => Some(Slot::Holder),
            (Some((clause, _)), Some(Keyword::Expect)) if clause.takes() != Some(Takes::Condition) => {
                Some(Slot::Holder)
            }
            _ => None,
        }
    }

    /// What the line takes.
    fn parts(&self, line: &str) -> &'static [Part] {
        match (self.head_of(line), self.section) {
            (Some(item), _) if line.contains(['：', ':']) => body(item),
            (Some(item), _) => head(item),
            (None, Some(section)) => parts(section),
            (None, None) => self.item.map_or(&[], body),
        }
    }

    fn in_clause(&self, clause: Keyword, operand: &[Piece<'_>]) -> (Slot, Option<Keyword>) {
        match clause.takes() {
            Some(Takes::Condition) => {
                let expected = expected(operand);
                let open = !matches!(expected, Expected::End(..));
                (Slot::Condition(expected), open.then_some(clause))
            }
            Some(Takes::None) => (Slot::Behind(None), None),
            // `至少 材料 …` is read as `材料 …`.
            Some(Takes::Entry) if complete(operand) && self.section == Some(Keyword::Expect) => {
                (outcome(operand), None)
            }
            Some(Takes::Entry) if complete(operand) => (Slot::Content, None),
            _ if complete(operand) => (Slot::Behind(Some(clause)), None),
            _ => (Slot::Clause(clause), Some(clause)),
        }
    }

    /// The item whose head line this is: in the first column, or declared inside a matter.
    fn head_of(&self, head: &str) -> Option<Keyword> {
        if self.first_column {
            return self.item;
        }
        if self.item != Some(Keyword::Matter) {
            return None;
        }
        let mut words = head.split_whitespace();
        let local = words.next().and_then(|word| lookup(word, Context::Item))?;
        LOCAL.contains(&local).then_some(local)
    }

    fn in_section(&self, line: &Line<'_>) -> Slot {
        let Some(first) = line.first() else { return Slot::Opening };
        match self.section {
            Some(Keyword::Given) => known(first, line.pieces.len()),
            Some(Keyword::Expect) => outcome(&line.pieces),
            Some(Keyword::Conditions) => {
                let mut pieces = line.pieces.iter();
                let titled = pieces.rposition(|piece| piece.kind == Kind::Text);
                let test = line.pieces.get(titled.unwrap_or(0) + 1..).unwrap_or(&[]);
                if test.is_empty() { Slot::Judged } else { Slot::Condition(expected(test)) }
            }
            _ => Slot::Content,
        }
    }
}

/// What stands behind the words that a line of 已知 begins with.
fn known(first: &Piece<'_>, pieces: usize) -> Slot {
    let is = |keyword: Keyword| keyword.spellings().any(|word| word == first.text);
    match pieces {
        1 if is(Keyword::Hold) => Slot::Held,
        _ if is(Keyword::Responsible) => Slot::Candidate,
        _ => Slot::Known(first.text.to_owned()),
    }
}

/// What stands behind the words that a line of 应得 begins with.
fn outcome(pieces: &[Piece<'_>]) -> Slot {
    match pieces.first().and_then(|first| lookup(first.text, Context::Kind)) {
        Some(of) => Slot::Outcome(of),
        None => Slot::Content,
    }
}

/// What a number that stands in a place is about.
fn counted(slot: Slot) -> Counted {
    match slot {
        Slot::Condition(Expected::Operator(fact) | Expected::Value(fact, _) | Expected::End(fact, _))
        | Slot::Known(fact)
        | Slot::Cell(Cell::Answer { fact, .. })
            if !fact.is_empty() =>
        {
            Counted::Fact(fact)
        }
        Slot::Condition(_) => Counted::Window,
        Slot::Clause(Keyword::Per) | Slot::Behind(Some(Keyword::Per)) => Counted::Anything,
        _ => Counted::Section,
    }
}

fn behind_last_bar(line: &str) -> &str {
    line.rsplit_once(['|', '｜']).map_or("", |(_, behind)| behind)
}

/// The law that closes here and the part of an article's number behind it.
fn behind_law(line: &str) -> Option<(&str, &str)> {
    let (before, number) = line.rsplit_once('》')?;
    let part = |letter: char| "第零〇一二三四五六七八九十百千".contains(letter) || letter.is_ascii_digit();
    number.strip_suffix('条').unwrap_or(number).chars().all(part).then_some(())?;
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

/// The clause whose operand is being written at a place.
pub(crate) fn open_clause(text: &str, offset: u32) -> Option<Keyword> {
    Place::at(text, offset, None).clause
}

/// The face that the words of the language are written in at the beginnings of most lines. The word at the offset is still being typed and does not
/// count.
pub(super) fn face_beside(text: &str, offset: u32, fallback: Face) -> Face {
    let (mut zh, mut en) = (0, 0);
    let mut start = 0;
    for line in text.split_inclusive('\n').take(400) {
        let (own, written) = (start, line.trim_start());
        start += line.len();
        let size: usize = written.chars().take_while(|letter| letter.is_alphanumeric()).map(char::len_utf8).sum();
        let first = written.get(..size).filter(|first| first.starts_with(char::is_alphabetic));
        let word = own + line.len() - written.len();
        let Some(first) = first.filter(|_| !(word + 1..=word + size).contains(&(offset as usize))) else { continue };
        let contexts = [Context::Item, Context::Section, Context::Kind];
        match first.is_ascii() {
            true => en += 1,
            // Names are Chinese in either face.
            false if contexts.iter().any(|context| lookup(first, *context).is_some()) => zh += 1,
            false => {}
        }
    }
    match () {
        () if zh == en && text.contains(": ") => Face::En,
        () if zh == en && text.contains('：') => Face::Zh,
        () if zh == en => fallback,
        () if en > zh => Face::En,
        () => Face::Zh,
    }
}

/// The face that most of a text's lines begin in.
pub(crate) fn face(text: &str, fallback: Face) -> Face {
    face_beside(text, u32::MAX, fallback)
}
