//! 已知 → [`TestAnswer`]: which fact, which value; values are typed as conditions type them, the text stays as it is written.

use std::sync::Arc;

use matter_syntax::keyword::{Context, Keyword, lookup};
use matter_syntax::tree::{Entry, Expr, ExprKind, Face, Span};

use super::super::parts;
use super::subject::{Named, Subjects};
use crate::codes::{GIVEN_BY_THE_CASE, LINE_FORM, NOT_A_VALUE, WRONG_LEVEL};
use crate::hir::{FactType, Level, TestAnswer};
use crate::lower::condition::{Conditions, Declared, find_region};
use crate::lower::findings::{Findings, code, codes, word};
use crate::lower::line::Line;
use crate::lower::suggest::suggest;
use crate::lower::words::{is_word, members, name_of, text_of, zh};
use crate::lower::{FactTable, Scope};

/// The fact that says by which channel a case comes; a matter restricts its values.
const CHANNEL: &str = "渠道";

/// Facts of the library that 于 and 经过 say; the responsible region is answered by another name.
const GIVEN: [&str; 5] = ["申请日", "受理日", "决定日", "生效日", "所在地"];

/// Words by which a window takes yes and no besides 是 and 否.
const ALSO_YES_OR_NO: [&str; 3] = ["有", "无", "没有"];

/// `婚姻状况 离异`, `持有 结婚证`, `户籍地 = 龙岗区`, `代办`
pub(super) fn answer(subjects: &Subjects<'_, '_>, entry: &Entry, findings: &mut Findings) -> Option<TestAnswer> {
    let node = findings.node(entry.span);
    let mut line = Line::new(&entry.phrases, entry.span);
    line.open_leading_clause();
    if let Some((left, right)) = line.value_if(equation) {
        let fact: Arc<str> = name_of(left)?.into();
        typed(subjects, (&fact, left.span), Some(right), findings);
        return Some(TestAnswer { fact, value: Some(Arc::new(right.clone())), node });
    }
    let holds = line.key(&[Keyword::Hold]).is_some();
    let known = [Keyword::Responsible, Keyword::Channels, Keyword::HandlingItems];
    let word = line.key(&known).map(|word| (word.text(Face::Zh).to_owned(), entry.span));
    let Some((name, span)) = word.or_else(|| line.value_if(|expr| Some((name_of(expr)?, expr.span)))) else {
        let found = findings.at(LINE_FORM, entry.span, "expected-answer").with("found", code(line.rest_text()));
        findings.push(found);
        return None;
    };
    let fact = if holds { format!("{} {name}", zh(Keyword::Hold)) } else { name.clone() };
    let value = line.value();
    let before = findings.count();
    match held(&fact) {
        Some(document) => held_document(subjects, (document, span), value, findings),
        None => typed(subjects, (&fact, span), value, findings),
    }
    // What follows a value that is wrong belongs to the same slip.
    if findings.count() == before {
        parts::finish(&line, Keyword::Given, findings);
    }
    Some(TestAnswer { fact: fact.into(), value: value.cloned().map(Arc::new), node })
}

fn equation(expr: &Expr) -> Option<(&Expr, &Expr)> {
    match &expr.kind {
        ExprKind::Compare { operator: Keyword::Equal, left, right } => Some((left, right)),
        _ => None,
    }
}

/// The document behind 持有.
fn held(fact: &str) -> Option<&str> {
    fact.strip_prefix(zh(Keyword::Hold)).map(str::trim).filter(|document| !document.is_empty())
}

fn held_document(subjects: &Subjects<'_, '_>, name: (&str, Span), value: Option<&Expr>, findings: &mut Findings) {
    let declared = subjects.world.declarations.material_names.contains_key(name.0);
    if !declared {
        subjects.expect((&[Named::Held], &[]), "wanted-material", name, findings);
    }
    if let Some(value) = value.filter(|value| !is_junk(value) && !says_yes_or_no(value)) {
        let found = findings.at(crate::codes::WRONG_TYPE, value.span, "expected-yes-no");
        findings.push(
            found.with("fact", code(format!("{} {}", zh(Keyword::Hold), name.0))).with("found", code(text_of(value))),
        );
    }
}

/// Says what is wrong with an answer: there is no such fact, the case itself says it, or it does not have this value.
fn typed(subjects: &Subjects<'_, '_>, (name, span): (&str, Span), value: Option<&Expr>, findings: &mut Findings) {
    if matches!(name, "属地" | "责任地") {
        return responsible(subjects, value, findings);
    }
    if subjects.matters.is_empty() || value.is_some_and(is_junk) {
        return;
    }
    if GIVEN.contains(&name) {
        let found = findings.at(GIVEN_BY_THE_CASE, span, "").with("name", code(name));
        return findings.push(found);
    }
    let mut table = FactTable::default();
    let scope = subjects.scopes().find(|scope| {
        Conditions::new(subjects.world, scope, &mut FactTable::default(), findings).fact_named(name).is_some()
    });
    let Some(scope) = scope else { return unknown_fact(subjects, (name, span), findings) };
    let mut conditions = Conditions::new(subjects.world, scope, &mut table, findings);
    let Some(fact) = conditions.fact_named(name) else { return };
    match (value, &fact.declaration.ty) {
        (None, FactType::YesNo) => {}
        (None, _) => {
            let found = conditions.findings.at(LINE_FORM, span, "expected-answer").with("found", code(name));
            conditions.findings.push(found.with("section", word(Keyword::Given)));
        }
        (Some(value), _) => value_of(subjects, &mut conditions, &fact, value),
    }
}

