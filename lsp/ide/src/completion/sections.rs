//! What items and sections take: sections that are missing yet, what lines begin with, closed words.

use matter_core::hir::Keyword;
use matter_syntax::keyword::{Class, Shape};
use matter_syntax::tree::Node;

use super::{List, snippets};
use crate::symbol::SymbolKind;

/// Items that may also stand in the body of a matter.
pub(super) const LOCAL: &[Keyword] =
    &[Keyword::Fact, Keyword::Define, Keyword::Never, Keyword::Rate, Keyword::Material];

impl List<'_> {
    pub(super) fn all(&self) -> &'static [Keyword] {
        // The table is small; a slice of it saves collecting it at each place.
        static ALL: std::sync::LazyLock<Vec<Keyword>> = std::sync::LazyLock::new(|| Keyword::all().collect());
        &ALL
    }

    pub(super) fn of_class(&mut self, class: Class) {
        for keyword in self.all().iter().filter(|keyword| keyword.class() == class) {
            self.word(*keyword);
        }
    }

    pub(super) fn items(&mut self) {
        self.of_class(Class::Item);
        let whole: Vec<_> = snippets::items(&self.at, self.face).filter(|one| self.fits(&one.label)).collect();
        self.found.extend(whole);
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
        let table = snippets::table(self.at.clone(), self.face);
        if item == Keyword::Matter && !has(Keyword::Decides) && self.fits(&table.label) {
            self.found.push(table);
        }
        if item == Keyword::Matter {
            LOCAL.iter().for_each(|keyword| self.word(*keyword));
        }
    }

    /// What entries of a section begin with and hold.
    pub(super) fn content(&mut self, section: Option<Keyword>, first: bool) {
        let Some(section) = section else { return };
        match section {
            Keyword::Materials | Keyword::Priors | Keyword::Result => self.names_of(SymbolKind::Material),
            Keyword::Organ | Keyword::Lead | Keyword::IssuedBy => self.names_of(SymbolKind::Department),
            Keyword::Members | Keyword::Together | Keyword::Excluded | Keyword::Instead => {
                self.names_of(SymbolKind::Matter);
            }
            Keyword::Stage if self.scope.item.keyword == Some(Keyword::Theme) => self.names_of(SymbolKind::Matter),
            Keyword::Rank => self.ranks(),
            Keyword::Basis => self.law_citations(),
            Keyword::Responsible => self.region_facts(),
            Keyword::Located | Keyword::At => self.regions(),
            Keyword::Intermediaries => self.names_of(SymbolKind::Intermediary),
            Keyword::Kind => self.terms("事项类型"),
            Keyword::Serves => self.terms("服务对象"),
            Keyword::Given => self.asked(),
            Keyword::Steps if !first => self.names_of(SymbolKind::Department),
            Keyword::Expect if first => self.expectations(),
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
            K::Stage if self.scope.item.keyword == Some(K::Matter) => &[K::Within],
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
}
