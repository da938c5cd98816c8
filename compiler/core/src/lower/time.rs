//! Quantities of time → durations. What a plain 日 means is the profile's business; where the law counts working days it is an error.

use matter_syntax::keyword::Keyword;
use matter_syntax::tree::{Expr, ExprKind, Face};

use super::codes::{LINE_FORM, NUMBER_TOO_LARGE, PLAIN_DAYS, TOO_MANY_DECIMALS};
use super::condition::{NumberProblem, scaled};
use super::findings::{Findings, code};
use super::words::{is_word, text_of};
use crate::diagnostic::Arg;
use crate::hir::{Duration, Event, TimeUnit};

/// Whether the expression is a length of time.
pub(crate) fn is_duration(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Quantity(quantity) => quantity.unit.is_some_and(|unit| unit_of(unit).is_some()),
        _ => is_word(expr, Keyword::AtOnce),
    }
}

/// The unit of a keyword; a plain 日 counts as natural days.
const fn unit_of(keyword: Keyword) -> Option<TimeUnit> {
    match keyword {
        Keyword::WorkingDays => Some(TimeUnit::WorkingDays),
        Keyword::CalendarDays | Keyword::PlainDays => Some(TimeUnit::CalendarDays),
        Keyword::Months => Some(TimeUnit::Months),
        Keyword::Years => Some(TimeUnit::Years),
        Keyword::HoursUnit => Some(TimeUnit::Hours),
        _ => None,
    }
}

/// The duration that an expression says; `working` if the law counts working days here, so that a plain 日 is refused.
pub(crate) fn duration(findings: &mut Findings, expr: &Expr, working: bool) -> Option<Duration> {
    if is_word(expr, Keyword::AtOnce) {
        return Some(Duration { amount: 0, unit: TimeUnit::WorkingDays });
    }
    let ExprKind::Quantity(quantity) = &expr.kind else { return None };
    let written = quantity.unit?;
    let mut unit = unit_of(written)?;
    let amount = match scaled(&quantity.number, 0) {
        Ok(amount) => amount,
        Err(NumberProblem::Size) => {
            let found = findings.at(NUMBER_TOO_LARGE, expr.span, "").with("value", code(text_of(expr)));
            findings.push(found);
            return None;
        }
        Err(NumberProblem::Decimals) => {
            let found = findings.at(TOO_MANY_DECIMALS, expr.span, "").with("value", code(text_of(expr)));
            findings.push(found.with("decimals", Arg::Number(0)));
            return None;
        }
    };
    if amount < 0 {
        let found = findings.at(LINE_FORM, expr.span, "expected-duration").with("found", code(text_of(expr)));
        findings.push(found);
        return Some(Duration { amount: 0, unit });
    }
    if written == Keyword::PlainDays && working {
        let mut found = findings.at(PLAIN_DAYS, expr.span, "").with("amount", code(text_of(expr)));
        // Which of the two is meant stands in the law or in the notice, not in the text.
        for unit in [Keyword::WorkingDays, Keyword::CalendarDays] {
            let fixed = format!("{} {}", quantity.number, unit.text(Face::Zh));
            found = found.fix(findings.replacement("write-working-days", expr.span, fixed, false));
        }
        findings.push(found);
        unit = TimeUnit::WorkingDays;
    }
    Some(Duration { amount, unit })
}

/// Words of events.
const EVENTS: [(Keyword, Event); 9] = [
    (Keyword::Apply, Event::Application),
    (Keyword::Receive, Event::Receipt),
    (Keyword::Notify, Event::Notice),
    (Keyword::Correct, Event::Correction),
    (Keyword::Accept, Event::Acceptance),
    (Keyword::Decide, Event::Decision),
    (Keyword::Deliver, Event::Delivery),
    (Keyword::Find, Event::Finding),
    (Keyword::Expire, Event::Expiry),
];

/// The event that a word names.
pub(crate) fn event_of(expr: &Expr) -> Option<Event> {
    EVENTS.iter().find(|(word, _)| is_word(expr, *word)).map(|(_, event)| *event)
}
