//! Clauses by position: the tails that a line takes, what each of them takes, the words that open a group or an edit.

use matter_core::hir::Keyword;
use matter_syntax::keyword::{Class, Shape, Takes};

use super::{List, Place};
use crate::signature::tails;
use crate::symbol::SymbolKind;

/// What a special rule's line begins with.
const EDITS: &[Keyword] = &[Keyword::Change, Keyword::Add, Keyword::Remove];

impl List<'_> {
    /// The tails of the line at hand.
    pub(super) fn tails(&mut self, place: &Place<'_>) {
        let free: Vec<Keyword> = tails(place.parts).filter(|tail| !self.written.contains(tail)).collect();
        self.words(&free);
    }

    /// What a line of a section, or of an item without sections, may begin with besides: groups, tails.
    pub(super) fn groups(&mut self, place: &Place<'_>) {
        let Some(section) = place.section else { return self.tails(place) };
        if section.shape() != Some(Shape::Text) && tails(place.parts).any(|tail| tail == Keyword::When) {
            self.words(&[Keyword::When, Keyword::Rest, Keyword::Always]);
        }
    }

    /// What an entry begins with: an edit of a special rule, its content, 任选, 至少.
    pub(super) fn opening(&mut self, section: Option<Keyword>) {
        if section.is_some() && self.scope.item.keyword == Some(Keyword::Vary) {
            self.words(EDITS);
        }
        self.content(section, true);
        match section {
            Some(Keyword::Responsible | Keyword::Materials) => self.words(&[Keyword::AnyOf]),
            Some(Keyword::Expect) => self.words(&[Keyword::AtLeastThese]),
            _ => {}
        }
    }

    /// Behind the colon of an item's head line.
    pub(super) fn inline(&mut self, item: Keyword) {
        use Keyword::{AnyMember, Date, Money, Region, Text, YesNo};
        match item {
            Keyword::Test | Keyword::Window => {
                self.names_of(SymbolKind::Matter);
                self.names_of(SymbolKind::Theme);
            }
            Keyword::Fact | Keyword::Rate => self.words(&[YesNo, Date, Money, Region, Text, AnyMember]),
            _ => {}
        }
    }

    /// What a clause takes.
    pub(super) fn operand(&mut self, clause: Keyword, section: Option<Keyword>) {
        match (clause, clause.takes()) {
            (_, Some(Takes::Citations)) => self.law_citations(),
            (Keyword::Since, _) if self.scope.item.keyword == Some(Keyword::Fact) => self.dates(),
            (_, Some(Takes::Event)) => self.of_class(Class::Event),
            (Keyword::By | Keyword::LedBy, _) => self.names_of(SymbolKind::Department),
            (Keyword::Approved, _) => {
                self.names_of(SymbolKind::Department);
                self.words(clause.closes());
            }
            (Keyword::OfPlace | Keyword::CanAt, _) => {
                self.regions();
                self.region_facts();
            }
            (Keyword::ToLevel, _) => self.of_class(Class::Level),
            (Keyword::AnyOf, _) if section == Some(Keyword::Responsible) => self.region_facts(),
            (
                Keyword::Per | Keyword::ShareBase | Keyword::NextQuestion | Keyword::Needs | Keyword::Contradictory,
                _,
            ) => {
                self.asked();
            }
            (Keyword::NotNeeded | Keyword::MayNeed, _) => self.names_of(SymbolKind::Material),
            (Keyword::Pending | Keyword::NotMet, _) => self.labels(),
            (Keyword::Delivered, _) => self.words(&[
                Keyword::PickUp,
                Keyword::Post,
                Keyword::CollectFreight,
                Keyword::ElectronicDelivery,
                Keyword::WindowWord,
                Keyword::Online,
            ]),
            (Keyword::Overdue, _) => self.words(&[Keyword::TreatedAccepted, Keyword::Terminate]),
            (Keyword::Change | Keyword::Remove, _) => self.addressed(section),
            (Keyword::Add, _) => self.content(section, true),
            (Keyword::AtLeastThese, _) => self.expectations(),
            (Keyword::AnyOf, _) => self.content(section, true),
            _ => {}
        }
    }

    /// Behind a clause with what it takes: the word that closes it, and the line's other tails.
    pub(super) fn behind(&mut self, clause: Option<Keyword>, place: &Place<'_>) {
        clause.into_iter().for_each(|clause| self.words(clause.closes()));
        self.tails(place);
    }
}
