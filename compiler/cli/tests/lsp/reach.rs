//! What reaches across a workspace, and what a file tells of its shape: folders, watched files, symbols, folds, selections, colours.

use std::fs;

use serde_json::{Value, json};

use crate::session::{Session, uri};
use crate::{MATTER, at, catalogue, place};

#[test]
fn folders_come_and_go_while_the_server_runs() {
    let (first, file) = catalogue();
    let (second, other) = catalogue();
    fs::write(&other, MATTER.replace("事项 登记", "事项 变更").replace("    市级  否则\n", "")).expect("a matter");
    let (file, other) = (uri(&file), uri(&other));
    let mut session = Session::start(first.path(), "utf-16");
    session.open(&file, MATTER);
    session.published(|one| one["uri"] == *file && one["version"] == 1);
    let names = |session: &mut Session| -> Vec<String> {
        let found = session.ask("workspace/symbol", json!({ "query": "bg" }));
        found.as_array().expect("symbols").iter().map(|one| one["name"].as_str().expect("a name").to_owned()).collect()
    };
    assert_eq!(names(&mut session), [""; 0]);
    let folder = json!({ "uri": uri(second.path()), "name": "二" });
    let event = json!({ "event": { "added": [folder], "removed": [] } });
    session.tell("workspace/didChangeWorkspaceFolders", event);
    // Nobody has opened it; what is wrong in it is told all the same.
    session.published(|one| one["uri"] == *other && one.to_string().contains("E0401"));
    assert_eq!(names(&mut session), ["变更 · bg"]);
    session.published.clear();
    session.tell("workspace/didChangeWorkspaceFolders", json!({ "event": { "added": [], "removed": [folder] } }));
    session.published(|one| one["uri"] == *other && one["diagnostics"] == json!([]));
    assert_eq!(names(&mut session), [""; 0]);
    session.exit();
}

/// Clients compare what was typed with the names once more, letter by letter.
#[test]
fn a_symbol_that_was_found_by_its_sound_says_what_was_typed() {
    let (folder, file) = catalogue();
    let mut session = Session::start(folder.path(), "utf-16");
    for (typed, name) in [("登", "登记"), ("dj", "登记 · dj"), ("dengji", "登记 · dengji")] {
        let found = session.ask("workspace/symbol", json!({ "query": typed }));
        let own = found.as_array().expect("symbols").iter().find(|one| one["location"]["uri"] == uri(&file));
        let own = own.unwrap_or_else(|| panic!("{typed}: {found}"));
        assert_eq!((&own["name"], &own["containerName"]), (&json!(name), &json!("事项")));
    }
    session.exit();
}

#[test]
fn the_client_is_asked_to_watch_and_a_new_file_is_found() {
    let (folder, file) = catalogue();
    let file = uri(&file);
    let capabilities = json!({
        "general": { "positionEncodings": ["utf-16"] },
        "workspace": { "didChangeWatchedFiles": { "dynamicRegistration": true } },
    });
    let mut session = Session::start_with(folder.path(), capabilities, Some(0));
    let broken = MATTER.replace("年龄", "岁数");
    session.open(&file, &broken);
    session.published(|one| one["uri"] == *file && one.to_string().contains("E02"));
    assert!(session.wished.iter().any(|method| method == "client/registerCapability"), "{:?}", session.wished);
    let more = folder.path().join("更多.matter");
    fs::write(&more, "信息项 岁数：0 至 150 周岁\n").expect("a file");
    session.tell("workspace/didChangeWatchedFiles", json!({ "changes": [{ "uri": uri(&more), "type": 1 }] }));
    session.published(|one| one["uri"] == *file && one["version"] == 1 && !one.to_string().contains("E02"));
    fs::remove_file(&more).expect("it is there");
    session.published.clear();
    session.tell("workspace/didChangeWatchedFiles", json!({ "changes": [{ "uri": uri(&more), "type": 3 }] }));
    session.published(|one| one["uri"] == *file && one.to_string().contains("E02"));
    session.exit();
}

