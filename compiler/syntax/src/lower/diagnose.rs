//! Why the rest of a line could not be read: the likely slips by name, otherwise what was found and expected.

use super::{Reader, name::plain_letter, propose, replace};
use crate::{
    error::{Expected, Problem},
    hints,
    tree::Span,
};

impl Reader<'_> {
    /// `bad` is the part of `line` that no rule took.
    pub(crate) fn diagnose(&mut self, line: Span, bad: Span) {
        let text = self.slice(bad);
        let start = bad.start + (text.len() - text.trim_start().len()) as u32;
        let at = Span { start, end: bad.end };
        let text = self.slice(at).trim_end();
        let Some(first) = text.chars().next() else { return };
        let before = self.slice(Span { start: line.start, end: start });
        let one = Span { start, end: start + first.len_utf8() as u32 };
        // A pair that is whole only stands where it may not: behind a word without a blank.
        let whole = |close: char| {
            let inner = text.get(first.len_utf8()..).unwrap_or_default();
            inner.get(..phrase_end(inner).unwrap_or(inner.len())).is_some_and(|phrase| phrase.contains(close))
        };
        if let Some(close) = closing(first).filter(|close| !whole(*close)) {
            let (end, certain) = closing_place(text, first);
            let end = start + end as u32;
            let at = Span { start: end, end };
            let fix = if certain { replace(at, close.to_string()) } else { propose(at, close.to_string()) };
            return self.error_with(Problem::Unterminated { open: first, close }, one, fix);
        }
        if self.cited(text, before, start) || self.spoken_around(line, start) {
            return;
        }
        if self.unquoted_values(line, start) || self.pasted_row(line) || self.sum(text, start) {
            return;
        }
        if is_invisible(first) {
            return self.error_with(Problem::InvisibleCharacter { character: first }, one, replace(one, ""));
        }
        if let Some(plain) = plain_letter(first) {
            return self.error_with(Problem::LookAlike { found: first, plain }, one, replace(one, plain.to_string()));
        }
        if matches!(first, '/' | '／') && before.ends_with('元') {
            return self.price_per(first, text, at);
        }
        if matches!(first, '—' | '–') && between_numbers(before, text, first) {
            return self.number_dash(first, before, one);
        }
        let compares =
            first == '<' && text.trim_start_matches('<').trim_start().starts_with(|c: char| c.is_ascii_digit());
        if let Some(instead) = wrong_punctuation(first).filter(|_| !compares) {
            let instead_of_one = instead.map(String::from).unwrap_or_default();
            // Half of a pair, with the other half nowhere to be seen, may be either half.
            let half = instead.is_some_and(|instead| closing(instead).is_some() || instead == '」');
            let fix = paired(text, first, start)
                .or_else(|| unopened(before, first, one))
                .unwrap_or_else(|| if half { propose(one, instead_of_one) } else { replace(one, instead_of_one) });
            return self.error_with(Problem::WrongPunctuation { found: first, instead }, one, fix);
        }
        if let Some(operator) = dangling_operator(text) {
            let span = Span { start, end: start + operator.len() as u32 };
            if self.unreadable_value(operator, text, start) {
                return;
            }
            return self.error(Problem::MissingOperand { operator: operator.into() }, span);
        }
        if let Some((word, date)) = chinese_date(text) {
            let span = Span { start, end: start + word.len() as u32 };
            return self.error_with(Problem::BadDate { found: word.into() }, span, replace(span, date));
        }
        self.other(first, text, before, start);
    }

    /// `≥ 18周岁以上`, `16—18 周岁`: what cannot be read is a comparison in words. All of them on the line are told.
    fn spoken_around(&mut self, line: Span, bad: u32) -> bool {
        let line = self.line_at(line);
        let text = self.slice(line);
        if text.starts_with(['|', '｜']) {
            return self.spoken_cells(line);
        }
        let bad = (bad - line.start) as usize;
        let found = crate::spoken::comparisons(text);
        if !found.iter().any(|one| one.start <= bad && bad < one.end) {
            return false;
        }
        for one in &found {
            let before = text.get(..one.start).unwrap_or_default();
            self.refuse_one(line.start, one, holds_condition(before));
        }
        true
    }

    /// A cell says one comparison and nothing else.
    fn spoken_cells(&mut self, line: Span) -> bool {
        let text = self.slice(line);
        let mut start = 0;
        let before = self.errors.len();
        for cell in text.split_inclusive(['|', '｜']) {
            let written = cell.trim_end_matches(['|', '｜']);
            let at = start + written.len() - written.trim_start().len();
            if let Some(one) = crate::spoken::cell(written.trim()) {
                self.refuse_one(line.start + at as u32, &one, true);
            }
            start += cell.len();
        }
        self.errors.len() > before
    }

    /// `信息项 年龄段：未满18周岁、18至60周岁`: a value that is no word of the language is quoted.
    fn unquoted_values(&mut self, line: Span, bad: u32) -> bool {
        let line = self.line_at(line);
        let text = self.slice(line);
        let Some((head, values)) = text.split_once(['：', ':']).filter(|(head, _)| head.starts_with("信息项"))
        else {
            return false;
        };
        let start = line.start + head.len() as u32;
        let colon = self.slice(Span { start, end: line.end }).chars().next().map_or(0, char::len_utf8) as u32;
        let values = values.split("//").next().unwrap_or_default().trim_end();
        if bad < start || !values.contains('、') || values.contains([' ', '\u{3000}', '“', '"']) {
            return false;
        }
        let quoted: Vec<String> = values
            .split('、')
            .map(|value| if hints::is_word(value) { value.to_owned() } else { format!("「{value}」") })
            .collect();
        let whole = Span { start: start + colon, end: start + colon + values.len() as u32 };
        let found = values.split('、').find(|value| !hints::is_word(value)).unwrap_or_default();
        self.error_with(Problem::Unquoted { found: found.into() }, whole, replace(whole, quoted.join("、")));
        true
    }

    /// `￥100`: the unit stands behind a number.
    fn sum(&mut self, text: &str, start: u32) -> bool {
        let end = text.find(|c: char| c.is_whitespace() || "：:，、；;（）()|/".contains(c)).unwrap_or(text.len());
        let word = text.get(..end).filter(|word| word.starts_with(['￥', '¥']));
        let Some((word, amount)) = word.and_then(|word| Some((word, hints::amount(word)?))) else { return false };
        let span = Span { start, end: start + end as u32 };
        let problem = Problem::ChineseNumber { found: word.into(), write: amount.as_str().into() };
        self.error_with(problem, span, replace(span, amount.as_str()));
        true
    }

    /// A row of a table that came from a sheet, with tabs between its cells, below one with bars.
    fn pasted_row(&mut self, line: Span) -> bool {
        let line = self.line_at(line);
        let text = self.slice(line);
        if !text.contains('\t') {
            return false;
        }
        let above = self.slice(Span { start: 0, end: self.line_start(line) });
        let pasted = |line: &&str| line.trim().contains('\t') && !line.trim().starts_with('|');
        let table = above.lines().rev().find(|line| !pasted(line)).map(str::trim).filter(|line| line.starts_with('|'));
        let cells: Vec<&str> = text.split('\t').map(str::trim).filter(|cell| !cell.is_empty()).collect();
        let Some(table) = table else { return false };
        let columns: Vec<usize> = table.trim_matches('|').split("||").map(|side| side.split('|').count()).collect();
        let (inputs, all) = (columns.first().copied().unwrap_or_default(), columns.iter().sum::<usize>());
        let fixes = if all == cells.len() && columns.len() == 2 {
            let (left, right) = cells.split_at_checked(inputs).unwrap_or_default();
            replace(line, format!("| {} || {} |", left.join(" | "), right.join(" | ")))
        } else {
            Vec::new()
        };
        self.error_with(
            Problem::UnexpectedText { found: text.replace('\t', " ").into(), expected: Vec::new() },
            line,
            fixes,
        );
        true
    }

    /// `16—18`: a range, or a number with a dash in it.
    fn number_dash(&mut self, dash: char, before: &str, at: Span) {
        let blank = if before.ends_with(char::is_whitespace) { "" } else { " " };
        let mut fixes = propose(at, format!("{blank}至 "));
        fixes.extend(propose(at, "-"));
        self.error_with(Problem::WrongPunctuation { found: dash, instead: Some('-') }, at, fixes);
    }

    /// `≥ 100万`: there is a value, but not in a form of the language.
    fn unreadable_value(&mut self, operator: &str, text: &str, start: u32) -> bool {
        let behind = text.get(operator.len()..).unwrap_or_default();
        let blanks = behind.len() - behind.trim_start().len();
        let behind = behind.trim_start();
        if !behind.starts_with(|c: char| c.is_ascii_digit()) {
            return false;
        }
        let start = start + (operator.len() + blanks) as u32;
        if let Some((word, date)) = chinese_date(behind) {
            let span = Span { start, end: start + word.len() as u32 };
            self.error_with(Problem::BadDate { found: word.into() }, span, replace(span, date));
            return true;
        }
        let end = behind.find(|c: char| c.is_whitespace() || "：:，、；;（）()|".contains(c)).unwrap_or(behind.len());
        let Some(word) = behind.get(..end) else { return false };
        let span = Span { start, end: start + end as u32 };
        let fixes = crate::hints::spoken_amount(word).map(|meant| propose(span, meant)).unwrap_or_default();
        self.error_with(Problem::BadNumber { found: word.into() }, span, fixes);
        true
    }

    /// `二〇二四年七月一日`: 〇 ends a word.
    fn year_in_words(&mut self, before: &str, found: &str, start: u32) -> bool {
        let head = before.rsplit(|c: char| !"一二三四五六七八九零".contains(c)).next().unwrap_or_default();
        let whole = format!("{head}{found}");
        let Some(date) = crate::hints::date_in_words(&whole) else { return false };
        let end = start + found.len() as u32;
        let span = Span { start: start - head.len() as u32, end };
        self.error_with(Problem::BadDate { found: whole.into() }, span, replace(span, date));
        true
    }

    /// `10 元/证`: each of a number of things, or only how people speak of a price.
    fn price_per(&mut self, slash: char, text: &str, at: Span) {
        let thing: String = text.chars().skip(1).take_while(|c| c.is_alphanumeric()).collect();
        let end = at.start + (slash.len_utf8() + thing.len()) as u32;
        let whole = Span { start: at.start, end };
        let mut fixes = replace(whole, "");
        fixes.extend(replace(whole, format!(" 每 {thing}")));
        self.error_with(Problem::WrongPunctuation { found: slash, instead: None }, whole, fixes);
    }

    /// `20 天（工作日）`: what is counted in words, and where the unit stands.
    fn days_in_brackets(&self, text: &str, before: &str, start: u32) -> Option<(Span, Span)> {
        let unit = ["天", "日"].into_iter().find(|unit| before.ends_with(unit))?;
        let words = ["（工作日）", "(工作日)"].into_iter().find(|words| text.starts_with(words))?;
        let end = start + words.len() as u32;
        let number = before.strip_suffix(unit)?.trim_end();
        number.ends_with(|c: char| c.is_ascii_digit()).then_some(())?;
        Some((Span { start, end }, Span { start: start - unit.len() as u32, end }))
    }

    fn other(&mut self, first: char, text: &str, before: &str, start: u32) {
        let word: String =
            text.chars().take_while(|c| !c.is_whitespace() && !"：:，、；;（）()|".contains(*c)).collect();
        let found = if word.is_empty() { first.to_string() } else { word };
        let span = Span { start, end: start + found.len() as u32 };
        if first.is_ascii_digit() {
            let subject =
                before.trim_end().split([' ', '\u{3000}', '：', ':', '（', '(']).next_back().unwrap_or_default();
            let named = !subject.is_empty() && crate::keyword::candidates(subject).is_empty();
            let bound = crate::hints::bounded(&found).filter(|_| named).or_else(|| crate::hints::ranged(&found));
            let mut fixes = bound.map(|bound| propose(span, bound)).unwrap_or_default();
            // A name of the catalogue may begin so.
            let worded = found.chars().all(char::is_alphanumeric) && !found.bytes().all(|byte| byte.is_ascii());
            if fixes.is_empty() && worded {
                fixes = propose(span, format!("「{found}」"));
            }
            return self.error_with(Problem::BadNumber { found: found.into() }, span, fixes);
        }
        if first == '〇' && self.year_in_words(before, &found, start) {
            return;
        }
        if let Some(span) = self.days_in_brackets(text, before, start) {
            let problem = Problem::MissingBlank { found: found.into() };
            return self.error_with(problem, span.0, replace(span.1, "个工作日"));
        }
        let touching = before.chars().next_back().is_some_and(|c| !c.is_whitespace() && !"：:；;（(，、|".contains(c));
        if touching && (first.is_alphanumeric() || "“「《\"（(".contains(first)) {
            let at = Span { start, end: start };
            // `5个工作日内`: a limit is within that time anyway.
            if matches!(&*found, "内" | "以内" | "之内") && before.ends_with(['日', '天', '月', '年', '时']) {
                let problem = Problem::UnexpectedText { found: found.into(), expected: vec![Expected::LineEnd] };
                let fix = if is_length_of_time(before) { replace(span, "") } else { Vec::new() };
                return self.error_with(problem, span, fix);
            }
            // What stands in brackets or goes on with a Chinese zero is part of what is before it.
            let part = matches!(first, '（' | '(' | '〇');
            let fix = if part { propose(at, " ") } else { replace(at, " ") };
            return self.error_with(Problem::MissingBlank { found: found.into() }, span, fix);
        }
        self.error(
            Problem::UnexpectedText { found: found.into(), expected: vec![Expected::Value, Expected::LineEnd] },
            span,
        );
    }
}

