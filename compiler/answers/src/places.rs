//! Places of a catalogue by a part of their name or the beginning of their code.

use matter_runtime::tables::{Region, view};
use matter_runtime::{Catalogue, Error, RegionId};
use serde::Serialize;

use crate::parts::Release;
use crate::request::PlacesRequest;

#[cfg(feature = "schema")]
use schemars::JsonSchema;

/// The most places of one answer.
pub const MOST_PLACES: usize = 50;

/// A place.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
pub struct Place {
    /// Code of twelve digits.
    pub code: String,
    /// Name.
    pub name: String,
    /// Names from the province down.
    pub path: String,
    /// Level, 1 nation to 6 village.
    pub level: u8,
}

/// Places.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
pub struct Places<'c> {
    /// Which release answers.
    pub catalogue: Release<'c>,
    /// In the order of the tree, at most 50.
    pub places: Vec<Place>,
    /// How many there are in all: if they are more than the list holds, it was cut.
    pub total: usize,
}

/// Places of the catalogue's root that are like what is asked; with `anywhere` of the whole country, which a fact such as 户籍地 takes.
///
/// # Errors
/// The image is damaged.
pub fn places<'c>(catalogue: &'c Catalogue, request: &PlacesRequest) -> Result<Places<'c>, Error> {
    let wanted = request.like.as_deref().unwrap_or_default().trim();
    let root = catalogue.root(request.on)?;
    let (mut places, mut total) = (Vec::new(), 0);
    for region in (0..catalogue.count::<Region>()).map(RegionId) {
        if !request.anywhere && !catalogue.lies_in(region, root) {
            continue;
        }
        let row = catalogue.view::<Region>(region.0)?;
        if is_like(&row, wanted, request) {
            total += 1;
            if total <= MOST_PLACES {
                let path = catalogue.region_path(region)?;
                places.push(Place { code: row.code.to_owned(), name: row.name.to_owned(), path, level: row.level });
            }
        }
    }
    Ok(Places { catalogue: Release::of(catalogue)?, places, total })
}

fn is_like(row: &view::Region<'_>, wanted: &str, request: &PlacesRequest) -> bool {
    let exists = row.valid_from.is_none_or(|from| from <= request.on) && row.valid_to.is_none_or(|to| request.on < to);
    exists && (row.name.contains(wanted) || row.code.starts_with(wanted))
}
