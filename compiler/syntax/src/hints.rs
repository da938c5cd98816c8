//! Likely slips and what was meant. Used by the parser and by the name resolution, which knows which names exist.

use crate::keyword::Keyword;

/// `年龄且户籍` → `年龄 且 户籍`; also 或, 并且, 或者. Only a suggestion: names such as 出生或死亡 exist.
pub fn run_together(name: &str) -> Option<String> {
    let found = ["并且", "或者", "且", "或"].iter().find_map(|word| Some((*word, inner(name, word)?)));
    let (word, (left, right)) = found?;
    Some(format!("{left} {word} {right}"))
}

/// As [`run_together`], for `且` alone, which names do not contain.
pub(crate) fn joined_by_and(name: &str) -> Option<String> {
    let (word, (left, right)) = ["并且", "且"].iter().find_map(|word| Some((*word, inner(name, word)?)))?;
    Some(format!("{left} {word} {right}"))
}

fn inner<'n>(name: &'n str, word: &str) -> Option<(&'n str, &'n str)> {
    name.split_once(word).filter(|(left, right)| !left.is_empty() && !right.is_empty())
}

/// `2026年5月1日`, `2026/5/1`, `2026.5.1` → `2026-05-01`.
pub fn iso_date(text: &str) -> Option<String> {
    let text: String = text.chars().map(crate::lower::fold_char).collect();
    let text = text.strip_suffix('日').unwrap_or(&text);
    let parts: Vec<&str> = text.split(['年', '月', '/', '.', '-']).collect();
    let &[year, month, day] = parts.as_slice() else { return None };
    let number = |text: &str| text.chars().all(|c| c.is_ascii_digit()).then(|| text.parse::<u16>().ok()).flatten();
    let (year_value, month, day) = (number(year)?, number(month)?, number(day)?);
    let plausible = year.len() == 4 && (1..=12).contains(&month) && (1..=31).contains(&day);
    plausible.then(|| format!("{year_value:04}-{month:02}-{day:02}"))
}

/// `年满八十周岁`, `满80岁` → 80.
pub fn age_reached(name: &str) -> Option<u16> {
    let rest = name.strip_prefix('年').unwrap_or(name).strip_prefix('满')?;
    let digits = rest.strip_suffix("周岁").or_else(|| rest.strip_suffix('岁'))?;
    crate::numeral::read(digits).filter(|_| !digits.is_empty())
}

/// `80周岁以上` → `≥ 80 周岁`, `30日以内` → `≤ 30 日`: in law both include the number itself.
pub fn bounded(text: &str) -> Option<String> {
    let bounds = [("及以上", "≥"), ("以上", "≥"), ("及以下", "≤"), ("以下", "≤"), ("以内", "≤")];
    let (quantity, sign) = bounds.iter().find_map(|(word, sign)| Some((text.strip_suffix(word)?, sign)))?;
    Some(format!("{sign} {}", with_unit(quantity)?))
}

/// A word behind a number that belongs to it: the unit of the language that it means, if there is one, and the comparison that it adds (`平方米以上`).
pub(crate) fn spoken_unit(word: &str) -> Option<(Option<Keyword>, Option<Keyword>)> {
    const FOREIGN: [&str; 10] = ["美元", "欧元", "港元", "港币", "日元", "英镑", "澳元", "万美元", "亿美元", "万港元"];
    let plain = match word {
        "亿" => Some(Keyword::YiYuan),
        "万" => Some(Keyword::WanYuan),
        "m2" | "m²" | "㎡" | "平米" | "平方" => Some(Keyword::SquareMetres),
        _ if FOREIGN.contains(&word) => None,
        _ => {
            let (unit, bound) = BOUNDS.iter().find_map(|(end, bound)| Some((word.strip_suffix(end)?, *bound)))?;
            let unit = crate::keyword::lookup(unit, crate::keyword::Context::Unit)?;
            return Some((Some(unit), Some(bound)));
        }
    };
    Some((plain, None))
}

/// `100万` → `100 万元`, `200m2` → `200 平方米`; with a blank where only that is missing.
pub(crate) fn spoken_amount(text: &str) -> Option<String> {
    let end = text.find(|c: char| !(c.is_ascii_digit() || c == '.'))?;
    let (number, word) = text.split_at_checked(end)?;
    match spoken_unit(word)? {
        (Some(unit), None) => Some(format!("{number} {}", unit.text(crate::tree::Face::Zh))),
        _ => None,
    }
}

/// In law both include the number itself.
const BOUNDS: [(&str, Keyword); 4] = [
    ("及以上", Keyword::AtLeastOp),
    ("以上", Keyword::AtLeastOp),
    ("及以下", Keyword::AtMostOp),
    ("以下", Keyword::AtMostOp),
];

/// `二〇二四年七月一日` → `2024-07-01`.
pub(crate) fn date_in_words(text: &str) -> Option<String> {
    let (year, rest) = text.split_once('年')?;
    let (month, day) = rest.strip_suffix('日')?.split_once('月')?;
    let digit = |c: char| "〇一二三四五六七八九".chars().position(|digit| digit == c || (digit == '〇' && c == '零'));
    let year = year.chars().map(digit).collect::<Option<Vec<_>>>()?;
    let year: String = year.iter().map(usize::to_string).collect();
    iso_date(&format!("{year}年{}月{}日", crate::numeral::read(month)?, crate::numeral::read(day)?))
}

/// `0-5000元` → `0 至 5000 元`.
pub fn ranged(text: &str) -> Option<String> {
    let (low, high) = text.split_once(['-', '—', '–', '~', '～'])?;
    let number = |text: &str| !text.is_empty() && text.chars().all(|c| c.is_ascii_digit());
    number(low).then(|| Some(format!("{low} 至 {}", with_unit(high)?)))?
}

/// `80周岁` → `80 周岁`, a bare number as it is.
fn with_unit(text: &str) -> Option<String> {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let (number, unit) = text.split_at_checked(end)?;
    match (number.is_empty(), unit.is_empty()) {
        (true, _) => None,
        (false, true) => Some(number.to_owned()),
        (false, false) => {
            crate::keyword::lookup(unit, crate::keyword::Context::Unit).map(|_| format!("{number} {unit}"))
        }
    }
}

/// The number that a line begins with as in a list on paper, with the blanks behind it: `1. 身份证`, `1、`, `（1）`, `一、`, `①`.
pub(crate) fn list_number(line: &str) -> Option<&str> {
    let numeral = |c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c);
    let bare = line.trim_start_matches(['（', '(']);
    let open = line.len() > bare.len();
    let rest = bare.trim_start_matches(numeral);
    let number = bare.strip_suffix(rest)?;
    let rest = match (number.is_empty(), open) {
        (true, false) => line.strip_prefix(|c| ('①'..='⑳').contains(&c))?,
        (true, true) => return None,
        (false, true) => rest.strip_prefix(['）', ')'])?,
        (false, false) if number.is_ascii() => rest.strip_prefix(['.', '．', '、', ')', '）'])?,
        (false, false) => rest.strip_prefix('、')?,
    };
    let words = rest.trim_start();
    let named = words.chars().next().is_some_and(|c| c.is_alphabetic() && !numeral(c));
    line.strip_suffix(words).filter(|_| named && number.chars().count() <= 3)
}
