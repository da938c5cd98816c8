//! Conditions: what they become, and what is said where they are wrong. Expected values are worked out by hand.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test stops where its fixture is wrong"
)]

mod common;

use common::{fixture, matter, print_formula};
use matter_core::hir::{FactKind, Operation, When, Yield};

/// The condition of a matter's only line of 条件, in words.
fn holds(condition: &str) -> String {
    let fixture = fixture();
    let lowered = fixture.lower(&matter(&format!("  属地：户籍地 到 县级\n  条件：\n    甲  {condition}")));
    assert!(lowered.diagnostics.is_empty(), "{condition}: {:#?}", lowered.diagnostics);
    let rule = lowered.rules.last().expect("a rule");
    match &rule.yields {
        Yield::Condition { holds, .. } => print_formula(holds, &lowered.facts),
        other => panic!("{other:?}"),
    }
}

/// The findings of a condition.
fn wrong(condition: &str) -> Vec<String> {
    fixture().findings(&format!("  条件：\n    甲  {condition}"))
}

#[test]
fn values_become_ordinals_scaled_numbers_and_fen() {
    assert_eq!(holds("婚姻状况 = 离异"), "婚姻状况 in {离异}");
    assert_eq!(holds("婚姻状况 ≠ 离异"), "婚姻状况 in {未婚..已婚, 丧偶}");
    assert_eq!(holds("婚姻状况 属于（离异、丧偶）"), "婚姻状况 in {离异..丧偶}");
    assert_eq!(holds("学历 ≥ 大专"), "学历 in {大专..硕士}");
    assert_eq!(holds("已有子女数 < 2"), "已有子女数 in {0..1}");
    assert_eq!(holds("已有子女数 = 1 至 3"), "已有子女数 in {1..3}");
    assert_eq!(holds("建筑面积 ≥ 5_000.5 平方米"), "建筑面积 in {500050..100000000}");
    assert_eq!(holds("建筑面积 ≤ 2 公顷"), "建筑面积 in {0..2000000}");
    assert_eq!(holds("总投资 < 0.5 万元"), "总投资 in {0..499999}");
    assert_eq!(holds("总投资 = 1 亿元"), "总投资 in {10000000000}");
    assert_eq!(holds("5 ≤ 已有子女数"), "已有子女数 in {5..20}");
    assert_eq!(holds("出生日期 ≥ 2000-01-01"), "出生日期 in {10957..84005}");
}

#[test]
fn yes_no_facts_and_options_of_sets_are_one_fact_each() {
    assert_eq!(holds("有住房"), "有住房 in {1}");
    assert_eq!(holds("非 有住房"), "!有住房 in {1}");
    assert_eq!(holds("有住房 = 否"), "有住房 in {0}");
    assert_eq!(holds("经营项目 含任一（热食、冷食）"), "(经营项目/热食 in {1} | 经营项目/冷食 in {1})");
    assert_eq!(holds("经营项目 含全部（热食、冷食）"), "(经营项目/热食 in {1} & 经营项目/冷食 in {1})");
}

#[test]
fn a_rate_is_the_amount_of_the_smallest_region_around_the_root() {
    // 800 yuan everywhere, 1,498 yuan in 深圳: the root 龙岗区 lies there.
    assert_eq!(holds("总投资 ≤ 低保标准"), "总投资 in {0..149800}");
}

#[test]
fn regions_are_intervals_of_positions() {
    let fixture = fixture();
    let position = |code: &str| fixture.regions.by_code(code, None).expect("a region");
    let interval = |code: &str| fixture.regions.interval(position(code));
    let (first, last) = interval("440300");
    assert_eq!(holds("户籍地 属于（深圳市）"), format!("户籍地 in {{{first}..{last}}}"));
    let (first, last) = interval("440307");
    assert_eq!(holds("户籍地 = 龙岗区"), format!("户籍地 in {{{first}..{last}}}"));
    assert_eq!(holds("户籍地 属于（本目录）"), format!("户籍地 in {{{first}..{last}}}"));
    // 东莞 has no counties, so the city is what a fact at county level answers there.
    let (first, last) = interval("441900");
    assert_eq!(holds("户籍地 = 东莞市"), format!("户籍地 in {{{first}..{last}}}"));
}

