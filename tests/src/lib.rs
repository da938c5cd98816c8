//! Harness and oracles that test every crate from outside. Nothing depends on this crate.

pub mod binary;
pub mod compiled;
pub mod differential;
pub mod fuzz;
pub mod generate;
pub mod interpreter;
pub mod page;
pub mod release;
pub mod servers;
pub mod skipped;
pub mod trees;
pub mod trials;
pub mod workspace;
