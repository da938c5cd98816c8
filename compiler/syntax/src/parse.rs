//! Text → tree and errors, one item at a time. Never fails: every text has a tree.

use std::borrow::Cow;

use pest::Parser;

use crate::{
    error::{Problem, SyntaxError},
    grammar::{Grammar, Rule},
    lower,
    split::{Slice, split},
    tree::{Item, Node, Span, Text},
};

/// Brackets deeper than this are refused.
pub const NESTING_LIMIT: u32 = 64;

/// One item's tree with what was wrong in it. Spans count from the item's start.
#[derive(Clone, PartialEq, Debug)]
pub struct Parse {
    /// The tree; holds everything that the text says.
    pub item: Item,
    /// In the order of their places.
    pub errors: Vec<SyntaxError>,
}

/// One item of a file, with its place.
#[derive(Clone, PartialEq, Debug)]
pub struct FileItem<'t> {
    /// Its text and offset.
    pub slice: Slice<'t>,
    /// Its tree and errors.
    pub parse: Parse,
}

/// Parses every item of a file by itself.
pub fn parse_file(text: &str) -> Vec<FileItem<'_>> {
    split(text).into_iter().map(|slice| FileItem { slice, parse: parse_item(slice.text) }).collect()
}

/// Parses one item's text, as [`split`] cuts it.
pub fn parse_item(text: &str) -> Parse {
    let mut errors = Vec::new();
    let readable = with_plain_blanks(without_deep_lines(text, &mut errors));
    let Ok(pairs) = Grammar::parse(Rule::item, &readable) else {
        return Parse { item: unread(text), errors };
    };
    let deep: Vec<u32> = errors.iter().map(|error| error.span.start).collect();
    let (item, found) = lower::item(text, pairs);
    errors.extend(found.into_iter().filter(|error| !deep.iter().any(|&at| same_line(text, at, error.span.start))));
    errors.sort_by_key(|error| error.span);
    Parse { item, errors }
}

/// Runs only the grammar and counts its pairs: what the bench compares the whole way with.
#[doc(hidden)]
pub fn pairs(text: &str) -> usize {
    Grammar::parse(Rule::item, &readable(text)).map_or(0, |pairs| pairs.flatten().count())
}

/// The text as the grammar may read it: [`parse_item`] without its errors.
pub(crate) fn readable(text: &str) -> Cow<'_, str> {
    with_plain_blanks(without_deep_lines(text, &mut Vec::new()))
}

/// Every blank becomes a space, or a character that nobody writes if it is one byte long: `has` and `all` with a tab between them are no keyword.
/// The text keeps its length, so places in it are places in what was written. A grammar with one range of blanks is much the faster one.
fn with_plain_blanks(text: Cow<'_, str>) -> Cow<'_, str> {
    const SHORT: char = '\u{1f}';
    if count(&text, |byte| (byte < b' ') & (byte != b'\n')) == 0
        && !text.contains("\u{3000}")
        && !text.contains("\u{a0}")
    {
        return text;
    }
    let mut plain = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\r' if chars.peek() == Some(&'\n') => plain.push(c),
            '\t' | '\r' | '\u{b}' | '\u{c}' => plain.push(SHORT),
            '\u{a0}' => plain.push_str("  "),
            '\u{3000}' => plain.push_str("   "),
            SHORT => plain.push('\u{1}'),
            _ => plain.push(c),
        }
    }
    Cow::Owned(plain)
}

/// Lines whose brackets nest too deep are hidden from the parser, which recurses on brackets and has no other guard of the stack: same
/// length, nothing to read. A line after a comma may go on in the brackets of the line before.
/// Counting bytes that can end `（` or be `(` settles nearly every text at once.
fn without_deep_lines<'t>(text: &'t str, errors: &mut Vec<SyntaxError>) -> Cow<'t, str> {
    if count(text, |byte| (byte == b'(') | (byte == 0x88)) <= NESTING_LIMIT {
        return Cow::Borrowed(text);
    }
    let mut hidden: Option<String> = None;
    let mut offset = 0;
    let mut open = 0;
    for line in text.split_inclusive('\n') {
        let (depth, deep) = nesting(line, open);
        open = if deep.is_none() && line.trim_end().ends_with(['、', '，', ',']) { depth } else { 0 };
        if let Some(at) = deep {
            let start = (offset + at) as u32;
            let problem = Problem::TooDeep { limit: NESTING_LIMIT };
            errors.push(SyntaxError { problem, span: Span { start, end: start + 1 }, fixes: Vec::new() });
            let copy = hidden.get_or_insert_with(|| text.to_owned());
            let content = line.trim_end_matches(['\n', '\r']);
            let indent = content.len() - content.trim_start().len();
            let mask = "\u{1}".repeat(content.len() - indent);
            copy.replace_range(offset + indent..offset + content.len(), &mask);
        }
        offset += line.len();
    }
    hidden.map_or(Cow::Borrowed(text), Cow::Owned)
}

/// Counts bytes, many at a time: a sum that checks for its overflow takes them one by one.
fn count(text: &str, wanted: impl Fn(u8) -> bool) -> u32 {
    text.bytes().fold(0, |count: u32, byte| count.wrapping_add(u32::from(wanted(byte))))
}

fn same_line(text: &str, a: u32, b: u32) -> bool {
    let (start, end) = (a.min(b) as usize, a.max(b) as usize);
    text.get(start..end).is_some_and(|between| !between.contains('\n'))
}

/// How many brackets are open at the end of a line, and where the nesting passes the limit, if it does.
fn nesting(line: &str, open: u32) -> (u32, Option<usize>) {
    let mut depth = open;
    for (at, c) in line.char_indices() {
        match c {
            '（' | '(' => depth += 1,
            '）' | ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > NESTING_LIMIT {
            return (depth, Some(at));
        }
    }
    (depth, None)
}

/// An item of which nothing could be read.
fn unread(text: &str) -> Item {
    let span = Span { start: 0, end: text.len() as u32 };
    Item {
        lead: Vec::new(),
        keyword: None,
        keyword_span: Span::default(),
        name: None,
        head: Vec::new(),
        colon: false,
        inline: Vec::new(),
        comment: None,
        body: vec![Node::Junk(Text { text: text.trim_end().into(), span, ascii: false })],
        tail: Vec::new(),
        span,
    }
}
