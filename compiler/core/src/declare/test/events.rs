//! 经过 → [`TestEvent`]: what happened, on which day and at what time, and what a pause or a decision is for.

use std::sync::Arc;

use matter_syntax::keyword::Keyword;
use matter_syntax::tree::{Expr, ExprKind};

use super::super::parts;
use super::date_of;
use super::subject::{Named, Subjects};
use crate::codes::LINE_FORM;
use crate::hir::{Event, TestEvent, TestEventKind};
use crate::lower::findings::{Findings, code, word};
use crate::lower::line::Line;
use crate::lower::period::day;
use crate::lower::time::event_of;
use crate::lower::words::{is_word, name_of};

/// `受理 2026-03-02`, `受理 2026-03-02 “15:30”`, `暂停 2026-03-04 专家评审`
pub(super) fn event(subjects: &Subjects<'_, '_>, mut line: Line<'_>, findings: &mut Findings) -> Option<TestEvent> {
    let (node, written) = (findings.node(line.span), line.written());
    line.open_leading_clause();
    let event = line.value_if(event_kind).or_else(|| leading_event(&mut line));
    let date = line.value_if(date_of);
    let (Some(date), Some(event)) = (date, event) else {
        let found = findings.at(LINE_FORM, line.span, "expected-event").with("found", code(written));
        findings.push(found.with("section", word(Keyword::Events)));
        return None;
    };
    let minute = time(&mut line);
    let note = line.value();
    if let Some((note, name)) = note.and_then(|note| Some((note, name_of(note)?))) {
        let (kind, role) = match event {
            TestEventKind::Pause | TestEventKind::Resume => (Named::Exclusion, "wanted-exclusion"),
            _ => (Named::Stage, "wanted-stage"),
        };
        subjects.expect((&[kind], &[]), role, (&name, note.span), findings);
    }
    parts::finish(&line, Keyword::Events, findings);
    // A day that does not exist is reported where it is read.
    let day = day(findings, date)?;
    Some(TestEvent { event, day, minute, note: note.cloned().map(Arc::new), node })
}

/// Takes the time of day behind a date: the minute from midnight.
pub(super) fn time(line: &mut Line<'_>) -> Option<u16> {
    line.value_if(|expr| match &expr.kind {
        ExprKind::Text(text) => minute(&text.text),
        _ => None,
    })
}

/// `15:30`, with either colon.
fn minute(text: &str) -> Option<u16> {
    let (hour, minute) = text.trim().split_once([':', '：'])?;
    let read = |digits: &str, most: u16| {
        let digits = Some(digits).filter(|digits| (1..=2).contains(&digits.len()));
        digits?.parse::<u16>().ok().filter(|number| *number <= most)
    };
    Some(read(hour, 23)? * 60 + read(minute, 59).filter(|_| minute.len() == 2)?)
}

fn event_kind(expr: &Expr) -> Option<TestEventKind> {
    const OTHERS: [(Keyword, TestEventKind); 4] = [
        (Keyword::Pause, TestEventKind::Pause),
        (Keyword::Resume, TestEventKind::Resume),
        (Keyword::Extend, TestEventKind::Extend),
        (Keyword::Arrive, TestEventKind::Arrive),
    ];
    let other = OTHERS.iter().find(|(word, _)| is_word(expr, *word)).map(|(_, kind)| *kind);
    other.or_else(|| event_of(expr).map(TestEventKind::Event))
}

/// 送达 opens a clause, so it stands before its line as a key.
fn leading_event(line: &mut Line<'_>) -> Option<TestEventKind> {
    line.key(&[Keyword::Deliver]).map(|_| TestEventKind::Event(Event::Delivery))
}
