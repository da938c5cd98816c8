//! Every operation on the district of the runtime's tests: what is answered, and that it is what the schema says.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "what fails in a test fails the test")]

#[path = "../../runtime/tests/common/mod.rs"]
mod common;

use common::window::{REGISTRATION, district};
use matter_answers::{Operation, answer_schema, ask, request_schema};
use matter_runtime::Catalogue;
use serde_json::{Value, json};

/// Asks; both sides must be what their schemas say.
fn answered(catalogue: &Catalogue, operation: Operation, request: &Value) -> Value {
    jsonschema::validator_for(&request_schema(operation)).unwrap().validate(request).unwrap();
    let text = ask(catalogue, operation, request.to_string().as_bytes()).unwrap();
    assert!(!text.contains('\n'), "an answer is one line");
    let answer = serde_json::from_str(&text).unwrap();
    let schema = answer_schema(operation);
    let found = jsonschema::validator_for(&schema).unwrap().validate(&answer).map_err(|error| error.to_string());
    assert_eq!(found, Ok(()), "{} answered {answer:#}", operation.name());
    answer
}

/// A case accepted on Monday 2026-03-02.
fn case(answers: Value, more: Value) -> Value {
    let mut request = json!({ "matter": REGISTRATION, "at": "坂田街道", "on": "2026-03-02", "answers": answers });
    for (name, value) in more.as_object().unwrap() {
        request[name] = value.clone();
    }
    request
}

#[test]
fn a_case_is_decided_with_reasons() {
    let catalogue = district().open();
    let request = case(json!({ "婚姻状况": "离异" }), json!({ "lang": "en" }));
    let decision = answered(&catalogue, Operation::Decide, &request);
    assert_eq!((&decision["eligible"], &decision["resolution"]), (&json!("certain"), &json!("edition")));
    assert_eq!(decision["responsible"], "广东省/深圳市/龙岗区/坂田街道");
    let divorce = &decision["materials"][0];
    assert_eq!((&divorce["status"], &divorce["value"]["title"]), (&json!("certain"), &json!("离婚证")));
    let why = json!({
        "rule": "材料/离婚证", "file": "龙岗/生育.matter", "line": 1, "condition": "婚姻状况 = 离异", "otherwise": false,
        "basis": [{ "law": "深民规〔2019〕2号", "place": "" }],
        "text": "where 婚姻状况 = 离异: 离婚证 must be handed in. Basis: 深民规〔2019〕2号.",
    });
    assert_eq!(divorce["why"], why);
    assert_eq!(divorce["value"]["options"][0][0]["form"], "copy");
    assert_eq!(decision["pending"], json!([{ "title": "情况属实", "judge": null }]));
    // Seven working days after Monday 2 March: 3, 4, 5, 6, 9, 10, 11.
    assert_eq!(decision["due"], json!({ "day": "2026-03-11", "time": null, "provisional": false }));
    assert_eq!(
        decision["venues"]["halls"],
        json!([{ "name": "坂田街道大厅", "address": "", "hours": [], "windows": [{ "name": "综合", "count": 1 }] }])
    );
    assert!(decision["notice"].as_str().unwrap().starts_with("Documents to hand in:\n1. where"));
}

#[test]
fn what_is_not_answered_is_asked_and_the_line_is_possible() {
    let catalogue = district().open();
    let request = case(json!({ "婚姻状况": null }), json!({}));
    let decision = answered(&catalogue, Operation::Decide, &request);
    assert_eq!(decision["materials"][0]["status"], "possible");
    let questions = answered(&catalogue, Operation::Questions, &request);
    assert_eq!(questions["questions"], decision["questions"]);
    assert_eq!(questions["questions"][0]["fact"], "婚姻状况");
    assert_eq!(questions["questions"][0]["values"], json!(["未婚", "已婚", "离异", "丧偶"]));
}

