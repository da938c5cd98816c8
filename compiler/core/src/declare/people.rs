//! 材料, 部门, 大厅, 综合窗口: documents, those who issue and decide, and the places where cases are handed in.

use std::sync::Arc;

use matter_syntax::keyword::Keyword;
use matter_syntax::tree::{Expr, ExprKind, Item};

use super::parts::{self, code_text};
use crate::codes::DECLARATION_FORM;
use crate::hir::{DepartmentBody, DepartmentDeclaration, HallDeclaration, MaterialDeclaration, WindowDeclaration};
use crate::lower::condition::{find_region, level_of};
use crate::lower::findings::Findings;
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
    lines.into_iter().filter_map(|line| body(world, section, line, findings)).collect()
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
    let hours = parts::lines(item, Keyword::Hours).map(|mut line| line.take_rest_text().into()).collect();
    let windows = parts::lines(item, Keyword::Windows).filter_map(window_count).collect();
    HallDeclaration {
        name: parts::name(item),
        region: region.unwrap_or_else(|| "".into()),
        address: parts::text(item, Keyword::Address),
        hours,
        channels: parts::names(item, Keyword::Channels),
        windows,
        origin: parts::origin(item, findings),
    }
}

/// `商事登记窗口  8`; one if no number stands there.
fn window_count(mut line: Line<'_>) -> Option<(Arc<str>, u32)> {
    let number = |expr: &Expr| match &expr.kind {
        ExprKind::Quantity(quantity) => quantity.number.parse().ok(),
        _ => None,
    };
    let count = line.value_if(number).unwrap_or(1);
    Some((line.value_if(name_of)?.into(), count))
}

pub(super) fn window(item: &Item, findings: &mut Findings) -> WindowDeclaration {
    WindowDeclaration {
        name: parts::name(item),
        matters: parts::names(item, Keyword::Members),
        origin: parts::origin(item, findings),
    }
}
