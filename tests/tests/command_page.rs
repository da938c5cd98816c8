//! The pages of the command line are executed: each command prints what they say, and they leave no command out.

use std::fs;
use std::path::{Path, PathBuf};

use matter_tests::binary::{matter, run};

fn pages() -> [PathBuf; 3] {
    ["13-command-line.md", "15-releases.md", "17-between-releases.md"]
        .map(|page| Path::new(env!("CARGO_MANIFEST_DIR")).join("spec").join(page))
}

#[test]
fn every_command_of_the_pages_prints_what_the_pages_say() {
    let cases = trycmd::TestCases::new();
    cases.register_bin("matter", matter().as_path());
    for page in pages() {
        cases.case(page);
    }
}

/// Lines of a help page that begin with two blanks and a word: commands, or options that stand alone.
fn commands(help: &str) -> impl Iterator<Item = &str> {
    let listed = help.split("Commands:").nth(1).and_then(|rest| rest.split("Options:").next()).unwrap_or_default();
    let names = listed.lines().filter_map(|line| line.strip_prefix("  ")?.split(' ').next());
    names.filter(|name| !name.is_empty() && *name != "help")
}

fn options(help: &str) -> impl Iterator<Item = &str> {
    let words = help.split(|c: char| !(c.is_ascii_lowercase() || c == '-'));
    words.filter(|word| word.starts_with("--") && word.len() > 2)
}

#[test]
fn the_pages_name_every_command_and_every_option() {
    let page: String = pages().iter().map(|page| fs::read_to_string(page).expect("a page")).collect();
    let text = |output: std::process::Output| String::from_utf8(output.stdout).expect("UTF-8");
    let help = text(run(&["--help"]));
    let found: Vec<&str> = commands(&help).collect();
    assert!(found.len() > 10, "{found:?}");
    for command in found {
        assert!(page.contains(&format!("`matter {command}")), "no page tells of `matter {command}`");
        let help = text(run(&[command, "--help"]));
        for option in options(&help).filter(|option| !["--help", "--version"].contains(option)) {
            assert!(page.contains(option), "no page tells of {option} of `matter {command}`");
        }
    }
}
