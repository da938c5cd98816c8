//! Guides as Markdown, read line by line.
#![allow(clippy::unwrap_used, reason = "a failed step is a failed test")]

mod common;

use common::*;
use matter_core::hir::{
    BenefitPeriod, Citation, Definition, Duration, Form, Level, Requirement, RequirementMember, Step, StepPart,
    TimeUnit, Venue, When, Yield,
};
use matter_decide::Formula;
use matter_emit::guide::{Language, markdown};

fn days(amount: i64) -> Duration {
    Duration { amount, unit: TimeUnit::WorkingDays }
}

fn always(address: &str, yields: Yield) -> matter_core::hir::Rule {
    line(address, When::If(Formula::True), yields)
}

fn sample() -> Definition {
    let member = |title: &str| RequirementMember {
        material: title.into(),
        title: title.into(),
        holder: None,
        form: Form::Copy,
        count: 2,
        per: None,
    };
    let requirement = Requirement {
        title: "居住证明".into(),
        options: vec![vec![member("居住证明")]],
        exempt: None,
        grace: Some(days(3)),
        grace_overdue: Some("终止办理".into()),
        must: vec!["签字".into()],
    };
    let mut needed = line("materials/居住证明", When::If(Formula::is(0, 1)), Yield::Requirement(requirement));
    needed.condition = Some("外地户籍".into());
    needed.basis =
        vec![Citation { law: "居住证暂行条例".into(), source: None, place: "第九条".into(), article: 9 }];
    let step = Step {
        name: "核实".into(),
        actor: Some("公安".into()),
        places: vec![],
        length: Some(days(2)),
        fixed: false,
        after: vec![],
        part: StepPart::Processing,
    };
    let result = Yield::Result {
        document: "居住证".into(),
        validity: Some(Duration { amount: 1, unit: TimeUnit::Years }),
        permanent: false,
        delivery: vec![("窗口领取".into(), None), ("邮寄".into(), Some("到付".into()))],
    };
    let rules = vec![
        needed,
        decider("否则", When::Otherwise, Level::Town),
        always("steps/核实", Yield::Step(step)),
        promise(7),
        always("cross_region/范围", Yield::Venue(Venue::Scope(Level::City))),
        always("fees/工本费", Yield::Fee { name: "工本费".into(), amount: 1_050, per: None, cap: None }),
        always("benefits/补贴", Yield::Benefit { name: "补贴".into(), amount: 30_000, period: BenefitPeriod::Monthly }),
        always("result/居住证", result),
    ];
    definition("居住证申领", vec![yes_no("外地户籍")], vec![], rules)
}

#[test]
fn a_chinese_guide_has_the_sections_of_the_standard_in_order() {
    let expected = "\
# 居住证申领

- **事项名称**：居住证申领
- **事项类型**：公共服务
- **实施主体**：公安
- **适用期间**：2026-01-01 起
- **设定依据**：《居住证暂行条例》第二条

## 决定机构

- 乡镇（街道） 公安（其他情形）

## 申请材料

- 居住证明，复印件 2 份，须签字，可容缺，3 个工作日内补交，逾期终止办理（当 外地户籍），依据《居住证暂行条例》第九条

## 通办

- 范围 全市

## 办理流程

- 核实 公安 2 个工作日

## 办结时限

- 承诺 7 个工作日，自受理

## 收费

- 工本费 10.50 元

## 给付

- 补贴 300 元 每月

## 审批结果

- 居住证，有效期 1 年；送达：窗口领取、邮寄（到付）
";
    assert_eq!(markdown(&build(&[sample()]), 0, Language::Zh).unwrap(), expected);
}

#[test]
fn an_english_guide_keeps_the_words_of_the_catalogue() {
    let guide = markdown(&build(&[sample()]), 0, Language::En).unwrap();
    for line in [
        "- **Name**: 居住证申领",
        "- **Valid**: 2026-01-01 onward",
        "- town 公安 (otherwise)",
        "- promised 7 working days, from acceptance",
        "- 居住证, valid for 1 year; delivered: 窗口领取, 邮寄 (到付)",
    ] {
        assert!(guide.lines().any(|found| found == line), "{line}\n{guide}");
    }
}

#[test]
fn an_edition_that_does_not_exist_has_no_guide() {
    assert_eq!(markdown(&build(&[sample()]), 1, Language::Zh), None);
}
