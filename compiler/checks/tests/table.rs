//! The table of diagnostics is complete, bilingual and of one style.

use std::collections::{BTreeMap, BTreeSet};

use matter_checks::texts::{self, Bilingual, Language, placeholders};
use matter_checks::{explain, rules, waivers};

fn all_texts() -> Vec<(&'static str, Bilingual)> {
    let mut all = Vec::new();
    for (code, entry) in texts::entries() {
        all.push((code, Bilingual { zh: entry.zh.clone(), en: entry.en.clone() }));
        all.extend(
            entry.labels.values().chain(&entry.notes).chain(entry.fixes.values()).map(|text| (code, text.clone())),
        );
    }
    all
}

#[test]
fn every_file_of_texts_is_read() {
    let mut expected = 0;
    for (family, text) in texts::sources() {
        let parsed: Result<BTreeMap<String, texts::Entry>, _> = toml::from_str(text);
        assert!(parsed.is_ok(), "{family}: {}", parsed.unwrap_err());
        expected += parsed.unwrap().len();
    }
    assert_eq!(texts::entries().count(), expected, "a code stands in two files");
    assert!(texts::shared().count() > 50, "the shared texts are not read");
}

#[test]
fn both_languages_use_the_same_arguments() {
    for (code, text) in all_texts() {
        let names = |template| placeholders(template).map(str::to_owned).collect::<BTreeSet<_>>();
        assert_eq!(names(&text.zh), names(&text.en), "{code}: {}", text.zh);
    }
}

#[test]
fn english_is_lower_case_and_no_text_ends_in_a_full_stop() {
    for (code, text) in all_texts() {
        assert!(
            !text.en.starts_with(|first: char| first.is_ascii_uppercase() && !text.en.starts_with("UTF")),
            "{code}: {}",
            text.en
        );
        assert!(!text.en.ends_with('.') && !text.zh.ends_with('。'), "{code}: {}", text.en);
        assert!(text.zh.chars().any(|letter| letter >= '\u{4e00}') || text.zh.starts_with('{'), "{code}: {}", text.zh);
        assert!(
            !text.en.chars().any(|letter| "，；：".contains(letter)) || text.en.contains('`'),
            "{code}: {}",
            text.en
        );
        assert!(!text.zh.contains([',', ';']), "{code}: half-width punctuation in {}", text.zh);
    }
}

#[test]
fn names_are_kebab_case_and_unique() {
    let mut seen = BTreeSet::new();
    for (code, entry) in texts::entries() {
        assert!(
            entry.name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-'),
            "{code}"
        );
        assert!(seen.insert(&entry.name), "{code}: {} twice", entry.name);
    }
}

#[test]
fn rules_of_the_domain_and_their_entries_are_the_same_set() {
    let rules: BTreeSet<&str> = rules::codes().map(|code| code.0).collect();
    let entries: BTreeSet<&str> = texts::entries().map(|(code, _)| code).filter(|code| code.starts_with('M')).collect();
    assert_eq!(rules, entries);
    assert_eq!(rules.len(), rules::codes().count(), "a rule is listed twice");
    for code in waivers::ALL {
        assert!(texts::entry(code.0).is_some(), "{}", code.0);
    }
}

#[test]
fn every_page_belongs_to_a_code_and_has_both_languages_and_both_examples() {
    for (code, _) in texts::pages() {
        assert!(texts::entry(code).is_some(), "{code} has a page and no entry");
        let page = explain::page(code).unwrap();
        assert!(page.zh.chars().count() >= 10 && page.en.len() >= 20, "{code}: meaning");
        assert!(page.examples.iter().any(|example| !example.right), "{code}: wrong example");
        assert!(page.examples.iter().any(|example| example.right), "{code}: right example");
    }
}

#[test]
fn explain_finds_codes_names_and_aliases() {
    assert_eq!(explain::find("m042"), Some("M042"));
    assert_eq!(explain::find("catch-all"), Some("M042"));
    assert_eq!(explain::find("M999"), None);
    // Gaps between levels (M047) and double deciders (M104) are proofs.
    assert_eq!(explain::find("M047"), Some("E0401"));
    for rule in
        ["M009", "M027", "M040", "M044", "M045", "M046", "M062", "M063", "M071", "M080", "M082", "M085", "M104", "M105"]
    {
        assert!(explain::find(rule).is_some_and(|code| code.starts_with('E')), "{rule}");
    }
    let text = explain::explain("E0580", Language::Zh).unwrap();
    assert!(text.starts_with("E0580 waiver-expired"), "{text}");
    assert!(text.contains("错误示例"), "{text}");
}
