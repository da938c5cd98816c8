//! Where a rule holds, read back from the masks of an image: for whoever compares releases. Deciding a case needs nothing of it.

use crate::catalogue::{Catalogue, EditionId, FactId, RuleId, damaged};
use crate::error::Error;
use crate::image::block::Block;
use crate::image::cells::LocalFact;
use crate::tables;

/// Values of a fact as inclusive intervals in ascending order.
pub type Values = Vec<(i64, i64)>;

/// A way in which a rule holds: every fact named here has one of its values. Facts that are not named do not matter.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Conjunction {
    /// Facts in the order of their numbers, each with the values that it may have.
    pub allowed: Vec<(FactId, Values)>,
}

impl Catalogue {
    /// The rules of an edition, in their order.
    ///
    /// # Errors
    /// There is no such edition.
    pub fn rules_of(&self, edition: EditionId) -> Result<impl Iterator<Item = RuleId> + use<>, Error> {
        let block = self.block(edition)?;
        let (first, count) = (block.rule_first(), u32::try_from(block.rules()).unwrap_or(0));
        Ok((0..count).map(move |place| RuleId(first.saturating_add(place))))
    }

    /// The facts that the rules of an edition look at, each with all values that it can have.
    ///
    /// # Errors
    /// There is no such edition.
    pub fn domains_of(&self, edition: EditionId) -> Result<Vec<(FactId, Values)>, Error> {
        let cells = self.block(edition)?.cells();
        Ok(cells.facts().map(|fact| (FactId(fact.fact), joined(cells.pieces(&fact), |_| true))).collect())
    }

    /// The cases in which a rule holds: it does if one of these ways is met. A line that is the rest of its choice has none of its own.
    ///
    /// # Errors
    /// There is no such rule.
    pub fn holds(&self, rule: RuleId) -> Result<Vec<Conjunction>, Error> {
        let edition = EditionId(self.view::<tables::Rule>(rule.0)?.edition);
        let block = self.block(edition)?;
        let position = rule.0.checked_sub(block.rule_first()).and_then(|at| u16::try_from(at).ok());
        let bits = positive_bits(&block, position.ok_or_else(damaged)?);
        Ok(bits.into_iter().map(|bit| conjunction(&block, bit)).collect())
    }
}

/// The bits of a rule's rows that hold.
fn positive_bits(block: &Block<'_>, rule: u16) -> Vec<usize> {
    let planes = (0..block.planes().0).map(|plane| plane * block.rules() + usize::from(rule));
    let tails = block.tails().filter(|tail| tail.rule == rule && !tail.negative);
    let tails = tails.flat_map(|tail| {
        let first = block.plane_bits() + usize::from(tail.first);
        first..first + usize::from(tail.count)
    });
    planes.chain(tails).filter(|bit| is_left(block, 0, *bit)).collect()
}

/// Whether an answer in the cell leaves a row; in cell 0 nothing is answered.
fn is_left(block: &Block<'_>, cell: u16, bit: usize) -> bool {
    let word = block.mask(cell).and_then(|mask| mask.get(bit / 64)).map_or(0, |word| u64::from_le_bytes(*word));
    word & (1 << (bit % 64)) != 0
}

fn conjunction(block: &Block<'_>, bit: usize) -> Conjunction {
    let cells = block.cells();
    let allowed = |fact: LocalFact| {
        let stays = |cell: u16| is_left(block, cell, bit);
        let matters = cells.cells_of(&fact).any(|cell| cell != 0 && !stays(cell));
        matters.then(|| (FactId(fact.fact), joined(cells.pieces(&fact), stays)))
    };
    Conjunction { allowed: cells.facts().filter_map(allowed).collect() }
}

/// The pieces whose cell is wanted, neighbours joined.
fn joined(pieces: impl Iterator<Item = (i64, i64, u16)>, wanted: impl Fn(u16) -> bool) -> Values {
    let mut values: Values = Vec::new();
    for (low, high, _) in pieces.filter(|(_, _, cell)| wanted(*cell)) {
        match values.last_mut() {
            Some(last) if last.1.checked_add(1) == Some(low) => last.1 = high,
            _ => values.push((low, high)),
        }
    }
    values
}
