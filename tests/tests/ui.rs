//! Programs that are wrong in the ways that catalogues are wrong, each with what the proofs say of it, and programs that look alike and are
//! right.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use matter_checks::render::{Finding, Sources, present, short, sort};
use matter_checks::texts::{Language, default_severity};
use matter_core::Settings;
use matter_tests::compiled::compile;
use matter_tests::workspace::{Checked, Workspace};

fn programs(folder: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("ui").join(folder);
    let entries = std::fs::read_dir(folder).expect("a folder of programs");
    let paths = entries.map(|entry| entry.expect("a program").path());
    let mut paths: Vec<PathBuf> = paths.filter(|path| path.extension().is_some_and(|end| end == "matter")).collect();
    paths.sort();
    paths
}

/// Checks a program in a catalogue of 广东省 of its own.
fn check(workspace: &mut Workspace, path: &Path) -> Checked {
    set(workspace, path, TODAY);
    workspace.check()
}

const TODAY: &str = "2026-11-01";

fn set(workspace: &mut Workspace, path: &Path, as_of: &str) {
    let text = std::fs::read_to_string(path).expect("a program");
    let name = path.file_name().and_then(|name| name.to_str()).expect("a name");
    let settings = Settings { region: Some("440000".into()), as_of: as_of.parse().ok(), ..Settings::default() };
    workspace.set(settings, [(Arc::from(name), Arc::from(text))]);
}

/// Findings in one line each, every witness and every certain repair below its finding.
fn findings(checked: &Checked) -> String {
    let words = |finding| present(finding, default_severity(finding.code), Language::Zh, checked);
    let mut found: Vec<Finding> = checked.findings().iter().map(words).collect();
    sort(&mut found);
    let mut text = String::new();
    for finding in &found {
        text.push_str(&short(std::slice::from_ref(finding), checked));
        if let Some(example) = &finding.example {
            text.push_str(&format!("  例如 {}\n", example.words));
        }
        for edit in finding.repairs.iter().filter(|repair| repair.certain).flat_map(|repair| &repair.edits) {
            let source = checked.text(&edit.at.file).expect("a text");
            text.push_str(&format!("  可改 {} → {}\n", &source[edit.at.start..edit.at.end], edit.text));
        }
    }
    text
}

#[test]
fn each_classic_mistake_is_found_with_a_case() {
    let mut workspace = Workspace::new();
    for path in programs("bad") {
        let name = path.file_stem().and_then(|name| name.to_str()).expect("a name").to_owned();
        let found = findings(&check(&mut workspace, &path));
        assert!(!found.is_empty(), "{name}: nothing was found");
        insta::with_settings!({ prepend_module_to_snapshot => false, snapshot_path => "../ui/findings", omit_expression => true }, {
            insta::assert_snapshot!(name, found);
        });
    }
}

/// Each file holds a catalogue with those that it depends on, one below the other.
#[test]
fn what_a_catalogue_makes_of_the_matters_of_others_is_found_in_its_own_files() {
    let mut workspace = Workspace::new();
    let programs = programs("across");
    assert!(programs.len() > 8);
    for path in programs {
        let name = format!("across_{}", path.file_stem().expect("a name").to_string_lossy());
        let root = tempfile::tempdir().expect("a folder");
        unpack(&path, root.path());
        let found = findings(&workspace.check_folder(root.path())).replace(&root.path().display().to_string(), "…");
        insta::with_settings!({ prepend_module_to_snapshot => false, snapshot_path => "../ui/findings", omit_expression => true }, {
            insta::assert_snapshot!(name, found);
        });
    }
}

/// Writes the files of a program below a folder.
fn unpack(program: &Path, root: &Path) {
    let text = std::fs::read_to_string(program).expect("a program");
    for part in text.split("//- ").skip(1) {
        let (path, text) = part.split_once('\n').expect("a path and a text");
        let file = root.join(path);
        std::fs::create_dir_all(file.parent().expect("a folder")).expect("a folder");
        std::fs::write(file, text).expect("a file");
    }
}

#[test]
fn programs_that_only_look_wrong_are_left_alone() {
    let mut workspace = Workspace::new();
    let programs = programs("good");
    assert!(programs.len() > 10);
    for path in programs {
        let found = findings(&check(&mut workspace, &path));
        assert_eq!(found, "", "{}", path.display());
    }
}

/// Each folder holds an earlier release and what became of it; the second is checked against the first.
#[test]
fn what_a_release_asks_beyond_the_earlier_one_is_found() {
    let mut workspace = Workspace::new();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("ui/against");
    let entries =
        std::fs::read_dir(folder).expect("a folder of releases").map(|entry| entry.expect("a release").path());
    let mut folders: Vec<PathBuf> = entries.collect();
    folders.sort();
    assert!(folders.len() > 3);
    for folder in folders {
        set(&mut workspace, &folder.join("earlier.matter"), "2026-06-01");
        let earlier = compile(&workspace.analysis());
        set(&mut workspace, &folder.join("now.matter"), TODAY);
        let found = findings(&workspace.check_against(&earlier));
        let name = format!("against_{}", folder.file_name().expect("a name").to_string_lossy());
        insta::with_settings!({ prepend_module_to_snapshot => false, snapshot_path => "../ui/findings", omit_expression => true }, {
            insta::assert_snapshot!(name, found);
        });
    }
}
