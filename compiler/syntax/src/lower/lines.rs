//! Indented lines that open nothing → entries.

use super::{
    body::{Builder, Frame},
    head::Parts,
    join,
    phrase::span_of_words,
    replace, span_of,
};
use crate::{
    error::Problem,
    keyword::{Context, Keyword, Shape, candidates, choose, lookup},
    tree::{self, Entry, Section, Span, Text},
};

impl<'s> Builder<'s> {
    pub(super) fn without_colon(&mut self, parts: Parts<'s>) {
        if let Some(keyword) = self.section_without_colon(&parts) {
            return self.header_without_colon(keyword, parts.span, Vec::new(), parts.comment);
        }
        if let Some(keyword) = self.filled_section_without_colon(&parts) {
            return self.filled_without_colon(keyword, parts);
        }
        if let Some(at) = self.glued_section(&parts) {
            let line = self.reader.line_at(parts.span);
            let colon = Span { start: at.1.end, end: at.1.end };
            self.reader.error_with(Problem::MissingColon { section: at.0 }, at.1, replace(colon, "："));
            let text = self.reader.text_of(line);
            return self.push(tree::Node::Junk(text));
        }
        if let Some(keyword) = self.group_without_colon(&parts) {
            let at = parts.span;
            let end = Span { start: at.end, end: at.end };
            self.reader.error_with(Problem::MissingColon { section: keyword }, at, replace(end, "："));
            return self.group(parts);
        }
        self.entries_line(parts);
    }

    /// Opens a section whose colon is missing; `at` is its word.
    fn header_without_colon(&mut self, keyword: Keyword, at: Span, inline: Vec<Entry>, comment: Option<Text>) {
        let next = inline.first().map_or(at.end, |entry| entry.span.start);
        let blanks = Span { start: at.end, end: next };
        self.reader.error_with(Problem::MissingColon { section: keyword }, at, replace(blanks, "："));
        let span = inline.last().map_or(at, |last| join(at, last.span));
        let section = Section { keyword, keyword_span: at, head: Vec::new(), inline, comment, body: Vec::new(), span };
        let depth = self.depth_for(keyword);
        self.open(depth, Frame::Section(section));
    }

    /// `收费 不收费`: what stands behind the word is read as if the colon were there.
    fn filled_without_colon(&mut self, keyword: Keyword, mut parts: Parts<'s>) {
        let mut runs = std::mem::take(&mut parts.runs);
        let word = runs.first_mut().map(|run| run.remove(0)).unwrap_or_default();
        let inline = self.reader.entries(runs, &parts.separators, Some(keyword));
        if std::mem::take(&mut self.reader.unreadable) {
            let text = self.reader.text_of(self.reader.line_at(parts.span));
            return self.push(tree::Node::Junk(text));
        }
        self.header_without_colon(keyword, span_of_words(&word), inline, parts.comment);
    }

    /// A section word and its entry on one line, no deeper than the header above: `收费 不收费`.
    fn filled_section_without_colon(&self, parts: &Parts<'s>) -> Option<Keyword> {
        let (Some([first, _, ..]), None) = (parts.runs.first().map(Vec::as_slice), parts.junk) else { return None };
        let section = lookup(self.reader.slice(span_of_words(first)), Context::Section)?;
        let readable = section.shape() != Some(Shape::Text) && section.allowed_in(self.open_item_keyword()?);
        (readable && self.may_be_header(parts.span)).then_some(section)
    }

    /// `类型行政给付` outside of all sections: the section's word and where it stands.
    fn glued_section(&self, parts: &Parts<'s>) -> Option<(Keyword, Span)> {
        let (first, None) = (parts.runs.first()?.first()?.first()?, parts.junk) else { return None };
        if !self.outside_of_sections() {
            return None;
        }
        let (at, item) = (span_of(first), self.open_item_keyword()?);
        let written = self.reader.slice(at);
        let sections = Keyword::all().filter(|keyword| keyword.allowed_in(item));
        let found = sections.filter_map(|section| {
            let word = section.spellings().find(|word| !word.is_ascii() && written.starts_with(word))?;
            (word.len() < written.len()).then_some((section, word.len() as u32))
        });
        let (section, length) = found.max_by_key(|(_, length)| *length)?;
        Some((section, Span { start: at.start, end: at.start + length }))
    }

