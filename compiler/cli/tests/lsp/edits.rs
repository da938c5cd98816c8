//! Edits piece by piece: whatever is typed, in whichever encoding and with whatever between, the server ends where a fresh one begins.

use std::collections::BTreeSet;
use std::fs;
use std::ops::Range;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::session::{Session, uri};
use crate::{MATTER, at, catalogue, place};

/// What is typed: 𠮷 and 😀 are four bytes and two UTF-16 units each; breaks come alone and behind a carriage return.
const PIECES: &[&str] = &[
    "",
    "，",
    "\n",
    "\r\n",
    "\r",
    "𠮷",
    "😀",
    "当 ",
    "年龄",
    "事项 另一个\n",
    "  材料：\n",
    "》",
    "20 个工作日",
    "（",
    "e\u{301}",
];

/// An edit: where it begins in thousandths of the text, how many characters go, what comes.
type Typed = (usize, usize, usize);

fn typed() -> impl Strategy<Value = Typed> {
    (0..=1000usize, 0..8usize, 0..PIECES.len())
}

/// The bytes that an edit replaces.
fn bytes(text: &str, edit: Typed) -> Range<usize> {
    let places: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let first = edit.0 * (places.len() - 1) / 1000;
    places[first]..places[(first + edit.1).min(places.len() - 1)]
}

/// Line and column of a byte in the client's unit.
fn position(text: &str, at: usize, encoding: &str) -> Value {
    let ends = |at: &usize| match text.as_bytes()[*at] {
        b'\n' => true,
        b'\r' => text.as_bytes().get(at + 1) != Some(&b'\n'),
        _ => false,
    };
    let breaks: Vec<usize> = (0..at).filter(ends).collect();
    let start = breaks.last().map_or(0, |at| at + 1);
    let column = if encoding == "utf-8" { at - start } else { text[start..at].encode_utf16().count() };
    json!({ "line": breaks.len(), "character": column })
}

fn send(session: &mut Session, file: &str, version: i64, text: &mut String, edit: Typed, encoding: &str) {
    let range = bytes(text, edit);
    let place = json!({
        "start": position(text, range.start, encoding),
        "end": position(text, range.end, encoding),
    });
    session.replace(file, version, &place, PIECES[edit.2]);
    text.replace_range(range, PIECES[edit.2]);
}

/// A position between `\r` and `\n` is behind the line's end; no editor edits there.
fn parts_a_break(text: &str, edit: Typed) -> bool {
    let range = bytes(text, edit);
    [range.start, range.end].iter().any(|at| text[..*at].ends_with('\r') && text[*at..].starts_with('\n'))
}

/// A catalogue with one more file, in which a choice has a gap: when that is told, everything has been looked at. Its name comes last.
fn watched() -> (TempDir, PathBuf, String) {
    let (folder, file) = catalogue();
    let last = folder.path().join("龙.matter");
    fs::write(&last, MATTER.replace("事项 登记", "事项 别的").replace("    市级  否则\n", "")).expect("a matter");
    (folder, file, uri(&last))
}

/// What is wrong and how the text reads, from a server that never saw another one.
fn fresh(text: &str, encoding: &str) -> (BTreeSet<String>, Value) {
    let (folder, file, last) = watched();
    fs::write(&file, text).expect("a matter");
    let file = uri(&file);
    let capabilities = json!({ "general": { "positionEncodings": [encoding] } });
    let mut session = Session::start_with(folder.path(), capabilities, Some(0));
    session.published(|one| one["uri"] == *last && one.to_string().contains("E0401"));
    let found = session.published.iter().rfind(|one| one["uri"] == *file);
    let found = found.map(|found| said(found, &file)).unwrap_or_default();
    session.open(&file, text);
    let tokens = session.ask("textDocument/semanticTokens/full", json!({ "textDocument": { "uri": file } }));
    session.exit();
    (found, tokens)
}

/// Diagnostics of a document, apart from where it lies and from repetitions.
fn said(published: &Value, file: &str) -> BTreeSet<String> {
    let all = published["diagnostics"].as_array().expect("a list").iter();
    all.map(|one| one.to_string().replace(file, "")).collect()
}

