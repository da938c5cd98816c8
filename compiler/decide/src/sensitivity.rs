//! Where a condition depends on a fact: facts that matter, cases on both sides of a boundary, pairs of cases that differ
//! in one atom and in the outcome. Cases are cubes here; the solver makes points of them.

use rustc_hash::FxHashMap;

use crate::arena::{Arena, Id, NEVER};
use crate::bits::{Bits, split_by};
use crate::block::Block;
use crate::budget::{Budget, Outcome};
use crate::formula::Formula;
use crate::partition::{Partition, Side, Slot};
use crate::ranges::Ranges;
use crate::space::{Cube, Dim};

/// Two groups of cases that differ in one fact and in the outcome (modified condition/decision coverage).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Pair {
    /// The fact.
    pub dim: Dim,
    /// The atom `dim in set`.
    pub set: Ranges,
    /// Cases in which the atom holds.
    pub inside: Cube,
    /// The same but for the fact: cases in which the atom does not hold.
    pub outside: Cube,
    /// The condition's value inside; outside it is the opposite.
    pub outcome: bool,
    /// Whether no other atom changes; where several atoms of one fact hang together that may be impossible.
    pub alone: bool,
}

/// A value next to a place where the condition's atoms change.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Boundary {
    /// The fact.
    pub dim: Dim,
    /// The last value before or the first value after the change.
    pub value: i64,
    /// Cases with that value.
    pub cube: Cube,
    /// The condition's value in these cases.
    pub outcome: bool,
    /// Whether in these cases the value on the other side of the boundary gives the other outcome.
    pub decisive: bool,
}

/// A condition, its negation and the cases cared for, over cells.
struct Question<'p> {
    arena: Arena<'p>,
    holds: Id,
    fails: Id,
    care: Id,
    /// The atoms as they were written: joining parts may have merged them.
    atoms: Vec<(u16, Bits)>,
}

impl Partition {
    /// The facts on which the condition depends within `care`: for each there are two cases that differ in it alone and
    /// in the outcome. Any one of the other facts can be left unasked.
    ///
    /// ```
    /// use matter_decide::{Budget, Formula, Partition, Ranges, Space};
    /// let space = Space::new([Ranges::between(0, 1), Ranges::between(0, 1)]);
    /// let both = Formula::and([Formula::is(0, 1), Formula::is(1, 1)]);
    /// let alone = Formula::and([Formula::is(0, 1), Formula::is(1, 0)]);
    /// let formula = Formula::or([both, alone]);
    /// let partition = Partition::of(&space, [&formula]);
    /// assert_eq!(partition.essential(&formula, &Formula::True, &mut Budget::default()), Ok(vec![0]));
    /// ```
    pub fn essential(&self, formula: &Formula, care: &Formula, budget: &mut Budget) -> Outcome<Vec<Dim>> {
        let mut question = Question::new(self, formula, care, budget)?;
        let mut found = Vec::new();
        for (number, slot) in (0u16..).zip(self.slots()) {
            if question.arena.mentions(question.holds, number) && question.depends_on(number, budget)? {
                found.push(slot.dim);
            }
        }
        Ok(found)
    }

    /// For each distinct atom, in order of fact and set, a pair of cases that shows its effect; atoms without effect
    /// within `care` have none.
    pub fn pairs(&self, formula: &Formula, care: &Formula, budget: &mut Budget) -> Outcome<Vec<Pair>> {
        let mut question = Question::new(self, formula, care, budget)?;
        let mut found = Vec::new();
        for (dim, set) in formula.atoms() {
            if let Side::Some(slot, bits) = self.atom(dim, set)?
                && let Some(pair) = question.pair(slot, &bits, budget)?
            {
                found.push(Pair { set: set.clone(), ..pair });
            }
        }
        Ok(found)
    }

