//! What an open release is: versions, hash, counts, how far its calendars are published.

use matter_runtime::tables;
use matter_runtime::{Catalogue, Error};
use serde::Serialize;

use crate::date::Date;

#[cfg(feature = "schema")]
use schemars::JsonSchema;

/// Versions and hash of a release.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
pub struct ReleaseInfo {
    /// Name.
    pub name: String,
    /// Title.
    pub title: String,
    /// Version.
    pub version: String,
    /// Edition of the language.
    pub edition: String,
    /// Language of its texts.
    pub language: String,
    /// Code of its root region.
    pub root_region: String,
    /// The day as of which it was compiled.
    pub as_of: Date,
    /// Major number of the table format.
    pub format_major: u16,
    /// Minor number of the table format.
    pub format_minor: u16,
    /// Hash of what the release means.
    pub hash: String,
    /// Version of the compiler.
    pub tool: String,
}

impl ReleaseInfo {
    pub(crate) fn new(row: tables::Catalogue) -> Self {
        Self {
            name: row.name,
            title: row.title,
            version: row.version,
            edition: row.edition,
            language: row.language,
            root_region: row.root_region,
            as_of: Date(row.as_of),
            format_major: row.format_major,
            format_minor: row.format_minor,
            hash: row.semantic_hash,
            tool: row.tool,
        }
    }
}

/// A catalogue whose texts a release was made from.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
pub struct SourceInfo {
    /// Name.
    pub name: String,
    /// Title.
    pub title: String,
    /// Version.
    pub version: String,
    /// Code of its root region.
    pub root_region: String,
    /// Matters of it that the release holds.
    pub matters: u32,
    /// SHA-256 of its texts.
    pub hash: String,
}

/// How many there are.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
pub struct Counts {
    /// Matters.
    pub matters: u32,
    /// Definitions.
    pub editions: u32,
    /// Rules.
    pub rules: u32,
    /// Facts.
    pub facts: u32,
    /// Documents.
    pub materials: u32,
    /// Combined services.
    pub themes: u32,
    /// Places.
    pub regions: u32,
}

/// A calendar of working days.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
pub struct Calendar {
    /// Name.
    pub name: String,
    /// First published day.
    pub published_from: Date,
    /// Last published day; what lies behind it is provisional.
    pub published_to: Date,
}

/// What an open release is.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
pub struct Info {
    /// The release.
    pub catalogue: ReleaseInfo,
    /// Counts.
    pub counts: Counts,
    /// The catalogues whose texts it was made from, its own first.
    pub sources: Vec<SourceInfo>,
    /// Calendars.
    pub calendars: Vec<Calendar>,
}

/// What this release is.
///
/// # Errors
/// The image is damaged.
pub fn info(catalogue: &Catalogue) -> Result<Info, Error> {
    let calendar = |row: tables::Calendar| Calendar {
        name: row.name,
        published_from: Date(row.published_from),
        published_to: Date(row.published_to),
    };
    let source = |row: tables::SourceCatalogue| SourceInfo {
        name: row.name,
        title: row.title,
        version: row.version,
        root_region: row.root_region,
        matters: row.matters,
        hash: row.hash,
    };
    Ok(Info {
        catalogue: ReleaseInfo::new(catalogue.release()?),
        counts: Counts {
            matters: catalogue.count::<tables::Matter>(),
            editions: catalogue.count::<tables::Edition>(),
            rules: catalogue.count::<tables::Rule>(),
            facts: catalogue.count::<tables::Fact>(),
            materials: catalogue.count::<tables::Material>(),
            themes: catalogue.count::<tables::Theme>(),
            regions: catalogue.count::<tables::Region>(),
        },
        sources: catalogue.rows::<tables::SourceCatalogue>()?.into_iter().map(source).collect(),
        calendars: catalogue.rows::<tables::Calendar>()?.into_iter().map(calendar).collect(),
    })
}
