//! Lines of all sections: what they become, and what is said where they are wrong.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test stops where its fixture is wrong"
)]

mod common;

use common::{Fixture, fixture, print_matter};

const ALL: &str = include_str!("fixtures/各节.matter");

#[test]
fn every_section_in_full() {
    let fixture = fixture();
    let lowered = fixture.lower(ALL);
    let findings = fixture.all_findings(ALL);
    let found: Vec<&String> = findings.iter().filter(|found| !found.starts_with("E0243")).collect();
    assert!(found.is_empty(), "{found:#?}");
    let head = &lowered.head;
    let text = format!(
        "{} / {:?} / {:?} / {:?}\nserves {:?} by {:?} in force {:?}\nbasis {:?}\nitems {:?}\nwaivers {:?}\n{}",
        head.name,
        head.short,
        head.kind,
        head.codes,
        head.serves,
        head.department,
        head.in_force,
        head.basis.iter().map(|basis| format!("{}{}", basis.law, basis.place)).collect::<Vec<_>>(),
        head.handling_items,
        lowered.waivers.iter().map(|waiver| (&waiver.code, &waiver.reason, waiver.until)).collect::<Vec<_>>(),
        print_matter(&lowered)
    );
    insta::assert_snapshot!(text);
}

/// The findings of a matter with these lines.
fn wrong(fixture: &Fixture, lines: &str) -> Vec<String> {
    fixture.findings(lines)
}

#[test]
fn lines_that_do_not_say_what_their_section_wants() {
    let fixture = fixture();
    let cases = [
        ("  时限：审批 20 个工作日", "E0330 expected-limit @审批 section=时限 found=审批"),
        ("  时限：法定 20 个工作日 自 周一", "E0330 expected-event @周一 section=时限 found=周一"),
        ("  时限：承诺 尽快", "E0330 expected-duration @尽快 section=时限 found=尽快"),
        ("  决定：县里", "E0330 expected-level @县里 section=决定 found=县里"),
        ("  到场：很少", "E0330 expected-visits @很少 section=到场 found=很少"),
        ("  通办：\n    范围  全球", "E0330 expected-scope @全球 section=通办 found=全球"),
        ("  收费：工本费 4", "E0330 expected-money @4 section=收费 found=4 →4 元"),
        ("  给付：200 元", "E0330 expected-benefit-period @200 元 section=给付 found=200 元"),
        (
            "  续期：前 1 个月",
            "E0330 expected-renewal @1 个月 section=续期 found=1 个月 →届满 前 至少 1 个月 →届满 前 1 个月内",
        ),
        ("  裁量基准：罚款 很多", "E0330 expected-range @罚款 section=裁量基准 found=罚款"),
        ("  职责：\n    事前  公布", "E0330 expected-text @公布 section=职责 found=公布"),
        ("  办件类型：快办", "E0330 expected-case-kind @快办 section=办件类型 found=快办"),
        ("  办理项：新办", "E0330 expected-handling-item @新办 section=办理项 found=新办 →新办 01"),
        ("  下放：市级", "E0330 expected-two-levels @市级 section=下放 found=市级"),
        (
            "  豁免：M042 至 2026-01-01",
            "E0330 expected-waiver @M042 至 2026-01-01 section=豁免 found=M042 至 2026-01-01",
        ),
        ("  结果：", "E0340 expected-content @结果 section=结果"),
        (
            "  依据：行政许可法第十二条",
            "E0330 expected-citation @行政许可法第十二条 found=行政许可法第十二条 →《行政许可法》第十二条",
        ),
        ("  收费：免费", "E0330 expected-money @免费 section=收费 found=免费 →不收费"),
    ];
    for (lines, expected) in cases {
        assert_eq!(wrong(&fixture, lines), [expected], "{lines}");
    }
}

#[test]
fn no_part_of_a_line_is_dropped_in_silence() {
    let fixture = fixture();
    let cases = [
        ("  材料：\n    户口簿 原件 火速", "E0331 @火速 section=材料 found=火速"),
        ("  材料：\n    结婚证 复印件 0 份", "E0331 @0 份 section=材料 found=0 份"),
        ("  时限：送达 10 个工作日 自 决定 同时", "E0331 @同时 section=时限 found=同时"),
        ("  到场：1 次 原件", "E0331 @原件 section=到场 found=原件"),
        ("  部门：公安、卫生健康", "E0331 expected-one-department @卫生健康 section=部门 found=卫生健康"),
    ];
    for (lines, expected) in cases {
        assert_eq!(wrong(&fixture, lines), [expected], "{lines}");
    }
}

