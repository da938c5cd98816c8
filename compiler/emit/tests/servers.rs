//! The same script, queries and answers on SQLite, PostgreSQL and MariaDB: real servers on loopback, started for the test.
//! A server that is not installed is skipped and named; the project's test command installs both.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::indexing_slicing,
    unreachable_pub,
    reason = "test; the servers are shared with the crate of tests"
)]

mod common;
mod random;
#[path = "../../../tests/src/servers.rs"]
mod servers;
#[path = "../../../tests/src/skipped.rs"]
mod skipped;

use std::fmt::Write as _;

use common::*;
use matter_core::hir::Definition;
use matter_emit::carriers::sql::{self, Dialect};
use matter_emit::queries::query;
use matter_runtime::tables::Tables;
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use random::{answers, by_name, definitions};
use servers::{Engine, Server};

const MATTERS: usize = 12;
const CASES: usize = 6;
const ASKED: [&str; 15] = [
    "offered",
    "invalid",
    "responsible",
    "contradictory",
    "decide",
    "pending",
    "questions",
    "guide",
    "why",
    "due",
    "venues",
    "here",
    "receipt",
    "totals",
    "review",
];

/// A release of random matters, and one script for each case of each.
fn sample() -> (Tables, Vec<String>) {
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &[7; 32]);
    let mut runner = TestRunner::new_with_rng(Config::default(), rng);
    let mut made: Vec<Definition> = Vec::new();
    let mut scripts = Vec::new();
    for index in 0..MATTERS {
        let mut definition = definitions("某事项").new_tree(&mut runner).unwrap().current();
        let mut head = (*definition.matter).clone();
        let name = format!("事项{index}'’\\");
        head.name = name.clone().into();
        definition.matter = head.into();
        for _ in 0..CASES {
            let answers = answers().new_tree(&mut runner).unwrap().current();
            let values = by_name(&definition, &answers);
            scripts.push(given(&name.replace('\'', "''"), 4, day("2026-04-29"), &values));
        }
        made.push(definition);
    }
    (build(&made), scripts)
}

/// What SQLite answers: one line a row, columns separated by tabs, a mark before each case.
fn by_sqlite(tables: &Tables, scripts: &[String]) -> Vec<String> {
    let connection = sqlite(tables);
    let mut lines = Vec::new();
    for (index, script) in scripts.iter().enumerate() {
        lines.push(format!("case {index}"));
        connection.execute_batch(script).unwrap();
        for name in ASKED {
            lines.push(format!("# {name}"));
            lines.extend(ask(&connection, query(name)).iter().map(|row| row.join("\t")));
        }
    }
    lines
}

/// One script with all cases.
fn session(opening: &str, scripts: &[String]) -> String {
    let mut session = format!("{opening}\n{}", query("input"));
    for (index, script) in scripts.iter().enumerate() {
        writeln!(session, "SELECT 'case {index}';\n{script}").unwrap();
        for name in ASKED {
            writeln!(session, "SELECT '# {name}';\n{}", query(name)).unwrap();
        }
    }
    session
}

fn compare(found: &str, expected: &[String]) {
    let found: Vec<&str> = found.lines().collect();
    for (index, (line, wanted)) in found.iter().zip(expected).enumerate() {
        let before = &expected[index.saturating_sub(5)..index];
        assert_eq!(line, wanted, "after {before:?}");
    }
    assert_eq!(found.len(), expected.len());
}

fn script(tables: &Tables, dialect: Dialect) -> String {
    let mut bytes = Vec::new();
    sql::write(tables, dialect, &mut bytes).unwrap();
    String::from_utf8(bytes).unwrap()
}

fn answers_what_sqlite_answers(engine: Engine, dialect: Dialect, opening: &str) {
    let Some(server) = Server::start(engine) else { return };
    let (tables, cases) = sample();
    server.run(&script(&tables, dialect)).unwrap();
    compare(&server.run(&session(opening, &cases)).unwrap(), &by_sqlite(&tables, &cases));
}

#[test]
fn postgresql_answers_what_sqlite_answers() {
    answers_what_sqlite_answers(Engine::PostgreSql, Dialect::PostgreSql, "SET jit = off;");
}

#[test]
fn mariadb_answers_what_sqlite_answers() {
    let opening =
        "SET sql_mode = 'ANSI,NO_BACKSLASH_ESCAPES,STRICT_ALL_TABLES'; SET NAMES utf8mb4 COLLATE utf8mb4_nopad_bin;";
    answers_what_sqlite_answers(Engine::MariaDb, Dialect::MariaDb, opening);
}
