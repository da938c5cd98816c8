//! One request for each feature beyond the first session, in both of the protocol's ways of counting.

use std::fs;

use serde_json::{Value, json};

use crate::session::{Session, uri};
use crate::{MANIFEST, MATTER, at, catalogue, place};

/// A prior result of another matter, and what must be tidied or is not known.
const ASKING: &str = "\
/// 😀
事项 变更
  部门：公安
  前置：
    持有 登记证
  材料：
    𠮷证 或 登记证  原件
    没人声明的证明  原件
  豁免：
    M066  “还没有联网”  至 2026-12-31
";

/// Who yields the result.
fn yielding() -> String {
    format!("{MATTER}  结果：登记证  长期有效\n材料 登记证\n")
}

struct Open {
    session: Session,
    _folder: tempfile::TempDir,
    matter: String,
    asking: String,
    encoding: &'static str,
}

fn open(encoding: &'static str) -> Open {
    let (folder, file) = catalogue();
    fs::write(&file, yielding()).expect("a matter");
    let asking = folder.path().join("变更.matter");
    fs::write(&asking, ASKING).expect("a matter");
    let (matter, asking) = (uri(&file), uri(&asking));
    let mut session = Session::start(folder.path(), encoding);
    session.open(&matter, &yielding());
    session.open(&asking, ASKING);
    session.published(|one| one["uri"] == *asking && one.to_string().contains("E0243"));
    Open { session, _folder: folder, matter, asking, encoding }
}

/// The text of a range.
fn under(text: &str, range: &Value, encoding: &str) -> String {
    let line = text.lines().nth(range["start"]["line"].as_u64().expect("a line") as usize).expect("the line");
    let column = |end: &str| range[end]["character"].as_u64().expect("a column") as usize;
    if encoding == "utf-8" {
        return line[column("start")..column("end")].to_owned();
    }
    let units: Vec<u16> = line.encode_utf16().collect();
    String::from_utf16(&units[column("start")..column("end")]).expect("whole characters")
}

fn in_both(check: impl Fn(&mut Open)) {
    for encoding in ["utf-16", "utf-8"] {
        let mut open = open(encoding);
        check(&mut open);
        open.session.exit();
    }
}

#[test]
fn the_form_of_a_line_with_its_active_part() {
    in_both(|open| {
        let mut here = at(&open.asking, ASKING, "证 或 登记证", open.encoding);
        here["position"]["character"] = json!(here["position"]["character"].as_u64().expect("a column") + 1);
        let help = open.session.ask("textDocument/signatureHelp", here);
        let form = &help["signatures"][0];
        assert_eq!(form["label"].as_str().expect("a label").split("  ").next(), Some("材料"), "{help}");
        assert_eq!((&form["parameters"][0]["label"], &help["activeParameter"]), (&json!([0, 2]), &json!(0)), "{help}");
    });
}

#[test]
fn prior_results_are_a_call_hierarchy() {
    in_both(|open| {
        let here = at(&open.matter, &yielding(), "登记\n", open.encoding);
        let items = open.session.ask("textDocument/prepareCallHierarchy", here);
        assert_eq!(items[0]["name"], "登记", "{items}");
        let calls = open.session.ask("callHierarchy/incomingCalls", json!({ "item": items[0] }));
        assert_eq!(calls[0]["from"]["name"], "变更", "{calls}");
        let lines: Vec<String> = calls[0]["fromRanges"]
            .as_array()
            .expect("ranges")
            .iter()
            .map(|range| under(ASKING, range, open.encoding))
            .collect();
        assert_eq!(lines, ["持有 登记证", "𠮷证 或 登记证  原件"]);
        let outgoing = open.session.ask("callHierarchy/outgoingCalls", json!({ "item": calls[0]["from"] }));
        assert_eq!(outgoing[0]["to"]["name"], "登记", "{outgoing}");
    });
}

