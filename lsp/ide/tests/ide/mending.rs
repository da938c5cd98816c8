//! What can be done about a finding.

use crate::common::{Fixture, MATTER, fixture};
use matter_ide::{Action, ActionKind};

/// The actions at the first marked range.
fn actions(fixture: &Fixture) -> Vec<Action> {
    let mark = fixture.marks[0].clone();
    fixture.ask(|snapshot, file, _| snapshot.actions(file, mark.start, mark.end))
}

fn apply(text: &str, title: &str) -> String {
    let fixture = fixture(text);
    let actions = actions(&fixture);
    let titles: Vec<&str> = actions.iter().map(|one| one.title.as_str()).collect();
    assert!(titles.iter().any(|one| one.contains(title)), "{titles:?}");
    let action = actions.iter().find(|one| one.title.contains(title)).expect("it is there");
    fixture.edited(&action.edits)
}

fn errors(text: &str) -> Vec<&'static str> {
    let fixture = fixture(&format!("⟦⟧{text}"));
    let found = fixture.ask(|snapshot, file, _| snapshot.findings(file));
    found.iter().filter(|one| one.severity == matter_ide::Severity::Error).map(|one| one.code).collect()
}

#[test]
fn a_choice_with_a_gap_gets_the_line_that_it_lacks() {
    let text = MATTER.replace("    县级  当 婚姻状况 = 未婚\n    市级  否则\n", "    ⟦县级⟧  当 婚姻状况 = 未婚\n");
    let mended = apply(&text, "补上缺少的情形");
    let lines = "    县级  当 婚姻状况 = 未婚\n    县级  当 婚姻状况 属于（已婚、离异）\n";
    assert!(mended.contains(lines), "{mended}");
    assert_eq!(errors(&mended), [""; 0]);
    let rest = apply(&text, "补上一行");
    assert!(rest.contains("    县级  当 婚姻状况 = 未婚\n    县级  否则\n"), "{rest}");
    assert_eq!(errors(&rest), [""; 0]);
}

#[test]
fn the_missing_part_of_a_range_is_one_comparison() {
    let two = "    县级  当 年龄 ≥ 60 周岁\n    市级  当 年龄 ≤ 17 周岁 且 婚姻状况 = 未婚\n";
    let text = MATTER.replace("    县级  当 婚姻状况 = 未婚\n    市级  否则\n", two).replacen(
        "    县级  当",
        "    ⟦县级⟧  当",
        1,
    );
    let mended = apply(&text, "补上缺少的情形");
    // Nobody under 18 can be granted it, so the gap is from 18 to 59, whatever the marriage.
    assert!(mended.contains("    市级  当 年龄 ≥ 18 周岁 且 年龄 ≤ 59 周岁\n"), "{mended}");
    let again: Vec<_> = errors(&mended).into_iter().filter(|code| *code == "E0401").collect();
    assert_eq!(again, [""; 0], "{mended}");
}

#[test]
fn an_unknown_material_is_declared_where_materials_are() {
    let text = format!(
        "== 甲.matter\n{}== 材料.matter\n材料 甲证\n材料 乙证\n== 子.matter\n材料 丙证\n",
        MATTER.replace("      离婚证  原件\n", "      ⟦没人声明的证明⟧  原件\n")
    );
    let mended = apply(&text, "声明材料");
    assert_eq!(mended, "材料 甲证\n材料 乙证\n\n材料 没人声明的证明\n");
}

#[test]
fn everything_certain_is_repaired_at_once() {
    // A second value behind 或 can only mean 属于: each of the two has its repair.
    let text = MATTER
        .replace("县级  当 婚姻状况 = 未婚", "县级  当 婚姻状况 = ⟦未婚 或 已婚⟧")
        .replace("当 婚姻状况 = 离异：", "当 婚姻状况 = 已婚 或 离异：");
    let fixture = fixture(&text);
    let all = actions(&fixture);
    let every = all.iter().find(|one| one.kind == ActionKind::RepairAll).expect("fix-all");
    let mended = fixture.edited(&every.edits);
    assert!(mended.contains("当 婚姻状况 属于（未婚、已婚）\n"), "{mended}");
    assert!(mended.contains("当 婚姻状况 属于（已婚、离异）：\n"), "{mended}");
}

/// The small matter with another choice of who decides, the first `⟦⟧` of which marks the finding.
fn decides(lines: &str) -> String {
    MATTER
        .replace("  决定：\n    县级  当 婚姻状况 = 未婚\n    市级  否则\n", &format!("  决定：\n{lines}"))
        .replace("    够龄  “已经成年”  成年\n", "    有岁数  “有岁数”  年龄 ≥ 0 周岁\n")
        .replace("信息项 出生日期", "信息项 投资：金额\n信息项 出生日期")
}

/// The lines of the choice after the action, which leaves no gap.
fn mended(lines: &str, title: &str) -> String {
    let text = apply(&decides(lines), title);
    let gaps: Vec<_> = errors(&text).into_iter().filter(|code| *code == "E0401").collect();
    assert_eq!(gaps, [""; 0], "{text}");
    let (_, rest) = text.split_once("  决定：\n").expect("the choice");
    rest.split_once("  条件：\n").expect("the next section").0.to_owned()
}

