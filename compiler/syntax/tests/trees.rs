//! What the samples of the language read as: every item kind, both faces, mixed files, highlighting.
#![allow(clippy::unwrap_used, clippy::string_slice, reason = "what fails in a test fails the test")]

mod notation;

use std::fs;

use matter_syntax::{
    keyword::{Class, Keyword},
    parse_file, parse_item, split, tokens,
    tree::Face,
};

fn fixture(name: &str) -> String {
    fs::read_to_string(format!("tests/fixtures/{name}.matter")).unwrap()
}

/// The trees of a file that must have no error.
fn trees(name: &str) -> String {
    let text = fixture(name);
    let mut out = String::new();
    for item in parse_file(&text) {
        assert_eq!(item.parse.errors, [], "{name}");
        out.push_str(&notation::item(&item.parse.item, 0));
    }
    out
}

#[test]
fn samples_of_every_item_are_read_without_errors() {
    for name in ["facts", "birth", "table", "theme", "world"] {
        insta::assert_snapshot!(name, trees(name));
    }
}

#[test]
fn english_keywords_give_the_same_trees() {
    insta::assert_snapshot!(trees("english"));
}

#[test]
fn faces_and_widths_may_be_mixed_in_one_file() {
    insta::assert_snapshot!(trees("mixed"));
}

#[test]
fn words_of_the_language_have_the_same_place_in_both_faces() {
    let values = [Class::Clause, Class::Level, Class::Scope, Class::Event, Class::Form, Class::Word];
    let places = [
        (&values[..], "事项 甲\n  材料：\n    {}  乙\n"),
        (&values[..], "事项 甲\n  材料：\n    甲  {}\n"),
        (&values[..], "事项 甲\n  材料：\n    甲  {} 丙\n"),
        (&[Class::Section][..], "用例 甲：乙\n  应得：\n    {}  甲\n"),
        (&[Class::Section][..], "事项 甲\n  {}：\n    乙\n"),
        (&[Class::Event][..], "事项 甲\n  流程：\n    甲  自 {}\n"),
        (&[Class::Event][..], "事项 甲\n  流程：\n    甲  在 {} 前\n"),
        (&[Class::Unit][..], "事项 甲\n  收费：\n    每 {}  2 元\n"),
        (&[Class::Unit][..], "事项 甲\n  收费：\n    2 {}\n"),
        (&[Class::Item][..], "{} 甲\n"),
    ];
    for (classes, place) in places {
        let here = |keyword: &Keyword| classes.contains(&keyword.class()) && *keyword != Keyword::AnyMark;
        let readable = |keyword: &Keyword| !place.contains("{}：") || keyword.allowed_in(Keyword::Matter);
        for keyword in Keyword::all().filter(here).filter(readable) {
            let read = |face| {
                let text = place.replace("{}", keyword.text(face));
                notation::item(&parse_item(&text).item, 0)
            };
            assert_eq!(read(Face::Zh), read(Face::En), "{} in {place}", keyword.id());
        }
    }
}

#[test]
fn words_need_no_blank_where_the_language_says_so() {
    let pairs = [
        ("法定  20个工作日  自受理之日起", "法定  20 个工作日  自 受理"),
        ("告知  5工作日  逾期视为受理", "告知  5 个工作日  逾期 视为受理"),
        ("相片  3张", "相片  3 张"),
        ("补贴  30万元", "补贴  30 万元"),
        ("决定  由县级", "决定  由 县级"),
        ("材料  任选两样 甲、乙、丙", "材料  任选2样 甲、乙、丙"),
        ("延长  经 负责人批准", "延长  经 负责人 批准"),
        ("甲  年龄≥６０", "甲  年龄 >= 60"),
        ("依据 《建筑法》第二十、二十一条", "依据 《建筑法》第20条、第21条"),
    ];
    for (glued, spaced) in pairs {
        let read = |line: &str| notation::item(&parse_item(&format!("事项 甲\n  时限：\n    {line}\n")).item, 0);
        assert_eq!(read(glued), read(spaced));
        assert!(!read(glued).contains("junk"), "{glued}");
    }
}

#[test]
fn every_kind_of_blank_parts_words() {
    let spaced =
        "事项 甲\n  材料：\n    申请表  原件 1 份  当 年龄 ≥ 16 且 学历 含任一（大专、本科）\n    身份证  复印件\n";
    let read = |text: &str| {
        let parse = parse_item(text);
        assert!(parse.errors.is_empty(), "{text:?}: {:?}", parse.errors);
        notation::item(&parse.item, 0)
    };
    let tree = read(spaced);
    for blank in ["\t", "\u{3000}", "\u{a0}", "\u{b}", "\u{c}", "\r", " \u{3000}\t"] {
        assert_eq!(read(&spaced.replace(' ', blank)), tree, "{blank:?}");
    }
    assert_eq!(read(&spaced.replace('\n', "\r\n")), tree);
    let keyword = |blank| format!("matter a\n  materials:\n    form  when grade has{blank}all (b, c)\n");
    let tabbed = notation::item(&parse_item(&keyword("\t")).item, 0);
    assert_ne!(read(&keyword(" ")), tabbed, "the words of a keyword are parted by one space");
}

#[test]
fn a_file_splits_at_the_first_column_with_the_comments_above() {
    let text = "\u{feff}// 文件说明\n\n/// 甲的说明\n事项 甲\n  类型：乙\n\n// 独立的注释\n\n// 属于丙\n事项 丙\r\n  类型：丁\r\n";
    let slices: Vec<&str> = split(text).into_iter().map(|slice| slice.text).collect();
    assert_eq!(
        slices,
        [
            "\u{feff}// 文件说明\n\n",
            "/// 甲的说明\n事项 甲\n  类型：乙\n\n// 独立的注释\n\n",
            "// 属于丙\n事项 丙\r\n  类型：丁\r\n"
        ]
    );
    assert!(split("").is_empty());
}

#[test]
fn every_word_of_a_sample_has_its_colour() {
    let text = fixture("mixed");
    let mut out = String::new();
    for slice in split(&text) {
        for token in tokens(slice.text) {
            out.push_str(&format!(
                "{:?} {:?}\n",
                token.kind,
                &slice.text[token.span.start as usize..token.span.end as usize]
            ));
        }
    }
    insta::assert_snapshot!(out);
}
