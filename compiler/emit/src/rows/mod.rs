//! Analysed matters → the logical tables of a release, in canonical order.
//!
//! Each definition is planned (cells and rows) and then written with numbers that it owns, both in parallel; the parts are put together
//! in the order of the editions, so that the result depends neither on the order of the input nor on the number of threads.

mod clauses;
mod edition;
mod facts;
mod hash;
mod lines;
mod matters;
mod plan;
mod questions;
mod savings;
mod themes;
mod words;
mod world;

use std::collections::BTreeSet;
use std::sync::Arc;

use matter_core::calendar::CalendarRows;
use matter_core::diagnostic::{Code, Diagnostic};
use matter_core::hir::{Declarations, Definition, Origin};
use matter_core::regions::RegionTree;
use matter_runtime::tables::{Catalogue, Day, FORMAT_MAJOR, FORMAT_MINOR, SourceCatalogue, Tables};
use rayon::prelude::*;

use edition::Base;
use plan::Plan;

pub use hash::of_texts;
pub(crate) use words::{form, venue_mode};

/// What names a release.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Release {
    /// Short name from the manifest.
    pub name: String,
    /// Title as published.
    pub title: String,
    /// Version of the catalogue.
    pub version: String,
    /// Edition of the language.
    pub edition: String,
    /// `zh` or `en`.
    pub language: String,
    /// Code of the root region.
    pub root_region: String,
    /// The day that stands for "today".
    pub as_of: Day,
    /// Version of the compiler.
    pub tool: String,
    /// The catalogues whose texts it is made from, its own first.
    pub sources: Vec<SourceCatalogue>,
}

/// Everything that is no matter.
#[derive(Clone, Copy)]
pub struct Surroundings<'a> {
    /// Facts, materials, departments, laws …
    pub declarations: &'a Declarations,
    /// Administrative divisions.
    pub regions: &'a RegionTree,
    /// Working-day calendars.
    pub calendars: &'a [CalendarRows],
}

/// One effective definition and what could not be decided about it.
#[derive(Clone, Copy)]
pub struct Analysed<'a> {
    /// The definition.
    pub definition: &'a Definition,
    /// Undecided proofs: code of the finding and address of the line.
    pub unproved: &'a [(Code, Arc<str>)],
}

/// Matters that are best taken together: enough for all cores, few enough for memory.
pub const GROUP: usize = 256;

/// Where a node stands: file relative to the catalogue, line from 1.
pub type Positions<'a> = dyn Fn(&Origin) -> (String, u32) + Sync + 'a;

