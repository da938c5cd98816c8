//! What a window asks besides the decision: guide, venues, theme, reasons, notice, receipt, fees.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "what fails in a test fails the test")]

mod common;

use common::day;
use common::window::{REGISTRATION, district};
use matter_runtime::tables::*;
use matter_runtime::{Answer, Case, Dates, Given, Language, Request, RuleId, Status, ThemeRequest};

fn evaluated(catalogue: &matter_runtime::Catalogue, here: &str, answers: &[(&str, &str)]) -> (Case, Answer) {
    let on = day("2026-03-02");
    let matter = catalogue.matter(REGISTRATION).unwrap();
    let mut given: Vec<Given> = Vec::new();
    for (name, value) in answers {
        catalogue.read_answer(Some(matter), name, value, on, &mut given).unwrap();
    }
    let request = Request {
        matter,
        responsible: Some(catalogue.region("坂田街道", on).unwrap()),
        here: Some(catalogue.region(here, on).unwrap()),
        dates: Dates::on(on),
        answers: &given,
    };
    let (mut case, mut answer) = (Case::new(), Answer::new());
    case.resolve(catalogue, &request).unwrap();
    catalogue.evaluate(&case, &mut answer).unwrap();
    (case, answer)
}

#[test]
fn a_guide_shows_every_line_before_any_answer() {
    let catalogue = district().open();
    let on = day("2026-03-02");
    let place = catalogue.region("龙岗区", on).unwrap();
    let guide = catalogue.guide(catalogue.matter(REGISTRATION).unwrap(), place, on).unwrap();
    let documents: Vec<String> =
        guide.lines::<Requirement>(&catalogue).unwrap().into_iter().map(|line| line.row.title.to_owned()).collect();
    assert_eq!(documents, ["离婚证", "户口簿"]);
    assert_eq!(guide.basis.len(), 1);
    assert_eq!(guide.basis[0].law, "深民规〔2019〕2号");
}

#[test]
fn a_case_can_be_handed_in_as_far_as_its_scope_reaches() {
    let catalogue = district().open();
    let venues = |here: &str| {
        let (case, answer) = evaluated(&catalogue, here, &[]);
        catalogue.venues(&case, &answer).unwrap()
    };
    let elsewhere = venues("桂园街道");
    assert_eq!(elsewhere.here, Status::Certain);
    let mut halls: Vec<&str> = elsewhere.halls.iter().map(|hall| hall.name).collect();
    halls.sort_unstable();
    assert_eq!(halls, ["桂园便民大厅", "桂园街道大厅"]);
    let [mode, clock] = [&elsewhere.modes, &elsewhere.clock].map(|lines| lines[0].row.value.map(str::to_owned));
    assert_eq!((mode.as_deref(), clock.as_deref()), (Some("received_for_another"), Some("receipt")));
    let outside = venues("虎门镇");
    assert_eq!((outside.here, outside.halls.len()), (Status::Excluded, 0));
    assert_eq!(venues("杨美社区").here, Status::Certain);
}

#[test]
fn a_theme_asks_each_document_once_and_not_what_a_member_makes() {
    let catalogue = district().open();
    let on = day("2026-03-02");
    let request = ThemeRequest {
        responsible: Some(catalogue.region("坂田街道", on).unwrap()),
        here: None,
        dates: Dates::on(on),
        answers: &[],
    };
    let theme = catalogue.theme("生育一件事", &request).unwrap();
    let listed: Vec<(&str, Status, usize, u32, Option<&str>)> = theme
        .materials
        .iter()
        .map(|one| (one.title, one.status, one.matters.len(), one.options[0][0].count, one.made_by.as_deref()))
        .collect();
    assert_eq!(
        listed,
        [
            ("离婚证", Status::Possible, 1, 1, None),
            ("户口簿", Status::Certain, 2, 2, None),
            ("生育登记凭证", Status::Excluded, 1, 1, Some(REGISTRATION)),
        ]
    );
    assert_eq!(theme.questions, [catalogue.fact(None, "婚姻状况").unwrap()]);
    assert_eq!(theme.critical_days, Some(10));
    assert_eq!(catalogue.theme("没有的一件事", &request).unwrap_err().code(), "R106");
}

