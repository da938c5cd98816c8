//! Speed of the language server over standard input and output: `cargo bench -p matter --bench lsp -- FOLDER` on a generated catalogue.
//!
//! Prints the time to the first diagnostics, from keystroke to diagnostics, to completions, the settling of a burst, and memory.

#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::print_stdout,
    dead_code,
    reason = "a bench prints, and stops where something unexpected comes"
)]

#[path = "../tests/lsp/session.rs"]
mod session;

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use serde_json::json;
use session::{Session, uri};

/// Keystrokes and completions that are measured.
const ROUNDS: i64 = 200;

fn main() {
    // Cargo adds `--bench` to what was said behind `--`.
    let Some(folder) = std::env::args().skip(1).find(|one| !one.starts_with('-')).map(PathBuf::from) else {
        println!("lsp: no folder given, nothing measured");
        return;
    };
    let file = a_file(&folder).expect("a catalogue with matters");
    let text = fs::read_to_string(&file).expect("a text");
    let file = uri(&file);
    let start = Instant::now();
    let mut session = Session::start_with(&folder, "utf-8", 0);
    session.open(&file, &text);
    session.published(|one| one["uri"] == *file);
    println!("first diagnostics of the open file  {:?}", start.elapsed());
    // The next question of the whole catalogue waits until its first check is over.
    session.listen(Duration::from_secs(20));
    println!("memory after the first check        {} MB", session.memory());

    let mut keystrokes = Vec::new();
    for version in 2..2 + ROUNDS {
        session.published.clear();
        let begin = Instant::now();
        session.change(&file, version, &typed(&text, version));
        session.published(|one| one["version"] == version);
        keystrokes.push(begin.elapsed());
        session.listen(Duration::from_millis(20));
    }
    show("keystroke to diagnostics", &mut keystrokes);

    let line = text.lines().position(|line| line.trim_start().starts_with("当 ") || line.contains("材料")).unwrap_or(1);
    let place = json!({ "textDocument": { "uri": file }, "position": { "line": line + 1, "character": 4 } });
    let mut completions = Vec::new();
    for version in 300..300 + ROUNDS {
        session.change(&file, version, &typed(&text, version));
        let begin = Instant::now();
        session.ask("textDocument/completion", place.clone());
        completions.push(begin.elapsed());
    }
    show("edit and completion", &mut completions);

    session.listen(Duration::from_secs(5));
    let begin = Instant::now();
    for version in 1000..1300 {
        session.change(&file, version, &typed(&text, version));
    }
    session.published(|one| one["version"] == 1299);
    println!("burst of 300 edits                  {:?}", begin.elapsed());
    session.listen(Duration::from_secs(5));
    println!("memory at the end                   {} MB", session.memory());
    session.exit();
}

/// A comment that changes with the version: one keystroke in the middle of the file.
fn typed(text: &str, version: i64) -> String {
    let middle = text[..text.len() / 2 + 1].rfind("\n事项 ").or_else(|| text.find("\n事项 ")).expect("a matter");
    let end = middle + 1 + text[middle + 1..].find('\n').expect("a line");
    let (before, after) = text.split_at(end);
    format!("{before}\n  说明：第{version}次{after}")
}

fn show(what: &str, times: &mut [Duration]) {
    times.sort();
    let at = |part: usize| times[(times.len() - 1) * part / 100];
    println!("{what:35} p50 {:?}  p99 {:?}  max {:?}", at(50), at(99), at(100));
}

/// A file in the middle of the catalogue that has matters.
fn a_file(folder: &Path) -> Option<PathBuf> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next).ok()?.flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "matter") {
                files.push(path);
            }
        }
    }
    files.sort();
    files.into_iter().rfind(|path| fs::read_to_string(path).is_ok_and(|text| text.contains("\n事项 ")))
}
