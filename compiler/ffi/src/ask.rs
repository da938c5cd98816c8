//! Texts as a caller writes them to a request, and the answer as JSON.

use matter_runtime::tables::{Day, Matter};
use matter_runtime::{Answer, Case, Catalogue, Dates, RegionId, Request};
use serde_json::Value;

use crate::decision::{self, Decided};
use crate::failure::Failure;

/// A case in words.
pub(crate) struct Asked<'a> {
    pub(crate) matter: &'a str,
    pub(crate) at: &'a str,
    pub(crate) responsible: Option<&'a str>,
    pub(crate) on: &'a str,
    pub(crate) answers: &'a [(&'a str, &'a str)],
}

fn day(text: &str) -> Result<Day, Failure> {
    text.parse().map_err(|_| Failure::NoDay(text.to_owned()))
}

/// Names of the matters offered at a place.
pub(crate) fn offered(catalogue: &Catalogue, at: &str, on: &str) -> Result<String, Failure> {
    let on = day(on)?;
    let matters = catalogue.offered(catalogue.region(at, on)?, on)?;
    let names: Result<Vec<Value>, _> =
        matters.iter().map(|matter| catalogue.row::<Matter>(matter.0).map(|row| row.name.into())).collect();
    Ok(Value::Array(names?).to_string())
}

/// The decision of a case.
pub(crate) fn decide(catalogue: &Catalogue, asked: &Asked<'_>) -> Result<String, Failure> {
    let day = day(asked.on)?;
    let matter = catalogue.matter(asked.matter)?;
    let mut answers = Vec::new();
    for (fact, value) in asked.answers {
        catalogue.read_answer(Some(matter), fact.trim(), value.trim(), day, &mut answers)?;
    }
    let here = catalogue.region(asked.at, day)?;
    let responsible = match asked.responsible {
        None => None,
        Some(name) => {
            let fact = catalogue.fact(Some(matter), name).ok();
            let given = fact.and_then(|fact| answers.iter().find(|given| given.fact == fact));
            let region = given.and_then(|given| u32::try_from(given.value).ok()).map(RegionId);
            Some(region.map_or_else(|| catalogue.region(name, day), Ok)?)
        }
    };
    let request = Request { matter, responsible, here: Some(here), dates: Dates::on(day), answers: &answers };
    let (mut case, mut answer) = (Case::new(), Answer::new());
    case.resolve(catalogue, &request)?;
    catalogue.evaluate(&case, &mut answer)?;
    let decision = catalogue.decision(&case, &answer)?;
    Ok(decision::json(&Decided { catalogue, answer, decision, day })?)
}
