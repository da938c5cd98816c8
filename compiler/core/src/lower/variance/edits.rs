//! `改 承诺：5 个工作日`, `增 上门`, `减 离婚证` → edits. A replacement is read as a line of its section, behind the key that it replaces.

use matter_syntax::keyword::Keyword;
use matter_syntax::tree::{Entry, Expr, Item, Node, Phrase, PhraseKind, Section};

use super::super::codes::{NO_EDIT, NO_REPLACEMENT, NOT_VARIABLE};
use super::super::draft::{Draft, Guard};
use super::super::findings::{code, word};
use super::super::line::Line;
use super::super::matter::{Lowering, head_name};
use super::super::words::{is_word, name_of, text_of, text_of_phrases, zh};
use super::{Edit, EditKind, address_text};
use crate::hir::Rule;

/// Sections whose lines begin with the word or name that their address ends in.
const fn is_keyed(section: Keyword) -> bool {
    matches!(
        section,
        Keyword::Times
            | Keyword::CrossRegion
            | Keyword::Duties
            | Keyword::Conditions
            | Keyword::Steps
            | Keyword::Fees
            | Keyword::Discretion
            | Keyword::Intermediaries
    )
}

/// Sections that say what the matter is: a region or a day does not change them, and no line of a definition comes of them.
const fn belongs_to_the_whole(section: Keyword) -> bool {
    matches!(
        section,
        Keyword::Code | Keyword::Kind | Keyword::Serves | Keyword::Organ | Keyword::InForce | Keyword::HandlingItems
    )
}

impl Lowering<'_> {
    pub(super) fn edit_section(&mut self, item: &Item, section: &Section, edits: &mut Vec<Edit>) {
        if section.keyword.shape() == Some(matter_syntax::keyword::Shape::Text) {
            return self.section(section, None);
        }
        if belongs_to_the_whole(section.keyword) {
            let found = self.findings.at(NOT_VARIABLE, section.keyword_span, "").with("section", word(section.keyword));
            return self.findings.push(found);
        }
        let stage = self.stage_around(item, section);
        for entry in &section.inline {
            self.edit(section, stage, entry, &Guard::always(), edits);
        }
        for node in &section.body {
            self.edit_node(section, stage, node, &Guard::always(), edits);
        }
    }

    fn edit_node(&mut self, section: &Section, stage: Option<u16>, node: &Node, guard: &Guard, edits: &mut Vec<Edit>) {
        match node {
            Node::Entry(entry) => self.edit(section, stage, entry, guard, edits),
            Node::Group(group) => {
                let guard = self.guard_of(group);
                for node in &group.body {
                    self.edit_node(section, stage, node, &guard, edits);
                }
            }
            Node::Table(table) => {
                let found = self.findings.at(NO_EDIT, table.span, "expected-edit").with("found", code("|"));
                self.findings.push(found);
            }
            Node::Quote(text) | Node::Prose(text) => self.plain_text(section.keyword, &text.text),
            Node::Section(_) | Node::Item(_) | Node::Trivia(_) | Node::Junk(_) => {}
        }
    }

    /// The stage whose body holds the section.
    fn stage_around(&self, item: &Item, section: &Section) -> Option<u16> {
        let outer = item.body.iter().find_map(|node| match node {
            Node::Section(outer) if outer.keyword == Keyword::Stage => {
                let holds = outer.span.start <= section.span.start && section.span.end <= outer.span.end;
                holds.then_some(outer)
            }
            _ => None,
        })?;
        let name = head_name(outer).and_then(name_of)?;
        self.stages.iter().position(|stage| *stage.name == *name).and_then(|index| u16::try_from(index).ok())
    }

    fn edit(&mut self, section: &Section, stage: Option<u16>, entry: &Entry, guard: &Guard, edits: &mut Vec<Edit>) {
        let Some((kind, rest)) = edit_word(entry) else {
            let text = text_of_phrases(&entry.phrases);
            let found = self.findings.at(NO_EDIT, entry.span, "expected-edit").with("found", code(text));
            return self.findings.push(found);
        };
        let prefix = self.section_address(section.keyword, stage);
        let (kind, key) = whole(kind, rest);
        // A section that is one choice as a whole (到场, 决定) is addressed by itself.
        let named = address_text(key);
        let mut address =
            if named.is_empty() || named == zh(section.keyword) { prefix } else { format!("{prefix}/{named}") };
        if let Some(when) = when_text(key) {
            address = format!("{address}/{when}");
        }
        // Findings about the address point at it; 增 has none but the line itself.
        let named_at = key.first().filter(|_| kind != EditKind::Add).map_or(entry.span, |phrase| phrase.span);
        let origin = self.findings.origin(named_at);
        let rules = match kind {
            EditKind::Remove => Vec::new(),
            EditKind::Add => {
                let line = Line::new(rest, entry.span);
                self.replacement(Draft { section: section.keyword, stage, guard: guard.clone(), line }, kind)
            }
            EditKind::Change | EditKind::ChangeWhole => {
                let Some(replacement) = &entry.replacement else {
                    let found = self.findings.at(NO_REPLACEMENT, entry.span, "").with("address", code(address));
                    return self.findings.push(found);
                };
                let line = replacement_line(section.keyword, key, replacement);
                self.replacement(Draft { section: section.keyword, stage, guard: guard.clone(), line }, kind)
            }
        };
        if kind == EditKind::Add {
            // Each line that comes in is an edit of its own, so that rank is compared line by line.
            for rule in rules {
                let address = rule.address.clone();
                edits.push(Edit { kind, address, rules: vec![rule], origin: origin.clone() });
            }
            return;
        }
        edits.push(Edit { kind, address: address.into(), rules, origin });
    }

    /// Lowers a line that comes in, and takes its rules out of the state again.
    fn replacement(&mut self, draft: Draft<'_>, kind: EditKind) -> Vec<Rule> {
        let before = self.rules.len();
        let based = if kind == EditKind::Add { None } else { Some(self.forget_bases()) };
        self.line(draft);
        if let Some(based) = based {
            self.restore_bases(based);
        }
        self.follows.clear();
        self.rules.split_off(before)
    }
}

