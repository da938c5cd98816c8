//! One check of a catalogue: the documents that were edited first, then everything.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::Sender;
use std::time::{Duration, Instant};

use matter_ide::codes::{self, Tag};
use matter_ide::{Finding, Severity};
use tower_lsp::ls_types::{
    CodeDescription, Diagnostic, DiagnosticRelatedInformation, DiagnosticSeverity, DiagnosticTag, Location,
    NumberOrString, Uri,
};

use crate::convert::Lines;
use crate::owner::Event;
use crate::view::View;

/// A check to be made.
pub(crate) struct Check {
    pub(crate) place: PathBuf,
    /// Whether everything is checked after the edited documents.
    pub(crate) whole: bool,
    pub(crate) view: View,
    /// Open documents: address, version, whether it was edited.
    pub(crate) documents: BTreeMap<Arc<str>, (Uri, i32, bool)>,
}

/// What a check found.
pub(crate) struct Checked {
    pub(crate) place: PathBuf,
    /// Whether these are only the edited documents.
    pub(crate) first: bool,
    /// How long the check of everything took.
    pub(crate) cost: Option<Duration>,
    pub(crate) files: Vec<(Uri, Vec<Diagnostic>, Option<i32>)>,
}

impl Check {
    /// Checks; tells the owner twice. Nothing is told if a text changes meanwhile.
    pub(crate) fn run(self, owner: &Sender<Event>) {
        let edited = self.documents.iter().filter(|(_, (.., edited))| *edited);
        let first = self.view.ask(|view| {
            edited
                .map(|(file, (uri, version, _))| {
                    (uri.clone(), diagnostics(view, file, &view.snapshot.findings(file)), Some(*version))
                })
                .collect::<Vec<_>>()
        });
        let Ok(files) = first else { return };
        if !files.is_empty() {
            let _ = owner.send(Event::Checked(Checked { place: self.place.clone(), first: true, cost: None, files }));
        }
        if !self.whole {
            return;
        }
        let begin = Instant::now();
        let all = self.view.ask(|view| {
            let mut found = Vec::new();
            for (file, findings) in &view.snapshot.all_findings() {
                let (uri, version) = match self.documents.get(file) {
                    Some((uri, version, _)) => (uri.clone(), Some(*version)),
                    None => match view.uri(file) {
                        Some(uri) => (uri, None),
                        None => continue,
                    },
                };
                found.push((uri, diagnostics(view, file, findings), version));
            }
            found
        });
        // The snapshot is given up before the owner is told: it may want to write at once.
        let place = self.place.clone();
        drop(self);
        if let Ok(files) = all {
            let _ = owner.send(Event::Checked(Checked { place, first: false, cost: Some(begin.elapsed()), files }));
        }
    }
}

/// Findings of a file as the protocol says them.
pub(crate) fn diagnostics(view: &View, file: &str, findings: &[Finding]) -> Vec<Diagnostic> {
    let text = view.text(file);
    let lines = Lines::new(&text, view.unit);
    findings.iter().map(|finding| diagnostic(view, file, &lines, finding)).collect()
}

fn diagnostic(view: &View, file: &str, lines: &Lines<'_>, finding: &Finding) -> Diagnostic {
    let own = finding.places.first().filter(|place| &*place.at.file == file);
    let range =
        own.map_or_else(|| lines.range(0, 0), |place| lines.range(offset(place.at.start), offset(place.at.end)));
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
        related_information: Some(related(view, finding, range, file)).filter(|all| !all.is_empty()),
        ..Diagnostic::default()
    }
}

/// The other places of a finding, and the case that shows it.
fn related(
    view: &View,
    finding: &Finding,
    range: tower_lsp::ls_types::Range,
    file: &str,
) -> Vec<DiagnosticRelatedInformation> {
    let others = finding.places.iter().skip(1).filter_map(|place| {
        let target = matter_ide::Target {
            file: place.at.file.clone(),
            start: offset(place.at.start),
            end: offset(place.at.end),
        };
        Some(DiagnosticRelatedInformation { location: view.location(&target)?, message: place.text.clone() })
    });
    let case = finding.example.as_ref().and_then(|example| {
        let location = Location { uri: view.uri(file)?, range };
        Some(DiagnosticRelatedInformation { location, message: example.words.clone() })
    });
    others.chain(case).collect()
}

fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}
