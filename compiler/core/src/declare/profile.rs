//! 要素要求 and 中介服务: what the law asks of kinds of matters, and of those who serve them.

use std::sync::Arc;

use matter_syntax::keyword::{Class, Keyword};
use matter_syntax::tree::{Expr, ExprKind, Item, PhraseKind};

use super::law::in_force;
use super::parts;
use crate::codes::{LINE_FORM, NOT_A_VALUE};
use crate::hir::{
    Citation, IntermediaryDeclaration, Level, LimitKind, ProfileDeclaration, ProfileDefault, ProfileName,
    ProfileNameMeans, ProfileScope, TimeUnit,
};
use crate::lower::basis::citations;
use crate::lower::condition::{find_region, level_of};
use crate::lower::findings::{Findings, code, codes, word};
use crate::lower::line::Line;
use crate::lower::suggest::suggest;
use crate::lower::time::event_of;
use crate::lower::words::{members, name_of, same_word, text_of, word_of, zh};
use crate::world::World;

const SCOPES: [(&str, ProfileScope); 7] = [
    ("类型", ProfileScope::Kind),
    ("编码", ProfileScope::Code),
    ("部门", ProfileScope::Department),
    ("地区", ProfileScope::Region),
    ("层级", ProfileScope::Level),
    ("机构", ProfileScope::Body),
    ("事项", ProfileScope::Matter),
];

const LIMITS: [(Keyword, LimitKind); 6] = [
    (Keyword::Statutory, LimitKind::Statutory),
    (Keyword::Promised, LimitKind::Promised),
    (Keyword::Notice, LimitKind::Notice),
    (Keyword::Delivery, LimitKind::Delivery),
    (Keyword::Extension, LimitKind::Extension),
    (Keyword::Publicity, LimitKind::Publicity),
];

pub(super) fn profile(world: &World<'_>, item: &Item, findings: &mut Findings) -> ProfileDeclaration {
    let mut names = Vec::new();
    let applies = applies(world, item, &mut names, findings);
    let kinds = applies.iter().flatten().filter(|(scope, _)| *scope == ProfileScope::Kind);
    let kinds = kinds.flat_map(|(_, values)| values.iter().cloned()).collect();
    let (requires, others) = sections_and_others(item, Keyword::Requires);
    let includes = others.iter().filter_map(|expr| name_of(expr).map(Arc::from)).collect();
    names.extend(others.iter().filter_map(|expr| named(ProfileNameMeans::Profile, expr, findings)));
    let lists = values(item, Keyword::Cancelled);
    names.extend(lists.into_iter().filter_map(|expr| named(ProfileNameMeans::Vocabulary, expr, findings)));
    let mut day_unit = None;
    let mut defaults = Vec::new();
    for line in parts::lines(item, Keyword::Defaults).collect::<Vec<_>>() {
        match meaning_of_days(&line) {
            Some(unit) => day_unit = Some(unit),
            None => defaults.extend(limit(world, line, findings)),
        }
    }
    let bounds = parts::lines(item, Keyword::Bounds).collect::<Vec<_>>();
    let bounds = bounds.into_iter().filter_map(|line| limit(world, line, findings));
    let bounds = bounds.map(|bound| (bound.kind, bound.length, bound.basis)).collect();
    ProfileDeclaration {
        name: parts::name(item),
        kinds,
        applies,
        basis: basis(world, item, findings),
        in_force: in_force(item, findings),
        requires,
        forbids: forbids(item, findings),
        listed: parts::names(item, Keyword::Listed),
        cancelled: parts::names(item, Keyword::Cancelled),
        stays_within: stays_within(item, findings),
        material_elements: material_elements(item, findings),
        includes,
        defaults,
        bounds,
        day_unit,
        names,
        origin: parts::origin(item, findings),
    }
}

/// Lines of 适用; `无` gives none, `全部` one without a narrowing scope.
fn applies(
    world: &World<'_>,
    item: &Item,
    names: &mut Vec<ProfileName>,
    findings: &mut Findings,
) -> Vec<Vec<(ProfileScope, Vec<Arc<str>>)>> {
    let mut found = Vec::new();
    for mut line in parts::lines(item, Keyword::Applies).collect::<Vec<_>>() {
        if line.word(Keyword::None) {
            continue;
        }
        if line.word(Keyword::WholeChoice) {
            found.push(vec![(ProfileScope::All, Vec::new())]);
            continue;
        }
        line.open_leading_clause();
        let mut scopes = Vec::new();
        while let Some(scope) = line.value_if(scope_of) {
            let list = line.value();
            let values = list.map_or_else(Vec::new, |list| scope_values(world, scope, list, findings));
            if let Some(means) = means(scope) {
                names.extend(list.into_iter().flat_map(members).filter_map(|member| named(means, member, findings)));
            }
            scopes.push((scope, values));
        }
        parts::finish(&line, Keyword::Applies, findings);
        found.push(scopes);
    }
    found
}

