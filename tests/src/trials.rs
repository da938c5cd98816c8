//! The tests of a catalogue in memory, run through its tables as `matter test` runs them.

use std::sync::Arc;

use matter_core::Analysis;
use matter_core::calendar::CalendarRows;
use matter_core::hir::{Definition, Origin, TestCase};
use matter_emit::rows::{self, Analysed, Release, Surroundings};
use matter_emit::trial::{self, Setting, Trial};
use matter_project::library;
use matter_runtime::tables::Day;
use matter_runtime::{Catalogue, image};

/// Every test that can be run, with what came of it.
///
/// # Panics
/// If the tables cannot be made: the catalogue must have no errors.
#[must_use]
pub fn run(analysis: &Analysis) -> Vec<(Arc<TestCase>, Trial)> {
    let tests = analysis.tests();
    if tests.is_empty() {
        return Vec::new();
    }
    let as_of = analysis.settings().as_of.unwrap_or(Day(0));
    let catalogue = catalogue(analysis, as_of);
    let setting =
        Setting { catalogue: &catalogue, declarations: analysis.declarations(), regions: analysis.regions(), as_of };
    tests.into_iter().map(|test| (Arc::clone(&test), trial::run(&setting, &test))).collect()
}

fn catalogue(analysis: &Analysis, as_of: Day) -> Catalogue {
    let definitions: Vec<Arc<[Definition]>> = analysis.matters().map(|matter| analysis.definitions(matter)).collect();
    let definitions = definitions.iter().flat_map(|definitions| definitions.iter());
    let analysed: Vec<Analysed<'_>> = definitions.map(|definition| Analysed { definition, unproved: &[] }).collect();
    let library = library();
    let calendar = CalendarRows::read("cn", library.calendar, library.statutory_days).0.expect("a calendar");
    let surroundings = Surroundings {
        declarations: analysis.declarations(),
        regions: analysis.regions(),
        calendars: std::slice::from_ref(&calendar),
    };
    let release = Release {
        name: "spec".to_owned(),
        title: "示例目录".to_owned(),
        version: "1".to_owned(),
        edition: "2026".to_owned(),
        language: "zh".to_owned(),
        root_region: analysis.settings().region.as_deref().unwrap_or_default().to_owned(),
        as_of,
        tool: "spec".to_owned(),
    };
    let position = |origin: &Origin| (origin.item.file.to_string(), origin.node.0);
    let tables = rows::tables(&release, &surroundings, &analysed, &position).expect("tables of this size");
    Catalogue::open(image::build(&tables).expect("an image")).expect("an image that was just made")
}
