//! The name of an operation and a request as texts → the answer as a text: what every binding calls.

use matter_runtime::{Catalogue, Language};
use serde::Serialize;

use crate::decided::Decided;
use crate::figures::figures;
use crate::guide::{guide, offered};
use crate::info::info;
use crate::places::places;
use crate::refusal::Refusal;
use crate::request::{
    Asked, CaseRequest, DueRequest, FiguresRequest, GuideRequest, OfferedRequest, PlacesRequest, ThemeRequest,
    WhyRequest,
};
use crate::theme::DecidedTheme;
use crate::write::json;

/// What can be asked of a release.
#[derive(Clone, Copy, PartialEq, Eq, Debug, PartialOrd, Ord, Hash)]
pub enum Operation {
    /// What the release is.
    Info,
    /// Places by a part of their name.
    Places,
    /// What is offered at a place on a day.
    Offered,
    /// A matter as it is defined there, before any answer.
    Guide,
    /// What is still worth asking in a case.
    Questions,
    /// A case decided, as far as it is answered.
    Decide,
    /// The days of a case, from what happened in it.
    Due,
    /// Where a case can be handed in.
    Venues,
    /// A combined service for a case.
    Theme,
    /// Why the decision is what it is.
    Why,
    /// What the decision rests on.
    Receipt,
    /// Figures of the release on a day, and what falls due for review.
    Figures,
}

impl Operation {
    /// All of them, in the order of the documentation.
    pub const ALL: [Self; 12] = [
        Self::Info,
        Self::Places,
        Self::Offered,
        Self::Guide,
        Self::Questions,
        Self::Decide,
        Self::Due,
        Self::Venues,
        Self::Theme,
        Self::Why,
        Self::Receipt,
        Self::Figures,
    ];

    /// The name by which it is asked for.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Places => "places",
            Self::Offered => "offered",
            Self::Guide => "guide",
            Self::Questions => "questions",
            Self::Decide => "decide",
            Self::Due => "due",
            Self::Venues => "venues",
            Self::Theme => "theme",
            Self::Why => "why",
            Self::Receipt => "receipt",
            Self::Figures => "figures",
        }
    }

    /// The operation of that name.
    ///
    /// # Errors
    /// There is none (Q011).
    pub fn named(name: &str) -> Result<Self, Refusal> {
        let found = Self::ALL.into_iter().find(|operation| operation.name() == name);
        found.ok_or_else(|| Refusal::NoSuchOperation { name: name.to_owned() })
    }
}

/// Answers a request in JSON with an answer in JSON, on one line. `info` takes an empty request, or none at all.
///
/// ```no_run
/// # fn f(catalogue: matter_runtime::Catalogue) -> Result<(), matter_answers::Refusal> {
/// use matter_answers::{Operation, ask};
/// let request = r#"{"matter": "二孩生育登记", "at": "坂田街道", "on": "2026-03-02", "answers": {"婚姻状况": "离异"}}"#;
/// let decision = ask(&catalogue, Operation::Decide, request.as_bytes())?;
/// # Ok(()) }
/// ```
///
/// # Errors
/// The request is not what the operation takes (Q…), or the runtime has no answer (R…).
pub fn ask(catalogue: &Catalogue, operation: Operation, request: &[u8]) -> Result<String, Refusal> {
    let answer = ask_in(catalogue, operation, request, None)?;
    Ok(String::from_utf8(answer).unwrap_or_default())
}

/// The same as bytes of UTF-8, in this language where the request names none.
///
/// # Errors
/// As [`ask`].
pub fn ask_in(
    catalogue: &Catalogue,
    operation: Operation,
    request: &[u8],
    otherwise: Option<Language>,
) -> Result<Vec<u8>, Refusal> {
    let case = || {
        let mut request = CaseRequest::read(request)?;
        request.facts.lang = request.facts.lang.or(otherwise);
        Decided::of(catalogue, &request)
    };
    match operation {
        Operation::Info => {
            crate::request::nothing(request)?;
            written(&info(catalogue)?)
        }
        Operation::Places => written(&places(catalogue, &PlacesRequest::read(request)?)?),
        Operation::Offered => {
            let mut request = OfferedRequest::read(request)?;
            request.lang = request.lang.or(otherwise);
            written(&offered(catalogue, &request)?)
        }
        Operation::Guide => {
            let mut request = GuideRequest::read(request)?;
            request.lang = request.lang.or(otherwise);
            written(&guide(catalogue, &request)?)
        }
        Operation::Questions => written(&case()?.questions()?),
        Operation::Decide => written(&case()?.decision()?),
        Operation::Due => {
            let request = DueRequest::read(request)?;
            written(&Decided::by_events(catalogue, &request)?.due(&request)?)
        }
        Operation::Venues => written(&case()?.venues()?),
        Operation::Theme => {
            let mut request = ThemeRequest::read(request)?;
            request.facts.lang = request.facts.lang.or(otherwise);
            written(&DecidedTheme::of(catalogue, &request)?.answer()?)
        }
        Operation::Why => {
            let mut request = WhyRequest::read(request)?;
            request.case.facts.lang = request.case.facts.lang.or(otherwise);
            written(&Decided::of(catalogue, &request.case)?.reasons(request.rule.as_deref())?)
        }
        Operation::Receipt => written(&case()?.receipt()?),
        Operation::Figures => {
            let request = FiguresRequest::read(request)?;
            let on = request.on.map_or_else(|| catalogue.release().map(|release| release.as_of), Ok)?;
            written(&figures(catalogue, on, request.within)?)
        }
    }
}

// Answers hold texts, integers and lists only: writing them cannot fail.
fn written(answer: &impl Serialize) -> Result<Vec<u8>, Refusal> {
    Ok(json(answer).unwrap_or_default())
}
