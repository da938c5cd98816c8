//! Hover, outline, folds, selections, tokens, hints, lenses, actions, formatting, and running tests.

use crate::common::{MATTER, fixture};
use matter_ide::{ActionKind, LensKind, SymbolKind, TextEdit, TokenKind};

fn hover(text: &str) -> String {
    fixture(text).ask(|snapshot, file, at| snapshot.hover(file, at)).map(|hover| hover.text).unwrap_or_default()
}

#[test]
fn a_fact_says_its_domain_and_a_limit_its_last_day() {
    let fact = hover(&MATTER.replace("当 婚姻状况 = 未婚", "当 婚⟦⟧姻状况 = 未婚"));
    assert!(fact.starts_with("**婚姻状况** · 信息项"), "{fact}");
    assert!(fact.contains("取值：未婚、已婚、离异"), "{fact}");
    // 2026-11-02 is a Monday; five working days later it is the Monday after.
    let limit = hover(&MATTER.replace("承诺  5 个工作日", "承诺  ⟦⟧5 个工作日"));
    assert!(limit.contains("**2026-11-09**"), "{limit}");
}

#[test]
fn a_choice_shows_its_cases() {
    let choice = hover(&MATTER.replace("  决定：", "  决⟦⟧定："));
    assert!(choice.contains("| 婚姻状况 = 未婚 | 县级 |\n| 其余情形 | 市级 |"), "{choice}");
}

#[test]
fn a_choice_in_a_table_and_in_groups_shows_its_cases_too() {
    let lines = "    县级  当 婚姻状况 = 未婚\n    市级  否则\n";
    let table = "    | 婚姻状况 || 决定 |\n    | 未婚 || 县级 |\n    | - || 市级 |\n";
    let choice = hover(&MATTER.replace("  决定：", "  决⟦⟧定：").replace(lines, table));
    assert!(choice.contains("| 婚姻状况 = 未婚 | 县级 |\n| 其余情形 | 市级 |"), "{choice}");
    let groups = "    当 婚姻状况 = 未婚：\n      县级  当 年龄 ≥ 60 周岁\n      市级  当 年龄 < 60 周岁\n    其余：\n      省级\n";
    let choice = hover(&MATTER.replace("  决定：", "  决⟦⟧定：").replace(lines, groups));
    for row in [
        "| 婚姻状况 = 未婚 且 年龄 ≥ 60 周岁 | 县级 |",
        "| 婚姻状况 = 未婚 且 年龄 < 60 周岁 | 市级 |",
        "| 其余 | 省级 |",
    ] {
        assert!(choice.contains(row), "{choice}");
    }
}

#[test]
fn the_outline_names_items_and_their_sections() {
    let fixture = fixture(&format!("⟦⟧{MATTER}"));
    let outline = fixture.ask(|snapshot, file, _| snapshot.outline(file));
    let names: Vec<&str> = outline.iter().map(|one| one.name.as_str()).collect();
    assert_eq!(names, ["婚姻状况", "出生日期", "年龄", "成年", "登记", "居住地"]);
    let matter = outline.iter().find(|one| one.kind == SymbolKind::Matter).expect("a matter");
    assert_eq!(
        matter.children.iter().take(3).map(|one| one.name.as_str()).collect::<Vec<_>>(),
        ["类型", "服务对象", "部门"]
    );
}

#[test]
fn selections_grow_from_the_name_to_the_item() {
    let text = "事项 登记\n  决定：\n    县级  当 婚⟦⟧姻状况 = 未婚\n信息项 婚姻状况：未婚、已婚\n";
    let fixture = fixture(text);
    let source = fixture.desk.snapshot().text("甲.matter").expect("a text");
    let grown = fixture.ask(|snapshot, file, at| snapshot.selection(file, at));
    let shown: Vec<&str> = grown.iter().map(|at| source[at.start as usize..at.end as usize].trim()).collect();
    let line = "县级  当 婚姻状况 = 未婚";
    let section = "决定：\n    县级  当 婚姻状况 = 未婚";
    let item = "事项 登记\n  决定：\n    县级  当 婚姻状况 = 未婚";
    let file = source.trim();
    assert_eq!(shown, ["婚姻状况", "婚姻状况 = 未婚", "当 婚姻状况 = 未婚", line, section, item, file]);
}

