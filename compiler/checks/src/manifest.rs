//! What a manifest says that only the compiler can judge: the names under `[lints]`, and the code of the root.

use std::collections::BTreeMap;
use std::sync::Arc;

use matter_core::Analysis;
use matter_core::diagnostic::{Arg, Code, Diagnostic, Edit, Fix, Place, Severity};
use matter_core::hir::Span;
use matter_core::names::similar;

use crate::lints::{Lints, names};
use crate::texts::default_severity;

/// A setting names neither a code, nor a family, nor `all`. args: `name`.
pub const UNKNOWN_LINT: Code = Code("E0508");
/// No administrative division has the code of the root. args: `code`.
pub const UNKNOWN_REGION: Code = Code("E0509");
/// Texts of a dependency have errors: what the catalogue takes from it cannot be relied on. args: `name`, `count`; second label `first-error`.
pub const BROKEN_DEPENDENCY: Code = Code("E0513");

/// The manifest of the catalogue itself, as findings name it.
const MANIFEST: &str = "matters.toml";

/// Where a manifest says what is judged here; what it does not say is empty.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Places {
    /// The code of the root.
    pub region: Span,
    /// Each name under `[lints]`.
    pub lints: BTreeMap<String, Span>,
    /// The catalogues that this one stands on, by rank from 1: name, and where the manifest says so.
    pub dependencies: Vec<(Arc<str>, Span)>,
}

/// Findings about the catalogue's own manifest.
#[must_use]
pub fn problems(analysis: &Analysis, lints: &Lints, at: &Places) -> Vec<Diagnostic> {
    let finding = |code, at, name: &'static str, value: &str| {
        Diagnostic::new(code, Place::File(Arc::from(MANIFEST), at)).with(name, Arg::Code(value.into()))
    };
    let settings = analysis.settings();
    let unknown = |code: &&Arc<str>| analysis.regions().by_code(code, settings.as_of).is_none();
    let region = settings.region.as_ref().filter(unknown);
    let lints = lints.unknown().map(|name| {
        let place = at.lints.get(name).copied().unwrap_or_default();
        let found = finding(UNKNOWN_LINT, place, "name", name);
        // `--deny` on the command line has no place that could be mended.
        let near = similar(name, names()).first().copied().filter(|_| place != Span::default());
        near.into_iter().fold(found, |found, near| found.fix(instead(place, near)))
    });
    let region = region.map(|code| finding(UNKNOWN_REGION, at.region, "code", code));
    lints.chain(region).chain(broken_dependencies(analysis, at)).collect()
}

/// The dependencies whose texts have errors, each with the first of them.
fn broken_dependencies<'a>(analysis: &'a Analysis, at: &'a Places) -> impl Iterator<Item = Diagnostic> + 'a {
    let ranks = (1u16..).zip(&at.dependencies);
    ranks.filter_map(|(rank, (name, place))| {
        let files = analysis.files().filter(|path| analysis.rank(path) == Some(rank));
        let found = files.flat_map(|path| analysis.diagnostics(path));
        let mut errors = found.filter(|found| default_severity(found.code) == Severity::Error);
        let first = errors.next()?.labels.first()?.place.clone();
        let count = i64::try_from(errors.count()).unwrap_or(i64::MAX).saturating_add(1);
        let finding = Diagnostic::new(BROKEN_DEPENDENCY, Place::File(Arc::from(MANIFEST), *place));
        let finding = finding.with("name", Arg::Code(Arc::clone(name))).with("count", Arg::Number(count));
        Some(finding.label(first, "first-error"))
    })
}

fn instead(at: Span, name: &str) -> Fix {
    let edits = vec![Edit { place: Place::File(Arc::from(MANIFEST), at), text: name.into() }];
    Fix { title: "use-instead", args: vec![("text", Arg::Code(name.into()))], edits, certain: false }
}
