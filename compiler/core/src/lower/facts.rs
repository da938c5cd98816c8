//! The facts of one definition: each is entered once, when it is first mentioned, after the facts that it is computed from.

use std::sync::Arc;

use matter_decide::{Formula, Ranges};
use rustc_hash::FxHashMap;

use crate::hir::{Argument, Fact, FactId, FactKind, Operation, Owner};

/// Facts in order of first mention, and their names.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct FactTable {
    facts: Vec<Fact>,
    names: FxHashMap<Arc<str>, FactId>,
    rates: Vec<u32>,
}

impl FactTable {
    /// The facts in order.
    #[must_use]
    pub fn facts(&self) -> &[Fact] {
        &self.facts
    }

    /// The facts, given away.
    #[must_use]
    pub fn into_facts(self) -> Vec<Fact> {
        self.facts
    }

    /// The 标准 whose amounts were folded into formulas over these facts, by their index among the declarations.
    #[must_use]
    pub fn rates(&self) -> &[u32] {
        &self.rates
    }

    /// Notes that an amount was folded.
    pub(crate) fn note_rate(&mut self, index: u32) {
        if !self.rates.contains(&index) {
            self.rates.push(index);
        }
    }

    /// The fact of this name.
    #[must_use]
    pub fn find(&self, name: &str) -> Option<FactId> {
        self.names.get(name).copied()
    }

    /// The fact with this number.
    #[must_use]
    pub fn get(&self, id: FactId) -> Option<&Fact> {
        self.facts.get(usize::from(id))
    }

    /// Its possible values; none for a number that the table does not have.
    #[must_use]
    pub fn domain(&self, id: FactId) -> Ranges {
        self.get(id).map_or_else(Ranges::empty, |fact| fact.domain.clone())
    }

    /// Enters a fact, unless one of this name is there already. A table holds at most 65,536 facts; what comes after them is the last.
    pub fn intern(&mut self, fact: Fact) -> FactId {
        if let Some(id) = self.find(&fact.name) {
            return id;
        }
        let Ok(id) = FactId::try_from(self.facts.len()) else { return FactId::MAX };
        self.names.insert(Arc::clone(&fact.name), id);
        self.facts.push(fact);
        id
    }

    /// The cases in which the fact exists and its value is in the set.
    #[must_use]
    pub fn holds(&self, id: FactId, set: Ranges) -> Formula {
        let exists = self.get(id).and_then(|fact| fact.exists.clone()).unwrap_or(Formula::True);
        Formula::and([exists, Formula::within(id, set)])
    }

    /// Enters a fact that is computed from two others; it exists where both do.
    pub fn intern_derived(&mut self, name: String, operation: Operation, a: Argument, b: Argument) -> FactId {
        let name: Arc<str> = name.into();
        let exists = Formula::and([self.argument_exists(&a), self.argument_exists(&b)]);
        self.intern(Fact {
            title: Arc::clone(&name),
            name,
            kind: FactKind::Derived { operation, a, b },
            domain: derived_domain(operation),
            owner: Owner::Computed,
            exists: Some(exists).filter(|exists| *exists != Formula::True),
        })
    }

    fn argument_exists(&self, argument: &Argument) -> Formula {
        match argument {
            Argument::Fact(id) => self.get(*id).and_then(|fact| fact.exists.clone()).unwrap_or(Formula::True),
            _ => Formula::True,
        }
    }

    /// Enters the facts of another table and says which number each of them has here.
    pub fn absorb(&mut self, other: &Self) -> Vec<FactId> {
        other.rates.iter().for_each(|rate| self.note_rate(*rate));
        let mut map: Vec<FactId> = Vec::with_capacity(other.facts.len());
        for fact in &other.facts {
            let mut fact = fact.clone();
            fact.exists = fact.exists.map(|exists| renumber(&exists, &map));
            if let FactKind::Derived { a, b, .. } = &mut fact.kind {
                renumber_argument(a, &map);
                renumber_argument(b, &map);
            }
            map.push(self.intern(fact));
        }
        map
    }
}

/// The values of a computed fact: 0 and 1 for relations, generous bounds for counts between two days.
fn derived_domain(operation: Operation) -> Ranges {
    match operation {
        Operation::Equal | Operation::Less | Operation::AtMost | Operation::SameUnit(_) => Ranges::between(0, 1),
        Operation::Years => Ranges::between(-200, 200),
        Operation::Months | Operation::MonthsBegun => Ranges::between(-2_400, 2_400),
        Operation::Days => Ranges::between(-73_050, 73_050),
    }
}

fn renumber_argument(argument: &mut Argument, map: &[FactId]) {
    if let Argument::Fact(id) = argument {
        *id = renumber_id(*id, map);
    }
}

/// The number that a fact of an absorbed table has in the new one.
pub(crate) fn renumber_id(id: FactId, map: &[FactId]) -> FactId {
    map.get(usize::from(id)).copied().unwrap_or(id)
}

/// The formula over the new numbers.
pub(crate) fn renumber(formula: &Formula, map: &[FactId]) -> Formula {
    let all = |parts: &[Formula]| parts.iter().map(|part| renumber(part, map)).collect::<Vec<_>>();
    match formula {
        Formula::True => Formula::True,
        Formula::False => Formula::False,
        Formula::In { dim, set } => Formula::In { dim: renumber_id(*dim, map), set: set.clone() },
        Formula::And(parts) => Formula::And(all(parts)),
        Formula::Or(parts) => Formula::Or(all(parts)),
        Formula::Not(part) => Formula::Not(Box::new(renumber(part, map))),
    }
}
