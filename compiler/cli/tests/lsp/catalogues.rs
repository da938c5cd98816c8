//! Several catalogues in one workspace: what one declares and another uses, and how they come and go.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::session::{Session, uri};
use crate::{FACTS, MANIFEST, MATTER, at, place};

/// Two catalogues in one folder: 上 depends on 下 and uses what it declares.
pub(crate) struct Two {
    pub(crate) folder: TempDir,
    pub(crate) facts: PathBuf,
    pub(crate) matter: PathBuf,
}

pub(crate) fn two() -> Two {
    let folder = TempDir::new().expect("a folder");
    let (below, above) = (folder.path().join("下"), folder.path().join("上"));
    write(&below.join("matters.toml"), &MANIFEST.replace("\"t\"", "\"u\""));
    let manifest = format!("{MANIFEST}[dependencies]\nu = {{ path = \"../下\" }}\n");
    write(&above.join("matters.toml"), &manifest);
    let (facts, matter) = (below.join("信息项.matter"), above.join("登记.matter"));
    write(&facts, FACTS);
    write(&matter, MATTER);
    Two { folder, facts, matter }
}

pub(crate) fn write(file: &Path, text: &str) {
    fs::create_dir_all(file.parent().expect("a folder")).expect("a folder");
    fs::write(file, text).expect("a file");
}

/// Starts a server for a folder; waits until something is told about a file that says so.
fn started(folder: &Path, file: &Path, piece: &str) -> Session {
    let mut session = Session::start(folder, "utf-16");
    wait(&mut session, file, piece);
    session
}

fn wait(session: &mut Session, file: &Path, piece: &str) {
    let file = uri(file);
    session.published(|one| one["uri"] == *file && one.to_string().contains(piece));
}

fn renaming(file: &Path, text: &str, name: &str) -> Value {
    let mut rename = at(&uri(file), text, name, "utf-16");
    rename["newName"] = json!("周岁数");
    rename
}

/// What was refused, in words.
fn refusal(session: &mut Session, method: &str, params: Value) -> String {
    let id = session.request(method, params);
    let answer = session.answer(id);
    answer["error"]["message"].as_str().unwrap_or_else(|| panic!("{answer}")).to_owned()
}

#[test]
fn a_name_is_renamed_in_every_catalogue_that_uses_it() {
    let Two { folder, facts, matter } = two();
    let mut session = Session::start(folder.path(), "utf-16");
    session.open(&uri(&matter), MATTER);
    session.open(&uri(&facts), FACTS);
    for (file, text) in [(&facts, FACTS), (&matter, MATTER)] {
        let edit = session.ask("textDocument/rename", renaming(file, text, "年龄"));
        let changes = edit["changes"].as_object().expect("changes");
        assert_eq!(changes.len(), 2, "{edit}");
        let edits = |file: &Path| changes[&uri(file)].as_array().expect("edits").clone();
        assert_eq!(edits(&facts).len(), 1, "{edit}");
        assert_eq!(edits(&matter).len(), 1, "{edit}");
        assert_eq!(edits(&facts)[0]["range"]["start"], place(FACTS, "年龄", "utf-16"));
        assert_eq!(edits(&matter)[0]["range"]["start"], place(MATTER, "年龄", "utf-16"));
        let found = session.ask("textDocument/prepareRename", at(&uri(file), text, "年龄", "utf-16"));
        assert_eq!(found["placeholder"], "年龄", "{found}");
    }
    session.exit();
}

#[test]
fn references_and_lenses_count_every_catalogue() {
    let Two { folder, facts, matter } = two();
    let mut session = Session::start(folder.path(), "utf-16");
    session.open(&uri(&facts), FACTS);
    let mut here = at(&uri(&facts), FACTS, "年龄", "utf-16");
    here["context"] = json!({ "includeDeclaration": false });
    let found = session.ask("textDocument/references", here);
    assert_eq!(found.as_array().map(Vec::len), Some(1), "{found}");
    assert_eq!(found[0]["uri"], uri(&matter));
    let lenses = session.ask("textDocument/codeLens", json!({ "textDocument": { "uri": uri(&facts) } }));
    let lens = session.ask("codeLens/resolve", lenses[0].clone());
    assert_eq!(lens["command"]["title"], "用到 1 处", "{lens}");
    session.exit();
}

