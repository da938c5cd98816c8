//! A source file, all the way to its guides: see `matter_tests::fuzz::text`.
#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| {
    let _ = matter_tests::fuzz::text(text);
});