fn value_of<'c>(subjects: &Subjects<'_, '_>, conditions: &mut Conditions<'c, '_>, fact: &Declared<'c>, value: &Expr) {
    match &fact.declaration.ty {
        FactType::Text => {}
        FactType::YesNo if says_yes_or_no(value) => {}
        FactType::Region(level) => region(subjects, (fact, *level), value, conditions.findings),
        FactType::Set { options } => options_of(conditions, fact, options, value),
        _ => {
            let read = conditions.scalar(fact, value, unit(&fact.declaration.ty)).is_some();
            if read && &*fact.declaration.name == CHANNEL {
                offered(subjects, value, conditions.findings);
            }
        }
    }
}

/// A number without a unit is one in the fact's own, as at a window; of money nobody knows whether 元 or 万元 is meant.
fn unit(ty: &FactType) -> Option<Keyword> {
    match ty {
        FactType::Number { unit: Some(unit), .. } => lookup(unit, Context::Unit),
        _ => None,
    }
}

fn unknown_fact(subjects: &Subjects<'_, '_>, (name, span): (&str, Span), findings: &mut Findings) {
    let declared = subjects.world.declarations.fact_names.keys().cloned();
    let own = subjects.matters.iter().flat_map(|matter| matter.scope.facts.iter().map(|fact| Arc::clone(&fact.name)));
    let near = suggest(name, declared.chain(own));
    findings.push(parts::unknown(findings, span, "wanted-fact", name, near));
}

/// Several options stand on one line; 无 is none of them.
fn options_of(conditions: &mut Conditions<'_, '_>, fact: &Declared<'_>, options: &[Arc<str>], value: &Expr) {
    for member in members(value) {
        let written = name_of(member).unwrap_or_else(|| text_of(member));
        if written != "无" && !options.iter().any(|option| **option == *written) {
            conditions.not_a_value(fact, member, &written);
        }
    }
}

/// A place at least as small as the fact asks for.
fn region(subjects: &Subjects<'_, '_>, (fact, level): (&Declared<'_>, Level), value: &Expr, findings: &mut Findings) {
    let regions = subjects.world.regions;
    let Some(place) = find_region(subjects.world, findings, value, None) else { return };
    let found = regions.level(place);
    if found >= level || regions.answer(place, level) == Some(place) {
        return;
    }
    let wrong = findings.at(WRONG_LEVEL, value.span, "").with("fact", code(Arc::clone(&fact.declaration.name)));
    let wrong = wrong.with("level", word(level.keyword())).with("value", code(text_of(value)));
    findings.push(wrong.with("value_level", word(found.keyword())));
}

/// `属地 户籍地` names a fact, `属地 龙岗区` a place.
fn responsible(subjects: &Subjects<'_, '_>, value: Option<&Expr>, findings: &mut Findings) {
    let Some(value) = value.filter(|value| !is_junk(value)) else { return };
    let named = |scope: &Scope, findings: &mut Findings| {
        let mut table = FactTable::default();
        let conditions = Conditions::new(subjects.world, scope, &mut table, findings);
        conditions.fact_of(value).is_some_and(|fact| matches!(fact.declaration.ty, FactType::Region(_)))
    };
    if !subjects.scopes().any(|scope| named(scope, findings)) {
        find_region(subjects.world, findings, value, None);
    }
}

/// A channel that the matter does not name is refused at its window; one that names none takes all.
fn offered(subjects: &Subjects<'_, '_>, value: &Expr, findings: &mut Findings) {
    let channels = subjects.names(&[Named::Channel]);
    let written = name_of(value).unwrap_or_else(|| text_of(value));
    if channels.is_empty() || subjects.matters.len() != 1 || channels.iter().any(|channel| **channel == *written) {
        return;
    }
    let found = findings.at(NOT_A_VALUE, value.span, "not-offered").with("fact", code(CHANNEL));
    let fixes: Vec<_> = channels
        .iter()
        .map(|channel| findings.replacement("use-instead", value.span, Arc::clone(channel), false))
        .collect();
    let found = fixes.into_iter().fold(found, crate::diagnostic::Diagnostic::fix);
    let none: [Arc<str>; 0] = [];
    findings.push(found.with("value", code(written)).with("values", codes(channels)).with("suggestions", codes(none)));
}

fn says_yes_or_no(value: &Expr) -> bool {
    let also = name_of(value).is_some_and(|name| ALSO_YES_OR_NO.contains(&&*name));
    is_word(value, Keyword::Yes) || is_word(value, Keyword::No) || also
}

const fn is_junk(value: &Expr) -> bool {
    matches!(value.kind, ExprKind::Junk(_))
}
