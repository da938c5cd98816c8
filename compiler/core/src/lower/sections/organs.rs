//! 属地, 受理, 决定: which unit is responsible, who may accept, who decides.

use std::sync::Arc;

use matter_syntax::keyword::Keyword;
use matter_syntax::tree::{Entry, Expr, ExprKind, Node, PhraseKind, Section};

use super::super::codes::{LINE_FORM, UNKNOWN_NAME};
use super::super::condition::level_of;
use super::super::draft::Draft;
use super::super::findings::{code, codes, word};
use super::super::matter::Lowering;
use super::super::rules::Decides;
use super::super::suggest::suggest;
use super::super::words::{members, name_of, text_of, zh};
use crate::hir::{FactId, FactType, Level, Yield};

/// The level that the 属地 section names with 到.
pub(crate) fn responsible_level(sections: &[&Section]) -> Option<Level> {
    let section = sections.iter().find(|section| section.keyword == Keyword::Responsible)?;
    let below = section.body.iter().filter_map(|node| match node {
        Node::Entry(entry) => Some(entry),
        _ => None,
    });
    section.inline.iter().chain(below).find_map(level_in)
}

fn level_in(entry: &Entry) -> Option<Level> {
    entry.phrases.iter().find_map(|phrase| match &phrase.kind {
        PhraseKind::Clause { keyword: Keyword::ToLevel, args, .. } => args.first().and_then(level_of),
        _ => None,
    })
}

impl Lowering<'_> {
    pub(crate) fn responsible(&mut self, mut draft: Draft<'_>) {
        let tails = self.tails(&mut draft);
        let title = draft.line.text();
        let stated = draft.line.clause(Keyword::ToLevel).and_then(|tail| tail.arg()).and_then(level_of);
        let picked = draft.line.clause(Keyword::AnyOf);
        let mut named: Vec<&Expr> = picked.iter().flat_map(|tail| tail.args.iter().flat_map(members)).collect();
        if named.is_empty()
            && let Some(expr) = draft.line.value()
        {
            named = match &expr.kind {
                ExprKind::Pick { of, .. } => of.iter().collect(),
                _ => members(expr),
            };
        }
        if named.is_empty() {
            return self.malformed(&draft, "expected-region-fact");
        }
        let found: Vec<(FactId, Level)> = named.iter().filter_map(|expr| self.region_fact(expr)).collect();
        let Some(level) = stated.or(self.scope.responsible).or_else(|| found.iter().map(|(_, level)| *level).min())
        else {
            return;
        };
        let names: Vec<String> = named.iter().map(|expr| text_of(expr)).collect();
        let candidates = found.into_iter().map(|(id, _)| id).collect();
        self.rule(&tails, &names.join("、"), Decides::Section, title, Yield::Responsible { candidates, level });
        self.finish(&draft);
    }

    /// A region fact that a line names; a finding if it is none.
    pub(crate) fn region_fact(&mut self, expr: &Expr) -> Option<(FactId, Level)> {
        let name = name_of(expr).unwrap_or_else(|| text_of(expr));
        let conditions = self.conditions();
        if let Some(fact) = conditions.fact_named(&name) {
            let level = match fact.declaration.ty {
                FactType::Region(level) => level,
                _ => {
                    let found = self.findings.at(LINE_FORM, expr.span, "expected-region-fact");
                    let found = found.with("section", word(Keyword::Responsible));
                    self.findings.push(found.with("found", code(name.as_str())));
                    return None;
                }
            };
            let mut conditions = self.conditions();
            let fact = conditions.fact_named(&name)?;
            return conditions.intern(&fact).map(|id| (id, level));
        }
        let facts = self.world.declared.all_facts().iter().chain(&self.scope.facts);
        let regions = facts.filter(|fact| matches!(fact.ty, FactType::Region(_)));
        let suggestions = suggest(&name, regions.map(|fact| Arc::clone(&fact.name)));
        let found = self.findings.at(UNKNOWN_NAME, expr.span, "wanted-region-fact").with("name", code(name));
        self.findings.push(found.with("suggestions", codes(suggestions)));
        None
    }

    pub(crate) fn accepts(&mut self, mut draft: Draft<'_>) {
        let tails = self.tails(&mut draft);
        let title = draft.line.text();
        let Some(expr) = draft.line.value() else { return self.malformed(&draft, "expected-level") };
        for member in members(expr) {
            let (key, yields) = match level_of(member) {
                Some(level) => (zh(level.keyword()).to_owned(), Yield::Accept { level: Some(level), name: None }),
                None => {
                    let name = name_of(member).unwrap_or_else(|| text_of(member));
                    let yields = Yield::Accept { level: None, name: Some(name.as_str().into()) };
                    (name, yields)
                }
            };
            self.rule(&tails, &key, Decides::List, title.clone(), yields);
        }
        self.finish(&draft);
    }

    pub(crate) fn decides(&mut self, mut draft: Draft<'_>) {
        let tails = self.tails(&mut draft);
        let title = draft.line.text();
        let Some(level) = draft.line.value_if(level_of) else { return self.malformed(&draft, "expected-level") };
        let department = draft.line.value().map(|expr| self.department(expr, true));
        let key = match &department {
            Some(department) => format!("{} {department}", zh(level.keyword())),
            None => zh(level.keyword()).to_owned(),
        };
        self.rule(&tails, &key, Decides::Section, title, Yield::Decider { level, department });
        self.finish(&draft);
    }
}
