//! Guides as Markdown, read line by line.
#![allow(clippy::unwrap_used, reason = "a failed step is a failed test")]

mod common;

use common::*;
use matter_core::hir::{
    BenefitPeriod, Citation, Definition, DelegationMode, Duration, Event, Form, Level, Limit, LimitKind, Requirement,
    RequirementMember, Step, StepPart, TimeUnit, Venue, When, Yield,
};
use matter_decide::Formula;
use matter_emit::guide::{Guide, Language, Wanted, article, guide, html, markdown};
use matter_runtime::{Catalogue, Error};

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

fn guide_on(on: &str, language: Language) -> Result<Guide, Error> {
    let catalogue = Catalogue::open(matter_runtime::image::build(&build(&[sample()])).unwrap()).unwrap();
    let matter = catalogue.matter("居住证申领").unwrap();
    guide(&catalogue, Wanted { matter, place: Some(matter_runtime::RegionId(0)), day: day(on), language })
}

#[test]
fn a_chinese_guide_has_the_sections_of_the_standard_in_order() {
    let expected = "\
# 居住证申领

中华人民共和国；2026-03-02；试验目录 2026.1

## 基本信息

- **事项名称**：居住证申领
- **事项类型**：公共服务
- **主管部门**：公安
- **决定机构**：乡镇（街道） 公安
- **适用期间**：2026-01-01 起

## 设定依据

- 《居住证暂行条例》第二条

## 申请材料

| 序号 | 材料名称 | 形式和份数 | 说明 | 适用情形 |
| --- | --- | --- | --- | --- |
| 1 | 居住证明 | 复印件 2 份 | 须签字；可容缺，3 个工作日内补交，逾期终止办理；依据：《居住证暂行条例》第九条 | 当 外地户籍 |

## 办理流程

| 步骤 | 办理人 | 时限 |
| --- | --- | --- |
| 核实 | 公安 | 2 个工作日 |

## 办理时限

| 种类 | 时限 | 起算 |
| --- | --- | --- |
| 承诺办结时限 | 7 个工作日 | 受理 |

## 办理方式和地点

- **跨域通办**：范围 全市

## 收费和给付

- 工本费 10.50 元

### 给付

- 补贴 300 元 每月

## 办理结果

- 居住证，有效期 1 年；送达：窗口领取、邮寄（到付）

## 常见情形

### 当 外地户籍

- 材料：居住证明，复印件 2 份，须签字，可容缺，3 个工作日内补交，逾期终止办理
";
    assert_eq!(markdown(&guide_on("2026-03-02", Language::Zh).unwrap()), expected);
}

#[test]
fn an_english_guide_keeps_the_words_of_the_catalogue() {
    let guide = markdown(&guide_on("2026-03-02", Language::En).unwrap());
    for line in [
        "- **Name**: 居住证申领",
        "- **In force**: 2026-01-01 onward",
        "- **Deciding body**: town 公安",
        "| promised limit | 7 working days | acceptance |",
        "- 居住证, valid for 1 year; delivered: 窗口领取, 邮寄 (到付)",
    ] {
        assert!(guide.lines().any(|found| found == line), "{line}\n{guide}");
    }
}

#[test]
fn a_day_before_every_definition_has_no_guide() {
    assert!(guide_on("2025-12-31", Language::Zh).is_err());
}

#[test]
fn a_page_allows_its_own_style_and_nothing_else() {
    let page = html(&guide_on("2026-03-02", Language::Zh).unwrap());
    let between = |from: &str, to: &str| page.split_once(from).unwrap().1.split_once(to).unwrap().0.to_owned();
    let style = between("<style>", "</style>");
    let policy = between("Content-Security-Policy\" content=\"", "\"");
    let hash = policy.strip_prefix("default-src 'none'; style-src 'sha256-").unwrap().strip_suffix('\'').unwrap();
    // SHA-256 in Base64: 32 bytes, so 43 letters and one sign that fills up.
    assert_eq!((hash.len(), hash.ends_with('=')), (44, true));
    assert!(style.contains("prefers-color-scheme: dark") && style.contains("@media print"));
    for absent in ["<script", "style=\"", "url(", "<link", "onclick"] {
        assert!(!page.contains(absent), "{absent}");
    }
    // The only address is the name of the drawing's language.
    assert_eq!(page.matches("http").count(), page.matches("xmlns=\"http://www.w3.org/2000/svg\"").count() + 1);
}

#[test]
fn what_the_catalogue_says_is_text_in_a_page() {
    let mut guide = guide_on("2026-03-02", Language::Zh).unwrap();
    guide.title = "<b>&\"".to_owned();
    guide.process.title.clone_from(&guide.title);
    let page = article(&guide, true);
    assert!(page.contains("<h1>&lt;b&gt;&amp;&quot;</h1>") && !page.contains("<b>"), "{page}");
}

#[test]
fn lines_lead_to_their_source_where_it_is_wanted() {
    let guide = guide_on("2026-03-02", Language::Zh).unwrap();
    let button = "data-file=\"居住证.matter\" data-line=\"7\" aria-label=\"到源文件：居住证明\">7</button>";
    assert!(article(&guide, true).contains(button), "{}", article(&guide, true));
    assert!(!article(&guide, false).contains("data-line"));
}

