//! Any bytes as a request in JSON, for every operation, which the first byte names: an answer or a refusal, never a panic.

use std::sync::LazyLock;

use matter_answers::{Operation, ask};
use matter_runtime::Catalogue;

use super::{settings, sound};
use crate::compiled;
use crate::workspace::Workspace;

static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(|| {
    let mut workspace = Workspace::new();
    workspace.set(settings(), sound());
    compiled::compile(&workspace.analysis())
});

/// Asks; says whether there was an answer.
///
/// # Panics
/// If the runtime does.
pub fn request(bytes: &[u8]) -> bool {
    let Some((first, request)) = bytes.split_first() else { return false };
    let operation = Operation::ALL[usize::from(*first) % Operation::ALL.len()];
    ask(&CATALOGUE, operation, request).is_ok()
}
