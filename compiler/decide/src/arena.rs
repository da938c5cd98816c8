//! Conditions over cells, without negation, each distinct one stored once. An arena lives as long as one call.

use std::rc::Rc;

use rustc_hash::{FxBuildHasher, FxHashMap};

use crate::bits::Bits;
use crate::budget::{Budget, Outcome};
use crate::formula::Formula;
use crate::partition::{Partition, Side};

/// A condition in an [`Arena`].
pub(crate) type Id = u32;

pub(crate) const NEVER: Id = 0;
pub(crate) const ALWAYS: Id = 1;

/// A condition over cells. Parts are sorted, distinct and not constant; at most one atom for each slot.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub(crate) enum Node {
    Never,
    Always,
    Atom(u16, Bits),
    And(Rc<[Id]>),
    Or(Rc<[Id]>),
}

/// The conditions of one call.
pub(crate) struct Arena<'p> {
    pub(crate) partition: &'p Partition,
    nodes: Vec<Node>,
    ids: FxHashMap<Node, Id>,
    support: Vec<Bits>,
}

impl<'p> Arena<'p> {
    pub(crate) fn new(partition: &'p Partition) -> Self {
        let ids = FxHashMap::with_capacity_and_hasher(14, FxBuildHasher);
        let mut arena = Self { partition, nodes: Vec::with_capacity(16), ids, support: Vec::with_capacity(16) };
        arena.intern(Node::Never);
        arena.intern(Node::Always);
        arena
    }

    pub(crate) fn node(&self, id: Id) -> &Node {
        self.nodes.get(id as usize).unwrap_or(&Node::Never)
    }

    /// Whether the condition mentions the slot.
    pub(crate) fn mentions(&self, id: Id, slot: u16) -> bool {
        self.support.get(id as usize).is_some_and(|slots| slots.contains(usize::from(slot)))
    }

    fn intern(&mut self, node: Node) -> Id {
        if let Some(id) = self.ids.get(&node) {
            return *id;
        }
        let mut support = Bits::empty(self.partition.slots().len());
        match &node {
            Node::Never | Node::Always => {}
            Node::Atom(slot, _) => support.insert(usize::from(*slot)),
            Node::And(parts) | Node::Or(parts) => {
                parts.iter().filter_map(|part| self.support.get(*part as usize)).for_each(|part| support.unite(part));
            }
        }
        // An arena is bounded by the budget, far below 2^32 conditions.
        let id = Id::try_from(self.nodes.len()).unwrap_or(NEVER);
        self.nodes.push(node.clone());
        self.support.push(support);
        self.ids.insert(node, id);
        id
    }

    /// The condition over cells; never in a space without points.
    pub(crate) fn lower(&mut self, formula: &Formula, budget: &mut Budget) -> Outcome<Id> {
        if self.partition.is_void() { Ok(NEVER) } else { self.lowered(formula, true, budget) }
    }

    /// The condition's negation over cells; never in a space without points.
    pub(crate) fn lower_not(&mut self, formula: &Formula, budget: &mut Budget) -> Outcome<Id> {
        if self.partition.is_void() { Ok(NEVER) } else { self.lowered(formula, false, budget) }
    }

    /// The condition (or its negation) over cells.
    fn lowered(&mut self, formula: &Formula, positive: bool, budget: &mut Budget) -> Outcome<Id> {
        budget.pay(1)?;
        match formula {
            Formula::True => Ok(constant(positive)),
            Formula::False => Ok(constant(!positive)),
            Formula::In { dim, set } => Ok(match self.partition.atom(*dim, set)? {
                Side::None => constant(!positive),
                Side::All => constant(positive),
                Side::Some(slot, bits) if positive => self.atom(slot, bits),
                Side::Some(slot, bits) => self.atom(slot, self.all_cells(slot).minus(&bits)),
            }),
            Formula::Not(part) => self.lowered(part, !positive, budget),
            Formula::And(parts) | Formula::Or(parts) => {
                let lowered: Outcome<Vec<Id>> = parts.iter().map(|part| self.lowered(part, positive, budget)).collect();
                let conjunction = matches!(formula, Formula::And(_)) == positive;
                let lowered = lowered?;
                Ok(if conjunction { self.and(lowered) } else { self.or(lowered) })
            }
        }
    }

    fn all_cells(&self, slot: u16) -> Bits {
        Bits::full(self.partition.slot(slot).map_or(0, |slot| slot.cells))
    }

    pub(crate) fn atom(&mut self, slot: u16, bits: Bits) -> Id {
        if bits.is_empty() {
            NEVER
        } else if bits == self.all_cells(slot) {
            ALWAYS
        } else {
            self.intern(Node::Atom(slot, bits))
        }
    }

    pub(crate) fn and(&mut self, parts: Vec<Id>) -> Id {
        self.joined(parts, true)
    }

    pub(crate) fn or(&mut self, parts: Vec<Id>) -> Id {
        self.joined(parts, false)
    }

    /// A conjunction or disjunction: nested ones are flattened, atoms of one slot merged, constants folded.
    fn joined(&mut self, mut parts: Vec<Id>, conjunction: bool) -> Id {
        let (neutral, decisive) = if conjunction { (ALWAYS, NEVER) } else { (NEVER, ALWAYS) };
        if parts.iter().any(|part| self.is_nested(*part, conjunction)) {
            parts = self.flattened(&parts, conjunction);
        }
        if parts.iter().filter(|part| matches!(self.node(**part), Node::Atom(..))).count() > 1 {
            parts = self.merged(&parts, conjunction);
        }
        if parts.contains(&decisive) {
            return decisive;
        }
        parts.retain(|part| *part != neutral);
        parts.sort_unstable();
        parts.dedup();
        match parts.as_slice() {
            [] => neutral,
            [only] => *only,
            _ if conjunction => self.intern(Node::And(parts.into())),
            _ => self.intern(Node::Or(parts.into())),
        }
    }

    fn is_nested(&self, part: Id, conjunction: bool) -> bool {
        match self.node(part) {
            Node::And(_) => conjunction,
            Node::Or(_) => !conjunction,
            _ => false,
        }
    }

    fn flattened(&self, parts: &[Id], conjunction: bool) -> Vec<Id> {
        let mut flat = Vec::with_capacity(parts.len() * 2);
        for part in parts {
            match self.node(*part) {
                Node::And(inner) if conjunction => flat.extend_from_slice(inner),
                Node::Or(inner) if !conjunction => flat.extend_from_slice(inner),
                _ => flat.push(*part),
            }
        }
        flat
    }

    /// The parts with one atom for each slot.
    fn merged(&mut self, parts: &[Id], conjunction: bool) -> Vec<Id> {
        let (mut merged, mut atoms): (Vec<Id>, Vec<(u16, Bits)>) = (Vec::with_capacity(parts.len()), Vec::new());
        for part in parts {
            match self.node(*part) {
                Node::Atom(slot, bits) => merge(&mut atoms, *slot, bits, conjunction),
                _ => merged.push(*part),
            }
        }
        for (slot, bits) in atoms {
            let atom = self.atom(slot, bits);
            merged.push(atom);
        }
        merged
    }
}

const fn constant(value: bool) -> Id {
    if value { ALWAYS } else { NEVER }
}

fn merge(atoms: &mut Vec<(u16, Bits)>, slot: u16, bits: &Bits, conjunction: bool) {
    match atoms.iter_mut().find(|atom| atom.0 == slot) {
        Some((_, merged)) => *merged = if conjunction { merged.and(bits) } else { merged.or(bits) },
        None => atoms.push((slot, bits.clone())),
    }
}
