//! Laws: what was computed step by step equals what is computed afresh, and no text makes the analysis fail.

mod fixture;

use std::sync::Arc;

use fixture::{findings, host};
use matter_core::Host;
use proptest::prelude::*;

const FILES: [(&str, &str); 3] = [
    (
        "facts.matter",
        "信息项 婚姻状况：未婚、已婚、离异\n信息项 户籍地：地区 到 县级\n互斥 “无”：婚姻状况 = 未婚 且 户籍地 = 南山区\n材料 离婚证  简称 离证\n  签发：民政\n",
    ),
    (
        "matters.matter",
        "// 一\n事项 甲  简称 子\n  决定：县级\n  材料：\n    离证  原件  当 婚姻状况 = 离异\n  时限：\n    承诺  7 个工作日\n\n事项 乙\n  改办：甲  当 婚姻状况 = 未婚\n特别规定 甲 于 龙岗区\n  时限：改 承诺：5 个工作日\n",
    ),
    (
        "tests.matter",
        "用例 试：子\n  已知：\n    婚姻状况 离异\n  应得：\n    材料 离婚证\n一件事 合\n  事项：甲、乙\n",
    ),
];

const SNIPPETS: [&str; 14] = [
    "",
    "\n",
    "事项 丙\n",
    "甲",
    "子",
    "：",
    "、",
    "  材料：\n    结婚证\n",
    "信息项 ",
    "（",
    "“",
    " 当 婚姻状况 = 丧偶",
    "特别规定 乙 于 南山区\n",
    "龙岗区",
];

/// Everything an analysis says, as one text.
fn answers(host: &Host) -> String {
    let analysis = host.analysis();
    let matters: Vec<_> = analysis.matters().cloned().collect();
    let definitions: Vec<_> = matters.iter().map(|matter| analysis.definitions(matter)).collect();
    let all = analysis.declarations();
    let mut names: Vec<_> = matters
        .iter()
        .filter_map(|matter| analysis.matter_head(matter))
        .map(|head| analysis.names_of_matter(&head.name))
        .collect();
    names.sort();
    format!(
        "{}{definitions:?}{:?}{:?}{:?}{names:?}{:?}",
        findings(&analysis),
        all.facts,
        all.materials,
        all.themes,
        analysis.tests()
    )
}

fn fresh(files: &[(Arc<str>, Arc<str>)]) -> String {
    let mut host = host("");
    host.set_files(files.iter().map(|(path, text)| (Arc::clone(path), Arc::clone(text), 0)));
    answers(&host)
}

/// The text with the characters from `at` on (a share of its length) replaced.
fn edited(text: &str, at: usize, remove: usize, insert: &str) -> String {
    let at = at % (text.chars().count() + 1);
    let before = text.chars().take(at);
    before.chain(insert.chars()).chain(text.chars().skip(at + remove)).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn step_by_step_equals_afresh(
        edits in prop::collection::vec((0..3usize, any::<prop::sample::Index>(), 0..12usize, 0..14usize, any::<bool>()), 1..8)
    ) {
        let mut files: Vec<(Arc<str>, Arc<str>)> =
            FILES.iter().map(|(path, text)| (Arc::from(*path), Arc::from(*text))).collect();
        let mut host = host("");
        host.set_files(files.iter().map(|(path, text)| (Arc::clone(path), Arc::clone(text), 0)));
        answers(&host);
        for (file, at, remove, snippet, open) in edits {
            let (path, text) = &mut files[file];
            *text = edited(text, at.index(10_000), remove, SNIPPETS[snippet]).into();
            host.set_file(path, text, 0, open);
            prop_assert_eq!(answers(&host), fresh(&files));
            for (path, text) in &files {
                let known = host.analysis().text(path);
                prop_assert_eq!(known.as_deref(), Some(&**text), "the text of {}", path);
            }
        }
    }
}