#[test]
fn each_line_says_where_it_comes_from() {
    let catalogue = district().open();
    let why = catalogue.why(RuleId(1), Language::Zh).unwrap();
    assert_eq!((why.rule.key, why.rule.file, why.rule.line), ("材料/户口簿", "龙岗/生育.matter", 2));
    assert_eq!(why.text, "应当提交户口簿。依据：《人口与计划生育法》第十八条。");
    let divorce = catalogue.why(RuleId(0), Language::Zh).unwrap();
    assert_eq!(divorce.text, "婚姻状况 = 离异的，应当提交离婚证。依据：深民规〔2019〕2号。");
    let limit = catalogue.why(RuleId(3), Language::En).unwrap();
    assert_eq!(limit.text, "promised limit: 7 working days, from acceptance. Basis: 深民规〔2019〕2号.");
}

#[test]
fn the_notice_says_at_once_what_a_case_lacks() {
    let catalogue = district().open();
    let (case, answer) = evaluated(&catalogue, "坂田街道", &[("情况属实", "否")]);
    let decision = catalogue.decision(&case, &answer).unwrap();
    let notice = catalogue.notice(&decision, Language::Zh).unwrap();
    let expected = "\
不符合的条件：
1. 条件：申报情况属实。依据：深民规〔2019〕2号。
应当提交的材料：
1. 婚姻状况 = 离异的，应当提交离婚证。依据：深民规〔2019〕2号。（复印件 1 份）（视情况）
2. 应当提交户口簿。依据：《人口与计划生育法》第十八条。（复印件 1 份）
";
    assert_eq!(notice, expected);
}

#[test]
fn a_receipt_names_release_definition_facts_and_rules() {
    let catalogue = district().open();
    let (case, answer) = evaluated(&catalogue, "坂田街道", &[("婚姻状况", "离异")]);
    let receipt = catalogue.receipt(&case, &answer).unwrap().unwrap();
    assert_eq!((receipt.release.version.as_str(), receipt.edition.as_str()), ("2026.4", "二孩生育登记@0"));
    assert_eq!(receipt.responsible.as_deref(), Some("440307005000"));
    assert_eq!(receipt.calendar_to, Some(day("2026-12-31")));
    assert_eq!((receipt.here.as_deref(), receipt.event, receipt.decision), (Some("440307005000"), None, None));
    let facts: Vec<(&str, &str, bool)> =
        receipt.facts.iter().map(|fact| (fact.name.as_str(), fact.value.as_str(), fact.pending)).collect();
    assert_eq!(facts, [("婚姻状况", "离异", false), ("情况属实", "是", true)]);
    assert!(receipt.rules.contains(&"材料/离婚证".to_owned()));
    assert!(receipt.possible.is_empty());
}

#[test]
fn a_fee_per_unit_follows_its_number_up_to_the_cap() {
    let catalogue = district().open();
    // The area has two decimals: 100 hundredths are one square metre.
    let fee = |amount, units: i64| Fee {
        amount,
        per: Some("建筑面积".into()),
        per_amount: Some(units * 100),
        cap: Some(500_000),
        ..Fee::default()
    };
    let amount = |area: &[(&str, &str)], fee: &Fee| {
        let (case, _) = evaluated(&catalogue, "坂田街道", area);
        catalogue.fee_amount(&case, &fee.viewed()).unwrap()
    };
    assert_eq!(amount(&[], &fee(200, 1)), None);
    assert_eq!(amount(&[("建筑面积", "70")], &fee(200, 1)), Some(14_000));
    assert_eq!(amount(&[("建筑面积", "80.25")], &fee(200, 1)), Some(16_050));
    assert_eq!(amount(&[("建筑面积", "9000")], &fee(200, 1)), Some(500_000));
    assert_eq!(amount(&[("建筑面积", "14")], &fee(100, 7)), Some(200));
    // 5 × 1 ÷ 2 fen: half a fen is rounded up.
    assert_eq!(amount(&[("建筑面积", "1")], &fee(5, 2)), Some(3));
    assert_eq!(catalogue.fee_unit("建筑面积", Some(700)).unwrap(), "7", "a number without a unit");
}

