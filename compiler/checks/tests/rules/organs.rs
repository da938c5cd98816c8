//! Delegation, handling elsewhere, visits, channels, contacts.

use matter_core::hir::{DelegationMode, Keyword, LawRank, Level, Venue, VenueMode, Yield};

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
