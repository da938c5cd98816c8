//! What a line with a colon opens: a section, a stage, a local item, a group, or an entry.

use super::{
    Node, Reader, Words,
    body::{Builder, Frame},
    head::{Parts, split_at_commas},
    join,
    phrase::span_of_words,
    span_of,
};
use crate::{
    error::{Expected, Problem},
    grammar::Rule,
    keyword::{Context, Keyword, Shape, candidates, choose, lookup},
    tree::{self, Entry, Expr, ExprKind, Group, Item, Phrase, PhraseKind, Section, Span},
};

/// Sections that a 阶段 of a matter takes.
const STAGE_SECTIONS: &[Keyword] = &[
    Keyword::Conditions,
    Keyword::Materials,
    Keyword::Steps,
    Keyword::Times,
    Keyword::Decides,
    Keyword::Priors,
    Keyword::CrossRegion,
];

/// Items that may be declared inside a matter or a variance.
const LOCAL_ITEMS: &[Keyword] = &[Keyword::Fact, Keyword::Define, Keyword::Never, Keyword::Rate, Keyword::Material];

/// What a header line opens.
enum Header {
    Section(Keyword),
    Stage,
    Local(Keyword),
    Group,
    Edit,
    Misplaced(Keyword),
    Unknown,
}

impl<'s> Reader<'s> {
    /// Where the line of a span begins.
    pub(crate) fn line_start(&self, span: Span) -> u32 {
        self.text.get(..span.start as usize).and_then(|text| text.rfind('\n')).map_or(0, |at| at as u32 + 1)
    }

    /// The whole line around a span, without the blanks at its ends.
    pub(crate) fn line_at(&self, span: Span) -> Span {
        let start = span.start as usize;
        let before = self.text.get(..start).and_then(|text| text.rfind('\n')).map_or(0, |at| at + 1);
        let end = self
            .text
            .get(span.end as usize..)
            .and_then(|text| text.find('\n'))
            .map_or(self.text.len(), |at| span.end as usize + at);
        let line = self.text.get(before..end).unwrap_or_default();
        let trimmed = line.trim();
        let start = before + (line.len() - line.trim_start().len());
        Span { start: start as u32, end: (start + trimmed.len()) as u32 }
    }
}

impl<'s> Builder<'s> {
    pub(crate) fn logical(&mut self, pair: Node<'s>) {
        let span = span_of(&pair);
        if self.item.keyword.is_none() {
            return self.outside(span);
        }
        let errors = self.reader.errors.len();
        let mut pairs = pair.into_inner().peekable();
        if let Some(first) = pairs.next_if(|pair| pair.as_rule() == Rule::continued) {
            if self.in_text() {
                return self.prose(span);
            }
            if !self.swallowing(span) {
                self.continuation(first, pairs, span);
            }
            return;
        }
        if self.numbered(span) {
            return;
        }
        let parts = self.reader.parts(pairs, span);
        let header = parts.first_colon().and_then(|colon| self.header(&parts, colon));
        if self.in_text() && !matches!(header, Some(Header::Section(_) | Header::Stage | Header::Local(_))) {
            self.reader.errors.truncate(errors);
            return self.prose(span);
        }
        match header {
            Some(Header::Section(keyword)) => {
                if keyword.shape() == Some(Shape::Text) {
                    self.reader.errors.truncate(errors);
                }
                self.section(keyword, parts, false);
            }
            Some(Header::Stage) => self.section(Keyword::Stage, parts, true),
            Some(Header::Local(keyword)) => self.local(keyword, parts),
            Some(Header::Group) => self.group(parts),
            Some(Header::Edit) => self.entries_line(parts),
            Some(Header::Misplaced(keyword)) => self.misplaced(keyword, parts),
            Some(Header::Unknown) => self.unknown(parts),
            None if self.swallowing(span) => self.reader.errors.truncate(errors),
            None => self.without_colon(parts),
        }
    }

