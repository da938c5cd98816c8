//! Error pages: Markdown of `errors/<code>.md` to meaning and examples, and to the text that `matter explain` prints.
//!
//! A page has the parts `## 中文` and `## English` and, behind them, fenced blocks marked `matter wrong` and `matter right`. A line `//- path`
//! inside a block opens another file. Tests run the blocks: the wrong one raises exactly the page's code, the right one nothing.

use crate::texts::{self, Language};

/// One page.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Page {
    /// Meaning in Chinese.
    pub zh: String,
    /// Meaning in English.
    pub en: String,
    /// The examples in order.
    pub examples: Vec<Example>,
}

/// A program of a page.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Example {
    /// Whether it is the right one.
    pub right: bool,
    /// The block as written.
    pub text: String,
    /// Path and content of each file.
    pub files: Vec<(String, String)>,
}

/// Rules of the domain that a proof, or an error of the language, already states: their number is another name of that code.
const ALIASES: &[(&str, &str)] = &[
    ("M009", "E0330"),
    ("M027", "E0321"),
    ("M040", "E0410"),
    ("M044", "E0404"),
    ("M045", "E0407"),
    ("M046", "E0406"),
    ("M047", "E0401"),
    ("M050", "E0240"),
    ("M062", "E0408"),
    ("M063", "E0403"),
    ("M064", "E0408"),
    ("M065", "E0403"),
    ("M071", "E0420"),
    ("M076", "M060"),
    ("M080", "E0310"),
    ("M082", "E0440"),
    ("M085", "E0442"),
    ("M104", "E0402"),
    ("M105", "E0431"),
    ("M120", "E0443"),
];

/// The code that a reader's spelling names: `m001`, `E0401`, a kebab name, or the alias of a proof.
#[must_use]
pub fn find(spelling: &str) -> Option<&'static str> {
    let wanted = spelling.trim();
    let upper = wanted.to_ascii_uppercase();
    let alias = ALIASES.iter().find(|(rule, _)| *rule == upper).map(|(_, proof)| *proof);
    texts::entries()
        .find(|(code, entry)| *code == upper || Some(*code) == alias || entry.name == wanted)
        .map(|(code, _)| code)
}

/// The page of a code.
#[must_use]
pub fn page(code: &str) -> Option<Page> {
    texts::pages().iter().find(|(name, _)| *name == code).map(|(_, text)| parse(text))
}

/// What `matter explain` prints: title, meaning and examples in one language.
#[must_use]
pub fn explain(spelling: &str, language: Language) -> Option<String> {
    let code = find(spelling)?;
    let entry = texts::entry(code)?;
    let page = page(code)?;
    let (meaning, wrong, right) = match language {
        Language::Zh => (&page.zh, "错误示例", "正确示例"),
        Language::En => (&page.en, "wrong", "right"),
    };
    let mut text = format!("{code} {}\n\n{meaning}\n", entry.name);
    for example in &page.examples {
        let title = if example.right { right } else { wrong };
        text.push_str(&format!("\n{title}\n\n"));
        for line in example.text.lines() {
            text.push_str(if line.is_empty() { "" } else { "    " });
            text.push_str(line);
            text.push('\n');
        }
    }
    Some(text)
}

/// Reads a page; text outside the known parts is dropped.
#[must_use]
pub fn parse(text: &str) -> Page {
    let mut page = Page::default();
    let mut part = Part::Nothing;
    for line in text.lines() {
        part = match (part, line.trim_end()) {
            (Part::Block(example), "```") => {
                page.examples.push(finish(example));
                Part::Nothing
            }
            (Part::Block(mut example), _) => {
                example.text.push_str(line);
                example.text.push('\n');
                Part::Block(example)
            }
            (_, "```matter wrong") => Part::Block(Example::default()),
            (_, "```matter right") => Part::Block(Example { right: true, ..Example::default() }),
            (_, "## 中文") => Part::Zh,
            (_, "## English") => Part::En,
            (part, other) => {
                match part {
                    Part::Zh => push(&mut page.zh, other),
                    Part::En => push(&mut page.en, other),
                    _ => {}
                }
                part
            }
        };
    }
    page.zh = page.zh.trim().to_owned();
    page.en = page.en.trim().to_owned();
    page
}

enum Part {
    Nothing,
    Zh,
    En,
    Block(Example),
}

fn push(text: &mut String, line: &str) {
    text.push_str(line);
    text.push('\n');
}

/// Splits the block's text into files; without a `//-` line it is one file `example.matter`.
fn finish(mut example: Example) -> Example {
    let mut files: Vec<(String, String)> = Vec::new();
    for line in example.text.lines() {
        if let Some(path) = line.strip_prefix("//- ") {
            files.push((path.trim().to_owned(), String::new()));
            continue;
        }
        if files.is_empty() {
            files.push(("example.matter".to_owned(), String::new()));
        }
        if let Some((_, content)) = files.last_mut() {
            push(content, line);
        }
    }
    example.files = files;
    example
}