#[test]
fn a_new_name_that_another_catalogue_has_is_refused() {
    let Two { folder, facts, matter } = two();
    write(&matter.with_file_name("另.matter"), "信息项 周岁数：0 至 150 周岁\n");
    let mut session = Session::start(folder.path(), "utf-16");
    session.open(&uri(&facts), FACTS);
    let why = refusal(&mut session, "textDocument/rename", renaming(&facts, FACTS, "年龄"));
    assert_eq!(why, "已经有「周岁数」，换一个名称。");
    session.exit();
}

#[test]
fn what_cannot_be_renamed_says_why_in_one_language() {
    let Two { folder, matter, .. } = two();
    let mut session = Session::start(folder.path(), "utf-16");
    let text = format!("{MATTER}用例 试：登记\n  于：2026-03-02 龙岗区\n");
    session.open(&uri(&matter), &text);
    let region = refusal(&mut session, "textDocument/prepareRename", at(&uri(&matter), &text, "龙岗区", "utf-16"));
    assert_eq!(region, "「龙岗区」是行政区划，名称以标准库的区划表为准，不能在目录里改。");
    let library = refusal(&mut session, "textDocument/rename", renaming(&matter, &text, "公安"));
    assert_eq!(library, "它由标准库声明，不能在目录里改名。");
    let nothing = session.ask("textDocument/prepareRename", at(&uri(&matter), &text, "决定", "utf-16"));
    assert!(nothing.is_null(), "{nothing}");
    session.exit();
}

#[test]
fn a_symbol_is_found_once_although_two_catalogues_have_it() {
    let Two { folder, facts, .. } = two();
    let mut session = Session::start(folder.path(), "utf-16");
    let found = session.ask("workspace/symbol", json!({ "query": "年龄" }));
    assert_eq!(found.as_array().map(Vec::len), Some(1), "{found}");
    assert_eq!(found[0]["location"]["uri"], uri(&facts), "{found}");
    session.exit();
}

#[test]
fn a_folder_above_its_catalogues_is_checked_without_any_open_file() {
    let Two { folder, facts, matter } = two();
    write(&matter, &MATTER.replace("    市级  否则\n", ""));
    write(&facts.with_file_name("试.matter"), "用例 试：没有\n");
    // Nobody wants the results of a build, hidden folders, or what other tools install.
    for other in ["target", ".git", "node_modules"] {
        write(&folder.path().join(other).join("matters.toml"), "[catalogue\n");
    }
    let mut session = started(folder.path(), &matter, "E0401");
    wait(&mut session, &facts.with_file_name("试.matter"), "E02");
    let listed = session.ask("matter/tests", Value::Null);
    assert_eq!(listed.as_array().map(Vec::len), Some(1), "{listed}");
    assert!(!session.published.iter().any(|one| one.to_string().contains("E0502")), "{:?}", session.published);
    session.exit();
}

#[test]
fn a_document_that_stood_alone_comes_home_when_its_manifest_is_made() {
    for in_workspace in [true, false] {
        let (folder, other) = (TempDir::new().expect("a folder"), TempDir::new().expect("a folder"));
        let (manifest, matter) = (folder.path().join("matters.toml"), folder.path().join("登记.matter"));
        write(&folder.path().join("信息项.matter"), FACTS);
        write(&matter, MATTER);
        let mut session = Session::start(if in_workspace { folder.path() } else { other.path() }, "utf-16");
        session.open(&uri(&matter), MATTER);
        wait(&mut session, &matter, "E02");
        session.published.clear();
        write(&manifest, MANIFEST);
        session.tell("workspace/didChangeWatchedFiles", json!({ "changes": [{ "uri": uri(&manifest), "type": 1 }] }));
        let matter = uri(&matter);
        session.published(|one| one["uri"] == *matter && !one.to_string().contains("E02"));
        session.change(&matter, 2, &MATTER.replace("    市级  否则\n", ""));
        session.published(|one| one["uri"] == *matter && one.to_string().contains("E0401"));
        session.listen(std::time::Duration::from_millis(300));
        let last = session.published.iter().rfind(|one| one["uri"] == *matter).expect("diagnostics");
        assert!(last.to_string().contains("E0401") && !last.to_string().contains("E02"), "{last}");
        session.exit();
    }
}

