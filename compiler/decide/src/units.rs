//! Units of places: disjoint sets of positions, and which one a position lies in. Knows neither names nor levels.

use std::sync::Arc;

use crate::ranges::Ranges;

/// Disjoint sets of places, such as all counties. Cheap to clone; a place may lie in none.
#[derive(Clone, Default, PartialEq, Eq, Hash, Debug)]
pub struct Units {
    by_place: Arc<[Piece]>,
    by_unit: Arc<[Piece]>,
}

/// An inclusive interval of a unit.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
struct Piece {
    unit: usize,
    low: i64,
    high: i64,
}

impl Units {
    /// Units that are one interval each, as in a nested-interval numbering; they must not overlap.
    pub fn of_intervals(intervals: impl IntoIterator<Item = (i64, i64)>) -> Self {
        let piece = |(unit, (low, high))| Piece { unit, low, high };
        Self::of_pieces(intervals.into_iter().enumerate().map(piece).collect())
    }

    fn of_pieces(mut pieces: Vec<Piece>) -> Self {
        pieces.retain(|piece| piece.low <= piece.high);
        pieces.sort_unstable();
        let by_unit = pieces.as_slice().into();
        pieces.sort_unstable_by_key(|piece| piece.low);
        Self { by_place: pieces.into(), by_unit }
    }

    /// The number of the unit in which a place lies.
    pub fn unit_of(&self, place: i64) -> Option<usize> {
        let after = self.by_place.partition_point(|piece| piece.low <= place);
        let piece = self.by_place.get(after.checked_sub(1)?)?;
        (place <= piece.high).then_some(piece.unit)
    }

    /// The places of a unit.
    pub fn places(&self, unit: usize) -> Ranges {
        let from = self.by_unit.partition_point(|piece| piece.unit < unit);
        let pieces = self.by_unit.iter().skip(from).take_while(|piece| piece.unit == unit);
        Ranges::new(pieces.map(|piece| (piece.low, piece.high)))
    }

    /// Whether each of these places lies in some unit.
    pub(crate) fn cover(&self, places: &Ranges) -> bool {
        places.intervals().iter().all(|&(low, high)| {
            let from = self.by_place.partition_point(|piece| piece.high < low);
            let mut next = low;
            for piece in self.by_place.iter().skip(from) {
                if piece.low > next || next > high {
                    break;
                }
                next = piece.high.saturating_add(1);
            }
            next > high
        })
    }

    /// The units that hold some of these places, ascending; none if they lie in more than `limit` intervals of units.
    pub(crate) fn meeting(&self, places: &Ranges, limit: usize) -> Option<Vec<usize>> {
        let mut found = Vec::new();
        for &(low, high) in places.intervals() {
            let from = self.by_place.partition_point(|piece| piece.high < low);
            for piece in self.by_place.iter().skip(from).take_while(|piece| piece.low <= high) {
                if found.len() >= limit {
                    return None;
                }
                found.push(piece.unit);
            }
        }
        found.sort_unstable();
        found.dedup();
        Some(found)
    }
}

impl FromIterator<Ranges> for Units {
    fn from_iter<T: IntoIterator<Item = Ranges>>(units: T) -> Self {
        let mut pieces = Vec::new();
        for (unit, places) in units.into_iter().enumerate() {
            pieces.extend(places.intervals().iter().map(|(low, high)| Piece { unit, low: *low, high: *high }));
        }
        Self::of_pieces(pieces)
    }
}
