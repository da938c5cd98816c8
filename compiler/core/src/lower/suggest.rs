//! Names that resemble a wrong one, as findings carry them.

use std::sync::Arc;

use crate::names::similar;

/// At most three names, best first; equals in the order of their characters, so that the order of a map does not show.
pub(crate) fn suggest(wrong: &str, known: impl IntoIterator<Item = Arc<str>>) -> Vec<Arc<str>> {
    let mut known: Vec<Arc<str>> = known.into_iter().collect();
    known.sort_unstable();
    similar(wrong, known.iter().map(|name| &**name)).into_iter().map(Arc::from).collect()
}
