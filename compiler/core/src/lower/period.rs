//! `2022-01-01 起`, `自 2022-01-01 至 2025-01-01` → a half-open period.

use matter_syntax::keyword::Keyword;
use matter_syntax::tree::{Expr, ExprKind};

use super::codes::EMPTY_PERIOD;
use super::condition::day_of;
use super::findings::Findings;
use super::line::Line;
use super::words::{name_of, zh};
use crate::diagnostic::Arg;
use crate::hir::{Day, Period};

/// Takes the days of a period from a line; `None` if it has none.
pub(crate) fn take_period(findings: &mut Findings, line: &mut Line<'_>) -> Option<Period> {
    let mut period = Period::default();
    let mut any = false;
    if let Some((low, high)) = line.value_if(between) {
        period = Period { from: day(findings, low), to: day(findings, high) };
        any = true;
    }
    if let Some(tail) = line.clause(Keyword::Since) {
        period.from = tail.arg().and_then(|arg| day(findings, arg));
        any = true;
    }
    if let Some(tail) = line.clause(Keyword::Until) {
        period.to = tail.arg().and_then(|arg| day(findings, arg));
        any = true;
    }
    while let Some(date) = line.value_if(|expr| matches!(expr.kind, ExprKind::Date(_)).then_some(expr)) {
        let found = day(findings, date);
        if period.from.is_none() {
            period.from = found
        } else {
            period.to = found
        }
        any = true;
    }
    let onwards = zh(Keyword::CountedFrom);
    line.value_if(|expr| name_of(expr).filter(|name| name == onwards));
    if let (Some(from), Some(to)) = (period.from, period.to)
        && to <= from
    {
        let found = findings.at(EMPTY_PERIOD, line.span, "");
        findings.push(found.with("from", Arg::Day(from)).with("to", Arg::Day(to)));
    }
    any.then_some(period)
}

fn between(expr: &Expr) -> Option<(&Expr, &Expr)> {
    match &expr.kind {
        ExprKind::Between { low, high } if matches!(low.kind, ExprKind::Date(_)) => Some((low, high)),
        _ => None,
    }
}

/// The day that an expression says.
pub(crate) fn day(findings: &mut Findings, expr: &Expr) -> Option<Day> {
    match &expr.kind {
        ExprKind::Date(date) => day_of(findings, *date, expr.span),
        ExprKind::Group(inner) => day(findings, inner),
        _ => None,
    }
}
