//! The language server as an editor sees it: real messages to the real program.
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    dead_code,
    reason = "a test that meets something unexpected must stop"
)]

mod catalogues;
mod edits;
mod elsewhere;
mod features;
mod manners;
mod preview;
mod pull;
mod reach;
mod session;

use std::fs;
use std::path::PathBuf;
use std::time::Duration;

use serde_json::{Value, json};
use session::{Session, uri};
use tempfile::TempDir;

const MANIFEST: &str =
    "[catalogue]\nname = \"t\"\ntitle = \"试\"\nregion = \"440307\"\nversion = \"1\"\nas_of = \"2026-11-01\"\n";

const FACTS: &str = "信息项 年龄：0 至 150 周岁\n信息项 居住地：地区 到 县级\n";

/// 𠮷 and 😀 are four bytes and two UTF-16 units each; they stand before the places that are asked for.
const MATTER: &str = "\
事项 登记
  部门：公安
  属地：居住地 到 县级
  决定：
    县级  “𠮷😀”  当 年龄 ≥ 18 周岁
    市级  否则
";

/// Another catalogue for each test: a manifest, facts, and the matter.
fn catalogue() -> (TempDir, PathBuf) {
    let folder = TempDir::new().expect("a folder");
    fs::write(folder.path().join("matters.toml"), MANIFEST).expect("a manifest");
    fs::write(folder.path().join("信息项.matter"), FACTS).expect("facts");
    let file = folder.path().join("登记.matter");
    fs::write(&file, MATTER).expect("a matter");
    (folder, file)
}

/// Line and column of a piece of the text, in the client's unit.
fn place(text: &str, piece: &str, encoding: &str) -> Value {
    let at = text.find(piece).expect("the piece stands there");
    let line = text[..at].matches('\n').count();
    let before = &text[text[..at].rfind('\n').map_or(0, |at| at + 1)..at];
    let column = if encoding == "utf-8" { before.len() } else { before.encode_utf16().count() };
    json!({ "line": line, "character": column })
}

fn at(file: &str, text: &str, piece: &str, encoding: &str) -> Value {
    json!({ "textDocument": { "uri": file }, "position": place(text, piece, encoding) })
}

fn session_in(encoding: &str) {
    let (folder, file) = catalogue();
    let (file, facts) = (uri(&file), uri(&folder.path().join("信息项.matter")));
    let mut session = Session::start(folder.path(), encoding);
    session.open(&file, MATTER);
    session.published(|one| one["uri"] == *file && one["version"] == 1);

    let hover = session.ask("textDocument/hover", at(&file, MATTER, "年龄", encoding));
    assert!(hover["contents"]["value"].as_str().expect("text").starts_with("**年龄** · 信息项"), "{hover}");
    assert_eq!(hover["range"]["start"], place(MATTER, "年龄", encoding));

    let definition = session.ask("textDocument/definition", at(&file, MATTER, "年龄", encoding));
    assert_eq!((&definition["uri"], &definition["range"]["start"]), (&json!(facts), &place(FACTS, "年龄", encoding)));

    let mut rename = at(&file, MATTER, "年龄", encoding);
    rename["newName"] = json!("周岁数");
    let edit = session.ask("textDocument/rename", rename);
    assert_eq!(edit["changes"][&file][0]["range"]["start"], place(MATTER, "年龄", encoding));
    assert_eq!(edit["changes"][&facts][0]["newText"], "周岁数");

    let typing = MATTER.replace("当 年龄 ≥ 18 周岁", "当 nl");
    session.change(&file, 2, &typing);
    let mut end = at(&file, &typing, "nl", encoding);
    end["position"]["character"] = json!(end["position"]["character"].as_u64().expect("a column") + 2);
    let offered = session.ask("textDocument/completion", end);
    assert_eq!(offered["items"][0]["label"], "年龄");
    assert_eq!(offered["items"][0]["textEdit"]["range"]["start"], place(&typing, "nl", encoding));

    let crooked = MATTER.replace("部门：公安", "部门:   公安");
    session.change(&file, 3, &crooked);
    let options = json!({ "textDocument": { "uri": file }, "options": { "tabSize": 2, "insertSpaces": true } });
    let edits = session.ask("textDocument/formatting", options);
    assert_eq!(edits.as_array().expect("edits").len(), 1, "{edits}");
    assert_eq!(edits[0]["range"]["start"], json!({ "line": 1, "character": 0 }));
    session.exit();
}

#[test]
fn a_session_in_utf_16() {
    session_in("utf-16");
}

