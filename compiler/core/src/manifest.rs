//! Every key that a manifest may have: its reader in `project` and its help in `ide` know no other. What a key is for, in words, is the business
//! of those who speak to people.

/// A key of `matters.toml`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Key {
    /// The table that it stands in, as its header names it; empty for the tables themselves.
    pub table: &'static str,
    /// Its name; `*` where the author chooses it.
    pub name: &'static str,
    /// The values that there are, where they are listed.
    pub values: &'static [&'static str],
    /// Whether a manifest must have it.
    pub required: bool,
}

/// Levels of findings, as the manifest writes them.
pub const LEVELS: &[&str] = &["allow", "warn", "deny"];

/// Carriers, as the manifest writes them.
pub const CARRIERS: &[&str] = &["sqlite", "json", "image", "postgresql", "mariadb"];

/// Languages of messages and generated texts.
pub const LANGUAGES: &[&str] = &["zh", "en"];

/// The editions that this compiler speaks.
pub const EDITIONS: &[&str] = &["2026"];

const fn key(table: &'static str, name: &'static str, values: &'static [&'static str], required: bool) -> Key {
    Key { table, name, values, required }
}

/// All keys, in the order in which a manifest writes them.
pub const KEYS: &[Key] = &[
    key("", "catalogue", &[], true),
    key("", "dependencies", &[], false),
    key("", "lints", &[], false),
    key("", "target", &[], false),
    key("catalogue", "name", &[], true),
    key("catalogue", "title", &[], true),
    key("catalogue", "language", LANGUAGES, false),
    key("catalogue", "region", &[], false),
    key("catalogue", "version", &[], true),
    key("catalogue", "edition", EDITIONS, false),
    key("catalogue", "as_of", &[], false),
    key("dependencies", "*", &[], false),
    key("dependencies.*", "path", &[], true),
    key("lints", "*", LEVELS, false),
    key("target", "kind", CARRIERS, true),
    key("target", "path", &[], true),
];

/// The keys of a table, in the order in which a manifest writes them.
pub fn keys_of(table: &str) -> impl Iterator<Item = &'static Key> {
    KEYS.iter().filter(move |key| key.table == table)
}
