//! A catalogue on disk, compiled: definitions, tests and tables side by side, so that every carrier can be compared with what it came from.

use std::path::Path;
use std::sync::Arc;

use matter_core::calendar::CalendarRows;
use matter_core::hir::{Definition, Origin, TestCase};
use matter_core::regions::RegionTree;
use matter_core::{Host, Settings};
use matter_emit::rows::{self, Analysed, Release, Surroundings};
use matter_project::{library, load};
use matter_runtime::tables::{Day, Tables};

/// A compiled catalogue.
pub struct Compiled {
    /// The day that stands for today.
    pub as_of: Day,
    /// Effective definitions of all matters.
    pub definitions: Vec<Definition>,
    /// Tests written in the language.
    pub tests: Vec<Arc<TestCase>>,
    /// The tables.
    pub tables: Tables,
}

/// Compiles the catalogue in a folder. Lines of origin are left 0: no carrier's answer depends on them.
///
/// # Panics
/// If the folder holds no catalogue, or one that is too large for rows.
#[must_use]
pub fn compile(folder: &Path) -> Compiled {
    let project = load(folder);
    let manifest = &project.catalogues.first().expect("a catalogue").manifest;
    let mut host = Host::new();
    host.set_regions(Arc::new(RegionTree::read(library().regions, library().levels).0));
    host.set_settings(Settings {
        region: manifest.region.clone(),
        dependencies: project.dependency_regions(),
        as_of: manifest.as_of,
        ..Settings::default()
    });
    let standard = library().sources.iter().map(|(name, text)| (format!("std:{name}").into(), Arc::from(*text), 9));
    let own = (0..).zip(&project.catalogues).flat_map(|(rank, catalogue)| {
        catalogue.sources.iter().map(move |source| (source.path.clone(), source.text.clone(), rank))
    });
    host.set_files(own.chain(standard));
    let analysis = host.analysis();
    let definitions: Vec<Definition> =
        analysis.matters_in_force().flat_map(|matter| analysis.definitions(matter).to_vec()).collect();
    let as_of = manifest.as_of.expect("a day for today");
    let release = Release {
        name: manifest.name.to_string(),
        title: manifest.title.to_string(),
        version: manifest.version.to_string(),
        edition: manifest.edition.to_string(),
        language: manifest.language.to_string(),
        root_region: analysis.regions().code(analysis.root()).to_string(),
        as_of,
        tool: "test".to_owned(),
        sources: Vec::new(),
    };
    let calendar = CalendarRows::read("cn", library().calendar, library().statutory_days).0.expect("a calendar");
    let surroundings = Surroundings {
        declarations: analysis.declarations(),
        regions: analysis.regions(),
        calendars: std::slice::from_ref(&calendar),
    };
    let analysed: Vec<Analysed<'_>> =
        definitions.iter().map(|definition| Analysed { definition, unproved: &[] }).collect();
    let position = |origin: &Origin| (origin.item.file.to_string(), 0);
    let tables = rows::tables(&release, &surroundings, &analysed, &position).expect("within the budget of rows");
    Compiled { as_of, tests: analysis.tests(), tables, definitions }
}
