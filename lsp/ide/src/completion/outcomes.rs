//! What a test expects: the words that a line of 应得 begins with, and what stands behind each.

use matter_core::hir::Keyword;
use matter_syntax::keyword::Class;

use super::{List, Place};
use crate::symbol::SymbolKind;

impl List<'_> {
    /// What a line of 应得 may begin with.
    pub(super) fn expectations(&mut self) {
        use Keyword as K;
        self.words(&[
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
            K::Needs,
            K::Contradictory,
        ]);
    }

    /// What stands behind one of them.
    pub(super) fn outcome(&mut self, of: Keyword, place: &Place<'_>) {
        match of {
            Keyword::Materials => {
                self.asked_for();
                self.names_of(SymbolKind::Material);
                self.alternatives(place.before.get(1..).unwrap_or(&[]));
                self.of_class(Class::Form);
            }
            Keyword::Result => self.names_of(SymbolKind::Material),
            Keyword::Decides => {
                self.of_class(Class::Level);
                self.names_of(SymbolKind::Department);
            }
            Keyword::Instead => self.names_of(SymbolKind::Matter),
            Keyword::Channels => self.content(Some(of), &[]),
            Keyword::Times => self.words(&[Keyword::AtOnce]),
            Keyword::Fees => {
                self.words(&[Keyword::Free]);
                self.charged();
            }
            _ => {}
        }
    }
}
