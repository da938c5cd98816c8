//! The tests of a catalogue in memory, run through its tables as `matter test` runs them.

use std::sync::Arc;

use matter_core::Analysis;
use matter_core::hir::TestCase;
use matter_emit::trial::{self, Setting, Trial};

use crate::compiled::{compile, today};

/// Every test, with what came of it.
///
/// # Panics
/// If the tables cannot be made: the catalogue must have no errors.
#[must_use]
pub fn run(analysis: &Analysis) -> Vec<(Arc<TestCase>, Trial)> {
    let tests = analysis.tests();
    if tests.is_empty() {
        return Vec::new();
    }
    let catalogue = compile(analysis);
    let (declarations, regions) = (analysis.declarations(), analysis.regions());
    let setting = Setting { catalogue: &catalogue, declarations, regions, as_of: today(analysis) };
    let run = |test: Arc<TestCase>| (Arc::clone(&test), trial::run(&setting, &test));
    tests.into_iter().map(run).collect()
}
