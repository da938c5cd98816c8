//! The same script, queries and answers on SQLite, PostgreSQL and MariaDB: real servers on loopback, started for the test.
//! A server that is not installed is skipped with a printed line; the project's test command installs both.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::indexing_slicing,
    reason = "test"
)]

mod common;
mod random;

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use common::*;
use matter_core::hir::Definition;
use matter_emit::carriers::sql::{self, Dialect};
use matter_emit::queries::query;
use matter_runtime::tables::Tables;
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use random::{answers, by_name, definitions};

const MATTERS: usize = 12;
const CASES: usize = 6;
const ASKED: [&str; 10] =
    ["offered", "invalid", "responsible", "contradictory", "decide", "pending", "questions", "guide", "due", "venues"];

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

/// Servers refuse to run as root: an unprivileged user does it then.
fn unprivileged(program: &Path) -> Command {
    let is_root = Command::new("id").arg("-u").output().is_ok_and(|output| output.stdout == b"0\n");
    if !is_root {
        return Command::new(program);
    }
    let mut command = Command::new("setpriv");
    command.args(["--reuid=65534", "--regid=65534", "--clear-groups"]).arg(program);
    command
}

fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    // Without the right to do so the servers run as the owner of the folder anyway.
    let _ = Command::new("chown").arg("65534:65534").arg(folder.path()).stderr(Stdio::null()).status();
    folder
}

fn program(names: &[&str]) -> Option<PathBuf> {
    let mut folders: Vec<PathBuf> = std::env::split_paths(&std::env::var_os("PATH")?).collect();
    folders.push("/usr/sbin".into());
    if let Ok(versions) = std::fs::read_dir("/usr/lib/postgresql") {
        folders.extend(versions.flatten().map(|version| version.path().join("bin")));
    }
    folders.iter().flat_map(|folder| names.iter().map(move |name| folder.join(name))).find(|path| path.is_file())
}

fn free_port() -> u16 {
    std::net::TcpListener::bind(("127.0.0.1", 0)).unwrap().local_addr().unwrap().port()
}

/// A server process that ends with the test.
struct Server(Child);

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn run(mut command: Command, input: &str) -> Result<String, String> {
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|e| e.to_string())?;
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_owned();
    let writer = std::thread::spawn(move || stdin.write_all(input.as_bytes()));
    let output = child.wait_with_output().map_err(|error| error.to_string())?;
    let _ = writer.join();
    if output.status.success() {
        Ok(String::from_utf8(output.stdout).unwrap())
    } else {
        Err(String::from_utf8_lossy(&output.stderr).into_owned())
    }
}

fn until_it_answers(client: &dyn Fn() -> Command) {
    for _ in 0..150 {
        if run(client(), "SELECT 1;").is_ok() {
            return;
        }
        std::thread::sleep(Duration::from_millis(200));
    }
    panic!("the server does not answer: {:?}", run(client(), "SELECT 1;"));
}

fn script(tables: &Tables, dialect: Dialect) -> String {
    let mut bytes = Vec::new();
    sql::write(tables, dialect, &mut bytes).unwrap();
    String::from_utf8(bytes).unwrap()
}

#[test]
fn postgresql_answers_what_sqlite_answers() {
    let (Some(server), Some(initdb), Some(psql)) = (program(&["postgres"]), program(&["initdb"]), program(&["psql"]))
    else {
        println!("skipped: PostgreSQL is not installed");
        return;
    };
    let (folder, port) = (folder(), free_port().to_string());
    let data = folder.path().join("data");
    let made = unprivileged(&initdb)
        .args(["-U", "matter", "-A", "trust", "--locale=C.UTF-8", "-E", "UTF8", "--no-sync", "-D"])
        .arg(&data)
        .output()
        .unwrap();
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    let sockets = format!("unix_socket_directories={}", folder.path().display());
    let child = unprivileged(&server)
        .args(["-p", &port, "-c", "listen_addresses=127.0.0.1", "-c", "fsync=off", "-c", &sockets, "-D"])
        .arg(&data)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn();
    let _server = Server(child.unwrap());
    let client = || {
        let mut command = Command::new(&psql);
        command.args(["-h", "127.0.0.1", "-p", &port, "-U", "matter", "-d", "postgres"]);
        command.args(["-X", "-q", "-A", "-t", "-F", "\t", "-P", "null=NULL", "-v", "ON_ERROR_STOP=1"]);
        command
    };
    until_it_answers(&client);
    let (tables, cases) = sample();
    run(client(), &script(&tables, Dialect::PostgreSql)).unwrap();
    compare(&run(client(), &session("", &cases)).unwrap(), &by_sqlite(&tables, &cases));
}

#[test]
fn mariadb_answers_what_sqlite_answers() {
    let servers = (program(&["mariadbd", "mysqld"]), program(&["mariadb-install-db"]), program(&["mariadb", "mysql"]));
    let (Some(server), Some(install), Some(client)) = servers else {
        println!("skipped: MariaDB is not installed");
        return;
    };
    let folder = folder();
    let (data, socket, port) = (folder.path().join("data"), folder.path().join("s.sock"), free_port().to_string());
    let made = unprivileged(&install)
        .args(["--no-defaults", "--auth-root-authentication-method=normal", "--skip-test-db"])
        .arg(format!("--datadir={}", data.display()))
        .output()
        .unwrap();
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    let child = unprivileged(&server)
        .args(["--no-defaults", "--bind-address=127.0.0.1", "--innodb-flush-log-at-trx-commit=0"])
        .args([
            format!("--datadir={}", data.display()),
            format!("--socket={}", socket.display()),
            format!("--port={port}"),
        ])
        .arg(format!("--pid-file={}", folder.path().join("pid").display()))
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn();
    let _server = Server(child.unwrap());
    let client = |database: &'static str| {
        let mut command = Command::new(&client);
        command.args(["--no-defaults", "-h", "127.0.0.1", "-P", &port, "--protocol=tcp", "-u", "root"]);
        command.args(["-N", "-B", "--raw", "--default-character-set=utf8mb4", database]);
        command
    };
    until_it_answers(&|| client("mysql"));
    run(client("mysql"), "CREATE DATABASE matter;").unwrap();
    let (tables, cases) = sample();
    run(client("matter"), &script(&tables, Dialect::MariaDb)).unwrap();
    let opening =
        "SET sql_mode = 'ANSI,NO_BACKSLASH_ESCAPES,STRICT_ALL_TABLES'; SET NAMES utf8mb4 COLLATE utf8mb4_nopad_bin;";
    compare(&run(client("matter"), &session(opening, &cases)).unwrap(), &by_sqlite(&tables, &cases));
}
