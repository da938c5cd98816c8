//! What may be written at a place: words of the language that the place allows, names that are known, values of the fact at hand.
//!
//! The place is read from the line and the lines above it, not from the tree: while somebody types, the line is seldom a sentence.

mod clauses;
mod condition;
mod conditions;
mod content;
mod line;
mod names;
mod outcomes;
mod place;
mod regions;
mod sections;
mod snippets;
mod table;
mod units;
mod written;

use std::sync::Arc;

use matter_core::hir::{Keyword, TestSubject};
use matter_core::sounds::{begins_as_typed, spellings};
use matter_syntax::keyword::{Class, Context, lookup};
use matter_syntax::tree::Face;

use crate::hover::describe;
use crate::symbol::{Scope, SymbolKind};
use crate::{Snapshot, Target, slice};
use line::present;
use place::{Place, Slot, face_beside};
pub(crate) use place::{face, open_clause, section_at};

/// Something that may be written.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Completion {
    /// As it is shown, and written unless there is a snippet.
    pub label: String,
    /// What it is.
    pub kind: CompletionKind,
    /// A few words beside it.
    pub detail: String,
    /// Markdown.
    pub doc: String,
    /// What typed letters are compared with: the Chinese, its pinyin and its initials.
    pub filter: String,
    /// What is replaced, and with it the rest of a word that is offered.
    pub at: Target,
    /// Where the word under the cursor ends, for whoever replaces all of it.
    pub over: u32,
    /// What is written; with `$1` and so on if it is a snippet.
    pub insert: String,
    /// Whether [`Completion::insert`] has places to fill in.
    pub snippet: bool,
}

/// Kinds of completions.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum CompletionKind {
    /// A word of the language.
    Word(Keyword),
    /// A name.
    Name(SymbolKind),
    /// Several lines to fill in.
    Snippet,
    /// A key or a value of `matters.toml`.
    Setting,
}

/// At most this many are answered; the reader types on and asks again.
pub(crate) const MOST: usize = 200;

impl Snapshot {
    /// What may be written at an offset, likeliest first, and whether there is more than is answered.
    #[must_use]
    pub fn completions(&self, file: &str, offset: u32) -> (Vec<Completion>, bool) {
        let (Some(text), Some(item)) = (self.analysis.text(file), self.analysis.item_at(file, offset)) else {
            return (self.in_empty_file(file), false);
        };
        let Some(tree) = self.analysis.tree(&item.item) else { return (Vec::new(), false) };
        let place = Place::at(&text, offset, item.keyword);
        let scope = Scope { analysis: &self.analysis, item: &item, tree: &tree.parse().item };
        let at = Target::new(&item.item.file, place.start..offset);
        let face = face_beside(&text, offset, self.analysis.settings().language);
        let rest = text.get(offset as usize..).and_then(|rest| rest.lines().next()).unwrap_or("");
        let before = text.get(..place.start as usize).and_then(|before| before.lines().next_back()).unwrap_or("");
        let mut list = List {
            snapshot: self,
            scope,
            at,
            typed: place.typed,
            rest,
            written: present(before, rest),
            marked: before.ends_with('「'),
            face,
            found: Vec::new(),
            full: false,
        };
        list.fill(&place);
        list.take_the_rest(&text);
        (list.found, list.full)
    }

    /// Markdown about a name that was offered at an offset: asked for one at a time, when the reader looks at it.
    #[must_use]
    pub fn completion_doc(&self, file: &str, offset: u32, kind: SymbolKind, name: &str) -> Option<String> {
        let (item, tree) = self.item_at(file, offset)?;
        let scope = Scope { analysis: &self.analysis, item: &item, tree: &tree.parse().item };
        Some(describe(self, &scope.of_kind(kind, name)?))
    }

    fn in_empty_file(&self, file: &str) -> Vec<Completion> {
        if !self.has(file) {
            return Vec::new();
        }
        let at = Target::new(&file.into(), 0..0);
        snippets::items(&at, self.analysis.settings().language).collect()
    }
}

/// Completions being collected.
pub(super) struct List<'a> {
    snapshot: &'a Snapshot,
    scope: Scope<'a>,
    at: Target,
    typed: &'a str,
    /// The line behind the place.
    rest: &'a str,
    /// Clauses that the line has already.
    written: Vec<Keyword>,
    /// Whether 「 stands right before the place.
    marked: bool,
    face: Face,
    found: Vec<Completion>,
    full: bool,
}

