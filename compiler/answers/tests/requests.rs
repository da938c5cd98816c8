//! What is no request: each mistake has its code and a sentence in both languages, and the published schemas refuse what the reader refuses.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "what fails in a test fails the test")]

#[path = "../../runtime/tests/common/mod.rs"]
mod common;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use common::window::district;
use jsonschema::Validator;
use matter_answers::{Operation, Refusal, ask, request_schema};
use matter_runtime::{Catalogue, Language};
use proptest::prelude::*;
use serde_json::{Value, json};

const CASE: &str = r#""matter":"二孩生育登记","at":"坂田街道","on":"2026-03-02""#;

/// Operation, request with `CASE` for a sound case, code, how its sentences begin.
const MISTAKES: [(Operation, &str, &str, &str, &str); 16] = [
    (
        Operation::Decide,
        "{",
        "Q001",
        "请求不是 JSON：第 1 行第 1 列起不能读取",
        "the request is no JSON: cannot read on from line 1, column 1",
    ),
    (Operation::Decide, "", "Q001", "请求不是 JSON：第 1 行", "the request is no JSON: cannot read on from line 1"),
    (Operation::Decide, "{CASE} x", "Q001", "请求不是 JSON", "the request is no JSON"),
    (Operation::Decide, "{}", "Q002", "请求缺少“matter”", "the request lacks “matter”"),
    (
        Operation::Decide,
        r#"{CASE,"answer":1}"#,
        "Q003",
        "请求没有“answer”这一项；可写：matter、at、on、",
        "the request has no field “answer”; there may be matter, at, on, ",
    ),
    (
        Operation::Due,
        r#"{CASE,"events":[1]}"#,
        "Q004",
        "请求的“events[0]”应当是一个对象",
        "“events[0]” of the request takes an object",
    ),
    (Operation::Decide, "[1]", "Q004", "请求的“整体”应当是一个对象", "“the whole” of the request takes an object"),
    (
        Operation::Decide,
        r#"{CASE,"answers":{"婚姻状况":{}}}"#,
        "Q004",
        "请求的“answers.婚姻状况”应当是文字、数",
        "“answers.婚姻状况” of the request takes a text, a number",
    ),
    (
        Operation::Decide,
        r#"{CASE,"answers":{"婚姻状况":["离异"]}}"#,
        "R201",
        "信息项“婚姻状况”应填",
        "the fact “婚姻状况” takes ",
    ),
    (
        Operation::Offered,
        r#"{"at":"坂田街道","on":"2026-02-30"}"#,
        "Q005",
        "“on”的“2026-02-30”不是日期；日期写作 2026-11-01",
        "“2026-02-30” of “on” is no day; days look like 2026-11-01",
    ),
    (
        Operation::Due,
        r#"{CASE,"events":[{"kind":"lost","on":"2026-03-02"}]}"#,
        "Q006",
        "“events[0].kind”不能是“lost”；可填：applied、",
        "“events[0].kind” cannot be “lost”; it may be applied, ",
    ),
    (
        Operation::Due,
        r#"{CASE,"events":[{"kind":"applied","on":"2026-03-02","time":"24:00"}]}"#,
        "Q004",
        "请求的“events[0].time”应当是时刻，写作 09:30",
        "“events[0].time” of the request takes a time of day like 09:30",
    ),
    (Operation::Decide, r#"{CASE,"at":"南湾街道"}"#, "Q008", "请求中“at”出现两次", "“at” stands twice in the request"),
    (
        Operation::Why,
        r#"{CASE,"rule":"材料/身份证"}"#,
        "Q009",
        "此事项在此地此时没有规则“材料/身份证”",
        "the matter has no rule “材料/身份证” here and then",
    ),
    (
        Operation::Due,
        r#"{CASE,"events":[{"kind":"paused","on":"2026-03-02","reason":"听证"}]}"#,
        "Q010",
        "此事项没有“听证”这一暂停计时的事由；有：邮寄",
        "nothing called “听证” stops the clock of this matter; there is 邮寄",
    ),
    (
        Operation::Decide,
        r#"{CASE,"answers":{"婚姻状况":"离婚"}}"#,
        "R202",
        "信息项“婚姻状况”没有取值“离婚”",
        "the fact “婚姻状况” has no value “离婚”",
    ),
];

#[test]
fn every_mistake_has_its_code_and_a_sentence_in_both_languages() {
    for (operation, request, code, zh, en) in MISTAKES {
        let request = request.replace("CASE", CASE);
        let refusal = ask(catalogue(), operation, request.as_bytes()).unwrap_err();
        assert_eq!(refusal.code(), code, "{request}");
        assert!(refusal.text(Language::Zh).starts_with(zh), "{}", refusal.text(Language::Zh));
        assert!(refusal.text(Language::En).starts_with(en), "{}", refusal.text(Language::En));
    }
    let unknown = Operation::named("decides").unwrap_err();
    assert_eq!((unknown.code(), unknown.text(Language::En).as_str()), ("Q011", "there is no operation “decides”"));
}

#[test]
fn more_answers_than_belong_to_a_case_are_refused() {
    let many: Vec<String> = (0..10_001).map(|number| format!("\"{number}\":1")).collect();
    let request = format!("{{{CASE},\"answers\":{{{}}}}}", many.join(","));
    let refusal = ask(catalogue(), Operation::Decide, request.as_bytes()).unwrap_err();
    assert_eq!(refusal, Refusal::TooMuch { field: "answers".into(), most: 10_000 });
}

#[test]
fn a_request_of_a_hundred_megabytes_is_refused_unread() {
    let large = vec![b'['; 100 << 20];
    let refusal = ask(catalogue(), Operation::Decide, &large).unwrap_err();
    assert_eq!(refusal, Refusal::TooMuch { field: String::new(), most: 1 << 20 });
    let deep = vec![b'['; 1 << 20];
    assert_eq!(ask(catalogue(), Operation::Decide, &deep).unwrap_err().code(), "Q001");
}

#[test]
fn events_out_of_order_are_refused_with_their_day() {
    let events = [
        (r#"{"kind":"accepted","on":"2026-03-03"},{"kind":"paused","on":"2026-03-02","reason":"邮寄"}"#, "R305"),
        (r#"{"kind":"resumed","on":"2026-03-03","reason":"邮寄"}"#, "R305"),
        (r#"{"kind":"delivered","on":"2026-03-03"}"#, "R305"),
        (r#"{"kind":"accepted","on":"2026-03-03"},{"kind":"extended","on":"2026-03-04"}"#, "R307"),
        (r#"{"kind":"accepted","on":"9999-12-31"}"#, "R303"),
        (r#"{"kind":"accepted","on":"0001-01-01"}"#, "R308"),
    ];
    for (events, code) in events {
        let request = format!("{{{CASE},\"events\":[{events}]}}");
        let refusal = ask(catalogue(), Operation::Due, request.as_bytes()).unwrap_err();
        assert_eq!(refusal.code(), code, "{events}");
    }
}

/// Codes in quotation marks: a letter and three digits.
fn codes(source: &str) -> BTreeSet<&str> {
    let is_code = |word: &&str| {
        let (letter, digits) = word.split_at_checked(1).unwrap_or_default();
        word.len() == 4 && "RQFPSC".contains(letter) && digits.bytes().all(|byte| byte.is_ascii_digit())
    };
    source.split('"').filter(is_code).collect()
}

#[test]
fn the_page_names_every_code_and_no_other() {
    let sources = [
        include_str!("../../runtime/src/error.rs"),
        include_str!("../src/refusal.rs"),
        include_str!("../../ffi/src/failure.rs"),
        include_str!("../../python/src/lib.rs"),
        include_str!("../../serve/src/problem.rs"),
        include_str!("../../cli/src/trouble.rs"),
    ];
    let page = include_str!("../README.md").split_once("| code | means |").unwrap().1;
    let named: String = page.lines().filter_map(|line| line.split('|').nth(1)).collect::<Vec<_>>().join(" ");
    let named: BTreeSet<&str> = named.split_whitespace().filter(|word| word.len() == 4).collect();
    assert_eq!(named, sources.iter().flat_map(|source| codes(source)).collect());
}

fn catalogue() -> &'static Catalogue {
    static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(|| district().open());
    &CATALOGUE
}

fn shape(operation: Operation) -> &'static Validator {
    static SHAPES: LazyLock<BTreeMap<Operation, Validator>> = LazyLock::new(|| {
        let shape = |operation| (operation, jsonschema::validator_for(&request_schema(operation)).unwrap());
        Operation::ALL.into_iter().map(shape).collect()
    });
    &SHAPES[&operation]
}

/// Values that may or may not belong where they are put.
fn anything() -> impl Strategy<Value = Value> {
    let words = ["二孩生育登记", "坂田街道", "2026-03-02", "zh", "applied", "paused", "09:30", "24:00", "x", ""];
    let event = json!({ "kind": "applied", "on": "2026-03-02" });
    let pause = json!({ "kind": "paused", "on": "2026-03-02", "reason": "邮寄", "time": "09:30" });
    let fixed = vec![
        json!(null),
        json!(true),
        json!(1),
        json!(1.5),
        json!([]),
        json!({}),
        json!(["是"]),
        json!([1]),
        json!([event]),
        json!([pause]),
        json!([event, pause]),
        json!([{ "kind": "applied", "on": "2026-03-02", "reason": "邮寄" }]),
        json!({ "婚姻状况": "离异" }),
        json!({ "婚姻状况": ["一"] }),
        json!({ "婚姻状况": {} }),
        json!({ "婚姻状况": [1] }),
    ];
    prop_oneof![prop::sample::select(words.to_vec()).prop_map(Value::from), prop::sample::select(fixed)]
}

fn requests() -> impl Strategy<Value = (Operation, Value)> {
    let names = [
        "matter",
        "theme",
        "at",
        "on",
        "lang",
        "like",
        "reach",
        "rule",
        "responsible",
        "answers",
        "events",
        "as_of",
        "accepted",
        "decided",
        "event",
        "more",
    ];
    let changes = prop::collection::vec((prop::sample::select(names.to_vec()), prop::option::of(anything())), 0..4);
    (prop::sample::select(Operation::ALL.to_vec()), changes).prop_map(|(operation, changes)| {
        let mut request = json!({ "at": "坂田街道", "on": "2026-03-02" });
        match operation {
            Operation::Theme => request["theme"] = "生育一件事".into(),
            Operation::Places => request = json!({ "on": "2026-03-02" }),
            Operation::Info => request = json!({}),
            Operation::Offered => {}
            _ => request["matter"] = "二孩生育登记".into(),
        }
        for (name, value) in changes {
            match value {
                Some(value) => request[name] = value,
                None => drop(request.as_object_mut().unwrap().shift_remove(name)),
            }
        }
        (operation, request)
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3000))]

    #[test]
    fn the_schema_refuses_exactly_what_the_reader_refuses((operation, request) in requests()) {
        let read = ask(catalogue(), operation, request.to_string().as_bytes());
        // Q001 to Q008 are about the shape; the others about what the names mean.
        let shaped = read.as_ref().err().is_none_or(|refusal| !("Q001"..="Q008").contains(&refusal.code()));
        let valid = shape(operation).is_valid(&request);
        prop_assert_eq!(shaped, valid, "{:?} {} {:?}", operation, request, read.err());
    }

    #[test]
    fn no_bytes_make_the_reader_panic(bytes in prop::collection::vec(any::<u8>(), 0..200), at in 0_usize..60) {
        let mut request = format!("{{{CASE},\"answers\":{{\"婚姻状况\":\"离异\"}}}}").into_bytes();
        let at = at.min(request.len());
        request.splice(at..(at + bytes.len() / 20).min(request.len()), bytes.iter().copied());
        for operation in Operation::ALL {
            let _ = ask(catalogue(), operation, &request);
            let _ = ask(catalogue(), operation, &bytes);
        }
    }
}
