//! Texts as a caller writes them to a request, and the answer as JSON.

use matter_answers::{CaseRequest, Decided, Facts};
use matter_runtime::Catalogue;
use matter_runtime::tables::{Day, Matter};
use serde_json::Value;

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
    let mut facts = Facts::new(asked.at, day(asked.on)?);
    facts.responsible = asked.responsible.map(str::to_owned);
    facts.answers = asked.answers.iter().map(|(fact, value)| ((*fact).to_owned(), (*value).to_owned())).collect();
    let decided = Decided::of(catalogue, &CaseRequest { matter: asked.matter.to_owned(), facts })?;
    Ok(serde_json::to_string(&decided.decision()?).unwrap_or_default())
}
