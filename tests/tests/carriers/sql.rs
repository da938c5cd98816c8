//! Cases as scripts of the documented statements, and what databases answer: the rows of each query as lines of text.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use matter_emit::carriers::sqlite;
use matter_runtime::due::{Event, EventKind};
use matter_runtime::tables::{Phase, Tables};
use rusqlite::Connection;
use rusqlite::types::ValueRef;

use crate::cases::Asked;
use crate::documented::Documented;
use crate::image::earliest;
use crate::sides::Evaluated;

/// What says how a case stands.
pub const CORE: &[&str] = &["contradictory", "decide", "pending", "channels", "questions", "fee", "copies"];
/// Everything that can be asked about a case.
pub const ALL: &[&str] = &[
    "contradictory",
    "decide",
    "pending",
    "channels",
    "questions",
    "fee",
    "copies",
    "offered",
    "deciders",
    "page",
    "responsible",
    "guide",
    "why",
    "clock",
    "due",
    "venues",
    "here",
    "halls",
    "receipt",
    "eligible",
];

/// Rows by query.
pub type Rows = BTreeMap<String, Vec<String>>;

/// Statements that put a case into the input tables.
pub fn given(tables: &Tables, asked: &Asked, client: &Evaluated) -> String {
    let place = |region: matter_runtime::RegionId| tables.region[region.0 as usize].first;
    let (responsible, here, day) = (place(asked.responsible), place(asked.here), asked.dates.selecting().0);
    let mut script = "DELETE FROM given_case;\nDELETE FROM given_value;\nDELETE FROM given_event;\n".to_owned();
    let matter = literal(&asked.matter);
    writeln!(script, "INSERT INTO given_case VALUES ({matter}, {responsible}, {here}, {day}, NULL, NULL);").unwrap();
    for (fact, value) in &client.values {
        writeln!(script, "INSERT INTO given_value VALUES ({}, {value});", literal(fact)).unwrap();
    }
    let stages = stages(tables, client);
    for (seq, event) in asked.events.iter().enumerate() {
        let (kind, rule) = event_word(event.kind);
        let (rule, day, minute) = (rule.map_or("NULL".to_owned(), |rule| rule.to_string()), event.day.0, event.minute);
        let stage = event.stage.and_then(|stage| stages.get(usize::from(stage)));
        let stage = stage.map_or("NULL".to_owned(), |stage| literal(&stage.name));
        writeln!(script, "INSERT INTO given_event VALUES ({seq}, '{kind}', {rule}, {day}, {minute}, {stage});")
            .unwrap();
    }
    let (seq, today) = (asked.events.len(), asked.today.0);
    writeln!(script, "INSERT INTO given_event VALUES ({seq}, 'today', NULL, {today}, 0, NULL);").unwrap();
    script
}

/// The stages of the case's edition, in order.
pub fn stages<'t>(tables: &'t Tables, client: &Evaluated) -> Vec<&'t Phase> {
    tables.phase.iter().filter(|phase| Some(phase.edition) == client.edition).collect()
}

/// What a client puts in stage after stage, where the decision of a stage that others wait for is not known: when it is due.
pub fn expected(sqlite: &Sqlite<'_>, given: &str, stages: &[&Phase], asked: &Asked) -> String {
    let mut script = String::new();
    for (at, stage) in stages.iter().enumerate() {
        let decides = |event: &Event| event.stage.is_some_and(|of| usize::from(of) == at);
        let decided = asked.events.iter().any(|event| event.kind == EventKind::Decided && decides(event));
        if decided || !stages.iter().any(|other| other.after.as_ref() == Some(&stage.name)) {
            continue;
        }
        let rows = sqlite.answer(&format!("{given}{script}"), ALL);
        let ends = earliest(&rows["due"]);
        let wanted = format!("{}:decision\t", stage.name);
        let Some(end) = ends.iter().find_map(|row| row.strip_prefix(&wanted)) else { continue };
        let columns: Vec<&str> = end.split('\t').collect();
        let minute = columns[1].trim_start_matches("Some(").trim_end_matches(')').parse().unwrap_or(0_u16);
        let (seq, day, name) = (1_000 + at, columns[0], literal(&stage.name));
        writeln!(script, "INSERT INTO given_event VALUES ({seq}, 'expected', NULL, {day}, {minute}, {name});").unwrap();
    }
    script
}

