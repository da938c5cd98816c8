//! What fits the rest of a line: units of the fact at hand, operators of its type, tails that are not there yet, whole items.

use std::collections::BTreeSet;
use std::path::Path;

use matter_ide::CompletionKind;
use matter_syntax::keyword::{Context, lookup};
use matter_syntax::{TokenKind, parse_file, tokens};

use crate::common::{fixture, sample_files};

const FACTS: &str = "信息项 面积：0 至 1000 平方米
信息项 投资：金额
信息项 人数：0 至 100 人
信息项 出生日期：日期
信息项 年龄：自 出生日期 起的周岁数
";

fn found(text: &str) -> Vec<matter_ide::Completion> {
    let fixture = fixture(text);
    fixture.ask(|snapshot, file, at| snapshot.completions(file, at)).0
}

/// The labels that are offered at the cursor in a line of a section.
fn offered(section: &str, line: &str) -> Vec<String> {
    let labels = found(&format!("{FACTS}事项 登记\n  {section}：\n    {line}\n")).into_iter().map(|one| one.label);
    labels.collect()
}

#[test]
fn behind_a_number_stand_the_units_of_the_fact_that_it_is_compared_with() {
    assert_eq!(offered("材料", "甲  当 面积 ≥ 5⟦⟧"), ["平方米", "公顷"]);
    assert_eq!(offered("材料", "甲  当 面积 属于（5⟦⟧"), ["平方米", "公顷"]);
    assert_eq!(offered("材料", "甲  当 投资 < 5⟦⟧"), ["元", "万元", "亿元"]);
    assert_eq!(offered("材料", "甲  当 人数 = 5⟦⟧"), ["人"]);
    assert_eq!(offered("材料", "甲  当 年龄 ≥ 5⟦⟧"), ["周岁", "年"]);
    assert_eq!(offered("时限", "法定  20⟦⟧"), ["个工作日", "自然日", "个月", "年", "小时"]);
    assert_eq!(offered("收费", "工本费  4⟦⟧"), ["元", "万元", "亿元"]);
    assert_eq!(offered("到场", "1⟦⟧"), ["次"]);
    let window = offered("材料", "甲  当 出生日期 起 3⟦⟧");
    assert!(window.contains(&"个月".to_owned()) && !window.contains(&"元".to_owned()), "{window:?}");
}

#[test]
fn a_unit_that_stands_there_already_is_not_offered_again() {
    for line in ["法定  20 ⟦⟧个工作日", "法定  20⟦⟧工作日  自 受理", "法定  20 ⟦⟧ 个工作日"]
    {
        let labels = offered("时限", line);
        assert!(!labels.contains(&"个工作日".to_owned()), "{line}: {labels:?}");
    }
}

#[test]
fn a_tail_that_stands_there_already_is_not_offered_again() {
    let free = offered("时限", "法定  20 个工作日  ⟦⟧");
    assert!(free.contains(&"自".to_owned()) && free.contains(&"依据".to_owned()), "{free:?}");
    for line in ["法定  20 个工作日  ⟦⟧  自 受理", "法定  20 个工作日  自 受理  ⟦⟧"] {
        let rest = offered("时限", line);
        assert!(!rest.contains(&"自".to_owned()) && rest.contains(&"依据".to_owned()), "{line}: {rest:?}");
    }
    // The word under the cursor is being written.
    assert!(offered("时限", "法定  20 个工作日  ⟦⟧自 受理").contains(&"自".to_owned()));
}

/// Operators behind a fact that a matter declares for itself.
fn of_local(ty: &str) -> Vec<String> {
    let text = format!("{FACTS}事项 登记\n  信息项 甲：{ty}\n  材料：\n    乙  当 甲 ⟦⟧\n");
    found(&text).into_iter().map(|one| one.label).collect()
}

#[test]
fn a_matter_s_own_fact_takes_the_operators_of_its_type() {
    assert_eq!(of_local("红、绿"), ["=", "≠", "属于"]);
    assert_eq!(of_local("由低到高 红、绿"), ["=", "≠", "属于", "≥", "≤", ">", "<"]);
    assert_eq!(of_local("多选 红、绿"), ["含任一", "含全部"]);
    assert_eq!(of_local("0 至 5 人"), ["≥", "≤", ">", "<", "=", "≠"]);
    assert_eq!(of_local("日期")[..2], ["起", "前"]);
    assert!(of_local("是否").contains(&"且".to_owned()));
}

