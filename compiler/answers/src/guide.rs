//! What is offered at a place, and a matter as it is defined there before any answer.

use matter_runtime::tables::{self, Theme};
use matter_runtime::{Catalogue, Error, Language, MatterId, Resolution};
use serde::Serialize;

use crate::date::Date;
use crate::decided::language;
use crate::parts::{Basis, Explainer, Release, Standing, Why, cited};
use crate::refusal::Refusal;
use crate::request::{GuideRequest, OfferedRequest};

#[cfg(feature = "schema")]
use schemars::JsonSchema;

/// Rules that are no lines of a guide: they say which answers can stand together and which facts exist.
pub(crate) const UNSPOKEN: [&str; 4] = ["feasible", "eligible", "never", "existence"];

/// What lists show of a matter.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
pub struct Head<'c> {
    /// Name.
    pub name: &'c str,
    /// Title in the language asked for, else the name.
    pub title: &'c str,
    /// Short name.
    pub short: Option<&'c str>,
    /// Kind (行政许可, 公共服务 …); may be empty.
    pub kind: &'c str,
    /// Line of authority; may be empty.
    pub department: &'c str,
    /// Its documentation; may be empty.
    pub summary: &'c str,
}

/// What lists show of a combined service.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
pub struct ThemeHead<'c> {
    /// Name.
    pub name: &'c str,
    /// Title in the language asked for, else the name.
    pub title: &'c str,
    /// Leading department; may be empty.
    pub lead: &'c str,
}

/// What is offered at a place on a day.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
pub struct Offered<'c> {
    /// Which release answers.
    pub catalogue: Release<'c>,
    /// Matters, by name.
    pub matters: Vec<Head<'c>>,
    /// Combined services of the catalogue.
    pub themes: Vec<ThemeHead<'c>>,
}

/// A matter as it is defined for a responsible region on a day.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
pub struct Guide<'c> {
    /// Which release answers.
    pub catalogue: Release<'c>,
    /// The matter.
    pub matter: Head<'c>,
    /// Hash of the definition.
    pub edition: String,
    /// First day of the definition.
    pub from: Option<Date>,
    /// First day after.
    pub to: Option<Date>,
    /// Whom it serves.
    pub serves: Vec<String>,
    /// Its codes.
    pub codes: Vec<String>,
    /// Legal bases of the whole matter.
    pub basis: Vec<Basis<'c>>,
    /// Every line, whatever its condition.
    pub lines: Vec<GuideLine<'c>>,
    /// Plain texts.
    pub texts: Vec<GuideText>,
}

/// A line of a guide.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
pub struct GuideLine<'c> {
    /// What it yields: the table of that name (requirement, decider, limit …).
    pub kind: &'c str,
    /// Where it stands before any answer.
    pub status: Standing,
    /// Where it comes from and what it says.
    pub why: Why<'c>,
}

/// A plain text of a matter.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
pub struct GuideText {
    /// The element (consult, complaint, review, lawsuit, questions, remarks …).
    pub element: String,
    /// Its text.
    pub text: String,
}

/// What is offered at a place on a day.
///
/// # Errors
/// No such place, or several.
pub fn offered<'c>(catalogue: &'c Catalogue, request: &OfferedRequest) -> Result<Offered<'c>, Refusal> {
    let language = language(catalogue, request.lang);
    let offered = catalogue.offered(catalogue.region(&request.at, request.on)?, request.on)?;
    let matters = offered.into_iter().map(|matter| head(catalogue, matter, language));
    let theme = |number| {
        let row = catalogue.view::<Theme>(number)?;
        let title = row.title_en.filter(|_| language == Language::En).unwrap_or(row.name);
        Ok(ThemeHead { title, name: row.name, lead: row.lead })
    };
    Ok(Offered {
        catalogue: Release::of(catalogue)?,
        matters: matters.collect::<Result<_, _>>()?,
        themes: (0..catalogue.count::<Theme>()).map(theme).collect::<Result<_, Error>>()?,
    })
}

/// A matter as it is defined for a responsible region on a day.
///
/// # Errors
/// No such matter or place; no definition in force.
pub fn guide<'c>(catalogue: &'c Catalogue, request: &GuideRequest) -> Result<Guide<'c>, Refusal> {
    let language = language(catalogue, request.lang);
    let matter = catalogue.matter(&request.matter)?;
    let guide = catalogue.guide(matter, catalogue.region(&request.at, request.on)?, request.on)?;
    let edition = guide.answer.edition();
    let explain = Explainer::of(catalogue, Resolution::Edition(edition), language)?;
    let mut lines = Vec::new();
    for rule in guide.answer.rules() {
        let kind = catalogue.view::<tables::Rule>(rule.0)?.kind;
        if !UNSPOKEN.contains(&kind) {
            lines.push(GuideLine { kind, status: guide.answer.status(rule).into(), why: explain.why(rule)? });
        }
    }
    let bases = catalogue.views_of::<tables::Basis>(edition.0)?;
    Ok(Guide {
        catalogue: Release::of(catalogue)?,
        matter: head(catalogue, matter, language)?,
        edition: guide.edition.key,
        from: guide.edition.day_from.map(Date),
        to: guide.edition.day_to.map(Date),
        serves: guide.serves.into_iter().map(|row| row.term).collect(),
        codes: guide.codes.into_iter().map(|row| row.code).collect(),
        basis: bases.into_iter().filter(|basis| basis.rule.is_none()).map(cited).collect(),
        lines,
        texts: guide.texts.into_iter().map(|row| GuideText { element: row.element, text: row.text }).collect(),
    })
}

fn head(catalogue: &Catalogue, matter: MatterId, language: Language) -> Result<Head<'_>, Error> {
    let row = catalogue.view::<tables::Matter>(matter.0)?;
    Ok(Head {
        title: row.title_en.filter(|_| language == Language::En).unwrap_or(row.name),
        name: row.name,
        short: row.short,
        kind: row.kind,
        department: row.department,
        summary: row.summary,
    })
}