#[test]
fn a_lens_counts_uses_when_it_comes_into_sight() {
    in_both(|open| {
        let document = json!({ "textDocument": { "uri": open.matter } });
        let lenses = open.session.ask("textDocument/codeLens", document);
        let on = |line: &str| {
            let line = place(&yielding(), line, "utf-8")["line"].clone();
            let mut all = lenses.as_array().expect("lenses").iter();
            all.find(|lens| lens["range"]["start"]["line"] == line).expect("a lens").clone()
        };
        let lens = open.session.ask("codeLens/resolve", on("材料 登记证"));
        assert_eq!(lens["command"]["command"], "matter.showReferences", "{lens}");
        // The result of 登记, and two lines of 变更.
        assert_eq!(lens["command"]["title"], "用到 3 处", "{lens}");
        assert_eq!(lens["command"]["arguments"][0]["locations"].as_array().map(Vec::len), Some(3), "{lens}");
    });
}

#[test]
fn a_line_that_is_left_by_enter_is_tidied() {
    in_both(|open| {
        let typed = ASKING.replace("  部门：公安\n", "  部门:   公安\n  \n");
        open.session.change(&open.asking, 2, &typed);
        let mut here = at(&open.asking, &typed, "  前置", open.encoding);
        here["position"] = json!({ "line": 3, "character": 2 });
        here["ch"] = json!("\n");
        here["options"] = json!({ "tabSize": 2, "insertSpaces": true });
        let edits = open.session.ask("textDocument/onTypeFormatting", here);
        assert_eq!(edits.as_array().map(Vec::len), Some(1), "{edits}");
        assert_eq!(edits[0]["newText"], "  部门：公安");
    });
}

#[test]
fn a_code_leads_to_its_page_and_a_waived_code_too() {
    in_both(|open| {
        let found = open.session.published.iter().rfind(|one| one["uri"] == *open.asking).expect("diagnostics").clone();
        let all = found["diagnostics"].as_array().expect("diagnostics").clone();
        let unknown = all.iter().find(|one| one["code"] == "E0243").expect("an undeclared material");
        let page = unknown["codeDescription"]["href"].as_str().expect("an address");
        let path = page.strip_prefix("file://").expect("a file");
        let text = fs::read_to_string(path).expect("the page lies there");
        assert!(text.starts_with("# E0243 undeclared-material"), "{text}");
        let document = json!({ "textDocument": { "uri": open.asking } });
        let links = open.session.ask("textDocument/documentLink", document);
        let link = &links.as_array().expect("links")[0];
        assert_eq!(under(ASKING, &link["range"], open.encoding), "M066");
        assert!(link["target"].as_str().expect("an address").ends_with("M066.zh.md"), "{link}");
    });
}

#[test]
fn an_unknown_material_is_declared_where_the_others_are() {
    in_both(|open| {
        let start = place(ASKING, "没人声明的证明", open.encoding);
        let range = json!({ "start": start, "end": start });
        let params =
            json!({ "textDocument": { "uri": open.asking }, "range": range, "context": { "diagnostics": [] } });
        let actions = open.session.ask("textDocument/codeAction", params.clone());
        let all = actions.as_array().expect("actions");
        for (only, kinds) in [("quickfix", &["quickfix"][..]), ("source", &["source.fixAll"]), ("refactor.inline", &[])]
        {
            let mut wished = params.clone();
            wished["context"]["only"] = json!([only]);
            let found = open.session.ask("textDocument/codeAction", wished);
            let other = |one: &&Value| !kinds.iter().any(|kind| one["kind"] == *kind);
            assert_eq!(found.as_array().expect("actions").iter().find(other), None, "{only}");
        }
        let declare = all.iter().find(|one| one["title"].as_str().is_some_and(|title| title.contains("声明材料")));
        let edits = &declare.expect("the action")["edit"]["changes"];
        assert_eq!(edits[&open.matter][0]["newText"], "\n材料 没人声明的证明\n", "{edits}");
    });
}

