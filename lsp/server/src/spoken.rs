//! Findings → diagnostics as the protocol says them, and what of that is kept.
//!
//! While somebody types, most of a file is said again as it was. A diagnostic is made once and shared, and so is its JSON.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Deref;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use matter_ide::codes::{self, Tag};
use matter_ide::{Finding, Located, Passage, Severity};
use tower_lsp::ls_types::{
    CodeDescription, Diagnostic, DiagnosticRelatedInformation, DiagnosticSeverity, DiagnosticTag, Location,
    NumberOrString, Range, Uri,
};

use crate::convert::Lines;
use crate::view::View;

/// A diagnostic, with its JSON once it has been written.
#[derive(Debug)]
pub(crate) struct Spoken {
    diagnostic: Diagnostic,
    json: OnceLock<Box<str>>,
}

impl Spoken {
    fn new(diagnostic: Diagnostic) -> Arc<Self> {
        Arc::new(Self { diagnostic, json: OnceLock::new() })
    }

    /// As the protocol writes it.
    pub(crate) fn json(&self) -> &str {
        self.json.get_or_init(|| serde_json::to_string(&self.diagnostic).unwrap_or_default().into())
    }
}

impl Deref for Spoken {
    type Target = Diagnostic;

    fn deref(&self) -> &Diagnostic {
        &self.diagnostic
    }
}

impl PartialEq for Spoken {
    fn eq(&self, other: &Self) -> bool {
        self.diagnostic == other.diagnostic
    }
}

impl Eq for Spoken {}

/// What was made of the words of a matter.
struct Kept {
    words: Arc<[Finding]>,
    /// Of all its places.
    ranges: Vec<Range>,
    said: Vec<Arc<Spoken>>,
}

/// What was made of the words of each matter of some files, by the address of the words.
type OfFile = BTreeMap<usize, Kept>;

/// Diagnostics of the matters of so many files are kept.
const FILES: usize = 16;

/// What has been said of the files that are edited.
#[derive(Default)]
pub(crate) struct Speech(Mutex<BTreeMap<Arc<str>, OfFile>>);

impl Speech {
    fn take(&self, file: &str) -> OfFile {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(file).unwrap_or_default()
    }

    fn keep(&self, file: &str, kept: OfFile) {
        let mut files = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if files.len() >= FILES {
            files.clear();
        }
        files.insert(file.into(), kept);
    }
}

/// What is wrong in a file that is edited, in the order of [`Snapshot::findings`](matter_ide::Snapshot::findings).
pub(crate) fn of_edited(view: &View, file: &str) -> Vec<Arc<Spoken>> {
    let passages = view.snapshot.passages(file);
    let lines = view.lines_once(file);
    let mut before = view.speech.take(file);
    let mut kept = OfFile::new();
    let mut all = Vec::new();
    for passage in passages.iter().filter(|passage| !passage.words().is_empty()) {
        let said = if passage.is_remembered {
            let address = passage.words().as_ptr().addr();
            let old = before.remove(&address).filter(|old| Arc::ptr_eq(&old.words, passage.words()));
            let new = again(view, file, passage, &lines, old);
            kept.entry(address).or_insert(new).said.clone()
        } else {
            said_of(view, file, &passage.findings())
        };
        all.extend(passage.words().iter().map(|finding| place_of(passage, finding)).zip(said));
    }
    view.speech.keep(file, kept);
    all.sort_by_key(|(place, _)| *place);
    all.into_iter().map(|(_, said)| said).collect()
}

/// Where a finding stands in the order of findings.
fn place_of<'p>(passage: &'p Passage, finding: &'p Finding) -> (Option<(&'p str, usize, usize)>, &'p str, &'p str) {
    let place = finding.places.first().map(|place| &place.at);
    let place = place.map(|at| (&*at.file, passage.now(at.start), passage.now(at.end)));
    (place, finding.code, &finding.message)
}

