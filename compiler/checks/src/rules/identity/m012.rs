//! A matter that is split into sub-items (base code ends in 001 …) is not itself accepted.

use matter_core::diagnostic::{Arg, Code, Diagnostic};
use matter_core::hir::{Keyword, MatterHead, SectionState};

use crate::rules::context::{BASE, CatalogueContext, code_of, section};

pub(super) const CODE: Code = Code("M012");

pub(super) fn check(context: &CatalogueContext<'_>, found: &mut Vec<Diagnostic>) {
    let coded: Vec<(&str, &MatterHead)> =
        context.matters.iter().filter_map(|head| Some((code_of(head, BASE).filter(|code| code.len() == 12)?, &**head))).collect();
    for (code, parent) in coded.iter().filter(|(code, parent)| code.ends_with("000") && accepted(parent)) {
        let Some(stem) = code.get(..9) else { continue };
        let Some((_, child)) = coded.iter().find(|(other, _)| other != code && other.starts_with(stem)) else { continue };
        found.push(
            Diagnostic::new(CODE, section(parent, Keyword::Accepts))
                .label(section(child, Keyword::Code), "child")
                .with("name", Arg::Code(parent.name.clone()))
                .with("child", Arg::Code(child.name.clone())),
        );
    }
}

fn accepted(head: &MatterHead) -> bool {
    head.sections.iter().any(|(word, state)| *word == Keyword::Accepts && *state == SectionState::Filled)
}
