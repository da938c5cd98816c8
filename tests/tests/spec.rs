//! The language reference is executed: every program of `tests/spec` is found to be what the page says of it, and its tests come out.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use matter_checks::render::{Sources, present, short};
use matter_checks::texts::{self, Language};
use matter_core::Settings;
use matter_core::diagnostic::{Diagnostic, Place, Severity};
use matter_syntax::keyword::{Class, Keyword};
use matter_syntax::tree::Face;
use matter_syntax::{format_file, parse_file};
use matter_tests::page::{Block, Claim, blocks};
use matter_tests::trials;
use matter_tests::workspace::{Checked, Workspace};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("spec")
}

/// Names and texts of the pages, sorted; `PAGE=03` reads those only whose names begin so.
fn pages() -> Vec<(String, String)> {
    let only = std::env::var("PAGE").unwrap_or_default();
    let entries = fs::read_dir(folder()).expect("tests/spec").map(|entry| entry.expect("an entry").path());
    let mut paths: Vec<PathBuf> = entries.filter(|path| path.extension().is_some_and(|end| end == "md")).collect();
    paths.sort();
    let named = paths.into_iter().map(|path| {
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        (name, fs::read_to_string(&path).expect("a page"))
    });
    named.filter(|(name, _)| name.starts_with(&only)).collect()
}

#[test]
fn every_program_of_the_reference_is_what_its_page_says() {
    let mut workspace = Workspace::new();
    let mut failures = Vec::new();
    let mut executed = 0;
    for (page, text) in pages() {
        for block in blocks(&text) {
            executed += 1;
            let found = if block.fragment { unread(&block) } else { difference(&mut workspace, &block) };
            failures
                .extend(found.into_iter().chain(reprinted(&block)).map(|why| format!("{page}:{}\n{why}", block.line)));
        }
    }
    assert!(executed > 0, "no programs");
    assert!(failures.is_empty(), "{} of {executed} programs\n\n{}", failures.len(), failures.join("\n\n"));
}

/// Syntax errors of a piece.
fn unread(block: &Block) -> Option<String> {
    let errors: Vec<String> = block
        .files
        .iter()
        .flat_map(|(_, text)| parse_file(text))
        .flat_map(|item| item.parse.errors)
        .map(|error| format!("{error:?}"))
        .collect();
    (!errors.is_empty()).then(|| errors.join("\n"))
}

/// What `matter fmt` would make of a block that claims to be canonical.
fn reprinted(block: &Block) -> Option<String> {
    let changed = block.files.iter().filter(|(path, _)| block.canonical && path.ends_with(".matter"));
    let printed = changed.filter_map(|(_, text)| {
        let printed = format_file(text, None).text;
        let changed: Vec<&str> = printed.lines().filter(|line| !text.lines().any(|old| old == *line)).collect();
        (printed != *text).then(|| format!("not canonical: {changed:#?}\n"))
    });
    printed.reduce(|all, one| all + &one)
}

/// How the findings and tests of a program differ from the claims in it.
fn difference(workspace: &mut Workspace, block: &Block) -> Option<String> {
    let root = tempfile::tempdir().expect("a folder");
    let checked = check(workspace, block, root.path());
    let weighty: Vec<&Diagnostic> = checked.findings().iter().filter(|finding| weight(finding)).collect();
    let mut found: BTreeSet<Claim> = weighty.iter().map(|finding| claim(&checked, finding, root.path())).collect();
    let mut words: Vec<String> = Vec::new();
    for finding in &weighty {
        let shown = present(finding, texts::default_severity(finding.code), Language::Zh, &checked);
        words.push(short(&[shown], &checked));
    }
    let broken = weighty.iter().any(|finding| texts::default_severity(finding.code) == Severity::Error);
    for (test, trial) in if broken { Vec::new() } else { trials::run(checked.analysis()) } {
        for line in trial.differences {
            let place = Place::Node(test.origin.item.clone(), line.node);
            found.insert(located(&checked, &place, "不通过", root.path()));
            words.push(format!("{}: {} / {}", test.name, line.expected, line.got));
        }
    }
    let claims = block.claims();
    let missing: Vec<_> = claims.difference(&found).collect();
    let extra: Vec<_> = found.difference(&claims).collect();
    let same = missing.is_empty() && extra.is_empty();
    (!same).then(|| format!("not found: {missing:?}\nnot said: {extra:?}\n{}", words.join("\n")))
}

