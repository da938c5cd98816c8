//! The case split: a condition is restricted to classes of cells of one slot until it is constant. One example of a
//! condition is found here; whole diagrams are built elsewhere.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::arena::{ALWAYS, Arena, Id, NEVER, Node};
use crate::bits::{Bits, split_by};
use crate::block::Block;
use crate::budget::{Budget, Outcome};

/// Classes of cells of one slot, each with what remains of a condition there.
pub(crate) type Cases = Vec<(Bits, Id)>;

/// A condition whose cases are being looked at, with those still to do.
struct Open {
    id: Id,
    cases: std::vec::IntoIter<(Block, Id)>,
}

impl Arena<'_> {
    /// A block on which the condition holds; none if it never holds. Conditions that never hold are looked at once.
    pub(crate) fn example(&mut self, id: Id, budget: &mut Budget) -> Outcome<Option<Block>> {
        let mut refuted = FxHashSet::default();
        let mut open = vec![Open { id: NEVER, cases: vec![(Block::full(self.partition), id)].into_iter() }];
        while let Some(last) = open.last_mut() {
            let Some((within, id)) = last.cases.next() else {
                refuted.insert(last.id);
                open.pop();
                continue;
            };
            budget.pay(1)?;
            if id == ALWAYS {
                return Ok(Some(within));
            }
            if id != NEVER && !refuted.contains(&id) {
                let cases = self.cases_within(id, &within, budget)?.into_iter();
                open.push(Open { id, cases });
            }
        }
        Ok(None)
    }

    /// Blocks with what remains to hold there; a disjunction falls into its parts, which may overlap.
    fn cases_within(&mut self, id: Id, within: &Block, budget: &mut Budget) -> Outcome<Vec<(Block, Id)>> {
        if let Node::Or(parts) = self.node(id) {
            return Ok(parts.iter().map(|part| (within.clone(), *part)).collect());
        }
        if let Some(block) = self.product_within(id, within) {
            return Ok(vec![(block, ALWAYS)]);
        }
        let Some((slot, cases)) = self.cases(id, budget)? else { return Ok(Vec::new()) };
        let Some(place) = self.partition.slot(slot) else { return Ok(Vec::new()) };
        let narrowed = |(cells, rest): &(Bits, Id)| Some((within.narrowed(place, cells)?, *rest));
        Ok(cases.iter().filter(|case| case.1 != NEVER).filter_map(narrowed).collect())
    }

    /// The block of an atom or a conjunction of atoms, which are of different slots; none for any other condition.
    pub(crate) fn product_within(&self, id: Id, within: &Block) -> Option<Block> {
        let narrowed = |block: &Block, id: Id| match self.node(id) {
            Node::Atom(slot, bits) => block.narrowed(self.partition.slot(*slot)?, bits),
            _ => None,
        };
        match self.node(id) {
            Node::And(parts) => parts.iter().try_fold(within.clone(), |block, part| narrowed(&block, *part)),
            _ => narrowed(within, id),
        }
    }

    /// The slot to split on, and what remains of the condition for each class of its cells. Classes with the same
    /// remainder are one. None for constants.
    pub(crate) fn cases(&mut self, id: Id, budget: &mut Budget) -> Outcome<Option<(u16, Cases)>> {
        let Some(slot) = self.heaviest_slot(id, budget)? else { return Ok(None) };
        Ok(Some((slot, self.cases_on(id, slot, budget)?)))
    }

    /// What remains of the condition for each class of a slot's cells.
    pub(crate) fn cases_on(&mut self, id: Id, slot: u16, budget: &mut Budget) -> Outcome<Cases> {
        let mut cases: Cases = Vec::new();
        for cells in self.classes(id, slot, budget)? {
            let Some(cell) = cells.first() else { continue };
            let rest = self.restrict(id, slot, cell, &mut FxHashMap::default(), budget)?;
            match cases.iter_mut().find(|case| case.1 == rest) {
                Some(case) => case.0.unite(&cells),
                None => cases.push((cells, rest)),
            }
        }
        Ok(cases)
    }

    /// The condition where the slot's value is in the given cell.
    pub(crate) fn restrict(
        &mut self,
        id: Id,
        slot: u16,
        cell: usize,
        done: &mut FxHashMap<Id, Id>,
        budget: &mut Budget,
    ) -> Outcome<Id> {
        if !self.mentions(id, slot) {
            return Ok(id);
        }
        let node = self.node(id).clone();
        let parts = match &node {
            Node::Never | Node::Always => return Ok(id),
            Node::Atom(_, bits) => return Ok(if bits.contains(cell) { ALWAYS } else { NEVER }),
            Node::And(parts) | Node::Or(parts) => parts,
        };
        if let Some(rest) = done.get(&id) {
            return Ok(*rest);
        }
        budget.pay(parts.len() as u64)?;
        let rest: Outcome<Vec<Id>> = parts.iter().map(|part| self.restrict(*part, slot, cell, done, budget)).collect();
        let rest = if matches!(node, Node::And(_)) { self.and(rest?) } else { self.or(rest?) };
        done.insert(id, rest);
        Ok(rest)
    }

    /// The slot whose atoms stand nearest to the root, which are the ones that decide most; ties by slot number.
    fn heaviest_slot(&self, id: Id, budget: &mut Budget) -> Outcome<Option<u16>> {
        if let Some(slot) = self.slot_at_root(id) {
            return Ok(Some(slot));
        }
        let mut weights = vec![0u64; self.partition.slots().len()];
        let (mut level, mut seen, mut weight) = (vec![id], FxHashSet::default(), 1u64 << 40);
        while !level.is_empty() {
            budget.pay(level.len() as u64)?;
            let mut below = Vec::new();
            for id in level {
                match self.node(id) {
                    Node::Never | Node::Always => {}
                    Node::Atom(slot, _) => {
                        if let Some(sum) = weights.get_mut(usize::from(*slot)) {
                            *sum = sum.saturating_add(weight);
                        }
                    }
                    Node::And(parts) | Node::Or(parts) => {
                        below.extend(parts.iter().filter(|part| seen.insert(**part)).copied());
                    }
                }
            }
            level = below;
            weight = (weight >> 3).max(1);
        }
        let heaviest = weights.iter().zip(0u16..).filter(|(weight, _)| **weight > 0);
        Ok(heaviest.max_by_key(|(weight, slot)| (**weight, std::cmp::Reverse(*slot))).map(|(_, slot)| slot))
    }

    /// The first slot of which an atom is the condition or one of its parts: its cells decide all or leave the rest.
    fn slot_at_root(&self, id: Id) -> Option<u16> {
        let slot = |id: Id| if let Node::Atom(slot, _) = self.node(id) { Some(*slot) } else { None };
        match self.node(id) {
            Node::And(parts) | Node::Or(parts) => parts.iter().filter_map(|part| slot(*part)).min(),
            _ => slot(id),
        }
    }

    /// The slot's cells, grouped by which of the condition's atoms hold for them; in order of their first cell.
    pub(crate) fn classes(&self, id: Id, slot: u16, budget: &mut Budget) -> Outcome<Vec<Bits>> {
        let mut classes = vec![Bits::full(self.partition.slot(slot).map_or(0, |slot| slot.cells))];
        let (mut stack, mut seen) = (vec![id], FxHashSet::default());
        while let Some(id) = stack.pop() {
            match self.node(id) {
                Node::Atom(at, bits) if *at == slot => {
                    budget.pay(classes.len() as u64)?;
                    classes = split_by(&classes, bits);
                }
                Node::And(parts) | Node::Or(parts) => {
                    budget.pay(parts.len() as u64)?;
                    let below = parts.iter().filter(|part| self.mentions(**part, slot));
                    stack.extend(below.filter(|part| seen.insert(**part)).copied());
                }
                _ => {}
            }
        }
        classes.sort_unstable_by_key(Bits::first);
        Ok(classes)
    }
}
