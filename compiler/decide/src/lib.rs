//! Partitions of domains, boxes and counting, covers, witnesses: pure mathematics. Knows no matters, no text, no salsa.
//!
//! Every fact takes whole numbers (yes/no as 0 and 1, choices and places as ordinals, money in its smallest unit, dates
//! as day numbers). Conditions are trees over `fact in set`. A [`Partition`] cuts the domains into cells that no
//! condition tells apart; on them every question has an exact answer, or none within the [`Budget`].
//!
//! | question | asked of |
//! | --- | --- |
//! | can it hold, where, in how many cases, in which boxes | [`Partition::example`], [`Partition::count_points`], [`Partition::boxes`] |
//! | does it follow, exclude, equal | [`Partition::implies`], [`Partition::disjoint`], [`Partition::equivalent`] |
//! | never, always; parts that say nothing new | [`Partition::verdict`], [`Partition::redundant`], [`Partition::subsumed`] |
//! | do these lines decide each case exactly once | [`Partition::exactly_once`] |
//! | few rows that are exactly the condition and its negation | [`Partition::cover`] |
//! | which facts matter, boundary cases, pairs of cases | [`Partition::essential`], [`Partition::boundaries`], [`Partition::pairs`] |
//! | a case that can exist, natural to read | [`World::first_feasible`], [`World::pair`] |
//!
//! Only the last knows what derived facts mean: cubes that the others find may hold no case, and a finding stands only
//! with a case.

mod arena;
mod bits;
mod block;
mod budget;
mod choice;
mod civil;
mod classes;
mod conditions;
mod cover;
mod diagram;
mod difference;
mod formula;
mod index;
mod natural;
mod partition;
mod propagate;
mod queries;
mod ranges;
mod relation;
mod search;
mod sensitivity;
mod solve;
mod space;
mod split;
mod subtract;
mod units;

pub use budget::{Budget, Outcome, Undecided};
pub use choice::{CASE_LIMIT, Choice, OVERLAP_LIMIT, Overlap};
pub use conditions::Verdict;
pub use cover::{Cover, ROW_LIMIT, Row};
pub use formula::Formula;
pub use natural::Nature;
pub use partition::Partition;
pub use queries::Boxes;
pub use ranges::Ranges;
pub use relation::{Relation, RelationKind};
pub use sensitivity::{Boundary, Pair};
pub use solve::{Search, World};
pub use space::{Cube, Dim, Point, Space};
pub use units::Units;
