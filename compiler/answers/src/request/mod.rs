//! Requests: JSON → what is asked, field by field, with an error that says which field is wrong.
//!
//! Whether names mean something is not known here; the runtime says.

mod fields;
mod json;

use matter_runtime::tables::Day;
use matter_runtime::{Catalogue, Dates, Error, Language, MatterId};
use serde_json::Value;

pub use json::MOST_BYTES;

use crate::refusal::Refusal;
use fields::Fields;

/// More answers belong to no case.
pub const MOST_ANSWERS: usize = 10_000;

/// More events belong to no case.
pub const MOST_EVENTS: usize = 1_000;

/// Nobody looks further ahead, in days.
pub const MOST_DAYS: u32 = 99_999;

/// Something that is asked with a request in JSON. Each reads its own fields and refuses all others.
pub trait Asked: Sized {
    /// Reads a request.
    ///
    /// # Errors
    /// No JSON, or not of the request's shape: codes Q001 to Q008.
    fn read(json: &[u8]) -> Result<Self, Refusal>;
}

// Reads one object from its first to its last field.
fn whole<T>(json: &[u8], take: impl FnOnce(&mut Fields) -> Result<T, Refusal>) -> Result<T, Refusal> {
    let mut fields = Fields::of(json::read(json)?, String::new())?;
    let read = take(&mut fields)?;
    fields.end()?;
    Ok(read)
}

/// A case: `{"matter": "二孩生育登记", "at": "坂田街道", "on": "2026-03-02", "answers": {"婚姻状况": "离异"}}`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CaseRequest {
    /// Name, short name or code of the matter.
    pub matter: String,
    /// The case without its matter.
    pub facts: Facts,
}

/// Where, when and of whom: what is asked of a matter and of a theme alike.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Facts {
    /// Where the applicant stands: code, name or path of a place.
    pub at: String,
    /// Day of application; the case is accepted on it unless `accepted` says another day.
    pub on: Day,
    /// Day of acceptance (受理日).
    pub accepted: Option<Day>,
    /// Day of decision (决定日).
    pub decided: Option<Day>,
    /// Day of the event (生效日).
    pub event: Option<Day>,
    /// The responsible region, or the name of a region fact that is answered with it.
    pub responsible: Option<String>,
    /// Facts and values as people write them.
    pub answers: Vec<(String, String)>,
    /// The facts among them that are answered with a list, as sets are.
    pub lists: Vec<String>,
    /// Language of texts; the catalogue's unless it is given.
    pub lang: Option<Language>,
}

impl Facts {
    /// A case at a place on a day, with no answers yet.
    #[must_use]
    pub fn new(at: &str, on: Day) -> Self {
        let (responsible, answers, lists, lang) = (None, Vec::new(), Vec::new(), None);
        Self { at: at.to_owned(), on, accepted: None, decided: None, event: None, responsible, answers, lists, lang }
    }

    /// Refuses a list as the value of what is no set.
    ///
    /// # Errors
    /// The fact is answered with a list, and takes one value.
    pub(crate) fn check_list(&self, catalogue: &Catalogue, matters: &[MatterId], fact: &str) -> Result<(), Error> {
        if !self.lists.iter().any(|list| list == fact) {
            return Ok(());
        }
        let one = matters.iter().find_map(|matter| catalogue.fact(Some(*matter), fact.trim()).ok());
        let Some(row) = one.map(|one| catalogue.fact_row(one)).transpose()? else { return Ok(()) };
        let value = self.answers.iter().find(|(name, _)| name == fact).map(|(_, value)| format!("[{value}]"));
        let (fact, value) = (fact.to_owned(), value.unwrap_or_default());
        Err(Error::WrongType { fact, expected: row.kind, unit: row.unit, value })
    }

    /// The days of the case.
    #[must_use]
    pub fn dates(&self) -> Dates {
        Dates { application: self.on, acceptance: self.accepted, decision: self.decided, event: self.event }
    }

