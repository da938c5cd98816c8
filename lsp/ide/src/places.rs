//! Places for a field that asks for one: level by level, or by whatever a name begins with, in characters, pinyin or initials, or a code.

use matter_core::regions::{Position, RegionLookup, RegionTree, Within};
use matter_core::sounds::begins_as_typed;

use crate::Snapshot;

/// More places than these are no help.
const MOST: usize = 40;

/// A place that may be meant.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PlaceOffer {
    /// Its name.
    pub name: String,
    /// Names from the province down, which no other place has.
    pub path: String,
    /// Its code, twelve digits.
    pub code: String,
    /// Whether there are places below it.
    pub more: bool,
}

impl Snapshot {
    /// Places for what stands in a field. A place that is written out is offered with what lies directly below it; so is the catalogue's own
    /// where nothing stands there yet. `anywhere`: outside of the catalogue's own place too, behind those inside.
    #[must_use]
    pub fn places(&self, typed: &str, anywhere: bool) -> Vec<PlaceOffer> {
        let (regions, root) = (self.analysis.regions(), self.analysis.root());
        let typed = typed.trim();
        let whole = typed.trim_end_matches('/');
        let own = if whole.is_empty() { Some(root) } else { self.place_named(whole) };
        let fits = |at: &Position| anywhere || regions.contains(root, *at);
        let found: Vec<Position> = match (own, typed.rsplit_once('/')) {
            (Some(place), _) => std::iter::once(place).chain(regions.children(place)).filter(fits).take(MOST).collect(),
            (None, Some((above, name))) => {
                let below = self.place_named(above).into_iter().flat_map(|above| regions.children(above));
                below.filter(fits).filter(|at| is_meant(regions, *at, name)).take(MOST).collect()
            }
            (None, None) => named(regions, root, typed, anywhere),
        };
        found.into_iter().map(|at| offer(regions, at)).collect()
    }

    fn place_named(&self, name: &str) -> Option<Position> {
        let within = Within { root: self.analysis.root(), day: self.analysis.settings().as_of, level: None };
        match self.analysis.regions().find(name, within) {
            RegionLookup::Found(position) => Some(position),
            _ => None,
        }
    }
}

/// Coarser places first: 龙岗区 before the many villages whose names begin with the same initials.
fn named(regions: &RegionTree, root: Position, typed: &str, anywhere: bool) -> Vec<Position> {
    let (first, last) = regions.interval(root);
    let outside = regions.positions().filter(|at| anywhere && (*at < first || *at > last));
    let of = |all: &mut dyn Iterator<Item = Position>| {
        let mut found: Vec<Position> = all.filter(|at| is_meant(regions, *at, typed)).collect();
        found.sort_by_key(|at| regions.level(*at));
        found
    };
    let mut found = of(&mut (first..=last));
    if found.len() < MOST {
        found.extend(of(&mut outside.into_iter()));
    }
    found.truncate(MOST);
    found
}

fn is_meant(regions: &RegionTree, at: Position, typed: &str) -> bool {
    let digits = typed.len() >= 4 && typed.bytes().all(|byte| byte.is_ascii_digit());
    let name = regions.name(at);
    begins_as_typed(typed, name)
        || (!typed.is_ascii() && name.contains(typed))
        || (digits && regions.code(at).starts_with(typed))
}

fn offer(regions: &RegionTree, at: Position) -> PlaceOffer {
    let mut path: Vec<&str> = regions
        .ancestors(at)
        .filter(|above| regions.parent(*above).is_some())
        .map(|above| regions.name(above))
        .collect();
    path.reverse();
    let name = regions.name(at).to_owned();
    let path = if path.is_empty() { name.clone() } else { path.join("/") };
    PlaceOffer { name, path, code: regions.code(at).to_string(), more: regions.children(at).next().is_some() }
}
