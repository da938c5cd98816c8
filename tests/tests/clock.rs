//! Days of real cases, as a client asks for them in JSON. Every expected day was counted by hand on the notices of the State Council.

use std::sync::LazyLock;

use matter_answers::{Operation, ask};
use matter_runtime::Catalogue;
use matter_tests::binary::root;
use matter_tests::release::compile;
use serde_json::{Value, json};

static DISTRICT: LazyLock<Catalogue> = LazyLock::new(|| {
    let tables = compile(&root().join("matters/longgang")).tables;
    Catalogue::open(matter_runtime::image::build(&tables).expect("an image")).expect("opens")
});

/// The answer, or the code of the refusal.
fn answered(operation: Operation, request: &Value) -> Result<Value, String> {
    let text =
        ask(&DISTRICT, operation, request.to_string().as_bytes()).map_err(|refusal| refusal.code().to_owned())?;
    Ok(serde_json::from_str(&text).expect("JSON"))
}

fn due(request: &Value) -> Result<Value, String> {
    answered(Operation::Due, request)
}

fn with(request: &Value, more: Value) -> Value {
    let mut request = request.clone();
    let fields = request.as_object_mut().expect("an object");
    fields.extend(more.as_object().expect("an object").clone());
    request
}

#[test]
fn a_decision_ends_the_pause_and_the_delivery_runs_from_it() {
    let answers = json!({ "项目所在地": "龙岗区", "项目管理层级": "区管项目", "供地方式": "出让", "渠道": "窗口" });
    let case = json!({ "matter": "建设用地规划许可证核发", "at": "龙城街道", "on": "2026-03-02", "answers": answers });
    let events = json!([
        { "kind": "accepted", "on": "2026-03-02" },
        { "kind": "paused", "on": "2026-03-03", "reason": "专家评审" },
        { "kind": "decided", "on": "2026-03-05" },
    ]);
    let due_then = due(&with(&case, json!({ "events": events }))).expect("in order");
    // Ten working days after Thursday 5 March: 6, 9 to 13, 16 to 19.
    assert_eq!(due_then["delivery"]["day"], "2026-03-19");
    // Ten working days after Monday 2 March end on the 16th; 3, 4 and 5 March were paused.
    assert_eq!((&due_then["promised"]["day"], &due_then["paused_since"]), (&json!("2026-03-19"), &Value::Null));
    let mut late = events.as_array().expect("a list").clone();
    late.push(json!({ "kind": "resumed", "on": "2026-03-09", "reason": "专家评审" }));
    assert_eq!(due(&with(&case, json!({ "events": late }))), Err("R305".to_owned()));
}

#[test]
fn the_day_of_acceptance_that_the_events_tell_chooses_the_edition() {
    let answers = json!({ "户籍街道": "坂田街道", "持有 居住证": "否", "出生日期": "1956-06-29", "渠道": "窗口" });
    let case = json!({ "matter": "敬老优待证核发", "at": "坂田街道", "on": "2026-06-29", "answers": answers });
    let events = json!([{ "kind": "applied", "on": "2026-06-29" }, { "kind": "accepted", "on": "2026-07-02" }]);
    // Two working days from July on: Friday 3 and Monday 6.
    let told = due(&with(&case, json!({ "events": events }))).expect("in order");
    assert_eq!(told["decision"]["day"], "2026-07-06");
    assert_eq!(due(&with(&case, json!({ "events": events, "accepted": "2026-07-02" }))), Ok(told));
    for other in
        [json!({ "accepted": "2026-06-30" }), json!({ "on": "2026-06-28" }), json!({ "decided": "2026-07-01" })]
    {
        let refused = due(&with(
            &with(&case, json!({ "events": [events[0], events[1], { "kind": "decided", "on": "2026-07-03" }] })),
            other,
        ));
        assert_eq!(refused, Err("R308".to_owned()));
    }
}

