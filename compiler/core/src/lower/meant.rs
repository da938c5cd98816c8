//! What people write where the language has a form of its own → that form. Knows words only; whether a name exists is asked elsewhere.

use matter_syntax::hints;
use matter_syntax::read_numeral;

use super::words::zh;
use crate::hir::Level;

/// Words that people open a condition with.
const IF: [&str; 7] = ["如果", "假如", "假若", "若是", "凡", "若", "如"];

/// Whether a word stands for 当.
pub(crate) fn opens_condition(word: &str) -> bool {
    IF.contains(&word)
}

/// `若由他人代办` → 由他人代办.
pub(crate) fn behind_if(text: &str) -> Option<&str> {
    let words = IF.into_iter().chain(["当"]);
    words.filter_map(|word| text.strip_prefix(word)).find(|rest| !rest.is_empty())
}

/// `原件、复印件各1份` → `原件和复印件 1 份`.
pub(crate) fn copies_of_both(text: &str) -> Option<String> {
    let both = ["原件、复印件", "原件和复印件", "原件及复印件", "原件与复印件", "原件复印件"];
    let rest = both.into_iter().find_map(|both| text.strip_prefix(both))?;
    let number = rest.trim_start().trim_start_matches(['各', '均']).trim_end_matches(['份', '套']);
    let number = read_numeral(number.trim()).filter(|number| *number > 0)?;
    Some(format!("原件和复印件 {number} 份"))
}

/// `街道办` → 乡镇（街道）.
pub(crate) fn level(text: &str) -> Option<&'static str> {
    let level = match text {
        "国" | "国家" | "中央" => Level::Nation,
        "省" | "自治区" => Level::Province,
        "市" | "地级市" => Level::City,
        "区" | "县" | "区级" | "区县" | "县区" | "县（区）" | "区（县）" => Level::County,
        "街道" | "街道办" | "街道办事处" | "乡" | "镇" | "乡镇" | "镇街" | "乡级" | "镇级" | "街道级" => {
            Level::Town
        }
        "村" | "社区" | "居委会" | "村委会" | "居委" | "村级" => Level::Village,
        _ => return None,
    };
    Some(zh(level.keyword()))
}

/// A number in Chinese numerals, with its unit: `八十`, `八十周岁`.
pub(crate) fn number(text: &str) -> Option<String> {
    let end = text.find(|c: char| !"一二三四五六七八九十百千零〇两".contains(c)).unwrap_or(text.len());
    let (digits, unit) = text.split_at_checked(end)?;
    let number = read_numeral(digits).filter(|_| !digits.is_empty())?;
    Some(if unit.is_empty() { number.to_string() } else { format!("{number} {unit}") })
}

/// A condition written as one word, of one of the facts: `年满80周岁` → `年龄 ≥ 80 周岁`, `由他人代办为是` → `由他人代办 = 是`.
pub(crate) fn condition<'n>(text: &str, facts: impl Iterator<Item = &'n str>) -> Option<String> {
    let mut facts: Vec<&str> = facts.collect();
    facts.sort_unstable_by_key(|fact| (std::cmp::Reverse(fact.len()), *fact));
    if let Some(age) = hints::age_reached(text).filter(|_| facts.contains(&"年龄")) {
        return Some(format!("年龄 ≥ {age} 周岁"));
    }
    facts.into_iter().find_map(|fact| {
        let rest = text.strip_prefix(fact)?;
        let value = ["等于", "为", "是"].into_iter().find_map(|word| rest.strip_prefix(word))?;
        (!value.is_empty()).then(|| format!("{fact} = {value}"))
    })
}

/// Documents named in one word, with what joins them: `户口簿或者居住证`, `户口簿和居住证`, `户口簿/居住证`.
pub(crate) fn several(text: &str) -> Option<(Vec<&str>, &'static [&'static str])> {
    const WORDS: [(&str, &[&str]); 8] = [
        ("或者", &[" 或 "]),
        ("以及", &["、"]),
        ("或", &[" 或 "]),
        ("和", &["、"]),
        ("及", &["、"]),
        ("与", &["、"]),
        ("/", &[" 或 ", "、"]),
        ("／", &[" 或 ", "、"]),
    ];
    WORDS.into_iter().find_map(|(word, joined)| {
        let parts: Vec<&str> = text.split(word).collect();
        (parts.len() > 1 && parts.iter().all(|part| !part.is_empty())).then_some((parts, joined))
    })
}