#[test]
fn a_selection_grows_over_its_group_and_its_row_and_ends_with_the_file() {
    let grown = |text: &str| {
        let fixture = fixture(text);
        let source = fixture.desk.snapshot().text("甲.matter").expect("a text");
        let grown = fixture.ask(|snapshot, file, at| snapshot.selection(file, at));
        grown.iter().map(|at| source[at.start as usize..at.end as usize].trim().to_owned()).collect::<Vec<_>>()
    };
    let group = grown("// 𠮷😀\n\n事项 登记\n  材料：\n    当 有房：\n      房⟦⟧产证  原件\n      结婚证\n");
    assert!(group.contains(&"当 有房：\n      房产证  原件\n      结婚证".to_owned()), "{group:?}");
    assert!(group.last().is_some_and(|file| file.starts_with("// 𠮷😀")), "{group:?}");
    let row = grown("事项 登记\n  决定：\n    | 有房 || 决定 |\n    | 是⟦⟧ || 县级 |\n    | 否 || 市级 |\n");
    assert!(row.contains(&"| 是 || 县级 |".to_owned()), "{row:?}");
    // Between items there is the file alone, or the item that a comment will belong to.
    assert_eq!(grown("\n⟦⟧\n"), [""]);
}

#[test]
fn tokens_say_what_names_mean_and_do_not_overlap() {
    let fixture = fixture(&format!("⟦⟧{MATTER}"));
    let source = fixture.desk.snapshot().text("甲.matter").expect("a text");
    let tokens = fixture.ask(|snapshot, file, _| snapshot.tokens(file));
    assert!(tokens.windows(2).all(|pair| pair[0].at.end <= pair[1].at.start));
    let kind = |word: &str| {
        let of = |token: &&matter_ide::Token| &source[token.at.start as usize..token.at.end as usize] == word;
        tokens.iter().rev().find(of).map(|token| token.kind)
    };
    assert_eq!(kind("离异"), Some(TokenKind::Value));
    assert_eq!(kind("离婚证"), Some(TokenKind::Material));
    assert_eq!(kind("当"), Some(TokenKind::Keyword));
    assert_eq!(kind("市级"), Some(TokenKind::Word));
    assert_eq!(kind("《行政许可法》"), Some(TokenKind::Law));
}

#[test]
fn hints_tell_the_share_of_the_statutory_time_and_the_longest_path() {
    let fixture = fixture(&format!("⟦⟧{MATTER}"));
    let hints = fixture.ask(|snapshot, file, _| snapshot.hints(file, 0, u32::MAX));
    let texts: Vec<&str> = hints.iter().map(|hint| hint.text.as_str()).collect();
    // 5 of 20 working days; between acceptance and delivery only 审核 with 2.
    assert_eq!(texts, ["最长路径 2 个工作日", "法定时限的 25%"]);
}

/// 勘察 and 复核 exclude each other: one after the other, 11 days at most, which is what E0442 says of the same steps.
#[test]
fn the_longest_path_counts_the_steps_that_one_case_takes() {
    let source = "信息项 新办：是否\n\n事项 甲登记\n  部门：民政\n  受理：县级\n  决定：县级\n  流程：⟦⟧\n    受理  窗口  1 个工作日\n    \
                  勘察  民政  8 个工作日  当 新办\n    复核  民政  2 个工作日  当 非 新办\n    决定  民政  3 个工作日\n";
    let hints = fixture(source).ask(|snapshot, file, _| snapshot.hints(file, 0, u32::MAX));
    let texts: Vec<&str> = hints.iter().map(|hint| hint.text.as_str()).collect();
    assert_eq!(texts, ["最长路径 11 个工作日"]);
}

