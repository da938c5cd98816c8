//! Conditions: operands, the operators that a fact takes, its values, what joins whole comparisons.

use matter_core::hir::{FactDeclaration, FactType, Keyword};
use matter_syntax::keyword::{Context, lookup};
use matter_syntax::tree::Face;

use super::condition::Expected;
use super::table::Cell;
use super::{List, Place};
use crate::symbol::SymbolKind;

const EQUALITY: &[Keyword] = &[Keyword::Equal, Keyword::Unequal];
const ORDER: &[Keyword] = &[Keyword::AtLeastOp, Keyword::AtMostOp, Keyword::More, Keyword::Less];
/// Places that the responsible region tells.
const RELATIVE: &[Keyword] = &[
    Keyword::Here,
    Keyword::ThisProvince,
    Keyword::ThisCity,
    Keyword::ThisCounty,
    Keyword::ThisTown,
    Keyword::ThisCatalogue,
];
const JOINTS: &[Keyword] = &[Keyword::And, Keyword::Or];

impl List<'_> {
    /// What continues a condition.
    pub(super) fn condition(&mut self, expected: &Expected, place: &Place<'_>) {
        match expected {
            Expected::Operand => self.operands(),
            Expected::Operator(fact) => self.operators(fact, place),
            Expected::Value(fact, by) => self.values(fact, Some(*by)),
            Expected::Window(_) => self.words(&[Keyword::Full, Keyword::AtLeastCount, Keyword::WithinPeriod]),
            Expected::End(..) => {
                self.words(JOINTS);
                self.tails(place);
            }
        }
    }

    /// Facts, definitions, labels, and the words that an operand begins with.
    pub(super) fn operands(&mut self) {
        self.names_of(SymbolKind::Fact);
        self.names_of(SymbolKind::Define);
        self.names_of(SymbolKind::Rate);
        self.labels();
        self.words(&[Keyword::Not, Keyword::AtLeastCount]);
    }

    fn declared_fact(&self, name: &str) -> Option<FactDeclaration> {
        self.scope.declaration(&self.scope.fact(name)?)
    }

    fn operators(&mut self, name: &str, place: &Place<'_>) {
        let Some(fact) = self.declared_fact(name) else { return self.behind_unknown(name, place) };
        match fact.ty {
            FactType::YesNo => {
                self.words(&[Keyword::Equal]);
                self.words(JOINTS);
                self.tails(place);
            }
            FactType::Choice { ordered, .. } => {
                self.words(EQUALITY);
                self.words(&[Keyword::InSet]);
                if ordered {
                    self.words(ORDER);
                }
            }
            FactType::Set { .. } => self.words(&[Keyword::HasAny, Keyword::HasAll]),
            FactType::Number { .. } | FactType::Money | FactType::Count { .. } => {
                self.words(ORDER);
                self.words(EQUALITY);
            }
            FactType::Date => {
                self.words(&[Keyword::CountedFrom, Keyword::CountedBefore]);
                self.words(ORDER);
                self.words(EQUALITY);
            }
            FactType::Region(_) => self.words(&[Keyword::Equal, Keyword::Unequal, Keyword::InSet]),
            FactType::Text => {}
        }
    }

    /// Behind a rate comparisons; behind a definition, a label or an unknown name the condition may end.
    fn behind_unknown(&mut self, name: &str, place: &Place<'_>) {
        if self.scope.of_kind(SymbolKind::Rate, name).is_some() {
            self.words(ORDER);
            return self.words(EQUALITY);
        }
        self.words(JOINTS);
        if self.scope.of_kind(SymbolKind::Define, name).is_none() {
            self.words(EQUALITY);
        }
        self.tails(place);
    }

    /// Values of a fact, behind an operator if it is compared.
    pub(super) fn values(&mut self, name: &str, by: Option<Keyword>) {
        let Some(fact) = self.scope.fact(name) else {
            return self.words(&[Keyword::Yes, Keyword::No]);
        };
        match self.declared_fact(name).map(|one| one.ty) {
            Some(FactType::YesNo) => self.words(&[Keyword::Yes, Keyword::No]),
            Some(FactType::Region(level)) => {
                self.region_values(level, by == Some(Keyword::InSet));
                if by.is_some() {
                    self.words(RELATIVE);
                }
            }
            _ => {}
        }
        let values = self.scope.values_of(&fact).unwrap_or_default();
        for value in &values {
            // 窗口 is a word of the language, too, and has its English.
            match lookup(value, Context::Value).filter(|_| self.face == Face::En) {
                Some(word) => self.word(word),
                None => self.name(value, SymbolKind::Value, &fact.name),
            }
        }
        if values.is_empty() && by.is_some() {
            self.same_type(name);
        }
    }

    /// Other facts of the same type, which a fact may be compared with.
    fn same_type(&mut self, name: &str) {
        let Some(own) = self.declared_fact(name) else { return };
        let (own, ty) = (own.name, std::mem::discriminant(&own.ty));
        let facts = &self.scope.analysis.declarations().facts;
        let alike = facts.iter().filter(|other| other.name != own && std::mem::discriminant(&other.ty) == ty);
        alike.for_each(|other| self.name(&other.name, SymbolKind::Fact, ""));
    }

    /// Facts that are dates: what a count of years begins with.
    pub(super) fn dates(&mut self) {
        let facts = &self.scope.analysis.declarations().facts;
        let dates = facts.iter().filter(|fact| fact.ty == FactType::Date);
        dates.for_each(|fact| self.name(&fact.name, SymbolKind::Fact, ""));
    }

    /// What a cell of a table takes.
    pub(super) fn cell(&mut self, cell: &Cell, place: &Place<'_>) {
        match cell {
            Cell::Question => self.operands(),
            Cell::Heading => place.section.into_iter().for_each(|section| self.word(section)),
            Cell::Answer { fact, begun } => {
                self.values(fact, Some(Keyword::InSet));
                if !begun {
                    self.comparisons(fact);
                }
            }
            Cell::Decided => self.content(place.section, &[]),
            Cell::Behind => self.tails(place),
        }
    }

    /// The signs that a cell under a fact may begin with; a value alone stands for equality.
    fn comparisons(&mut self, fact: &str) {
        let ordered = match self.declared_fact(fact).map(|fact| fact.ty) {
            Some(FactType::Choice { ordered, .. }) => ordered,
            Some(FactType::Number { .. } | FactType::Money | FactType::Count { .. } | FactType::Date) => true,
            _ => false,
        };
        if ordered {
            self.words(ORDER);
        }
        self.words(&[Keyword::AnyMark]);
    }
}