    fn take(fields: &mut Fields) -> Result<Self, Refusal> {
        let (at, on) = (fields.text("at")?, fields.day("on")?);
        let (accepted, decided) = (fields.optional_day("accepted")?, fields.optional_day("decided")?);
        let (event, responsible) = (fields.optional_day("event")?, fields.optional_text("responsible")?);
        let (answers, lists) = fields.answers()?;
        Ok(Self { at, on, accepted, decided, event, responsible, answers, lists, lang: fields.language()? })
    }
}

impl CaseRequest {
    fn take(fields: &mut Fields) -> Result<Self, Refusal> {
        Ok(Self { matter: fields.text("matter")?, facts: Facts::take(fields)? })
    }
}

impl Asked for CaseRequest {
    fn read(json: &[u8]) -> Result<Self, Refusal> {
        whole(json, Self::take)
    }
}

/// A case and one of its rules, or none for all.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct WhyRequest {
    /// The case.
    pub case: CaseRequest,
    /// Address of a rule, `材料/离婚证`.
    pub rule: Option<String>,
}

impl Asked for WhyRequest {
    fn read(json: &[u8]) -> Result<Self, Refusal> {
        whole(json, |fields| Ok(Self { case: CaseRequest::take(fields)?, rule: fields.optional_text("rule")? }))
    }
}

/// A case and what happened in it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DueRequest {
    /// The case.
    pub case: CaseRequest,
    /// What happened, in its order, on the days of the case; without them: applied, received and accepted on the days of the case.
    pub events: Option<Vec<EventRequest>>,
    /// The day on which the question is asked; the last event's unless it is given.
    pub as_of: Option<Day>,
}

/// Something that happened.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct EventRequest {
    /// What.
    pub kind: EventName,
    /// When.
    pub on: Day,
    /// Minute of that day, for limits in hours; that of the event before on the same day unless it is given, else the first.
    pub minute: Option<u16>,
    /// Why the clock stops or goes on: the name of an exclusion (邮寄), or the address of its rule.
    pub reason: Option<String>,
    /// The stage of approval (阶段) that is decided or extended; absent: the whole matter.
    pub stage: Option<String>,
}

/// The words for what happens.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum EventName {
    /// The application was made (申请).
    Applied,
    /// The materials were received (收件).
    Received,
    /// The applicant was told at once of everything that is missing (告知).
    Noticed,
    /// What was missing has been handed in (补正).
    Corrected,
    /// What was received elsewhere has come to the responsible place (属地收到).
    Arrived,
    /// The application was accepted (受理).
    Accepted,
    /// The clock stopped (暂停).
    Paused,
    /// The clock goes on (恢复).
    Resumed,
    /// The limit was extended (延长).
    Extended,
    /// The official found what had to be found (查实).
    Found,
    /// It was decided (决定).
    Decided,
    /// The result was handed over (送达).
    Delivered,
}

impl EventName {
    const WORDS: [(&'static str, Self); 12] = [
        ("applied", Self::Applied),
        ("arrived", Self::Arrived),
        ("received", Self::Received),
        ("noticed", Self::Noticed),
        ("corrected", Self::Corrected),
        ("accepted", Self::Accepted),
        ("paused", Self::Paused),
        ("resumed", Self::Resumed),
        ("extended", Self::Extended),
        ("found", Self::Found),
        ("decided", Self::Decided),
        ("delivered", Self::Delivered),
    ];
}

impl EventRequest {
    fn read(value: Value, path: String) -> Result<Self, Refusal> {
        let missing = Refusal::Missing { field: format!("{path}.kind") };
        let mut fields = Fields::of(value, path)?;
        let kind = fields.word("kind", &EventName::WORDS)?.ok_or(missing)?;
        let event = Self {
            kind,
            on: fields.day("on")?,
            minute: fields.time("time")?,
            reason: if matches!(kind, EventName::Paused | EventName::Resumed) {
                Some(fields.text("reason")?)
            } else {
                None
            },
            stage: if matches!(kind, EventName::Decided | EventName::Extended) {
                fields.optional_text("stage")?
            } else {
                None
            },
        };
        fields.end()?;
        Ok(event)
    }
}

impl Asked for DueRequest {
    fn read(json: &[u8]) -> Result<Self, Refusal> {
        whole(json, |fields| {
            let case = CaseRequest::take(fields)?;
            let events = fields.list("events", MOST_EVENTS)?;
            let read = |list: Vec<_>| list.into_iter().map(|(value, path)| EventRequest::read(value, path)).collect();
            Ok(Self { case, events: events.map(read).transpose()?, as_of: fields.optional_day("as_of")? })
        })
    }
}

/// A combined service (一件事) for a case.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ThemeRequest {
    /// Name of the theme.
    pub theme: String,
    /// The case.
    pub facts: Facts,
}