/// Waits until the last thing said about a document is this.
fn settles_on(session: &mut Session, file: &str, version: i64, wanted: &BTreeSet<String>) -> bool {
    let end = Instant::now() + Duration::from_secs(20);
    loop {
        let last = session.published.iter().rfind(|one| one["uri"] == *file);
        if last.is_some_and(|last| last["version"] == version && said(last, file) == *wanted) {
            return true;
        }
        if Instant::now() > end {
            return false;
        }
        session.listen(Duration::from_millis(20));
    }
}

fn any_edits_end_where_a_fresh_server_begins(encoding: &'static str) {
    let (folder, file, _) = watched();
    let file = uri(&file);
    let capabilities = json!({ "general": { "positionEncodings": [encoding] } });
    let session = Session::start_with(folder.path(), capabilities, Some(0));
    let session = std::cell::RefCell::new((session, 1));
    session.borrow_mut().0.open(&file, MATTER);
    let mut runner =
        TestRunner::new(Config { cases: 8, max_shrink_iters: 60, failure_persistence: None, ..Config::default() });
    let law = runner.run(&prop::collection::vec(typed(), 1..25), |edits| {
        let (session, version) = &mut *session.borrow_mut();
        let mut text = MATTER.to_owned();
        *version += 1;
        session.change(&file, *version, MATTER);
        for edit in edits {
            if !parts_a_break(&text, edit) {
                *version += 1;
                send(session, &file, *version, &mut text, edit, encoding);
            }
        }
        let tokens = session.ask("textDocument/semanticTokens/full", json!({ "textDocument": { "uri": file } }));
        let (found, wanted) = fresh(&text, encoding);
        prop_assert_eq!(tokens, wanted, "{}", &text);
        prop_assert!(
            settles_on(session, &file, *version, &found),
            "{text}\n{found:#?}\n{:#?}",
            session.published.last()
        );
        session.change(
            &file,
            {
                *version += 1;
                *version
            },
            MATTER,
        );
        session.published(|one| one["uri"] == *file && one["version"] == *version);
        Ok(())
    });
    law.unwrap_or_else(|broken| panic!("{broken}"));
    session.into_inner().0.exit();
}

#[test]
fn any_edits_in_utf_16_end_where_a_fresh_server_begins() {
    any_edits_end_where_a_fresh_server_begins("utf-16");
}

#[test]
fn any_edits_in_utf_8_end_where_a_fresh_server_begins() {
    any_edits_end_where_a_fresh_server_begins("utf-8");
}

/// Questions that people's editors put while they type.
const QUESTIONS: &[&str] = &[
    "textDocument/hover",
    "textDocument/completion",
    "textDocument/documentSymbol",
    "textDocument/semanticTokens/full",
    "textDocument/references",
    "textDocument/foldingRange",
    "textDocument/codeLens",
];

#[test]
fn thousands_of_edits_with_questions_between_them_keep_their_order() {
    let (folder, file, _) = watched();
    let file = uri(&file);
    let mut session = Session::start(folder.path(), "utf-16");
    session.open(&file, MATTER);
    let mut text = MATTER.to_owned();
    let mut asked = Vec::new();
    let mut version = 1;
    let mut state = 1u64;
    let mut number = |below: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).expect("small") % below
    };
    while version < 3000 {
        // Now and then somebody takes everything back, or the text would grow out of all proportion.
        if version % 200 == 0 {
            version += 1;
            text = MATTER.to_owned();
            session.change(&file, version, &text);
        }
        let edit = (number(1001), number(8), number(PIECES.len()));
        if parts_a_break(&text, edit) {
            continue;
        }
        version += 1;
        send(&mut session, &file, version, &mut text, edit, "utf-16");
        if version % 7 == 0 {
            let mut question = at(&file, MATTER, "年龄", "utf-16");
            question["context"] = json!({ "includeDeclaration": true, "triggerKind": 1 });
            asked.push(session.request(QUESTIONS[number(QUESTIONS.len())], question));
        }
    }
    assert!(asked.len() > 400);
    for id in asked {
        let answer = session.answer(id);
        let code = answer["error"]["code"].as_i64();
        assert!(code.is_none() || code == Some(-32801), "{answer}");
    }
    let (wanted, _) = fresh(&text, "utf-16");
    session.published(|one| one["uri"] == *file && one["version"] == version);
    assert!(settles_on(&mut session, &file, version, &wanted), "{text}\n{wanted:#?}\n{:#?}", session.published.last());
    let own = session.published.iter().filter(|one| one["uri"] == *file);
    let versions: Vec<i64> = own.filter_map(|one| one["version"].as_i64()).collect();
    assert!(versions.is_sorted(), "a publish about an older text: {versions:?}");
    session.exit();
}

