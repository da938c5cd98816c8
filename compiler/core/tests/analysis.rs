//! From texts to definitions, tests and places, through the whole database.

mod fixture;

use fixture::{findings, host_with_library};
use matter_core::Host;
use matter_core::hir::{Expected, ItemRef, Keyword, TestSubject, Yield};

const BIRTH: &str = "
//- facts.matter
信息项 婚姻状况：未婚、已婚、离异、丧偶
信息项 已有子女数：0 至 20
信息项 户籍地：地区 到 县级
信息项 居住地：地区 到 县级
互斥 “未婚者没有离婚证”：婚姻状况 = 未婚 且 已有子女数 = 20
//- birth.matter
/// 夫妻生育子女后的登记。
事项 二孩生育登记  简称 二孩登记  en \"Second child registration\"
  类型：公共服务
  部门：卫生健康
  依据：《人口与计划生育法》第十八条
  定义 外地户籍：户籍地 ≠ 居住地
  属地：任选 户籍地、居住地 到 县级
  决定：县级
  条件：
    子女  “生育第二个子女”  已有子女数 = 1
  材料：
    居民户口簿  原件
    当 婚姻状况 = 离异：
      离婚证  原件
  时限：
    承诺  7 个工作日
    不计  专家评审
  收费：
    工本费  4 元  当 婚姻状况 = 离异
  结果：生育登记凭证
//- vary.matter
特别规定 二孩登记 于 龙岗区 自 2026-07-01
  时限：改 承诺：5 个工作日
//- tests.matter
用例 离异带一孩：二孩登记
  于：2026-03-02 坂田街道
  已知：
    婚姻状况 离异
    已有子女数 1
    户籍地 龙岗区
    属地 户籍地
    持有 结婚证
  经过：
    受理 2026-03-02
    暂停 2026-03-04 专家评审
    恢复 2026-03-06
  应得：
    材料  居民户口簿 或 离婚证
    至少 材料  离婚证
    待审查  子女
    到期  2026-03-11
    决定  县级
    可在 园山街道 代收代办
    不符合 子女
    可能需要 离婚证
    不需要 结婚证
    下一问 婚姻状况
    时限 7 个工作日
    不收费
    收费 工本费 4 元
    结果 生育登记凭证
    到场 0 次
    需要 责任地
    矛盾 “未婚者没有离婚证”
";

fn matter(host: &Host) -> ItemRef {
    let analysis = host.analysis();
    let found = analysis.matters().next().cloned();
    found.unwrap_or_default()
}

#[test]
fn a_matter_and_its_variance_become_definitions_without_findings() {
    let host = host_with_library(BIRTH);
    let analysis = host.analysis();
    assert_eq!(findings(&analysis), "");
    let definitions = analysis.definitions(&matter(&host));
    let promises: Vec<(String, i64)> = definitions
        .iter()
        .map(|definition| {
            let promised = definition.rules.iter().find_map(|rule| match &rule.yields {
                Yield::Limit(limit) => limit.length.map(|length| length.amount),
                _ => None,
            });
            (definition.scope.region.to_string(), promised.unwrap_or(-1))
        })
        .collect();
    assert_eq!(promises, [("440300000000".to_owned(), 7), ("440307000000".to_owned(), 5)]);
    assert_eq!(definitions[1].matter.title_en.as_deref(), Some("Second child registration"));
}

#[test]
fn a_variance_names_one_matter_whole_or_several_in_a_list() {
    let host = host_with_library(
        "
//- a.matter
事项 居住证换、补领
  时限：
    承诺  7 个工作日
事项 居住证申领
  时限：
    承诺  9 个工作日
特别规定 居住证换、补领 于 龙岗区
  时限：改 承诺：5 个工作日
特别规定 「居住证换、补领」、居住证申领 于 南山区
  时限：改 承诺：4 个工作日
",
    );
    let analysis = host.analysis();
    let regions: Vec<Vec<String>> = analysis
        .matters()
        .map(|matter| analysis.definitions(matter).iter().map(|layer| layer.scope.region.to_string()).collect())
        .collect();
    assert_eq!(
        regions,
        [vec!["440300000000", "440305000000", "440307000000"], vec!["440300000000", "440305000000"]],
        "{}",
        findings(&analysis)
    );
}

