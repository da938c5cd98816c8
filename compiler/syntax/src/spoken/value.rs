//! The number, amount or day that a text begins with, as people write it → as the language writes it: `4万平方米`, `￥100`, `壹百万元`, `2024年7月1日`.

use super::{unit_at, unit_text};
use crate::{hints, keyword::Keyword, lower::fold_char, numeral};

/// A number with its unit, or a day.
#[derive(Clone, Debug)]
pub(super) struct Value<'t> {
    number: String,
    pub(super) unit: Option<Keyword>,
    pub(super) date: bool,
    /// Whether the language writes it otherwise.
    pub(super) odd: bool,
    pub(super) certain: bool,
    /// What is behind it.
    pub(super) rest: &'t str,
}

impl Value<'_> {
    /// With this unit in place of its own.
    pub(super) fn with(&self, unit: Option<Keyword>) -> String {
        format!("{}{}", self.number, unit.map(unit_text).unwrap_or_default())
    }
}

pub(super) fn value(text: &str) -> Option<Value<'_>> {
    if let Some(day) = day(text) {
        return Some(day);
    }
    let money = text.starts_with(['￥', '¥']);
    let digits = text.trim_start_matches(['￥', '¥']).trim_start();
    let (number, in_words, rest) = number(digits)?;
    let mut odd = money || in_words;
    let behind = rest.trim_start();
    let scale = ["万", "亿"].into_iter().find(|word| behind.starts_with(word));
    let unit = unit_at(behind);
    // 万元 and 亿元 are units of the language.
    if let Some((unit, length)) = unit.filter(|(_, length)| scale.is_none_or(|scale| *length > scale.len())) {
        let (rest, more) = without_whole(behind.get(length..)?);
        let written = behind.get(..length)?;
        odd = odd
            || more
            || written == "周年"
            || crate::keyword::lookup(written, crate::keyword::Context::Unit).is_none();
        return Some(Value { number, unit: Some(unit), date: false, odd, certain: true, rest });
    }
    let Some(scale) = scale else {
        let rest = if money { without_whole(rest).0 } else { rest };
        let unit = money.then_some(Keyword::Yuan);
        // A number in words without a unit may be part of a word.
        let certain = !in_words || !rest.starts_with(char::is_alphanumeric);
        return certain.then_some(Value { number, unit, date: false, odd, certain, rest });
    };
    let rest = behind.get(scale.len()..)?;
    let unit = unit_at(rest.trim_start());
    let Some((unit, length)) = unit else {
        let unit = if scale == "万" { Keyword::WanYuan } else { Keyword::YiYuan };
        return Some(Value { number, unit: Some(unit), date: false, odd: true, certain: money, rest });
    };
    let rest = rest.trim_start().get(length..)?;
    let number = multiplied(&number, if scale == "万" { 4 } else { 8 })?;
    Some(Value { number, unit: Some(unit), date: false, odd: true, certain: true, rest })
}

/// `100 元整`, `100万元人民币`: the amount is whole, and in this currency, anyway.
fn without_whole(rest: &str) -> (&str, bool) {
    let cut = ["整", "正", "人民币"].iter().find_map(|word| rest.strip_prefix(word));
    (cut.unwrap_or(rest), cut.is_some())
}

/// The number that a text begins with, in plain digits; whether it was written in words; what is behind it.
fn number(text: &str) -> Option<(String, bool, &str)> {
    let plain = |c: char| fold_char(c).is_ascii_digit() || matches!(c, '_' | '.' | '．');
    let end = text.find(|c: char| !plain(c)).unwrap_or(text.len());
    let (digits, rest) = text.split_at_checked(end)?;
    let (digits, rest) = match digits.strip_suffix(['.', '．', '_']) {
        Some(shorter) => text.split_at_checked(shorter.len())?,
        None => (digits, rest),
    };
    if !digits.is_empty() {
        let folded: String = digits.chars().map(fold_char).collect();
        let once = folded.matches('.').count() <= 1 && folded.starts_with(|c: char| c.is_ascii_digit());
        // `1,000` is refused elsewhere.
        let grouped = rest.starts_with([',', '，']) && rest.chars().nth(1).is_some_and(|c| c.is_ascii_digit());
        return (once && !grouped).then_some((folded, false, rest));
    }
    let end = text.find(|c: char| !numeral::is_numeral(c)).unwrap_or(text.len());
    let (words, rest) = text.split_at_checked(end)?;
    let number = numeral::read(words).filter(|_| !words.is_empty() && !words.starts_with(['百', '千']))?;
    Some((number.to_string(), true, rest))
}

/// `2.5` and 4 → `25_000`.
fn multiplied(number: &str, zeros: usize) -> Option<String> {
    let plain = number.replace('_', "");
    let (whole, decimals) = plain.split_once('.').unwrap_or((&plain, ""));
    (decimals.len() <= zeros).then_some(())?;
    let digits = format!("{whole}{decimals:0<zeros$}");
    let digits = digits.trim_start_matches('0');
    let first = match digits.len() % 3 {
        _ if digits.is_empty() => return Some("0".to_owned()),
        0 => 3,
        short => short,
    };
    let mut out = digits.get(..first)?.to_owned();
    for group in digits.get(first..)?.as_bytes().chunks(3) {
        out.push('_');
        out.push_str(std::str::from_utf8(group).ok()?);
    }
    Some(out)
}

fn day(text: &str) -> Option<Value<'_>> {
    let in_day = |c: char| c.is_ascii_digit() || "年月-./".contains(c);
    let end = text.find(|c: char| !in_day(c)).unwrap_or(text.len());
    let end = if text.get(end..)?.starts_with('日') { end + '日'.len_utf8() } else { end };
    let (word, rest) = text.split_at_checked(end)?;
    let number = hints::iso_date(word)?;
    let odd = word.contains(|c: char| !c.is_ascii_digit() && c != '-');
    Some(Value { number, unit: None, date: true, odd, certain: true, rest })
}
