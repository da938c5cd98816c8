//! Tables, values, calendar arithmetic and evaluation: what a window system links, without the compiler.
//!
//! Knows no files, no clock, no floating point.

pub mod calendar;
mod civil;
pub mod day;
pub mod tables;
