//! What a manifest says that only the compiler can judge: the names under `[lints]`, and the code of the root.

use std::sync::Arc;

use matter_core::Analysis;
use matter_core::diagnostic::{Arg, Code, Diagnostic, Place};
use matter_core::hir::Span;

use crate::lints::Lints;

/// A setting names neither a code, nor a family, nor `all`. args: `name`.
pub const UNKNOWN_LINT: Code = Code("E0508");
/// No administrative division has the code of the root. args: `code`.
pub const UNKNOWN_REGION: Code = Code("E0509");

/// The manifest of the catalogue itself, as findings name it.
const MANIFEST: &str = "matters.toml";

/// Findings about the catalogue's own manifest; `region_at` are the bytes of the root's code in it.
#[must_use]
pub fn problems(analysis: &Analysis, lints: &Lints, region_at: Span) -> Vec<Diagnostic> {
    let finding = |code, at, name: &'static str, value: &str| {
        Diagnostic::new(code, Place::File(Arc::from(MANIFEST), at)).with(name, Arg::Code(value.into()))
    };
    let settings = analysis.settings();
    let unknown = |code: &&Arc<str>| analysis.regions().by_code(code, settings.as_of).is_none();
    let region = settings.region.as_ref().filter(unknown);
    let lints = lints.unknown().map(|name| finding(UNKNOWN_LINT, Span::default(), "name", name));
    lints.chain(region.map(|code| finding(UNKNOWN_REGION, region_at, "code", code))).collect()
}
