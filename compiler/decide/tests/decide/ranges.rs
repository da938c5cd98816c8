//! Laws of sets of whole numbers, against membership.

use crate::common::set;
use matter_decide::Ranges;
use proptest::prelude::*;

const SAMPLE: [i64; 16] = [i64::MIN, i64::MIN + 1, -5, -4, -3, -2, -1, 0, 1, 2, 3, 5, 9, 10, i64::MAX - 1, i64::MAX];

proptest! {
    #[test]
    fn operations_agree_with_membership(a in set(), b in set(), c in set()) {
        for value in SAMPLE.into_iter().chain(-6..=12) {
            let (in_a, in_b) = (a.contains(value), b.contains(value));
            prop_assert_eq!(a.union(&b).contains(value), in_a || in_b);
            prop_assert_eq!(a.intersect(&b).contains(value), in_a && in_b);
            prop_assert_eq!(a.minus(&b).contains(value), in_a && !in_b);
            prop_assert_eq!(a.complement_in(&c).contains(value), c.contains(value) && !in_a);
        }
    }

    #[test]
    fn equal_sets_are_equal_values(a in set(), b in set()) {
        prop_assert_eq!(a.minus(&b).union(&a.intersect(&b)), a.clone());
        prop_assert_eq!(a.complement_in(&Ranges::all()).complement_in(&Ranges::all()), a.clone());
        prop_assert_eq!(a.is_subset(&b), a.union(&b) == b);
        prop_assert_eq!(a.meets(&b), !a.intersect(&b).is_empty());
    }

    #[test]
    fn counts_add_up(a in set(), b in set()) {
        prop_assert_eq!(a.count() + b.count(), a.union(&b).count() + a.intersect(&b).count());
        prop_assert_eq!(a.count() + a.complement_in(&Ranges::all()).count(), 1u128 << 64);
    }

    #[test]
    fn neighbours_are_found(values in prop::collection::vec(-8i64..8, 0..6), from in -10i64..10) {
        let set = Ranges::of(values.iter().copied());
        prop_assert_eq!(set.at_or_above(from), values.iter().copied().filter(|value| *value >= from).min());
        prop_assert_eq!(set.at_or_below(from), values.iter().copied().filter(|value| *value <= from).max());
        prop_assert_eq!(set.first(), values.iter().copied().min());
        prop_assert_eq!(set.last(), values.iter().copied().max());
        let listed: Vec<i64> = set.iter().collect();
        prop_assert_eq!(listed, (-8..8).filter(|value| values.contains(value)).collect::<Vec<_>>());
    }
}

#[test]
fn adjacent_and_reversed_intervals_are_normalised() {
    assert_eq!(Ranges::new([(3, 5), (1, 2), (9, 8)]), Ranges::between(1, 5));
    assert_eq!(Ranges::new([(i64::MIN, -1), (0, i64::MAX)]), Ranges::all());
    assert_eq!(Ranges::between(7, 6), Ranges::empty());
    assert_eq!(Ranges::single(4).only(), Some(4));
    assert_eq!(Ranges::between(4, 5).only(), None);
}
