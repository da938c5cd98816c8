//! Rendering of findings: people, logs, JSON, SARIF, on Chinese texts in several files.

mod common;

use common::{Texts, expired, manifest, node};
use matter_checks::lints::{Lints, level};
use matter_checks::render::{Finding, Human, Lines, Position, human, json_lines, present, sarif, short, sort, summary};
use matter_checks::texts::Language;
use matter_core::diagnostic::{Arg, Code, Diagnostic, Edit, Fix, LintLevel, Place, Severity, Witness};
use matter_core::hir::{Day, Span};
use std::sync::Arc;

fn findings(language: Language) -> (Vec<Finding>, Texts) {
    let texts = Texts::sample();
    let second = expired().label(node("乙.matter", "五级"), "other");
    let repair = Fix {
        title: "drop",
        args: Vec::new(),
        edits: vec![Edit {
            place: node("甲.matter", "豁免 M042 “沿用原文” 至 2026-06-30"), text: "".into()
        }],
        certain: true,
    };
    let witness = Witness {
        matter: "居住证换、补领".into(),
        answers: vec![(0, "总投资".into(), "700 万元".into()), (1, "户籍地".into(), "龙岗区".into())],
        judged: Vec::new(),
        day: Day::from_civil(2026, 3, 2),
        region: Some("坂田街道".into()),
        responsible: None,
    };
    let diagnostics = [second.fix(repair).witness(witness), manifest()];
    let mut found: Vec<Finding> =
        diagnostics.iter().map(|one| present(one, Severity::Error, language, &texts)).collect();
    sort(&mut found);
    (found, texts)
}

#[test]
fn people_see_source_lines_of_two_files_and_a_test_to_paste() {
    let (found, texts) = findings(Language::Zh);
    insta::assert_snapshot!("human_zh", human(&found, &texts, Human::default()));
    let (found, texts) = findings(Language::En);
    insta::assert_snapshot!("human_en", human(&found, &texts, Human::default()));
}

#[test]
fn colours_are_escapes_only_when_asked_for() {
    let (found, texts) = findings(Language::Zh);
    assert!(!human(&found, &texts, Human::default()).contains('\u{1b}'));
    assert!(human(&found, &texts, Human { color: true, ..Human::default() }).contains('\u{1b}'));
}

#[test]
fn no_line_ends_in_blanks() {
    let (found, texts) = findings(Language::Zh);
    let text = human(&found, &texts, Human::default());
    assert!(text.lines().all(|line| line.trim_end() == line));
}

#[test]
fn beyond_the_limit_findings_are_counted_and_not_shown() {
    let texts = Texts::sample();
    let many = vec![present(&expired(), Severity::Warning, Language::Zh, &texts); 5];
    let text = human(&many, &texts, Human { limit: 2, ..Human::default() });
    assert_eq!(text.matches("E0580").count(), 2);
    assert!(text.ends_with("5 个警告（另有 3 条未显示）\n"), "{text}");
}

#[test]
fn a_log_line_names_file_line_and_column_in_characters() {
    let (found, texts) = findings(Language::Zh);
    let text = short(&found, &texts);
    let mut lines = text.lines();
    assert_eq!(lines.next(), Some("错误[E0501] 「matters」里没有 matters.toml"));
    assert_eq!(lines.next(), Some("甲.matter:3:3: 错误[E0580] 对「M042」的豁免已于 2026-06-30 到期"));
    assert_eq!(lines.next(), None);
}

#[test]
fn json_lines_carry_bytes_lines_fixes_and_the_case() {
    let (found, texts) = findings(Language::En);
    let text = json_lines(&found, &texts);
    let last: serde_json::Value = serde_json::from_str(text.lines().last().unwrap()).unwrap();
    assert_eq!(last["code"], "E0580");
    assert_eq!(last["name"], "waiver-expired");
    assert_eq!(last["file"], "甲.matter");
    // Two lines of Chinese text come before: 事项 停车位登记⏎ has 22 bytes, the next line 29, then two blanks.
    assert_eq!(last["start"], serde_json::json!({ "offset": 53, "line": 3, "column": 3 }));
    assert_eq!(last["fixes"][0]["certain"], true);
    assert_eq!(last["fixes"][0]["edits"][0]["text"], "");
    assert_eq!(last["related"][0]["file"], "乙.matter");
    assert!(last["example"]["test"].as_str().unwrap().starts_with("test 「case to be settled」:「居住证换、补领」"));
    let first: serde_json::Value = serde_json::from_str(text.lines().next().unwrap()).unwrap();
    assert!(first["file"].is_null() && first["start"].is_null());
}