    /// The values on both sides of every place where the condition's atoms change, in order of fact and value, each
    /// with cases in which it decides, or else with any case cared for.
    ///
    /// ```
    /// use matter_decide::{Budget, Formula, Partition, Ranges, Space};
    /// let space = Space::new([Ranges::between(0, 150)]);
    /// let adult = Formula::at_least(0, 18);
    /// let partition = Partition::of(&space, [&adult]);
    /// let found = partition.boundaries(&adult, &Formula::True, &mut Budget::default()).unwrap();
    /// let values: Vec<_> = found.iter().map(|boundary| (boundary.value, boundary.outcome)).collect();
    /// assert_eq!(values, [(17, false), (18, true)]);
    /// ```
    pub fn boundaries(&self, formula: &Formula, care: &Formula, budget: &mut Budget) -> Outcome<Vec<Boundary>> {
        let mut question = Question::new(self, formula, care, budget)?;
        let mut found: Vec<Boundary> = Vec::new();
        for (number, slot) in (0u16..).zip(self.slots()) {
            if question.arena.mentions(question.holds, number) {
                for (low, high) in question.changes(number, slot, budget)? {
                    for (value, across) in [(low, high), (high, low)] {
                        let boundary = question.boundary(number, slot, value, across, budget)?;
                        found.extend(boundary);
                    }
                }
            }
        }
        found.sort_by_key(|boundary| (boundary.dim, boundary.value, !boundary.decisive));
        found.dedup_by_key(|boundary| (boundary.dim, boundary.value));
        Ok(found)
    }
}

impl<'p> Question<'p> {
    fn new(partition: &'p Partition, formula: &Formula, care: &Formula, budget: &mut Budget) -> Outcome<Self> {
        let mut arena = Arena::new(partition);
        let holds = arena.lower(formula, budget)?;
        let fails = arena.lower_not(formula, budget)?;
        let care = arena.lower(care, budget)?;
        let mut atoms = Vec::new();
        for (dim, set) in formula.atoms() {
            if let Side::Some(slot, bits) = partition.atom(dim, set)? {
                atoms.push((slot, bits));
            }
        }
        Ok(Self { arena, holds, fails, care, atoms })
    }

    fn at(&mut self, id: Id, slot: u16, cell: usize, budget: &mut Budget) -> Outcome<Id> {
        self.arena.restrict(id, slot, cell, &mut FxHashMap::default(), budget)
    }

    /// Cases (whatever the slot's value is) in which the condition holds with one cell, fails with the other, and both
    /// are cared for.
    fn flip(&mut self, slot: u16, holding: usize, failing: usize, budget: &mut Budget) -> Outcome<Option<Block>> {
        let parts = [
            self.at(self.holds, slot, holding, budget)?,
            self.at(self.care, slot, holding, budget)?,
            self.at(self.fails, slot, failing, budget)?,
            self.at(self.care, slot, failing, budget)?,
        ];
        let both = self.arena.and(parts.to_vec());
        if both == NEVER { Ok(None) } else { self.arena.example(both, budget) }
    }

    fn atoms_on(&self, slot: u16) -> Vec<Bits> {
        self.atoms.iter().filter(|atom| atom.0 == slot).map(|atom| atom.1.clone()).collect()
    }

    /// The slot's cells, grouped by the atoms and by what remains of the cases cared for.
    fn groups(&mut self, slot: u16, budget: &mut Budget) -> Outcome<Vec<Bits>> {
        let mut groups = self.arena.classes(self.care, slot, budget)?;
        for atom in self.atoms_on(slot) {
            budget.pay(groups.len() as u64)?;
            groups = split_by(&groups, &atom);
        }
        groups.sort_unstable_by_key(Bits::first);
        Ok(groups)
    }

    fn depends_on(&mut self, slot: u16, budget: &mut Budget) -> Outcome<bool> {
        let groups = self.groups(slot, budget)?;
        let cells: Vec<usize> = groups.iter().filter_map(Bits::first).collect();
        for holding in &cells {
            for failing in cells.iter().filter(|cell| *cell != holding) {
                if self.flip(slot, *holding, *failing, budget)?.is_some() {
                    return Ok(true);
                }
            }
        }
        Ok(false)
    }

