//! Which of many blocks meet a given one: for each cell of each slot, the set of blocks that contain it.

use crate::bits::{members, words_for};
use crate::block::Block;
use crate::budget::{Budget, Outcome};
use crate::partition::Partition;

/// An index of blocks by number.
pub(crate) struct Index<'p> {
    partition: &'p Partition,
    blocks: usize,
    sides: Vec<Side>,
}

/// The blocks by their side on one slot.
struct Side {
    /// Blocks that contain every cell.
    full: Vec<u64>,
    /// One set of other blocks after another, by cell.
    of_cell: Vec<u64>,
}

impl<'p> Index<'p> {
    pub(crate) fn new(partition: &'p Partition, blocks: &[&Block], budget: &mut Budget) -> Outcome<Self> {
        let width = words_for(blocks.len());
        let mut sides = Vec::with_capacity(partition.slots().len());
        for slot in partition.slots() {
            budget.pay((slot.cells * width) as u64 / 64 + blocks.len() as u64 / 4)?;
            let mut side = Side { full: vec![0u64; width], of_cell: vec![0u64; slot.cells * width] };
            for (number, block) in blocks.iter().enumerate() {
                if block.is_full(slot) {
                    insert(&mut side.full, number);
                } else {
                    budget.pay(slot.words as u64 * 4)?;
                    block.cells(slot).for_each(|cell| insert(&mut side.of_cell, cell * width * 64 + number));
                }
            }
            sides.push(side);
        }
        Ok(Self { partition, blocks: blocks.len(), sides })
    }

    /// The numbers, ascending and from `from` on, of the blocks that meet the given one.
    pub(crate) fn meeting(&self, block: &Block, from: usize, budget: &mut Budget) -> Outcome<Vec<usize>> {
        let (width, skip) = (words_for(self.blocks), from / 64);
        let mut found = vec![u64::MAX; width.saturating_sub(skip)];
        for (slot, side) in self.partition.slots().iter().zip(&self.sides) {
            if block.is_full(slot) {
                continue;
            }
            let mut on_slot = side.full.get(skip..).unwrap_or_default().to_vec();
            for cell in block.cells(slot) {
                let set = side.of_cell.get(cell * width + skip..(cell + 1) * width).unwrap_or_default();
                on_slot.iter_mut().zip(set).for_each(|(word, set)| *word |= set);
            }
            budget.pay((found.len() * slot.words) as u64 / 4 + 1)?;
            found.iter_mut().zip(&on_slot).for_each(|(word, set)| *word &= set);
        }
        let numbers = members(&found).map(|number| number + skip * 64);
        Ok(numbers.filter(|number| (from..self.blocks).contains(number)).collect())
    }
}

fn insert(words: &mut [u64], member: usize) {
    if let Some(word) = words.get_mut(member / 64) {
        *word |= 1 << (member % 64);
    }
}
