//! Words that stand elsewhere already: in the item at hand, in the matter that a test or a special rule is about, in declarations.

use std::collections::BTreeSet;
use std::sync::Arc;

use matter_core::hir::Keyword;
use matter_core::lower::expression_text;
use matter_syntax::tree::{Expr, ExprKind, Item};

use super::{CompletionKind, List};
use crate::symbol::{SymbolKind, plain_name, subjects};
use crate::walk::{Surroundings, Visitor, walk};

impl List<'_> {
    /// Words that are neither names nor words of the language.
    pub(super) fn plain_words<T: AsRef<str>>(&mut self, words: impl IntoIterator<Item = T>) {
        for word in words {
            self.push(word.as_ref(), CompletionKind::Name(SymbolKind::Value), "", None, false);
        }
    }

    /// Steps: the usual ones, and those of the item and of the matter that it is about.
    pub(super) fn steps(&mut self) {
        use Keyword as K;
        self.words(&[K::Accept, K::Reviews, K::Decide, K::Issue, K::Publicity, K::Delivery]);
        let own = self.collect(|expr, at| at.section == Some(K::Steps) && at.phrase == 0 && is_name(expr));
        for step in own {
            self.name(&step, SymbolKind::Value, "");
        }
    }

    /// Whose a document is, as far as the item or its matter says it of documents.
    pub(super) fn holders(&mut self) {
        let inner = |expr: &Expr| match &expr.kind {
            ExprKind::Qualified { inner, .. } => plain_name(inner),
            _ => None,
        };
        let asked = |at: Surroundings<'_>| matches!(at.section, Some(Keyword::Materials | Keyword::Expect));
        let mut found = self.gather(|expr, at| inner(expr).filter(|_| asked(at)));
        found.extend(["配偶", "经办人", "代办人"].map(str::to_owned));
        self.plain_words(found);
    }

    /// Data that is shared, by the names that materials and facts give it.
    pub(super) fn sources(&mut self) {
        let all = self.scope.analysis.declarations();
        let sources = all.materials.iter().filter_map(|one| one.shared.clone());
        let facts = all.facts.iter().filter_map(|one| one.by.clone());
        let mut found: BTreeSet<Arc<str>> = sources.chain(facts).collect();
        found.extend(["公安人口库", "电子证照库", "婚姻登记库", "社会保险库"].map(Arc::from));
        found.retain(|one| !all.department_names.contains_key(one));
        self.plain_words(found);
    }

    pub(super) fn issuers_of_materials(&mut self) {
        let all = self.scope.analysis.declarations();
        let mut found: BTreeSet<Arc<str>> = all.materials.iter().filter_map(|one| one.issuer.clone()).collect();
        found.retain(|one| !all.department_names.contains_key(one));
        self.plain_words(std::iter::once(Arc::from("申请人")).chain(found));
    }

    pub(super) fn issuers_of_laws(&mut self) {
        let laws = &self.scope.analysis.declarations().laws;
        let found: BTreeSet<Arc<str>> = laws.iter().filter_map(|one| one.issuer.clone()).collect();
        self.plain_words(found);
    }

    /// Systems of codes that code lists name.
    pub(super) fn code_systems(&mut self) {
        let lists = &self.scope.analysis.declarations().vocabularies;
        let own = lists.iter().map(|list| &list.code_system);
        let others = lists.iter().flat_map(|list| list.equivalents.iter().map(|(_, system, _)| system));
        let found: BTreeSet<Arc<str>> = own.chain(others).filter(|system| !system.is_empty()).cloned().collect();
        self.plain_words(std::iter::once(Arc::from("国家")).chain(found));
    }

    /// Documents that must be held, those of the matter that a test is about first.
    pub(super) fn held(&mut self, others: bool) {
        let own = self.collect(|expr, at| at.section == Some(Keyword::Priors) && at.clause.is_none() && is_name(expr));
        own.iter().for_each(|name| self.name(name, SymbolKind::Material, ""));
        if others {
            self.names_of(SymbolKind::Material);
        }
    }

    /// Documents that the matter of a test or a special rule asks for, as it writes them: with whose they are.
    pub(super) fn asked_for(&mut self) {
        let requirement = |expr: &Expr| match &expr.kind {
            ExprKind::Qualified { .. } | ExprKind::Name(_) => Some(expression_text(expr)),
            _ => None,
        };
        let line =
            |at: Surroundings<'_>| at.section == Some(Keyword::Materials) && at.clause.is_none() && at.phrase == 0;
        let found = self.of_subject(|expr, at| requirement(expr).filter(|_| line(at)));
        for name in found {
            let kind = CompletionKind::Name(SymbolKind::Material);
            self.push(&name, kind, "", None, false);
        }
    }

    /// What the matter of a test charges.
    pub(super) fn charged(&mut self) {
        let fee = |at: Surroundings<'_>| at.section == Some(Keyword::Fees) && at.phrase == 0 && at.clause.is_none();
        let found = self.of_subject(|expr, at| plain_name(expr).filter(|_| fee(at) && is_name(expr)));
        self.plain_words(found);
    }

    /// What the limits of the matter of a test leave out: each may stop the clock.
    pub(super) fn pauses(&mut self) {
        let out = |expr: &Expr| matches!(expr.kind, ExprKind::Word(Keyword::NotCounted));
        let found = self.of_subject(|expr, at| {
            let left_out = at.section == Some(Keyword::Times) && at.phrase == 1 && at.first.is_some_and(out);
            plain_name(expr).filter(|_| left_out && is_name(expr))
        });
        self.plain_words(found);
    }

    /// The facts that the responsible region is chosen from.
    pub(super) fn candidates(&mut self) {
        let found = self.of_subject(|expr, at| {
            let named = at.section == Some(Keyword::Responsible) && is_name(expr);
            plain_name(expr).filter(|_| named && at.clause.is_none_or(|clause| clause == Keyword::AnyOf))
        });
        found.iter().for_each(|name| self.name(name, SymbolKind::Fact, ""));
        if found.is_empty() {
            self.region_facts();
        }
    }

    fn collect(&self, wanted: impl Fn(&Expr, Surroundings<'_>) -> bool) -> Vec<String> {
        self.gather(|expr, at| plain_name(expr).filter(|_| wanted(expr, at)))
    }

    /// What the item's own expressions and those of its matter give, each once, in order.
    fn gather(&self, read: impl Fn(&Expr, Surroundings<'_>) -> Option<String>) -> Vec<String> {
        let mut found = Vec::new();
        gather_in(self.scope.tree, &read, &mut found);
        for other in self.of_subject(read) {
            if !found.contains(&other) {
                found.push(other);
            }
        }
        found
    }

    fn of_subject(&self, read: impl Fn(&Expr, Surroundings<'_>) -> Option<String>) -> Vec<String> {
        let mut found = Vec::new();
        let subject = subjects(self.scope.tree).find_map(|name| self.scope.analysis.matter_named(&name));
        if let Some(tree) = subject.and_then(|(_, matter)| self.scope.analysis.tree(&matter)) {
            gather_in(&tree.parse().item, &read, &mut found);
        }
        found
    }
}

fn is_name(expr: &Expr) -> bool {
    matches!(expr.kind, ExprKind::Name(_))
}

fn gather_in(item: &Item, read: &dyn Fn(&Expr, Surroundings<'_>) -> Option<String>, found: &mut Vec<String>) {
    let mut gather = Gather { read, found };
    walk(item, &mut gather);
}

struct Gather<'a> {
    read: &'a dyn Fn(&Expr, Surroundings<'_>) -> Option<String>,
    found: &'a mut Vec<String>,
}

impl<'t> Visitor<'t> for Gather<'_> {
    fn expr(&mut self, expr: &'t Expr, at: Surroundings<'t>) {
        if let Some(word) = (self.read)(expr, at).filter(|word| !self.found.contains(word)) {
            self.found.push(word);
        }
    }
}
