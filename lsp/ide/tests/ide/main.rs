//! The editor's questions, asked without a protocol, in Chinese fixtures with marked places.

mod common;
mod names;
mod reading;
mod texts;
mod typing;
