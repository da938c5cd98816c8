//! Materials.

use matter_core::hir::{
    Duration, Fact, FactKind, Form, Keyword, LimitKind, Owner, ProfileDeclaration, ProfileScope, SectionState,
    TimeUnit, When, Yield,
};
use matter_decide::{Formula, Ranges};

use crate::sample::{Sample, limit, requirement, working_days};

#[test]
fn a_copy_of_shared_data_is_not_asked_for() {
    let mut sample = Sample::service();
    sample.material("居民户口簿", Some("公安人口库"));
    sample.line(Yield::Requirement(requirement("居民户口簿", Form::Copy)));
    assert_eq!(sample.codes(), ["M066"]);
    sample.rules[0].yields = Yield::Requirement(requirement("居民户口簿", Form::Original));
    assert!(sample.codes().is_empty(), "an original may be shown to prove who somebody is");
    let mut exempt = requirement("居民户口簿", Form::Copy);
    exempt.exempt = Some("公安人口库".into());
    sample.rules[0].yields = Yield::Requirement(exempt);
    assert!(sample.codes().is_empty());
    let mut choice = requirement("居民户口簿", Form::Copy);
    choice.options.push(requirement("居住证", Form::Copy).options.remove(0));
    sample.rules[0].yields = Yield::Requirement(choice);
    assert!(sample.codes().is_empty(), "the applicant may choose another document");
}

#[test]
fn a_copy_of_what_the_department_issued_is_not_asked_for() {
    let mut sample = Sample::service();
    sample.material("居住证", None);
    sample.product("居住证", "行政确认", "公安");
    sample.line(Yield::Requirement(requirement("居住证", Form::OriginalAndCopy)));
    assert_eq!(sample.codes(), ["M067"]);
    sample.rules[0].yields = Yield::Requirement(requirement("居住证", Form::Original));
    assert!(sample.codes().is_empty(), "the original may have to be handed back");
    sample.head.department = Some("民政".into());
    sample.rules[0].yields = Yield::Requirement(requirement("居住证", Form::OriginalAndCopy));
    assert!(sample.codes().is_empty());
}

#[test]
fn electronic_documents_are_not_multiplied() {
    let mut sample = Sample::service();
    let mut several = requirement("申请表", Form::Electronic);
    several.options[0][0].count = 3;
    sample.line(Yield::Requirement(several.clone()));
    assert_eq!(sample.codes(), ["M068"]);
    several.options[0][0].form = Form::Copy;
    sample.rules[0].yields = Yield::Requirement(several);
    assert!(sample.codes().is_empty());
}

#[test]
fn grace_leaves_a_main_material_ends_in_time_and_says_what_follows() {
    let mut later = requirement("子女抚养协议", Form::Copy);
    later.grace = Some(working_days(3));
    later.grace_overdue = Some("终止办理".into());
    let mut sample = Sample::service();
    sample.line(limit(LimitKind::Promised, working_days(7)));
    sample.line(Yield::Requirement(later.clone()));
    assert_eq!(sample.codes(), ["M069"], "no main material");
    sample.line(Yield::Requirement(requirement("申请表", Form::Original)));
    assert!(sample.codes().is_empty());
    let mut late = later.clone();
    late.grace = Some(working_days(8));
    sample.rules[1].yields = Yield::Requirement(late);
    assert_eq!(sample.codes(), ["M069"], "longer than the promise");
    let mut open = later;
    open.grace_overdue = None;
    sample.rules[1].yields = Yield::Requirement(open);
    assert_eq!(sample.codes(), ["M069"], "nothing follows");
}

#[test]
fn the_form_stands_behind_the_name() {
    let mut sample = Sample::service();
    sample.material("营业执照", None);
    let mut local = requirement("营业执照复印件", Form::Unsaid);
    local.options[0][0].material = "停车位登记/营业执照复印件".into();
    sample.line(Yield::Requirement(local));
    assert_eq!(sample.codes(), ["M074"]);
    sample.material("营业执照复印件", None);
    assert!(sample.codes().is_empty(), "somebody declared it so");
}

#[test]
fn original_and_copy_in_a_name_are_unclear() {
    let mut sample = Sample::service();
    sample.line(Yield::Requirement(requirement("身份证原件及复印件", Form::Unsaid)));
    assert_eq!(sample.codes(), ["M075"]);
    sample.rules[0].yields = Yield::Requirement(requirement("身份证", Form::OriginalAndCopy));
    assert!(sample.codes().is_empty());
}

