//! Tables, values, calendar arithmetic and evaluation: what a window system links, without the compiler.
//!
//! Knows no files, no clock, no floating point.
//!
//! A vendor opens the image of a release and asks it. The short way takes texts and gives owned rows:
//!
//! ```no_run
//! use matter_runtime::{Catalogue, Dates, Language, Request};
//!
//! # fn main() -> Result<(), matter_runtime::Error> {
//! # let bytes: Vec<u8> = Vec::new();
//! let catalogue = Catalogue::open(bytes)?;
//! let on = "2026-03-02".parse().unwrap();
//! let matter = catalogue.matter("二孩生育登记")?;
//! let mut answers = Vec::new();
//! catalogue.read_answer(Some(matter), "婚姻状况", "离异", on, &mut answers)?;
//! let here = catalogue.region("坂田街道", on)?;
//! let request = Request { matter, responsible: Some(here), here: Some(here), dates: Dates::on(on), answers: &answers };
//! let decision = catalogue.decide(&request)?;
//! for required in &decision.materials {
//!     let why = catalogue.why(required.line.rule, Language::Zh)?;
//!     let _ = (required.line.status, &required.line.row.title, why.text);
//! }
//! # Ok(()) }
//! ```
//!
//! The fast way uses two buffers again and again and allocates nothing: [`Case::resolve`] finds the definition and the cells of the
//! answers, [`Catalogue::evaluate`] says where every rule stands, [`Catalogue::open_facts`] what is still worth asking. A [`Catalogue`] is
//! shared by all threads; each thread has its own [`Case`] and [`Answer`].

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
mod sentences;
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
