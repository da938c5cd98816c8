//! Two releases → what changed for people: matters that came and went, and of each matter the lines that are new, gone or different, with
//! whether that is better or worse for who applies.
//!
//! Both releases are opened images: whoever has only those can compare them. Cases are compared exactly ([`matter_decide`]), so that a
//! condition that is written in other words is no change, and one that is met by fewer people is worse though its title is the same.
//! Knows no sources of catalogues, no files, and no words but those that the releases themselves hold.

mod cases;
mod judge;
mod lines;
mod matter;
mod pairs;
mod record;
mod release;
mod report;
mod totals;

pub use record::Record;
#[cfg(feature = "schema")]
pub use report::schema;
pub use report::{
    Block, Change, ChangeCount, Compared, Difference, Effect, Fall, MatterChange, MatterCount, Outcome, Said, Shift,
    What,
};

use matter_runtime::tables::Day;
use matter_runtime::{Catalogue, Error, Language};

/// Compares two releases as they are on a day, and on the later days on which one of them changes; sentences are in `language`.
///
/// # Errors
/// An image is damaged.
pub fn compare(old: &Catalogue, new: &Catalogue, day: Day, language: Language) -> Result<Difference, Error> {
    let (old, new) = (release::Release::of(old, day, language)?, release::Release::of(new, day, language)?);
    let matters = matter::matters(&old, &new, day)?;
    let elsewhere = release::elsewhere(&old, &new)?;
    Ok(totals::difference(&old, &new, day, matters, elsewhere))
}
