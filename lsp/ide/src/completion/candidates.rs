//! The words and names that each kind of place takes.

use std::sync::Arc;

use matter_core::hir::{Declarations, FactType, Keyword};
use matter_core::regions::Position;
use matter_core::sounds::begins_as_typed;
use matter_syntax::keyword::{Class, Shape, Takes};
use matter_syntax::tree::Node;
use matter_syntax::write_numeral;

use super::{CompletionKind, List, MOST, Names, snippets};
use crate::symbol::SymbolKind;

/// Items that may also stand in the body of a matter.
const LOCAL: &[Keyword] = &[Keyword::Fact, Keyword::Define, Keyword::Never, Keyword::Rate, Keyword::Material];

impl List<'_> {
    fn all(&self) -> &'static [Keyword] {
        // The table is small; a slice of it saves collecting it at each place.
        static ALL: std::sync::LazyLock<Vec<Keyword>> = std::sync::LazyLock::new(|| Keyword::all().collect());
        &ALL
    }

    fn of_class(&mut self, class: Class) {
        for keyword in self.all().iter().filter(|keyword| keyword.class() == class) {
            self.word(*keyword);
        }
    }

    pub(super) fn items(&mut self) {
        self.of_class(Class::Item);
        let snippet = snippets::matter(self.at.clone(), self.face);
        if self.fits(&snippet.label) {
            self.found.push(snippet);
        }
    }

    pub(super) fn units(&mut self) {
        self.of_class(Class::Unit);
    }

    /// Sections that this kind of item may have and does not have yet.
    pub(super) fn sections(&mut self) {
        let Some(item) = self.scope.item.keyword else { return };
        let has = |keyword: Keyword| {
            let same = |node: &Node| matches!(node, Node::Section(section) if section.keyword == keyword);
            keyword != Keyword::Stage && self.scope.tree.body.iter().any(same)
        };
        let free: Vec<Keyword> =
            self.all().iter().copied().filter(|keyword| keyword.allowed_in(item) && !has(*keyword)).collect();
        for keyword in free {
            let before = self.found.len();
            self.word(keyword);
            if let Some(last) = self.found.get_mut(before) {
                let (insert, snippet) = snippets::section(keyword, self.face, keyword.shape().unwrap_or(Shape::Lines));
                (last.insert, last.snippet) = (insert, snippet);
            }
        }
        if item == Keyword::Matter {
            LOCAL.iter().for_each(|keyword| self.word(*keyword));
        }
    }

    pub(super) fn clauses(&mut self) {
        self.of_class(Class::Clause);
    }

    pub(super) fn laws(&mut self) {
        let laws = &self.scope.analysis.declarations().laws;
        let close = self
            .snapshot
            .analysis
            .text(&self.at.file)
            .is_some_and(|text| text.get(self.at.end as usize..).is_some_and(|rest| rest.starts_with('》')));
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
        let typed = self.typed.trim_start_matches('第');
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

    /// Values of a fact.
    pub(super) fn values(&mut self, name: &str) {
        let Some(fact) = self.scope.fact(name) else { return self.conditions() };
        let declarations = self.scope.analysis.declarations();
        let declared = declarations.fact_names.get(&fact.name).and_then(|at| declarations.facts.get(*at as usize));
        match declared.map(|one| &one.ty) {
            Some(FactType::YesNo) => [Keyword::Yes, Keyword::No].into_iter().for_each(|word| self.word(word)),
            Some(FactType::Region(_)) => self.regions(),
            _ => {}
        }
        let values = self.scope.values_of(&fact).unwrap_or_default();
        values.iter().for_each(|value| self.name(value, SymbolKind::Value, &fact.name));
        if values.is_empty() {
            self.same_type(&fact.name, declarations);
        }
    }

    /// Other facts of the same type, which a fact may be compared with.
    fn same_type(&mut self, name: &str, declarations: &Declarations) {
        let Some(own) = declarations.facts.iter().find(|one| &*one.name == name) else { return };
        let alike = |other: &FactType| std::mem::discriminant(other) == std::mem::discriminant(&own.ty);
        for other in declarations.facts.iter().filter(|other| other.name != own.name && alike(&other.ty)) {
            self.name(&other.name, SymbolKind::Fact, "");
        }
    }

    pub(super) fn behind_clause(&mut self, clause: Keyword, section: Option<Keyword>) {
        match (clause, clause.takes()) {
            (_, Some(Takes::Condition)) => self.conditions(),
            (_, Some(Takes::Citations)) => self.law_citations(),
            (_, Some(Takes::Event)) => self.of_class(Class::Event),
            (Keyword::By | Keyword::Approved | Keyword::LedBy, _) => self.names_of(SymbolKind::Department),
            (Keyword::OfPlace, _) => {
                self.regions();
                self.names_of(SymbolKind::Fact);
            }
            (Keyword::ToLevel, _) => self.of_class(Class::Level),
            (Keyword::Per | Keyword::NextQuestion, _) => self.names_of(SymbolKind::Fact),
            (Keyword::NotNeeded | Keyword::MayNeed, _) => self.names_of(SymbolKind::Material),
            (Keyword::Pending | Keyword::NotMet, _) => self.labels(),
            _ => self.content(section, false),
        }
        self.clauses();
        clause.closes().iter().for_each(|word| self.word(*word));
    }

    /// Facts, definitions, labels and what joins them.
    fn conditions(&mut self) {
        self.names_of(SymbolKind::Fact);
        self.names_of(SymbolKind::Define);
        self.names_of(SymbolKind::Rate);
        self.labels();
        self.of_class(Class::Operator);
    }

    /// Labels of the conditions of this matter, or of the matter that a test is about.
    fn labels(&mut self) {
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

    fn law_citations(&mut self) {
        for law in &self.scope.analysis.declarations().laws {
            let name = law.short.as_ref().unwrap_or(&law.name);
            self.push(name, CompletionKind::Name(SymbolKind::Law), "", Some(format!("《{name}》")), false);
        }
    }

    pub(super) fn head(&mut self) {
        match self.scope.item.keyword {
            Some(Keyword::Test | Keyword::Vary | Keyword::Window) => {
                self.names_of(SymbolKind::Matter);
                self.names_of(SymbolKind::Theme);
            }
            Some(Keyword::Define | Keyword::Never) => self.conditions(),
            Some(Keyword::Fact) => {
                use Keyword::{AnyMember, Date, Money, Region, Text, YesNo};
                [YesNo, Date, Money, Region, Text, AnyMember].into_iter().for_each(|word| self.word(word));
            }
            _ => {}
        }
        self.clauses();
    }

    /// What entries of a section begin with and hold.
    pub(super) fn content(&mut self, section: Option<Keyword>, first: bool) {
        let Some(section) = section else { return };
        match section {
            Keyword::Materials | Keyword::Priors | Keyword::Result => self.names_of(SymbolKind::Material),
            Keyword::Organ | Keyword::Lead | Keyword::IssuedBy => self.names_of(SymbolKind::Department),
            Keyword::Members | Keyword::Together | Keyword::Excluded | Keyword::Instead => {
                self.names_of(SymbolKind::Matter)
            }
            Keyword::Basis => self.law_citations(),
            Keyword::Responsible => self.names_of(SymbolKind::Fact),
            Keyword::Located | Keyword::At => self.regions(),
            Keyword::Intermediaries => self.names_of(SymbolKind::Intermediary),
            Keyword::Kind => self.terms("事项类型"),
            Keyword::Serves => self.terms("服务对象"),
            Keyword::Given => self.asked(),
            Keyword::Conditions if !first => self.conditions(),
            Keyword::Steps if !first => self.names_of(SymbolKind::Department),
            Keyword::Expect if first => self.expectations(),
            Keyword::Expect => {
                self.names_of(SymbolKind::Material);
                self.labels();
            }
            _ => {}
        }
        self.section_words(section, first);
    }

    /// Closed words that a section uses.
    fn section_words(&mut self, section: Keyword, first: bool) {
        use Keyword as K;
        let words: &[Keyword] = match section {
            K::Materials => &[K::Original, K::Photocopy, K::OriginalAndCopy, K::OriginalOrCopy, K::Electronic],
            K::Times if first => {
                &[K::Statutory, K::Promised, K::NotCounted, K::Extension, K::Notice, K::Delivery, K::Publicity]
            }
            K::Times => &[K::AtOnce, K::LawSetsNone],
            K::Channels => &[K::WindowWord, K::Online, K::Terminal, K::Post, K::Mobile, K::HomeVisit],
            K::CrossRegion => {
                &[K::Scope, K::Mode, K::Forward, K::ReturnPath, K::ClockStart, K::FullyOnline, K::Forwarded, K::Jointly]
            }
            K::Fees => &[K::Free],
            K::CaseKind => &[K::Immediate, K::PromisedCase],
            K::Result => &[K::Permanent, K::PickUp, K::Post],
            K::Priors => &[K::Hold],
            K::Steps => &[K::WindowWord, K::Publicity],
            K::Duties => &[K::BeforeEvent, K::DuringEvent, K::AfterEvent],
            K::Benefits => &[K::Monthly, K::Yearly, K::Once],
            _ => &[],
        };
        words.iter().for_each(|word| self.word(*word));
        if matches!(section, K::Accepts | K::Decides | K::Devolved | K::Delegated | K::Bodies | K::Branches) {
            self.of_class(Class::Level);
        }
        if section == K::CrossRegion {
            self.of_class(Class::Scope);
        }
    }

    /// What a line of 应得 may begin with.
    fn expectations(&mut self) {
        use Keyword as K;
        let words = [
            K::Materials,
            K::Pending,
            K::Due,
            K::Decides,
            K::Eligible,
            K::NotMet,
            K::NextQuestion,
            K::Times,
            K::Fees,
            K::Benefits,
            K::Result,
            K::Visits,
            K::Channels,
            K::CanAt,
            K::Instead,
            K::NotNeeded,
            K::MayNeed,
            K::AtLeastThese,
            K::Needs,
            K::Contradictory,
        ];
        words.into_iter().for_each(|word| self.word(word));
    }

    /// Facts that the matter of a test asks, or all facts.
    fn asked(&mut self) {
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

    fn terms(&mut self, vocabulary: &str) {
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
    fn matters(&self) -> Names {
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

    /// Regions: level by level from the root, or whatever begins as typed.
    pub(super) fn regions(&mut self) {
        let regions = self.scope.analysis.regions().clone();
        let root = self.scope.analysis.root();
        if self.typed.is_empty() {
            self.region(root);
            regions.children(root).for_each(|child| self.region(child));
            return;
        }
        let (first, last) = regions.interval(root);
        let inside = (first..=last).chain(regions.positions().filter(|at| *at < first || *at > last));
        let mut left = MOST / 2;
        for position in inside {
            let name = regions.name(position);
            if name.starts_with(self.typed) || (self.typed.is_ascii() && begins_as_typed(self.typed, name)) {
                self.region(position);
                left -= 1;
                if left == 0 {
                    self.full = true;
                    return;
                }
            }
        }
    }

    pub(super) fn regions_in(&mut self, parent: &str) {
        let Some(parent) = self.scope.region(parent) else { return };
        let regions = self.scope.analysis.regions().clone();
        regions.children(parent).for_each(|child| self.region(child));
    }

    fn region(&mut self, position: Position) {
        let regions = self.scope.analysis.regions();
        let above = regions.parent(position).map_or("", |parent| regions.name(parent));
        let (name, above) = (regions.name(position).to_owned(), above.to_owned());
        self.push(&name, CompletionKind::Name(SymbolKind::Region), &above, None, false);
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
        SymbolKind::Intermediary => all.intermediaries.iter().map(|one| plain(&one.name)).collect(),
        _ => Vec::new(),
    }
}
