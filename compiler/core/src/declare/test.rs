//! 用例 → [`TestCase`].

use std::sync::Arc;

use matter_syntax::keyword::Keyword;
use matter_syntax::tree::{Entry, Expr, ExprKind, Face, Item, PhraseKind};

use super::parts;
use super::theme::number;
use crate::codes::{ANSWERED_TWICE, EXPECTATION_FORM, LINE_FORM, TEST_WITHOUT_SUBJECT};
use crate::diagnostic::{Diagnostic, Place};
use crate::hir::{Day, Expectation, Expected, TestAnswer, TestCase, TestEvent, TestEventKind, TestSubject, VenueMode};
use crate::lower::condition::{find_region, level_of, money_scale, scaled};
use crate::lower::findings::{Findings, code};
use crate::lower::line::Line;
use crate::lower::period::day;
use crate::lower::time::event_of;
use crate::lower::words::{is_word, name_of, word_of};
use crate::names::similar;
use crate::world::World;

/// Reads a test; what it says of facts is looked at when it is run.
pub(crate) fn test_case(world: &World<'_>, item: &Item, findings: &mut Findings) -> TestCase {
    let (mut on, mut place) = (None, None);
    for mut line in parts::lines(item, Keyword::At).collect::<Vec<_>>() {
        let written = line.value_if(date_of);
        on = written.and_then(|expr| day(findings, expr)).or(on);
        if let Some(expr) = line.value() {
            place = find_region(world, findings, expr, None).or(place);
        }
        parts::finish(&line, Keyword::At, findings);
    }
    let mut answers: Vec<TestAnswer> =
        parts::entries_of(item, Keyword::Given).filter_map(|entry| answer(entry, findings)).collect();
    answered_twice(&answers, findings);
    let responsible = answers.iter().position(|answer| matches!(&*answer.fact, "属地" | "责任地"));
    let responsible = responsible.map(|index| answers.remove(index));
    let events = parts::lines(item, Keyword::Events).collect::<Vec<_>>();
    let expected = parts::lines(item, Keyword::Expect).collect::<Vec<_>>();
    TestCase {
        name: parts::name(item),
        subject: subject(world, item, findings),
        day: on,
        place,
        responsible,
        answers,
        events: events.into_iter().filter_map(|line| event(line, findings)).collect(),
        expectations: expected.into_iter().filter_map(|line| expectation(world, line, findings)).collect(),
        origin: parts::origin(item, findings),
    }
}

/// A fact has one answer; several options of a 多选 stand on one line.
fn answered_twice(answers: &[TestAnswer], findings: &mut Findings) {
    for (index, answer) in answers.iter().enumerate() {
        if let Some(first) = answers.iter().take(index).find(|other| other.fact == answer.fact) {
            let place = |answer: &TestAnswer| Place::Node(findings.item().clone(), answer.node);
            let found = Diagnostic::new(ANSWERED_TWICE, place(answer)).with("fact", code(Arc::clone(&answer.fact)));
            let found = found.label(place(first), "earlier");
            findings.push(found);
        }
    }
}

fn subject(world: &World<'_>, item: &Item, findings: &mut Findings) -> TestSubject {
    let written = item.inline.iter().flat_map(|entry| &entry.phrases).find_map(|phrase| match &phrase.kind {
        PhraseKind::Expr(expr) => Some((expr, name_of(expr)?)),
        PhraseKind::Clause { .. } => None,
    });
    let Some((expr, name)) = written else {
        findings.push(findings.at(TEST_WITHOUT_SUBJECT, item.keyword_span, ""));
        return TestSubject::Unknown("".into());
    };
    if let Some((full, item)) = world.matter(&name) {
        return TestSubject::Matter(full, item);
    }
    let theme = (0u32..).zip(world.declared.all_themes()).find(|(_, theme)| *theme.name == *name);
    if let Some((index, _)) = theme {
        return TestSubject::Theme(index);
    }
    let themes = world.declared.all_themes().iter().map(|theme| &*theme.name);
    let mut suggestions = world.matters.similar(&name);
    suggestions.extend(similar(&name, themes).into_iter().map(Arc::from));
    if !world.has_nameless_matter() {
        findings.push(parts::unknown(findings, expr.span, "wanted-matter", &name, suggestions));
    }
    TestSubject::Unknown(name.into())
}

