//! Days counted the long way: one by one, on a set of days off.

use std::collections::BTreeSet;

use jiff::ToSpan;
use jiff::civil::{Date, date};

/// The day with this number (1970-01-01 is 0).
#[must_use]
pub fn civil(day: i64) -> Date {
    date(1970, 1, 1).checked_add(day.days()).expect("a day that the calendar has")
}

/// Whole years from `a` to `b`: complete on the day of the same month and number; who was born on 29 February completes a common year on
/// 1 March.
pub(super) fn completed_years(a: i64, b: i64) -> i64 {
    let (start, end) = (civil(a), civil(b));
    let early = (end.month(), end.day()) < (start.month(), start.day());
    i64::from(end.year()) - i64::from(start.year()) - i64::from(early)
}

/// Whole months from `a` to `b`: the corresponding day of the month, or the month's last day, completes a month. Before `a` they are
/// counted back from it, one by one, and are negative.
pub(super) fn completed_months(a: i64, b: i64) -> i64 {
    let (start, end) = (civil(a), civil(b));
    let step: i32 = if end < start { -1 } else { 1 };
    let mut months = 0;
    while start.checked_add((months + step).months()).is_ok_and(|next| if step < 0 { next >= end } else { next <= end })
    {
        months += step;
    }
    i64::from(months)
}

/// The least number of months after which `b` is not past the corresponding day; before `a` the same is counted back and is negative.
pub(super) fn months_begun(a: i64, b: i64) -> i64 {
    let (start, end) = (civil(a), civil(b));
    let step: i64 = if end < start { -1 } else { 1 };
    let reaches = |next| if step < 0 { next <= end } else { next >= end };
    let months = (0_i64..).find(|months| start.checked_add((step * months).months()).is_ok_and(reaches));
    step * months.expect("a month reaches it")
}

/// Days on which offices work.
#[derive(Clone, Debug, Default)]
pub struct WorkingDays {
    off: BTreeSet<Date>,
    makeup: BTreeSet<Date>,
}

impl WorkingDays {
    /// Reads the calendar table of the standard library (`date kind …`, tab-separated).
    ///
    /// # Panics
    /// If a line does not begin with a date and a kind.
    #[must_use]
    pub fn read(table: &str) -> Self {
        let mut days = Self::default();
        for line in table.lines().skip(1).filter(|line| !line.is_empty()) {
            let mut columns = line.split('\t');
            let day: Date = columns.next().and_then(|text| text.parse().ok()).expect("a date");
            match columns.next() {
                Some("holiday") => days.off.insert(day),
                Some("makeup") => days.makeup.insert(day),
                other => panic!("unknown kind {other:?}"),
            };
        }
        days
    }

    /// Whether offices work on a day.
    #[must_use]
    pub fn works(&self, day: Date) -> bool {
        let weekend = matches!(day.weekday(), jiff::civil::Weekday::Saturday | jiff::civil::Weekday::Sunday);
        self.makeup.contains(&day) || !(weekend || self.off.contains(&day))
    }

    /// The last day of a period of working days that an event on `start` begins; the day of the event does not count.
    ///
    /// # Panics
    /// If the calendar ends.
    #[must_use]
    pub fn after(&self, start: Date, count: i64) -> Date {
        let (mut day, mut left) = (start, count);
        while left > 0 {
            day = day.tomorrow().expect("a next day");
            if self.works(day) {
                left -= 1;
            }
        }
        day
    }

    /// The last day of a period in natural days; a period that ends on a day off ends on the next working day.
    ///
    /// # Panics
    /// If the calendar ends.
    #[must_use]
    pub fn after_calendar_days(&self, start: Date, count: i64) -> Date {
        let mut day = start.checked_add(count.days()).expect("a day");
        while !self.works(day) {
            day = day.tomorrow().expect("a next day");
        }
        day
    }
}
