//! Materials.

use matter_core::hir::{Form, LimitKind, Yield};

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
