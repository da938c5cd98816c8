//! From definitions to tables, without a snapshot: what tests run on and guides are printed from.

use std::sync::Arc;

use matter_core::diagnostic::Code;
use matter_core::hir::{Day, Declarations, Definition, Origin};
use matter_core::regions::RegionTree;
use matter_emit::rows::{self, Analysed, Release, Surroundings};
use matter_runtime::tables::Tables;

use crate::{Snapshot, Standard};

/// Everything that tables are made from.
pub(crate) struct Source {
    definitions: Vec<Arc<[Definition]>>,
    pub(crate) declarations: Declarations,
    pub(crate) regions: Arc<RegionTree>,
    standard: Arc<Standard>,
    pub(crate) release: Release,
}

impl Snapshot {
    /// Collects what the tables of some matters are made from.
    pub(crate) fn source(&self, definitions: Vec<Arc<[Definition]>>) -> Source {
        let settings = self.analysis.settings();
        let name = |index: usize| self.profile.name.get(index).map(ToString::to_string).unwrap_or_default();
        Source {
            definitions,
            declarations: self.analysis.declarations().clone(),
            regions: Arc::clone(self.analysis.regions()),
            standard: Arc::clone(&self.standard),
            release: Release {
                name: name(0),
                title: name(1),
                version: name(2),
                edition: name(3),
                language: self.words("zh", "en").to_owned(),
                root_region: settings.region.as_ref().map(ToString::to_string).unwrap_or_default(),
                as_of: settings.as_of.unwrap_or(Day(0)),
                tool: env!("CARGO_PKG_VERSION").to_owned(),
            },
        }
    }
}

impl Source {
    /// Makes the tables.
    ///
    /// # Errors
    /// Codes of what is too large for rows.
    pub(crate) fn tables(&self) -> Result<Tables, String> {
        let unproved: &[(Code, Arc<str>)] = &[];
        let all = self.definitions.iter().flat_map(|definitions| definitions.iter());
        let analysed: Vec<Analysed<'_>> = all.map(|definition| Analysed { definition, unproved }).collect();
        let surroundings = Surroundings {
            declarations: &self.declarations,
            regions: &self.regions,
            calendars: std::slice::from_ref(&self.standard.rows),
        };
        // Lines are for receipts; neither a test's outcome nor a guide names one.
        let position = |origin: &Origin| (origin.item.file.to_string(), 0);
        rows::tables(&self.release, &surroundings, &analysed, &position)
            .map_err(|found| found.iter().map(|one| one.code.0).collect::<Vec<_>>().join(", "))
    }
}
