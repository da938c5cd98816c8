//! Two matters and their combined service in a district, by hand: what the tests of answers, bindings and windows ask.

use matter_runtime::tables::*;

use super::build::Builder;

const SHENZHEN: &str = "440300000000";
pub(crate) const REGISTRATION: &str = "二孩生育登记";
const CERTIFICATE: &str = "生育服务证办理";

/// Two matters of a theme; the second needs what the first yields.
pub(crate) fn district() -> Builder {
    let mut builder = Builder::new(SHENZHEN);
    builder.choice("婚姻状况", &["未婚", "已婚", "离异", "丧偶"]);
    builder.fact("情况属实", "finding").owner = "official".into();
    builder.fact("建筑面积", "number").scale = 2;
    for name in [CERTIFICATE, REGISTRATION] {
        builder.matter(name);
    }
    registration(&mut builder);
    certificate(&mut builder);
    builder
        .tables
        .theme
        .push(Theme { name: "生育一件事".into(), lead: "卫生健康".into(), ..Theme::default() });
    for (rank, matter) in [(0, REGISTRATION), (1, CERTIFICATE)] {
        let row = ThemeMatter { theme: "生育一件事".into(), matter: matter.into(), stage: None, rank };
        builder.tables.theme_matter.push(row);
    }
    builder
}

fn registration(builder: &mut Builder) {
    let edition = builder.edition(REGISTRATION, SHENZHEN, 0, None, None);
    builder.cells(edition, "婚姻状况", &[&[(0, 0), (3, 3)], &[(1, 1)], &[(2, 2)]]);
    builder.cells(edition, "情况属实", &[&[(0, 0)], &[(1, 1)]]);
    let divorce = builder.rule_if(edition, "requirement", "材料/离婚证", ("婚姻状况", 2, 3));
    document(builder, divorce, "离婚证", 1);
    builder.tables.rule[0].condition = Some("婚姻状况 = 离异".into());
    let household = builder.rule_always(edition, "requirement", "材料/户口簿");
    document(builder, household, "户口簿", 1);
    builder.tables.basis.push(Basis {
        edition,
        rule: Some(household),
        seq: 0,
        law: "人口与计划生育法".into(),
        place: "第十八条".into(),
    });
    builder.tables.basis.push(Basis {
        edition,
        rule: None,
        seq: 0,
        law: "深民规〔2019〕2号".into(),
        place: String::new(),
    });
    let truth = builder.rule_if(edition, "condition", "条件/情况属实", ("情况属实", 1, 2));
    builder.tables.rule[2].title = Some("申报情况属实".into());
    builder.tables.condition.push(Condition {
        rule: truth,
        label: "情况属实".into(),
        official: Some("卫生健康".into()),
    });
    limit(builder, edition, "promised", 7);
    limit(builder, edition, "statutory", 20);
    let result = builder.rule_always(edition, "result", "结果");
    builder.tables.result.push(ResultDocument {
        rule: result,
        name: "生育登记凭证".into(),
        ..ResultDocument::default()
    });
    let accepts = builder.rule_always(edition, "accepting", "受理");
    builder.tables.accepting.push(Accepting { rule: accepts, level: Some(5), name: None });
    for (part, value) in [("scope", "city"), ("mode", "received_for_another"), ("clock", "receipt")] {
        let rule = builder.rule_always(edition, "venue", &format!("通办/{part}"));
        builder.tables.venue.push(Venue { rule, part: part.into(), value: Some(value.into()), ..Venue::default() });
    }
    let posted = builder.rule_always(edition, "exclusion", "时限/不含/邮寄");
    builder.tables.exclusion.push(Exclusion { rule: posted, name: "邮寄".into(), amount: None, unit: None });
    for (name, region, window) in [
        ("坂田街道大厅", "440307005000", "综合"),
        ("桂园街道大厅", "440303001000", "综合"),
        ("建设大厅", "440303001000", "工程"),
        ("桂园便民大厅", "440303001000", "不列事项"),
    ] {
        builder.tables.hall.push(Hall { name: name.into(), region: region.into(), address: String::new() });
        builder.tables.hall_window.push(HallWindow { hall: name.into(), window: window.into(), count: 1 });
    }
    for (window, matter) in [("综合", REGISTRATION), ("工程", CERTIFICATE)] {
        builder.tables.window_matter.push(WindowMatter { window: window.into(), matter: matter.into() });
    }
}

fn certificate(builder: &mut Builder) {
    let edition = builder.edition(CERTIFICATE, SHENZHEN, 0, None, None);
    builder.ask(edition, "婚姻状况");
    let household = builder.rule_always(edition, "requirement", "材料/户口簿");
    document(builder, household, "户口簿", 2);
    let registered = builder.rule_always(edition, "requirement", "材料/生育登记凭证");
    document(builder, registered, "生育登记凭证", 1);
    limit(builder, edition, "promised", 3);
}

fn document(builder: &mut Builder, rule: u32, title: &str, count: u32) {
    builder.tables.requirement.push(Requirement { rule, title: title.into(), ..Requirement::default() });
    builder.tables.requirement_member.push(RequirementMember {
        rule,
        material: title.into(),
        title: title.into(),
        form: "copy".into(),
        count,
        ..RequirementMember::default()
    });
}

fn limit(builder: &mut Builder, edition: u32, kind: &str, amount: i64) {
    let rule = builder.rule_always(edition, "limit", &format!("时限/{kind}"));
    builder.tables.limit.push(Limit {
        rule,
        kind: kind.into(),
        amount: Some(amount),
        unit: "working_days".into(),
        start: "acceptance".into(),
        ..Limit::default()
    });
}
