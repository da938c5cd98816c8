//! House rules as tests: arrows between crates, file headers and sizes, words that must not appear, documents that must name what exists.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// External crates that only these crates may name.
const KEPT_IN: &[(&str, &[&str])] = &[
    ("salsa", &["matter-core"]),
    ("pest", &["matter-syntax"]),
    ("pest_derive", &["matter-syntax"]),
    ("ariadne", &["matter-checks"]),
    ("rusqlite", &["matter-emit", "matter-tests"]),
    ("tower-lsp-server", &["matter-server"]),
    ("axum", &["matter-serve"]),
    ("hyper", &["matter-serve"]),
];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the tests crate lies in the workspace").to_path_buf()
}

fn packages() -> Vec<serde_json::Value> {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--no-deps", "--format-version", "1", "--offline"])
        .current_dir(root())
        .output()
        .expect("cargo metadata runs");
    let metadata: serde_json::Value = serde_json::from_slice(&output.stdout).expect("cargo metadata prints JSON");
    metadata["packages"].as_array().expect("packages").clone()
}

fn dependencies(package: &serde_json::Value) -> Vec<String> {
    let all = package["dependencies"].as_array().expect("dependencies").iter();
    all.filter(|dependency| dependency["kind"].is_null())
        .map(|dependency| dependency["name"].as_str().expect("a name").to_owned())
        .collect()
}

