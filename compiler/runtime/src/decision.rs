//! A decision with the rows that its rules yield: what a window shows.
//!
//! Owned rows, read after the masks have said where each rule stands; the fast path is `Catalogue::evaluate`.

use crate::case::{Candidate, Case, Request, Resolution};
use crate::catalogue::{Catalogue, EditionId, FactId, RegionId, RuleId};
use crate::decide::{Answer, Status};
use crate::error::Error;
use crate::image::kind_code;
use crate::tables::{self, Day, Row};

/// A line of a matter: where it stands and what it yields.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Line<R> {
    /// The rule.
    pub rule: RuleId,
    /// Where it stands.
    pub status: Status,
    /// What it yields.
    pub row: R,
}

impl<R> Line<R> {
    /// Whether it holds or may hold.
    #[must_use]
    pub fn counts(&self) -> bool {
        matches!(self.status, Status::Certain | Status::Possible)
    }
}

/// A requirement and the ways to fulfil it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Required {
    /// The requirement.
    pub line: Line<tables::Requirement>,
    /// Alternatives, each a set of documents.
    pub options: Vec<Vec<tables::RequirementMember>>,
}

/// A prior result.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Prior {
    /// The line that requires it.
    pub line: Line<tables::PriorResult>,
    /// Whether it is held, if that is known.
    pub held: Option<bool>,
}

/// Who decides.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Decides {
    /// The line.
    pub line: Line<tables::Decider>,
    /// The unit whose organ decides.
    pub unit: Option<RegionId>,
    /// The organ's name, if its department has one there.
    pub body: Option<String>,
}

/// What an official still has to find.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Pending {
    /// The fact, taken as favourable.
    pub fact: FactId,
    /// The fact's title.
    pub title: String,
    /// Who finds it, if named.
    pub judge: Option<String>,
}

/// A result and how it is handed over.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Gets {
    /// The line.
    pub line: Line<tables::ResultDocument>,
    /// Ways of delivery.
    pub deliveries: Vec<tables::Delivery>,
}

/// Everything that a window shows of a case. Lines that are excluded, and lines of choices that have no value, are left out, but for
/// conditions.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Decision {
    /// How far the case could be resolved; the lists are empty unless to an edition.
    pub resolution: Resolution,
    /// Candidates for the responsible region, if it had to be looked for.
    pub candidates: Vec<Candidate>,
    /// The responsible region.
    pub responsible: Option<RegionId>,
    /// Whether the applicant is eligible, findings of officials taken as favourable; excluded if nobody here is responsible.
    pub eligible: Status,
    /// Conditions; those that are excluded are the ones that fail.
    pub conditions: Vec<Line<tables::Condition>>,
    /// Results that must be held.
    pub priors: Vec<Prior>,
    /// What officials still have to find.
    pub pending: Vec<Pending>,
    /// Documents.
    pub materials: Vec<Required>,
    /// Who decides.
    pub deciders: Vec<Decides>,
    /// How the decision is brought nearer.
    pub delegations: Vec<Line<tables::Delegation>>,
    /// Who receives.
    pub accepting: Vec<Line<tables::Accepting>>,
    /// Time limits.
    pub limits: Vec<Line<tables::Limit>>,
    /// Time that does not count.
    pub exclusions: Vec<Line<tables::Exclusion>>,
    /// Fees.
    pub fees: Vec<Line<tables::Fee>>,
    /// Benefits.
    pub benefits: Vec<Line<tables::Benefit>>,
    /// Results.
    pub results: Vec<Gets>,
    /// Channels.
    pub channels: Vec<Line<tables::Channel>>,
    /// Visits in person.
    pub visits: Vec<Line<tables::Visit>>,
    /// Kinds of case.
    pub case_kinds: Vec<Line<tables::CaseKind>>,
    /// Other matters that it is instead.
    pub instead: Vec<Line<tables::Instead>>,
    /// Facts still worth asking, best first.
    pub questions: Vec<FactId>,
    /// The day on which another edition takes over, if one does.
    pub changes_on: Option<Day>,
}

