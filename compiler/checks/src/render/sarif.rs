//! Findings as one SARIF 2.1.0 log with one run, for code hosts and review tools.

use std::collections::BTreeMap;

use matter_core::diagnostic::Severity;
use serde::Serialize;

use super::files::Files;
use super::{Finding, Located, Repair, Sources};
use crate::texts::{self, Language};

const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";

#[derive(Serialize)]
struct Log<'a> {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: [Run<'a>; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Run<'a> {
    tool: Tool<'a>,
    language: &'static str,
    column_kind: &'static str,
    results: Vec<Outcome<'a>>,
}

#[derive(Serialize)]
struct Tool<'a> {
    driver: Driver<'a>,
}

#[derive(Serialize)]
struct Driver<'a> {
    name: &'static str,
    version: &'a str,
    rules: Vec<Descriptor<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Descriptor<'a> {
    id: &'a str,
    name: &'a str,
    short_description: Message<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    full_description: Option<Message<'a>>,
}

#[derive(Serialize)]
struct Message<'a> {
    text: std::borrow::Cow<'a, str>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Outcome<'a> {
    rule_id: &'a str,
    rule_index: usize,
    level: &'static str,
    message: Message<'a>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    locations: Vec<Location<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<Location<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    fixes: Vec<Fix<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Location<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<usize>,
    physical_location: Physical,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<Message<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Physical {
    artifact_location: Artifact,
    region: Region,
}

#[derive(Serialize)]
struct Artifact {
    uri: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Region {
    start_line: usize,
    start_column: usize,
    end_line: usize,
    end_column: usize,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Fix<'a> {
    description: Message<'a>,
    artifact_changes: Vec<Change<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Change<'a> {
    artifact_location: Artifact,
    replacements: Vec<Replacement<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Replacement<'a> {
    deleted_region: Region,
    inserted_content: Message<'a>,
}

/// The log of a run; `version` is the tool's, `language` that of the texts.
#[must_use]
pub fn sarif(findings: &[Finding], sources: &dyn Sources, version: &str, language: Language) -> String {
    let mut files = Files::new(sources);
    let mut codes: Vec<&str> = findings.iter().map(|finding| finding.code).collect();
    codes.sort_unstable();
    codes.dedup();
    let results = findings.iter().map(|finding| outcome(finding, &codes, &mut files)).collect();
    let rules = codes.iter().map(|code| descriptor(code, language)).collect();
    let tool = Tool { driver: Driver { name: "matter", version, rules } };
    let tag = if language == Language::Zh { "zh-CN" } else { "en-US" };
    let run = Run { tool, language: tag, column_kind: "unicodeCodePoints", results };
    let log = Log { schema: SCHEMA, version: "2.1.0", runs: [run] };
    // The log holds text and numbers only, so writing it cannot fail.
    serde_json::to_string_pretty(&log).unwrap_or_default() + "\n"
}

fn descriptor(code: &str, language: Language) -> Descriptor<'_> {
    let entry = texts::entry(code);
    let page = crate::explain::page(code);
    let meaning = page.map(|page| if language == Language::Zh { page.zh } else { page.en });
    Descriptor {
        id: code,
        name: entry.map_or(code, |entry| entry.name.as_str()),
        short_description: message(entry.map_or(code, |entry| entry.message(language))),
        full_description: meaning.filter(|text| !text.is_empty()).map(|text| Message { text: text.into() }),
    }
}

fn outcome<'a>(finding: &'a Finding, codes: &[&str], files: &mut Files<'_>) -> Outcome<'a> {
    let locations = finding.places.iter().take(1).map(|place| location(&place.at, None, &place.text, files)).collect();
    let related = finding.places.iter().enumerate().skip(1);
    let related = related.map(|(id, place)| location(&place.at, Some(id), &place.text, files)).collect();
    Outcome {
        rule_id: finding.code,
        rule_index: codes.binary_search(&finding.code).unwrap_or(0),
        level: match finding.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Information => "note",
        },
        message: sentence(finding),
        locations,
        related_locations: related,
        fixes: finding.repairs.iter().map(|repair| fix(repair, files)).collect(),
    }
}

/// The message with its witness: review tools show nothing else.
fn sentence(finding: &Finding) -> Message<'_> {
    match &finding.example {
        None => Message { text: finding.sentence().into() },
        Some(example) => {
            Message { text: format!("{}\n{}\n\n{}", finding.sentence(), example.words, example.test).into() }
        }
    }
}

fn location<'a>(at: &Located, id: Option<usize>, text: &'a str, files: &mut Files<'_>) -> Location<'a> {
    let physical_location = Physical { artifact_location: artifact(&at.file), region: region(at, files) };
    Location { id, physical_location, message: (!text.is_empty()).then(|| message(text)) }
}

/// SARIF groups replacements by file.
fn fix<'a>(repair: &'a Repair, files: &mut Files<'_>) -> Fix<'a> {
    let mut changes: BTreeMap<&str, Vec<Replacement<'a>>> = BTreeMap::new();
    for edit in &repair.edits {
        let replacement =
            Replacement { deleted_region: region(&edit.at, files), inserted_content: message(&edit.text) };
        changes.entry(&edit.at.file).or_default().push(replacement);
    }
    let changes =
        changes.into_iter().map(|(file, replacements)| Change { artifact_location: artifact(file), replacements });
    Fix { description: message(&repair.title), artifact_changes: changes.collect() }
}

fn region(at: &Located, files: &mut Files<'_>) -> Region {
    let start = files.position(&at.file, at.start);
    let end = files.position(&at.file, at.end.max(at.start));
    Region { start_line: start.line, start_column: start.column, end_line: end.line, end_column: end.column }
}

fn message(text: &str) -> Message<'_> {
    Message { text: text.into() }
}

/// A path as a relative URI: everything but unreserved characters and `/` is percent-encoded.
fn artifact(file: &str) -> Artifact {
    let mut uri = String::with_capacity(file.len());
    for byte in file.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => uri.push(char::from(byte)),
            other => uri.push_str(&format!("%{other:02X}")),
        }
    }
    Artifact { uri }
}