#[test]
fn every_unit_that_is_written_is_offered_at_its_place() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut desk = fixture("⟦⟧").desk;
    let (mut seen, mut missing) = (BTreeSet::new(), BTreeSet::new());
    for path in sample_files(&root, &["matters/longgang", "stdlib", "tests/semantics", "tests/carriers"]) {
        let text = std::fs::read_to_string(&path).expect("a text");
        let file: std::sync::Arc<str> = path.to_string_lossy().into();
        desk.set_files([(file.clone(), text.as_str().into(), 0)]);
        for item in parse_file(&text) {
            for token in tokens(item.slice.text).into_iter().filter(|token| token.kind == TokenKind::Unit) {
                let place = item.slice.in_file(token.span);
                let Some(unit) = lookup(&text[place.clone()], Context::Unit) else { continue };
                // A sign is no word that is completed.
                if !text[place.clone()].contains(char::is_alphabetic) {
                    continue;
                }
                let line = text[..place.start].rfind('\n').map_or(0, |end| end + 1);
                let shape: String = text[line..place.start].chars().filter(|one| !one.is_ascii_digit()).collect();
                if !seen.insert((unit, shape)) {
                    continue;
                }
                let at = u32::try_from(place.end).expect("short");
                let (offered, _) =
                    desk.snapshot().ask(|snapshot| snapshot.completions(&file, at)).expect("nobody writes");
                if !offered.iter().any(|one| one.kind == CompletionKind::Word(unit)) {
                    missing.insert(text[line..place.end].to_owned());
                }
            }
        }
    }
    assert!(seen.len() > 150, "too few units were looked at: {}", seen.len());
    assert!(missing.is_empty(), "{} units are not offered: {missing:#?}", missing.len());
}

/// A snippet with its places filled in as they stand.
fn filled(snippet: &str) -> String {
    let (first, rest) = snippet.split_once('$').unwrap_or((snippet, ""));
    if rest.is_empty() {
        return first.to_owned();
    }
    let digits = |text: &str| text.trim_start_matches(|sign: char| sign.is_ascii_digit()).to_owned();
    let (inside, behind) = match rest.strip_prefix('{') {
        Some(rest) => {
            rest.split_once('}').map(|(inside, behind)| (digits(inside), behind.to_owned())).expect("a place")
        }
        None => (String::new(), digits(rest)),
    };
    format!("{first}{}{}", inside.trim_start_matches(':'), filled(&behind))
}

#[test]
fn places_are_filled_with_what_they_show() {
    assert_eq!(filled("事项 ${1:名称}：${2:甲、乙}$0"), "事项 名称：甲、乙");
    assert_eq!(filled("事前  “$1”"), "事前  “”");
}

#[test]
fn whole_items_and_sections_are_read_without_errors_once_they_are_filled_in() {
    for (face, matter, items) in
        [("信息项 甲：是否\n", "事项 登记\n", 5), ("fact one: yes or no\n", "matter registering\n", 5)]
    {
        let whole = found(&format!("{face}⟦⟧"));
        let whole: Vec<_> = whole.into_iter().filter(|one| one.snippet).collect();
        assert_eq!(whole.len(), items, "{whole:?}");
        let sections = found(&format!("{face}{matter}  ⟦⟧\n"));
        let sections: Vec<_> = sections.into_iter().filter(|one| one.snippet).collect();
        assert!(sections.len() > 4, "{sections:?}");
        let texts = whole.iter().map(|one| filled(&one.insert));
        for text in texts.chain(sections.iter().map(|one| format!("{matter}  {}\n", filled(&one.insert)))) {
            for item in parse_file(&text) {
                assert!(item.parse.item.keyword.is_some(), "{text}");
                assert_eq!(item.parse.errors, [], "{text}");
            }
        }
    }
}

/// More documents than an answer holds must not hide what is likeliest behind one.
#[test]
fn behind_a_name_its_forms_and_tails_come_before_other_names() {
    let documents: String = (0..300).map(|number| format!("材料 证明{number}\n\n")).collect();
    let departments: String = (0..300).map(|number| format!("部门 第{number}局\n\n")).collect();
    let labels = |section: &str, line: &str| -> Vec<String> {
        let text = format!("{documents}{departments}事项 登记\n  {section}：\n    {line}\n");
        found(&text).into_iter().map(|one| one.label).collect()
    };
    let near = |section: &str, line: &str, words: &[&str]| {
        let labels = labels(section, line);
        for word in words {
            let place = labels.iter().position(|label| label == word);
            assert!(place.is_some_and(|place| place < 25), "{word} behind {line}: {place:?}");
        }
    };
    near("材料", "证明1  ⟦⟧", &["原件", "复印件", "或", "当", "容缺后补"]);
    near("材料", "证明1  原件  ⟦⟧", &["当", "须", "容缺后补"]);
    near("流程", "审核  第1局  ⟦⟧", &["当场办结", "同时", "当"]);
    assert_eq!(labels("材料", "证明1  y⟦⟧").first().map(String::as_str), Some("原件"));
    for line in ["证明1 或 ⟦⟧", "证明1 + ⟦⟧", "⟦⟧"] {
        assert!(labels("材料", line).iter().take(25).any(|label| label.starts_with("证明")), "{line}");
    }
}