impl Catalogue {
    /// Decides a case, with all rows.
    ///
    /// ```
    /// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/common/example.rs.in"));
    /// # fn main() -> Result<(), matter_runtime::Error> {
    /// # let catalogue = example();
    /// # use matter_runtime::{Dates, Request};
    /// # let on = "2026-03-02".parse().unwrap();
    /// # let matter = catalogue.matter("二孩生育登记")?;
    /// # let here = Some(catalogue.region("坂田街道", on)?);
    /// # let mut answers = Vec::new();
    /// # catalogue.read_answer(Some(matter), "婚姻状况", "离异", on, &mut answers)?;
    /// # let request = Request { matter, responsible: here, here, dates: Dates::on(on), answers: &answers };
    /// use matter_runtime::{Resolution, Status};
    ///
    /// let decision = catalogue.decide(&request)?;
    /// assert!(matches!(decision.resolution, Resolution::Edition(_)));
    /// assert_eq!(decision.eligible, Status::Certain);
    /// assert_eq!((decision.materials.len(), decision.questions.len()), (1, 0));
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    /// No edition; a value outside its domain; no place; answers that contradict each other.
    pub fn decide(&self, request: &Request<'_>) -> Result<Decision, Error> {
        let (mut case, mut answer) = (Case::new(), Answer::new());
        case.resolve(self, request)?;
        self.evaluate(&case, &mut answer)?;
        self.decision(&case, &answer)
    }

    /// The rows of a case that is already evaluated.
    ///
    /// # Errors
    /// The image is damaged.
    pub fn decision(&self, case: &Case, answer: &Answer) -> Result<Decision, Error> {
        let mut questions = Vec::new();
        self.open_facts(case, answer, &mut questions)?;
        let outside = case.resolution() == Resolution::Outside;
        Ok(Decision {
            resolution: case.resolution(),
            candidates: case.candidates().to_vec(),
            responsible: case.responsible(),
            eligible: if outside { Status::Excluded } else { answer.eligible() },
            conditions: self.lines(answer)?,
            priors: self.priors(case, answer)?,
            pending: self.pending(case)?,
            materials: self.materials(answer)?,
            deciders: self.deciders(case, answer)?,
            delegations: self.counting(answer)?,
            accepting: self.counting(answer)?,
            limits: self.counting(answer)?,
            exclusions: self.counting(answer)?,
            fees: self.counting(answer)?,
            benefits: self.counting(answer)?,
            results: self.results(answer)?,
            channels: self.counting(answer)?,
            visits: self.counting(answer)?,
            case_kinds: self.counting(answer)?,
            instead: self.counting(answer)?,
            questions,
            changes_on: self.changes_on(case)?,
        })
    }

    /// All lines of one kind, in the order of the edition; the kind is the table of `R`.
    ///
    /// # Errors
    /// The image is damaged.
    pub fn lines<R: Row>(&self, answer: &Answer) -> Result<Vec<Line<R>>, Error> {
        self.lines_that(answer, |_| true)
    }

    // The rows of other lines are not read.
    fn lines_that<R: Row>(&self, answer: &Answer, keep: impl Fn(Status) -> bool) -> Result<Vec<Line<R>>, Error> {
        if answer.rules().next().is_none() {
            return Ok(Vec::new());
        }
        let wanted = kind_code(R::SCHEMA.name);
        let block = self.block(answer.edition())?;
        let most = block.kinds().iter().filter(|kind| Some(**kind) == wanted).count();
        if most == 0 {
            return Ok(Vec::new());
        }
        let mut lines = Vec::with_capacity(most);
        for (rule, kind) in answer.rules().zip(block.kinds()) {
            if Some(*kind) != wanted {
                continue;
            }
            let status = answer.status(rule);
            if keep(status)
                && let Some(row) = self.payload(rule)
            {
                lines.push(Line { rule, status, row: self.row(row)? });
            }
        }
        Ok(lines)
    }

