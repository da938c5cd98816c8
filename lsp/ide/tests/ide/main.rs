//! The editor's questions, asked without a protocol, in Chinese fixtures with marked places.
#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test that meets something unexpected must stop"
)]

mod across;
mod colours;
mod common;
mod forms;
mod hovering;
mod links;
mod manifests;
mod mending;
mod names;
mod offers;
mod places;
mod positions;
mod reading;
mod retyping;
mod slips;
mod spoken;
mod texts;
mod typing;
mod witnesses;
