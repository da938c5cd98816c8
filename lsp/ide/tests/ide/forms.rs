//! The form of a line, tidying a line that was left, articles of laws.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use matter_syntax::keyword::{Context, Takes, lookup};
use matter_syntax::tree::Face;
use matter_syntax::{TokenKind, parse_file, tokens};

use crate::common::{MATTER, fixture, sample_files};

/// The part that is being written: its label, or nothing behind the last.
fn part(text: &str) -> Option<String> {
    let fixture = fixture(text);
    let form = fixture.ask(|snapshot, file, at| snapshot.signature(file, at)).expect("a form");
    let (range, _) = &form.parts[form.active?];
    Some(form.label[range.start as usize..range.end as usize].to_owned())
}

fn line(section: &str, line: &str) -> Option<String> {
    part(&MATTER.replace(&format!("  {section}：\n"), &format!("  {section}：\n{line}\n")))
}

#[test]
fn the_part_at_the_cursor_is_told_by_what_stands_before_it() {
    assert_eq!(line("流程", "    ⟦⟧").as_deref(), Some("环节"));
    assert_eq!(line("流程", "    核⟦⟧实").as_deref(), Some("环节"));
    assert_eq!(line("流程", "    核实  公安⟦⟧").as_deref(), Some("承办"));
    assert_eq!(line("流程", "    核实  公安  2 个工⟦⟧作日").as_deref(), Some("时间"));
    assert_eq!(line("条件", "    够  “说⟦⟧明”").as_deref(), Some("“说明”"));
    assert_eq!(line("条件", "    够  “说明”  成年  依据 《行政许可法》⟦⟧").as_deref(), Some("[依据 《法规》第几条]"));
    assert_eq!(line("时限", "    延长  10 个工作日  经 行政机关负责人⟦⟧批准").as_deref(), Some("[经 谁 批准]"));
    // What is not counted has a name first, and no time of its own.
    assert_eq!(line("时限", "    不计  专家⟦⟧评审  不超过 30 个工作日").as_deref(), Some("环节"));
    assert_eq!(line("时限", "    不计  专家评审  ⟦⟧").as_deref(), Some("[不超过 时间]"));
    assert_eq!(line("时限", "    不计  专家评审  不超过 30 个工⟦⟧作日").as_deref(), Some("[不超过 时间]"));
    // The title may be left out, so what is written next is named by what stands already.
    assert_eq!(line("流程", "    核实  ⟦⟧").as_deref(), Some("承办"));
}

#[test]
fn a_form_names_all_parts_in_the_face_of_the_file() {
    let chinese = fixture(&MATTER.replace("    受理  窗口", "    受理⟦⟧  窗口"));
    let form = chinese.ask(|snapshot, file, at| snapshot.signature(file, at)).expect("a form");
    assert_eq!(form.label, "环节  承办  [于 地区]  时间  [同时]  [在 环节 后]  [当 条件]  [依据 《法规》第几条]");
    assert!(form.parts.iter().all(|(_, sentence)| !sentence.is_empty()), "{form:#?}");
    let english = fixture("matter 登记\n  kind: 公共服务\n  visits:\n    1 times  ⟦⟧\n");
    let form = english.ask(|snapshot, file, at| snapshot.signature(file, at)).expect("a form");
    assert_eq!(form.label, "visits  “reason”  [when condition]  [otherwise]");
    assert_eq!(form.active, Some(1));
}

#[test]
fn a_heading_and_plain_text_have_no_form() {
    for text in [
        "事项 登记\n  条件：\n    // 注⟦⟧\n",
        "事项 登记\n  决定：\n    | 年龄 ⟦⟧|| 决定 |\n",
        "事项 登⟦⟧记\n",
        "事项 登记\n  说明：随便⟦⟧写\n",
        "⟦⟧",
    ] {
        let fixture = fixture(text);
        assert_eq!(fixture.ask(|snapshot, file, at| snapshot.signature(file, at)), None, "{text}");
    }
}

