//! The standard library, carried inside the program: an installed `matter` needs no files beside it.

/// Texts of the standard library.
#[derive(Clone, Copy, Debug)]
pub struct Library {
    /// `.matter` files: name and text.
    pub sources: &'static [(&'static str, &'static str)],
    /// Administrative divisions (TSV).
    pub regions: &'static str,
    /// Which level acts where one is missing (TSV).
    pub levels: &'static str,
    /// Days off and make-up days (TSV).
    pub calendar: &'static str,
    /// Statutory holidays beyond the last notice (TSV).
    pub statutory_days: &'static str,
}

/// The library of this compiler.
#[must_use]
pub const fn library() -> Library {
    Library {
        sources: &[
            ("departments.matter", include_str!("../../../stdlib/departments.matter")),
            ("facts.matter", include_str!("../../../stdlib/facts.matter")),
            ("laws.matter", include_str!("../../../stdlib/laws.matter")),
            ("materials.matter", include_str!("../../../stdlib/materials.matter")),
            ("profiles.matter", include_str!("../../../stdlib/profiles.matter")),
            ("vocabularies.matter", include_str!("../../../stdlib/vocabularies.matter")),
        ],
        regions: include_str!("../../../stdlib/regions.tsv"),
        levels: include_str!("../../../stdlib/levels.tsv"),
        calendar: include_str!("../../../stdlib/calendar.tsv"),
        statutory_days: include_str!("../../../stdlib/statutory_days.tsv"),
    }
}