#[test]
fn the_content_hash_follows_what_is_said_and_not_where_it_stands() {
    let mut host = host_with_library(BIRTH);
    let hash = |host: &Host| host.analysis().definitions(&matter(host)).first().map(|first| first.content_hash());
    let before = hash(&host);
    let text = host.analysis().text("birth.matter").unwrap();
    host.set_file(&"birth.matter".into(), &text.replace("  材料：", "  // 材料如下\n\n  材料：").into(), 0, true);
    assert_eq!(hash(&host), before);
    host.set_file(&"birth.matter".into(), &text.replace("7 个工作日", "8 个工作日").into(), 0, true);
    assert_ne!(hash(&host), before);
}

#[test]
fn a_test_says_what_is_known_what_happens_and_what_must_come_out() {
    let host = host_with_library(BIRTH);
    let analysis = host.analysis();
    let tests = analysis.tests();
    let test = &tests[0];
    assert_eq!(test.subject, TestSubject::Matter("二孩生育登记".into(), matter(&host)));
    assert_eq!(test.day, "2026-03-02".parse().ok());
    assert_eq!(test.place, analysis.regions().by_code("440307004", None).or(test.place));
    assert_eq!(test.place.map(|at| analysis.regions().name(at).to_owned()).as_deref(), Some("坂田街道"));
    assert_eq!(test.responsible.as_ref().map(|answer| &*answer.fact), Some("属地"));
    let answers: Vec<&str> = test.answers.iter().map(|answer| &*answer.fact).collect();
    assert_eq!(answers, ["婚姻状况", "已有子女数", "户籍地", "持有 结婚证"]);
    assert_eq!(test.events.len(), 3);
    let kinds: Vec<String> = test
        .expectations
        .iter()
        .map(|expectation| {
            let kind = format!("{:?}", expectation.what);
            let kind = kind.split(['(', ' ']).next().unwrap_or("");
            format!("{}{kind}", if expectation.at_least { "+" } else { "" })
        })
        .collect();
    assert_eq!(
        kinds.join(" "),
        "Material +Material Pending Due Decider CanAt NotMet MayNeed NotNeeded NextQuestion Limit Fee Fee Result Visits \
         Needs Contradictory"
    );
    let fees: Vec<_> = test.expectations.iter().filter(|it| matches!(it.what, Expected::Fee(..))).collect();
    assert_eq!(fees[1].what, Expected::Fee(Some("工本费".into()), 400));
}

#[test]
fn a_test_of_an_unknown_matter_gets_suggestions_by_sound() {
    let host = host_with_library(
        "
//- a.matter
事项 居住证申领
  类型：公共服务
用例 试：举住证申领
  应得：
    符合
    天晴
",
    );
    let found = findings(&host.analysis());
    assert_eq!(
        found,
        "a.matter 「举住证申领」 wanted-matter: E0240 name=举住证申领 suggestions=[居住证申领] fix=居住证申领\n\
         a.matter 「天晴」: E0371 found=天晴\n"
    );
}

#[test]
fn errors_of_the_parser_point_into_the_file() {
    let host = host_with_library("\n//- a.matter\n\n// 前言\n\n事项 甲\n  材科：\n    户口簿\n");
    let analysis = host.analysis();
    let found = findings(&analysis);
    assert!(found.starts_with("a.matter 「材科」: E0103 found=材科 suggestions=[materials] fix=材料\n"), "{found}");
    let items = analysis.items("a.matter");
    assert_eq!(items.last().unwrap().keyword, Some(Keyword::Matter));
    assert_eq!(analysis.item_at("a.matter", items.last().unwrap().range.start).unwrap().name, "甲".into());
}

#[test]
fn warming_up_on_all_cores_changes_no_answer() {
    let cold = findings(&host_with_library(BIRTH).analysis());
    let host = host_with_library(BIRTH);
    host.analysis().warm_up();
    assert_eq!(findings(&host.analysis()), cold);
}
