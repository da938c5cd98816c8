//! 材料, 部门, 大厅, 综合窗口: documents, those who issue and decide, and the places where cases are handed in.

use std::sync::Arc;

use matter_syntax::keyword::Keyword;
use matter_syntax::tree::{Expr, ExprKind, Face, Item, Span};

use super::parts::{self, code_text};
use crate::codes::{DECLARATION_FORM, DUPLICATE_VALUE};
use crate::hir::{DepartmentBody, DepartmentDeclaration, HallDeclaration, MaterialDeclaration, WindowDeclaration};
use crate::lower::condition::{find_region, level_of};
use crate::lower::findings::{Findings, code};
use crate::lower::line::Line;
use crate::lower::words::name_of;
use crate::world::World;

pub(super) fn material(item: &Item, findings: &mut Findings) -> MaterialDeclaration {
    let mut valid = parts::lines(item, Keyword::Valid).next();
    let permanent = valid.as_mut().is_some_and(|line| line.word(Keyword::Permanent));
    let validity = valid.as_mut().and_then(|line| parts::take_duration(line, findings));
    let certificate = parts::lines(item, Keyword::Certificate).next().and_then(|mut line| line.value_if(code_text));
    let mut aliases: Vec<Arc<str>> = parts::short_name(item).into_iter().collect();
    aliases.extend(parts::names(item, Keyword::Aliases));
    MaterialDeclaration {
        name: parts::name(item),
        kind: parts::first_name(item, Keyword::Kind),
        issuer: parts::first_name(item, Keyword::IssuedBy),
        holder: parts::first_name(item, Keyword::Holder),
        validity,
        permanent,
        certificate,
        shared: parts::first_name(item, Keyword::Shared),
        aliases,
        fields: parts::names(item, Keyword::FormFields),
        doc: super::documentation(item),
        origin: parts::origin(item, findings),
    }
}

pub(super) fn department(world: &World<'_>, item: &Item, findings: &mut Findings) -> DepartmentDeclaration {
    let mut aliases: Vec<Arc<str>> = parts::short_name(item).into_iter().collect();
    aliases.extend(parts::names(item, Keyword::Aliases));
    DepartmentDeclaration {
        name: parts::name(item),
        aliases,
        title_en: parts::english(item),
        bodies: bodies(world, item, Keyword::Bodies, findings),
        branches: bodies(world, item, Keyword::Branches, findings),
        origin: parts::origin(item, findings),
    }
}

fn bodies(world: &World<'_>, item: &Item, section: Keyword, findings: &mut Findings) -> Vec<DepartmentBody> {
    let lines: Vec<Line<'_>> = parts::lines(item, section).collect();
    let mut found: Vec<DepartmentBody> = Vec::new();
    for line in lines {
        let span = line.span;
        let Some(body) = body(world, section, line, findings) else { continue };
        // Of two bodies of one level nobody knows which one decides; several 派出机构 may sit there.
        let same = |other: &DepartmentBody| other.level == body.level && other.region == body.region;
        if section == Keyword::Bodies && found.iter().any(same) {
            let level = body.level.keyword().text(Face::Zh);
            findings.push(findings.at(DUPLICATE_VALUE, span, "").with("value", code(level)));
        }
        found.push(body);
    }
    found
}

/// `县级  “深圳市公安局龙岗分局”  于 龙岗区  “11440307…”`
fn body(world: &World<'_>, section: Keyword, mut line: Line<'_>, findings: &mut Findings) -> Option<DepartmentBody> {
    let level = line.value_if(level_of);
    let name = line.value();
    let (Some(level), Some(name)) = (level, name) else {
        findings.push(findings.at(DECLARATION_FORM, line.span, "expected-body"));
        return None;
    };
    let region = match line.clause(Keyword::OfPlace) {
        Some(tail) => Some(world.regions.code(find_region(world, findings, tail.arg()?, Some(level))?)),
        None => None,
    };
    // The code may stand behind the place's name, where it is part of the tail.
    let credit_code = line.text();
    parts::finish(&line, section, findings);
    let whole_name = matches!(name.kind, ExprKind::Text(_));
    Some(DepartmentBody { level, region, name: name_of(name)?.into(), whole_name, credit_code })
}

