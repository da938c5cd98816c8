//! 用例 → [`TestCase`], and what is wrong in it: names and values that the matter does not have are found while it is read.

mod answers;
mod events;
mod expected;
mod subject;

use std::sync::Arc;

use matter_syntax::keyword::Keyword;
use matter_syntax::tree::{Entry, Expr, ExprKind, Item, PhraseKind};

use self::subject::Subjects;
use super::parts;
use crate::codes::{ANSWERED_TWICE, NO_MATTER_THAT_DAY, TEST_WITHOUT_SUBJECT};
use crate::diagnostic::{Arg, Diagnostic, Place};
use crate::hir::{Day, TestAnswer, TestCase, TestEvent, TestSubject};
use crate::lower::Scope;
use crate::lower::condition::find_region;
use crate::lower::findings::{Findings, code};
use crate::lower::line::Line;
use crate::lower::period::day;
use crate::lower::words::name_of;
use crate::names::similar;
use crate::world::World;

pub(crate) use subject::Subject;

/// Reads a test; `names` are what it may name of a matter, by the matter's full name.
pub(crate) fn test_case(
    world: &World<'_>,
    item: &Item,
    names: &dyn Fn(&str) -> Option<Arc<Subject>>,
    findings: &mut Findings,
) -> TestCase {
    let (mut on, mut place) = (None, None);
    for mut line in parts::lines(item, Keyword::At).collect::<Vec<_>>() {
        let written = line.value_if(date_of);
        on = written.and_then(|expr| day(findings, expr)).or(on);
        if let Some(expr) = line.value() {
            place = find_region(world, findings, expr, None).or(place);
        }
        parts::finish(&line, Keyword::At, findings);
    }
    let subject = subject(world, item, findings);
    let outside = Scope::outside(findings.item().clone());
    let tried = Subjects { world, matters: matters(world, &subject, names), outside };
    let answered: Vec<&Entry> = parts::entries_of(item, Keyword::Given).collect();
    let mut answers: Vec<TestAnswer> =
        answered.into_iter().filter_map(|entry| answers::answer(&tried, entry, findings)).collect();
    answered_twice(&answers, findings);
    let responsible = answers.iter().position(|answer| matches!(&*answer.fact, "属地" | "责任地"));
    let responsible = responsible.map(|index| answers.remove(index));
    let lines: Vec<Line<'_>> = parts::lines(item, Keyword::Events).collect();
    let events: Vec<TestEvent> = lines.into_iter().filter_map(|line| events::event(&tried, line, findings)).collect();
    let lines: Vec<Line<'_>> = parts::lines(item, Keyword::Expect).collect();
    let expectations = lines.into_iter().filter_map(|line| expected::expectation(&tried, line, findings)).collect();
    in_force(&tried, item, (on, &events), findings);
    TestCase {
        name: parts::name(item),
        subject,
        day: on,
        place,
        responsible,
        answers,
        events,
        expectations,
        origin: parts::origin(item, findings),
    }
}

/// The matters that are tried, with their names; none if one of them is not known.
fn matters(
    world: &World<'_>,
    subject: &TestSubject,
    names: &dyn Fn(&str) -> Option<Arc<Subject>>,
) -> Vec<Arc<Subject>> {
    let found: Option<Vec<Arc<Subject>>> = match subject {
        TestSubject::Matter(name, _) => names(name).map(|names| vec![names]),
        TestSubject::Theme(index) => {
            let theme = usize::try_from(*index).ok().and_then(|index| world.declared.all_themes().get(index));
            let staged = theme.into_iter().flat_map(|theme| &theme.stages).flat_map(|stage| &stage.members);
            let members = theme.into_iter().flat_map(|theme| &theme.members).chain(staged);
            members.map(|member| names(&world.matter(member)?.0)).collect()
        }
        TestSubject::Unknown(_) => None,
    };
    found.unwrap_or_default()
}

/// A matter that is in force on none of the days that the test tells of cannot be tried.
fn in_force(tried: &Subjects<'_, '_>, item: &Item, (on, events): (Option<Day>, &[TestEvent]), findings: &mut Findings) {
    let Some(day) = on.or(tried.world.as_of) else { return };
    let days: Vec<Day> = events.iter().map(|event| event.day).chain([day]).collect();
    if tried.is_in_force(&days) {
        return;
    }
    let at = parts::lines(item, Keyword::At).next().map_or(item.keyword_span, |line| line.span);
    let found = findings.at(NO_MATTER_THAT_DAY, at, "").with("day", Arg::Day(day));
    let name = item.inline.iter().flat_map(|entry| &entry.phrases).flat_map(parts::phrase_names).next();
    findings.push(found.with("name", code(name.unwrap_or_else(|| "".into()))));
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

fn date_of(expr: &Expr) -> Option<&Expr> {
    matches!(expr.kind, ExprKind::Date(_)).then_some(expr)
}
