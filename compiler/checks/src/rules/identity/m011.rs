//! Matters with one base code have one name and one kind (四同): across catalogues, and across departments of one.

use matter_core::diagnostic::{Arg, Code, Diagnostic};
use matter_core::hir::{Keyword, MatterHead};

use crate::rules::context::{BASE, CatalogueContext, at, because, code_of, section_of};

pub(super) const CODE: Code = Code("M011");

pub(super) fn check(context: &CatalogueContext<'_>, found: &mut Vec<Diagnostic>) {
    let mut coded: Vec<(&str, &MatterHead)> =
        context.matters.iter().filter_map(|head| Some((code_of(head, BASE)?, &**head))).collect();
    coded.sort_by_key(|(code, _)| *code);
    for group in coded.chunk_by(|a, b| a.0 == b.0) {
        let Some(((code, first), rest)) = group.split_first() else { continue };
        for (_, other) in rest.iter().filter(|(_, other)| elsewhere(first, other)) {
            let reason = if !same_name(&first.name, &other.name) {
                "name"
            } else if other_kind(first, other) {
                "kind"
            } else {
                continue;
            };
            found.push(
                because(CODE, at(&other.origin), reason)
                    .label(section_of(first, Keyword::Code), "first")
                    .with("code", Arg::Code((*code).into()))
                    .with("name", Arg::Code(other.name.clone()))
                    .with("other", Arg::Code(first.name.clone())),
            );
        }
    }
}

/// One organ may split a matter into several by handling item, with names of their own.
fn elsewhere(a: &MatterHead, b: &MatterHead) -> bool {
    let catalogue = |head: &MatterHead| head.origin.item.file.split_once(':').map(|(name, _)| name.to_owned());
    catalogue(a) != catalogue(b) || a.department != b.department
}

/// `食品经营许可` and `食品经营许可（新办）` are one name.
fn same_name(a: &str, b: &str) -> bool {
    let bare = |name: &str| name.split(['（', '(']).next().unwrap_or_default().trim().to_owned();
    bare(a) == bare(b)
}

fn other_kind(a: &MatterHead, b: &MatterHead) -> bool {
    matches!((&a.kind, &b.kind), (Some((a, _)), Some((b, _))) if a != b)
}
