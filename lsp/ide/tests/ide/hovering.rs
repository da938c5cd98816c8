//! Whatever stands in the sample catalogue is explained; so is every word of the language, with an example that can be read.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use matter_ide::{Language, Profile};
use matter_syntax::keyword::{Class, Keyword};
use matter_syntax::tree::Face;
use matter_syntax::{TokenKind, format_file, parse_file, tokens};

use crate::common::{MATTER, fixture, sample_texts};

#[test]
fn every_word_of_the_sample_catalogue_and_the_library_is_explained() {
    let mut desk = fixture("⟦⟧").desk;
    let files = sample_texts();
    desk.set_files(files.iter().map(|(file, text)| (file.clone(), text.clone(), 0)));
    let (mut seen, mut missing) = (BTreeSet::new(), BTreeMap::<String, Vec<String>>::new());
    let free = [TokenKind::Text, TokenKind::Prose, TokenKind::Comment, TokenKind::Documentation, TokenKind::Number];
    for (file, text) in &files {
        for item in parse_file(text) {
            for token in tokens(item.slice.text).into_iter().filter(|token| !free.contains(&token.kind)) {
                let at = item.slice.in_file(token.span);
                let line = text[..at.start].rfind('\n').map_or(0, |end| end + 1);
                // A word is asked about once behind each beginning of a line.
                let first = text[line..].split_whitespace().next().unwrap_or("").to_owned();
                let word = text[at.clone()].to_owned();
                if !seen.insert((format!("{:?}", token.kind), item.parse.item.keyword, first, word)) {
                    continue;
                }
                let cursor = u32::try_from(at.start).expect("short");
                let hover = desk.snapshot().ask(|snapshot| snapshot.hover(file, cursor)).expect("nobody writes");
                let names = |hover: &matter_ide::Hover| hover.text.starts_with("**") && !hover.text.starts_with("****");
                if !hover.as_ref().is_some_and(|hover| names(hover) || hover.text.contains("期限届满")) {
                    let shown = format!("{}⟦{}⟧ {hover:?}", &text[line..at.start], &text[at.clone()]);
                    missing.entry(format!("{:?}", token.kind)).or_default().push(shown);
                }
            }
        }
    }
    assert!(seen.len() > 2_000, "too few words were looked at: {}", seen.len());
    let few: Vec<_> = missing.iter().map(|(kind, lines)| (kind, lines.len(), &lines[..lines.len().min(12)])).collect();
    assert!(missing.is_empty(), "{few:#?}");
}

/// The example in a hover.
fn example(text: &str) -> &str {
    text.split_once("```matter\n").and_then(|(_, rest)| rest.split_once("\n```")).map_or("", |(example, _)| example)
}

/// Whether an example is read without errors: as an item, or as a section of an item that may have it.
fn is_read(example: &str) -> bool {
    let whole = |text: &str| {
        format_file(text, None).errors == 0 && parse_file(text).iter().all(|one| one.parse.item.keyword.is_some())
    };
    let inside = example.replace('\n', "\n  ");
    let homes = Keyword::all().filter(|one| one.class() == Class::Item);
    whole(&format!("{example}\n"))
        || homes.into_iter().any(|item| whole(&format!("{} 甲\n  {inside}\n", item.text(Face::Zh))))
}