    /// Pairs of neighbouring values of the domain that the condition's atoms tell apart.
    fn changes(&mut self, slot: u16, place: &Slot, budget: &mut Budget) -> Outcome<Vec<(i64, i64)>> {
        let partition = self.arena.partition;
        let mut classes = vec![Bits::full(place.cells)];
        for atom in self.atoms_on(slot) {
            budget.pay(classes.len() as u64)?;
            classes = split_by(&classes, &atom);
        }
        let mut runs: Vec<(i64, i64, usize)> = Vec::new();
        for (number, class) in classes.iter().enumerate() {
            let values = partition.values(place, class.iter());
            runs.extend(values.intervals().iter().map(|(low, high)| (*low, *high, number)));
        }
        runs.sort_unstable();
        let neighbours = runs.iter().zip(runs.iter().skip(1)).filter(|(before, after)| before.2 != after.2);
        Ok(neighbours.map(|(before, after)| (before.1, after.0)).collect())
    }

    fn boundary(
        &mut self,
        slot: u16,
        place: &Slot,
        value: i64,
        across: i64,
        budget: &mut Budget,
    ) -> Outcome<Option<Boundary>> {
        let partition = self.arena.partition;
        let cells = partition.cell_of(place.dim, value).zip(partition.cell_of(place.dim, across));
        let Some((cell, other)) = cells else { return Ok(None) };
        let found = |block: Block, outcome, decisive| {
            let mut cube = without(&block.cube(partition), place.dim);
            cube.restrict(place.dim, &Ranges::single(value));
            Some(Boundary { dim: place.dim, value, cube, outcome, decisive })
        };
        if let Some(block) = self.flip(slot, cell, other, budget)? {
            return Ok(found(block, true, true));
        }
        if let Some(block) = self.flip(slot, other, cell, budget)? {
            return Ok(found(block, false, true));
        }
        for (side, outcome) in [(self.holds, true), (self.fails, false)] {
            let parts = vec![self.at(side, slot, cell, budget)?, self.at(self.care, slot, cell, budget)?];
            let both = self.arena.and(parts);
            if let Some(block) = self.arena.example(both, budget)? {
                return Ok(found(block, outcome, false));
            }
        }
        Ok(None)
    }

    /// A pair for an atom: first such that the fact's other atoms keep their values, then any.
    fn pair(&mut self, slot: u16, atom: &Bits, budget: &mut Budget) -> Outcome<Option<Pair>> {
        let partition = self.arena.partition;
        let Some(place) = partition.slot(slot) else { return Ok(None) };
        let groups = self.groups(slot, budget)?;
        let others = self.atoms_on(slot);
        let mut tries = Vec::new();
        for inside in groups.iter().filter(|group| !group.and(atom).is_empty()) {
            for outside in groups.iter().filter(|group| group.and(atom).is_empty()) {
                budget.pay(others.len() as u64 + 1)?;
                let Some((from, to)) = inside.first().zip(outside.first()) else { continue };
                // The atom itself (or its negation, or their like) is one of those that change.
                let same = |other: &&Bits| {
                    *other == atom || other.and(atom).is_empty() && other.or(atom) == Bits::full(place.cells)
                };
                let changed =
                    others.iter().filter(|other| !same(other) && other.contains(from) != other.contains(to)).count();
                tries.push((changed, from, to, inside, outside));
            }
        }
        tries.sort_by_key(|(changed, from, to, ..)| (*changed, *from, *to));
        for (changed, from, to, inside, outside) in tries {
            for (holding, failing, outcome) in [(from, to, true), (to, from, false)] {
                if let Some(block) = self.flip(slot, holding, failing, budget)? {
                    let side = |cells: &Bits| {
                        let mut cube = without(&block.cube(partition), place.dim);
                        cube.restrict(place.dim, &partition.values(place, cells.iter()));
                        cube
                    };
                    let (inside, outside) = (side(inside), side(outside));
                    let alone = changed == 0;
                    return Ok(Some(Pair { dim: place.dim, set: Ranges::empty(), inside, outside, outcome, alone }));
                }
            }
        }
        Ok(None)
    }
}

fn without(cube: &Cube, dim: Dim) -> Cube {
    Cube::new(cube.sides().iter().filter(|side| side.0 != dim).cloned())
}
