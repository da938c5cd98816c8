//! Facts that are still worth asking → questions that a form can show: kind, values, range, help.

use matter_runtime::tables::{CHANNEL, Channel, Fact, FactValue, bare, view};
use matter_runtime::{Catalogue, Error, FactId, Line, RegionId};
use serde::Serialize;

use crate::decided::Decided;
use crate::decision::Candidate;
use crate::lines::electable;
use crate::parts::{Release, Resolution, Standing};

#[cfg(feature = "schema")]
use schemars::JsonSchema;

/// A question.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
pub struct Question<'c> {
    /// Name by which it is answered.
    pub fact: &'c str,
    /// Title for people.
    pub title: &'c str,
    /// bool, choice, ordered, number, money, date, region, derived, finding, held, text; set: several of the values.
    pub kind: &'c str,
    /// Values of a choice or of a set; of the channel (渠道) those that are offered.
    pub values: Vec<&'c str>,
    /// Unit of a number.
    pub unit: Option<&'c str>,
    /// Decimals of a number: `low` and `high` are multiplied by ten to this power.
    pub decimals: u8,
    /// Smallest value: a day number since 1970-01-01 for dates, fen for money.
    pub low: Option<i64>,
    /// Largest value, likewise.
    pub high: Option<i64>,
    /// Level at which a place is answered, 1 nation to 6 village.
    pub level: Option<u8>,
    /// The place that was answered, if it is too large: one of `level`, or inside it, is needed.
    pub too_large: Option<String>,
    /// Who knows it: applicant, shared, official, held, computed.
    pub owner: &'c str,
    /// The document whose possession is asked.
    pub document: Option<&'c str>,
    /// Documentation for whoever answers.
    pub help: Option<&'c str>,
}

/// What is still worth asking in a case.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
pub struct Questions<'c> {
    /// Which release answers.
    pub catalogue: Release<'c>,
    /// Name of the matter.
    pub matter: &'c str,
    /// How far the case could be resolved.
    pub resolution: Resolution,
    /// Possible responsible regions, if one had to be looked for.
    pub candidates: Vec<Candidate<'c>>,
    /// Whether the applicant is eligible, as far as it is known.
    pub eligible: Standing,
    /// Best first.
    pub questions: Vec<Question<'c>>,
}

impl Decided<'_> {
    /// What is still worth asking.
    ///
    /// # Errors
    /// The image is damaged.
    pub fn questions(&self) -> Result<Questions<'_>, Error> {
        let mut open = Vec::new();
        self.catalogue.open_facts(&self.case, &self.answer, &mut open)?;
        Ok(Questions {
            catalogue: Release::of(self.catalogue)?,
            matter: self.matter.name,
            resolution: self.case.resolution().into(),
            candidates: electable(self.catalogue, self.matter.name, self.case.candidates())?,
            eligible: self.case.eligible(&self.answer).into(),
            questions: self.asked(&open)?,
        })
    }
}

impl Decided<'_> {
    /// The questions of the case.
    pub(crate) fn asked(&self, open: &[FactId]) -> Result<Vec<Question<'_>>, Error> {
        let mut asked = questions(self.catalogue, self.matter.name, open)?;
        if asked.iter().any(|question| question.fact == CHANNEL) {
            offer(&mut asked, &self.catalogue.counting::<Channel>(&self.answer)?);
        }
        for fact in open {
            let row = self.catalogue.view::<Fact>(fact.0)?;
            let answered = self.case.value(*fact).filter(|_| row.kind == "region");
            let Some(Ok(region)) = answered.map(u32::try_from) else { continue };
            let place = self.catalogue.region_path(RegionId(region))?;
            let name = short(self.matter.name, row.name);
            asked.iter_mut().filter(|one| one.fact == name).for_each(|one| one.too_large = Some(place.clone()));
        }
        Ok(asked)
    }
}

/// Leaves of the values of 渠道 those that a matter offers; one that names no channels offers all.
pub(crate) fn offer(questions: &mut [Question<'_>], channels: &[Line<view::Channel<'_>>]) {
    let asked = questions.iter_mut().filter(|question| question.fact == CHANNEL && !channels.is_empty());
    for question in asked {
        question.values.retain(|value| channels.iter().any(|line| line.row.channel == *value));
    }
}

/// The name by which a fact is answered: without the matter that it belongs to.
pub(crate) fn short<'n>(matter: &str, name: &'n str) -> &'n str {
    name.strip_prefix(matter).and_then(|rest| rest.strip_prefix('/')).unwrap_or(name)
}

/// Questions in the order of the facts; the options of a set make one question where the first of them stands.
pub(crate) fn questions<'c>(
    catalogue: &'c Catalogue,
    matter: &str,
    facts: &[FactId],
) -> Result<Vec<Question<'c>>, Error> {
    let mut asked: Vec<&str> = Vec::new();
    let mut questions = Vec::new();
    for fact in facts {
        let row = catalogue.view::<Fact>(fact.0)?;
        match row.option_of {
            None => questions.push(single(catalogue, matter, row)?),
            Some(set) if asked.contains(&set) => {}
            Some(set) => {
                asked.push(set);
                questions.push(several(catalogue, matter, set)?);
            }
        }
    }
    Ok(questions)
}

fn single<'c>(catalogue: &'c Catalogue, matter: &str, row: view::Fact<'c>) -> Result<Question<'c>, Error> {
    let values = match row.kind {
        "choice" | "ordered" => {
            catalogue.views_named::<FactValue>(row.name)?.into_iter().map(|value| value.title).collect()
        }
        _ => Vec::new(),
    };
    Ok(Question {
        fact: short(matter, row.name),
        title: row.title,
        kind: row.kind,
        values,
        unit: row.unit,
        decimals: row.scale,
        low: row.low,
        high: row.high,
        level: row.level,
        too_large: None,
        owner: row.owner,
        document: row.document,
        help: row.help,
    })
}

fn several<'c>(catalogue: &'c Catalogue, matter: &str, set: &'c str) -> Result<Question<'c>, Error> {
    let options = catalogue.options(None, set)?;
    let options: Vec<view::Fact<'c>> =
        options.into_iter().map(|(fact, _)| catalogue.view::<Fact>(fact.0)).collect::<Result<_, _>>()?;
    let first = options.first();
    Ok(Question {
        fact: short(matter, set),
        title: bare(set),
        kind: "set",
        values: options.iter().map(|row| bare(row.name)).collect(),
        unit: None,
        decimals: 0,
        low: None,
        high: None,
        level: None,
        too_large: None,
        owner: first.map(|row| row.owner).unwrap_or_default(),
        document: None,
        help: first.and_then(|row| row.help),
    })
}
