//! Every kind of line has its row, every fact its kind, every theme its members in order.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a missing row is a failed test")]

mod common;

use std::collections::BTreeSet;

use common::*;
use matter_core::hir::{
    Argument, BenefitPeriod, Declarations, DelegationMode, Duration, DutyPhase, FactKind, Level, NodeId, Operation,
    Owner, Rule, Step, StepPart, ThemeDeclaration, TimeUnit, Venue, VenueMode, When, Yield,
};
use matter_decide::{Formula, Ranges};
use matter_emit::rows::{Analysed, Surroundings};
use matter_runtime::tables::Tables;

fn days(amount: i64) -> Duration {
    Duration { amount, unit: TimeUnit::WorkingDays }
}

fn always(yields: Yield) -> Rule {
    line("", When::If(Formula::True), yields)
}

fn step(name: &str, after: &[&str]) -> Yield {
    Yield::Step(Step {
        name: name.into(),
        actor: Some("窗口".into()),
        places: vec![2],
        length: Some(days(1)),
        fixed: true,
        after: after.iter().map(|address| (*address).into()).collect(),
        part: StepPart::Processing,
    })
}

/// One line of every kind.
fn every_kind() -> Vec<Rule> {
    let result = Yield::Result {
        document: "居住证".into(),
        validity: Some(days(9)),
        permanent: false,
        delivery: vec![("窗口领取".into(), None), ("邮寄".into(), Some("到付".into()))],
    };
    let trigger = Yield::Trigger {
        event: "年满 70 周岁".into(),
        from: Some(1),
        years: Some(70),
        lead: Some(days(5)),
        notice: Some("短信告知".into()),
        consent: Some("同意即申请".into()),
    };
    let delegation = Yield::Delegation {
        mode: DelegationMode::Posted,
        from: Level::City,
        to: Level::County,
        body: Some("大厅".into()),
        note: Some("周二".into()),
    };
    let mut rules = vec![
        condition("甲", Formula::is(0, 1)),
        material("materials/乙", Formula::True),
        promise(7),
        decider("丙", When::Otherwise, Level::County),
        always(Yield::Prior { document: "结婚证".into(), fact: 3 }),
        always(Yield::Responsible { candidates: vec![2], level: Level::County }),
        always(Yield::Accept { level: Some(Level::Town), name: None }),
        always(delegation),
        always(step("受理", &[])),
        always(Yield::Exclusion { name: "邮寄".into(), at_most: Some(days(30)) }),
        always(Yield::CaseKind("承诺件".into())),
        always(Yield::Channel("网上".into())),
        always(Yield::Visits(2)),
        always(Yield::Venue(Venue::Mode(VenueMode::Jointly))),
        always(Yield::Fee { name: "测绘费".into(), amount: 200, per: Some((1, 10)), cap: Some(500_000) }),
        always(Yield::Benefit { name: "津贴".into(), amount: 30_000, period: BenefitPeriod::Yearly }),
        always(result),
        always(Yield::Renewal { earliest: Some(days(90)), latest: Some(days(30)) }),
        always(trigger),
        always(Yield::Instead { matter: "另一事项".into() }),
        always(Yield::Quota { amount: Some(100), note: "每年".into() }),
        always(Yield::Discretion { name: "罚款".into(), low: 1, high: 9, unit: "元".into() }),
        always(Yield::Commitment("承诺书".into())),
        always(Yield::Intermediary { name: "测绘".into(), payer: Some("行政机关".into()) }),
        always(Yield::Duty { phase: DutyPhase::After, text: "归档".into() }),
        always(Yield::Liability("处分".into())),
        always(step("审核", &["line/8"])),
    ];
    for (index, rule) in rules.iter_mut().enumerate() {
        rule.address = format!("line/{index}").into();
    }
    rules
}

