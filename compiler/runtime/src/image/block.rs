//! One edition's block: what a decision reads, each part in one piece and found by one look into the header.
//!
//! ```text
//! header   first rule u32, rules u16, questions u16, words of a mask u16, cells u16, planes of positive and of negative rows u8 each,
//!          whether some fact is known without an answer u8, 0 u8; where each part begins, u16 each, in units of eight bytes
//! parts    in the order of `Part`, each filled with zeros to the next eighth byte
//! ```
//! A bit's meaning is told in `planes`, how an answer becomes a cell in `cells`. Everything is read through checked slices; a block that
//! does not add up is not read at all.

use super::bytes::{records, slice, u16_at, u32_at};
use super::cells::{Cells, LocalDerived, LocalTrigger};

/// Kind code of rules that have rows in the cases that no 互斥 excludes.
pub(crate) const FEASIBLE: u8 = u8::MAX;
/// Kind code of rules that have rows in the cases that meet the conditions.
pub(crate) const ELIGIBLE: u8 = u8::MAX - 1;
/// Facts at or above this number are given by the case, not by answers.
pub(crate) const BUILT_IN: u32 = 0xFFFF_FF00;

/// Rules that are looked at together.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Group {
    Conditions,
    Feasible,
    Eligible,
    Choices,
}

/// Parts of a block in their order.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Part {
    /// See `cells`.
    Slots,
    Facts,
    Cuts,
    Places,
    /// One bit a rule for each `Group`.
    Groups,
    /// The rest line's rule u64, and one bit a rule for the other lines of its choice.
    Rests,
    /// `rule u16, negative u8, 0 u8, first bit u16, bits u16`: rules whose rows of one polarity stand in the tail.
    Tails,
    /// `rule u16, level u8, 0 u8, fact u32`, as are candidates, existences, scales and channels.
    Priors,
    /// At most one.
    Trigger,
    Derived,
    Candidates,
    /// `rule u16, 0 u16, row u32`.
    Nevers,
    Existences,
    /// Numbers that multiply what a rule yields.
    Scales,
    /// The ordinal of the channel stands where others have a level.
    Channels,
    /// `fact u32`.
    Questions,
    /// u8.
    Kinds,
    /// The rows before any answer, then for each cell the rows that an answer in it leaves.
    Masks,
}

pub(super) const PARTS: usize = Part::Masks as usize + 1;
const STARTS: usize = 16;
const HEADER: usize = (STARTS + 2 * PARTS).next_multiple_of(8);

/// Bytes that memory yields at once, and how many of such lines are fetched at most.
const LINE: usize = 64;
const LINES: usize = 32;

/// What a block's header says of itself.
#[derive(Clone, Copy, Default, Debug)]
pub(super) struct Header {
    pub(super) rule_first: u32,
    pub(super) rules: u16,
    pub(super) questions: u16,
    pub(super) words: u16,
    pub(super) cells: u16,
    pub(super) positive_planes: u8,
    pub(super) negative_planes: u8,
    pub(super) has_defaults: bool,
}

impl Header {
    /// The block of these parts behind `out`; `None` if they are too large.
    pub(super) fn write(&self, parts: &[Vec<u8>; PARTS], out: &mut Vec<u8>) -> Option<()> {
        let end = out.len().checked_add(HEADER)?;
        out.extend(self.rule_first.to_le_bytes());
        for short in [self.rules, self.questions, self.words, self.cells] {
            out.extend(short.to_le_bytes());
        }
        out.extend([self.positive_planes, self.negative_planes, u8::from(self.has_defaults), 0]);
        let mut start = HEADER / 8;
        for part in parts {
            out.extend(u16::try_from(start).ok()?.to_le_bytes());
            start += part.len().div_ceil(8);
        }
        out.resize(end, 0);
        for part in parts {
            out.extend(part);
            out.resize(out.len().next_multiple_of(8), 0);
        }
        Some(())
    }
}

/// An edition's block in place.
#[derive(Clone, Copy)]
pub(crate) struct Block<'a> {
    header: &'a [u8; HEADER],
    /// From the header on; the end of the last part is known from the header only.
    bytes: &'a [u8],
}

