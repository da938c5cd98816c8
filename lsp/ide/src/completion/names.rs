//! Names that are declared: in the catalogue and its libraries, in the item at hand, or by the matter of a test.

use std::sync::Arc;

use matter_core::hir::{Declarations, Keyword};
use matter_core::law_ranks;
use matter_core::lower::expression_text;
use matter_syntax::tree::{Entry, Expr, ExprKind, Node, Phrase, PhraseKind};
use matter_syntax::write_numeral;

use super::{CompletionKind, List, MOST, Names};
use crate::symbol::{SymbolKind, subjects};
use crate::walk::{Surroundings, Visitor, walk};

impl List<'_> {
    pub(super) fn laws(&mut self) {
        let laws = &self.scope.analysis.declarations().laws;
        // A title that is closed already, right here or behind the rest of it.
        let close = self.closes('》', '《');
        for law in laws {
            let names = std::iter::once(&law.name).chain(&law.short).chain(&law.aliases);
            for name in names {
                let insert = if close { name.to_string() } else { format!("{name}》") };
                self.push(
                    name,
                    CompletionKind::Name(SymbolKind::Law),
                    law.number.as_deref().unwrap_or(""),
                    Some(insert),
                    false,
                );
            }
        }
    }

    /// The articles of a law, by their numbers in either writing.
    pub(super) fn articles(&mut self, law: &str) {
        let declarations = self.scope.analysis.declarations();
        let index = declarations.law_names.get(law).copied();
        let Some(law) = index.and_then(|index| declarations.laws.get(index as usize)) else { return };
        let typed = self.typed.trim_start_matches('第').trim_end_matches('条');
        for number in 1..=law.articles.unwrap_or(0) {
            let (chinese, digits) = (write_numeral(number), number.to_string());
            if !chinese.starts_with(typed) && !digits.starts_with(typed) {
                continue;
            }
            let label = format!("第{chinese}条");
            let of = law.short.as_ref().unwrap_or(&law.name).to_string();
            let written = std::mem::take(&mut self.typed);
            let kind = CompletionKind::Name(SymbolKind::Law);
            if self.push(&label, kind, &of, None, false)
                && let Some(last) = self.found.last_mut()
            {
                last.filter = format!("{label} 第{digits}条 {digits}");
            }
            self.typed = written;
        }
    }

    pub(super) fn law_citations(&mut self) {
        for law in &self.scope.analysis.declarations().laws {
            let name = law.short.as_ref().unwrap_or(&law.name);
            self.push(name, CompletionKind::Name(SymbolKind::Law), "", Some(format!("《{name}》")), false);
        }
        for law in &self.scope.analysis.declarations().laws {
            if let Some(number) = &law.number {
                self.push(number, CompletionKind::Name(SymbolKind::Law), &law.name, None, false);
            }
        }
    }

    /// Labels of the conditions of this matter, or of the matter that a test is about.
    pub(super) fn labels(&mut self) {
        let matter = self.subject().unwrap_or_else(|| self.scope.item.item.clone());
        let definitions = self.scope.analysis.definitions(&matter);
        let labels = definitions.first().into_iter().flat_map(|one| &one.rules).filter_map(|rule| match &rule.yields {
            matter_core::hir::Yield::Condition { label, .. } => Some((label.clone(), rule.title.clone())),
            _ => None,
        });
        let labels: Vec<_> = labels.collect();
        for (label, title) in labels {
            self.name(&label, SymbolKind::Label, title.as_deref().unwrap_or(""));
        }
    }

    /// Facts that the matter of a test asks, or all facts.
    pub(super) fn asked(&mut self) {
        let definitions = self.subject().map(|matter| self.scope.analysis.definitions(&matter));
        let facts: Vec<Arc<str>> = definitions
            .iter()
            .filter_map(|all| all.first())
            .flat_map(|one| &one.facts)
            .map(|fact| fact.name.clone())
            .collect();
        let named = &self.scope.analysis.declarations().fact_names;
        for name in facts.iter().filter(|name| named.contains_key(*name)) {
            self.name(name, SymbolKind::Fact, "");
        }
        self.names_of(SymbolKind::Fact);
    }

    /// Ranks of laws.
    pub(super) fn ranks(&mut self) {
        for rank in law_ranks() {
            self.push(rank, CompletionKind::Name(SymbolKind::Law), "", None, false);
        }
    }

    /// What the lines of a section of the base matter are addressed by.
    pub(super) fn addressed(&mut self, section: Option<Keyword>) {
        let base = subjects(self.scope.tree).find_map(|name| self.scope.analysis.matter_named(&name));
        let Some(tree) = base.and_then(|(_, matter)| self.scope.analysis.tree(&matter)) else { return };
        let kind = match section {
            Some(Keyword::Materials) => SymbolKind::Material,
            _ => SymbolKind::Label,
        };
        let mut lines = Lines { section, firsts: Vec::new() };
        walk(&tree.parse().item, &mut lines);
        let firsts = lines.firsts.iter().flat_map(|first| match &first.kind {
            ExprKind::List(parts)
            | ExprKind::Joined(parts)
            | ExprKind::Or(parts)
            | ExprKind::Pick { of: parts, .. } => parts.as_slice(),
            _ => std::slice::from_ref(*first),
        });
        for first in firsts {
            match &first.kind {
                ExprKind::Word(word) => self.word(*word),
                _ => self.name(&expression_text(first), kind, ""),
            }
        }
    }

    pub(super) fn terms(&mut self, vocabulary: &str) {
        let all = &self.scope.analysis.declarations().vocabularies;
        let terms = all.iter().find(|one| &*one.name == vocabulary).map(|one| &one.terms);
        for (code, title) in terms.into_iter().flatten() {
            self.push(title, CompletionKind::Name(SymbolKind::Vocabulary), code, None, false);
        }
    }

    pub(super) fn names_of(&mut self, kind: SymbolKind) {
        let declared = match kind {
            SymbolKind::Matter => self.matters(),
            other => declared_names(self.scope.analysis.declarations(), other),
        };
        for (name, detail) in self.local_names(kind).into_iter().chain(declared) {
            if self.full {
                return;
            }
            self.name(&name, kind, &detail);
        }
    }

    /// The first matters by name that fit; of many thousands no more are sorted than are shown.
    pub(super) fn matters(&self) -> Names {
        let found = self.scope.analysis.items_like(|keyword| keyword == Keyword::Matter, self.typed);
        let mut names: Vec<&Arc<str>> = found.map(|(.., name)| name).collect();
        if names.len() > MOST {
            names.select_nth_unstable(MOST);
            names.truncate(MOST + 1);
        }
        names.sort_unstable();
        names.dedup();
        names.into_iter().map(|name| (Arc::clone(name), Arc::from(""))).collect()
    }

    /// Names that this item declares for itself.
    fn local_names(&self, kind: SymbolKind) -> Names {
        let local = |node: &Node| match node {
            Node::Item(item) if item.keyword.and_then(SymbolKind::of_item) == Some(kind) => {
                item.name.as_ref().map(|name| (Arc::from(&*name.text), Arc::from("")))
            }
            _ => None,
        };
        self.scope.tree.body.iter().filter_map(local).collect()
    }
}

