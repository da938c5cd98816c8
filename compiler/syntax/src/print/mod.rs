//! Tree → text in one canonical style, in either face. Loses nothing that the tree holds; knows no meaning.

mod broken;
mod expr;
mod file;
mod item;
mod order;
mod table;

pub use file::{Formatted, format_file};

use crate::tree::{Face, Item};

/// The canonical text of an item, with the comments above it and the blank line behind it.
pub fn print(item: &Item, face: Face) -> String {
    let mut printer = Printer { out: String::with_capacity(item.span.end as usize + 64), face };
    printer.item(item, 0);
    printer.out
}

/// Sections in the order of a guide, comments with the section below them; see [`print`] for the text.
pub fn ordered(item: &Item) -> Item {
    order::ordered(item)
}

/// Text being written.
pub(crate) struct Printer {
    out: String,
    face: Face,
}

impl Printer {
    fn push(&mut self, text: &str) {
        self.out.push_str(text);
    }

    fn indent(&mut self, depth: usize) {
        for _ in 0..depth {
            self.out.push_str("  ");
        }
    }

    fn follows_comma(&self) -> bool {
        self.out.strip_suffix('\n').is_some_and(|above| above.ends_with(['、', '，', ',']))
    }

    /// Chooses by face.
    fn sign(&mut self, zh: &str, en: &str) {
        self.out.push_str(match self.face {
            Face::Zh => zh,
            Face::En => en,
        });
    }
}
