//! A matter of two releases → what became of it: its definitions are compared for every place for which one of the releases has one, on the
//! day that is asked for and on each later day on which one of them changes.

use std::collections::{BTreeMap, BTreeSet};

use matter_answers::Date;
use matter_runtime::tables::{
    self, Basis, Day, Edition, HandlingItem, Limit, Matter, MatterCode, MatterServes, Text, Visit,
};
use matter_runtime::{Catalogue, EditionId, Error};

use crate::cases::Cases;
use crate::lines::lines;
use crate::pairs;
use crate::record::Record;
use crate::release::{MatterEntry, Release, in_force, row, rows};
use crate::report::{Block, Change, Effect, Fall, MatterChange, Outcome};

/// What became of one matter.
pub(crate) enum Became {
    /// Something differs.
    Changed(MatterChange),
    /// Nothing does.
    Same(Measures),
}

/// What is added up over matters, before and after.
#[derive(Clone, Copy, Default)]
pub(crate) struct Measures {
    pub(crate) working_days: Option<Fall>,
    pub(crate) visits: Option<Fall>,
    pub(crate) materials: Option<Fall>,
}

/// All matters of both releases by name.
pub(crate) fn matters(old: &Release<'_>, new: &Release<'_>, day: Day) -> Result<Vec<Became>, Error> {
    let renamed = renamed(old, new)?;
    let mut found: BTreeMap<&str, Became> = BTreeMap::new();
    for (name, after) in &new.matters {
        let was = renamed.get(name.as_str()).copied().unwrap_or(name);
        let became = match old.matters.get(was) {
            Some(before) => Pair { old, new, before, after, day }.became()?,
            None => Became::Changed(alone(after, Outcome::Added)),
        };
        found.insert(name, became);
    }
    let kept: BTreeSet<&str> = renamed.values().copied().collect();
    for (name, before) in old.matters.iter().filter(|(name, _)| !kept.contains(name.as_str())) {
        found.entry(name).or_insert_with(|| Became::Changed(alone(before, Outcome::Cut)));
    }
    Ok(found.into_values().collect())
}

/// Matters of the later release under other names: one of their codes is that of a matter whose name is gone.
fn renamed<'a>(old: &'a Release<'_>, new: &'a Release<'_>) -> Result<BTreeMap<&'a str, &'a str>, Error> {
    let codes = |one: &Release<'_>, other: &Release<'_>| -> Result<Vec<MatterCode>, Error> {
        let all = one.catalogue.rows::<MatterCode>()?;
        Ok(all.into_iter().filter(|code| !other.matters.contains_key(&code.matter)).collect())
    };
    let (gone, come) = (codes(old, new)?, codes(new, old)?);
    let mut found = BTreeMap::new();
    for code in &come {
        let mut same = gone.iter().filter(|other| other.system == code.system && other.code == code.code);
        let name =
            same.next().filter(|_| same.next().is_none()).and_then(|other| old.matters.get_key_value(&other.matter));
        if let (Some((was, _)), Some((name, _))) = (name, new.matters.get_key_value(&code.matter))
            && !found.values().any(|taken| *taken == was.as_str())
        {
            found.entry(name.as_str()).or_insert(was.as_str());
        }
    }
    Ok(found)
}

fn alone(matter: &MatterEntry, outcome: Outcome) -> MatterChange {
    MatterChange {
        matter: matter.row.name.clone(),
        was: None,
        kind: matter.row.kind.clone(),
        department: matter.row.department.clone(),
        outcome,
        working_days: None,
        visits: None,
        materials: None,
        head: Vec::new(),
        blocks: Vec::new(),
    }
}

/// A matter that both releases have.
struct Pair<'p, 'c> {
    old: &'p Release<'c>,
    new: &'p Release<'c>,
    before: &'p MatterEntry,
    after: &'p MatterEntry,
    day: Day,
}