#[test]
fn names_of_other_items_must_exist() {
    let fixture = fixture();
    let cases = [
        ("  部门：卫生建康", "E0240 wanted-department @卫生建康 name=卫生建康 suggestions=[卫生健康] →卫生健康"),
        ("  改办：食品备案", "E0240 wanted-matter @食品备案 name=食品备案 suggestions=[食品经营备案] →食品经营备案"),
        (
            "  渠道：传真",
            "E0301 @传真 fact=渠道 value=传真 values=[窗口,网上,自助终端,邮寄,移动端,上门] suggestions=[]",
        ),
        ("  属地：居主地 到 县级", "E0240 wanted-region-fact @居主地 name=居主地 suggestions=[居住地]"),
        ("  流程：\n    审核  公安  在 初审 后", "E0240 wanted-step @初审 name=初审 suggestions=[]"),
        ("  材料：\n    结婚证  每 人口数 1 份", "E0240 wanted-number-fact @人口数 name=人口数 suggestions=[]"),
        ("  材料：居民身份正", "E0243 @居民身份正 name=居民身份正 suggestions=[居民身份证] →居民身份证"),
        (
            "  条件：\n    甲  总投资 ≥ 低保标淮",
            "E0240 wanted-rate @低保标淮 name=低保标淮 suggestions=[低保标准] →低保标准",
        ),
    ];
    for (lines, expected) in cases {
        assert_eq!(wrong(&fixture, lines), [expected], "{lines}");
    }
}

#[test]
fn citations_are_checked_against_the_law_library() {
    let fixture = fixture();
    let cases = [
        (
            "  依据：《人口计划生育法》第十八条",
            "E0240 wanted-law @《人口计划生育法》第十八条 name=人口计划生育法 suggestions=[人口与计划生育法] →《人口与计划生育法》第十八条",
        ),
        (
            "  依据：《行政许可法》第八十四条",
            "E0320 @《行政许可法》第八十四条 law=中华人民共和国行政许可法 article=84 articles=83",
        ),
        ("  依据：《旧条例》", "E0321 @《旧条例》 law=旧条例 day=2026-11-01"),
    ];
    for (lines, expected) in cases {
        assert_eq!(wrong(&fixture, lines), [expected], "{lines}");
    }
    assert!(wrong(&fixture, "  依据：《行政许可法》第八十三条、深民规〔2019〕2号").is_empty());
}

#[test]
fn a_plain_day_is_refused_where_the_law_counts_working_days() {
    let fixture = fixture();
    let licence = "  类型：行政许可\n  时限：法定 20 日";
    assert_eq!(wrong(&fixture, licence), ["E0310 @20 日 amount=20 日 →20 个工作日 →20 自然日"]);
    assert!(wrong(&fixture, "  类型：公共服务\n  时限：法定 20 日").is_empty());
}

#[test]
fn choices_have_one_base_line_and_lists_none() {
    let fixture = fixture();
    let cases = [
        ("  到场：\n    0 次\n    1 次", "E0334 @1 次 choice=到场"),
        ("  受理：县级 否则", "E0332 @县级 否则 section=受理"),
        ("  材料：\n    其余：\n      结婚证", "E0333 @其余"),
        ("  材料：\n    无\n    结婚证", "E0338 @无 section=材料"),
        ("  条件：\n    甲  年龄 ≥ 18\n    甲  年龄 ≥ 20", "E0245 @甲  年龄 ≥ 20 name=甲"),
        ("  施行：2022-02-01 至 2021-01-01", "E0322 @2022-02-01 至 2021-01-01 from=2022-02-01 to=2021-01-01"),
    ];
    for (lines, expected) in cases {
        assert_eq!(wrong(&fixture, lines), [expected], "{lines}");
    }
}

#[test]
fn the_four_kinds_of_nothing_are_told_apart() {
    use matter_core::hir::SectionState;
    let lowered = fixture().lower(&common::matter("  前置：无\n  收费：无规定\n  结果：待定\n  到场：0 次"));
    assert!(lowered.diagnostics.is_empty(), "{:#?}", lowered.diagnostics);
    let states: Vec<SectionState> = lowered.head.sections.iter().map(|(_, state)| *state).collect();
    assert_eq!(
        states,
        [SectionState::None, SectionState::LawSetsNone, SectionState::ToBeSettled, SectionState::Filled]
    );
    assert_eq!(lowered.rules.len(), 1);
}
