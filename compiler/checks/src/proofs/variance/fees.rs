//! Fees compared, also those that grow with a fact: at the ends of its cells and where a cap begins, between which they are straight lines.

use std::collections::BTreeSet;

use matter_core::hir::{FactId, Rule, Yield};
use matter_decide::Formula;

use super::super::case::when;
use super::joint::Joint;

/// A fee that is fixed, or grows with one fact of the joint space.
struct Fee {
    amount: i64,
    per: Option<(FactId, i64)>,
    cap: Option<i64>,
}

impl Fee {
    fn of(yields: &Yield, fact: impl Fn(FactId) -> FactId) -> Option<Self> {
        match yields {
            Yield::Fee { amount, per, cap, .. } => {
                Some(Self { amount: *amount, per: per.map(|(id, unit)| (fact(id), unit.max(1))), cap: *cap })
            }
            _ => None,
        }
    }

    /// What is paid, as a numerator over [`Fee::unit`].
    fn paid(&self, value: i64) -> i128 {
        let grown = match self.per {
            Some(_) => i128::from(self.amount).saturating_mul(i128::from(value.max(0))),
            None => i128::from(self.amount),
        };
        self.cap.map_or(grown, |cap| grown.min(i128::from(cap).saturating_mul(self.unit())))
    }

    fn unit(&self) -> i128 {
        self.per.map_or(1, |(_, unit)| i128::from(unit))
    }

    /// The values around which the cap begins.
    fn bend(&self) -> Vec<i64> {
        let (Some((_, unit)), Some(cap)) = (self.per, self.cap) else { return Vec::new() };
        let at = i128::from(cap).saturating_mul(i128::from(unit)).checked_div(i128::from(self.amount));
        let at = at.and_then(|at| i64::try_from(at).ok());
        at.into_iter().flat_map(|at| [at, at.saturating_add(1)]).collect()
    }
}

/// Cases in which the fee of a child's line is higher than that of a parent's line of the same name: one formula for each place to look at.
pub(super) fn higher(joint: &Joint, (before, now): (&Rule, &Rule)) -> Vec<Formula> {
    let (Yield::Fee { name, .. }, Yield::Fee { name: same, .. }) = (&before.yields, &now.yields) else {
        return Vec::new();
    };
    let fees = Fee::of(&before.yields, |id| joint.fact(id)).zip(Fee::of(&now.yields, |id| id)).filter(|_| name == same);
    let Some((before_fee, now_fee)) = fees else { return Vec::new() };
    let lines = [when(before).map(|when| joint.parent(when)), when(now).cloned()];
    let (mut here, mut there) = (points(joint, &now_fee, &lines), points(joint, &before_fee, &lines));
    let one_fact = now_fee.per.map(|per| per.0) == before_fee.per.map(|per| per.0);
    if one_fact {
        here.append(&mut there);
        there.clone_from(&here);
    }
    let is = |fee: &Fee, value: i64| fee.per.map_or(Formula::True, |(dim, _)| Formula::is(dim, value));
    let mut found = Vec::new();
    for now_value in here {
        for before_value in &there {
            let dearer = now_fee.paid(now_value).saturating_mul(before_fee.unit())
                > before_fee.paid(*before_value).saturating_mul(now_fee.unit());
            if dearer && (!one_fact || now_value == *before_value) {
                found.push(Formula::and([is(&now_fee, now_value), is(&before_fee, *before_value)]));
            }
        }
    }
    found
}

/// Where to look: the ends of the fact's cells, and around the bend.
fn points(joint: &Joint, fee: &Fee, lines: &[Option<Formula>]) -> BTreeSet<i64> {
    let Some((dim, _)) = fee.per else { return BTreeSet::from([0]) };
    let domain = joint.domain(dim);
    let atoms = lines.iter().flatten().flat_map(Formula::atoms).filter(|(of, _)| *of == dim).map(|(_, set)| set);
    let ends = atoms.flat_map(|set| set.intervals().to_vec());
    let ends = ends.flat_map(|(low, high)| [low.saturating_sub(1), low, high, high.saturating_add(1)]);
    let around = ends.chain(fee.bend());
    let inside = around.filter(|value| domain.contains(*value));
    let bounds = domain.intervals().iter().flat_map(|(low, high)| [*low, *high]);
    inside.chain(bounds).collect()
}

/// More fixed fees than these are not added up.
pub(super) const MOST: usize = 6;

/// The cases in which fees add up to more than nothing, one formula for each set of fees that apply together; what was paid before counts
/// against what is paid now.
pub(super) fn rising(fees: &[(i64, Formula)]) -> impl Iterator<Item = Formula> {
    (0_u32..1 << fees.len().min(MOST)).filter_map(move |set| {
        let applies = |index: usize| set & (1 << index) != 0;
        let paid = fees.iter().enumerate().filter(|(index, _)| applies(*index)).map(|(_, fee)| fee.0);
        let cases = |(index, (_, cases)): (usize, &(i64, Formula))| {
            if applies(index) { cases.clone() } else { Formula::not(cases.clone()) }
        };
        (paid.sum::<i64>() > 0).then(|| Formula::and(fees.iter().enumerate().map(cases)))
    })
}
