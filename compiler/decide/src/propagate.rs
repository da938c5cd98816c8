//! Narrows the values of facts to those that relations leave possible. What is removed has no case; what is left may
//! still have none.

use crate::budget::{Budget, Outcome};
use crate::classes;
use crate::difference::Differences;
use crate::ranges::Ranges;
use crate::relation::{Relation, RelationKind};
use crate::space::Dim;
use crate::units::Units;

/// Rounds of narrowing before the search goes on by cases.
const ROUNDS: usize = 32;

/// Units that are compared one by one.
const UNITS: usize = 64;

/// Steps that narrowing by one relation costs: four searches by bisection.
const COST: u64 = 32;

/// The values still allowed, ascending by fact.
#[derive(Clone)]
pub(crate) struct Values(pub(crate) Vec<(Dim, Ranges)>);

impl Values {
    pub(crate) fn of(&self, dim: Dim) -> &Ranges {
        const NOTHING: &Ranges = &Ranges::empty();
        let index = self.0.binary_search_by_key(&dim, |values| values.0);
        index.ok().and_then(|index| self.0.get(index)).map_or(NOTHING, |values| &values.1)
    }

    /// Keeps values of the set; tells whether that removed any.
    pub(crate) fn keep(&mut self, dim: Dim, set: &Ranges) -> bool {
        let index = self.0.binary_search_by_key(&dim, |values| values.0);
        let Some((_, values)) = index.ok().and_then(|index| self.0.get_mut(index)) else { return false };
        let kept = values.intersect(set);
        let changed = kept != *values;
        *values = kept;
        changed
    }

    fn remove(&mut self, dim: Dim, value: i64) -> bool {
        let rest = self.of(dim).minus(&Ranges::single(value));
        self.keep(dim, &rest)
    }

    /// The least and the greatest value; none if nothing is left.
    fn ends(&self, dim: Dim) -> Option<(i64, i64)> {
        self.of(dim).first().zip(self.of(dim).last())
    }

    /// Narrows all facts of the relations; false if some fact has no value left, so that there is no case.
    pub(crate) fn narrow(&mut self, relations: &[Relation], budget: &mut Budget) -> Outcome<bool> {
        budget.pay(self.0.len() as u64 / 8 + 1)?;
        if self.narrow_differences(relations).is_none() {
            return Ok(false);
        }
        budget.pay(relations.len() as u64)?;
        if !classes::narrow(self, relations) {
            return Ok(false);
        }
        for _ in 0..ROUNDS {
            let mut changed = false;
            for relation in relations {
                budget.pay(COST)?;
                changed |= self.narrow_by(relation);
                if relation.dims().iter().any(|dim| self.of(*dim).is_empty()) {
                    return Ok(false);
                }
            }
            if !changed {
                break;
            }
        }
        Ok(true)
    }

    /// Limits by difference bounds over all relations at once: they find in one go what single relations approach step
    /// by step or never.
    fn narrow_differences(&mut self, relations: &[Relation]) -> Option<()> {
        let mut dims: Vec<Dim> = relations.iter().flat_map(|relation| [relation.a, relation.b]).collect();
        dims.sort_unstable();
        dims.dedup();
        let ends: Option<Vec<(i64, i64)>> = dims.iter().map(|dim| self.ends(*dim)).collect();
        let limits = ends?.into_iter().map(|(low, high)| (i128::from(low), i128::from(high))).collect();
        let mut differences = Differences::new(limits);
        for relation in relations {
            let (low, high) = self.ends(relation.result)?;
            let (least, most) = relation.kind.difference(low, high);
            let at = |dim: Dim| dims.binary_search(&dim).unwrap_or(usize::MAX);
            let (a, b) = (at(relation.a), at(relation.b));
            most.into_iter().for_each(|most| differences.at_most(a, b, most));
            least.into_iter().for_each(|least| differences.at_most(b, a, -least));
        }
        for (dim, (low, high)) in dims.iter().zip(differences.solve()?) {
            let (low, high) = (i64::try_from(low).ok()?, i64::try_from(high).ok()?);
            self.keep(*dim, &Ranges::between(low, high));
        }
        Some(())
    }

    fn narrow_by(&mut self, relation: &Relation) -> bool {
        match &relation.kind {
            RelationKind::Equal => self.narrow_equal(relation),
            RelationKind::SameUnit(units) => self.narrow_unit(relation, units),
            kind if kind.is_monotone() => self.narrow_monotone(relation).unwrap_or(false),
            _ => false,
        }
    }