    fn header(&self, parts: &Parts<'s>, colon: Span) -> Option<Header> {
        let written = self.reader.slice(Span { start: parts.span.start, end: colon.start }).trim_end();
        let item = self.open_item_keyword();
        let section = lookup(written, Context::Section);
        if let Some(section) = section {
            let local = self.frames.iter().any(
                |frame| matches!(frame, Frame::Local(local) if local.keyword.is_some_and(|k| section.allowed_in(k))),
            );
            let allowed = item.is_some_and(|item| section.allowed_in(item)) || local;
            return Some(if allowed { Header::Section(section) } else { Header::Misplaced(section) });
        }
        let run = parts.runs.first()?;
        let first = run.first()?;
        let found = candidates(self.first_word(first));
        let named = first.len() == 1 && run.get(1).is_some_and(|words| is_name(words));
        if named
            && choose(found, Context::Section) == Some(Keyword::Stage)
            && item.is_some_and(|item| Keyword::Stage.allowed_in(item))
        {
            return Some(Header::Stage);
        }
        if let Some(keyword) = choose(found, Context::Item).filter(|keyword| named && LOCAL_ITEMS.contains(keyword))
            && matches!(item, Some(Keyword::Matter | Keyword::Vary | Keyword::Theme))
        {
            return Some(Header::Local(keyword));
        }
        match choose(found, Context::Clause) {
            Some(Keyword::When | Keyword::Rest | Keyword::Always | Keyword::Otherwise) => Some(Header::Group),
            Some(Keyword::Change | Keyword::Add | Keyword::Remove | Keyword::AtLeastThese) => Some(Header::Edit),
            _ => Some(Header::Unknown),
        }
    }

