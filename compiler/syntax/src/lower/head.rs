//! The first line of an item → its keyword, name, tails and inline entries.

use super::{Node, Reader, Words, join, span_of};
use crate::{
    error::Problem,
    grammar::Rule,
    hints,
    keyword::{Context, Keyword, lookup},
    tree::{Entry, Expr, ExprKind, Item, Phrase, PhraseKind, Span, Text},
};

/// The parts of a line, cut at its colons and semicolons.
pub(crate) struct Parts<'s> {
    /// Runs of expressions between separators.
    pub(crate) runs: Vec<Vec<Words<'s>>>,
    /// The separators: true for a colon; one fewer than the runs.
    pub(crate) separators: Vec<(bool, Span)>,
    pub(crate) comment: Option<Text>,
    /// What could not be read: from the last separator to the end of the line.
    pub(crate) junk: Option<Span>,
    pub(crate) span: Span,
}

/// Adds a pair to the phrase at hand; a gap begins the next one.
pub(crate) fn push_word<'s>(run: &mut Vec<Words<'s>>, part: Node<'s>) {
    match run.last_mut() {
        _ if part.as_rule() == Rule::gap => run.push(Words::new()),
        Some(words) => words.push(part),
        None => run.push(vec![part]),
    }
}

impl Parts<'_> {
    /// Where the first colon stands.
    pub(crate) fn first_colon(&self) -> Option<Span> {
        self.separators.first().filter(|(colon, _)| *colon).map(|(_, span)| *span)
    }
}