/// The words of a matter: what was made of them before, if they stand on the same lines and columns.
fn again(view: &View, file: &str, passage: &Passage, lines: &Lines, old: Option<Kept>) -> Kept {
    let places = passage.words().iter().flat_map(|finding| &finding.places);
    let range = |at: &Located| lines.range(offset(passage.now(at.start)), offset(passage.now(at.end)));
    let ranges: Vec<Range> = places.map(|place| range(&place.at)).collect();
    old.filter(|old| old.ranges == ranges).unwrap_or_else(|| {
        let said = said_of(view, file, &passage.findings());
        Kept { words: Arc::clone(passage.words()), ranges, said }
    })
}

/// Findings of a file as the protocol says them. The lines of each file that they speak of are counted once.
pub(crate) fn said_of(view: &View, file: &str, findings: &[Finding]) -> Vec<Arc<Spoken>> {
    if findings.is_empty() {
        return Vec::new();
    }
    let spoken = findings.iter().flat_map(|finding| &finding.places).map(|place| &*place.at.file);
    let names: BTreeSet<&str> = spoken.chain([file]).collect();
    let files: Files<'_> = names.into_iter().map(|name| (name, (view.uri(name), view.lines_once(name)))).collect();
    findings.iter().map(|finding| Spoken::new(diagnostic(view, file, &files, finding))).collect()
}

/// Address and lines of each file, by its name.
type Files<'f> = BTreeMap<&'f str, (Option<Uri>, Arc<Lines>)>;

/// A place in the protocol's terms.
fn location(files: &Files<'_>, at: &Located) -> Option<Location> {
    let (uri, lines) = files.get(&*at.file)?;
    Some(Location { uri: uri.clone()?, range: lines.range(offset(at.start), offset(at.end)) })
}

fn diagnostic(view: &View, file: &str, files: &Files<'_>, finding: &Finding) -> Diagnostic {
    let own = finding.places.first().filter(|place| &*place.at.file == file);
    let range = own.zip(files.get(file)).map(|(place, (_, lines))| {
        let Located { start, end, .. } = place.at;
        lines.range(offset(start), offset(end))
    });
    let range = range.unwrap_or_default();
    let severity = match finding.severity {
        Severity::Error => DiagnosticSeverity::ERROR,
        Severity::Warning => DiagnosticSeverity::WARNING,
        Severity::Information => DiagnosticSeverity::INFORMATION,
    };
    let mut message = finding.sentence();
    for note in &finding.notes {
        message.push('\n');
        message.push_str(note);
    }
    let page = view.preferences.page(finding.code, finding.language);
    let tag = codes::tag(finding.code).map(|tag| match tag {
        Tag::Unnecessary => DiagnosticTag::UNNECESSARY,
        Tag::Deprecated => DiagnosticTag::DEPRECATED,
    });
    Diagnostic {
        range,
        severity: Some(severity),
        code: Some(NumberOrString::String(finding.code.to_owned())),
        code_description: page.map(|href| CodeDescription { href }),
        tags: tag.map(|tag| vec![tag]),
        source: Some("matter".to_owned()),
        message,
        related_information: Some(related(files, finding, range, file)).filter(|all| !all.is_empty()),
        ..Diagnostic::default()
    }
}

/// The other places of a finding, and the case that shows it.
fn related(
    files: &Files<'_>,
    finding: &Finding,
    range: tower_lsp::ls_types::Range,
    file: &str,
) -> Vec<DiagnosticRelatedInformation> {
    let others = finding.places.iter().skip(1).filter_map(|place| {
        Some(DiagnosticRelatedInformation { location: location(files, &place.at)?, message: place.text.clone() })
    });
    let case = finding.example.as_ref().and_then(|example| {
        let (uri, _) = files.get(file)?;
        let location = Location { uri: uri.clone()?, range };
        Some(DiagnosticRelatedInformation { location, message: example.words.clone() })
    });
    others.chain(case).collect()
}

fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}
