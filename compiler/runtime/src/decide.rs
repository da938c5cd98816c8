//! Deciding: an AND of masks, then for each rule whether a row is left that lets it hold and one that lets it fail.
//!
//! An `Answer` is a buffer that is used again; deciding allocates nothing once it has its size.

use crate::case::{Case, Resolution};
use crate::catalogue::{Catalogue, EditionId, FactId, RuleId, damaged};
use crate::error::Error;
use crate::image::block::{Block, Group};
use crate::image::cells::{LocalFact, UNKNOWN};
use crate::tables::Never;

/// Words for which asking needs no memory of its own: the budget of rows of an edition, and some.
const FEW_WORDS: usize = 48;

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

/// Some words of all masks: those from `at` on.
struct Left<'a> {
    masks: &'a [[u8; 8]],
    words: usize,
    at: usize,
    cells: &'a [u16],
}

impl Left<'_> {
    // What all cells leave. A fact without an answer has cell 0, which leaves all.
    fn put<const N: usize>(&self, rows: &mut Vec<u64>) -> Option<()> {
        let words = |cell: u16| self.masks.get(usize::from(cell) * self.words + self.at..)?.first_chunk::<N>();
        let mut left = words(0)?.map(u64::from_le_bytes);
        for cell in self.cells {
            left.iter_mut().zip(words(*cell)?).for_each(|(left, word)| *left &= u64::from_le_bytes(*word));
        }
        rows.extend_from_slice(&left);
        Some(())
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

    /// The rules that certainly hold, 64 a word, the first rule in the lowest bit: for whoever knows where the lines stand.
    pub fn certain(&self) -> impl Iterator<Item = u64> + '_ {
        self.hold.iter().zip(&self.fail).map(|(hold, fail)| hold & !fail)
    }

    pub(crate) fn status_at(&self, position: usize) -> Status {
        let bit = |words: &[u64]| words.get(position / 64).is_some_and(|word| word >> (position % 64) & 1 == 1);
        Status::new(bit(&self.hold), bit(&self.fail))
    }

    /// Whether a line is one of a choice that has a value only for who is eligible.
    pub(crate) fn is_of_choice(&self, block: &Block<'_>, rule: RuleId) -> bool {
        let position = rule.0.checked_sub(self.rule_first).and_then(|position| usize::try_from(position).ok());
        let word =
            |position: usize| block.group(Group::Choices).get(position / 64).map(|word| u64::from_le_bytes(*word));
        position.is_some_and(|position| word(position).is_some_and(|word| word >> (position % 64) & 1 == 1))
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
        self.stand(block, case, edition)?;
        let fails = self.cannot_hold(block, Group::Eligible);
        if fails {
            self.silence_choices(block);
        }
        self.eligible = Some(if fails { Status::Excluded } else { self.eligibility(block, case) });
        Ok(())
    }

    /// Where each rule stands whether or not the applicant is eligible: who is responsible must be known before anything can be refused.
    pub(crate) fn stand(&mut self, block: &Block<'_>, case: &Case, edition: EditionId) -> Result<(), Error> {
        (self.edition, self.rule_first, self.rules) = (edition.0, block.rule_first(), block.rules());
        self.leave(block.masks(), block.word_count(), &case.cells)?;
        self.gather(block);
        self.tails(block);
        self.rests(block);
        self.contradictory = self.cannot_hold(block, Group::Feasible);
        Ok(())
    }

    // The rows that all answers leave, a few words at once.
    fn leave(&mut self, masks: &[[u8; 8]], words: usize, cells: &[u16]) -> Result<(), Error> {
        self.rows.clear();
        for at in (0..words).step_by(4) {
            let left = Left { masks, words, at, cells };
            let done = match words - at {
                1 => left.put::<1>(&mut self.rows),
                2 => left.put::<2>(&mut self.rows),
                3 => left.put::<3>(&mut self.rows),
                _ => left.put::<4>(&mut self.rows),
            };
            done.ok_or_else(damaged)?;
        }
        Ok(())
    }

    // Planes of positive rows say what can hold, planes of negative rows what can fail.
    fn gather(&mut self, block: &Block<'_>) {
        let (rules, (positive, negative)) = (self.rules, block.planes());
        for (target, planes) in [(&mut self.hold, 0..positive), (&mut self.fail, positive..positive + negative)] {
            target.resize(rules.div_ceil(64), 0);
            for (word, sum) in target.iter_mut().enumerate() {
                let length = (rules - word * 64).min(64);
                *sum = planes.clone().fold(0, |sum, plane| sum | bits(&self.rows, plane * rules + word * 64, length));
            }
        }
    }

    fn tails(&mut self, block: &Block<'_>) {
        let tail_at = block.plane_bits();
        for tail in block.tails() {
            let from = tail_at + usize::from(tail.first);
            if any(&self.rows, from, usize::from(tail.count)) {
                let target = if tail.negative { &mut self.fail } else { &mut self.hold };
                set(target, tail.rule, true);
            }
        }
    }

    // A rest line holds iff no other line of its choice does.
    fn rests(&mut self, block: &Block<'_>) {
        for (rule, others) in block.rests() {
            let (mut certain, mut open, mut moot) = (0, 0, 0);
            for ((word, hold), fail) in others.iter().zip(&self.hold).zip(&self.fail) {
                let others = u64::from_le_bytes(*word);
                certain |= others & hold & !fail;
                open |= others & hold;
                moot |= others & !hold & !fail;
            }
            set(&mut self.hold, rule, certain == 0 && moot == 0);
            set(&mut self.fail, rule, open != 0 && moot == 0);
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
        let words = self.rows.len();
        let (mut few, mut many) = ([0; FEW_WORDS], Vec::new());
        let live = match few.get_mut(..words) {
            Some(few) => few,
            None => {
                many.resize(words, 0);
                many.as_mut_slice()
            }
        };
        self.undecided_rows(block, live);
        for fact in block.questions() {
            if !case.knows(block, fact) && self.exists(block, fact) && self.is_open(block, case, live, (fact, 0)) {
                open.push(FactId(fact));
            }
        }
    }

    /// Facts whose answer can still change which line of candidates for the responsible region holds, in order, behind `open`.
    #[cold]
    pub(crate) fn open_facts_of_candidates(&self, block: &Block<'_>, case: &Case, open: &mut Vec<FactId>) {
        let mut live = vec![0; self.rows.len()];
        let (rules, (positive, negative)) = (self.rules, block.planes());
        let candidates = || block.candidates().map(|(rule, ..)| rule);
        for rule in candidates().filter(|rule| self.status_at(usize::from(*rule)) == Status::Possible) {
            (0..positive + negative).for_each(|plane| put(&mut live, plane * rules + usize::from(rule), 1));
            for tail in block.tails().filter(|tail| tail.rule == rule) {
                let from = block.plane_bits() + usize::from(tail.first);
                (from..from + usize::from(tail.count)).for_each(|at| put(&mut live, at, 1));
            }
        }
        live.iter_mut().zip(&self.rows).for_each(|(live, row)| *live &= row);
        for fact in block.questions() {
            if !case.knows(block, fact) && self.exists(block, fact) && reaches(block, case, &live, (fact, 0)) {
                open.push(FactId(fact));
            }
        }
    }

    // The rows that are left of undecided rules.
    fn undecided_rows(&self, block: &Block<'_>, live: &mut [u64]) {
        let (rules, (positive, negative)) = (self.rules, block.planes());
        // Whether a 互斥 would be hurt is no outcome.
        let is_never = |rule: u16| block.nevers().any(|(never, _)| never == rule);
        let nevers = |word: usize| {
            let here = block.nevers().map(|(rule, _)| usize::from(rule)).filter(|rule| rule / 64 == word);
            here.fold(0_u64, |mask, rule| mask | 1 << (rule % 64))
        };
        for plane in 0..positive + negative {
            for (word, (hold, fail)) in self.hold.iter().zip(&self.fail).enumerate() {
                put(live, plane * rules + word * 64, hold & fail & !nevers(word));
            }
        }
        for tail in block.tails() {
            if self.status_at(usize::from(tail.rule)) == Status::Possible && !is_never(tail.rule) {
                let from = block.plane_bits() + usize::from(tail.first);
                let end = from + usize::from(tail.count);
                (from..end).step_by(64).for_each(|at| put(live, at, ones(end - at)));
            }
        }
        live.iter_mut().zip(&self.rows).for_each(|(live, row)| *live &= row);
    }

    // A fact that exists in no case that is left is not asked.
    fn exists(&self, block: &Block<'_>, fact: u32) -> bool {
        let mut rules = block.existences().filter(|(_, of)| *of == fact).peekable();
        rules.peek().is_none() || rules.any(|(rule, _)| self.status_at(usize::from(rule)) != Status::Excluded)
    }

    fn is_open(&self, block: &Block<'_>, case: &Case, live: &[u64], (fact, depth): (u32, u8)) -> bool {
        if let Some((local, record)) = block.cells().find(fact)
            && case.cells.get(local) == Some(&UNKNOWN)
            && matters(block, live, &record)
        {
            return true;
        }
        let counts = |rule: u16| matches!(self.status_at(usize::from(rule)), Status::Certain | Status::Possible);
        let mut priors = block.priors().zip(&case.held);
        let held = priors.any(|((rule, prior), held)| prior == fact && held.is_none() && counts(rule));
        let scales = || block.scales().any(|(rule, number)| number == fact && counts(rule));
        // A fact is worth asking if something computed from it is.
        held || scales()
            || depth < 8
                && block.derived().any(|derived| {
                    (derived.a == fact || derived.b == fact)
                        && case.value(FactId(derived.target)).is_none()
                        && self.is_open(block, case, live, (derived.target, depth + 1))
                })
    }
}

