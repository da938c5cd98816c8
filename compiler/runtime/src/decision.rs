//! A decision with the rows that its rules yield: what a window shows.
//!
//! Rows whose texts stay in the image, read after the masks have said where each rule stands; the fast path is `Catalogue::evaluate`.

use crate::case::{Candidate, Case, Request, Resolution};
use crate::catalogue::{Catalogue, EditionId, FactId, RegionId, RuleId};
use crate::decide::{Answer, Status};
use crate::due::{LimitKind, Term, end_of};
use crate::error::Error;
use crate::image::block::Block;
use crate::image::packed::Hint;
use crate::image::{Section, kind_of};
use crate::tables::{self, Day, Row, view};

/// A line of a matter: where it stands and what it yields.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Line<R> {
    /// The rule.
    pub rule: RuleId,
    /// Where it stands.
    pub status: Status,
    /// Whether what it yields is certain: it certainly holds, or all lines of its choice that may hold yield the same.
    pub settled: bool,
    /// Whether an earlier line of its choice settles it by saying the same: whoever shows what comes out shows it once.
    pub again: bool,
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
pub struct Required<'c> {
    /// The requirement.
    pub line: Line<view::Requirement<'c>>,
    /// Alternatives, each a set of documents.
    pub options: Vec<Vec<view::RequirementMember<'c>>>,
    /// Of each of these how many copies the case needs; `None` while the number that multiplies them is unknown.
    pub copies: Vec<Vec<Option<i64>>>,
}

/// A prior result.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Prior<'c> {
    /// The line that requires it.
    pub line: Line<view::PriorResult<'c>>,
    /// Whether it is held, if that is known.
    pub held: Option<bool>,
}

/// Who decides.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Decides<'c> {
    /// The line, with the level at which it is decided: where the power is devolved (下放), that below.
    pub line: Line<view::Decider<'c>>,
    /// The unit whose organ decides.
    pub unit: Option<RegionId>,
    /// The organ's name, if its department has one there.
    pub body: Option<String>,
}

/// What an official still has to find.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Pending<'c> {
    /// The fact, taken as favourable.
    pub fact: FactId,
    /// The fact's title.
    pub title: &'c str,
    /// Who finds it, if named.
    pub judge: Option<&'c str>,
}

/// A result and how it is handed over.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Gets<'c> {
    /// The line.
    pub line: Line<view::ResultDocument<'c>>,
    /// Ways of delivery.
    pub deliveries: Vec<view::Delivery<'c>>,
}

/// Everything that a window shows of a case. Lines that are excluded, and lines of choices that have no value, are left out, but for
/// conditions.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Decision<'c> {
    /// How far the case could be resolved; the lists are empty unless to an edition.
    pub resolution: Resolution,
    /// Candidates for the responsible region, if it had to be looked for.
    pub candidates: Vec<Candidate>,
    /// The responsible region.
    pub responsible: Option<RegionId>,
    /// Whether the applicant is eligible, findings of officials taken as favourable; excluded if nobody here is responsible.
    pub eligible: Status,
    /// Conditions; those that are excluded are the ones that fail.
    pub conditions: Vec<Line<view::Condition<'c>>>,
    /// Results that must be held.
    pub priors: Vec<Prior<'c>>,
    /// What officials still have to find.
    pub pending: Vec<Pending<'c>>,
    /// Documents.
    pub materials: Vec<Required<'c>>,
    /// Who decides.
    pub deciders: Vec<Decides<'c>>,
    /// How the decision is brought nearer.
    pub delegations: Vec<Line<view::Delegation<'c>>>,
    /// Who receives.
    pub accepting: Vec<Line<view::Accepting<'c>>>,
    /// Time limits.
    pub limits: Vec<Line<view::Limit<'c>>>,
    /// Time that does not count.
    pub exclusions: Vec<Line<view::Exclusion<'c>>>,
    /// Fees.
    pub fees: Vec<Line<view::Fee<'c>>>,
    /// Benefits.
    pub benefits: Vec<Line<view::Benefit<'c>>>,
    /// Results.
    pub results: Vec<Gets<'c>>,
    /// Channels.
    pub channels: Vec<Line<view::Channel<'c>>>,
    /// Visits in person.
    pub visits: Vec<Line<view::Visit<'c>>>,
    /// Kinds of case.
    pub case_kinds: Vec<Line<view::CaseKind<'c>>>,
    /// Other matters that it is instead.
    pub instead: Vec<Line<view::Instead<'c>>>,
    /// Facts still worth asking, best first.
    pub questions: Vec<FactId>,
    /// The day on which another edition takes over, if one does while the applicant may still be told that something is missing (告知时限):
    /// so long the acceptance, which selects the edition, may be put off.
    pub changes_on: Option<Day>,
}

