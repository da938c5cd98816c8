//! From a space and conditions to cells: the classes of values that no condition tells apart. What the cells are used
//! for is not known here.

use rustc_hash::FxHashMap;

use crate::bits::{Bits, words_for};
use crate::budget::{Outcome, Undecided};
use crate::formula::Formula;
use crate::ranges::Ranges;
use crate::space::{Dim, Space};

/// The cells of every fact. All exact operations are its methods, for conditions that it was made from (or that tell
/// apart no more than those); for others they answer [`Undecided::Foreign`].
///
/// ```
/// use matter_decide::{Budget, Formula, Partition, Ranges, Space};
/// let space = Space::new([Ranges::between(0, 2_000)]);
/// let city = Formula::at_least(0, 1_000);
/// let district = Formula::at_most(0, 499);
/// let partition = Partition::of(&space, [&city, &district]);
/// assert_eq!(partition.cells(0).len(), 3);
/// assert_eq!(partition.disjoint(&city, &district, &mut Budget::default()), Ok(true));
/// ```
#[derive(Clone, Debug)]
pub struct Partition {
    space: Space,
    cuts: Vec<Cut>,
    slots: Vec<Slot>,
    slot_of: Vec<Option<u16>>,
    words: usize,
}

/// One fact's cells.
#[derive(Clone, Debug)]
struct Cut {
    /// Elementary intervals in ascending order, each with its cell.
    pieces: Vec<Piece>,
    cells: Vec<Ranges>,
    /// How many pieces each cell has.
    pieces_of_cell: Vec<usize>,
}

#[derive(Clone, Copy, Debug)]
struct Piece {
    low: i64,
    high: i64,
    cell: usize,
}

/// A fact with at least two cells, and where its words are in a block.
#[derive(Clone, Debug)]
pub(crate) struct Slot {
    pub(crate) dim: Dim,
    pub(crate) cells: usize,
    pub(crate) start: usize,
    pub(crate) words: usize,
}

impl Partition {
    /// The coarsest cells for which each condition's atoms are unions of cells. Cells are ordered by least value.
    pub fn of<'f>(space: &Space, formulas: impl IntoIterator<Item = &'f Formula>) -> Self {
        let mut atoms = Vec::new();
        formulas.into_iter().for_each(|formula| formula.collect_atoms(&mut atoms));
        atoms.sort_unstable();
        atoms.dedup();
        let mut cuts = Vec::with_capacity(space.domains.len());
        for dim in space.dims() {
            let from = atoms.partition_point(|atom| atom.0 < dim);
            let sets = atoms.iter().skip(from).take_while(|atom| atom.0 == dim).map(|atom| atom.1);
            cuts.push(Cut::new(space.domain(dim), sets));
        }
        Self::laid_out(space.clone(), cuts)
    }

    fn laid_out(space: Space, cuts: Vec<Cut>) -> Self {
        let (mut slots, mut slot_of, mut start) = (Vec::new(), Vec::with_capacity(cuts.len()), 0);
        for (dim, cut) in space.dims().zip(&cuts) {
            let cells = cut.cells.len();
            slot_of.push((cells > 1).then_some(slots.len()).and_then(|slot| u16::try_from(slot).ok()));
            if cells > 1 {
                let words = words_for(cells);
                slots.push(Slot { dim, cells, start, words });
                start += words;
            }
        }
        Self { space, cuts, slots, slot_of, words: start }
    }

    /// The space that is partitioned.
    pub fn space(&self) -> &Space {
        &self.space
    }

    /// The cells of a fact, by number; one cell for a fact that no condition mentions, none for an empty domain.
    pub fn cells(&self, dim: Dim) -> &[Ranges] {
        self.cuts.get(usize::from(dim)).map_or(&[], |cut| &cut.cells)
    }

    /// The number of the cell that holds the value; none outside the domain.
    pub fn cell_of(&self, dim: Dim, value: i64) -> Option<usize> {
        let pieces = &self.cuts.get(usize::from(dim))?.pieces;
        let piece = pieces.get(pieces.partition_point(|piece| piece.high < value))?;
        (piece.low <= value).then_some(piece.cell)
    }

    pub(crate) fn slots(&self) -> &[Slot] {
        &self.slots
    }

    pub(crate) fn slot(&self, slot: u16) -> Option<&Slot> {
        self.slots.get(usize::from(slot))
    }

    /// The number of words of a block.
    pub(crate) fn words(&self) -> usize {
        self.words
    }

    /// Whether some domain is empty, so that there is no point at all.
    pub(crate) fn is_void(&self) -> bool {
        self.cuts.iter().any(|cut| cut.cells.is_empty())
    }

    /// What an atom says about the cells of its fact.
    pub(crate) fn atom(&self, dim: Dim, set: &Ranges) -> Outcome<Side> {
        let Some(cut) = self.cuts.get(usize::from(dim)) else { return Ok(Side::None) };
        let bits = cut.bits(set)?;
        let slot = self.slot_of.get(usize::from(dim)).copied().flatten();
        Ok(match slot {
            _ if bits.is_empty() => Side::None,
            Some(slot) if bits != Bits::full(cut.cells.len()) => Side::Some(slot, bits),
            _ => Side::All,
        })
    }

    /// The values of the given cells of a slot.
    pub(crate) fn values(&self, slot: &Slot, cells: impl Iterator<Item = usize>) -> Ranges {
        let all = self.cells(slot.dim);
        Ranges::new(cells.filter_map(|cell| all.get(cell)).flat_map(|cell| cell.intervals().iter().copied()))
    }

    /// The number of values in the given cells of a slot.
    pub(crate) fn weight(&self, slot: &Slot, cells: impl Iterator<Item = usize>) -> u128 {
        let all = self.cells(slot.dim);
        cells.filter_map(|cell| all.get(cell)).map(Ranges::count).sum()
    }

    /// The number of points that the facts without a slot contribute as a factor.
    pub(crate) fn free_points(&self) -> u128 {
        let free = self.cuts.iter().filter(|cut| cut.cells.len() == 1).flat_map(|cut| &cut.cells);
        free.fold(1, |product: u128, cell| product.saturating_mul(cell.count()))
    }
}

