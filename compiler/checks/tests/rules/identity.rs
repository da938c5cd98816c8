//! Codes and names.

use matter_core::hir::{
    Day, DepartmentBody, DepartmentDeclaration, Keyword, Level, MatterHead, Origin, Period, SectionState, Yield,
};

use crate::sample::Sample;

fn coded(system: &str, code: &str) -> Sample {
    let mut sample = Sample::service();
    sample.head.codes.push((system.into(), code.into()));
    sample
}

#[test]
fn a_base_code_has_twelve_digits_a_national_kind_and_a_province() {
    assert_eq!(coded("国家", "44A127028").codes(), ["M001"]);
    assert_eq!(coded("国家", "990120028001").codes(), ["M001"]);
    assert_eq!(coded("国家", "001220028001").codes(), ["M001"]);
    assert!(coded("国家", "442199806003").codes().is_empty(), "provinces have kinds of their own");
    assert!(coded("国家", "002099001000").codes().is_empty());
    assert!(coded("深圳", "任意").codes().is_empty(), "other systems have other shapes");
}

#[test]
fn an_implementation_code_repeats_the_base_code() {
    let mut sample = coded("实施", "11440300MB2C94128A3002099001000");
    sample.line(Yield::Decider { level: Level::City, department: None });
    assert!(sample.codes().is_empty());
    sample.head.codes.push(("国家".into(), "002099001001".into()));
    assert_eq!(sample.codes(), ["M002"]);
    assert_eq!(coded("实施", "11440300MB2C94128A300209900100").codes(), ["M002"]);
}

#[test]
fn check_digits_of_the_organ_are_right() {
    assert_eq!(coded("实施", "11440300MB2C92051N3002099001000").codes(), ["M003"]);
    assert!(coded("实施", "11440300MB2C94128A3002099001000").codes().is_empty());
}

#[test]
fn the_kind_in_a_national_code_is_the_kind_of_the_matter() {
    assert_eq!(coded("国家", "000104002000").codes(), ["M004"]);
    assert!(coded("国家", "440104002000").codes().is_empty(), "a provincial code says nothing of national kinds");
}

#[test]
fn the_level_digit_is_a_level_that_decides() {
    let mut sample = coded("实施", "11440300MB2C94128A3002099001000");
    sample.line(Yield::Decider { level: Level::County, department: None });
    assert_eq!(sample.codes(), ["M005"]);
}

#[test]
fn handling_items_have_two_digits_of_their_own() {
    let mut sample = Sample::service();
    sample.head.handling_items = vec![("01".into(), "新办".into()), ("02".into(), "变更".into())];
    assert!(sample.codes().is_empty());
    sample.head.handling_items.push(("01".into(), "注销".into()));
    assert_eq!(sample.codes(), ["M006"]);
    for short in ["1", "002", "0a"] {
        sample.head.handling_items = vec![(short.into(), "新办".into())];
        assert_eq!(sample.codes(), ["M006"], "{short}");
    }
}

#[test]
fn handling_items_may_have_whole_codes_of_their_own() {
    let mut sample = Sample::service();
    let whole = ["3711020104601-001", "11440300MB2C94128A300209900100001"];
    sample.head.handling_items = whole.iter().map(|code| ((*code).into(), "核发".into())).collect();
    assert!(sample.codes().is_empty());
    sample.head.handling_items.push(("3711020104601-001".into(), "变更".into()));
    assert_eq!(sample.codes(), ["M006"], "twice");
}

#[test]
fn an_organ_of_another_province_is_doubted() {
    // The code is that of an organ of 灵山县 in Guangxi; 420115 stands for it in the small table.
    let mut sample = Sample::service();
    sample.head.codes.push(("实施".into(), "11440300MB2C94128A3002099001000".into()));
    sample.settings.root = sample.regions.by_code("420115", None).unwrap();
    assert_eq!(sample.codes(), ["M007"]);
    sample.settings.root = sample.regions.by_code("440307", None).unwrap();
    assert!(sample.codes().is_empty(), "a district organ may have the city's code");
}

#[test]
fn a_variance_for_a_region_that_does_not_exist_yet_is_reported() {
    let mut sample = Sample::service();
    sample.finish = |definition| {
        definition.scope.depth = 1;
        definition.scope.first = 7;
        definition.scope.period = Period { from: Day::from_civil(2016, 1, 1), to: None };
    };
    assert_eq!(sample.regions.name(7), "龙华区");
    assert_eq!(sample.codes(), ["M008"]);
    sample.finish = |definition| {
        definition.scope.depth = 1;
        definition.scope.first = 7;
        definition.scope.period = Period { from: Day::from_civil(2017, 1, 1), to: None };
    };
    assert!(sample.codes().is_empty());
}