#[test]
fn a_session_in_utf_8() {
    session_in("utf-8");
}

#[test]
fn a_burst_of_edits_settles_on_the_last_one() {
    let (folder, file) = catalogue();
    let file = uri(&file);
    let mut session = Session::start(folder.path(), "utf-16");
    session.open(&file, MATTER);
    session.published(|one| one["uri"] == *file && one["version"] == 1);
    for version in 2..=300 {
        session.change(&file, version, &MATTER.replace("部门：公安", &format!("部门：没有这个部门{version}")));
    }
    session.change(&file, 301, &MATTER.replace("    市级  否则\n", ""));
    let last = session.published(|one| one["uri"] == *file && one["version"] == 301);
    assert!(!last.to_string().contains("没有这个部门"), "a finding of an older text: {last}");
    session.published(|one| one["uri"] == *file && one["version"] == 301 && one.to_string().contains("E04"));
    session.listen(Duration::from_millis(500));
    let versions: Vec<i64> =
        session.published.iter().filter(|one| one["uri"] == *file).filter_map(|one| one["version"].as_i64()).collect();
    assert!(versions.is_sorted(), "{versions:?}");
    let newest = session.published.iter().rfind(|one| one["uri"] == *file).expect("diagnostics");
    assert!(newest.to_string().contains("E04"), "{newest}");
    session.exit();
}

#[test]
fn a_request_that_an_edit_overtakes_is_answered_once_and_soon() {
    let (folder, file) = catalogue();
    let file = uri(&file);
    let mut session = Session::start(folder.path(), "utf-16");
    session.open(&file, MATTER);
    let mut asked = Vec::new();
    for version in 2..60 {
        asked.push(session.request("textDocument/references", {
            let mut place = at(&file, MATTER, "年龄", "utf-16");
            place["context"] = json!({ "includeDeclaration": true });
            place
        }));
        session.change(&file, version, &format!("{MATTER}// {version}\n"));
    }
    for id in asked {
        let answer = session.answer(id);
        let code = answer["error"]["code"].as_i64();
        assert!(code.is_none() || code == Some(-32801), "{answer}");
        assert!(code.is_some() || answer["result"].as_array().is_some_and(|all| all.len() == 2), "{answer}");
    }
    session.exit();
}

#[test]
fn a_completion_that_a_keystroke_overtakes_is_answered_all_the_same() {
    let (folder, file) = catalogue();
    let file = uri(&file);
    let mut session = Session::start(folder.path(), "utf-16");
    session.open(&file, MATTER);
    let mut asked = Vec::new();
    for version in 2..60 {
        // Behind 年龄, where values and operators are offered; what is typed stands elsewhere.
        asked.push(session.request("textDocument/completion", at(&file, MATTER, "年龄", "utf-16")));
        session.change(&file, version, &format!("{MATTER}// {version}\n"));
    }
    for id in asked {
        let answer = session.answer(id);
        assert!(answer["result"]["items"].as_array().is_some_and(|all| !all.is_empty()), "{answer}");
    }
    session.exit();
}

#[test]
fn what_is_asked_once_and_shown_for_long_outlives_an_edit() {
    let (folder, file) = catalogue();
    let (other, file) = (uri(&folder.path().join("另一个.matter")), uri(&file));
    let mut session = Session::start(folder.path(), "utf-16");
    session.open(&file, MATTER);
    session.open(&other, "信息项 甲：是否\n");
    let whole = json!({ "start": { "line": 0, "character": 0 }, "end": { "line": 99, "character": 0 } });
    let shown = ["codeLens", "documentLink", "foldingRange", "documentSymbol", "inlayHint"];
    let mut asked = Vec::new();
    for (version, method) in (2..60).zip(shown.into_iter().cycle()) {
        let about = json!({ "textDocument": { "uri": file }, "range": whole });
        asked.push((method, session.request(&format!("textDocument/{method}"), about)));
        session.change(&other, version, &format!("信息项 甲：是否\n// {version}\n"));
    }
    for (method, id) in asked {
        let answer = session.answer(id);
        assert!(answer["result"].is_array(), "{method}: {answer}");
    }
    session.exit();
}