#[test]
fn names_are_documented_when_they_are_looked_at() {
    in_both(|open| {
        let typed = MATTER.replace("  部门：公安\n", "  部门：公安\n  依据：《行政许可\n");
        open.session.change(&open.matter, 2, &typed);
        let mut here = at(&open.matter, &typed, "《行政许可\n", open.encoding);
        let width = if open.encoding == "utf-8" { 15 } else { 5 };
        here["position"]["character"] = json!(here["position"]["character"].as_u64().expect("a column") + width);
        let offered = open.session.ask("textDocument/completion", here);
        let law = offered["items"].as_array().expect("items").iter().find(|one| one["label"] == "行政许可法");
        let law = open.session.ask("completionItem/resolve", law.expect("the law").clone());
        let text = law["documentation"]["value"].as_str().expect("documentation");
        assert!(text.contains("位阶：法律"), "{text}");
    });
}

/// A client that tells the two apart is told what is replaced by either; one that does not gets one range.
#[test]
fn in_the_middle_of_a_word_inserting_and_replacing_end_in_different_places() {
    for (encoding, both) in [("utf-16", true), ("utf-8", true), ("utf-16", false), ("utf-8", false)] {
        let (folder, file) = catalogue();
        let text = format!("{MATTER}  条件：\n    𠮷  “😀”  年龄 ≥ 18 周岁\n  收费：不收费\n");
        fs::write(&file, &text).expect("a matter");
        let item = json!({ "insertReplaceSupport": both });
        let capabilities = json!({
            "general": { "positionEncodings": [encoding] },
            "textDocument": { "completion": { "completionItem": item } },
        });
        let mut session = Session::start_with(folder.path(), capabilities, Some(50));
        session.open(&uri(&file), &text);
        let edit = |session: &mut Session, before: &str, label: &str| {
            let offered = session.ask("textDocument/completion", at(&uri(&file), &text, before, encoding));
            let one = offered["items"].as_array().expect("items").iter().find(|one| one["label"] == label).cloned();
            one.unwrap_or_else(|| panic!("{label}: {offered}"))["textEdit"].clone()
        };
        let place = |edit: &Value, which: &str| under(&text, &edit[which], encoding);
        // The whole word is offered: it is replaced either way.
        let own = edit(&mut session, "龄 ≥ 18", "年龄");
        assert_eq!(place(&own, "range"), "年龄", "{own}");
        // Behind 收 of 收费 stands 费, and behind that a colon that is not written again.
        let header = edit(&mut session, "费：不收费", "收费");
        assert_eq!((place(&header, "range").as_str(), &header["newText"]), ("收费", &json!("收费")), "{header}");
        // Another word is inserted before this one, or replaces it.
        let other = edit(&mut session, "年龄 ≥ 18", "居住地");
        let (insert, replace) = if both { ("insert", "replace") } else { ("range", "range") };
        assert_eq!(place(&other, insert), "", "{other}");
        assert_eq!(place(&other, replace), if both { "年龄" } else { "" }, "{other}");
        session.exit();
    }
}

