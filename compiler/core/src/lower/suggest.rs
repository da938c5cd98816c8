//! Names that resemble a wrong one, as findings carry them.

use std::sync::Arc;

use crate::names::similar;
use crate::sounds::sound_alike;

/// At most three names, best first; equals in the order of their characters, so that the order of a map does not show.
pub(crate) fn suggest(wrong: &str, known: impl IntoIterator<Item = Arc<str>>) -> Vec<Arc<str>> {
    let mut known: Vec<Arc<str>> = known.into_iter().collect();
    known.sort_unstable();
    similar(wrong, known.iter().map(|name| &**name)).into_iter().map(Arc::from).collect()
}

/// Words that end the names of organs.
const ORGANS: [&str; 5] = ["局", "厅", "委员会", "委", "部门"];

/// The name that was meant by one that sounds the same, or differs in one of four characters or more. Where any word may stand, only what
/// is certainly a slip is told.
pub(crate) fn misspelt<'n>(written: &str, known: impl IntoIterator<Item = &'n Arc<str>>) -> Option<Arc<str>> {
    let stem = ORGANS.iter().find_map(|end| written.strip_suffix(end)).filter(|stem| stem.chars().count() > 1);
    let meant = |written: &str, name: &str| {
        let length = written.chars().count();
        let differ = || written.chars().zip(name.chars()).filter(|(a, b)| a != b).count();
        length > 1 && length == name.chars().count() && (sound_alike(written, name) || (length > 3 && differ() == 1))
    };
    let found = known.into_iter().filter(|name| meant(written, name) || stem.is_some_and(|stem| meant(stem, name)));
    found.min().cloned()
}
