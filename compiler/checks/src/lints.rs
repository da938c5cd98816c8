//! `[lints]` of a manifest and `--deny`: how much a finding weighs in this project.
//!
//! A setting names a code, a family or `all`; the narrower one wins. Errors of the language cannot be weakened: tables made from a
//! wrong program would be wrong. Rules of the domain can.

use std::collections::{BTreeMap, BTreeSet};

use matter_core::diagnostic::{Code, LintLevel, Severity};

use crate::texts;

/// LintLevels by code, family or `all`.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Lints {
    settings: BTreeMap<String, LintLevel>,
}

/// The settings of a manifest.
impl From<&BTreeMap<String, LintLevel>> for Lints {
    fn from(settings: &BTreeMap<String, LintLevel>) -> Self {
        Self { settings: settings.clone() }
    }
}

impl Lints {
    /// Sets one code, family or `all`; a later setting of the same name replaces the earlier.
    pub fn set(&mut self, name: &str, setting: LintLevel) {
        self.settings.insert(name.to_owned(), setting);
    }

    /// Names that are neither a code, nor a family, nor `all`.
    pub fn unknown(&self) -> impl Iterator<Item = &str> {
        self.settings.keys().map(String::as_str).filter(|name| !is_known(name))
    }

    fn setting(&self, code: &str) -> Option<LintLevel> {
        let family = texts::entry(code).map_or("", |entry| entry.family.as_str());
        [code, family, "all"].iter().find_map(|name| self.settings.get(*name)).copied()
    }
}

/// Every name that a setting may have: `all`, the families, the codes.
pub fn names() -> impl Iterator<Item = &'static str> {
    let families: BTreeSet<&str> = texts::entries().map(|(_, entry)| entry.family.as_str()).collect();
    std::iter::once("all").chain(families).chain(texts::entries().map(|(code, _)| code))
}

/// Whether a name is a code, a family or `all`.
#[must_use]
pub fn is_known(name: &str) -> bool {
    name == "all" || texts::entry(name).is_some() || texts::entries().any(|(_, entry)| entry.family == name)
}

/// The weight of a code under these settings; `None` = not shown.
#[must_use]
pub fn level(code: Code, lints: &Lints) -> Option<Severity> {
    let given = texts::default_severity(code);
    let fixed = given == Severity::Error && code.0.starts_with('E');
    match lints.setting(code.0) {
        None => Some(given),
        Some(LintLevel::Deny) => Some(Severity::Error),
        Some(_) if fixed => Some(Severity::Error),
        Some(LintLevel::Warn) => Some(Severity::Warning),
        Some(LintLevel::Allow) => None,
    }
}
