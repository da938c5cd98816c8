//! `matters.toml` in an editor: keys, values, what they mean and where they lead.

use std::collections::BTreeMap;
use std::sync::Arc;

use matter_ide::{ActionKind, Completion, Day, Language, Lead, Neighbour, Profile, Settings, Snapshot};
use matter_project::{KEYS, parse_manifest};

use crate::common::fixture;

/// Asks at the mark of a manifest, in the catalogue that it makes.
fn at<T>(text: &str, question: impl FnOnce(&Snapshot, u32) -> T) -> T {
    in_language(text, Language::Zh, question)
}

fn in_language<T>(text: &str, language: Language, question: impl FnOnce(&Snapshot, u32) -> T) -> T {
    let (before, after) = text.split_once("⟦⟧").expect("a mark");
    let path: Arc<str> = "matters.toml".into();
    let text: Arc<str> = format!("{before}{after}").into();
    let (manifest, findings) = parse_manifest(&path, &text);
    let manifest = manifest.unwrap_or_default();
    let today: Day = "2026-11-02".parse().expect("a day");
    let mut desk = fixture("信息项 有车：是否\n").desk;
    desk.set_profile(Profile {
        settings: Settings { region: manifest.region.clone(), as_of: Some(today), ..Settings::default() },
        manifest_at: matter_ide::Places {
            region: manifest.region_at,
            lints: manifest.lints_at.clone(),
            dependencies: Vec::new(),
        },
        lints: matter_ide::Lints::from(&manifest.lints),
        today: Some(today),
        findings,
        language,
        manifests: BTreeMap::from([(path, text)]),
        ..Profile::default()
    });
    let offset = u32::try_from(before.len()).expect("short");
    desk.snapshot().ask(|snapshot| question(snapshot, offset)).expect("nobody writes")
}

fn neighbours() -> Vec<Neighbour> {
    vec![Neighbour { path: "../base".to_owned(), title: "深圳市目录".to_owned() }]
}

fn offered(text: &str) -> Vec<Completion> {
    at(text, |snapshot, offset| snapshot.manifest_completions("matters.toml", offset, &neighbours).0)
}

fn labels(text: &str) -> Vec<String> {
    offered(text).into_iter().map(|one| one.label).collect()
}

fn hover(text: &str) -> String {
    at(text, |snapshot, offset| snapshot.manifest_hover("matters.toml", offset))
        .map_or_else(String::new, |one| one.text)
}

fn lead(text: &str) -> Option<Lead> {
    at(text, |snapshot, offset| snapshot.manifest_lead("matters.toml", offset))
}

#[test]
fn keys_of_the_table_at_hand_are_offered_that_it_does_not_have_yet() {
    let found = labels("[catalogue]\nname = \"t\"\n⟦⟧\nversion = \"1\"\n");
    assert_eq!(found[..5], ["title", "language", "region", "edition", "as_of"]);
    assert_eq!(found[5..], ["[dependencies]", "[lints]", "[[target]]"]);
    assert_eq!(labels("[[target]]\nk⟦⟧\n[lints]\nall = \"warn\"\n"), ["kind", "path"]);
    assert_eq!(labels("[[target]]\nkind = \"json\"\n[[target]]\n⟦⟧")[..2], ["kind", "path"]);
    assert_eq!(labels("⟦⟧"), ["[catalogue]", "[dependencies]", "[lints]", "[[target]]"]);
    assert_eq!(labels("[⟦⟧"), ["catalogue", "dependencies", "lints", "target"]);
    assert_eq!(labels("[dependencies.base]\n⟦⟧"), ["path"]);
    assert_eq!(labels("[dependencies]\nbase = { ⟦⟧ }\n"), ["path"]);
    assert!(labels("[catalogue]\n# 备注 ⟦⟧\n").is_empty());
    let key = &offered("[catalogue]\nreg⟦⟧")[3];
    assert_eq!((&*key.label, &*key.insert, key.snippet), ("region", "region = \"$1\"", true));
    assert!(key.detail.starts_with("目录所在地的行政区划代码"), "{}", key.detail);
    let again = &offered("[catalogue]\nreg⟦⟧ = \"440307\"\n")[3];
    assert_eq!((&*again.insert, again.snippet), ("region", false));
}

#[test]
fn values_are_offered_for_the_key_at_hand() {
    assert_eq!(labels("[catalogue]\nlanguage = \"⟦⟧\"\n"), ["zh", "en"]);
    assert_eq!(labels("[lints]\nM042 = \"⟦⟧\"\n"), ["allow", "warn", "deny"]);
    assert_eq!(labels("[[target]]\nkind = \"⟦⟧\"\n"), ["sqlite", "json", "image", "postgresql", "mariadb"]);
    assert_eq!(labels("[catalogue]\nas_of = \"⟦⟧\"\n"), ["2026-11-02"]);
    assert_eq!(labels("[dependencies]\nbase = { path = \"⟦⟧\" }\n"), ["../base"]);
    assert_eq!(labels("[catalogue]\ntitle = \"⟦⟧\"\n"), Vec::<String>::new());
    assert!(labels("[catalogue]\nlanguage = \"zh\" ⟦⟧\n").is_empty());
    // Without quotation marks they are written with the value, and what stands there is replaced.
    let bare = &offered("[catalogue]\nlanguage = ⟦⟧\n")[1];
    assert_eq!(bare.insert, "\"en\"");
    let middle = &offered("[[target]]\nkind = \"js⟦⟧on\" # 结构\n")[0];
    assert_eq!((middle.at.end - middle.at.start, &*middle.insert), (4, "sqlite"));
}

