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

/// Those that a client uses one after the other for one case.
const BEFORE_DECIDED: &[Query] = queries![
    "input" "offered" "page" "begin" "responsible" "whose" "place_questions" "resolve" "invalid" "contradictory" "decide"
];
/// What `decide` says, kept for the queries that build on it.
const DECIDED: Query = Query {
    name: "decided",
    sql: concat!(
        "-- Keeps what `decide` says, for the queries that need it.\nDELETE FROM decided;\nINSERT INTO decided\n",
        include_str!("../queries/decide.sql"),
        include_str!("../queries/eligibility.sql")
    ),
};
const AFTER_DECIDED: &[Query] = queries![
    "pending" "channels" "questions" "fee" "copies" "deciders" "guide" "why" "clock" "due" "venues" "here" "halls" "receipt" "theme" "held" "awaited" "member" "made" "weaker" "merged" "critical"
    "savings" "figures" "totals" "review"
];

/// All of them, in the order in which a client uses them.
pub fn queries() -> impl Iterator<Item = Query> {
    BEFORE_DECIDED.iter().chain([&DECIDED]).chain(AFTER_DECIDED).copied()
}

/// The text of a query; empty for an unknown name.
#[must_use]
pub fn query(name: &str) -> &'static str {
    queries().find(|query| query.name == name).map_or("", |query| query.sql)
}