/// The text after Enter was pressed at the mark.
fn left(text: &str) -> String {
    let fixture = fixture(text);
    let edits = fixture.ask(|snapshot, file, at| snapshot.format_left_line(file, at));
    if edits.is_empty() { "unchanged".to_owned() } else { fixture.edited(&edits) }
}

#[test]
fn a_line_that_is_left_is_tidied_and_no_other() {
    let text = "事项 登记\n  类型:公共服务\n  收费:   不收费\n  ⟦⟧\n  渠道:窗口\n";
    assert_eq!(left(text), "事项 登记\n  类型:公共服务\n  收费：不收费\n  \n  渠道:窗口\n");
    assert_eq!(left("事项 登记\n  收费：不收费\n  ⟦⟧\n"), "unchanged");
    // What cannot be read is left alone.
    assert_eq!(left("事项 登记\n  条件：\n    够   （年龄 ≥\n    ⟦⟧\n"), "unchanged");
}

#[test]
fn the_rows_of_a_table_are_tidied_together() {
    let text = "信息项 投资：金额\n事项 登记\n  决定：\n    | 投资 || 决定 |\n    | ≥ 1 亿元 || 市级 |\n    ⟦⟧\n";
    let tidy = "信息项 投资：金额\n事项 登记\n  决定：\n    | 投资     || 决定 |\n    | ≥ 1 亿元 || 市级 |\n    \n";
    assert_eq!(left(text), tidy);
}

#[test]
fn articles_are_offered_up_to_the_last_one_of_the_law() {
    let offered = |line: &str| {
        let fixture = fixture(&format!("法规 测试条例\n  位阶：地方性法规\n  条数：21\n事项 登记\n  依据：{line}⟦⟧\n"));
        let (found, _) = fixture.ask(|snapshot, file, at| snapshot.completions(file, at));
        found.into_iter().map(|one| one.label).collect::<Vec<_>>()
    };
    assert_eq!(offered("《测试条例》").len(), 21);
    assert_eq!(offered("《测试条例》第2"), ["第二条", "第二十条", "第二十一条"]);
    assert_eq!(offered("《测试条例》第二十"), ["第二十条", "第二十一条"]);
    assert_eq!(offered("《没有这个条例》第"), [""; 0]);
}

#[test]
fn an_open_clause_stays_the_part_at_hand_until_its_operand_is_complete() {
    assert_eq!(line("决定", "    市级  当 ⟦⟧").as_deref(), Some("[当 条件]"));
    assert_eq!(line("决定", "    市级  当 婚姻状况 = ⟦⟧").as_deref(), Some("[当 条件]"));
    assert_eq!(line("决定", "    市级  当 婚姻状况 = 离异  ⟦⟧").as_deref(), Some("[否则]"));
    assert_eq!(line("时限", "    法定  20 个工作日  自 ⟦⟧").as_deref(), Some("[自 事件]"));
    assert_eq!(line("材料", "    户口簿  原件  1 份  当 ⟦⟧").as_deref(), Some("[当 条件]"));
}

#[test]
fn formatting_some_lines_changes_them_alone_and_loses_nothing() {
    let text = "法规 甲办法\n  位阶：规范性文件\n   制定机关：深圳市民政局\n  施行：2019-01-01 起\n\n法规 乙办法\n  制定机关：深圳市民政局\n   位阶：规范性文件\n  施行：2021-03-01 起\n";
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let fixture = fixture(&format!("⟦⟧{text}"));
        let edits = fixture.ask(|snapshot, file, _| snapshot.format_range(file, at, at + 1));
        let place = at as usize;
        let expected = format!("{}{}{}", &text[..place], line.replacen("   ", "  ", 1), &text[place + line.len()..]);
        let found = if edits.is_empty() { text.to_owned() } else { fixture.edited(&edits) };
        assert_eq!(found, expected, "{line}");
        at += u32::try_from(line.len()).expect("a short text");
    }
}