#[test]
fn a_document_stands_alone_when_its_manifest_is_gone() {
    let Two { folder, facts, matter } = two();
    let above = matter.parent().expect("a folder");
    write(&above.join("甲.matter"), &MATTER.replace("登记", "别的").replace("    市级  否则\n", ""));
    let mut session = started(folder.path(), &above.join("甲.matter"), "E0401");
    session.open(&uri(&matter), MATTER);
    session.published(|one| one["uri"] == uri(&matter) && !one.to_string().contains("E02"));
    session.published.clear();
    fs::remove_file(above.join("matters.toml")).expect("a manifest");
    let gone = json!([{ "uri": uri(&above.join("matters.toml")), "type": 3 }]);
    session.tell("workspace/didChangeWatchedFiles", json!({ "changes": gone }));
    wait(&mut session, &matter, "E02");
    session.published(|one| one["uri"] == uri(&above.join("甲.matter")) && one["diagnostics"] == json!([]));
    let hover = session.ask("textDocument/hover", at(&uri(&matter), MATTER, "公安", "utf-16"));
    assert!(hover["contents"].is_object(), "{hover}");
    assert!(facts.is_file());
    session.exit();
}

#[test]
fn a_folder_that_leaves_the_workspace_takes_its_findings_along() {
    let Two { folder, matter, .. } = two();
    write(&matter, &MATTER.replace("    市级  否则\n", ""));
    let mut session = started(folder.path(), &matter, "E0401");
    session.published.clear();
    let event = json!({ "added": [], "removed": [{ "uri": uri(folder.path()), "name": "t" }] });
    session.tell("workspace/didChangeWorkspaceFolders", json!({ "event": event }));
    session.published(|one| one["uri"] == uri(&matter) && one["diagnostics"] == json!([]));
    let listed = session.ask("workspace/symbol", json!({ "query": "年龄" }));
    assert_eq!(listed, json!([]));
    session.exit();
}

#[test]
fn a_folder_that_is_renamed_is_one_event_for_each_name() {
    let Two { folder, matter, .. } = two();
    let old = matter.parent().expect("a folder").join("里");
    write(&old.join("甲.matter"), &MATTER.replace("登记", "别的").replace("    市级  否则\n", ""));
    let new = old.with_file_name("内");
    let mut session = started(folder.path(), &old.join("甲.matter"), "E0401");
    session.published.clear();
    fs::rename(&old, &new).expect("a folder");
    let changes = json!([{ "uri": uri(&old), "type": 3 }, { "uri": uri(&new), "type": 1 }]);
    session.tell("workspace/didChangeWatchedFiles", json!({ "changes": changes }));
    session.published(|one| one["uri"] == uri(&old.join("甲.matter")) && one["diagnostics"] == json!([]));
    wait(&mut session, &new.join("甲.matter"), "E0401");
    // The same with a whole catalogue.
    session.published.clear();
    let (old, new) = (matter.parent().expect("a folder"), folder.path().join("新"));
    fs::rename(old, &new).expect("a folder");
    let changes = json!([{ "uri": uri(old), "type": 3 }, { "uri": uri(&new), "type": 1 }]);
    session.tell("workspace/didChangeWatchedFiles", json!({ "changes": changes }));
    session.published(|one| one["uri"] == uri(&old.join("内/甲.matter")) && one["diagnostics"] == json!([]));
    wait(&mut session, &new.join("内/甲.matter"), "E0401");
    session.exit();
}

#[test]
fn a_file_in_another_encoding_is_a_finding_until_it_is_mended() {
    let Two { folder, facts, .. } = two();
    let (first, later) = (facts.with_file_name("甲.matter"), facts.with_file_name("乙.matter"));
    // 事项 in GBK.
    let bytes = [0xCA, 0xC2, 0xCF, 0xEE, b'\n'];
    fs::write(&first, bytes).expect("a file");
    let mut session = started(folder.path(), &first, "E0504");
    let change = |session: &mut Session, file: &Path, kind: u32| {
        session.tell("workspace/didChangeWatchedFiles", json!({ "changes": [{ "uri": uri(file), "type": kind }] }));
    };
    fs::write(&later, bytes).expect("a file");
    change(&mut session, &later, 1);
    wait(&mut session, &later, "E0504");
    session.published.clear();
    fs::write(&first, "信息项 甲：是否\n").expect("a file");
    change(&mut session, &first, 2);
    session.published(|one| one["uri"] == uri(&first) && !one.to_string().contains("E0504"));
    fs::write(&facts, bytes).expect("a file");
    change(&mut session, &facts, 2);
    wait(&mut session, &facts, "E0504");
    let found = session.ask("workspace/symbol", json!({ "query": "年龄" }));
    assert_eq!(found, json!([]), "the old text is still there");
    fs::remove_file(&later).expect("a file");
    change(&mut session, &later, 3);
    session.published(|one| one["uri"] == uri(&later) && one["diagnostics"] == json!([]));
    session.exit();
}

