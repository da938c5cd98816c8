//! Items of a file that is edited piece by piece are those of its text.

mod fixture;

use std::sync::Arc;

use fixture::host;
use matter_core::{Host, ItemInfo};
use proptest::prelude::*;
use proptest::sample::{Index, select};

/// Lines that begin items, belong to the one above or to the one below, or to neither.
const LINES: [&str; 18] = [
    "事项 甲\n",
    "事项 乙  简称 子\n",
    "信息项 婚姻状况：未婚、已婚\n",
    "特别规定 甲 于 龙岗区\n",
    "用例 试：甲\n",
    "// 说明\n",
    "/// 文档\n",
    "\n",
    "  决定：县级\n",
    "收费：不收费\n",
    "别的话\n",
    "> 引文\n",
    "| 一 | 二 |\n",
    "｜ 三\n",
    "\u{3000}材料：\n",
    "\u{feff}",
    "\u{a0}空\r\n",
    "\r",
];

/// Items with their texts.
fn items(host: &Host) -> Vec<(ItemInfo, Option<Arc<str>>)> {
    let analysis = host.analysis();
    let items = analysis.items("a.matter").into_iter();
    items.map(|info| (info.clone(), analysis.item_text(&info.item))).collect()
}

fn set(host: &mut Host, text: &str) {
    host.set_file(&"a.matter".into(), &text.into(), 0, true);
}

fn line() -> impl Strategy<Value = &'static str> {
    select(&LINES[..])
}

/// What is put in: lines, parts of them, or single characters.
fn piece() -> impl Strategy<Value = String> {
    prop_oneof![
        Just(String::new()),
        line().prop_map(str::to_owned),
        (line(), any::<Index>())
            .prop_map(|(line, at)| line.chars().skip(at.index(line.chars().count().max(1))).collect()),
        select(&["字", " ", "/", "\n", "　", "：", "项"][..]).prop_map(str::to_owned),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn items_after_edits_are_those_of_the_text(
        lines in prop::collection::vec(line(), 0..16),
        edits in prop::collection::vec((any::<Index>(), 0..6usize, piece()), 1..12),
    ) {
        let mut text = lines.concat();
        let mut host = host("");
        set(&mut host, &text);
        for (at, remove, insert) in edits {
            let at = at.index(text.chars().count() + 1);
            let rest = text.chars().skip(at + remove);
            text = text.chars().take(at).chain(insert.chars()).chain(rest).collect();
            set(&mut host, &text);
            let mut fresh = fixture::host("");
            set(&mut fresh, &text);
            prop_assert_eq!(items(&host), items(&fresh), "{:?}", text);
        }
    }
}

#[test]
fn a_line_that_becomes_a_comment_joins_the_item_below() {
    let mut host = host("");
    set(&mut host, "事项 甲\n  决定：县级\n\n事项 乙\n");
    set(&mut host, "事项 甲\n  决定：县级\n//\n事项 乙\n");
    let found = items(&host);
    let texts: Vec<&str> = found.iter().filter_map(|(_, text)| text.as_deref()).collect();
    assert_eq!(texts, ["事项 甲\n  决定：县级\n", "//\n事项 乙\n"]);
}
