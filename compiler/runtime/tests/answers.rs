//! Reading answers as people write them.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "what fails in a test fails the test")]

mod common;

use common::build::Builder;
use common::day;
use matter_runtime::{Catalogue, Error, Given};

fn catalogue() -> Catalogue {
    let mut builder = Builder::new("440307000000");
    builder.matter("二孩生育登记");
    builder.fact("外地户籍", "bool");
    builder.choice("婚姻状况", &["未婚", "已婚", "离异", "丧偶"]);
    builder.tables.fact_value[2].code = Some("40".into());
    let area = builder.fact("建筑面积", "number");
    (area.scale, area.low, area.high, area.unit) = (2, Some(0), Some(100_000_000), Some("平方米".into()));
    builder.fact("总投资", "money");
    builder.fact("生育日期", "date");
    builder.fact("二孩生育登记/已有子女数", "number").high = Some(20);
    builder.fact("已有子女数", "number").high = Some(10);
    builder.place("户籍地", 5);
    builder.place("责任地", 4);
    builder.fact("申请日", "date");
    for option in ["热食", "冷食", "生食"] {
        let row = builder.fact(&format!("经营项目/{option}"), "option");
        (row.option_of, row.title) = (Some("经营项目".into()), option.into());
    }
    builder.open()
}

fn read(name: &str, value: &str) -> Result<Vec<i64>, Error> {
    let catalogue = catalogue();
    let matter = catalogue.matter("二孩生育登记")?;
    let mut answers = Vec::new();
    catalogue.read_answer(Some(matter), name, value, day("2026-03-02"), &mut answers)?;
    Ok(answers.into_iter().map(|given| given.value).collect())
}

#[test]
fn numbers_that_no_window_would_have_read_are_refused() {
    let catalogue = catalogue();
    let matter = catalogue.matter("二孩生育登记").unwrap();
    let marriage = catalogue.fact(Some(matter), "婚姻状况").unwrap();
    let given = |fact, value| Given { fact, value };
    assert_eq!(catalogue.check_given(&[given(marriage, 2), given(marriage, 2)]), Ok(()));
    let twice = catalogue.check_given(&[given(marriage, 2), given(marriage, 1)]);
    assert_eq!(twice.unwrap_err().code(), "R204");
    let day = catalogue.fact(None, "申请日").unwrap();
    assert_eq!(catalogue.check_given(&[given(day, 20_000)]).unwrap_err().code(), "R207");
}

#[test]
fn values_are_read_as_people_write_them() {
    let expected = [
        ("外地户籍", "是", 1),
        ("外地户籍", "no", 0),
        ("婚姻状况", "离异", 2),
        ("婚姻状况", "40", 2),
        ("建筑面积", "80.5", 8_050),
        ("建筑面积", "１２０．２５ 平方米", 12_025),
        ("建筑面积", "150㎡", 15_000),
        ("建筑面积", "3.5 公顷", 3_500_000),
        ("建筑面积", "1.5万 平方米", 1_500_000),
        ("建筑面积", "150 square metres", 15_000),
        ("建筑面积", "1,234.5 平方米", 123_450),
        ("总投资", "30万", 30_000_000),
        ("总投资", "１２，３４５，６７８ 元", 1_234_567_800),
        ("总投资", "3 wan yuan", 3_000_000),
        ("总投资", "30万元", 30_000_000),
        ("总投资", "1.5 亿元", 15_000_000_000),
        ("总投资", "1_000.05元", 100_005),
        ("生育日期", "2026-02-14", i64::from(day("2026-02-14").0)),
        ("已有子女数", "1", 1),
    ];
    for (name, value, number) in expected {
        assert_eq!(read(name, value), Ok(vec![number]), "{name} = {value}");
    }
}

#[test]
fn a_value_that_does_not_fit_is_an_error_with_its_code() {
    let expected = [
        ("外地户籍", "也许", "R201"),
        ("婚姻状况", "同居", "R202"),
        ("建筑面积", "80.125", "R205"),
        ("建筑面积", "1000001", "R203"),
        ("建筑面积", "-1", "R203"),
        ("建筑面积", "99999999999999999999", "R201"),
        ("总投资", "1.2.3", "R201"),
        ("总投资", "", "R201"),
        ("生育日期", "2026-02-30", "R201"),
        ("户籍地", "某某街道", "R103"),
        ("身高", "170", "R105"),
        ("经营项目", "热食、糕点", "R202"),
        ("申请日", "2026-02-14", "R207"),
        ("责任地", "龙岗区", "R207"),
    ];
    for (name, value, code) in expected {
        assert_eq!(read(name, value).unwrap_err().code(), code, "{name} = {value}");
    }
}

#[test]
fn what_follows_a_number_is_its_own_unit_or_nothing() {
    for value in [
        "150 亩",
        "3 公里",
        "3 abc",
        "3 元",
        "1 2",
        "12,34",
        "1,2345",
        ",123",
        "1,",
        "3平方米米",
        "_3",
        "1_0",
        "1_00_000",
        "1,0_000",
    ] {
        assert_eq!(read("建筑面积", value).unwrap_err().code(), "R201", "{value}");
    }
    for value in ["1 美元", "3 平方米", "12,34 元", "1 万 2", "3 fen"] {
        assert_eq!(read("总投资", value).unwrap_err().code(), "R201", "{value}");
    }
    for value in ["2 万", "2 人"] {
        assert!(read("已有子女数", value).is_err(), "{value}");
    }
    let error = read("建筑面积", "150 亩").unwrap_err();
    let zh = error.text(matter_runtime::Language::Zh);
    assert_eq!(zh, "信息项“建筑面积”应填数，单位是平方米，不能是“150 亩”");
    let en = error.text(matter_runtime::Language::En);
    assert_eq!(en, "the fact “建筑面积” takes a number in 平方米, not “150 亩”");
}

