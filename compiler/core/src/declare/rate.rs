//! 标准 → [`RateDeclaration`]: amounts by region and period. Which one holds where is decided where the rate is used.

use std::sync::Arc;

use matter_syntax::keyword::Keyword;
use matter_syntax::tree::{Expr, ExprKind, Face, Item};

use super::parts;
use crate::codes::{DECLARATION_FORM, DUPLICATE_VALUE};
use crate::hir::{FactType, Period, RateDeclaration};
use crate::lower::condition::{find_region, money_scale, scaled};
use crate::lower::findings::{Findings, code};
use crate::lower::line::Line;
use crate::lower::period::take_period;
use crate::world::World;

/// One line: region, period, value, basis in words.
type Value = (Arc<str>, Period, i64, Arc<str>);

pub(super) fn rate(world: &World<'_>, item: &Item, findings: &mut Findings) -> Option<RateDeclaration> {
    let money = item.inline.iter().any(|entry| Line::new(&entry.phrases, entry.span).word(Keyword::Money));
    let lines = parts::entries(&item.body).map(|entry| Line::new(&entry.phrases, entry.span));
    let written: Vec<(Line<'_>, &Expr)> =
        lines.filter_map(|mut line| Some((line.clone(), line.value_if(quantity)?))).collect();
    let Some((_, first)) = written.first() else {
        findings.push(findings.at(DECLARATION_FORM, item.keyword_span, "expected-amount"));
        return None;
    };
    let ty = if money || unit_of(first).and_then(money_scale).is_some() {
        FactType::Money
    } else {
        let scale = written.iter().map(|(_, amount)| decimals(amount)).max().unwrap_or(0);
        FactType::Number { scale, unit: unit_of(first).map(|unit| Arc::from(unit.text(Face::Zh))) }
    };
    let mut values: Vec<Value> = Vec::new();
    for (line, _) in written {
        let span = line.span;
        let Some(new) = value(world, &ty, line, findings) else { continue };
        // Of two amounts that begin on one day in one region nobody knows which one holds.
        if values.iter().any(|(region, period, ..)| *region == new.0 && period.from == new.1.from) {
            findings
                .push(findings.at(DUPLICATE_VALUE, span, "same-region-and-day").with("value", code(parts::name(item))));
        }
        values.push(new);
    }
    Some(RateDeclaration { name: parts::name(item), ty, values, origin: parts::origin(item, findings) })
}

fn value(world: &World<'_>, ty: &FactType, mut line: Line<'_>, findings: &mut Findings) -> Option<Value> {
    let written = line.value_if(quantity)?;
    let amount = amount(ty, written);
    if amount.is_none() {
        findings.push(findings.at(DECLARATION_FORM, written.span, "expected-amount"));
    }
    let region = match line.clause(Keyword::OfPlace) {
        Some(tail) => find_region(world, findings, tail.arg()?, None).map(|position| world.regions.code(position))?,
        None => "".into(),
    };
    let basis = line.clause(Keyword::Cites).map_or_else(String::new, |tail| tail.text());
    let period = take_period(findings, &mut line).unwrap_or_default();
    parts::finish(&line, Keyword::Rate, findings);
    Some((region, period, amount?, basis.into()))
}

fn amount(ty: &FactType, written: &Expr) -> Option<i64> {
    let ExprKind::Quantity(quantity) = &written.kind else { return None };
    let scale = match ty {
        FactType::Money => quantity.unit.and_then(money_scale)?,
        FactType::Number { scale, unit } => {
            let same = quantity.unit.map(|unit| unit.text(Face::Zh)) == unit.as_deref();
            if same { *scale } else { return None }
        }
        _ => return None,
    };
    // Thresholds may lie below zero, amounts of money do not.
    scaled(&quantity.number, scale).ok().filter(|amount| *amount >= 0 || *ty != FactType::Money)
}

fn quantity(expr: &Expr) -> Option<&Expr> {
    matches!(expr.kind, ExprKind::Quantity(_)).then_some(expr)
}

fn unit_of(expr: &Expr) -> Option<Keyword> {
    match &expr.kind {
        ExprKind::Quantity(quantity) => quantity.unit,
        _ => None,
    }
}

fn decimals(expr: &Expr) -> u8 {
    match &expr.kind {
        ExprKind::Quantity(quantity) => {
            quantity.number.split_once('.').and_then(|(_, part)| u8::try_from(part.len()).ok()).unwrap_or(0)
        }
        _ => 0,
    }
}