/// Tracked and untracked files that git does not ignore, with one of these endings.
fn files(endings: &[&str]) -> Vec<PathBuf> {
    let output = Command::new("git")
        .args(["ls-files", "--cached", "--others", "--exclude-standard"])
        .current_dir(root())
        .output()
        .expect("git lists files");
    let text = String::from_utf8(output.stdout).expect("paths are UTF-8");
    let ends = |line: &&str| endings.iter().any(|ending| line.ends_with(ending));
    text.lines().filter(ends).map(|line| root().join(line)).filter(|path| path.exists()).collect()
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The arrows of ARCHITECTURE.md: a crate's short name, and the short names that it may depend on.
fn arrows() -> BTreeMap<String, BTreeSet<String>> {
    let page = read(&root().join("ARCHITECTURE.md"));
    let block = page.split("```arrows\n").nth(1).and_then(|rest| rest.split("```").next()).expect("a block of arrows");
    let line = |line: &str| {
        let (name, to) = line.split_once(['→', '—']).unwrap_or_else(|| panic!("no arrow: {line}"));
        let to = to.split(',').map(|name| name.trim().to_owned()).filter(|name| !name.is_empty());
        (name.trim().to_owned(), to.collect())
    };
    block.lines().map(line).collect()
}

#[test]
fn crates_depend_exactly_along_the_arrows() {
    let mut arrows = arrows();
    for package in packages() {
        let name = package["name"].as_str().expect("a name");
        let dependencies = dependencies(&package);
        let inside: BTreeSet<String> = dependencies
            .iter()
            .filter_map(|dependency| dependency.strip_prefix("matter-"))
            .map(str::to_owned)
            .collect();
        assert!(!inside.contains("tests"), "{name} depends on the tests crate");
        // The command line and the tests may name everything.
        if !["matter", "matter-tests"].contains(&name) {
            let allowed = arrows.remove(name.trim_start_matches("matter-"));
            assert_eq!(Some(inside), allowed, "{name}: ARCHITECTURE.md says otherwise");
        }
        for (external, homes) in KEPT_IN {
            let named = dependencies.iter().any(|dependency| dependency == external);
            assert!(!named || homes.contains(&name), "{name} names {external}, which belongs to {homes:?}");
        }
    }
    assert!(arrows.is_empty(), "ARCHITECTURE.md names crates that do not exist: {arrows:?}");
}

#[test]
fn no_floating_point_where_answers_are_computed() {
    let homes = ["compiler/runtime/src/", "compiler/decide/src/"];
    for path in files(&[".rs"]) {
        let inside = path.strip_prefix(root()).expect("below the root").to_string_lossy().into_owned();
        let text = read(&path);
        let found = text.split(|c: char| !c.is_alphanumeric()).find(|word| ["f32", "f64"].contains(word));
        assert!(found.is_none() || !homes.iter().any(|home| inside.starts_with(home)), "{inside} names {found:?}");
    }
}

#[test]
fn every_source_file_says_what_it_is_and_stays_small() {
    for path in files(&[".rs"]) {
        let text = read(&path);
        assert!(text.starts_with("//!"), "{} does not open with `//!`", path.display());
        let generated = text.lines().take(5).any(|line| line.contains("Generated"));
        let lines = text.lines().count();
        assert!(generated || lines <= 600, "{} has {lines} lines; more than 600 are two ideas", path.display());
    }
}

#[test]
fn no_orphan_notes_are_left_in_sources() {
    let marks = ["TO".to_owned() + "DO", "FIX".to_owned() + "ME", "XX".to_owned() + "X"];
    for path in files(&[".rs", ".ts", ".pest", ".py", ".matter"]) {
        for (number, line) in read(&path).lines().enumerate() {
            for mark in &marks {
                let bare = line.contains(mark.as_str()) && !line.contains(&format!("{mark}(#"));
                assert!(!bare, "{}:{} has a note without an issue", path.display(), number + 1);
            }
        }
    }
}

#[test]
fn only_the_outer_crates_touch_files_clock_and_environment() {
    let inner = ["runtime", "answers", "decide", "compare", "syntax", "core", "checks"];
    for path in files(&[".rs"]) {
        let inside = path.strip_prefix(root()).expect("below the root").to_string_lossy().replace('\\', "/");
        if !inner.iter().any(|name| inside.starts_with(&format!("compiler/{name}/src/"))) {
            continue;
        }
        for word in ["std::fs", "std::env", "SystemTime", "std::net", "std::process"] {
            assert!(!read(&path).contains(word), "{inside} names {word}");
        }
    }
}

#[test]
fn unsafe_is_forbidden_outside_the_c_interface() {
    // The tests may panic and so have lints of their own; the C interface needs `unsafe` at its border.
    let own = ["matter-ffi", "matter-tests"];
    for path in files(&["Cargo.toml"]) {
        let text = read(&path);
        let excepted = own.iter().any(|name| text.contains(&format!("name = \"{name}\"")));
        if text.contains("[package]") && !excepted {
            assert!(
                text.contains("[lints]\nworkspace = true"),
                "{} does not take the workspace's lints",
                path.display()
            );
        }
    }
}

#[test]
fn the_architecture_page_names_every_crate_and_folder() {
    let page = read(&root().join("ARCHITECTURE.md"));
    assert!(page.lines().count() <= 250, "ARCHITECTURE.md is longer than 250 lines");
    for package in packages() {
        let name = package["name"].as_str().expect("a name");
        assert!(page.contains(&format!("`{name}`")), "ARCHITECTURE.md does not name `{name}`");
    }
    for folder in ["compiler", "lsp", "stdlib", "matters", "tests", "editors"] {
        assert!(page.contains(&format!("{folder}/")), "ARCHITECTURE.md does not name {folder}/");
        assert!(root().join(folder).is_dir(), "{folder}/ is missing");
    }
}

#[test]
fn the_runtime_links_no_compiler() {
    let output = Command::new(env!("CARGO"))
        .args(["tree", "-p", "matter-runtime", "-e", "normal", "--prefix", "none", "--offline"])
        .current_dir(root())
        .output()
        .expect("cargo tree runs");
    let tree = String::from_utf8(output.stdout).expect("UTF-8");
    assert!(tree.contains("matter-runtime"), "{tree}");
    for word in ["pest", "salsa", "ariadne", "toml", "matter-core", "matter-syntax"] {
        assert!(!tree.lines().any(|line| line.starts_with(&format!("{word} "))), "the runtime links {word}");
    }
}