/// 改, 增 or 减 and what follows.
fn edit_word(entry: &Entry) -> Option<(EditKind, &[Phrase])> {
    let (first, rest) = entry.phrases.split_first()?;
    let PhraseKind::Clause { keyword, .. } = &first.kind else { return None };
    let kind = match keyword {
        Keyword::Change => EditKind::Change,
        Keyword::Add => EditKind::Add,
        Keyword::Remove => EditKind::Remove,
        _ => return None,
    };
    Some((kind, rest))
}

/// `改 承诺 全部` addresses the choice.
fn whole(kind: EditKind, rest: &[Phrase]) -> (EditKind, &[Phrase]) {
    match rest.split_last() {
        Some((last, key))
            if kind == EditKind::Change && value_of(last).is_some_and(|expr| is_word(expr, Keyword::WholeChoice)) =>
        {
            (EditKind::ChangeWhole, key)
        }
        _ => (kind, rest),
    }
}

fn value_of(phrase: &Phrase) -> Option<&Expr> {
    match &phrase.kind {
        PhraseKind::Expr(expr) => Some(expr),
        PhraseKind::Clause { .. } => None,
    }
}

/// `改 方式 当 渠道 = 网上`: the label of a conditioned line is its condition.
fn when_text(key: &[Phrase]) -> Option<String> {
    key.iter().find_map(|phrase| match &phrase.kind {
        PhraseKind::Clause { keyword: Keyword::When, args, .. } => args.first().map(text_of),
        PhraseKind::Clause { keyword: Keyword::Rest, .. } => Some(zh(Keyword::Rest).to_owned()),
        _ => None,
    })
}

/// The line that a replacement stands for: behind its key in sections whose lines begin with one, unless it repeats the key itself.
fn replacement_line<'t>(section: Keyword, key: &'t [Phrase], replacement: &'t Entry) -> Line<'t> {
    let mut line = Line::new(&replacement.phrases, replacement.span);
    let Some(first) = key.first() else { return line };
    // `改 不计/听证：不计  听证  …` repeats the words of an address of two parts.
    let named = text_of_phrases([first]);
    let repeats = |phrase: &Phrase| {
        let written = text_of_phrases([phrase]).replace(' ', "/");
        let rest = named.strip_prefix(&*written);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/')) || written.starts_with(&format!("{named}/"))
    };
    let repeated = replacement.phrases.first().is_some_and(repeats);
    let only_tails = section == Keyword::Materials && begins_with_a_tail(replacement);
    if (is_keyed(section) && !repeated) || only_tails {
        line.lead_with_phrase(first);
    }
    line
}

/// `改 出生医学证明（一孩）：复印件 2 份` says form and number only.
fn begins_with_a_tail(replacement: &Entry) -> bool {
    replacement.phrases.first().is_some_and(|phrase| match &phrase.kind {
        PhraseKind::Clause { .. } => true,
        PhraseKind::Expr(expr) => super::super::sections::is_form_or_count(expr),
    })
}
