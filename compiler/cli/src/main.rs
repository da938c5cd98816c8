//! The one binary: check, build, decide, test, fmt, explain, new.
fn main() {}