/// The first words of a section's lines.
struct Lines<'t> {
    section: Option<Keyword>,
    firsts: Vec<&'t Expr>,
}

impl<'t> Visitor<'t> for Lines<'t> {
    fn entry(&mut self, entry: &'t Entry, at: Surroundings<'t>) {
        if at.section == self.section
            && let Some(Phrase { kind: PhraseKind::Expr(first), .. }) = entry.phrases.first()
        {
            self.firsts.push(first);
        }
    }
}

/// Names with what stands beside them.
fn declared_names(all: &Declarations, kind: SymbolKind) -> Names {
    let plain = |name: &Arc<str>| (name.clone(), Arc::from(""));
    match kind {
        SymbolKind::Fact => {
            all.facts.iter().map(|one| (one.name.clone(), one.doc.lines().next().unwrap_or("").into())).collect()
        }
        SymbolKind::Define => all.defines.iter().map(|one| plain(&one.name)).collect(),
        SymbolKind::Rate => all.rates.iter().map(|one| plain(&one.name)).collect(),
        SymbolKind::Material => {
            let names = all
                .materials
                .iter()
                .flat_map(|one| std::iter::once(&one.name).chain(&one.aliases).map(move |name| (name, one)));
            names.map(|(name, one)| (name.clone(), one.issuer.clone().unwrap_or_default())).collect()
        }
        SymbolKind::Department => all.departments.iter().map(|one| plain(&one.name)).collect(),
        SymbolKind::Theme => all.themes.iter().map(|one| plain(&one.name)).collect(),
        SymbolKind::Window => all.windows.iter().map(|one| plain(&one.name)).collect(),
        SymbolKind::Profile => all.profiles.iter().map(|one| plain(&one.name)).collect(),
        SymbolKind::Vocabulary => all.vocabularies.iter().map(|one| plain(&one.name)).collect(),
        SymbolKind::Intermediary => all.intermediaries.iter().map(|one| plain(&one.name)).collect(),
        _ => Vec::new(),
    }
}
