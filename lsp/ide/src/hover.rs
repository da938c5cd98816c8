//! What stands under the cursor, in a few lines of Markdown: a thing and its domain, a word of the language, a limit as a date, a choice
//! as a table.

use std::fmt::Write as _;
use std::sync::Arc;

use matter_core::ItemInfo;
use matter_core::hir::{Day, Duration, ItemRef, Keyword, Rule, TimeUnit, Yield};
use matter_syntax::keyword::{Context, Shape, lookup};
use matter_syntax::tree::{Expr, ExprKind, Item, Name, Phrase, Section, Span, TableRow};
use matter_syntax::{Token, TokenKind, tokens};

use crate::symbol::SymbolKind;
use crate::walk::{Surroundings, Visitor, walk};
use crate::{Snapshot, Target, slice};

mod choice;
mod examples;
mod thing;
mod word;

pub(crate) use thing::describe;

/// Markdown about some bytes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Hover {
    /// What it is about.
    pub at: Target,
    /// Markdown.
    pub text: String,
}

impl Snapshot {
    /// What stands at an offset.
    #[must_use]
    pub fn hover(&self, file: &str, offset: u32) -> Option<Hover> {
        let (item, tree) = self.item_at(file, offset)?;
        let inside = offset.checked_sub(item.range.start)?;
        let text = self.analysis.text(file)?;
        let item_text = slice(&text, item.range.clone());
        let words = words_at(&tree.parse().item, item_text, inside);
        if let Some(mention) = self.mention_at(file, offset) {
            let mut text = self.about(&mention.symbol);
            if let Some(limit) = self.limit_at(&item, &words) {
                let _ = write!(text, "\n\n{limit}");
            }
            return Some(Hover { at: mention.at, text });
        }
        let start = item.range.start;
        let target = |span: Span| Target::new(&item.item.file, span.start + start..span.end + start);
        let line = words.entry.and_then(|entry| self.line_of_choice(&item, entry, item_text));
        if let Some(limit) = self.limit_at(&item, &words) {
            let span = words.entry.unwrap_or_default();
            return Some(Hover { at: target(span), text: joined(limit, line) });
        }
        if let Some((keyword, span)) = words.keyword.or_else(|| word_at(item_text, inside)) {
            let mut text = self.about_word(keyword);
            if let Some(section) = words.section_header.filter(|one| one.keyword.shape() == Some(Shape::Choice)) {
                text.push_str(&self.cases(&item, section.span, item_text));
            }
            return Some(Hover { at: target(span), text: joined(text, line) });
        }
        let (name, span) = match (words.name, line) {
            (Some(name), line) => (Some(joined(self.about_free(name.0, words.section, words.item), line)), name.1),
            (None, line) => (line, words.entry?),
        };
        Some(Hover { at: target(span), text: name? })
    }

    /// A limit's last day, counted from today.
    fn limit_at(&self, item: &ItemInfo, words: &Words<'_>) -> Option<String> {
        if words.section != Some(Keyword::Times) {
            return None;
        }
        let rule = self.rule_of(&item.item, words.entry?)?;
        let Yield::Limit(limit) = &rule.yields else { return None };
        let length = limit.length?;
        let (today, last) = (self.today(), self.last_day(self.today(), length)?);
        let provisional = if self.standard.calendar.is_provisional(last) {
            self.words("（节假日安排尚未公布，暂按推算）", " (provisional: holidays not yet published)")
        } else {
            ""
        };
        Some(self.words(
            format!("若自今天（{today}）起算，期限届满之日是 **{last}**{provisional}"),
            format!("Counted from today ({today}) it ends on **{last}**{provisional}"),
        ))
    }

