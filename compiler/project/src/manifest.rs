//! `matters.toml` to a [`Manifest`]: every mistake is reported with its place, and a readable part of a broken manifest is still used.

use std::collections::BTreeMap;
use std::sync::Arc;

use matter_core::diagnostic::{Arg, Code, Diagnostic, LintLevel, Place};
use matter_core::hir::{Day, Span};
use serde::Deserialize;
use toml::Spanned;

use crate::codes;

/// What a catalogue says of itself.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Manifest {
    /// Short name, an identifier.
    pub name: Arc<str>,
    /// Title as published.
    pub title: Arc<str>,
    /// `zh` or `en`.
    pub language: Arc<str>,
    /// Code of the root region; `None` = the whole country.
    pub region: Option<Arc<str>>,
    /// Where that code stands in the manifest; empty if it does not.
    pub region_at: Span,
    /// Version of the catalogue.
    pub version: Arc<str>,
    /// Edition of the language.
    pub edition: Arc<str>,
    /// "Today".
    pub as_of: Option<Day>,
    /// Name and folder, relative to this manifest.
    pub dependencies: Vec<(Arc<str>, Arc<str>)>,
    /// Code or family → level, in the order of the codes.
    pub lints: BTreeMap<String, LintLevel>,
    /// What `build` writes.
    pub targets: Vec<Target>,
}

/// One output of `build`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Target {
    /// Carrier.
    pub kind: TargetKind,
    /// Path relative to the catalogue.
    pub path: Arc<str>,
}

/// The carriers.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize, PartialOrd, Ord, Hash)]
#[serde(rename_all = "lowercase")]
pub enum TargetKind {
    /// SQLite file.
    Sqlite,
    /// Canonical JSON with its schema.
    Json,
    /// Runtime image.
    Image,
    /// SQL for PostgreSQL.
    Postgresql,
    /// SQL for MariaDB and MySQL.
    Mariadb,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    catalogue: CatalogueTable,
    #[serde(default)]
    dependencies: BTreeMap<String, Dependency>,
    #[serde(default)]
    lints: BTreeMap<String, LintLevel>,
    #[serde(default, rename = "target")]
    targets: Vec<TargetTable>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CatalogueTable {
    name: Spanned<String>,
    title: String,
    language: Option<Spanned<String>>,
    region: Option<Spanned<String>>,
    version: String,
    edition: Option<Spanned<String>>,
    as_of: Option<Spanned<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Dependency {
    path: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TargetTable {
    kind: TargetKind,
    path: String,
}

/// The edition that this compiler speaks.
const EDITION: &str = "2026";

/// Reads the text of the `matters.toml` at `path`.
///
/// `None` when nothing could be used; the diagnostics say why.
#[must_use]
pub fn parse_manifest(path: &Arc<str>, text: &str) -> (Option<Manifest>, Vec<Diagnostic>) {
    match toml::from_str::<File>(text) {
        Ok(file) => {
            let mut problems = Problems { path, found: Vec::new() };
            let manifest = problems.manifest(file);
            (Some(manifest), problems.found)
        }
        Err(error) => {
            let message = error.message().to_owned();
            let span = error.span().map_or_else(Span::default, |range| span(&range));
            let diagnostic = Diagnostic::new(codes::MANIFEST_SYNTAX, Place::File(path.clone(), span))
                .with("message", Arg::Plain(message.into()));
            (None, vec![diagnostic])
        }
    }
}

/// Values that are well-formed but impossible.
struct Problems<'a> {
    path: &'a Arc<str>,
    found: Vec<Diagnostic>,
}

impl Problems<'_> {
    fn manifest(&mut self, file: File) -> Manifest {
        let table = file.catalogue;
        if table.name.get_ref().is_empty() || table.name.get_ref().contains([':', '/', '\\']) {
            self.report(codes::MANIFEST_VALUE, "name", &table.name);
        }
        let language = self.one_of("language", table.language, &["zh", "en"], "zh");
        let edition = self.one_of("edition", table.edition, &[EDITION], EDITION);
        Manifest {
            name: table.name.into_inner().into(),
            title: table.title.into(),
            language,
            region_at: table.region.as_ref().map_or_else(Span::default, |code| span(&code.span())),
            region: table.region.and_then(|code| self.region(code)),
            version: table.version.into(),
            edition,
            as_of: table.as_of.and_then(|text| self.day(&text)),
            dependencies: file.dependencies.into_iter().map(|(name, at)| (name.into(), at.path.into())).collect(),
            lints: file.lints,
            targets: file.targets.into_iter().map(|t| Target { kind: t.kind, path: t.path.into() }).collect(),
        }
    }

    fn one_of(&mut self, key: &'static str, value: Option<Spanned<String>>, known: &[&str], default: &str) -> Arc<str> {
        let Some(value) = value else { return default.into() };
        if known.contains(&value.get_ref().as_str()) {
            return value.into_inner().into();
        }
        self.report(codes::MANIFEST_VALUE, key, &value);
        default.into()
    }

    fn region(&mut self, code: Spanned<String>) -> Option<Arc<str>> {
        let digits = code.get_ref();
        if matches!(digits.len(), 6 | 9 | 12) && digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return Some(code.into_inner().into());
        }
        self.report(codes::MANIFEST_VALUE, "region", &code);
        None
    }

    fn day(&mut self, text: &Spanned<String>) -> Option<Day> {
        let day = parse_day(text.get_ref());
        if day.is_none() {
            self.report(codes::MANIFEST_VALUE, "as_of", text);
        }
        day
    }

    fn report(&mut self, code: Code, key: &'static str, value: &Spanned<String>) {
        let place = Place::File(self.path.clone(), span(&value.span()));
        let diagnostic = Diagnostic::new(code, place)
            .with("key", Arg::Code(key.into()))
            .with("value", Arg::Code(value.get_ref().as_str().into()));
        self.found.push(diagnostic);
    }
}

/// `YYYY-MM-DD` to a day; `None` if there is no such day.
fn parse_day(text: &str) -> Option<Day> {
    let (year, rest) = text.split_once('-')?;
    let (month, day) = rest.split_once('-')?;
    if year.len() != 4 || month.len() != 2 || day.len() != 2 {
        return None;
    }
    Day::from_civil(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
}

fn span(range: &std::ops::Range<usize>) -> Span {
    let clamp = |offset: usize| u32::try_from(offset).unwrap_or(u32::MAX);
    Span { start: clamp(range.start), end: clamp(range.end) }
}
