//! What the editors' set-ups write and send fits the language and its server.

use std::collections::BTreeSet;
use std::fs;

use matter_syntax::parse_file;
use serde_json::Value;

fn read(path: &str) -> String {
    fs::read_to_string(format!("{}/../{path}", env!("CARGO_MANIFEST_DIR"))).expect(path)
}

fn json(path: &str) -> Value {
    serde_json::from_str(&read(path)).expect(path)
}

/// A snippet with its places filled in as they stand; of alternatives the one of this number, or the last.
fn filled(snippet: &str, alternative: usize) -> String {
    let mut out = String::new();
    let mut rest = snippet;
    while let Some((before, place)) = rest.split_once('$') {
        out.push_str(before);
        let Some(inside) = place.strip_prefix('{') else {
            rest = place.trim_start_matches(|character: char| character.is_ascii_digit());
            continue;
        };
        let (inside, after) = inside.split_once('}').expect("a place that ends");
        let content = inside.trim_start_matches(|character: char| character.is_ascii_digit());
        let filling = if let Some(text) = content.strip_prefix(':') {
            text
        } else {
            let all: Vec<&str> = content.trim_matches('|').split(',').collect();
            all[alternative.min(all.len() - 1)]
        };
        out.push_str(filling);
        rest = after;
    }
    out + rest
}

#[test]
fn places_are_filled_with_what_they_show() {
    assert_eq!(filled("事项 ${1:名称}：${2|甲,乙|}$0", 0), "事项 名称：甲");
    assert_eq!(filled("事项 ${1:名称}：${2|甲,乙|}\n$0", 9), "事项 名称：乙\n");
}

#[test]
fn snippets_are_read_without_errors() {
    for (face, matter) in [("zh", "事项 甲\n"), ("en", "matter something\n")] {
        let all = json(&format!("editors/vscode/snippets/{face}.json"));
        for (name, snippet) in all.as_object().expect("snippets by name") {
            let lines: Vec<&str> = snippet["body"].as_array().expect(name).iter().filter_map(Value::as_str).collect();
            let body = lines.join("\n");
            for alternative in 0..5 {
                let text = filled(&body, alternative);
                let text = if text.starts_with(' ') { format!("{matter}{text}") } else { text };
                for item in parse_file(&text) {
                    assert!(item.parse.item.keyword.is_some(), "{face} {name}\n{text}");
                    assert_eq!(item.parse.errors, [], "{face} {name}\n{text}");
                }
            }
        }
    }
}

/// The names between `before` and the next quotation mark.
fn names<'t>(text: &'t str, before: &str) -> BTreeSet<&'t str> {
    text.split(before).skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

#[test]
fn the_settings_that_the_server_reads_are_those_that_the_extension_sends() {
    let server = read("lsp/server/src/backend.rs");
    let reads = names(&server, "options.get(\"");
    assert!(!reads.is_empty());
    let extension = read("editors/vscode/src/server.ts");
    let (_, sent) = extension.split_once("initializationOptions: {").expect("what is sent at the beginning");
    let (sent, _) = sent.split_once("},").expect("the end of what is sent");
    let sent: BTreeSet<&str> =
        sent.lines().filter_map(|line| line.trim().split_once(": ")).map(|(name, _)| name).collect();
    assert_eq!(reads, sent);
    let properties = json("editors/vscode/package.json")["contributes"]["configuration"]["properties"].clone();
    for name in reads {
        assert!(properties.get(format!("matter.{name}")).is_some(), "{name}");
    }
    let delay = properties["matter.diagnosticsDelay"]["default"].as_u64().expect("a number");
    assert!(server.contains(&format!("Duration::from_millis({delay})")), "the server's own delay is another");
}

#[test]
fn the_requests_of_the_extension_are_known_to_the_server() {
    let known = read("lsp/server/src/custom.rs");
    let asked = read("editors/vscode/src/tests.ts");
    let asked = names(&asked, "\"matter/");
    assert!(!asked.is_empty());
    for method in asked {
        assert!(known.contains(&format!("\"matter/{method}\"")), "{method}");
    }
}
