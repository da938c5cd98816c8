//! The preview as an editor sees it: guide, questions and answers of the text as it stands, saved or not.

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::session::{Session, uri};
use crate::{MATTER, at, catalogue};

/// The matter with what a guide prints.
fn whole() -> String {
    format!(
        "{MATTER}  材料：\n    居民身份证  原件\n    出生证明  复印件 1 份  当 年龄 < 18 周岁\n  流程：\n    受理  窗口  1 个工作日\n    \
         审核  公安  2 个工作日\n  时限：\n    法定  20 个工作日  自 受理\n    承诺  5 个工作日\n  收费：不收费\n  结果：登记证  长期有效\n"
    )
}

fn with(mut place: Value, more: &Value) -> Value {
    for (name, value) in more.as_object().expect("fields") {
        place[name] = value.clone();
    }
    place
}

fn opened(text: &str) -> (tempfile::TempDir, String, Session) {
    let (folder, file) = catalogue();
    let file = uri(&file);
    let mut session = Session::start(folder.path(), "utf-16");
    session.open(&file, text);
    (folder, file, session)
}

#[test]
fn a_guide_comes_in_every_form_and_follows_the_unsaved_text() {
    let text = whole();
    let (_folder, file, mut session) = opened(&text);
    let place = at(&file, &text, "居民身份证", "utf-16");
    let guide = |session: &mut Session, format: &str| {
        let shown = session.ask("matter/guide", with(place.clone(), &json!({ "format": format })));
        assert_eq!((&shown["matter"], &shown["language"]), (&json!("登记"), &json!("zh")), "{shown}");
        assert_eq!(shown["files"]["登记.matter"], json!(file), "{shown}");
        shown["text"].as_str().expect("a text").to_owned()
    };
    assert!(guide(&mut session, "markdown").contains("| 1 | 居民身份证 | 原件 1 份 |"));
    assert!(guide(&mut session, "html").starts_with("<!doctype html>"));
    assert!(guide(&mut session, "svg").starts_with("<svg "));
    // The manifest says which day is today, as it does for the command line.
    assert_eq!(session.ask("matter/guide", place.clone())["day"], "2026-11-01");
    // The material stands on the eighth line.
    assert!(guide(&mut session, "article").contains("data-file=\"登记.matter\" data-line=\"8\""));
    session.change(&file, 2, &text.replace("居民身份证", "护照"));
    assert!(guide(&mut session, "markdown").contains("| 1 | 护照 | 原件 1 份 |"));
    session.exit();
}

#[test]
fn answers_narrow_the_materials_and_the_questions() {
    let text = whole();
    let (_folder, file, mut session) = opened(&text);
    let place = at(&file, &text, "居民身份证", "utf-16");
    let asked = session.ask("matter/questions", place.clone());
    let names = |questions: &Value| -> Vec<String> {
        questions.as_array().expect("questions").iter().map(|one| one["fact"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(names(&asked["questions"]), ["居住地"], "{asked}");
    assert_eq!(asked["place"], "广东省/深圳市/龙岗区");
    let given = json!({ "on": "2026-03-02", "answers": { "居住地": "龙岗区" } });
    let open = session.ask("matter/answer", with(place.clone(), &given));
    assert_eq!(names(&open["decision"]["questions"]), ["年龄"], "{open}");
    let given = json!({ "on": "2026-03-02", "answers": { "居住地": "龙岗区", "年龄": "17" } });
    let decided = session.ask("matter/answer", with(place.clone(), &given))["decision"].clone();
    assert_eq!(names(&decided["questions"]), [""; 0]);
    let materials = decided["materials"].as_array().expect("materials");
    assert_eq!(materials.iter().map(|one| &one["value"]["title"]).collect::<Vec<_>>(), ["居民身份证", "出生证明"]);
    assert_eq!(materials[1]["why"]["line"], 9, "{decided}");
    assert_eq!(decided["deciders"][0]["value"]["level"], 3);
    // Accepted on a Monday, five working days later is the Monday after.
    assert_eq!(decided["due"]["day"], "2026-03-09");
    session.exit();
}

#[test]
fn places_are_offered_level_by_level_and_by_pinyin() {
    let (_folder, file, mut session) = opened(MATTER);
    let mut paths = |more: Value| {
        let found = session.ask("matter/places", with(json!({ "textDocument": { "uri": file } }), &more));
        let all = found.as_array().expect("places").iter();
        all.map(|one| one["path"].as_str().expect("a path").to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(paths(json!({ "typed": "" }))[0], "广东省/深圳市/龙岗区");
    assert_eq!(paths(json!({ "typed": "btjd" })), ["广东省/深圳市/龙岗区/坂田街道"]);
    assert_eq!(paths(json!({ "typed": "futianqu" })), [""; 0]);
    assert_eq!(paths(json!({ "typed": "futianqu", "anywhere": true })), ["广东省/深圳市/福田区"]);
    session.exit();
}

#[test]
fn what_cannot_be_answered_is_said() {
    let text = whole();
    let (_folder, file, mut session) = opened(&text);
    let place = at(&file, &text, "居民身份证", "utf-16");
    for (given, code) in [
        (json!({ "place": "没有的地方" }), "R103"),
        (json!({ "on": "明天" }), "YYYY-MM-DD"),
        (json!({ "answers": { "没有的信息项": "1" } }), "R105"),
    ] {
        let shown = session.ask("matter/answer", with(place.clone(), &given));
        assert!(shown["problem"].as_str().is_some_and(|problem| problem.contains(code)), "{shown}");
        assert_eq!(shown["decision"], Value::Null);
    }
    let nowhere = json!({ "textDocument": { "uri": file }, "matter": "没有的事项" });
    assert_eq!(session.ask("matter/guide", nowhere), Value::Null);
    let named = json!({ "textDocument": { "uri": file }, "matter": "登记" });
    assert_eq!(session.ask("matter/guide", named)["matter"], "登记");
    session.exit();
}

#[test]
fn a_matter_that_towns_decide_is_shown_without_a_place() {
    let text = whole().replace("居住地 到 县级", "住处 到 乡镇（街道）").replace("    县级  “", "    乡镇（街道）  “");
    let text = format!("{text}信息项 住处：地区 到 乡镇（街道）\n");
    let (_folder, file, mut session) = opened(&text);
    let place = at(&file, &text, "居民身份证", "utf-16");
    for asked in ["matter/guide", "matter/questions", "matter/answer"] {
        let shown = session.ask(asked, with(place.clone(), &json!({ "format": "markdown", "answers": {} })));
        assert_eq!(shown.get("problem").cloned().unwrap_or_default(), Value::Null, "{asked}: {shown}");
        assert!(shown["place"].as_str().expect("a place").starts_with("广东省/深圳市/龙岗区/"), "{asked}: {shown}");
    }
    session.exit();
}

#[test]
fn questions_that_edits_overtake_are_answered_or_given_up_soon() {
    let text = whole();
    let (_folder, file, mut session) = opened(&text);
    let place = at(&file, &text, "居民身份证", "utf-16");
    let mut asked = Vec::new();
    for version in 2..22 {
        asked.push(session.request("matter/answer", place.clone()));
        session.change(&file, version, &format!("{text}// {version}\n"));
    }
    let start = Instant::now();
    for id in asked {
        let answer = session.answer(id);
        let code = answer["error"]["code"].as_i64();
        assert!(code.is_none() || code == Some(-32801), "{answer}");
    }
    assert!(start.elapsed() < Duration::from_secs(60), "{:?}", start.elapsed());
    session.exit();
}
