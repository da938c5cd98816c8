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
