//! Laws as people cite them (`《…》（2019修正）`, `第十二条至第十五条`, `国发(2022)5号`) → one error with how the language cites them.

use super::{Reader, replace};
use crate::{error::Problem, numeral, tree::Span};

/// More articles than these are not written out.
const MOST_ARTICLES: u16 = 20;

impl Reader<'_> {
    /// `text` could not be read; `before` is the line up to it, `start` where it begins.
    pub(super) fn cited(&mut self, text: &str, before: &str, start: u32) -> bool {
        self.version(text, before, start)
            || self.articles(text, before, start)
            || self.number_in_brackets(text, before, start)
            || self.bare_article(text, before, start)
    }

    /// Which version of a law is in force is known from its days.
    fn version(&mut self, text: &str, before: &str, start: u32) -> bool {
        let said = |words: &str| {
            let dated = words.contains(|c: char| c.is_ascii_digit());
            dated && words.contains(['修', '版', '年']) && !words.contains(char::is_whitespace)
        };
        // The bracket itself could not be read, or what stands in it.
        let (open, behind) = match text.strip_prefix(['（', '(']) {
            Some(behind) => (before, behind),
            None => {
                let Some(open) = before.trim_end().strip_suffix(['（', '(']) else { return false };
                (open, text)
            }
        };
        let title = open.trim_end();
        let Some((words, _)) = behind.split_once(['）', ')']).filter(|(words, _)| said(words)) else { return false };
        if !title.ends_with('》') {
            return false;
        }
        let from = start - (before.len() - title.len()) as u32;
        let close = behind.get(words.len()..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
        let end = start + (text.len() - behind.len() + words.len() + close) as u32;
        // What is cited of it stands behind the title again.
        let behind = self.slice(Span { start: end, end: self.text.len() as u32 });
        let blanks = behind.len() - behind.trim_start_matches([' ', '\u{3000}', '\t']).len();
        let end = if behind.trim_start().starts_with('第') { end + blanks as u32 } else { end };
        let span = Span { start: from, end };
        let found = self.slice(span).trim().into();
        self.error_with(Problem::MissingBlank { found }, span, replace(span, ""));
        true
    }

    /// `第十二条至第十五条`: each article is named.
    fn articles(&mut self, text: &str, before: &str, start: u32) -> bool {
        let Some(behind) = ["至", "到", "-", "—", "~", "～"].iter().find_map(|to| text.strip_prefix(to)) else {
            return false;
        };
        let article = |text: &str| numeral::read(text.strip_prefix('第')?.strip_suffix('条')?);
        let end = behind.find('条').map_or(0, |at| at + '条'.len_utf8());
        let last = behind.get(..end).unwrap_or_default();
        let first = before.rfind('第').and_then(|at| before.get(at..)).unwrap_or_default();
        let (Some(low), Some(high)) = (article(first), article(last)) else { return false };
        if low >= high || high - low > MOST_ARTICLES {
            return false;
        }
        let span = Span { start, end: start + (text.len() - behind.len() + end) as u32 };
        let each: String = (low + 1..=high).map(|number| format!("、第{}条", numeral::write(number))).collect();
        let found = format!("{first}{}", self.slice(span));
        self.error_with(Problem::BadLawPlace { found: found.into() }, span, replace(span, each));
        true
    }

    /// `国发(2022)5号` → `国发〔2022〕5号`.
    fn number_in_brackets(&mut self, text: &str, before: &str, start: u32) -> bool {
        let Some(rest) = before.strip_suffix([')', '）']) else { return false };
        let Some((head, year)) = rest.rsplit_once(['(', '（']) else { return false };
        let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let numbered = digits > 0 && text.get(digits..).is_some_and(|rest| rest.starts_with('号'));
        let plain = year.len() == 4 && year.bytes().all(|byte| byte.is_ascii_digit());
        if !numbered || !plain || !head.ends_with(char::is_alphabetic) {
            return false;
        }
        let from = start - (before.len() - head.len()) as u32;
        let end = start + (digits + '号'.len_utf8()) as u32;
        let span = Span { start: from, end };
        let number = text.get(..digits).unwrap_or_default();
        let fix = replace(Span { start: from, end: start + digits as u32 }, format!("〔{year}〕{number}"));
        self.error_with(Problem::BadLawPlace { found: self.slice(span).into() }, span, fix);
        true
    }

    /// `《行政许可法》12条` → `《行政许可法》第12条`.
    fn bare_article(&mut self, text: &str, before: &str, start: u32) -> bool {
        let digits = text.len()
            - text.trim_start_matches(|c: char| c.is_ascii_digit() || "一二三四五六七八九十百".contains(c)).len();
        let article = digits > 0 && text.get(digits..).is_some_and(|rest| rest.starts_with('条'));
        if !article || !before.trim_end().ends_with('》') {
            return false;
        }
        let span = Span { start, end: start + (digits + '条'.len_utf8()) as u32 };
        let found = self.slice(span).into();
        self.error_with(Problem::BadLawPlace { found }, span, replace(Span { start, end: start }, "第"));
        true
    }
}
