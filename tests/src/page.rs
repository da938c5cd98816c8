//! Pages of the language reference: Markdown to the programs in it and to what each of them says of itself.
//!
//! A fenced block that begins with `matter` is a program. A line `//- path` opens another file of it. `发现 E0401` in a comment is a claim
//! about the line that the comment ends, or, where the comment stands alone, about the next line that is no such comment.

use std::collections::BTreeSet;

/// A program of a page.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Block {
    /// Line of the page that opens the block.
    pub line: usize,
    /// Only parsed: a piece that is no program by itself.
    pub fragment: bool,
    /// Printed as `matter fmt` prints it.
    pub canonical: bool,
    /// Path and text of each file.
    pub files: Vec<(String, String)>,
}

/// File, line from 1, and the code found there; `不通过` for a line of a test that does not come out.
pub type Claim = (String, usize, String);

/// What begins a claim, behind the signs of a comment.
const MARK: &str = "发现 ";

/// The programs of a page.
///
/// # Panics
/// At a word behind `matter` that is none, and at a block without an end.
#[must_use]
pub fn blocks(page: &str) -> Vec<Block> {
    let mut found = Vec::new();
    let mut lines = page.lines().enumerate();
    while let Some((index, line)) = lines.next() {
        let Some(words) = line.strip_prefix("```matter") else { continue };
        let mut block = Block { line: index + 1, ..Block::default() };
        for word in words.split_whitespace() {
            match word {
                "fragment" => block.fragment = true,
                "canonical" => block.canonical = true,
                other => panic!("line {}: {other} is no word of a block", index + 1),
            }
        }
        loop {
            match lines.next() {
                Some((_, "```")) => break,
                Some((_, line)) => push(&mut block, line),
                None => panic!("line {}: the block does not end", index + 1),
            }
        }
        found.push(block);
    }
    found
}

fn push(block: &mut Block, line: &str) {
    if let Some(path) = line.strip_prefix("//- ") {
        block.files.push((path.trim().to_owned(), String::new()));
        return;
    }
    if block.files.is_empty() {
        block.files.push(("例.matter".to_owned(), String::new()));
    }
    if let Some((_, text)) = block.files.last_mut() {
        text.push_str(line);
        text.push('\n');
    }
}

impl Block {
    /// What the block says is found in it.
    #[must_use]
    pub fn claims(&self) -> BTreeSet<Claim> {
        self.files.iter().flat_map(|(path, text)| claims(path, text)).collect()
    }
}

fn claims(path: &str, text: &str) -> Vec<Claim> {
    let mut found = Vec::new();
    let mut waiting: Vec<String> = Vec::new();
    for (index, line) in text.lines().enumerate() {
        let (before, codes) = mark(line);
        if before.trim().is_empty() && !codes.is_empty() {
            waiting.extend(codes);
            continue;
        }
        let all = waiting.drain(..).chain(codes);
        found.extend(all.map(|code| (path.to_owned(), index + 1, code)));
    }
    found
}

/// What stands before the comment, and the codes that it claims.
fn mark(line: &str) -> (&str, Vec<String>) {
    let signs = ["// ", "# "].into_iter().find_map(|signs| line.split_once(&format!("{signs}{MARK}")));
    let Some((before, codes)) = signs else { return (line, Vec::new()) };
    (before, codes.split('、').map(|code| code.trim().to_owned()).collect())
}
