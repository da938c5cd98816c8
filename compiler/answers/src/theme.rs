//! A combined service (一件事) for a case: its members, and what they ask for together.

use matter_runtime::tables::{CHANNEL, Day, ThemeMatter, ThemeSaving};
use matter_runtime::{Catalogue, Error, Given, Language, MatterId, Member, Merged, ThemeDecision};
use serde::Serialize;

use crate::date::Date;
use crate::decided::{language, responsible};
use crate::decision::{Candidate, ConditionValue, DeciderValue, LimitValue, MaterialMember, ResultValue, members};
use crate::lines::electable;
use crate::parts::{Explainer, Line, Release, Resolution, Standing};
use crate::questions::{Question, offer, questions};
use crate::refusal::Refusal;
use crate::request::{Facts, ThemeRequest};

#[cfg(feature = "schema")]
use schemars::JsonSchema;

/// A combined service for a case.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
pub struct ThemeAnswer<'d> {
    /// Which release answers.
    pub catalogue: Release<'d>,
    /// Name of the theme.
    pub theme: &'d str,
    /// English title.
    pub title_en: Option<&'d str>,
    /// Leading department; may be empty.
    pub lead: &'d str,
    /// Promised time.
    pub promise: Option<Promise<'d>>,
    /// Day of application.
    pub on: Date,
    /// Members in order.
    pub members: Vec<MemberAnswer<'d>>,
    /// Members that are not offered there and then.
    pub not_offered: Vec<&'d str>,
    /// What is still worth asking for any member, each once, best first.
    pub questions: Vec<Question<'d>>,
    /// Documents, each once.
    pub materials: Vec<MergedMaterial<'d>>,
    /// Working days on the longest way through the members, behind whose results and stages they wait: those up to `critical_day`. Null
    /// while a limit is not certain, or where the calendar does not reach so far.
    pub critical_days: Option<i64>,
    /// The last day of that way, if it begins on the day of acceptance and all waiting members are accepted at once.
    pub critical_day: Option<Date>,
    /// What the theme saves.
    pub savings: Vec<Saving<'d>>,
}

/// A promised time.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
pub struct Promise<'d> {
    /// How long.
    pub amount: i64,
    /// working_days, calendar_days …
    pub unit: Option<&'d str>,
}

/// A member of a theme.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
pub struct MemberAnswer<'d> {
    /// Order, from 0; equal numbers run in parallel.
    pub rank: u16,
    /// Stage, if the theme has stages.
    pub stage: Option<&'d str>,
    /// Name of the matter.
    pub matter: &'d str,
    /// How far its case could be resolved.
    pub resolution: Resolution,
    /// The responsible region.
    pub responsible: Option<String>,
    /// Possible responsible regions, if one had to be looked for.
    pub candidates: Vec<Candidate<'d>>,
    /// Whether the applicant is eligible.
    pub eligible: Standing,
    /// Conditions; those that are excluded fail.
    pub conditions: Vec<Line<'d, ConditionValue<'d>>>,
    /// Who decides.
    pub deciders: Vec<Line<'d, DeciderValue<'d>>>,
    /// Time limits.
    pub limits: Vec<Line<'d, LimitValue<'d>>>,
    /// What the applicant gets.
    pub results: Vec<Line<'d, ResultValue<'d>>>,
}

/// A document that the theme asks for once.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
pub struct MergedMaterial<'d> {
    /// As printed on the list of the first member that asks for it.
    pub title: &'d str,
    /// Whether it must be handed in: excluded if a member certainly makes it, possible while one may.
    pub status: Standing,
    /// Alternatives, each a set of documents.
    pub options: Vec<Vec<MaterialMember<'d>>>,
    /// The matters that ask for it.
    pub matters: Vec<&'d str>,
    /// The earlier member, or the one handled together, whose result it is or may be.
    pub made_by: Option<&'d str>,
}

/// What a theme saves.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
pub struct Saving<'d> {
    /// materials, days, visits, questions.
    pub name: &'d str,
    /// One by one.
    pub before: i64,
    /// In the theme.
    pub after: i64,
}

/// A combined service that is decided for a case.
#[derive(Debug)]
pub struct DecidedTheme<'c> {
    catalogue: &'c Catalogue,
    language: Language,
    on: Day,
    decision: ThemeDecision<'c>,
}

