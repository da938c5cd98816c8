//! Analysed matters to tables to carriers. Never sees syntax or checks.

pub mod codes;
pub mod rows;
