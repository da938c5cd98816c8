//! A request in JSON: see `matter_tests::fuzz::request`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let _ = matter_tests::fuzz::request(bytes);
});
