//! Runs a test written in the language through the runtime and says what came out otherwise than expected.
//!
//! The test goes the way of a real case: its answers are read as a window would read them, the tables decide, and only then is the
//! outcome compared. Nothing here knows the definition that the tables were made from.

mod compare;
mod request;

use std::sync::Arc;

use matter_core::hir::{NodeId, TestCase, TestSubject};
use matter_core::regions::RegionTree;
use matter_runtime::tables::Day;
use matter_runtime::{Answer, Case, Catalogue, Decision, Error};

/// What a trial needs beside the test.
#[derive(Clone, Copy)]
pub struct Setting<'a> {
    /// The tables.
    pub catalogue: &'a Catalogue,
    /// Administrative divisions, to name places.
    pub regions: &'a RegionTree,
    /// The day of a test that names none.
    pub as_of: Day,
}

/// What came of a test.
#[derive(Clone, PartialEq, Debug)]
pub struct Trial {
    /// The test's name.
    pub name: Arc<str>,
    /// Lines that did not come out as expected; none: passed.
    pub differences: Vec<Difference>,
    /// Addresses of the rules that held: what the test covers.
    pub covered: Vec<(Arc<str>, String)>,
}

/// One line of 应得 and what came instead.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Difference {
    /// The line in the test.
    pub node: NodeId,
    /// What was expected, in words of the language.
    pub expected: String,
    /// What came out.
    pub got: String,
}

impl Trial {
    /// Whether everything came out as expected.
    #[must_use]
    pub const fn passed(&self) -> bool {
        self.differences.is_empty()
    }
}

/// Runs one test of a matter; `None` for tests of themes.
#[must_use]
pub fn run(setting: &Setting, test: &TestCase) -> Option<Trial> {
    let TestSubject::Matter(matter, _) = &test.subject else { return None };
    let mut trial = Trial { name: test.name.clone(), differences: Vec::new(), covered: Vec::new() };
    match decide(setting, test, matter) {
        Ok(outcome) => {
            trial.differences = compare::differences(setting, test, &outcome);
            trial.covered = covered(setting, matter, &outcome.answer);
        }
        Err(error) => trial.differences = compare::refused(test, &error),
    }
    Some(trial)
}

/// A decided case.
struct Outcome {
    day: Day,
    answer: Answer,
    decision: Decision,
}

fn decide(setting: &Setting, test: &TestCase, matter: &str) -> Result<Outcome, Error> {
    let day = test.day.unwrap_or(setting.as_of);
    let asked = request::read(setting, test, matter, day)?;
    let (mut case, mut answer) = (Case::new(), Answer::new());
    case.resolve(setting.catalogue, &asked.request())?;
    setting.catalogue.evaluate(&case, &mut answer)?;
    let decision = setting.catalogue.decision(&case, &answer)?;
    Ok(Outcome { day, answer, decision })
}

/// The rules that certainly held, by matter and address.
fn covered(setting: &Setting, matter: &Arc<str>, answer: &Answer) -> Vec<(Arc<str>, String)> {
    let held = answer.rules().filter(|rule| answer.status(*rule) == matter_runtime::Status::Certain);
    held.filter_map(|rule| setting.catalogue.row::<matter_runtime::tables::Rule>(rule.0).ok())
        .map(|row| (matter.clone(), row.key))
        .collect()
}
