//! The domain's rules and the texts of all diagnostics. Never sees syntax, never reads files, never prints.
//!
//! Below this crate a finding is a code with arguments. Here are its words in two languages ([`texts`]), its page ([`explain`]), its
//! weight ([`lints`], [`waivers`]) and its form for people and machines ([`render`]); and the rules of the domain themselves ([`rules`]).

mod abroad;
pub mod against;
mod examiner;
pub mod explain;
mod interface;
pub mod lints;
pub mod manifest;
pub mod proofs;
pub mod render;
pub mod rules;
pub mod texts;
pub mod waivers;
mod words;
pub mod workspace;

pub use examiner::Checks;
