//! What is wrong with a `matters.toml` is said in the reader's language, at its place, with what to write instead.

use std::fmt::Write as _;
use std::fs;
use std::sync::Arc;

use matter_checks::render::{Located, Sources, present, short};
use matter_checks::texts::{self, Language};
use matter_core::diagnostic::{Arg, Diagnostic, Place};
use matter_project::{KEYS, parse_manifest};
use matter_tests::binary::run;
use proptest::prelude::*;

const RIGHT: &str = "[catalogue]\nname = \"t\"\ntitle = \"试\"\nversion = \"1\"\nas_of = \"2026-11-01\"\n\
    [lints]\nM092 = \"deny\"\n[dependencies]\nbase = { path = \"../base\" }\n[[target]]\nkind = \"json\"\npath = \"out/t.json\"\n";

/// What is written instead of which piece of [`RIGHT`].
const WRONG: &[(&str, &str)] = &[
    ("title = \"试\"", "title ＝ “试”"),
    ("title = \"试\"", "title：“试”"),
    ("title = \"试\"", "title: \"试\""),
    ("title = \"试\"", "title = 试"),
    ("title = \"试\"", "title = \"试"),
    ("title = \"试\"", "title ="),
    ("title = \"试\"", "title"),
    ("title = \"试\"", "标题 = \"试\""),
    ("title = \"试\"", "titel = \"试\""),
    ("title = \"试\"", "title = \"试\"\ntitle = \"又试\""),
    ("title = \"试\"", ""),
    ("[catalogue]", "[catalogue"),
    ("[catalogue]", "[catalog]"),
    ("[catalogue]", ""),
    ("[lints]", "[lint]"),
    ("[[target]]", "[target]"),
    ("version = \"1\"", "version = 1"),
    ("version = \"1\"", "version = 01"),
    ("version = \"1\"", "version = \"1\"\nlanguage = \"zhh\""),
    ("version = \"1\"", "version = \"1\"\nregion = \"4403\""),
    ("version = \"1\"", "version = \"1\"\nregion = 440307"),
    ("as_of = \"2026-11-01\"", "as_of = 2026-11-01"),
    ("as_of = \"2026-11-01\"", "as_of = \"2026年11月1日\""),
    ("as_of = \"2026-11-01\"", "as_of = \"2026-02-30\""),
    ("\"deny\"", "\"error\""),
    ("\"deny\"", "\"denied\""),
    ("{ path = \"../base\" }", "\"../base\""),
    ("{ path = \"../base\" }", "{ path = \"../base\""),
    ("{ path = \"../base\" }", "{ folder = \"../base\" }"),
    ("\"../base\"", "\"..\\base\""),
    ("kind = \"json\"", "kind = \"sqllite\""),
    ("kind = \"json\"\n", ""),
];

/// The manifest as the only text.
struct Alone(Arc<str>);

impl Sources for Alone {
    fn locate(&self, place: &Place) -> Option<Located> {
        let Place::File(file, span) = place else { return None };
        Some(Located { file: Arc::clone(file), start: span.start as usize, end: span.end as usize })
    }

    fn text(&self, _: &str) -> Option<Arc<str>> {
        Some(Arc::clone(&self.0))
    }
}

#[test]
fn every_mistake_in_a_manifest_is_said_in_words_of_both_languages() {
    for (language, name) in [(Language::Zh, "manifest_zh"), (Language::En, "manifest_en")] {
        let mut said = String::new();
        for (right, wrong) in WRONG {
            assert_eq!(RIGHT.matches(right).count(), 1, "{right}");
            let text: Arc<str> = RIGHT.replacen(right, wrong, 1).into();
            let (_, found) = parse_manifest(&"matters.toml".into(), &text);
            assert!(!found.is_empty(), "{wrong}");
            let sources = Alone(text);
            let _ = writeln!(said, "# {right} → {wrong}");
            for finding in found.iter().map(|one| present(one, texts::default_severity(one.code), language, &sources)) {
                said.push_str(&short(std::slice::from_ref(&finding), &sources));
                said.extend(finding.notes.iter().map(|note| format!("    = {note}\n")));
                for repair in &finding.repairs {
                    let edits: Vec<_> =
                        repair.edits.iter().map(|edit| (&sources.0[edit.at.bytes()], &edit.text)).collect();
                    let _ = writeln!(said, "    > {} {edits:?}", repair.title);
                }
            }
            said.push('\n');
        }
        insta::assert_snapshot!(name, said);
    }
}

/// What only the library's tables and the disk show has its place in the manifest, too.
#[test]
fn unknown_codes_and_missing_folders_are_shown_where_the_manifest_names_them() {
    let folder = tempfile::tempdir().expect("a folder");
    let text = RIGHT.replace("M092", "M0922");
    fs::write(folder.path().join("matters.toml"), text).expect("a file");
    let said = |language: &str| {
        let words = ["--lang", language, "check", "--format", "short"];
        let words = words.iter().map(std::ffi::OsStr::new).chain([folder.path().as_os_str()]);
        let output = run(&words.collect::<Vec<_>>());
        [output.stdout, output.stderr].map(|bytes| String::from_utf8(bytes).expect("UTF-8")).concat()
    };
    let (zh, en) = (said("zh"), said("en"));
    assert!(zh.contains("matters.toml:7:1: 警告[E0508] [lints] 里的「M0922」不是检查的编号"), "{zh}");
    assert!(zh.contains("matters.toml:9:17: 错误[E0501] "), "{zh}");
    assert!(en.contains("matters.toml:7:1: warning[E0508] expected a code"), "{en}");
}

