//! From an analysed catalogue to its logical tables.

use std::sync::Arc;

use matter_core::diagnostic::{Code, Diagnostic, Place};
use matter_core::hir::{Definition, Origin};
use matter_emit::rows::{self, Analysed, Release, Surroundings};
use matter_runtime::tables::{Day, Tables};

use crate::workspace::{LineNumbers, Workspace};

/// The tables of a release as of a day.
///
/// # Errors
/// What is too large for rows.
pub(crate) fn tables(workspace: &Workspace, as_of: Day) -> Result<Tables, Vec<Diagnostic>> {
    let analysis = &workspace.analysis;
    let definitions: Vec<Arc<[Definition]>> = analysis.all_definitions(&analysis.matters().collect::<Vec<_>>());
    let unproved: &[(Code, Arc<str>)] = &[];
    let analysed: Vec<Analysed<'_>> = definitions
        .iter()
        .flat_map(|definitions| definitions.iter())
        .map(|definition| Analysed { definition, unproved })
        .collect();
    let surroundings = Surroundings {
        declarations: analysis.declarations(),
        regions: analysis.regions(),
        calendars: std::slice::from_ref(&workspace.calendar),
    };
    let numbers = LineNumbers::new(analysis);
    let spans = analysis.clone();
    let spans = std::sync::Mutex::new(spans);
    let position = |origin: &Origin| {
        let place = Place::Node(origin.item.clone(), origin.node);
        let resolved = spans.lock().ok().and_then(|spans| spans.resolve(&place));
        let (file, range) = resolved.unwrap_or_else(|| (origin.item.file.clone(), 0..0));
        let line = numbers.line(&file, range.start);
        (file.to_string(), line)
    };
    rows::tables(&release(workspace, as_of), &surroundings, &analysed, &position)
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
