//! Any text as a source file: parsed without a panic, and put into the canonical style so that doing it again changes nothing.
#![no_main]

use libfuzzer_sys::fuzz_target;
use matter_syntax::{format_file, parse_file, split};

fuzz_target!(|text: &str| {
    let slices = split(text);
    let whole: usize = slices.iter().map(|slice| slice.text.len()).sum();
    assert!(whole <= text.len(), "a slice is a part of the text");
    let _ = parse_file(text);
    let once = format_file(text, None).text;
    let twice = format_file(&once, None).text;
    assert_eq!(once, twice, "the canonical style is a fixed point");
});