/// What the values of a scope are names of; regions, levels and codes are none.
const fn means(scope: ProfileScope) -> Option<ProfileNameMeans> {
    match scope {
        ProfileScope::Kind => Some(ProfileNameMeans::Kind),
        ProfileScope::Department => Some(ProfileNameMeans::Department),
        ProfileScope::Matter => Some(ProfileNameMeans::Matter),
        ProfileScope::Code | ProfileScope::Region | ProfileScope::Level | ProfileScope::Body | ProfileScope::All => {
            None
        }
    }
}

/// A name that is looked for once everything is declared.
fn named(means: ProfileNameMeans, expr: &Expr, findings: &Findings) -> Option<ProfileName> {
    Some(ProfileName { means, name: name_of(expr)?.into(), place: findings.place(expr.span) })
}

fn scope_of(expr: &Expr) -> Option<ProfileScope> {
    let name = name_of(expr)?;
    SCOPES.iter().find(|(word, _)| *word == name).map(|(_, scope)| *scope)
}

fn scope_values(world: &World<'_>, scope: ProfileScope, list: &Expr, findings: &mut Findings) -> Vec<Arc<str>> {
    let mut values = Vec::new();
    for member in members(list) {
        let value = match scope {
            ProfileScope::Region => find_region(world, findings, member, None).map(|at| world.regions.code(at)),
            ProfileScope::Code => parts::code_text(member),
            ProfileScope::Level if level_of(member).is_none() => {
                let found = findings.at(LINE_FORM, member.span, "expected-level");
                let found = found.with("section", word(Keyword::Applies));
                findings.push(found.with("found", code(text_of(member))));
                None
            }
            _ => name_of(member).map(Arc::from),
        };
        values.extend(value);
    }
    values
}

/// 办事不出: a level.
fn stays_within(item: &Item, findings: &mut Findings) -> Option<Level> {
    let mut line = parts::lines(item, Keyword::StaysWithin).next()?;
    let level = line.value_if(level_of);
    if level.is_none() {
        let found = findings.at(LINE_FORM, line.span, "expected-level").with("found", code(line.rest_text()));
        findings.push(found);
    }
    level
}

/// What a section of a profile lists.
fn values(item: &Item, wanted: Keyword) -> Vec<&Expr> {
    let phrases = parts::entries_of(item, wanted).flat_map(|entry| &entry.phrases);
    let lists = phrases.filter_map(|phrase| match &phrase.kind {
        PhraseKind::Expr(list) => Some(list),
        PhraseKind::Clause { .. } => None,
    });
    lists.flat_map(members).collect()
}

/// Sections of matters that a section of a profile lists, and what else stands there (other profiles).
fn sections_and_others(item: &Item, wanted: Keyword) -> (Vec<Keyword>, Vec<&Expr>) {
    let (mut sections, mut others) = (Vec::new(), Vec::new());
    for value in values(item, wanted) {
        match section_of(value) {
            Some(section) => sections.push(section),
            None => others.push(value),
        }
    }
    (sections, others)
}

/// 不得有: sections only.
fn forbids(item: &Item, findings: &mut Findings) -> Vec<Keyword> {
    let (sections, others) = sections_and_others(item, Keyword::Forbids);
    for expr in others {
        let name = name_of(expr).unwrap_or_else(|| text_of(expr));
        let suggestions = suggest(&name, sections_of_matters());
        findings.push(parts::unknown(findings, expr.span, "wanted-section", &name, suggestions));
    }
    sections
}

/// The words of all sections of matters.
pub(crate) fn sections_of_matters() -> impl Iterator<Item = Arc<str>> {
    Keyword::all().filter(is_section).map(|section| Arc::from(zh(section)))
}

fn is_section(section: &Keyword) -> bool {
    section.class() == Class::Section && section.allowed_in(Keyword::Matter)
}

/// What lines of 材料 may be asked to state.
const ELEMENTS: [&str; 5] = ["类型", "形式", "来源", "依据", "受理标准"];

