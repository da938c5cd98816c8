//! Working-day calendars: a day's ordinal, the nth working day after it, rolling off days off.
//!
//! Made from the rows of `calendar` and `calendar_day`; everything after that is an index into two arrays. Knows no rules of holidays.

use crate::tables::{self, CalendarDay, Day, Tables};

/// A calendar from its first day to its horizon, without gaps.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Calendar {
    name: String,
    published_from: Day,
    published_to: Day,
    first: Day,
    // Ordinal of the first day, less one if that day is worked.
    base: i32,
    ordinals: Vec<i32>,
    working_days: Vec<Day>,
}

/// Why rows are no calendar.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum CalendarError {
    /// There are no days.
    Empty,
    /// The day after this one is missing or comes twice.
    Gap(Day),
    /// The row's ordinal is not the number of working days so far.
    Ordinal(Day),
}

impl Calendar {
    /// A calendar whose days from `first` on are worked as the flags say; ordinals count from the first day.
    ///
    /// ```
    /// use matter_runtime::{calendar::Calendar, tables::Day};
    /// // Monday 2026-03-02 to Sunday 2026-03-08, then a Monday.
    /// let monday = "2026-03-02".parse::<Day>().unwrap();
    /// let flags = [true, true, true, true, true, false, false, true];
    /// let calendar = Calendar::new("cn", monday, monday.plus_days(7), monday, flags);
    /// assert_eq!(calendar.after(monday.plus_days(4), 1), Some(monday.plus_days(7)));
    /// ```
    #[must_use]
    pub fn new(
        name: &str,
        published_from: Day,
        published_to: Day,
        first: Day,
        working: impl IntoIterator<Item = bool>,
    ) -> Self {
        let mut made = Self {
            name: name.to_owned(),
            published_from,
            published_to,
            first,
            base: 0,
            ordinals: Vec::new(),
            working_days: Vec::new(),
        };
        for (day, works) in (first.0..).map(Day).zip(working) {
            made.push(day, works);
        }
        made
    }

    /// The calendar of a row and its days, which must be complete and in order.
    ///
    /// # Errors
    /// The first day at which the rows are no calendar.
    pub fn from_rows<'a>(
        row: &tables::Calendar,
        days: impl IntoIterator<Item = &'a CalendarDay>,
    ) -> Result<Self, CalendarError> {
        let mut days = days.into_iter().filter(|day| day.calendar == row.name).peekable();
        let Some(first) = days.peek() else { return Err(CalendarError::Empty) };
        let mut made = Self::new(&row.name, row.published_from, row.published_to, first.day, []);
        made.base = first.ordinal - i32::from(first.working);
        let mut expected = first.day;
        for day in days {
            if day.day != expected {
                return Err(CalendarError::Gap(expected));
            }
            made.push(day.day, day.working);
            if made.ordinals.last() != Some(&day.ordinal) {
                return Err(CalendarError::Ordinal(day.day));
            }
            expected = expected.plus_days(1);
        }
        Ok(made)
    }

    /// The calendar of that name in the tables.
    #[must_use]
    pub fn from_tables(tables: &Tables, name: &str) -> Option<Self> {
        let row = tables.calendar.iter().find(|row| row.name == name)?;
        Self::from_rows(row, &tables.calendar_day).ok()
    }

    fn push(&mut self, day: Day, works: bool) {
        if works {
            self.working_days.push(day);
        }
        let count = i32::try_from(self.working_days.len()).unwrap_or(i32::MAX);
        self.ordinals.push(self.base.saturating_add(count));
    }

    /// Name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// First and last published day.
    #[must_use]
    pub fn published(&self) -> (Day, Day) {
        (self.published_from, self.published_to)
    }

    /// First day and last day (the horizon).
    #[must_use]
    pub fn range(&self) -> (Day, Day) {
        let count = i64::try_from(self.ordinals.len()).unwrap_or(0);
        (self.first, self.first.plus_days(count - 1))
    }

    /// Working days up to and including `day`; `None` outside the calendar.
    #[must_use]
    pub fn ordinal(&self, day: Day) -> Option<i32> {
        let index = usize::try_from(i64::from(day.0) - i64::from(self.first.0)).ok()?;
        self.ordinals.get(index).copied()
    }

    /// Whether offices work on `day`; `None` outside the calendar.
    #[must_use]
    pub fn is_working(&self, day: Day) -> Option<bool> {
        let ordinal = self.ordinal(day)?;
        Some(self.working_day(ordinal) == Some(day))
    }

    /// The working day with that ordinal; `None` outside the calendar.
    #[must_use]
    pub fn working_day(&self, ordinal: i32) -> Option<Day> {
        let index = i64::from(ordinal) - i64::from(self.base) - 1;
        self.working_days.get(usize::try_from(index).ok()?).copied()
    }

    /// The `count`th working day after `day`; `0` is the day itself. `None` beyond the horizon or for a negative count.
    #[must_use]
    pub fn after(&self, day: Day, count: i64) -> Option<Day> {
        if count < 0 {
            return None;
        }
        let ordinal = self.ordinal(day)?;
        if count == 0 {
            return Some(day);
        }
        let target = i64::from(ordinal).checked_add(count)?;
        self.working_day(i32::try_from(target).ok()?)
    }

    /// `day` itself if it is worked, else the next working day (Civil Code 203).
    #[must_use]
    pub fn roll(&self, day: Day) -> Option<Day> {
        let ordinal = self.ordinal(day)?;
        match self.working_day(ordinal) {
            Some(found) if found == day => Some(day),
            _ => self.working_day(ordinal.checked_add(1)?),
        }
    }

    /// Working days from `first` to `last`, both included; `None` outside the calendar.
    #[must_use]
    pub fn working_days_in(&self, first: Day, last: Day) -> Option<i64> {
        if last < first {
            return Some(0);
        }
        let before = i64::from(self.ordinal(first)?) - i64::from(self.is_working(first)?);
        Some(i64::from(self.ordinal(last)?) - before)
    }

    /// Whether a result that touches `day` is provisional: the notice for its year is not yet published.
    #[must_use]
    pub fn is_provisional(&self, day: Day) -> bool {
        day > self.published_to
    }
}
