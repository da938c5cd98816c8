//! The body of a request for a decision → a decided case.

use matter_runtime::tables::{Day, Matter};
use matter_runtime::{Answer, Case, Catalogue, Dates, Decision, Error, Given, Language, MatterId, RegionId, Request};
use serde::Deserialize;
use serde_json::{Map, Value};

/// What is asked, in the words of people.
#[derive(Deserialize, Debug)]
#[serde(deny_unknown_fields)]
pub(crate) struct Asked {
    /// Name, short name or code of the matter.
    pub(crate) matter: String,
    /// Where the applicant stands.
    pub(crate) at: String,
    /// The responsible region, or the name of a region fact that is answered with it.
    pub(crate) responsible: Option<String>,
    /// Day of acceptance, `YYYY-MM-DD`.
    pub(crate) on: String,
    /// Answers by name of the fact: texts, numbers, true and false, lists of the options of a set.
    #[serde(default)]
    pub(crate) answers: Map<String, Value>,
}

/// A decided case with what is needed to explain it.
pub(crate) struct Decided<'c> {
    pub(crate) catalogue: &'c Catalogue,
    pub(crate) language: Language,
    pub(crate) matter: Matter,
    pub(crate) day: Day,
    pub(crate) case: Case,
    pub(crate) answer: Answer,
    pub(crate) decision: Decision,
}

impl<'c> Decided<'c> {
    /// Decides what is asked, on a day that is already read.
    pub(crate) fn of(catalogue: &'c Catalogue, asked: &Asked, day: Day, language: Language) -> Result<Self, Error> {
        let matter = catalogue.matter(&asked.matter)?;
        let mut answers = Vec::new();
        for (fact, value) in &asked.answers {
            catalogue.read_answer(Some(matter), fact.trim(), &written(value), day, &mut answers)?;
        }
        let here = catalogue.region(&asked.at, day)?;
        let responsible = asked.responsible.as_deref().map(|name| chosen(catalogue, matter, name, day, &answers));
        let responsible = responsible.transpose()?;
        let request = Request { matter, responsible, here: Some(here), dates: Dates::on(day), answers: &answers };
        let (mut case, mut answer) = (Case::new(), Answer::new());
        case.resolve(catalogue, &request)?;
        catalogue.evaluate(&case, &mut answer)?;
        let decision = catalogue.decision(&case, &answer)?;
        let matter = catalogue.row(matter.0)?;
        Ok(Self { catalogue, language, matter, day, case, answer, decision })
    }
}

/// The region of the answered fact of that name, else the place of that name.
fn chosen(catalogue: &Catalogue, matter: MatterId, name: &str, day: Day, answers: &[Given]) -> Result<RegionId, Error> {
    let fact = catalogue.fact(Some(matter), name).ok();
    let given = fact.and_then(|fact| answers.iter().find(|given| given.fact == fact));
    let region = given.and_then(|given| u32::try_from(given.value).ok()).map(RegionId);
    region.map_or_else(|| catalogue.region(name, day), Ok)
}

/// A JSON value as people write it.
fn written(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Bool(yes) => if *yes { "是" } else { "否" }.to_owned(),
        Value::Array(options) if options.is_empty() => "无".to_owned(),
        Value::Array(options) => options.iter().map(written).collect::<Vec<_>>().join("、"),
        other => other.to_string(),
    }
}
