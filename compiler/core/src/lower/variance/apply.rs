//! Edits onto the rules of a definition: find the line by its address, put the new one in its place.

use std::sync::Arc;

use matter_decide::Formula;
use matter_syntax::keyword::Keyword;

use super::super::codes::{AMBIGUOUS_ADDRESS, UNKNOWN_NAME};
use super::super::facts::{FactTable, renumber, renumber_id};
use super::super::findings::{code, codes};
use super::super::matter::Unread;
use super::super::suggest::suggest;
use super::super::words::zh;
use super::{Edit, EditKind, LoweredVariance};
use crate::diagnostic::{Diagnostic, Place};
use crate::hir::{FactId, Rule, When, Yield};

/// The rules of a layer while variances are folded into them.
pub(super) struct Layered<'d> {
    pub(super) rules: Vec<Rule>,
    pub(super) facts: FactTable,
    /// What of the matter could not be read: an address that is not found may be there.
    pub(super) unread: &'d Unread,
    pub(super) diagnostics: &'d mut Vec<Diagnostic>,
}

impl Layered<'_> {
    pub(super) fn apply(&mut self, variance: &LoweredVariance) {
        let map = self.facts.absorb(&variance.facts);
        for edit in &variance.edits {
            let rules: Vec<Rule> = edit.rules.iter().map(|rule| renumber_rule(rule, &map)).collect();
            match edit.kind {
                EditKind::Add => rules.into_iter().for_each(|rule| self.add(rule)),
                EditKind::Remove => {
                    if let Some(index) = self.find(edit) {
                        self.remove(index);
                    }
                }
                EditKind::Change => {
                    if let Some(index) = self.find(edit) {
                        self.change(index, rules);
                    }
                }
                EditKind::ChangeWhole => self.change_choice(edit, rules),
            }
        }
    }

    fn error(&mut self, diagnostic: Diagnostic) {
        if !self.diagnostics.contains(&diagnostic) {
            self.diagnostics.push(diagnostic);
        }
    }

    /// The line that an address means: the one with exactly this address, else the only one whose address continues it.
    fn find(&mut self, edit: &Edit) -> Option<usize> {
        if let Some(index) = self.rules.iter().position(|rule| rule.address == edit.address) {
            return Some(index);
        }
        let prefix = format!("{}/", edit.address);
        let longer: Vec<usize> = self
            .rules
            .iter()
            .enumerate()
            .filter(|(_, rule)| rule.address.starts_with(&prefix))
            .map(|(index, _)| index)
            .collect();
        if let [only] = longer.as_slice() {
            return Some(*only);
        }
        let place = Place::Node(edit.origin.item.clone(), edit.origin.node);
        let found = if longer.is_empty() {
            if self.unread.may_hold(&edit.address) {
                return None;
            }
            self.unknown(edit, place)
        } else {
            let candidates: Vec<String> = longer.iter().filter_map(|index| self.rules.get(*index)).map(typed).collect();
            Diagnostic::new(AMBIGUOUS_ADDRESS, place)
                .with("address", code(Arc::clone(&edit.address)))
                .with("candidates", codes(candidates))
        };
        self.error(found);
        None
    }

    fn unknown(&self, edit: &Edit, place: Place) -> Diagnostic {
        let section = edit.address.split('/').next().unwrap_or_default();
        let near =
            self.rules.iter().filter(|rule| rule.address.starts_with(section)).map(|rule| Arc::clone(&rule.address));
        let near = suggest(&edit.address, near);
        // Nobody knows how a line without a key of its own is called: those of the section are named.
        let own = self.rules.iter().filter(|rule| near.contains(&rule.address));
        let of_section = self.rules.iter().filter(|rule| section_of(&rule.address) == section && near.is_empty());
        let suggestions: Vec<String> = own.chain(of_section).take(3).map(typed).collect();
        let mut found = Diagnostic::new(UNKNOWN_NAME, place).with("name", code(Arc::clone(&edit.address)));
        if let Some(label) = found.labels.first_mut() {
            label.role = "wanted-line";
        }
        found.with("suggestions", codes(suggestions))
    }

    /// A line of a list or choice, behind the last line of its section.
    fn add(&mut self, mut rule: Rule) {
        let section = section_of(&rule.address).to_owned();
        rule.address = self.unique(&rule.address);
        let last = self.rules.iter().rposition(|other| section_of(&other.address) == section);
        self.rules.insert(last.map_or(self.rules.len(), |index| index + 1), rule);
    }

    fn unique(&self, address: &Arc<str>) -> Arc<str> {
        let mut candidate = Arc::clone(address);
        let mut number = 2_u32;
        while self.rules.iter().any(|rule| rule.address == candidate) {
            candidate = format!("{address}#{number}").into();
            number += 1;
        }
        candidate
    }

    fn remove(&mut self, index: usize) {
        let gone = self.rules.remove(index);
        self.drop_exclusions(&gone);
        // What waited for a step that is gone waits for what that step waited for.
        let Yield::Step(step) = &gone.yields else { return };
        for rule in &mut self.rules {
            if let Yield::Step(other) = &mut rule.yields
                && let Some(at) = other.after.iter().position(|after| *after == gone.address)
            {
                other.after.splice(at..=at, step.after.iter().cloned());
                other.after.dedup();
            }
        }
    }

    /// `承诺 7 个工作日 不含 邮寄` is one line: what it does not count goes with it.
    fn drop_exclusions(&mut self, gone: &Rule) {
        if matches!(gone.yields, Yield::Limit(_)) {
            self.rules.retain(|rule| !(matches!(rule.yields, Yield::Exclusion { .. }) && rule.origin == gone.origin));
        }
    }

    /// The new line keeps the old one's address and order, and its cases unless it names its own.
    fn change(&mut self, index: usize, rules: Vec<Rule>) {
        let Some(old) = self.rules.get(index).cloned() else { return };
        let mut rules = rules.into_iter();
        let Some(mut new) = rules.next() else { return };
        new.address = Arc::clone(&old.address);
        new.stage = old.stage;
        if new.condition.is_none() {
            new.when = old.when.clone();
            new.condition.clone_from(&old.condition);
            new.comparisons.clone_from(&old.comparisons);
        }
        if new.choice.is_some() {
            new.choice.clone_from(&old.choice);
        }
        new.title = new.title.or_else(|| old.title.clone());
        keep_order(&mut new, &old);
        let limit = new.when.clone();
        let choice = new.choice.clone();
        if let Some(place) = self.rules.get_mut(index) {
            *place = new;
        }
        self.drop_exclusions(&old);
        for mut follower in rules {
            follower.when = self.cases_of(&limit, choice.as_ref());
            self.rules.retain(|rule| rule.address != follower.address);
            self.add(follower);
        }
    }

    /// The cases of a line, with the rest of a choice written out.
    fn cases_of(&self, when: &When, choice: Option<&Arc<str>>) -> When {
        let When::Otherwise = when else { return when.clone() };
        let others = self.rules.iter().filter(|rule| rule.choice.as_ref() == choice);
        let cases = others.filter_map(|rule| match &rule.when {
            When::If(formula) => Some(formula.clone()),
            When::Otherwise => None,
        });
        When::If(Formula::not(Formula::or(cases.collect::<Vec<_>>())))
    }

    fn change_choice(&mut self, edit: &Edit, rules: Vec<Rule>) {
        let is_of = |rule: &Rule| rule.choice.as_deref() == Some(&*edit.address) || rule.address == edit.address;
        let Some(first) = self.rules.iter().position(is_of) else {
            if self.unread.may_hold(&edit.address) {
                return;
            }
            let place = Place::Node(edit.origin.item.clone(), edit.origin.node);
            let found = self.unknown(edit, place);
            return self.error(found);
        };
        let gone: Vec<Rule> = self.rules.iter().filter(|rule| is_of(rule)).cloned().collect();
        self.rules.retain(|rule| !is_of(rule));
        gone.iter().for_each(|rule| self.drop_exclusions(rule));
        let at = first.min(self.rules.len());
        self.rules.splice(at..at, rules);
    }
}

