//! Any bytes as a request in JSON, for every operation, which the first byte names: an answer or a refusal, never a panic.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use matter_answers::{Operation, ask};
use matter_runtime::Catalogue;

/// The seed of the images, which is sound.
static CATALOGUE: LazyLock<Catalogue> =
    LazyLock::new(|| Catalogue::open(include_bytes!("../seeds/image/small").to_vec()).expect("a sound image"));

fuzz_target!(|bytes: &[u8]| {
    let Some((first, request)) = bytes.split_first() else { return };
    let operation = Operation::ALL[usize::from(*first) % Operation::ALL.len()];
    let _ = ask(&CATALOGUE, operation, request);
});