impl<'s> Reader<'s> {
    pub(crate) fn parts(&mut self, pairs: impl Iterator<Item = Node<'s>>, span: Span) -> Parts<'s> {
        let mut parts = Parts { runs: Vec::with_capacity(2), separators: Vec::new(), comment: None, junk: None, span };
        let mut run: Vec<Words<'s>> = Vec::with_capacity(4);
        for part in pairs {
            match part.as_rule() {
                Rule::colon | Rule::semicolon => {
                    parts.runs.push(std::mem::take(&mut run));
                    parts.separators.push((part.as_rule() == Rule::colon, span_of(&part)));
                }
                Rule::comment => parts.comment = Some(self.comment(span_of(&part))),
                Rule::bad => {
                    let bad = span_of(&part);
                    self.diagnose(span, bad);
                    let start =
                        run.first().and_then(|words| words.first()).map_or(bad.start, |first| span_of(first).start);
                    run.clear();
                    parts.junk = Some(Span { start, end: bad.end });
                }
                _ => push_word(&mut run, part),
            }
        }
        parts.runs.push(run);
        let end = parts.comment.as_ref().map(|comment| comment.span.start);
        if let Some(end) = end {
            parts.span.end = parts.span.start + self.slice(Span { start: span.start, end }).trim_end().len() as u32;
        }
        parts
    }

    pub(crate) fn comment(&self, span: Span) -> Text {
        let written = self.slice(span);
        let text = written.trim_start_matches('/').trim();
        let end = span.start + written.trim_end().len() as u32;
        Text { text: text.into(), span: Span { start: span.start, end }, ascii: false }
    }

    /// The head line, with everything on it.
    pub(crate) fn head(&mut self, pair: Node<'s>, item: &mut Item) {
        let span = span_of(&pair);
        let mut name = None;
        let mut others = Vec::new();
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::item_word | Rule::vary_word => {
                    item.keyword_span = span_of(&part);
                    item.keyword = lookup(self.slice(item.keyword_span), Context::Item);
                }
                Rule::item_name | Rule::vary_name => name = Some(span_of(&part)),
                _ => others.push(part),
            }
        }
        item.name = name.map(|at| {
            let text = self.slice(at);
            let quoted = text.starts_with('「') && text.find('」') == Some(text.len() - '」'.len_utf8());
            let told = self.errors.len();
            let name = self.free_name(at, quoted);
            let used_in_conditions = matches!(item.keyword, Some(Keyword::Fact | Keyword::Define));
            if used_in_conditions && !quoted && self.errors.len() == told && !hints::is_declarable(&name.text) {
                let fix = super::replace(at, format!("「{text}」"));
                self.error_with(Problem::Unquoted { found: text.into() }, at, fix);
            }
            name
        });
        if let Some(keyword) = item.keyword.filter(|&keyword| item.name.is_none() && keyword != Keyword::Never) {
            return self.nameless(keyword, span, item);
        }
        let mut parts = self.parts(others.into_iter(), span);
        item.inline = self.header_entries(&mut parts, item);
        if std::mem::take(&mut self.unreadable) {
            let start = name.unwrap_or(item.keyword_span).end;
            item.head = vec![self.junk_phrase(Span { start, end: parts.span.end })];
            item.inline.clear();
            item.colon = false;
        }
    }

    /// `事项：高龄津贴发放`: what stands behind the colon is the name. `材料：` alone is a section that was not indented.
    fn nameless(&mut self, keyword: Keyword, line: Span, item: &mut Item) {
        let at = item.keyword_span;
        let rest = Span { start: at.end, end: self.line_at(line).end };
        let behind = self.slice(rest).trim_start().strip_prefix(['：', ':']).map(str::trim_start);
        let mut fixes = Vec::new();
        if let Some(name) = behind.filter(|name| !name.is_empty()) {
            let start = rest.end - name.len() as u32;
            fixes = super::replace(Span { start: rest.start, end: start }, " ");
            // One matter is meant where the rest can be nothing but a name; facts and the like have a colon of their own.
            if matches!(keyword, Keyword::Matter | Keyword::Theme) && !name.contains(['：', ':', '、', '；', '“', '/'])
            {
                let end = start + name.find("  ").unwrap_or(name.len()) as u32;
                item.name = Some(self.free_name(Span { start, end }, false));
            }
        }
        let is_section = lookup(self.slice(at), Context::Section).is_some();
        if is_section && behind.is_some() && !self.has_sections(rest.end) {
            fixes.extend(super::replace(Span { start: at.start, end: at.start }, "  "));
        }
        self.error_with(Problem::MissingName { item: keyword }, at, fixes);
        let rest = self.junk_phrase(rest);
        item.head.extend(Some(rest).filter(|rest| rest.span.start < rest.span.end));
    }

    /// Whether sections stand below, as in an item and not in a section.
    fn has_sections(&self, below: u32) -> bool {
        let below = Span { start: below, end: self.text.len() as u32 };
        self.slice(below).lines().any(|line| {
            let word = line.trim_start().split(['：', ':']).next().unwrap_or_default();
            word.len() < line.trim().len() && lookup(word.trim_end(), Context::Section).is_some()
        })
    }

    /// Head phrases before the first colon and the entries behind it.
    fn header_entries(&mut self, parts: &mut Parts<'s>, item: &mut Item) -> Vec<Entry> {
        let mut runs = std::mem::take(&mut parts.runs).into_iter();
        item.head = runs.next().map(|run| self.phrases(run, None, false)).unwrap_or_default();
        item.colon = parts.first_colon().is_some();
        if let Some((false, at)) = parts.separators.first().copied() {
            self.unexpected(at);
        }
        item.comment = parts.comment.take();
        let separators = parts.separators.get(1..).unwrap_or_default();
        let mut entries = self.entries(runs.collect(), separators, None);
        if let Some(junk) = parts.junk {
            self.keep_junk(junk, &parts.separators, &mut item.head, &mut entries);
        }
        entries
    }

    /// The unread part of a header line stays where it stands.
    pub(crate) fn keep_junk(
        &mut self,
        junk: Span,
        separators: &[(bool, Span)],
        head: &mut Vec<Phrase>,
        entries: &mut Vec<Entry>,
    ) {
        let phrase = self.junk_phrase(junk);
        let behind_colon = separators.len() > 1 && separators.last().is_some_and(|(colon, _)| *colon);
        match entries.last_mut() {
            _ if separators.is_empty() => head.push(phrase),
            last if behind_colon && !last.as_ref().is_some_and(|last| is_edit(last) && last.replacement.is_none()) => {
                self.unreadable = true;
            }
            Some(last) if behind_colon => {
                last.replacement =
                    Some(Box::new(Entry { span: phrase.span, phrases: vec![phrase], ..Entry::default() }));
            }
            _ => entries.push(Entry { span: phrase.span, phrases: vec![phrase], ..Entry::default() }),
        }
    }

    /// The unread rest of a header line.
    pub(crate) fn junk_phrase(&self, bad: Span) -> Phrase {
        let text = self.slice(bad);
        let start = bad.start + (text.len() - text.trim_start().len()) as u32;
        let span = Span { start, end: bad.start + text.trim_end().len() as u32 };
        let kind = PhraseKind::Expr(Expr { kind: ExprKind::Junk(self.text_of(span)), span });
        Phrase { kind, span }
    }

    /// Runs of expressions → entries: a semicolon ends one, a colon opens the replacement of an edit.
    pub(crate) fn entries(
        &mut self,
        runs: Vec<Vec<Words<'s>>>,
        separators: &[(bool, Span)],
        section: Option<Keyword>,
    ) -> Vec<Entry> {
        let mut entries: Vec<Entry> = Vec::new();
        let mut colon_before = None;
        for (index, run) in runs.into_iter().enumerate() {
            let entry = self.entry(run, section);
            match (colon_before.take(), entries.last_mut()) {
                (Some(_), Some(last)) if is_edit(last) && last.replacement.is_none() && !entry.phrases.is_empty() => {
                    last.span.end = entry.span.end;
                    last.replacement = Some(Box::new(entry));
                }
                (Some(at), _) => self.unexpected(at),
                (None, _) if entry.phrases.is_empty() => {}
                (None, _) => entries.push(entry),
            }
            colon_before = separators.get(index).filter(|(colon, _)| *colon).map(|(_, at)| *at);
        }
        entries
    }

    /// A section word alone between semicolons would read as a header on a line of its own.
    pub(crate) fn refuse_lone_sections(&mut self, runs: &[Vec<Words<'s>>]) {
        for run in runs.iter().filter(|run| run.len() == 1) {
            let span = run.first().map(|words| super::phrase::span_of_words(words)).unwrap_or_default();
            if lookup(self.slice(span), Context::Section).is_some() {
                self.unexpected(span);
            }
        }
    }

    pub(crate) fn unexpected(&mut self, at: Span) {
        self.unreadable = true;
        let found = self.slice(at).into();
        self.error(Problem::UnexpectedText { found, expected: vec![crate::error::Expected::LineEnd] }, at);
    }

    pub(crate) fn entry(&mut self, run: Vec<Words<'s>>, section: Option<Keyword>) -> Entry {
        let phrases = self.phrases(run, section, true);
        let span = phrases.first().zip(phrases.last()).map(|(a, b)| join(a.span, b.span)).unwrap_or_default();
        Entry { phrases, replacement: None, comment: None, span }
    }
}

