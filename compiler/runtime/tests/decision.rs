//! Decisions with the rows that a window shows.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "what fails in a test fails the test")]

mod common;

use common::build::Builder;
use common::day;
use matter_runtime::tables::*;
use matter_runtime::{Dates, Request, Status};

const LONGGANG: &str = "440307000000";

fn catalogue() -> matter_runtime::Catalogue {
    told_within(None)
}

/// The same where the applicant must be told within so many months what is missing.
fn told_within(months: Option<i64>) -> matter_runtime::Catalogue {
    let mut builder = Builder::new(LONGGANG);
    builder.choice("婚姻状况", &["未婚", "已婚", "离异", "丧偶"]);
    builder.matter("二孩生育登记");
    let edition = builder.edition("二孩生育登记", LONGGANG, 0, None, Some("2026-07-01"));
    builder.edition("二孩生育登记", LONGGANG, 0, Some("2026-07-01"), None);
    builder.cells(edition, "婚姻状况", &[&[(0, 0), (3, 3)], &[(1, 1)], &[(2, 2)]]);
    let divorce = builder.rule_if(edition, "requirement", "材料/离婚证", ("婚姻状况", 2, 3));
    let household = builder.rule_always(edition, "requirement", "材料/户口簿");
    for (rule, title) in [(divorce, "离婚证"), (household, "户口簿或军人工作证件、居民身份证")] {
        builder.tables.requirement.push(Requirement { rule, title: title.into(), ..Requirement::default() });
    }
    for (rule, choice, seq, material) in [
        (divorce, 0, 0, "离婚证"),
        (household, 0, 0, "户口簿"),
        (household, 1, 0, "军人工作证件"),
        (household, 1, 1, "居民身份证"),
    ] {
        let member = RequirementMember {
            rule,
            choice,
            seq,
            material: material.into(),
            title: material.into(),
            form: "original".into(),
            count: 1,
            ..RequirementMember::default()
        };
        builder.tables.requirement_member.push(member);
    }
    let decider = builder.rule_always(edition, "decider", "决定");
    builder.tables.decider.push(Decider { rule: decider, level: 4, department: "卫生健康".into() });
    for (region, name, whole_name) in [("", "卫生健康局", false), ("440303000000", "深圳市罗湖区卫生健康局", true)]
    {
        builder.tables.body.push(Body {
            department: "卫生健康".into(),
            level: 4,
            region: region.into(),
            name: name.into(),
            whole_name,
            ..Body::default()
        });
    }
    if let Some(months) = months {
        let notice = builder.rule_always(edition, "limit", "时限/告知");
        builder.tables.limit.push(Limit {
            rule: notice,
            kind: "notice".into(),
            amount: Some(months),
            unit: "months".into(),
            start: "receipt".into(),
            ..Limit::default()
        });
    }
    builder.open()
}

fn decide<'c>(catalogue: &'c matter_runtime::Catalogue, marriage: Option<&str>) -> matter_runtime::Decision<'c> {
    let on = day("2026-03-02");
    let matter = catalogue.matter("二孩生育登记").unwrap();
    let mut answers = Vec::new();
    if let Some(marriage) = marriage {
        catalogue.read_answer(Some(matter), "婚姻状况", marriage, on, &mut answers).unwrap();
    }
    let place = catalogue.region("坂田街道", on).unwrap();
    let request = Request { matter, responsible: Some(place), here: None, dates: Dates::on(on), answers: &answers };
    catalogue.decide(&request).unwrap()
}