    /// The lines of one kind that hold or may hold.
    ///
    /// # Errors
    /// The image is damaged.
    pub fn counting<R: Row>(&self, answer: &Answer) -> Result<Vec<Line<R>>, Error> {
        self.lines_that(answer, |status| matches!(status, Status::Certain | Status::Possible))
    }

    fn materials(&self, answer: &Answer) -> Result<Vec<Required>, Error> {
        let lines = self.counting::<tables::Requirement>(answer)?;
        lines.into_iter().map(|line| Ok(Required { options: self.ways(line.rule)?, line })).collect()
    }

    /// The ways to fulfil a requirement.
    ///
    /// # Errors
    /// The image is damaged.
    pub fn ways(&self, rule: RuleId) -> Result<Vec<Vec<tables::RequirementMember>>, Error> {
        let mut ways: Vec<Vec<tables::RequirementMember>> = Vec::new();
        for member in self.rows_of::<tables::RequirementMember>(rule.0)? {
            match ways.last_mut() {
                Some(way) if way.last().is_some_and(|before| before.choice == member.choice) => way.push(member),
                _ => ways.push(vec![member]),
            }
        }
        Ok(ways)
    }

    fn priors(&self, case: &Case, answer: &Answer) -> Result<Vec<Prior>, Error> {
        let mut priors = Vec::new();
        for line in self.counting::<tables::PriorResult>(answer)? {
            let fact = self.find::<tables::Fact>(&line.row.fact);
            let held = fact.and_then(|fact| case.value(FactId(fact))).map(|value| value == 1);
            priors.push(Prior { line, held });
        }
        Ok(priors)
    }

    fn pending(&self, case: &Case) -> Result<Vec<Pending>, Error> {
        let row = |fact: &FactId| {
            let row = self.view::<tables::Fact>(fact.0)?;
            Ok(Pending { fact: *fact, title: row.title.to_owned(), judge: row.judge.map(str::to_owned) })
        };
        case.pending().iter().map(row).collect()
    }

    fn deciders(&self, case: &Case, answer: &Answer) -> Result<Vec<Decides>, Error> {
        let mut deciders = Vec::new();
        for line in self.counting::<tables::Decider>(answer)? {
            let unit = case.responsible().and_then(|region| self.acting_unit(region, line.row.level));
            let body = match unit {
                Some(unit) => self.body_name(&line.row.department, unit, line.row.level)?,
                None => None,
            };
            deciders.push(Decides { line, unit, body });
        }
        Ok(deciders)
    }

    fn results(&self, answer: &Answer) -> Result<Vec<Gets>, Error> {
        let lines = self.counting::<tables::ResultDocument>(answer)?;
        lines.into_iter().map(|line| Ok(Gets { deliveries: self.rows_of(line.rule.0)?, line })).collect()
    }

    fn changes_on(&self, case: &Case) -> Result<Option<Day>, Error> {
        let (Some(edition), Some((matter, dates))) = (case.edition(), case.request) else { return Ok(None) };
        let Some(node) = case.responsible().and_then(|region| self.node(region)) else { return Ok(None) };
        let today = dates.selecting();
        let row = self.view::<tables::Edition>(edition.0)?;
        let own_end = row.day_to.filter(|end| *end > today);
        let covering =
            self.editions(matter).filter(|entry| (entry.region_first..=entry.region_last).contains(&node.first));
        let later = covering.map(|entry| entry.from).filter(|from| *from > today).chain(own_end);
        let mut days: Vec<Day> = later.collect();
        days.sort_unstable();
        let differs = |day: &Day| self.edition_at(matter, node.first, *day) != Some(edition);
        Ok(days.into_iter().find(differs))
    }

    pub(crate) fn edition_at(&self, matter: crate::MatterId, position: u32, day: Day) -> Option<EditionId> {
        self.editions(matter).find(|entry| entry.covers(position, day)).map(|entry| entry.edition)
    }
}