/// Whether the last number of a line is a length of time by itself, and no value of a condition.
fn is_length_of_time(before: &str) -> bool {
    let words: Vec<&str> = before.split_whitespace().collect();
    let at = words.iter().rposition(|word| word.starts_with(|c: char| c.is_ascii_digit()));
    let word = at.and_then(|at| at.checked_sub(1)).and_then(|at| words.get(at));
    let condition = words.iter().any(|word| matches!(*word, "当" | "且" | "或" | "when" | "and" | "or"));
    let named = word.is_none_or(|word| {
        let word = word.rsplit(['：', ':']).next().unwrap_or_default();
        let found = crate::keyword::candidates(word);
        word.is_empty() || crate::keyword::choose(found, crate::keyword::Context::Value).is_some() || !found.is_empty()
    });
    named && !condition
}

/// Whether a line says before this place that a condition comes: behind 当, in the head of a declaration, behind a “title”.
pub(super) fn holds_condition(before: &str) -> bool {
    let declared = ["信息项", "定义", "互斥"].iter().any(|word| before.starts_with(word));
    let limit = ["法定", "承诺"].iter().any(|word| before.trim_start().starts_with(word));
    let words = before.split(|c: char| c.is_whitespace() || "（(".contains(c));
    let opened = words.clone().any(|word| matches!(word, "当" | "且" | "或" | "when") || word.ends_with('”'));
    declared || limit || opened
}

