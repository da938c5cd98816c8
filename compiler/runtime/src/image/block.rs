//! One edition's block: what a decision reads, in the order in which it is read.
//!
//! ```text
//! header      48 bytes, see `Counts`
//! groups      one bit a rule, four times: conditions, `feasible` rules, `eligible` rules, lines of choices
//! rests       the rest line's rule, and one bit a rule for the other lines of its choice
//! tails, priors, facts, intervals
//! masks       rows at the start, then for each cell the rows that an answer in it leaves; `words` u64 each
//! derived, candidates, nevers, existences, questions, kinds
//! ```
//! A bit's meaning is told in `planes`. Everything is read through checked slices; a block that does not add up is not read at all.

use super::bytes::{i64_at, records, slice, u16_at, u32_at};

pub(crate) const HEADER: usize = 48;
/// Kind code of rules that have rows in the cases that no 互斥 excludes.
pub(crate) const FEASIBLE: u8 = u8::MAX;
/// Kind code of rules that have rows in the cases that meet the conditions.
pub(crate) const ELIGIBLE: u8 = u8::MAX - 1;
/// Facts at or above this number are given by the case, not by answers.
pub(crate) const BUILT_IN: u32 = 0xFFFF_FF00;

/// So many records are counted, more are searched.
const FEW: usize = 16;

/// Rules that are looked at together.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Group {
    Conditions,
    Feasible,
    Eligible,
    Choices,
}

/// Sizes of the parts of a block.
#[derive(Clone, Copy, Default, Debug, PartialEq, Eq)]
pub(crate) struct Counts {
    pub(crate) rule_first: u32,
    pub(crate) matter: u32,
    pub(crate) intervals: u32,
    pub(crate) cells: u32,
    pub(crate) rules: u16,
    pub(crate) facts: u16,
    pub(crate) questions: u16,
    pub(crate) derived: u16,
    pub(crate) rule_words: u16,
    pub(crate) positive_planes: u16,
    pub(crate) negative_planes: u16,
    pub(crate) tail_bits: u16,
    pub(crate) tails: u16,
    pub(crate) rests: u16,
    pub(crate) priors: u16,
    pub(crate) candidates: u16,
    pub(crate) nevers: u16,
    pub(crate) existences: u16,
    /// Whether some fact is known without being asked, so that answers alone do not fill the cells.
    pub(crate) has_defaults: bool,
}

impl Counts {
    /// Bits of all planes together: the tail begins there.
    pub(crate) fn plane_bits(&self) -> usize {
        usize::from(self.rules) * (usize::from(self.positive_planes) + usize::from(self.negative_planes))
    }

    pub(crate) fn words(&self) -> usize {
        (self.plane_bits() + usize::from(self.tail_bits)).div_ceil(64)
    }

    fn read(bytes: &[u8; HEADER]) -> Option<Self> {
        let short = |index: usize| u16_at(bytes, 16 + 2 * index);
        Some(Self {
            rule_first: u32_at(bytes, 0)?,
            matter: u32_at(bytes, 4)?,
            intervals: u32_at(bytes, 8)?,
            cells: u32_at(bytes, 12)?,
            rules: short(0)?,
            facts: short(1)?,
            questions: short(2)?,
            derived: short(3)?,
            rule_words: short(4)?,
            positive_planes: short(5)?,
            negative_planes: short(6)?,
            tail_bits: short(7)?,
            tails: short(8)?,
            rests: short(9)?,
            priors: short(10)?,
            candidates: short(11)?,
            nevers: short(12)?,
            existences: short(13)?,
            has_defaults: short(14)? == 1,
        })
    }

    pub(crate) fn write(&self, out: &mut Vec<u8>) {
        for long in [self.rule_first, self.matter, self.intervals, self.cells] {
            out.extend(long.to_le_bytes());
        }
        let shorts = [
            self.rules,
            self.facts,
            self.questions,
            self.derived,
            self.rule_words,
            self.positive_planes,
            self.negative_planes,
            self.tail_bits,
            self.tails,
            self.rests,
            self.priors,
            self.candidates,
            self.nevers,
            self.existences,
            u16::from(self.has_defaults),
            0,
        ];
        for short in shorts {
            out.extend(short.to_le_bytes());
        }
    }
}

