//! A case in the words of people → a decided case with what is needed to explain it.

use matter_runtime::due::{Event, EventKind};
use matter_runtime::tables::{self, Day, view};
use matter_runtime::{Answer, Case, Catalogue, Error, FactId, Given, Language, MatterId, RegionId, Request};

use crate::refusal::Refusal;
use crate::request::{CaseRequest, Facts};

/// A decided case.
#[derive(Debug)]
pub struct Decided<'c> {
    /// The release that decided it.
    pub catalogue: &'c Catalogue,
    /// Language of texts.
    pub language: Language,
    /// The matter.
    pub matter: view::Matter<'c>,
    /// Day of application.
    pub day: Day,
    /// The day that selected the definition.
    pub selecting: Day,
    /// The day on which it is said to be accepted: behind `selecting` if by then silence had accepted it.
    pub declared: Day,
    /// The case.
    pub case: Case,
    /// Where every rule stands.
    pub answer: Answer,
}

impl<'c> Decided<'c> {
    /// Decides what is asked. Who was not told in time that something is missing counts as accepted from receipt, where the matter says so:
    /// a later acceptance that is declared changes nothing then, and the definition is that of the day of receipt.
    ///
    /// # Errors
    /// What the runtime says of names, values and days.
    pub fn of(catalogue: &'c Catalogue, request: &CaseRequest) -> Result<Self, Refusal> {
        let told = Self::as_told(catalogue, request)?;
        let Some(day) = told.accepted_by_silence()? else { return Ok(told) };
        let mut request = request.clone();
        request.facts.accepted = Some(day);
        Ok(Self { declared: told.declared, ..Self::as_told(catalogue, &request)? })
    }

    /// Decides what is asked with the definition of the day of acceptance that is told.
    ///
    /// # Errors
    /// What the runtime says of names, values and days.
    pub(crate) fn as_told(catalogue: &'c Catalogue, request: &CaseRequest) -> Result<Self, Refusal> {
        let facts = &request.facts;
        let matter = catalogue.matter(&request.matter)?;
        let mut answers = Vec::new();
        for (fact, value) in &facts.answers {
            facts.check_list(catalogue, &[matter], fact)?;
            catalogue.read_answer(Some(matter), fact.trim(), value.trim(), facts.on, &mut answers)?;
        }
        let asked = Request {
            matter,
            responsible: responsible(catalogue, Some(matter), facts, &answers)?,
            here: Some(catalogue.region(&facts.at, facts.on)?),
            dates: facts.dates(),
            answers: &answers,
        };
        Self::new(catalogue, &asked, language(catalogue, facts.lang))
    }

    /// Decides a case whose names are read already.
    ///
    /// # Errors
    /// What the runtime says of the case.
    pub fn new(catalogue: &'c Catalogue, request: &Request<'_>, language: Language) -> Result<Self, Refusal> {
        let (mut case, mut answer) = (Case::new(), Answer::new());
        case.resolve(catalogue, request)?;
        catalogue.evaluate(&case, &mut answer)?;
        let matter = catalogue.view::<tables::Matter>(request.matter.0)?;
        let (day, selecting) = (request.dates.application, request.dates.selecting());
        Ok(Self { catalogue, language, matter, day, selecting, declared: selecting, case, answer })
    }

    /// Its rows.
    ///
    /// # Errors
    /// The image is damaged.
    pub fn rows(&self) -> Result<matter_runtime::Decision<'c>, Error> {
        self.catalogue.decision(&self.case, &self.answer)
    }

    /// What a case that is handed in and accepted on its days has seen.
    pub(crate) fn accepted(&self) -> [Event; 3] {
        [
            Event::on(EventKind::Applied, self.day),
            Event::on(EventKind::Received, self.day),
            Event::on(EventKind::Accepted, self.declared),
        ]
    }

    // The day of receipt, if the declared acceptance comes too late.
    fn accepted_by_silence(&self) -> Result<Option<Day>, Error> {
        if self.declared == self.day || self.case.edition().is_none() {
            return Ok(None);
        }
        match self.catalogue.due(&self.case, &self.answer, &self.accepted(), self.declared) {
            Err(Error::OutsideCalendar { .. }) => Ok(None),
            due => due.map(|due| due.accepted.filter(|_| due.deemed_accepted)),
        }
    }
}

/// The language that is asked for, else the catalogue's.
pub(crate) fn language(catalogue: &Catalogue, wanted: Option<Language>) -> Language {
    let english = || catalogue.view::<tables::Catalogue>(0).is_ok_and(|release| release.language == "en");
    wanted.unwrap_or_else(|| if english() { Language::En } else { Language::Zh })
}

/// The responsible region: that of the answered fact of this name, else the place of this name. A fact that is named must be answered:
/// another candidate that is would be taken instead.
pub(crate) fn responsible(
    catalogue: &Catalogue,
    matter: Option<MatterId>,
    facts: &Facts,
    answers: &[Given],
) -> Result<Option<RegionId>, Refusal> {
    let Some(name) = facts.responsible.as_deref() else { return Ok(None) };
    let fact = catalogue.fact(matter, name).ok();
    let given = fact.and_then(|fact| answers.iter().find(|given| given.fact == fact));
    let region = given.and_then(|given| u32::try_from(given.value).ok()).map(RegionId);
    let is_place = |fact: FactId| catalogue.view::<tables::Fact>(fact.0).is_ok_and(|row| row.kind == "region");
    if region.is_none() && fact.is_some_and(is_place) {
        return Err(Error::PlaceMissing.into());
    }
    Ok(Some(region.map_or_else(|| catalogue.region(name, facts.on), Ok)?))
}
