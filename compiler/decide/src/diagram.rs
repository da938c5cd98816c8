//! A condition as a decision diagram: each node splits on one slot, equal remainders are shared, and nodes are made when
//! they are first looked at. From it come counts and disjoint boxes. A diagram lives as long as one call.

use std::rc::Rc;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::arena::{ALWAYS, Arena, Id, NEVER};
use crate::bits::Bits;
use crate::block::Block;
use crate::budget::{Budget, Outcome, Undecided};
use crate::partition::{Partition, Slot};
use crate::split::Cases;

/// Most boxes that one condition may fall into where all of them are needed.
pub(crate) const BOX_LIMIT: usize = 4096;

/// A node that splits on a slot.
struct Split {
    slot: u16,
    cases: Cases,
}

/// A condition whose cases are being looked at, with those still to do.
struct Open {
    id: Id,
    /// How many blocks were found before it.
    before: usize,
    cases: std::vec::IntoIter<(Block, Id)>,
}

/// The case splits of conditions of one arena.
pub(crate) struct Diagram<'a, 'p> {
    arena: &'a mut Arena<'p>,
    splits: FxHashMap<Id, Rc<Split>>,
}

/// How cells are counted: each once, or by their values.
#[derive(Clone, Copy)]
pub(crate) enum Measure {
    Cells,
    Points,
}

impl<'a, 'p> Diagram<'a, 'p> {
    pub(crate) fn new(arena: &'a mut Arena<'p>) -> Self {
        Self { arena, splits: FxHashMap::default() }
    }

    fn split(&mut self, id: Id, budget: &mut Budget) -> Outcome<Option<Rc<Split>>> {
        if let Some(split) = self.splits.get(&id) {
            return Ok(Some(Rc::clone(split)));
        }
        let Some((slot, cases)) = self.arena.cases(id, budget)? else { return Ok(None) };
        let split = Rc::new(Split { slot, cases });
        self.splits.insert(id, Rc::clone(&split));
        Ok(Some(split))
    }

    /// Disjoint blocks that are together exactly the condition; undecided if they are more than [`BOX_LIMIT`].
    pub(crate) fn blocks(&mut self, id: Id, budget: &mut Budget) -> Outcome<Vec<Block>> {
        let found = self.first_blocks(id, BOX_LIMIT + 1, budget)?;
        if found.len() > BOX_LIMIT { Err(Undecided::Steps) } else { Ok(found) }
    }

    /// The first of these blocks; all of them if they are fewer than `limit`.
    pub(crate) fn first_blocks(&mut self, id: Id, limit: usize, budget: &mut Budget) -> Outcome<Vec<Block>> {
        let partition = self.arena.partition;
        let (mut found, mut dead) = (Vec::new(), FxHashSet::default());
        let mut open = vec![Open { id: NEVER, before: 0, cases: vec![(Block::full(partition), id)].into_iter() }];
        while let Some(last) = open.last_mut() {
            let Some((within, id)) = last.cases.next() else {
                if found.len() == last.before {
                    dead.insert(last.id);
                }
                open.pop();
                continue;
            };
            budget.pay(1)?;
            if id == ALWAYS {
                found.push(within);
                if found.len() >= limit {
                    break;
                }
            } else if let Some(block) = self.arena.product_within(id, &within) {
                open.push(Open { id, before: found.len(), cases: vec![(block, ALWAYS)].into_iter() });
            } else if !dead.contains(&id)
                && let Some(split) = self.split(id, budget)?
                && let Some(slot) = partition.slot(split.slot)
            {
                let narrowed = |case: &(Bits, Id)| Some((within.narrowed(slot, &case.0)?, case.1));
                let cases: Vec<(Block, Id)> = split.cases.iter().filter_map(narrowed).collect();
                open.push(Open { id, before: found.len(), cases: cases.into_iter() });
            }
        }
        Ok(found)
    }

    /// The measure of the condition; none if that of the whole space exceeds `u128`.
    pub(crate) fn measure(&mut self, id: Id, measure: Measure, budget: &mut Budget) -> Outcome<Option<u128>> {
        let partition = self.arena.partition;
        let width = |slot| self::width(partition, slot, measure);
        let whole = partition.slots().iter().try_fold(1u128, |product, slot| product.checked_mul(width(slot)));
        let Some(whole) = whole else { return Ok(None) };
        let mut done = FxHashMap::from_iter([(NEVER, 0), (ALWAYS, whole)]);
        let mut open = vec![id];
        while let Some(id) = open.last().copied() {
            budget.pay(1)?;
            if done.contains_key(&id) {
                open.pop();
                continue;
            }
            let Some(split) = self.split(id, budget)? else { return Ok(None) };
            let before = open.len();
            open.extend(split.cases.iter().map(|case| case.1).filter(|rest| !done.contains_key(rest)));
            if open.len() == before {
                done.insert(id, self.measured(&split, &done, measure));
            }
        }
        Ok(done.get(&id).copied())
    }

    /// The measure of a split whose remainders are measured, each over all slots.
    fn measured(&self, split: &Split, done: &FxHashMap<Id, u128>, measure: Measure) -> u128 {
        let partition = self.arena.partition;
        let Some(slot) = partition.slot(split.slot) else { return 0 };
        let width = width(partition, slot, measure).max(1);
        let share = |(cells, rest): &(Bits, Id)| {
            // The remainder does not mention the slot, so that its measure is a multiple of the slot's width.
            let rest = done.get(rest).copied().unwrap_or(0) / width;
            rest.saturating_mul(part(partition, slot, cells, measure))
        };
        split.cases.iter().map(share).fold(0, u128::saturating_add)
    }
}

fn width(partition: &Partition, slot: &Slot, measure: Measure) -> u128 {
    part(partition, slot, &Bits::full(slot.cells), measure)
}

fn part(partition: &Partition, slot: &Slot, cells: &Bits, measure: Measure) -> u128 {
    match measure {
        Measure::Cells => cells.iter().count() as u128,
        Measure::Points => partition.weight(slot, cells.iter()),
    }
}