#[test]
fn the_text_that_is_saved_counts_even_if_an_edit_was_lost() {
    let (folder, file) = catalogue();
    let file = uri(&file);
    let mut session = Session::start(folder.path(), "utf-16");
    session.open(&file, MATTER);
    session.published(|one| one["uri"] == *file && one["version"] == 1);
    let saved = MATTER.replace("年龄 ≥", "岁数 ≥");
    session.tell("textDocument/didSave", json!({ "textDocument": { "uri": file }, "text": saved }));
    session.published(|one| one["uri"] == *file && one.to_string().contains("E02"));
    session.exit();
}

#[test]
fn what_is_new_waits_for_a_pause_and_what_is_mended_does_not() {
    let (folder, file) = catalogue();
    let file = uri(&file);
    let capabilities = json!({ "general": { "positionEncodings": ["utf-16"] } });
    let mut session = Session::start_with(folder.path(), capabilities, Some(1500));
    session.open(&file, MATTER);
    session.published(|one| one["uri"] == *file && one["version"] == 1);
    let begin = Instant::now();
    session.change(&file, 2, &MATTER.replace("年龄 ≥", "岁数 ≥"));
    let first = session.published(|one| one["uri"] == *file && one["version"] == 2);
    assert!(!first.to_string().contains("E02"), "half a word is not yet wrong: {first}");
    session.published(|one| one["uri"] == *file && one["version"] == 2 && one.to_string().contains("E02"));
    assert!(begin.elapsed() >= Duration::from_millis(1500), "{:?}", begin.elapsed());
    // The finding moves with its line, and vanishes at once.
    session.change(&file, 3, &format!("// 一行\n{}", MATTER.replace("年龄 ≥", "岁数 ≥")));
    let moved = session.published(|one| one["uri"] == *file && one["version"] == 3);
    assert!(moved.to_string().contains("E02"), "{moved}");
    session.change(&file, 4, MATTER);
    let mended = session.published(|one| one["uri"] == *file && one["version"] == 4);
    assert!(!mended.to_string().contains("E02"), "{mended}");
    session.exit();
}

#[test]
fn a_burst_of_edits_costs_a_few_checks() {
    let (folder, file) = catalogue();
    let file = uri(&file);
    let mut session = Session::start(folder.path(), "utf-8");
    session.open(&file, MATTER);
    session.published(|one| one["uri"] == *file && one["version"] == 1);
    session.published.clear();
    let end = place(MATTER, "\n  部门", "utf-8");
    // The whole burst lies in the pipe before the server reads: nobody types so fast, so a slow client is no excuse.
    let range = json!({ "start": end, "end": end });
    session.burst(|session| (2..302).for_each(|version| session.replace(&file, version, &range, "  // 字")));
    session.published(|one| one["uri"] == *file && one["version"] == 301);
    let own = session.published.iter().filter(|one| one["uri"] == *file).count();
    assert!(own <= 12, "{own} publishes for 300 edits");
    session.exit();
}

#[test]
fn a_closed_document_is_told_as_it_lies_on_disk() {
    let (folder, file): (TempDir, _) = catalogue();
    let file = uri(&file);
    let mut session = Session::start(folder.path(), "utf-16");
    session.open(&file, &MATTER.replace("年龄 ≥", "岁数 ≥"));
    session.published(|one| one["uri"] == *file && one.to_string().contains("E02"));
    session.published.clear();
    session.tell("textDocument/didClose", json!({ "textDocument": { "uri": file } }));
    let closed = session.published(|one| one["uri"] == *file);
    assert!(!closed.to_string().contains("E02") && closed["version"].is_null(), "{closed}");
    session.exit();
}