#[test]
fn materials_come_with_their_alternatives_and_statuses() {
    let catalogue = catalogue();
    let listed = |marriage| {
        let materials = decide(&catalogue, marriage).materials;
        materials
            .into_iter()
            .map(|required| (required.line.row.title.to_owned(), required.line.status))
            .collect::<Vec<_>>()
    };
    let household = || ("户口簿或军人工作证件、居民身份证".to_owned(), Status::Certain);
    assert_eq!(listed(None), [("离婚证".to_owned(), Status::Possible), household()]);
    assert_eq!(listed(Some("离异")), [("离婚证".to_owned(), Status::Certain), household()]);
    assert_eq!(listed(Some("已婚")), [household()]);
    let options = decide(&catalogue, None).materials.pop().unwrap().options;
    let names: Vec<Vec<&str>> =
        options.into_iter().map(|way| way.into_iter().map(|member| member.material).collect()).collect();
    assert_eq!(names, [vec!["户口簿"], vec!["军人工作证件", "居民身份证"]]);
}

#[test]
fn the_decider_is_the_organ_of_the_responsible_unit() {
    let catalogue = catalogue();
    let decision = decide(&catalogue, None);
    assert_eq!(decision.deciders[0].body.as_deref(), Some("龙岗区卫生健康局"));
    let on = day("2026-03-02");
    let luohu = catalogue.region("罗湖区", on).unwrap();
    assert_eq!(catalogue.body_name("卫生健康", luohu, 4), Ok(Some("深圳市罗湖区卫生健康局".into())));
}

#[test]
fn where_a_level_does_not_exist_the_declared_one_acts() {
    let mut builder = Builder::new("441900000000");
    builder.tables.region_level.push(RegionLevel {
        region: "441900000000".into(),
        missing: 4,
        acts: 3,
        basis: String::new(),
    });
    let catalogue = builder.open();
    let on = day("2026-03-02");
    let [humen, dongguan] = ["虎门镇", "东莞市"].map(|name| catalogue.region(name, on).unwrap());
    assert_eq!(catalogue.acting_unit(humen, 4), Some(dongguan));
    assert_eq!(catalogue.acting_unit(humen, 5), Some(humen));
}

#[test]
fn a_smaller_unit_can_act_for_a_level_that_does_not_exist() {
    let mut builder = Builder::new("441900000000");
    // A town of a city without counties: the province says that towns act for counties, as it does for its own county-level cities.
    builder.tables.region_level.push(RegionLevel {
        region: "440000000000".into(),
        missing: 4,
        acts: 5,
        basis: String::new(),
    });
    let catalogue = builder.open();
    let on = day("2026-03-02");
    let humen = catalogue.region("虎门镇", on).unwrap();
    assert_eq!(catalogue.acting_unit(humen, 4), Some(humen));
}

#[test]
fn a_decision_says_when_rules_change_as_long_as_its_acceptance_may_be_put_off() {
    // Applied for on 2 March; other rules hold from 1 July on.
    for (months, expected) in [(None, None), (Some(3), None), (Some(4), Some("2026-07-01"))] {
        let catalogue = told_within(months);
        assert_eq!(decide(&catalogue, None).changes_on, expected.map(day), "{months:?} months");
    }
}

#[test]
fn offered_are_the_matters_with_an_edition_here_and_now() {
    let catalogue = catalogue();
    let on = day("2026-03-02");
    let at = |name: &str| catalogue.offered(catalogue.region(name, on).unwrap(), on).unwrap().len();
    assert_eq!((at("坂田街道"), at("罗湖区")), (1, 0));
}

#[test]
fn the_notice_names_form_and_number_of_each_alternative() {
    let catalogue = catalogue();
    let decision = decide(&catalogue, Some("已婚"));
    assert_eq!(
        catalogue.notice(&decision, matter_runtime::Language::Zh).unwrap(),
        "应当提交的材料：\n1. 应当提交户口簿或军人工作证件、居民身份证。（户口簿原件 1 份，或者军人工作证件原件 1 份和居民身份证原件 1 份）\n"
    );
    let english = catalogue.notice(&decision, matter_runtime::Language::En).unwrap();
    assert!(
        english.contains("(户口簿 original × 1, or 军人工作证件 original × 1 and 居民身份证 original × 1)"),
        "{english}"
    );
}
