//! Error pages are programs: the wrong example raises exactly the page's code, the right one nothing.

use std::collections::BTreeSet;
use std::fs;
use std::sync::Arc;

use matter_checks::explain::{self, Example};
use matter_checks::render::{Finding, present, short, sort};
use matter_checks::texts::{self, Language};
use matter_core::Settings;
use matter_core::diagnostic::{Arg, Diagnostic, Severity};
use matter_project::parse_manifest;
use matter_tests::compiled::compile;
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

/// Findings about folders and manifests need a folder, and so do several catalogues; all others do without.
fn run(workspace: &mut Workspace, code: &str, example: &Example) -> Checked {
    let manifests = example.files.iter().filter(|(path, _)| path.ends_with("matters.toml")).count();
    if (code.starts_with("E05") && !code.starts_with("E058")) || manifests > 1 {
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
    let sources = |earlier: bool| {
        let files = example.files.iter().filter(move |(path, _)| path.starts_with(EARLIER) == earlier);
        let files = files.filter(|(path, _)| path != "matters.toml");
        files.map(|(path, text)| (Arc::from(path.trim_start_matches(EARLIER)), Arc::from(text.as_str())))
    };
    if sources(true).next().is_none() {
        workspace.set(settings, sources(false));
        return workspace.check();
    }
    workspace.set(Settings { as_of: "2026-06-01".parse().ok(), ..settings.clone() }, sources(true));
    let earlier = compile(&workspace.analysis());
    workspace.set(settings, sources(false));
    workspace.check_against(&earlier)
}

/// Files of an earlier release, which the others are checked against.
const EARLIER: &str = "earlier/";

fn shown(checked: &Checked) -> String {
    short(&worded(checked, Language::Zh), checked)
}

fn worded(checked: &Checked, language: Language) -> Vec<Finding> {
    let word = |finding| present(finding, texts::default_severity(finding.code), language, checked);
    let mut findings: Vec<Finding> = checked.findings().iter().map(word).collect();
    sort(&mut findings);
    findings
}

/// What an officer reads for each wrong example, in both languages: one line, its notes and repairs.
#[test]
fn findings_of_all_pages_in_words() {
    let mut workspace = Workspace::new();
    for (language, name) in [(Language::Zh, "pages_zh"), (Language::En, "pages_en")] {
        let mut text = String::new();
        for (code, _) in texts::pages() {
            let page = explain::page(code).expect("a page that is listed");
            for example in page.examples.iter().filter(|example| !example.right) {
                let checked = run(&mut workspace, code, example);
                for finding in worded(&checked, language).iter().filter(|finding| finding.code == *code) {
                    text.push_str(&format!("{} {}\n", finding.code, finding.sentence()));
                    let notes = finding.notes.iter().map(|note| format!("    = {note}\n"));
                    let fixes = finding.repairs.iter().map(|fix| format!("    > {}\n", fix.title));
                    let case = finding.example.iter().map(|example| format!("    : {}\n", example.words));
                    text.extend(notes.chain(fixes).chain(case));
                }
            }
        }
        insta::assert_snapshot!(name, without_folder(&text));
    }
}

/// Folders of the tests differ from run to run.
fn without_folder(text: &str) -> String {
    let temporary = std::env::temp_dir().display().to_string();
    let mut pieces = text.split(&temporary);
    let first = pieces.next().unwrap_or_default().to_owned();
    pieces.fold(first, |text, piece| {
        let rest = piece.strip_prefix('/').and_then(|rest| rest.find(['/', '」', '`']).map(|at| &rest[at..]));
        text + "…" + rest.unwrap_or(piece)
    })
}

#[test]
fn every_argument_of_a_text_is_supplied() {
    let mut workspace = Workspace::new();
    for (code, _) in texts::pages() {
        let page = explain::page(code).expect("a page that is listed");
        for example in page.examples.iter().filter(|example| !example.right) {
            let checked = run(&mut workspace, code, example);
            for finding in checked.findings() {
                supplied(finding);
            }
        }
    }
}

/// The message's placeholders are arguments of the finding; a label may have some of its own. Notes without theirs are left out.
fn supplied(finding: &Diagnostic) {
    let entry = texts::entry(finding.code.0).unwrap_or_else(|| panic!("{} has no words", finding.code.0));
    let has = |args: &[(&str, Arg)], name: &str| args.iter().any(|(key, _)| *key == name);
    for name in texts::placeholders(&entry.zh) {
        assert!(has(&finding.args, name), "{}: {name} is not supplied", finding.code.0);
    }
    for label in &finding.labels {
        let text = texts::label(Some(entry), label.role);
        assert!(text.is_some() || label.role.is_empty(), "{}: the role {} has no words", finding.code.0, label.role);
        for name in text.into_iter().flat_map(|text| texts::placeholders(&text.zh)) {
            assert!(has(&finding.args, name) || has(&label.args, name), "{}: {name} is not supplied", finding.code.0);
        }
    }
    for fix in &finding.fixes {
        assert!(
            texts::fix(Some(entry), fix.title).is_some(),
            "{}: the repair {} has no title",
            finding.code.0,
            fix.title
        );
    }
}

/// Sources of the crates that raise findings, with the repository's paths.
fn sources() -> Vec<(String, String)> {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../compiler");
    let mut open: Vec<_> =
        ["core", "checks", "emit", "project", "syntax"].iter().map(|name| root.join(name).join("src")).collect();
    let mut found = Vec::new();
    while let Some(path) = open.pop() {
        if path.is_dir() {
            open.extend(fs::read_dir(&path).expect("a folder").map(|entry| entry.expect("an entry").path()));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push((path.display().to_string(), fs::read_to_string(&path).expect("a source")));
        }
    }
    found
}

/// What stands between a mark and the next quotation mark, wherever the mark is found.
fn quoted<'a>(text: &'a str, mark: &'a str) -> impl Iterator<Item = &'a str> {
    text.split(mark).skip(1).filter_map(|rest| rest.split_once('"')).map(|(inside, _)| inside)
}

#[test]
fn every_code_that_is_raised_has_words_and_every_word_a_code() {
    let raised: BTreeSet<String> = sources()
        .iter()
        .flat_map(|(_, text)| quoted(text, "Code(\"").map(str::to_owned).collect::<Vec<_>>())
        .chain(matter_syntax::Problem::ALL.iter().map(|(code, _)| (*code).to_owned()))
        .collect();
    let worded: BTreeSet<String> = texts::entries().map(|(code, _)| code.to_owned()).collect();
    assert_eq!(raised.difference(&worded).collect::<Vec<_>>(), Vec::<&String>::new(), "without words");
    assert_eq!(worded.difference(&raised).collect::<Vec<_>>(), Vec::<&String>::new(), "never raised");
    for (code, name) in matter_syntax::Problem::ALL {
        assert_eq!(texts::entry(code).map(|entry| entry.name.as_str()), Some(*name), "{code}");
    }
}

#[test]
fn every_role_that_is_named_has_words() {
    for (path, text) in sources() {
        for kind in ["expected-", "wanted-"] {
            for rest in quoted(&text, &format!("\"{kind}")) {
                let role = format!("{kind}{rest}");
                let known = texts::label(None, &role).is_some() || texts::phrase(&role).is_some();
                assert!(known, "{path}: {role}");
            }
        }
        for title in quoted(&text, ".replacement(\"") {
            assert!(texts::fix(None, title).is_some(), "{path}: {title}");
        }
    }
}

/// Codes that no program on a page can raise, with the reason.
const WITHOUT_PAGE: &[(&str, &str)] = &[
    ("E0107", "the parser reads an indented item keyword as part of the section above"),
    ("E0247", "needs a condition that unfolds into thousands of parts"),
    ("E0315", "the parser reports the same as E0109"),
    ("E0337", "the parser reports the same as E0115"),
    ("E0470", "needs a condition of hundreds of rows"),
    ("E0471", "needs a matter of thousands of rows"),
    ("E0472", "needs a condition that passes the budget"),
    ("E0490", "needs a condition that passes the budget"),
    ("E0505", "needs a file without permissions"),
    ("M008", "the library's regions have no periods"),
];

#[test]
fn every_code_has_a_page() {
    let pages: BTreeSet<&str> = texts::pages().iter().map(|(code, _)| *code).collect();
    let without: Vec<&str> = texts::entries().map(|(code, _)| code).filter(|code| !pages.contains(code)).collect();
    let expected: Vec<&str> = WITHOUT_PAGE.iter().map(|(code, _)| *code).collect();
    assert_eq!(without, expected);
}
