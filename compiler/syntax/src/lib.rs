//! Text to tree and back. Knows no meaning, no salsa, no files.
//!
//! `split` cuts a file into items by the first column, `parse_item` reads one of them. The tree holds keywords, not words;
//! which spelling a text uses is known only here.

mod error;
mod grammar;
pub mod hints;
pub mod keyword;
mod lower;
mod numeral;
mod parse;
mod places;
mod print;
mod split;
mod spoken;
mod suggest;
mod tokens;
pub mod tree;
mod walk;

pub use error::{Expected, Fix, Problem, SyntaxError};
pub use numeral::{read as read_numeral, write as write_numeral};
pub use parse::{FileItem, NESTING_LIMIT, Parse, pairs, parse_file, parse_item};
pub use print::{Formatted, format_file, ordered, print};
pub use split::{Slice, split, with_line_ends_of, with_line_feeds};
pub use suggest::distance;
pub use tokens::{Token, TokenKind, tokens};
