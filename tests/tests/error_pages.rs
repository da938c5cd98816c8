//! Error pages are programs: the wrong example raises exactly the page's code, the right one nothing.

use std::fs;
use std::sync::Arc;

use matter_checks::explain::{self, Example};
use matter_checks::render::{Finding, present, short};
use matter_checks::texts::{self, Language};
use matter_core::Settings;
use matter_core::diagnostic::Severity;
use matter_project::parse_manifest;
use matter_tests::workspace::{Checked, Workspace, settings};

#[test]
fn wrong_examples_raise_their_code_and_right_ones_nothing() {
    let mut workspace = Workspace::new();
    let mut failures = Vec::new();
    let only = std::env::var("PAGE").ok();
    for (code, _) in texts::pages().iter().filter(|(code, _)| only.as_deref().is_none_or(|only| code.starts_with(only)))
    {
        let page = explain::page(code).expect("a page that is listed");
        for example in &page.examples {
            let checked = run(&mut workspace, code, example);
            let expected: Vec<&str> = if example.right { Vec::new() } else { vec![code] };
            if weighty(&checked, code) != expected {
                let which = if example.right { "right" } else { "wrong" };
                failures.push(format!("{code} {which}: {:?}\n{}", checked.codes(), shown(&checked)));
            }
        }
    }
    assert!(failures.is_empty(), "{} examples\n\n{}", failures.len(), failures.join("\n"));
}

/// Codes found, without mere information about other things: a material that is local on purpose is no finding of this page.
fn weighty(checked: &Checked, code: &str) -> Vec<&'static str> {
    let mut codes = checked.codes();
    codes.retain(|found| {
        let severity = texts::entry(found).map(|entry| entry.severity);
        *found == code || severity != Some(Severity::Information)
    });
    codes
}

/// Findings about folders and manifests need a folder; all others do without.
fn run(workspace: &mut Workspace, code: &str, example: &Example) -> Checked {
    if code.starts_with("E05") && !code.starts_with("E058") {
        let folder = tempfile::tempdir().expect("a folder");
        for (path, text) in &example.files {
            let file = folder.path().join(path);
            fs::create_dir_all(file.parent().expect("a file in a folder")).expect("a folder");
            // The notation of pages is text: `\xNN` stands for a byte that is none.
            let bytes = text.split("\\xFF").map(str::as_bytes).collect::<Vec<_>>().join(&0xFF);
            fs::write(file, bytes).expect("a file");
        }
        return workspace.check_folder(folder.path());
    }
    let manifest = example.files.iter().find(|(path, _)| path == "matters.toml");
    let settings = match manifest {
        Some((path, text)) => {
            let (manifest, found) = parse_manifest(&Arc::from(path.as_str()), text);
            assert!(found.is_empty(), "{code}: {found:?}");
            settings(&manifest.expect("a manifest"))
        }
        None => Settings { region: Some("440307".into()), as_of: "2026-11-01".parse().ok(), ..Settings::default() },
    };
    let sources = example.files.iter().filter(|(path, _)| path != "matters.toml");
    workspace.set(settings, sources.map(|(path, text)| (Arc::from(path.as_str()), Arc::from(text.as_str()))));
    workspace.check()
}

fn shown(checked: &Checked) -> String {
    let findings: Vec<Finding> = checked
        .findings()
        .iter()
        .map(|finding| present(finding, texts::default_severity(finding.code), Language::Zh, checked))
        .collect();
    short(&findings, checked)
}

#[test]
fn every_argument_of_a_text_is_supplied() {
    let mut workspace = Workspace::new();
    for (code, _) in texts::pages() {
        let page = explain::page(code).expect("a page that is listed");
        for example in page.examples.iter().filter(|example| !example.right) {
            let checked = run(&mut workspace, code, example);
            for language in [Language::Zh, Language::En] {
                for finding in checked.findings() {
                    let finding = present(finding, texts::default_severity(finding.code), language, &checked);
                    assert!(!finding.message.contains('…'), "{}: {}", finding.code, finding.message);
                    assert!(texts::entry(finding.code).is_some(), "{} has no words", finding.code);
                }
            }
        }
    }
}
