//! The cases in which the lines of two definitions hold, over one space of facts, so that they can be compared exactly.
//!
//! A fact that means something else in the other release (another kind, other units, other places) is a fact of its own: what is said of
//! the one says nothing about the other, and conditions on them count as different.

use std::collections::BTreeMap;

use matter_decide::{Budget, Formula, Partition, Ranges, Space};
use matter_runtime::tables::{self, Fact, FactValue};
use matter_runtime::{Catalogue, Conjunction, EditionId, Error, FactId, RuleId};

use crate::release::Release;
use crate::report::Shift;

/// Where the lines of two definitions hold.
pub(crate) struct Cases {
    partition: Partition,
    /// Cases that can exist in both releases.
    possible: Formula,
    /// Of these, cases that meet the conditions of both.
    eligible: Formula,
    old: BTreeMap<RuleId, Formula>,
    new: BTreeMap<RuleId, Formula>,
}

impl Cases {
    pub(crate) fn of(old: (&Release<'_>, EditionId), new: (&Release<'_>, EditionId)) -> Result<Self, Error> {
        let mut facts = Facts { dims: BTreeMap::new(), domains: Vec::new(), same_places: old.0.places == new.0.places };
        let before = Side::read(old.0.catalogue, old.1, "<", &mut facts)?;
        let after = Side::read(new.0.catalogue, new.1, ">", &mut facts)?;
        let possible = Formula::and([before.feasible, after.feasible]);
        let eligible = Formula::and([possible.clone(), before.eligible, after.eligible]);
        let lines = before.lines.values().chain(after.lines.values());
        let partition = Partition::of(&Space::new(facts.domains), lines.chain([&possible, &eligible]));
        Ok(Self { partition, possible, eligible, old: before.lines, new: after.lines })
    }

    /// How the cases of these lines together changed; none if they did not.
    pub(crate) fn shift(&self, old: &[RuleId], new: &[RuleId], of_choice: bool) -> Option<Shift> {
        let before = together(&self.old, old);
        let after = together(&self.new, new);
        match (self.implies(&after, &before, of_choice), self.implies(&before, &after, of_choice)) {
            (Some(true), Some(true)) => None,
            (Some(true), Some(false)) => Some(Shift::Fewer),
            (Some(false), Some(true)) => Some(Shift::More),
            _ => Some(Shift::Other),
        }
    }

    /// Whether there is a case in which both lines hold; too much work counts as such a case.
    pub(crate) fn meet(&self, old: RuleId, new: RuleId) -> bool {
        let parts = [together(&self.old, &[old]), together(&self.new, &[new]), self.eligible.clone()];
        self.partition.satisfiable(&Formula::and(parts), &mut Budget::default()).unwrap_or(true)
    }

    fn implies(&self, one: &Formula, other: &Formula, of_choice: bool) -> Option<bool> {
        let within = if of_choice { &self.eligible } else { &self.possible };
        let premise = Formula::and([one.clone(), within.clone()]);
        self.partition.implies(&premise, other, &mut Budget::default()).ok()
    }
}

fn together(lines: &BTreeMap<RuleId, Formula>, wanted: &[RuleId]) -> Formula {
    Formula::or(wanted.iter().filter_map(|rule| lines.get(rule)).cloned())
}

/// The facts of both releases as dimensions of one space.
struct Facts {
    dims: BTreeMap<String, (u16, Vec<String>)>,
    domains: Vec<Ranges>,
    same_places: bool,
}

/// A fact of one release in the space: its dimension, and what its values are there if not themselves.
struct Placed {
    dim: u16,
    values: Option<Vec<i64>>,
}

impl Facts {
    /// The fact's dimension. Values of a choice are told apart by their titles.
    fn place(&mut self, fact: &Fact, titles: &[FactValue], side: &str) -> Placed {
        let mut name = format!("{} {} {} {:?} {:?}", fact.name, fact.kind, fact.scale, fact.unit, fact.level);
        if fact.kind == "region" && !self.same_places {
            name.push_str(side);
        }
        let next = u16::try_from(self.domains.len()).unwrap_or(u16::MAX);
        let (dim, known) = self.dims.entry(name).or_insert((next, Vec::new()));
        if *dim == next {
            self.domains.push(Ranges::empty());
        }
        let place_of = |value: &FactValue| {
            let at = known.iter().position(|title| *title == value.title).unwrap_or_else(|| {
                known.push(value.title.clone());
                known.len() - 1
            });
            i64::try_from(at).unwrap_or(i64::MAX)
        };
        let values: Vec<i64> = titles.iter().map(place_of).collect();
        Placed { dim: *dim, values: (!values.is_empty()).then_some(values) }
    }
}

impl Placed {
    fn ranges(&self, intervals: &[(i64, i64)]) -> Ranges {
        let all = Ranges::new(intervals.iter().copied());
        let Some(values) = &self.values else { return all };
        let ordinals = (0..).zip(values).filter(|(ordinal, _)| all.contains(*ordinal));
        Ranges::of(ordinals.map(|(_, value)| *value))
    }
}

/// What one definition says of its cases.
struct Side {
    lines: BTreeMap<RuleId, Formula>,
    feasible: Formula,
    eligible: Formula,
}

impl Side {
    fn read(catalogue: &Catalogue, edition: EditionId, side: &str, facts: &mut Facts) -> Result<Self, Error> {
        let mut placed = BTreeMap::new();
        for (fact, domain) in catalogue.domains_of(edition)? {
            let row: Fact = catalogue.row(fact.0)?;
            let place = facts.place(&row, &catalogue.rows_named(&row.name)?, side);
            if let Some(all) = facts.domains.get_mut(usize::from(place.dim)) {
                *all = all.union(&place.ranges(&domain));
            }
            placed.insert(fact, place);
        }
        let (mut lines, mut rules) = (BTreeMap::new(), Vec::new());
        for id in catalogue.rules_of(edition)? {
            let rule: tables::Rule = catalogue.row(id.0)?;
            lines.insert(id, formula(&catalogue.holds(id)?, &placed));
            rules.push(rule);
        }
        for rest in rules.iter().filter(|rule| rule.otherwise) {
            let others = rules.iter().filter(|rule| {
                !rule.otherwise && rule.choice.is_some() && rule.choice == rest.choice && rule.stage == rest.stage
            });
            let others: Vec<RuleId> = others.map(|rule| RuleId(rule.id)).collect();
            lines.insert(RuleId(rest.id), Formula::not(together(&lines, &others)));
        }
        let all = |kind: &str| {
            let of_kind = rules.iter().filter(|rule| rule.kind == kind);
            Formula::and(of_kind.filter_map(|rule| lines.get(&RuleId(rule.id))).cloned())
        };
        let (feasible, eligible) = (all("feasible"), all("eligible"));
        Ok(Self { lines, feasible, eligible })
    }
}

fn formula(ways: &[Conjunction], placed: &BTreeMap<FactId, Placed>) -> Formula {
    let part = |(fact, values): &(FactId, Vec<(i64, i64)>)| {
        let place = placed.get(fact)?;
        Some(Formula::within(place.dim, place.ranges(values)))
    };
    Formula::or(ways.iter().map(|way| Formula::and(way.allowed.iter().filter_map(part))))
}
