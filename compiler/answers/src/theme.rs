//! A combined service (一件事) for a case: its members, and what they ask for together.

use matter_runtime::tables::ThemeMatter;
use matter_runtime::{Catalogue, Error, Given, Merged};
use serde::Serialize;

use crate::date::Date;
use crate::decided::{language, responsible};
use crate::decision::{Candidate, ConditionValue, DeciderValue, LimitValue, MaterialMember, ResultValue, members};
use crate::parts::{Explainer, Line, Release, Resolution, Standing};
use crate::questions::{Question, questions};
use crate::refusal::Refusal;
use crate::request::{Facts, ThemeRequest};

#[cfg(feature = "schema")]
use schemars::JsonSchema;

/// A combined service for a case.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
pub struct ThemeAnswer {
    /// Which release answers.
    pub catalogue: Release,
    /// Name of the theme.
    pub theme: String,
    /// English title.
    pub title_en: Option<String>,
    /// Leading department; may be empty.
    pub lead: String,
    /// Promised time.
    pub promise: Option<Promise>,
    /// Day of application.
    pub on: Date,
    /// Members in order.
    pub members: Vec<MemberAnswer>,
    /// What is still worth asking for any member, each once, best first.
    pub questions: Vec<Question>,
    /// Documents, each once.
    pub materials: Vec<MergedMaterial>,
    /// Working days on the longest way through the members; null while a limit is not certain or is not in working days.
    pub critical_days: Option<i64>,
    /// What the theme saves.
    pub savings: Vec<Saving>,
}

/// A promised time.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
pub struct Promise {
    /// How long.
    pub amount: i64,
    /// working_days, calendar_days …
    pub unit: Option<String>,
}

/// A member of a theme.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
pub struct MemberAnswer {
    /// Order, from 0; equal numbers run in parallel.
    pub rank: u16,
    /// Stage, if the theme has stages.
    pub stage: Option<String>,
    /// Name of the matter.
    pub matter: String,
    /// How far its case could be resolved.
    pub resolution: Resolution,
    /// The responsible region.
    pub responsible: Option<String>,
    /// Possible responsible regions, if one had to be looked for.
    pub candidates: Vec<Candidate>,
    /// Whether the applicant is eligible.
    pub eligible: Standing,
    /// Conditions; those that are excluded fail.
    pub conditions: Vec<Line<ConditionValue>>,
    /// Who decides.
    pub deciders: Vec<Line<DeciderValue>>,
    /// Time limits.
    pub limits: Vec<Line<LimitValue>>,
    /// What the applicant gets.
    pub results: Vec<Line<ResultValue>>,
}

/// A document that the theme asks for once.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
pub struct MergedMaterial {
    /// As printed on the list of the first member that asks for it.
    pub title: String,
    /// The strongest status among the members.
    pub status: Standing,
    /// Alternatives, each a set of documents.
    pub options: Vec<Vec<MaterialMember>>,
    /// The matters that ask for it.
    pub matters: Vec<String>,
    /// The earlier member whose result it is: it need not be handed in.
    pub made_by: Option<String>,
}

/// What a theme saves.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
pub struct Saving {
    /// materials, days, visits, questions.
    pub name: String,
    /// One by one.
    pub before: i64,
    /// In the theme.
    pub after: i64,
}

/// Decides a combined service.
///
/// # Errors
/// No such theme; what the runtime says of names, values and members.
pub fn theme(catalogue: &Catalogue, request: &ThemeRequest) -> Result<ThemeAnswer, Refusal> {
    let facts = &request.facts;
    let explain = Explainer { catalogue, language: language(catalogue, facts.lang) };
    let answers = answers(catalogue, &request.theme, facts)?;
    let asked = matter_runtime::ThemeRequest {
        responsible: responsible(catalogue, None, facts, &answers)?,
        here: Some(catalogue.region(&facts.at, facts.on)?),
        dates: facts.dates(),
        answers: &answers,
    };
    let decided = catalogue.theme(&request.theme, &asked)?;
    let promise = decided.theme.promise.map(|amount| Promise { amount, unit: decided.theme.promise_unit.clone() });
    let members = decided.members.iter().map(|member| explain.member(member));
    let saving =
        |row: matter_runtime::tables::ThemeSaving| Saving { name: row.name, before: row.before, after: row.after };
    Ok(ThemeAnswer {
        catalogue: Release::of(catalogue)?,
        theme: decided.theme.name,
        title_en: decided.theme.title_en,
        lead: decided.theme.lead,
        promise,
        on: Date(facts.on),
        members: members.collect::<Result<_, _>>()?,
        questions: questions(catalogue, "", &decided.questions)?,
        materials: decided.materials.into_iter().map(merged).collect(),
        critical_days: decided.critical_days,
        savings: decided.savings.into_iter().map(saving).collect(),
    })
}

// A name means the catalogue's fact, else that of every member that has one of its own.
fn answers(catalogue: &Catalogue, theme: &str, facts: &Facts) -> Result<Vec<Given>, Refusal> {
    let members: Vec<ThemeMatter> = catalogue.rows_named(theme)?;
    let mut answers = Vec::new();
    for (fact, value) in &facts.answers {
        let (fact, value) = (fact.trim(), value.trim());
        let mut read = catalogue.read_answer(None, fact, value, facts.on, &mut answers);
        for member in &members {
            let matter = Some(catalogue.matter(&member.matter)?);
            let unknown = matches!(read, Err(Error::UnknownFact { .. }));
            match catalogue.read_answer(matter, fact, value, facts.on, &mut answers) {
                Err(Error::UnknownFact { .. }) => {}
                own if unknown || own.is_err() => read = own,
                _ => {}
            }
        }
        read?;
    }
    Ok(answers)
}

fn merged(merged: Merged) -> MergedMaterial {
    MergedMaterial {
        title: merged.title,
        status: merged.status.into(),
        options: members(&merged.options),
        matters: merged.matters,
        made_by: merged.made_by,
    }
}

impl Explainer<'_> {
    fn member(&self, member: &matter_runtime::Member) -> Result<MemberAnswer, Error> {
        let decision = &member.decision;
        Ok(MemberAnswer {
            rank: member.rank,
            stage: member.row.stage.clone(),
            matter: member.row.matter.clone(),
            resolution: decision.resolution.into(),
            responsible: self.place(decision.responsible)?,
            candidates: self.candidates(&member.row.matter, decision)?,
            eligible: decision.eligible.into(),
            conditions: self.conditions(decision)?,
            deciders: self.deciders(decision)?,
            limits: self.limits(decision)?,
            results: self.results(decision)?,
        })
    }
}