/// An edition's block in place. What a decision reads is cut at once, the rest when it is asked for.
#[derive(Clone, Copy)]
pub(crate) struct Block<'a> {
    pub(crate) counts: Counts,
    groups: &'a [u8],
    rests: &'a [u8],
    tails: &'a [[u8; 8]],
    priors: &'a [[u8; 8]],
    facts: &'a [[u8; 16]],
    intervals: &'a [[u8; 18]],
    /// Bytes of a mask.
    mask_bytes: usize,
    masks: &'a [u8],
    lists: &'a [u8],
}

/// Lists behind the masks, in their order.
#[derive(Clone, Copy, PartialEq, Eq)]
enum List {
    Derived,
    Candidates,
    Nevers,
    Existences,
    Questions,
    Kinds,
}

/// Cuts a block into its parts.
struct Cutter<'a>(&'a [u8]);

impl<'a> Cutter<'a> {
    fn take(&mut self, count: usize, size: usize) -> Option<&'a [u8]> {
        let (part, rest) = self.0.split_at_checked(count.checked_mul(size)?)?;
        self.0 = rest;
        Some(part)
    }
}

impl<'a> Block<'a> {
    /// The block at the beginning of `bytes`.
    pub(crate) fn read(bytes: &'a [u8]) -> Option<Self> {
        let (header, body) = bytes.split_first_chunk::<HEADER>()?;
        let counts = Counts::read(header)?;
        let mut rest = Cutter(body);
        let plane = usize::from(counts.rule_words) * 8;
        let mut made = Self {
            counts,
            groups: rest.take(4, plane)?,
            rests: rest.take(counts.rests.into(), plane + 8)?,
            tails: records(rest.take(counts.tails.into(), 8)?),
            priors: records(rest.take(counts.priors.into(), 8)?),
            facts: records(rest.take(counts.facts.into(), 16)?),
            intervals: records(rest.take(usize::try_from(counts.intervals).ok()?, 18)?),
            mask_bytes: counts.words() * 8,
            masks: rest.take(usize::try_from(counts.cells).ok()?.checked_add(1)?, counts.words() * 8)?,
            lists: &[],
        };
        made.lists = rest.0;
        Some(made)
    }

    /// Whether the parts fill `bytes`, but for the filling to the next eighth byte.
    pub(crate) fn is_sound(&self) -> bool {
        let counts = &self.counts;
        let end = self.place(List::Kinds).0 + usize::from(counts.rules);
        let enough = usize::from(counts.rule_words) * 64 >= usize::from(counts.rules);
        enough && end <= self.lists.len() && self.lists.len() - end < 8
    }

    // Where a list begins, and how many records of which size it has.
    fn place(&self, list: List) -> (usize, usize, usize) {
        let counts = &self.counts;
        let lists = [
            (List::Derived, counts.derived, 16),
            (List::Candidates, counts.candidates, 8),
            (List::Nevers, counts.nevers, 8),
            (List::Existences, counts.existences, 8),
            (List::Questions, counts.questions, 4),
            (List::Kinds, counts.rules, 1),
        ];
        let mut at = 0;
        for (known, count, size) in lists {
            if known == list {
                return (at, usize::from(count), size);
            }
            at += usize::from(count) * size;
        }
        (at, 0, 0)
    }