#[test]
fn a_line_that_has_to_go_elsewhere_takes_its_item_along() {
    let text = "/// 甲\n事项 甲\n  收费：不收费\n  类型：公共服务\n\n事项 乙\n  收费:不收费\n";
    let fixture = fixture(&format!("⟦⟧{text}"));
    let start = u32::try_from(text.find("  类型").expect("a line")).expect("a short text");
    let edits = fixture.ask(|snapshot, file, _| snapshot.format_range(file, start, start + 1));
    let expected = "/// 甲\n事项 甲\n  类型：公共服务\n  收费：不收费\n\n事项 乙\n  收费:不收费\n";
    assert_eq!(fixture.edited(&edits), expected);
}

#[test]
fn lines_that_end_with_two_marks_stay_so() {
    let tidy = "事项 登记\r\n  类型：公共服务\r\n  收费：不收费\r\n";
    let formatted = |text: &str| {
        let fixture = fixture(&format!("⟦⟧{text}"));
        let edits = fixture.ask(|snapshot, file, _| snapshot.format(file, None));
        if edits.is_empty() { "unchanged".to_owned() } else { fixture.edited(&edits) }
    };
    assert_eq!(formatted(tidy), "unchanged");
    assert_eq!(formatted(&tidy.replace("  类型：", "    类型:")), tidy);
}

/// A law over the sample catalogue: at a clause the part at hand is that clause's, at a text it is a text's, and at the first word of a line the
/// first part.
#[test]
fn the_part_at_hand_is_right_in_every_line_of_the_sample_catalogue() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut desk = fixture("⟦⟧").desk;
    let (mut seen, mut wrong) = (0, BTreeSet::new());
    for path in sample_files(&root, &["matters/longgang", "stdlib"]) {
        let text = std::fs::read_to_string(&path).expect("a text");
        let file: Arc<str> = path.to_string_lossy().into();
        desk.set_files([(file.clone(), text.as_str().into(), 0)]);
        for item in parse_file(&text) {
            let mut line = 0;
            for token in tokens(item.slice.text) {
                let at = item.slice.in_file(token.span);
                let begin = text[..at.start].rfind('\n').map_or(0, |end| end + 1);
                let first = begin != line && text[begin..at.start].trim().is_empty();
                line = begin;
                let cursor = u32::try_from(at.end).expect("short");
                let form = desk.snapshot().ask(|snapshot| snapshot.signature(&file, cursor)).expect("nobody writes");
                let Some(form) = form.filter(|form| !form.parts.is_empty()) else { continue };
                let clause = lookup(&text[at.clone()], Context::Clause).filter(|_| token.kind == TokenKind::Clause);
                let label = form.active.map(|active| {
                    let (range, _) = &form.parts[active];
                    form.label[range.start as usize..range.end as usize].to_owned()
                });
                let right = match (clause, token.kind) {
                    // A header of a group, an edit, and what a test calls part of the whole belong to no part.
                    // 不符合, 下一问 … begin a line of 应得.
                    (Some(_), _) if first && form.parts.len() == 2 => form.active == Some(0),
                    (Some(clause), _) => {
                        clause.takes() == Some(Takes::Entry)
                            || label.as_ref().is_some_and(|label| label.contains(clause.text(Face::Zh)))
                    }
                    // A name between quotes stands where another name would.
                    (None, TokenKind::Text) if !form.label.contains('“') => {
                        label.as_ref().is_some_and(|label| !label.starts_with('['))
                    }
                    (None, TokenKind::Text) => label.as_ref().is_some_and(|label| label.contains('“')),
                    (None, TokenKind::Name | TokenKind::Word | TokenKind::Number) if first => form.active == Some(0),
                    _ => continue,
                };
                seen += 1;
                if !right {
                    let rest = text[at.end..].lines().next().unwrap_or("");
                    wrong.insert(format!("{}|{rest}   {label:?} of {}", &text[begin..at.end], form.label));
                }
            }
        }
    }
    assert!(seen > 1_000, "too few words were looked at: {seen}");
    let few: Vec<_> = wrong.iter().take(60).collect();
    assert!(wrong.is_empty(), "{}: {few:#?}", wrong.len());
}