/// The sample with other rules of the same definition.
fn guide_of(change: impl FnOnce(&mut Definition)) -> Guide {
    let mut changed = sample();
    change(&mut changed);
    let catalogue = Catalogue::open(matter_runtime::image::build(&build(&[changed])).unwrap()).unwrap();
    let matter = catalogue.matter("居住证申领").unwrap();
    let place = Some(matter_runtime::RegionId(0));
    guide(&catalogue, Wanted { matter, place, day: day("2026-03-02"), language: Language::Zh }).unwrap()
}

#[test]
fn a_situation_says_form_and_number_of_all_that_may_be_handed_in() {
    let printed = markdown(&guide_of(|definition| {
        let Yield::Requirement(requirement) = &mut definition.rules[0].yields else { panic!("no requirement") };
        requirement.title = "居住证明或者房产证".into();
        let mut other = requirement.options[0][0].clone();
        (other.material, other.title) = ("房产证".into(), "房产证".into());
        requirement.options.push(vec![other]);
    }));
    let (_, situations) = printed.split_once("## 常见情形").expect("situations");
    assert!(situations.contains("- 材料：居住证明或者房产证，复印件 2 份，须签字"), "{situations}");
}

fn discretion(name: &str, low: i64, high: i64, unit: &str) -> matter_core::hir::Rule {
    let yields = Yield::Discretion { name: name.into(), low, high, unit: unit.into() };
    always(&format!("discretion/{name}"), yields)
}

#[test]
fn a_range_of_money_is_printed_in_yuan_and_every_other_in_its_unit() {
    let printed = markdown(&guide_of(|definition| {
        definition.rules.push(discretion("罚款", 10_000, 50_050, "分"));
        definition.rules.push(discretion("停业", 3, 10, "自然日"));
        definition.rules.push(discretion("定额", 20_000, 20_000, "分"));
    }));
    let (_, printed) = printed.split_once("## 裁量基准").expect("a section");
    assert_eq!(printed.trim(), "- 罚款 100 元 至 500.50 元\n- 停业 3 自然日 至 10 自然日\n- 定额 200 元");
}

/// Notes in quotation marks are said, what nobody wrote is not.
#[test]
fn a_guide_says_the_notes_of_its_lines_and_no_start_that_nobody_wrote() {
    let noted = |mut rule: matter_core::hir::Rule, note: &str| {
        rule.title = Some(note.into());
        rule
    };
    let limit = |kind, start| {
        let extends = None;
        Yield::Limit(Limit { kind, length: Some(days(10)), start, approver: None, overdue: None, extends })
    };
    let printed = markdown(&guide_of(|definition| {
        let Yield::Step(first) = &definition.rules[2].yields else { panic!("no step") };
        let beside = Step { name: "专家评审".into(), ..first.clone() };
        let after = Step { name: "发证".into(), after: vec!["steps/核实".into()], ..first.clone() };
        definition.rules.insert(3, always("steps/专家评审", Yield::Step(beside)));
        definition.rules.insert(4, noted(always("steps/发证", Yield::Step(after)), "当场打印"));
        let extension = limit(LimitKind::Extension, Event::Acceptance);
        definition.rules.push(noted(always("times/延长", extension), "情况复杂的"));
        definition.rules.push(always("times/公示", limit(LimitKind::Publicity, Event::Decision)));
        definition.rules.push(always("renewal", Yield::Renewal { earliest: None, latest: Some(days(30)) }));
        let fee = Yield::Fee { name: "使用费".into(), amount: 200, per: None, cap: None };
        definition.rules.push(noted(always("fees/使用费", fee), "按年"));
        let (mode, from, to) = (DelegationMode::Posted, Level::City, Level::County);
        let posted = Yield::Delegation { mode, from, to, body: None, note: Some("周二、周四".into()) };
        definition.rules.push(always("decides/派员", posted));
    }));
    for line in [
        "| 专家评审 | 公安 | 2 个工作日 | 与上一步同时 |",
        "| 发证 | 公安 | 2 个工作日 | 当场打印 |",
        "| 延长 | 10 个工作日 |  | 情况复杂的 |",
        "| 公示 | 10 个工作日 | 决定 |  |",
        "- 届满前 至少 30 个工作日",
        "- 使用费 2 元（按年）",
    ] {
        assert!(printed.lines().any(|found| found == line), "{line}\n{printed}");
    }
    assert!(printed.contains("派员：市级至县级 周二、周四"), "{printed}");
}

#[test]
fn markdown_holds_no_markup_of_its_own_in_what_people_wrote() {
    let printed = markdown(&guide_of(|definition| {
        let Yield::Requirement(requirement) = &mut definition.rules[0].yields else { panic!("no requirement") };
        requirement.title = "居住证明<script>alert(1)</script>".into();
        requirement.must = vec!["A&B".into()];
    }));
    assert!(printed.contains("居住证明&lt;script>alert(1)&lt;/script>"), "{printed}");
    assert!(printed.contains("A&amp;B") && !printed.contains("<script"), "{printed}");
}