/// Makes the tables of a release, all in memory.
///
/// # Errors
/// All lines and definitions whose rows exceed the budget ([`crate::codes`]); nothing is ever approximated.
pub fn tables(
    release: &Release,
    surroundings: &Surroundings<'_>,
    matters: &[Analysed<'_>],
    positions: &Positions<'_>,
) -> Result<Tables, Vec<Diagnostic>> {
    let mut matters: Vec<Analysed<'_>> = matters.to_vec();
    matters.sort_by_key(|analysed| canonical(analysed.definition));
    let (mut assembler, mut all) = (Assembler::new(surroundings, positions), Tables::default());
    let by_matter: Vec<&[Analysed<'_>]> =
        matters.chunk_by(|a, b| a.definition.matter.name == b.definition.matter.name).collect();
    for group in by_matter.chunks(GROUP) {
        assembler.add(&group.concat(), &mut |mut part| all.append(&mut part));
    }
    all.append(&mut assembler.finish(release)?);
    sealed(&mut all);
    Ok(all)
}

/// Gives a release that is in memory its hash.
pub fn sealed(tables: &mut Tables) {
    // Rows in memory can always be read.
    if let Ok(hash) = hash::semantic(tables) {
        seal(tables, hash);
    }
}

/// Makes the tables of a release group by group, so that no more than a group of definitions, and the rows that it yields, need to be in
/// memory.
pub struct Assembler<'a> {
    surroundings: &'a Surroundings<'a>,
    positions: &'a Positions<'a>,
    next: Base,
    facts: facts::Facts,
    materials: world::LocalMaterials,
    /// Members of themes, and their rows.
    members: BTreeSet<Arc<str>>,
    themed: Tables,
    findings: Vec<Diagnostic>,
}

impl<'a> Assembler<'a> {
    /// Nothing yet.
    #[must_use]
    pub fn new(surroundings: &'a Surroundings<'a>, positions: &'a Positions<'a>) -> Self {
        let members = themes::all_members(surroundings.declarations);
        Self {
            surroundings,
            positions,
            next: Base::default(),
            facts: facts::Facts::default(),
            materials: world::LocalMaterials::default(),
            members,
            themed: Tables::default(),
            findings: Vec::new(),
        }
    }

    /// Takes the next matters, with all definitions of each, in the order of their names; `take` gets their rows in canonical order, unless
    /// something was too large, in this group or before.
    pub fn add(&mut self, matters: &[Analysed<'_>], take: &mut dyn FnMut(Tables)) {
        let mut matters: Vec<&Analysed<'_>> = matters.iter().collect();
        matters.sort_by_key(|analysed| canonical(analysed.definition));
        let plans = match plans(&matters) {
            Ok(plans) => plans,
            Err(found) => return self.findings.extend(found),
        };
        for analysed in &matters {
            self.facts.add(analysed.definition, self.surroundings.declarations);
            self.materials.add(analysed.definition);
        }
        let positions = self.positions;
        let made: Vec<Tables> = plans
            .par_iter()
            .zip(bases(&plans, &mut self.next))
            .zip(&matters)
            .map(|((plan, base), matter)| {
                let mut part = edition::rows(plan, base, matter.unproved, positions);
                part.sort();
                hash::edition_key(&mut part, base);
                part
            })
            .collect();
        let mut part = Tables::default();
        for (mut rows, analysed) in made.into_iter().zip(&matters) {
            if self.members.contains(&analysed.definition.matter.name) {
                self.themed.append(&mut rows.clone());
            }
            part.append(&mut rows);
        }
        matters::rows(matters.iter().map(|analysed| analysed.definition), &mut part);
        part.sort();
        if self.findings.is_empty() {
            take(part);
        }
    }

    /// The rows that belong to no matter; the release has no hash yet.
    ///
    /// # Errors
    /// All lines and definitions whose rows exceed the budget.
    pub fn finish(self, release: &Release) -> Result<Tables, Vec<Diagnostic>> {
        if !self.findings.is_empty() {
            return Err(self.findings);
        }
        let mut shared = Tables::default();
        self.facts.rows(self.surroundings.declarations, &mut shared);
        world::rows(self.surroundings, self.materials, &mut shared);
        themes::rows(self.surroundings.declarations, &self.themed, &mut shared);
        shared.catalogue.push(catalogue(release));
        shared.source_catalogue.extend_from_slice(&release.sources);
        shared.sort();
        Ok(shared)
    }
}

/// Puts the hash of the whole release into it.
pub(crate) fn seal(shared: &mut Tables, hash: String) {
    for catalogue in &mut shared.catalogue {
        catalogue.semantic_hash.clone_from(&hash);
    }
}

/// The hash of a release that comes in parts.
pub(crate) use hash::semantic;

/// Order of the editions.
fn canonical(definition: &Definition) -> impl Ord + use<> {
    let scope = &definition.scope;
    (definition.matter.name.clone(), scope.depth, scope.first, scope.last, scope.period, scope.region.clone())
}

fn plans<'a>(matters: &[&Analysed<'a>]) -> Result<Vec<Plan<'a>>, Vec<Diagnostic>> {
    let planned: Vec<_> = matters.par_iter().map(|analysed| Plan::new(analysed.definition)).collect();
    let (mut plans, mut findings) = (Vec::with_capacity(planned.len()), Vec::new());
    for plan in planned {
        match plan {
            Ok(plan) => plans.push(plan),
            Err(found) => findings.extend(found),
        }
    }
    if findings.is_empty() { Ok(plans) } else { Err(findings) }
}

/// The first numbers of each edition; `next` is where the last group ended.
fn bases(plans: &[Plan<'_>], next: &mut Base) -> Vec<Base> {
    let count = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    let step = |plan: &Plan<'_>| {
        let base = *next;
        next.edition = next.edition.saturating_add(1);
        next.rule = next.rule.saturating_add(count(plan.rules.len()));
        next.row = next.row.saturating_add(count(plan.row_count()));
        base
    };
    plans.iter().map(step).collect()
}

fn catalogue(release: &Release) -> Catalogue {
    Catalogue {
        name: release.name.clone(),
        title: release.title.clone(),
        version: release.version.clone(),
        edition: release.edition.clone(),
        language: release.language.clone(),
        root_region: release.root_region.clone(),
        as_of: release.as_of,
        format_major: FORMAT_MAJOR,
        format_minor: FORMAT_MINOR,
        semantic_hash: String::new(),
        tool: release.tool.clone(),
    }
}

fn owned(text: &Arc<str>) -> String {
    String::from(&**text)
}

fn maybe(text: &Option<Arc<str>>) -> Option<String> {
    text.as_ref().map(owned)
}
