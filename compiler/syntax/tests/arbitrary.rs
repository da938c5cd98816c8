//! Any text at all: parsing never fails, loses nothing, printing reaches a fixed point, and formatting leaves what is broken as it is.
#![allow(clippy::unwrap_used, clippy::panic, reason = "what fails in a test fails the test")]

mod notation;

use matter_syntax::{format_file, parse_file, parse_item, print, split, tree::Face};
use proptest::prelude::*;

/// Pieces from which texts of the language, right and wrong, are put together.
const PIECES: &[&str] = &[
    "事项",
    "特别规定",
    "用例",
    "信息项",
    "定义",
    "材料",
    "互斥",
    "标准",
    "法规",
    "一件事",
    "vary",
    "matter",
    "fact",
    "材料：",
    "时限：",
    "条件：",
    "决定：",
    "咨询：",
    "阶段 甲：",
    "应得：",
    "已知：",
    "materials:",
    "times:",
    "case kind:",
    "当",
    "否则",
    "其余：",
    "通用：",
    "when",
    "otherwise",
    "由",
    "审查",
    "于",
    "自",
    "受理",
    "至",
    "到",
    "不超过",
    "每",
    "经",
    "批准",
    "逾期",
    "免提交",
    "任选",
    "任选两样",
    "多选",
    "须",
    "送达",
    "改",
    "增",
    "减",
    "至少",
    "且",
    "或",
    "非",
    "and",
    "or",
    "not",
    "=",
    "≠",
    "≥",
    "<",
    "属于",
    "含任一",
    "is in",
    "起",
    "前",
    "满",
    "内",
    "3 个月",
    "20 个工作日",
    "5",
    "1_000 元",
    "70 至 79",
    "5%",
    "2026-05-01",
    "甲",
    "乙丙",
    "户口簿",
    "「甲、乙」",
    "“文本”",
    "\"text\"",
    "《建筑法》",
    "第八条第二款",
    "深民规〔2019〕2号",
    "原件",
    "复印件",
    "县级",
    "乡镇（街道）",
    "窗口",
    "全程网办",
    "https://a.cn/b?c=1",
    "8:30",
    "、",
    "+",
    "，",
    "；",
    "：",
    ":",
    "（",
    "）",
    "(",
    ")",
    "|",
    "||",
    "-",
    "“",
    "《",
    "。",
    "// 注释",
    "/// 文档",
    "> 引文",
    "\n",
    "\n  ",
    "\n    ",
    "\n\n",
    "\r\n  ",
    "  ",
    " ",
    "\t",
    "\u{3000}",
    "\u{202e}",
    "é",
    "e\u{301}",
    "Ａ",
    "０",
    "\u{feff}",
];

fn pieces() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(PIECES), 0..40).prop_map(|parts| parts.concat())
}

/// Lines that are mostly right, so that the laws are tried on deep trees too.
fn lines() -> impl Strategy<Value = String> {
    let line = prop::collection::vec(prop::sample::select(PIECES), 1..8).prop_map(|parts| {
        let parts: Vec<&str> = parts.into_iter().filter(|part| !part.contains('\n')).collect();
        format!("    {}\n", parts.join("  "))
    });
    let section = prop::sample::select(
        &["材料", "时限", "条件", "渠道", "决定", "流程", "说明", "阶段 初审", "times", "fees"][..],
    );
    let block = (section, prop::collection::vec(line, 0..5))
        .prop_map(|(section, lines)| format!("  {section}：\n{}", lines.concat()));
    prop::collection::vec(block, 0..4).prop_map(|blocks| format!("事项 甲、乙\n{}", blocks.concat()))
}

/// Each law is tried on 600 texts, other ones each time; on as many as `PROPTEST_CASES` says.
fn config() -> ProptestConfig {
    let asked = std::env::var_os("PROPTEST_CASES").is_some();
    let default = ProptestConfig { failure_persistence: None, ..ProptestConfig::default() };
    if asked { default } else { ProptestConfig { cases: 600, ..default } }
}

fn tree(text: &str) -> String {
    notation::item(&parse_item(text).item, 0)
}

