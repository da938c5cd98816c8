//! What is offered at a place, and a matter as it is defined there before any answer.

use matter_runtime::tables::{self, Theme};
use matter_runtime::{Catalogue, Error, Language, MatterId};
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
pub struct Head {
    /// Name.
    pub name: String,
    /// Title in the language asked for, else the name.
    pub title: String,
    /// Short name.
    pub short: Option<String>,
    /// Kind (行政许可, 公共服务 …); may be empty.
    pub kind: String,
    /// Line of authority; may be empty.
    pub department: String,
    /// Its documentation; may be empty.
    pub summary: String,
}

/// What lists show of a combined service.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
pub struct ThemeHead {
    /// Name.
    pub name: String,
    /// Title in the language asked for, else the name.
    pub title: String,
    /// Leading department; may be empty.
    pub lead: String,
}

/// What is offered at a place on a day.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
pub struct Offered {
    /// Which release answers.
    pub catalogue: Release,
    /// Matters, by name.
    pub matters: Vec<Head>,
    /// Combined services of the catalogue.
    pub themes: Vec<ThemeHead>,
}

/// A matter as it is defined for a responsible region on a day.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
pub struct Guide {
    /// Which release answers.
    pub catalogue: Release,
    /// The matter.
    pub matter: Head,
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
    pub basis: Vec<Basis>,
    /// Every line, whatever its condition.
    pub lines: Vec<GuideLine>,
    /// Plain texts.
    pub texts: Vec<GuideText>,
}

/// A line of a guide.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
pub struct GuideLine {
    /// What it yields: the table of that name (requirement, decider, limit …).
    pub kind: String,
    /// Where it stands before any answer.
    pub status: Standing,
    /// Where it comes from and what it says.
    pub why: Why,
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
pub fn offered(catalogue: &Catalogue, request: &OfferedRequest) -> Result<Offered, Refusal> {
    let language = language(catalogue, request.lang);
    let offered = catalogue.offered(catalogue.region(&request.at, request.on)?, request.on)?;
    let matters = offered.into_iter().map(|matter| head(catalogue, matter, language));
    let theme = |row: Theme| ThemeHead {
        title: row.title_en.filter(|_| language == Language::En).unwrap_or_else(|| row.name.clone()),
        name: row.name,
        lead: row.lead,
    };
    Ok(Offered {
        catalogue: Release::of(catalogue)?,
        matters: matters.collect::<Result<_, _>>()?,
        themes: catalogue.rows::<Theme>()?.into_iter().map(theme).collect(),
    })
}

/// A matter as it is defined for a responsible region on a day.
///
/// # Errors
/// No such matter or place; no definition in force.
pub fn guide(catalogue: &Catalogue, request: &GuideRequest) -> Result<Guide, Refusal> {
    let explain = Explainer { catalogue, language: language(catalogue, request.lang) };
    let matter = catalogue.matter(&request.matter)?;
    let guide = catalogue.guide(matter, catalogue.region(&request.at, request.on)?, request.on)?;
    let mut lines = Vec::new();
    for rule in guide.answer.rules() {
        let kind = catalogue.row::<tables::Rule>(rule.0)?.kind;
        if !UNSPOKEN.contains(&kind.as_str()) {
            lines.push(GuideLine { kind, status: guide.answer.status(rule).into(), why: explain.why(rule)? });
        }
    }
    Ok(Guide {
        catalogue: Release::of(catalogue)?,
        matter: head(catalogue, matter, explain.language)?,
        edition: guide.edition.key,
        from: guide.edition.day_from.map(Date),
        to: guide.edition.day_to.map(Date),
        serves: guide.serves.into_iter().map(|row| row.term).collect(),
        codes: guide.codes.into_iter().map(|row| row.code).collect(),
        basis: cited(guide.basis),
        lines,
        texts: guide.texts.into_iter().map(|row| GuideText { element: row.element, text: row.text }).collect(),
    })
}

fn head(catalogue: &Catalogue, matter: MatterId, language: Language) -> Result<Head, Error> {
    let row: tables::Matter = catalogue.row(matter.0)?;
    Ok(Head {
        title: row.title_en.filter(|_| language == Language::En).unwrap_or_else(|| row.name.clone()),
        name: row.name,
        short: row.short,
        kind: row.kind,
        department: row.department,
        summary: row.summary,
    })
}
