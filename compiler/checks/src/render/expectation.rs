//! What a line of a choice brings with it → the line of 应得 that expects it, in the reader's face.

use matter_core::hir::{Duration, Keyword, LimitKind, TimeUnit, Yield};

use crate::texts::{Language, word};

/// `决定  县级`; `None` for what 应得 has no single line for.
#[must_use]
pub fn expectation(yields: &Yield, language: Language) -> Option<String> {
    let line = |section, says: String| Some(format!("{}  {says}", word(section, language)));
    let yuan = |fen: i64| {
        let (yuan, rest) = (fen / 100, fen % 100);
        let amount = if rest == 0 { yuan.to_string() } else { format!("{yuan}.{rest:02}") };
        format!("{amount} {}", word(Keyword::Yuan, language))
    };
    match yields {
        Yield::Decider { level, .. } => line(Keyword::Decides, word(level.keyword(), language).to_owned()),
        Yield::Limit(limit) if limit.kind == LimitKind::Promised => {
            line(Keyword::Times, length(limit.length?, language))
        }
        Yield::Visits(count) => line(Keyword::Visits, format!("{count} {}", word(Keyword::TimesUnit, language))),
        Yield::Benefit { name, amount, .. } if name.is_empty() => line(Keyword::Benefits, yuan(*amount)),
        Yield::Fee { name, amount, per: None, .. } if name.is_empty() && *amount > 0 => {
            line(Keyword::Fees, yuan(*amount))
        }
        _ => None,
    }
}

fn length(length: Duration, language: Language) -> String {
    let unit = match length.unit {
        TimeUnit::WorkingDays => Keyword::WorkingDays,
        TimeUnit::CalendarDays => Keyword::CalendarDays,
        TimeUnit::Months => Keyword::Months,
        TimeUnit::Years => Keyword::Years,
        TimeUnit::Hours => Keyword::HoursUnit,
    };
    format!("{} {}", length.amount, word(unit, language))
}
