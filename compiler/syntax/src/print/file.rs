//! A whole file → its canonical text.

use crate::{
    parse::{FileItem, parse_file},
    print::{
        broken::{careful, complaints},
        ordered, print,
    },
    split::{with_line_ends_of, with_line_feeds},
    tree::{Face, Item, Node, Section},
};

/// What formatting a file gave.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Formatted {
    /// The canonical text; what could not be read stands in it byte for byte.
    pub text: String,
    /// How many errors the file has.
    pub errors: usize,
}

/// Formats a file item by item; lines end as the first one does. `face`: the spelling of the keywords; `None` keeps the one that most of the file's keywords use.
///
/// In an item with errors nothing changes its place, and it stays as it was written where printing would change what could not be read.
pub fn format_file(text: &str, face: Option<Face>) -> Formatted {
    let text = &*with_line_feeds(text);
    let items = parse_file(text);
    let face =
        face.unwrap_or_else(|| prevailing_face(text, items.iter().map(|item| (item.slice.offset, &item.parse.item))));
    let errors = items.iter().map(|item| item.parse.errors.len()).sum();
    let tidy = assembled(&items, face);
    if errors == 0 {
        return Formatted { text: with_line_ends_of(text, &tidy), errors };
    }
    // What is broken may read otherwise beside neighbours that are tidy: then none of them is tidied.
    let again = parse_file(&tidy);
    let same = all_complaints(&items) == all_complaints(&again) && assembled(&again, face) == tidy;
    Formatted { text: if same { with_line_ends_of(text, &tidy) } else { text.to_owned() }, errors }
}

fn all_complaints<'t>(items: &'t [FileItem<'t>]) -> Vec<(&'static str, &'t str)> {
    items.iter().flat_map(|item| complaints(item.slice.text, &item.parse)).collect()
}

fn assembled(items: &[FileItem<'_>], face: Face) -> String {
    let mut out = String::new();
    for item in items {
        let lead_only = item.parse.item.keyword.is_none() && item.parse.item.body.is_empty();
        let printed = if item.parse.errors.is_empty() {
            print(&ordered(&item.parse.item), face)
        } else {
            careful(item.slice.text, &item.parse, face)
        };
        if out.is_empty() && lead_only {
            out.push_str(printed.trim_start_matches('\n'));
        } else {
            out.push_str(&printed);
        }
    }
    let end = out.trim_end().len();
    out.truncate(end);
    if !out.is_empty() {
        out.push('\n');
    }
    out
}

/// Counts item and section keywords by their first letter.
fn prevailing_face<'t>(text: &str, items: impl Iterator<Item = (usize, &'t Item)>) -> Face {
    let (mut zh, mut en) = (0, 0);
    for (offset, item) in items {
        let mut spans = Vec::new();
        spans.extend(item.keyword.map(|_| item.keyword_span));
        spans.extend(item.body.iter().filter_map(|node| match node {
            Node::Section(Section { keyword_span, .. }) => Some(*keyword_span),
            _ => None,
        }));
        for span in spans {
            let ascii = text.as_bytes().get(offset + span.start as usize).is_some_and(u8::is_ascii);
            *(if ascii { &mut en } else { &mut zh }) += 1;
        }
    }
    if en > zh { Face::En } else { Face::Zh }
}
