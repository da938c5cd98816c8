//! Text to tree and back. Knows no meaning, no salsa, no files.
pub mod keyword;
pub mod tree;
