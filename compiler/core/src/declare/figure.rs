//! 指标 → [`FigureDeclaration`]: numbers as published, for arithmetic to check.

use std::sync::Arc;

use matter_syntax::keyword::Keyword;
use matter_syntax::tree::{Expr, ExprKind, Item, Quantity};

use super::parts;
use crate::codes::DECLARATION_FORM;
use crate::hir::{FigureDeclaration, FigurePart, FigureReport, Measure};
use crate::lower::condition::{find_region, scaled};
use crate::lower::findings::Findings;
use crate::lower::line::{Line, Tail};
use crate::lower::period::day;
use crate::lower::words::{name_of, zh};
use crate::world::World;

/// Decimals that are kept.
const DECIMALS: u8 = 3;

pub(super) fn figure(world: &World<'_>, item: &Item, findings: &mut Findings) -> FigureDeclaration {
    let reports = parts::lines(item, Keyword::Reports).collect::<Vec<_>>();
    let members = parts::lines(item, Keyword::Parts).collect::<Vec<_>>();
    FigureDeclaration {
        name: parts::name(item),
        reports: reports.into_iter().filter_map(|line| report(world, line, findings)).collect(),
        parts: members.into_iter().filter_map(|line| part(line, findings)).collect(),
        before: single(item, Keyword::BeforeReform, findings),
        after: single(item, Keyword::AfterReform, findings),
        reduced: single(item, Keyword::Reduced, findings),
        origin: parts::origin(item, findings),
    }
}

fn single(item: &Item, section: Keyword, findings: &mut Findings) -> Option<Measure> {
    let mut line = parts::lines(item, section).next()?;
    let found = measure(&mut line, findings);
    parts::finish(&line, section, findings);
    found
}

/// `505 个  于 龙岗区  截至 2017-06-30  出自 “…”`
fn report(world: &World<'_>, mut line: Line<'_>, findings: &mut Findings) -> Option<FigureReport> {
    let place = line.clause(Keyword::OfPlace).and_then(|tail| tail.arg());
    let region = place.and_then(|place| find_region(world, findings, place, None)).map(|at| world.regions.code(at));
    let as_of = line.clause(Keyword::AsOf).and_then(|tail| tail.arg()).and_then(|arg| day(findings, arg));
    let source = line.clause(Keyword::Reported).and_then(|tail| tail.arg()).and_then(name_of).map(Arc::from);
    let measure = measure(&mut line, findings)?;
    parts::finish(&line, Keyword::Reports, findings);
    Some(FigureReport { measure, region, as_of, source })
}

/// `街道  110 个`, `办结  9_281 件  占 97%`
fn part(mut line: Line<'_>, findings: &mut Findings) -> Option<FigurePart> {
    let share = line.clause(Keyword::Share).and_then(|tail| share(tail, findings));
    let measure = measure(&mut line, findings)?;
    let name = line.value_if(name_of).unwrap_or_default().into();
    parts::finish(&line, Keyword::Parts, findings);
    Some(FigurePart { name, measure, share })
}

fn share(tail: Tail<'_>, findings: &mut Findings) -> Option<Measure> {
    let arg = tail.arg()?;
    read(arg, quantity(arg)?, findings)
}

/// Takes the number of a line.
fn measure(line: &mut Line<'_>, findings: &mut Findings) -> Option<Measure> {
    let found = line.value_if(|expr| quantity(expr).map(|quantity| (expr, quantity)));
    let found = found.and_then(|(expr, quantity)| read(expr, quantity, findings));
    if found.is_none() {
        findings.push(findings.at(DECLARATION_FORM, line.span, "expected-number"));
    }
    found
}

fn quantity(expr: &Expr) -> Option<&Quantity> {
    match &expr.kind {
        ExprKind::Quantity(quantity) => Some(quantity),
        _ => None,
    }
}

fn read(expr: &Expr, quantity: &Quantity, findings: &Findings) -> Option<Measure> {
    let decimals = quantity.number.split_once('.').map_or(0, |(_, behind)| behind.len());
    Some(Measure {
        thousandths: scaled(&quantity.number, DECIMALS).ok()?,
        decimals: u8::try_from(decimals).ok()?,
        unit: quantity.unit.map_or("", zh).into(),
        node: findings.node(expr.span),
    })
}
