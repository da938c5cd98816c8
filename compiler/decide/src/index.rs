//! Which of many blocks meet a given one: for each cell of each slot, the set of blocks that contain it.

use crate::bits::{members, words_for};
use crate::block::Block;
use crate::budget::{Budget, Outcome};
use crate::partition::Partition;

/// An index of blocks by number.
pub(crate) struct Index<'p> {
    partition: &'p Partition,
    blocks: usize,
    /// By slot: one set of blocks after another, by cell.
    sets: Vec<Vec<u64>>,
}

impl<'p> Index<'p> {
    pub(crate) fn new(partition: &'p Partition, blocks: &[&Block], budget: &mut Budget) -> Outcome<Self> {
        let width = words_for(blocks.len());
        let mut sets = Vec::with_capacity(partition.slots().len());
        for slot in partition.slots() {
            budget.pay((slot.cells * width) as u64 / 64 + blocks.len() as u64 / 4)?;
            let mut of_cell = vec![0u64; slot.cells * width];
            for (number, block) in blocks.iter().enumerate() {
                for cell in block.cells(slot) {
                    if let Some(word) = of_cell.get_mut(cell * width + number / 64) {
                        *word |= 1 << (number % 64);
                    }
                }
            }
            sets.push(of_cell);
        }
        Ok(Self { partition, blocks: blocks.len(), sets })
    }

    /// The numbers, ascending and from `from` on, of the blocks that meet the given one.
    pub(crate) fn meeting(&self, block: &Block, from: usize, budget: &mut Budget) -> Outcome<Vec<usize>> {
        let (width, skip) = (words_for(self.blocks), from / 64);
        let mut found = vec![u64::MAX; width.saturating_sub(skip)];
        for (slot, sets) in self.partition.slots().iter().zip(&self.sets) {
            if block.is_full(slot) {
                continue;
            }
            let mut on_slot = vec![0u64; found.len()];
            for cell in block.cells(slot) {
                let set = sets.get(cell * width + skip..(cell + 1) * width).unwrap_or_default();
                on_slot.iter_mut().zip(set).for_each(|(word, set)| *word |= set);
            }
            budget.pay(found.len() as u64 / 8 + 1)?;
            found.iter_mut().zip(&on_slot).for_each(|(word, set)| *word &= set);
        }
        let numbers = members(&found).map(|number| number + skip * 64);
        Ok(numbers.filter(|number| (from..self.blocks).contains(number)).collect())
    }
}