pub(super) fn hall(world: &World<'_>, item: &Item, findings: &mut Findings) -> HallDeclaration {
    let located = parts::lines(item, Keyword::Located).next().and_then(|mut line| line.value());
    let region = match located {
        Some(place) => find_region(world, findings, place, None).map(|position| world.regions.code(position)),
        None => {
            findings.push(findings.at(DECLARATION_FORM, item.keyword_span, "expected-located"));
            None
        }
    };
    once(
        parts::lines(item, Keyword::Channels).next().map(|line| line.span),
        &parts::names(item, Keyword::Channels),
        findings,
    );
    HallDeclaration {
        name: parts::name(item),
        region: region.unwrap_or_else(|| "".into()),
        address: parts::text(item, Keyword::Address),
        hours: hours(item, findings),
        channels: parts::names(item, Keyword::Channels),
        windows: windows(item, findings),
        origin: parts::origin(item, findings),
    }
}

/// A value that stands twice in a list.
fn once(at: Option<Span>, names: &[Arc<str>], findings: &mut Findings) {
    for (number, name) in names.iter().enumerate() {
        if let Some(span) = at.filter(|_| names.iter().take(number).any(|earlier| earlier == name)) {
            findings.push(findings.at(DUPLICATE_VALUE, span, "").with("value", code(Arc::clone(name))));
        }
    }
}

/// `周一至周五  “9:00-12:00”`: words for people, but no day or time that does not exist.
fn hours(item: &Item, findings: &mut Findings) -> Vec<Arc<str>> {
    let mut all = Vec::new();
    for mut line in parts::lines(item, Keyword::Hours) {
        let text: Arc<str> = line.take_rest_text().into();
        if !(weekdays_exist(&text) && times_exist(&text)) {
            findings.push(findings.at(DECLARATION_FORM, line.span, "expected-hours"));
        }
        all.push(text);
    }
    all
}

/// Whether the days of the week that a text names exist.
pub(crate) fn weekdays_exist(text: &str) -> bool {
    !["周", "星期"].iter().any(|week| ["八", "九"].iter().any(|day| text.contains(&format!("{week}{day}"))))
}

fn times_exist(text: &str) -> bool {
    let mut times = text.match_indices([':', '：']).map(|(at, mark)| {
        let digits = |part: &str| part.chars().take_while(char::is_ascii_digit).collect::<String>();
        let before: String = text.get(..at).unwrap_or_default().chars().rev().collect();
        let hour: String = digits(&before).chars().rev().collect();
        (hour.parse::<u32>(), digits(text.get(at + mark.len()..).unwrap_or_default()).parse::<u32>())
    });
    times.all(|time| match time {
        (Ok(hour), Ok(minute)) => hour < 24 && minute < 60 || (hour, minute) == (24, 0),
        _ => true,
    })
}

/// `商事登记窗口  8`, each class once; one window if no number stands there.
fn windows(item: &Item, findings: &mut Findings) -> Vec<(Arc<str>, u32)> {
    let number = |expr: &Expr| match &expr.kind {
        ExprKind::Quantity(quantity) => Some(quantity.number.parse().ok().filter(|count| *count > 0)),
        _ => None,
    };
    let mut all: Vec<(Arc<str>, u32)> = Vec::new();
    for mut line in parts::lines(item, Keyword::Windows) {
        let count = line.value_if(number).unwrap_or(Some(1));
        let Some(name) = line.value_if(name_of).map(Arc::<str>::from) else { continue };
        if count.is_none() {
            findings.push(findings.at(DECLARATION_FORM, line.span, "expected-window-count"));
        }
        parts::finish(&line, Keyword::Windows, findings);
        if all.iter().any(|(earlier, _)| *earlier == name) {
            findings.push(findings.at(DUPLICATE_VALUE, line.span, "").with("value", code(Arc::clone(&name))));
        } else {
            all.push((name, count.unwrap_or(1)));
        }
    }
    all
}

pub(super) fn window(item: &Item, findings: &mut Findings) -> WindowDeclaration {
    WindowDeclaration {
        name: parts::name(item),
        matters: parts::names(item, Keyword::Members),
        origin: parts::origin(item, findings),
    }
}
