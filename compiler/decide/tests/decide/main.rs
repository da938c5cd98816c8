//! The laws of the crate by brute force, and hand-worked examples.

mod common;
mod examples;
mod laws;
mod ranges;
mod sensitivity;
mod solver;
