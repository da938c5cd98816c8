//! Delegation, handling elsewhere, visits, channels, contacts.

use matter_core::hir::{
    DelegationMode, HallDeclaration, Keyword, LawRank, Level, Origin, ProfileDeclaration, ProfileScope, SectionState,
    Step, StepPart, Venue, VenueMode, Yield,
};

use crate::sample::Sample;

fn delegation(mode: DelegationMode, from: Level, to: Level, body: Option<&str>) -> Yield {
    Yield::Delegation { mode, from, to, body: body.map(Into::into), note: None }
}

fn decided_by(level: Level) -> Sample {
    let mut sample = Sample::licence();
    sample.line(Yield::Decider { level, department: None });
    sample
}

#[test]
fn a_licence_is_delegated_to_organs_on_a_basis_and_never_passed_on() {
    let delegated = |body: Option<&str>, cited: bool| {
        let mut sample = decided_by(Level::City);
        let law = sample.law("某条例", Some(LawRank::LocalRegulation), 7);
        let rule = sample.line(delegation(DelegationMode::Delegated, Level::City, Level::County, body));
        if cited {
            rule.basis.push(law);
        }
        sample
    };
    assert!(delegated(None, true).codes().is_empty());
    assert_eq!(delegated(None, false).codes(), ["M100"]);
    assert_eq!(delegated(Some("龙岗区餐饮行业协会"), true).codes(), ["M100"]);
    let mut chain = delegated(None, true);
    let law = chain.rules[1].basis[0].clone();
    chain.line(Yield::Decider { level: Level::County, department: None });
    chain.line(delegation(DelegationMode::Delegated, Level::County, Level::Town, None)).basis.push(law);
    assert_eq!(chain.codes(), ["M100"]);
}

#[test]
fn only_the_deciding_level_hands_down_or_posts() {
    let mut sample = decided_by(Level::City);
    sample.line(delegation(DelegationMode::Devolved, Level::City, Level::County, None));
    sample.line(delegation(DelegationMode::Posted, Level::City, Level::County, None));
    assert!(sample.codes().is_empty());
    let mut sample = decided_by(Level::County);
    sample.line(delegation(DelegationMode::Devolved, Level::City, Level::County, None));
    sample.line(delegation(DelegationMode::Networked, Level::City, Level::County, None));
    assert_eq!(sample.codes(), ["M101", "M102"]);
}

#[test]
fn handling_elsewhere_says_how() {
    let mut sample = Sample::service();
    sample.line(Yield::Venue(Venue::Scope(Level::City)));
    assert_eq!(sample.codes(), ["M106"]);
    sample.line(Yield::Venue(Venue::Mode(VenueMode::ReceivedForAnother)));
    assert!(sample.codes().is_empty());
}

#[test]
fn a_visit_says_why() {
    let mut sample = Sample::service();
    sample.line(Yield::Visits(1));
    assert_eq!(sample.codes(), ["M107"]);
    sample.rules[0].title = Some("无".into());
    assert_eq!(sample.codes(), ["M107"]);
    sample.rules[0].title = Some("核验原件".into());
    assert!(sample.codes().is_empty());
    sample.rules[0].yields = Yield::Visits(0);
    sample.rules[0].title = None;
    assert!(sample.codes().is_empty());
}

#[test]
fn nobody_is_forced_on_line() {
    let mut sample = Sample::service();
    sample.line(Yield::Channel("网上".into()));
    assert_eq!(sample.codes(), ["M109"]);
    sample.line(Yield::Channel("窗口".into()));
    assert!(sample.codes().is_empty());
}

#[test]
fn contacts_are_told_and_complaints_go_elsewhere() {
    let mut sample = Sample::service();
    sample.finish = |definition| definition.texts.push((Keyword::Consult, vec!["无".into()]));
    assert_eq!(sample.codes(), ["M112"]);
    sample.finish = |definition| {
        definition.texts.push((Keyword::Consult, vec!["0755-28900000".into()]));
        definition.texts.push((Keyword::Complain, vec!["0755-28900000".into()]));
    };
    assert_eq!(sample.codes(), ["M112"]);
    sample.finish = |definition| {
        definition.texts.push((Keyword::Consult, vec!["12345".into()]));
        definition.texts.push((Keyword::Complain, vec!["12345".into()]));
    };
    assert!(sample.codes().is_empty(), "the city's line serves both");
}

#[test]
fn delegation_leads_down() {
    let mut sample = decided_by(Level::County);
    sample.line(delegation(DelegationMode::Devolved, Level::County, Level::City, None));
    assert_eq!(sample.codes(), ["M101"]);
}

#[test]
fn nobody_leaves_the_region_for_a_superior_s_decision() {
    let mut sample = Sample::service();
    sample.declarations.profiles.push(ProfileDeclaration {
        applies: vec![vec![(ProfileScope::All, Vec::new())]],
        stays_within: Some(Level::County),
        ..ProfileDeclaration::default()
    });
    sample.line(Yield::Accept { level: Some(Level::Town), name: None });
    sample.line(Yield::Decider { level: Level::City, department: None });
    assert_eq!(sample.codes(), ["M103"]);
    sample.line(delegation(DelegationMode::Networked, Level::City, Level::County, None));
    assert!(sample.codes().is_empty());
    sample.rules[0].yields = Yield::Accept { level: Some(Level::City), name: None };
    assert_eq!(sample.codes(), ["M103"], "received in the city only");
}

#[test]
fn an_online_address_is_an_address() {
    for (text, expected) in [
        ("https://www.gdzwfw.gov.cn", vec![]),
        ("广东政务服务网：http://www.gdzwfw.gov.cn/portal", vec!["M108"]),
        ("广东政务服务网 http://www.gdzwfw.gov.cn/portal", vec![]),
        ("无", vec!["M108"]),
        ("https://localhost", vec!["M108"]),
    ] {
        let mut sample = Sample::service();
        sample.head.sections.push((Keyword::OnlineAddress, SectionState::Filled));
        sample.head.summary = text.into();
        sample.finish = |definition| {
            definition.texts.push((Keyword::OnlineAddress, vec![definition.matter.summary.clone()]));
        };
        assert_eq!(sample.codes(), expected, "{text}");
    }
}

#[test]
fn the_window_that_receives_does_not_decide() {
    let step = |name: &str, actor: &str, part| {
        Yield::Step(Step {
            name: name.into(),
            actor: Some(actor.into()),
            places: Vec::new(),
            length: None,
            fixed: false,
            after: Vec::new(),
            part,
        })
    };
    let mut sample = Sample::service();
    sample.line(step("受理", "窗口", StepPart::Acceptance));
    sample.line(step("审核", "公安", StepPart::Processing));
    assert!(sample.codes().is_empty());
    sample.line(step("复核", "窗口", StepPart::Processing));
    assert_eq!(sample.codes(), ["M111"]);
}

#[test]
fn a_hall_says_where_it_is_and_when_it_is_open() {
    let mut sample = Sample::service();
    sample.declarations.halls.push(HallDeclaration {
        name: "大厅".into(),
        region: "440307".into(),
        address: "龙城街道".into(),
        hours: vec!["周一至周五".into()],
        channels: Vec::new(),
        windows: Vec::new(),
        origin: Origin::default(),
    });
    assert!(sample.whole(&[]).is_empty());
    sample.declarations.halls[0].address = "无".into();
    sample.declarations.halls[0].hours.clear();
    assert_eq!(sample.whole(&[]), ["M112", "M112"]);
}
