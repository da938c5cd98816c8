//! Words written without a blank between them where the language allows it: `自受理之日起`, `逾期视为受理`, `由县级`, `不超过30…`.

use crate::{
    keyword::{Class, Context, Keyword, candidates, choose},
    numeral,
    spoken::COMPARING,
};

/// A clause keyword and what is written directly behind it.
pub(crate) fn clause(text: &str) -> Option<(Keyword, &str)> {
    text.char_indices().skip(1).find_map(|(at, _)| {
        let (head, tail) = text.split_at_checked(at)?;
        let keyword = choose(candidates(head), Context::Clause)?;
        fits(keyword, tail).then_some((keyword, tail))
    })
}

fn fits(keyword: Keyword, tail: &str) -> bool {
    match keyword {
        Keyword::Since => choose(candidates(without_since_tail(tail)), Context::Event)
            .is_some_and(|word| word.class() == Class::Event),
        Keyword::Overdue => {
            matches!(choose(candidates(tail), Context::Value), Some(Keyword::TreatedAccepted | Keyword::Terminate))
        }
        Keyword::By | Keyword::OfPlace | Keyword::ToLevel | Keyword::Within => choose(candidates(tail), Context::Value)
            .is_some_and(|word| matches!(word.class(), Class::Level | Class::Scope)),
        _ => false,
    }
}

/// `受理之日起` → 受理.
pub(crate) fn without_since_tail(text: &str) -> &str {
    let text =
        text.strip_suffix("计算").or_else(|| text.strip_suffix("起算").and(text.strip_suffix('算'))).unwrap_or(text);
    let cut = text.strip_suffix("之日起").or_else(|| text.strip_suffix("之日"));
    let event = |text: &str| choose(candidates(text), Context::Event).is_some_and(|word| word.class() == Class::Event);
    cut.or_else(|| text.strip_suffix('起').filter(|rest| event(rest))).filter(|rest| !rest.is_empty()).unwrap_or(text)
}

/// A word that ends with one of the words that may close a clause: `行政机关负责人批准`.
pub(crate) fn closing(text: &str, keyword: Keyword) -> Option<(&str, Keyword)> {
    keyword.closes().iter().find_map(|&close| {
        let rest = close.spellings().find_map(|spelling| text.strip_suffix(spelling))?;
        (!rest.is_empty()).then_some((rest, close))
    })
}

/// `五天` → `5 工作日`, `三个月` → `3 个月`: a Chinese numeral with a unit, as a whole word.
pub(crate) fn chinese_quantity(text: &str) -> Option<String> {
    let text = text.strip_prefix("一式").unwrap_or(text);
    let end = text.find(|c: char| !numeral::is_numeral(c)).filter(|&end| end > 0)?;
    let (digits, rest) = text.split_at_checked(end)?;
    let rest = rest.strip_suffix('整').unwrap_or(rest);
    let unit = choose(candidates(rest), Context::Unit)?;
    // 百日, 千年 are words: a number says how many hundreds.
    let number = numeral::read(digits).filter(|_| !digits.starts_with(['百', '千']))?;
    Some(match unit {
        Keyword::PlainDays | Keyword::WorkingDays => format!("{number} 工作日"),
        Keyword::CalendarDays
        | Keyword::Months
        | Keyword::HoursUnit
        | Keyword::TimesUnit
        | Keyword::Copies
        | Keyword::Yuan
        | Keyword::WanYuan
        | Keyword::YiYuan => {
            format!("{number} {}", unit.text(crate::tree::Face::Zh))
        }
        Keyword::Years | Keyword::FullYears | Keyword::Sheets => {
            format!("{number} {}", unit.text(crate::tree::Face::Zh))
        }
        _ => return None,
    })
}