impl Asked for ThemeRequest {
    fn read(json: &[u8]) -> Result<Self, Refusal> {
        whole(json, |fields| Ok(Self { theme: fields.text("theme")?, facts: Facts::take(fields)? }))
    }
}

/// What is offered at a place on a day.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OfferedRequest {
    /// Code, name or path of a place.
    pub at: String,
    /// Day.
    pub on: Day,
    /// Language of texts.
    pub lang: Option<Language>,
}

impl Asked for OfferedRequest {
    fn read(json: &[u8]) -> Result<Self, Refusal> {
        whole(json, |fields| Ok(Self { at: fields.text("at")?, on: fields.day("on")?, lang: fields.language()? }))
    }
}

/// A matter as it is defined for a responsible region on a day.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct GuideRequest {
    /// Name, short name or code of the matter.
    pub matter: String,
    /// Code, name or path of a place.
    pub at: String,
    /// Day.
    pub on: Day,
    /// Language of texts.
    pub lang: Option<Language>,
}

impl Asked for GuideRequest {
    fn read(json: &[u8]) -> Result<Self, Refusal> {
        whole(json, |fields| {
            Ok(Self {
                matter: fields.text("matter")?,
                at: fields.text("at")?,
                on: fields.day("on")?,
                lang: fields.language()?,
            })
        })
    }
}

/// Places of the catalogue by a part of their name.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PlacesRequest {
    /// Part of the name, or beginning of the code; all if absent.
    pub like: Option<String>,
    /// Day on which they exist.
    pub on: Day,
    /// Whether places outside the catalogue's root are listed too: one may live anywhere.
    pub anywhere: bool,
}

impl Asked for PlacesRequest {
    fn read(json: &[u8]) -> Result<Self, Refusal> {
        whole(json, |fields| {
            let anywhere = fields.word("reach", &[("catalogue", false), ("country", true)])?.unwrap_or_default();
            Ok(Self { like: fields.optional_text("like")?, on: fields.day("on")?, anywhere })
        })
    }
}

/// Figures of the release on a day.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FiguresRequest {
    /// Day; that as of which the release was compiled, if absent.
    pub on: Option<Day>,
    /// So many days ahead what falls due for review is looked for; 0 if absent.
    pub within: u32,
}

impl Asked for FiguresRequest {
    fn read(json: &[u8]) -> Result<Self, Refusal> {
        let read = |fields: &mut Fields| {
            let within = fields.count("within", MOST_DAYS)?.unwrap_or_default();
            Ok(Self { on: fields.optional_day("on")?, within })
        };
        if json.iter().all(u8::is_ascii_whitespace) { whole(b"{}", read) } else { whole(json, read) }
    }
}

/// A request that says nothing: no text, or an empty object.
pub(crate) fn nothing(json: &[u8]) -> Result<(), Refusal> {
    if json.iter().all(u8::is_ascii_whitespace) { Ok(()) } else { whole(json, |_| Ok(())) }
}