impl Case {
    /// Whether the applicant is eligible, findings of officials taken as favourable; excluded if nobody here is responsible.
    #[must_use]
    pub fn eligible(&self, answer: &Answer) -> Status {
        if self.resolution() == Resolution::Outside { Status::Excluded } else { answer.eligible() }
    }
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
    pub fn decide(&self, request: &Request<'_>) -> Result<Decision<'_>, Error> {
        let (mut case, mut answer) = (Case::new(), Answer::new());
        case.resolve(self, request)?;
        self.evaluate(&case, &mut answer)?;
        self.decision(&case, &answer)
    }

    /// The rows of a case that is already evaluated.
    ///
    /// # Errors
    /// The place is too large to tell who decides. The image is damaged.
    pub fn decision(&self, case: &Case, answer: &Answer) -> Result<Decision<'_>, Error> {
        let mut questions = Vec::new();
        self.open_facts(case, answer, &mut questions)?;
        let deciders = self.deciders(case, answer)?;
        self.check_exact(case, &deciders)?;
        Ok(Decision {
            resolution: case.resolution(),
            candidates: case.candidates().to_vec(),
            responsible: case.responsible(),
            eligible: case.eligible(answer),
            conditions: self.lines::<tables::Condition>(answer)?,
            priors: self.priors(case, answer)?,
            pending: self.pending(case)?,
            materials: self.materials(case, answer)?,
            deciders,
            delegations: self.counting::<tables::Delegation>(answer)?,
            accepting: self.counting::<tables::Accepting>(answer)?,
            limits: self.counting::<tables::Limit>(answer)?,
            exclusions: self.counting::<tables::Exclusion>(answer)?,
            fees: self.counting::<tables::Fee>(answer)?,
            benefits: self.counting::<tables::Benefit>(answer)?,
            results: self.results(answer)?,
            channels: self.counting::<tables::Channel>(answer)?,
            visits: self.counting::<tables::Visit>(answer)?,
            case_kinds: self.counting::<tables::CaseKind>(answer)?,
            instead: self.counting::<tables::Instead>(answer)?,
            questions,
            changes_on: self.changes_on(case)?.filter(|day| self.may_be_accepted_on(case, answer, *day)),
        })
    }