#[test]
fn days_that_contradict_each_other_are_refused() {
    let case = json!({ "matter": "敬老优待证核发", "at": "坂田街道", "on": "2026-06-29", "answers": { "户籍街道": "坂田街道" } });
    let refused = |operation, more| answered(operation, &with(&case, more)).map_err(|code| code.clone());
    for operation in [Operation::Due, Operation::Decide, Operation::Questions] {
        assert_eq!(refused(operation, json!({ "accepted": "2026-06-26" })), Err("R305".to_owned()));
        let early = json!({ "accepted": "2026-07-02", "decided": "2026-07-01" });
        assert_eq!(refused(operation, early), Err("R305".to_owned()));
    }
    assert_eq!(refused(Operation::Due, json!({ "as_of": "2026-06-26" })), Err("R305".to_owned()));
    let backwards = json!({ "events": [
        { "kind": "applied", "on": "2026-06-29", "time": "10:00" }, { "kind": "accepted", "on": "2026-06-29", "time": "09:00" },
    ] });
    assert_eq!(refused(Operation::Due, backwards), Err("R305".to_owned()));
    let no_time = json!({ "events": [
        { "kind": "applied", "on": "2026-06-29", "time": "10:00" }, { "kind": "accepted", "on": "2026-06-29" },
    ] });
    assert!(refused(Operation::Due, no_time).is_ok());
}

#[test]
fn nothing_is_due_for_certain_while_an_earlier_promise_may_hold() {
    let case = |item: Option<&str>| {
        let answers = json!({ "经营场所所在地": "龙岗区", "办理项": item });
        json!({ "matter": "食品经营许可", "at": "坂田街道", "on": "2026-03-03", "answers": answers })
    };
    let open = due(&case(None)).expect("in order");
    // Ten working days after Tuesday 3 March.
    assert_eq!((&open["statutory"]["day"], &open["promised"]), (&json!("2026-03-17"), &Value::Null));
    assert_eq!((&open["decision"], &open["undated"]), (&Value::Null, &json!("answers")));
    let decided = answered(Operation::Decide, &case(None)).expect("decided");
    assert_eq!((&decided["due"], &decided["undated"]), (&Value::Null, &json!("answers")));
    let new = due(&case(Some("新办"))).expect("in order");
    assert_eq!((&new["decision"]["limit"], &new["decision"]["day"]), (&json!("promised"), &json!("2026-03-10")));
    assert_eq!(new["undated"], Value::Null);
}

#[test]
fn a_case_behind_the_calendar_is_decided_without_its_last_day() {
    let answers = json!({ "户籍地": "龙岗区", "居住地": "龙岗区", "已有子女数": 1 });
    let case = |on: &str| json!({ "matter": "二孩生育登记", "at": "坂田街道", "on": on, "answers": answers });
    for on in ["2028-12-28", "2029-12-20"] {
        let decided = answered(Operation::Decide, &case(on)).expect("decided");
        assert_eq!((&decided["due"], &decided["undated"]), (&Value::Null, &json!("calendar")), "{on}");
        assert!(!decided["materials"].as_array().expect("a list").is_empty(), "{on}");
        assert_eq!(due(&case(on)), Err("R303".to_owned()), "{on}");
    }
}

#[test]
fn an_unresolved_case_says_so() {
    let case = json!({ "matter": "二孩生育登记", "at": "坂田街道", "on": "2026-03-02" });
    let open = due(&case).expect("a case");
    assert_eq!((&open["resolution"], &open["undated"]), (&json!("needs_responsible"), &json!("unresolved")));
    let paused = json!({ "events": [{ "kind": "accepted", "on": "2026-03-02" }, { "kind": "paused", "on": "2026-03-03", "reason": "邮寄" }] });
    assert_eq!(due(&with(&case, paused)).expect("a case")["undated"], "unresolved");
    let venues = answered(Operation::Venues, &case).expect("a case");
    assert_eq!((&venues["resolution"], &venues["here"]), (&json!("needs_responsible"), &json!("moot")));
    assert_eq!(venues["halls"], json!([]));
    assert_eq!(answered(Operation::Receipt, &case), Err("Q012".to_owned()));
}

