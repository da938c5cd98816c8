//! An opened release, indexed for comparison: the definitions of each matter by place and day, and rows that belong to no matter.

use std::collections::{BTreeMap, BTreeSet};

use matter_runtime::tables::{
    self, Body, Day, Edition, Hall, HallChannel, HallHours, HallWindow, IntermediaryService, Matter, Region, Row,
    Theme, ThemeJoint, ThemeMatter, ThemeSaving, ThemeStage, WindowMatter,
};
use matter_runtime::{Catalogue, Error, Language, RegionId};

use crate::judge;
use crate::record::Record;
use crate::report::{Change, Effect, Said, What};

/// A release with what is looked up again and again.
pub(crate) struct Release<'c> {
    pub(crate) catalogue: &'c Catalogue,
    pub(crate) language: Language,
    pub(crate) row: tables::Catalogue,
    /// Matters by name.
    pub(crate) matters: BTreeMap<String, MatterEntry>,
    /// Codes of places, in the order of positions: equal in two releases whose positions mean the same places.
    pub(crate) places: Vec<(u32, u32, String)>,
    units: BTreeMap<(u32, u32), (String, RegionId)>,
    firsts: BTreeMap<String, u32>,
}

/// A matter and its definitions.
pub(crate) struct MatterEntry {
    pub(crate) row: Matter,
    pub(crate) editions: Vec<Edition>,
}

impl<'c> Release<'c> {
    pub(crate) fn of(catalogue: &'c Catalogue, day: Day, language: Language) -> Result<Self, Error> {
        let mut matters: BTreeMap<String, MatterEntry> = catalogue
            .rows::<Matter>()?
            .into_iter()
            .map(|row| (row.name.clone(), MatterEntry { row, editions: Vec::new() }))
            .collect();
        for edition in catalogue.rows::<Edition>()? {
            if let Some(matter) = matters.get_mut(&edition.matter) {
                matter.editions.push(edition);
            }
        }
        let mut made = Self {
            catalogue,
            language,
            row: catalogue.release()?,
            matters,
            places: Vec::new(),
            units: BTreeMap::new(),
            firsts: BTreeMap::new(),
        };
        made.read_places(day)?;
        Ok(made)
    }

    fn read_places(&mut self, day: Day) -> Result<(), Error> {
        for number in 0..self.catalogue.count::<Region>() {
            let region = self.catalogue.view::<Region>(number)?;
            let exists = region.valid_from.is_none_or(|from| from <= day) && region.valid_to.is_none_or(|to| day < to);
            if exists {
                let code = region.code.to_owned();
                self.firsts.insert(code.clone(), region.first);
                self.units.insert((region.first, region.last), (code.clone(), RegionId(number)));
                self.places.push((region.first, region.last, code));
            }
        }
        self.places.sort_unstable();
        Ok(())
    }

    /// The code of the place for which an edition stands.
    pub(crate) fn place(&self, edition: &Edition) -> String {
        let unit = self.units.get(&(edition.region_first, edition.region_last));
        unit.map_or_else(|| format!("{}-{}", edition.region_first, edition.region_last), |(code, _)| code.clone())
    }

    /// The names of a place from the province down; its code where this release has no such place.
    pub(crate) fn place_name(&self, code: &str) -> Result<String, Error> {
        let unit = self.units.values().find(|(known, _)| known == code);
        unit.map_or_else(|| Ok(code.to_owned()), |(_, region)| self.catalogue.region_path(*region))
    }

    /// The definition of a matter that holds at a place on a day.
    pub(crate) fn definition<'m>(&self, matter: &'m MatterEntry, code: &str, day: Day) -> Option<&'m Edition> {
        let first = *self.firsts.get(code)?;
        let holds = |edition: &&Edition| {
            (edition.region_first..=edition.region_last).contains(&first) && in_force(edition, day)
        };
        matter.editions.iter().filter(holds).max_by_key(|edition| (edition.depth, edition.day_from))
    }
}

/// Whether a definition holds on a day.
pub(crate) fn in_force(edition: &Edition, day: Day) -> bool {
    edition.day_from.is_none_or(|from| from <= day) && edition.day_to.is_none_or(|to| day < to)
}

/// Rows that belong to no matter and differ: calendars, organs, halls, windows, combined services, intermediaries.
pub(crate) fn elsewhere(old: &Release<'_>, new: &Release<'_>) -> Result<Vec<Change>, Error> {
    let mut found = Vec::new();
    rows_of::<tables::Calendar>(old, new, &mut found)?;
    rows_of::<Body>(old, new, &mut found)?;
    rows_of::<Hall>(old, new, &mut found)?;
    rows_of::<HallHours>(old, new, &mut found)?;
    rows_of::<HallChannel>(old, new, &mut found)?;
    rows_of::<HallWindow>(old, new, &mut found)?;
    rows_of::<WindowMatter>(old, new, &mut found)?;
    rows_of::<Theme>(old, new, &mut found)?;
    rows_of::<ThemeStage>(old, new, &mut found)?;
    rows_of::<ThemeMatter>(old, new, &mut found)?;
    rows_of::<ThemeJoint>(old, new, &mut found)?;
    rows_of::<ThemeSaving>(old, new, &mut found)?;
    rows_of::<IntermediaryService>(old, new, &mut found)?;
    Ok(found)
}

fn rows_of<R: Row>(old: &Release<'_>, new: &Release<'_>, found: &mut Vec<Change>) -> Result<(), Error> {
    rows(&old.catalogue.rows::<R>()?, &new.catalogue.rows::<R>()?, found);
    Ok(())
}

/// Rows of one table that differ, by their keys.
pub(crate) fn rows<R: Row>(old: &[R], new: &[R], found: &mut Vec<Change>) {
    let (before, after) = (by_key(old), by_key(new));
    let keys: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    for key in keys {
        let (before, after) = (before.get(key), after.get(key));
        if before != after {
            found.push(row::<R>(key, before, after));
        }
    }
}

fn by_key<R: Row>(rows: &[R]) -> BTreeMap<String, Record> {
    let record = |row| {
        let record = Record::of(row);
        (record.identity::<R>(), record)
    };
    rows.iter().map(record).collect()
}

/// A row that differs.
pub(crate) fn row<R: Row>(key: &str, before: Option<&Record>, after: Option<&Record>) -> Change {
    let said = |record: &Record| Said {
        text: key.to_owned(),
        row: record.clone(),
        parts: Vec::new(),
        condition: None,
        basis: Vec::new(),
        rule: None,
        source: None,
    };
    let (what, effect) = match (before, after) {
        (Some(before), Some(after)) => (What::Changed, judge::row(R::SCHEMA.name, before, after)),
        (None, _) => (What::Added, judge::given(R::SCHEMA.name)),
        (Some(_), None) => (What::Removed, judge::given(R::SCHEMA.name).reversed()),
    };
    let (before, after) = (before.map(said), after.map(said));
    Change { kind: R::SCHEMA.name.to_owned(), what, effect, cases: None, before, after }
}

impl Effect {
    /// What the opposite change would mean.
    pub(crate) const fn reversed(self) -> Self {
        match self {
            Self::Better => Self::Worse,
            Self::Worse => Self::Better,
            Self::Neutral => Self::Neutral,
        }
    }
}