#[test]
fn a_file_tells_its_shape() {
    for encoding in ["utf-16", "utf-8"] {
        let (folder, file) = catalogue();
        let file = uri(&file);
        let mut session = Session::start(folder.path(), encoding);
        session.open(&file, MATTER);
        let document = json!({ "textDocument": { "uri": file } });
        let outline = session.ask("textDocument/documentSymbol", document.clone());
        assert_eq!((&outline[0]["name"], outline.as_array().map(Vec::len)), (&json!("登记"), Some(1)), "{outline}");
        let sections: Vec<&str> = outline[0]["children"]
            .as_array()
            .expect("sections")
            .iter()
            .filter_map(|one| one["name"].as_str())
            .collect();
        assert_eq!(sections, ["部门", "属地", "决定"]);
        let folds = session.ask("textDocument/foldingRange", document.clone());
        let folds: Vec<_> =
            folds.as_array().expect("folds").iter().map(|one| (&one["startLine"], &one["endLine"])).collect();
        assert_eq!(folds, [(&json!(0), &json!(5)), (&json!(3), &json!(5))]);
        let here = at(&file, MATTER, "年龄", encoding)["position"].clone();
        let grown =
            session.ask("textDocument/selectionRange", json!({ "textDocument": { "uri": file }, "positions": [here] }));
        let (name, comparison) = (&grown[0]["range"], &grown[0]["parent"]["range"]);
        assert_eq!((&name["start"], &comparison["start"]), (&here, &here));
        assert_eq!(comparison["end"]["line"], json!(4), "{grown}");
        assert!(comparison["end"]["character"].as_u64() > name["end"]["character"].as_u64(), "{grown}");
        let marked = session.ask("textDocument/documentHighlight", at(&file, MATTER, "居住地", encoding));
        assert_eq!(marked[0]["range"]["start"], place(MATTER, "居住地", encoding), "{marked}");
        // Tokens are told by differences; the first stands on the first line, and one begins at the name behind 𠮷😀.
        let tokens = session.ask("textDocument/semanticTokens/full", document);
        let numbers: Vec<u64> = tokens["data"].as_array().expect("numbers").iter().filter_map(Value::as_u64).collect();
        let (mut line, mut column, mut starts) = (0, 0, Vec::new());
        for token in numbers.chunks(5) {
            column = if token[0] == 0 { column + token[1] } else { token[1] };
            line += token[0];
            starts.push(json!({ "line": line, "character": column }));
        }
        assert_eq!(starts[0], json!({ "line": 0, "character": 0 }));
        assert!(starts.contains(&here), "{starts:?}");
        session.exit();
    }
}

#[test]
fn only_the_lines_of_a_range_are_formatted() {
    for encoding in ["utf-16", "utf-8"] {
        let (folder, file) = catalogue();
        let file = uri(&file);
        let mut session = Session::start(folder.path(), encoding);
        let crooked = MATTER.replace("部门：公安", "部门:公安").replace("    市级  否则", "    市级    否则");
        session.open(&file, &crooked);
        let line = place(&crooked, "市级", encoding);
        let asked = json!({
            "textDocument": { "uri": file }, "range": { "start": line, "end": line },
            "options": { "tabSize": 2, "insertSpaces": true },
        });
        let edits = session.ask("textDocument/rangeFormatting", asked);
        assert_eq!(edits.as_array().map(Vec::len), Some(1), "{edits}");
        assert_eq!(edits[0]["newText"], "    市级  否则\n", "{edits}");
        session.exit();
    }
}

#[test]
fn each_kind_of_remark_has_its_switch() {
    let (folder, file) = catalogue();
    let text = format!(
        "{MATTER}  流程：\n    受理  窗口  1 个工作日\n    审核  公安  2 个工作日\n    发证  窗口  1 个工作日\n  时限：\n    \
         法定  20 个工作日  自 受理\n    承诺  5 个工作日\n用例 试：登记\n  于：2026-03-02 福田区\n"
    );
    fs::write(&file, &text).expect("a matter");
    let file = uri(&file);
    let all = ["广东省/深圳市", "最长路径 2 个工作日", "法定时限的 25%"];
    for (switch, left) in [("", &all[..]), ("regions", &all[1..]), ("path", &[all[0], all[2]]), ("share", &all[..2])] {
        let options = json!({ "hints": { switch: false } });
        let capabilities = json!({ "general": { "positionEncodings": ["utf-16"] } });
        let mut session = Session::start_wishing(folder.path(), capabilities, &options);
        session.open(&file, &text);
        let whole = json!({ "start": { "line": 0, "character": 0 }, "end": { "line": 99, "character": 0 } });
        let shown = session.ask("textDocument/inlayHint", json!({ "textDocument": { "uri": file }, "range": whole }));
        let mut labels: Vec<String> = shown
            .as_array()
            .expect("remarks")
            .iter()
            .map(|one| one["label"].as_str().expect("a text").to_owned())
            .collect();
        labels.sort();
        let mut left: Vec<&str> = left.to_vec();
        left.sort_unstable();
        assert_eq!(labels, left, "{switch}: {shown}");
        session.exit();
    }
}