#[test]
fn sarif_has_what_its_schema_demands() {
    let (found, texts) = findings(Language::Zh);
    let log: serde_json::Value = serde_json::from_str(&sarif(&found, &texts, "0.1.0", Language::Zh)).unwrap();
    assert_eq!(log["version"], "2.1.0");
    let runs = log["runs"].as_array().unwrap();
    assert_eq!(runs.len(), 1);
    let driver = &runs[0]["tool"]["driver"];
    assert_eq!(driver["name"], "matter");
    let rules = driver["rules"].as_array().unwrap();
    for result in runs[0]["results"].as_array().unwrap() {
        let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
        assert_eq!(rules[index]["id"], result["ruleId"]);
        assert!(["none", "note", "warning", "error"].contains(&result["level"].as_str().unwrap()));
        assert!(!result["message"]["text"].as_str().unwrap().is_empty());
        for location in
            result["locations"].as_array().into_iter().chain(result["relatedLocations"].as_array()).flatten()
        {
            let physical = &location["physicalLocation"];
            let uri = physical["artifactLocation"]["uri"].as_str().unwrap();
            assert!(uri.is_ascii() && !uri.contains(' '), "{uri}");
            let region = &physical["region"];
            assert!(region["startLine"].as_u64().unwrap() >= 1 && region["startColumn"].as_u64().unwrap() >= 1);
            assert!(region["endLine"].as_u64() >= region["startLine"].as_u64());
        }
        for fix in result["fixes"].as_array().into_iter().flatten() {
            let changes = fix["artifactChanges"].as_array().unwrap();
            assert!(!changes.is_empty());
            for replacement in changes.iter().flat_map(|change| change["replacements"].as_array().unwrap()) {
                assert!(replacement["deletedRegion"]["startLine"].as_u64().unwrap() >= 1);
            }
        }
    }
    assert_eq!(runs[0]["columnKind"], "unicodeCodePoints");
}

#[test]
fn places_inside_characters_and_behind_the_end_are_moved_to_a_boundary() {
    let lines = Lines::new(Arc::from("材料\r\n户口簿"));
    assert_eq!(lines.position(0), Position { line: 1, column: 1 });
    assert_eq!(lines.position(4), Position { line: 1, column: 2 });
    assert_eq!(lines.position(8), Position { line: 2, column: 1 });
    assert_eq!(lines.position(99), Position { line: 2, column: 4 });
}

#[test]
fn summary_counts_by_weight() {
    let texts = Texts::sample();
    let of = |severity| present(&expired(), severity, Language::En, &texts);
    let found = [of(Severity::Error), of(Severity::Warning), of(Severity::Warning)];
    assert_eq!(summary(&found, Language::En), "1 error, 2 warnings");
    assert_eq!(summary(&found, Language::Zh), "1 个错误，2 个警告");
}

#[test]
fn a_line_of_a_megabyte_is_named_and_not_shown() {
    let mut texts = Texts::sample();
    texts.put(
        "甲.matter",
        &format!("事项 停车位登记\n  类型：公共服务\n  豁免 M042 “沿用原文” 至 2026-06-30{}", "长".repeat(400_000)),
    );
    let found = [present(&expired(), Severity::Error, Language::Zh, &texts)];
    let text = human(&found, &texts, Human::default());
    assert!(text.len() < 1_000 && text.contains("甲.matter"), "{}", text.len());
}

#[test]
fn the_narrower_setting_wins_and_errors_of_the_language_stay_errors() {
    let mut lints = Lints::default();
    lints.set("waivers", LintLevel::Allow);
    assert_eq!(level(Code("E0584"), &lints), None);
    assert_eq!(level(Code("E0580"), &lints), Some(Severity::Error));
    lints.set("E0584", LintLevel::Deny);
    assert_eq!(level(Code("E0584"), &lints), Some(Severity::Error));
    lints.set("all", LintLevel::Warn);
    assert_eq!(level(Code("E0501"), &lints), Some(Severity::Error));
    lints.set("无此项", LintLevel::Warn);
    assert_eq!(lints.unknown().collect::<Vec<_>>(), ["无此项"]);
}

#[test]
fn an_unknown_code_still_shows_its_arguments() {
    let texts = Texts::sample();
    let odd = matter_core::diagnostic::Diagnostic::new(Code("E9999"), node("甲.matter", "停车位登记"))
        .with("found", Arg::Code("五天".into()));
    assert_eq!(present(&odd, Severity::Error, Language::Zh, &texts).message, "E9999; found = 「五天」");
}

proptest::proptest! {
    /// Spans may point inside characters, behind the end, or backwards: what comes out is ugly at worst, and the same each time.
    #[test]
    fn any_bytes_of_two_chinese_files_can_be_shown(spans in proptest::collection::vec((proptest::bool::ANY, 0_u32..160, 0_u32..160), 1..5)) {
        let texts = Texts::sample();
        let place = |(second, start, end): &(bool, u32, u32)| {
            let file = if *second { "乙.matter" } else { "甲.matter" };
            Place::File(file.into(), Span { start: *start, end: *end })
        };
        let first = Diagnostic::new(Code("E0580"), spans.first().map_or(Place::Project, place));
        let all = spans.iter().skip(1).fold(first, |finding, span| finding.label(place(span), "other"));
        let found = [present(&all, Severity::Error, Language::Zh, &texts)];
        let shown = human(&found, &texts, Human::default());
        proptest::prop_assert!(shown.contains("E0580"));
        proptest::prop_assert_eq!(&shown, &human(&found, &texts, Human::default()));
        for machine in [short(&found, &texts), json_lines(&found, &texts), sarif(&found, &texts, "0.1.0", Language::Zh)] {
            proptest::prop_assert!(machine.contains("E0580"));
        }
    }
}
