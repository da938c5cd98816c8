//! Lengths of time against the legal bounds of licences, in whatever unit they are given.

use matter_core::hir::{Duration, TimeUnit};

/// Whether a length certainly passes so many working days: a week holds at most seven days for five of them, a month at least eighteen
/// working days in every published calendar.
pub(super) const fn passes(length: Duration, working_days: i64) -> bool {
    match length.unit {
        TimeUnit::WorkingDays => length.amount > working_days,
        // Around the longest holidays eight days off stand together.
        TimeUnit::CalendarDays => length.amount > working_days / 5 * 7 + 14,
        TimeUnit::Months => length.amount * 18 > working_days + 5,
        TimeUnit::Years => length.amount > 0,
        TimeUnit::Hours => length.amount > (working_days + 14) * 24,
    }
}

/// Words for a length, as the language writes it.
pub(super) fn words(length: Duration) -> String {
    let unit = match length.unit {
        TimeUnit::WorkingDays => "个工作日",
        TimeUnit::CalendarDays => "自然日",
        TimeUnit::Months => "个月",
        TimeUnit::Years => "年",
        TimeUnit::Hours => "小时",
    };
    format!("{} {unit}", length.amount)
}
