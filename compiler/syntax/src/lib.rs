//! Text to tree and back. Knows no meaning, no salsa, no files.
#![allow(missing_docs, reason = "skeleton")]
pub mod keyword { #[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)] pub enum Keyword { When } }
pub mod tree;