// Whether an answer to the fact, or to what is computed from it, forbids one of the rows.
fn reaches(block: &Block<'_>, case: &Case, live: &[u64], (fact, depth): (u32, u8)) -> bool {
    if let Some((local, record)) = block.cells().find(fact)
        && case.cells.get(local) == Some(&UNKNOWN)
        && matters(block, live, &record)
    {
        return true;
    }
    depth < 8
        && block.derived().any(|derived| {
            (derived.a == fact || derived.b == fact)
                && case.value(FactId(derived.target)).is_none()
                && reaches(block, case, live, (derived.target, depth + 1))
        })
}

// Whether some cell of the fact forbids one of the rows.
fn matters(block: &Block<'_>, live: &[u64], fact: &LocalFact) -> bool {
    let mut masks = block.cells().cells_of(fact).filter_map(|cell| block.mask(cell));
    masks.any(|mask| mask.iter().zip(live).any(|(word, live)| live & !u64::from_le_bytes(*word) != 0))
}

impl Case {
    fn knows(&self, block: &Block<'_>, fact: u32) -> bool {
        match block.cells().find(fact) {
            Some((local, _)) => self.cells.get(local) != Some(&UNKNOWN),
            None => self.value(FactId(fact)).is_some(),
        }
    }
}

fn set(words: &mut [u64], position: u16, value: bool) {
    if let Some(word) = words.get_mut(usize::from(position) / 64) {
        *word = *word & !(1 << (position % 64)) | u64::from(value) << (position % 64);
    }
}