fn between_numbers(before: &str, text: &str, dash: char) -> bool {
    let behind = text.strip_prefix(dash).unwrap_or_default().trim_start();
    let is_digit = |c: char| c.is_ascii_digit();
    before.trim_end().ends_with(is_digit) && behind.starts_with(is_digit)
}

fn closing(open: char) -> Option<char> {
    Some(match open {
        '“' => '”',
        '"' => '"',
        '《' => '》',
        '「' => '」',
        _ => return None,
    })
}

/// Bidi controls, zero-width characters, control characters.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{ad}')
        || c.is_control()
}

/// Marks that an input method offers beside the right one.
fn wrong_punctuation(c: char) -> Option<Option<char>> {
    Some(match c {
        '。' | '！' | '!' | '？' | '?' => None,
        '”' | '‘' | '’' | '\'' => Some('“'),
        '〈' | '<' => Some('《'),
        '【' | '『' => Some('「'),
        '】' | '』' => Some('」'),
        '﹔' => Some('；'),
        '﹕' | '∶' => Some('：'),
        '﹐' => Some('，'),
        '—' | '–' => Some('-'),
        '·' | '／' => Some('、'),
        _ => return None,
    })
}

/// A pair of wrong marks is replaced as a pair. A text in quotes ends before two blanks: there the next phrase begins.
fn paired(text: &str, first: char, start: u32) -> Option<Vec<crate::error::Fix>> {
    const PAIRS: [(char, char, char, char); 9] = [
        ('”', '“', '“', '”'),
        ('”', '”', '“', '”'),
        ('‘', '’', '“', '”'),
        ('’', '’', '“', '”'),
        ('\'', '\'', '“', '”'),
        ('〈', '〉', '《', '》'),
        ('<', '>', '《', '》'),
        ('【', '】', '「', '」'),
        ('『', '』', '「', '」'),
    ];
    let inner = text.strip_prefix(first)?;
    let phrase = inner.get(..phrase_end(inner).unwrap_or(inner.len()))?;
    let pairs = PAIRS.into_iter().filter(|pair| pair.0 == first);
    let (close, at, open_mark, close_mark) =
        pairs.filter_map(|(_, close, open, end)| Some((close, phrase.find(close)?, open, end))).next()?;
    let inner = inner.get(..at)?;
    let end = start + (first.len_utf8() + at + close.len_utf8()) as u32;
    Some(replace(Span { start, end }, format!("{open_mark}{inner}{close_mark}")))
}