    fn list(&self, list: List) -> &'a [u8] {
        let (at, count, size) = self.place(list);
        slice(self.lists, at, count * size).unwrap_or_default()
    }

    /// The rows before any answer.
    pub(crate) fn start(&self) -> &'a [[u8; 8]] {
        records(self.masks.get(..self.mask_bytes).unwrap_or_default())
    }

    /// The rows that an answer in a cell leaves; cells are numbered through all facts.
    pub(crate) fn mask(&self, cell: u32) -> Option<&'a [[u8; 8]]> {
        let at = usize::try_from(cell).ok()?.checked_add(1)?.checked_mul(self.mask_bytes)?;
        slice(self.masks, at, self.mask_bytes).map(records)
    }

    /// The rules of a group, one bit each.
    pub(crate) fn group(&self, group: Group) -> &'a [[u8; 8]] {
        let length = usize::from(self.counts.rule_words) * 8;
        slice(self.groups, group as usize * length, length).map(records).unwrap_or_default()
    }

    /// Rest lines: the rule and the other lines of its choice.
    pub(crate) fn rests(&self) -> impl Iterator<Item = (u16, &'a [[u8; 8]])> + use<'a> {
        let length = usize::from(self.counts.rule_words) * 8 + 8;
        self.rests.chunks_exact(length).filter_map(|rest| {
            let (head, others) = rest.split_at_checked(8)?;
            Some((u16_at(head, 0)?, records(others)))
        })
    }

    pub(crate) fn facts(&self) -> impl ExactSizeIterator<Item = LocalFact> + use<'a> {
        self.facts.iter().map(LocalFact::read)
    }

    pub(crate) fn fact(&self, local: usize) -> Option<LocalFact> {
        self.facts.get(local).map(LocalFact::read)
    }

    /// The number of a fact inside the edition. Facts stand in the order of their numbers.
    pub(crate) fn local(&self, fact: u32) -> Option<usize> {
        let number = |[a, b, c, d, ..]: &[u8; 16]| u32::from_le_bytes([*a, *b, *c, *d]);
        let at = before(self.facts, |record| number(record) < fact);
        self.facts.get(at).filter(|record| number(record) == fact).map(|_| at)
    }

    /// The cell of a value, numbered through all facts.
    pub(crate) fn cell(&self, fact: &LocalFact, value: i64) -> Option<u32> {
        let from = usize::from(fact.interval_first);
        let intervals = self.intervals.get(from..from + usize::from(fact.interval_count))?;
        let after = before(intervals, |interval| i64_at(interval, 0).is_some_and(|low| low <= value));
        let interval = intervals.get(after.checked_sub(1)?)?;
        let cell = u16_at(interval, 16)?;
        (i64_at(interval, 8)? >= value && cell < fact.cells).then(|| u32::from(fact.cell_first) + u32::from(cell))
    }

    pub(crate) fn derived(&self) -> impl Iterator<Item = LocalDerived> + use<'a> {
        records(self.list(List::Derived)).iter().filter_map(LocalDerived::read)
    }

    /// Rules whose rows stand in the tail.
    pub(crate) fn tails(&self) -> impl Iterator<Item = LocalTail> + use<'a> {
        self.tails.iter().map(|[a, b, negative, _, c, d, e, f]| LocalTail {
            rule: u16::from_le_bytes([*a, *b]),
            negative: *negative == 1,
            first: u16::from_le_bytes([*c, *d]),
            count: u16::from_le_bytes([*e, *f]),
        })
    }

    /// Prior results: the rule and the fact that says whether the result is held.
    pub(crate) fn priors(&self) -> impl ExactSizeIterator<Item = (u16, u32)> + use<'a> {
        self.priors.iter().map(pair)
    }

    /// Candidates for the responsible region: rule, fact, level.
    pub(crate) fn candidates(&self) -> impl ExactSizeIterator<Item = (u16, u32, u8)> + use<'a> {
        records::<8>(self.list(List::Candidates)).iter().map(|record| {
            let [_, _, level, ..] = *record;
            let (rule, fact) = pair(record);
            (rule, fact, level)
        })
    }

    /// Rules that hold where answers contradict each other, and their rows of `never`.
    pub(crate) fn nevers(&self) -> impl Iterator<Item = (u16, u32)> + use<'a> {
        records(self.list(List::Nevers)).iter().map(pair)
    }

    /// Facts that exist only where a rule holds: rule, fact.
    pub(crate) fn existences(&self) -> impl Iterator<Item = (u16, u32)> + use<'a> {
        records(self.list(List::Existences)).iter().map(pair)
    }

    /// Facts in the order in which they are best asked.
    pub(crate) fn questions(&self) -> impl Iterator<Item = u32> + use<'a> {
        records(self.list(List::Questions)).iter().map(|record| u32::from_le_bytes(*record))
    }

    /// Codes of the rules' kinds, by position.
    pub(crate) fn kinds(&self) -> &'a [u8] {
        self.list(List::Kinds)
    }
}

