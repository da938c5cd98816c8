//! Calendar dates as written → day numbers. A date that does not exist is an error with the last day of its month as the repair.

use matter_runtime::tables::Day;
use matter_syntax::tree::{Date, Span};

use super::super::codes::NO_SUCH_DATE;
use super::super::findings::{Findings, code};

/// The day of a date; a finding if it does not exist.
pub(crate) fn day_of(findings: &mut Findings, date: Date, span: Span) -> Option<Day> {
    let year = i32::from(date.year);
    let day = Day::from_civil(year, date.month, date.day);
    if day.is_none() {
        let written = format!("{:04}-{:02}-{:02}", date.year, date.month, date.day);
        let mut found = findings.at(NO_SUCH_DATE, span, "").with("date", code(written));
        let last = (28..=31).rev().find(|day| Day::from_civil(year, date.month, *day).is_some());
        if let Some(last) = last {
            let fixed = format!("{:04}-{:02}-{last:02}", date.year, date.month);
            found = found.fix(findings.replacement("last-day-of-month", span, fixed, false));
        }
        findings.push(found);
    }
    day
}
