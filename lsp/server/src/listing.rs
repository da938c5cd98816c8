//! The tests of all catalogues, for the editor's list of them.

use serde::Serialize;
use tower_lsp::ls_types::Location;

use crate::view::View;

/// Lists the tests of all catalogues; nothing is run.
pub(crate) const LIST_TESTS: &str = "matter/tests";

/// A test and its place.
#[derive(Serialize, Debug)]
pub(crate) struct ListedTest {
    name: String,
    location: Location,
    /// Number of its catalogue: tests of one catalogue are run by one request, which makes its tables once.
    catalogue: usize,
}

pub(crate) fn tests(views: &[View]) -> Vec<ListedTest> {
    let listed = |(catalogue, view): (usize, &View)| {
        let tests = view.ask(|view| view.snapshot.list_tests()).unwrap_or_default();
        let listed = tests.into_iter().filter_map(|(name, at)| {
            Some(ListedTest { name: name.to_string(), location: view.location(&at)?, catalogue })
        });
        listed.collect::<Vec<_>>()
    };
    views.iter().enumerate().flat_map(listed).collect()
}
