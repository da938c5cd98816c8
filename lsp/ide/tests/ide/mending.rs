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