/// `婚姻状况 离异`, `持有 结婚证`, `户籍地 = 龙岗区`, `代办`
fn answer(entry: &Entry, findings: &mut Findings) -> Option<TestAnswer> {
    let node = findings.node(entry.span);
    let mut line = Line::new(&entry.phrases, entry.span);
    line.open_leading_clause();
    if let Some((left, right)) = line.value_if(equation) {
        return Some(TestAnswer { fact: name_of(left)?.into(), value: Some(Arc::new(right.clone())), node });
    }
    let holds = line.key(&[Keyword::Hold]).is_some();
    let known = [Keyword::Responsible, Keyword::Channels, Keyword::HandlingItems];
    let word = line.key(&known).map(|word| word.text(Face::Zh).to_owned());
    let Some(name) = word.or_else(|| line.value_if(name_of)) else {
        let found = findings.at(LINE_FORM, entry.span, "expected-answer").with("found", code(line.rest_text()));
        findings.push(found);
        return None;
    };
    let fact = if holds { format!("{} {name}", Keyword::Hold.text(Face::Zh)) } else { name };
    let value = line.value().cloned().map(Arc::new);
    parts::finish(&line, Keyword::Given, findings);
    Some(TestAnswer { fact: fact.into(), value, node })
}

fn equation(expr: &Expr) -> Option<(&Expr, &Expr)> {
    match &expr.kind {
        ExprKind::Compare { operator: Keyword::Equal, left, right } => Some((left, right)),
        _ => None,
    }
}

/// `受理 2026-03-02`, `暂停 2026-03-04 专家评审`
fn event(mut line: Line<'_>, findings: &mut Findings) -> Option<TestEvent> {
    let node = findings.node(line.span);
    line.open_leading_clause();
    let date = line.value_if(date_of).and_then(|date| day(findings, date));
    let event = line.value_if(event_kind).or_else(|| leading_event(&mut line));
    let (Some(day), Some(event)) = (date, event) else {
        let found = findings.at(LINE_FORM, line.span, "expected-event").with("found", code(line.rest_text()));
        findings.push(found);
        return None;
    };
    Some(TestEvent { event, day, note: line.value().cloned().map(Arc::new), node })
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
    line.key(&[Keyword::Deliver]).map(|_| TestEventKind::Event(crate::hir::Event::Delivery))
}

fn expectation(world: &World<'_>, mut line: Line<'_>, findings: &mut Findings) -> Option<Expectation> {
    let node = findings.node(line.span);
    let at_least = line.clause(Keyword::AtLeastThese).is_some();
    line.open_leading_clause();
    let written = line.rest_text();
    let span = line.span;
    let what = expected(world, &mut line, findings);
    let Some(what) = what else {
        findings.push(findings.at(EXPECTATION_FORM, span, "").with("found", code(written)));
        return None;
    };
    parts::finish(&line, Keyword::Expect, findings);
    Some(Expectation { at_least, what, node })
}

const KEYS: [Keyword; 21] = [
    Keyword::Materials,
    Keyword::NotNeeded,
    Keyword::MayNeed,
    Keyword::Pending,
    Keyword::Due,
    Keyword::Decides,
    Keyword::Eligible,
    Keyword::NotMet,
    Keyword::NextQuestion,
    Keyword::Times,
    Keyword::Fees,
    Keyword::Free,
    Keyword::Benefits,
    Keyword::Result,
    Keyword::Visits,
    Keyword::Channels,
    Keyword::CanAt,
    Keyword::Instead,
    Keyword::Responsible,
    Keyword::Needs,
    Keyword::Contradictory,
];

