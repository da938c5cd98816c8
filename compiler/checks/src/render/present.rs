//! A diagnostic in words and bytes: texts filled in, places resolved, duplicates dropped. The last step before a format.

use std::sync::Arc;

use matter_core::diagnostic::{Arg, Code, Diagnostic, Fix, Label, Severity};

use super::{Example, Located, Sources, example};
use crate::texts::{self, Entry, Language};

/// A finding in the reader's language.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Finding {
    /// Stable code.
    pub code: &'static str,
    /// The code's kebab name.
    pub name: &'static str,
    /// Weight after `[lints]`.
    pub severity: Severity,
    /// The sentence.
    pub message: String,
    /// Places; the first is the primary one. Empty if the finding concerns the whole project.
    pub places: Vec<Marked>,
    /// Law, reason, way out.
    pub notes: Vec<String>,
    /// Repairs, best first.
    pub repairs: Vec<Repair>,
    /// A case that shows it.
    pub example: Option<Example>,
    /// Language of the texts.
    pub language: Language,
}

/// A place with its text, which may be empty.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Marked {
    /// Where.
    pub at: Located,
    /// What it has to do with the finding.
    pub text: String,
}

/// A repair in words and bytes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Repair {
    /// What it does.
    pub title: String,
    /// True if it may be applied without asking.
    pub certain: bool,
    /// Replacements; they do not overlap.
    pub edits: Vec<Replacement>,
}

/// One replacement.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Replacement {
    /// What is replaced.
    pub at: Located,
    /// By what.
    pub text: Arc<str>,
}

impl Finding {
    /// The message with the text of its primary place, for formats that show no source.
    #[must_use]
    pub fn sentence(&self) -> String {
        let detail = self.places.first().map_or("", |place| place.text.as_str());
        match (detail.is_empty(), self.language) {
            (true, _) => self.message.clone(),
            (false, Language::Zh) => format!("{}：{detail}", self.message),
            (false, Language::En) => format!("{}: {detail}", self.message),
        }
    }
}

/// Puts a diagnostic into words. `severity` is what [`crate::lints::level`] gave it.
#[must_use]
pub fn present(diagnostic: &Diagnostic, severity: Severity, language: Language, sources: &dyn Sources) -> Finding {
    let entry = texts::entry(diagnostic.code.0);
    Finding {
        code: diagnostic.code.0,
        name: entry.map_or("", |entry| entry.name.as_str()),
        severity,
        message: message(entry, diagnostic.code, &diagnostic.args, language),
        places: diagnostic
            .labels
            .iter()
            .filter_map(|label| mark(label, diagnostic, entry, language, sources))
            .collect(),
        notes: entry.map(|entry| notes(entry, &diagnostic.args, language)).unwrap_or_default(),
        repairs: diagnostic.fixes.iter().filter_map(|fix| repair(fix, entry, language, sources)).collect(),
        example: diagnostic.witness.as_deref().map(|witness| example(witness, language)),
        language,
    }
}

/// Sorts findings by file, place and code, so that the order never depends on who found them first.
pub fn sort(findings: &mut [Finding]) {
    fn place(finding: &Finding) -> Option<&Located> {
        finding.places.first().map(|place| &place.at)
    }
    findings.sort_by(|a, b| place(a).cmp(&place(b)).then(a.code.cmp(b.code)).then_with(|| a.message.cmp(&b.message)));
}

/// `2 个错误，1 个警告`; empty if nothing was found.
#[must_use]
pub fn summary(findings: &[Finding], language: Language) -> String {
    let count = |severity| findings.iter().filter(|finding| finding.severity == severity).count();
    let counts =
        [Severity::Error, Severity::Warning, Severity::Information].map(|severity| (count(severity), severity));
    let parts = counts.iter().filter(|(count, _)| *count > 0).map(|(count, severity)| match (language, severity) {
        (Language::Zh, severity) => format!("{count} 个{}", severity_word(*severity, language)),
        (Language::En, Severity::Information) => format!("{count} information"),
        (Language::En, severity) => {
            format!("{count} {}{}", severity_word(*severity, language), if *count == 1 { "" } else { "s" })
        }
    });
    let comma = if language == Language::Zh { "，" } else { ", " };
    parts.collect::<Vec<_>>().join(comma)
}

/// The name of a weight.
pub(super) const fn severity_word(severity: Severity, language: Language) -> &'static str {
    match (language, severity) {
        (Language::Zh, Severity::Error) => "错误",
        (Language::Zh, Severity::Warning) => "警告",
        (Language::Zh, Severity::Information) => "提示",
        (Language::En, Severity::Error) => "error",
        (Language::En, Severity::Warning) => "warning",
        (Language::En, Severity::Information) => "information",
    }
}

/// A code without entry still shows its arguments: losing a finding would be worse than an ugly one.
fn message(entry: Option<&Entry>, code: Code, args: &[(&'static str, Arg)], language: Language) -> String {
    match entry {
        Some(entry) => texts::fill(entry.message(language), args, language),
        None => {
            let shown = args.iter().map(|(name, arg)| format!("{name} = {}", texts::show(arg, language)));
            std::iter::once(code.0.to_owned()).chain(shown).collect::<Vec<_>>().join("; ")
        }
    }
}

/// A note whose argument is absent or an empty list has nothing to say (`did you mean …`).
fn notes(entry: &Entry, args: &[(&'static str, Arg)], language: Language) -> Vec<String> {
    let given =
        |name: &str| args.iter().any(|(key, arg)| *key == name && !matches!(arg, Arg::List(list) if list.is_empty()));
    let templates =
        entry.notes.iter().map(|note| note.get(language)).filter(|note| texts::placeholders(note).all(given));
    templates.map(|template| texts::fill(template, args, language)).collect()
}

/// A label's text sees the label's own arguments first, then the diagnostic's.
fn mark(
    label: &Label,
    diagnostic: &Diagnostic,
    entry: Option<&'static Entry>,
    language: Language,
    sources: &dyn Sources,
) -> Option<Marked> {
    let at = sources.locate(&label.place)?;
    let args: Vec<_> = label.args.iter().chain(&diagnostic.args).cloned().collect();
    let template = texts::label(entry, label.role);
    let text = template.map(|template| texts::fill(template.get(language), &args, language)).unwrap_or_default();
    Some(Marked { at, text })
}

/// A repair whose place is gone is not offered.
fn repair(fix: &Fix, entry: Option<&'static Entry>, language: Language, sources: &dyn Sources) -> Option<Repair> {
    let title = match texts::fix(entry, fix.title) {
        Some(template) => texts::fill(template.get(language), &fix.args, language),
        None => fix.title.to_owned(),
    };
    let replace = |edit: &matter_core::diagnostic::Edit| {
        sources.locate(&edit.place).map(|at| Replacement { at, text: edit.text.clone() })
    };
    let edits = fix.edits.iter().map(replace).collect::<Option<Vec<_>>>()?;
    Some(Repair { title, certain: fix.certain, edits })
}