fn tables() -> Tables {
    let facts = vec![
        yes_no("就业"),
        fact("出生日期", FactKind::Date, Ranges::between(-30_000, 30_000)),
        fact("居住地", FactKind::Region(Level::County), Ranges::between(0, 5)),
        owned_by(fact("持有 结婚证", FactKind::Held { document: "结婚证".into() }, Ranges::between(0, 1)), Owner::Held),
        owned_by(
            fact(
                "年龄",
                FactKind::Derived { operation: Operation::Years, a: Argument::Fact(1), b: Argument::ApplicationDay },
                Ranges::between(-200, 200),
            ),
            Owner::Computed,
        ),
    ];
    build(&[definition("居住证申领", facts, vec![], every_kind())])
}

#[test]
fn each_line_has_a_row_in_the_table_that_its_kind_names() {
    let tables = tables();
    let mut rows = Rows(BTreeSet::new());
    tables.visit(&mut rows).unwrap();
    let lines: Vec<_> = tables.rule.iter().filter(|rule| rule.key.starts_with("line/")).collect();
    assert_eq!(lines.len(), 27);
    for line in &lines {
        assert!(rows.0.contains(&(line.kind.clone(), i64::from(line.id))), "{} has no row", line.kind);
    }
    let kinds: BTreeSet<&str> = lines.iter().map(|line| line.kind.as_str()).collect();
    assert_eq!(kinds.len(), 26);
}

/// Table and rule of each row whose first column is `rule`.
struct Rows(BTreeSet<(String, i64)>);

impl matter_runtime::tables::TableVisitor for Rows {
    type Error = std::convert::Infallible;

    fn table<R: matter_runtime::tables::Row>(&mut self, rows: &[R]) -> Result<(), Self::Error> {
        for row in rows.iter().filter(|_| R::SCHEMA.columns[0].name == "rule") {
            let mut first = None;
            row.values(&mut |value| _ = first.get_or_insert(value));
            if let Some(matter_runtime::tables::Value::Integer(rule)) = first {
                self.0.insert((R::SCHEMA.name.to_owned(), rule));
            }
        }
        Ok(())
    }
}

#[test]
fn attributes_of_lines_keep_their_values() {
    let tables = tables();
    let fee = &tables.fee[0];
    assert_eq!(
        (fee.amount, fee.per.as_deref(), fee.per_amount, fee.cap),
        (200, Some("出生日期"), Some(10), Some(500_000))
    );
    let renewal = &tables.renewal[0];
    assert_eq!(
        (renewal.earliest, renewal.latest, renewal.latest_unit.as_deref()),
        (Some(90), Some(30), Some("working_days"))
    );
    let trigger = &tables.trigger[0];
    assert_eq!((trigger.fact.as_deref(), trigger.years, trigger.lead), (Some("出生日期"), Some(70), Some(5)));
    assert_eq!(tables.delivery.iter().map(|way| way.note.as_deref()).collect::<Vec<_>>(), [None, Some("到付")]);
    assert_eq!((tables.stage_place.len(), &*tables.stage_place[0].fact), (2, "居住地"));
    assert_eq!((tables.stage_after[0].rule, tables.stage_after[0].after), (26, 8));
    let delegation = &tables.delegation[0];
    assert_eq!((&*delegation.mode, delegation.from_level, delegation.to_level), ("posted", 3, 4));
    assert_eq!(tables.decider[0].department, "公安");
}

#[test]
fn facts_say_what_they_are_and_computed_ones_how() {
    let tables = tables();
    let kinds: Vec<_> = tables.fact.iter().map(|fact| (&*fact.name, &*fact.kind, &*fact.owner)).collect();
    let expected = [
        ("出生日期", "date", "applicant"),
        ("就业", "bool", "applicant"),
        ("居住地", "region", "applicant"),
        ("年龄", "derived", "computed"),
        ("持有 结婚证", "held", "held"),
    ];
    assert_eq!(kinds, expected);
    assert_eq!(tables.fact[4].document.as_deref(), Some("结婚证"));
    let derived = &tables.derived[0];
    assert_eq!(
        (&*derived.fact, &*derived.operation, &*derived.a, &*derived.b),
        ("年龄", "years", "出生日期", "application_day")
    );
}