#[test]
fn the_application_itself_cannot_follow_later_and_units_are_compared() {
    let mut sample = Sample::service();
    sample.line(limit(LimitKind::Promised, working_days(7)));
    sample.line(Yield::Requirement(requirement("照片", Form::Original)));
    let mut later = requirement("申请表", Form::Original);
    later.grace = Some(working_days(3));
    later.grace_overdue = Some("终止办理".into());
    sample.line(Yield::Requirement(later.clone()));
    assert!(sample.codes().is_empty());
    sample.material("申请表", None);
    sample.declarations.materials[0].kind = Some("表单".into());
    assert_eq!(sample.codes(), ["M069"]);
    sample.declarations.materials[0].kind = None;
    later.grace = Some(Duration { amount: 30, unit: TimeUnit::CalendarDays });
    sample.rules[2].yields = Yield::Requirement(later);
    assert_eq!(sample.codes(), ["M069"], "thirty days are longer than seven working days");
}

fn with_profile(profile: ProfileDeclaration) -> Sample {
    let mut sample = Sample::service();
    let applies = vec![vec![(ProfileScope::All, Vec::new())]];
    sample.declarations.profiles.push(ProfileDeclaration { applies, ..profile });
    sample
}

#[test]
fn a_material_states_what_the_profile_asks_of_it() {
    let elements = vec!["形式".into(), "来源".into(), "受理标准".into()];
    let mut sample = with_profile(ProfileDeclaration { material_elements: elements, ..ProfileDeclaration::default() });
    sample.material("照片", None);
    sample.declarations.materials[0].issuer = Some("申请人".into());
    let mut photograph = requirement("照片", Form::Original);
    photograph.must = vec!["免冠".into()];
    sample.line(Yield::Requirement(photograph.clone()));
    assert!(sample.codes().is_empty());
    sample.declarations.materials[0].issuer = None;
    assert_eq!(sample.codes(), ["M060"], "nobody is said to issue it");
    sample.product("照片", "公共服务", "民政");
    assert!(sample.codes().is_empty(), "a matter yields it");
    photograph.options[0][0].form = Form::Unsaid;
    sample.rules[0].yields = Yield::Requirement(photograph);
    assert_eq!(sample.codes(), ["M060"]);
}

#[test]
fn some_case_without_any_material_is_shown_unless_it_is_said() {
    let requires = vec![Keyword::Materials];
    let mut sample = with_profile(ProfileDeclaration { requires, ..ProfileDeclaration::default() });
    sample.head.sections.push((Keyword::Materials, SectionState::Filled));
    sample.line(Yield::Requirement(requirement("授权委托书", Form::Original))).when = When::If(Formula::is(0, 1));
    sample.finish = |definition| {
        definition.facts.push(Fact {
            name: "代办".into(),
            title: "代办".into(),
            kind: FactKind::YesNo,
            domain: Ranges::between(0, 1),
            owner: Owner::Applicant,
            exists: None,
        });
    };
    assert_eq!(sample.codes(), ["M061"]);
    sample.head.says_no_materials = true;
    assert!(sample.codes().is_empty());
    sample.head.says_no_materials = false;
    sample.line(Yield::Requirement(requirement("申请表", Form::Original)));
    assert!(sample.codes().is_empty());
}

#[test]
fn a_commitment_comes_with_all_its_texts_and_not_where_it_is_forbidden() {
    let lines = ["车位情况", "告知书 要求", "承诺书 属实", "核查 三十日内", "失信 撤销", "不承诺 交照片"];
    let committed = |count: usize, profile: ProfileDeclaration| {
        let mut sample = with_profile(profile);
        for line in lines.iter().take(count) {
            sample.line(Yield::Commitment((*line).into()));
        }
        sample.codes()
    };
    assert!(committed(6, ProfileDeclaration::default()).is_empty());
    assert_eq!(committed(5, ProfileDeclaration::default()), ["M070"]);
    let forbids = vec![Keyword::Commitment];
    assert_eq!(committed(6, ProfileDeclaration { forbids, ..ProfileDeclaration::default() }), ["M070"]);
}
