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

/// The tests of one catalogue.
pub(crate) fn tests(view: &View) -> Vec<(String, Location)> {
    let tests = view.snapshot.list_tests().into_iter();
    tests.filter_map(|(name, at)| Some((name.to_string(), view.location(&at)?))).collect()
}

/// The tests of all catalogues, each with the number of its own.
pub(crate) fn numbered(all: Vec<Vec<(String, Location)>>) -> Vec<ListedTest> {
    let listed = all.into_iter().enumerate().flat_map(|(catalogue, tests)| {
        tests.into_iter().map(move |(name, location)| ListedTest { name, location, catalogue })
    });
    listed.collect()
}
