//! A condition in people's words among the phrases of a line (`年龄 不满 18 周岁`, `婚姻状况 是 已婚`, `甲 和 乙`) → one error with what was meant.

use super::{Reader, Words, phrase::span_of_words, propose, replace, span_of};
use crate::{
    error::{Expected, Fix, Problem},
    grammar::Rule,
    keyword::{Keyword, candidates},
    spoken::{self, Spoken},
    tree::Span,
};

impl<'s> Reader<'s> {
    /// Whether the line says something in words that the language writes with a sign; then nothing else in it is looked at.
    pub(crate) fn refuse_spoken(&mut self, exprs: &[Words<'s>], section: Option<Keyword>) -> bool {
        let Some((first, rest)) = exprs.split_first().filter(|(_, rest)| !rest.is_empty()) else { return false };
        let mut condition = section == Some(Keyword::Conditions) || self.opens_condition(first);
        let mut before = first;
        for (index, words) in rest.iter().enumerate() {
            let asked = self.compares(before, words, condition) || self.goes_on(before, words);
            if asked && self.spoken_in(exprs, condition) {
                return true;
            }
            // The first name of a line of 条件 is its label: what follows it may be a whole condition.
            let labelled = section == Some(Keyword::Conditions) && index == 0;
            let negated = words.first().is_some_and(|token| token.as_rule() == Rule::not);
            let related = condition && !(labelled && negated);
            if self.number_apart(before, words) || related && self.related(exprs, index + 1) {
                return true;
            }
            condition = condition || self.opens_condition(words);
            before = words;
        }
        false
    }

    /// `国发〔2022〕5 号`: the number of a document is one word.
    fn number_apart(&mut self, before: &Words<'s>, words: &Words<'s>) -> bool {
        let Some(last) = before.last().filter(|token| token.as_rule() == Rule::document) else { return false };
        let first = words.first().filter(|token| token.as_rule() == Rule::name).map(span_of);
        let Some((word, at)) = first.map(|at| (self.slice(at), at)).filter(|(word, _)| word.starts_with('号')) else {
            return false;
        };
        let blanks = Span { start: span_of(last).end, end: at.start };
        self.unreadable = true;
        self.error_with(Problem::BadLawPlace { found: word.into() }, at, replace(blanks, ""));
        true
    }

    /// The only word of an expression.
    fn lone(&self, words: &Words<'s>) -> Option<&'s str> {
        match words.as_slice() {
            [only] if matches!(only.as_rule(), Rule::name | Rule::words) => Some(self.slice(span_of(only))),
            _ => None,
        }
    }

    fn opens_condition(&self, words: &Words<'s>) -> bool {
        self.lone(words).is_some_and(|word| matches!(word, "当" | "when"))
    }

    /// A word that compares before a number, or a range behind a fact.
    fn compares(&self, before: &Words<'s>, words: &Words<'s>, condition: bool) -> bool {
        let Some(first) = words.first() else { return false };
        let Some(word) = self.lone(before) else { return false };
        if condition && first.as_rule() == Rule::name && candidates(word).is_empty() {
            return spoken::begins(self.slice(span_of(first)));
        }
        if !matches!(first.as_rule(), Rule::quantity | Rule::verbatim | Rule::date) {
            return false;
        }
        let compared = if condition {
            spoken::ends_comparing(word)
        } else {
            spoken::compares(word) && candidates(word).is_empty() && super::glued::comparison(word).is_none()
        };
        let ranged = condition && (first.as_rule() == Rule::verbatim || words.len() > 2 && candidates(word).is_empty());
        let limit = matches!(word, "不超过" | "最长" | "最多" | "至多");
        compared || ranged || limit
    }

    /// A word behind a number that belongs to it: `以上`, `之间`.
    fn goes_on(&self, before: &Words<'s>, words: &Words<'s>) -> bool {
        const TAILS: [&str; 5] = ["以上", "以下", "以内", "之内", "之间"];
        let Some(last) = before.last() else { return false };
        let (number, date) = (last.as_rule() == Rule::quantity, last.as_rule() == Rule::date);
        let Some(word) = words.first().filter(|_| number || date).map(|word| self.slice(span_of(word))) else {
            return false;
        };
        let dated = date && matches!(word, "以后" | "之后" | "以前" | "之前");
        dated || number && (TAILS.iter().any(|tail| word.ends_with(tail)) || matches!(word, "周年" | "人民币" | "到"))
    }

    /// Reports every comparison in words of the run.
    fn spoken_in(&mut self, exprs: &[Words<'s>], condition: bool) -> bool {
        let whole = super::join(
            exprs.first().map(|words| span_of_words(words)).unwrap_or_default(),
            exprs.last().map(|words| span_of_words(words)).unwrap_or_default(),
        );
        let line = self.line_at(whole);
        let told = self.errors.len();
        for one in spoken::comparisons(self.slice(whole)) {
            let before = Span { start: line.start, end: whole.start + one.start as u32 };
            if condition || super::diagnose::holds_condition(self.slice(before)) {
                self.refuse_one(whole.start, &one, true);
            }
        }
        let found = self.errors.len() > told;
        self.unreadable = self.unreadable || found;
        found
    }

    /// `condition`: the words stand where nothing but a condition may.
    pub(super) fn refuse_one(&mut self, start: u32, spoken: &Spoken, condition: bool) {
        let span = Span { start: start + spoken.start as u32, end: start + spoken.end as u32 };
        let fixes: Vec<Fix> = spoken.meant.iter().flat_map(|meant| propose(span, meant.as_str())).collect();
        let sure = spoken.certain && spoken.meant.len() == 1 && condition;
        let fixes = if sure { fixes.into_iter().map(|fix| Fix { certain: true, ..fix }).collect() } else { fixes };
        let found = self.slice(span).into();
        let write = spoken.meant.first().map(|meant| meant.trim_start().into()).unwrap_or_default();
        self.error_with(Problem::ChineseNumber { found, write }, span, fixes);
    }

    /// A word between a fact and its value, or between two conditions.
    fn related(&mut self, exprs: &[Words<'s>], at: usize) -> bool {
        let Some((span, write, certain)) = self.meant_relation(exprs, at) else { return false };
        self.unreadable = true;
        let fixes = if certain { replace(span, write.as_str()) } else { propose(span, write.as_str()) };
        let found = self.slice(span).trim().into();
        let problem = if write.is_empty() {
            Problem::UnexpectedText { found, expected: vec![Expected::LineEnd] }
        } else {
            Problem::ChineseNumber { found, write: write.into() }
        };
        self.error_with(problem, span, fixes);
        true
    }

    /// What is replaced, with what, and whether that is beyond doubt.
    fn meant_relation(&self, exprs: &[Words<'s>], at: usize) -> Option<(Span, String, bool)> {
        let words = exprs.get(at)?;
        let before = at.checked_sub(1).and_then(|before| exprs.get(before))?;
        let behind = exprs.get(at + 1);
        let fact = self.fact_at_end(before);
        let first = words.first()?;
        if first.as_rule() == Rule::not {
            let sure = words.get(1).is_some_and(|token| token.as_rule() == Rule::name) && words.len() == 2;
            return fact.map(|_| (span_of(first), "≠".to_owned(), sure));
        }
        if !matches!(first.as_rule(), Rule::name | Rule::words) {
            return None;
        }
        let (word, place) = (self.slice(span_of(first)), span_of(first));
        if let Some(behind) = behind.filter(|behind| connects(word) && (compared(before) || compared(behind))) {
            return Some((place, "且".to_owned(), word == "同时" || compared(behind)));
        }
        if matches!(word, "不" | "没有" | "没" | "未") && behind.is_some() && self.opens_condition(before) {
            return Some((place, "非".to_owned(), true));
        }
        if matches!(word, "周年") && before.last().is_some_and(|token| token.as_rule() == Rule::window) {
            return Some((place, "年".to_owned(), true));
        }
        if self.lone(before).is_some_and(|before| matches!(before, "起" | "前")) {
            let length = super::glued::chinese_quantity(word.strip_suffix('内')?)?;
            return Some((place, format!("{length}内"), true));
        }
        if behind.is_none()
            && matches!(word, "时" | "的" | "的情况下" | "的情形" | "的情况")
            && !self.opens_condition(before)
        {
            return Some((Span { start: span_of_words(before).end, end: place.end }, String::new(), true));
        }
        let fact = fact?;
        match behind {
            None => self.relation_alone(fact, (word, place)),
            Some(behind) => self
                .two_facts(fact, (word, place), behind, exprs.get(at + 2))
                .or_else(|| self.relation(fact, (word, place), behind, exprs.get(at + 2..).unwrap_or_default())),
        }
    }

    /// The name that a condition ends with before its value: alone, or behind 且, 或.
    fn fact_at_end(&self, words: &Words<'s>) -> Option<(&'s str, Span)> {
        let (last, rest) = words.split_last()?;
        let joined =
            rest.last().is_none_or(|token| matches!(self.slice(span_of(token)), "且" | "或" | "并且" | "或者"));
        let name = self.slice(span_of(last));
        (joined && last.as_rule() == Rule::name && candidates(name).is_empty()).then(|| (name, span_of(last)))
    }

    /// `户籍地 与 居住地 不一致`.
    fn two_facts(
        &self,
        (fact, start): (&str, Span),
        (word, _): (&str, Span),
        other: &Words<'s>,
        verdict: Option<&Words<'s>>,
    ) -> Option<(Span, String, bool)> {
        let (other, verdict) = (self.lone(other)?, verdict?);
        let sign = match self.lone(verdict)? {
            "不一致" | "不同" | "不相同" | "不一样" => "≠",
            "一致" | "相同" | "一样" => "=",
            _ => return None,
        };
        let whole = Span { start: start.start, end: span_of_words(verdict).end };
        matches!(word, "与" | "和" | "同" | "跟").then(|| (whole, format!("{fact} {sign} {other}"), true))
    }

    /// `婚姻状况 是 已婚`, `户籍地 不属于 深圳市`.
    fn relation(
        &self,
        (fact, start): (&str, Span),
        (word, at): (&str, Span),
        behind: &Words<'s>,
        rest: &[Words<'s>],
    ) -> Option<(Span, String, bool)> {
        let whole = Span { start: start.start, end: at.end };
        let list = behind.iter().any(|token| token.as_rule() == Rule::comma);
        let closed = |words: &Words<'s>| self.lone(words).is_some_and(|word| matches!(word, "前" | "后" | "环节"));
        // A number behind the word is told with it.
        if behind.first().is_some_and(|token| matches!(token.as_rule(), Rule::quantity | Rule::verbatim | Rule::date)) {
            return None;
        }
        Some(match word {
            "是" | "系" => (at, "=".to_owned(), true),
            "不属于" | "不在" | "不位于" => (whole, format!("非 {fact} 属于"), true),
            "位于" => (at, "属于".to_owned(), true),
            // `在 审查 前` is a phrase of the language.
            "在" if !rest.iter().any(closed) && !behind.iter().any(|token| token.as_rule() == Rule::window) => {
                (at, "属于".to_owned(), true)
            }
            "包含" | "含" | "包括" | "含有" => (at, "含任一".to_owned(), !list),
            "不包含" | "不包括" | "不含有" => (whole, format!("非 {fact} 含任一"), true),
            "届满前" | "期满前" | "到期前" => (at, "前".to_owned(), true),
            _ => return None,
        })
    }

    /// `有空调 为是`, `户籍地 不属于（深圳市）`.
    fn relation_alone(&self, (fact, start): (&str, Span), (word, at): (&str, Span)) -> Option<(Span, String, bool)> {
        if matches!(word, "不属于" | "不在") {
            let whole = Span { start: start.start, end: at.end };
            return Some((whole, format!("非 {fact} 属于"), true));
        }
        if matches!(word, "是" | "否") {
            return Some((at, format!("= {word}"), true));
        }
        let value = ["为", "是"].into_iter().find_map(|is| word.strip_prefix(is))?;
        (!value.is_empty() && candidates(word).is_empty()).then(|| (at, format!("= {value}"), true))
    }
}

/// Words that join two conditions.
fn connects(word: &str) -> bool {
    matches!(word, "和" | "及" | "以及" | "同时" | "并" | "而且" | "与")
}

fn compared(words: &Words<'_>) -> bool {
    words.iter().any(|token| matches!(token.as_rule(), Rule::operator | Rule::symbol))
}
