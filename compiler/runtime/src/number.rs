//! Numbers with their units as people write them (`１２０．５ 平方米`, `30 万元`, `1,000`) to scaled integers, and back.
//!
//! Knows no facts. What follows a number must be the unit that is expected: 150 亩 are not 150 平方米.

/// Why a text is not read as a value.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Unread {
    /// It is a number with more decimals than these.
    Decimals(u32),
    /// It is something else, a number in another unit, or one that is too large.
    Other,
}

/// Units with the other words that stand for them, as the language has them, and in English.
const UNITS: [&[&str]; 28] = [
    &["元", "yuan"],
    &["平方米", "㎡", "平米", "square metres"],
    &["公顷", "hectares"],
    &["米", "metres"],
    &["公里", "千米", "kilometres"],
    &["吨", "tonnes"],
    &["吨标准煤", "tonnes of coal equivalent"],
    &["千瓦时", "kilowatt-hours"],
    &["%", "％"],
    &["次", "times"],
    &["份", "copies", "copy"],
    &["张", "sheets", "sheet"],
    &["项", "entries"],
    &["件", "cases", "case"],
    &["人", "名", "位", "people"],
    &["枚", "pieces"],
    &["个", "units"],
    &["套", "sets"],
    &["本", "册", "volumes"],
    &["处", "places"],
    &["户", "households"],
    &["周岁", "岁", "years of age"],
    &["年", "years", "year"],
    &["个月", "月", "months", "month"],
    &["日", "天", "days", "day"],
    &["自然日", "个自然日", "calendar days", "calendar day"],
    &["个工作日", "工作日", "个工作天", "working days", "working day"],
    &["小时", "个小时", "hours", "hour"],
];

/// Larger units that the language takes for smaller ones, with the powers of ten between them.
const LARGER: [(&str, &str, u32); 2] = [("公顷", "平方米", 4), ("公里", "米", 3)];

/// The number of a text times 10^scale: digits, perhaps full-width, grouped by `_` or in threes by commas; then `万` or `亿`; then nothing
/// or `unit`, in any of its words. Blanks stand only between the parts.
pub(crate) fn read_number(value: &str, scale: u32, unit: Option<&str>) -> Result<i64, Unread> {
    let narrow: String = value.chars().map(narrow).collect();
    let (sign, value) = match narrow.strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, narrow.as_str()),
    };
    let end = value.find(|c: char| !c.is_ascii_digit() && !matches!(c, '.' | ',' | '_')).unwrap_or(value.len());
    let (digits, rest) = value.split_at_checked(end).ok_or(Unread::Other)?;
    let (zeros, rest) = power(rest.trim_start());
    let zeros =
        zeros + if rest.is_empty() { 0 } else { unit.and_then(|unit| between(rest, unit)).ok_or(Unread::Other)? };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let whole = ungrouped(whole).ok_or(Unread::Other)?;
    if !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(Unread::Other);
    }
    let (fraction, places) = (fraction.trim_end_matches('0'), scale + zeros);
    if fraction.len() > usize::try_from(places).unwrap_or(0) {
        return Err(Unread::Decimals(scale));
    }
    scaled(&whole, fraction, places).and_then(|number| number.checked_mul(sign)).ok_or(Unread::Other)
}

/// The zeros of `万` and `亿`, and what follows.
fn power(rest: &str) -> (u32, &str) {
    for (word, zeros) in [("万", 4), ("亿", 8), ("wan ", 4), ("yi ", 8)] {
        if let Some(rest) = rest.strip_prefix(word) {
            return (zeros, rest.trim_start());
        }
    }
    (0, rest)
}

/// The powers of ten from the written unit to the expected one; `None` if one has nothing to do with the other.
fn between(written: &str, unit: &str) -> Option<u32> {
    let means = |unit: &str| {
        written == unit || UNITS.iter().any(|words| words.first() == Some(&unit) && words.contains(&written))
    };
    if means(unit) {
        return Some(0);
    }
    LARGER.iter().find(|(larger, smaller, _)| *smaller == unit && means(larger)).map(|(_, _, zeros)| *zeros)
}

/// Digits without what groups them; `None` if commas do not stand before every three digits, or `_` before every three or every four.
fn ungrouped(whole: &str) -> Option<String> {
    let sign = if whole.contains('_') { '_' } else { ',' };
    let mut groups = whole.split(sign);
    let first = groups.next()?;
    let is_plain = |digits: &str| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    let all_of =
        |length: usize| first.len() <= length && groups.clone().all(|group| group.len() == length && is_plain(group));
    let read = is_plain(first) && (!whole.contains(sign) || all_of(3) || sign == '_' && all_of(4));
    read.then(|| whole.replace(sign, ""))
}

fn scaled(whole: &str, fraction: &str, places: u32) -> Option<i64> {
    let missing = places.checked_sub(u32::try_from(fraction.len()).ok()?)?;
    let whole = whole.parse::<i64>().ok()?.checked_mul(10_i64.checked_pow(places)?)?;
    let fraction = if fraction.is_empty() { 0 } else { fraction.parse::<i64>().ok()? };
    whole.checked_add(fraction.checked_mul(10_i64.checked_pow(missing)?)?)
}

fn narrow(c: char) -> char {
    match c {
        '０'..='９' => char::from_u32(u32::from(c) - u32::from('０') + u32::from('0')).unwrap_or(c),
        '．' => '.',
        '，' => ',',
        '－' => '-',
        '\u{3000}' => ' ',
        _ => c,
    }
}

/// `1250` with scale 2 as `12.5`.
pub(crate) fn show_decimal(value: i64, scale: u32) -> String {
    let unit = 10_u64.checked_pow(scale).unwrap_or(1);
    let (whole, fraction) = (value.unsigned_abs() / unit, value.unsigned_abs() % unit);
    let sign = if value < 0 { "-" } else { "" };
    if fraction == 0 {
        return format!("{sign}{whole}");
    }
    let width = usize::try_from(scale).unwrap_or(0);
    let digits = format!("{fraction:0width$}");
    format!("{sign}{whole}.{}", digits.trim_end_matches('0'))
}
