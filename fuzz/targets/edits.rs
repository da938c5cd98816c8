//! Edits in an editor: see `matter_tests::fuzz::edits`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    matter_tests::fuzz::edits(bytes);
});
