//! Arithmetic on civil days: weekdays, months and years as the Civil Code counts them.
//!
//! Knows no working days and no clock.

use crate::day::days_in_month;
use crate::tables::Day;

impl Day {
    /// 1 for Monday to 7 for Sunday.
    #[must_use]
    pub fn weekday(self) -> u8 {
        // Day 0 was a Thursday.
        u8::try_from((i64::from(self.0) + 3).rem_euclid(7) + 1).unwrap_or(1)
    }

    /// The day `count` days later (earlier if negative); saturates at the ends of the range.
    #[must_use]
    pub fn plus_days(self, count: i64) -> Self {
        let sum = i64::from(self.0).saturating_add(count);
        Self(sum.clamp(i64::from(i32::MIN), i64::from(i32::MAX)).try_into().unwrap_or(0))
    }

    /// The corresponding day `count` months later, or the last day of that month where none corresponds (Civil Code 202).
    /// `None` outside the years 1 to 9999.
    ///
    /// ```
    /// use matter_runtime::tables::Day;
    /// let day = "2026-01-31".parse::<Day>().unwrap();
    /// assert_eq!(day.plus_months(1), "2026-02-28".parse().ok());
    /// ```
    #[must_use]
    pub fn plus_months(self, count: i64) -> Option<Self> {
        let (year, month, day) = self.civil();
        let months = (i64::from(year) * 12 + i64::from(month) - 1).checked_add(count)?;
        let year = i32::try_from(months.div_euclid(12)).ok()?;
        let month = u8::try_from(months.rem_euclid(12) + 1).ok()?;
        Self::from_civil(year, month, day.min(days_in_month(year, month)))
    }

    /// Completed years from `self` to `end`, negative if `end` is earlier: `(end_ymd - self_ymd) div 10000`.
    #[must_use]
    pub fn completed_years(self, end: Self) -> i64 {
        let number = |day: Self| {
            let (year, month, day) = day.civil();
            i64::from(year) * 10_000 + i64::from(month) * 100 + i64::from(day)
        };
        (number(end) - number(self)).div_euclid(10_000)
    }

    /// The day on which so many years from `self` are completed, as [`completed_years`](Self::completed_years) counts them: 29 February
    /// gives 1 March in a common year. `None` outside the years 1 to 9999.
    ///
    /// ```
    /// use matter_runtime::tables::Day;
    /// let born = "1956-02-29".parse::<Day>().unwrap();
    /// assert_eq!(born.plus_years(70), "2026-03-01".parse().ok());
    /// ```
    #[must_use]
    pub fn plus_years(self, count: i64) -> Option<Self> {
        let day = self.plus_months(count.checked_mul(12)?)?;
        Some(if self.completed_years(day) < count { day.plus_days(1) } else { day })
    }

    /// Completed months from `self` to `end`: the corresponding day, or the last day of a shorter month, completes a month. Backwards they
    /// are counted from `self`, too, and negative.
    #[must_use]
    pub fn completed_months(self, end: Self) -> i64 {
        let months = self.months_between(end);
        match self.plus_months(months) {
            Some(day) if end < self => months + i64::from(day < end),
            Some(day) => months - i64::from(day > end),
            None => months,
        }
    }

    /// The least number of months after which `end` is not past the corresponding day, backwards the negative of the least number after
    /// which `end` is not before it. A period of n months that begins with the event of `self` holds exactly the days for which this is 0
    /// to n; one that ends with it, those for which it is -n to 0.
    #[must_use]
    pub fn months_begun(self, end: Self) -> i64 {
        let months = self.months_between(end);
        match self.plus_months(months) {
            Some(day) if end < self => months - i64::from(day > end),
            Some(day) => months + i64::from(day < end),
            None => months,
        }
    }

    fn months_between(self, end: Self) -> i64 {
        let number = |day: Self| {
            let (year, month, _) = day.civil();
            i64::from(year) * 12 + i64::from(month)
        };
        number(end) - number(self)
    }
}
