//! Administrative divisions in one nested-interval numbering: table text → [`RegionTree`].
//!
//! A unit's position is its place in a depth-first walk, and everything inside it has the positions up to its `last`, so that
//! "lies in" is one comparison and a set of regions is a set of ranges. Knows neither files nor facts.

mod build;
mod lookup;
mod names;
mod shape;

use std::sync::Arc;

use matter_runtime::tables::Day;

use crate::hir::{Level, Period};

pub use build::{RegionProblem, RegionProblemKind};
pub use lookup::{RegionLookup, Within};
pub use names::bare_name;
pub use shape::{Acting, LevelSet, MissingLevel, Shape, ShapeClass};

/// Place of a unit in the depth-first numbering; 0 is the nation.
pub type Position = u32;

/// A unit during a period. Names lie in the tree's one string, so that a unit costs 44 bytes.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
struct Unit {
    code: u64,
    name: (u32, u32),
    parent: Position,
    last: Position,
    from: i32,
    to: i32,
    kind: u16,
    level: Level,
    below: LevelSet,
}

/// Days that stand for an open end.
const OPEN_FROM: i32 = i32::MIN;
const OPEN_TO: i32 = i32::MAX;

/// All units of all periods, numbered depth first.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct RegionTree {
    units: Vec<Unit>,
    text: String,
    kinds: Vec<Box<str>>,
    by_code: Vec<Position>,
    by_name: Vec<Position>,
    by_bare_name: Vec<Position>,
    missing: Vec<MissingLevel>,
}

impl Level {
    /// All levels, highest first.
    pub const ALL: [Self; 6] = [Self::Nation, Self::Province, Self::City, Self::County, Self::Town, Self::Village];

    /// The level with this identifier of the tables (`county`).
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|level| level.name() == name)
    }

    /// Identifier used in the tables.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Nation => "nation",
            Self::Province => "province",
            Self::City => "city",
            Self::County => "county",
            Self::Town => "town",
            Self::Village => "village",
        }
    }
}

impl RegionTree {
    /// The number of units, the nation included.
    #[must_use]
    pub fn len(&self) -> usize {
        self.units.len()
    }

    /// Whether there is nothing but the nation.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.units.len() <= 1
    }

    /// All positions in order.
    pub fn positions(&self) -> impl DoubleEndedIterator<Item = Position> + use<> {
        0..u32::try_from(self.units.len()).unwrap_or(u32::MAX)
    }

    /// The position of the last unit.
    #[must_use]
    pub fn last(&self) -> Position {
        self.unit(0).map_or(0, |nation| nation.last)
    }

    fn unit(&self, position: Position) -> Option<&Unit> {
        self.units.get(position as usize)
    }

    /// Name without parents; empty for a position that does not exist.
    #[must_use]
    pub fn name(&self, position: Position) -> &str {
        let range = self.unit(position).map_or((0, 0), |unit| unit.name);
        self.text.get(range.0 as usize..range.1 as usize).unwrap_or("")
    }

    /// Twelve digits; the nation's are zeros.
    #[must_use]
    pub fn code(&self, position: Position) -> Arc<str> {
        format!("{:012}", self.unit(position).map_or(0, |unit| unit.code)).into()
    }

    /// Level; a position that does not exist counts as the nation's.
    #[must_use]
    pub fn level(&self, position: Position) -> Level {
        self.unit(position).map_or(Level::Nation, |unit| unit.level)
    }

    /// Kind as the source names it (市辖区, 自治县 …).
    #[must_use]
    pub fn kind(&self, position: Position) -> &str {
        self.unit(position).and_then(|unit| self.kinds.get(usize::from(unit.kind))).map_or("", |kind| kind)
    }

    /// The unit above; `None` for the nation.
    #[must_use]
    pub fn parent(&self, position: Position) -> Option<Position> {
        self.unit(position).filter(|_| position != 0).map(|unit| unit.parent)
    }

    /// First and last position of the unit and all inside it.
    #[must_use]
    pub fn interval(&self, position: Position) -> (Position, Position) {
        (position, self.unit(position).map_or(position, |unit| unit.last))
    }

    /// The unit's period.
    #[must_use]
    pub fn period(&self, position: Position) -> Period {
        let Some(unit) = self.unit(position) else { return Period::default() };
        Period {
            from: Some(Day(unit.from)).filter(|day| day.0 != OPEN_FROM),
            to: Some(Day(unit.to)).filter(|day| day.0 != OPEN_TO),
        }
    }

    /// Whether the unit exists on the day.
    #[must_use]
    pub fn exists_on(&self, position: Position, day: Day) -> bool {
        self.unit(position).is_some_and(|unit| unit.from <= day.0 && day.0 < unit.to)
    }

    /// Whether `inner` is `outer` or lies in it.
    #[must_use]
    pub fn contains(&self, outer: Position, inner: Position) -> bool {
        self.unit(outer).is_some_and(|unit| outer <= inner && inner <= unit.last)
    }

    /// The unit, the one above it, and so on up to the nation.
    pub fn ancestors(&self, position: Position) -> impl Iterator<Item = Position> + '_ {
        std::iter::successors(self.unit(position).map(|_| position), |at| self.parent(*at))
    }

    /// The unit of this level that is the position or holds it; `None` if the position is coarser or has no such unit above it.
    #[must_use]
    pub fn roll_up(&self, position: Position, level: Level) -> Option<Position> {
        self.ancestors(position).find(|at| self.level(*at) <= level).filter(|at| self.level(*at) == level)
    }

    /// Units of a level inside an interval (both ends included), in order.
    pub fn units(&self, level: Level, first: Position, last: Position) -> impl Iterator<Item = Position> + '_ {
        (first..=last.min(self.last())).filter(move |at| self.level(*at) == level)
    }

    /// The value of a region fact of this level for a position: the unit of that level, or where there is none inside the position (东莞 has
    /// no counties, the table knows no towns of 海淀) the position's own smallest unit above it. `None`: a more exact place is needed.
    #[must_use]
    pub fn answer(&self, position: Position, level: Level) -> Option<Position> {
        self.ancestors(position).find(|at| self.level(*at) <= level).filter(|at| self.is_answer(*at, level))
    }

    /// All values of region facts of this level, in order.
    pub fn answers(&self, level: Level) -> impl Iterator<Item = Position> + '_ {
        self.positions().filter(move |at| self.is_answer(*at, level))
    }

    fn is_answer(&self, position: Position, level: Level) -> bool {
        self.unit(position).is_some_and(|unit| {
            unit.level == level || (unit.level < level && !unit.below.iter().any(|below| below <= level))
        })
    }

    /// Units directly below, in order.
    pub fn children(&self, position: Position) -> impl Iterator<Item = Position> + '_ {
        let (_, end) = self.interval(position);
        let first = Some(position + 1).filter(|child| *child <= end && (position as usize) < self.units.len());
        std::iter::successors(first, move |child| {
            let next = self.interval(*child).1 + 1;
            Some(next).filter(|next| *next <= end)
        })
    }
}

/// The nation alone.
impl Default for RegionTree {
    fn default() -> Self {
        Self::read("", "").0
    }
}
