//! `生育日期 起 3 个月内` → bounds on the days, months or years between a date fact and the day that counts.
//!
//! Counted as the Civil Code counts (arts. 201, 202): the first day does not count, a period in months or years ends on the day of the same
//! number, or on the month's last day where there is none. Before a day the same is counted backwards from it.

use std::sync::Arc;

use matter_decide::{Formula, Ranges};
use matter_syntax::keyword::Keyword;
use matter_syntax::tree::{Expr, ExprKind, Quantity, WindowDirection, WindowMeasure};

use super::super::codes::{LINE_FORM, NOT_A_CONDITION, UNIT_IN_WINDOW, UNKNOWN_NAME};
use super::super::findings::{code, codes, word};
use super::super::suggest::suggest;
use super::super::words::{name_of, text_of};
use super::Conditions;
use crate::hir::{Argument, FactId, FactType, Operation};

/// What a window's length counts.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Unit {
    Days,
    Months,
    Years,
}

impl Unit {
    /// How many months; `None` of days.
    fn months(self) -> Option<i64> {
        match self {
            Self::Days => None,
            Self::Months => Some(1),
            Self::Years => Some(12),
        }
    }
}

/// The day that a window is counted from, and whether it lies before it or after.
struct Window {
    anchor: Argument,
    direction: WindowDirection,
}

impl Conditions<'_, '_> {
    pub(crate) fn window(
        &mut self,
        anchor: &Expr,
        direction: WindowDirection,
        measure: WindowMeasure,
        length: &Expr,
    ) -> Formula {
        let Some(anchor) = self.date_fact(anchor) else { return Formula::False };
        let window = Window { anchor: Argument::Fact(anchor), direction };
        match (measure, &length.kind) {
            (WindowMeasure::Between, ExprKind::Between { low, high }) => self.between(&window, low, high, length),
            (_, ExprKind::Quantity(quantity)) => {
                let Some((count, unit)) = self.length(quantity, None, length) else { return Formula::False };
                match measure {
                    WindowMeasure::Within => self.within(&window, unit, 0, count),
                    WindowMeasure::AtLeast => self.full(&window, unit, count),
                    WindowMeasure::Between | WindowMeasure::Exactly => self.not_a_window(length),
                }
            }
            _ => self.not_a_window(length),
        }
    }

    fn not_a_window(&mut self, length: &Expr) -> Formula {
        let mut found =
            self.findings.at(NOT_A_CONDITION, length.span, "expected-window").with("found", code(text_of(length)));
        if let ExprKind::Quantity(_) = length.kind {
            let text = text_of(length);
            for meant in [format!("{text}内"), format!("至少 {text}")] {
                found = found.fix(self.findings.replacement("use-instead", length.span, meant, false));
            }
        }
        self.findings.push(found);
        Formula::False
    }

    /// The date fact that a window is counted from.
    pub(crate) fn date_fact(&mut self, expr: &Expr) -> Option<FactId> {
        let name = name_of(expr).unwrap_or_else(|| text_of(expr));
        let Some(fact) = self.fact_named(&name) else {
            let facts = self.world.declared.all_facts().iter();
            let dates = facts.chain(&self.scope.facts).filter(|fact| fact.ty == FactType::Date);
            let suggestions = suggest(&name, dates.map(|fact| Arc::clone(&fact.name)));
            let found = self.findings.at(UNKNOWN_NAME, expr.span, "wanted-date-fact").with("name", code(name));
            self.findings.push(found.with("suggestions", codes(suggestions)));
            return None;
        };
        if fact.declaration.ty != FactType::Date {
            let found = self.findings.at(LINE_FORM, expr.span, "expected-date-fact");
            let name = code(Arc::clone(&fact.declaration.name));
            self.findings.push(found.with("section", word(Keyword::Conditions)).with("found", name));
            return None;
        }
        self.intern(&fact)
    }