impl<'a> Block<'a> {
    /// The block at the beginning of `bytes`.
    pub(crate) fn read(bytes: &'a [u8]) -> Option<Self> {
        Some(Self { header: bytes.first_chunk()?, bytes })
    }

    /// Whether the parts fill `bytes` in their order and hold what the header and the facts say.
    pub(crate) fn is_sound(&self) -> bool {
        let starts = || (0..PARTS).map(|part| self.short(STARTS + 2 * part));
        let masks = (self.word_count() * 8).checked_mul(self.short(10) + 1);
        let plane = self.rules().div_ceil(64) * 8;
        starts().next() == Some(HEADER / 8)
            && starts().is_sorted()
            && masks.and_then(|masks| masks.checked_add(self.start(Part::Masks))) == Some(self.bytes.len())
            && self.plane_bits() <= self.word_count() * 64
            && self.part(Part::Groups).len() == 4 * plane
            && self.part(Part::Rests).len().is_multiple_of(plane + 8)
            && self.part(Part::Kinds).len() >= self.rules()
            && self.part(Part::Questions).len() >= 4 * self.short(6)
            && self.cells().is_sound()
    }

    /// Reads a byte of each line of a block of so many eight bytes, but for those of a very large one. None waits for another, so that a
    /// block that was not in the cache is fetched in one wait instead of one for each part.
    pub(crate) fn fetch(&self, length: u32) {
        let lines = usize::try_from(length).unwrap_or(usize::MAX).div_ceil(LINE / 8).min(LINES);
        let read = records::<LINE>(self.bytes).iter().take(lines);
        std::hint::black_box(read.fold(0, |all, [byte, ..]| all ^ byte));
    }

    fn short(&self, at: usize) -> usize {
        u16_at(self.header, at).map_or(0, usize::from)
    }

    fn start(&self, part: Part) -> usize {
        8 * self.short(STARTS + 2 * part as usize)
    }