#[test]
fn due_dates_follow_from_the_limits_of_the_case() {
    use matter_runtime::due::{Event, EventKind, LimitKind};
    let catalogue = district().open();
    let (case, answer) = evaluated(&catalogue, "坂田街道", &[]);
    let accepted = [Event::on(EventKind::Accepted, day("2026-09-30"))];
    let due = catalogue.due(&case, &answer, &accepted, day("2026-09-30")).unwrap();
    let (kind, deadline) = due.decision().unwrap();
    // Working days after the National Day: 10-08, 09, 10, 12, 13, 14, 15.
    assert_eq!((kind, deadline.day), (LimitKind::Promised, day("2026-10-15")));
    assert_eq!(due.statutory.map(|deadline| deadline.day), Some(day("2026-11-03")));
}

/// A number that only multiplies: by area a fee that depends on marriage, by persons the copies of a document.
fn multiplied() -> common::build::Builder {
    let mut builder = common::build::Builder::new("440000000000");
    builder.choice("婚姻状况", &["未婚", "已婚", "离异"]);
    builder.fact("建筑面积", "number").scale = 2;
    builder.fact("入库日", "date");
    let months = builder.fact("存放月数", "derived");
    months.owner = "computed".into();
    builder.tables.derived.push(Derived {
        fact: "存放月数".into(),
        operation: "months".into(),
        a: "入库日".into(),
        b: "application_day".into(),
        level: None,
    });
    builder.matter("登记");
    let edition = builder.edition("登记", "440000000000", 0, None, None);
    builder.cells(edition, "婚姻状况", &[&[(0, 0)], &[(1, 1)], &[(2, 2)]]);
    builder.ask(edition, "建筑面积");
    builder.ask(edition, "入库日");
    let survey = builder.rule_if(edition, "fee", "收费/测绘费", ("婚姻状况", 1, 3));
    let storage = builder.rest(edition, "fee", "收费/测绘费", &[survey]);
    for (rule, per) in [(survey, "建筑面积"), (storage, "存放月数")] {
        builder.tables.fee.push(Fee { rule, amount: 200, per: Some(per.into()), ..Fee::default() });
    }
    builder.tables.sort();
    builder
}

#[test]
fn a_number_that_only_multiplies_is_asked_while_its_line_may_hold() {
    let catalogue = multiplied().open();
    let on = day("2026-03-02");
    let matter = catalogue.matter("登记").unwrap();
    let here = Some(catalogue.region("龙岗区", on).unwrap());
    let ask = |answers: &[(&str, &str)]| {
        let mut given = Vec::new();
        for (name, value) in answers {
            catalogue.read_answer(Some(matter), name, value, on, &mut given).unwrap();
        }
        let request = Request { matter, responsible: here, here, dates: Dates::on(on), answers: &given };
        let (mut case, mut answer) = (Case::new(), Answer::new());
        case.resolve(&catalogue, &request).unwrap();
        catalogue.evaluate(&case, &mut answer).unwrap();
        let decision = catalogue.decision(&case, &answer).unwrap();
        let questions = decision.questions.iter().map(|fact| catalogue.fact_row(*fact).unwrap().name);
        let fees = decision.fees.iter().map(|line| catalogue.fee_amount(&case, &line.row).unwrap());
        (questions.collect::<Vec<_>>(), fees.collect::<Vec<_>>())
    };
    let asked = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
    assert_eq!(ask(&[]), (asked(&["婚姻状况", "建筑面积", "入库日"]), vec![None, None]));
    assert_eq!(ask(&[("婚姻状况", "已婚")]), (asked(&["建筑面积"]), vec![None]));
    assert_eq!(ask(&[("婚姻状况", "离异")]), (asked(&["入库日"]), vec![None]));
    assert_eq!(ask(&[("婚姻状况", "离异"), ("入库日", "2025-12-02")]), (Vec::new(), vec![Some(600)]));
    // 2.00 yuan for a hundredth: 150 hundredths.
    assert_eq!(ask(&[("婚姻状况", "已婚"), ("建筑面积", "1.5")]), (Vec::new(), vec![Some(30_000)]));
}