impl<'c> DecidedTheme<'c> {
    /// Decides what is asked.
    ///
    /// # Errors
    /// No such theme; what the runtime says of names, values and members.
    pub fn of(catalogue: &'c Catalogue, request: &ThemeRequest) -> Result<Self, Refusal> {
        let facts = &request.facts;
        let answers = answers(catalogue, &request.theme, facts)?;
        let asked = matter_runtime::ThemeRequest {
            responsible: responsible(catalogue, None, facts, &answers)?,
            here: Some(catalogue.region(&facts.at, facts.on)?),
            dates: facts.dates(),
            answers: &answers,
        };
        let decision = catalogue.theme(&request.theme, &asked)?;
        Ok(Self { catalogue, language: language(catalogue, facts.lang), on: facts.on, decision })
    }

    /// The whole answer.
    ///
    /// # Errors
    /// The image is damaged.
    pub fn answer(&self) -> Result<ThemeAnswer<'_>, Error> {
        let decided = &self.decision;
        let theme = &decided.theme;
        let unit = theme.promise_unit.as_deref();
        Ok(ThemeAnswer {
            catalogue: Release::of(self.catalogue)?,
            theme: &theme.name,
            title_en: theme.title_en.as_deref(),
            lead: &theme.lead,
            promise: theme.promise.map(|amount| Promise { amount, unit }),
            on: Date(self.on),
            members: decided.members.iter().map(|member| self.member(member)).collect::<Result<_, _>>()?,
            not_offered: decided.not_offered.iter().map(String::as_str).collect(),
            questions: self.asked()?,
            materials: decided.materials.iter().map(merged).collect(),
            critical_days: decided.critical_days,
            critical_day: decided.critical_day.map(Date),
            savings: decided.savings.iter().map(saving).collect(),
        })
    }

    // One channel serves all members: a question that none of them would take an answer to is not asked.
    fn asked(&self) -> Result<Vec<Question<'_>>, Error> {
        let mut asked = questions(self.catalogue, "", &self.decision.questions)?;
        self.decision.members.iter().for_each(|member| offer(&mut asked, &member.decision.channels));
        asked.retain(|question| question.fact != CHANNEL || !question.values.is_empty());
        Ok(asked)
    }

    fn member<'d>(&'d self, member: &'d Member<'d>) -> Result<MemberAnswer<'d>, Error> {
        let decision = &member.decision;
        let explain = Explainer::of(self.catalogue, decision.resolution, self.language)?;
        Ok(MemberAnswer {
            rank: member.rank,
            stage: member.row.stage.as_deref(),
            matter: &member.row.matter,
            resolution: decision.resolution.into(),
            responsible: explain.place(decision.responsible)?,
            candidates: electable(self.catalogue, &member.row.matter, &decision.candidates)?,
            eligible: decision.eligible.into(),
            conditions: explain.conditions(decision)?,
            deciders: explain.deciders(decision)?,
            limits: explain.limits(decision)?,
            results: explain.results(decision)?,
        })
    }
}

fn merged<'d>(merged: &'d Merged<'d>) -> MergedMaterial<'d> {
    MergedMaterial {
        title: merged.title,
        status: merged.status.into(),
        options: members(&merged.options, &merged.copies),
        matters: merged.matters.iter().map(String::as_str).collect(),
        made_by: merged.made_by.as_deref(),
    }
}

fn saving(row: &ThemeSaving) -> Saving<'_> {
    Saving { name: &row.name, before: row.before, after: row.after }
}

fn answers(catalogue: &Catalogue, theme: &str, facts: &Facts) -> Result<Vec<Given>, Refusal> {
    let members: Vec<ThemeMatter> = catalogue.rows_named(theme)?;
    let members: Vec<MatterId> = members.iter().map(|row| catalogue.matter(&row.matter)).collect::<Result<_, _>>()?;
    let mut answers = Vec::new();
    for (fact, value) in &facts.answers {
        facts.check_list(catalogue, &members, fact)?;
        catalogue.read_member_answer(&members, fact.trim(), value.trim(), facts.on, &mut answers)?;
    }
    Ok(answers)
}