impl Pair<'_, '_> {
    fn became(&self) -> Result<Became, Error> {
        let (head, blocks) = (self.head()?, self.blocks()?);
        let measures = self.measures()?;
        if head.is_empty() && blocks.is_empty() {
            return Ok(Became::Same(measures));
        }
        let Measures { working_days, visits, materials } = measures;
        let was = (self.before.row.name != self.after.row.name).then(|| self.before.row.name.clone());
        let made =
            MatterChange { was, working_days, visits, materials, head, blocks, ..alone(self.after, Outcome::Altered) };
        let outcome = outcome(&made);
        Ok(Became::Changed(MatterChange { outcome, ..made }))
    }

    /// What changed of what all definitions share.
    fn head(&self) -> Result<Vec<Change>, Error> {
        let mut found = Vec::new();
        let (was, is) = (&self.before.row, &self.after.row);
        let (before, after) = (Record::of(was), Record::of(is));
        if before != after {
            found.push(row::<Matter>(&is.name, Some(&before), Some(&after)));
        }
        let (one, other) = (self.old.catalogue, self.new.catalogue);
        // Under another name the rows are the same matter's.
        let named = |release: &Catalogue, name: &str| -> Result<_, Error> {
            let mut rows = (
                release.rows_named::<MatterServes>(name)?,
                release.rows_named::<MatterCode>(name)?,
                release.rows_named::<HandlingItem>(name)?,
            );
            rows.0.iter_mut().for_each(|row| row.matter.clone_from(&is.name));
            rows.1.iter_mut().for_each(|row| row.matter.clone_from(&is.name));
            rows.2.iter_mut().for_each(|row| row.matter.clone_from(&is.name));
            Ok(rows)
        };
        let (before, after) = (named(one, &was.name)?, named(other, &is.name)?);
        rows(&before.0, &after.0, &mut found);
        rows(&before.1, &after.1, &mut found);
        rows(&before.2, &after.2, &mut found);
        Ok(found)
    }

    /// Places for which one of the releases has a definition of its own, the widest first.
    fn places(&self) -> Vec<String> {
        let of = |release: &Release<'_>, matter: &MatterEntry| {
            let place = |edition: &Edition| (edition.depth, release.place(edition));
            matter.editions.iter().map(place).collect::<Vec<_>>()
        };
        let mut places = of(self.old, self.before);
        places.extend(of(self.new, self.after));
        places.sort();
        let mut seen = BTreeSet::new();
        places.into_iter().map(|(_, place)| place).filter(|place| seen.insert(place.clone())).collect()
    }

    /// The day that is asked for, and the later days on which a definition begins or ends.
    fn days(&self) -> BTreeSet<Day> {
        let editions = self.before.editions.iter().chain(&self.after.editions);
        let bounds = editions.flat_map(|edition| [edition.day_from, edition.day_to]).flatten();
        bounds.filter(|bound| *bound > self.day).chain([self.day]).collect()
    }

    fn blocks(&self) -> Result<Vec<Block>, Error> {
        let mut blocks: Vec<Block> = Vec::new();
        let mut known: BTreeMap<(Option<u32>, Option<u32>), Vec<Change>> = BTreeMap::new();
        for place in self.places() {
            let mut last: Option<Vec<Change>> = None;
            for day in self.days() {
                let pair =
                    (self.old.definition(self.before, &place, day), self.new.definition(self.after, &place, day));
                let key = (pair.0.map(|edition| edition.id), pair.1.map(|edition| edition.id));
                let changes = match known.get(&key) {
                    Some(changes) => changes.clone(),
                    None => self.definitions(pair.0, pair.1)?,
                };
                known.insert(key, changes.clone());
                if !changes.is_empty() && last.as_ref() != Some(&changes) {
                    let from = (day > self.day).then_some(Date(day));
                    self.add(&mut blocks, &place, from, &changes)?;
                }
                last = Some(changes);
            }
        }
        Ok(blocks)
    }

    /// Places where the same changed are one block.
    fn add(&self, blocks: &mut Vec<Block>, place: &str, from: Option<Date>, changes: &[Change]) -> Result<(), Error> {
        let name = self.new.place_name(place)?;
        match blocks.iter_mut().find(|block| block.from == from && block.changes == changes) {
            Some(block) => block.places.push(name),
            None => blocks.push(Block { places: vec![name], from, changes: changes.to_vec() }),
        }
        Ok(())
    }

    /// What changed from one definition to the other; one that is missing has no lines.
    fn definitions(&self, before: Option<&Edition>, after: Option<&Edition>) -> Result<Vec<Change>, Error> {
        let (Some(before), Some(after)) = (before, after) else {
            return self.began_or_ended(before, after);
        };
        if before.key == after.key {
            return Ok(Vec::new());
        }
        let (was, is) = (EditionId(before.id), EditionId(after.id));
        let cases = Cases::of((self.old, was), (self.new, is))?;
        let mut found = pairs::changes(&lines(self.old, was)?, &lines(self.new, is)?, &cases);
        let (one, other) = (self.old.catalogue, self.new.catalogue);
        rows(&of_matter(one.rows_of::<Basis>(was.0)?), &of_matter(other.rows_of::<Basis>(is.0)?), &mut found);
        rows(&one.rows_of::<Text>(was.0)?, &other.rows_of::<Text>(is.0)?, &mut found);
        Ok(found)
    }

    /// A matter that is not offered at a place before, or any more.
    fn began_or_ended(&self, before: Option<&Edition>, after: Option<&Edition>) -> Result<Vec<Change>, Error> {
        let mut found = Vec::new();
        rows(before.map_or(&[], std::slice::from_ref), after.map_or(&[], std::slice::from_ref), &mut found);
        for change in &mut found {
            change.effect = if after.is_some() { Effect::Better } else { Effect::Worse };
        }
        Ok(found)
    }

    fn measures(&self) -> Result<Measures, Error> {
        let (before, after) = (widest(self.before, self.day), widest(self.after, self.day));
        let (Some(before), Some(after)) = (before, after) else { return Ok(Measures::default()) };
        let was = Measured::of(self.old.catalogue, before)?;
        let is = if before.key == after.key { was } else { Measured::of(self.new.catalogue, after)? };
        let fall = |was: Option<i64>, is: Option<i64>| Some(Fall::new(was?, is?));
        Ok(Measures {
            working_days: fall(was.promise, is.promise),
            visits: fall(was.visits, is.visits),
            materials: fall(Some(was.materials), Some(is.materials)),
        })
    }
}

