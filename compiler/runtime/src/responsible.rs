//! Who is responsible: what the lines of 属地 come to, and what must be asked before one unit is.
//!
//! A unit is responsible if it is so in every completion: whatever line holds, and whatever is answered for the candidates. Knows nothing of
//! what follows from it.

use crate::case::{Candidate, Case, Request, Resolution, no_edition};
use crate::catalogue::{Catalogue, EditionId, FactId, RegionId, RuleId};
use crate::decide::{Answer, Status};
use crate::error::{Error, Language};
use crate::image::block::Block;
use crate::known::fill;
use crate::regions::AtLevel;
use crate::tables::{Day, Fact};

/// What the candidates of a line come to. Units outside the catalogue do not count beside one inside.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Comes {
    /// All are known and lie in this unit.
    To(RegionId),
    /// All are known, and none lies inside the catalogue.
    Outside,
    /// All are known, and one must be elected; or some are not known.
    Nowhere,
}

impl Comes {
    fn of(line: &[Candidate], is_inside: impl Fn(RegionId) -> bool) -> Self {
        if line.iter().any(|candidate| candidate.region.is_none()) {
            return Self::Nowhere;
        }
        let mut inside = line.iter().filter_map(|candidate| candidate.region).filter(|region| is_inside(*region));
        match inside.next() {
            None => Self::Outside,
            Some(first) if inside.all(|region| region == first) => Self::To(first),
            Some(_) => Self::Nowhere,
        }
    }
}

impl Case {
    // The candidates stand in the widest definition in force: that of the catalogue's own layer.
    pub(crate) fn find_responsible(&mut self, catalogue: &Catalogue, request: &Request<'_>) -> Result<(), Error> {
        let day = request.dates.selecting();
        let widest = catalogue.editions(request.matter).filter(|entry| entry.in_force(day)).last();
        let Some(entry) = widest else { return Err(no_edition(catalogue, request.matter, day)) };
        let block = catalogue.block(entry.edition)?;
        if block.candidates().len() == 0 {
            self.responsible = request.here;
            return if request.here.is_some() { Ok(()) } else { Err(Error::PlaceMissing) };
        }
        fill(self, catalogue, &block, request)?;
        let mut scratch = std::mem::take(&mut self.scratch);
        scratch.stand(&block, self, entry.edition)?;
        let root = catalogue.root(day)?;
        let comes = self.come(catalogue, &block, &scratch, |region| catalogue.lies_in(region, root));
        match comes {
            _ if scratch.is_contradictory() => return Err(catalogue.contradiction(&block, &scratch)),
            Some(Comes::To(region)) => self.responsible = Some(region),
            Some(Comes::Outside) => self.resolution = Resolution::Outside,
            Some(Comes::Nowhere) | None => self.ask_for_responsible(&block, &scratch),
        }
        self.scratch = scratch;
        Ok(())
    }

    // What every line that may hold comes to, if that is the same; lists the candidates on the way.
    fn come(
        &mut self,
        catalogue: &Catalogue,
        block: &Block<'_>,
        stands: &Answer,
        is_inside: impl Fn(RegionId) -> bool,
    ) -> Option<Comes> {
        let (mut lines, mut all) = (block.candidates().peekable(), None);
        while let Some((rule, ..)) = lines.peek().copied() {
            let from = self.candidates.len();
            let status = stands.status_at(usize::from(rule));
            while let Some((_, fact, level)) = lines.next_if(|line| line.0 == rule) {
                let fact = FactId(fact);
                let region = self.candidate_unit(catalogue, fact, level);
                self.candidates.push(Candidate { fact, region, certain: status == Status::Certain });
            }
            if !matches!(status, Status::Certain | Status::Possible) {
                self.candidates.truncate(from);
                continue;
            }
            self.fails_by.push(RuleId(block.rule_first() + u32::from(rule)));
            let comes = Comes::of(self.candidates.get(from..).unwrap_or_default(), &is_inside);
            all = Some(if all.is_none_or(|before| before == comes) { comes } else { Comes::Nowhere });
        }
        all
    }

    fn candidate_unit(&self, catalogue: &Catalogue, fact: FactId, level: u8) -> Option<RegionId> {
        let answered = self.value(fact).and_then(|value| u32::try_from(value).ok()).map(RegionId)?;
        match catalogue.at_level(answered, level)? {
            AtLevel::Unit(_) => catalogue.unit(answered, level),
            AtLevel::Coarse => None,
        }
    }

    // First what tells which line holds, then the candidates that are not known.
    fn ask_for_responsible(&mut self, block: &Block<'_>, stands: &Answer) {
        self.resolution = Resolution::NeedsResponsible;
        self.ask_for_line(block, stands);
        for candidate in &self.candidates {
            if candidate.region.is_none() && !self.asks.contains(&candidate.fact) {
                self.asks.push(candidate.fact);
            }
        }
    }

    fn ask_for_line(&mut self, block: &Block<'_>, stands: &Answer) {
        let mut asks = std::mem::take(&mut self.asks);
        stands.open_facts_of_candidates(block, self, &mut asks);
        self.asks = asks;
    }

    /// A region that was elected by a line that may not hold is not responsible yet: not if another that may hold leads elsewhere.
    #[cold]
    pub(crate) fn await_line(
        &mut self,
        catalogue: &Catalogue,
        block: &Block<'_>,
        edition: EditionId,
    ) -> Result<(), Error> {
        let Some(elected) = self.responsible else { return Ok(()) };
        let mut scratch = std::mem::take(&mut self.scratch);
        scratch.stand(block, self, edition)?;
        let open = |rule: u16| scratch.status_at(usize::from(rule)) == Status::Possible;
        let (mut takes, mut refuses) = (Vec::new(), Vec::new());
        for (rule, fact, level) in block.candidates().filter(|(rule, ..)| open(*rule)) {
            let line = if catalogue.may_be(self, FactId(fact), level, elected) { &mut takes } else { &mut refuses };
            line.push(rule);
        }
        if !takes.is_empty() && refuses.iter().any(|rule| !takes.contains(rule)) && !scratch.is_contradictory() {
            self.ask_for_line(block, &scratch);
            if !self.asks.is_empty() {
                (self.resolution, self.responsible) = (Resolution::NeedsResponsible, None);
            }
        }
        self.scratch = scratch;
        Ok(())
    }
}

impl Catalogue {
    /// Why nobody here is responsible, in one sentence for the applicant: where the candidates lie, and that this is not what the catalogue is
    /// for. Empty without candidates.
    ///
    /// # Errors
    /// The image is damaged.
    pub fn nobody_responsible(&self, candidates: &[Candidate], day: Day, language: Language) -> Result<String, Error> {
        let mut places = Vec::new();
        for candidate in candidates {
            let title = self.view::<Fact>(candidate.fact.0)?.title;
            let Some(region) = candidate.region else { continue };
            let path = self.region_path(region)?;
            places.push(match language {
                Language::Zh => format!("{title}是{path}"),
                Language::En => format!("{title} is {path}"),
            });
        }
        let root = self.region_path(self.root(day)?)?;
        Ok(match language {
            _ if places.is_empty() => String::new(),
            Language::Zh => format!("{}，不在{root}，这里没有负责办理的单位。", places.join("，")),
            Language::En => format!("{}, which is outside {root}: nobody here is responsible.", places.join(", ")),
        })
    }
}
