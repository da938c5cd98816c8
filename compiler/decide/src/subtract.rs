//! What a list of blocks leaves uncovered of a region: slice by slice, with a count that closes slices early where the
//! blocks are known to be disjoint.

use rustc_hash::FxHashMap;

use crate::bits::Bits;
use crate::block::Block;
use crate::budget::{Budget, Outcome};
use crate::partition::{Partition, Slot};

/// A search for uncovered blocks.
pub(crate) struct Subtraction<'c> {
    pub(crate) partition: &'c Partition,
    /// The blocks that cover.
    pub(crate) covers: &'c [&'c Block],
    /// Whether no two of them share a point, so that counts prove completeness.
    pub(crate) disjoint: bool,
    /// The search ends when so many blocks are found.
    pub(crate) limit: usize,
}

/// A part of a region with the covers that meet it.
type Slice = (Block, Vec<usize>);

impl Subtraction<'_> {
    /// Disjoint blocks of the region that no cover meets: all of them, or the first `limit`.
    pub(crate) fn uncovered(&self, region: &Block, budget: &mut Budget) -> Outcome<Vec<Block>> {
        let mut found = Vec::new();
        let meeting = (0..self.covers.len()).filter(|index| self.meets(*index, region)).collect();
        budget.pay(self.covers.len() as u64 / 8 + 1)?;
        let mut open: Vec<Slice> = vec![(region.clone(), meeting)];
        while let Some((region, covers)) = open.pop() {
            budget.pay(covers.len() as u64 / 4 + 1)?;
            if covers.is_empty() {
                found.push(region);
                if found.len() >= self.limit {
                    break;
                }
            } else if !self.closes(&region, &covers) {
                let mut slices = self.slices(&region, &covers, budget)?;
                slices.reverse();
                open.extend(slices);
            }
        }
        Ok(found)
    }

    /// Whether the covers leave nothing of any of the regions.
    pub(crate) fn covers_all<'b>(
        &self,
        regions: impl IntoIterator<Item = &'b Block>,
        budget: &mut Budget,
    ) -> Outcome<bool> {
        for region in regions {
            if !self.uncovered(region, budget)?.is_empty() {
                return Ok(false);
            }
        }
        Ok(true)
    }

    fn meets(&self, cover: usize, region: &Block) -> bool {
        self.covers.get(cover).is_some_and(|cover| cover.meets(region, self.partition))
    }

    /// Whether one cover contains the region, or disjoint covers count up to it.
    fn closes(&self, region: &Block, covers: &[usize]) -> bool {
        let blocks = || covers.iter().filter_map(|index| self.covers.get(*index));
        if blocks().any(|cover| cover.contains(region)) {
            return true;
        }
        self.disjoint && {
            let parts = blocks().filter_map(|cover| cover.intersect(region, self.partition));
            let covered =
                parts.map(|part| part.count(self.partition)).try_fold(0u128, |sum, part| sum.checked_add(part?));
            covered.is_some() && covered == region.count(self.partition)
        }
    }

    /// The region cut along the slot that most covers restrict; a slot is cut once, as its slices tell no cover apart.
    fn slices(&self, region: &Block, covers: &[usize], budget: &mut Budget) -> Outcome<Vec<Slice>> {
        let Some(slot) = self.busiest_slot(region, covers) else { return Ok(Vec::new()) };
        let mut of_cell: Vec<(usize, Vec<usize>)> = region.cells(slot).map(|cell| (cell, Vec::new())).collect();
        for index in covers {
            let Some(cover) = self.covers.get(*index) else { continue };
            budget.pay(of_cell.len() as u64 / 16 + 1)?;
            of_cell.iter_mut().filter(|(cell, _)| cover.has(slot, *cell)).for_each(|(_, list)| list.push(*index));
        }
        Ok(grouped(region, slot, of_cell))
    }

    fn busiest_slot(&self, region: &Block, covers: &[usize]) -> Option<&Slot> {
        let restricts = |index: &&usize, slot: &Slot| {
            let side = self.covers.get(**index).map(|cover| cover.side(slot)).unwrap_or_default();
            side.iter().zip(region.side(slot)).any(|(cover, region)| region & !cover != 0)
        };
        let count = |slot: &&Slot| covers.iter().filter(|index| restricts(index, slot)).count();
        let slots = self.partition.slots().iter().map(|slot| (count(&slot), slot)).filter(|(count, _)| *count > 0);
        slots.max_by_key(|(count, slot)| (*count, std::cmp::Reverse(slot.start))).map(|(_, slot)| slot)
    }
}

/// Slices of the region, one for each distinct list of covers, in order of their first cell.
fn grouped(region: &Block, slot: &Slot, of_cell: Vec<(usize, Vec<usize>)>) -> Vec<Slice> {
    let mut numbers: FxHashMap<Vec<usize>, usize> = FxHashMap::default();
    let mut groups: Vec<(Bits, Vec<usize>)> = Vec::new();
    for (cell, list) in of_cell {
        let number = *numbers.entry(list).or_insert_with_key(|list| {
            groups.push((Bits::empty(slot.cells), list.clone()));
            groups.len() - 1
        });
        if let Some(group) = groups.get_mut(number) {
            group.0.insert(cell);
        }
    }
    groups.into_iter().filter_map(|(cells, list)| Some((region.with_side(slot, &cells)?, list))).collect()
}

/// The block, grown side by side within the limits of `within` as far as it meets none of the others.
pub(crate) fn widened(
    block: &Block,
    within: &Block,
    others: &[&Block],
    partition: &Partition,
    budget: &mut Budget,
) -> Outcome<Block> {
    let mut wide = block.clone();
    for slot in partition.slots() {
        budget.pay(others.len() as u64 / 8 + 1)?;
        let Some(open) = wide.with_side(slot, &Bits::from_words(within.side(slot))) else { continue };
        let mut forbidden = Bits::empty(slot.cells);
        for other in others.iter().filter(|other| other.meets(&open, partition)) {
            forbidden.unite(&Bits::from_words(other.side(slot)));
        }
        wide = open.narrowed(slot, &Bits::full(slot.cells).minus(&forbidden)).unwrap_or(wide);
    }
    Ok(wide)
}
