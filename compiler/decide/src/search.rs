//! The proof of a choice by search, for conditions that fall into too many boxes: each question is one condition that
//! must never hold, and its cases are found by splitting. Says the same as the proof by boxes, in other cubes.

use crate::arena::{ALWAYS, Arena, Id};
use crate::budget::{Budget, Outcome};
use crate::choice::{CASE_LIMIT, Choice};
use crate::diagram::Diagram;
use crate::formula::Formula;
use crate::partition::Partition;

impl Partition {
    /// What [`Self::exactly_once`] says, found by search.
    pub(crate) fn search_choice(&self, lines: &[Formula], feasible: &Formula, budget: &mut Budget) -> Outcome<Choice> {
        let mut arena = Arena::new(self);
        let feasible = arena.lower(feasible, budget)?;
        let mut search = Search { holds: Vec::new(), fails: Vec::new(), feasible, arena };
        for line in lines {
            let holds = search.arena.lower(line, budget)?;
            let fails = search.arena.lower_not(line, budget)?;
            search.holds.push(holds);
            search.fails.push(fails);
        }
        let mut choice = Choice::default();
        search.gaps(&mut choice, budget)?;
        search.overlaps(&mut choice, budget)?;
        Ok(choice)
    }
}

/// The lines and their negations, over cells.
struct Search<'p> {
    arena: Arena<'p>,
    holds: Vec<Id>,
    fails: Vec<Id>,
    feasible: Id,
}

impl Search<'_> {
    fn gaps(&mut self, choice: &mut Choice, budget: &mut Budget) -> Outcome<()> {
        let parts = self.fails.iter().copied().chain([self.feasible]).collect();
        let nobody = self.arena.and(parts);
        let blocks = Diagram::new(&mut self.arena).first_blocks(nobody, CASE_LIMIT + 1, budget)?;
        choice.more_gaps = blocks.len() > CASE_LIMIT;
        choice.gaps = blocks.iter().take(CASE_LIMIT).map(|block| block.cube(self.arena.partition)).collect();
        Ok(())
    }

    fn overlaps(&mut self, choice: &mut Choice, budget: &mut Budget) -> Outcome<()> {
        let lines: Vec<(Id, Id)> = self.holds.iter().copied().zip(self.fails.iter().copied()).collect();
        for (first, (holds, fails)) in lines.iter().enumerate() {
            if !self.meet([*holds, ALWAYS], budget)? {
                choice.never.push(first);
            }
            for (second, (other, other_fails)) in lines.iter().enumerate().skip(first + 1) {
                budget.pay(1)?;
                let both = self.arena.and(vec![*holds, *other, self.feasible]);
                let blocks = Diagram::new(&mut self.arena).first_blocks(both, CASE_LIMIT + 1, budget)?;
                if blocks.is_empty() {
                    continue;
                }
                let reported = choice.overlaps.len();
                choice.add_overlap((first, second), blocks.into_iter(), self.arena.partition);
                if choice.overlaps.len() > reported {
                    let inside = [((first, second), [*holds, *other_fails]), ((second, first), [*other, *fails])];
                    for (lines, apart) in inside {
                        if !self.meet(apart, budget)? {
                            choice.swallowed.push(lines);
                        }
                    }
                }
            }
        }
        choice.swallowed.sort_unstable();
        Ok(())
    }

    fn meet(&mut self, [a, b]: [Id; 2], budget: &mut Budget) -> Outcome<bool> {
        let both = self.arena.and(vec![a, b]);
        self.arena.meet(both, self.feasible, budget)
    }
}
