//! What happens outside of the document that is looked at: files of a dependency that come and get other names, links, other documents.

use std::fs;
use std::path::Path;
use std::time::Duration;

use serde_json::{Value, json};

use crate::catalogues::{Two, two, write};
use crate::session::{Session, uri};
use crate::{FACTS, MANIFEST, MATTER, at, catalogue};

/// Tells of files: created 1, changed 2, gone 3.
fn tell(session: &mut Session, changes: &[(&Path, u8)]) {
    let changes: Vec<Value> = changes.iter().map(|(path, kind)| json!({ "uri": uri(path), "type": kind })).collect();
    session.tell("workspace/didChangeWatchedFiles", json!({ "changes": changes }));
}

/// The file that declares what the matter above asks for.
fn declared(session: &mut Session, matter: &Path) -> Value {
    session.ask("textDocument/definition", at(&uri(matter), MATTER, "年龄", "utf-16"))["uri"].clone()
}

#[test]
fn a_file_of_a_dependency_with_another_name_is_known_above() {
    let Two { folder, facts, matter } = two();
    let mut session = Session::start(folder.path(), "utf-16");
    session.open(&uri(&matter), MATTER);
    assert_eq!(declared(&mut session, &matter), uri(&facts));
    let other = facts.with_file_name("事实.matter");
    for (old, new) in [(&facts, &other), (&other, &facts)] {
        fs::rename(old, new).expect("a new name");
        tell(&mut session, &[(old, 3), (new, 1)]);
        assert_eq!(declared(&mut session, &matter), uri(new));
    }
    session.exit();
}

#[test]
fn a_new_file_of_a_dependency_is_known_above_saved_or_not() {
    let Two { folder, facts, matter } = two();
    fs::remove_file(&facts).expect("it is there");
    let mut session = Session::start(folder.path(), "utf-16");
    session.open(&uri(&matter), MATTER);
    assert_eq!(declared(&mut session, &matter), Value::Null);
    let new = facts.with_file_name("新.matter");
    session.open(&uri(&new), FACTS);
    assert_eq!(declared(&mut session, &matter), uri(&new));
    session.tell("textDocument/didClose", json!({ "textDocument": { "uri": uri(&new) } }));
    assert_eq!(declared(&mut session, &matter), Value::Null);
    write(&new, FACTS);
    tell(&mut session, &[(&new, 1)]);
    assert_eq!(declared(&mut session, &matter), uri(&new));
    session.published(|one| one["uri"] == uri(&matter) && !one.to_string().contains("E02"));
    session.exit();
}

#[test]
fn dependencies_outside_of_the_workspace_are_watched() {
    let Two { folder, matter, .. } = two();
    let (above, below) = (folder.path().join("上"), folder.path().join("下"));
    for relative in [true, false] {
        let watches = json!({ "dynamicRegistration": true, "relativePatternSupport": relative });
        let capabilities = json!({
            "general": { "positionEncodings": ["utf-16"] },
            "workspace": { "didChangeWatchedFiles": watches },
        });
        let mut session = Session::start_with(&above, capabilities, Some(0));
        session.open(&uri(&matter), MATTER);
        declared(&mut session, &matter);
        session.listen(Duration::from_millis(300));
        let registered = json!(session.wishes).to_string();
        let wanted = if relative {
            json!({ "baseUri": uri(&below), "pattern": "**/*.matter" })
        } else {
            json!(format!("{}/**/*.matter", below.display()))
        };
        assert!(registered.contains(&format!("\"globPattern\":{wanted}")), "{registered}");
        assert!(registered.contains("\"globPattern\":\"**/*.matter\""), "{registered}");
        session.exit();
    }
}

#[cfg(unix)]
#[test]
fn a_link_to_a_folder_above_makes_no_second_catalogue() {
    let (folder, _) = catalogue();
    let inner = folder.path().join("内");
    write(&inner.join("matters.toml"), &MANIFEST.replace("\"t\"", "\"u\""));
    write(&inner.join("变更.matter"), &MATTER.replace("事项 登记", "事项 变更"));
    let mut session = Session::start(folder.path(), "utf-16");
    let link = folder.path().join("圈");
    std::os::unix::fs::symlink(folder.path(), &link).expect("a link");
    tell(&mut session, &[(&link, 1), (&link.join("登记.matter"), 1), (&link.join("内/变更.matter"), 1)]);
    for name in ["变更", "登记"] {
        let found = session.ask("workspace/symbol", json!({ "query": name }));
        let own = found.as_array().expect("symbols").iter().filter(|one| one["name"] == name);
        assert_eq!(own.count(), 1, "{found}");
    }
    session.exit();
}

#[test]
fn a_client_is_told_to_look_again_when_another_document_changes() {
    let (folder, file) = catalogue();
    let facts = folder.path().join("信息项.matter");
    let can = json!({ "refreshSupport": true });
    let capabilities = json!({
        "general": { "positionEncodings": ["utf-16"] },
        "workspace": { "semanticTokens": can, "codeLens": can, "inlayHint": can },
    });
    let mut session = Session::start_with(folder.path(), capabilities, Some(0));
    session.open(&uri(&file), MATTER);
    session.change(&uri(&file), 2, &format!("{MATTER}\n"));
    session.listen(Duration::from_millis(600));
    assert_eq!(session.wished, [""; 0], "the client knows what it has changed itself");
    session.open(&uri(&facts), FACTS);
    session.change(&uri(&facts), 2, &FACTS.replace("年龄", "周岁数"));
    session.published(|one| one["uri"] == uri(&file) && one.to_string().contains("E02"));
    session.listen(Duration::from_millis(600));
    let mut wished = session.wished.clone();
    wished.sort();
    wished.dedup();
    let methods = ["semanticTokens", "codeLens", "inlayHint"].map(|what| format!("workspace/{what}/refresh"));
    assert!(methods.iter().all(|method| wished.contains(method)), "{wished:?}");
    session.exit();
}

#[test]
fn a_client_without_snippets_and_marks_gets_plain_text() {
    let (folder, file) = catalogue();
    let typing = MATTER.replace("  部门：公安\n", "  部门：公安\n  \n");
    let at_blank = json!({ "textDocument": { "uri": uri(&file) }, "position": { "line": 2, "character": 2 } });
    for rich in [false, true] {
        let format = if rich { "markdown" } else { "plaintext" };
        let item = json!({ "snippetSupport": rich, "documentationFormat": [format] });
        let document = json!({ "completion": { "completionItem": item }, "hover": { "contentFormat": [format] } });
        let capabilities = json!({ "general": { "positionEncodings": ["utf-16"] }, "textDocument": document });
        let mut session = Session::start_with(folder.path(), capabilities, Some(0));
        session.open(&uri(&file), MATTER);
        let hover = session.ask("textDocument/hover", at(&uri(&file), MATTER, "年龄", "utf-16"));
        assert_eq!(hover["contents"]["kind"], format, "{hover}");
        assert_eq!(hover["contents"]["value"].as_str().expect("a text").contains('*'), rich, "{hover}");
        session.change(&uri(&file), 2, &typing);
        let offered = session.ask("textDocument/completion", at_blank.clone());
        let items = offered["items"].as_array().expect("offers");
        let stops = |one: &&Value| one["insertTextFormat"] == 2 || one["textEdit"].to_string().contains('$');
        assert_eq!(items.iter().any(|one| stops(&one)), rich, "{offered}");
        session.exit();
    }
}
