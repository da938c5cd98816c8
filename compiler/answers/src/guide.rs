//! What is offered at a place, and a matter as it is defined there before any answer.

use matter_runtime::tables::{self, Material, Requirement, RequirementMember, Theme, view};
use matter_runtime::{
    Answer, Case, Catalogue, Dates, Error, Language, MatterId, RegionId, Request, Resolution, RuleId,
};
use serde::Serialize;

use crate::date::Date;
use crate::decided::language;
use crate::decision::{MaterialValue, material, members_of_all};
use crate::parts::{Basis, Explainer, Release, Standing, Why, cited, each};
use crate::refusal::Refusal;
use crate::request::{GuideRequest, OfferedRequest};
use crate::venues::HallPlace;

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
    /// The responsible region, from the province down.
    pub place: String,
    /// Whom it serves.
    pub serves: Vec<String>,
    /// Its codes.
    pub codes: Vec<String>,
    /// Its handling items.
    pub items: Vec<GuideItem>,
    /// Its stages of approval (阶段), in order; empty if it is decided once.
    pub stages: Vec<GuideStage>,
    /// Legal bases of the whole matter.
    pub basis: Vec<Basis<'c>>,
    /// Every line, whatever its condition.
    pub lines: Vec<GuideLine<'c>>,
    /// What is known of the documents that its lines ask for.
    pub documents: Vec<GuideDocument<'c>>,
    /// Halls in the place, or of a unit around it, that take the matter.
    pub halls: Vec<HallPlace<'c>>,
    /// Plain texts.
    pub texts: Vec<GuideText>,
}

/// A handling item of a matter.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
pub struct GuideItem {
    /// Two digits.
    pub code: String,
    /// Title.
    pub title: String,
}

/// A stage of approval.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
pub struct GuideStage {
    /// Name.
    pub name: String,
    /// The stage that must be finished before; null for the first.
    pub after: Option<String>,
}

/// A document that a matter asks for.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
pub struct GuideDocument<'c> {
    /// Name by which lines name it (`material`).
    pub name: &'c str,
    /// Title for people.
    pub title: &'c str,
    /// Who issues it.
    pub issuer: Option<&'c str>,
    /// Type code of the electronic certificate.
    pub certificate: Option<&'c str>,
    /// Shared data that can replace it.
    pub shared: Option<&'c str>,
    /// Documentation.
    pub help: Option<&'c str>,
}

/// A line of a guide.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
pub struct GuideLine<'c> {
    /// What it yields: the table of that name (requirement, decider, limit …).
    pub kind: &'c str,
    /// Where it stands before any answer.
    pub status: Standing,
    /// The stage of approval (阶段) that it belongs to; null if the matter is decided once, or the line belongs to the whole.
    pub stage: Option<&'c str>,
    /// Whether it holds where no other line of its choice does.
    pub otherwise: bool,
    /// Of a requirement, what it asks for.
    pub material: Option<MaterialValue<'c>>,
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
    let place = catalogue.region(&request.at, request.on)?;
    let guide = catalogue.guide(matter, place, request.on)?;
    let edition = guide.answer.edition();
    let explain = Explainer::of(catalogue, Resolution::Edition(edition), language)?;
    let mut lines = Vec::new();
    let rules: Vec<_> = guide.answer.rules().collect();
    let rows = each(&rules, |rule| catalogue.view::<tables::Rule>(rule.0))?;
    for (rule, row) in rules.into_iter().zip(&rows) {
        let kind = row.kind;
        if !UNSPOKEN.contains(&kind) {
            // The only line of its choice is no rest of anything.
            let of_choice = rows.iter().filter(|other| other.choice == row.choice && other.stage == row.stage);
            let otherwise = row.otherwise && of_choice.count() > 1;
            let (why, stage) = explain.explained(rule)?;
            let material = asked_for(catalogue, rule)?;
            lines.push(GuideLine { kind, status: guide.answer.status(rule).into(), stage, otherwise, material, why });
        }
    }
    let bases = catalogue.views_of::<tables::Basis>(edition.0)?;
    Ok(Guide {
        catalogue: Release::of(catalogue)?,
        matter: head(catalogue, matter, language)?,
        edition: guide.edition.key,
        from: guide.edition.day_from.map(Date),
        to: guide.edition.day_to.map(Date),
        place: catalogue.region_path(place)?,
        items: guide.items.into_iter().map(|row| GuideItem { code: row.code, title: row.title }).collect(),
        stages: guide.phases.into_iter().map(|row| GuideStage { name: row.name, after: row.after }).collect(),
        documents: documents(catalogue, &lines)?,
        halls: halls(catalogue, matter, place, request)?,
        serves: guide.serves.into_iter().map(|row| row.term).collect(),
        codes: guide.codes.into_iter().map(|row| row.code).collect(),
        basis: bases.into_iter().filter(|basis| basis.rule.is_none()).map(cited).collect(),
        lines,
        texts: guide.texts.into_iter().map(|row| GuideText { element: row.element, text: row.text }).collect(),
    })
}

fn asked_for(catalogue: &Catalogue, rule: RuleId) -> Result<Option<MaterialValue<'_>>, Error> {
    let Some(row) = catalogue.views_of::<Requirement>(rule.0)?.into_iter().next() else { return Ok(None) };
    let mut options: Vec<Vec<view::RequirementMember<'_>>> = Vec::new();
    for member in catalogue.views_of::<RequirementMember>(rule.0)? {
        match options.last_mut() {
            Some(option) if option.first().is_some_and(|first| first.choice == member.choice) => option.push(member),
            _ => options.push(vec![member]),
        }
    }
    Ok(Some(material(&row, members_of_all(&options))))
}

// Of the documents each once, in the order in which lines ask for them.
fn documents<'c>(catalogue: &'c Catalogue, lines: &[GuideLine<'c>]) -> Result<Vec<GuideDocument<'c>>, Error> {
    let mut documents: Vec<GuideDocument<'c>> = Vec::new();
    for line in lines.iter().filter(|line| line.kind == "requirement") {
        for member in catalogue.views_of::<RequirementMember>(line.why.id.0)? {
            if documents.iter().any(|known| known.name == member.material) {
                continue;
            }
            let rows = catalogue.views_named::<Material>(member.material)?;
            documents.extend(rows.first().map(|row| GuideDocument {
                name: row.name,
                title: row.title,
                issuer: row.issuer,
                certificate: row.certificate,
                shared: row.shared,
                help: row.help,
            }));
        }
    }
    Ok(documents)
}

// Where somebody who stands in the responsible region can go.
fn halls<'c>(
    catalogue: &'c Catalogue,
    matter: MatterId,
    place: RegionId,
    request: &GuideRequest,
) -> Result<Vec<HallPlace<'c>>, Error> {
    let (dates, answers) = (Dates::on(request.on), &[]);
    let asked = Request { matter, responsible: Some(place), here: Some(place), dates, answers };
    let (mut case, mut answer) = (Case::new(), Answer::new());
    case.resolve(catalogue, &asked)?;
    catalogue.evaluate(&case, &mut answer)?;
    each(&catalogue.venues(&case, &answer)?.halls, |hall| HallPlace::of(catalogue, hall))
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