fn named(name: &str, system: &str, code: &str) -> MatterHead {
    let mut head = Sample::service().head;
    head.name = name.into();
    head.codes = vec![(system.into(), code.into())];
    head
}

#[test]
fn one_implementation_code_is_one_matter_at_a_time() {
    let code = "11440300MB2C94128A3002099001000";
    let mut heads = [named("甲", "实施", code), named("乙", "实施", code)];
    assert_eq!(Sample::service().whole(&heads), ["M010"]);
    heads[0].in_force.to = Day::from_civil(2026, 3, 1);
    heads[1].in_force.from = Day::from_civil(2026, 3, 1);
    assert!(Sample::service().whole(&heads).is_empty());
}

#[test]
fn one_base_code_has_one_name_outside_one_organ() {
    let mut heads = [named("生育登记", "国家", "002099001000"), named("生育证明", "国家", "002099001000")];
    assert!(Sample::service().whole(&heads).is_empty(), "one organ may split a matter");
    heads[1].department = Some("卫生健康".into());
    assert_eq!(Sample::service().whole(&heads), ["M011"]);
    heads[1].name = "生育登记（再生育）".into();
    assert!(Sample::service().whole(&heads).is_empty());
}

#[test]
fn a_matter_with_sub_items_is_not_accepted_itself() {
    let mut heads = [named("生育登记", "国家", "002099001000"), named("生育登记（一孩）", "国家", "002099001001")];
    assert!(Sample::service().whole(&heads).is_empty());
    heads[0].sections.push((Keyword::Accepts, SectionState::Filled));
    assert_eq!(Sample::service().whole(&heads), ["M012"]);
}

#[test]
fn names_that_differ_in_neutral_words_are_one_matter() {
    let basis = Sample::service().head.basis;
    let head = |name: &str| MatterHead {
        name: name.into(),
        codes: Vec::new(),
        basis: basis.clone(),
        ..Sample::service().head
    };
    assert_eq!(Sample::service().whole(&[head("生育登记"), head("生育服务登记")]), ["M013"]);
    assert!(Sample::service().whole(&[head("设立登记"), head("变更登记")]).is_empty());
    let other = MatterHead { department: Some("民政".into()), ..head("生育服务登记") };
    assert!(Sample::service().whole(&[head("生育登记"), other]).is_empty());
}

#[test]
fn an_implementation_code_begins_with_the_code_of_a_body_of_the_department() {
    let body = |code: &str| DepartmentBody {
        level: Level::City,
        region: None,
        name: "公安局".into(),
        whole_name: false,
        credit_code: Some(code.into()),
    };
    let mut sample = Sample::service();
    sample.head.codes =
        vec![("国家".into(), "002009001000".into()), ("实施".into(), "11440300MB2C94128A3002009001000".into())];
    sample.declarations.department_names.insert("公安".into(), 0);
    sample.declarations.departments.push(DepartmentDeclaration {
        name: "公安".into(),
        aliases: Vec::new(),
        title_en: None,
        bodies: vec![body("11440300MB2C94128A")],
        branches: Vec::new(),
        origin: Origin::default(),
    });
    assert!(sample.codes().is_empty());
    sample.declarations.departments[0].bodies = vec![body("11440300MB2D072246")];
    assert_eq!(sample.codes(), ["M002"]);
    assert!(sample.whole(&[]).is_empty());
    sample.declarations.departments[0].bodies = vec![body("11440300MB2C92051N")];
    assert_eq!(sample.whole(&[]), ["M003"], "the department's own code, reported once");
}

#[test]
fn one_base_code_has_one_kind() {
    let mut heads = [named("生育登记", "国家", "002099001000"), named("生育登记", "国家", "002099001000")];
    heads[1].department = Some("卫生健康".into());
    assert!(Sample::service().whole(&heads).is_empty());
    heads[1].kind = Some(("行政确认".into(), "07".into()));
    assert_eq!(Sample::service().whole(&heads), ["M011"]);
}

#[test]
fn three_versions_of_one_code_are_compared_with_one_another() {
    let code = "11440300MB2C94128A3002099001000";
    let mut heads = [named("甲", "实施", code), named("乙", "实施", code), named("丙", "实施", code)];
    heads[0].in_force.from = Day::from_civil(2026, 1, 1);
    heads[1].in_force.to = Day::from_civil(2020, 1, 1);
    heads[2].in_force.from = Day::from_civil(2026, 6, 1);
    assert_eq!(Sample::service().whole(&heads), ["M010"], "the first and the last, not their neighbour");
}
