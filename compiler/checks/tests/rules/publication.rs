//! What must be published and how it is written.

use matter_core::hir::{
    DutyPhase, Keyword, Origin, Period, ProfileDeclaration, ProfileScope, SectionState, Step, StepPart, Yield,
};

use crate::sample::Sample;

#[test]
fn duties_are_told_for_all_phases_and_with_liability() {
    let duty = |phase| Yield::Duty { phase, text: "公开".into() };
    let mut sample = Sample::service();
    sample.line(duty(DutyPhase::Before));
    sample.line(duty(DutyPhase::During));
    sample.line(Yield::Liability("依法处分".into()));
    assert_eq!(sample.codes(), ["M124"]);
    sample.line(duty(DutyPhase::After));
    assert!(sample.codes().is_empty());
    sample.rules.remove(2);
    assert_eq!(sample.codes(), ["M124"]);
}

fn step(name: &str, actor: Option<&str>, after: &[&str]) -> Yield {
    Yield::Step(Step {
        name: name.into(),
        actor: actor.map(Into::into),
        places: Vec::new(),
        length: None,
        fixed: false,
        after: after.iter().map(|address| (*address).into()).collect(),
        part: StepPart::Processing,
    })
}

#[test]
fn steps_have_an_actor_and_no_circle() {
    let mut sample = Sample::service();
    sample.line(step("受理", Some("窗口"), &[]));
    sample.line(step("审核", Some("公安"), &["行/0"]));
    assert!(sample.codes().is_empty());
    sample.rules[0].yields = step("受理", Some("窗口"), &["行/1"]);
    assert_eq!(sample.codes(), ["M125", "M125"], "each waits for the other");
    let mut sample = Sample::service();
    sample.line(step("受理", None, &[]));
    assert_eq!(sample.codes(), ["M125"]);
}

fn profile(
    name: &str,
    applies: Vec<(ProfileScope, Vec<std::sync::Arc<str>>)>,
    requires: &[Keyword],
) -> ProfileDeclaration {
    ProfileDeclaration {
        name: name.into(),
        kinds: Vec::new(),
        applies: if applies.is_empty() { Vec::new() } else { vec![applies] },
        basis: Vec::new(),
        in_force: Period::default(),
        requires: requires.to_vec(),
        includes: Vec::new(),
        defaults: Vec::new(),
        bounds: Vec::new(),
        day_unit: None,
        origin: Origin::default(),
    }
}

#[test]
fn a_profile_asks_for_sections_of_its_kinds() {
    let licences = vec![(ProfileScope::Kind, vec!["行政许可".into()])];
    let demand = profile("行政许可的公示", licences, &[Keyword::Basis, Keyword::Conditions]);
    let mut sample = Sample::licence();
    sample.declarations.profiles.push(demand.clone());
    assert_eq!(sample.codes(), ["M126"]);
    sample.head.sections.push((Keyword::Conditions, SectionState::None));
    assert!(sample.codes().is_empty(), "none is an answer");
    let mut service = Sample::service();
    service.declarations.profiles.push(demand);
    assert!(service.codes().is_empty());
}

#[test]
fn all_scopes_of_a_line_must_hold_and_a_profile_without_lines_only_serves_others() {
    let mut sample = Sample::service();
    let here = (ProfileScope::Region, vec!["440300".into()]);
    let elsewhere = (ProfileScope::Region, vec!["420000".into()]);
    let police = (ProfileScope::Department, vec!["公安".into()]);
    sample.declarations.profiles = vec![profile("甲", vec![police.clone(), elsewhere], &[Keyword::Fees])];
    assert!(sample.codes().is_empty());
    sample.declarations.profiles = vec![profile("甲", vec![police.clone(), here], &[Keyword::Fees])];
    assert_eq!(sample.codes(), ["M126"]);
    sample.declarations.profiles = vec![profile("甲", Vec::new(), &[Keyword::Fees]), profile("乙", vec![police], &[])];
    assert!(sample.codes().is_empty());
    sample.declarations.profiles[1].includes.push("甲".into());
    assert_eq!(sample.codes(), ["M126"]);
}

#[test]
fn digits_of_two_widths_are_reported() {
    let mut sample = Sample::service();
    sample.finish = |definition| definition.texts.push((Keyword::Consult, vec!["下午２:00-５:00".into()]));
    assert_eq!(sample.codes(), ["M129"]);
    sample.finish = |definition| definition.texts.push((Keyword::Consult, vec!["下午2:00-5:00".into()]));
    assert!(sample.codes().is_empty());
}

#[test]
fn identity_numbers_are_found_by_their_check_digit() {
    let mut sample = Sample::service();
    // GB 11643's own example.
    sample.head.summary = "示例：11010519491231002X".into();
    assert_eq!(sample.codes(), ["M130"]);
    sample.head.summary = "示例：110105194912310021".into();
    assert!(sample.codes().is_empty(), "wrong check digit");
    sample.head.summary = "编号 11440300MB2C94128A".into();
    assert!(sample.codes().is_empty());
}
