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

/// `跨省` → 全国: what is handled across a border is handled everywhere inside the next one.
pub(crate) fn scope(text: &str) -> Option<&'static str> {
    use matter_syntax::keyword::Keyword;
    let scope = match text.trim_end_matches("通办") {
        "跨省" | "跨域" => Keyword::WholeCountry,
        "跨市" | "省内" => Keyword::WholeProvince,
        "跨区" | "跨县" | "跨区县" | "市内" => Keyword::WholeCity,
        "跨镇" | "跨街道" | "跨乡镇" | "区内" | "县内" => Keyword::WholeCounty,
        _ => return None,
    };
    Some(zh(scope))
}

/// A number in Chinese numerals, with its unit: `八十`, `八十周岁`.
pub(crate) fn number(text: &str) -> Option<String> {
    let end = text
        .find(|c: char| !"一二三四五六七八九十百千零〇两壹贰叁肆伍陆柒捌玖拾佰仟廿卅".contains(c))
        .unwrap_or(text.len());
    let (digits, unit) = text.split_at_checked(end)?;
    let number = read_numeral(digits).filter(|_| !digits.is_empty())?;
    Some(if unit.is_empty() { number.to_string() } else { format!("{number} {unit}") })
}

/// A condition written as one word, of one of the facts: `年满80周岁` → `年龄 ≥ 80 周岁`, `由他人代办为是` → `由他人代办 = 是`, `年龄未满18周岁`; and
/// whether that was meant beyond doubt.
pub(crate) fn condition<'n>(text: &str, facts: impl Iterator<Item = &'n str>) -> Option<(String, bool)> {
    let mut facts: Vec<&str> = facts.collect();
    facts.sort_unstable_by_key(|fact| (std::cmp::Reverse(fact.len()), *fact));
    if let Some(age) = hints::age_reached(text).filter(|_| facts.contains(&"年龄")) {
        return Some((format!("年龄 ≥ {age} 周岁"), true));
    }
    if let Some(compared) =
        hints::compared("年龄", text).filter(|text| text.ends_with("周岁") && facts.contains(&"年龄"))
    {
        return Some((format!("年龄 {compared}"), true));
    }
    if let Some(negated) = negated(text, &facts) {
        return Some(negated);
    }
    facts.into_iter().find_map(|fact| {
        let rest = text.strip_prefix(fact)?;
        if matches!(rest, "时" | "的" | "的情况下" | "的情形") {
            return Some((fact.to_owned(), true));
        }
        if let Some(compared) = hints::compared(fact, rest) {
            return Some((format!("{fact} {compared}"), true));
        }
        let value = ["等于", "为", "是"].into_iter().find_map(|word| rest.strip_prefix(word))?;
        (!value.is_empty()).then(|| (format!("{fact} = {value}"), matches!(value, "是" | "否")))
    })
}

/// `非有空调`, `无空调` → `非 有空调`.
fn negated(text: &str, facts: &[&str]) -> Option<(String, bool)> {
    let (word, rest) =
        ["没有", "非", "不", "无", "未", "没"].into_iter().find_map(|word| Some((word, text.strip_prefix(word)?)))?;
    let fact = facts.iter().find(|fact| **fact == rest);
    let whole = facts.iter().find(|fact| fact.strip_prefix(['有', '是', '已']) == Some(rest));
    let fact = fact.or(whole.filter(|_| word != "非"))?;
    Some((format!("非 {fact}"), true))
}

/// A word for yes or no that the language does not know.
pub(crate) fn yes_or_no(text: &str) -> Option<&'static str> {
    match text {
        "有" | "是的" | "对" | "真" | "true" | "yes" | "Y" | "√" => Some("是"),
        "无" | "没有" | "不是" | "假" | "false" | "no" | "N" | "×" => Some("否"),
        _ => None,
    }
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