/// A line as 改 addresses it: `给付/200 元/年龄 < 90` is typed `200 元 当 年龄 < 90`.
fn typed(rule: &Rule) -> String {
    let (section, key) = rule.address.split_once('/').unwrap_or((&rule.address, &rule.address));
    let condition = rule.condition.as_deref().filter(|_| key != section);
    let Some((condition, key)) = condition.and_then(|condition| Some((condition, key.strip_suffix(condition)?))) else {
        return key.to_owned();
    };
    let key = key.strip_suffix('/').unwrap_or(section);
    let rest = zh(Keyword::Rest);
    if condition == rest { format!("{key} {rest}") } else { format!("{key} {} {condition}", zh(Keyword::When)) }
}

/// A step that says nothing about its place in the process keeps the old one's.
fn keep_order(new: &mut Rule, old: &Rule) {
    if let (Yield::Step(new), Yield::Step(old)) = (&mut new.yields, &old.yields) {
        new.after.clone_from(&old.after);
        new.part = old.part;
    }
}

/// `stage/section` or `section`: an address without its last parts. Keys hold no `/` before their label.
fn section_of(address: &str) -> &str {
    address.split('/').next().unwrap_or(address)
}

/// The rule over the numbers of another table.
fn renumber_rule(rule: &Rule, map: &[FactId]) -> Rule {
    let mut rule = rule.clone();
    if let When::If(formula) = &rule.when {
        rule.when = When::If(renumber(formula, map));
    }
    for comparison in &mut rule.comparisons {
        comparison.fact = renumber_id(comparison.fact, map);
    }
    match &mut rule.yields {
        Yield::Condition { holds, .. } => *holds = renumber(holds, map),
        Yield::Prior { fact, .. } => *fact = renumber_id(*fact, map),
        Yield::Responsible { candidates, .. } => {
            candidates.iter_mut().for_each(|id| *id = renumber_id(*id, map));
        }
        Yield::Step(step) => step.places.iter_mut().for_each(|id| *id = renumber_id(*id, map)),
        Yield::Requirement(requirement) => {
            for member in requirement.options.iter_mut().flatten() {
                member.per = member.per.map(|id| renumber_id(id, map));
            }
        }
        Yield::Fee { per: Some((id, _)), .. } | Yield::Trigger { from: Some(id), .. } => *id = renumber_id(*id, map),
        _ => {}
    }
    rule
}
