//! A condition as a decision diagram: each node splits on one slot, equal remainders are shared. From it come counts and
//! disjoint boxes. A diagram lives as long as one call.

use rustc_hash::FxHashMap;

use crate::arena::{ALWAYS, Arena, Id, NEVER};
use crate::bits::Bits;
use crate::block::Block;
use crate::budget::{Budget, Outcome, Undecided};
use crate::partition::{Partition, Slot};
use crate::split::Cases;

/// Most boxes that one condition may fall into.
const BOX_LIMIT: usize = 4096;

/// A node that splits on a slot.
struct Split {
    slot: u16,
    cases: Cases,
}

/// The case splits of one condition; remainders are conditions of the arena it was built in.
pub(crate) struct Diagram<'p> {
    partition: &'p Partition,
    splits: FxHashMap<Id, Split>,
    root: Id,
}

/// How cells are counted: each once, or by their values.
#[derive(Clone, Copy)]
pub(crate) enum Measure {
    Cells,
    Points,
}

impl<'p> Diagram<'p> {
    pub(crate) fn build(arena: &mut Arena<'p>, root: Id, budget: &mut Budget) -> Outcome<Self> {
        let mut splits = FxHashMap::default();
        let mut open = vec![root];
        while let Some(id) = open.pop() {
            if id == NEVER || id == ALWAYS || splits.contains_key(&id) {
                continue;
            }
            let Some((slot, cases)) = arena.cases(id, budget)? else { continue };
            open.extend(cases.iter().map(|case| case.1));
            splits.insert(id, Split { slot, cases });
        }
        Ok(Self { partition: arena.partition, splits, root })
    }

    /// Disjoint blocks that are together exactly the condition.
    pub(crate) fn blocks(&self, budget: &mut Budget) -> Outcome<Vec<Block>> {
        let mut found = Vec::new();
        let mut live = FxHashMap::default();
        self.collect(self.root, &Block::full(self.partition), &mut live, &mut found, budget)?;
        Ok(found)
    }

    fn collect(
        &self,
        id: Id,
        within: &Block,
        live: &mut FxHashMap<Id, bool>,
        found: &mut Vec<Block>,
        budget: &mut Budget,
    ) -> Outcome<()> {
        budget.pay(1)?;
        if id == ALWAYS {
            found.push(within.clone());
            return if found.len() > BOX_LIMIT { Err(Undecided::Steps) } else { Ok(()) };
        }
        let Some(split) = self.splits.get(&id).filter(|_| live.get(&id) != Some(&false)) else { return Ok(()) };
        let before = found.len();
        if let Some(slot) = self.partition.slot(split.slot) {
            for (cells, rest) in &split.cases {
                if let Some(narrowed) = within.narrowed(slot, cells) {
                    self.collect(*rest, &narrowed, live, found, budget)?;
                }
            }
        }
        live.insert(id, found.len() > before);
        Ok(())
    }

    /// The measure of the condition; none if it exceeds `u128`.
    pub(crate) fn measure(&self, measure: Measure, budget: &mut Budget) -> Outcome<Option<u128>> {
        let slots = self.partition.slots();
        let free = slots.iter().try_fold(1u128, |product, slot| product.checked_mul(self.width(slot, measure)));
        let Some(free) = free else { return Ok(None) };
        // Every remainder is measured over all slots; a split divides by the slot's width, which always goes evenly.
        self.measured(self.root, free, measure, &mut FxHashMap::default(), budget).map(Some)
    }

    fn measured(
        &self,
        id: Id,
        whole: u128,
        measure: Measure,
        done: &mut FxHashMap<Id, u128>,
        budget: &mut Budget,
    ) -> Outcome<u128> {
        budget.pay(1)?;
        if id == ALWAYS {
            return Ok(whole);
        }
        if let Some(known) = done.get(&id) {
            return Ok(*known);
        }
        let mut sum = 0u128;
        if let Some((split, slot)) =
            self.splits.get(&id).and_then(|split| Some((split, self.partition.slot(split.slot)?)))
        {
            let width = self.width(slot, measure).max(1);
            for (cells, rest) in &split.cases {
                let part = self.measured(*rest, whole, measure, done, budget)?;
                // The remainder does not mention the slot, so its measure is a multiple of the slot's width.
                sum = sum.saturating_add((part / width).saturating_mul(self.part(slot, cells, measure)));
            }
        }
        done.insert(id, sum);
        Ok(sum)
    }

    fn width(&self, slot: &Slot, measure: Measure) -> u128 {
        self.part(slot, &Bits::full(slot.cells), measure)
    }

    fn part(&self, slot: &Slot, cells: &Bits, measure: Measure) -> u128 {
        match measure {
            Measure::Cells => cells.iter().count() as u128,
            Measure::Points => self.partition.weight(slot, cells.iter()),
        }
    }
}
