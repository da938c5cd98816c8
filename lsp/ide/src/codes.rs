//! What belongs to a code wherever it is found: its page, and how an editor may draw what it marks.

pub use matter_checks::explain::explain as page;

/// How an editor may draw a marked text, beside underlining it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Tag {
    /// Says nothing that holds: faded.
    Unnecessary,
    /// No longer in force: struck through.
    Deprecated,
}

/// The tag of a code, if it has one.
#[must_use]
pub fn tag(code: &str) -> Option<Tag> {
    match code {
        // A line that never applies, conditions that always hold or follow from others, an exclusion and a waiver that exclude nothing.
        "E0403" | "E0404" | "E0406" | "E0409" | "E0584" => Some(Tag::Unnecessary),
        // A law that is not in force.
        "E0321" => Some(Tag::Deprecated),
        _ => None,
    }
}
