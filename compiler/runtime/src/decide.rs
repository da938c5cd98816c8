//! Deciding: an AND of masks, then for each rule whether a row is left that lets it hold and one that lets it fail.
//!
//! An `Answer` is a buffer that is used again; deciding allocates nothing once it has its size.

use crate::case::{Case, Resolution, UNKNOWN};
use crate::catalogue::{Catalogue, EditionId, FactId, RuleId, STRUCTURE};
use crate::error::Error;
use crate::image::block::{Block, Group};
use crate::tables::Never;

/// Where a line stands, given what is answered.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub enum Status {
    /// It holds in every completion of the answers.
    Certain,
    /// It holds in some and fails in others.
    Possible,
    /// It fails in all.
    Excluded,
    /// No completion is left in which the line has a meaning: the matter's conditions cannot hold.
    Moot,
}

impl Status {
    fn new(can_hold: bool, can_fail: bool) -> Self {
        match (can_hold, can_fail) {
            (true, false) => Self::Certain,
            (true, true) => Self::Possible,
            (false, true) => Self::Excluded,
            (false, false) => Self::Moot,
        }
    }
}

/// The statuses of all rules of an edition.
#[derive(Clone, Debug, Default)]
pub struct Answer {
    edition: u32,
    rule_first: u32,
    rules: usize,
    rows: Vec<u64>,
    hold: Vec<u64>,
    fail: Vec<u64>,
    eligible: Option<Status>,
    contradictory: bool,
}

impl Answer {
    /// An empty answer.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The edition that was decided.
    #[must_use]
    pub fn edition(&self) -> EditionId {
        EditionId(self.edition)
    }

    /// The edition's rules.
    pub fn rules(&self) -> impl Iterator<Item = RuleId> + use<> {
        (self.rule_first..).take(self.rules).map(RuleId)
    }

    /// Where a rule stands; `Moot` for rules of other editions.
    #[must_use]
    pub fn status(&self, rule: RuleId) -> Status {
        let position = rule.0.checked_sub(self.rule_first).and_then(|position| usize::try_from(position).ok());
        position.filter(|position| *position < self.rules).map_or(Status::Moot, |position| self.status_at(position))
    }

    pub(crate) fn status_at(&self, position: usize) -> Status {
        let bit = |words: &[u64]| words.get(position / 64).is_some_and(|word| word >> (position % 64) & 1 == 1);
        Status::new(bit(&self.hold), bit(&self.fail))
    }

    /// Whether the applicant is eligible, officials' findings taken as favourable.
    #[must_use]
    pub fn eligible(&self) -> Status {
        self.eligible.unwrap_or(Status::Moot)
    }

    /// Whether the answers cannot stand together.
    #[must_use]
    pub fn is_contradictory(&self) -> bool {
        self.contradictory
    }

    pub(crate) fn evaluate(&mut self, block: &Block<'_>, case: &Case, edition: EditionId) -> Result<(), Error> {
        let counts = &block.counts;
        (self.edition, self.rule_first, self.rules) = (edition.0, counts.rule_first, usize::from(counts.rules));
        self.rows.clear();
        self.rows.extend(block.start().iter().map(|word| u64::from_le_bytes(*word)));
        for cell in case.cells.iter().filter(|cell| **cell != UNKNOWN) {
            let mask = block.mask(*cell).ok_or(STRUCTURE)?;
            for (row, word) in self.rows.iter_mut().zip(mask) {
                *row &= u64::from_le_bytes(*word);
            }
        }
        self.gather(block);
        self.tails(block)?;
        self.rests(block);
        self.contradictory = self.cannot_hold(block, Group::Feasible);
        let fails = self.cannot_hold(block, Group::Eligible);
        if fails {
            self.silence_choices(block);
        }
        self.eligible = Some(if fails { Status::Excluded } else { self.eligibility(block, case) });
        Ok(())
    }

    // Planes of positive rows say what can hold, planes of negative rows what can fail.
    fn gather(&mut self, block: &Block<'_>) {
        let width = usize::from(block.counts.rule_words);
        let split = width * usize::from(block.counts.positive_planes);
        let (positive, rest) = self.rows.split_at_checked(split).unwrap_or_default();
        let negative = rest.get(..width * usize::from(block.counts.negative_planes)).unwrap_or_default();
        for (target, planes) in [(&mut self.hold, positive), (&mut self.fail, negative)] {
            target.clear();
            target.resize(width, 0);
            if width == 1 {
                target.fill(planes.iter().fold(0, |sum, word| sum | word));
                continue;
            }
            for plane in planes.chunks_exact(width.max(1)) {
                target.iter_mut().zip(plane).for_each(|(sum, word)| *sum |= word);
            }
        }
    }