#[test]
fn a_document_that_was_never_saved_has_the_library() {
    let folder = TempDir::new().expect("a folder");
    let mut session = Session::start(folder.path(), "utf-16");
    let (file, text) = ("untitled:Untitled-1", "事项 登记\n  部门：公安\n  决定：\n    县级  当 岁数 ≥ 18\n");
    session.open(file, text);
    session.published(|one| one["uri"] == file && one["version"] == 1 && one.to_string().contains("E02"));
    let hover = session.ask("textDocument/hover", at(file, text, "公安", "utf-16"));
    assert!(hover["contents"]["value"].as_str().is_some_and(|text| text.contains("部门")), "{hover}");
    let edits = session.ask("textDocument/rename", {
        let mut rename = at(file, text, "登记", "utf-16");
        rename["newName"] = json!("申领");
        rename
    });
    assert_eq!(edits["changes"][file].as_array().map(Vec::len), Some(1), "{edits}");
    session.tell("textDocument/didClose", json!({ "textDocument": { "uri": file } }));
    session.published(|one| one["uri"] == file && one["diagnostics"] == json!([]));
    session.exit();
}

#[test]
fn a_file_of_a_dependency_is_checked_where_it_is_at_home() {
    let Two { facts, matter, .. } = two();
    let mut session = Session::start(matter.parent().expect("a folder"), "utf-16");
    session.open(&uri(&facts), &format!("{FACTS}信息项 年龄：是否\n"));
    session.published(|one| one["uri"] == uri(&facts) && one["version"] == 1 && one["diagnostics"] != json!([]));
    session.exit();
}

#[test]
fn a_manifest_is_read_as_the_command_line_reads_it() {
    let Two { folder, matter, .. } = two();
    let manifest = matter.with_file_name("matters.toml");
    let text = format!("{}[lints]\nM0042 = \"deny\"\n", MANIFEST.replace("440307", "999999"));
    write(&manifest, &text);
    let mut session = started(folder.path(), &manifest, "E0508");
    let found = session.published(|one| one["uri"] == uri(&manifest) && one.to_string().contains("E0509"));
    let region = found["diagnostics"].as_array().expect("a list").iter().find(|one| one["code"] == "E0509");
    assert_eq!(region.expect("a finding")["range"]["start"], place(&text, "\"999999", "utf-16"), "{found}");
    session.open(&uri(&manifest), &text);
    session.change(&uri(&manifest), 2, MANIFEST);
    session.published(|one| one["uri"] == uri(&manifest) && one["version"] == 2 && one["diagnostics"] == json!([]));
    session.exit();
}

#[test]
fn edits_are_for_the_version_that_was_read_where_the_client_takes_versions() {
    let Two { folder, facts, matter } = two();
    let capabilities = json!({
        "general": { "positionEncodings": ["utf-16"] },
        "workspace": { "workspaceEdit": { "documentChanges": true } },
    });
    let mut session = Session::start_with(folder.path(), capabilities, Some(50));
    session.open(&uri(&facts), FACTS);
    let edit = session.ask("textDocument/rename", renaming(&facts, FACTS, "年龄"));
    assert!(edit["changes"].is_null(), "{edit}");
    let documents: BTreeMap<&str, &Value> = edit["documentChanges"]
        .as_array()
        .expect("documents")
        .iter()
        .filter_map(|one| Some((one["textDocument"]["uri"].as_str()?, one)))
        .collect();
    assert_eq!(documents[uri(&facts).as_str()]["textDocument"]["version"], 1, "{edit}");
    assert!(documents[uri(&matter).as_str()]["textDocument"]["version"].is_null(), "{edit}");
    session.exit();
}

#[test]
fn a_thing_cannot_take_its_own_other_name() {
    let Two { folder, facts, .. } = two();
    let text = format!("{FACTS}材料 行驶证\n  别名：周岁数\n");
    let mut session = Session::start(folder.path(), "utf-16");
    session.open(&uri(&facts), &text);
    let why = refusal(&mut session, "textDocument/rename", renaming(&facts, &text, "行驶证"));
    assert_eq!(why, "已经有「周岁数」，换一个名称。");
    session.exit();
}
