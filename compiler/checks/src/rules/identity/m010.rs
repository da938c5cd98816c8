//! At any time one matter has an implementation code.

use matter_core::diagnostic::{Arg, Code, Diagnostic};
use matter_core::hir::{Keyword, MatterHead, Period};

use crate::rules::context::{CatalogueContext, IMPLEMENTATION, code_of, section_of};

pub(super) const CODE: Code = Code("M010");

pub(super) fn check(context: &CatalogueContext<'_>, found: &mut Vec<Diagnostic>) {
    let mut coded: Vec<(&str, &MatterHead)> =
        context.matters.iter().filter_map(|head| Some((code_of(head, IMPLEMENTATION)?, &**head))).collect();
    coded.sort_by_key(|(code, _)| *code);
    for group in coded.chunk_by(|a, b| a.0 == b.0) {
        for (index, (code, second)) in group.iter().enumerate() {
            let before = group.iter().take(index);
            let Some((_, first)) = before.into_iter().find(|(_, first)| overlap(first.in_force, second.in_force)) else { continue };
            found.push(
                Diagnostic::new(CODE, section_of(second, Keyword::Code))
                    .label(section_of(first, Keyword::Code), "first")
                    .with("code", Arg::Code((*code).into()))
                    .with("other", Arg::Code(first.name.clone())),
            );
        }
    }
}

/// Whether two half-open periods share a day.
fn overlap(a: Period, b: Period) -> bool {
    let before = |end: Option<_>, start: Option<_>| matches!((end, start), (Some(end), Some(start)) if end <= start);
    !before(a.to, b.from) && !before(b.to, a.from)
}
