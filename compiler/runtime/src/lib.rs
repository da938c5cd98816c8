//! Tables, values, calendar arithmetic and evaluation: what a window system links, without the compiler.
//!
//! Knows no files, no clock, no floating point.
//!
//! A vendor opens the image of a release and asks it. The short way takes texts and gives rows whose texts stay in the image:
//!
//! ```
//! # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/common/example.rs.in"));
//! # fn main() -> Result<(), matter_runtime::Error> {
//! # let catalogue = example();
//! use matter_runtime::{Dates, Language, Request, Status};
//!
//! let on = "2026-03-02".parse().unwrap();
//! let matter = catalogue.matter("二孩生育登记")?;
//! let mut answers = Vec::new();
//! catalogue.read_answer(Some(matter), "婚姻状况", "离异", on, &mut answers)?;
//! let here = Some(catalogue.region("坂田街道", on)?);
//! let request = Request { matter, responsible: here, here, dates: Dates::on(on), answers: &answers };
//! let decision = catalogue.decide(&request)?;
//! let required = &decision.materials[0].line;
//! assert_eq!((required.status, required.row.title), (Status::Certain, "离婚证"));
//! assert_eq!(catalogue.why(required.rule, Language::Zh)?.text, "婚姻状况 = 离异的，应当提交离婚证。");
//! # Ok(()) }
//! ```
//!
//! The fast way uses two buffers again and again and allocates nothing: [`Case::resolve`] finds the definition and the cells of the
//! answers, [`Catalogue::evaluate`] says where every rule stands, [`Catalogue::open_facts`] what is still worth asking. A [`Catalogue`] is
//! shared by all threads; each thread has its own [`Case`] and [`Answer`].
//!
//! ```
//! # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/common/example.rs.in"));
//! # fn main() -> Result<(), matter_runtime::Error> {
//! # let catalogue = example();
//! use matter_runtime::{Answer, Case, Dates, Given, Request, RuleId, Status};
//!
//! let on = "2026-03-02".parse().unwrap();
//! let (matter, fact) = (catalogue.matter("二孩生育登记")?, catalogue.fact(None, "婚姻状况")?);
//! let here = Some(catalogue.region("坂田街道", on)?);
//! let (mut case, mut answer, mut open) = (Case::new(), Answer::new(), Vec::new());
//! for (value, expected) in [(0, Status::Excluded), (1, Status::Certain)] {
//!     let answers = [Given { fact, value }];
//!     case.resolve(&catalogue, &Request { matter, responsible: here, here, dates: Dates::on(on), answers: &answers })?;
//!     catalogue.evaluate(&case, &mut answer)?;
//!     catalogue.open_facts(&case, &answer, &mut open)?;
//!     assert_eq!((answer.status(RuleId(0)), open.len()), (expected, 0));
//! }
//! # Ok(()) }
//! ```

mod answers;
pub mod calendar;
mod case;
mod catalogue;
mod channels;
mod civil;
mod copies;
pub mod day;
mod decide;
mod decision;
pub mod due;
mod elected;
mod error;
mod fee;
mod guide;
mod holds;
pub mod image;
mod known;
mod measures;
mod notice;
mod number;
mod organs;
mod receipt;
mod regions;
mod responsible;
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
pub use holds::{Conjunction, Values};
pub use receipt::{Receipt, UsedFact};
pub use theme::{Member, Merged, ThemeDecision, ThemeRequest};
pub use venues::{Receives, Scope, Venues};
pub use why::{Explainer, Why};