const TESTED: &str = "用例 未婚的到县级：登记\n  于：2026-03-02 龙岗区\n  已知：\n    婚姻状况 未婚\n    出生日期 1990-01-01\n    居住地 龙岗区\n  应得：\n    决定  ";

#[test]
fn tests_run_from_the_text_and_say_what_came_otherwise() {
    let fixture = fixture(&format!("⟦⟧{MATTER}{TESTED}县级\n{}市级\n", TESTED.replace("未婚的到县级", "错的")));
    let lenses = fixture.ask(|snapshot, file, _| snapshot.lenses(file));
    let kinds: Vec<usize> = lenses
        .iter()
        .filter_map(|lens| match &lens.kind {
            LensKind::RunTests(names) => Some(names.len()),
            LensKind::Uses => None,
        })
        .collect();
    assert_eq!(kinds, [2, 1, 1]);
    let outcomes = fixture.ask(|snapshot, _, _| snapshot.trials(None, None)).run().expect("tables");
    let passed: Vec<bool> = outcomes.iter().map(|one| one.differences.is_empty()).collect();
    assert_eq!(passed, [true, false], "{outcomes:#?}");
}

#[test]
fn a_gap_offers_its_case_as_a_test_that_can_be_pasted() {
    let text = MATTER.replace("    市级  否则\n", "").replace("  决定：\n", "  ⟦决定⟧：\n");
    let fixture = fixture(&text);
    let mark = fixture.marks[0].clone();
    let actions = fixture.ask(|snapshot, file, _| snapshot.actions(file, mark.start, mark.end + 60));
    let paste = actions.iter().find(|one| one.title.contains("用例")).expect("a witness");
    let edited = fixture.edited(&paste.edits);
    assert!(edited.contains("\n用例 "), "{edited}");
    assert!(edited.contains("婚姻状况 已婚") || edited.contains("婚姻状况 离异"), "{edited}");
}

#[test]
fn the_face_of_a_file_is_switched_and_back() {
    let fixture = fixture(&format!("⟦⟧{MATTER}"));
    let actions = fixture.ask(|snapshot, file, at| snapshot.actions(file, at, at));
    let switch = actions.iter().find(|one| one.kind == ActionKind::Rewrite).expect("another face");
    let english = fixture.edited(&switch.edits);
    assert!(english.contains("matter 登记\n  kind: "), "{english}");
    let fixture = crate::common::fixture(&format!("⟦⟧{english}"));
    let actions = fixture.ask(|snapshot, file, at| snapshot.actions(file, at, at));
    let switch = actions.iter().find(|one| one.kind == ActionKind::Rewrite).expect("another face");
    assert_eq!(fixture.edited(&switch.edits), {
        let own = crate::common::fixture(&format!("⟦⟧{MATTER}"));
        let edits = own.ask(|snapshot, file, _| snapshot.format(file, None));
        if edits.is_empty() { MATTER.to_owned() } else { own.edited(&edits) }
    });
}

#[test]
fn formatting_touches_only_the_lines_that_change() {
    let text = MATTER.replace("  收费：不收费\n", "  收费:   不收费\n");
    let fixture = fixture(&format!("⟦⟧{text}"));
    let edits = fixture.ask(|snapshot, file, _| snapshot.format(file, None));
    let formatted = fixture.edited(&edits);
    assert!(formatted.contains("  收费：不收费\n"), "{formatted}");
    let again = crate::common::fixture(&format!("⟦⟧{formatted}"));
    assert_eq!(again.ask(|snapshot, file, _| snapshot.format(file, None)), []);
    let line = edits.iter().find(|edit| edit.text.contains("收费")).expect("an edit");
    assert!(line.text.lines().count() <= 2, "{line:?}");
}

