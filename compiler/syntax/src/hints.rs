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

/// Whether a name can be written without `「」`: the grammar reads it as one word, and no part of it as an operator.
pub(crate) fn is_word(text: &str) -> bool {
    let mut letters = text.chars();
    let begins = letters.next().is_some_and(char::is_alphabetic);
    begins && letters.all(|c| c.is_alphanumeric() || matches!(c, '_' | '/')) && joined_by_and(text).is_none()
}

/// Whether a declared name can be used without `「」`; parentheses may stand at its end.
pub(crate) fn is_declarable(text: &str) -> bool {
    let plain = text.split(['（', '(']).next().unwrap_or_default();
    let closed = plain.len() == text.len() || text.ends_with(['）', ')']);
    let look_alike = text.chars().any(|c| !c.is_alphanumeric() && !matches!(c, '_' | '/' | '（' | '）' | '(' | ')'));
    is_word(plain) && closed && !look_alike
}

/// The head of a group as one word: `当有空调为是` → `当 有空调 = 是`.
pub(crate) fn group(text: &str) -> Option<String> {
    let opened = ["如果", "假如", "当", "若", "如", "凡"].into_iter().find_map(|word| text.strip_prefix(word));
    let opened = opened.filter(|rest| !rest.is_empty() && !rest.starts_with(char::is_whitespace));
    let said = ["为是", "为否", "的", "时"].iter().any(|end| text.len() > end.len() && text.ends_with(end));
    let rest = opened.or_else(|| Some(text).filter(|text| said && !text.contains(char::is_whitespace)))?;
    let rest =
        ["的情况下", "的情形", "的情况", "时", "的"].into_iter().find_map(|end| rest.strip_suffix(end)).unwrap_or(rest);
    let valued = ["等于", "为", "是"].into_iter().find_map(|word| rest.split_once(word));
    Some(match valued.filter(|(fact, value)| !fact.is_empty() && !value.is_empty()) {
        Some((fact, value)) => format!("当 {} = {}", fact.trim_end(), value.trim_start()),
        None => format!("当 {rest}"),
    })
}

/// `法定办结时限` → 法定.
pub fn limit(text: &str) -> Option<&'static str> {
    let rest = text.strip_suffix("时限").or_else(|| text.strip_suffix("期限"))?;
    match rest.trim_end_matches("办结").trim_end_matches("办理") {
        "法定" => Some("法定"),
        "承诺" => Some("承诺"),
        _ => None,
    }
}

/// A number with its unit as people write it: `100m` → `100 米`, `4万平方米` → `40_000 平方米`. Knows no facts.
pub fn amount(text: &str) -> Option<String> {
    crate::spoken::amount(text)
}

/// What is said of a fact in one word: `不满18周岁` → `< 18 周岁`.
pub fn compared(fact: &str, text: &str) -> Option<String> {
    crate::spoken::behind_fact(fact, text)
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
        _ if unit_in_other_words(word).is_some() => unit_in_other_words(word),
        _ if FOREIGN.contains(&word) => None,
        _ => {
            let (unit, bound) = BOUNDS.iter().find_map(|(end, bound)| Some((word.strip_suffix(end)?, *bound)))?;
            let unit = crate::keyword::lookup(unit, crate::keyword::Context::Unit)?;
            return Some((Some(unit), Some(bound)));
        }
    };
    Some((plain, None))
}