// All ones in the lowest bits.
fn ones(count: usize) -> u64 {
    if count >= 64 { u64::MAX } else { (1 << count) - 1 }
}

// Up to 64 bits from a position on.
fn bits(words: &[u64], from: usize, length: usize) -> u64 {
    let word = |at: usize| u128::from(words.get(at).copied().unwrap_or(0));
    let both = word(from / 64 + 1) << 64 | word(from / 64);
    (both >> (from % 64)) as u64 & ones(length)
}

// Sets the bits of `value` from a position on.
fn put(words: &mut [u64], from: usize, value: u64) {
    let (word, shift) = (from / 64, from % 64);
    if let Some(low) = words.get_mut(word) {
        *low |= value << shift;
    }
    if shift > 0
        && let Some(high) = words.get_mut(word + 1)
    {
        *high |= value >> (64 - shift);
    }
}

// Whether one of `count` bits from a position on is set.
fn any(words: &[u64], from: usize, count: usize) -> bool {
    (0..count).step_by(64).any(|at| bits(words, from + at, count - at) != 0)
}

impl Catalogue {
    /// Decides a resolved case. `Moot` everywhere if it is not resolved to an edition.
    ///
    /// # Errors
    /// The answers contradict each other; the 互斥 are named. The responsible region that was given is none of the candidates. The channel
    /// is none of those that the matter offers.
    pub fn evaluate(&self, case: &Case, answer: &mut Answer) -> Result<(), Error> {
        let Resolution::Edition(edition) = case.resolution else {
            *answer = Answer::default();
            return Ok(());
        };
        let block = self.block_at(case.block)?;
        answer.evaluate(&block, case, edition)?;
        if answer.contradictory {
            return Err(self.contradiction(&block, answer));
        }
        self.check_elected(&block, case, answer)?;
        self.check_channel(&block, case, answer)
    }

    pub(crate) fn contradiction(&self, block: &Block<'_>, answer: &Answer) -> Error {
        let named = |status| {
            let rows = block.nevers().filter(move |(rule, _)| answer.status_at(usize::from(*rule)) == status);
            rows.filter_map(|(_, row)| self.row::<Never>(row).ok()).map(|never| never.reason).collect::<Vec<_>>()
        };
        let certain = named(Status::Certain);
        Error::Contradictory { reasons: if certain.is_empty() { named(Status::Possible) } else { certain } }
    }

    /// Facts that are still worth asking, best first, into `open`. Of a case without a responsible region: what tells which candidates count,
    /// then those that are not answered.
    ///
    /// # Errors
    /// The image is damaged.
    pub fn open_facts(&self, case: &Case, answer: &Answer, open: &mut Vec<FactId>) -> Result<(), Error> {
        open.clear();
        match case.resolution {
            Resolution::Edition(edition) => answer.open_facts(&self.block(edition)?, case, open),
            Resolution::NeedsResponsible => open.extend(&case.asks),
            Resolution::Nothing | Resolution::Outside => {}
        }
        Ok(())
    }
}