#[test]
fn the_guide_of_the_matter_at_hand_is_printed_from_its_tables() {
    let text = format!("{MATTER}{TESTED}县⟦⟧级\n");
    let preview = fixture(&text).ask(|snapshot, file, at| snapshot.preview(file, at)).expect("the test's matter");
    let compiled = preview.compile().expect("tables");
    let (title, guide) = (compiled.name.clone(), compiled.guide(None, None).expect("a definition"));
    let markdown = matter_ide::guides::markdown(&guide);
    assert_eq!(&*title, "登记");
    assert!(markdown.starts_with("# 登记\n"), "{markdown}");
    assert!(markdown.contains("| 离婚证 | 原件 1 份 |") && markdown.contains("| 当 婚姻状况 = 离异 |"), "{markdown}");
}

#[test]
fn the_guide_of_a_matter_with_errors_says_so() {
    let text = format!("{MATTER}{TESTED}县⟦⟧级\n").replace("  收费：不收费\n", "  收费：免费\n");
    let preview = fixture(&text).ask(|snapshot, file, at| snapshot.preview(file, at)).expect("the test's matter");
    let guide = preview.compile().expect("tables").guide(None, None).expect("a definition");
    let notice = "这个事项还有 1 个错误，下面的内容可能不全或者不对。";
    let markdown = matter_ide::guides::markdown(&guide);
    assert!(markdown.starts_with(&format!("# 登记\n\n> **{notice}**\n")), "{markdown}");
    assert!(matter_ide::guides::article(&guide, false).contains(notice));
}

#[test]
fn a_body_of_one_city_is_called_by_that_city() {
    let department = hover(&MATTER.replace("部门：公安", "部门：民⟦⟧政"));
    assert!(
        department.contains("市级：民政局\n") && department.contains("市级（深圳市）：深圳市民政局"),
        "{department}"
    );
}

#[test]
fn a_result_is_not_the_matter_of_the_same_name() {
    let result = hover(&MATTER.replace("  收费：不收费\n", "  收费：不收费\n  结果：登⟦⟧记\n"));
    assert!(result.starts_with("**登记** · 材料\n"), "{result}");
}

/// What the text is after all lines of the only test that did not come out are written as they came.
fn accepted(expected: &str) -> String {
    let text = format!("⟦⟧{MATTER}{TESTED}{expected}\n");
    let fixture = fixture(&text);
    let outcomes = fixture.ask(|snapshot, _, _| snapshot.trials(None, None)).run().expect("tables");
    let mut edits: Vec<TextEdit> =
        outcomes.into_iter().flat_map(|one| one.differences).map(|one| one.accepted.expect("an edit")).collect();
    edits.sort_by_key(|edit| edit.at.start);
    let mut text = text.replace("⟦⟧", "");
    for edit in edits.iter().rev() {
        text.replace_range(edit.at.start as usize..edit.at.end as usize, &edit.text);
    }
    text.split_once("  应得：\n").expect("lines").1.to_owned()
}

#[test]
fn what_came_out_can_be_written_in_the_place_of_what_was_expected() {
    assert_eq!(accepted("市级"), "    决定  县级\n");
    assert_eq!(accepted("市级\n    到期  2026-03-02"), "    决定  县级\n    到期  2026-03-09\n");
    // What is missing comes behind the first of its kind, a line that has no place goes.
    assert_eq!(accepted("县级\n    材料  离婚证"), "    决定  县级\n    不需要 离婚证\n    材料  居民身份证\n");
    assert_eq!(accepted("县级\n    不符合  够龄\n    收费  3 元"), "    决定  县级\n    收费  0 元\n");
}

#[test]
fn a_test_that_is_wrong_itself_does_not_pass() {
    let fixture = fixture(&format!("⟦⟧{MATTER}{}县级\n", TESTED.replace("婚姻状况 未婚", "婚姻状况 末婚")));
    let outcomes = fixture.ask(|snapshot, _, _| snapshot.trials(None, None)).run().expect("tables");
    let said: Vec<&str> = outcomes.iter().flat_map(|one| &one.differences).map(|one| one.got.as_str()).collect();
    assert_eq!(said, ["用例本身还有错误，先改正"]);
}