/// Behind 𠮷😀 on the same line: what joins values, and the case that the line decides; around it all, the file.
#[test]
fn operators_are_coloured_lines_of_choices_explained_and_selections_end_with_the_file() {
    in_both(|open| {
        let text = yielding();
        let file = json!({ "textDocument": { "uri": open.matter } });
        let legend = open.session.capabilities["semanticTokensProvider"]["legend"]["tokenTypes"].clone();
        let data = open.session.ask("textDocument/semanticTokens/full", file)["data"].clone();
        let numbers: Vec<u64> =
            data.as_array().expect("tokens").iter().map(|one| one.as_u64().expect("a number")).collect();
        let (mut line, mut column, mut operators) = (0, 0, Vec::new());
        for token in numbers.chunks(5) {
            column = if token[0] > 0 { token[1] } else { column + token[1] };
            line += token[0];
            if legend[usize::try_from(token[3]).expect("small")] == "operator" {
                let at = |character: u64| json!({ "line": line, "character": character });
                let range = json!({ "start": at(column), "end": at(column + token[2]) });
                operators.push(under(&text, &range, open.encoding));
            }
        }
        assert_eq!(operators, ["≥"]);

        let hover = open.session.ask("textDocument/hover", at(&open.matter, &text, "≥", open.encoding));
        let said = hover["contents"]["value"].as_str().expect("text");
        assert!(said.starts_with("**≥**") && said.contains("**年龄 ≥ 18 周岁**") && said.contains("市级"), "{said}");

        let mut around = at(&open.matter, &text, "年龄", open.encoding);
        around["positions"] = json!([around["position"]]);
        let mut range = open.session.ask("textDocument/selectionRange", around)[0].clone();
        while !range["parent"].is_null() {
            range = range["parent"].clone();
        }
        let last = json!({ "line": text.lines().count(), "character": 0 });
        assert_eq!(range["range"], json!({ "start": { "line": 0, "character": 0 }, "end": last }));
    });
}

#[test]
fn remarks_can_be_switched_off_and_pages_be_the_client_s() {
    let (folder, file) = catalogue();
    let text = format!("{MATTER}用例 试：登记\n  于：2026-03-02 福田区\n");
    fs::write(&file, &text).expect("a matter");
    fs::write(folder.path().join("变更.matter"), ASKING).expect("a matter");
    let file = uri(&file);
    let whole = json!({ "start": { "line": 0, "character": 0 }, "end": { "line": 99, "character": 0 } });
    for (options, hints, page) in [
        (json!({}), 1, "file:///"),
        (json!({ "hints": { "regions": false }, "pages": "matter-explain" }), 0, "matter-explain:E0243?zh"),
    ] {
        let mut session =
            Session::start_wishing(folder.path(), json!({ "general": { "positionEncodings": ["utf-16"] } }), &options);
        session.open(&file, &text);
        let params = json!({ "textDocument": { "uri": file }, "range": whole });
        let shown = session.ask("textDocument/inlayHint", params);
        assert_eq!(shown.as_array().map(Vec::len), Some(hints), "{shown}");
        let found = session.published(|one| one.to_string().contains("E0243")).to_string();
        assert!(found.contains(page), "{found}");
        session.exit();
    }
}

#[test]
fn a_line_that_never_applies_is_faded() {
    in_both(|open| {
        let dead = yielding().replace("    市级  否则\n", "    市级  当 年龄 < 18 周岁\n    省级  否则\n");
        open.session.change(&open.matter, 2, &dead);
        let matter = open.matter.clone();
        let found = open.session.published(|one| one["uri"] == *matter && one.to_string().contains("E0403"));
        let all = found["diagnostics"].as_array().expect("diagnostics");
        let line = all.iter().find(|one| one["code"] == "E0403").expect("a dead line");
        assert_eq!(line["tags"], json!([1]), "{line}");
        assert_eq!(under(&dead, &line["range"], open.encoding), "省级  否则");
        let others = all.iter().filter(|one| one["code"] != "E0403");
        assert!(others.clone().count() > 0 && others.clone().all(|one| one.get("tags").is_none()), "{found}");
    });
}

