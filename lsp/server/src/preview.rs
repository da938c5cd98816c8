//! What is shown beside the file: the guide of a matter, the questions of its checklist, and what follows from the answers.

use std::collections::BTreeMap;

use matter_answers::Operation;
use matter_ide::diagram::{self, Frame};
use matter_ide::guides::{self, Language};
use matter_ide::{Compiled, Day, PlaceOffer, Preview, RuntimeError};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use tower_lsp::ls_types::{Position, TextDocumentIdentifier, Uri};

use crate::view::View;

/// Prints the guide of a matter, or draws its process.
pub(crate) const GUIDE: &str = "matter/guide";
/// Says what the checklist of a matter asks.
pub(crate) const QUESTIONS: &str = "matter/questions";
/// Says what follows from the answers so far, and what to ask next.
pub(crate) const ANSWER: &str = "matter/answer";
/// Offers places for what stands in a field.
pub(crate) const PLACES: &str = "matter/places";

/// Which matter, for which place and day.
#[derive(Deserialize, Debug)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Subject {
    /// A file of the catalogue.
    pub(crate) text_document: TextDocumentIdentifier,
    /// A place inside the matter, its variance or its test.
    pub(crate) position: Option<Position>,
    /// The name of the matter, where no position leads to one.
    pub(crate) matter: Option<String>,
    /// Place by name or code; the catalogue's root if absent.
    pub(crate) place: Option<String>,
    /// Day, `YYYY-MM-DD`; today if absent.
    pub(crate) on: Option<String>,
}

/// Forms of a guide.
#[derive(Deserialize, Clone, Copy, PartialEq, Eq, Debug, Default)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Format {
    /// Text with marks.
    #[default]
    Markdown,
    /// A page that needs nothing else.
    Html,
    /// What stands in such a page, with buttons that name source lines.
    Article,
    /// The process.
    Svg,
}

/// `matter/guide`
#[derive(Deserialize, Debug)]
pub(crate) struct WantedGuide {
    #[serde(flatten)]
    pub(crate) subject: Subject,
    #[serde(default)]
    pub(crate) format: Format,
}

/// `matter/answer`
#[derive(Deserialize, Debug)]
pub(crate) struct Answers {
    #[serde(flatten)]
    pub(crate) subject: Subject,
    /// The responsible region, or the name of a region fact that is answered with it.
    pub(crate) responsible: Option<String>,
    /// Answers by name of the fact, as the operation `decide` takes them.
    #[serde(default)]
    pub(crate) answers: Map<String, Value>,
}

/// `matter/places`
#[derive(Deserialize, Debug)]
#[serde(rename_all = "camelCase")]
pub(crate) struct WantedPlaces {
    /// A file of the catalogue.
    pub(crate) text_document: TextDocumentIdentifier,
    /// What stands in the field.
    pub(crate) typed: String,
    /// Whether places outside of the catalogue's own are meant too.
    #[serde(default)]
    pub(crate) anywhere: bool,
}

/// A place that may be meant.
#[derive(Serialize, Debug)]
pub(crate) struct Place {
    name: String,
    path: String,
    more: bool,
}

/// An answer about a matter.
#[derive(Serialize, Debug, Default)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Shown {
    /// Name of the matter.
    pub(crate) matter: String,
    /// Language of the answer.
    pub(crate) language: &'static str,
    /// The place that the answer is for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) place: Option<String>,
    /// The day that it is for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) day: Option<String>,
    /// Of a guide: its text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) text: Option<String>,
    /// Of a checklist: the questions that still matter, best first.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) questions: Option<Value>,
    /// Of answers: the decision, in the shape of the operation `decide`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) decision: Option<Value>,
    /// Addresses of the files that the answer names.
    pub(crate) files: BTreeMap<String, Uri>,
    /// Why there is no answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) problem: Option<String>,
}

/// A matter to show, and where its files are.
pub(crate) struct Collected {
    preview: Preview,
    files: BTreeMap<String, Uri>,
}

/// Collects what is needed to show a matter; `None` where there is none.
pub(crate) fn collect(view: &View, subject: &Subject) -> Option<Collected> {
    let named = || subject.matter.as_ref().and_then(|name| view.snapshot.preview_named(name));
    let here = subject.position.and_then(|at| view.snapshot.preview(&view.file, view.offset(at)));
    let preview = here.or_else(named)?;
    let files = preview.files().into_iter().filter_map(|file| Some((file.to_owned(), view.uri(file)?)));
    Some(Collected { files: files.collect(), preview })
}

