//! Citations and ranks.

use matter_checks::rules::{Claim, MATRIX};
use matter_core::hir::{
    Day, Form, IntermediaryDeclaration, LawRank, Origin, ProfileDeclaration, ProfileScope, StepPart,
    VocabularyDeclaration, Yield,
};

use crate::sample::{Sample, requirement};

#[test]
fn a_matter_cites_an_article_or_a_document() {
    let mut sample = Sample::service();
    sample.head.basis[0].article = 0;
    sample.head.basis[0].place = "".into();
    assert_eq!(sample.codes(), ["M020"]);
    sample.head.basis.push(Sample::unknown_law());
    assert!(sample.codes().is_empty(), "a document number is exact enough");
    sample.head.basis.clear();
    sample.head.sections.clear();
    assert_eq!(sample.codes(), ["M020"]);
}

#[test]
fn a_licence_needs_a_source_that_may_create_it() {
    let mut sample = Sample::licence();
    assert!(sample.codes().is_empty(), "an administrative regulation may");
    sample.head.basis = vec![sample.law("某办法", Some(LawRank::DepartmentRule), 3)];
    assert_eq!(sample.codes(), ["M021"]);
    sample.head.basis.push(Sample::unknown_law());
    assert!(sample.codes().is_empty(), "what is not known is not guessed");
}

#[test]
fn a_service_may_rest_on_any_source() {
    let mut sample = Sample::service();
    sample.head.basis = vec![sample.law("某办法", Some(LawRank::NormativeDocument), 3)];
    assert!(sample.codes().is_empty());
}

#[test]
fn a_provincial_rule_creates_a_licence_for_a_year() {
    let mut sample = Sample::licence();
    sample.head.basis = vec![sample.law("某省规定", Some(LawRank::ProvincialRule), 3)];
    sample.head.in_force.from = Day::from_civil(2026, 1, 1);
    assert_eq!(sample.codes(), ["M022"]);
    sample.head.in_force.to = Day::from_civil(2027, 1, 1);
    assert!(sample.codes().is_empty());
    sample.head.in_force.to = Day::from_civil(2027, 1, 2);
    assert_eq!(sample.codes(), ["M022"]);
}

#[test]
fn a_condition_rests_on_a_rule_at_least() {
    for (rank, expected) in [(LawRank::NormativeDocument, vec!["M023"]), (LawRank::CityRule, vec![])] {
        let mut sample = Sample::service();
        let basis = sample.law("某通知", Some(rank), 1);
        let step = matter_core::hir::Step {
            name: "公示".into(),
            actor: Some("公安".into()),
            places: Vec::new(),
            length: None,
            fixed: false,
            after: Vec::new(),
            part: StepPart::Processing,
        };
        sample.line(Yield::Step(step)).basis.push(basis);
        assert_eq!(sample.codes(), expected, "{rank:?}");
    }
}

#[test]
fn a_proof_rests_on_a_law_regulation_or_decision() {
    for (title, rank, expected) in [
        ("无犯罪记录证明", LawRank::DepartmentRule, vec!["M024"]),
        ("无犯罪记录证明", LawRank::LocalRegulation, vec![]),
        ("建设项目申请表", LawRank::DepartmentRule, vec![]),
    ] {
        let mut sample = Sample::service();
        let basis = sample.law("某办法", Some(rank), 1);
        sample.line(Yield::Requirement(requirement(title, Form::Original))).basis.push(basis);
        assert_eq!(sample.codes(), expected, "{title} {rank:?}");
    }
}

#[test]
fn a_fee_of_a_licence_rests_on_a_law_or_administrative_regulation() {
    let fee = |amount| Yield::Fee { name: "工本费".into(), amount, per: None, cap: None };
    let mut sample = Sample::licence();
    let basis = sample.law("某市文件", Some(LawRank::LocalRegulation), 1);
    sample.line(fee(400)).basis.push(basis.clone());
    assert_eq!(sample.codes(), ["M025"]);
    let mut free = Sample::licence();
    free.line(fee(0)).basis.push(basis.clone());
    assert!(free.codes().is_empty());
    let mut service = Sample::service();
    service.line(fee(400)).basis.push(basis);
    assert!(service.codes().is_empty());
}

#[test]
fn an_intermediary_service_needs_a_basis() {
    let service = Yield::Intermediary { name: "节能评审".into(), payer: None };
    let mut sample = Sample::service();
    sample.line(service.clone());
    assert_eq!(sample.codes(), ["M026"]);
    let mut sample = Sample::service();
    let basis = sample.law("节约能源法", Some(LawRank::Law), 15);
    sample.line(service).basis.push(basis);
    assert!(sample.codes().is_empty());
}