    /// A part other than the masks, with its filling.
    fn part(&self, part: Part) -> &'a [u8] {
        let end = 8 * self.short(STARTS + 2 * part as usize + 2);
        self.bytes.get(self.start(part)..end).unwrap_or_default()
    }

    fn list<const N: usize>(&self, part: Part) -> &'a [[u8; N]] {
        records(self.part(part))
    }

    pub(crate) fn rule_first(&self) -> u32 {
        u32_at(self.header, 0).unwrap_or(0)
    }

    /// How many rules there are.
    pub(crate) fn rules(&self) -> usize {
        self.short(4)
    }

    /// Words of a mask.
    pub(crate) fn word_count(&self) -> usize {
        self.short(8)
    }

    /// Planes of positive and of negative rows.
    pub(crate) fn planes(&self) -> (usize, usize) {
        let [positive, negative] = u16_at(self.header, 12).unwrap_or(0).to_le_bytes();
        (positive.into(), negative.into())
    }

    /// Bits of all planes together: the tail begins there.
    pub(crate) fn plane_bits(&self) -> usize {
        let (positive, negative) = self.planes();
        self.rules() * (positive + negative)
    }

    /// Whether some fact is known without being asked, so that answers alone do not fill the cells.
    pub(crate) fn has_defaults(&self) -> bool {
        self.short(14) == 1
    }

    pub(crate) fn cells(&self) -> Cells<'a> {
        Cells {
            slots: self.list(Part::Slots),
            facts: self.list(Part::Facts),
            cuts: self.list(Part::Cuts),
            places: self.list(Part::Places),
        }
    }

    /// The rows before any answer, then those that each cell leaves, `word_count` words each.
    pub(crate) fn masks(&self) -> &'a [[u8; 8]] {
        records(self.bytes.get(self.start(Part::Masks)..).unwrap_or_default())
    }

    /// The rows that an answer in a cell leaves.
    pub(crate) fn mask(&self, cell: u16) -> Option<&'a [[u8; 8]]> {
        let from = usize::from(cell) * self.word_count();
        self.masks().get(from..from + self.word_count())
    }

    /// The rules of a group, one bit each.
    pub(crate) fn group(&self, group: Group) -> &'a [[u8; 8]] {
        let length = self.rules().div_ceil(64) * 8;
        slice(self.part(Part::Groups), group as usize * length, length).map(records).unwrap_or_default()
    }

    /// Rest lines: the rule and the other lines of its choice.
    pub(crate) fn rests(&self) -> impl Iterator<Item = (u16, &'a [[u8; 8]])> + use<'a> {
        let words = self.rules().div_ceil(64);
        let mut left: &[[u8; 8]] = self.list(Part::Rests);
        std::iter::from_fn(move || {
            let ([a, b, ..], behind) = left.split_first()?;
            let (others, behind) = behind.split_at_checked(words)?;
            left = behind;
            Some((u16::from_le_bytes([*a, *b]), others))
        })
    }

    /// Rules whose rows stand in the tail.
    pub(crate) fn tails(&self) -> impl Iterator<Item = LocalTail> + use<'a> {
        self.list(Part::Tails).iter().map(|[a, b, negative, _, c, d, e, f]| LocalTail {
            rule: u16::from_le_bytes([*a, *b]),
            negative: *negative == 1,
            first: u16::from_le_bytes([*c, *d]),
            count: u16::from_le_bytes([*e, *f]),
        })
    }

    /// Prior results: the rule and the fact that says whether the result is held.
    pub(crate) fn priors(&self) -> impl ExactSizeIterator<Item = (u16, u32)> + use<'a> {
        self.list(Part::Priors).iter().map(pair)
    }

    pub(crate) fn trigger(&self) -> Option<LocalTrigger> {
        self.list(Part::Trigger).first().and_then(LocalTrigger::read)
    }

    pub(crate) fn derived(&self) -> impl Iterator<Item = LocalDerived> + use<'a> {
        self.list(Part::Derived).iter().filter_map(LocalDerived::read)
    }

    /// Candidates for the responsible region: rule, fact, level.
    pub(crate) fn candidates(&self) -> impl ExactSizeIterator<Item = (u16, u32, u8)> + DoubleEndedIterator + use<'a> {
        self.list::<8>(Part::Candidates).iter().map(triple)
    }

    /// Whether it depends on the case whose candidates count.
    pub(crate) fn has_several_lines_of_candidates(&self) -> bool {
        let mut lines = self.candidates().map(|(rule, ..)| rule);
        let first = lines.next();
        lines.next_back().is_some_and(|last| Some(last) != first)
    }

    /// Rules that hold where answers contradict each other, and their rows of `never`.
    pub(crate) fn nevers(&self) -> impl Iterator<Item = (u16, u32)> + use<'a> {
        self.list(Part::Nevers).iter().map(pair)
    }

    /// Facts that exist only where a rule holds: rule, fact.
    pub(crate) fn existences(&self) -> impl Iterator<Item = (u16, u32)> + use<'a> {
        self.list(Part::Existences).iter().map(pair)
    }

    /// Facts that multiply what a rule yields: rule, fact.
    pub(crate) fn scales(&self) -> impl Iterator<Item = (u16, u32)> + use<'a> {
        self.list(Part::Scales).iter().map(pair)
    }

    /// Channels that the matter may offer: rule, fact, ordinal of the fact's value.
    pub(crate) fn channels(&self) -> impl Iterator<Item = (u16, u32, u8)> + Clone + use<'a> {
        self.list::<8>(Part::Channels).iter().map(triple)
    }

    /// Facts in the order in which they are best asked.
    pub(crate) fn questions(&self) -> impl Iterator<Item = u32> + use<'a> {
        self.list(Part::Questions).iter().take(self.short(6)).map(|record| u32::from_le_bytes(*record))
    }

    /// Codes of the rules' kinds, by position.
    pub(crate) fn kinds(&self) -> &'a [u8] {
        self.part(Part::Kinds).get(..self.rules()).unwrap_or_default()
    }
}

fn pair(record: &[u8; 8]) -> (u16, u32) {
    let [a, b, _, _, c, d, e, f] = *record;
    (u16::from_le_bytes([a, b]), u32::from_le_bytes([c, d, e, f]))
}

fn triple(record: &[u8; 8]) -> (u16, u32, u8) {
    let [_, _, number, ..] = *record;
    let (rule, fact) = pair(record);
    (rule, fact, number)
}

/// A rule whose rows of one polarity stand in the tail.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct LocalTail {
    pub(crate) rule: u16,
    pub(crate) negative: bool,
    pub(crate) first: u16,
    pub(crate) count: u16,
}