    /// `当 由他人代办 = 是` above lines that stand deeper.
    fn group_without_colon(&self, parts: &Parts<'s>) -> Option<Keyword> {
        let ([run], None) = (parts.runs.as_slice(), parts.junk) else { return None };
        let word = choose(candidates(self.reader.slice(span_of_words(run.first()?))), Context::Clause)?;
        let takes = match word {
            Keyword::When => run.len() == 2,
            Keyword::Otherwise | Keyword::Rest => run.len() == 1,
            _ => false,
        };
        (takes && self.place().section.is_some() && self.holds_lines(parts.span)).then_some(word)
    }

    /// Whether the next line stands deeper and does not continue this one.
    fn holds_lines(&self, line: Span) -> bool {
        let below =
            self.reader.slice(Span { start: self.reader.line_at(line).end, end: self.reader.text.len() as u32 });
        let Some(next) = below.lines().skip(1).find(|line| !line.trim().is_empty()) else { return false };
        let column = next.chars().take_while(|c| c.is_whitespace()).count();
        let first = next.trim_start().split(char::is_whitespace).next().unwrap_or_default();
        let continues = matches!(lookup(first, Context::Operator), Some(Keyword::And | Keyword::Or));
        column > self.column(line) && !continues && !first.starts_with('/')
    }

    /// Whether a line stands where headers do: outside of all sections, or no deeper than one that is open.
    pub(super) fn may_be_header(&self, line: Span) -> bool {
        let section = self.place().section;
        let named_so = matches!(
            section,
            Some(Keyword::Requires | Keyword::Forbids | Keyword::Steps | Keyword::BeforeReform | Keyword::Duties)
        );
        let column = self.column(line);
        let above = |frame: &Frame| match frame {
            Frame::Section(section) | Frame::Stage(section) => self.column(section.span) >= column,
            Frame::Local(_) | Frame::Group(_) => false,
        };
        !named_so && (self.outside_of_sections() || self.frames.iter().any(above))
    }

    /// Whether a line stands in an item in which nothing but sections may stand.
    fn outside_of_sections(&self) -> bool {
        let item = self.open_item_keyword();
        self.frames.is_empty() && matches!(item, Some(Keyword::Matter | Keyword::Vary | Keyword::Theme))
    }

    /// How many characters stand before a line's first word.
    fn column(&self, line: Span) -> usize {
        let start = self.reader.line_start(line);
        self.reader.slice(Span { start, end: line.start }).chars().count()
    }

    /// A section word alone on its line can only be a header whose colon is missing.
    fn section_without_colon(&self, parts: &Parts<'s>) -> Option<Keyword> {
        let ([run], None) = (parts.runs.as_slice(), parts.junk) else { return None };
        let [only] = run.as_slice() else { return None };
        let section = lookup(self.reader.slice(span_of_words(only)), Context::Section)?;
        let item = self.open_item_keyword()?;
        (section.allowed_in(item)
            && !matches!(self.place().section, Some(Keyword::Requires | Keyword::Forbids | Keyword::Steps)))
        .then_some(section)
    }

    /// One or more entries on a line of their own.
    pub(super) fn entries_line(&mut self, mut parts: Parts<'s>) {
        let span = parts.span;
        let section = self.place().section;
        if parts.runs.len() > 1 {
            self.reader.refuse_lone_sections(&parts.runs);
        }
        let entries = self.reader.entries(std::mem::take(&mut parts.runs), &parts.separators, section);
        let unreadable = std::mem::take(&mut self.reader.unreadable) || parts.junk.is_some();
        if unreadable {
            let line = self.reader.line_at(span);
            if self.reader.slice(line).ends_with(['：', ':']) {
                return self.start_swallowing(line);
            }
            let text = self.reader.text_of(line);
            return self.push(tree::Node::Junk(text));
        }
        let last = entries.len().saturating_sub(1);
        for (index, mut entry) in entries.into_iter().enumerate() {
            if index == last {
                entry.comment = parts.comment.take();
            }
            self.push(tree::Node::Entry(entry));
        }
    }
}
