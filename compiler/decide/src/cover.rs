//! Exact covers of a condition and of its negation by few rows. A row forbids cells; what a row yields is not known here.

use crate::arena::{Arena, Id, Node};
use crate::block::Block;
use crate::budget::{Budget, Outcome, Undecided};
use crate::diagram::Diagram;
use crate::formula::Formula;
use crate::partition::Partition;
use crate::space::{Cube, Dim};
use crate::subtract::{Subtraction, widened};

/// Most rows of one cover; above, the condition needs a named part.
pub const ROW_LIMIT: usize = 256;

/// A product of cells, told by what it forbids.
#[derive(Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Row {
    /// For each restricted fact, ascending, the numbers of the cells that are forbidden, ascending and not empty.
    pub forbids: Vec<(Dim, Vec<usize>)>,
}

/// The rows of a condition and of its negation, both within the cases cared for.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Cover {
    /// Together exactly `formula and care`.
    pub holds: Vec<Row>,
    /// Together exactly `not formula and care`.
    pub fails: Vec<Row>,
}

impl Row {
    /// The values that the row allows.
    pub fn cube(&self, partition: &Partition) -> Cube {
        Cube::new(self.forbids.iter().map(|(dim, cells)| {
            let all = partition.cells(*dim);
            let kept = all.iter().enumerate().filter(|(cell, _)| cells.binary_search(cell).is_err());
            (*dim, crate::ranges::Ranges::new(kept.flat_map(|(_, values)| values.intervals().iter().copied())))
        }))
    }
}

impl Partition {
    /// Both covers. Each row has a case, no row can be left out, and none can be widened.
    ///
    /// ```
    /// use matter_decide::{Budget, Formula, Partition, Ranges, Space};
    /// let space = Space::new([Ranges::between(0, 1), Ranges::between(0, 1)]);
    /// let either = Formula::or([Formula::is(0, 1), Formula::is(1, 1)]);
    /// let partition = Partition::of(&space, [&either]);
    /// let cover = partition.cover(&either, &Formula::True, &mut Budget::default()).unwrap();
    /// assert_eq!((cover.holds.len(), cover.fails.len()), (2, 1));
    /// assert_eq!(cover.fails[0].forbids, vec![(0, vec![1]), (1, vec![1])]);
    /// ```
    pub fn cover(&self, formula: &Formula, care: &Formula, budget: &mut Budget) -> Outcome<Cover> {
        let mut arena = Arena::new(self);
        let (holds, fails) = (arena.lower(formula, budget)?, arena.lower_not(formula, budget)?);
        let (care, rest) = (arena.lower(care, budget)?, arena.lower_not(care, budget)?);
        Ok(Cover {
            holds: self.rows_of(&mut arena, [holds, care], [fails, rest], budget)?,
            fails: self.rows_of(&mut arena, [fails, care], [holds, rest], budget)?,
        })
    }

    /// Rows that are together exactly `formula and care`; [`Undecided::Rows`] if they are more than [`ROW_LIMIT`].
    pub fn rows(&self, formula: &Formula, care: &Formula, budget: &mut Budget) -> Outcome<Vec<Row>> {
        let mut arena = Arena::new(self);
        let inside = [arena.lower(formula, budget)?, arena.lower(care, budget)?];
        let outside = [arena.lower_not(formula, budget)?, arena.lower_not(care, budget)?];
        self.rows_of(&mut arena, inside, outside, budget)
    }

    /// Rows of the conjunction of `inside`, whose negation is the disjunction of `outside`.
    fn rows_of(&self, arena: &mut Arena, inside: [Id; 2], outside: [Id; 2], budget: &mut Budget) -> Outcome<Vec<Row>> {
        let (inside, outside) = (arena.and(inside.to_vec()), arena.or(outside.to_vec()));
        let exact = Diagram::new(arena).blocks(inside, budget)?;
        let mut outer = Vec::new();
        arena.pieces(outside, &mut outer, budget)?;
        let outer: Vec<&Block> = outer.iter().collect();
        let primes = self.primes(&exact, &outer, budget)?;
        let rows = self.irredundant(primes, budget)?;
        if rows.len() > ROW_LIMIT {
            return Err(Undecided::Rows);
        }
        Ok(rows.iter().map(|block| self.row(block)).collect())
    }

    /// Each block widened as far as the condition holds; each result once, the widest first.
    fn primes(&self, blocks: &[Block], outside: &[&Block], budget: &mut Budget) -> Outcome<Vec<Block>> {
        let everywhere = Block::full(self);
        let mut primes: Vec<Block> = Vec::new();
        for block in blocks {
            budget.pay(primes.len() as u64 / 8 + 1)?;
            if !primes.iter().any(|prime| prime.contains(block)) {
                primes.push(widened(block, &everywhere, outside, self, budget)?);
            }
        }
        Ok(primes)
    }

    /// The blocks without those that the others cover; narrow ones are tried first.
    fn irredundant(&self, mut blocks: Vec<Block>, budget: &mut Budget) -> Outcome<Vec<Block>> {
        let size = |block: &Block| block.count(self).unwrap_or(u128::MAX);
        let mut order: Vec<(u128, usize)> = blocks.iter().map(size).zip(0..).collect();
        order.sort_unstable();
        let mut kept = vec![true; blocks.len()];
        for (_, index) in order {
            let others: Vec<&Block> = blocks
                .iter()
                .zip(&kept)
                .zip(0..)
                .filter(|((_, kept), at)| **kept && *at != index)
                .map(|((block, _), _)| block)
                .collect();
            if Subtraction::new(self, &others).covers_all(blocks.get(index), budget)?
                && let Some(kept) = kept.get_mut(index)
            {
                *kept = false;
            }
        }
        let mut kept = kept.into_iter();
        blocks.retain(|_| kept.next().unwrap_or(true));
        Ok(blocks)
    }

    fn row(&self, block: &Block) -> Row {
        let restricted = self.slots().iter().filter(|slot| !block.is_full(slot));
        let forbids =
            restricted.map(|slot| (slot.dim, (0..slot.cells).filter(|cell| !block.has(slot, *cell)).collect()));
        Row { forbids: forbids.collect() }
    }
}

impl Arena<'_> {
    /// Blocks, perhaps overlapping, that are together the condition: a disjunction falls into its parts, anything else
    /// into its diagram's boxes.
    fn pieces(&mut self, id: Id, found: &mut Vec<Block>, budget: &mut Budget) -> Outcome<()> {
        let Node::Or(parts) = self.node(id).clone() else {
            found.extend(Diagram::new(self).blocks(id, budget)?);
            return Ok(());
        };
        parts.iter().try_for_each(|part| self.pieces(*part, found, budget))
    }
}
