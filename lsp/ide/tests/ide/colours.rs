//! Every word of the sample catalogue has a colour from the server, for editors that have no grammar of the language.

use std::collections::BTreeMap;

use matter_ide::TokenKind as Colour;
use matter_syntax::{parse_file, tokens};

use crate::common::{fixture, sample_texts};

#[test]
fn every_word_of_the_sample_catalogue_and_the_library_has_a_colour() {
    let mut desk = fixture("⟦⟧").desk;
    let files = sample_texts();
    desk.set_files(files.iter().map(|(file, text)| (file.clone(), text.clone(), 0)));
    let (mut seen, mut missing) = (0, BTreeMap::<String, Vec<String>>::new());
    for (file, text) in &files {
        let coloured = desk.snapshot().ask(|snapshot| snapshot.tokens(file)).expect("nobody writes");
        for item in parse_file(text) {
            for token in tokens(item.slice.text) {
                let at = item.slice.in_file(token.span);
                seen += 1;
                let covers =
                    |at: usize| coloured.iter().any(|one| (one.at.start as usize..one.at.end as usize).contains(&at));
                let mut letters = text[at.clone()].char_indices().filter(|(_, letter)| !letter.is_whitespace());
                if !letters.all(|(inside, _)| covers(at.start + inside)) {
                    let line = text[..at.start].rfind('\n').map_or(0, |end| end + 1);
                    let rest = text[at.end..].lines().next().unwrap_or("");
                    let shown = format!("{}⟦{}⟧{rest}", &text[line..at.start], &text[at.clone()]);
                    missing.entry(format!("{:?}", token.kind)).or_default().push(shown);
                }
            }
        }
    }
    assert!(seen > 9_000, "too few words were looked at: {seen}");
    let few: Vec<_> = missing.iter().map(|(kind, lines)| (kind, lines.len(), &lines[..lines.len().min(12)])).collect();
    assert!(missing.is_empty(), "{few:#?}");
}

/// The colours of a line's words, in order.
fn colours(line: &str) -> Vec<(String, Colour)> {
    let fixture = fixture(&format!(
        "信息项 婚姻状况：未婚、已婚\n信息项 搬来：日期\n信息项 𠮷：多选 甲、乙\n事项 登记\n  办理项：\n    新办  01\n  材料：\n⟦⟧{line}\n"
    ));
    let from = fixture.marks[0].start;
    let tokens = fixture.desk.snapshot().ask(|snapshot| snapshot.tokens("甲.matter")).expect("nobody writes");
    let text = fixture.desk.snapshot().text("甲.matter").expect("a text");
    let own = tokens.into_iter().filter(|token| token.at.start >= from);
    own.map(|token| (text[token.at.start as usize..token.at.end as usize].to_owned(), token.kind)).collect()
}

#[test]
fn what_joins_values_is_an_operator_and_a_handling_item_a_value() {
    let written = "    身份证（配偶）  原件  当 非 婚姻状况 = 未婚 且 搬来 起 3 个月内 或 𠮷 含任一（甲、乙） 且 办理项 属于（新办）";
    let found = colours(written);
    let of = |colour: Colour| {
        found.iter().filter(|(_, own)| *own == colour).map(|(word, _)| word.as_str()).collect::<Vec<_>>()
    };
    assert_eq!(of(Colour::Operator), ["非", "=", "且", "起", "内", "或", "含任一", "且", "属于"]);
    assert_eq!(of(Colour::Value), ["配偶", "未婚", "甲", "乙", "新办"]);
    assert_eq!(of(Colour::Fact), ["婚姻状况", "搬来", "𠮷", "办理项"]);
    assert_eq!(of(Colour::Number), ["3 个月"]);
    assert_eq!(of(Colour::Keyword), ["当"]);
}

#[test]
fn a_place_in_a_law_is_a_number_and_a_name_that_nobody_declares_has_no_colour() {
    let found = colours("    申请表  原件  当 没有的 = 1  依据 《行政许可法》第八条第二款");
    assert!(found.contains(&("第八条第二款".to_owned(), Colour::Number)), "{found:?}");
    assert!(found.contains(&("《行政许可法》".to_owned(), Colour::Law)), "{found:?}");
    assert!(found.iter().all(|(word, _)| word != "没有的"), "{found:?}");
}
