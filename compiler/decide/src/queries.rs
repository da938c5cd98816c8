//! Questions about one or two conditions: can it hold, does it follow, how many cases. Answers are exact or undecided.

use crate::arena::Arena;
use crate::block::Block;
use crate::budget::{Budget, Outcome, Undecided};
use crate::diagram::{BOX_LIMIT, Diagram, Measure};
use crate::formula::Formula;
use crate::partition::{Partition, Side};
use crate::space::Cube;

impl Partition {
    /// A cube in which the condition holds; none if it never holds.
    ///
    /// ```
    /// use matter_decide::{Budget, Formula, Partition, Ranges, Space};
    /// let space = Space::new([Ranges::between(0, 2_000)]);
    /// let (city, district) = (Formula::at_least(0, 1_000), Formula::at_most(0, 499));
    /// let neither = Formula::not(Formula::or([city, district]));
    /// let partition = Partition::of(&space, [&neither]);
    /// let gap = partition.example(&neither, &mut Budget::default()).unwrap().unwrap();
    /// assert_eq!(gap.side(0), Some(&Ranges::between(500, 999)));
    /// ```
    pub fn example(&self, formula: &Formula, budget: &mut Budget) -> Outcome<Option<Cube>> {
        let mut arena = Arena::new(self);
        let id = arena.lower(formula, budget)?;
        Ok(arena.example(id, budget)?.map(|block| block.cube(self)))
    }

    /// Whether the condition holds somewhere.
    pub fn satisfiable(&self, formula: &Formula, budget: &mut Budget) -> Outcome<bool> {
        let mut arena = Arena::new(self);
        let id = arena.lower(formula, budget)?;
        Ok(arena.example(id, budget)?.is_some())
    }

    /// Whether the second condition holds wherever the first does.
    pub fn implies(&self, premise: &Formula, conclusion: &Formula, budget: &mut Budget) -> Outcome<bool> {
        Ok(self.counterexample(premise, conclusion, budget)?.is_none())
    }

    /// A cube in which the premise holds and the conclusion does not.
    pub fn counterexample(
        &self,
        premise: &Formula,
        conclusion: &Formula,
        budget: &mut Budget,
    ) -> Outcome<Option<Cube>> {
        let mut arena = Arena::new(self);
        let parts = vec![arena.lower(premise, budget)?, arena.lower_not(conclusion, budget)?];
        let both = arena.and(parts);
        Ok(arena.example(both, budget)?.map(|block| block.cube(self)))
    }

    /// Whether the two conditions never hold together.
    pub fn disjoint(&self, a: &Formula, b: &Formula, budget: &mut Budget) -> Outcome<bool> {
        Ok(self.overlap(a, b, budget)?.is_none())
    }

    /// A cube in which both conditions hold.
    pub fn overlap(&self, a: &Formula, b: &Formula, budget: &mut Budget) -> Outcome<Option<Cube>> {
        let mut arena = Arena::new(self);
        let parts = vec![arena.lower(a, budget)?, arena.lower(b, budget)?];
        let both = arena.and(parts);
        Ok(arena.example(both, budget)?.map(|block| block.cube(self)))
    }

    /// Whether the two conditions hold in the same cases.
    pub fn equivalent(&self, a: &Formula, b: &Formula, budget: &mut Budget) -> Outcome<bool> {
        Ok(self.implies(a, b, budget)? && self.implies(b, a, budget)?)
    }

    /// The condition as disjoint cubes.
    pub fn boxes(&self, formula: &Formula, budget: &mut Budget) -> Outcome<Boxes> {
        let blocks = self.blocks(formula, budget)?;
        Ok(Boxes { cubes: blocks.iter().map(|block| block.cube(self)).collect() })
    }

    /// The number of combinations of cells in which the condition holds (each fact that conditions mention counts its
    /// cells, every other fact counts one); none if it exceeds `u128`.
    pub fn count_cells(&self, formula: &Formula, budget: &mut Budget) -> Outcome<Option<u128>> {
        self.measure(formula, Measure::Cells, budget)
    }

    /// The number of points at which the condition holds; `u128::MAX` if the space has more points than that.
    pub fn count_points(&self, formula: &Formula, budget: &mut Budget) -> Outcome<u128> {
        let points = self.measure(formula, Measure::Points, budget)?;
        Ok(points.map_or(u128::MAX, |points| points.saturating_mul(self.free_points())))
    }

    fn measure(&self, formula: &Formula, measure: Measure, budget: &mut Budget) -> Outcome<Option<u128>> {
        let mut arena = Arena::new(self);
        let id = arena.lower(formula, budget)?;
        Diagram::new(&mut arena).measure(id, measure, budget)
    }

    /// The condition as disjoint blocks.
    pub(crate) fn blocks(&self, formula: &Formula, budget: &mut Budget) -> Outcome<Vec<Block>> {
        let found = self.first_blocks(formula, BOX_LIMIT + 1, budget)?;
        if found.len() > BOX_LIMIT { Err(Undecided::Steps) } else { Ok(found) }
    }

    /// The first of its disjoint blocks; all of them if they are fewer than `limit`.
    pub(crate) fn first_blocks(&self, formula: &Formula, limit: usize, budget: &mut Budget) -> Outcome<Vec<Block>> {
        if self.is_void() {
            return Ok(Vec::new());
        }
        if let Some(product) = self.product(formula, budget)? {
            return Ok(product.into_iter().collect());
        }
        let mut arena = Arena::new(self);
        let id = arena.lower(formula, budget)?;
        Diagram::new(&mut arena).first_blocks(id, limit, budget)
    }

    /// The block of a conjunction of atoms (inner none: empty); outer none for any other condition.
    fn product(&self, formula: &Formula, budget: &mut Budget) -> Outcome<Option<Option<Block>>> {
        let parts = match formula {
            Formula::True => &[],
            Formula::And(parts) => parts.as_slice(),
            Formula::In { .. } => std::slice::from_ref(formula),
            _ => return Ok(None),
        };
        budget.pay(parts.len() as u64 + 1)?;
        let mut block = Some(Block::full(self));
        for part in parts {
            let Formula::In { dim, set } = part else { return Ok(None) };
            match self.atom(*dim, set)? {
                Side::None => block = None,
                Side::All => {}
                Side::Some(slot, bits) => {
                    let slot = self.slot(slot);
                    block = block.zip(slot).and_then(|(block, slot)| block.narrowed(slot, &bits));
                }
            }
        }
        Ok(Some(block))
    }
}

/// Disjoint cubes.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Boxes {
    /// The cubes, no two of which share a point.
    pub cubes: Vec<Cube>,
}

impl Boxes {
    /// Whether the point lies in one of the cubes.
    pub fn contains(&self, point: &[i64]) -> bool {
        self.cubes.iter().any(|cube| cube.contains(point))
    }

    /// The number of points of the space in the cubes, at most `u128::MAX`.
    pub fn count(&self, space: &crate::space::Space) -> u128 {
        self.cubes.iter().fold(0, |sum: u128, cube| sum.saturating_add(cube.count(space)))
    }
}