#[test]
fn a_law_amended_since_the_matter_took_effect_is_mentioned() {
    let mut sample = Sample::service();
    sample.head.in_force.from = Day::from_civil(2017, 1, 1);
    sample.declarations.laws[0].amended.push((Day::from_civil(2018, 9, 28).unwrap(), "令42".into()));
    assert_eq!(sample.codes(), ["M028"]);
    sample.head.in_force.from = Day::from_civil(2019, 1, 1);
    assert!(sample.codes().is_empty());
}

#[test]
fn each_claim_stands_once_in_the_matrix_with_its_source() {
    for (index, (claim, ranks, source)) in MATRIX.iter().enumerate() {
        assert!(MATRIX.iter().skip(index + 1).all(|(other, ..)| other != claim), "{claim:?}");
        assert!(!ranks.is_empty() && source.contains('条'), "{claim:?}");
    }
    assert!(!Claim::CreateLicence.ranks().contains(&LawRank::DepartmentRule));
    assert!(!Claim::RequireProof.ranks().contains(&LawRank::CityRule));
    assert!(Claim::AddCondition.ranks().contains(&LawRank::CityRule));
}

#[test]
fn a_proof_without_a_source_of_its_own_rests_on_the_matter_s() {
    let mut sample = Sample::service();
    let document = sample.law("某局通知", Some(LawRank::NormativeDocument), 0);
    sample.head.basis = vec![document];
    sample.material("无犯罪记录证明", None);
    sample.line(Yield::Requirement(requirement("无犯罪记录证明", Form::Original)));
    assert_eq!(sample.codes(), ["M024"]);
    sample.declarations.materials[0].issuer = Some("申请人".into());
    assert!(sample.codes().is_empty(), "the applicant's own words prove nothing to others");
}

#[test]
fn whoever_commissions_a_service_pays_for_it() {
    let mut sample = Sample::service();
    let basis = sample.law("节约能源法", Some(LawRank::Law), 15);
    sample.declarations.intermediaries.push(IntermediaryDeclaration {
        name: "节能评审".into(),
        basis: Vec::new(),
        limit: None,
        payer: Some("申请人".into()),
        commissioner: Some("发展改革".into()),
        origin: Origin::default(),
    });
    sample.line(Yield::Intermediary { name: "节能评审".into(), payer: None }).basis.push(basis);
    assert_eq!(sample.codes(), ["M026"]);
    sample.declarations.intermediaries[0].commissioner = Some("申请人".into());
    assert!(sample.codes().is_empty());
}

fn under(profile: ProfileDeclaration, term: (&str, &str)) -> Vec<&'static str> {
    let mut sample = Sample::service();
    sample.head.codes = vec![("国家".into(), "002009001000".into())];
    sample.declarations.vocabulary_names.insert("清单".into(), 0);
    sample.declarations.vocabularies.push(VocabularyDeclaration {
        name: "清单".into(),
        title_en: None,
        code_system: "国家".into(),
        source: None,
        terms: vec![(term.0.into(), term.1.into())],
        equivalents: Vec::new(),
        origin: Origin::default(),
    });
    let applies = vec![vec![(ProfileScope::All, Vec::new())]];
    sample.declarations.profiles.push(ProfileDeclaration { applies, ..profile });
    sample.codes()
}

#[test]
fn a_matter_stands_in_the_list_by_code_or_by_name() {
    let listed = || ProfileDeclaration { listed: vec!["清单".into()], ..ProfileDeclaration::default() };
    assert!(under(listed(), ("002009001000", "另一个名称")).is_empty());
    assert!(under(listed(), ("", "停车位登记")).is_empty());
    assert_eq!(under(listed(), ("002009001001", "车位登记")), ["M030"]);
    let unknown = ProfileDeclaration { listed: vec!["没有的清单".into()], ..ProfileDeclaration::default() };
    assert_eq!(under(unknown, ("", "停车位登记")), ["M030"]);
}

#[test]
fn what_is_cancelled_above_is_not_offered() {
    let cancelled = || ProfileDeclaration { cancelled: vec!["清单".into()], ..ProfileDeclaration::default() };
    assert_eq!(under(cancelled(), ("", "停车位登记")), ["M031"]);
    assert!(under(cancelled(), ("", "车位登记")).is_empty());
}

#[test]
fn a_source_of_unknown_rank_carries_nothing_that_needs_a_rank() {
    let mut sample = Sample::licence();
    let basis = sample.law("公规〔2020〕3号", None, 0);
    sample.line(Yield::Exclusion { name: "专家评审".into(), at_most: None }).basis.push(basis.clone());
    assert_eq!(sample.codes(), ["M032"]);
    // A source that is known to suffice stands beside it.
    let known = sample.law("某法", Some(LawRank::Law), 1);
    sample.rules[0].basis.push(known);
    assert!(sample.codes().is_empty());
}
