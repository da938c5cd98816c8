//! A comparison as people say it (`不满 18 周岁`, `200 平方米以上`, `16-18 周岁`) → as the language writes it. Knows words and numbers, no facts.
//!
//! “以上”“以下”“以内” include the number, “不满”“超过” do not (Civil Code, art. 1259).

use crate::{
    hints,
    keyword::{Context, Keyword, candidates, lookup},
    tree::Face,
};

mod value;

use value::{Value, value};

/// A part of a text that says a comparison in words.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Spoken {
    /// Where it begins in the text, behind the fact.
    pub(crate) start: usize,
    /// Where it ends.
    pub(crate) end: usize,
    /// What may have been meant; if there is one, it was.
    pub(crate) meant: Vec<String>,
    /// Whether the first of them was meant beyond doubt.
    pub(crate) certain: bool,
}

/// What stands before a comparison.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Subject<'t> {
    /// The name of a fact.
    Fact(&'t str),
    /// A word of 时限 whose number is a limit anyway.
    Limit,
    /// 起 or 前 behind a day.
    Window,
    /// Nothing: a cell of a table, or the range behind the colon of a declaration.
    Cell,
}

/// Every comparison in words, from left to right.
pub(crate) fn comparisons(text: &str) -> Vec<Spoken> {
    let mut found = Vec::new();
    let mut from = 0;
    let starts: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
    for at in starts {
        let rest = text.get(at..).unwrap_or_default();
        if at < from || rest.starts_with(char::is_whitespace) {
            continue;
        }
        match subject(text, at).and_then(|subject| chain(text, at, subject)) {
            Some((end, spoken)) => {
                from = end;
                found.extend(spoken);
            }
            // 不超过 is not 超过.
            None => from = at + lead_of(rest).map_or(0, str::len),
        }
    }
    found
}

/// As [`comparisons`], of a cell of a table: it says one comparison and nothing else.
pub(crate) fn cell(text: &str) -> Option<Spoken> {
    let (end, spoken) = chain(text, 0, Subject::Cell)?;
    spoken.filter(|_| end == text.len())
}

/// A number with its unit, all of the text, if the language writes it otherwise.
pub(crate) fn amount(text: &str) -> Option<String> {
    let value = value(text).filter(|value| value.rest.is_empty() && value.certain)?;
    Some(value.with(value.unit))
}

/// `不满18周岁` behind a fact.
pub(crate) fn behind_fact(fact: &str, text: &str) -> Option<String> {
    let (end, spoken) = chain(text, 0, Subject::Fact(fact))?;
    let spoken = spoken.filter(|spoken| end == text.len() && spoken.certain)?;
    spoken.meant.into_iter().next()
}

/// What people write for a sign of comparison, longer words first.
pub(crate) const COMPARING: [(&str, &str); 20] = [
    ("大于或等于", "≥"),
    ("小于或等于", "≤"),
    ("大于等于", "≥"),
    ("小于等于", "≤"),
    ("不等于", "≠"),
    ("不小于", "≥"),
    ("不低于", "≥"),
    ("不少于", "≥"),
    ("不大于", "≤"),
    ("不高于", "≤"),
    ("不多于", "≤"),
    ("不超过", "≤"),
    ("大于", ">"),
    ("小于", "<"),
    ("高于", ">"),
    ("低于", "<"),
    ("多于", ">"),
    ("少于", "<"),
    ("超过", ">"),
    ("等于", "="),
];

/// Other words that compare, longer ones first. None begins as one of [`COMPARING`] does.
const LEADING: [(&str, &str); 25] = [
    ("未达到", "<"),
    ("未超过", "≤"),
    ("不早于", "≥"),
    ("不晚于", "≤"),
    ("不迟于", "≤"),
    ("不满", "<"),
    ("未满", "<"),
    ("不足", "<"),
    ("未达", "<"),
    ("超出", ">"),
    ("晚于", ">"),
    ("早于", "<"),
    ("已满", "≥"),
    ("年满", "≥"),
    ("达到", "≥"),
    ("至少", "≥"),
    ("最少", "≥"),
    ("至多", "≤"),
    ("最长", "≤"),
    ("最多", "≤"),
    ("介于", "在"),
    ("处于", "在"),
    ("满", "≥"),
    ("在", "在"),
    ("是", "在"),
];

