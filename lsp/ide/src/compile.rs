//! From definitions to tables, without a snapshot: what tests run on and guides are printed from.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use matter_core::diagnostic::{Code, Place};
use matter_core::hir::{Day, Declarations, Definition, Origin};
use matter_core::regions::RegionTree;
use matter_core::text_position::{ColumnUnit, LineIndex};
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
    /// Files and lines of the rules, for whoever leads from an answer to its line; other lines are 0.
    lines: BTreeMap<Origin, (String, u32)>,
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
                root_region: self.analysis.regions().code(self.analysis.root()).to_string(),
                as_of: settings.as_of.unwrap_or(Day(0)),
                tool: env!("CARGO_PKG_VERSION").to_owned(),
                sources: Vec::new(),
            },
            lines: BTreeMap::new(),
        }
    }

    /// As [`Self::source`], for one matter and with the lines of its rules.
    pub(crate) fn source_with_lines(&self, definitions: &Arc<[Definition]>) -> Source {
        let mut source = self.source(vec![Arc::clone(definitions)]);
        let mut counted: BTreeMap<Arc<str>, (Arc<str>, LineIndex)> = BTreeMap::new();
        let rules = definitions.iter().flat_map(|definition| &definition.rules).map(|rule| &rule.origin);
        let nevers = definitions.iter().flat_map(|definition| &definition.nevers).map(|never| &never.origin);
        for origin in rules.chain(nevers) {
            let place = Place::Node(origin.item.clone(), origin.node);
            let Some((file, range)) = self.analysis.resolve(&place) else { continue };
            let (text, lines) = counted.entry(Arc::clone(&file)).or_insert_with(|| {
                let text = self.text(&file).unwrap_or_default();
                let lines = LineIndex::new(&text);
                (text, lines)
            });
            let line = lines.position(text, range.start, ColumnUnit::Bytes).line + 1;
            source.lines.insert(origin.clone(), (file.to_string(), line));
        }
        source
    }
}

impl Source {
    /// Files in which the lines are written.
    pub(crate) fn files(&self) -> BTreeSet<&str> {
        self.lines.values().map(|(file, _)| file.as_str()).collect()
    }

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
        let position =
            |origin: &Origin| self.lines.get(origin).cloned().unwrap_or_else(|| (origin.item.file.to_string(), 0));
        rows::tables(&self.release, &surroundings, &analysed, &position)
            .map_err(|found| found.iter().map(|one| one.code.0).collect::<Vec<_>>().join(", "))
    }
}
