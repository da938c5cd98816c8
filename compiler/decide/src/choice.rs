//! The proof that the lines of a choice decide every feasible case exactly once: gaps, overlaps, lines that can never
//! apply. Which line is printed where is not known here.

use crate::block::Block;
use crate::budget::{Budget, Outcome, Undecided};
use crate::diagram::BOX_LIMIT;
use crate::formula::Formula;
use crate::index::Index;
use crate::partition::Partition;
use crate::space::Cube;
use crate::subtract::Subtraction;

/// Most cubes that are kept for one finding; the solver looks for a case that can exist among them.
pub const CASE_LIMIT: usize = 64;

/// Most overlapping pairs of lines that are reported.
pub const OVERLAP_LIMIT: usize = 64;

/// Up to so many lines, a proof by search takes over where conditions fall into more than [`FEW_BOXES`].
const SEARCHED_LINES: usize = 64;

/// Boxes of one condition that are quicker to compare one by one than to search.
const FEW_BOXES: usize = 64;

/// What is wrong with the lines of a choice; nothing if all lists are empty.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Choice {
    /// Disjoint feasible cubes that no line covers, each as wide as its neighbours allow; at most [`CASE_LIMIT`].
    pub gaps: Vec<Cube>,
    /// Whether there are further gaps.
    pub more_gaps: bool,
    /// Pairs of lines that hold together; at most [`OVERLAP_LIMIT`].
    pub overlaps: Vec<Overlap>,
    /// Whether further pairs overlap.
    pub more_overlaps: bool,
    /// Lines that hold in no feasible case.
    pub never: Vec<usize>,
    /// `(line, by)`: in all its feasible cases the line holds together with the other one.
    pub swallowed: Vec<(usize, usize)>,
}

/// Two lines that hold together.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Overlap {
    /// The earlier line.
    pub first: usize,
    /// The later line.
    pub second: usize,
    /// Feasible cubes in which both hold; at most [`CASE_LIMIT`].
    pub cases: Vec<Cube>,
    /// Whether there are further cubes.
    pub more_cases: bool,
}

impl Choice {
    /// Whether every feasible case is decided by exactly one line. Lines that never hold do not change that.
    pub fn is_exact(&self) -> bool {
        self.gaps.is_empty() && self.overlaps.is_empty()
    }
}

impl Partition {
    /// Proves that of these lines exactly one holds in every feasible case, or shows where not. A rest line is not
    /// among them: with one, gaps are its cases, and it is unreachable where there is no gap.
    ///
    /// ```
    /// use matter_decide::{Budget, Formula, Partition, Ranges, Space};
    /// let space = Space::new([Ranges::between(0, 2_000)]);
    /// let lines = [Formula::at_least(0, 1_000), Formula::at_most(0, 499)];
    /// let partition = Partition::of(&space, &lines);
    /// let choice = partition.exactly_once(&lines, &Formula::True, &mut Budget::default()).unwrap();
    /// assert_eq!(choice.gaps[0].first(&space), Some(vec![500]));
    /// ```
    pub fn exactly_once(&self, lines: &[Formula], feasible: &Formula, budget: &mut Budget) -> Outcome<Choice> {
        // A search asks about each pair of lines, which only short choices can afford.
        let limit = if lines.len() <= SEARCHED_LINES { FEW_BOXES } else { BOX_LIMIT };
        let mut proof = Proof::new(self);
        proof.feasible = self.first_blocks(feasible, limit + 1, budget)?;
        let mut most = proof.feasible.len();
        let mut choice = Choice::default();
        for (line, formula) in lines.iter().enumerate() {
            let mut blocks = self.first_blocks(formula, limit + 1, budget)?;
            most = most.max(blocks.len());
            budget.pay((blocks.len() * proof.feasible.len()) as u64 / 8)?;
            blocks.retain(|block| proof.possible(block));
            if blocks.is_empty() {
                choice.never.push(line);
            }
            proof.pieces.extend(blocks.into_iter().map(|block| (line, block)));
        }
        if most > limit {
            return if limit < BOX_LIMIT { self.search_choice(lines, feasible, budget) } else { Err(Undecided::Steps) };
        }
        proof.meet(budget)?;
        proof.overlaps(&mut choice, budget)?;
        proof.gaps(&mut choice, budget)?;
        proof.swallowed(&mut choice, budget)?;
        Ok(choice)
    }
}

/// The lines as blocks, each with its line, and the feasible cases as disjoint blocks.
struct Proof<'p> {
    partition: &'p Partition,
    feasible: Vec<Block>,
    pieces: Vec<(usize, Block)>,
    /// Pairs of pieces of different lines that meet, whether feasible or not: the earlier and the later one.
    meetings: Vec<(usize, usize)>,
}

impl<'p> Proof<'p> {
    fn new(partition: &'p Partition) -> Self {
        Self { partition, feasible: Vec::new(), pieces: Vec::new(), meetings: Vec::new() }
    }

    fn meet(&mut self, budget: &mut Budget) -> Outcome<()> {
        let blocks: Vec<&Block> = self.pieces.iter().map(|(_, block)| block).collect();
        let index = Index::new(self.partition, &blocks, budget)?;
        for (number, (line, block)) in self.pieces.iter().enumerate() {
            let met = index.meeting(block, number + 1, budget)?;
            budget.pay(met.len() as u64)?;
            let other_line = |other: &usize| self.pieces.get(*other).is_some_and(|other| other.0 != *line);
            self.meetings.extend(met.into_iter().filter(other_line).map(|other| (number, other)));
        }
        Ok(())
    }

