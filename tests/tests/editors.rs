//! What the editors' set-ups write and send fits the language and its server.

use std::collections::BTreeSet;
use std::fs;

use serde_json::Value;

fn read(path: &str) -> String {
    fs::read_to_string(format!("{}/../{path}", env!("CARGO_MANIFEST_DIR"))).expect(path)
}

fn json(path: &str) -> Value {
    serde_json::from_str(&read(path)).expect(path)
}

/// The names between `before` and the next quotation mark.
fn names<'t>(text: &'t str, before: &str) -> BTreeSet<&'t str> {
    text.split(before).skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

#[test]
fn the_settings_that_the_server_reads_are_those_that_the_extension_sends() {
    let server = read("lsp/server/src/wishes.rs");
    let wishes = read("lsp/server/src/preferences.rs");
    let reads: BTreeSet<&str> = [&server, &wishes].into_iter().flat_map(|text| names(text, "options.get(\"")).collect();
    assert!(reads.len() > 2, "{reads:?}");
    let extension = read("editors/vscode/src/client.ts");
    let (_, sent) = extension.split_once("initializationOptions: {").expect("what is sent at the beginning");
    let (sent, _) = sent.split_once("\n    },").expect("the end of what is sent");
    let outer =
        sent.lines().filter_map(|line| line.strip_prefix("      ").filter(|line| !line.starts_with([' ', '}'])));
    let sent: BTreeSet<&str> = outer.filter_map(|line| line.split_once(": ")).map(|(name, _)| name).collect();
    assert_eq!(reads, sent);
    let properties = json("editors/vscode/package.json")["contributes"]["configuration"]["properties"].clone();
    for name in reads {
        let setting = |key: &String| key.strip_prefix("matter.").is_some_and(|key| key.split('.').next() == Some(name));
        assert!(name == "pages" || properties.as_object().expect("settings").keys().any(setting), "{name}");
    }
    let delay = properties["matter.diagnosticsDelay"]["default"].as_u64().expect("a number");
    assert!(server.contains(&format!("Duration::from_millis({delay})")), "the server's own delay is another");
}

#[test]
fn the_requests_of_the_extension_are_known_to_the_server() {
    let known = ["custom", "listing", "preview"].map(|file| read(&format!("lsp/server/src/{file}.rs"))).concat();
    let folder = format!("{}/../editors/vscode/src", env!("CARGO_MANIFEST_DIR"));
    let files = fs::read_dir(folder).expect("sources").map(|file| file.expect("a file").path());
    let texts = files.filter(|file| file.extension().is_some_and(|kind| kind == "ts"));
    let texts: Vec<String> = texts.map(|file| fs::read_to_string(file).expect("a text")).collect();
    let asked: BTreeSet<&str> = texts.iter().flat_map(|text| names(text, "\"matter/")).collect();
    assert!(asked.len() > 2, "{asked:?}");
    for method in asked {
        assert!(known.contains(&format!("\"matter/{method}\"")), "{method}");
    }
}

#[test]
fn the_words_of_the_checklist_are_those_of_answers() {
    let (page, answered) = (read("compiler/serve/src/page/words.js"), read("compiler/serve/src/page/answers.js"));
    for name in ["original", "copy", "original_and_copy", "original_or_copy", "electronic", "unsaid", "working_days"] {
        assert!(page.contains(&format!("\n  {name}: [")), "{name}");
    }
    let answers = read("compiler/answers/src/decision.rs");
    let (_, shape) = answered.split_once("@typedef {object} Decision\n").expect("the decision");
    let (shape, _) = shape.split_once(" */").expect("its end");
    let fields: Vec<&str> = shape.lines().filter_map(|line| line.trim().strip_prefix("* @property ")).collect();
    assert!(fields.len() > 10, "{fields:?}");
    for field in fields {
        // Behind its type in braces, which may hold others; before its remark.
        let (_, name) = field.split("  ").next().and_then(|field| field.rsplit_once("} ")).expect("a name");
        let name = name.trim_matches(['[', ']']);
        // Which days a case has is another question, asked beside the decision.
        if name == "days" {
            continue;
        }
        assert!(answers.contains(&format!("    pub {name}: ")), "{name}");
    }
}

/// Two pages show the checklist; both take it from one file, and neither says a second time how a part of it looks.
#[test]
fn the_checklist_is_written_once() {
    let (preview, page) = (read("editors/vscode/src/preview/checklist.ts"), read("compiler/serve/src/page/page.js"));
    assert!(preview.contains("compiler/serve/src/page/checklist.js\"") && page.contains("from \"./checklist.js\""));
    let styles = (read("editors/vscode/src/preview/preview.css"), read("compiler/serve/src/parts.rs"));
    assert!(styles.0.contains("/serve/src/page/checklist.css\"") && styles.1.contains("page/checklist.css\""));
    let shared =
        ["checklist", "questions", "words"].map(|file| read(&format!("compiler/serve/src/page/{file}.js"))).concat();
    for said in ["由谁决定", "要交的材料\"", "已回答", "还不能确定\"", "原件和复印件"] {
        assert!(shared.contains(said), "{said}");
        assert!(!preview.contains(said) && !page.contains(said), "{said}");
    }
}

#[test]
fn tests_that_the_table_of_features_names_exist() {
    let table = read("editors/README.md");
    let (_, table) = table.split_once("| shown by | tests |").expect("the table");
    let (table, _) = table.split_once("\n\n").expect("its end");
    let sources: String = ["lsp/ide/tests/ide", "compiler/cli/tests/lsp"].map(every_source).concat();
    let named: Vec<&str> = table.split('`').skip(1).step_by(2).collect();
    assert!(named.len() > 30, "{named:?}");
    for name in named {
        assert!(sources.contains(&format!("#[test]\nfn {name}() {{")), "{name}");
    }
}

fn every_source(folder: &str) -> String {
    let folder = format!("{}/../{folder}", env!("CARGO_MANIFEST_DIR"));
    let files = fs::read_dir(folder).expect("tests").map(|file| file.expect("a file").path());
    files.map(|file| fs::read_to_string(file).expect("a text")).collect()
}