/// All words that compare.
fn leads() -> impl Iterator<Item = &'static (&'static str, &'static str)> {
    COMPARING.iter().chain(&LEADING)
}

/// Signs of the language, longer ones first.
const SIGNS: [(&str, &str); 18] = [
    ("为", "="),
    (">=", "≥"),
    ("<=", "≤"),
    ("＞=", "≥"),
    ("＜=", "≤"),
    ("＞＝", "≥"),
    ("＜＝", "≤"),
    ("==", "="),
    ("!=", "≠"),
    ("≥", "≥"),
    ("≤", "≤"),
    ("≠", "≠"),
    (">", ">"),
    ("<", "<"),
    ("＞", ">"),
    ("＜", "<"),
    ("＝", "="),
    ("=", "="),
];

/// Whether a word compares a fact with the number behind it.
pub(crate) fn compares(word: &str) -> bool {
    leads().any(|(lead, _)| *lead == word)
}

/// Whether a name behind a fact is a comparison without blanks: `未满18周岁`, `壹百万元以上`.
pub(crate) fn begins(name: &str) -> bool {
    let counted = name.contains(|c: char| c.is_ascii_digit()) || name.contains(crate::numeral::is_numeral);
    counted && (lead_of(name).is_some() || name.starts_with(crate::numeral::is_numeral))
}

/// Whether a word ends with one that compares.
pub(crate) fn ends_comparing(word: &str) -> bool {
    leads().any(|(lead, _)| word.ends_with(lead))
}

/// What the comparison at an offset is about: the word before it, or the part of its own word before it.
fn subject(text: &str, at: usize) -> Option<Subject<'_>> {
    let before = text.get(..at)?;
    let glued = before.chars().next_back().is_some_and(|c| !c.is_whitespace() && !"：:；;，、,（(|".contains(c));
    if glued && (before.ends_with(|c: char| !c.is_alphanumeric()) || !text.get(at..).is_some_and(begins_with_lead)) {
        return None;
    }
    let trimmed = before.trim_end();
    if trimmed.ends_with(['：', ':']) {
        return Some(Subject::Cell);
    }
    let word = trimmed.rsplit(|c: char| c.is_whitespace() || "：:；;，、,（(|".contains(c)).next()?;
    if matches!(word, "起" | "前") {
        return Some(Subject::Window);
    }
    let found = candidates(word);
    if matches!(found, [] | [Keyword::Yes | Keyword::No]) {
        let named = word.chars().next().is_some_and(char::is_alphabetic) && !compares(word);
        return named.then_some(Subject::Fact(word));
    }
    let limit = found.iter().any(|word| matches!(word, Keyword::Statutory | Keyword::Promised));
    limit.then_some(Subject::Limit)
}

fn begins_with_lead(text: &str) -> bool {
    lead_of(text).is_some() || SIGNS.iter().any(|(sign, _)| text.starts_with(sign))
}

/// The word that compares, if the text begins with one.
fn lead_of(text: &str) -> Option<&'static str> {
    leads().map(|(lead, _)| *lead).find(|lead| text.starts_with(lead))
}

