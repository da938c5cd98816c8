//! Clients that ask for diagnostics themselves: each document is told once, by asking; files that nobody has opened are told unasked.

use std::fs;
use std::time::Duration;

use serde_json::{Value, json};

use crate::session::{Session, uri};
use crate::{FACTS, MANIFEST, MATTER, catalogue};

fn client() -> Value {
    json!({
        "general": { "positionEncodings": ["utf-16"] },
        "textDocument": { "diagnostic": { "relatedDocumentSupport": true } },
        "workspace": { "diagnostics": { "refreshSupport": true } },
    })
}

/// Asks until the server is not disturbed.
fn pull(session: &mut Session, file: &str, previous: Option<&str>) -> Value {
    loop {
        let mut question = json!({ "textDocument": { "uri": file } });
        if let Some(previous) = previous {
            question["previousResultId"] = json!(previous);
        }
        let id = session.request("textDocument/diagnostic", question);
        let answer = session.answer(id);
        if answer["error"]["code"] != -32802 {
            return answer["result"].clone();
        }
        assert_eq!(answer["error"]["data"]["retriggerRequest"], true, "{answer}");
    }
}

/// Asks again and again until the answer satisfies a wish: the server asks for it when it knows more.
fn pull_until(session: &mut Session, file: &str, wish: impl Fn(&Value) -> bool) -> Value {
    for _ in 0..400 {
        let report = pull(session, file, None);
        if wish(&report) {
            return report;
        }
        session.listen(Duration::from_millis(50));
    }
    panic!("such a report never came: {}", pull(session, file, None));
}

#[test]
fn a_document_is_told_by_asking_and_never_unasked() {
    let (folder, file) = catalogue();
    let file = uri(&file);
    let mut session = Session::start_with(folder.path(), client(), Some(0));
    session.open(&file, &MATTER.replace("    市级  否则\n", ""));
    let report = pull_until(&mut session, &file, |report| report.to_string().contains("E0401"));
    assert_eq!(report["kind"], "full");
    let result = report["resultId"].as_str().expect("an id").to_owned();
    let same = pull(&mut session, &file, Some(&result));
    assert_eq!((&same["kind"], &same["resultId"]), (&json!("unchanged"), &json!(result)));
    session.change(&file, 2, MATTER);
    let mended = pull(&mut session, &file, Some(&result));
    assert_eq!(mended["kind"], "full");
    assert!(!mended.to_string().contains("E0401"), "{mended}");
    assert_ne!(mended["resultId"], result);
    session.listen(Duration::from_millis(500));
    let unasked: Vec<&Value> = session.published.iter().filter(|one| one["uri"] == *file).collect();
    assert!(unasked.iter().all(|one| one["diagnostics"] == json!([])), "{unasked:?}");
    session.exit();
}

#[test]
fn files_that_nobody_has_opened_are_told_and_taken_back_when_they_are_opened() {
    let (folder, file) = catalogue();
    fs::write(&file, MATTER.replace("    市级  否则\n", "")).expect("a matter");
    let file = uri(&file);
    let mut session = Session::start_with(folder.path(), client(), Some(0));
    session.open(&uri(&folder.path().join("信息项.matter")), FACTS);
    session.published(|one| one["uri"] == *file && one.to_string().contains("E0401"));
    session.published.clear();
    session.open(&file, &MATTER.replace("    市级  否则\n", ""));
    let taken = session.published(|one| one["uri"] == *file);
    assert_eq!(taken["diagnostics"], json!([]));
    pull_until(&mut session, &file, |report| report.to_string().contains("E0401"));
    session.published.clear();
    session.tell("textDocument/didClose", json!({ "textDocument": { "uri": file } }));
    session.published(|one| one["uri"] == *file && one.to_string().contains("E0401"));
    session.exit();
}

#[test]
fn an_edit_that_breaks_another_open_document_comes_with_its_report() {
    let (folder, file) = catalogue();
    let (file, facts) = (uri(&file), uri(&folder.path().join("信息项.matter")));
    let mut session = Session::start_with(folder.path(), client(), Some(0));
    session.open(&file, MATTER);
    session.open(&facts, FACTS);
    pull(&mut session, &file, None);
    pull(&mut session, &facts, None);
    session.change(&facts, 2, &FACTS.replace("年龄", "岁数"));
    let report = pull_until(&mut session, &facts, |report| report.get("relatedDocuments").is_some());
    let related = &report["relatedDocuments"][&file];
    assert_eq!(related["kind"], "full");
    assert!(related.to_string().contains("E02"), "{report}");
    session.exit();
}

#[test]
fn the_client_may_ask_again_when_what_was_kept_back_is_due() {
    let (folder, file) = catalogue();
    let file = uri(&file);
    let mut session = Session::start_with(folder.path(), client(), Some(300));
    session.open(&file, MATTER);
    pull(&mut session, &file, None);
    session.listen(Duration::from_millis(800));
    session.wished.clear();
    session.change(&file, 2, &MATTER.replace("年龄 ≥", "岁数 ≥"));
    let first = pull(&mut session, &file, None);
    assert!(!first.to_string().contains("E02"), "half a word is not yet wrong: {first}");
    let mut patience = 200;
    while !session.wished.iter().any(|method| method == "workspace/diagnostic/refresh") {
        session.listen(Duration::from_millis(50));
        patience -= 1;
        assert!(patience > 0, "the client was not asked to ask again");
    }
    let later = pull(&mut session, &file, None);
    assert!(later.to_string().contains("E02"), "{later}");
    session.exit();
}

#[test]
fn a_manifest_is_told_unasked_and_only_so() {
    let (folder, _) = catalogue();
    let manifest = uri(&folder.path().join("matters.toml"));
    let mut session = Session::start_with(folder.path(), client(), Some(0));
    session.open(&manifest, &MANIFEST.replace("title", "titel"));
    session.published(|one| one["uri"] == *manifest && one.to_string().contains("E0510"));
    assert_eq!(pull(&mut session, &manifest, None)["items"], json!([]));
    session.exit();
}