/// How many records at the front are smaller than what is looked for. Of a few all are counted: answers come in any order, and a branch
/// that is taken by chance costs more than a comparison.
fn before<T>(records: &[T], is_before: impl Fn(&T) -> bool) -> usize {
    if records.len() <= FEW {
        records.iter().filter(|record| is_before(record)).count()
    } else {
        records.partition_point(is_before)
    }
}

fn pair(record: &[u8; 8]) -> (u16, u32) {
    let [a, b, _, _, c, d, e, f] = *record;
    (u16::from_le_bytes([a, b]), u32::from_le_bytes([c, d, e, f]))
}

/// A fact that an edition's rows mention.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct LocalFact {
    pub(crate) fact: u32,
    pub(crate) interval_first: u16,
    pub(crate) interval_count: u16,
    pub(crate) cell_first: u16,
    pub(crate) cells: u16,
    /// The level that region answers are rolled up to; 0 for other facts.
    pub(crate) level: u8,
    pub(crate) default: FactDefault,
}

/// What a fact is without an answer.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(crate) enum FactDefault {
    /// Unknown.
    #[default]
    None,
    /// Yes, and pending: an official finds it.
    Favourable,
    /// Given by the case.
    BuiltIn(u8),
}

impl LocalFact {
    pub(crate) fn read(record: &[u8; 16]) -> Self {
        let [a, b, c, d, i, j, k, l, m, n, o, p, level, default, ..] = *record;
        Self {
            fact: u32::from_le_bytes([a, b, c, d]),
            interval_first: u16::from_le_bytes([i, j]),
            interval_count: u16::from_le_bytes([k, l]),
            cell_first: u16::from_le_bytes([m, n]),
            cells: u16::from_le_bytes([o, p]),
            level,
            default: match default {
                0 => FactDefault::None,
                1 => FactDefault::Favourable,
                code => FactDefault::BuiltIn(code - 2),
            },
        }
    }

    pub(crate) fn write(&self, out: &mut Vec<u8>) {
        out.extend(self.fact.to_le_bytes());
        for short in [self.interval_first, self.interval_count, self.cell_first, self.cells] {
            out.extend(short.to_le_bytes());
        }
        let default = match self.default {
            FactDefault::None => 0,
            FactDefault::Favourable => 1,
            FactDefault::BuiltIn(code) => code + 2,
        };
        out.extend([self.level, default, 0, 0]);
    }
}

/// A fact computed from two others.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct LocalDerived {
    pub(crate) target: u32,
    pub(crate) a: u32,
    pub(crate) b: u32,
    pub(crate) operation: u8,
    pub(crate) level: u8,
}

impl LocalDerived {
    fn read(record: &[u8; 16]) -> Option<Self> {
        let [.., operation, level, _, _] = *record;
        Some(Self { target: u32_at(record, 0)?, a: u32_at(record, 4)?, b: u32_at(record, 8)?, operation, level })
    }

    pub(crate) fn write(&self, out: &mut Vec<u8>) {
        for number in [self.target, self.a, self.b] {
            out.extend(number.to_le_bytes());
        }
        out.extend([self.operation, self.level, 0, 0]);
    }
}

/// A rule whose rows of one polarity stand in the tail.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct LocalTail {
    pub(crate) rule: u16,
    pub(crate) negative: bool,
    pub(crate) first: u16,
    pub(crate) count: u16,
}
