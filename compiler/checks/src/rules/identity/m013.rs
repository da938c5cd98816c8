//! Two matters of one department whose names differ in neutral words only, on the same basis, are likely one.

use matter_core::diagnostic::{Arg, Code, Diagnostic};
use matter_core::hir::{Keyword, MatterHead};
use rayon::prelude::*;

use crate::rules::context::{BASE, CatalogueContext, at, code_of, section_of};
use crate::rules::text::essential;

pub(super) const CODE: Code = Code("M013");

pub(super) fn check(context: &CatalogueContext<'_>, found: &mut Vec<Diagnostic>) {
    let mut named: Vec<(String, &MatterHead)> = context.matters.par_iter().map(|head| (essential(&head.name), &**head)).collect();
    named.par_sort_by(|a, b| a.0.cmp(&b.0));
    for pair in named.windows(2) {
        let [(first_name, first), (name, second)] = pair else { continue };
        if first_name == name && first.name != second.name && likely_one(first, second) {
            found.push(
                Diagnostic::new(CODE, at(&second.origin))
                    .label(at(&first.origin), "first")
                    .label(section_of(first, Keyword::Basis), "basis")
                    .with("name", Arg::Code(second.name.clone()))
                    .with("other", Arg::Code(first.name.clone())),
            );
        }
    }
}

/// Codes tell matters apart where both are given.
fn likely_one(a: &MatterHead, b: &MatterHead) -> bool {
    let coded_apart = matches!((code_of(a, BASE), code_of(b, BASE)), (Some(a), Some(b)) if a != b);
    let shared = a.basis.iter().any(|citation| b.basis.contains(citation));
    !coded_apart && shared && a.department.is_some() && a.department == b.department
}