/// Editors keep old versions of files beside them, and version control has folders of its own.
#[test]
fn what_lies_in_hidden_folders_is_no_part_of_the_catalogue() {
    let (folder, file) = catalogue();
    let mut session = Session::start(folder.path(), "utf-16");
    session.open(&uri(&file), MATTER);
    session.published(|one| one["uri"] == uri(&file) && one["version"] == 1);
    session.published.clear();
    let old = folder.path().join(".history/登记_1.matter");
    fs::create_dir(old.parent().expect("a folder")).expect("a folder");
    fs::write(&old, MATTER.replace("部门：公安", "部门：没有这个部门")).expect("an old version");
    let created = |path: &std::path::Path| json!({ "uri": uri(path), "type": 1 });
    let changes = json!([created(old.parent().expect("a folder")), created(&old)]);
    session.tell("workspace/didChangeWatchedFiles", json!({ "changes": changes }));
    let found = session.ask("workspace/symbol", json!({ "query": "登记" }));
    let own = found.as_array().expect("symbols").iter().filter(|one| one["containerName"] == "事项");
    assert_eq!(own.count(), 1, "{found}");
    // Opened, it stands alone.
    session.open(&uri(&old), &fs::read_to_string(&old).expect("a text"));
    session.published(|one| one["uri"] == uri(&old) && one.to_string().contains("没有这个部门"));
    let twice = |one: &&Value| one["uri"] == uri(&file) && one["diagnostics"] != json!([]);
    assert!(session.published.iter().find(twice).is_none(), "{:?}", session.published);
    session.exit();
}

#[test]
fn files_that_the_client_renames_are_followed_without_a_watcher() {
    let (folder, file) = catalogue();
    let mut session = Session::start(folder.path(), "utf-16");
    session.open(&uri(&file), MATTER);
    session.published(|one| one["uri"] == uri(&file) && one["version"] == 1);
    let capable = &session.capabilities["workspace"]["fileOperations"]["didRename"]["filters"];
    assert_eq!(capable.as_array().expect("filters").len(), 3, "{capable}");
    let (facts, moved) = (folder.path().join("信息项.matter"), folder.path().join("共用/事实.matter"));
    fs::create_dir(moved.parent().expect("a folder")).expect("a folder");
    fs::rename(&facts, &moved).expect("a new name");
    let renamed = json!({ "oldUri": uri(&facts), "newUri": uri(&moved) });
    session.tell("workspace/didRenameFiles", json!({ "files": [renamed] }));
    let definition = session.ask("textDocument/definition", at(&uri(&file), MATTER, "年龄", "utf-16"));
    assert_eq!(definition["uri"], uri(&moved), "{definition}");
    let new = folder.path().join("共享");
    fs::rename(moved.parent().expect("a folder"), &new).expect("a new name");
    let renamed = json!({ "oldUri": uri(moved.parent().expect("a folder")), "newUri": uri(&new) });
    session.tell("workspace/didRenameFiles", json!({ "files": [renamed] }));
    let definition = session.ask("textDocument/definition", at(&uri(&file), MATTER, "年龄", "utf-16"));
    assert_eq!(definition["uri"], uri(&new.join("事实.matter")), "{definition}");
    session.exit();
}

/// A document whose folder is taken out of the workspace is still read; what nobody reads any more is not told.
#[test]
fn a_document_that_stays_open_outside_of_the_workspace_keeps_its_catalogue() {
    let (first, _) = catalogue();
    let (second, other) = catalogue();
    let wrong = second.path().join("变更.matter");
    fs::write(&wrong, MATTER.replace("事项 登记", "事项 变更").replace("    市级  否则\n", "")).expect("a matter");
    let mut session = Session::start(first.path(), "utf-16");
    let folder = json!({ "uri": uri(second.path()), "name": "二" });
    session.tell("workspace/didChangeWorkspaceFolders", json!({ "event": { "added": [folder], "removed": [] } }));
    session.published(|one| one["uri"] == uri(&wrong) && one.to_string().contains("E0401"));
    session.open(&uri(&other), MATTER);
    session.published(|one| one["uri"] == uri(&other) && one["version"] == 1);
    session.published.clear();
    session.tell("workspace/didChangeWorkspaceFolders", json!({ "event": { "added": [], "removed": [folder] } }));
    // A file that is not open is no business of this workspace any more.
    session.published(|one| one["uri"] == uri(&wrong) && one["diagnostics"] == json!([]));
    let definition = session.ask("textDocument/definition", at(&uri(&other), MATTER, "年龄", "utf-16"));
    assert_eq!(definition["uri"], uri(&second.path().join("信息项.matter")), "{definition}");
    session.change(&uri(&other), 2, &MATTER.replace("    市级  否则\n", ""));
    session.published(|one| one["uri"] == uri(&other) && one["version"] == 2 && one.to_string().contains("E0401"));
    session.tell("textDocument/didClose", json!({ "textDocument": { "uri": uri(&other) } }));
    session.published(|one| one["uri"] == uri(&other) && one["diagnostics"] == json!([]));
    session.exit();
}
