//! Levels and lengths of time as the language writes them.

use matter_core::hir::{Duration, Keyword, Level, TimeUnit};

/// The word of a level.
pub(crate) const fn level_word(level: Level) -> Keyword {
    match level {
        Level::Nation => Keyword::Nation,
        Level::Province => Keyword::Province,
        Level::City => Keyword::City,
        Level::County => Keyword::County,
        Level::Town => Keyword::Town,
        Level::Village => Keyword::Village,
    }
}

/// A length of time: `5 个工作日`.
pub(crate) fn duration(length: Duration) -> String {
    let unit = match length.unit {
        TimeUnit::WorkingDays => "个工作日",
        TimeUnit::CalendarDays => "自然日",
        TimeUnit::Months => "个月",
        TimeUnit::Years => "年",
        TimeUnit::Hours => "小时",
    };
    format!("{} {unit}", length.amount)
}