    fn possible(&self, block: &Block) -> bool {
        self.feasible.iter().any(|feasible| feasible.meets(block, self.partition))
    }

    fn overlaps(&self, choice: &mut Choice, budget: &mut Budget) -> Outcome<()> {
        for (earlier, later) in &self.meetings {
            let Some(((first, a), (second, b))) = self.pieces.get(*earlier).zip(self.pieces.get(*later)) else {
                continue;
            };
            if choice.more_overlaps && choice.overlap(*first, *second).is_none() {
                continue;
            }
            budget.pay((self.feasible.len() * self.partition.words()) as u64 / 4 + 1)?;
            let common = a.intersect(b, self.partition);
            let cases =
                self.feasible.iter().filter_map(|feasible| common.as_ref()?.intersect(feasible, self.partition));
            choice.add_overlap((*first, *second), cases, self.partition);
        }
        choice.overlaps.sort_unstable_by_key(|overlap| (overlap.first, overlap.second));
        Ok(())
    }

    fn gaps(&self, choice: &mut Choice, budget: &mut Budget) -> Outcome<()> {
        let covers: Vec<&Block> = self.pieces.iter().map(|(_, block)| block).collect();
        let apart = if choice.overlaps.is_empty() { None } else { self.apart(&covers, budget)? };
        let counted: Vec<&Block> = apart.as_ref().map_or_else(|| covers.clone(), |blocks| blocks.iter().collect());
        let disjoint = choice.overlaps.is_empty() || apart.is_some();
        let mut search = if disjoint {
            Subtraction::of_disjoint(self.partition, &counted)
        } else {
            Subtraction::new(self.partition, &counted)
        };
        for feasible in &self.feasible {
            search.widest(feasible, CASE_LIMIT + 1, budget)?;
            if search.found() > CASE_LIMIT {
                break;
            }
        }
        choice.gaps = search.into_found().iter().map(|gap| gap.cube(self.partition)).collect();
        choice.more_gaps = choice.gaps.len() > CASE_LIMIT;
        choice.gaps.truncate(CASE_LIMIT);
        Ok(())
    }

    /// Disjoint blocks that cover the same, so that counting works although a few lines overlap; none where so many
    /// overlap that cutting them apart would cost more than it saves.
    fn apart(&self, covers: &[&Block], budget: &mut Budget) -> Outcome<Option<Vec<Block>>> {
        if self.meetings.len() > covers.len() {
            return Ok(None);
        }
        let mut earlier_of = vec![Vec::new(); covers.len()];
        for (earlier, later) in &self.meetings {
            if let Some((list, cover)) = earlier_of.get_mut(*later).zip(covers.get(*earlier)) {
                list.push(*cover);
            }
        }
        let mut apart: Vec<Block> = Vec::with_capacity(covers.len());
        for (cover, earlier) in covers.iter().zip(&earlier_of) {
            apart.extend(Subtraction::new(self.partition, earlier).uncovered(cover, usize::MAX, budget)?);
        }
        Ok(Some(apart))
    }

    /// Only lines that overlap can swallow one another.
    fn swallowed(&self, choice: &mut Choice, budget: &mut Budget) -> Outcome<()> {
        let pairs: Vec<(usize, usize)> =
            choice.overlaps.iter().map(|overlap| (overlap.first, overlap.second)).collect();
        for (first, second) in pairs {
            for (line, by) in [(second, first), (first, second)] {
                if self.swallows(line, by, budget)? {
                    choice.swallowed.push((line, by));
                }
            }
        }
        choice.swallowed.sort_unstable();
        Ok(())
    }

    fn swallows(&self, line: usize, by: usize, budget: &mut Budget) -> Outcome<bool> {
        let of = |line: usize| self.pieces.iter().filter(move |piece| piece.0 == line).map(|piece| &piece.1);
        let covers: Vec<&Block> = of(by).collect();
        let mut search = Subtraction::of_disjoint(self.partition, &covers);
        budget.pay(self.pieces.len() as u64 / 8 + 1)?;
        for block in of(line) {
            let parts = self.feasible.iter().filter_map(|feasible| feasible.intersect(block, self.partition));
            let parts: Vec<Block> = parts.collect();
            if !search.covers_all(&parts, budget)? {
                return Ok(false);
            }
        }
        Ok(true)
    }
}

impl Choice {
    /// The index of the finding about two lines.
    fn overlap(&self, first: usize, second: usize) -> Option<usize> {
        self.overlaps.iter().position(|overlap| (overlap.first, overlap.second) == (first, second))
    }

    /// Adds cases to the finding about two lines, which is made if there is room.
    pub(crate) fn add_overlap(
        &mut self,
        lines: (usize, usize),
        cases: impl Iterator<Item = Block>,
        partition: &Partition,
    ) {
        let mut cases = cases.peekable();
        if cases.peek().is_none() {
            return;
        }
        let known = self.overlap(lines.0, lines.1);
        if known.is_none() {
            if self.overlaps.len() >= OVERLAP_LIMIT {
                self.more_overlaps = true;
                return;
            }
            self.overlaps.push(Overlap { first: lines.0, second: lines.1, cases: Vec::new(), more_cases: false });
        }
        let index = known.unwrap_or(self.overlaps.len() - 1);
        let Some(overlap) = self.overlaps.get_mut(index) else { return };
        for case in cases {
            if overlap.cases.len() >= CASE_LIMIT {
                overlap.more_cases = true;
                return;
            }
            overlap.cases.push(case.cube(partition));
        }
    }
}