fn weight(finding: &Diagnostic) -> bool {
    matches!(texts::default_severity(finding.code), Severity::Error | Severity::Warning)
}

/// A program with a manifest is a folder, as for `matter check`; all others are the catalogue of 龙岗区 on 2026-11-01.
fn check(workspace: &mut Workspace, block: &Block, root: &Path) -> Checked {
    if block.files.iter().any(|(path, _)| path == "matters.toml") {
        for (path, text) in &block.files {
            let file = root.join(path);
            fs::create_dir_all(file.parent().expect("a file in a folder")).expect("a folder");
            fs::write(file, text).expect("a file");
        }
        return workspace.check_folder(root);
    }
    let settings = Settings { region: Some("440307".into()), as_of: "2026-11-01".parse().ok(), ..Settings::default() };
    let sources = block.files.iter().map(|(path, text)| (Arc::from(path.as_str()), Arc::from(text.as_str())));
    workspace.set(settings, sources);
    workspace.check()
}

fn claim(checked: &Checked, finding: &Diagnostic, root: &Path) -> Claim {
    let place = &finding.labels.first().expect("a place").place;
    located(checked, place, finding.code.0, root)
}

/// The place as file of the block and line.
fn located(checked: &Checked, place: &Place, code: &str, root: &Path) -> Claim {
    let (file, start) = match checked.locate(place) {
        Some(located) => (located.file, located.start),
        None => (Arc::from(""), 0),
    };
    let text = checked.text(&file).unwrap_or_default();
    let line = text.get(..start).map_or(0, |before| before.matches('\n').count()) + 1;
    let root = root.display().to_string();
    let name = file.strip_prefix(&root).map_or(&*file, |rest| rest.trim_start_matches('/'));
    (name.to_owned(), line, code.to_owned())
}

#[test]
fn every_page_is_in_the_index_and_short() {
    let index = fs::read_to_string(folder().join("README.md")).expect("README.md");
    let generated = ["12-keywords.md", "tables.md"];
    for (page, text) in pages().iter().filter(|(page, _)| page != "README.md") {
        assert!(index.contains(&format!("]({page})")), "{page} is not in the index");
        assert!(generated.contains(&page.as_str()) || text.lines().count() <= 200, "{page} is too long");
    }
}

/// The words of the language as a page; written anew by `UPDATE_PAGES=1`.
#[test]
fn the_page_of_keywords_is_made_from_the_table() {
    let path = folder().join("12-keywords.md");
    let text = keywords();
    if std::env::var_os("UPDATE_PAGES").is_some() {
        fs::write(&path, &text).expect("the page");
    }
    let written = fs::read_to_string(&path).unwrap_or_default();
    assert!(written == text, "12-keywords.md is out of date: UPDATE_PAGES=1 cargo test -p matter-tests --test spec");
}

const CLASSES: [(Class, &str); 10] = [
    (Class::Item, "Items: open in the first column"),
    (Class::Section, "Sections: open with a colon, in the order in which the formatter writes them"),
    (Class::Clause, "Clauses: tails of a line"),
    (Class::Operator, "Operators of conditions"),
    (Class::Unit, "Units"),
    (Class::Level, "Levels"),
    (Class::Scope, "Scopes and relative places"),
    (Class::Event, "Events"),
    (Class::Form, "Forms of a material"),
    (Class::Word, "Other closed words"),
];

fn keywords() -> String {
    let mut page = String::from(
        "# Words\n\nMade from the keyword table by the test of these pages. *Also* are spellings that are read and that \
         the formatter replaces.\n",
    );
    for (class, title) in CLASSES {
        page.push_str(&format!("\n## {title}\n\n"));
        let section = class == Class::Section;
        page.push_str(if section { "| zh | en | also | in | meaning |\n" } else { "| zh | en | also | meaning |\n" });
        page.push_str(if section { "| --- | --- | --- | --- | --- |\n" } else { "| --- | --- | --- | --- |\n" });
        for keyword in Keyword::all().filter(|keyword| keyword.class() == class) {
            let also = keyword.also().join("、");
            let owners: Vec<&str> = keyword.section_of().iter().map(|item| item.text(Face::Zh)).collect();
            let owners = if section { format!(" {} |", owners.join("、")) } else { String::new() };
            let (zh, en, doc) = (keyword.text(Face::Zh), keyword.text(Face::En), keyword.doc(Face::En));
            page.push_str(&format!("| {zh} | {en} | {also} |{owners} {doc} |\n"));
        }
    }
    page
}