#[test]
fn files_that_change_outside_the_editor_are_read_again() {
    let (folder, file) = catalogue();
    let file = uri(&file);
    let mut session = Session::start(folder.path(), "utf-16");
    session.open(&file, MATTER);
    session.published(|one| one["uri"] == *file && one["version"] == 1);
    let facts = folder.path().join("信息项.matter");
    session.published.clear();
    fs::write(&facts, FACTS.replace("年龄", "岁数")).expect("facts");
    session.tell("workspace/didChangeWatchedFiles", json!({ "changes": [{ "uri": uri(&facts), "type": 2 }] }));
    session.published(|one| one["uri"] == *file && one.to_string().contains("E02"));
    session.published.clear();
    fs::write(&facts, FACTS).expect("facts");
    session.tell("workspace/didChangeWatchedFiles", json!({ "changes": [{ "uri": uri(&facts), "type": 2 }] }));
    session.published(|one| one["uri"] == *file && !one.to_string().contains("E02"));
    session.exit();
}

#[test]
fn a_file_without_a_catalogue_has_the_library() {
    let folder = TempDir::new().expect("a folder");
    let file = uri(&folder.path().join("单独.matter"));
    let mut session = Session::start(folder.path(), "utf-16");
    let text = "信息项 年龄：0 至 150 周岁\n事项 登记\n  部门：公安\n";
    session.open(&file, text);
    session.published(|one| one["uri"] == *file && one["version"] == 1);
    let definition = session.ask("textDocument/definition", at(&file, text, "公安", "utf-16"));
    assert!(definition["uri"].as_str().expect("an address").ends_with("departments.matter"), "{definition}");
    session.exit();
}

#[test]
fn tests_of_the_catalogue_run_on_request() {
    let (folder, file) = catalogue();
    let text = format!(
        "{MATTER}用例 成年：登记\n  于：2026-03-02 龙岗区\n  已知：\n    年龄 20\n    居住地 龙岗区\n  应得：\n    决定  县级\n"
    );
    let file = uri(&file);
    let mut session = Session::start(folder.path(), "utf-16");
    session.open(&file, &text);
    let report = session.ask("matter/runTests", json!({ "uri": file }));
    assert_eq!(report["tests"].as_array().expect("tests").len(), 1, "{report}");
    assert_eq!(report["tests"][0]["passed"], true, "{report}");
    let listed = session.ask("matter/tests", Value::Null);
    assert_eq!((&listed[0]["name"], &listed[0]["location"]["uri"]), (&json!("成年"), &json!(file)), "{listed}");
    session.exit();
}

#[test]
fn an_unsaved_text_of_a_dependency_reaches_the_catalogue_above() {
    let folder = TempDir::new().expect("a folder");
    let (below, above) = (folder.path().join("下"), folder.path().join("上"));
    for place in [&below, &above] {
        fs::create_dir(place).expect("a folder");
    }
    fs::write(below.join("matters.toml"), MANIFEST.replace("\"t\"", "\"u\"")).expect("a manifest");
    fs::write(below.join("信息项.matter"), FACTS).expect("facts");
    let manifest = format!("{MANIFEST}[dependencies]\nu = {{ path = \"../下\" }}\n");
    fs::write(above.join("matters.toml"), &manifest).expect("a manifest");
    fs::write(above.join("登记.matter"), MATTER).expect("a matter");
    let (file, facts) = (uri(&above.join("登记.matter")), uri(&below.join("信息项.matter")));
    let mut session = Session::start(&above, "utf-16");
    session.open(&file, MATTER);
    session.published(|one| one["uri"] == *file && one["version"] == 1 && !one.to_string().contains("E02"));
    session.open(&facts, &FACTS.replace("年龄", "岁数"));
    session.published(|one| one["uri"] == *file && one.to_string().contains("E02"));
    let definition = session.ask("textDocument/definition", at(&file, MATTER, "居住地", "utf-16"));
    assert_eq!(definition["uri"], facts, "the address is not the one that the client uses");
    session.exit();
}

#[test]
fn a_manifest_that_cannot_be_read_for_a_moment_takes_nothing_away() {
    let (folder, file) = catalogue();
    let (file, manifest) = (uri(&file), uri(&folder.path().join("matters.toml")));
    let mut session = Session::start(folder.path(), "utf-16");
    session.open(&file, MATTER);
    session.open(&manifest, "[catalogue\n");
    session.published(|one| one["uri"] == *manifest && one.to_string().contains("E05"));
    let definition = session.ask("textDocument/definition", at(&file, MATTER, "年龄", "utf-16"));
    assert!(definition["uri"].is_string(), "the facts are gone: {definition}");
    session.change(&manifest, 2, MANIFEST);
    session.published(|one| one["uri"] == *manifest && one["version"] == 2 && one["diagnostics"] == json!([]));
    session.exit();
}
