//! A line that begins with 且 or 或 → part of the entry above. It joins whole lines: each side is one operand.

use super::{
    Node,
    body::{Builder, Frame},
    expr::join_lines,
    join, span_of,
};
use crate::{
    error::{Expected, Problem},
    keyword::{Class, Keyword, Takes},
    tree::{self, Entry, Expr, ExprKind, Phrase, PhraseKind, Span, Text},
};

impl<'s> Builder<'s> {
    /// `first` is the operator; `rest` are the other pairs of the line.
    pub(crate) fn continuation(&mut self, first: Node<'s>, rest: impl Iterator<Item = Node<'s>>, span: Span) {
        let operator = self.reader.operator(span_of(&first));
        let line = self.reader.line_at(span);
        let mut parts = self.reader.parts(rest, span);
        let mut phrases = match (parts.runs.pop(), parts.runs.is_empty()) {
            (Some(run), true) => self.reader.phrases(run, None, false),
            _ => Vec::new(),
        };
        let unreadable = std::mem::take(&mut self.reader.unreadable) || parts.junk.is_some();
        let right = if phrases.is_empty() { None } else { Some(phrases.remove(0)) };
        let more = !phrases.is_empty();
        let readable = !unreadable
            && self.last_entry().is_some_and(|entry| {
                let at = joinable(entry);
                at.is_some_and(|at| !waits_for_argument(entry, at)) && !(more && open_ended(entry))
            });
        let (Some(Phrase { kind: PhraseKind::Expr(right), .. }), true) = (right, readable) else {
            if !unreadable {
                let problem = Problem::UnexpectedText {
                    found: self.reader.slice(span_of(&first)).into(),
                    expected: vec![Expected::Value],
                };
                self.reader.error(problem, span_of(&first));
            }
            let text = self.reader.text_of(line);
            return self.push(tree::Node::Junk(text));
        };
        self.check_continuation(operator, span_of(&first));
        let comment = parts.comment.take();
        if let Some(entry) = self.last_entry() {
            append(entry, operator, right, phrases);
        }
        if let Some(comment) = comment {
            self.add_comment(comment);
        }
    }

    /// All continuation lines begin with the same word, and no comment stands before the last one.
    fn check_continuation(&mut self, operator: Keyword, at: Span) {
        if self.continued.is_some_and(|before| before != operator) {
            self.reader.error(Problem::MixedContinuation, at);
        }
        self.continued = Some(operator);
        let inside = self.line_comment().as_ref().map(|comment| comment.span).or_else(|| self.pending_comment());
        if let Some(span) = inside {
            self.reader.error(Problem::CommentInside, span);
        }
    }

    /// The entry that the line above ended.
    fn last_entry(&mut self) -> Option<&mut Entry> {
        if self.body().is_empty() {
            return match self.frames.last_mut() {
                None => self.item.inline.last_mut(),
                Some(Frame::Local(item)) => item.inline.last_mut(),
                Some(Frame::Stage(section) | Frame::Section(section)) => section.inline.last_mut(),
                Some(Frame::Group(_)) => None,
            };
        }
        match self.body().last_mut() {
            Some(tree::Node::Entry(entry)) => Some(entry),
            _ => None,
        }
    }

    /// Where the comment of the line above is kept.
    fn line_comment(&mut self) -> &mut Option<Text> {
        let (body, comment) = match self.frames.last_mut() {
            None => (&mut self.item.body, &mut self.item.comment),
            Some(Frame::Local(item)) => (&mut item.body, &mut item.comment),
            Some(Frame::Stage(section) | Frame::Section(section)) => (&mut section.body, &mut section.comment),
            Some(Frame::Group(group)) => (&mut group.body, &mut group.comment),
        };
        match body.last_mut() {
            Some(tree::Node::Entry(entry)) => &mut entry.comment,
            _ => comment,
        }
    }

    fn add_comment(&mut self, comment: Text) {
        let place = self.line_comment();
        *place = Some(match place.take() {
            None => comment,
            Some(first) => {
                Text { text: format!("{} {}", first.text, comment.text).into(), span: comment.span, ascii: false }
            }
        });
    }
}

/// The last phrase that a line can be joined to: forms and counts behind it belong to the whole.
fn joinable(entry: &Entry) -> Option<usize> {
    entry.phrases.iter().rposition(|phrase| match &phrase.kind {
        PhraseKind::Expr(expr) => match &expr.kind {
            ExprKind::Word(word) => word.class() != Class::Form,
            ExprKind::Quantity(_) | ExprKind::Text(_) | ExprKind::Junk(_) => false,
            _ => true,
        },
        PhraseKind::Clause { keyword, args, .. } => *keyword == Keyword::When && !args.is_empty(),
    })
}

/// Whether a clause in front of a phrase has no argument yet: joined with the next line, the phrase would become it.
fn waits_for_argument(entry: &Entry, at: usize) -> bool {
    let before = at.checked_sub(1).and_then(|before| entry.phrases.get(before));
    matches!(before, Some(Phrase { kind: PhraseKind::Clause { keyword, args, closing: None }, .. })
        if args.is_empty() && !matches!(keyword.takes(), Some(Takes::None | Takes::Entry)))
}

/// Ends with a clause that still wants its argument: what follows would become it.
fn open_ended(entry: &Entry) -> bool {
    matches!(entry.phrases.last(), Some(Phrase { kind: PhraseKind::Clause { keyword, args, closing: None }, .. })
        if args.is_empty() && keyword.takes() != Some(Takes::None))
}

fn append(entry: &mut Entry, operator: Keyword, right: Expr, more: Vec<Phrase>) {
    let end = more.last().map_or(right.span, |phrase| phrase.span);
    let Some(phrase) = joinable(entry).and_then(|at| entry.phrases.get_mut(at)) else { return };
    let left = match &mut phrase.kind {
        PhraseKind::Expr(expr) => Some(expr),
        PhraseKind::Clause { args, .. } => args.last_mut(),
    };
    if let Some(left) = left {
        phrase.span = join(phrase.span, right.span);
        let taken = std::mem::replace(left, Expr { kind: ExprKind::List(Vec::new()), span: right.span });
        *left = join_lines(operator, taken, right);
    }
    entry.phrases.extend(more);
    entry.span = join(entry.span, end);
}
