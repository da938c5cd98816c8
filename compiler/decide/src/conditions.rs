//! What is wrong with a condition by itself: never or always true, parts that say nothing new. Exact or undecided.

use crate::arena::{ALWAYS, Arena, Id, NEVER};
use crate::budget::{Budget, Outcome};
use crate::formula::Formula;
use crate::partition::Partition;

/// In which of the cases cared for a condition holds.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Verdict {
    /// There is no case at all.
    NoCase,
    /// In none.
    Never,
    /// In all.
    Always,
    /// In some but not in all.
    Sometimes,
}

impl Partition {
    /// In which of the cases cared for the condition holds.
    ///
    /// ```
    /// use matter_decide::{Budget, Formula, Partition, Ranges, Space, Verdict};
    /// let space = Space::new([Ranges::between(18, 60)]);
    /// let adult = Formula::at_least(0, 18);
    /// let partition = Partition::of(&space, [&adult]);
    /// assert_eq!(partition.verdict(&adult, &Formula::True, &mut Budget::default()), Ok(Verdict::Always));
    /// ```
    pub fn verdict(&self, formula: &Formula, care: &Formula, budget: &mut Budget) -> Outcome<Verdict> {
        let mut arena = Arena::new(self);
        let care = arena.lower(care, budget)?;
        let holds = arena.lower(formula, budget)?;
        let fails = arena.lower_not(formula, budget)?;
        let possible = arena.meet(holds, care, budget)?;
        let refusable = arena.meet(fails, care, budget)?;
        Ok(match (possible, refusable) {
            (false, false) => Verdict::NoCase,
            (false, true) => Verdict::Never,
            (true, false) => Verdict::Always,
            (true, true) => Verdict::Sometimes,
        })
    }

    /// The parts of a conjunction that the other parts (and `care`) already imply, ascending. Without all of them
    /// together the conjunction means the same; of equal parts the later one is listed.
    ///
    /// ```
    /// use matter_decide::{Budget, Formula, Partition, Ranges, Space};
    /// let space = Space::new([Ranges::between(0, 150), Ranges::between(0, 1)]);
    /// let parts = [Formula::at_least(0, 60), Formula::is(1, 1), Formula::at_least(0, 18)];
    /// let partition = Partition::of(&space, &parts);
    /// assert_eq!(partition.redundant(&parts, &Formula::True, &mut Budget::default()), Ok(vec![2]));
    /// ```
    pub fn redundant(&self, parts: &[Formula], care: &Formula, budget: &mut Budget) -> Outcome<Vec<usize>> {
        let mut arena = Arena::new(self);
        let care = arena.lower(care, budget)?;
        let lowered: Outcome<Vec<Id>> = parts.iter().map(|part| arena.lower(part, budget)).collect();
        let opposites: Outcome<Vec<Id>> = parts.iter().map(|part| arena.lower_not(part, budget)).collect();
        let (mut kept, mut found) = (lowered?, Vec::new());
        for (index, opposite) in opposites?.into_iter().enumerate().rev() {
            let others = kept.iter().enumerate().filter(|(other, _)| *other != index).map(|(_, part)| *part);
            let others = arena.and(others.chain([care]).collect());
            if !arena.meet(others, opposite, budget)? {
                found.push(index);
                if let Some(part) = kept.get_mut(index) {
                    *part = ALWAYS;
                }
            }
        }
        found.reverse();
        Ok(found)
    }

    /// The parts of a disjunction that the other parts already cover within `care`, ascending. Without all of them
    /// together the disjunction means the same; of equal parts the later one is listed.
    pub fn subsumed(&self, parts: &[Formula], care: &Formula, budget: &mut Budget) -> Outcome<Vec<usize>> {
        let opposites: Vec<Formula> = parts.iter().map(|part| Formula::not(part.clone())).collect();
        self.redundant(&opposites, care, budget)
    }
}

impl Arena<'_> {
    /// Whether two conditions can hold together.
    pub(crate) fn meet(&mut self, a: Id, b: Id, budget: &mut Budget) -> Outcome<bool> {
        let both = self.and(vec![a, b]);
        Ok(both != NEVER && self.example(both, budget)?.is_some())
    }
}