fn literal(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

pub const fn event_word(kind: EventKind) -> (&'static str, Option<u32>) {
    match kind {
        EventKind::Applied => ("applied", None),
        EventKind::Received => ("received", None),
        EventKind::Noticed => ("noticed", None),
        EventKind::Corrected => ("corrected", None),
        EventKind::Arrived => ("arrived", None),
        EventKind::Accepted => ("accepted", None),
        EventKind::Paused(rule) => ("paused", Some(rule.0)),
        EventKind::Resumed(rule) => ("resumed", Some(rule.0)),
        EventKind::Extended => ("extended", None),
        EventKind::Found => ("found", None),
        EventKind::Decided => ("decided", None),
        EventKind::Delivered => ("delivered", None),
    }
}

/// The scripts that a case runs before it is asked.
pub fn steps(documented: &Documented, asked: &[&str]) -> String {
    let needed: &[&str] =
        if asked.len() > CORE.len() { &["resolve", "decided", "clock"] } else { &["resolve", "decided"] };
    needed.iter().map(|step| documented.sql(step)).collect()
}

/// The statement that asks; the scripts `decided` and `clock` leave two tables that are read as they are.
pub fn asking<'d>(documented: &'d Documented, name: &str) -> &'d str {
    match name {
        "clock" => "SELECT start, day_number, deemed FROM clock WHERE start = 'acceptance';",
        "eligible" => "SELECT eligible FROM given_case;",
        _ => documented.sql(name),
    }
}

/// A database in memory with the input tables.
pub struct Sqlite<'d> {
    pub connection: Connection,
    documented: &'d Documented,
}

impl<'d> Sqlite<'d> {
    pub fn open(tables: &Tables, documented: &'d Documented) -> Self {
        let connection = Connection::open_in_memory().expect("SQLite");
        connection.set_prepared_statement_cache_capacity(64);
        sqlite::fill(tables, &connection).expect("filled");
        connection.execute_batch(documented.sql("input")).expect("input tables");
        Self { connection, documented }
    }

    /// Puts a case in and asks.
    pub fn answer(&self, given: &str, asked: &[&str]) -> Rows {
        self.connection.execute_batch(given).expect("a case");
        self.connection.execute_batch(&steps(self.documented, asked)).expect("resolved");
        let rows = |name: &&str| ((*name).to_owned(), self.rows(asking(self.documented, name)));
        asked.iter().map(rows).collect()
    }

    /// The edition that the case was resolved to.
    pub fn edition(&self) -> Option<u32> {
        self.connection.query_row("SELECT edition FROM given_case", [], |row| row.get(0)).expect("a case")
    }

    pub fn rows(&self, sql: &str) -> Vec<String> {
        let mut statement = self.connection.prepare_cached(sql).expect("a query");
        let width = statement.column_count();
        let line = |row: &rusqlite::Row<'_>| -> rusqlite::Result<String> {
            let values = (0..width).map(|at| row.get_ref(at).map(text_of));
            Ok(values.collect::<rusqlite::Result<Vec<_>>>()?.join("\t"))
        };
        statement.query_map([], line).expect("rows").collect::<Result<_, _>>().expect("rows")
    }
}

fn text_of(value: ValueRef<'_>) -> String {
    match value {
        ValueRef::Null => "NULL".to_owned(),
        ValueRef::Integer(number) => number.to_string(),
        ValueRef::Text(text) => String::from_utf8(text.to_vec()).expect("UTF-8"),
        other => panic!("{other:?}"),
    }
}

/// One session of a server over many cases.
pub fn session(opening: &str, documented: &Documented, cases: &[(String, &[&str])]) -> String {
    let mut session = format!("{opening}\n{}", documented.sql("input"));
    for (index, (given, asked)) in cases.iter().enumerate() {
        writeln!(session, "SELECT '# case {index}';\n{given}{}", steps(documented, asked)).unwrap();
        for name in *asked {
            writeln!(session, "SELECT '# {name}';\n{}", asking(documented, name)).unwrap();
        }
    }
    session
}

/// What a session printed, by case and query.
pub fn read_session(printed: &str) -> Vec<Rows> {
    let (mut cases, mut query): (Vec<Rows>, String) = (Vec::new(), String::new());
    for line in printed.lines() {
        match line.strip_prefix("# ") {
            Some(mark) if mark.starts_with("case ") => cases.push(Rows::new()),
            Some(name) => {
                query = name.to_owned();
                cases.last_mut().expect("a case").insert(query.clone(), Vec::new());
            }
            None => cases.last_mut().expect("a case").get_mut(&query).expect("a query").push(line.to_owned()),
        }
    }
    cases
}