/// The manifest beside the matters: keys, values, meanings and ways to other files.
#[test]
fn a_manifest_is_completed_explained_and_followed() {
    let (folder, _) = catalogue();
    let below = folder.path().join("基础");
    fs::create_dir(&below).expect("a folder");
    fs::write(below.join("matters.toml"), MANIFEST.replace("\"t\"", "\"u\"").replace("\"试\"", "\"基础目录\""))
        .expect("a manifest");
    let text = format!("# 😀𠮷\n{MANIFEST}[dependencies]\nu = {{ path = \"基础\" }}\n[lints]\nM042 = \"deny\"\n");
    let manifest = folder.path().join("matters.toml");
    fs::write(&manifest, &text).expect("a manifest");
    let manifest = uri(&manifest);
    for encoding in ["utf-16", "utf-8"] {
        let mut session = Session::start(folder.path(), encoding);
        session.open(&manifest, &text);
        session.published(|one| one["uri"] == *manifest);
        let hover = session.ask("textDocument/hover", at(&manifest, &text, "440307", encoding));
        assert!(hover["contents"]["value"].as_str().expect("text").starts_with("**龙岗区** · "), "{hover}");
        assert_eq!(hover["range"]["start"], place(&text, "440307", encoding));
        let leads = session.ask("textDocument/definition", at(&manifest, &text, "基础\" }", encoding));
        assert_eq!(leads["uri"], json!(uri(&below.join("matters.toml"))), "{leads}");
        let leads = session.ask("textDocument/definition", at(&manifest, &text, "M042", encoding));
        assert!(leads["uri"].as_str().expect("an address").contains("M042"), "{leads}");
        let folders = session.ask("textDocument/completion", at(&manifest, &text, "基础\" }", encoding));
        assert_eq!(
            (&folders["items"][0]["label"], &folders["items"][0]["detail"]),
            (&json!("基础"), &json!("基础目录"))
        );

        // What stands where is known although the manifest says the same as before.
        let moved = text.replace("# 😀𠮷\n", "# 😀𠮷😀\n\n\n");
        session.change(&manifest, 2, &moved);
        let hover = session.ask("textDocument/hover", at(&manifest, &moved, "deny", encoding));
        assert!(hover["contents"]["value"].as_str().expect("text").starts_with("**deny**\n\n错误"), "{hover}");
        assert_eq!(hover["range"]["start"], place(&moved, "deny", encoding));

        // A mistake has its repair, and nothing of the language is offered here.
        let wrong = moved.replace("title", "titel");
        session.change(&manifest, 3, &wrong);
        let found = session.published(|one| one["uri"] == *manifest && one["version"] == 3);
        assert_eq!(found["diagnostics"][0]["code"], "E0510", "{found}");
        let at = place(&wrong, "titel", encoding);
        let asked = json!({ "textDocument": { "uri": manifest }, "range": { "start": at, "end": at }, "context": { "diagnostics": [] } });
        let actions = session.ask("textDocument/codeAction", asked);
        assert_eq!(actions[0]["edit"]["changes"][&manifest][0]["newText"], "title", "{actions}");
        let file = json!({ "textDocument": { "uri": manifest }, "options": { "tabSize": 2, "insertSpaces": true } });
        assert_eq!(session.ask("textDocument/formatting", file.clone()), json!([]));
        assert_eq!(session.ask("textDocument/semanticTokens/full", file.clone())["data"], json!([]));
        for request in ["documentSymbol", "foldingRange", "documentLink", "codeLens"] {
            assert_eq!(session.ask(&format!("textDocument/{request}"), file.clone()), json!([]), "{request}");
        }
        session.exit();
    }
}

#[test]
fn what_is_put_into_a_file_ends_its_lines_as_the_file_does() {
    in_both(|open| {
        let matter = yielding().replace('\n', "\r\n");
        open.session.change(&open.matter, 2, &matter);
        let start = place(ASKING, "没人声明的证明", open.encoding);
        let range = json!({ "start": start, "end": start });
        let params =
            json!({ "textDocument": { "uri": open.asking }, "range": range, "context": { "diagnostics": [] } });
        let actions = open.session.ask("textDocument/codeAction", params);
        let mut all = actions.as_array().expect("actions").iter();
        let declare = all.find(|one| one["title"].as_str().is_some_and(|title| title.contains("声明材料")));
        let edits = &declare.expect("the action")["edit"]["changes"];
        assert_eq!(edits[&open.matter][0]["newText"], "\r\n材料 没人声明的证明\r\n", "{edits}");
    });
}
