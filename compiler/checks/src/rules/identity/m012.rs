//! A matter that is split into sub-items (base code ends in 001 …) is not itself accepted.

use matter_core::diagnostic::{Arg, Code, Diagnostic};
use matter_core::hir::{Keyword, MatterHead, SectionState};

use crate::rules::context::{BASE, CatalogueContext, code_of, section_of};

pub(super) const CODE: Code = Code("M012");

pub(super) fn check(context: &CatalogueContext<'_>, found: &mut Vec<Diagnostic>) {
    let full = |head| code_of(head, BASE).filter(|code| code.len() == 12);
    let mut coded: Vec<(&str, &MatterHead)> =
        context.matters.iter().filter_map(|head| Some((full(head)?, &**head))).collect();
    coded.sort_by_key(|(code, _)| *code);
    // The nine digits in front are the main item; 000 sorts before its sub-items.
    for group in coded.chunk_by(|a, b| a.0.get(..9) == b.0.get(..9)) {
        let Some((_, child)) = group.iter().find(|(code, _)| !code.ends_with("000")) else { continue };
        for (_, parent) in group.iter().filter(|(code, parent)| code.ends_with("000") && accepted(parent)) {
            found.push(
                Diagnostic::new(CODE, section_of(parent, Keyword::Accepts))
                    .label(section_of(child, Keyword::Code), "child")
                    .with("name", Arg::Code(parent.name.clone()))
                    .with("child", Arg::Code(child.name.clone())),
            );
        }
    }
}

fn accepted(head: &MatterHead) -> bool {
    head.sections.iter().any(|(word, state)| *word == Keyword::Accepts && *state == SectionState::Filled)
}
