//! What must be published and how it is written.

use matter_core::hir::{
    Day, DutyPhase, FigureDeclaration, FigurePart, FigureReport, Keyword, Measure, NodeId, Origin, ProfileDeclaration,
    ProfileScope, SectionState, Step, StepPart, Yield,
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
        applies: if applies.is_empty() { Vec::new() } else { vec![applies] },
        requires: requires.to_vec(),
        ..ProfileDeclaration::default()
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

fn measure(thousandths: i64, decimals: u8) -> Measure {
    Measure { thousandths, decimals, unit: "个".into(), node: NodeId(0) }
}

fn figure() -> FigureDeclaration {
    FigureDeclaration {
        name: "综合窗口".into(),
        reports: Vec::new(),
        parts: Vec::new(),
        before: None,
        after: None,
        reduced: None,
        origin: Origin::default(),
    }
}

fn found(figure: FigureDeclaration) -> Vec<&'static str> {
    let mut sample = Sample::service();
    sample.declarations.figures.push(figure);
    sample.whole(&[])
}

#[test]
fn a_claimed_reduction_is_recomputed_to_its_decimals() {
    let reduced = |before: i64, after: i64, claim: Measure| {
        found(FigureDeclaration {
            before: Some(measure(before * 1000, 0)),
            after: Some(measure(after * 1000, 0)),
            reduced: Some(claim),
            ..figure()
        })
    };
    // 251 of 302 are 83.11 %, 33 of 92 are 35.87 %, 369 of 955 are 38.64 %.
    assert!(reduced(302, 51, measure(83_100, 1)).is_empty());
    assert!(reduced(92, 59, measure(36_000, 0)).is_empty());
    assert!(reduced(955, 586, measure(38_600, 1)).is_empty());
    assert_eq!(reduced(302, 51, measure(83_200, 1)), ["M121"]);
    assert_eq!(reduced(92, 59, measure(36_000, 1)), ["M121"], "36.0 claims a decimal more");
    assert!(reduced(0, 0, measure(0, 0)).is_empty(), "nothing of nothing is no share");
}

fn report(number: i64, day: Option<Day>) -> FigureReport {
    FigureReport { measure: measure(number * 1000, 0), region: Some("440307".into()), as_of: day, source: None }
}

fn part(number: i64, share: Option<Measure>) -> FigurePart {
    FigurePart { name: "部分".into(), measure: measure(number * 1000, 0), share }
}

#[test]
fn parts_add_up_and_shares_fit_the_whole() {
    let day = Day::from_civil(2017, 6, 30);
    let whole = |number: i64, parts: Vec<FigurePart>| {
        found(FigureDeclaration { reports: vec![report(number, day)], parts, ..figure() })
    };
    assert!(whole(91, vec![part(77, None), part(14, None)]).is_empty());
    assert_eq!(whole(505, vec![part(30, None), part(110, None), part(444, None)]), ["M122"]);
    assert!(whole(91, vec![part(77, None)]).is_empty(), "one part is not all of them");
    // 103 of 322 are 31.99 %; 9 281 of 95 540 are 9.71 %, of 9 540 they are 97.29 %.
    assert!(whole(322, vec![part(103, Some(measure(32_000, 0)))]).is_empty());
    assert_eq!(whole(95_540, vec![part(9_281, Some(measure(97_000, 0)))]), ["M121"]);
    assert!(whole(9_540, vec![part(9_281, Some(measure(97_300, 1)))]).is_empty());
}

#[test]
fn figures_have_a_day_and_do_not_contradict_each_other() {
    let day = |month| Day::from_civil(2017, month, 30);
    let reports = |reports: Vec<FigureReport>| found(FigureDeclaration { reports, ..figure() });
    assert!(reports(vec![report(578, day(6)), report(528, day(9))]).is_empty());
    assert_eq!(reports(vec![report(578, day(6)), report(528, day(6))]), ["M123"]);
    assert!(reports(vec![report(578, day(6)), report(578, day(6))]).is_empty());
    assert_eq!(reports(vec![report(578, None)]), ["M123"]);
}

#[test]
fn a_title_in_two_widths_is_reported() {
    let mut sample = Sample::service();
    sample.line(Yield::Visits(1)).title = Some("核验２份原件".into());
    assert_eq!(sample.codes(), ["M129"]);
}
