//! Runs a test written in the language through the runtime and says what came out otherwise than expected.
//!
//! The test goes the way of a real case: its answers are read as a window would read them, the tables decide, and only then is the
//! outcome compared. Nothing here knows the definition that the tables were made from.

mod compare;
mod events;
mod handing;
mod request;
mod theme;
mod venues;
mod whole;
mod words;

use std::sync::Arc;

use matter_core::hir::{Declarations, NodeId, TestCase, TestSubject};
use matter_core::regions::RegionTree;
use matter_runtime::tables::Day;
use matter_runtime::{Answer, Case, Catalogue, Decision, Error};

/// What a trial needs beside the test.
#[derive(Clone, Copy)]
pub struct Setting<'a> {
    /// The tables.
    pub catalogue: &'a Catalogue,
    /// What the tables were made from, to name themes.
    pub declarations: &'a Declarations,
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
    /// What the case rested on, if it was decided.
    pub tried: Option<Tried>,
}

/// The case of a test as it was decided.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Tried {
    /// The matter.
    pub matter: Arc<str>,
    /// Day of acceptance.
    pub day: Day,
    /// Position of the responsible region.
    pub responsible: Option<u32>,
    /// Every known value by the name of its fact, computed ones included.
    pub values: Vec<(String, i64)>,
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
    /// How the test says what came out; `None` if no line of a test can say it.
    pub written: Option<Written>,
}

/// Lines of 应得 that say what the decision says.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Written {
    /// The lines, without indentation; none if the line that differs has no place.
    pub lines: Vec<String>,
    /// Whether the line that differs stays and these come behind it; else they stand in its place.
    pub beside: bool,
}

impl Trial {
    /// Whether everything came out as expected.
    #[must_use]
    pub const fn passed(&self) -> bool {
        self.differences.is_empty()
    }
}

/// Runs one test. A test of nothing, or of a theme that the catalogue does not have, fails.
#[must_use]
pub fn run(setting: &Setting, test: &TestCase) -> Trial {
    let mut trial = Trial { name: test.name.clone(), differences: Vec::new(), covered: Vec::new(), tried: None };
    match &test.subject {
        TestSubject::Matter(matter, _) => match decide(setting, test, matter) {
            Ok(outcome) => {
                trial.differences = compare::differences(setting, (test, matter), &outcome);
                trial.covered = covered(setting, matter, &outcome.answer);
                trial.tried = Some(outcome.tried);
            }
            Err(error) => trial.differences = compare::refused(test, &error),
        },
        TestSubject::Theme(index) => trial.differences = of_theme(setting, test, *index),
        TestSubject::Unknown(name) => trial.differences = vec![nothing(test, name)],
    }
    trial
}

fn of_theme(setting: &Setting, test: &TestCase, index: u32) -> Vec<Difference> {
    let named = usize::try_from(index).ok().and_then(|index| setting.declarations.themes.get(index));
    let Some(declared) = named else { return vec![nothing(test, "")] };
    theme::differences(setting, test, &declared.name).unwrap_or_else(|error| theme::refused(test, &error))
}

fn nothing(test: &TestCase, name: &str) -> Difference {
    Difference {
        node: test.origin.node,
        expected: name.to_owned(),
        got: "没有这个事项，也没有这件事".to_owned(),
        written: None,
    }
}

/// A decided case.
struct Outcome<'c> {
    day: Day,
    case: Case,
    answer: Answer,
    decision: Decision<'c>,
    /// What each fee of the decision costs in fen; none while the number that multiplies it is unknown.
    fees: Vec<Option<i64>>,
    tried: Tried,
}

fn decide<'s>(setting: &Setting<'s>, test: &TestCase, matter: &str) -> Result<Outcome<'s>, Error> {
    let day = test.day.unwrap_or(setting.as_of);
    let asked = request::read(setting, test, matter, day)?;
    let (mut case, mut answer) = (Case::new(), Answer::new());
    case.resolve(setting.catalogue, &asked.request())?;
    setting.catalogue.evaluate(&case, &mut answer)?;
    let decision = setting.catalogue.decision(&case, &answer)?;
    let fees = decision.fees.iter().map(|line| setting.catalogue.fee_amount(&case, &line.row));
    let fees = fees.collect::<Result<_, _>>()?;
    let tried = tried(setting, matter, asked.request().dates.selecting(), &case);
    Ok(Outcome { day, case, answer, decision, fees, tried })
}

fn tried(setting: &Setting, matter: &str, day: Day, case: &Case) -> Tried {
    let named =
        case.values().iter().filter_map(|given| Some((setting.catalogue.fact_row(given.fact).ok()?.name, given.value)));
    Tried {
        matter: matter.into(),
        day,
        responsible: case.responsible().map(|region| region.0),
        values: named.collect(),
    }
}

/// The rules that certainly held, by matter and address.
fn covered(setting: &Setting, matter: &Arc<str>, answer: &Answer) -> Vec<(Arc<str>, String)> {
    let held = answer.rules().filter(|rule| answer.status(*rule) == matter_runtime::Status::Certain);
    held.filter_map(|rule| setting.catalogue.row::<matter_runtime::tables::Rule>(rule.0).ok())
        .map(|row| (matter.clone(), row.key))
        .collect()
}
