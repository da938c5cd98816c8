//! What every kind of line says in a notice, in both languages; the sentences are written by hand.

#![allow(clippy::unwrap_used, reason = "what fails in a test fails the test")]

mod common;

use common::build::Builder;
use matter_runtime::tables::*;
use matter_runtime::{Language, RuleId};

const SHENZHEN: &str = "440300000000";

/// Puts a row of a rule into the tables.
type Put = fn(&mut Tables, u32);

/// Kind of rule, its row, and what it says.
const LINES: [(&str, Put, &str, &str); 32] = [
    (
        "decider",
        |tables, rule| tables.decider.push(Decider { rule, level: 4, department: "卫生健康".into() }),
        "由县级卫生健康决定。",
        "卫生健康 decides at county level.",
    ),
    (
        "delegation",
        |tables, rule| {
            let (mode, body) = ("delegated".into(), Some("公安派出所".into()));
            tables.delegation.push(Delegation { rule, mode, from_level: 4, to_level: 5, body, note: None });
        },
        "县级的决定委托至乡镇（街道）公安派出所办理。",
        "what county level decides is done at town level by 公安派出所, delegated.",
    ),
    (
        "accepting",
        |tables, rule| tables.accepting.push(Accepting { rule, level: Some(6), name: None }),
        "由村（社区）受理。",
        "the application is received at village level.",
    ),
    (
        "accepting",
        |tables, rule| tables.accepting.push(Accepting { rule, level: None, name: Some("政务大厅".into()) }),
        "由政务大厅受理。",
        "政务大厅 receives the application.",
    ),
    (
        "responsible",
        |tables, rule| {
            for (seq, fact) in [(0, "户籍地"), (1, "居住地")] {
                tables.responsible.push(Responsible { rule, seq, fact: fact.into(), level: 4 });
            }
        },
        "责任地为户籍地或者居住地。",
        "the responsible region is 户籍地 or 居住地.",
    ),
    (
        "venue",
        |tables, rule| venue(tables, rule, "scope", "city"),
        "全市通办。",
        "may be handed in anywhere in the city.",
    ),
    (
        "venue",
        |tables, rule| venue(tables, rule, "mode", "received_for_another"),
        "代收代办。",
        "received on behalf of the responsible place.",
    ),
    (
        "venue",
        |tables, rule| venue(tables, rule, "clock", "arrival"),
        "自属地收到之日起算时限。",
        "limits run from arrival at the responsible place.",
    ),
    (
        "venue",
        |tables, rule| {
            let (part, unit) = ("forward".into(), Some("working_days".into()));
            tables.venue.push(Venue { rule, part, value: None, amount: Some(2), unit });
        },
        "2个工作日内转送属地。",
        "forwarded within 2 working days.",
    ),
    (
        "stage",
        |tables, rule| {
            let (name, actor, unit) = ("审查".into(), Some("窗口".into()), Some("hours".into()));
            tables.stage.push(Stage { rule, name, actor, amount: Some(3), unit, ..Stage::default() });
        },
        "步骤：审查，由窗口办理，3小时。",
        "step: 审查, done by 窗口, 3 hours.",
    ),
    (
        "limit",
        |tables, rule| {
            let (kind, unit, start) = ("delivery".into(), "calendar_days".into(), "decision".into());
            tables.limit.push(Limit { rule, kind, amount: Some(10), unit, start, ..Limit::default() });
        },
        "送达时限：10个自然日，自决定起。",
        "limit for delivery: 10 calendar days, from decision.",
    ),
    (
        "limit",
        |tables, rule| {
            let (kind, unit) = ("promised".into(), "working_days".into());
            tables.limit.push(Limit { rule, kind, amount: Some(0), unit, ..Limit::default() });
        },
        "承诺时限：当场办结。",
        "promised limit: at once.",
    ),
    (
        "limit",
        |tables, rule| {
            tables.limit.push(Limit { rule, kind: "statutory".into(), amount: None, ..Limit::default() });
        },
        "法定时限：无规定。",
        "statutory limit: the law sets none.",
    ),
    (
        "exclusion",
        |tables, rule| {
            tables.exclusion.push(Exclusion { rule, name: "邮寄".into(), amount: None, unit: None });
        },
        "邮寄的时间不计入时限。",
        "time for 邮寄 does not count.",
    ),
    (
        "exclusion",
        |tables, rule| {
            let (amount, unit) = (Some(2), Some("months".into()));
            tables.exclusion.push(Exclusion { rule, name: "检验".into(), amount, unit });
        },
        "检验的时间不计入时限，至多2个月。",
        "time for 检验 does not count, 2 months at most.",
    ),
    ("fee", |tables, rule| tables.fee.push(Fee { rule, ..Fee::default() }), "不收费。", "free of charge."),
    (
        "fee",
        |tables, rule| {
            let (name, per) = ("测绘费".into(), Some("建筑面积".into()));
            tables.fee.push(Fee { rule, name, amount: 1_250, per, per_amount: Some(100), cap: None });
        },
        "收取测绘费12.5元（按建筑面积，每100）。",
        "fee 测绘费: 12.5 yuan per 100 of 建筑面积.",
    ),
    (
        "benefit",
        |tables, rule| {
            let (name, period) = ("高龄津贴".into(), "monthly".into());
            tables.benefit.push(Benefit { rule, name, amount: 30_000, period });
        },
        "每月发给高龄津贴300元。",
        "benefit 高龄津贴: 300 yuan a month.",
    ),
    (
        "result",
        |tables, rule| {
            let (validity, validity_unit) = (Some(5), Some("years".into()));
            tables.result.push(ResultDocument {
                rule,
                name: "许可证".into(),
                validity,
                validity_unit,
                permanent: false,
            });
        },
        "发给许可证，有效期5年。",
        "许可证 is issued, valid for 5 years.",
    ),
    (
        "result",
        |tables, rule| {
            tables.result.push(ResultDocument {
                rule,
                name: "凭证".into(),
                permanent: true,
                ..ResultDocument::default()
            });
            for (seq, mode, note) in [(0, "窗口领取", None), (1, "邮寄", Some("到付"))] {
                let note = note.map(str::to_owned);
                tables.delivery.push(Delivery { rule, seq, mode: mode.into(), note });
            }
        },
        "发给凭证，长期有效，送达：窗口领取、邮寄（到付）。",
        "凭证 is issued, valid for ever, handed over: 窗口领取, 邮寄 (到付).",
    ),
    (
        "trigger",
        |tables, rule| tables.trigger.push(Trigger { rule, event: "满80周岁".into(), ..Trigger::default() }),
        "满80周岁时主动办理。",
        "offered without being asked at 满80周岁.",
    ),
    (
        "instead",
        |tables, rule| tables.instead.push(Instead { rule, matter: "备案".into() }),
        "改为办理备案。",
        "备案 is to be applied for instead.",
    ),
    (
        "channel",
        |tables, rule| tables.channel.push(Channel { rule, channel: "网上".into() }),
        "可以通过网上申请。",
        "can be applied for by 网上.",
    ),
    (
        "visit",
        |tables, rule| tables.visit.push(Visit { rule, count: 1, reason: Some("核验指纹".into()) }),
        "到现场1次（核验指纹）。",
        "visits in person: 1 (核验指纹).",
    ),
    (
        "case_kind",
        |tables, rule| tables.case_kind.push(CaseKind { rule, kind: "即办件".into() }),
        "办件类型：即办件。",
        "kind of case: 即办件.",
    ),
    (
        "duty",
        |tables, rule| tables.duty.push(Duty { rule, phase: "after".into(), text: "每年抽查一次。".into() }),
        "事后：每年抽查一次。",
        "after: 每年抽查一次.",
    ),
    (
        "intermediary",
        |tables, rule| {
            tables.intermediary.push(Intermediary { rule, name: "测绘".into(), payer: Some("申请人".into()) });
        },
        "需要中介服务：测绘，费用由申请人承担。",
        "an intermediary service is needed: 测绘, paid by 申请人.",
    ),
    (
        "renewal",
        |tables, rule| {
            let (latest, unit) = (Some(30), Some("calendar_days".into()));
            tables.renewal.push(Renewal { rule, latest, latest_unit: unit, ..Renewal::default() });
        },
        "届满30个自然日前申请续期。",
        "can be renewed until 30 calendar days before it ends.",
    ),
    (
        "renewal",
        |tables, rule| {
            let (earliest, unit) = (Some(1), Some("months".into()));
            tables.renewal.push(Renewal { rule, earliest, earliest_unit: unit, ..Renewal::default() });
        },
        "届满前1个月内申请续期。",
        "can be renewed within 1 months before it ends.",
    ),
    (
        "limit",
        |tables, rule| {
            let (kind, unit, approver) = ("extension".into(), "working_days".into(), Some("本机关负责人".into()));
            tables.limit.push(Limit { rule, kind, amount: Some(10), unit, approver, ..Limit::default() });
        },
        "延长：10个工作日，经本机关负责人批准。",
        "extension: 10 working days, approved by 本机关负责人.",
    ),
    (
        "limit",
        |tables, rule| {
            let (kind, unit, overdue) = ("notice".into(), "working_days".into(), Some("视为受理".into()));
            tables.limit.push(Limit { rule, kind, amount: Some(5), unit, overdue, ..Limit::default() });
        },
        "告知时限：5个工作日，逾期视为受理。",
        "limit for the notice: 5 working days, else 视为受理.",
    ),
    (
        "fee",
        |tables, rule| {
            let (name, per) = ("测绘费".into(), Some("建筑面积".into()));
            tables.fee.push(Fee { rule, name, amount: 1_250, per, per_amount: Some(100), cap: Some(500_000) });
        },
        "收取测绘费12.5元（按建筑面积，每100），上限5000元。",
        "fee 测绘费: 12.5 yuan per 100 of 建筑面积, at most 5000 yuan.",
    ),
];

fn venue(tables: &mut Tables, rule: u32, part: &str, value: &str) {
    tables.venue.push(Venue { rule, part: part.into(), value: Some(value.into()), ..Venue::default() });
}

#[test]
fn every_kind_of_line_is_a_sentence_in_both_languages() {
    let mut builder = Builder::new(SHENZHEN);
    builder.place("户籍地", 4);
    builder.place("居住地", 4);
    builder.fact("建筑面积", "number");
    builder.matter("示例");
    let edition = builder.edition("示例", SHENZHEN, 0, None, None);
    for (number, (kind, put, _, _)) in LINES.iter().enumerate() {
        let rule = builder.rule_always(edition, kind, &format!("行{number}"));
        put(&mut builder.tables, rule);
    }
    let catalogue = builder.open();
    for (rule, (kind, _, zh, en)) in (0..).map(RuleId).zip(LINES) {
        assert_eq!(catalogue.why(rule, Language::Zh).unwrap().text, zh, "{kind}");
        assert_eq!(catalogue.why(rule, Language::En).unwrap().text, en, "{kind}");
    }
}
