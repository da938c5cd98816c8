//! A responsible region that was given: up to the level at which the matter is decided, and whether it is a candidate at all.
//!
//! Knows nothing of regions that follow from answers; those are candidates by themselves.

use crate::case::{Candidate, Case};
use crate::catalogue::{Catalogue, FactId, RegionId};
use crate::decide::{Answer, Status};
use crate::error::Error;
use crate::image::block::Block;
use crate::regions::AtLevel;

impl Catalogue {
    /// The unit that is responsible where a smaller place in it was given.
    pub(crate) fn rolled_up(&self, block: &Block<'_>, region: RegionId) -> Option<RegionId> {
        let deepest = block.candidates().map(|(_, _, level)| level).max()?;
        self.unit(region, deepest).filter(|unit| *unit != region)
    }

    /// Refuses a given region that is none of the candidates, or coarser than they are. One that is not answered yet, or not exactly enough, may still become it.
    pub(crate) fn check_elected(&self, block: &Block<'_>, case: &Case, answer: &Answer) -> Result<(), Error> {
        let Some(elected) = case.responsible.filter(|_| case.elected) else { return Ok(()) };
        let mut refused = false;
        for (rule, fact, level) in block.candidates() {
            if matches!(answer.status_at(usize::from(rule)), Status::Certain | Status::Possible) {
                if self.may_be(case, FactId(fact), level, elected) {
                    return Ok(());
                }
                refused = true;
            }
        }
        if refused { Err(self.no_candidate(block, case, answer, elected)) } else { Ok(()) }
    }

    /// Whether an elected region may be what a candidate comes to. A place coarser than the candidate's level is no unit that could decide.
    pub(crate) fn may_be(&self, case: &Case, fact: FactId, level: u8, elected: RegionId) -> bool {
        if !matches!(self.at_level(elected, level), Some(AtLevel::Unit(_))) {
            return false;
        }
        let Some(region) = self.candidate_of(case, fact) else { return true };
        match self.at_level(region, level) {
            Some(AtLevel::Unit(_)) => self.unit(region, level) == self.unit(elected, level),
            _ => self.lies_in(elected, region),
        }
    }

    fn candidate_of(&self, case: &Case, fact: FactId) -> Option<RegionId> {
        case.value(fact).and_then(|value| u32::try_from(value).ok()).map(RegionId)
    }

    #[cold]
    fn no_candidate(&self, block: &Block<'_>, case: &Case, answer: &Answer, elected: RegionId) -> Error {
        let stands = |rule: u16| matches!(answer.status_at(usize::from(rule)), Status::Certain | Status::Possible);
        let regions = block.candidates().filter(|(rule, _, _)| stands(*rule)).filter_map(|(_, fact, level)| {
            let region = self.candidate_of(case, FactId(fact))?;
            self.unit(region, level)
        });
        self.not_among(elected, regions)
    }

    fn not_among(&self, elected: RegionId, regions: impl Iterator<Item = RegionId>) -> Error {
        let path = |region| self.region_path(region).unwrap_or_default();
        let mut candidates: Vec<String> = Vec::new();
        for region in regions.map(path) {
            if !candidates.contains(&region) {
                candidates.push(region);
            }
        }
        Error::NotACandidate { place: path(elected), candidates }
    }

    /// The same for a region where the catalogue defines nothing, of which the candidates are known by themselves.
    pub(crate) fn check_outside(&self, elected: RegionId, candidates: &[Candidate]) -> Result<(), Error> {
        let may_be = |candidate: &Candidate| candidate.region.is_none_or(|region| self.lies_in(elected, region));
        if candidates.iter().any(may_be) {
            return Ok(());
        }
        Err(self.not_among(elected, candidates.iter().filter_map(|candidate| candidate.region)))
    }
}
