//! Requests as JSON and answers as JSON: one shape for the command line, C, Python, Java, Node and the server.
//!
//! [`ask`] takes the name of an operation and a request, both as texts, and gives the answer as a text. Whoever has the parts already calls
//! the function of the operation ([`Decided::decision`], [`guide()`] …), whose answer is a plain struct that serializes to the same text.
//! Whatever is refused is a [`Refusal`] with a stable code: Q… for what is wrong with the request, R… for what the runtime says.
//!
//! Knows the runtime only: no files, no clock, no compiler.

mod ask;
mod date;
mod decided;
mod decision;
mod due;
mod figures;
mod guide;
mod info;
mod lines;
mod parts;
mod places;
mod questions;
mod reasons;
mod receipt;
mod refusal;
mod request;
mod review;
#[cfg(feature = "schema")]
mod schema;
mod theme;
mod venues;
mod write;

pub use ask::{Operation, ask, ask_in};
pub use date::Date;
pub use decided::Decided;
pub use decision::{
    BenefitValue, Candidate, ChannelValue, ConditionValue, DeciderValue, Decision, DecisionDue, DelegationValue,
    ExclusionValue, FeeValue, InsteadValue, KindValue, LimitValue, MaterialMember, MaterialValue, PendingFact,
    PriorValue, ResultValue, VisitValue,
};
pub use due::{Arrival, Deadline, DecisionDeadline, Due, LimitName, StageDays, Undated};
pub use figures::{Figures, Group, MatterFigures, figures};
pub use guide::{
    Guide, GuideDocument, GuideItem, GuideLine, GuideStage, GuideText, Head, Offered, ThemeHead, guide, offered,
};
pub use info::{Calendar, Counts, Info, ReleaseInfo, SourceInfo, info};
pub use parts::{Basis, Line, Release, Resolution, Standing, Why};
pub use places::{MOST_PLACES, Place, Places, places};
pub use questions::{Question, Questions};
pub use reasons::{Reason, Reasons};
pub use receipt::{Receipt, UsedFact};
pub use refusal::{Refusal, Shape};
pub use request::{
    Asked, CaseRequest, DueRequest, EventName, EventRequest, Facts, FiguresRequest, GuideRequest, MOST_ANSWERS,
    MOST_BYTES, MOST_DAYS, MOST_EVENTS, OfferedRequest, PlacesRequest, ThemeRequest, WhyRequest,
};
pub use review::{Reason as ReviewReason, Review};
#[cfg(feature = "schema")]
pub use schema::{answer_schema, request_schema, schema_of, schemas};
pub use theme::{DecidedTheme, MemberAnswer, MergedMaterial, Promise, Saving, ThemeAnswer};
pub use venues::{AcceptingValue, Duration, HallPlace, ModeValue, ScopeValue, Venues, WindowPlace};