/// One bound or several of one fact: `16 周岁以上 18 周岁以下`. The end of what was read, and what it says if that is no form of the language.
fn chain(text: &str, at: usize, subject: Subject<'_>) -> Option<(usize, Option<Spoken>)> {
    let first = bound(text, at, subject == Subject::Cell)?;
    let (mut end, mut odd, mut certain) = (first.end, first.odd, first.ways.len() == 1);
    let mut ways = first.ways.clone();
    if subject == Subject::Limit {
        return limit(at, &first);
    }
    if subject == Subject::Window {
        return window(at, &first);
    }
    let mut rest = end;
    while let Subject::Fact(fact) = subject {
        let Some(next) = bound_behind(text, rest) else { break };
        let (Some(before), [sign]) = (ways.pop(), next.ways.as_slice()) else { break };
        ways = vec![format!("{before} 且 {fact} {sign}")];
        (end, odd, certain, rest) = (next.end, true, certain && next.certain, next.end);
    }
    if !odd {
        return Some((end, None));
    }
    certain &= first.certain && !first.dated(subject);
    let mut meant: Vec<String> = ways;
    if subject == Subject::Cell {
        meant = meant.into_iter().map(|way| way.strip_prefix("= ").map_or(way.clone(), str::to_owned)).collect();
    }
    meant.extend(first.windows(subject));
    // A sign and a word that compare side by side: one of them is one too many.
    certain &= first.quoted.is_none();
    meant.extend(first.quoted.clone());
    let glued = text.get(..at).is_some_and(|before| before.ends_with(char::is_alphanumeric));
    let meant = meant.into_iter().map(|way| if glued { format!(" {way}") } else { way }).collect();
    Some((end, Some(Spoken { start: at, end, meant, certain })))
}

/// `承诺 不超过 5 个工作日`: a limit is one anyway.
fn limit(at: usize, bound: &Bound) -> Option<(usize, Option<Spoken>)> {
    let time = bound.length_of_time();
    let most = bound.ways.first().is_some_and(|way| way.starts_with('≤'));
    let spoken = Spoken { start: at, end: bound.end, meant: vec![bound.value.clone()], certain: true };
    Some((bound.end, Some(spoken).filter(|_| most && time && bound.odd)))
}

/// `毕业日期 起 不超过 2 年`: a window is bounded by 内, or from below by 满.
fn window(at: usize, bound: &Bound) -> Option<(usize, Option<Spoken>)> {
    let way = bound.ways.first()?;
    let meant = match way.chars().next()? {
        '≤' => format!("{}内", bound.value),
        '≥' if bound.lead != Some("满") && bound.lead != Some("至少") => format!("满 {}", bound.value),
        _ => return Some((bound.end, None)),
    };
    let odd = bound.odd && bound.length_of_time() && !(bound.inside && bound.lead.is_none());
    let spoken = Spoken { start: at, end: bound.end, meant: vec![meant], certain: true };
    Some((bound.end, Some(spoken).filter(|_| odd)))
}

/// A comparison with one number, or with a range.
#[derive(Clone, Debug)]
struct Bound {
    end: usize,
    /// With its sign: `≥ 18 周岁`; several where the words can be read so.
    ways: Vec<String>,
    /// The number or range alone.
    value: String,
    unit: Option<Keyword>,
    /// Whether it is no form of the language.
    odd: bool,
    certain: bool,
    /// The word before the number.
    lead: Option<&'static str>,
    /// 内, 以内 behind it.
    inside: bool,
    /// The same as a value in quotes.
    quoted: Option<String>,
}

impl Bound {
    const fn length_of_time(&self) -> bool {
        matches!(
            self.unit,
            Some(
                Keyword::Years
                    | Keyword::Months
                    | Keyword::PlainDays
                    | Keyword::CalendarDays
                    | Keyword::WorkingDays
                    | Keyword::HoursUnit
            )
        )
    }

    /// Whether it may be a time since a day, as `毕业日期 满 2 年`.
    fn dated(&self, subject: Subject<'_>) -> bool {
        self.length_of_time() && matches!(subject, Subject::Fact(_))
    }

    /// What it says of a day: a window behind it or before it.
    fn windows(&self, subject: Subject<'_>) -> Vec<String> {
        if !self.dated(subject) {
            return Vec::new();
        }
        match self.lead {
            _ if self.inside => vec![format!("起 {}内", self.value), format!("前 {}内", self.value)],
            Some("满" | "已满") => vec![format!("起 满 {}", self.value)],
            Some("不满" | "未满" | "不足" | "不超过") => vec![format!("起 {}内", self.value)],
            _ => Vec::new(),
        }
    }
}

