//! The one table of diagnostics: code → name, severity, family and words in Chinese and English.
//!
//! The table is data (`texts/<family>.toml`, embedded) and is read once, when the first finding is put into words.

mod fill;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use matter_core::diagnostic::{Code, Severity};
use serde::Deserialize;

pub use fill::{fill, placeholders, show, word};

include!(concat!(env!("OUT_DIR"), "/embedded.rs"));

/// The reader's language.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum Language {
    /// 中文
    #[default]
    Zh,
    /// English
    En,
}

/// One text in both languages.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bilingual {
    /// 中文
    pub zh: String,
    /// English: lower case, no full stop.
    pub en: String,
}

/// All words of one code.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// Name in kebab case, for people who do not like numbers.
    pub name: String,
    /// Weight before `[lints]`.
    #[serde(deserialize_with = "severity")]
    pub severity: Severity,
    /// The message in Chinese, with placeholders `{name}`.
    pub zh: String,
    /// The message in English: lower case, no full stop.
    pub en: String,
    /// Texts of labels by role.
    #[serde(default)]
    pub labels: BTreeMap<String, Bilingual>,
    /// What always follows the message: law, reason, way out.
    #[serde(default)]
    pub notes: Vec<Bilingual>,
    /// Titles of repairs.
    #[serde(default)]
    pub fixes: BTreeMap<String, Bilingual>,
    /// Whether 豁免 may name it; rules of the domain may be waived unless they say no, errors of the language unless they say yes not.
    pub waivable: Option<bool>,
    /// Name of the file that the entry stands in.
    #[serde(skip)]
    pub family: String,
}

impl Bilingual {
    /// The text in one language.
    #[must_use]
    pub fn get(&self, language: Language) -> &str {
        match language {
            Language::Zh => &self.zh,
            Language::En => &self.en,
        }
    }
}

impl Entry {
    /// The message's template in one language.
    #[must_use]
    pub fn message(&self, language: Language) -> &str {
        match language {
            Language::Zh => &self.zh,
            Language::En => &self.en,
        }
    }

    /// Whether a finding of this code may be waived in the source (semantics §5: rules of the domain and *not decided*, never proofs).
    #[must_use]
    pub fn may_be_waived(&self, code: &str) -> bool {
        self.waivable.unwrap_or_else(|| code.starts_with('M'))
    }
}

/// Texts of labels and repairs that several codes share.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Roles {
    labels: BTreeMap<String, Bilingual>,
    fixes: BTreeMap<String, Bilingual>,
    phrases: BTreeMap<String, Bilingual>,
}

/// Stem of the file of shared texts.
const ROLES_FILE: &str = "roles";

static ROLES: LazyLock<Roles> = LazyLock::new(|| {
    let text = FAMILIES.iter().find(|(name, _)| *name == ROLES_FILE).map_or("", |(_, text)| *text);
    toml::from_str(text).unwrap_or_default()
});

/// All entries by code.
static TABLE: LazyLock<BTreeMap<String, Entry>> = LazyLock::new(|| {
    let mut table = BTreeMap::new();
    for (family, text) in sources() {
        // A file that does not parse leaves its codes without words; the test of the table names it.
        let entries: BTreeMap<String, Entry> = toml::from_str(text).unwrap_or_default();
        table.extend(entries.into_iter().map(|(code, entry)| (code, Entry { family: (*family).to_owned(), ..entry })));
    }
    table
});

/// The entry of a code.
#[must_use]
pub fn entry(code: &str) -> Option<&'static Entry> {
    TABLE.get(code)
}

/// All codes with their entries, in order.
pub fn entries() -> impl Iterator<Item = (&'static str, &'static Entry)> {
    TABLE.iter().map(|(code, entry)| (code.as_str(), entry))
}

/// The families and the text of their files.
pub fn sources() -> impl Iterator<Item = &'static (&'static str, &'static str)> {
    FAMILIES.iter().filter(|(name, _)| *name != ROLES_FILE)
}

/// Text of a label by its role: the code's own, else the one that codes share.
#[must_use]
pub fn label(entry: Option<&'static Entry>, role: &str) -> Option<&'static Bilingual> {
    entry.and_then(|entry| entry.labels.get(role)).or_else(|| ROLES.labels.get(role))
}

/// Title of a repair by its key: the code's own, else the one that codes share.
#[must_use]
pub fn fix(entry: Option<&'static Entry>, title: &str) -> Option<&'static Bilingual> {
    entry.and_then(|entry| entry.fixes.get(title)).or_else(|| ROLES.fixes.get(title))
}

/// A phrase that stands as an argument, if the text is the key of one.
#[must_use]
pub fn phrase(key: &str) -> Option<&'static Bilingual> {
    ROLES.phrases.get(key)
}

/// All texts that codes share, by key.
pub fn shared() -> impl Iterator<Item = (&'static str, &'static Bilingual)> {
    ROLES.labels.iter().chain(&ROLES.fixes).chain(&ROLES.phrases).map(|(key, text)| (key.as_str(), text))
}

/// The pages: code and Markdown.
#[must_use]
pub fn pages() -> &'static [(&'static str, &'static str)] {
    PAGES
}

/// The weight that the table gives a code; a code without entry is an error.
#[must_use]
pub fn default_severity(code: Code) -> Severity {
    entry(code.0).map_or(Severity::Error, |entry| entry.severity)
}

fn severity<'de, D: serde::Deserializer<'de>>(input: D) -> Result<Severity, D::Error> {
    #[derive(Deserialize)]
    #[serde(rename_all = "lowercase")]
    enum Word {
        Error,
        Warning,
        Information,
    }
    Ok(match Word::deserialize(input)? {
        Word::Error => Severity::Error,
        Word::Warning => Severity::Warning,
        Word::Information => Severity::Information,
    })
}