/// Units that people write otherwise than the language does: `m2`, `平方`, `周年`.
pub(crate) fn unit_in_other_words(word: &str) -> Option<Keyword> {
    match word {
        "m2" | "m²" | "㎡" | "平米" | "平方" => Some(Keyword::SquareMetres),
        "周年" => Some(Keyword::Years),
        "m" | "M" => Some(Keyword::Metres),
        "km" | "KM" => Some(Keyword::Kilometres),
        _ => None,
    }
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

/// The number or mark that a line begins with as in a list on paper, with the blanks behind it: `1. 身份证`, `1.1 身份证`, `（1）`, `一、`, `①`,
/// `A. 身份证`, `• 身份证`, `第一步：受理`.
pub(crate) fn list_number(line: &str) -> Option<&str> {
    let first = line.chars().next()?;
    if first.is_alphabetic() && first != '第' && !first.is_ascii() && !is_list_numeral(first) {
        return None;
    }
    let rest = mark(line).or_else(|| ordinal(line)).or_else(|| numbered(line))?;
    let words = rest.trim_start();
    let named = words.chars().next().is_some_and(|c| c.is_alphabetic() && !is_list_numeral(c));
    let first = words.split(char::is_whitespace).next().unwrap_or_default();
    // `1.5 元` is an amount.
    let counted = crate::keyword::lookup(first, crate::keyword::Context::Unit).is_some();
    line.strip_suffix(words).filter(|_| named && !counted)
}

const fn is_list_numeral(c: char) -> bool {
    c.is_ascii_digit() || matches!(c, '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十')
}

/// What is behind a bullet: nothing else begins so.
fn mark(line: &str) -> Option<&str> {
    const BULLETS: [char; 14] = ['-', '*', '•', '·', '●', '■', '◆', '○', '□', '▪', '–', '—', '►', '◇'];
    let rest = line.strip_prefix(BULLETS)?;
    let rest = rest.trim_start_matches(BULLETS);
    let apart = rest.starts_with(char::is_whitespace) || !line.starts_with(['-', '–', '—']);
    apart.then_some(rest)
}

/// What is behind `第一步：`, `第一、`.
fn ordinal(line: &str) -> Option<&str> {
    let rest = line.strip_prefix('第')?.trim_start_matches(is_list_numeral);
    (rest.len() + '第'.len_utf8() < line.len()).then_some(())?;
    let step = rest.strip_prefix('步').or_else(|| rest.strip_prefix("步骤"));
    match step {
        Some(rest) => rest.strip_prefix(['：', ':', '、', '，', '.', ' ']),
        None => rest.strip_prefix(['、', '，', '：', ':']),
    }
}

/// What is behind a number or a Latin letter, with or without brackets.
fn numbered(line: &str) -> Option<&str> {
    let bare = line.trim_start_matches(['（', '(']);
    let open = line.len() > bare.len();
    let rest = bare.trim_start_matches(is_list_numeral);
    let number = bare.strip_suffix(rest)?;
    if number.chars().count() > 3 {
        return None;
    }
    match (number.is_empty(), open) {
        (true, false) => circled(line).or_else(|| lettered(line)),
        (true, true) => None,
        (false, true) => rest.strip_prefix(['）', ')']),
        (false, false) if number.is_ascii() => {
            outlined(rest).or_else(|| rest.strip_prefix(['.', '．', '、', ')', '）']))
        }
        (false, false) => rest.strip_prefix('、'),
    }
}

fn circled(line: &str) -> Option<&str> {
    line.strip_prefix(|c| ('①'..='⑳').contains(&c))
}

/// `A. 身份证`, `a) 身份证`: one letter and a mark.
fn lettered(line: &str) -> Option<&str> {
    line.strip_prefix(|c: char| c.is_ascii_alphabetic())?.strip_prefix(['.', '．', ')', '）'])
}

/// `.1 身份证` and `.2.1、身份证` behind the first number: a blank or a mark must follow, since `1.5` is a number.
fn outlined(rest: &str) -> Option<&str> {
    let digits = |text: &'_ str| text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let mut rest = rest;
    let mut parts = 0;
    while let Some(behind) = rest.strip_prefix('.') {
        let length = digits(behind);
        if length == 0 {
            break;
        }
        rest = behind.get(length..)?;
        parts += 1;
    }
    let rest = rest.strip_prefix(['.', '、']).or_else(|| rest.starts_with(char::is_whitespace).then_some(rest))?;
    (parts > 0).then_some(rest)
}
