//! Clauses by position: the tails that a line takes, what each of them takes, the words that open a group or an edit.

use matter_core::hir::Keyword;
use matter_syntax::keyword::{Class, Shape, Takes};
use matter_syntax::tree::Face;

use super::content::{NOT_COUNTED, is_unit};
use super::{List, Place};
use crate::signature::tails;
use crate::symbol::SymbolKind;

/// What a special rule's line begins with.
const EDITS: &[Keyword] = &[Keyword::Change, Keyword::Add, Keyword::Remove];

/// Sections whose lines say `市级 至 县级`.
const DELEGATION: [Keyword; 4] = [Keyword::Devolved, Keyword::Delegated, Keyword::Posted, Keyword::Networked];

/// What happens when something is overdue.
const OVERDUE: [Keyword; 2] = [Keyword::TreatedAccepted, Keyword::Terminate];

/// Who approves that a limit is extended (行政许可法第四十二条).
const APPROVING: [&str; 2] = ["行政机关负责人", "本级人民政府负责人"];

impl List<'_> {
    /// The tails of the line at hand.
    pub(super) fn tails(&mut self, place: &Place<'_>) {
        let free: Vec<Keyword> = tails(place.parts).filter(|tail| !self.written.contains(tail)).collect();
        self.words(&free);
        // What is overdue is mostly written as one word.
        if free.contains(&Keyword::Overdue) && self.face == Face::Zh {
            let word = Keyword::Overdue.text(Face::Zh);
            self.plain_words(OVERDUE.map(|what| format!("{word}{}", what.text(Face::Zh))));
        }
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
        self.content(section, &[]);
        match section {
            Some(Keyword::Responsible | Keyword::Materials) => self.words(&[Keyword::AnyOf]),
            Some(Keyword::Expect) => self.words(&[Keyword::AtLeastThese]),
            _ => {}
        }
    }

    /// Behind the colon of an item's head line.
    pub(super) fn inline(&mut self, item: Keyword, place: &Place<'_>) {
        use Keyword::{AnyMember, Date, Money, Region, Text, YesNo};
        match item {
            Keyword::Test | Keyword::Window => {
                self.names_of(SymbolKind::Matter);
                self.names_of(SymbolKind::Theme);
            }
            Keyword::Fact | Keyword::Rate => {
                self.words(&[YesNo, Date, Money, Region, Text, AnyMember]);
                self.decimals(place);
            }
            _ => {}
        }
    }

    /// What a clause takes.
    pub(super) fn operand(&mut self, clause: Keyword, section: Option<Keyword>) {
        match (clause, clause.takes()) {
            (_, Some(Takes::Citations)) => self.law_citations(),
            (Keyword::Since, _) if self.scope.item.keyword == Some(Keyword::Fact) => self.dates(),
            (_, Some(Takes::Event)) => self.of_class(Class::Event),
            (Keyword::By, _) if self.scope.item.keyword == Some(Keyword::Fact) => {
                self.names_of(SymbolKind::Department);
                self.sources();
            }
            (Keyword::By | Keyword::LedBy, _) => self.names_of(SymbolKind::Department),
            (Keyword::Approved, _) => self.approving(clause),
            (Keyword::Until, _) if section.is_some_and(|section| DELEGATION.contains(&section)) => {
                self.of_class(Class::Level);
            }
            (Keyword::Excluding, _) => {
                self.words(&[Keyword::Post]);
                self.plain_words(NOT_COUNTED);
            }
            (Keyword::Within, _) => self.steps(),
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
            (Keyword::Pending, _) => self.labels(),
            (Keyword::NotMet, _) => {
                self.labels();
                self.held(false);
            }
            (Keyword::Delivered, _) => self.words(&[
                Keyword::PickUp,
                Keyword::Post,
                Keyword::CollectFreight,
                Keyword::ElectronicDelivery,
                Keyword::WindowWord,
                Keyword::Online,
            ]),
            (Keyword::Overdue, _) => self.words(&OVERDUE),
            (Keyword::Change | Keyword::Remove, _) => self.addressed(section),
            (Keyword::Add, _) => self.content(section, &[]),
            (Keyword::AtLeastThese, _) => self.expectations(),
            (Keyword::AnyOf, _) => self.content(section, &[]),
            _ => {}
        }
    }

    /// Behind a clause with what it takes: the word that closes it, and the line's other tails.
    pub(super) fn behind(&mut self, clause: Option<Keyword>, place: &Place<'_>) {
        clause.into_iter().for_each(|clause| self.words(clause.closes()));
        if clause == Some(Keyword::Since) && self.scope.item.keyword == Some(Keyword::Fact) {
            self.words(&[Keyword::CompletedYears, Keyword::CompletedMonths, Keyword::CompletedDays]);
        }
        if clause == Some(Keyword::Until) {
            self.decimals(place);
        }
        self.tails(place);
    }

    /// Behind the unit of a fact that is a number.
    fn decimals(&mut self, place: &Place<'_>) {
        if self.scope.item.keyword == Some(Keyword::Fact) && is_unit(place.before.last()) {
            self.words(&[Keyword::OneDecimal, Keyword::TwoDecimals, Keyword::ThreeDecimals]);
        }
    }

    /// Who approves, with the word that closes the clause: in Chinese the two are one word.
    fn approving(&mut self, clause: Keyword) {
        self.names_of(SymbolKind::Department);
        self.words(clause.closes());
        let close = clause.closes().first().map_or("", |word| word.text(Face::Zh));
        let face = self.face;
        self.plain_words(APPROVING.map(|who| if face == Face::Zh { format!("{who}{close}") } else { who.to_owned() }));
    }
}