fn expected(world: &World<'_>, line: &mut Line<'_>, findings: &mut Findings) -> Option<Expected> {
    Some(match line.key(&KEYS)? {
        Keyword::Materials => material(line)?,
        Keyword::NotNeeded => Expected::NotNeeded(name(line)?),
        Keyword::MayNeed => Expected::MayNeed(name(line)?),
        Keyword::Pending => Expected::Pending(names(line)),
        Keyword::Due => Expected::Due(due(line, findings)?),
        Keyword::Decides => decider(line)?,
        Keyword::Eligible => Expected::Eligible,
        Keyword::NotMet => Expected::NotMet(names(line)),
        Keyword::NextQuestion => Expected::NextQuestion(name(line)?),
        Keyword::Times => Expected::Limit(parts::take_duration(line, findings)?),
        Keyword::Fees => fee(line)?,
        Keyword::Free => Expected::Fee(None, 0),
        Keyword::Benefits => {
            let amount = line.value_if(money)?;
            Expected::Benefit(name(line), amount)
        }
        Keyword::Result => Expected::Result(name(line)?),
        Keyword::Visits => Expected::Visits(line.value_if(number)?),
        Keyword::Channels => Expected::Channels(names(line)),
        Keyword::CanAt => {
            let place = find_region(world, findings, line.value()?, None)?;
            Expected::CanAt(place, line.value_if(mode))
        }
        Keyword::Instead => Expected::Instead(name(line)?),
        Keyword::Responsible => Expected::Responsible(find_region(world, findings, line.value()?, None)?),
        Keyword::Needs => Expected::Needs(names(line)),
        Keyword::Contradictory => Expected::Contradictory(line.text().or_else(|| name(line))),
        _ => return None,
    })
}

/// A requirement, or how many entries a member asks for.
fn material(line: &mut Line<'_>) -> Option<Expected> {
    let count = line.value_if(|expr| match &expr.kind {
        ExprKind::Quantity(quantity) if quantity.unit == Some(Keyword::ItemsUnit) => quantity.number.parse().ok(),
        _ => None,
    });
    if let Some(count) = count {
        return Some(Expected::MaterialCount(name(line), count));
    }
    line.value().cloned().map(|requirement| Expected::Material(Arc::new(requirement)))
}

fn decider(line: &mut Line<'_>) -> Option<Expected> {
    let level = line.value_if(level_of);
    let organ = name(line);
    (level.is_some() || organ.is_some()).then_some(Expected::Decider(level, organ))
}

fn fee(line: &mut Line<'_>) -> Option<Expected> {
    if line.word(Keyword::Free) {
        return Some(Expected::Fee(None, 0));
    }
    let amount = line.value_if(money)?;
    Some(Expected::Fee(name(line), amount))
}

fn due(line: &mut Line<'_>, findings: &mut Findings) -> Option<Day> {
    line.value_if(date_of).and_then(|date| day(findings, date))
}

fn money(expr: &Expr) -> Option<i64> {
    match &expr.kind {
        ExprKind::Quantity(quantity) => scaled(&quantity.number, quantity.unit.and_then(money_scale)?).ok(),
        _ => None,
    }
}

fn mode(expr: &Expr) -> Option<VenueMode> {
    match word_of(expr)? {
        Keyword::FullyOnline => Some(VenueMode::FullyOnline),
        Keyword::Forwarded => Some(VenueMode::ReceivedForAnother),
        Keyword::Jointly => Some(VenueMode::Jointly),
        _ => None,
    }
}

fn date_of(expr: &Expr) -> Option<&Expr> {
    matches!(expr.kind, ExprKind::Date(_)).then_some(expr)
}

fn name(line: &mut Line<'_>) -> Option<Arc<str>> {
    line.value_if(name_of).map(Arc::from)
}

fn names(line: &mut Line<'_>) -> Vec<Arc<str>> {
    line.value().map_or_else(Vec::new, parts::list_names)
}
