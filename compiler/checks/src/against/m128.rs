//! Cases in hand keep the version under which they were accepted: a material that comes anew is asked from a day on, not of them.

use matter_core::diagnostic::{Arg, Code, Diagnostic};

use super::Added;
use crate::rules::at;

pub(super) const CODE: Code = Code("M128");

pub(super) fn check(added: &Added<'_>) -> Option<Diagnostic> {
    let in_hand = added.change.kind == "requirement" && added.block.from.is_none();
    in_hand.then(|| {
        Diagnostic::new(CODE, at(&added.rule.origin))
            .with("material", Arg::Code(added.title().into()))
            .with("day", Arg::Day(added.earlier.today))
            .with("version", Arg::Plain(added.version().into()))
    })
}
