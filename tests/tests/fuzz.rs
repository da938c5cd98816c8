//! The fuzzing targets without their engine: every seed, and some thousand mutations that are the same on every machine. A target that no
//! longer fits what it calls fails here, not in the next long run.

use std::path::Path;

use matter_tests::fuzz::{self, Mutations, characters};

/// The seeds of a target, in the order of their names.
fn seeds(target: &str) -> Vec<Vec<u8>> {
    files(&format!("../fuzz/seeds/{target}"))
}

fn files(folder: &str) -> Vec<Vec<u8>> {
    let entries = std::fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)).expect("a folder of seeds");
    let mut paths: Vec<_> = entries.map(|entry| entry.expect("a seed").path()).collect();
    paths.retain(|path| path.extension().is_none_or(|ending| ending == "matter"));
    paths.sort();
    paths.iter().map(|path| std::fs::read(path).expect("a seed")).collect()
}

#[test]
fn a_damaged_image_is_refused_or_answered() {
    let seeds = seeds("image");
    seeds.iter().for_each(|seed| fuzz::image(seed));
    let mut mutations = Mutations::new(&seeds, 1);
    for _ in 0..2_000 {
        fuzz::image(&mutations.bytes());
    }
    for _ in 0..1_000 {
        let mut patches = mutations.noise(25);
        patches.insert(0, 1);
        fuzz::image(&patches);
    }
}

#[test]
fn a_damaged_image_is_compared_without_a_panic() {
    let seeds = seeds("image");
    let mut mutations = Mutations::new(&seeds, 5);
    let opened = (0..300).filter(|_| fuzz::releases(&mutations.noise(25))).count();
    assert!(opened > 20, "only {opened} damaged images could be compared");
}

#[test]
fn any_request_is_answered_or_refused() {
    let seeds = seeds("request");
    // The one about a theme is about one that is not there.
    let refused: Vec<String> = seeds.iter().filter(|seed| !fuzz::request(seed)).map(|seed| characters(seed)).collect();
    assert!(matches!(refused.as_slice(), [one] if one.contains("没有的一件事")), "refused: {refused:#?}");
    let mut mutations = Mutations::new(&seeds, 2);
    for _ in 0..2_000 {
        fuzz::request(&mutations.bytes());
        let mut request = mutations.text().into_bytes();
        request.insert(0, 5);
        fuzz::request(&request);
    }
}

#[test]
fn any_text_is_read_put_into_style_checked_and_compiled() {
    let mut seeds = seeds("text");
    seeds.extend(files("semantics"));
    let wrong: Vec<String> = seeds.iter().map(|seed| characters(seed)).filter(|seed| !fuzz::text(seed)).collect();
    assert!(wrong.is_empty(), "these no longer pass their check: {wrong:#?}");
    let mut mutations = Mutations::new(&seeds, 3);
    let compiled = (0..600).filter(|_| fuzz::text(&mutations.text())).count();
    assert!(compiled > 20, "only {compiled} mutations reached the tables");
}

#[test]
fn after_any_edits_a_desk_says_what_a_fresh_one_says() {
    let seeds = seeds("edits");
    seeds.iter().for_each(|seed| fuzz::edits(seed));
    let mut mutations = Mutations::new(&seeds, 4);
    for _ in 0..20 {
        fuzz::edits(&mutations.bytes());
        fuzz::edits(&mutations.noise(150));
    }
}
