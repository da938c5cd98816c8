//! Small random spaces and conditions, and their brute-force enumeration, which shares no code with the crate.

use matter_decide::{Cube, Formula, Point, Ranges, Space};
use proptest::prelude::*;

/// Sets of values from -3 to 6, some with holes, some reaching to the ends of `i64`.
pub(crate) fn set() -> impl Strategy<Value = Ranges> {
    prop_oneof![
        4 => prop::collection::vec((-3i64..=6, 0i64..=3), 1..=2)
            .prop_map(|parts| Ranges::new(parts.into_iter().map(|(low, width)| (low, low + width)))),
        1 => (-3i64..=6).prop_map(|value| Ranges::between(i64::MIN, value)),
        1 => (-3i64..=6).prop_map(|value| Ranges::between(value, i64::MAX)),
    ]
}

/// Domains of at most six values.
pub(crate) fn domain() -> impl Strategy<Value = Ranges> {
    prop_oneof![
        (-2i64..=2, 0i64..=5).prop_map(|(low, width)| Ranges::between(low, low + width)),
        prop::collection::vec(-3i64..=6, 1..=4).prop_map(Ranges::of),
        Just(Ranges::between(0, 1)),
    ]
}

/// Spaces of one to four facts.
pub(crate) fn space() -> impl Strategy<Value = Space> {
    prop::collection::vec(domain(), 1..=4).prop_map(Space::new)
}

/// Conditions over facts 0 to 3; a space may have fewer facts than they mention.
pub(crate) fn formula() -> impl Strategy<Value = Formula> {
    prop_oneof![nested(), alternatives(), alternatives().prop_map(Formula::not)]
}

/// Conditions of any shape, constants and empty junctions among them.
fn nested() -> impl Strategy<Value = Formula> {
    let leaf = prop_oneof![
        8 => (0u16..4, set()).prop_map(|(dim, set)| Formula::In { dim, set }),
        1 => Just(Formula::True),
        1 => Just(Formula::False),
    ];
    leaf.prop_recursive(3, 16, 3, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..=3).prop_map(Formula::And),
            prop::collection::vec(inner.clone(), 0..=3).prop_map(Formula::Or),
            inner.prop_map(|part| Formula::Not(Box::new(part))),
        ]
    })
}

/// Several products of few values each, which meet and touch one another in many ways.
fn alternatives() -> impl Strategy<Value = Formula> {
    let atom =
        (0u16..3, prop::collection::vec(-2i64..=3, 1..=3)).prop_map(|(dim, set)| Formula::within(dim, Ranges::of(set)));
    let product = prop::collection::vec(atom, 1..=3).prop_map(Formula::and);
    prop::collection::vec(product, 2..=6).prop_map(Formula::or)
}

/// All points of a space.
pub(crate) fn points(space: &Space) -> Vec<Point> {
    let mut all = vec![Vec::new()];
    for domain in &space.domains {
        let values: Vec<i64> = (-10..=40).filter(|value| domain.contains(*value)).collect();
        all = all
            .iter()
            .flat_map(|point| values.iter().map(move |value| [point.as_slice(), &[*value]].concat()))
            .collect();
    }
    all
}

/// All points of a space in a cube.
pub(crate) fn points_in(space: &Space, cube: &Cube) -> Vec<Point> {
    points(space).into_iter().filter(|point| cube.contains(point)).collect()
}