    /// The last day of a period that an event of this day starts; the day itself does not count.
    fn last_day(&self, day: Day, length: Duration) -> Option<Day> {
        let calendar = &self.standard.calendar;
        match length.unit {
            TimeUnit::WorkingDays => calendar.after(day, length.amount),
            TimeUnit::CalendarDays => calendar.roll(day.plus_days(length.amount)),
            TimeUnit::Months => calendar.roll(day.plus_months(length.amount)?),
            TimeUnit::Years => calendar.roll(day.plus_months(length.amount.checked_mul(12)?)?),
            TimeUnit::Hours => None,
        }
    }

    /// The rule of the base definition that an entry was lowered to.
    pub(crate) fn rule_of(&self, item: &ItemRef, entry: Span) -> Option<Rule> {
        let tree = self.analysis.tree(item)?;
        let definitions = self.analysis.definitions(item);
        let inside = |rule: &&Rule| {
            let span = tree.map().span(rule.origin.node);
            rule.origin.item == *item && entry.start <= span.start && span.end <= entry.end
        };
        definitions.first()?.rules.iter().find(inside).cloned()
    }

    /// Markdown about what a name stands for.
    fn about(&self, symbol: &crate::symbol::Symbol) -> String {
        let mut text = thing::describe(self, symbol);
        if let Some(users) = self.users(symbol) {
            let _ = write!(text, "\n\n{users}");
        }
        if let Some(item) = symbol.item.as_ref().filter(|_| symbol.kind != SymbolKind::Region) {
            let _ = match item.file.strip_prefix(LIBRARY) {
                Some(file) => write!(text, "\n\n*{} · {file}*", self.words("标准库", "standard library")),
                None => write!(text, "\n\n*{}*", item.file),
            };
        }
        text
    }

    /// Which items but tests use a thing: the first few by name. Files are read only until enough are found, so that a name that stands everywhere
    /// costs no more than one that stands nowhere.
    fn users(&self, symbol: &crate::symbol::Symbol) -> Option<String> {
        let own = symbol.item.as_ref()?;
        let names = self.names_of(symbol);
        let files = self.analysis.files().filter(|file| !symbol.local || ***file == *own.file);
        let mut users: Vec<Arc<str>> = Vec::new();
        for file in files {
            let items = self.users_in(file, symbol, &names);
            let others = items.into_iter().filter(|info| info.item != *own && info.keyword != Some(Keyword::Test));
            for other in others {
                // A matter and its variances have one name.
                if !users.contains(&other.name) {
                    users.push(other.name);
                }
            }
            if users.len() > SHOWN {
                break;
            }
        }
        let more = users.len() > SHOWN;
        users.truncate(SHOWN);
        let list = users.join(self.words("、", ", "));
        (!list.is_empty()).then(|| {
            self.words(
                format!("用于：{list}{}", if more { " 等" } else { "" }),
                format!("Used by: {list}{}", if more { " and others" } else { "" }),
            )
        })
    }
}

/// How the names of the library's files begin.
const LIBRARY: &str = "std:";

/// At most so many users are named.
const SHOWN: usize = 5;

/// A line without its condition.
pub(crate) fn before_condition(line: &str) -> &str {
    let end = [" 当 ", " 否则", " when ", " otherwise"].iter().filter_map(|word| line.find(word)).min();
    line.get(..end.unwrap_or(line.len())).unwrap_or(line).trim()
}

/// Two paragraphs.
fn joined(text: String, more: Option<String>) -> String {
    more.map_or_else(|| text.clone(), |more| format!("{text}\n\n{more}"))
}

/// The word of the language at an offset that the tree has no node for: an operator, a unit, a word that closes a clause.
fn word_at(text: &str, offset: u32) -> Option<(Keyword, Span)> {
    let touches = |token: &&Token| (token.span.start..=token.span.end).contains(&offset);
    let all = tokens(text);
    let context = |kind: TokenKind| {
        Some(match kind {
            TokenKind::Operator => Context::Operator,
            TokenKind::Unit => Context::Unit,
            TokenKind::Word => Context::Value,
            TokenKind::Clause => Context::Clause,
            TokenKind::Section => Context::Kind,
            _ => return None,
        })
    };
    let touched = all.iter().filter(touches);
    let words = touched.filter_map(|token| {
        let word = lookup(slice(text, token.span.start..token.span.end), context(token.kind)?)?;
        Some((word, token.span))
    });
    words.min_by_key(|(_, span)| span.end == offset)
}

