//! 标准 → the amount that holds in a region on a day. Folding happens here, so nothing downstream knows amounts by name.

use crate::hir::RateDeclaration;
use crate::regions::Position;
use crate::world::World;

/// The value for the catalogue's root and day: of the smallest region that holds the root, the one that began last.
pub(crate) fn rate_value(world: &World<'_>, rate: &RateDeclaration) -> Option<i64> {
    let fitting = rate.values.iter().filter_map(|(code, period, value, _)| {
        let region = if code.is_empty() { Some(0) } else { world.regions.by_code(code, world.as_of) }?;
        let in_time = world
            .as_of
            .is_none_or(|day| period.from.is_none_or(|from| from <= day) && period.to.is_none_or(|to| day < to));
        (in_time && world.regions.contains(region, world.root)).then_some(((depth(world, region), period.from), *value))
    });
    fitting.max_by_key(|(rank, _)| *rank).map(|(_, value)| value)
}

fn depth(world: &World<'_>, region: Position) -> usize {
    world.regions.ancestors(region).count()
}
