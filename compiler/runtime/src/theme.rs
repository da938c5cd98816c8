//! A combined service (一件事): its members decided together, their questions and documents merged.

use crate::case::{Case, Dates, Given, Request};
use crate::catalogue::{Catalogue, FactId, MatterId, RegionId};
use crate::decide::{Answer, Status};
use crate::decision::Decision;
use crate::error::Error;
use crate::tables::{self, RequirementMember, ThemeMatter};

/// What is asked of a theme.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ThemeRequest<'a> {
    /// The responsible region, if it is known.
    pub responsible: Option<RegionId>,
    /// Where the applicant stands.
    pub here: Option<RegionId>,
    /// The days.
    pub dates: Dates,
    /// What has been answered, for all members.
    pub answers: &'a [Given],
}

/// A member with its decision.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Member {
    /// Order, from 0; equal numbers run in parallel.
    pub rank: u16,
    /// The row.
    pub row: ThemeMatter,
    /// The decision of this matter alone.
    pub decision: Decision,
}

/// A document that the theme asks for once.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Merged {
    /// As printed on the list of the first member that asks for it.
    pub title: String,
    /// The strongest status among the members.
    pub status: Status,
    /// Alternatives; where members ask for different numbers, the larger.
    pub options: Vec<Vec<RequirementMember>>,
    /// The matters that ask for it.
    pub matters: Vec<String>,
    /// The earlier member whose result it is: it need not be handed in.
    pub made_by: Option<String>,
}

/// A theme's answer.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ThemeDecision {
    /// The theme.
    pub theme: tables::Theme,
    /// Members in order.
    pub members: Vec<Member>,
    /// Facts worth asking for any member, each once.
    pub questions: Vec<FactId>,
    /// Documents, each once.
    pub materials: Vec<Merged>,
    /// Working days on the longest way through the members, by their promised else statutory limits, if all are certain and in working
    /// days.
    pub critical_days: Option<i64>,
    /// What the theme saves, as the catalogue states it.
    pub savings: Vec<tables::ThemeSaving>,
}

impl Catalogue {
    /// Decides all members of a theme with the same answers. A member that is certainly not open to the applicant asks for nothing.
    ///
    /// ```
    /// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/common/example.rs.in"));
    /// # fn main() -> Result<(), matter_runtime::Error> {
    /// # let catalogue = example();
    /// use matter_runtime::{Dates, ThemeRequest};
    ///
    /// let on = "2026-03-02".parse().unwrap();
    /// let here = Some(catalogue.region("坂田街道", on)?);
    /// let request = ThemeRequest { responsible: here, here, dates: Dates::on(on), answers: &[] };
    /// let theme = catalogue.theme("生育一件事", &request)?;
    /// assert_eq!((theme.materials[0].title.as_str(), theme.critical_days), ("离婚证", Some(7)));
    /// assert_eq!(theme.questions, [catalogue.fact(None, "婚姻状况")?]);
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    /// There is no such theme; a member cannot be decided.
    pub fn theme(&self, name: &str, request: &ThemeRequest<'_>) -> Result<ThemeDecision, Error> {
        let unknown = || Error::UnknownTheme { name: name.to_owned() };
        let theme: tables::Theme = self.row(self.find::<tables::Theme>(name).ok_or_else(unknown)?)?;
        let mut rows: Vec<ThemeMatter> = self.rows_named(name)?;
        rows.sort_by(|a, b| (a.rank, &a.matter).cmp(&(b.rank, &b.matter)));
        let mut members = Vec::new();
        let (mut case, mut answer) = (Case::new(), Answer::new());
        for row in rows {
            let ThemeRequest { responsible, here, dates, answers } = *request;
            let matter: MatterId = self.matter(&row.matter)?;
            case.resolve(self, &Request { matter, responsible, here, dates, answers })?;
            self.evaluate(&case, &mut answer)?;
            members.push(Member { rank: row.rank, row, decision: self.decision(&case, &answer)? });
        }
        let mut questions: Vec<FactId> = Vec::new();
        for fact in open_members(&members).flat_map(|member| &member.decision.questions) {
            if !questions.contains(fact) {
                questions.push(*fact);
            }
        }
        let (materials, critical_days) = (merge(&members), critical_days(&members));
        Ok(ThemeDecision { savings: self.rows_named(name)?, theme, questions, materials, critical_days, members })
    }
}

fn open_members(members: &[Member]) -> impl Iterator<Item = &Member> {
    members.iter().filter(|member| member.decision.eligible != Status::Excluded)
}

// Two requirements are one document if they name the same alternatives of the same holders.
fn merge(members: &[Member]) -> Vec<Merged> {
    let mut merged: Vec<Merged> = Vec::new();
    for member in open_members(members) {
        for required in &member.decision.materials {
            let same = merged.iter_mut().find(|known| same_documents(&known.options, &required.options));
            let Some(known) = same else {
                merged.push(Merged {
                    title: required.line.row.title.clone(),
                    status: required.line.status,
                    options: required.options.clone(),
                    matters: vec![member.row.matter.clone()],
                    made_by: maker(members, member, &required.options),
                });
                continue;
            };
            if required.line.status == Status::Certain {
                known.status = Status::Certain;
            }
            known.matters.push(member.row.matter.clone());
            let counts = required.options.iter().flatten();
            for (document, other) in known.options.iter_mut().flatten().zip(counts) {
                document.count = document.count.max(other.count);
            }
        }
    }
    merged
}

fn same_documents(a: &[Vec<RequirementMember>], b: &[Vec<RequirementMember>]) -> bool {
    let same = |(a, b): (&RequirementMember, &RequirementMember)| {
        (&a.material, &a.holder, &a.form) == (&b.material, &b.holder, &b.form)
    };
    a.len() == b.len() && a.iter().zip(b).all(|(a, b)| a.len() == b.len() && a.iter().zip(b).all(same))
}

// A member that is eligible and earlier makes what it results in.
fn maker(members: &[Member], of: &Member, options: &[Vec<RequirementMember>]) -> Option<String> {
    let [only] = options else { return None };
    let [document] = only.as_slice() else { return None };
    let makes = |member: &&Member| {
        let mut results = member.decision.results.iter().filter(|result| result.line.status == Status::Certain);
        member.rank < of.rank
            && member.decision.eligible == Status::Certain
            && results.any(|result| result.line.row.name == document.material)
    };
    members.iter().find(makes).map(|member| member.row.matter.clone())
}

fn critical_days(members: &[Member]) -> Option<i64> {
    let mut days = 0_i64;
    let open: Vec<&Member> = open_members(members).collect();
    for together in open.chunk_by(|a, b| a.rank == b.rank) {
        let longest: Option<Vec<i64>> = together.iter().map(|member| decision_days(&member.decision)).collect();
        days = days.checked_add(longest?.into_iter().max()?)?;
    }
    Some(days)
}

fn decision_days(decision: &Decision) -> Option<i64> {
    let of = |kind: &str| {
        let mut limits = decision.limits.iter().filter(|line| line.row.kind == kind && line.status == Status::Certain);
        limits.next()
    };
    let line = of("promised").or_else(|| of("statutory"))?;
    (line.row.unit == "working_days").then_some(line.row.amount)?
}