#[test]
fn regions_are_found_by_code_name_and_sound() {
    for typed in ["440307", "龙岗区", "longgangqu", "lgq"] {
        let found = offered(&format!("[catalogue]\nregion = \"{typed}⟦⟧\"\n"));
        let one = found.iter().find(|one| one.label == "440307").unwrap_or_else(|| panic!("{typed}: {found:?}"));
        assert_eq!(one.detail, "广东省/深圳市/龙岗区");
        assert!(one.filter.contains("龙岗区"), "{}", one.filter);
    }
    assert_eq!(labels("[catalogue]\nregion = \"坂田⟦⟧\"\n")[0], "440307013", "a town has nine digits");
}

#[test]
fn settings_of_checks_are_offered_with_what_they_find() {
    let found = offered("[lints]\nE0401 = \"deny\"\n⟦⟧\n");
    let labels: Vec<&str> = found.iter().map(|one| &*one.label).collect();
    assert!(labels.contains(&"all") && labels.contains(&"materials") && labels.contains(&"M042"), "{labels:?}");
    assert!(!labels.contains(&"E0401"), "it has a setting already");
    let code = found.iter().find(|one| one.label == "M042").expect("M042");
    assert!(code.doc.starts_with("**M042** · "), "{}", code.doc);
    assert_eq!(code.insert, "M042 = \"$1\"");
}

#[test]
fn every_key_and_every_value_says_what_it_means() {
    for (language, said) in [(Language::Zh, "行政区划"), (Language::En, "6, 9 or 12 digits")] {
        let text = "[catalogue]\nre⟦⟧gion = \"440307\"\n";
        let found = in_language(text, language, |snapshot, offset| snapshot.manifest_hover("matters.toml", offset));
        assert!(found.expect("a hover").text.contains(said));
    }
    for key in KEYS.iter().filter(|key| !key.table.is_empty() && key.name != "*") {
        let (table, name) = (key.table.replace('*', "base"), key.name);
        let table = if table == "target" { "[target]".to_owned() } else { table };
        assert!(hover(&format!("[{table}]\n{name}⟦⟧ = \"\"\n")).starts_with(&format!("**{name}**")), "{table}.{name}");
        for value in key.values {
            let said = hover(&format!("[{table}]\n{name} = \"{value}⟦⟧\"\n"));
            assert!(said.starts_with(&format!("**{value}**\n\n")), "{name} = {value}: {said}");
        }
    }
    assert_eq!(hover("[catalogue]\nregion = \"4403⟦⟧07\"\n"), "**龙岗区** · 440307000000\n\n广东省/深圳市/龙岗区");
    assert!(hover("[lin⟦⟧ts]\n").starts_with("**[lints]**\n\n检查的轻重"));
    assert!(hover("[[tar⟦⟧get]]\n").contains("- `path` 写到哪里"));
    assert!(hover("[lints]\nM0⟦⟧42 = \"deny\"\n").starts_with("**M042** · "));
    assert!(hover("[lints]\nmater⟦⟧ials = \"warn\"\n").starts_with("**materials**\n\n这一类检查："));
    assert!(hover("[catalogue]\nversion⟦⟧ = \"1\"\n").ends_with("必须写。"));
    assert!(hover("[catalogue]\nedition⟦⟧ = \"2026\"\n").ends_with("不写：2026"));
    assert_eq!(hover("[catalogue]\nlanguage = \"zh\"  # 备⟦⟧注\n"), "");
}

#[test]
fn dependencies_targets_and_codes_lead_somewhere() {
    let base = Some(Lead::Catalogue("../base".to_owned()));
    assert_eq!(lead("[dependencies]\nbase = { path = \"../ba⟦⟧se\" }\n"), base);
    assert_eq!(lead("[dependencies]\nba⟦⟧se = { path = \"../base\" }\n"), base);
    assert_eq!(lead("[dependencies.ba⟦⟧se]\n# 深圳\npath = \"../base\"\n"), base);
    assert_eq!(lead("[dependencies.base]\npath = \"../base⟦⟧\"\n"), base);
    assert_eq!(lead("[[target]]\npath = \"out/t⟦⟧.json\"\n"), Some(Lead::File("out/t.json".to_owned())));
    assert_eq!(lead("[lints]\nM0⟦⟧42 = \"deny\"\n"), Some(Lead::Page("M042")));
    assert_eq!(lead("[catalogue]\nna⟦⟧me = \"t\"\n"), None);
}

#[test]
fn what_is_wrong_in_a_manifest_is_repaired_in_it() {
    let text = "[catalogue]\nname = \"t\"\ntit⟦⟧el = \"试\"\nversion = 1\n[lints]\nM0042 = \"deny\"\n";
    let found = at(text, |snapshot, offset| snapshot.actions("matters.toml", offset, offset));
    let repair = found.iter().find(|one| one.kind == ActionKind::Repair).expect("a repair");
    assert_eq!((repair.code, &*repair.edits[0].text), (Some("E0510"), "title"));
    let all = found.iter().find(|one| one.kind == ActionKind::RepairAll).expect("all repairs");
    let texts: Vec<&str> = all.edits.iter().map(|edit| &*edit.text).collect();
    assert_eq!(texts, ["title", "\"1\""], "the unknown code is only guessed at");
    assert!(found.iter().all(|one| one.kind != ActionKind::Rewrite), "{found:?}");
}