#[test]
fn places_of_the_responsible_region_are_computed_facts() {
    assert_eq!(holds("居住地 属于（本市）"), "居住地 与 责任地 同属一个市 in {1}");
    assert_eq!(holds("居住地 = 本地"), "居住地 与 责任地 同属一个县 in {1}");
    assert_eq!(holds("户籍地 ≠ 居住地"), "!户籍地 = 居住地 in {1}");
    assert_eq!(holds("居住地 = 户籍地"), "户籍地 = 居住地 in {1}", "the fact mentioned first stands first");
    assert_eq!(holds("居住地 属于（经营所在市）"), "居住地 与 经营所在市 同属一个市 in {1}");
}

#[test]
fn day_windows_count_as_the_civil_code_counts() {
    // The last day of a period of months belongs to it, which completed months cannot tell: months begun can.
    assert_eq!(holds("生育日期 起 3 个月内"), "自 生育日期 至 申请日 的月数 in {0..3}");
    assert_eq!(holds("生育日期 起 1 年内"), "自 生育日期 至 申请日 的月数 in {0..12}");
    assert_eq!(holds("生育日期 起 满 1 年"), "自 生育日期 至 申请日 的满月数 in {12..2400}");
    assert_eq!(holds("生育日期 起 30 日内"), "自 生育日期 至 申请日 的天数 in {0..30}");
    assert_eq!(holds("有效期至 前 至少 45 日"), "自 申请日 至 有效期至 的天数 in {45..73050}");
    assert_eq!(holds("有效期至 前 90 至 30 日"), "自 申请日 至 有效期至 的天数 in {30..90}");
    assert_eq!(holds("有效期至 前 1 个月内"), "自 有效期至 至 申请日 的月数 in {-1..0}");
    assert_eq!(holds("有效期至 前 至少 1 个月"), "自 有效期至 至 申请日 的满月数 in {-2400..-1}");
}

#[test]
fn proactive_matters_count_to_the_day_of_the_event() {
    let fixture = fixture();
    let text = matter("  主动：\n    年满  70 周岁 前 2 个月  短信告知  同意即申请\n  条件：\n    甲  年龄 ≥ 70 周岁");
    let lowered = fixture.lower(&text);
    assert!(lowered.diagnostics.is_empty(), "{:#?}", lowered.diagnostics);
    // The matter has an age of its own: elsewhere the same name counts to the day of application.
    let age = lowered.facts.facts().iter().find(|fact| fact.name.ends_with("/年龄")).expect("the age");
    assert_eq!(&*age.title, "年龄");
    let FactKind::Derived { operation: Operation::Years, b, .. } = &age.kind else { panic!("{age:?}") };
    assert_eq!(*b, matter_core::hir::Argument::EventDay);
    let Yield::Trigger { years, lead, notice, consent, from, .. } = &lowered.rules[0].yields else { panic!() };
    assert_eq!((*years, lead.map(|lead| lead.amount)), (Some(70), Some(2)));
    assert_eq!((notice.as_deref(), consent.as_deref()), (Some("短信告知"), Some("同意即申请")));
    assert_eq!(from.and_then(|id| lowered.facts.get(id)).map(|fact| &*fact.name), Some("出生日期"));
}

#[test]
fn the_age_of_a_trigger_is_found_by_what_it_is() {
    let fixture = fixture();
    let from = |text: &str| {
        let lowered = fixture.lower(&matter(text));
        let Yield::Trigger { from, .. } = &lowered.rules[0].yields else { panic!("{:#?}", lowered.rules) };
        let from = from.and_then(|id| lowered.facts.get(id)).map(|fact| fact.title.to_string());
        (from, lowered.diagnostics.into_iter().map(|found| found.code.0).collect::<Vec<_>>())
    };
    let own = "  主动：年满  70 周岁\n  信息项 领证日：日期\n  信息项 证龄：自 领证日 起的周岁数\n  条件：\n";
    let some = |name: &str| Some(name.to_owned());
    assert_eq!(from(&format!("{own}    甲  证龄 ≥ 70 周岁")), (some("领证日"), vec![]));
    // Two ages: the line has to say which.
    assert_eq!(from(&format!("{own}    甲  证龄 ≥ 7 周岁 且 年龄 ≥ 70 周岁")), (None, vec!["E0330"]));
    let both = own.replace("年满", "出生日期");
    assert_eq!(from(&format!("{both}    甲  证龄 ≥ 7 周岁 且 年龄 ≥ 70 周岁")), (some("出生日期"), vec![]));
    let age = own.replace("年满", "年龄");
    assert_eq!(from(&format!("{age}    甲  证龄 ≥ 7 周岁 且 年龄 ≥ 70 周岁")), (some("出生日期"), vec![]));
    // A period up to the day of the event, and nothing says which day that is.
    assert_eq!(from("  主动：年满  70 周岁\n  条件：\n    甲  生育日期 起 3 个月内"), (None, vec!["E0330"]));
    // Nothing counts to the day of the event: it need not be known.
    assert_eq!(from("  主动：年满  70 周岁\n  条件：\n    甲  有住房 = 是"), (None, vec![]));
}