/// An atom over cells: none of them, all of them, or some cells of a slot.
pub(crate) enum Side {
    None,
    All,
    Some(u16, Bits),
}

impl Cut {
    fn new<'f>(domain: &Ranges, sets: impl Iterator<Item = &'f Ranges> + Clone) -> Self {
        let mut pieces = pieces(domain, sets.clone());
        let mut next = 1;
        for set in sets {
            refine(&mut pieces, set, &mut next);
        }
        Self::numbered(pieces)
    }

    /// Renumbers the classes by their least value.
    fn numbered(mut pieces: Vec<Piece>) -> Self {
        let mut numbers: FxHashMap<usize, usize> = FxHashMap::default();
        let mut members: Vec<Vec<(i64, i64)>> = Vec::new();
        for piece in &mut pieces {
            let fresh = members.len();
            piece.cell = *numbers.entry(piece.cell).or_insert(fresh);
            if piece.cell == fresh {
                members.push(Vec::new());
            }
            if let Some(cell) = members.get_mut(piece.cell) {
                cell.push((piece.low, piece.high));
            }
        }
        let pieces_of_cell = members.iter().map(Vec::len).collect();
        Self { pieces, cells: members.into_iter().map(Ranges::new).collect(), pieces_of_cell }
    }

    /// The cells of which the set (within the domain) consists.
    fn bits(&self, set: &Ranges) -> Outcome<Bits> {
        let (mut bits, mut inside) = (Bits::empty(self.cells.len()), 0);
        for &(low, high) in set.intervals() {
            let from = self.pieces.partition_point(|piece| piece.high < low);
            for piece in self.pieces.iter().skip(from).take_while(|piece| piece.low <= high) {
                if piece.low < low || piece.high > high {
                    return Err(Undecided::Foreign);
                }
                bits.insert(piece.cell);
                inside += 1;
            }
        }
        let expected: usize = bits.iter().filter_map(|cell| self.pieces_of_cell.get(cell)).sum();
        if expected == inside { Ok(bits) } else { Err(Undecided::Foreign) }
    }
}

/// The domain, cut wherever one of the sets begins or ends; all pieces in class 0.
fn pieces<'f>(domain: &Ranges, sets: impl Iterator<Item = &'f Ranges>) -> Vec<Piece> {
    let ends = sets.flat_map(Ranges::intervals).flat_map(|(low, high)| [Some(*low), high.checked_add(1)]);
    let mut starts: Vec<i64> = ends.flatten().collect();
    starts.sort_unstable();
    starts.dedup();
    let mut pieces = Vec::new();
    for &(low, high) in domain.intervals() {
        let mut from = low;
        let first = starts.partition_point(|start| *start <= low);
        for &start in starts.iter().skip(first).take_while(|start| **start <= high) {
            pieces.push(Piece { low: from, high: start - 1, cell: 0 });
            from = start;
        }
        pieces.push(Piece { low: from, high, cell: 0 });
    }
    pieces
}

/// Splits every class into the part inside and the part outside the set.
fn refine(pieces: &mut [Piece], set: &Ranges, next: &mut usize) {
    let mut moved: FxHashMap<usize, usize> = FxHashMap::default();
    for &(low, high) in set.intervals() {
        let from = pieces.partition_point(|piece| piece.high < low);
        for piece in pieces.iter_mut().skip(from).take_while(|piece| piece.low <= high) {
            piece.cell = *moved.entry(piece.cell).or_insert_with(|| {
                *next += 1;
                *next
            });
        }
    }
}
