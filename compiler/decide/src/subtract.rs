//! What a list of blocks leaves uncovered of a region: slice by slice, with a count that closes slices early where the
//! blocks are known to be disjoint.

use rustc_hash::FxHashMap;

use crate::bits::Bits;
use crate::block::Block;
use crate::budget::{Budget, Outcome};
use crate::partition::{Partition, Slot};

/// A search for uncovered blocks.
pub(crate) struct Subtraction<'c> {
    partition: &'c Partition,
    /// The blocks that cover.
    covers: &'c [&'c Block],
    /// Whether no two of them share a point, so that counts prove completeness.
    disjoint: bool,
    /// Blocks that were found, widened, and count as covers from then on.
    found: Vec<Block>,
}

/// A part of a region with the covers that meet it, and how many found blocks those take into account.
struct Slice {
    region: Block,
    covers: Vec<usize>,
    known: usize,
}

impl<'c> Subtraction<'c> {
    pub(crate) fn new(partition: &'c Partition, covers: &'c [&'c Block]) -> Self {
        Self { partition, covers, disjoint: false, found: Vec::new() }
    }

    /// The same search, for covers of which no two share a point in any region that is searched.
    pub(crate) fn of_disjoint(partition: &'c Partition, covers: &'c [&'c Block]) -> Self {
        Self { disjoint: true, ..Self::new(partition, covers) }
    }

    /// Disjoint blocks that are together what the covers leave of the region; at most `limit`.
    pub(crate) fn uncovered(&mut self, region: &Block, limit: usize, budget: &mut Budget) -> Outcome<Vec<Block>> {
        let before = self.found.len();
        self.search(region, limit, false, budget)?;
        Ok(self.found.split_off(before))
    }

    /// Disjoint blocks that are together what the covers leave of the region, each as wide as covers, region and those
    /// found before allow. The search ends when `limit` blocks are found in all its regions.
    pub(crate) fn widest(&mut self, region: &Block, limit: usize, budget: &mut Budget) -> Outcome<()> {
        self.search(region, limit, true, budget)
    }

    /// What [`Self::widest`] found.
    pub(crate) fn into_found(self) -> Vec<Block> {
        self.found
    }

    pub(crate) fn found(&self) -> usize {
        self.found.len()
    }

    fn search(&mut self, region: &Block, limit: usize, widen: bool, budget: &mut Budget) -> Outcome<()> {
        budget.pay(self.cost(self.covers.len()))?;
        let covers = (0..self.covers.len()).filter(|index| self.meets(*index, region)).collect();
        let mut open = vec![Slice { region: region.clone(), covers, known: 0 }];
        while let Some(mut slice) = open.pop() {
            self.add_found(&mut slice);
            budget.pay(self.cost(slice.covers.len()))?;
            if slice.covers.is_empty() {
                let block = if widen { self.widened(&slice.region, region, budget)? } else { slice.region };
                self.found.push(block);
                if self.found.len() >= limit {
                    break;
                }
            } else if !self.closes(&slice) {
                let mut slices = self.slices(&slice, budget)?;
                slices.reverse();
                open.extend(slices);
            }
        }
        Ok(())
    }

    fn widened(&self, block: &Block, within: &Block, budget: &mut Budget) -> Outcome<Block> {
        let others: Vec<&Block> = self.covers.iter().copied().chain(&self.found).collect();
        widened(block, within, &others, self.partition, budget)
    }

    /// Steps that a look at so many covers costs.
    fn cost(&self, covers: usize) -> u64 {
        (covers * (self.partition.words() + 4)) as u64 / 16 + 1
    }

    /// Takes blocks that were found since the slice was made into account.
    fn add_found(&self, slice: &mut Slice) {
        let (base, now) = (self.covers.len(), self.found.len());
        let meeting = (base + slice.known..base + now).filter(|index| self.meets(*index, &slice.region));
        slice.covers.extend(meeting);
        slice.known = now;
    }

    /// Whether the covers leave nothing of any of the regions.
    pub(crate) fn covers_all<'b>(
        &mut self,
        regions: impl IntoIterator<Item = &'b Block>,
        budget: &mut Budget,
    ) -> Outcome<bool> {
        for region in regions {
            if !self.uncovered(region, 1, budget)?.is_empty() {
                return Ok(false);
            }
        }
        Ok(true)
    }

    fn cover(&self, index: usize) -> Option<&Block> {
        let found = || self.found.get(index.checked_sub(self.covers.len())?);
        self.covers.get(index).copied().or_else(found)
    }

    fn meets(&self, cover: usize, region: &Block) -> bool {
        self.cover(cover).is_some_and(|cover| cover.meets(region, self.partition))
    }

    /// Whether one cover contains the region, or disjoint covers count up to it.
    fn closes(&self, slice: &Slice) -> bool {
        let blocks = || slice.covers.iter().filter_map(|index| self.cover(*index));
        if blocks().any(|cover| cover.contains(&slice.region)) {
            return true;
        }
        self.disjoint && {
            let mut parts = blocks().map(|cover| cover.count_common(&slice.region, self.partition));
            let covered = parts.try_fold(0u128, |sum, part| sum.checked_add(part?));
            covered.is_some() && covered == slice.region.count(self.partition)
        }
    }

    /// The region cut along the slot that most covers restrict; a slot is cut once, as its slices tell no cover apart.
    fn slices(&self, slice: &Slice, budget: &mut Budget) -> Outcome<Vec<Slice>> {
        let Some(slot) = self.busiest_slot(slice) else { return Ok(Vec::new()) };
        let mut of_cell: Vec<(usize, Vec<usize>)> = slice.region.cells(slot).map(|cell| (cell, Vec::new())).collect();
        for index in &slice.covers {
            let Some(cover) = self.cover(*index) else { continue };
            budget.pay(of_cell.len() as u64 / 4 + 1)?;
            of_cell.iter_mut().filter(|(cell, _)| cover.has(slot, *cell)).for_each(|(_, list)| list.push(*index));
        }
        let groups = grouped(slot, of_cell).into_iter();
        let part =
            |(cells, covers)| Some(Slice { region: slice.region.with_side(slot, &cells)?, covers, known: slice.known });
        Ok(groups.filter_map(part).collect())
    }

    fn busiest_slot(&self, slice: &Slice) -> Option<&Slot> {
        let restricts = |index: &&usize, slot: &Slot| {
            let side = self.cover(**index).map(|cover| cover.side(slot)).unwrap_or_default();
            side.iter().zip(slice.region.side(slot)).any(|(cover, region)| region & !cover != 0)
        };
        let count = |slot: &&Slot| slice.covers.iter().filter(|index| restricts(index, slot)).count();
        let slots = self.partition.slots().iter().map(|slot| (count(&slot), slot)).filter(|(count, _)| *count > 0);
        slots.max_by_key(|(count, slot)| (*count, std::cmp::Reverse(slot.start))).map(|(_, slot)| slot)
    }
}

/// The cells with the same list of covers, in order of their first cell.
fn grouped(slot: &Slot, of_cell: Vec<(usize, Vec<usize>)>) -> Vec<(Bits, Vec<usize>)> {
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
    groups
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
        budget.pay(others.len() as u64 / 4 + 1)?;
        let Some(open) = wide.with_side(slot, &Bits::from_words(within.side(slot))) else { continue };
        let mut forbidden = Bits::empty(slot.cells);
        for other in others.iter().filter(|other| other.meets(&open, partition)) {
            forbidden.unite(&Bits::from_words(other.side(slot)));
        }
        wide = open.narrowed(slot, &Bits::full(slot.cells).minus(&forbidden)).unwrap_or(wide);
    }
    Ok(wide)
}