/// `年满八十周岁”`: the word before it was to be quoted.
fn unopened(before: &str, first: char, at: Span) -> Option<Vec<crate::error::Fix>> {
    let word = before.split([' ', '\t', '\u{3000}', '：', ':']).next_back()?;
    let start = at.start - word.len() as u32;
    (matches!(first, '”' | '’') && !word.is_empty()).then(|| propose(Span { start, end: at.end }, format!("“{word}”")))
}

/// Where the next phrase begins: two blanks, or one wide one, stand between phrases, and `//` opens a comment.
fn phrase_end(text: &str) -> Option<usize> {
    let breaks = ["  ", "\t", "\u{3000}", " //"];
    let end = breaks.iter().filter_map(|blank| text.find(blank)).min()?;
    Some(text.get(..end)?.trim_end().len())
}

/// Where a mark that opens the text should have been closed, and whether that is beyond doubt: a condition must not become prose.
fn closing_place(text: &str, open: char) -> (usize, bool) {
    if let Some(end) = phrase_end(text).filter(|&end| end > open.len_utf8()) {
        return (end, true);
    }
    let whole = text.trim_end().len();
    match open {
        '《' => match text.find('第') {
            Some(place) => (text.get(..place).map_or(whole, |title| title.trim_end().len()), true),
            None => (whole, !text.contains(' ')),
        },
        _ => match text.find(' ') {
            Some(blank) => (blank, false),
            None => (whole, !text.contains(['：', '≥', '≤', '=', '＝', '<', '>', '≠'])),
        },
    }
}

/// An operator or a list comma with nothing behind it.
fn dangling_operator(text: &str) -> Option<&str> {
    let operators =
        ["≠", "≤", "≥", "<=", ">=", "!=", "=", "<", ">", "、", "，", ",", "+", "且", "或", "＝", "＜", "＞", "＋"];
    operators.into_iter().find(|operator| text.starts_with(operator))
}

fn chinese_date(text: &str) -> Option<(&str, String)> {
    let end = text.find('日').map(|at| at + '日'.len_utf8())?;
    let (word, _) = text.split_at_checked(end)?;
    crate::hints::iso_date(word).map(|date| (word, date))
}
