//! From an analysed catalogue to its logical tables.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, PoisonError, RwLock};

use matter_core::NodePlaces;
use matter_core::diagnostic::Diagnostic;
use matter_core::hir::{Definition, ItemRef, Origin};
use matter_emit::rows::{Analysed, Assembler, GROUP, Release, Surroundings, of_texts, sealed};
use matter_project::Catalogue;
use matter_runtime::tables::{Day, SourceCatalogue, Tables};

use crate::workspace::{LineNumbers, Workspace};

/// The tables of a release as of a day, all in memory.
///
/// # Errors
/// What is too large for rows.
pub(crate) fn tables(workspace: &Workspace, as_of: Day) -> Result<Tables, Vec<Diagnostic>> {
    let mut all = Tables::default();
    let mut shared = assemble(workspace, as_of, &mut |mut part| all.append(&mut part))?;
    shared.append(&mut all);
    sealed(&mut shared);
    Ok(shared)
}

/// Makes the tables of a release group by group: `take` gets the rows of the matters, what is returned belongs to no matter.
///
/// # Errors
/// What is too large for rows.
pub(crate) fn assemble(
    workspace: &Workspace,
    as_of: Day,
    take: &mut dyn FnMut(Tables),
) -> Result<Tables, Vec<Diagnostic>> {
    let analysis = &workspace.analysis;
    let surroundings = Surroundings {
        declarations: analysis.declarations(),
        regions: analysis.regions(),
        calendars: std::slice::from_ref(&workspace.calendar),
    };
    // The lines of a group's rules: what trees and files say of places is read once for each group, and dropped with it.
    let places: RwLock<(LineNumbers, BTreeMap<ItemRef, NodePlaces>)> = RwLock::default();
    let position = |origin: &Origin| {
        let (numbers, places) = &*places.read().unwrap_or_else(PoisonError::into_inner);
        let start = places.get(&origin.item).map_or(0, |places| places.start(origin.node));
        (origin.item.file.to_string(), numbers.line(&origin.item.file, start))
    };
    let name = |matter: &&ItemRef| analysis.matter_head(matter).map(|head| head.name.clone());
    let mut matters: Vec<&ItemRef> = analysis.matters_in_force().collect();
    matters.sort_by_cached_key(name);
    let mut assembler = Assembler::new(&surroundings, &position);
    for group in matters.chunks(GROUP) {
        let definitions: Vec<Arc<[Definition]>> = analysis.all_definitions(group);
        let rules = definitions.iter().flat_map(|definitions| definitions.iter()).flat_map(|one| &one.rules);
        let items: BTreeSet<&ItemRef> = rules.map(|rule| &rule.origin.item).collect();
        let files: BTreeSet<&Arc<str>> = items.iter().map(|item| &item.file).collect();
        let numbers = LineNumbers::of(analysis, files);
        let read = analysis.node_places(&items.into_iter().collect::<Vec<_>>());
        *places.write().unwrap_or_else(PoisonError::into_inner) = (numbers, read.into_iter().collect());
        let analysed: Vec<Analysed<'_>> = definitions
            .iter()
            .flat_map(|definitions| definitions.iter())
            .map(|definition| Analysed { definition, unproved: &[] })
            .collect();
        assembler.add(&analysed, take);
    }
    assembler.finish(&release(workspace, as_of))
}

fn release(workspace: &Workspace, as_of: Day) -> Release {
    let manifest = &workspace.manifest;
    Release {
        name: manifest.name.to_string(),
        title: manifest.title.to_string(),
        version: manifest.version.to_string(),
        edition: manifest.edition.to_string(),
        language: manifest.language.to_string(),
        root_region: workspace.analysis.regions().code(workspace.analysis.root()).to_string(),
        as_of,
        tool: env!("CARGO_PKG_VERSION").to_owned(),
        sources: sources(workspace),
    }
}

/// The catalogues that the release is made from, with the number of matters that it has from each.
fn sources(workspace: &Workspace) -> Vec<SourceCatalogue> {
    let analysis = &workspace.analysis;
    let mut held: BTreeMap<u16, u32> = BTreeMap::new();
    for rank in analysis.matters_in_force().filter_map(|matter| analysis.rank(&matter.file)) {
        *held.entry(rank).or_default() += 1;
    }
    let row = |(rank, catalogue): (u16, &Catalogue)| {
        let manifest = &catalogue.manifest;
        let region = manifest.region.as_ref().and_then(|code| analysis.regions().by_code(code, workspace.as_of()));
        let inside = |path: &str| path.len() - path.split_once(':').map_or(path.len(), |(_, inside)| inside.len());
        let texts = catalogue.sources.iter().map(|source| {
            let path = source.path.get(inside(&source.path)..).unwrap_or_default();
            (path, &*source.text)
        });
        SourceCatalogue {
            seq: u32::from(rank),
            name: manifest.name.to_string(),
            title: manifest.title.to_string(),
            version: manifest.version.to_string(),
            root_region: analysis.regions().code(region.unwrap_or(0)).to_string(),
            matters: held.get(&rank).copied().unwrap_or(0),
            hash: of_texts(texts),
        }
    };
    (0..).zip(&workspace.project.catalogues).map(row).collect()
}
