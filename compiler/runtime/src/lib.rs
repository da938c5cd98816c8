//! Tables, values, calendar arithmetic and evaluation: what a window system links, without the compiler.
//!
//! Knows no files, no clock, no floating point.

mod answers;
pub mod calendar;
mod case;
mod catalogue;
mod civil;
pub mod day;
mod decide;
mod decision;
pub mod due;
mod error;
mod guide;
pub mod image;
mod notice;
mod organs;
mod receipt;
mod regions;
pub mod tables;
mod theme;
pub mod value;
mod venues;
mod why;

pub use case::{Candidate, Case, Dates, Given, Request, Resolution};
pub use catalogue::{Catalogue, EditionId, FactId, MatterId, RegionId, RuleId};
pub use decide::{Answer, Status};
pub use decision::{Decides, Decision, Gets, Line, Pending, Prior, Required};
pub use error::{Damage, Error, Language};
pub use guide::Guide;
pub use receipt::{Receipt, UsedFact};
pub use theme::{Member, Merged, ThemeDecision, ThemeRequest};
pub use venues::{Receives, Scope, Venues};
pub use why::Why;
