//! Laws of the printer and of the splitter, on the repository's own catalogue, the standard library and the fixtures.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::panic,
    reason = "what fails in a test fails the test"
)]

mod notation;

use std::{fs, path::Path};

use matter_syntax::{format_file, ordered, parse_file, parse_item, print, split, tree::Face};

fn corpus() -> Vec<(String, String)> {
    let mut files = Vec::new();
    for root in ["tests/fixtures", "../../stdlib", "../../matters"] {
        collect(Path::new(root), &mut files);
    }
    files.sort();
    assert!(files.len() > 5, "the corpus is missing");
    files
}

fn collect(path: &Path, files: &mut Vec<(String, String)>) {
    let Ok(entries) = fs::read_dir(path) else { return };
    for entry in entries {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "matter") {
            files.push((path.display().to_string(), fs::read_to_string(&path).unwrap()));
        }
    }
}

#[test]
fn printing_and_parsing_again_gives_the_same_tree_in_both_faces() {
    for (path, text) in corpus() {
        for item in parse_file(&text) {
            let tree = notation::item(&item.parse.item, 0);
            for face in [Face::Zh, Face::En] {
                let printed = print(&item.parse.item, face);
                let again = notation::item(&parse_item(&printed).item, 0);
                assert_eq!(tree, again, "{path} {face:?}\n{printed}");
            }
        }
    }
}

#[test]
fn formatting_twice_changes_nothing_more() {
    for (path, text) in corpus() {
        for face in [None, Some(Face::Zh), Some(Face::En)] {
            let once = format_file(&text, face).text;
            assert_eq!(once, format_file(&once, face).text, "{path} {face:?}");
        }
    }
}

#[test]
fn chinese_to_english_and_back_loses_nothing() {
    for (path, text) in corpus() {
        let zh = format_file(&text, Some(Face::Zh)).text;
        let en = format_file(&zh, Some(Face::En)).text;
        assert_ne!(zh, en, "{path}");
        assert_eq!(zh, format_file(&en, Some(Face::Zh)).text, "{path}");
    }
}

#[test]
fn slices_concatenate_to_the_file_and_are_parsed_alone() {
    for (path, text) in corpus() {
        let slices = split(&text);
        assert_eq!(text, slices.iter().map(|slice| slice.text).collect::<String>(), "{path}");
        for (slice, item) in slices.iter().zip(parse_file(&text)) {
            assert_eq!(parse_item(slice.text), item.parse, "{path}");
        }
    }
}

#[test]
fn every_comment_survives_formatting() {
    for (path, text) in corpus() {
        let mut before = comments(&text);
        let mut after = comments(&format_file(&text, Some(Face::Zh)).text);
        before.sort();
        after.sort();
        assert_eq!(before, after, "{path}");
    }
}

fn comments(text: &str) -> Vec<String> {
    text.lines()
        .filter_map(|line| line.split_once("//"))
        .map(|(_, comment)| comment.trim_start_matches('/').trim().to_owned())
        .collect()
}

#[test]
fn ordering_sections_loses_no_node() {
    for (path, text) in corpus() {
        for item in parse_file(&text) {
            let sorted = |tree: &str| {
                let mut lines: Vec<String> =
                    tree.lines().map(|line| line.trim().to_owned()).filter(|line| line != "blank").collect();
                lines.sort();
                lines
            };
            let before = sorted(&notation::item(&item.parse.item, 0));
            assert_eq!(before, sorted(&notation::item(&ordered(&item.parse.item), 0)), "{path}");
        }
    }
}

#[test]
fn the_repository_s_own_texts_are_read_without_errors() {
    for (path, text) in corpus() {
        for item in parse_file(&text) {
            assert_eq!(item.parse.errors, [], "{path}");
        }
    }
}
