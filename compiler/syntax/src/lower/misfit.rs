//! Lines that are where nothing of their kind may stand: sections of other items, words that are no section, text outside items.

use super::{body::Builder, head::Parts, replace};
use crate::{
    error::{Fix, Problem},
    hints,
    keyword::{Class, Context, Keyword, candidates, lookup},
    split::is_stray_section,
    suggest,
    tree::{self, Span},
};

impl<'s> Builder<'s> {
    pub(super) fn misplaced(&mut self, section: Keyword, parts: Parts<'s>) {
        let line = self.reader.line_at(parts.span);
        let colon = parts.first_colon().unwrap_or_default();
        let at = Span { start: parts.span.start, end: colon.start };
        if self.needless_colon(&parts, line, colon) {
            return;
        }
        if let Some(item) = self.open_item_keyword() {
            self.reader.error(Problem::MisplacedSection { section, item }, at);
        }
        self.leave_sections(line);
        self.start_swallowing(line);
    }

    pub(super) fn unknown(&mut self, parts: Parts<'s>) {
        let line = self.reader.line_at(parts.span);
        let colon = parts.first_colon().unwrap_or_default();
        let written = self.reader.slice(Span { start: parts.span.start, end: colon.start }).trim_end();
        let at = Span { start: parts.span.start, end: parts.span.start + written.len() as u32 };
        if self.spoken_group(written, at, line) || self.spoken_limit(written, at, (line, colon)) {
            return;
        }
        let item = self.open_item_keyword();
        let near = suggest::nearest(
            written,
            Keyword::all().filter(|keyword| item.is_some_and(|item| keyword.allowed_in(item))),
        );
        let known = near.is_empty() || !candidates(written).is_empty();
        if known && self.needless_colon(&parts, line, colon) {
            return;
        }
        let (near, fixes) = spelled(near, at);
        self.reader.error_with(Problem::UnknownSection { found: written.into(), near }, at, fixes);
        self.leave_sections(line);
        if inline(&parts) {
            let text = self.reader.text_of(line);
            return self.push(tree::Node::Junk(text));
        }
        self.start_swallowing(line);
    }

    /// `当有空调为是：`, `如有空调：` inside of a section.
    fn spoken_group(&mut self, written: &str, at: Span, line: Span) -> bool {
        let Some(meant) = hints::group(written).filter(|_| self.place().section.is_some() && !self.may_be_header(line))
        else {
            return false;
        };
        let problem = Problem::RunTogether { found: written.into(), split: meant.as_str().into() };
        self.reader.error_with(problem, at, replace(at, meant.as_str()));
        self.start_swallowing(line);
        true
    }

    /// `法定时限：20 个工作日` below 时限.
    fn spoken_limit(&mut self, written: &str, at: Span, (line, colon): (Span, Span)) -> bool {
        let Some(meant) = hints::limit(written).filter(|_| self.place().section == Some(Keyword::Times)) else {
            return false;
        };
        let behind = self.reader.slice(Span { start: colon.end, end: line.end });
        let blanks = (behind.len() - behind.trim_start().len()) as u32;
        let whole = Span { start: at.start, end: colon.end + blanks };
        let problem = Problem::ChineseNumber { found: written.into(), write: meant.into() };
        self.reader.error_with(problem, at, replace(whole, format!("{meant}  ")));
        let text = self.reader.text_of(line);
        self.push(tree::Node::Junk(text));
        true
    }

    /// `法定：20 个工作日` below a section: a line of it, whose first word needs no colon.
    fn needless_colon(&mut self, parts: &Parts<'s>, line: Span, colon: Span) -> bool {
        if self.may_be_header(line) || self.place().section.is_none() || !inline(parts) {
            return false;
        }
        let behind = self.reader.slice(Span { start: colon.end, end: line.end });
        let blanks = (behind.len() - behind.trim_start().len()) as u32;
        let found = self.reader.slice(colon).chars().next().unwrap_or('：');
        let problem = Problem::WrongPunctuation { found, instead: None };
        self.reader.error_with(problem, colon, replace(Span { start: colon.start, end: colon.end + blanks }, "  "));
        let text = self.reader.text_of(line);
        self.push(tree::Node::Junk(text));
        true
    }

    /// A header that could not be read ends the section above if it stands no deeper.
    pub(super) fn leave_sections(&mut self, line: Span) {
        if !self.in_text() && self.may_be_header(line) {
            self.close_all();
        }
    }

    /// A line with the number of a list before it; what follows the number is read once that is gone.
    pub(super) fn numbered(&mut self, span: Span) -> bool {
        let line = self.reader.line_at(span);
        let Some(number) = hints::list_number(self.reader.slice(line)) else { return false };
        if self.in_text() || self.swallowing(span) {
            return false;
        }
        let at = Span { start: line.start, end: line.start + number.len() as u32 };
        self.reader.error_with(Problem::ListNumber { found: number.trim_end().into() }, at, replace(at, ""));
        let text = self.reader.text_of(line);
        self.push(tree::Node::Junk(text));
        true
    }

    /// A line that no item precedes.
    pub(crate) fn outside(&mut self, span: Span) {
        if !self.swallowing(span) {
            self.stray(span);
        }
    }

    /// A line that belongs to no item: one in the first column that opens none, or what stands before the first item.
    pub(crate) fn stray(&mut self, span: Span) {
        let line = self.reader.line_at(span);
        let start = self.reader.line_start(span);
        let word = self.reader.slice(line).split([' ', '\u{3000}', '：', ':', '\t']).next().unwrap_or_default();
        let at = Span { start: line.start, end: line.start + word.len() as u32 };
        let items = Keyword::all().filter(|keyword| keyword.class() == Class::Item);
        let near = suggest::nearest(word, items);
        let indented = start < line.start;
        if let Some(item) = lookup(word, Context::Item).filter(|_| indented) {
            // `  材料：` in front of all items is a section that has lost its item: in the first column it would be one without a name.
            let named = self.reader.slice(Span { start: at.end, end: line.end }).starts_with([' ', '\t', '\u{3000}']);
            let blanks = Span { start, end: line.start };
            let blanks = if named { replace(blanks, "") } else { Vec::new() };
            self.reader.error_with(Problem::IndentedItem { item }, at, blanks);
        } else if near.is_empty() || indented || lookup(word, Context::Section).is_some() {
            let first = Span { start, end: start };
            let fixes = if indented { Vec::new() } else { replace(first, "  ") };
            self.reader.error_with(Problem::StrayText { found: word.into() }, line, fixes);
        } else {
            let (near, fixes) = spelled(near, at);
            self.reader.error_with(Problem::UnknownItem { found: word.into(), near }, at, fixes);
        }
        // A section that was not indented ends the section above all the same.
        let written = self.reader.slice(line);
        if !indented && self.open_item_keyword().is_some_and(|item| is_stray_section(written, item)) {
            self.close_all();
        }
        self.start_swallowing(Span { start, end: line.end });
    }
}

/// Whether something stands behind the colon.
fn inline(parts: &Parts<'_>) -> bool {
    parts.separators.len() > 1 || parts.runs.get(1).is_some_and(|run| !run.is_empty()) || parts.junk.is_some()
}

/// Words that may have been meant, and a fix for each.
fn spelled(near: Vec<(Keyword, &'static str)>, at: Span) -> (Vec<Keyword>, Vec<Fix>) {
    near.into_iter().map(|(keyword, text)| (keyword, Fix { span: at, replacement: text.into(), certain: true })).unzip()
}
