//! What the protocol asks of a server when the client does not keep to it, or changes its mind.

use serde_json::{Value, json};

use crate::session::{Session, uri};
use crate::{MATTER, at, catalogue};

fn framed(body: &str) -> String {
    format!("Content-Length: {}\r\n\r\n{body}", body.len())
}

#[test]
fn what_is_no_message_is_answered_and_the_next_one_counts() {
    let (folder, file) = catalogue();
    let mut session = Session::start(folder.path(), "utf-16");
    session.open(&uri(&file), MATTER);
    let hover = at(&uri(&file), MATTER, "年龄", "utf-16");
    let (invalid, parse) = (-32600, -32700);
    let cases: &[(String, i64)] = &[
        (framed("{\"jsonrpc\":\"2.0\",\"method\":"), parse),
        (framed("[{\"jsonrpc\":\"2.0\",\"id\":900,\"method\":\"shutdown\"}]"), invalid),
        (framed("17"), invalid),
        (framed("{\"jsonrpc\":\"1.0\",\"id\":901,\"method\":\"shutdown\"}"), invalid),
        (framed(""), parse),
        ("Content-Length: many\r\n\r\n{}".to_owned(), parse),
        ("Content-Type: nothing\r\n\r\n{}\r\n".to_owned(), parse),
        ("some words without any header".to_owned(), parse),
    ];
    for (bytes, code) in cases {
        session.send_raw(bytes.as_bytes());
        // The next message follows at once, without a line break between.
        let answer = session.ask("textDocument/hover", hover.clone());
        assert!(answer["contents"].is_object(), "{bytes}: {answer}");
        assert_eq!(session.complaint(), *code, "{bytes}");
    }
    session.send_raw(b"Content-Length: 2\r\n\r\n\xFF\xFE");
    assert_eq!(session.complaint(), parse);
    session.send_raw(
        b"content-length: 17\r\ncontent-type: application/vscode-jsonrpc; charset=utf-8\r\n\r\n{\"jsonrpc\":\"2.0\"}",
    );
    session.exit();
}

#[test]
fn half_a_surrogate_pair_is_one_unknown_character() {
    let (folder, file) = catalogue();
    let file = uri(&file);
    let mut session = Session::start(folder.path(), "utf-16");
    // A backslash before the letters `ud800` is no escape; a whole pair stays what it is.
    let text = MATTER.replace("事项 登记", "// HALF \\ud800 😀 HALF\n事项 登记");
    let params = json!({ "textDocument": { "uri": file, "languageId": "matter", "version": 1, "text": text } });
    let message = json!({ "jsonrpc": "2.0", "method": "textDocument/didOpen", "params": params }).to_string();
    let message = message.replace("HALF", "\\ud83d").replace('😀', "\\ud83d\\ude00");
    session.send_raw(framed(&message).as_bytes());
    let text = text.replace("HALF", "\u{FFFD}");
    let hover = session.ask("textDocument/hover", at(&file, &text, "年龄", "utf-16"));
    assert_eq!(hover["range"]["start"], at(&file, &text, "年龄", "utf-16")["position"], "{hover}");
    session.exit();
}

#[test]
fn who_leaves_without_a_word_gets_another_exit_code() {
    let (folder, _) = catalogue();
    let mut session = Session::start(folder.path(), "utf-16");
    assert_eq!(session.leave(), Some(1));
}

#[test]
fn a_list_that_edits_overtake_is_whole_or_given_up() {
    let (folder, file) = catalogue();
    let file = uri(&file);
    let tests: String = (0..400)
        .map(|n| {
            format!("用例 第{n}个：登记\n  于：2026-03-02 龙岗区\n  已知：\n    年龄 20\n  应得：\n    决定  县级\n")
        })
        .collect();
    let text = format!("{MATTER}{tests}");
    let mut session = Session::start(folder.path(), "utf-16");
    session.open(&file, &text);
    let mut asked = Vec::new();
    for version in 2..60 {
        asked.push(session.request("matter/tests", Value::Null));
        asked.push(session.request("workspace/symbol", json!({ "query": "登记" })));
        session.change(&file, version, &format!("{text}// {version}\n"));
    }
    for (number, id) in asked.into_iter().enumerate() {
        let answer = session.answer(id);
        let given_up = answer["error"]["code"] == -32801;
        let found = answer["result"].as_array().map_or(0, Vec::len);
        let whole = if number % 2 == 0 { found == 400 } else { found > 0 };
        assert!(given_up || whole, "{answer}");
    }
    session.exit();
}

