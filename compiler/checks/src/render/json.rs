//! Findings as JSON lines: one object a line, in the order given.
//!
//! Shape (absent values are `null`, lists may be empty):
//!
//! ```json
//! {"code":"M001","name":"base-code-shape","severity":"error","message":"…","language":"zh",
//!  "file":"a.matter","start":{"offset":9,"line":2,"column":3},"end":{"offset":18,"line":2,"column":6},
//!  "related":[{"file":"b.matter","start":{…},"end":{…},"message":"…"}],
//!  "notes":["…"],
//!  "fixes":[{"title":"…","certain":true,"edits":[{"file":"…","start":{…},"end":{…},"text":"…"}]}],
//!  "example":{"words":"总投资 700 万元","test":"用例 …"},
//!  "page":"errors/M001.md"}
//! ```
//!
//! `offset` counts bytes from 0; `line` and `column` count from 1, columns in characters. `severity` is `error`, `warning` or
//! `information`. The first place stands in `file`, `start`, `end`; its label is left out if it has no text, else `label` holds it.

use matter_core::diagnostic::Severity;
use serde::Serialize;

use super::files::Files;
use super::{Finding, Located, Sources};
use crate::texts::Language;

#[derive(Serialize)]
struct Record<'a> {
    code: &'a str,
    name: &'a str,
    severity: &'static str,
    message: &'a str,
    language: &'static str,
    file: Option<&'a str>,
    start: Option<Point>,
    end: Option<Point>,
    label: Option<&'a str>,
    related: Vec<Related<'a>>,
    notes: &'a [String],
    fixes: Vec<Repair<'a>>,
    example: Option<Case<'a>>,
    page: String,
}

#[derive(Serialize)]
struct Point {
    offset: usize,
    line: usize,
    column: usize,
}

#[derive(Serialize)]
struct Related<'a> {
    file: &'a str,
    start: Point,
    end: Point,
    message: &'a str,
}

#[derive(Serialize)]
struct Repair<'a> {
    title: &'a str,
    certain: bool,
    edits: Vec<Edit<'a>>,
}

#[derive(Serialize)]
struct Edit<'a> {
    file: &'a str,
    start: Point,
    end: Point,
    text: &'a str,
}

#[derive(Serialize)]
struct Case<'a> {
    words: &'a str,
    test: &'a str,
}

/// All findings, one JSON object a line.
#[must_use]
pub fn json_lines(findings: &[Finding], sources: &dyn Sources) -> String {
    let mut files = Files::new(sources);
    let mut text = String::new();
    for finding in findings {
        // The record holds text and numbers only, so writing it cannot fail.
        text.push_str(&serde_json::to_string(&record(finding, &mut files)).unwrap_or_default());
        text.push('\n');
    }
    text
}

/// Identifier of a weight in machine formats.
pub(super) const fn severity_id(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Information => "information",
    }
}

fn record<'a>(finding: &'a Finding, files: &mut Files<'_>) -> Record<'a> {
    let primary = finding.places.first();
    let related = finding.places.iter().skip(1).map(|place| Related {
        file: &place.at.file,
        start: point(files, &place.at, place.at.start),
        end: point(files, &place.at, place.at.end),
        message: &place.text,
    });
    let related = related.collect();
    Record {
        code: finding.code,
        name: finding.name,
        severity: severity_id(finding.severity),
        message: &finding.message,
        language: if finding.language == Language::Zh { "zh" } else { "en" },
        file: primary.map(|place| &*place.at.file),
        start: primary.map(|place| point(files, &place.at, place.at.start)),
        end: primary.map(|place| point(files, &place.at, place.at.end)),
        label: primary.map(|place| place.text.as_str()).filter(|text| !text.is_empty()),
        related,
        notes: &finding.notes,
        fixes: finding.repairs.iter().map(|repair| fix(repair, files)).collect(),
        example: finding.example.as_ref().map(|example| Case { words: &example.words, test: &example.test }),
        page: format!("errors/{}.md", finding.code),
    }
}

fn fix<'a>(repair: &'a super::Repair, files: &mut Files<'_>) -> Repair<'a> {
    let edits = repair.edits.iter().map(|edit| Edit {
        file: &edit.at.file,
        start: point(files, &edit.at, edit.at.start),
        end: point(files, &edit.at, edit.at.end),
        text: &edit.text,
    });
    Repair { title: &repair.title, certain: repair.certain, edits: edits.collect() }
}

fn point(files: &mut Files<'_>, at: &Located, byte: usize) -> Point {
    let position = files.position(&at.file, byte);
    Point { offset: byte, line: position.line, column: position.column }
}