#[test]
fn a_right_manifest_has_no_findings() {
    let (manifest, found) = parse_manifest(&"matters.toml".into(), RIGHT);
    assert_eq!(found, []);
    let manifest = manifest.expect("a manifest");
    assert_eq!((&*manifest.name, &*manifest.title, &*manifest.version), ("t", "试", "1"));
    assert_eq!((manifest.lints.len(), manifest.dependencies.len(), manifest.targets.len()), (1, 1, 1));
}

/// What an editor says of a key is what the reference says of it.
#[test]
fn the_reference_and_the_help_say_the_same_of_every_key() {
    let page = include_str!("../spec/02-catalogue.md");
    let rows = page.lines().filter_map(|line| line.strip_prefix("| `")?.strip_suffix(" |"));
    let rows: Vec<Vec<&str>> = rows.map(|row| row.split(" | ").collect()).collect();
    let says = |key: &str| texts::phrase(key).map(|phrase| phrase.en.clone());
    let mut told = 0;
    for key in KEYS.iter().filter(|key| !key.table.is_empty() || key.name == "target") {
        let (shown, full) = match (key.table, key.name) {
            ("", name) => (name.to_owned(), name.to_owned()),
            ("dependencies", name) => ("dependencies.<name>".to_owned(), format!("dependencies.{name}")),
            ("dependencies.*", name) => (format!("dependencies.<name>.{name}"), format!("dependencies.*.{name}")),
            ("lints", name) => ("lints.<code, family or all>".to_owned(), format!("lints.{name}")),
            ("target", name) => (format!("target[].{name}"), format!("target.{name}")),
            (table, name) => (format!("{table}.{name}"), format!("{table}.{name}")),
        };
        let row = rows.iter().find(|row| row[0] == format!("{shown}`")).unwrap_or_else(|| panic!("no row for {shown}"));
        let meaning = says(&format!("key:{full}")).unwrap_or_else(|| panic!("no words for {full}"));
        let values: Vec<String> = key.values.iter().map(|value| format!("`{value}`")).collect();
        assert!(
            row[1] == meaning || row[1] == format!("{meaning}: {}", values.join(", ")),
            "{shown}: {} / {meaning}",
            row[1]
        );
        assert!(values.iter().all(|value| row[1].contains(value.as_str())), "{shown}: {values:?}");
        let without = says(&format!("key:{full}?")).unwrap_or_else(|| "an error".to_owned());
        assert_eq!((row[2], key.required), (without.as_str(), without == "an error"), "{shown}");
        for value in key.values {
            assert!(says(&format!("key:{full}={value}")).is_some(), "{full} = {value} has no words");
        }
        told += 1;
    }
    assert_eq!(told, rows.len(), "a row tells of a key that there is not");
}

/// Places lie in the text, and every argument that is a key of a phrase has its words.
fn is_well_said(text: &str, finding: &Diagnostic) {
    let entry = texts::entry(finding.code.0).expect("a code with words");
    for name in texts::placeholders(&entry.zh).chain(texts::placeholders(&entry.en)) {
        assert!(finding.args.iter().any(|(own, _)| *own == name), "{}: {name}", finding.code.0);
    }
    for (name, arg) in &finding.args {
        if let Arg::Plain(key) = arg {
            assert!(texts::phrase(key).is_some(), "{name}: {key} has no words");
        }
    }
    let edits = finding.fixes.iter().flat_map(|fix| &fix.edits).map(|edit| &edit.place);
    for place in finding.labels.iter().map(|label| &label.place).chain(edits) {
        let Place::File(_, span) = place else { panic!("{place:?}") };
        assert!(text.get(span.start as usize..span.end as usize).is_some(), "{span:?} in {text:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_stands_in_a_manifest_is_said_in_words_of_our_own(
        at in any::<prop::sample::Index>(),
        end in any::<prop::sample::Index>(),
        typed in "[\\[\\]{}=.,#\"'\\\\\n a0_１：＝“”，、名-]{0,4}",
    ) {
        let ends: Vec<usize> = RIGHT.char_indices().map(|(at, _)| at).chain([RIGHT.len()]).collect();
        let (a, b) = (*at.get(&ends), *end.get(&ends));
        let near = a + (b % 4);
        let near = if RIGHT.is_char_boundary(near) && near <= RIGHT.len() { near } else { a };
        let text = format!("{}{typed}{}", &RIGHT[..a], &RIGHT[near..]);
        let path: Arc<str> = "matters.toml".into();
        let (manifest, found) = parse_manifest(&path, &text);
        prop_assert!(manifest.is_some() || !found.is_empty(), "{text}");
        found.iter().for_each(|finding| is_well_said(&text, finding));
    }
}
