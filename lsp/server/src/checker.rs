//! One check of a catalogue: of the documents that were edited, or of everything.

use std::collections::{BTreeMap, BTreeSet};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::Sender;
use std::time::{Duration, Instant};

use matter_ide::codes::{self, Tag};
use matter_ide::{Cancelled, Finding, Located, Look, Severity};
use tower_lsp::ls_types::{
    CodeDescription, Diagnostic, DiagnosticRelatedInformation, DiagnosticSeverity, DiagnosticTag, Location,
    NumberOrString, Uri,
};

use crate::board::Told;
use crate::convert::Lines;
use crate::owner::Event;
use crate::view::View;

/// An open document: its address and the version of its text.
pub(crate) type Seen = (Uri, i32);

/// What is looked at.
#[derive(Clone)]
pub(crate) enum Scope {
    /// The documents that were edited, by their paths.
    Edited(BTreeSet<PathBuf>),
    /// Everything.
    Whole,
}

/// A check to be made.
pub(crate) struct Check {
    pub(crate) place: PathBuf,
    pub(crate) scope: Scope,
    pub(crate) view: View,
    /// Open documents of the catalogue, by their names in it.
    pub(crate) documents: BTreeMap<Arc<str>, Seen>,
    /// The last look at everything, as far as the client has been told what it found.
    pub(crate) last: Option<Arc<Looked>>,
}

/// A look at a whole catalogue.
pub(crate) struct Looked {
    look: Look,
    /// Where something is wrong.
    told: BTreeMap<Arc<str>, Uri>,
}

/// What a check found.
#[derive(Default)]
pub(crate) struct Found {
    /// Diagnostics by file, for a version of its text if it is open.
    pub(crate) files: Vec<(Uri, Told)>,
    /// Files that nobody has opened, in which the same is wrong as at the last look.
    pub(crate) same: Vec<Uri>,
    /// For the next look at everything.
    pub(crate) looked: Option<Arc<Looked>>,
}

/// How a check ended.
pub(crate) enum Outcome {
    Found(Found),
    /// A text changed meanwhile.
    Cancelled,
    /// By a mistake of this program.
    Broken,
}

/// A check that is over.
pub(crate) struct Checked {
    pub(crate) place: PathBuf,
    pub(crate) scope: Scope,
    /// The number of the texts that were checked.
    pub(crate) revision: u64,
    /// The open documents as they were.
    pub(crate) documents: Vec<Seen>,
    pub(crate) cost: Duration,
    pub(crate) outcome: Outcome,
}

impl Check {
    /// Checks, and tells the owner how it ended.
    pub(crate) fn run(self, owner: &Sender<Event>) {
        let begin = Instant::now();
        let found = catch_unwind(AssertUnwindSafe(|| match &self.scope {
            Scope::Edited(edited) => self.view.ask(|view| self.edited(view, edited)),
            Scope::Whole => self.view.ask(|view| self.whole(view)),
        }));
        let outcome = match found {
            Ok(Ok(files)) => Outcome::Found(files),
            Ok(Err(Cancelled)) => Outcome::Cancelled,
            Err(_) => Outcome::Broken,
        };
        // The snapshot is given up before the owner is told: it may want to write at once.
        let Self { place, scope, view, documents, last: _ } = self;
        let revision = view.revision;
        drop(view);
        let documents = documents.into_values().collect();
        let cost = begin.elapsed();
        let _ = owner.send(Event::Checked(Checked { place, scope, revision, documents, cost, outcome }));
    }

    fn edited(&self, view: &View, edited: &BTreeSet<PathBuf>) -> Found {
        let open = edited.iter().filter_map(|path| {
            let (name, _) = view.paths.inside(path)?;
            let (uri, version) = self.documents.get(name)?;
            Some((uri.clone(), (diagnostics(view, name, &view.snapshot.findings(name)), Some(*version))))
        });
        Found { files: open.collect(), ..Found::default() }
    }

    /// Open documents are looked at each time: what was told of them may be of another check.
    fn whole(&self, view: &View) -> Found {
        let last = self.last.as_deref();
        let wanted = |file: &str| self.documents.contains_key(file);
        let overview = view.snapshot.overview(last.map(|last| &last.look), wanted);
        let known = |file: Arc<str>| Some((Arc::clone(&file), last?.told.get(&file)?.clone()));
        let mut told: BTreeMap<Arc<str>, Uri> = overview.same.into_iter().filter_map(known).collect();
        let same = told.values().cloned().collect();
        let files = overview.files.into_iter().filter_map(|(file, findings)| {
            view.snapshot.poll();
            let (uri, version) = match self.documents.get(&file) {
                Some((uri, version)) => (uri.clone(), Some(*version)),
                None => (view.uri(&file)?, None),
            };
            let said = diagnostics(view, &file, &findings);
            told.insert(file, uri.clone());
            Some((uri, (said, version)))
        });
        let files = files.collect();
        Found { files, same, looked: Some(Arc::new(Looked { look: overview.look, told })) }
    }
}

/// Findings of a file as the protocol says them. The lines of each file that they speak of are counted once.
pub(crate) fn diagnostics(view: &View, file: &str, findings: &[Finding]) -> Vec<Diagnostic> {
    if findings.is_empty() {
        return Vec::new();
    }
    let spoken = findings.iter().flat_map(|finding| &finding.places).map(|place| &*place.at.file);
    let names: BTreeSet<&str> = spoken.chain([file]).collect();
    let files: Files<'_> = names.into_iter().map(|name| (name, (view.uri(name), view.lines_once(name)))).collect();
    findings.iter().map(|finding| diagnostic(view, file, &files, finding)).collect()
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