#[test]
fn arguments_stand_before_what_is_computed_from_them() {
    let lowered = fixture().lower(&matter("  条件：\n    甲  年龄 ≥ 18 且 居住地 ≠ 户籍地"));
    let names: Vec<&str> = lowered.facts.facts().iter().map(|fact| &*fact.name).collect();
    assert_eq!(names, ["出生日期", "年龄", "居住地", "户籍地", "居住地 = 户籍地"]);
}

#[test]
fn what_a_fact_depends_on_to_exist_is_part_of_every_atom() {
    let mut fixture = fixture();
    let index = fixture.declarations.fact_names["生育日期"] as usize;
    let exists = common::parse("定义 x：登记时点 = 生育后");
    let matter_syntax::tree::PhraseKind::Expr(expr) = &exists.inline[0].phrases[0].kind else { panic!() };
    fixture.declarations.facts[index].exists = Some(std::sync::Arc::new(expr.clone()));
    let lowered = fixture.lower(&matter("  条件：\n    甲  生育日期 起 30 日内"));
    let Yield::Condition { holds, .. } = &lowered.rules[0].yields else { panic!() };
    assert_eq!(
        print_formula(holds, &lowered.facts),
        "(登记时点 in {生育后} & 自 生育日期 至 申请日 的天数 in {0..30})"
    );
}

#[test]
fn names_of_definitions_and_labels_are_read_through() {
    let lines = "  定义 外地户籍：户籍地 ≠ 居住地\n  条件：\n    成年  年龄 ≥ 18\n    甲  成年 且 外地户籍";
    let lowered = fixture().lower(&matter(lines));
    assert!(lowered.diagnostics.is_empty(), "{:#?}", lowered.diagnostics);
    let Yield::Condition { holds, .. } = &lowered.rules[1].yields else { panic!() };
    assert_eq!(print_formula(holds, &lowered.facts), "(年龄 in {18..200} & !户籍地 = 居住地 in {1})");
}

#[test]
fn prose_alone_is_an_officials_judgement() {
    let lowered = fixture().lower(&matter("  条件：\n    “有合法稳定住所”  由 公安 审查"));
    let fact = &lowered.facts.facts()[0];
    assert_eq!(&*fact.name, "示例/有合法稳定住所");
    assert_eq!(fact.kind, FactKind::Finding { by: Some("公安".into()) });
}

#[test]
fn what_is_held_is_a_fact_of_its_own() {
    let lowered = fixture().lower(&matter("  材料：\n    居民身份证  当 持有结婚证"));
    assert!(lowered.diagnostics.is_empty(), "{:#?}", lowered.diagnostics);
    assert_eq!(lowered.facts.facts()[0].kind, FactKind::Held { document: "结婚证".into() });
    assert!(matches!(lowered.rules[0].when, When::If(_)));
}

#[test]
fn what_is_held_may_stand_anywhere_in_a_condition() {
    assert_eq!(holds("持有 结婚证"), "持有 结婚证 in {1}");
    assert_eq!(holds("非 持有 结婚证"), "!持有 结婚证 in {1}");
    assert_eq!(holds("有住房 且 持有 结婚证"), "(有住房 in {1} & 持有 结婚证 in {1})");
    assert_eq!(holds("持有 结婚证 且 有住房"), "(持有 结婚证 in {1} & 有住房 in {1})");
    let lowered = fixture().lower(&matter("  材料：\n    居民身份证  当 持有 结婚证  原件"));
    assert!(lowered.diagnostics.is_empty(), "{:#?}", lowered.diagnostics);
    let rule = &lowered.rules[0];
    assert_eq!((&*rule.address, rule.condition.as_deref()), ("材料/居民身份证/持有 结婚证", Some("持有 结婚证")));
}

