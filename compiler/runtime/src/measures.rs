//! Lengths, levels and events → words. Knows no lines.

/// `7个工作日`, `7 working days`; none if there is no length. No working days are the day itself.
pub(crate) fn length(amount: Option<i64>, unit: Option<&str>) -> Option<(String, String)> {
    let (amount, unit) = amount.zip(unit)?;
    if (amount, unit) == (0, "working_days") {
        return Some(("当场办结".to_owned(), "on the spot".to_owned()));
    }
    let (zh, en) = match unit {
        "working_days" => ("个工作日", "working days"),
        "calendar_days" => ("个自然日", "calendar days"),
        "months" => ("个月", "months"),
        "years" => ("年", "years"),
        "hours" => ("小时", "hours"),
        other => (other, other),
    };
    Some((format!("{amount}{zh}"), format!("{amount} {en}")))
}

/// `县级`, `county`.
pub(crate) fn level(level: u8) -> (&'static str, &'static str) {
    match level {
        1 => ("国家级", "national"),
        2 => ("省级", "provincial"),
        3 => ("市级", "city"),
        4 => ("县级", "county"),
        5 => ("乡镇（街道）", "town"),
        _ => ("村（社区）", "village"),
    }
}

/// What a limit runs from; none for an event without words.
pub(crate) fn start(event: &str) -> Option<(&'static str, &'static str)> {
    Some(match event {
        "application" => ("申请", "application"),
        "receipt" => ("收件", "receipt"),
        "correction" => ("补正", "correction"),
        "acceptance" => ("受理", "acceptance"),
        "decision" => ("决定", "decision"),
        "finding" => ("查实", "finding"),
        "expiry" => ("届满", "expiry"),
        _ => return None,
    })
}
