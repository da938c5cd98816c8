//! The documented queries: what a client without our code runs. They are the same text on SQLite, PostgreSQL and MariaDB (ANSI mode).

/// A query with its name; its comments say what it answers.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Query {
    /// Name of the file without ending.
    pub name: &'static str,
    /// The text, comments included.
    pub sql: &'static str,
}

macro_rules! queries {
    ($($name:literal)*) => {
        &[$(Query { name: $name, sql: include_str!(concat!("../queries/", $name, ".sql")) }),*]
    };
}

/// All of them, in the order in which a client uses them.
pub const QUERIES: &[Query] = queries![
    "input" "offered" "resolve" "invalid" "responsible" "contradictory" "decide" "pending" "questions" "guide" "due" "venues"
];

/// The text of a query; empty for an unknown name.
#[must_use]
pub fn query(name: &str) -> &'static str {
    QUERIES.iter().find(|query| query.name == name).map_or("", |query| query.sql)
}
