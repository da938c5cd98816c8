//! The units that fit a number: those of the fact that it is compared with, of the window that it measures, of what its section counts.

use matter_core::hir::{FactType, Keyword, Operation};
use matter_syntax::keyword::{Class, Context, lookup};
use matter_syntax::tree::Face;

use super::List;
use super::place::{Counted, Place};

use Keyword as K;

const MONEY: &[Keyword] = &[K::Yuan, K::WanYuan, K::YiYuan];
const DAYS: &[Keyword] = &[K::WorkingDays, K::CalendarDays, K::Months, K::Years, K::PlainDays, K::HoursUnit];
const LIMITS: &[Keyword] = &[K::WorkingDays, K::CalendarDays, K::Months, K::Years, K::HoursUnit];
const PAPERS: &[Keyword] =
    &[K::Copies, K::Sheets, K::Sets, K::Volumes, K::ItemsUnit, K::Units, K::CasesUnit, K::Pieces];
/// Units that convert into each other.
const ALIKE: &[&[Keyword]] = &[MONEY, &[K::SquareMetres, K::Hectares], &[K::Metres, K::Kilometres]];

impl List<'_> {
    /// Units behind a number; none where one stands already.
    pub(super) fn units(&mut self, counted: &Counted, place: &Place<'_>) {
        if self.unit_follows() {
            return;
        }
        match counted {
            Counted::Fact(fact) => self.units_of_fact(fact),
            Counted::Window => self.words(&[DAYS, &[K::FullYears]].concat()),
            Counted::Anything => self.of_class(Class::Unit),
            Counted::Section => self.units_of_section(place.section),
        }
    }

    /// Behind a number and a blank: 至, where a range may stand.
    pub(super) fn behind_number(&mut self, counted: &Counted, place: &Place<'_>) {
        let compared = place.before.iter().rev().nth(1).and_then(|piece| piece.operator());
        let order = [K::AtLeastOp, K::AtMostOp, K::More, K::Less, K::Between];
        let range = match counted {
            Counted::Fact(_) | Counted::Window => !compared.is_some_and(|by| order.contains(&by)),
            Counted::Section => matches!(place.section, None | Some(K::Renewal | K::Discretion)),
            Counted::Anything => false,
        };
        if range {
            self.words(&[K::Between]);
        }
    }

    /// Right behind the unit of a window: 内, written without a blank.
    pub(super) fn behind_unit(&mut self, counted: &Counted, place: &Place<'_>) {
        let window = *counted == Counted::Window || place.section == Some(K::Renewal);
        if !window || lookup(place.typed, Context::Unit).is_none() {
            return;
        }
        let (typed, at) = (self.typed, self.at.clone());
        (self.typed, self.at.start) = ("", at.end);
        self.words(&[K::WithinPeriod]);
        (self.typed, self.at) = (typed, at);
    }

    /// Whether the line goes on with a unit, behind blanks or without.
    fn unit_follows(&self) -> bool {
        let rest = self.rest.trim_start();
        let word: usize = rest.chars().take_while(|sign| sign.is_alphanumeric()).map(char::len_utf8).sum();
        self.typed.is_empty() && rest.get(..word).is_some_and(|word| lookup(word, Context::Unit).is_some())
    }

    fn units_of_fact(&mut self, name: &str) {
        let declared = self.scope.fact(name).and_then(|fact| self.scope.declaration(&fact));
        match declared.map(|fact| fact.ty) {
            Some(FactType::Number { unit: Some(unit), .. }) => {
                let own: Vec<Keyword> = self
                    .all()
                    .iter()
                    .copied()
                    .filter(|one| one.class() == Class::Unit && one.text(Face::Zh) == &*unit)
                    .collect();
                let alike = ALIKE.iter().find(|group| own.iter().any(|one| group.contains(one)));
                self.words(&own);
                self.words(alike.copied().unwrap_or(&[]));
            }
            Some(FactType::Number { unit: None, .. }) => {}
            Some(FactType::Money) => self.words(MONEY),
            Some(FactType::Count { operation, .. }) => self.words(match operation {
                Operation::Years => &[K::FullYears, K::Years],
                Operation::Months => &[K::Months],
                _ => &[K::PlainDays, K::CalendarDays],
            }),
            _ => self.of_class(Class::Unit),
        }
    }

    fn units_of_section(&mut self, section: Option<Keyword>) {
        match section {
            Some(K::Times | K::Steps | K::CrossRegion) => self.words(LIMITS),
            Some(K::Materials) => self.words(&[PAPERS, LIMITS].concat()),
            Some(K::Fees) => self.words(MONEY),
            Some(K::Visits) => self.words(&[K::TimesUnit]),
            _ => self.of_class(Class::Unit),
        }
    }
}
