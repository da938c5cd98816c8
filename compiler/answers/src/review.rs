//! What falls due for review: definitions that end and are followed by none, laws that were amended since a matter was last looked at or
//! that end, waivers that run out. The same as the query `review` of the chapter on the tables.

use std::collections::{BTreeMap, BTreeSet};

use matter_runtime::tables::{Basis, Day, Edition, Law, LawAmendment, Matter, Region, Waiver};
use matter_runtime::{Catalogue, Error};
use serde::Serialize;

use crate::date::Date;
use crate::figures::in_force;

#[cfg(feature = "schema")]
use schemars::JsonSchema;

/// Why something falls due for review.
#[derive(Clone, Copy, PartialEq, Eq, Debug, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema), schemars(rename = "ReviewReason"))]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// The definition of a place, named by its code, ends, and no other begins.
    Ends,
    /// A law that the matter rests on was amended after the day (施行) that the matter says of its version.
    LawAmended,
    /// A law that the matter rests on ends.
    LawEnds,
    /// A waiver of a rule ends.
    WaiverEnds,
}

/// Something that falls due for review.
#[derive(Clone, PartialEq, Eq, Debug, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
pub struct Review {
    /// The day: of an end the first day on which it no longer holds, of an amendment its day.
    pub day: Date,
    /// The matter.
    pub matter: String,
    /// Why.
    pub reason: Reason,
    /// What: the code of the place, the law, the code of the rule.
    pub what: String,
}

/// What falls due on a day or in so many days after it, by day and matter.
pub(crate) fn review(catalogue: &Catalogue, editions: &[Edition], on: Day, within: u32) -> Result<Vec<Review>, Error> {
    let last = Day(on.0.saturating_add(i32::try_from(within).unwrap_or(i32::MAX)));
    let mut found = BTreeSet::new();
    let held: Vec<&Edition> = editions.iter().filter(|edition| in_force(edition, on)).collect();
    ends(catalogue, editions, &held, last, &mut found)?;
    laws(catalogue, &held, last, &mut found)?;
    for waiver in catalogue.rows::<Waiver>()? {
        let day = Day(waiver.until.0.saturating_add(1));
        if day <= last {
            found.insert(Review {
                day: Date(day),
                matter: waiver.matter,
                reason: Reason::WaiverEnds,
                what: waiver.code,
            });
        }
    }
    Ok(found.into_iter().collect())
}

fn ends(
    catalogue: &Catalogue,
    editions: &[Edition],
    held: &[&Edition],
    last: Day,
    found: &mut BTreeSet<Review>,
) -> Result<(), Error> {
    for edition in held {
        let Some(day) = edition.day_to.filter(|day| *day <= last) else { continue };
        let place = |edition: &Edition| (edition.region_first, edition.region_last, edition.depth);
        let follows = |other: &Edition| {
            other.matter == edition.matter && other.day_from == Some(day) && place(other) == place(edition)
        };
        if !editions.iter().any(follows) {
            let what = code(catalogue, edition)?;
            found.insert(Review { day: Date(day), matter: edition.matter.clone(), reason: Reason::Ends, what });
        }
    }
    Ok(())
}

/// The code of the place for which a definition stands.
fn code(catalogue: &Catalogue, edition: &Edition) -> Result<String, Error> {
    for number in 0..catalogue.count::<Region>() {
        let region = catalogue.view::<Region>(number)?;
        if (region.first, region.last) == (edition.region_first, edition.region_last) {
            return Ok(region.code.to_owned());
        }
    }
    Ok(String::new())
}

fn laws(catalogue: &Catalogue, held: &[&Edition], last: Day, found: &mut BTreeSet<Review>) -> Result<(), Error> {
    let laws = catalogue.rows::<Law>()?;
    let mut named: BTreeMap<&str, Vec<&Law>> = BTreeMap::new();
    for law in &laws {
        named.entry(&law.name).or_default().push(law);
        if let Some(number) = law.number.as_deref().filter(|number| *number != law.name) {
            named.entry(number).or_default().push(law);
        }
    }
    let mut amended: BTreeMap<String, Vec<Day>> = BTreeMap::new();
    for amendment in catalogue.rows::<LawAmendment>()? {
        amended.entry(amendment.law).or_default().push(amendment.day);
    }
    let since: BTreeMap<String, Option<Day>> =
        catalogue.rows::<Matter>()?.into_iter().map(|matter| (matter.name, matter.valid_from)).collect();
    for edition in held {
        let since = since.get(&edition.matter).copied().flatten();
        for basis in catalogue.views_of::<Basis>(edition.id)? {
            for law in named.get(basis.law).into_iter().flatten() {
                let due = |day, reason| Review {
                    day: Date(day),
                    matter: edition.matter.clone(),
                    reason,
                    what: law.name.clone(),
                };
                let ends = law.valid_to.filter(|day| *day <= last);
                found.extend(ends.map(|day| due(day, Reason::LawEnds)));
                let days = amended.get(&law.name).into_iter().flatten();
                let days = days.filter(|day| since.is_some_and(|since| since < **day) && **day <= last);
                found.extend(days.map(|day| due(*day, Reason::LawAmended)));
            }
        }
    }
    Ok(())
}