#[test]
fn who_is_born_on_29_february_is_not_left_out_of_what_comes_to_people() {
    let case = |born: &str| {
        let answers = json!({ "户籍街道": "坂田街道", "出生日期": born, "代办": "否", "渠道": "窗口" });
        json!({ "matter": "高龄老人津贴发放", "at": "坂田街道", "on": "2026-01-05", "answers": answers })
    };
    // Seventy on 28 February, 1 March and 1 March 2026: all within two months.
    for born in ["1956-02-28", "1956-02-29", "1956-03-01"] {
        assert_eq!(answered(Operation::Decide, &case(born)).expect("decided")["eligible"], "certain", "{born}");
    }
    // Seventy on 6 March: announced on 6 January.
    assert_eq!(answered(Operation::Decide, &case("1956-03-06")).expect("decided")["eligible"], "excluded");
}

/// A promise of 10 working days and a residence permit, from 10 March on of 6 and none.
const SILENT: &str = "信息项 住地：地区 到 县级

事项 办乙
  类型：公共服务
  服务对象：自然人
  部门：公安
  依据：《居住证暂行条例》第八条
  属地：住地 到 县级
  受理：县级
  决定：县级
  材料：
    居民身份证  原件
    居住证  原件
  时限：
    法定  20 个工作日  自 受理
    承诺  10 个工作日
    告知  5 个工作日  逾期视为受理
  渠道：窗口
  咨询：12345

特别规定 办乙 自 2026-03-10
  材料：减 居住证
  时限：
    改 承诺：6 个工作日
";

#[test]
fn who_was_accepted_by_silence_keeps_the_definition_of_that_day_in_every_answer() {
    let folder = tempfile::tempdir().expect("a folder");
    let head = "[catalogue]\nname = \"a\"\ntitle = \"例\"\nlanguage = \"zh\"\nregion = \"440307\"\nversion = \"1\"\nedition = \"2026\"\nas_of = \"2026-11-01\"\n";
    std::fs::write(folder.path().join("matters.toml"), head).expect("written");
    std::fs::write(folder.path().join("a.matter"), SILENT).expect("written");
    let image = matter_runtime::image::build(&compile(folder.path()).tables).expect("an image");
    let catalogue = Catalogue::open(image).expect("opens");
    let ask_for = |operation, accepted: &str| -> Value {
        let case = json!({
            "matter": "办乙", "at": "龙岗区", "on": "2026-03-06", "accepted": accepted, "answers": { "住地": "龙岗区" },
        });
        let text = ask(&catalogue, operation, case.to_string().as_bytes()).expect("answered");
        serde_json::from_str(&text).expect("JSON")
    };
    // Friday 6 March: told by Friday the 13th, or accepted on the 6th; ten working days after it: Friday the 20th.
    let due_late = ask_for(Operation::Due, "2026-03-16");
    assert_eq!((&due_late["accepted"], &due_late["deemed_accepted"]), (&json!("2026-03-06"), &json!(true)));
    assert_eq!(due_late["promised"]["day"], "2026-03-20");
    let decided = ask_for(Operation::Decide, "2026-03-16");
    assert_eq!(decided["due"]["day"], "2026-03-20");
    assert_eq!(decided["materials"].as_array().map(Vec::len), Some(2), "the residence permit is asked for");
    let receipt = |accepted| ask_for(Operation::Receipt, accepted)["edition"].clone();
    assert_eq!(receipt("2026-03-16"), receipt("2026-03-06"));
    // Told in time: accepted on the 13th, six working days after it: Monday the 23rd.
    assert_eq!(ask_for(Operation::Decide, "2026-03-13")["due"]["day"], "2026-03-23");
    assert_ne!(receipt("2026-03-13"), receipt("2026-03-06"));
}