/// The next bound of the same fact, behind what joins the two.
fn bound_behind(text: &str, at: usize) -> Option<Bound> {
    let mut rest = text.get(at..)?;
    let joined = ["，", "、", ",", "并且", "且", "但", "而", "至", "到"];
    rest = rest.trim_start();
    rest = joined.iter().find_map(|word| rest.strip_prefix(word)).unwrap_or(rest).trim_start();
    let start = text.len() - rest.len();
    let bound = bound(text, start, false)?;
    bound.odd.then_some(bound)
}

/// `alone`: a range needs no sign before it.
fn bound(text: &str, at: usize, alone: bool) -> Option<Bound> {
    let rest = text.get(at..)?;
    let said = leads().find(|(lead, _)| rest.starts_with(lead));
    let signed = SIGNS.iter().find(|(sign, _)| rest.starts_with(sign));
    let written = said.or(signed).map_or("", |(lead, _)| lead);
    let lead = said.or(signed).map(|(_, sign)| *sign);
    let behind = rest.get(written.len()..)?.trim_start();
    let low = value(behind)?;
    let mut odd = said.is_some() || low.odd;
    let mut read = behind.len() - low.rest.len();
    if let Some(high) = range(&low) {
        let tail = ["之间", "以内", "之内"].iter().find(|word| high.rest.starts_with(**word)).map_or("", |word| word);
        let tail = if tail.is_empty() && high.rest.trim_start().starts_with("之间") {
            high.rest.get(..high.rest.len() - high.rest.trim_start().len() + "之间".len())?
        } else {
            tail
        };
        read = behind.len() - high.rest.len() + tail.len();
        odd = odd || high.odd || !tail.is_empty() || (lead.is_none() && !alone);
        let fits = matches!(lead, None | Some("=" | "在"));
        (fits && !word_goes_on(high.rest.get(tail.len()..)?)).then_some(())?;
        let low_unit = if low.unit == high.unit { None } else { low.unit };
        let value = format!("{} 至 {}", low.with(low_unit), high.with(high.unit));
        let end = text.len() - behind.len() + read;
        let (unit, lead) = (high.unit, None);
        let certain = low.certain && high.certain;
        let (ways, quoted) = (vec![format!("= {value}")], quoted(signed, text.get(at..end)?));
        return Some(Bound { end, ways, value, unit, odd, certain, lead, inside: false, quoted });
    }
    let suffix = suffix(low.rest);
    read += suffix.map_or(0, |suffix| suffix.length);
    odd = odd || suffix.is_some();
    (!word_goes_on(behind.get(read..)?) && (lead.is_some() || suffix.is_some())).then_some(())?;
    let value = low.with(low.unit);
    let signs = signs(lead, suffix)?;
    let ways = signs.iter().map(|sign| format!("{sign} {value}")).collect();
    let end = text.len() - behind.len() + read;
    let inside = suffix.is_some_and(|suffix| suffix.inside);
    let lead = said.map(|(lead, _)| *lead);
    let quoted = suffix.and_then(|_| quoted(signed, text.get(at..end)?));
    Some(Bound { end, ways, value, unit: low.unit, odd, certain: low.certain, lead, inside, quoted })
}

/// `= 60岁以上` may as well be a value that a declaration lists.
fn quoted(signed: Option<&(&str, &str)>, written: &str) -> Option<String> {
    let (sign, _) = signed.filter(|(_, sign)| *sign == "=")?;
    let value = written.strip_prefix(sign)?.trim_start();
    (!value.contains(char::is_whitespace)).then(|| format!("= 「{value}」"))
}