/// What the tree has at an offset.
#[derive(Default)]
struct Words<'t> {
    item: Option<Keyword>,
    /// A name or a code.
    name: Option<(&'t str, Span)>,
    section: Option<Keyword>,
    section_header: Option<&'t Section>,
    entry: Option<Span>,
    keyword: Option<(Keyword, Span)>,
}

struct Finder<'t, 'a> {
    offset: u32,
    text: &'a str,
    found: Words<'t>,
}

fn words_at<'t>(item: &'t Item, text: &str, offset: u32) -> Words<'t> {
    let mut finder = Finder { offset, text, found: Words::default() };
    walk(item, &mut finder);
    finder.found
}

impl Finder<'_, '_> {
    fn touches(&self, span: Span) -> bool {
        (span.start..=span.end).contains(&self.offset)
    }
}

impl<'t> Visitor<'t> for Finder<'t, '_> {
    fn item(&mut self, item: &'t Item, _: Surroundings<'t>) {
        if let Some(keyword) = item.keyword.filter(|_| self.touches(item.keyword_span)) {
            self.found.keyword = Some((keyword, item.keyword_span));
        }
        self.found.item = item.keyword;
        if let Some(name) = item.name.as_ref().filter(|name| self.touches(name.span)) {
            self.found.name = Some((&name.text, name.span));
        }
    }

    fn section(&mut self, section: &'t Section, _: Surroundings<'t>) {
        if self.touches(section.span) {
            self.found.section = Some(section.keyword);
        }
        if self.touches(section.keyword_span) {
            self.found.keyword = Some((section.keyword, section.keyword_span));
            self.found.section_header = Some(section);
        }
    }

    fn entry(&mut self, entry: &'t matter_syntax::tree::Entry, _: Surroundings<'t>) {
        if self.touches(entry.span) {
            self.found.entry = Some(entry.span);
        }
    }

    fn row(&mut self, row: &'t TableRow) {
        if self.touches(row.span) {
            self.found.entry = Some(row.span);
        }
    }

    fn name(&mut self, name: &'t Name, _: Surroundings<'t>) {
        if self.touches(name.span) {
            self.found.name = Some((&name.text, name.span));
        }
    }

    fn clause(&mut self, phrase: &'t Phrase, keyword: Keyword, closing: Option<Keyword>, _: Surroundings<'t>) {
        let written = slice(self.text, phrase.span.start..phrase.span.end);
        let spelling = keyword.spellings().filter(|spelling| written.starts_with(spelling)).map(str::len).max();
        let opens = Span { start: phrase.span.start, end: phrase.span.start + crate::offset(spelling.unwrap_or(0)) };
        let last = |word: Keyword| {
            let spelling = word.spellings().filter(|spelling| written.ends_with(spelling)).map(str::len).max()?;
            Some((word, Span { start: phrase.span.end - crate::offset(spelling), end: phrase.span.end }))
        };
        let words = [Some((keyword, opens)), closing.and_then(last)];
        if let Some(word) = words.into_iter().flatten().find(|(_, span)| self.touches(*span)) {
            self.found.keyword = Some(word);
        }
    }

    fn expr(&mut self, expr: &'t Expr, _: Surroundings<'t>) {
        if !self.touches(expr.span) {
            return;
        }
        match &expr.kind {
            ExprKind::Word(keyword) => self.found.keyword = Some((*keyword, expr.span)),
            ExprKind::Verbatim(text) => self.found.name = Some((&text.text, expr.span)),
            ExprKind::Quantity(number) if number.unit.is_none() => self.found.name = Some((&number.number, expr.span)),
            _ => {}
        }
    }
}
