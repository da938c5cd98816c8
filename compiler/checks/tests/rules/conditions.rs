//! Conditions and prior results.

use matter_core::hir::{Fact, FactKind, Form, LawRank, Owner, Yield};
use matter_decide::{Formula, Ranges};

use crate::sample::{Sample, requirement};

fn prior(document: &str) -> Yield {
    Yield::Prior { document: document.into(), fact: 0 }
}

#[test]
fn a_prior_result_is_declared_or_yielded() {
    let mut sample = Sample::service();
    sample.line(prior("结婚证"));
    assert_eq!(sample.codes(), ["M041"]);
    sample.material("结婚证", None);
    assert!(sample.codes().is_empty());
    let mut sample = Sample::service();
    sample.product("结婚证", "行政确认", "民政");
    sample.line(prior("结婚证"));
    assert!(sample.codes().is_empty());
}

#[test]
fn catch_alls_are_found_in_materials_conditions_and_titles() {
    for (text, found) in [
        ("其他需要提供的材料", true),
        ("法律、法规规定的其他条件", true),
        ("身份证等", true),
        ("身份证、户口簿等材料", true),
        ("公安机关认为需要提交的证明", true),
        ("残疾等级评定表", false),
        ("学历不低于高中或同等", false),
        ("等级证书", false),
        ("其他组织登记证书", false),
        ("居民身份证", false),
    ] {
        let mut sample = Sample::service();
        sample.line(Yield::Requirement(requirement(text, Form::Original)));
        assert_eq!(sample.codes(), if found { vec!["M042"] } else { vec![] }, "{text}");
    }
    let mut sample = Sample::service();
    let condition = Yield::Condition { label: "其他".into(), holds: Formula::True, official: None };
    sample.line(condition).title = Some("符合规定的其他条件".into());
    assert_eq!(sample.codes(), ["M042"]);
}

#[test]
fn a_finding_names_who_judges() {
    let judged = |by: Option<&str>| {
        let mut sample = Sample::service();
        let condition = Yield::Condition { label: "场所适当".into(), holds: Formula::is(0, 1), official: None };
        sample.line(condition);
        let kind = FactKind::Finding { by: by.map(Into::into) };
        let fact = Fact {
            name: "场所适当".into(),
            title: "场所适当".into(),
            kind,
            domain: Ranges::between(0, 1),
            owner: Owner::Official,
            exists: None,
        };
        let mut definition = sample.definition();
        definition.facts.push(fact);
        let context = matter_checks::rules::RuleContext {
            definitions: &[definition],
            head: &sample.head,
            declarations: &sample.declarations,
            declared: &sample.declarations,
            regions: &sample.regions,
            settings: sample.settings,
        };
        matter_checks::rules::check_matter(&context).len()
    };
    assert_eq!(judged(None), 1);
    assert_eq!(judged(Some("公安")), 0);
}

#[test]
fn registering_an_enterprise_waits_for_no_permit_without_a_regulation() {
    let mut sample = Sample::service();
    sample.product("食品经营许可证", "行政许可", "市场监管");
    sample
        .line(Yield::Result { document: "营业执照".into(), validity: None, permanent: true, delivery: Vec::new() });
    sample.line(prior("食品经营许可证"));
    assert_eq!(sample.codes(), ["M048"]);
    let regulation = sample.law("某条例", Some(LawRank::AdministrativeRegulation), 1);
    sample.rules[1].basis.push(regulation);
    assert!(sample.codes().is_empty());
    sample.rules[1].basis.clear();
    sample.products.clear();
    sample.product("食品经营许可证", "行政确认", "市场监管");
    assert!(sample.codes().is_empty());
}