/// Places for what stands in a field.
pub(crate) fn places(view: &View, wanted: &WantedPlaces) -> Vec<Place> {
    let found = view.snapshot.places(&wanted.typed, wanted.anywhere);
    found.into_iter().map(|PlaceOffer { name, path, more, .. }| Place { name, path, more }).collect()
}

/// The guide.
pub(crate) fn guide(collected: &Collected, wanted: &WantedGuide) -> Shown {
    shown(collected, |compiled| {
        let place = wanted.subject.place.as_deref().filter(|place| !place.is_empty());
        let day = day(&wanted.subject)?;
        let guide = compiled.guide(place, day).map_err(|error| said(&error, compiled.language))?;
        let text = match wanted.format {
            Format::Markdown => guides::markdown(&guide),
            Format::Html => guides::html(&guide),
            Format::Article => guides::article(&guide, true),
            Format::Svg => diagram::svg(&guide.process, Frame::Alone, guide.language),
        };
        let (place, day) = (Some(guide.place), Some(guide.day.to_string()));
        Ok(Shown { place, day, text: Some(text), ..Shown::default() })
    })
}

/// The questions of the checklist, before any answer.
pub(crate) fn questions(collected: &Collected, subject: &Subject) -> Shown {
    shown(collected, |compiled| {
        let (place, day, mut decision) = decide(compiled, subject, None, &Map::new())?;
        let questions = decision.get_mut("questions").map(Value::take);
        Ok(Shown { place: Some(place), day: Some(day), questions, ..Shown::default() })
    })
}

/// What follows from the answers.
pub(crate) fn answer(collected: &Collected, given: &Answers) -> Shown {
    shown(collected, |compiled| {
        let responsible = given.responsible.as_deref();
        let (place, day, decision) = decide(compiled, &given.subject, responsible, &given.answers)?;
        Ok(Shown { place: Some(place), day: Some(day), decision: Some(decision), ..Shown::default() })
    })
}

fn shown(collected: &Collected, make: impl FnOnce(&Compiled) -> Result<Shown, String>) -> Shown {
    let made = collected.preview.compile().and_then(|compiled| make(&compiled));
    let made = made.unwrap_or_else(|problem| Shown { problem: Some(problem), ..Shown::default() });
    let language = collected.preview.language().pick("zh", "en");
    Shown { matter: collected.preview.name().to_owned(), language, files: collected.files.clone(), ..made }
}

fn day(subject: &Subject) -> Result<Option<Day>, String> {
    let day = subject.on.as_deref().filter(|day| !day.is_empty());
    day.map(|day| day.parse().map_err(|_| format!("{day}：YYYY-MM-DD"))).transpose()
}

const fn spoken(language: Language) -> matter_ide::RuntimeLanguage {
    match language {
        Language::Zh => matter_ide::RuntimeLanguage::Zh,
        Language::En => matter_ide::RuntimeLanguage::En,
    }
}

fn said(error: &RuntimeError, language: Language) -> String {
    format!("{}（{}）", error.text(spoken(language)), error.code())
}

/// Place and day that the decision is for, and the decision.
fn decide(
    compiled: &Compiled,
    subject: &Subject,
    responsible: Option<&str>,
    answers: &Map<String, Value>,
) -> Result<(String, String, Value), String> {
    let day = day(subject)?.unwrap_or(compiled.day);
    let place = match subject.place.as_ref().filter(|place| !place.is_empty()) {
        Some(place) => place.clone(),
        None => compiled.guide(None, Some(day)).map_err(|error| said(&error, compiled.language))?.place,
    };
    let mut request = json!({
        "matter": &*compiled.name, "at": place, "on": day.to_string(), "answers": answers,
        "lang": compiled.language.pick("zh", "en"),
    });
    if let (Some(responsible), Some(fields)) = (responsible.filter(|name| !name.is_empty()), request.as_object_mut()) {
        fields.insert("responsible".to_owned(), responsible.into());
    }
    let decision = matter_answers::ask(&compiled.catalogue, Operation::Decide, request.to_string().as_bytes());
    let decision =
        decision.map_err(|refusal| format!("{}（{}）", refusal.text(spoken(compiled.language)), refusal.code()))?;
    let decision = serde_json::from_str(&decision).map_err(|error| error.to_string())?;
    Ok((place, day.to_string(), decision))
}