#[test]
fn days_follow_from_what_happened() {
    let catalogue = district().open();
    let events = json!([
        { "kind": "applied", "on": "2026-03-02" },
        { "kind": "accepted", "on": "2026-03-03" },
        { "kind": "paused", "on": "2026-03-04", "reason": "邮寄" },
        { "kind": "resumed", "on": "2026-03-06", "reason": "时限/不含/邮寄" },
    ]);
    let due = answered(&catalogue, Operation::Due, &case(json!({}), json!({ "events": events })));
    // Seven working days after Tuesday 3 March are 4, 5, 6, 9, 10, 11, 12; three of them were paused: 13, 16, 17.
    assert_eq!(due["promised"], json!({ "day": "2026-03-17", "time": null, "provisional": false }));
    let decision = json!({ "limit": "promised", "day": "2026-03-17", "time": null, "provisional": false });
    assert_eq!((&due["decision"], &due["accepted"]), (&decision, &json!("2026-03-03")));
    assert_eq!((&due["as_of"], &due["paused_since"]), (&json!("2026-03-06"), &Value::Null));
    let plain = answered(&catalogue, Operation::Due, &case(json!({}), json!({})));
    assert_eq!(plain["promised"]["day"], "2026-03-11");
    let stopped = case(json!({}), json!({ "events": events.as_array().unwrap()[..3] }));
    let stopped = answered(&catalogue, Operation::Due, &stopped);
    assert_eq!((&stopped["decision"], &stopped["paused_since"]), (&Value::Null, &json!("2026-03-04")));
    assert_eq!((&stopped["undated"], &due["undated"]), (&json!("paused"), &Value::Null));
}

#[test]
fn a_theme_merges_what_its_members_ask() {
    let catalogue = district().open();
    let request = json!({ "theme": "生育一件事", "at": "坂田街道", "on": "2026-03-02", "responsible": "坂田街道" });
    let theme = answered(&catalogue, Operation::Theme, &request);
    let titles: Vec<&str> =
        theme["materials"].as_array().unwrap().iter().map(|one| one["title"].as_str().unwrap()).collect();
    assert_eq!(titles, ["离婚证", "户口簿", "生育登记凭证"]);
    let made = &theme["materials"][2];
    assert_eq!((&made["made_by"], &made["status"]), (&json!(REGISTRATION), &json!("excluded")));
    assert_eq!((&theme["critical_days"], theme["members"].as_array().unwrap().len()), (&json!(10), 2));
    let divorced =
        json!({ "theme": "生育一件事", "at": "坂田街道", "on": "2026-03-02", "answers": { "婚姻状况": "未婚" } });
    let theme = answered(&catalogue, Operation::Theme, &divorced);
    assert_eq!(theme["materials"][0]["title"], "户口簿");
}

#[test]
fn why_gives_all_reasons_or_one() {
    let catalogue = district().open();
    let all = answered(&catalogue, Operation::Why, &case(json!({ "情况属实": "否" }), json!({})));
    let failed = &all["reasons"].as_array().unwrap()[2];
    assert_eq!((&failed["kind"], &failed["status"]), (&json!("condition"), &json!("excluded")));
    assert!(all["notice"].as_str().unwrap().starts_with("不符合的条件：\n1. 条件：申报情况属实"));
    let one = case(json!({ "婚姻状况": "未婚" }), json!({ "rule": "材料/离婚证" }));
    let one = answered(&catalogue, Operation::Why, &one);
    assert_eq!((&one["reasons"][0]["status"], one["reasons"].as_array().unwrap().len()), (&json!("excluded"), 1));
}