impl List<'_> {
    fn fill(&mut self, place: &Place<'_>) {
        match &place.slot {
            Slot::Nothing => {}
            Slot::Item => self.items(),
            Slot::Unit(more, counted) => {
                self.units(counted, place);
                if *more {
                    self.tails(place);
                    self.behind_number(counted, place);
                }
                self.behind_unit(counted, place);
            }
            Slot::Law => self.laws(),
            Slot::Article(law) => self.articles(law),
            Slot::Condition(expected) => self.condition(expected, place),
            Slot::Clause(clause) => self.operand(*clause, place.section),
            Slot::Behind(clause) => self.behind(*clause, place),
            Slot::Region(parent) => self.regions_in(parent),
            Slot::Known(fact) => self.values(fact, None),
            Slot::Held => self.held(true),
            Slot::Candidate => self.candidates(),
            Slot::Holder => {
                self.holders();
                self.of_class(Class::Form);
            }
            Slot::Source => self.sources(),
            Slot::Outcome(of) => self.outcome(*of, place),
            Slot::Cell(cell) => self.cell(cell, place),
            Slot::Head => self.tails(place),
            Slot::Inline(item) => {
                self.inline(*item, place);
                self.tails(place);
            }
            Slot::LineStart => {
                self.opening(place.section);
                self.groups(place);
                self.sections();
            }
            Slot::Opening => self.opening(place.section),
            Slot::Judged => {
                self.operands();
                self.tails(place);
            }
            Slot::Content => match place.section {
                Some(section) if self.is_named(section, &place.before) => self.behind_name(section, place),
                section => {
                    self.content(section, &place.before);
                    self.tails(place);
                }
            },
        }
    }

    /// In the middle of a word that is offered, the whole word is replaced: what stands behind the place would stay otherwise. Whoever wants to
    /// replace what follows in any case replaces up to `over`.
    fn take_the_rest(&mut self, text: &str) {
        let behind = slice(text, self.at.start..self.at.end + crate::offset(self.rest.len()));
        let typed = self.typed.len();
        let word =
            |text: &str| text.chars().take_while(|sign| sign.is_alphanumeric()).map(char::len_utf8).sum::<usize>();
        let own = |one: &&Completion| one.at.start == self.at.start && !one.snippet;
        let whole = self.found.iter().filter(own).filter_map(|one| {
            let rest = behind.strip_prefix(&*one.insert)?;
            (one.insert.len() >= typed && ends_here(rest, word(rest))).then_some(one.insert.len())
        });
        let whole = whole.max().map(crate::offset);
        let run = self.at.end + crate::offset(word(self.rest));
        for one in &mut self.found {
            if let Some(whole) = whole.filter(|_| one.at.start == self.at.start && !self.typed.is_empty()) {
                one.at.end = self.at.start + whole;
            }
            one.over = whole.map_or(run, |whole| self.at.start + whole).max(one.at.end);
        }
    }

    /// Whether a mark that was opened before the place is closed behind it.
    fn closes(&self, closing: char, opening: char) -> bool {
        self.rest.find(closing).is_some_and(|end| !self.rest.get(..end).unwrap_or("").contains(opening))
    }

    /// Whether a name fits what was typed: its own characters anywhere, or its sound from the beginning.
    fn fits(&self, name: &str) -> bool {
        self.typed.is_empty() || name.contains(self.typed) || begins_as_typed(self.typed, name)
    }

    fn push(&mut self, label: &str, kind: CompletionKind, detail: &str, insert: Option<String>, snippet: bool) -> bool {
        if !self.fits(label) || self.found.iter().any(|one| one.label == label && one.detail == detail) {
            return false;
        }
        if self.found.len() >= MOST {
            self.full = true;
            return false;
        }
        self.found.push(Completion {
            label: label.to_owned(),
            kind,
            detail: detail.to_owned(),
            doc: String::new(),
            filter: filter(label),
            at: self.at.clone(),
            over: self.at.end,
            insert: insert.unwrap_or_else(|| label.to_owned()),
            snippet,
        });
        true
    }

    fn name(&mut self, name: &str, kind: SymbolKind, detail: &str) {
        let insert = match () {
            () if self.marked && self.closes('」', '「') => name.to_owned(),
            () if self.marked => format!("{name}」"),
            () if crate::rename::is_word(name) || kind == SymbolKind::Value => name.to_owned(),
            () => format!("「{name}」"),
        };
        let known =
            matches!(kind, SymbolKind::Fact | SymbolKind::Material | SymbolKind::Department | SymbolKind::Define);
        if self.push(name, CompletionKind::Name(kind), detail, Some(insert), false)
            && known
            && let Some(symbol) = self.scope.of_kind(kind, name)
            && let Some(last) = self.found.last_mut()
        {
            last.doc = describe(self.snapshot, &symbol);
        }
    }

    fn words(&mut self, keywords: &[Keyword]) {
        keywords.iter().for_each(|keyword| self.word(*keyword));
    }

    fn word(&mut self, keyword: Keyword) {
        let text = keyword.text(self.face);
        let also = keyword.also().iter().any(|also| self.fits(also));
        let other = if self.face == Face::Zh { Face::En } else { Face::Zh };
        let other = keyword.text(other);
        let doc = self.snapshot.words(keyword.doc(Face::Zh), keyword.doc(Face::En));
        let typed = self.typed;
        if !self.fits(text) && (also || other.starts_with(typed) || begins_as_typed(typed, other)) {
            self.typed = "";
        }
        if self.push(text, CompletionKind::Word(keyword), if other == text { "" } else { other }, None, false)
            && let Some(last) = self.found.last_mut()
        {
            doc.clone_into(&mut last.doc);
            if self.typed.is_empty() {
                last.filter = format!("{} {other} {}", last.filter, keyword.also().join(" "));
            }
        }
        self.typed = typed;
    }

    /// The matter that a test is about.
    fn subject(&self) -> Option<matter_core::hir::ItemRef> {
        let test = self.scope.analysis.test(&self.scope.item.item)?;
        if let TestSubject::Matter(_, item) = &test.subject { Some(item.clone()) } else { None }
    }
}

/// Whether a word ends before this text: nothing follows it, or another word of the language that is written without a blank, as in `3 个月内`.
fn ends_here(rest: &str, word: usize) -> bool {
    let glued = rest.get(..word).unwrap_or("");
    glued.is_empty()
        || glued.starts_with('第')
        || [Context::Operator, Context::Clause, Context::Value].iter().any(|context| lookup(glued, *context).is_some())
}

/// The Chinese, its pinyin and its initials by each reading, apart by blanks.
pub(crate) fn filter(label: &str) -> String {
    let mut all = label.to_owned();
    for spelling in spellings(label).iter().filter(|spelling| *spelling != label) {
        all.push(' ');
        all.push_str(spelling);
    }
    all
}

/// A list of names with what stands beside them.
pub(super) type Names = Vec<(Arc<str>, Arc<str>)>;
