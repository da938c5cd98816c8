//! Which levels exist where: the shapes of the tree, and who acts where a level is missing.

use std::sync::Arc;

use super::{Position, RegionTree};
use crate::hir::Level;

/// A set of levels.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default, PartialOrd, Ord)]
pub struct LevelSet(u8);

impl LevelSet {
    /// This set and one level more.
    #[must_use]
    pub const fn with(self, level: Level) -> Self {
        Self(self.0 | 1 << level as u8)
    }

    /// Levels of either set.
    #[must_use]
    pub const fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether the level is a member.
    #[must_use]
    pub const fn contains(self, level: Level) -> bool {
        self.0 & 1 << level as u8 != 0
    }

    /// Members, highest level first.
    pub fn iter(self) -> impl Iterator<Item = Level> {
        Level::ALL.into_iter().filter(move |level| self.contains(*level))
    }
}

/// A row of `levels.tsv`: in this region and below it, wherever the level does not exist, another one acts.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct MissingLevel {
    pub(super) region: u64,
    /// The level that does not exist there.
    pub missing: Level,
    /// The level that acts instead.
    pub acts: Level,
    /// Legal basis in words; empty if there is none.
    pub basis: Arc<str>,
    /// Why the table says so.
    pub note: Arc<str>,
}

/// Who is the unit of a level for a position.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Acting<'t> {
    /// The position lies in a unit of that level, or is one.
    Unit(Position),
    /// The level does not exist there; by this rule another unit acts.
    Instead(Position, &'t MissingLevel),
    /// The position is a unit of a higher level: a more exact place is needed.
    TooCoarse,
    /// The level does not exist there and no rule says who acts.
    Missing,
}

/// The levels around a unit.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default, PartialOrd, Ord)]
pub struct Shape {
    /// Levels of the unit and of the units above it.
    pub above: LevelSet,
    /// Levels of the units inside it.
    pub below: LevelSet,
}

/// Units of equal shape.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ShapeClass {
    /// The shape.
    pub shape: Shape,
    /// The first unit that has it.
    pub example: Position,
    /// How many units have it.
    pub count: usize,
}

impl RegionTree {
    /// The unit that acts for a level at a position.
    #[must_use]
    pub fn acting(&self, position: Position, level: Level) -> Acting<'_> {
        if let Some(unit) = self.roll_up(position, level) {
            return Acting::Unit(unit);
        }
        let Some(unit) = self.unit(position) else { return Acting::Missing };
        if unit.level < level && unit.below.contains(level) {
            return Acting::TooCoarse;
        }
        match self.rule_for(position, level) {
            Some((acting, rule)) => Acting::Instead(acting, rule),
            None if unit.level < level => Acting::TooCoarse,
            None => Acting::Missing,
        }
    }

    /// The nearest rule for a missing level whose acting unit exists here.
    fn rule_for(&self, position: Position, level: Level) -> Option<(Position, &MissingLevel)> {
        self.ancestors(position).find_map(|at| {
            let code = self.unit(at)?.code;
            let rule = self.missing.iter().find(|rule| rule.region == code && rule.missing == level)?;
            Some((self.roll_up(position, rule.acts)?, rule))
        })
    }

    /// The rules for missing levels in the order of the table, each with the code of its region.
    pub fn missing_levels(&self) -> impl Iterator<Item = (Arc<str>, &MissingLevel)> {
        self.missing.iter().map(|rule| (format!("{:012}", rule.region).into(), rule))
    }

    /// Which levels exist above and below a unit.
    #[must_use]
    pub fn shape(&self, position: Position) -> Shape {
        let above = self.ancestors(position).fold(LevelSet::default(), |set, at| set.with(self.level(at)));
        Shape { above, below: self.unit(position).map_or_else(LevelSet::default, |unit| unit.below) }
    }

    /// The units that act for a level inside an interval, in order: those of that level, and those that act where it is missing.
    pub fn acting_units(&self, level: Level, first: Position, last: Position) -> impl Iterator<Item = Position> + '_ {
        (first..=last.min(self.last())).filter(move |at| {
            self.level(*at) == level || matches!(self.acting(*at, level), Acting::Instead(unit, _) if unit == *at)
        })
    }

    /// The shapes of the units that act for a level inside an interval, by shape, with an example of each.
    #[must_use]
    pub fn shape_classes(&self, level: Level, first: Position, last: Position) -> Vec<ShapeClass> {
        let mut classes: Vec<ShapeClass> = Vec::new();
        for position in self.acting_units(level, first, last) {
            let shape = self.shape(position);
            match classes.iter_mut().find(|class| class.shape == shape) {
                Some(class) => class.count += 1,
                None => classes.push(ShapeClass { shape, example: position, count: 1 }),
            }
        }
        classes.sort_by_key(|class| class.shape);
        classes
    }
}
