//! 标准 → the amount that holds in a region on a day. Folding happens here, so nothing downstream knows amounts by name.

use super::facts::FactTable;
use super::scope::{Scope, Where};
use crate::hir::{Day, Period};
use crate::regions::Position;
use crate::world::World;

/// The amount of a rate where and when the scope's definition holds, by default the whole of where definitions are made on the catalogue's day: of the smallest region that
/// holds the place, the one that began last. The table remembers that the definition depends on it.
pub(crate) fn fold_rate(world: &World<'_>, scope: &Scope, facts: &mut FactTable, index: u32) -> Option<i64> {
    facts.note_rate(index);
    let rate = world.declared.rate(index)?;
    let Where { region: place, day } = scope.folded_at.unwrap_or(Where { region: within(world), day: world.as_of });
    let fitting = rate.values.iter().filter_map(|(code, period, value, _)| {
        let region = region_of(world, code, day)?;
        let begun = period.from.is_none_or(|from| day.is_none_or(|day| from <= day));
        let ended = period.to.is_some_and(|to| day.is_some_and(|day| to <= day));
        let holds = begun && !ended && world.regions.contains(region, place);
        holds.then_some(((depth(world, region), period.from), *value))
    });
    fitting.max_by_key(|(rank, _)| *rank).map(|(_, value)| value)
}

/// Where and when rates have values of their own where definitions are made: there definitions must be cut.
pub(crate) fn rate_cuts(world: &World<'_>, rates: &[u32]) -> Vec<(Position, Period)> {
    let rates = rates.iter().filter_map(|index| world.declared.rate(*index));
    let (mut cuts, within) = (Vec::new(), within(world));
    for (code, period, ..) in rates.flat_map(|rate| &rate.values) {
        let Some(region) = region_of(world, code, world.as_of) else { continue };
        let around = world.regions.contains(region, within);
        let inside = world.regions.contains(within, region);
        let region = if around { within } else { region };
        // A value that holds around the root at all times cuts nothing.
        if (inside || around) && !(around && *period == Period::default()) && !cuts.contains(&(region, *period)) {
            cuts.push((region, *period));
        }
    }
    cuts
}

/// Where definitions are made; what is made nowhere is read as at home.
fn within(world: &World<'_>) -> Position {
    world.within.unwrap_or(world.root)
}

fn region_of(world: &World<'_>, code: &str, day: Option<Day>) -> Option<Position> {
    if code.is_empty() { Some(0) } else { world.regions.by_code(code, day) }
}

fn depth(world: &World<'_>, region: Position) -> usize {
    world.regions.ancestors(region).count()
}