    fn first_word(&self, words: &Words<'s>) -> &'s str {
        words.first().map(|token| self.reader.slice(span_of(token))).unwrap_or_default()
    }

    fn section(&mut self, keyword: Keyword, mut parts: Parts<'s>, with_head: bool) {
        let colon = parts.first_colon().unwrap_or_default();
        let depth = self.depth_for(keyword);
        let mut runs = std::mem::take(&mut parts.runs);
        let behind = if runs.is_empty() { runs.split_off(0) } else { runs.split_off(1) };
        let first = runs.pop().unwrap_or_default();
        let mut head = first.into_iter();
        let keyword_span = if with_head {
            head.next().map(|words| span_of_words(&words)).unwrap_or_default()
        } else {
            let written = self.reader.slice(Span { start: parts.span.start, end: colon.start });
            Span { start: parts.span.start, end: parts.span.start + written.trim_end().len() as u32 }
        };
        let head = if with_head { self.reader.phrases(head.collect(), None, false) } else { Vec::new() };
        let span = parts.span;
        if std::mem::take(&mut self.reader.unreadable) {
            return self.start_swallowing(self.reader.line_at(span));
        }
        let after = Span { start: colon.end, end: span.end };
        let (inline, comment) = if keyword.shape() == Some(Shape::Text) {
            (self.text_inline(colon, span), None)
        } else {
            let separators = parts.separators.get(1..).unwrap_or_default();
            let mut inline = self.reader.entries(behind, separators, Some(keyword));
            if let Some(junk) = parts.junk {
                self.reader.keep_junk(junk, &parts.separators, &mut Vec::new(), &mut inline);
            }
            if std::mem::take(&mut self.reader.unreadable) {
                let line = self.reader.line_at(span);
                // `给付：改 给付 全部：`: the lines below belong to what could not be read.
                if self.reader.slice(line).ends_with(['：', ':']) {
                    self.leave_sections(line);
                    return self.start_swallowing(line);
                }
                let junk = self.reader.junk_phrase(after);
                inline = vec![Entry { span: junk.span, phrases: vec![junk], ..Entry::default() }];
            }
            if keyword == Keyword::BeforeReform {
                inline = split_at_commas(inline);
            }
            (inline, parts.comment.take())
        };
        let section = Section { keyword, keyword_span, head, inline, comment, body: Vec::new(), span };
        let frame = if keyword == Keyword::Stage { Frame::Stage(section) } else { Frame::Section(section) };
        self.open(depth, frame);
    }

    /// The rest of the header line of a plain-text section, comments included.
    fn text_inline(&mut self, colon: Span, span: Span) -> Vec<Entry> {
        let line = self.reader.line_at(span);
        let at = Span { start: colon.end, end: line.end };
        let written = self.reader.slice(at);
        if written.trim().is_empty() {
            return Vec::new();
        }
        let start = at.start + (written.len() - written.trim_start().len()) as u32;
        let span = Span { start, end: at.end };
        let kind = PhraseKind::Expr(Expr { kind: ExprKind::Verbatim(self.reader.text_of(span)), span });
        vec![Entry { phrases: vec![Phrase { kind, span }], span, ..Entry::default() }]
    }

    /// How many frames stay open under a new section.
    pub(super) fn depth_for(&self, keyword: Keyword) -> usize {
        match self.frames.first() {
            Some(Frame::Stage(_)) if STAGE_SECTIONS.contains(&keyword) => 1,
            Some(Frame::Local(local)) => {
                let local = local.keyword.is_some_and(|local| keyword.allowed_in(local));
                let outer = self.open_item_keyword().is_some_and(|item| keyword.allowed_in(item));
                usize::from(local && !outer)
            }
            _ => 0,
        }
    }

    fn local(&mut self, keyword: Keyword, mut parts: Parts<'s>) {
        let mut runs = std::mem::take(&mut parts.runs).into_iter();
        let mut head = runs.next().unwrap_or_default().into_iter();
        let keyword_span = head.next().map(|words| span_of_words(&words)).unwrap_or_default();
        let head = self.reader.phrases(head.collect(), None, false);
        let separators = parts.separators.get(1..).unwrap_or_default();
        let mut inline = self.reader.entries(runs.collect(), separators, None);
        let span = parts.span;
        let (name, mut head) = self.local_name(head);
        if let Some(junk) = parts.junk {
            self.reader.keep_junk(junk, &parts.separators, &mut head, &mut inline);
        }
        if std::mem::take(&mut self.reader.unreadable) {
            return self.start_swallowing(self.reader.line_at(span));
        }
        let item = Item {
            lead: Vec::new(),
            keyword: Some(keyword),
            keyword_span,
            name,
            head,
            colon: true,
            inline,
            comment: parts.comment.take(),
            body: Vec::new(),
            tail: Vec::new(),
            span,
        };
        self.open(0, Frame::Local(item));
    }

    /// The first phrase behind a local item's keyword is its name, whatever it looks like; 互斥 has only a “title”.
    fn local_name(&mut self, mut head: Vec<Phrase>) -> (Option<tree::Name>, Vec<Phrase>) {
        let first = head
            .first()
            .filter(|phrase| !matches!(&phrase.kind, PhraseKind::Expr(Expr { kind: ExprKind::Text(_), .. })));
        let Some(span) = first.map(|phrase| phrase.span) else { return (None, head) };
        let quoted = self.reader.slice(span).starts_with('「');
        head.remove(0);
        (Some(self.reader.free_name(span, quoted)), head)
    }

    pub(super) fn group(&mut self, mut parts: Parts<'s>) {
        let mut runs = std::mem::take(&mut parts.runs).into_iter();
        let first = runs.next().unwrap_or_default();
        let errors = self.reader.errors.len();
        let mut header = self.reader.phrases(first, None, true).into_iter();
        let line = self.reader.line_at(parts.span);
        let (Some(header @ Phrase { kind: PhraseKind::Clause { .. }, .. }), None, false) =
            (header.next(), header.next(), self.reader.unreadable)
        else {
            self.reader.unreadable = false;
            if parts.junk.is_none() && self.reader.errors.len() == errors {
                let found = self.reader.slice(line).into();
                self.reader.error(Problem::UnexpectedText { found, expected: vec![Expected::Condition] }, line);
            }
            return self.start_swallowing(line);
        };
        let separators = parts.separators.split_off(1.min(parts.separators.len()));
        let section = self.place().section;
        let runs: Vec<_> = runs.collect();
        self.reader.refuse_lone_sections(&runs);
        let entries = self.reader.entries(runs, &separators, section);
        if std::mem::take(&mut self.reader.unreadable) || parts.junk.is_some() {
            return self.start_swallowing(line);
        }
        let depth = self.frames.len() - usize::from(matches!(self.frames.last(), Some(Frame::Group(_))));
        let group =
            Group { span: join(header.span, parts.span), header, comment: parts.comment.take(), body: Vec::new() };
        self.open(depth, Frame::Group(group));
        for entry in entries {
            self.push(tree::Node::Entry(entry));
        }
    }
}

/// What may stand behind the keyword of a local item or a stage: one name, perhaps with parentheses, or a “title”.
fn is_name(words: &[Node<'_>]) -> bool {
    let rules: Vec<Rule> = words.iter().map(Node::as_rule).collect();
    matches!(
        rules.as_slice(),
        [Rule::name | Rule::quoted | Rule::words | Rule::text | Rule::ascii_text] | [Rule::name, Rule::call]
    )
}
