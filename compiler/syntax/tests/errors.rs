//! Every slip has its code, its place and, where there is one way out, its fix. One line of a matter each.
#![allow(clippy::unwrap_used, clippy::string_slice, reason = "what fails in a test fails the test")]

mod notation;

use std::fmt::Write as _;

use matter_syntax::{parse_file, parse_item};

/// The errors of a text, each with the text it points at and what its fixes make of the line.
fn report(text: &str) -> String {
    let mut out = String::new();
    for item in parse_file(text) {
        for error in &item.parse.errors {
            let place = item.slice.in_file(error.span);
            let _ = writeln!(out, "{} {} at {:?}", error.problem.code(), error.problem.name(), &text[place]);
            let _ = writeln!(out, "  {:?}", error.problem);
            for fix in &error.fixes {
                let at = item.slice.in_file(fix.span);
                let mut fixed = text.to_owned();
                fixed.replace_range(at.clone(), &fix.replacement);
                let start = fixed[..at.start].rfind('\n').map_or(0, |at| at + 1);
                let line = fixed[start..].lines().next().unwrap_or_default();
                let doubtful = if fix.certain { "" } else { "?" };
                let _ = writeln!(out, "  fix{doubtful}: {}", line.trim_end());
            }
        }
    }
    out
}

/// A matter with one section of one line.
fn in_section(section: &str, line: &str) -> String {
    format!("事项 甲\n  {section}：\n    {line}\n  收费：不收费\n")
}

#[test]
fn slips_inside_an_entry() {
    let lines = [
        ("时限", "法定  五天  自 受理"),
        ("时限", "法定  20 个工作曰"),
        ("条件", "年龄且户籍"),
        ("条件", "合格  年龄 ≥ 60 且 户籍地 = 甲 或 特困"),
        ("条件", "合格  年龄 ≥"),
        ("条件", "合格  （年龄 ≥ 60"),
        ("条件", "合格  “年满六十"),
        ("条件", "合格  年龄 = and 3"),
        ("条件", "合格  甲\u{202e}乙 = 1"),
        ("条件", "合格  c\u{430}rd = 1"),
        ("条件", "合格  caf\u{65}\u{301} = 1"),
        ("材料", "甲、乙 或 丙"),
        ("材料", "户口簿。"),
        ("材料", "户口簿‘原件’"),
        ("材料", "户口簿（）"),
        ("材料", "户口簿  原件1份（两面）页"),
        ("材料", "户口簿  原件1份"),
        ("材料", "居住证复印件2份"),
        ("材料", "1. 户口簿  原件"),
        ("材料", "2、户口簿"),
        ("材料", "（三）户口簿"),
        ("材料", "④户口簿"),
        ("材料", "近3个月流水"),
        ("时限", "法定20个工作日"),
        ("条件", "合格  年龄大于80"),
        ("条件", "合格  年龄不超过80周岁"),
        ("条件", "合格  年龄 大于等于 80"),
        ("收费", "工本费  10元/证"),
        ("收费", "工本费  10 元／证"),
        ("依据", "《行政许可法"),
        ("依据", "《行政许可法》第八款条"),
        ("依据", "〈行政许可法〉第八条"),
        ("施行", "2026年5月1日 起"),
        ("施行", "2026/5/1 起"),
        ("收费", "工本费  3..5 元"),
        ("收费", "工本费  1，000 元"),
        ("时限", "法定  自"),
        ("收费", "工本费  1,500 元"),
        ("收费", "工本费  1_500，000 元"),
        ("条件", "合格  “年满八十周岁  年龄 ≥ 80"),
        ("条件", "合格  “年满八十周岁 年龄 ≥ 80"),
        ("条件", "合格  ”年满八十周岁“  年龄 ≥ 80"),
        ("条件", "合格  ”年满八十周岁”  年龄 ≥ 80"),
        ("条件", "合格  年满八十周岁”  年龄 ≥ 80"),
        ("条件", "合格  “年满八十周岁 // 说明"),
        ("依据", "《行政许可法第八条"),
        ("条件", "合格  （年龄 ≥ 60 且 特困"),
        ("条件", "合格  90 ≤ 年龄 ≤ 99"),
        ("条件", "合格  90 < 年龄 ≤ 99 周岁"),
        ("条件", "合格  99 ≥ 年龄 ≥ 90"),
        ("条件", "合格  年龄＞＝８０ 且 甲＜＝3 且 乙！＝4 且 丙＝＝5"),
    ];
    let report: String =
        lines.iter().map(|(section, line)| format!("{line}\n{}\n", report(&in_section(section, line)))).collect();
    insta::assert_snapshot!(report);
}

