//! A matter of a release, at a place on a day → its guide (办事指南) as the public reads it, in Chinese or English.
//!
//! What stands in the tables is printed and nothing else; words of the catalogue stay in the language that they were written in. The order
//! of the sections is that of GB/T 36114.

mod basics;
mod document;
mod html;
mod lines;
mod markdown;
mod materials;
mod phrases;
mod procedure;
pub(crate) mod view;

use matter_runtime::tables::{self, Day};
use matter_runtime::{Catalogue, Error, MatterId, RegionId};

pub use document::{Guide, Item, Part, Row, Section, Source, Table};
pub(crate) use html::escaped;
pub use html::{article, html};
pub use markdown::markdown;
pub use phrases::Language;

use crate::diagram::Process;
use view::View;

/// The colours of pages and drawings of their own, light and dark, as variables.
pub(crate) const COLOURS: &str = include_str!("colours.css");

/// What a guide is made for.
#[derive(Clone, Copy, Debug)]
pub struct Wanted {
    /// The matter.
    pub matter: MatterId,
    /// The responsible region; the catalogue's root if absent, or, where the root has no definition, the first place that has one.
    pub place: Option<RegionId>,
    /// The day of acceptance.
    pub day: Day,
    /// Language of headings and phrases.
    pub language: Language,
}

/// The guide of a matter.
///
/// # Errors
/// No definition covers the place on the day; the image is damaged.
pub fn guide(catalogue: &Catalogue, wanted: Wanted) -> Result<Guide, Error> {
    let Wanted { matter, place, day, language } = wanted;
    let view = match place {
        Some(place) => View::new(catalogue, matter, place, day, language)?,
        None => anywhere(catalogue, wanted)?,
    };
    let release = catalogue.release()?;
    let title = view.matter.title_en.clone().filter(|_| language == Language::En);
    let mut sections = vec![
        view.basics(),
        view.bases(),
        view.conditions(),
        view.materials(),
        view.steps(),
        view.times(),
        view.venues(),
        view.money(),
        view.results(),
        view.situations(),
    ];
    sections.extend(view.more());
    sections.extend(view.texts());
    sections.retain(|section| !section.parts.is_empty());
    Ok(Guide {
        language,
        title: title.unwrap_or_else(|| view.matter.name.clone()),
        matter: view.matter.name.clone(),
        notice: String::new(),
        summary: view.matter.summary.clone(),
        place: catalogue.region_path(view.place)?,
        day,
        release: format!("{} {}", release.title, release.version).trim().to_owned(),
        sections,
        process: Process::of(&view),
    })
}

/// A matter that is decided below the root has no guide there: the guide of the first unit of its level for which nothing of its own was said.
fn deeper(catalogue: &Catalogue, wanted: Wanted) -> Result<Option<View<'_>>, Error> {
    let Wanted { matter, day, language, .. } = wanted;
    let root = catalogue.root(day)?;
    let mut first = None;
    for (index, region) in catalogue.rows::<tables::Region>()?.iter().enumerate() {
        let place = RegionId(u32::try_from(index).unwrap_or(u32::MAX));
        if !catalogue.lies_in(place, root) {
            continue;
        }
        match View::new(catalogue, matter, place, day, language) {
            Ok(view) if view.edition.region_first < region.first => return Ok(Some(view)),
            Ok(view) => first = first.or(Some(view)),
            Err(_) => {}
        }
    }
    Ok(first)
}

/// The root's definition, or that of the first place which has one on the day. A matter that is in force on no such day has no guide, as it has
/// no decision.
fn anywhere(catalogue: &Catalogue, wanted: Wanted) -> Result<View<'_>, Error> {
    let Wanted { matter, day, language, .. } = wanted;
    let at_root = catalogue.root(day).and_then(|root| View::new(catalogue, matter, root, day, language));
    let Err(error) = at_root else { return at_root };
    if matches!(error, Error::NotACandidate { .. }) {
        return deeper(catalogue, wanted)?.ok_or(error);
    }
    let name = catalogue.row::<tables::Matter>(matter.0)?.name;
    let editions = catalogue.rows::<tables::Edition>()?.into_iter().filter(|edition| edition.matter == name);
    let regions = catalogue.rows::<tables::Region>()?;
    let found = editions.into_iter().find_map(|edition| {
        let place = regions.iter().position(|region| region.first == edition.region_first)?;
        View::new(catalogue, matter, RegionId(u32::try_from(place).ok()?), day, language).ok()
    });
    found.ok_or(error)
}