#[test]
fn a_test_that_does_not_exist_is_said_not_to() {
    let (folder, file) = catalogue();
    let file = uri(&file);
    let test = "用例 成年：登记\n  于：2026-03-02 龙岗区\n  已知：\n    年龄 20\n    居住地 龙岗区\n  应得：\n    决定  县级\n";
    let mut session = Session::start(folder.path(), "utf-16");
    session.open(&file, &format!("{MATTER}{test}"));
    let report = session.ask("matter/runTests", json!({ "uri": file, "names": ["成年", "没有的", "也没有"] }));
    assert_eq!(report["tests"].as_array().map(Vec::len), Some(1), "{report}");
    assert_eq!(report["problem"], "没有叫这个名称的用例：没有的、也没有", "{report}");
    session.exit();
}

#[test]
fn what_came_out_otherwise_stands_at_its_line_with_the_edit_that_takes_it_over() {
    let (folder, file) = catalogue();
    let file = uri(&file);
    let test = "用例 成年：登记\n  于：2026-03-02 龙岗区\n  已知：\n    年龄 20\n    居住地 龙岗区\n  应得：\n    符合\n    决定  市级\n";
    let mut session = Session::start(folder.path(), "utf-16");
    session.open(&file, &format!("{MATTER}{test}"));
    let report = session.ask("matter/runTests", json!({ "uri": file }));
    let line = MATTER.lines().count() + 7;
    let found = &report["tests"][0]["differences"][0];
    let range = json!({ "start": { "line": line, "character": 4 }, "end": { "line": line, "character": 10 } });
    assert_eq!(found["location"], json!({ "uri": file, "range": range }), "{report}");
    assert_eq!(found["accepted"], json!([{ "range": range, "newText": "决定  县级" }]), "{report}");
    session.exit();
}

/// How long a request takes for a file of so many matters, each with a law and a test.
fn seconds(session: &mut Session, folder: &std::path::Path, method: &str, count: usize) -> f64 {
    let text: String = (0..count)
        .map(|n| {
            format!(
                "事项 第{n}\n  部门：公安\n  依据：《居住证暂行条例》第八条\n用例 试{n}：第{n}\n  于：2026-03-02 龙岗区\n  应得：\n    受理  县级\n"
            )
        })
        .collect();
    let file = uri(&folder.join(format!("{method}{count}.matter").replace('/', "")));
    session.open(&file, &text);
    let params = json!({ "textDocument": { "uri": file } });
    // What only the first question pays: the text is read, names are looked up.
    session.ask(method, params.clone());
    let begin = std::time::Instant::now();
    let found = session.ask(method, params);
    let seconds = begin.elapsed().as_secs_f64();
    let expected = if method.ends_with("Link") { count } else { 3 * count };
    assert_eq!(found.as_array().map(Vec::len), Some(expected), "{method}");
    session.tell("textDocument/didClose", json!({ "textDocument": { "uri": file } }));
    seconds
}

#[test]
fn lenses_and_links_of_a_long_file_take_time_as_it_is_long() {
    let (folder, _) = catalogue();
    let mut session = Session::start(folder.path(), "utf-16");
    for method in ["textDocument/codeLens", "textDocument/documentLink"] {
        let [short, long] = [250, 2000].map(|count| seconds(&mut session, folder.path(), method, count));
        // Eight times the matters: a quadratic answer takes sixty-four times as long.
        assert!(long < 40.0 * short.max(0.005), "{method}: {short:.3} s for 250 matters, {long:.3} s for 2000");
    }
    session.exit();
}