    fn tails(&mut self, block: &Block<'_>) -> Result<(), Error> {
        let planes = usize::from(block.counts.positive_planes) + usize::from(block.counts.negative_planes);
        let tail_at = usize::from(block.counts.rule_words) * planes;
        let words = self.rows.get(tail_at..).ok_or(STRUCTURE)?;
        for tail in block.tails() {
            let from = usize::from(tail.first);
            if any(words, from, from + usize::from(tail.count)) {
                let target = if tail.negative { &mut self.fail } else { &mut self.hold };
                set(target, tail.rule, true);
            }
        }
        Ok(())
    }

    // A rest line holds iff no other line of its choice does.
    fn rests(&mut self, block: &Block<'_>) {
        for (rule, others) in block.rests() {
            let (mut some_certain, mut all_excluded, mut moot) = (false, true, false);
            for ((word, hold), fail) in others.iter().zip(&self.hold).zip(&self.fail) {
                let others = u64::from_le_bytes(*word);
                some_certain |= others & hold & !fail != 0;
                all_excluded &= others & hold == 0;
                moot |= others & !hold & !fail != 0;
            }
            set(&mut self.hold, rule, !some_certain && !moot);
            set(&mut self.fail, rule, !all_excluded && !moot);
        }
    }

    // Whether some rule of a group has no row left that lets it hold.
    fn cannot_hold(&self, block: &Block<'_>, group: Group) -> bool {
        let words = block.group(group).iter().map(|word| u64::from_le_bytes(*word));
        words.zip(&self.hold).any(|(word, hold)| word & !hold != 0)
    }

    // No completion meets all conditions: lines of choices say nothing.
    fn silence_choices(&mut self, block: &Block<'_>) {
        let choices = block.group(Group::Choices).iter().map(|word| u64::from_le_bytes(*word));
        for ((word, hold), fail) in choices.zip(&mut self.hold).zip(&mut self.fail) {
            *hold &= !word;
            *fail &= !word;
        }
    }

    fn eligibility(&self, block: &Block<'_>, case: &Case) -> Status {
        let (mut failed, mut open) = (false, false);
        for ((word, hold), fail) in block.group(Group::Conditions).iter().zip(&self.hold).zip(&self.fail) {
            let conditions = u64::from_le_bytes(*word);
            failed |= conditions & !hold & fail != 0;
            open |= conditions & hold & fail != 0;
        }
        for ((rule, _), held) in block.priors().zip(&case.held) {
            match (self.status_at(usize::from(rule)), held) {
                (Status::Certain, Some(false)) => failed = true,
                (Status::Certain, None) | (Status::Possible, None | Some(false)) => open = true,
                _ => {}
            }
        }
        Status::new(!failed, failed || open)
    }

    /// Facts that are worth asking, in order, into `open`: those whose answer can still change an undecided rule.
    pub(crate) fn open_facts(&self, block: &Block<'_>, case: &Case, open: &mut Vec<FactId>) {
        open.clear();
        for fact in block.questions() {
            if !case.knows(block, fact) && self.exists(block, fact) && self.is_open(block, case, fact, 0) {
                open.push(FactId(fact));
            }
        }
    }

    // A fact that exists in no case that is left is not asked.
    fn exists(&self, block: &Block<'_>, fact: u32) -> bool {
        let mut rules = block.existences().filter(|(_, of)| *of == fact).peekable();
        rules.peek().is_none() || rules.any(|(rule, _)| self.status_at(usize::from(rule)) != Status::Excluded)
    }

    fn is_open(&self, block: &Block<'_>, case: &Case, fact: u32, depth: u8) -> bool {
        if let Some(local) = block.local(fact)
            && case.cells.get(local) == Some(&UNKNOWN)
            && self.matters(block, local)
        {
            return true;
        }
        let held = block.priors().zip(&case.held).any(|((rule, prior), held)| {
            prior == fact
                && held.is_none()
                && matches!(self.status_at(usize::from(rule)), Status::Certain | Status::Possible)
        });
        // A fact is worth asking if something computed from it is.
        held || depth < 8
            && block.derived().any(|derived| {
                (derived.a == fact || derived.b == fact)
                    && case.value(FactId(derived.target)).is_none()
                    && self.is_open(block, case, derived.target, depth + 1)
            })
    }

