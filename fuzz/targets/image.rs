//! An image with damage: see `matter_tests::fuzz::image`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    matter_tests::fuzz::image(bytes);
});