fn material_elements(item: &Item, findings: &mut Findings) -> Vec<Arc<str>> {
    let mut elements: Vec<Arc<str>> = Vec::new();
    for expr in values(item, Keyword::Materials) {
        let Some(name) = name_of(expr) else { continue };
        if !ELEMENTS.contains(&name.as_str()) {
            let suggestions = suggest(&name, ELEMENTS.map(Arc::from));
            let mut found = findings.at(NOT_A_VALUE, expr.span, "").with("fact", word(Keyword::Materials));
            if let Some(best) = suggestions.first() {
                found = found.fix(findings.replacement("use-instead", expr.span, Arc::clone(best), false));
            }
            let found = found.with("value", code(name.as_str())).with("values", codes(ELEMENTS));
            findings.push(found.with("suggestions", codes(suggestions)));
        }
        elements.push(name.into());
    }
    elements
}

/// The section of matters that a word names, whatever class of word the tree holds.
fn section_of(expr: &Expr) -> Option<Keyword> {
    if let Some(word) = word_of(expr) {
        return Keyword::all().filter(is_section).find(|section| same_word(*section, word));
    }
    let name = name_of(expr)?;
    Keyword::all().filter(is_section).find(|section| section.spellings().any(|spelling| spelling == name))
}

/// `1 日 = 1 个工作日`
fn meaning_of_days(line: &Line<'_>) -> Option<TimeUnit> {
    let ExprKind::Compare { right, .. } = &line.peek()?.kind else { return None };
    let ExprKind::Quantity(quantity) = &right.kind else { return None };
    match quantity.unit? {
        Keyword::WorkingDays => Some(TimeUnit::WorkingDays),
        Keyword::CalendarDays => Some(TimeUnit::CalendarDays),
        _ => None,
    }
}

/// `告知  5 个工作日  逾期视为受理  依据 …`; kinds of limits that the analysis does not know (初审, 联合办理, 不计) are left out.
fn limit(world: &World<'_>, mut line: Line<'_>, findings: &mut Findings) -> Option<ProfileDefault> {
    line.open_leading_clause();
    let node = findings.node(line.span);
    let words = LIMITS.map(|(word, _)| word);
    let Some(word) = line.key(&words) else {
        let known =
            line.peek().and_then(name_of).is_some_and(|name| ["初审", "联合办理", "联合办理延长"].contains(&&*name))
                || line.key(&[Keyword::NotCounted]).is_some();
        if !known {
            let found = findings.at(LINE_FORM, line.span, "expected-limit").with("found", code(line.rest_text()));
            findings.push(found);
        }
        return None;
    };
    let kind = LIMITS.iter().find(|(other, _)| *other == word).map(|(_, kind)| *kind)?;
    let basis = line.clause(Keyword::Cites).map_or_else(Vec::new, |tail| citations(world, findings, tail.args));
    let overdue = line.clause(Keyword::Overdue).map(|tail| tail.text().into());
    let start = line.clause(Keyword::Since).and_then(|tail| event_of(tail.arg()?));
    let Some(length) = parts::take_duration(&mut line, findings) else {
        let found = findings.at(LINE_FORM, line.span, "expected-duration").with("found", code(line.rest_text()));
        findings.push(found);
        return None;
    };
    Some(ProfileDefault { kind, length, start, overdue, basis, node })
}

fn basis(world: &World<'_>, item: &Item, findings: &mut Findings) -> Vec<Citation> {
    let mut found = Vec::new();
    for entry in parts::entries_of(item, Keyword::Basis) {
        let written = entry.phrases.iter().filter_map(|phrase| match &phrase.kind {
            PhraseKind::Expr(expr) if !text_of(expr).is_empty() => Some(expr.clone()),
            _ => None,
        });
        found.extend(citations(world, findings, &written.collect::<Vec<_>>()));
    }
    found
}

pub(super) fn intermediary(world: &World<'_>, item: &Item, findings: &mut Findings) -> IntermediaryDeclaration {
    let line = parts::lines(item, Keyword::Bounds).next();
    IntermediaryDeclaration {
        name: parts::name(item),
        basis: basis(world, item, findings),
        limit: line.and_then(|mut line| parts::take_duration(&mut line, findings)),
        payer: parts::first_name(item, Keyword::Payer),
        commissioner: parts::first_name(item, Keyword::CommissionedBy),
        origin: parts::origin(item, findings),
    }
}