    // Whether an undecided rule has a row left that some cell of the fact forbids.
    fn matters(&self, block: &Block<'_>, local: usize) -> bool {
        let Some(fact) = block.fact(local) else { return false };
        let cells = u32::from(fact.cell_first)..u32::from(fact.cell_first) + u32::from(fact.cells);
        cells.filter_map(|cell| block.mask(cell)).any(|mask| {
            let forbidden = mask
                .iter()
                .zip(block.start())
                .map(|(word, start)| u64::from_le_bytes(*start) & !u64::from_le_bytes(*word));
            let planes = usize::from(block.counts.positive_planes) + usize::from(block.counts.negative_planes);
            let in_planes = usize::from(block.counts.rule_words) * planes;
            let undecided = self.hold.iter().zip(&self.fail).map(|(hold, fail)| hold & fail).cycle();
            let left = self.rows.iter().zip(forbidden.clone()).map(|(row, forbidden)| row & forbidden);
            left.clone().take(in_planes).zip(undecided).any(|(row, undecided)| row & undecided != 0)
                || block.tails().any(|tail| {
                    let from = usize::from(tail.first);
                    self.status_at(usize::from(tail.rule)) == Status::Possible
                        && any_in(left.clone().skip(in_planes), from, from + usize::from(tail.count))
                })
        })
    }
}

impl Case {
    fn knows(&self, block: &Block<'_>, fact: u32) -> bool {
        match block.local(fact) {
            Some(local) => self.cells.get(local) != Some(&UNKNOWN),
            None => self.value(FactId(fact)).is_some(),
        }
    }
}

fn set(words: &mut [u64], position: u16, value: bool) {
    if let Some(word) = words.get_mut(usize::from(position) / 64) {
        let mask = 1 << (position % 64);
        *word = if value { *word | mask } else { *word & !mask };
    }
}

fn any(words: &[u64], from: usize, to: usize) -> bool {
    any_in(words.iter().copied(), from, to)
}

// Whether a bit from `from` to before `to` is set.
fn any_in(words: impl Iterator<Item = u64>, from: usize, to: usize) -> bool {
    words.enumerate().skip(from / 64).take((to.div_ceil(64)).saturating_sub(from / 64)).any(|(index, word)| {
        let low = from.saturating_sub(index * 64).min(64);
        let high = to.saturating_sub(index * 64).min(64);
        low < high && (word >> low) << (64 - (high - low)) != 0
    })
}

impl Catalogue {
    /// Decides a resolved case. `Moot` everywhere if it is not resolved to an edition.
    ///
    /// # Errors
    /// The answers contradict each other; the 互斥 are named.
    pub fn evaluate(&self, case: &Case, answer: &mut Answer) -> Result<(), Error> {
        let Resolution::Edition(edition) = case.resolution else {
            *answer = Answer::default();
            return Ok(());
        };
        let block = self.block_at(case.block)?;
        answer.evaluate(&block, case, edition)?;
        if answer.contradictory { Err(self.contradiction(&block, answer)) } else { Ok(()) }
    }

    fn contradiction(&self, block: &Block<'_>, answer: &Answer) -> Error {
        let named = |status| {
            let rows = block.nevers().filter(move |(rule, _)| answer.status_at(usize::from(*rule)) == status);
            rows.filter_map(|(_, row)| self.row::<Never>(row).ok()).map(|never| never.reason).collect::<Vec<_>>()
        };
        let certain = named(Status::Certain);
        Error::Contradictory { reasons: if certain.is_empty() { named(Status::Possible) } else { certain } }
    }

    /// Facts that are still worth asking, best first, into `open`. Of a case without a responsible region: the candidates that are
    /// not answered.
    ///
    /// # Errors
    /// The image is damaged.
    pub fn open_facts(&self, case: &Case, answer: &Answer, open: &mut Vec<FactId>) -> Result<(), Error> {
        open.clear();
        match case.resolution {
            Resolution::Edition(edition) => answer.open_facts(&self.block(edition)?, case, open),
            Resolution::NeedsResponsible => {
                open.extend(case.candidates.iter().filter(|one| one.region.is_none()).map(|one| one.fact));
            }
            Resolution::Nothing | Resolution::Outside => {}
        }
        Ok(())
    }
}