/// The other end of a range.
fn range<'t>(low: &Value<'t>) -> Option<Value<'t>> {
    const TO: [&str; 11] = ["至", "到", "-", "－", "—", "–", "~", "～", "―", "−", "和"];
    let behind = low.rest.trim_start();
    let blank = behind.len() < low.rest.len();
    let word = TO.iter().find(|word| behind.starts_with(**word))?;
    let rest = behind.get(word.len()..)?.trim_start_matches('—');
    let next = rest.trim_start();
    let mut high = value(next)?;
    if *word == "和" && !high.rest.trim_start().starts_with("之间") {
        return None;
    }
    let plain = match *word {
        "至" => blank && next.len() < rest.len(),
        "~" | "～" => true,
        _ => false,
    };
    high.odd = high.odd || !plain;
    (high.date == low.date).then_some(high)
}

/// What is said behind a number.
#[derive(Clone, Copy, Debug)]
struct Suffix {
    length: usize,
    signs: &'static [&'static str],
    inside: bool,
}

fn suffix(rest: &str) -> Option<Suffix> {
    const WORDS: [(&str, &[&str]); 25] = [
        ("（含）以上", &["≥"]),
        ("(含)以上", &["≥"]),
        ("（含）以下", &["≤"]),
        ("(含)以下", &["≤"]),
        ("（含本数）以上", &["≥"]),
        ("（含本数）以下", &["≤"]),
        ("（不含）以上", &[">"]),
        ("(不含)以上", &[">"]),
        ("（不含）以下", &["<"]),
        ("(不含)以下", &["<"]),
        ("以上（含）", &["≥"]),
        ("以下（含）", &["≤"]),
        ("及以上", &["≥"]),
        ("及以下", &["≤"]),
        ("以上", &["≥"]),
        ("以下", &["≤"]),
        ("以内", &["≤"]),
        ("之内", &["≤"]),
        ("内", &["≤"]),
        ("以后", &["≥", ">"]),
        ("之后", &[">", "≥"]),
        ("以前", &["<", "≤"]),
        ("之前", &["<", "≤"]),
        ("（含）", &[]),
        ("(含)", &[]),
    ];
    let behind = rest.trim_start();
    let blanks = rest.len() - behind.len();
    let (word, signs) = WORDS.into_iter().find(|(word, _)| behind.starts_with(word))?;
    // `10 个工作日内` with a blank before 内 is a window of the language.
    let inside = word.ends_with('内');
    Some(Suffix { length: blanks + word.len(), signs, inside })
}

/// The signs that a word before a number and one behind it can mean together; `None` if they contradict each other.
fn signs(lead: Option<&'static str>, suffix: Option<Suffix>) -> Option<Vec<&'static str>> {
    let behind = suffix.map_or(&[][..], |suffix| suffix.signs);
    Some(match lead {
        None | Some("=" | "在") if !behind.is_empty() => behind.to_vec(),
        None => return None,
        Some("在") => vec!["="],
        Some(sign) if behind.is_empty() || behind.contains(&sign) => vec![sign],
        Some(_) => return None,
    })
}

/// Whether a word goes on that the number is only a part of: `18周岁老人`.
fn word_goes_on(rest: &str) -> bool {
    let joined = ["且", "并且", "或", "但", "而", "至", "到", "、", "，"].iter().any(|word| rest.starts_with(word));
    let said = leads().any(|(lead, _)| rest.starts_with(lead) && lead.chars().count() > 1);
    rest.starts_with(|c: char| c.is_alphanumeric() || c == '（' || c == '(') && !joined && !said
}

/// The unit that a text begins with, and its length.
fn unit_at(text: &str) -> Option<(Keyword, usize)> {
    let ends = text.char_indices().map(|(at, c)| at + c.len_utf8()).take(6);
    ends.filter_map(|end| {
        let word = text.get(..end)?;
        let unit = hints::unit_in_other_words(word).or_else(|| lookup(word, Context::Unit))?;
        Some((unit, end))
    })
    .last()
}

fn unit_text(unit: Keyword) -> String {
    let text = unit.text(Face::Zh);
    if matches!(unit, Keyword::Percent | Keyword::Permille) { text.to_owned() } else { format!(" {text}") }
}
