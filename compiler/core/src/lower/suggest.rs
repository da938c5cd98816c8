//! Names that resemble a wrong one, as findings carry them.

use std::sync::Arc;

use crate::names::{similar, similar_unordered};

/// At most three names, best first; equals in the order of their characters, so that the order of a map does not show.
pub(crate) fn suggest(wrong: &str, known: impl IntoIterator<Item = Arc<str>>) -> Vec<Arc<str>> {
    let mut known: Vec<Arc<str>> = known.into_iter().collect();
    known.sort_unstable();
    similar(wrong, known.iter().map(|name| &**name)).into_iter().map(Arc::from).collect()
}

/// As [`suggest`], for the keys of a map that many threads ask: nothing is copied but what is suggested.
pub(crate) fn suggest_keys<'n>(wrong: &str, known: impl IntoIterator<Item = &'n Arc<str>>) -> Vec<Arc<str>> {
    similar_unordered(wrong, known.into_iter().map(|name| &**name)).into_iter().map(Arc::from).collect()
}
