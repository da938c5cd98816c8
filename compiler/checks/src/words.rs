//! Lengths of time as the language writes them.

use matter_core::hir::{Duration, TimeUnit};

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
