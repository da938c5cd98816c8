//! `matters.toml` to a [`Manifest`]: every mistake is reported with its place, and a readable part of a broken manifest is still used.

mod report;
mod spelling;
mod tables;

use std::collections::BTreeMap;
use std::sync::Arc;

use matter_core::diagnostic::{Diagnostic, LintLevel};
use matter_core::hir::{Day, Span};
use toml::de::DeTable;

use self::report::Problems;

pub use matter_core::manifest::{KEYS, Key};

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
    /// Catalogues that this one stands on, in the order of their names.
    pub dependencies: Vec<Dependency>,
    /// Code or family → level, in the order of the codes.
    pub lints: BTreeMap<String, LintLevel>,
    /// Where each of these codes and families stands in the manifest.
    pub lints_at: BTreeMap<String, Span>,
    /// What `build` writes.
    pub targets: Vec<Target>,
}

/// A catalogue that another one stands on.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Dependency {
    /// What the manifest calls it.
    pub name: Arc<str>,
    /// Its folder, relative to the manifest.
    pub path: Arc<str>,
    /// Where that path stands in the manifest.
    pub path_at: Span,
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
#[derive(Clone, Copy, PartialEq, Eq, Debug, PartialOrd, Ord, Hash)]
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

/// Reads the text of the `matters.toml` at `path`.
///
/// `None` when nothing could be used: it is no TOML, or there is no `[catalogue]`; the diagnostics say why.
#[must_use]
pub fn parse_manifest(path: &Arc<str>, text: &str) -> (Option<Manifest>, Vec<Diagnostic>) {
    let (document, errors) = DeTable::parse_recoverable(text);
    if !errors.is_empty() {
        return (None, spelling::problems(path, text, &errors));
    }
    let mut problems = Problems::new(path, text);
    let manifest = tables::manifest(document.get_ref(), &mut problems);
    (manifest, problems.found)
}

fn span(range: &std::ops::Range<usize>) -> Span {
    let clamp = |offset: usize| u32::try_from(offset).unwrap_or(u32::MAX);
    Span { start: clamp(range.start), end: clamp(range.end) }
}
