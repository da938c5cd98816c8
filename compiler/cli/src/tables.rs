//! From an analysed catalogue to its logical tables.

use std::sync::Arc;

use matter_core::diagnostic::{Diagnostic, Place};
use matter_core::hir::{Definition, ItemRef, Origin};
use matter_emit::rows::{Analysed, Assembler, GROUP, Release, Surroundings, sealed};
use matter_runtime::tables::{Day, Tables};

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
    let numbers = LineNumbers::new(analysis);
    let spans = std::sync::Mutex::new(analysis.clone());
    let position = |origin: &Origin| {
        let place = Place::Node(origin.item.clone(), origin.node);
        let resolved = spans.lock().ok().and_then(|spans| spans.resolve(&place));
        let (file, range) = resolved.unwrap_or_else(|| (origin.item.file.clone(), 0..0));
        let line = numbers.line(&file, range.start);
        (file.to_string(), line)
    };
    let name = |matter: &&ItemRef| analysis.matter_head(matter).map(|head| head.name.clone());
    let mut matters: Vec<&ItemRef> = analysis.matters().collect();
    matters.sort_by_cached_key(name);
    let mut assembler = Assembler::new(&surroundings, &position);
    for group in matters.chunks(GROUP) {
        let definitions: Vec<Arc<[Definition]>> = analysis.all_definitions(group);
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
        root_region: manifest.region.as_ref().map(ToString::to_string).unwrap_or_default(),
        as_of,
        tool: env!("CARGO_PKG_VERSION").to_owned(),
    }
}
