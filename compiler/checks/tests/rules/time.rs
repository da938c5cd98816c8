//! Limits of licences and what stops them.

use matter_core::hir::{
    ApprovalStage, Day, Duration, Keyword, LawRank, LimitKind, NodeId, Origin, ProfileDeclaration, ProfileScope, Step,
    StepPart, ThemeDeclaration, ThemeStageDeclaration, TimeUnit, When, Yield,
};

use crate::sample::{Sample, limit, working_days};

fn with(yields: Yield) -> Vec<&'static str> {
    let mut sample = Sample::licence();
    sample.line(yields);
    sample.codes()
}

#[test]
fn the_statutory_limit_of_a_licence_is_twenty_working_days() {
    assert!(with(limit(LimitKind::Statutory, working_days(20))).is_empty());
    assert_eq!(with(limit(LimitKind::Statutory, working_days(21))), ["M081"]);
    assert!(with(limit(LimitKind::Statutory, Duration { amount: 30, unit: TimeUnit::CalendarDays })).is_empty());
    assert_eq!(with(limit(LimitKind::Statutory, Duration { amount: 60, unit: TimeUnit::CalendarDays })), ["M081"]);
    assert_eq!(with(limit(LimitKind::Statutory, Duration { amount: 2, unit: TimeUnit::Months })), ["M081"]);
    assert!(with(limit(LimitKind::Statutory, Duration { amount: 1, unit: TimeUnit::Months })).is_empty());
}

#[test]
fn a_law_may_set_a_longer_limit_and_a_rule_may_not() {
    for (rank, expected) in [(LawRank::Law, vec![]), (LawRank::DepartmentRule, vec!["M081"])] {
        let mut sample = Sample::licence();
        let basis = sample.law("某法", Some(rank), 4);
        sample.line(limit(LimitKind::Statutory, working_days(30))).basis.push(basis);
        assert_eq!(sample.codes(), expected, "{rank:?}");
    }
    for (article, expected) in [(42, vec!["M081"]), (8, vec![])] {
        let mut sample = Sample::licence();
        let basis = sample.law("行政许可法", Some(LawRank::Law), article);
        sample.line(limit(LimitKind::Statutory, working_days(30))).basis.push(basis);
        assert_eq!(sample.codes(), expected, "the bound itself lengthens nothing: article {article}");
    }
    let mut service = Sample::service();
    service.line(limit(LimitKind::Statutory, working_days(60)));
    assert!(service.codes().is_empty(), "the law on licences binds licences");
}

#[test]
fn what_is_decided_at_once_waits_for_nothing() {
    let mut sample = Sample::service();
    sample.line(Yield::CaseKind("即办件".into()));
    sample.line(limit(LimitKind::Promised, working_days(1)));
    assert!(sample.codes().is_empty());
    sample.rules[1].yields = limit(LimitKind::Promised, working_days(2));
    assert_eq!(sample.codes(), ["M083"]);
    sample.rules[0].when = When::Otherwise;
    sample.rules[0].choice = Some("办件类型".into());
    assert_eq!(sample.codes(), ["M083"], "the base line of a choice without other lines");
    let other = sample.rules[0].clone();
    sample.rules.push(other);
    assert!(sample.codes().is_empty(), "not in every case at once");
}

#[test]
fn limits_in_prose_are_those_of_the_matter() {
    let mut sample = Sample::service();
    sample.line(limit(LimitKind::Promised, working_days(5)));
    sample.finish = |definition| {
        definition.texts.push((Keyword::Questions, vec!["多久能办完？承诺办结时限为10个工作日。".into()]));
    };
    assert_eq!(sample.codes(), ["M084"]);
    sample.finish = |definition| {
        let lines = ["承诺 5 个工作日", "补正后 10 个工作日内再来", "法定二十日", "承诺不收费，见 2026 年的公告"];
        definition.texts.push((Keyword::Questions, lines.map(Into::into).to_vec()));
    };
    assert!(sample.codes().is_empty());
}

#[test]
fn joint_handling_of_licences_takes_forty_five_working_days() {
    let sample = Sample::service();
    let mut licence = Sample::licence();
    let stage = |amount| ThemeStageDeclaration {
        name: "施工许可".into(),
        members: vec!["停车位登记".into()],
        lead: None,
        limit: Some(working_days(amount)),
        node: NodeId(0),
    };
    let theme = |amount| ThemeDeclaration {
        name: "并联审批".into(),
        title_en: None,
        lead: None,
        stages: vec![stage(amount)],
        members: Vec::new(),
        together: Vec::new(),
        joint: Vec::new(),
        excluded: Vec::new(),
        promise: None,
        promise_node: NodeId(0),
        claims: Vec::new(),
        claims_node: NodeId(0),
        origin: Origin::default(),
    };
    licence.declarations.themes = vec![theme(60)];
    assert_eq!(licence.whole(&[licence.head.clone()]), ["M086"]);
    assert!(licence.whole(&[sample.head]).is_empty(), "no licence among the members");
    licence.declarations.themes = vec![theme(45)];
    assert!(licence.whole(&[licence.head.clone()]).is_empty());
}

