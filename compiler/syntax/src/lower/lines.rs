//! Indented lines that open nothing → entries.

use super::{
    body::{Builder, Frame},
    head::Parts,
    phrase::span_of_words,
    replace,
};
use crate::{
    error::Problem,
    keyword::{Context, Keyword, lookup},
    tree::{self, Section, Span},
};

impl<'s> Builder<'s> {
    pub(super) fn without_colon(&mut self, parts: Parts<'s>) {
        if let Some(keyword) = self.section_without_colon(&parts) {
            let at = parts.span;
            let end = Span { start: at.end, end: at.end };
            self.reader.error_with(Problem::MissingColon { section: keyword }, at, replace(end, "："));
            let section = Section {
                keyword,
                keyword_span: at,
                head: Vec::new(),
                inline: Vec::new(),
                comment: parts.comment,
                body: Vec::new(),
                span: at,
            };
            let depth = self.depth_for(keyword);
            return self.open(depth, Frame::Section(section));
        }
        self.entries_line(parts);
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
