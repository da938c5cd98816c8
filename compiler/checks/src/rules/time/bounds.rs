//! Lengths of time against the legal bounds of licences, in whatever unit they are given.

use matter_core::hir::{Duration, LimitKind, Rule, TimeUnit};

use crate::rules::context::RuleContext;
use crate::rules::profiles::speaking;

/// The bound in working days that profiles (上限) set for a kind of limit, else that of the law on licences.
pub(super) fn bound(context: &RuleContext<'_>, kind: LimitKind, law: i64) -> i64 {
    let bounds = speaking(context).into_iter().flat_map(|profile| &profile.bounds);
    let own = bounds.filter(|(of, length, _)| *of == kind && length.unit == TimeUnit::WorkingDays);
    own.map(|(_, length, _)| length.amount).min().unwrap_or(law)
}

/// Whether a line of exclusions stops the clock of the law (不计): what a promise leaves out (不含 邮寄) is not taken from it.
pub(super) fn is_pause(rule: &Rule) -> bool {
    rule.address.split('/').any(|part| part == "不计" || part == "not_counted")
}

/// Whether a length certainly passes so many working days: a week holds at most seven days for five of them, a month at least eighteen
/// working days in every published calendar.
pub(in crate::rules) const fn passes(length: Duration, working_days: i64) -> bool {
    match length.unit {
        TimeUnit::WorkingDays => length.amount > working_days,
        // Around the longest holidays eight days off stand together.
        TimeUnit::CalendarDays => length.amount > working_days / 5 * 7 + 14,
        TimeUnit::Months => length.amount * 18 > working_days + 5,
        TimeUnit::Years => length.amount > 0,
        TimeUnit::Hours => length.amount > (working_days + 14) * 24,
    }
}