/// What a definition takes, at most.
#[derive(Clone, Copy, Default)]
struct Measured {
    /// Working days of the longest promise; none if there is no promise or one in another unit.
    promise: Option<i64>,
    visits: Option<i64>,
    materials: i64,
}

impl Measured {
    fn of(catalogue: &Catalogue, edition: &Edition) -> Result<Self, Error> {
        let (mut made, mut in_days) = (Self::default(), true);
        for id in catalogue.rules_of(EditionId(edition.id))? {
            match catalogue.view::<tables::Rule>(id.0)?.kind {
                "requirement" => made.materials += 1,
                "visit" => {
                    let visit = catalogue.yields::<Visit>(id)?;
                    made.visits = made.visits.max(visit.map(|visit| i64::from(visit.count)));
                }
                "limit" => {
                    let limit = catalogue.yields::<Limit>(id)?;
                    if let Some(limit) = limit.filter(|limit| limit.kind == "promised") {
                        in_days &= limit.unit == "working_days";
                        made.promise = made.promise.max(limit.amount);
                    }
                }
                _ => {}
            }
        }
        Ok(Self { promise: made.promise.filter(|_| in_days), ..made })
    }
}

/// The definition that holds on a day for most places.
fn widest(matter: &MatterEntry, day: Day) -> Option<&Edition> {
    let held = matter.editions.iter().filter(|edition| in_force(edition, day));
    held.min_by_key(|edition| (edition.depth, edition.region_first))
}

/// Bases of the whole matter.
fn of_matter(bases: Vec<Basis>) -> Vec<Basis> {
    bases.into_iter().filter(|basis| basis.rule.is_none()).collect()
}

fn outcome(matter: &MatterChange) -> Outcome {
    let any = |effect| matter.changes().any(|change| change.effect == effect);
    match (any(Effect::Better), any(Effect::Worse)) {
        (true, false) => Outcome::Optimised,
        (false, true) => Outcome::Burdened,
        (true, true) => Outcome::Mixed,
        (false, false) => Outcome::Altered,
    }
}
