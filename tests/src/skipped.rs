//! What a test did not look at because the machine lacks something, for the list that `tests/run` ends with.
//!
//! A runner keeps what passing tests print to itself: the line goes to the file that `MATTER_SKIPPED` names, too.

use std::io::Write as _;

/// Says what is skipped and why, in words that stand alone.
///
/// # Panics
/// If the file that `MATTER_SKIPPED` names cannot be written: a check that was left out in silence would count as passed.
pub fn skipped(what: &str) {
    println!("skipped: {what}");
    if let Some(list) = std::env::var_os("MATTER_SKIPPED") {
        let list = std::fs::OpenOptions::new().append(true).create(true).open(list);
        writeln!(list.expect("the list of what is skipped"), "skipped: {what}").expect("a line more");
    }
}
