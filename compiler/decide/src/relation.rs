//! What derived facts mean: a closed list of operations on two other facts. Knows neither where they were written nor
//! how a client computes them.

use crate::civil;
use crate::space::Dim;
use crate::units::Units;

/// `result = kind(a, b)` at every point that can exist.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Relation {
    /// The operation.
    pub kind: RelationKind,
    /// The derived fact.
    pub result: Dim,
    /// Its first argument.
    pub a: Dim,
    /// Its second argument.
    pub b: Dim,
}

/// An operation on two facts. Yes/no results are 1 and 0.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum RelationKind {
    /// Yes if `a = b`.
    Equal,
    /// Yes if `a < b`.
    Less,
    /// Yes if `a <= b`.
    AtMost,
    /// `b - a`, as for days between two day numbers.
    Days,
    /// Completed months from day `a` to day `b`; negative if `b` is earlier.
    Months,
    /// Months begun from day `a` to day `b`: `b` is within `n` months from `a` exactly if this is at most `n`.
    MonthsBegun,
    /// Completed years from day `a` to day `b`; negative if `b` is earlier.
    Years,
    /// Yes if one unit holds both `a` and `b`.
    SameUnit(Units),
}

impl RelationKind {
    /// The result for two arguments; day counts beyond `i64` are its nearest end.
    pub fn value(&self, a: i64, b: i64) -> i64 {
        match self {
            Self::Equal => i64::from(a == b),
            Self::Less => i64::from(a < b),
            Self::AtMost => i64::from(a <= b),
            Self::Days => b.saturating_sub(a),
            Self::Months => civil::months(a, b),
            Self::MonthsBegun => civil::months_begun(a, b),
            Self::Years => civil::years(a, b),
            Self::SameUnit(units) => i64::from(units.unit_of(a).is_some() && units.unit_of(a) == units.unit_of(b)),
        }
    }

    /// Whether the result is yes or no.
    pub fn is_yes_no(&self) -> bool {
        matches!(self, Self::Equal | Self::Less | Self::AtMost | Self::SameUnit(_))
    }

    /// Whether the result never falls when `b` rises and never rises when `a` does.
    pub(crate) fn is_monotone(&self) -> bool {
        !matches!(self, Self::Equal | Self::SameUnit(_))
    }

    /// Bounds on `b - a` that follow from a result between `low` and `high`; they may be wider than necessary.
    pub(crate) fn difference(&self, low: i64, high: i64) -> (Option<i128>, Option<i128>) {
        let (yes, no) = (low > 0, high < 1);
        let around = |parts: i128, slack: i128| {
            let days = |count: i64| i128::from(count) * 146_097 / parts;
            (Some(days(low) - slack - 366), Some(days(high) + slack + 366))
        };
        match self {
            Self::Equal if yes => (Some(0), Some(0)),
            Self::Less => (yes.then_some(1), no.then_some(0)),
            Self::AtMost => (yes.then_some(0), no.then_some(-1)),
            // Results at the ends of `i64` stand for all differences beyond them.
            Self::Days => ((low > i64::MIN).then(|| low.into()), (high < i64::MAX).then(|| high.into())),
            Self::Months | Self::MonthsBegun => around(4_800, 8),
            Self::Years => around(400, 8),
            Self::Equal | Self::SameUnit(_) => (None, None),
        }
    }
}

impl Relation {
    /// Whether the relation holds at a point; not if the point lacks one of its facts.
    pub fn holds(&self, point: &[i64]) -> bool {
        let at = |dim: Dim| point.get(usize::from(dim)).copied();
        match (at(self.result), at(self.a), at(self.b)) {
            (Some(result), Some(a), Some(b)) => self.kind.value(a, b) == result,
            _ => false,
        }
    }

    /// The facts of the relation.
    pub fn dims(&self) -> [Dim; 3] {
        [self.result, self.a, self.b]
    }
}