    fn between(&mut self, window: &Window, low: &Expr, high: &Expr, whole: &Expr) -> Formula {
        let (ExprKind::Quantity(first), ExprKind::Quantity(second)) = (&low.kind, &high.kind) else {
            return self.not_a_window(whole);
        };
        let Some((one, unit)) = self.length(first, second.unit, low) else { return Formula::False };
        let Some((other, other_unit)) = self.length(second, None, high) else { return Formula::False };
        if unit != other_unit {
            return self.not_a_window(whole);
        }
        // `前 90 至 30 日` runs towards its date, `起 30 至 90 日` away from it; both orders mean the same days.
        let (least, most) = (one.min(other), one.max(other));
        self.within(window, unit, least, most)
    }

    /// From `least` full units up to the end of the day `most` units away.
    fn within(&mut self, window: &Window, unit: Unit, least: i64, most: i64) -> Formula {
        let Some(factor) = unit.months() else { return self.lies_within(window, Operation::Days, (least, most)) };
        let ends = self.lies_within(window, Operation::MonthsBegun, (0, most.saturating_mul(factor)));
        if least == 0 { ends } else { Formula::and([self.full(window, unit, least), ends]) }
    }

    /// At least `least` full units away. A year is twelve months: who was born on 29 February has an age of its own, a period has none.
    fn full(&mut self, window: &Window, unit: Unit, least: i64) -> Formula {
        match unit.months() {
            None => self.lies_within(window, Operation::Days, (least, i64::MAX)),
            Some(factor) => self.lies_within(window, Operation::Months, (least.saturating_mul(factor), i64::MAX)),
        }
    }

    /// Units between the two days, from the anchor's side. Months are counted from the anchor in both directions, so that before it they are
    /// negative; days are the same number from either side.
    fn lies_within(&mut self, window: &Window, operation: Operation, (least, most): (i64, i64)) -> Formula {
        let day = self.scope.day.clone();
        let before = window.direction == WindowDirection::Before;
        let turned = before && operation != Operation::Days;
        let (a, b) = if before && !turned { (&day, &window.anchor) } else { (&window.anchor, &day) };
        let id = self.counted(operation, a, b);
        let set = if turned { Ranges::between(-most, -least) } else { Ranges::between(least, most) };
        let set = set.intersect(&self.facts.domain(id));
        self.facts.holds(id, set)
    }

    fn length(&mut self, quantity: &Quantity, unit: Option<Keyword>, expr: &Expr) -> Option<(i64, Unit)> {
        let written = quantity.unit.or(unit);
        let unit = match written {
            Some(Keyword::CalendarDays | Keyword::PlainDays) => Unit::Days,
            Some(Keyword::Months) => Unit::Months,
            Some(Keyword::Years | Keyword::FullYears) => Unit::Years,
            _ => {
                let mut found = self.findings.at(UNIT_IN_WINDOW, expr.span, "").with("found", code(text_of(expr)));
                if let Some(written) = written {
                    found = found.with("unit", word(written));
                }
                self.findings.push(found);
                return None;
            }
        };
        self.scaled(quantity, 0, expr).map(|count| (count, unit))
    }

    /// The derived fact that counts from one day to the other.
    pub(crate) fn counted(&mut self, operation: Operation, a: &Argument, b: &Argument) -> FactId {
        let unit = match operation {
            Operation::Months => "满月数",
            Operation::MonthsBegun => "月数",
            _ => "天数",
        };
        let name = format!("自 {} 至 {} 的{unit}", self.argument_name(a), self.argument_name(b));
        self.facts.intern_derived(name, operation, a.clone(), b.clone())
    }

    /// An argument in words.
    pub(crate) fn argument_name(&self, argument: &Argument) -> Arc<str> {
        match argument {
            Argument::Fact(id) => self.facts.get(*id).map_or_else(|| "".into(), |fact| Arc::clone(&fact.name)),
            Argument::ApplicationDay => "申请日".into(),
            Argument::AcceptanceDay => "受理日".into(),
            Argument::EventDay => "事件日".into(),
            Argument::Responsible => "责任地".into(),
        }
    }
}