#[test]
fn slips_around_entries() {
    let texts = [
        ("missing colon", "事项 甲\n  材料\n    户口簿\n"),
        ("misspelt section", "事项 甲\n  材枓：\n    户口簿\n  收费：不收费\n"),
        ("misspelt section, other face", "事项 甲\n  matreials:\n    户口簿\n  收费：不收费\n"),
        ("section of another item", "事项 甲\n  位阶：法律\n  收费：不收费\n"),
        ("section in the first column", "事项 甲\n材料：\n    户口簿\n"),
        ("text in the first column", "户口簿\n事项 甲\n"),
        ("misspelt item", "事顶 甲\n  收费：不收费\n"),
        ("no name", "事项\n  收费：不收费\n"),
        ("comment inside", "事项 甲\n  条件：\n    合格  年龄 ≥ 60 // 老人\n      且 户籍地 = 甲\n"),
        ("two words of continuation", "事项 甲\n  条件：\n    合格  年龄 ≥ 60\n      且 户籍地 = 甲\n      或 特困\n"),
        ("continuation of nothing", "事项 甲\n  条件：\n    且 户籍地 = 甲\n"),
        ("group without condition", "事项 甲\n  材料：\n    当 ：\n      户口簿\n  收费：不收费\n"),
        ("empty cell", "事项 甲\n  决定：\n    | 甲 || 决定 |\n    | 1 ||  |\n    | 2 || 县级 |\n"),
        ("wrong number of cells", "事项 甲\n  决定：\n    | 甲 || 决定 |\n    | 1 | 2 || 县级 |\n    | 2 || 县级 |\n"),
        ("unreadable row", "事项 甲\n  决定：\n    | 甲 || 决定 |\n    | “1 || 县级 |\n    | 2 || 县级 |\n"),
        ("unreadable rest of a header", "事项 甲\n  材料：户口簿 “原件\n  收费：不收费\n"),
        ("colon behind the keyword", "事项：甲\n  收费：不收费\n"),
        ("colon behind the keyword, and a tail", "一件事：甲  简称 乙\n  收费：不收费\n"),
        ("colon behind the keyword of a fact", "信息项：甲：是否\n"),
        ("matters of a theme in the first column", "一件事 甲\n  牵头：公安\n事项：乙、丙\n"),
        (
            "section in the first column, with more behind it",
            "事项 甲\n  受理：县级\n收费：不收费\n    工本费  5 元\n  到场：0 次\n",
        ),
        ("item in front of nothing but its colon", "  事项：甲\n"),
        ("indented item", "  事项 甲\n"),
        ("missing colon before an entry", "事项 甲\n  到场：0 次\n  收费 不收费\n  备注 说明\n"),
        (
            "a colon behind the first word of a line",
            "事项 甲\n  时限：\n    法定：20 个工作日\n    承诺： 5 个工作日\n  收费：\n    工本费:5 元\n",
        ),
        (
            "a law that touches the word before it",
            "事项 甲\n  时限：\n    法定  20 个工作日  依据《行政许可法》第四十二条\n",
        ),
        ("missing colon before an entry, deeper", "事项 甲\n  到场：\n    收费 不收费\n"),
        ("missing colon run together", "事项 甲\n  类型行政给付\n  收费：不收费\n"),
        (
            "missing colon of a group",
            "事项 甲\n  材料：\n    当 由他人代办 = 是\n      授权委托书  原件\n    其余\n      照片\n    户口簿\n",
        ),
        ("a condition that goes on is no group", "事项 甲\n  材料：\n    户口簿\n    当 甲\n      且 乙\n"),
        ("unreadable head", "事项 甲  简称 “乙\n  收费：不收费\n"),
    ];
    let mut out = String::new();
    for (name, text) in texts {
        let trees: String = parse_file(text).iter().map(|item| notation::item(&item.parse.item, 0)).collect();
        let _ = writeln!(out, "# {name}\n{text}--\n{trees}--\n{}", report(text));
    }
    insta::assert_snapshot!(out);
}

#[test]
fn one_bad_entry_loses_only_itself() {
    let text = "事项 甲\n  材料：\n    户口簿  原件\n    （（（\n    结婚证  原件\n  收费：不收费\n";
    let parse = parse_item(text);
    assert_eq!(parse.errors.len(), 1);
    let tree = notation::item(&parse.item, 0);
    assert!(
        tree.contains("(- 户口簿 #original)")
            && tree.contains("(- 结婚证 #original)")
            && tree.contains("(section fees (- #free)"),
        "{tree}"
    );
}

#[test]
fn brackets_that_stay_open_over_commas_at_line_ends_are_counted_together() {
    let text = in_section("条件", &"甲（乙、\n    ".repeat(5_000));
    let parse = parse_item(&text);
    assert!(parse.errors.iter().any(|error| error.problem.code() == "E0120"));
    assert!(!matter_syntax::tokens(&text).is_empty());
}

#[test]
fn ten_thousand_open_brackets_are_one_error_and_take_no_time() {
    for bracket in ["（", "("] {
        let text = in_section("条件", &bracket.repeat(10_000));
        let start = std::time::Instant::now();
        let parse = parse_item(&text);
        assert!(start.elapsed() < std::time::Duration::from_millis(500), "{:?}", start.elapsed());
        let codes: Vec<&str> = parse.errors.iter().map(|error| error.problem.code()).collect();
        assert_eq!(codes, ["E0120"]);
    }
    for opening in ["“", "《", "「", "非 ", "甲（", "当（"] {
        let text = in_section("条件", &opening.repeat(10_000));
        let start = std::time::Instant::now();
        parse_item(&text);
        assert!(start.elapsed() < std::time::Duration::from_millis(2_000), "{opening} {:?}", start.elapsed());
    }
}

#[test]
fn sixty_four_brackets_are_read() {
    let text = in_section("条件", &format!("甲  {}年龄 = 1{}", "（".repeat(64), "）".repeat(64)));
    assert_eq!(parse_item(&text).errors, []);
}

#[test]
fn a_line_of_a_megabyte_is_read_quickly() {
    let line = "户口簿、".repeat(100_000) + "结婚证";
    let text = in_section("材料", &line);
    let start = std::time::Instant::now();
    assert_eq!(parse_item(&text).errors, []);
    assert!(start.elapsed() < std::time::Duration::from_secs(3), "{:?}", start.elapsed());
}

#[test]
fn what_cannot_be_read_stays_where_it_was_written() {
    let text = "// 注\n/、// 说明\n// 第二\n事项 甲\n  类型：公共服务\n部门：公安\n  收费：不收费\n";
    let formatted = matter_syntax::format_file(text, None).text;
    assert_eq!(formatted, text);
}