#[test]
fn a_matters_own_fact_comes_before_the_catalogues() {
    assert_eq!(read("已有子女数", "15"), Ok(vec![15]));
    let catalogue = catalogue();
    let mut answers = Vec::new();
    let error = catalogue.read_answer(None, "已有子女数", "15", day("2026-03-02"), &mut answers).unwrap_err();
    assert_eq!(error.code(), "R203");
}

#[test]
fn a_fact_of_another_matter_is_no_fact_of_this_one() {
    let mut builder = Builder::new("440307000000");
    for matter in ["甲", "乙"] {
        builder.matter(matter);
        builder.fact(&format!("{matter}/人数"), "number").high = Some(20);
    }
    let catalogue = builder.open();
    let own = catalogue.matter("甲").unwrap();
    let read = |name: &str| {
        let mut answers = Vec::new();
        catalogue.read_answer(Some(own), name, "3", day("2026-03-02"), &mut answers).map(|()| answers.len())
    };
    assert_eq!((read("人数"), read("甲/人数")), (Ok(1), Ok(1)));
    assert_eq!(read("乙/人数"), Err(Error::UnknownFact { name: "乙/人数".into() }));
}

#[test]
fn in_a_theme_a_name_of_several_matters_must_say_which() {
    let mut builder = Builder::new("440307000000");
    for (matter, values) in [("甲", ["大", "小"]), ("乙", ["红", "大"])] {
        builder.matter(matter);
        builder.choice(&format!("{matter}/种类"), &values);
    }
    builder.fact("甲/人数", "number").high = Some(20);
    let catalogue = builder.open();
    let members = ["甲", "乙"].map(|name| catalogue.matter(name).unwrap());
    let read = |name: &str, value: &str| {
        let mut answers = Vec::new();
        catalogue.read_member_answer(&members, name, value, day("2026-03-02"), &mut answers).map(|()| answers)
    };
    let candidates = vec!["甲/种类".to_owned(), "乙/种类".to_owned()];
    assert_eq!(read("种类", "大"), Err(Error::AmbiguousFact { name: "种类".into(), candidates }));
    let kind = catalogue.fact(None, "乙/种类").unwrap();
    assert_eq!(read("乙/种类", "大"), Ok(vec![Given { fact: kind, value: 1 }]));
    let people = catalogue.fact(None, "甲/人数").unwrap();
    assert_eq!(read("人数", "3"), Ok(vec![Given { fact: people, value: 3 }]));
    assert_eq!(read("没有的", "3").unwrap_err().code(), "R105");
}

#[test]
fn a_set_answers_each_of_its_options() {
    // In the order of the names: 冷食, 热食, 生食.
    assert_eq!(read("经营项目", "热食、冷食"), Ok(vec![1, 1, 0]));
    assert_eq!(read("经营项目", "无"), Ok(vec![0, 0, 0]));
    assert_eq!(read("经营项目/热食", "是"), Ok(vec![1]));
}

#[test]
fn the_same_fact_may_be_answered_twice_only_alike() {
    let catalogue = catalogue();
    let mut answers = Vec::new();
    let mut answer = |value: &str| catalogue.read_answer(None, "婚姻状况", value, day("2026-03-02"), &mut answers);
    assert_eq!(answer("离异"), Ok(()));
    assert_eq!(answer("离异"), Ok(()));
    assert_eq!(answer("已婚"), Err(Error::AnsweredTwice { fact: "婚姻状况".into() }));
}

#[test]
fn a_value_is_shown_as_it_is_read() {
    let catalogue = catalogue();
    for (name, value, shown) in [
        ("建筑面积", "80.5", "80.5平方米"),
        ("总投资", "30万元", "300000元"),
        ("婚姻状况", "离异", "离异"),
        ("外地户籍", "是", "是"),
        ("生育日期", "2026-02-14", "2026-02-14"),
        ("户籍地", "坂田街道", "广东省/深圳市/龙岗区/坂田街道"),
    ] {
        let mut answers: Vec<Given> = Vec::new();
        catalogue.read_answer(None, name, value, day("2026-03-02"), &mut answers).unwrap();
        assert_eq!(catalogue.show_value(answers[0]).as_deref(), Ok(shown));
    }
}

#[test]
fn every_error_speaks_both_languages() {
    let error = read("婚姻状况", "同居").unwrap_err();
    let zh = error.text(matter_runtime::Language::Zh);
    assert_eq!(zh, "信息项“婚姻状况”没有取值“同居”；可填：未婚、已婚、离异、丧偶");
    let en = error.text(matter_runtime::Language::En);
    assert_eq!(en, "the fact “婚姻状况” has no value “同居”; it may be 未婚, 已婚, 离异, 丧偶");
}
