//! Conditions as trees over `fact in set`. Knows neither names nor text; a tree's depth is bounded by whoever built it.

use crate::ranges::Ranges;
use crate::space::{Cube, Dim};

/// A condition. Facts that a space or point does not have are in no set.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Formula {
    /// Holds always.
    True,
    /// Holds never.
    False,
    /// The fact's value is in the set.
    In {
        /// The fact.
        dim: Dim,
        /// The values for which it holds.
        set: Ranges,
    },
    /// All parts hold.
    And(Vec<Self>),
    /// At least one part holds.
    Or(Vec<Self>),
    /// The part does not hold.
    Not(Box<Self>),
}

impl Formula {
    /// `dim in set`; never for the empty set.
    pub fn within(dim: Dim, set: Ranges) -> Self {
        if set.is_empty() { Self::False } else { Self::In { dim, set } }
    }

    /// `dim = value`.
    pub fn is(dim: Dim, value: i64) -> Self {
        Self::within(dim, Ranges::single(value))
    }

    /// `dim >= value`.
    pub fn at_least(dim: Dim, value: i64) -> Self {
        Self::within(dim, Ranges::between(value, i64::MAX))
    }

    /// `dim <= value`.
    pub fn at_most(dim: Dim, value: i64) -> Self {
        Self::within(dim, Ranges::between(i64::MIN, value))
    }

    /// All parts; constants and nested conjunctions are folded away.
    pub fn and(parts: impl IntoIterator<Item = Self>) -> Self {
        let mut kept = Vec::new();
        for part in parts {
            match part {
                Self::True => {}
                Self::False => return Self::False,
                Self::And(inner) => kept.extend(inner),
                other => kept.push(other),
            }
        }
        match (kept.pop(), kept.is_empty()) {
            (None, _) => Self::True,
            (Some(only), true) => only,
            (Some(last), false) => {
                kept.push(last);
                Self::And(kept)
            }
        }
    }

    /// Any part; constants and nested disjunctions are folded away.
    pub fn or(parts: impl IntoIterator<Item = Self>) -> Self {
        let mut kept = Vec::new();
        for part in parts {
            match part {
                Self::False => {}
                Self::True => return Self::True,
                Self::Or(inner) => kept.extend(inner),
                other => kept.push(other),
            }
        }
        match (kept.pop(), kept.is_empty()) {
            (None, _) => Self::False,
            (Some(only), true) => only,
            (Some(last), false) => {
                kept.push(last);
                Self::Or(kept)
            }
        }
    }

    /// The opposite; constants and double negations are folded away.
    #[expect(clippy::should_implement_trait, reason = "a constructor beside `and` and `or`, not an operator")]
    pub fn not(part: Self) -> Self {
        match part {
            Self::True => Self::False,
            Self::False => Self::True,
            Self::Not(inner) => *inner,
            other => Self::Not(Box::new(other)),
        }
    }

    /// Whether the condition holds at a point.
    pub fn eval(&self, point: &[i64]) -> bool {
        match self {
            Self::True => true,
            Self::False => false,
            Self::In { dim, set } => point.get(usize::from(*dim)).is_some_and(|value| set.contains(*value)),
            Self::And(parts) => parts.iter().all(|part| part.eval(point)),
            Self::Or(parts) => parts.iter().any(|part| part.eval(point)),
            Self::Not(part) => !part.eval(point),
        }
    }

    /// Kleene's value at a partly known point: `None` where the unknown coordinates may matter. It is weaker than the
    /// value over all completions: `x or not x` stays unknown.
    pub fn eval3(&self, point: &[Option<i64>]) -> Option<bool> {
        match self {
            Self::True => Some(true),
            Self::False => Some(false),
            Self::In { dim, set } => match point.get(usize::from(*dim)) {
                None => Some(false),
                Some(value) => value.map(|value| set.contains(value)),
            },
            Self::And(parts) => decisive(parts, point, false),
            Self::Or(parts) => decisive(parts, point, true),
            Self::Not(part) => part.eval3(point).map(|value| !value),
        }
    }

    /// The facts that occur, ascending, each once.
    pub fn dims(&self) -> Vec<Dim> {
        let mut found: Vec<Dim> = self.atoms().into_iter().map(|(dim, _)| dim).collect();
        found.dedup();
        found
    }

    /// The distinct atoms, sorted by fact and set.
    pub fn atoms(&self) -> Vec<(Dim, &Ranges)> {
        let mut found = Vec::new();
        self.collect_atoms(&mut found);
        found.sort_unstable();
        found.dedup();
        found
    }

    pub(crate) fn collect_atoms<'f>(&'f self, found: &mut Vec<(Dim, &'f Ranges)>) {
        match self {
            Self::True | Self::False => {}
            Self::In { dim, set } => found.push((*dim, set)),
            Self::And(parts) | Self::Or(parts) => parts.iter().for_each(|part| part.collect_atoms(found)),
            Self::Not(part) => part.collect_atoms(found),
        }
    }
}

impl From<&Cube> for Formula {
    /// The condition that holds in the cube.
    fn from(cube: &Cube) -> Self {
        Self::and(cube.sides().iter().map(|(dim, set)| Self::within(*dim, set.clone())))
    }
}

/// The value of a conjunction (`decider` false) or disjunction (`decider` true) of partly known parts.
fn decisive(parts: &[Formula], point: &[Option<i64>], decider: bool) -> Option<bool> {
    let mut value = Some(!decider);
    for part in parts {
        match part.eval3(point) {
            Some(part) if part == decider => return Some(decider),
            None => value = None,
            Some(_) => {}
        }
    }
    value
}
