//! A combined service (一件事): its members decided together. What one member makes, the others need not hold.

mod merged;
mod path;

use std::collections::BTreeMap;

use crate::case::{Case, Dates, Given, Request};
use crate::catalogue::{Catalogue, FactId, MatterId, RegionId};
use crate::decide::{Answer, Status};
use crate::decision::Decision;
use crate::error::Error;
use crate::tables::view::RequirementMember;
use crate::tables::{self, Day, Fact, ResultDocument, ThemeJoint, ThemeMatter};

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
pub struct Member<'c> {
    /// Order, from 0; equal numbers run in parallel.
    pub rank: u16,
    /// The row.
    pub row: ThemeMatter,
    /// Its decision; what other members certainly make counts as held, and whether what they may make is held is not asked.
    pub decision: Decision<'c>,
}

impl Member<'_> {
    /// Whether somebody may apply: a member that is certainly not open asks for nothing, and makes nothing.
    fn is_open(&self) -> bool {
        self.decision.eligible != Status::Excluded
    }
}

/// A document that the theme asks for once; alternatives of which one must be handed in anyway are that one.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Merged<'c> {
    /// As printed on the list of the first member that asks for it.
    pub title: &'c str,
    /// Whether it must be handed in: the strongest status among the members that ask for it, if none makes it; excluded if one certainly
    /// does, and possible while one may.
    pub status: Status,
    /// Alternatives. Originals that nobody issues are handed in to each member; of what somebody issues, and of copies, the largest number
    /// serves all.
    pub options: Vec<Vec<RequirementMember<'c>>>,
    /// Of each of these how many copies all members need; `None` while a number that multiplies them is unknown.
    pub copies: Vec<Vec<Option<i64>>>,
    /// The matters that ask for it.
    pub matters: Vec<String>,
    /// The earlier member, or the one handled together, whose result it is or may be.
    pub made_by: Option<String>,
}

/// A theme's answer.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ThemeDecision<'c> {
    /// The theme.
    pub theme: tables::Theme,
    /// Members in order.
    pub members: Vec<Member<'c>>,
    /// Members that are not offered there and then, in order.
    pub not_offered: Vec<String>,
    /// Facts worth asking for any member, each once.
    pub questions: Vec<FactId>,
    /// Documents, each once.
    pub materials: Vec<Merged<'c>>,
    /// Working days on the longest way through the members, by their promised else statutory limits, if all are certain: those from the
    /// day of acceptance to `critical_day`. A member comes behind those whose results it needs, and behind those of earlier stages.
    pub critical_days: Option<i64>,
    /// The last day of that way, its first member being accepted on the day of acceptance and each other one on the last day of those that
    /// it waits for.
    pub critical_day: Option<Day>,
    /// What the theme saves, as the catalogue states it.
    pub savings: Vec<tables::ThemeSaving>,
}

