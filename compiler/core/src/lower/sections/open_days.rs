//! 受理期: days between which applications are accepted are a condition on the day of application; any other words stay words.
//!
//! Both ends belong to the period, as in any notice to the public (from 1 March to 31 May).

use std::sync::Arc;

use matter_decide::{Formula, Ranges};
use matter_syntax::keyword::Keyword;
use matter_syntax::tree::{Expr, ExprKind};

use super::super::codes::EMPTY_PERIOD;
use super::super::draft::Draft;
use super::super::line::{Line, Tail};
use super::super::matter::Lowering;
use super::super::period::day;
use super::super::rules::{Cases, Decides, Tails};
use super::super::time::{duration, is_duration};
use super::super::words::{members, name_of, zh};
use crate::diagnostic::Arg;
use crate::hir::{Day, Event, Limit, LimitKind, Yield};

/// The built-in fact that the days are compared with.
const APPLICATION: &str = "申请日";

/// Days of one period, either end open.
struct OpenDays {
    from: Option<Day>,
    to: Option<Day>,
}

impl Lowering<'_> {
    pub(crate) fn accept_period(&mut self, mut draft: Draft<'_>) {
        let tails = self.tails(&mut draft);
        let title = draft.line.text();
        if let Some((periods, words)) = self.open_days(&mut draft.line) {
            self.finish(&draft);
            return self.accepted_within(&tails, &periods, title.map_or(words, |title| title.to_string()));
        }
        // A length of time is one only where it stands alone: 每年 3 月 至 5 月 are words.
        let written = draft.line.rest_text();
        let length = draft.line.value_if(|expr| is_duration(expr).then_some(expr));
        let start = self.start_event(&mut draft.line);
        let alone = draft.line.is_empty();
        let length = length.filter(|_| alone).and_then(|expr| duration(&mut self.findings, expr, self.working_days));
        draft.line.take_rest_text();
        let title = title.or_else(|| (!alone).then(|| written.as_str().into()));
        let start = start.unwrap_or(Event::Application);
        let limit =
            Limit { kind: LimitKind::AcceptPeriod, length, start, approver: None, overdue: None, extends: None };
        let key = title.as_deref().unwrap_or("").to_owned();
        self.rule(&tails, &key, Decides::List, title, Yield::Limit(limit));
    }

    /// Takes `2026-03-01 至 2026-05-31、2026-09-01 至 2026-11-30`, `2026-03-01 起` or `自 … 至 …` from a line, with the words.
    fn open_days(&mut self, line: &mut Line<'_>) -> Option<(Vec<OpenDays>, String)> {
        let words = line.rest_text();
        let dated = |expr: &Expr| members(expr).into_iter().all(|member| ends(member).is_some());
        if let Some(expr) = line.value_if(|expr| dated(expr).then_some(expr)) {
            let onwards = line.value_if(|expr| name_of(expr).filter(|name| name == zh(Keyword::CountedFrom)));
            let mut periods = Vec::new();
            for member in members(expr) {
                let Some((from, to)) = ends(member) else { continue };
                let to = if onwards.is_some() { to.filter(|to| to.span != from.span) } else { to };
                let (from, to) = (day(&mut self.findings, from), to.and_then(|to| day(&mut self.findings, to)));
                periods.push(self.in_order(OpenDays { from, to }, member));
            }
            return Some((periods, words));
        }
        let dated = |tail: &Tail<'_>| tail.arg().is_some_and(|arg| ends(arg).is_some());
        let (since, until) = (line.clause_if(Keyword::Since, dated), line.clause_if(Keyword::Until, dated));
        let (from, to) = (since.as_ref().and_then(Tail::arg), until.as_ref().and_then(Tail::arg));
        let place = from.or(to)?;
        let within = from.and_then(ends).filter(|_| to.is_none());
        let (from, to) = within.map_or((from, to), |(from, to)| (Some(from), to.filter(|to| to.span != from.span)));
        let from = from.and_then(|arg| day(&mut self.findings, arg));
        let to = to.and_then(|arg| day(&mut self.findings, arg));
        Some((vec![self.in_order(OpenDays { from, to }, place)], words))
    }

    /// Says where a period ends before it begins.
    fn in_order(&mut self, period: OpenDays, place: &Expr) -> OpenDays {
        if let (Some(from), Some(to)) = (period.from, period.to)
            && to < from
        {
            let found = self.findings.at(EMPTY_PERIOD, place.span, "");
            self.findings.push(found.with("from", Arg::Day(from)).with("to", Arg::Day(to)));
            return OpenDays { from: None, to: None };
        }
        period
    }

    /// Who applies on another day is not eligible. Lines that hold in all cases are one condition: any of their periods will do.
    fn accepted_within(&mut self, tails: &Tails, periods: &[OpenDays], words: String) {
        let mut conditions = self.conditions();
        let Some(fact) = conditions.fact_named(APPLICATION).and_then(|fact| conditions.intern(&fact)) else { return };
        let domain = self.facts.domain(fact);
        let (Some(first), Some(last)) = (domain.first(), domain.last()) else { return };
        let interval = |period: &OpenDays| {
            let day = |day: Option<Day>, open: i64| day.map_or(open, |day| i64::from(day.0));
            (day(period.from, first), day(period.to, last))
        };
        let days = Ranges::new(periods.iter().map(interval)).intersect(&domain);
        if matches!(tails.cases, Cases::Always)
            && let Some(rule) = self.open_days.and_then(|index| self.rules.get_mut(index))
            && let Yield::Condition { holds, .. } = &mut rule.yields
        {
            *holds = Formula::or([holds.clone(), Formula::within(fact, days)]);
            rule.title = rule.title.as_ref().map(|title| format!("{title}、{words}").into());
            return;
        }
        let label = zh(Keyword::AcceptPeriod);
        let title: Arc<str> = format!("{label}：{words}").into();
        let holds = Formula::within(fact, days);
        let yields = Yield::Condition { label: label.into(), holds, official: None };
        let index = self.rule(tails, &words, Decides::List, Some(title), yields);
        if matches!(tails.cases, Cases::Always) {
            self.open_days = Some(index);
        }
    }
}

/// First and last day of `… 至 …`, or one day alone.
fn ends(expr: &Expr) -> Option<(&Expr, Option<&Expr>)> {
    let is_day = |expr: &Expr| matches!(expr.kind, ExprKind::Date(_));
    match &expr.kind {
        ExprKind::Between { low, high } if is_day(low) && is_day(high) => Some((low, Some(high))),
        ExprKind::Date(_) => Some((expr, Some(expr))),
        ExprKind::Group(inner) => ends(inner),
        _ => None,
    }
}