fn laws(text: &str) -> Result<(), TestCaseError> {
    let slices: String = split(text).iter().map(|slice| slice.text).collect();
    prop_assert_eq!(text, slices);
    for item in parse_file(text) {
        for error in &item.parse.errors {
            prop_assert!(text.get(item.slice.in_file(error.span)).is_some(), "{:?}", error);
            for fix in &error.fixes {
                prop_assert!(text.get(item.slice.in_file(fix.span)).is_some(), "{:?}", error);
            }
        }
        if item.parse.errors.is_empty() {
            for face in [Face::Zh, Face::En] {
                let once = print(&item.parse.item, face);
                let twice = print(&parse_item(&once).item, face);
                prop_assert_eq!(&once, &twice);
            }
        }
    }
    for face in [None, Some(Face::Zh), Some(Face::En)] {
        let once = format_file(text, face);
        prop_assert_eq!(&once.text, &format_file(&once.text, face).text, "{:?}", face);
        prop_assert_eq!(complaints(text), complaints(&once.text), "{:?} {}", face, once.text);
    }
    Ok(())
}

/// Every error of a file: its code and the bytes that it is about.
fn complaints(text: &str) -> Vec<(&'static str, String)> {
    let of_item = |item: &matter_syntax::FileItem<'_>| {
        let slice = &item.slice;
        let say = |error: &matter_syntax::SyntaxError| {
            (error.problem.code(), text.get(slice.in_file(error.span)).unwrap().to_owned())
        };
        item.parse.errors.iter().map(say).collect::<Vec<_>>()
    };
    parse_file(text).iter().flat_map(of_item).collect()
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn any_unicode_text_is_parsed_and_printed(text in any::<String>()) {
        laws(&text)?;
    }

    #[test]
    fn any_row_of_words_is_parsed_and_printed(text in pieces()) {
        laws(&text)?;
    }

    #[test]
    fn sections_of_words_are_parsed_and_printed(text in lines()) {
        laws(&text)?;
        if parse_item(&text).errors.is_empty() {
            for face in [Face::Zh, Face::En] {
                prop_assert_eq!(tree(&text), tree(&print(&parse_item(&text).item, face)));
            }
        }
    }

    #[test]
    fn formatting_reaches_a_fixed_point(text in lines()) {
        let once = format_file(&text, Some(Face::Zh)).text;
        prop_assert_eq!(&once, &format_file(&once, Some(Face::Zh)).text);
    }
}

/// Texts whose broken lines were joined with others, or moved, when they were formatted.
#[test]
fn what_is_broken_stays_where_it_was_written() -> Result<(), TestCaseError> {
    for lines in [
        "  材料：\n    由  任选两样\n    且  事项\n",
        "  材料：\n    互斥“文本”、事项\n",
        "  时限：\n    承诺 5 个工作日 由\n  材料：\n    甲\n",
    ] {
        laws(&format!("事项 甲\n{lines}"))?;
    }
    // A broken matter is tidied line by line, but no section of it moves.
    let formatted = format_file("事项 甲\n  材料：\n   乙  原件\n  类型：许可 许可 由由由 （\n", None).text;
    prop_assert_eq!(&formatted, "事项 甲\n  材料：\n    乙  原件\n  类型：许可 许可 由由由 （\n");
    Ok(())
}

/// Texts that once were printed as something that reads otherwise.
#[test]
fn a_comma_at_the_end_and_an_address_before_a_sign_are_printed_as_they_read() -> Result<(), TestCaseError> {
    for line in ["when  ，\n    ；  至", "当  、\n    ；  when", "when  、\n    ；\n    当"] {
        laws(&format!("事项 甲、乙\n  材料：\n    {line}\n"))?;
    }
    for line in ["https://a.cn/b?c=1  +  事项", "https://a.cn/b?c=1  +  当"] {
        let text = format!("事项 甲、乙\n  材料：\n    {line}\n");
        laws(&text)?;
        prop_assert_eq!(tree(&text), tree(&print(&parse_item(&text).item, Face::Zh)));
    }
    Ok(())
}