impl Catalogue {
    /// Decides all members of a theme with the same answers. A document that an earlier member certainly makes counts as held, whatever was
    /// answered; while it may be made, it is open whether it is held. The same goes for members handled together (联办), of each of which it
    /// is assumed that it makes what the others need until it turns out otherwise.
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
    /// assert_eq!((theme.materials[0].title, theme.critical_days), ("离婚证", Some(7)));
    /// assert_eq!(theme.questions, [catalogue.fact(None, "婚姻状况")?]);
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    /// There is no such theme; a member cannot be decided.
    pub fn theme(&self, name: &str, request: &ThemeRequest<'_>) -> Result<ThemeDecision<'_>, Error> {
        let unknown = || Error::UnknownTheme { name: name.to_owned() };
        let theme: tables::Theme = self.row(self.find::<tables::Theme>(name).ok_or_else(unknown)?)?;
        let mut rows: Vec<ThemeMatter> = self.rows_named(name)?;
        rows.sort_by(|a, b| (a.rank, &a.matter).cmp(&(b.rank, &b.matter)));
        let joint: Vec<ThemeJoint> = self.rows_named(name)?;
        let together = |matter: &str| joint.iter().any(|row| row.mode == "together" && row.name == matter);
        let mut deciding = Deciding { catalogue: self, request, case: Case::new(), answer: Answer::new() };
        let mut made = deciding.all_made(rows.iter().filter(|row| together(&row.matter)))?;
        let (members, not_offered) = loop {
            let (members, not_offered) = deciding.members(&rows, &made)?;
            if !weaken(&mut made, &members) {
                break (members, not_offered);
            }
        };
        let mut questions: Vec<FactId> = Vec::new();
        for fact in members.iter().filter(|member| member.is_open()).flat_map(|member| &member.decision.questions) {
            if !questions.contains(fact) {
                questions.push(*fact);
            }
        }
        let materials = merged::merge(self, &members, &made);
        let (calendar, begins) = (self.calendar("cn")?, request.dates.selecting());
        let critical_day = path::longest((calendar, begins), &members, &made, &self.rows_named(name)?);
        let critical_days = critical_day.and_then(|ends| path::working_days(calendar, begins, ends));
        let savings = self.rows_named(name)?;
        Ok(ThemeDecision { savings, theme, questions, materials, critical_days, critical_day, members, not_offered })
    }
}

/// What a member results in: documents, each as certain as the line and the member's own case.
type Makes = Vec<(String, Status)>;

/// What members handled together make for each other.
type Made = BTreeMap<String, Makes>;

/// What a member was assumed to make, and turns out not to make or not certainly, is taken back. Whether anything was: the members that
/// rest on it must be decided again.
fn weaken(made: &mut Made, members: &[Member]) -> bool {
    let mut changed = false;
    for member in members {
        for (document, assumed) in made.get_mut(&member.row.matter).into_iter().flatten() {
            let found = makes(&member.decision, document);
            if doubt(found) > doubt(*assumed) {
                *assumed = found;
                changed = true;
            }
        }
    }
    changed
}

const fn doubt(status: Status) -> u8 {
    match status {
        Status::Certain => 0,
        Status::Possible => 1,
        Status::Excluded | Status::Moot => 2,
    }
}

/// How far a decision makes a document.
fn makes(decision: &Decision, document: &str) -> Status {
    let lines = decision.results.iter().map(|result| &result.line);
    let mut statuses = lines.filter(|line| line.row.name == document).map(|line| line.status).peekable();
    match decision.eligible {
        Status::Excluded | Status::Moot => Status::Excluded,
        _ if statuses.peek().is_none() => Status::Excluded,
        Status::Certain if statuses.any(|status| status == Status::Certain) => Status::Certain,
        Status::Certain | Status::Possible => Status::Possible,
    }
}

/// Whether a member's result is there when another one needs it.
fn comes_before(maker: &Member<'_>, user: &Member<'_>, made: &Made) -> bool {
    maker.rank < user.rank || serve_each_other(maker, user, made)
}

fn serve_each_other(maker: &Member<'_>, user: &Member<'_>, made: &Made) -> bool {
    maker.row != user.row && [maker, user].iter().all(|member| made.contains_key(&member.row.matter))
}

/// Members being decided one after the other.
struct Deciding<'c, 'r> {
    catalogue: &'c Catalogue,
    request: &'r ThemeRequest<'r>,
    case: Case,
    answer: Answer,
}

impl<'c> Deciding<'c, '_> {
    /// What members handled together make, as long as nothing is known against it.
    fn all_made<'t>(&mut self, rows: impl Iterator<Item = &'t ThemeMatter>) -> Result<Made, Error> {
        let mut made = Made::new();
        for row in rows {
            if self.evaluate(row, self.request.answers)? {
                let lines = self.catalogue.lines::<ResultDocument>(&self.answer)?;
                let open = lines.into_iter().filter(|line| line.status != Status::Excluded);
                made.insert(row.matter.clone(), open.map(|line| (line.row.name.to_owned(), Status::Certain)).collect());
            }
        }
        Ok(made)
    }

    /// All members with what is made for them; and the names of those that are not offered.
    fn members(&mut self, rows: &[ThemeMatter], made: &Made) -> Result<(Vec<Member<'c>>, Vec<String>), Error> {
        let (mut members, mut not_offered) = (Vec::<Member<'c>>::new(), Vec::new());
        for row in rows {
            let before = members.iter().filter(|member| member.rank < row.rank).flat_map(|member| {
                member.decision.results.iter().map(|result| {
                    let document = result.line.row.name;
                    (document, makes(&member.decision, document))
                })
            });
            let others = made.iter().filter(|(matter, _)| made.contains_key(&row.matter) && **matter != row.matter);
            let others = others.flat_map(|(_, documents)| documents).map(|(document, status)| (&**document, *status));
            let mut answers = self.request.answers.to_vec();
            let awaited = self.hold(before.chain(others), &mut answers);
            if !self.evaluate(row, &answers)? {
                not_offered.push(row.matter.clone());
                continue;
            }
            let mut decision = self.catalogue.decision(&self.case, &self.answer)?;
            decision.questions.retain(|fact| !awaited.contains(fact));
            members.push(Member { rank: row.rank, row: row.clone(), decision });
        }
        Ok((members, not_offered))
    }

    /// Answers that what is certainly made is held. Who says not to hold what may be made may come to hold it: that is no answer. What comes
    /// out is what follows from makers that are still open, and need not be asked.
    fn hold<'d>(&self, made: impl Iterator<Item = (&'d str, Status)>, answers: &mut Vec<Given>) -> Vec<FactId> {
        let mut awaited = Vec::new();
        for (document, status) in made {
            let Some(fact) = self.catalogue.find::<Fact>(&format!("持有 {document}")).map(FactId) else { continue };
            if status == Status::Certain {
                answers.retain(|given| given.fact != fact);
                answers.push(Given { fact, value: 1 });
            } else if status == Status::Possible {
                answers.retain(|given| given.fact != fact || given.value == 1);
                awaited.push(fact);
            }
        }
        awaited
    }

    /// Whether the matter is offered there and then.
    fn evaluate(&mut self, row: &ThemeMatter, answers: &[Given]) -> Result<bool, Error> {
        let ThemeRequest { responsible, here, dates, .. } = *self.request;
        let matter: MatterId = self.catalogue.matter(&row.matter)?;
        let request = Request { matter, responsible, here, dates, answers };
        match self.stand(&request) {
            // Elected for another member: who is responsible for this one follows from the answers.
            Err(Error::NotACandidate { .. }) => self.stand(&Request { responsible: None, ..request }),
            stood => stood,
        }
    }

    fn stand(&mut self, request: &Request<'_>) -> Result<bool, Error> {
        match self.case.resolve(self.catalogue, request) {
            Err(Error::NoEdition { .. }) => return Ok(false),
            resolved => resolved.map(drop)?,
        }
        self.catalogue.evaluate(&self.case, &mut self.answer)?;
        Ok(true)
    }
}
