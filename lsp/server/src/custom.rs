//! Requests that the protocol does not have: running tests, saying which program this is. The preview has a file of its own.

use matter_ide::{LineOutcome, TestOutcome, Trials};
use serde::{Deserialize, Serialize};
use tower_lsp::ls_types::{Location, TextEdit, Uri};

use crate::view::View;

/// Runs tests.
pub(crate) const RUN_TESTS: &str = "matter/runTests";
/// Says which program this is.
pub(crate) const VERSION: &str = "matter/version";

/// Which tests to run: of a file, of the catalogue of a file, or of all catalogues; by name, or all.
#[derive(Deserialize, Debug)]
#[serde(rename_all = "camelCase")]
pub(crate) struct RunTests {
    /// A file of the catalogue.
    pub(crate) uri: Uri,
    /// Names; all if absent.
    pub(crate) names: Option<Vec<String>>,
    /// Only tests of this very file.
    #[serde(default)]
    pub(crate) only_this_file: bool,
}

/// What came of the tests.
#[derive(Serialize, Debug)]
#[serde(rename_all = "camelCase")]
pub(crate) struct TestReport {
    pub(crate) tests: Vec<TestResult>,
    /// Why none could be run, or not all of those that were named.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) problem: Option<String>,
}

/// What came of one test.
#[derive(Serialize, Debug)]
#[serde(rename_all = "camelCase")]
pub(crate) struct TestResult {
    name: String,
    passed: bool,
    location: Option<Location>,
    differences: Vec<Difference>,
}

/// A line that came out otherwise.
#[derive(Serialize, Debug)]
struct Difference {
    location: Option<Location>,
    expected: String,
    got: String,
    /// Edits of that file by which the test says what came out.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    accepted: Vec<TextEdit>,
}

/// Which program this is.
#[derive(Serialize, Debug)]
pub(crate) struct Version {
    pub(crate) version: &'static str,
}

/// Outcomes in the protocol's terms.
pub(crate) fn report(view: &View, outcomes: Vec<TestOutcome>, problem: Option<String>) -> TestReport {
    let result = |one: TestOutcome| TestResult {
        name: one.name.to_string(),
        passed: one.differences.is_empty(),
        location: view.location(&one.at),
        differences: one
            .differences
            .into_iter()
            .map(|LineOutcome { at, expected, got, accepted }| Difference {
                location: view.location(&at),
                expected,
                got,
                accepted: accepted.and_then(|edit| view.changes(&[edit]).into_values().next()).unwrap_or_default(),
            })
            .collect(),
    };
    TestReport { tests: outcomes.into_iter().map(result).collect(), problem }
}

/// Runs collected tests; a report without tests says why.
pub(crate) fn run(trials: &Trials) -> Result<Vec<TestOutcome>, TestReport> {
    trials.run().map_err(|problem| TestReport { tests: Vec::new(), problem: Some(problem) })
}
