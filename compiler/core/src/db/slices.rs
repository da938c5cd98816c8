//! A file's text → its slices and what tells them apart, by the first column and the head line alone. Parses nothing.

use std::sync::Arc;

use matter_syntax::keyword::{Context, Keyword, lookup};
use matter_syntax::split;
use matter_syntax::tree::Face;
use rustc_hash::FxHashMap;

use crate::hir::ItemRef;

/// An item's text within its file.
pub(crate) struct Piece<'t> {
    pub(crate) reference: ItemRef,
    pub(crate) keyword: Option<Keyword>,
    pub(crate) head_line: &'t str,
    pub(crate) text: &'t str,
    pub(crate) offset: u32,
}

/// Cuts a file into items; items of equal keyword and name are numbered.
pub(crate) fn pieces<'t>(path: &Arc<str>, text: &'t str) -> Vec<Piece<'t>> {
    let mut seen: FxHashMap<Arc<str>, u16> = FxHashMap::default();
    let mut found = Vec::new();
    for slice in split(text) {
        let head_line = head_line(slice.text);
        let (keyword, name) = head_key(head_line);
        let kind = keyword.map_or("", |keyword| keyword.text(Face::Zh));
        let name: Arc<str> = format!("{kind}/{name}").into();
        let next = seen.entry(Arc::clone(&name)).or_default();
        let reference = ItemRef { file: Arc::clone(path), name, ordinal: *next };
        *next = next.saturating_add(1);
        let offset = u32::try_from(slice.offset).unwrap_or(u32::MAX);
        found.push(Piece { reference, keyword, head_line, text: slice.text, offset });
    }
    found
}

/// Characters that part the words of a head line.
const BLANKS: [char; 4] = [' ', '\t', '\u{3000}', '\u{a0}'];

/// The line of a slice that opens the item: the first that is neither indented nor a comment.
pub(crate) fn head_line(slice: &str) -> &str {
    let opens = |line: &&str| !line.starts_with([' ', '\t', '\u{3000}', '/', '|', '>']) && !line.trim().is_empty();
    slice.trim_start_matches('\u{feff}').lines().find(opens).unwrap_or("").trim_end()
}

/// Keyword and name, as far as the line's words tell: they tell items apart; everything else reads the name from the tree.
fn head_key(line: &str) -> (Option<Keyword>, &str) {
    let before_colon = line.split(['：', ':']).next().unwrap_or(line);
    let (word, rest) = before_colon.split_once(BLANKS).unwrap_or((before_colon, ""));
    let Some(keyword) = lookup(word, Context::Item) else { return (None, "") };
    let name = if keyword == Keyword::Vary { rest.trim() } else { name_of_head(rest).trim() };
    // Rules without a name (互斥：…) are told apart by their reason, or by what they say.
    let named = [name, rest.trim(), line.get(before_colon.len()..).unwrap_or("")];
    (Some(keyword), named.into_iter().find(|text| !text.is_empty()).unwrap_or(""))
}

/// The words before the first tail of a head line.
fn name_of_head(rest: &str) -> &str {
    const TAILS: [&str; 5] = ["en", "简称", "short", "替换", "replaces"];
    let mut end = 0;
    for word in rest.split_inclusive(BLANKS) {
        let bare = word.trim();
        if TAILS.contains(&bare) || bare.starts_with(['“', '"']) || bare.starts_with("//") {
            break;
        }
        end += word.len();
    }
    rest.get(..end).unwrap_or(rest)
}