    fn narrow_equal(&mut self, relation: &Relation) -> bool {
        let (a, b) = (self.of(relation.a).clone(), self.of(relation.b).clone());
        let common = a.intersect(&b);
        let certain = relation.a == relation.b || (a.only().is_some() && a == b);
        let possible = [(0, !certain), (1, !common.is_empty())];
        let results = Ranges::of(possible.iter().filter(|(_, possible)| *possible).map(|(value, _)| *value));
        let mut changed = self.keep(relation.result, &results);
        match self.of(relation.result).only() {
            Some(1) => changed |= self.keep(relation.a, &common) | self.keep(relation.b, &common),
            Some(0) => {
                changed |= a.only().is_some_and(|value| self.remove(relation.b, value));
                changed |= b.only().is_some_and(|value| self.remove(relation.a, value));
            }
            _ => {}
        }
        changed
    }

    fn narrow_unit(&mut self, relation: &Relation, units: &Units) -> bool {
        let (a, b) = (self.of(relation.a).clone(), self.of(relation.b).clone());
        // Places that lie in many units are left to the search, which makes them fewer.
        let of_a = units.meeting(&a, UNITS);
        let of_b = units.meeting(&b, UNITS);
        let shared = of_a.as_ref().or(of_b.as_ref()).map(|few| {
            let common = few.iter().map(|unit| units.places(*unit)).filter(|unit| unit.meets(&a) && unit.meets(&b));
            Ranges::new(common.flat_map(|unit| unit.intervals().to_vec()))
        });
        let certain = inside(&a, of_a.as_deref(), units).is_some_and(|unit| b.is_subset(&unit));
        let possible = [(0, !certain), (1, shared.as_ref().is_none_or(|shared| !shared.is_empty()))];
        let results = Ranges::of(possible.iter().filter(|(_, possible)| *possible).map(|(value, _)| *value));
        let mut changed = self.keep(relation.result, &results);
        match (self.of(relation.result).only(), shared) {
            (Some(1), Some(shared)) => changed |= self.keep(relation.a, &shared) | self.keep(relation.b, &shared),
            (Some(0), _) => {
                let (of_a, of_b) = (inside(&a, of_a.as_deref(), units), inside(&b, of_b.as_deref(), units));
                changed |= of_a.is_some_and(|unit| self.keep(relation.b, &b.minus(&unit)));
                changed |= of_b.is_some_and(|unit| self.keep(relation.a, &a.minus(&unit)));
            }
            _ => {}
        }
        changed
    }

    /// The result rises with `b` and falls with `a`, so limits on two of them give limits on the third.
    fn narrow_monotone(&mut self, relation: &Relation) -> Option<bool> {
        let Relation { kind, result, a, b } = relation;
        let ((a_low, a_high), (b_low, b_high)) = (self.ends(*a)?, self.ends(*b)?);
        let mut changed = self.keep(*result, &Ranges::between(kind.value(a_high, b_low), kind.value(a_low, b_high)));
        let (low, high) = self.ends(*result)?;
        let least_b = first_true(b_low, b_high, |b| kind.value(a_low, b) >= low)?;
        let past_b = first_true(b_low, b_high, |b| kind.value(a_high, b) > high);
        changed |= self.keep(*b, &between(least_b, past_b, b_high));
        let (b_low, b_high) = self.ends(*b)?;
        let least_a = first_true(a_low, a_high, |a| kind.value(a, b_low) <= high)?;
        let past_a = first_true(a_low, a_high, |a| kind.value(a, b_high) < low);
        changed |= self.keep(*a, &between(least_a, past_a, a_high));
        Some(changed)
    }
}

/// The unit in which all places lie, given the units that they meet.
fn inside(places: &Ranges, met: Option<&[usize]>, units: &Units) -> Option<Ranges> {
    let [only] = met? else { return None };
    let unit = units.places(*only);
    places.is_subset(&unit).then_some(unit)
}

/// From `low` up to the value before `past`, or up to `high` where there is none.
fn between(low: i64, past: Option<i64>, high: i64) -> Ranges {
    match past {
        Some(i64::MIN) => Ranges::empty(),
        Some(past) => Ranges::between(low, past - 1),
        None => Ranges::between(low, high),
    }
}

/// The least value from `low` to `high` for which a test holds that never becomes false again.
fn first_true(low: i64, high: i64, test: impl Fn(i64) -> bool) -> Option<i64> {
    if !test(high) {
        return None;
    }
    let (mut low, mut high) = (low, high);
    while low < high {
        let middle = low.midpoint(high);
        // `midpoint` rounds towards zero, which may be the upper end of two negative neighbours.
        let middle = if middle == high { middle - 1 } else { middle };
        if test(middle) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    Some(high)
}