    /// All lines of one kind, in the order of the edition; the kind is the table of `R`.
    ///
    /// # Errors
    /// The image is damaged.
    pub fn lines<R: Row>(&self, answer: &Answer) -> Result<Vec<Line<R::View<'_>>>, Error> {
        self.lines_that::<R>(answer, |_| true)
    }

    // The rows of other lines are not read.
    fn lines_that<R: Row>(
        &self,
        answer: &Answer,
        keep: impl Fn(Status) -> bool,
    ) -> Result<Vec<Line<R::View<'_>>>, Error> {
        if answer.rules().next().is_none() {
            return Ok(Vec::new());
        }
        let wanted = kind_of::<R>();
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
                let (settled, row) = (status == Status::Certain, self.view::<R>(row)?);
                lines.push(Line { rule, status, settled, again: false, row });
            }
        }
        self.settle(answer, &block, &mut lines)?;
        Ok(lines)
    }

    // One of the lines of a choice holds: where those that may all yield the same, that is certain.
    fn settle<R>(&self, answer: &Answer, block: &Block<'_>, lines: &mut [Line<R>]) -> Result<(), Error> {
        let is_open = |line: &Line<R>| line.status == Status::Possible && answer.is_of_choice(block, line.rule);
        if !lines.iter().any(is_open) {
            return Ok(());
        }
        let mut said = Vec::with_capacity(lines.len());
        for line in lines.iter().filter(|line| line.counts()) {
            let row = self.view::<tables::Rule>(line.rule.0)?;
            said.push((line.rule, row.choice, row.same_as));
        }
        for line in lines.iter_mut().filter(|line| is_open(line)) {
            let Some((_, choice, same_as)) = said.iter().find(|(rule, ..)| *rule == line.rule) else { continue };
            let mut of_choice = said.iter().filter(|(_, other, _)| other == choice);
            line.settled = of_choice.clone().all(|(.., other)| other == same_as);
            line.again = line.settled && of_choice.next().is_some_and(|(first, ..)| *first != line.rule);
        }
        Ok(())
    }

    /// The lines of one kind that hold or may hold.
    ///
    /// # Errors
    /// The image is damaged.
    pub fn counting<R: Row>(&self, answer: &Answer) -> Result<Vec<Line<R::View<'_>>>, Error> {
        self.lines_that::<R>(answer, |status| matches!(status, Status::Certain | Status::Possible))
    }

    fn materials(&self, case: &Case, answer: &Answer) -> Result<Vec<Required<'_>>, Error> {
        let lines = self.counting::<tables::Requirement>(answer)?;
        let (mut hint, mut materials) = (Hint::default(), Vec::with_capacity(lines.len()));
        for line in lines {
            let options = self.ways_behind(line.rule, &mut hint)?;
            let of_one =
                |way: &Vec<view::RequirementMember<'_>>| way.iter().map(|one| self.copies(case, one)).collect();
            let copies = options.iter().map(of_one).collect::<Result<_, Error>>()?;
            materials.push(Required { copies, options, line });
        }
        Ok(materials)
    }

    /// The ways to fulfil a requirement.
    ///
    /// # Errors
    /// The image is damaged.
    pub fn ways(&self, rule: RuleId) -> Result<Vec<Vec<view::RequirementMember<'_>>>, Error> {
        self.ways_behind(rule, &mut Hint::default())
    }

    // The ways of one requirement after another are looked for behind those before.
    fn ways_behind(&self, rule: RuleId, hint: &mut Hint) -> Result<Vec<Vec<view::RequirementMember<'_>>>, Error> {
        let mut ways: Vec<Vec<view::RequirementMember<'_>>> = Vec::new();
        let key = i64::from(rule.0);
        for member in
            self.packed::<tables::RequirementMember>().with_first_behind(self.section(Section::Tables), key, hint)
        {
            let member = self.view::<tables::RequirementMember>(member)?;
            match ways.last_mut() {
                Some(way) if way.last().is_some_and(|before| before.choice == member.choice) => way.push(member),
                _ => ways.push(vec![member]),
            }
        }
        Ok(ways)
    }

    fn priors(&self, case: &Case, answer: &Answer) -> Result<Vec<Prior<'_>>, Error> {
        let mut priors = Vec::new();
        for line in self.counting::<tables::PriorResult>(answer)? {
            let fact = self.find::<tables::Fact>(line.row.fact);
            let held = fact.and_then(|fact| case.value(FactId(fact))).map(|value| value == 1);
            priors.push(Prior { line, held });
        }
        Ok(priors)
    }

    fn pending(&self, case: &Case) -> Result<Vec<Pending<'_>>, Error> {
        let row = |fact: &FactId| {
            let row = self.view::<tables::Fact>(fact.0)?;
            Ok(Pending { fact: *fact, title: row.title, judge: row.judge })
        };
        case.pending().iter().map(row).collect()
    }

    pub(crate) fn deciders(&self, case: &Case, answer: &Answer) -> Result<Vec<Decides<'_>>, Error> {
        let mut devolved = self.counting::<tables::Delegation>(answer)?;
        devolved.retain(|line| line.row.mode == "devolved");
        let mut deciders = Vec::new();
        for line in self.counting::<tables::Decider>(answer)? {
            let mut stays = line.status;
            for below in devolved.iter().filter(|below| below.row.from_level == line.row.level) {
                let status = if below.status == Status::Certain { line.status } else { Status::Possible };
                let settled = line.settled && below.status == Status::Certain;
                let mut own = Line { status, settled, ..line.clone() };
                own.row.level = below.row.to_level;
                deciders.push(self.decides(case, own, below.row.body)?);
                let is_certain = below.status == Status::Certain || stays == Status::Excluded;
                stays = if is_certain { Status::Excluded } else { Status::Possible };
            }
            if stays != Status::Excluded {
                deciders.push(self.decides(
                    case,
                    Line { status: stays, settled: line.settled && stays == line.status, ..line },
                    None,
                )?);
            }
        }
        Ok(deciders)
    }

    fn decides<'c>(
        &'c self,
        case: &Case,
        line: Line<view::Decider<'c>>,
        named: Option<&str>,
    ) -> Result<Decides<'c>, Error> {
        let unit = case.responsible().and_then(|region| self.acting_unit(region, line.row.level));
        let body = match unit {
            Some(unit) => self.body_name(named.unwrap_or(line.row.department), unit, line.row.level)?,
            None => None,
        };
        Ok(Decides { body: body.or_else(|| named.map(str::to_owned)), line, unit })
    }

    fn results(&self, answer: &Answer) -> Result<Vec<Gets<'_>>, Error> {
        let lines = self.counting::<tables::ResultDocument>(answer)?;
        lines
            .into_iter()
            .map(|line| Ok(Gets { deliveries: self.views_of::<tables::Delivery>(line.rule.0)?, line }))
            .collect()
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

    // Whether the longest limit for the notice, from the day that selects the edition, reaches so far.
    fn may_be_accepted_on(&self, case: &Case, answer: &Answer, day: Day) -> bool {
        let (Some((_, dates)), Ok(calendar)) = (case.request, self.calendar("cn")) else { return false };
        let from = (dates.selecting(), 0);
        let limits = self.counting::<tables::Limit>(answer).unwrap_or_default();
        let notices = limits.iter().filter_map(|line| Term::from_row(&line.row));
        let mut ends = notices.filter(|term| term.kind == LimitKind::Notice);
        // What ends behind the calendar reaches far enough.
        ends.any(|term| end_of(calendar, from, term.length).map_or(true, |(end, _)| day <= end))
    }

    pub(crate) fn edition_at(&self, matter: crate::MatterId, position: u32, day: Day) -> Option<EditionId> {
        self.editions(matter).find(|entry| entry.covers(position, day)).map(|entry| entry.edition)
    }
}