#[test]
fn the_other_operations_answer_what_their_schemas_say() {
    let catalogue = district().open();
    let receipt = answered(&catalogue, Operation::Receipt, &case(json!({ "婚姻状况": "离异" }), json!({})));
    assert_eq!(receipt["facts"][0], json!({ "name": "婚姻状况", "value": "离异", "pending": false }));
    assert_eq!((&receipt["edition"], &receipt["applied"]), (&json!("二孩生育登记@0"), &json!("2026-03-02")));
    let venues = answered(
        &catalogue,
        Operation::Venues,
        &case(json!({}), json!({ "at": "桂园街道", "responsible": "坂田街道" })),
    );
    assert_eq!((&venues["here"], &venues["scopes"][0]["value"]["reaches_here"]), (&json!("certain"), &json!(true)));
    let guide = json!({ "matter": REGISTRATION, "at": "龙岗区", "on": "2026-03-02" });
    let guide = answered(&catalogue, Operation::Guide, &guide);
    assert_eq!((&guide["matter"]["name"], &guide["lines"][0]["kind"]), (&json!(REGISTRATION), &json!("requirement")));
    assert_eq!(guide["place"], "广东省/深圳市/龙岗区");
    assert_eq!(guide["halls"][0]["name"], "坂田街道大厅");
    let figures = answered(&catalogue, Operation::Figures, &json!({ "on": "2026-03-02", "within": 7 }));
    assert_eq!((&figures["total"]["matters"], &figures["within"]), (&json!(2), &json!(7)));
    // A query writes digits; without a request the release's own day counts.
    let digits = answered(&catalogue, Operation::Figures, &json!({ "on": "2026-03-02", "within": "7" }));
    assert_eq!(digits, figures);
    assert_eq!(ask(&catalogue, Operation::Figures, b"").unwrap(), ask(&catalogue, Operation::Figures, b"{}").unwrap());
    let offered = answered(&catalogue, Operation::Offered, &json!({ "at": "龙岗区", "on": "2026-03-02" }));
    assert_eq!(offered["matters"].as_array().unwrap().len(), 2);
    assert_eq!(offered["themes"][0]["name"], "生育一件事");
    let places = answered(&catalogue, Operation::Places, &json!({ "like": "街道", "on": "2026-03-02" }));
    assert_eq!(places["places"][0]["path"], "广东省/深圳市/罗湖区/桂园街道");
    // A town outside of the catalogue answers where somebody is registered.
    let like = |reach: &str| {
        let asked = json!({ "like": "虎门", "on": "2026-03-02", "reach": reach });
        answered(&catalogue, Operation::Places, &asked)["total"].clone()
    };
    assert_eq!([like("catalogue"), like("country")], [json!(0), json!(1)]);
    let info = answered(&catalogue, Operation::Info, &json!({}));
    assert_eq!((&info["counts"]["matters"], &info["catalogue"]["version"]), (&json!(2), &json!("2026.4")));
    assert_eq!(ask(&catalogue, Operation::Info, b"").unwrap(), info.to_string());
}

#[test]
fn of_the_channels_only_those_that_the_matter_offers_are_asked_for() {
    use matter_runtime::tables::{CHANNEL, Channel, Visit};
    let mut builder = common::build::Builder::new("440300000000");
    builder.choice(CHANNEL, &["窗口", "网上", "自助终端"]);
    builder.matter("登记");
    let edition = builder.edition("登记", "440300000000", 0, None, None);
    builder.cells(edition, CHANNEL, &[&[(0, 0), (2, 2)], &[(1, 1)]]);
    for channel in ["窗口", "网上"] {
        let rule = builder.rule_always(edition, "channel", &format!("渠道/{channel}"));
        builder.tables.channel.push(Channel { rule, channel: channel.into() });
    }
    let visit = builder.rule_if(edition, "visit", "到场", (CHANNEL, 0, 2));
    builder.tables.visit.push(Visit { rule: visit, count: 1, reason: None });
    let catalogue = builder.open();
    let request = json!({ "matter": "登记", "at": "坂田街道", "on": "2026-03-02" });
    let questions = answered(&catalogue, Operation::Questions, &request);
    assert_eq!(questions["questions"][0]["values"], json!(["窗口", "网上"]));
    assert_eq!(answered(&catalogue, Operation::Decide, &request)["questions"], questions["questions"]);
    let refused = json!({ "matter": "登记", "at": "坂田街道", "on": "2026-03-02", "answers": { CHANNEL: "自助终端" } });
    let refused = ask(&catalogue, Operation::Decide, refused.to_string().as_bytes()).unwrap_err();
    assert_eq!(refused.code(), "R310");
}
