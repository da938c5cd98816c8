//! Cases of findings, pasted as tests: they are read, say nothing new that is wrong, and the finding keeps its case. Where a repair is offered
//! with them, they pass behind it.

use std::path::Path;

use matter_ide::{Action, Finding, TextEdit};

use crate::common::{Fixture, MATTER, fixture, fixture_in};

/// The programs in `tests/ui/bad`, which are wrong in the ways that catalogues are wrong.
fn bad() -> Vec<(String, Fixture)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/ui/bad");
    let mut files: Vec<_> =
        std::fs::read_dir(folder).expect("programs").map(|file| file.expect("a file").path()).collect();
    files.sort();
    let read = |file: &std::path::PathBuf| std::fs::read_to_string(file).expect("a program");
    files.iter().map(|file| (file.display().to_string(), fixture_in(&read(file), "440000"))).collect()
}

fn findings(fixture: &Fixture) -> Vec<Finding> {
    fixture.desk.snapshot().ask(|snapshot| snapshot.findings("甲.matter")).expect("nobody writes")
}

/// Codes with the words of their cases, in order.
fn said(fixture: &Fixture) -> Vec<(&'static str, String)> {
    let words = |one: &Finding| one.example.as_ref().map_or_else(String::new, |example| example.words.clone());
    let mut all: Vec<_> = findings(fixture).iter().map(|one| (one.code, words(one))).collect();
    all.sort();
    all
}

/// The actions for exactly this finding.
fn actions(fixture: &Fixture, finding: &Finding, title: &str) -> Vec<Action> {
    let at = u32::try_from(finding.places[0].at.start).expect("short");
    let all = fixture.desk.snapshot().ask(|snapshot| snapshot.actions("甲.matter", at, at)).expect("nobody writes");
    all.into_iter().filter(|one| one.code == Some(finding.code) && one.title.contains(title)).collect()
}

#[test]
fn every_case_of_the_bad_programs_can_be_pasted() {
    let mut pasted = 0;
    for (name, program) in bad() {
        let before = said(&program);
        for finding in findings(&program).iter().filter(|one| one.example.is_some()) {
            let all = actions(&program, finding, "用例");
            assert!(!all.is_empty(), "{name}: {}", finding.code);
            for action in all {
                let text = program.edited(&action.edits);
                let after = said(&fixture_in(&text, "440000"));
                assert_eq!(before, after, "{name}\n{text}");
                pasted += 1;
            }
        }
    }
    assert!(pasted > 40, "{pasted}");
}

/// The difference that keeps a pasted test from passing once the choice has the lines that it lacked; `None` if it passes.
fn fails(name: &str, program: &Fixture, edits: &[TextEdit]) -> Option<String> {
    let text = program.edited(edits);
    let mended = fixture_in(&text, "440000");
    let outcomes = mended.desk.snapshot().ask(|snapshot| snapshot.trials(None, None)).expect("nobody writes").run();
    let outcomes = outcomes.expect("tables");
    let own = outcomes.iter().find(|one| &*one.name == "待定结果的情形").expect("the pasted test");
    (!own.differences.is_empty()).then(|| format!("{name}: {:?}\n{text}", own.differences))
}

#[test]
fn a_pasted_case_passes_behind_the_lines_that_close_its_gap() {
    let mut passed = 0;
    for (name, program) in bad() {
        for finding in findings(&program).iter().filter(|one| one.code == "E0401") {
            let paste = actions(&program, finding, "用例");
            let lines = actions(&program, finding, "补上缺少的情形");
            let ([paste], [lines]) = (paste.as_slice(), lines.as_slice()) else { continue };
            assert!(paste.edits[0].text.contains("应得"), "{paste:?}");
            let edits: Vec<TextEdit> = paste.edits.iter().chain(&lines.edits).cloned().collect();
            assert_eq!(fails(&name, &program, &edits), None);
            passed += 1;
        }
    }
    assert!(passed >= 4, "{passed}");
}

#[test]
fn a_pasted_gap_expects_what_the_missing_line_says() {
    let text = MATTER.replace("    市级  否则\n", "");
    let program = fixture(&text);
    let gap = findings(&program).into_iter().find(|one| one.code == "E0401").expect("a gap");
    let pasted = program.edited(&actions(&program, &gap, "用例")[0].edits);
    assert!(pasted.contains("  应得：\n    决定  县级  // 与“补上缺少的情形”所补的一致"), "{pasted}");
    // Said otherwise, the test fails: it is no formality.
    let lines = actions(&program, &gap, "补上缺少的情形");
    let mut edits = [actions(&program, &gap, "用例")[0].edits.clone(), lines[0].edits.clone()].concat();
    edits[0].text = edits[0].text.replace("决定  县级", "决定  市级");
    let mended = fixture(&program.edited(&edits));
    let outcomes = mended.desk.snapshot().ask(|snapshot| snapshot.trials(None, None)).expect("nobody writes").run();
    assert_eq!(outcomes.expect("tables")[0].differences.len(), 1);
}

#[test]
fn a_pasted_overlap_names_what_both_lines_say() {
    let text = MATTER.replace("    市级  否则\n", "    市级  当 婚姻状况 属于（未婚、已婚、离异）\n");
    let program = fixture(&text);
    let overlap = findings(&program).into_iter().find(|one| one.code == "E0402").expect("an overlap");
    let pasted = program.edited(&actions(&program, &overlap, "用例")[0].edits);
    assert!(pasted.contains("  应得：\n    决定  县级  // 另一行说“决定  市级”"), "{pasted}");
}