#[test]
fn a_table_with_a_gap_gets_the_rows_that_it_lacks_in_its_columns() {
    let table =
        "    | 投资 | 婚姻状况 || 决定 |\n    | ≥ 1_000 万元 | - || 市级 |\n    | < 1_000 万元 | 未婚 || ⟦县级⟧ |\n";
    let first = "    | 投资         | 婚姻状况           || 决定 |\n    | ≥ 1_000 万元 | -                  || 市级 |\n    | < 1_000 万元 | 未婚               || 县级 |\n";
    // The finding stands at the first line of the choice.
    let table = table.replace("市级", "⟦市级⟧").replace("⟦县级⟧", "县级");
    assert_eq!(
        mended(&table, "补上缺少的情形：投资 < 1000 万元 且 婚姻状况 属于（已婚、离异）"),
        format!("{first}    | < 1_000 万元 | 属于（已婚、离异） || 县级 |\n")
    );
    let rest = mended(&table, "补上一行");
    assert!(rest.ends_with("    | -            | -        || 县级 |\n"), "{rest}");
}

#[test]
fn a_gap_between_two_bounds_is_one_cell() {
    let table = "    | 年龄 || 决定 |\n    | ≥ 60 周岁 || ⟦市级⟧ |\n    | < 18 周岁 || 县级 |\n";
    let rows = mended(table, "补上缺少的情形");
    assert!(rows.ends_with("    | 18 周岁 至 59 周岁 || 县级 |\n"), "{rows}");
}

#[test]
fn a_case_inside_a_group_goes_into_the_group_and_any_other_stands_before_all_groups() {
    let groups = "    当 婚姻状况 = 未婚：\n      ⟦县级⟧  当 投资 ≥ 100 元\n    当 婚姻状况 = 已婚：\n      市级\n";
    assert_eq!(
        mended(groups, "补上缺少的情形"),
        "    市级  当 婚姻状况 = 离异\n    当 婚姻状况 = 未婚：\n      县级  当 投资 ≥ 100 元\n      县级  当 投资 < 100 元\n    \
         当 婚姻状况 = 已婚：\n      市级\n"
    );
    assert_eq!(
        mended(groups, "补上一行"),
        "    市级  否则\n    当 婚姻状况 = 未婚：\n      县级  当 投资 ≥ 100 元\n    当 婚姻状况 = 已婚：\n      市级\n"
    );
}

#[test]
fn a_table_inside_a_group_gets_the_rows_of_that_group() {
    let groups = "    当 婚姻状况 属于（未婚、已婚）：\n      | 投资     || 决定   |\n      | ≥ 100 元 || ⟦市级⟧ |\n    当 婚姻状况 = 离异：\n      县级\n";
    let lines = mended(groups, "补上缺少的情形");
    assert!(
        lines.contains("      | ≥ 100 元 || 市级 |\n      | < 100 元 || 市级 |\n    当 婚姻状况 = 离异：\n"),
        "{lines}"
    );
}

#[test]
fn a_choice_on_the_line_of_its_heading_goes_on_below() {
    let text = MATTER
        .replace("  决定：\n    县级  当 婚姻状况 = 未婚\n    市级  否则\n", "  决定：⟦县级⟧  当 婚姻状况 = 未婚\n");
    let mended = apply(&text, "补上缺少的情形");
    assert!(
        mended.contains("  决定：县级  当 婚姻状况 = 未婚\n    县级  当 婚姻状况 属于（已婚、离异）\n"),
        "{mended}"
    );
    assert_eq!(errors(&mended), [""; 0]);
}

#[test]
fn a_case_that_nobody_receives_gets_a_line_and_a_list_has_no_rest() {
    let text = MATTER.replace("  受理：县级\n", "  受理：\n    ⟦县级⟧  当 婚姻状况 = 未婚\n");
    let fixture = fixture(&text);
    let titles: Vec<String> = actions(&fixture).into_iter().map(|one| one.title).collect();
    assert!(!titles.iter().any(|title| title.contains("否则")), "{titles:?}");
    let mended = apply(&text, "补上缺少的情形");
    assert!(mended.contains("    县级  当 婚姻状况 = 未婚\n    县级  当 婚姻状况 属于（已婚、离异）\n"), "{mended}");
    assert_eq!(errors(&mended), [""; 0]);
}

#[test]
fn of_two_missing_ranges_only_the_one_that_can_be_granted_is_added() {
    // Under 70 nobody is granted it; 80 to 89 is left out.
    let table = "    | 年龄 || 决定 |\n    | 70 至 79 || ⟦县级⟧ |\n    | ≥ 90 || 市级 |\n";
    let text = decides(table).replace("年龄 ≥ 0 周岁", "年龄 ≥ 70 周岁");
    let mended = apply(&text, "补上缺少的情形：年龄 ≥ 80 周岁 且 年龄 ≤ 89 周岁");
    assert!(mended.contains("    | 80 周岁 至 89 周岁 || 市级 |\n"), "{mended}");
    assert!(!errors(&mended).contains(&"E0401"), "{mended}");
}