#[test]
fn a_value_that_the_fact_does_not_have_is_reported_with_those_it_has() {
    assert_eq!(
        wrong("婚姻状况 = 离婚"),
        ["E0301 @离婚 fact=婚姻状况 value=离婚 values=[未婚,已婚,离异,丧偶] suggestions=[]"]
    );
    assert_eq!(
        wrong("渠道 = 窗囗"),
        ["E0301 @窗囗 fact=渠道 value=窗囗 values=[窗口,网上,自助终端,邮寄,移动端,上门] suggestions=[]"]
    );
}

#[test]
fn a_second_value_behind_or_is_written_as_a_list() {
    assert_eq!(
        wrong("婚姻状况 = 离异 或 丧偶"),
        [
            "E0313 expected-list-of-values @婚姻状况 = 离异 或 丧偶 fact=婚姻状况 operator=或 use=属于 →婚姻状况 属于（离异、丧偶）"
        ]
    );
}

#[test]
fn unknown_names_are_reported_with_names_that_resemble_them() {
    assert_eq!(
        wrong("婚烟状况 = 离异"),
        ["E0240 wanted-fact @婚烟状况 name=婚烟状况 suggestions=[婚姻状况] →婚姻状况"]
    );
    assert_eq!(wrong("有往房"), ["E0240 wanted-condition @有往房 name=有往房 suggestions=[有住房] →有住房"]);
}

#[test]
fn numbers_need_their_unit_and_range() {
    assert_eq!(wrong("建筑面积 ≥ 500"), ["E0304 @500 fact=建筑面积 found=500 unit=平方米 →500 平方米"]);
    assert_eq!(wrong("总投资 ≥ 500"), ["E0304 @500 fact=总投资 found=500 unit=元 →500 元"]);
    assert_eq!(wrong("已有子女数 = 21"), ["E0303 @21 fact=已有子女数 value=21 low=0 high=20"]);
    assert_eq!(wrong("建筑面积 ≥ 1.234 平方米"), ["E0305 @1.234 平方米 decimals=2 value=1.234 平方米"]);
    assert_eq!(wrong("年龄 = 79 至 70"), ["E0307 @79 至 70 low=79 high=70 →70 至 79"]);
    assert_eq!(wrong("年龄 = 79 至 70 周岁"), ["E0307 @79 至 70 周岁 low=79 high=70 周岁 →70 至 79 周岁"]);
    assert_eq!(
        wrong("年龄 = 79 周岁 至 70 周岁"),
        ["E0307 @79 周岁 至 70 周岁 low=79 周岁 high=70 周岁 →70 周岁 至 79 周岁"]
    );
    assert_eq!(wrong("婚姻状况 ≥ 已婚"), ["E0306 @已婚 fact=婚姻状况 operator=≥"]);
}

#[test]
fn dates_must_exist() {
    assert_eq!(wrong("出生日期 = 2025-02-29"), ["E0311 @2025-02-29 date=2025-02-29 →2025-02-28"]);
}

#[test]
fn regions_need_equal_levels_for_equality() {
    assert_eq!(
        wrong("户籍地 = 深圳市"),
        ["E0308 @深圳市 fact=户籍地 level=县级 value=深圳市 value_level=市级 use=属于 →户籍地 属于（深圳市）"]
    );
    assert_eq!(
        wrong("户籍地 = 经营所在市"),
        ["E0308 @户籍地 = 经营所在市 fact=户籍地 level=县级 value=经营所在市 value_level=市级"]
    );
    assert_eq!(wrong("户籍地 属于（龙冈区）")[0].split(' ').next(), Some("E0240"));
    assert_eq!(wrong("居住地 = 本地"), ["E0317 @本地 word=本地"]);
}

#[test]
fn operators_must_fit() {
    assert_eq!(
        wrong("经营项目 = 热食"),
        ["E0313 @经营项目 = 热食 fact=经营项目 operator== use=含任一 →经营项目 含任一（热食）"]
    );
    assert_eq!(wrong("备注 = 热食"), ["E0309 @备注 = 热食 fact=备注"]);
    assert_eq!(wrong("婚姻状况 = 渠道"), ["E0312 @婚姻状况 = 渠道 left=婚姻状况 right=渠道"]);
    assert_eq!(wrong("婚姻状况"), ["E0314 expected-comparison @婚姻状况 found=婚姻状况 values=[未婚,已婚,离异,丧偶]"]);
}

