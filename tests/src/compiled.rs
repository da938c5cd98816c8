//! An analysis as tables in memory, opened as a window would open them; tests written in the language as requests to it.

use std::sync::Arc;

use matter_core::Analysis;
use matter_core::calendar::CalendarRows;
use matter_core::diagnostic::Diagnostic;
use matter_core::hir::{Definition, Origin, TestAnswer, TestCase, TestSubject};
use matter_core::lower::expression_text;
use matter_emit::rows::{self, Analysed, Release, Surroundings};
use matter_project::library;
use matter_runtime::tables::{Day, Tables};
use matter_runtime::{Catalogue, Dates, Error, Given, MatterId, RegionId, Request};

/// The tables of a catalogue, as a machine reads them.
///
/// # Panics
/// If a rule is too large for rows: texts of tests are not.
#[must_use]
pub fn compile(analysis: &Analysis) -> Catalogue {
    Catalogue::open(matter_runtime::image::build(&tables(analysis)).expect("an image")).expect("a readable image")
}

/// The rows of a catalogue.
///
/// # Panics
/// If a rule is too large for rows: texts of tests are not.
#[must_use]
pub fn tables(analysis: &Analysis) -> Tables {
    tables_or_refusal(analysis).expect("small rules")
}

/// The rows of a catalogue.
///
/// # Errors
/// What is too large for rows.
pub fn tables_or_refusal(analysis: &Analysis) -> Result<Tables, Vec<Diagnostic>> {
    let definitions: Vec<Arc<[Definition]>> =
        analysis.all_definitions(&analysis.matters_in_force().collect::<Vec<_>>());
    let analysed: Vec<Analysed<'_>> = definitions
        .iter()
        .flat_map(|definitions| definitions.iter())
        .map(|definition| Analysed { definition, unproved: &[] })
        .collect();
    let calendar = CalendarRows::read("cn", library().calendar, library().statutory_days).0.expect("a calendar");
    let surroundings = Surroundings {
        declarations: analysis.declarations(),
        regions: analysis.regions(),
        calendars: std::slice::from_ref(&calendar),
    };
    let position = |origin: &Origin| (origin.item.file.to_string(), 1);
    rows::tables(&release(analysis), &surroundings, &analysed, &position)
}

fn release(analysis: &Analysis) -> Release {
    let text = |text: &str| text.to_owned();
    Release {
        name: text("tests"),
        title: text("tests"),
        version: text("1"),
        edition: text("2026"),
        language: text("zh"),
        root_region: analysis.regions().code(analysis.root()).to_string(),
        as_of: today(analysis),
        tool: text("tests"),
        sources: Vec::new(),
    }
}

/// The day that stands for today.
#[must_use]
pub fn today(analysis: &Analysis) -> Day {
    analysis.settings().as_of.unwrap_or_default()
}

/// A request with the answers that it borrows.
#[derive(Clone, Debug)]
pub struct Asked {
    /// The matter.
    pub matter: MatterId,
    /// Its name.
    pub name: Arc<str>,
    /// The responsible region, if the test names it.
    pub responsible: Option<RegionId>,
    /// Where the applicant stands.
    pub here: Option<RegionId>,
    /// The day of everything.
    pub day: Day,
    /// What is answered.
    pub answers: Vec<Given>,
}

impl Asked {
    /// The request.
    #[must_use]
    pub fn request(&self) -> Request<'_> {
        Request {
            matter: self.matter,
            responsible: self.responsible,
            here: self.here,
            dates: Dates::on(self.day),
            answers: &self.answers,
        }
    }
}

/// Reads what a test of a matter knows; `None` for tests of themes.
///
/// # Errors
/// What the runtime refuses to read.
pub fn asked(analysis: &Analysis, catalogue: &Catalogue, test: &TestCase) -> Result<Option<Asked>, Error> {
    let TestSubject::Matter(name, _) = &test.subject else { return Ok(None) };
    let (matter, day) = (catalogue.matter(name)?, test.day.unwrap_or(today(analysis)));
    let mut answers = Vec::new();
    for answer in &test.answers {
        catalogue.read_answer(Some(matter), &answer.fact, &value(answer), day, &mut answers)?;
    }
    let responsible = match &test.responsible {
        None => None,
        Some(answer) => {
            let named = value(answer);
            let fact = catalogue.fact(Some(matter), &named).ok();
            let given = fact.and_then(|fact| answers.iter().find(|given| given.fact == fact));
            let region = given.and_then(|given| u32::try_from(given.value).ok()).map(RegionId);
            Some(region.map_or_else(|| catalogue.region(&named, day), Ok)?)
        }
    };
    Ok(Some(Asked { matter, name: name.clone(), responsible, here: test.place.map(RegionId), day, answers }))
}

fn value(answer: &TestAnswer) -> String {
    answer.value.as_ref().map_or_else(|| "是".to_owned(), |value| expression_text(value))
}