/// `自受理之日起20个工作日内` → `自 受理 20 个工作日`, `从受理之日起` → `自 受理`: a limit is within its time anyway.
pub(crate) fn since(text: &str) -> Option<String> {
    let bare = text.strip_suffix("之日起").is_some_and(|event| choose(candidates(event), Context::Event).is_some());
    let rest = if bare { text } else { text.strip_prefix(['自', '从'])? };
    let end = rest.find(|c: char| c.is_ascii_digit()).unwrap_or(rest.len());
    let (event, length) = rest.split_at_checked(end)?;
    let event = without_since_tail(event);
    let known = choose(candidates(event), Context::Event).is_some_and(|word| word.class() == Class::Event);
    if !known || (length.is_empty() && text.starts_with('自')) {
        return None;
    }
    let length = ["以内", "之内", "内"].iter().find_map(|word| length.strip_suffix(word)).unwrap_or(length);
    let unit = length.find(|c: char| !c.is_ascii_digit());
    let length = match unit.and_then(|at| length.split_at_checked(at)) {
        Some((number, unit)) => {
            choose(candidates(unit), Context::Unit)?;
            format!(" {number} {unit}")
        }
        None => String::new(),
    };
    Some(format!("自 {event}{length}"))
}

/// `大于` → `>`.
pub(crate) fn comparison(text: &str) -> Option<&'static str> {
    COMPARING.iter().find(|(word, _)| *word == text).map(|(_, sign)| *sign)
}

/// `原件1份` → `原件 1 份`, `居住证原件1份` → `居住证 原件 1 份`, `法定20个工作日` → `法定 20 个工作日`, `年龄大于80` → `年龄 > 80`: what stands before a
/// number is a word of the language, ends with one, or is compared with it. Other names may well end in a number.
pub(crate) fn counted(text: &str) -> Option<String> {
    let (head, rest) = text.split_at_checked(text.find(|c: char| c.is_ascii_digit())?)?;
    let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
    let (number, unit) = rest.split_at_checked(end)?;
    counted_in(head, number, unit)
}

/// As [`counted`], in Chinese numerals: `原件一份`. Only behind a form of a document: other names may well hold a number in words.
pub(crate) fn counted_in_words(text: &str) -> Option<String> {
    let (head, rest) = text.split_at_checked(text.find(numeral::is_numeral)?)?;
    let head = head.strip_suffix("一式").unwrap_or(head);
    let rest = rest.strip_prefix("一式").unwrap_or(rest);
    let (number, unit) = rest.split_at_checked(rest.find(|c: char| !numeral::is_numeral(c))?)?;
    choose(candidates(unit), Context::Unit)?;
    Some(format!("{} {} {unit}", formed(head)?, numeral::read(number)?))
}

fn counted_in(head: &str, number: &str, unit: &str) -> Option<String> {
    let unit = match unit {
        "" => None,
        unit => Some(choose(candidates(unit), Context::Unit).map(|_| unit)?),
    };
    let compared = COMPARING.iter().find_map(|(word, sign)| {
        let fact = head.strip_suffix(word).filter(|fact| !fact.is_empty() && comparison(head).is_none())?;
        Some(format!("{fact} {sign}"))
    });
    let compared = compared.or_else(|| comparison(head).map(str::to_owned));
    let head = compared.or_else(|| unit.and_then(|_| counting(head)))?;
    let unit = unit.map(|unit| format!(" {unit}")).unwrap_or_default();
    Some(format!("{head} {number}{unit}"))
}

/// The words before a number with its unit.
fn counting(head: &str) -> Option<String> {
    let found = candidates(head);
    if choose(found, Context::Value).or_else(|| choose(found, Context::Clause)).is_some() {
        return Some(head.to_owned());
    }
    formed(head)
}

/// A form of a document, perhaps with the document before it.
fn formed(head: &str) -> Option<String> {
    [Keyword::OriginalAndCopy, Keyword::OriginalOrCopy, Keyword::Original, Keyword::Photocopy].into_iter().find_map(
        |form| {
            let form = form.text(crate::tree::Face::Zh);
            let document = head.strip_suffix(form)?;
            Some(if document.is_empty() { form.to_owned() } else { format!("{document} {form}") })
        },
    )
}