#[test]
fn members_of_a_theme_come_after_those_whose_results_they_need() {
    let makes = |name: &str, result: &str, needs: &[&str]| {
        let yields = Yield::Result { document: result.into(), validity: None, permanent: true, delivery: vec![] };
        let mut rules = vec![line("result", When::If(Formula::True), yields)];
        rules.extend(needs.iter().map(|need| material(&format!("materials/{need}"), Formula::True)));
        definition(name, vec![yes_no("就业")], vec![], rules)
    };
    let made = [
        makes("公章刻制", "公章", &["营业执照"]),
        makes("设立登记", "营业执照", &[]),
        makes("发票领用", "发票", &["公章"]),
    ];
    let theme = ThemeDeclaration {
        name: "企业开办".into(),
        title_en: None,
        lead: None,
        stages: vec![],
        members: ["公章刻制", "设立登记", "发票领用"].map(Into::into).to_vec(),
        together: vec![],
        joint: vec![],
        excluded: vec![],
        promise: Some(days(1)),
        promise_node: NodeId(0),
        claims: vec![("材料".into(), Some(10))],
        claims_node: NodeId(0),
        origin: origin(1),
    };
    let declarations = Declarations { themes: vec![theme], ..Declarations::default() };
    let regions = regions();
    let surroundings = Surroundings { declarations: &declarations, regions: &regions, calendars: &[] };
    let analysed = made.each_ref().map(|definition| Analysed { definition, unproved: &[] });
    let tables = matter_emit::rows::tables(&release(), &surroundings, &analysed, &|_| (String::new(), 1)).unwrap();
    let ranks: Vec<_> = tables.theme_matter.iter().map(|member| (&*member.matter, member.rank)).collect();
    assert_eq!(ranks, [("公章刻制", 1), ("发票领用", 2), ("设立登记", 0)]);
    assert_eq!(tables.theme_claim[0].amount, Some(10));
    // 营业执照 and 公章 are asked for once each and made inside; no member says how long it takes or how often one must come.
    let saved: Vec<_> = tables.theme_saving.iter().map(|saving| (&*saving.name, saving.before, saving.after)).collect();
    assert_eq!(saved, [("materials", 2, 0), ("questions", 0, 0)]);
}

#[test]
fn a_theme_saves_what_its_members_ask_for_twice() {
    let member = |name: &str, days: i64, visits: u32, own: &str| {
        let known = Formula::is(0, 1);
        let visit = Yield::Visits(visits);
        let rules = vec![
            material("materials/身份证", known),
            material(&format!("materials/{own}"), Formula::True),
            promise(days),
            line("visits", When::If(Formula::True), visit),
        ];
        definition(name, vec![yes_no("就业")], vec![], rules)
    };
    let made = [member("社保登记", 3, 1, "参保表"), member("税务登记", 5, 2, "税务表")];
    let theme = ThemeDeclaration {
        name: "员工入职".into(),
        title_en: None,
        lead: None,
        stages: vec![],
        members: ["社保登记", "税务登记"].map(Into::into).to_vec(),
        together: vec![],
        joint: vec![],
        excluded: vec![],
        promise: None,
        promise_node: NodeId(0),
        claims: vec![],
        claims_node: NodeId(0),
        origin: origin(1),
    };
    let declarations = Declarations { themes: vec![theme], ..Declarations::default() };
    let regions = regions();
    let surroundings = Surroundings { declarations: &declarations, regions: &regions, calendars: &[] };
    let analysed = made.each_ref().map(|definition| Analysed { definition, unproved: &[] });
    let tables = matter_emit::rows::tables(&release(), &surroundings, &analysed, &|_| (String::new(), 1)).unwrap();
    let saved: Vec<_> = tables.theme_saving.iter().map(|saving| (&*saving.name, saving.before, saving.after)).collect();
    // Two lists of two with 身份证 in common; 3 + 5 days or 5 side by side; 1 + 2 visits or 2; 就业 asked twice or once.
    assert_eq!(saved, [("days", 8, 5), ("materials", 4, 3), ("questions", 2, 1), ("visits", 3, 2)]);
}