/// Whether an entry begins with `改`, `增`, `减` or `至少`: only there may a colon follow.
fn is_edit(entry: &Entry) -> bool {
    entry.phrases.first().is_some_and(super::phrase::takes_entry)
}

/// `302 个工作日、现场踏勘 18 次、材料 甲 67 项`: a comma between phrases ends an entry here.
pub(super) fn split_at_commas(inline: Vec<Entry>) -> Vec<Entry> {
    let mut entries = Vec::new();
    for entry in inline {
        let mut current = Entry { replacement: entry.replacement, comment: entry.comment, ..Entry::default() };
        for phrase in entry.phrases {
            match phrase.kind {
                PhraseKind::Expr(Expr { kind: ExprKind::List(parts), .. }) => {
                    for (index, part) in parts.into_iter().enumerate() {
                        if index > 0 {
                            entries.push(std::mem::take(&mut current));
                        }
                        current.phrases.push(Phrase { span: part.span, kind: PhraseKind::Expr(part) });
                    }
                }
                _ => current.phrases.push(phrase),
            }
        }
        entries.push(current);
    }
    for entry in &mut entries {
        if let Some(Phrase { kind: PhraseKind::Expr(first), .. }) = entry.phrases.first_mut() {
            as_section_word(first);
        }
        entry.span =
            entry.phrases.first().zip(entry.phrases.last()).map(|(a, b)| join(a.span, b.span)).unwrap_or_default();
    }
    entries
}

/// `材料` behind a comma is the section word, as it is at the start of an entry.
fn as_section_word(expr: &mut Expr) {
    if let ExprKind::Name(name) = &expr.kind
        && !name.quoted
        && let Some(word) = lookup(&name.text, Context::Kind)
    {
        expr.kind = ExprKind::Word(word);
    }
}
