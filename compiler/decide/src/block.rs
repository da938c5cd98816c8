//! Blocks: products of sets of cells, one set for each slot of a partition, as one array of words. A block is never
//! empty on any side.

use crate::bits::{Bits, members};
use crate::partition::{Partition, Slot};
use crate::space::Cube;

/// A non-empty product of sets of cells.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub(crate) struct Block(Box<[u64]>);

impl Block {
    pub(crate) fn full(partition: &Partition) -> Self {
        let mut words = Vec::with_capacity(partition.words());
        for slot in partition.slots() {
            words.extend_from_slice(Bits::full(slot.cells).words());
        }
        Self(words.into())
    }

    /// The words of one side.
    pub(crate) fn side(&self, slot: &Slot) -> &[u64] {
        self.0.get(slot.start..slot.start + slot.words).unwrap_or_default()
    }

    pub(crate) fn cells(&self, slot: &Slot) -> impl Iterator<Item = usize> + '_ {
        members(self.side(slot))
    }

    pub(crate) fn has(&self, slot: &Slot, cell: usize) -> bool {
        self.side(slot).get(cell / 64).is_some_and(|word| word >> (cell % 64) & 1 == 1)
    }

    pub(crate) fn is_full(&self, slot: &Slot) -> bool {
        self.side(slot) == Bits::full(slot.cells).words()
    }

    /// The block with another set of cells on one side; none if that set is empty.
    pub(crate) fn with_side(&self, slot: &Slot, bits: &Bits) -> Option<Self> {
        let mut words = self.0.clone();
        words.get_mut(slot.start..slot.start + slot.words)?.copy_from_slice(bits.words());
        (!bits.is_empty()).then_some(Self(words))
    }

    /// The block with only the given cells kept on one side; none if none is left.
    pub(crate) fn narrowed(&self, slot: &Slot, bits: &Bits) -> Option<Self> {
        self.with_side(slot, &Bits::from_words(self.side(slot)).and(bits))
    }

    pub(crate) fn meets(&self, other: &Self, partition: &Partition) -> bool {
        if partition.words() == partition.slots().len() {
            return self.0.iter().zip(&other.0).all(|(a, b)| a & b != 0);
        }
        partition.slots().iter().all(|slot| self.meets_on(other, slot))
    }

    pub(crate) fn meets_on(&self, other: &Self, slot: &Slot) -> bool {
        self.side(slot).iter().zip(other.side(slot)).any(|(a, b)| a & b != 0)
    }

    pub(crate) fn intersect(&self, other: &Self, partition: &Partition) -> Option<Self> {
        let common = || Self(self.0.iter().zip(&other.0).map(|(a, b)| a & b).collect());
        self.meets(other, partition).then(common)
    }

    pub(crate) fn contains(&self, other: &Self) -> bool {
        self.0.iter().zip(&other.0).all(|(a, b)| b & !a == 0)
    }

    /// The number of combinations of cells; none if it does not fit.
    pub(crate) fn count(&self, partition: &Partition) -> Option<u128> {
        partition.slots().iter().try_fold(1u128, |product, slot| {
            let cells: u32 = self.side(slot).iter().map(|word| word.count_ones()).sum();
            product.checked_mul(u128::from(cells))
        })
    }

    /// The number of combinations of cells that two blocks share; none if it does not fit.
    pub(crate) fn count_common(&self, other: &Self, partition: &Partition) -> Option<u128> {
        partition.slots().iter().try_fold(1u128, |product, slot| {
            let words = self.side(slot).iter().zip(other.side(slot));
            product.checked_mul(u128::from(words.map(|(a, b)| (a & b).count_ones()).sum::<u32>()))
        })
    }

    /// The values of the block, with a side for each slot that it restricts.
    pub(crate) fn cube(&self, partition: &Partition) -> Cube {
        let restricted = partition.slots().iter().filter(|slot| !self.is_full(slot));
        Cube::new(restricted.map(|slot| (slot.dim, partition.values(slot, self.cells(slot)))))
    }
}