#[test]
fn a_definition_cannot_lead_back_to_itself() {
    let found = fixture().findings("  定义 甲条：乙条\n  定义 乙条：甲条");
    assert!(found.iter().all(|found| found.starts_with("E0244")), "{found:#?}");
    assert!(!found.is_empty());
}

#[test]
fn what_is_wrong_in_a_definition_is_said_once() {
    let uses = "  条件：\n    甲  “甲”  老人\n    乙  “乙”  非 老人 且 甲";
    let found = fixture().findings(&format!("  定义 老人：婚姻状况 = 离\n{uses}"));
    assert_eq!(found.len(), 1, "{found:#?}");
    assert!(found[0].starts_with("E0301 "), "{found:#?}");
}

#[test]
fn what_is_wrong_behind_a_label_is_said_at_its_line_alone() {
    let found = fixture().findings("  条件：\n    甲  “甲”  乙 且 有住房\n    乙  “乙”  婚姻状况 = 离");
    assert_eq!(found.len(), 1, "{found:#?}");
    assert!(found[0].starts_with("E0301 "), "{found:#?}");
}

#[test]
fn a_label_does_not_hide_a_fact_in_its_own_line() {
    assert_eq!(fixture().findings("  条件：\n    有住房  “已有住房”  有住房 且 年龄 ≥ 60 周岁"), [""; 0]);
    let elsewhere = "\n    乙  “乙”  非 有住房";
    let lines = format!("  条件：\n    有住房  “已有住房”  有住房 且 年龄 ≥ 60 周岁{elsewhere}");
    assert_eq!(fixture().findings(&lines), [""; 0]);
    let found = fixture().findings("  条件：\n    甲  “甲”  甲 且 有住房");
    assert_eq!(found.len(), 1, "{found:#?}");
    assert!(found[0].starts_with("E0244 "), "no fact is called so: {found:#?}");
}

#[test]
fn a_fact_alone_on_its_line_lacks_the_comparison() {
    assert_eq!(fixture().findings("  条件：\n    年龄"), ["E0314 expected-comparison @年龄 found=年龄 values=[]"]);
    assert_eq!(
        fixture().findings("  条件：\n    有往房"),
        ["E0240 wanted-condition @有往房 name=有往房 suggestions=[有住房] →有住房"]
    );
    assert_eq!(fixture().findings("  条件：\n    有住房"), [""; 0]);
}

#[test]
fn names_that_double_with_every_step_are_refused_in_bounded_time() {
    let mut lines = String::from("  定义 甲0：有住房\n");
    for step in 1..=60 {
        let before = step - 1;
        lines += &format!("  定义 甲{step}：甲{before} 且 甲{before}\n");
    }
    let found = fixture().findings(&format!("{lines}  条件：\n    乙  甲60"));
    assert!(found.iter().any(|found| found == "E0247 @甲60 most=20000"), "{found:#?}");
    assert!(found.iter().all(|found| found.starts_with("E0247")), "{found:#?}");
}

/// Codes of the findings in a file of a catalogue with the facts below.
fn codes_in(text: &str) -> Vec<&'static str> {
    let mut host = matter_core::Host::new();
    let facts = "信息项 婚姻状况：未婚、已婚、离异\n信息项 户籍地：地区 到 县级\n";
    host.set_file(&"facts.matter".into(), &facts.into(), 0, false);
    host.set_file(&"a.matter".into(), &text.into(), 0, false);
    let analysis = host.analysis();
    analysis.diagnostics("a.matter").map(|found| found.code.0).collect()
}

#[test]
fn conditions_of_declarations_are_typed_where_they_stand() {
    assert_eq!(codes_in("定义 单身：婚姻状况 = 单身\n"), ["E0301"]);
    assert_eq!(codes_in("互斥 “不可能”：婚姻情况 = 未婚\n"), ["E0240"]);
    assert_eq!(codes_in("信息项 离婚日期：日期  当 婚姻状况 = 离婚\n"), ["E0301"]);
    assert!(codes_in("定义 本地人：户籍地 = 本地\n").is_empty(), "each matter has its own 属地");
    let used = "定义 单身：婚姻状况 = 单身\n\n事项 甲\n  条件：\n    乙  单身\n";
    assert_eq!(codes_in(used), ["E0301"], "reported once, not again where it is used");
}