#[test]
fn every_word_of_the_language_has_an_example_that_is_read_and_a_chapter_that_speaks_of_it() {
    let fixture = fixture("⟦⟧");
    let book = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/spec");
    let mut wrong = Vec::new();
    for keyword in Keyword::all() {
        let text = fixture.desk.snapshot().ask(|snapshot| snapshot.about_word(keyword)).expect("nobody writes");
        let example = example(&text);
        if !example.contains(keyword.text(Face::Zh)) {
            wrong.push(format!("{keyword:?} is not in its example: {example}"));
        }
        if !is_read(example) {
            wrong.push(format!("{keyword:?}: the example is not read: {example}"));
        }
        let page = text.rsplit_once("tests/spec/").and_then(|(_, page)| page.strip_suffix(')')).expect("a chapter");
        let page = std::fs::read_to_string(book.join(page)).expect("the chapter is there");
        if !keyword.spellings().any(|word| page.contains(word)) {
            wrong.push(format!("{keyword:?}: the chapter does not speak of it: {text}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn examples_are_in_the_reader_s_language() {
    let mut desk = fixture("⟦⟧").desk;
    desk.set_profile(Profile { language: Language::En, ..Profile::default() });
    let mut wrong = Vec::new();
    for keyword in Keyword::all() {
        let text = desk.snapshot().ask(|snapshot| snapshot.about_word(keyword)).expect("nobody writes");
        let example = example(&text);
        if !example.contains(keyword.text(Face::En)) || !is_read(example) {
            wrong.push(format!("{keyword:?} {}: {example}", keyword.text(Face::En)));
        }
    }
    assert!(wrong.is_empty(), "{}: {}", wrong.len(), wrong.join("\n"));
}

fn hover(text: &str) -> String {
    fixture(text).ask(|snapshot, file, at| snapshot.hover(file, at)).map(|hover| hover.text).unwrap_or_default()
}

#[test]
fn a_line_of_a_choice_says_which_case_it_decides_and_what_it_leaves_out() {
    let own = hover(&MATTER.replace("    县级  当 婚姻状况", "    县⟦⟧级  当 婚姻状况"));
    assert!(own.contains("这一行用于：**婚姻状况 = 未婚**") && own.contains("| 其余情形 | 市级 |"), "{own}");
    let rest = hover(&MATTER.replace("    市级  否则", "    市级  否⟦⟧则"));
    assert!(rest.contains("这一行用于其余情形") && rest.contains("| 婚姻状况 = 未婚 | 县级 |"), "{rest}");
    let visits = "  到场：\n    0 ⟦⟧次  当 婚姻状况 = 未婚\n    1 次  否则\n  渠道：";
    let visits = hover(&MATTER.replace("  渠道：", visits));
    assert!(visits.contains("这一行用于：**婚姻状况 = 未婚**") && visits.contains("| 其余情形 | 1 次 |"), "{visits}");
}

#[test]
fn statutory_and_promised_times_are_two_choices() {
    let times =
        "    法定  20 个工作日  自 受理\n    承诺  5 个工作日  当 婚姻状况 = 未婚\n    承诺  7 个工作日  否则\n";
    let found = hover(
        &MATTER
            .replace("    法定  20 个工作日  自 受理\n    承诺  5 个工作日\n", times)
            .replace("  时限：", "  时⟦⟧限："),
    );
    assert!(found.contains("**承诺**"), "{found}");
    assert!(found.contains("| 婚姻状况 = 未婚 | 承诺  5 个工作日 |\n| 其余情形 | 承诺  7 个工作日 |"), "{found}");
    assert!(!found.contains("任何情形"), "the statutory time is no choice: {found}");
}

#[test]
fn the_word_that_closes_a_clause_a_kind_and_a_code_are_explained() {
    assert!(hover(&MATTER.replace("成年\n  材料", "成年  由 公安 审⟦⟧查\n  材料")).starts_with("**审查** · reviews"));
    let kind = hover(&MATTER.replace("类型：公共服务", "类型：公共⟦⟧服务"));
    assert!(kind.starts_with("**公共服务** · 类型") && kind.contains("代码表《事项类型》：公共服务 20"), "{kind}");
    let code = hover(&MATTER.replace("  类型：", "  编码：国家 0001⟦⟧15013000\n  类型："));
    assert!(code.starts_with("**000115013000** · 编码"), "{code}");
    let item = hover(&MATTER.replace("  部门：", "  办理项：\n    新⟦⟧办  01\n  部门："));
    assert!(item.starts_with("**新办**"), "{item}");
}
