//! Sets of whole numbers as sorted, disjoint, non-adjacent inclusive intervals. Knows nothing of facts or formulas.

/// A set of `i64` values, kept as sorted, disjoint, non-adjacent inclusive intervals. Equal sets are equal values.
#[derive(Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Ranges(Vec<(i64, i64)>);

impl Ranges {
    /// The union of inclusive intervals in any order; an interval whose end lies before its start is empty.
    pub fn new(intervals: impl IntoIterator<Item = (i64, i64)>) -> Self {
        let mut sorted: Vec<(i64, i64)> = intervals.into_iter().filter(|(low, high)| low <= high).collect();
        sorted.sort_unstable();
        let mut merged: Vec<(i64, i64)> = Vec::with_capacity(sorted.len());
        for (low, high) in sorted {
            match merged.last_mut() {
                Some(last) if low <= last.1.saturating_add(1) => last.1 = last.1.max(high),
                _ => merged.push((low, high)),
            }
        }
        Self(merged)
    }

    /// The set without members.
    pub const fn empty() -> Self {
        Self(Vec::new())
    }

    /// Every `i64`.
    pub fn all() -> Self {
        Self(vec![(i64::MIN, i64::MAX)])
    }

    /// The set of one value.
    pub fn single(value: i64) -> Self {
        Self(vec![(value, value)])
    }

    /// All values from `low` to `high`, both included; empty if `high < low`.
    pub fn between(low: i64, high: i64) -> Self {
        Self::new([(low, high)])
    }

    /// The given values.
    pub fn of(values: impl IntoIterator<Item = i64>) -> Self {
        Self::new(values.into_iter().map(|value| (value, value)))
    }

    /// Values in this set or in the other.
    #[must_use]
    pub fn union(&self, other: &Self) -> Self {
        Self::new(self.0.iter().chain(&other.0).copied())
    }

    /// Values in both sets.
    #[must_use]
    pub fn intersect(&self, other: &Self) -> Self {
        let mut common = Vec::new();
        let (mut left, mut right) = (self.0.iter().peekable(), other.0.iter().peekable());
        while let (Some(a), Some(b)) = (left.peek(), right.peek()) {
            let (low, high) = (a.0.max(b.0), a.1.min(b.1));
            if low <= high {
                common.push((low, high));
            }
            if a.1 <= b.1 {
                left.next();
            } else {
                right.next();
            }
        }
        Self(common)
    }

    /// Values of this set that are not in the other.
    #[must_use]
    pub fn minus(&self, other: &Self) -> Self {
        let mut rest = Vec::new();
        let mut cuts = other.0.iter().peekable();
        for &(low, high) in &self.0 {
            let mut start = Some(low);
            while let (Some(from), Some(&&(cut_low, cut_high))) = (start, cuts.peek()) {
                if cut_low > high {
                    break;
                }
                if cut_low > from {
                    rest.push((from, cut_low - 1));
                }
                start = if cut_high < from { Some(from) } else { cut_high.checked_add(1).filter(|next| *next <= high) };
                if cut_high > high {
                    break;
                }
                cuts.next();
            }
            rest.extend(start.map(|from| (from, high)));
        }
        Self(rest)
    }

    /// Values of `domain` that are not in this set.
    #[must_use]
    pub fn complement_in(&self, domain: &Self) -> Self {
        domain.minus(self)
    }

    /// Whether the value is a member.
    pub fn contains(&self, value: i64) -> bool {
        let after = self.0.partition_point(|(low, _)| *low <= value);
        after.checked_sub(1).and_then(|index| self.0.get(index)).is_some_and(|(_, high)| value <= *high)
    }

    /// Whether every member is a member of the other set.
    pub fn is_subset(&self, other: &Self) -> bool {
        self.minus(other).is_empty()
    }

    /// Whether the two sets share a value.
    pub fn meets(&self, other: &Self) -> bool {
        !self.intersect(other).is_empty()
    }

    /// Whether there is no member.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The number of members (at most 2^64).
    pub fn count(&self) -> u128 {
        self.0.iter().map(|(low, high)| high.abs_diff(*low)).map(|width| u128::from(width) + 1).sum()
    }

    /// The least member.
    pub fn first(&self) -> Option<i64> {
        self.0.first().map(|(low, _)| *low)
    }

    /// The greatest member.
    pub fn last(&self) -> Option<i64> {
        self.0.last().map(|(_, high)| *high)
    }

    /// The only member, if there is exactly one.
    pub fn only(&self) -> Option<i64> {
        match self.0.as_slice() {
            [(low, high)] if low == high => Some(*low),
            _ => None,
        }
    }

    /// The least member that is not below `value`.
    pub fn at_or_above(&self, value: i64) -> Option<i64> {
        self.0.iter().find(|(_, high)| *high >= value).map(|(low, _)| (*low).max(value))
    }

    /// The greatest member that is not above `value`.
    pub fn at_or_below(&self, value: i64) -> Option<i64> {
        self.0.iter().rev().find(|(low, _)| *low <= value).map(|(_, high)| (*high).min(value))
    }

    /// The inclusive intervals in ascending order.
    pub fn intervals(&self) -> &[(i64, i64)] {
        &self.0
    }

    /// The members in ascending order; there may be as many as 2^64.
    pub fn iter(&self) -> impl Iterator<Item = i64> + '_ {
        self.0.iter().flat_map(|(low, high)| *low..=*high)
    }
}
