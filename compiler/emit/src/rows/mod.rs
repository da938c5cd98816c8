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

use std::sync::Arc;

use matter_core::calendar::CalendarRows;
use matter_core::diagnostic::{Code, Diagnostic};
use matter_core::hir::{Declarations, Definition, Origin};
use matter_core::regions::RegionTree;
use matter_runtime::tables::{Catalogue, Day, FORMAT_MAJOR, FORMAT_MINOR, Tables};
use rayon::prelude::*;

use edition::Base;
use plan::Plan;

pub(crate) use words::venue_mode;

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

/// Definitions that are planned together.
const GROUP: usize = 1_024;

/// Where a node stands: file relative to the catalogue, line from 1.
pub type Positions<'a> = dyn Fn(&Origin) -> (String, u32) + Sync + 'a;

/// Makes the tables of a release.
///
/// # Errors
/// All lines and definitions whose rows exceed the budget ([`crate::codes`]); nothing is ever approximated.
pub fn tables(
    release: &Release,
    surroundings: &Surroundings<'_>,
    matters: &[Analysed<'_>],
    positions: &Positions<'_>,
) -> Result<Tables, Vec<Diagnostic>> {
    let mut matters: Vec<&Analysed<'_>> = matters.iter().collect();
    matters.sort_by_key(|analysed| canonical(analysed.definition));
    let mut tables = editions(&matters, positions)?;
    let definitions = || matters.iter().map(|analysed| analysed.definition);
    facts::rows(definitions(), surroundings.declarations, &mut tables);
    matters::rows(definitions(), &mut tables);
    world::rows(surroundings, definitions(), &mut tables);
    themes::rows(surroundings.declarations, &mut tables);
    tables.catalogue.push(catalogue(release));
    tables.sort();
    hash::semantic(&mut tables);
    Ok(tables)
}

/// The rows of all editions, made group by group so that few plans are in memory at a time.
fn editions(matters: &[&Analysed<'_>], positions: &Positions<'_>) -> Result<Tables, Vec<Diagnostic>> {
    let (mut tables, mut findings, mut next) = (Tables::default(), Vec::new(), Base::default());
    for group in matters.chunks(GROUP) {
        let plans = match plans(group) {
            Ok(plans) => plans,
            Err(found) => {
                findings.extend(found);
                continue;
            }
        };
        let parts: Vec<Tables> = plans
            .par_iter()
            .zip(bases(&plans, &mut next))
            .zip(group)
            .map(|((plan, base), matter)| {
                let mut part = edition::rows(plan, base, matter.unproved, positions);
                part.sort();
                hash::edition_key(&mut part, base);
                part
            })
            .collect();
        parts.into_iter().for_each(|mut part| tables.append(&mut part));
    }
    if findings.is_empty() { Ok(tables) } else { Err(findings) }
}

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
