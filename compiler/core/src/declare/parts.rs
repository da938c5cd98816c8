//! Pieces that all declarations are read from: sections, their lines, lists of names.

use std::sync::Arc;

use matter_syntax::keyword::Keyword;
use matter_syntax::tree::{Entry, Expr, ExprKind, Item, Node, Phrase, PhraseKind, Section};

use crate::codes::LEFTOVER;
use crate::hir::{Duration, NodeId, Origin};
use crate::lower::findings::{Findings, code, codes};
use crate::lower::line::Line;
use crate::lower::time::duration;
use crate::lower::words::{members, name_of};

/// The item as a whole, for values that outlive the tree.
pub(super) fn origin(item: &Item, findings: &Findings) -> Origin {
    // Items inside a matter are nodes of the matter's map; others are its head.
    let node = item.name.as_ref().filter(|_| item.span.start > 0).map_or(NodeId(0), |name| findings.node(name.span));
    Origin { item: findings.item().clone(), node }
}

/// The name on the head line.
pub(super) fn name(item: &Item) -> Arc<str> {
    item.name.as_ref().map_or_else(|| "".into(), |name| Arc::from(&*name.text))
}

/// 简称 on the head line.
pub(super) fn short_name(item: &Item) -> Option<Arc<str>> {
    head_clause(item, Keyword::Abbreviated).and_then(name_of).map(Arc::from)
}

/// `en "…"` on the head line.
pub(super) fn english(item: &Item) -> Option<Arc<str>> {
    head_clause(item, Keyword::English).and_then(name_of).map(Arc::from)
}

fn head_clause(item: &Item, wanted: Keyword) -> Option<&Expr> {
    item.head.iter().find_map(|phrase| match &phrase.kind {
        PhraseKind::Clause { keyword, args, .. } if *keyword == wanted => args.first(),
        _ => None,
    })
}

/// The sections of this kind, in order.
pub(super) fn sections(item: &Item, wanted: Keyword) -> impl Iterator<Item = &Section> {
    item.body.iter().filter_map(move |node| match node {
        Node::Section(section) if section.keyword == wanted => Some(section),
        _ => None,
    })
}

/// The entries among the nodes.
pub(super) fn entries(nodes: &[Node]) -> impl Iterator<Item = &Entry> + Clone {
    nodes.iter().filter_map(|node| match node {
        Node::Entry(entry) => Some(entry),
        _ => None,
    })
}

/// The entries of all sections of this kind: those on the header's line first.
pub(super) fn entries_of(item: &Item, wanted: Keyword) -> impl Iterator<Item = &Entry> {
    sections(item, wanted).flat_map(|section| section.inline.iter().chain(entries(&section.body)))
}

/// The lines of all sections of this kind.
pub(super) fn lines(item: &Item, wanted: Keyword) -> impl Iterator<Item = Line<'_>> {
    entries_of(item, wanted).map(|entry| Line::new(&entry.phrases, entry.span))
}

/// All names of a section's lists, in order.
pub(super) fn names(item: &Item, wanted: Keyword) -> Vec<Arc<str>> {
    entries_of(item, wanted).flat_map(|entry| entry.phrases.iter().flat_map(phrase_names)).collect()
}

/// The first name of a section.
pub(super) fn first_name(item: &Item, wanted: Keyword) -> Option<Arc<str>> {
    names(item, wanted).into_iter().next()
}

/// The text of a plain-text section, or of the texts and names on its lines.
pub(super) fn text(item: &Item, wanted: Keyword) -> Arc<str> {
    let mut found: Vec<String> = names(item, wanted).iter().map(ToString::to_string).collect();
    for node in sections(item, wanted).flat_map(|section| &section.body) {
        if let Node::Prose(text) | Node::Quote(text) = node {
            found.push(text.text.trim().to_owned());
        }
    }
    found.join("\n").into()
}

pub(super) fn phrase_names(phrase: &Phrase) -> Vec<Arc<str>> {
    match &phrase.kind {
        PhraseKind::Expr(expr) => list_names(expr),
        PhraseKind::Clause { .. } => Vec::new(),
    }
}

/// The names of a list.
pub(super) fn list_names(expr: &Expr) -> Vec<Arc<str>> {
    members(expr).into_iter().filter_map(name_of).map(Arc::from).collect()
}

/// A code: a “text”, or digits as written.
pub(super) fn code_text(expr: &Expr) -> Option<Arc<str>> {
    match &expr.kind {
        ExprKind::Quantity(quantity) if quantity.unit.is_none() => Some(Arc::from(&*quantity.number)),
        ExprKind::Text(text) | ExprKind::Verbatim(text) => Some(Arc::from(&*text.text)),
        _ => None,
    }
}

/// Takes the first length of time of a line.
pub(super) fn take_duration(line: &mut Line<'_>, findings: &mut Findings) -> Option<Duration> {
    let written = line.value_if(|expr| crate::lower::time::is_duration(expr).then_some(expr))?;
    duration(findings, written, false)
}

/// Reports what nobody took from a line.
pub(super) fn finish(line: &Line<'_>, section: Keyword, findings: &mut Findings) {
    let told = findings.told_inside(line.span);
    for (span, text) in line.rest().into_iter().filter(|_| !told) {
        let found = findings.at(LEFTOVER, span, "").with("section", crate::diagnostic::Arg::Word(section));
        findings.push(found.with("found", code(text)));
    }
}

/// The arguments `name` and `suggestions` of an unknown name.
pub(super) fn unknown(
    findings: &Findings,
    span: matter_syntax::tree::Span,
    role: &'static str,
    name: &str,
    suggestions: Vec<Arc<str>>,
) -> crate::diagnostic::Diagnostic {
    let mut found = findings.at(crate::codes::UNKNOWN_NAME, span, role).with("name", code(name));
    for suggestion in &suggestions {
        found = found.fix(findings.replacement("use-instead", span, Arc::clone(suggestion), false));
    }
    found.with("suggestions", codes(suggestions))
}