#[test]
fn first_review_takes_twenty_working_days() {
    let step = |name: &str, amount| {
        Yield::Step(Step {
            name: name.into(),
            actor: Some("公安".into()),
            places: Vec::new(),
            length: Some(working_days(amount)),
            fixed: false,
            after: Vec::new(),
            part: StepPart::Processing,
        })
    };
    assert_eq!(with(step("初审", 30)), ["M087"]);
    assert!(with(step("初审", 20)).is_empty());
    assert!(with(step("审批", 30)).is_empty());
    let mut sample = Sample::licence();
    sample.line(limit(LimitKind::Promised, working_days(25))).stage = Some(0);
    sample.finish = |definition| {
        definition.stages.push(ApprovalStage { name: "初审".into(), after: None, origin: Origin::default() })
    };
    assert_eq!(sample.codes(), ["M087"]);
}

#[test]
fn the_clock_stops_for_what_the_law_lists() {
    let pause = |name: &str, key: &str| {
        let mut sample = Sample::licence();
        let exclusion = Yield::Exclusion { name: name.into(), at_most: None };
        sample.line(exclusion).address = format!("时限/{key}/{name}").into();
        sample
    };
    assert!(pause("专家评审", "不计").codes().is_empty());
    assert_eq!(pause("领导出差", "不计").codes(), ["M088"]);
    assert!(pause("邮寄", "不含").codes().is_empty(), "a promise may leave out the post");
    let mut sample = pause("公示", "不计");
    let law = sample.law("某法", Some(LawRank::Law), 9);
    sample.rules[0].basis.push(law);
    assert!(sample.codes().is_empty());
}

#[test]
fn an_extension_is_ten_working_days_and_approved() {
    assert!(with(limit(LimitKind::Extension, working_days(10))).is_empty());
    assert_eq!(with(limit(LimitKind::Extension, working_days(15))), ["M089"]);
    let mut open = limit(LimitKind::Extension, working_days(10));
    if let Yield::Limit(limit) = &mut open {
        limit.approver = None;
    }
    assert_eq!(with(open), ["M089"]);
}

#[test]
fn delivery_takes_ten_working_days() {
    assert!(with(limit(LimitKind::Delivery, working_days(10))).is_empty());
    assert_eq!(with(limit(LimitKind::Delivery, working_days(11))), ["M090"]);
}

#[test]
fn a_promise_as_long_as_the_law_promises_nothing() {
    let promised = |amount| {
        let mut sample = Sample::service();
        sample.line(limit(LimitKind::Statutory, working_days(20)));
        sample.line(limit(LimitKind::Promised, working_days(amount)));
        sample.codes()
    };
    assert_eq!(promised(20), ["M092"]);
    assert!(promised(19).is_empty());
}

#[test]
fn renewal_closes_after_it_opens_and_not_earlier_than_the_law() {
    let window = |earliest: i64, latest: i64| {
        let day = |amount| Some(Duration { amount, unit: TimeUnit::WorkingDays });
        with(Yield::Renewal { earliest: day(earliest), latest: day(latest) })
    };
    assert!(window(90, 15).is_empty());
    assert!(window(90, 30).is_empty());
    assert_eq!(window(90, 60), ["M093"]);
    assert_eq!(window(15, 30), ["M093"]);
}

#[test]
fn what_is_missing_is_told_within_five_working_days() {
    assert!(with(limit(LimitKind::Notice, working_days(5))).is_empty());
    assert_eq!(with(limit(LimitKind::Notice, working_days(6))), ["M090"]);
}

#[test]
fn a_profile_may_set_a_narrower_bound() {
    let mut sample = Sample::licence();
    sample.line(limit(LimitKind::Statutory, working_days(15)));
    assert!(sample.codes().is_empty());
    sample.declarations.profiles.push(ProfileDeclaration {
        applies: vec![vec![(ProfileScope::All, Vec::new())]],
        bounds: vec![(LimitKind::Statutory, working_days(10), Vec::new())],
        ..ProfileDeclaration::default()
    });
    assert_eq!(sample.codes(), ["M081"]);
}

#[test]
fn dates_beyond_the_published_calendar_are_announced() {
    let mut sample = Sample::licence();
    sample.declarations.profiles.push(ProfileDeclaration {
        kinds: vec!["行政许可".into()],
        bounds: vec![
            (LimitKind::Statutory, working_days(20), Vec::new()),
            (LimitKind::Extension, working_days(10), Vec::new()),
        ],
        ..ProfileDeclaration::default()
    });
    let head = [sample.head.clone()];
    // Thirty working days end on 31 December 2026 from 19 November, a Thursday, on.
    sample.settings.as_of = Day::from_civil(2026, 11, 19);
    assert!(sample.whole(&head).is_empty());
    sample.settings.as_of = Day::from_civil(2026, 11, 20);
    assert_eq!(sample.whole(&head), ["M091"]);
    sample.settings.as_of = None;
    assert!(sample.whole(&head).is_empty());
}