#[test]
fn only_a_channel_that_the_matter_offers_in_the_case_can_be_answered() {
    let mut builder = common::build::Builder::new("440000000000");
    builder.choice(CHANNEL, &["窗口", "网上", "自助终端", "上门"]);
    builder.fact("行动不便", "bool");
    builder.matter("登记");
    let edition = builder.edition("登记", "440000000000", 0, None, None);
    builder.cells(edition, "行动不便", &[&[(0, 0)], &[(1, 1)]]);
    let counter = builder.rule_always(edition, "channel", "渠道/窗口");
    let visit = builder.rule_if(edition, "channel", "渠道/上门", ("行动不便", 1, 2));
    for (rule, channel) in [(counter, "窗口"), (visit, "上门")] {
        builder.tables.channel.push(Channel { rule, channel: channel.into() });
    }
    builder.matter("查询");
    builder.edition("查询", "440000000000", 0, None, None);
    let catalogue = builder.open();
    let on = day("2026-03-02");
    let here = Some(catalogue.region("龙岗区", on).unwrap());
    let ask = |matter: &str, answers: &[(&str, &str)]| {
        let matter = catalogue.matter(matter).unwrap();
        let mut given = Vec::new();
        for (name, value) in answers {
            catalogue.read_answer(Some(matter), name, value, on, &mut given).unwrap();
        }
        let request = Request { matter, responsible: here, here, dates: Dates::on(on), answers: &given };
        catalogue.decide(&request).map(drop)
    };
    let refused = |offered: &[&str]| {
        let offered = offered.iter().map(|one| (*one).to_owned()).collect();
        Err(matter_runtime::Error::ChannelNotOffered { channel: "网上".into(), offered })
    };
    assert_eq!(ask("登记", &[]), Ok(()));
    assert_eq!(ask("登记", &[(CHANNEL, "窗口")]), Ok(()));
    // Whether somebody comes to the house is open until it is known who asks.
    assert_eq!(ask("登记", &[(CHANNEL, "上门")]), Ok(()));
    assert_eq!(ask("登记", &[(CHANNEL, "网上")]), refused(&["窗口", "上门"]));
    assert_eq!(ask("登记", &[(CHANNEL, "网上"), ("行动不便", "否")]), refused(&["窗口"]));
    assert_eq!(ask("登记", &[(CHANNEL, "上门"), ("行动不便", "否")]).map_err(|error| error.code()), Err("R310"));
    assert_eq!(ask("查询", &[(CHANNEL, "自助终端")]), Ok(()), "a matter that names no channels takes all");
}

#[test]
fn a_line_says_what_has_consequences_and_calls_things_by_their_titles() {
    let mut builder = district();
    let asked = &mut builder.tables.requirement[0];
    asked.must = Some("签字".to_owned());
    (asked.grace, asked.grace_unit) = (Some(3), Some("working_days".to_owned()));
    asked.grace_overdue = Some("终止办理".to_owned());
    let rule = RuleId(asked.rule);
    for limit in &mut builder.tables.limit {
        limit.amount = Some(0);
    }
    let limit = RuleId(builder.tables.limit[0].rule);
    let catalogue = builder.open();
    let said = |rule, language| catalogue.why(rule, language).unwrap().text;
    let zh = said(rule, Language::Zh);
    assert!(zh.contains("，须签字，可以在3个工作日内补交，逾期终止办理。"), "{zh}");
    let en = said(rule, Language::En);
    assert!(en.contains(", with: 签字, may follow within 3 working days, else 终止办理."), "{en}");
    assert!(said(limit, Language::Zh).contains("：当场办结"), "{}", said(limit, Language::Zh));
}
