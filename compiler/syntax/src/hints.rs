//! Likely slips and what was meant. Used by the parser and by the name resolution, which knows which names exist.

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
