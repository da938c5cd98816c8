//! Day numbers (day 0 is 1970-01-01) as years, months and days of the Gregorian calendar, and counts of completed years
//! and months. Knows no working days. Computed in `i128`, so that every `i64` is a day.

/// Year, month (1 to 12) and day of the month.
pub(crate) fn civil(day: i64) -> (i128, i128, i128) {
    let days = i128::from(day) + 719_468;
    let (era, day_of_era) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    // Years begin in March here, so that the day that comes and goes is the last one.
    let month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month + 2) / 5 + 1;
    let (month, later) = if month < 10 { (month + 3, 0) } else { (month - 9, 1) };
    (year_of_era + era * 400 + later, month, day)
}

/// The day number of a month's first day, if it is an `i64`; months are counted on beyond 12.
pub(crate) fn month_start(year: i128, month: i128) -> Option<i64> {
    let (year, month) = (year + (month - 1).div_euclid(12), (month - 1).rem_euclid(12) + 1);
    let shifted = if month <= 2 { year - 1 } else { year };
    let (era, year_of_era) = (shifted.div_euclid(400), shifted.rem_euclid(400));
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    i64::try_from(era * 146_097 + day_of_era - 719_468).ok()
}

/// Completed years from one day to another, negative if the second is earlier.
pub(crate) fn years(from: i64, to: i64) -> i64 {
    let ((from_year, from_month, from_day), (year, month, day)) = (civil(from), civil(to));
    narrow(year - from_year - i128::from((month, day) < (from_month, from_day)))
}

/// Completed months: a month is complete on the day of the same number, or on the last day of a shorter month. Backwards they are counted
/// from the first day, too, and negative.
pub(crate) fn months(from: i64, to: i64) -> i64 {
    let ((from_year, from_month, from_day), (year, month, day)) = (civil(from), civil(to));
    let between = (year - from_year) * 12 + month - from_month;
    if to < from {
        return narrow(between + i128::from(day > from_day));
    }
    narrow(between - i128::from(day < from_day && !is_last_of_month(to)))
}

/// Begun months: the least number of months that, added to the first day, reaches the second; a day that the last month
/// does not have is its last day (Civil Code, article 202). Backwards the same count is negative.
pub(crate) fn months_begun(from: i64, to: i64) -> i64 {
    let ((from_year, from_month, from_day), (year, month, day)) = (civil(from), civil(to));
    let between = (year - from_year) * 12 + month - from_month;
    if to < from {
        return narrow(between - i128::from(day < from_day && !is_last_of_month(to)));
    }
    narrow(between + i128::from(day > from_day))
}

fn is_last_of_month(day: i64) -> bool {
    day.checked_add(1).is_some_and(|next| civil(next).2 == 1)
}

/// The nearest `i64`.
pub(crate) fn narrow(value: i128) -> i64 {
    i64::try_from(value).unwrap_or(if value < 0 { i64::MIN } else { i64::MAX })
}
