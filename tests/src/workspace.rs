//! Catalogues in memory or on disk, checked with the standard library as a dependency: what `matter check` finds, without the command line.

use std::path::Path;
use std::sync::{Arc, OnceLock};

use matter_checks::Checks;
use matter_checks::against::Earlier;
use matter_checks::lints::Lints;
use matter_checks::manifest;
use matter_checks::render::{Located, Sources};
use matter_checks::waivers::Waiving;
use matter_checks::workspace;
use matter_core::calendar::CalendarRows;
use matter_core::diagnostic::{Diagnostic, Place};
use matter_core::regions::RegionTree;
use matter_core::{Analysis, Cache, Host, Settings};
use matter_project::{Manifest, Project, library, load};
use matter_runtime::Catalogue;
use matter_runtime::calendar::Calendar;

use crate::compiled::{compile, today};

/// A host that already holds the standard library; files come and go.
pub struct Workspace {
    host: Host,
    files: Vec<Arc<str>>,
}

/// What a check found, with access to the texts.
pub struct Checked {
    analysis: Analysis,
    manifests: Vec<(Arc<str>, Arc<str>)>,
    /// Findings that stand and findings that are waived.
    pub waiving: Waiving,
}

/// The national calendar of the standard library.
#[must_use]
pub fn calendar() -> &'static Calendar {
    static CALENDAR: OnceLock<Calendar> = OnceLock::new();
    CALENDAR.get_or_init(|| {
        let library = library();
        let rows = CalendarRows::read("cn", library.calendar, library.statutory_days).0.expect("a calendar");
        Calendar::from_rows(&rows.calendar, &rows.days).expect("a calendar without gaps")
    })
}

fn regions() -> Arc<RegionTree> {
    static REGIONS: OnceLock<Arc<RegionTree>> = OnceLock::new();
    Arc::clone(REGIONS.get_or_init(|| Arc::new(RegionTree::read(library().regions, library().levels).0)))
}

impl Default for Workspace {
    fn default() -> Self {
        Self::new()
    }
}

impl Workspace {
    /// The standard library and nothing else.
    #[must_use]
    pub fn new() -> Self {
        let mut host = Host::new();
        host.set_regions(regions());
        host.set_examiner(Checks::examiner(calendar()));
        let file = |(name, text): &(&str, &str)| (Arc::from(format!("std:{name}")), Arc::from(*text), 9);
        host.set_files(library().sources.iter().map(file));
        Self { host, files: Vec::new() }
    }

    /// Sets what an earlier check kept.
    pub fn set_cache(&mut self, cache: Arc<Cache>) {
        self.host.set_cache(cache);
    }

    /// Replaces the catalogue by these files; a path `name:…` belongs to a dependency.
    pub fn set(&mut self, settings: Settings, files: impl IntoIterator<Item = (Arc<str>, Arc<str>)>) {
        let files = files.into_iter().map(|(path, text)| (Arc::clone(&path), text, u16::from(path.contains(':'))));
        self.set_ranked(settings, files.collect());
    }

    /// Replaces everything by files of several catalogues: path, text, rank.
    pub fn set_ranked(&mut self, settings: Settings, files: Vec<(Arc<str>, Arc<str>, u16)>) {
        for path in std::mem::take(&mut self.files) {
            self.host.remove_file(&path);
        }
        self.host.set_settings(settings);
        self.files = files.iter().map(|(path, ..)| Arc::clone(path)).collect();
        self.host.set_files(files);
    }

    /// Replaces everything by a loaded project.
    pub fn open(&mut self, project: &Project) {
        let own = project.catalogues.first().map(|catalogue| settings(&catalogue.manifest)).unwrap_or_default();
        let ranked = (0..).zip(&project.catalogues);
        let sources = ranked.flat_map(|(rank, catalogue)| {
            catalogue.sources.iter().map(move |source| (source.path.clone(), source.text.clone(), rank))
        });
        self.set_ranked(Settings { dependencies: project.dependency_regions(), ..own }, sources.collect());
    }

    /// Replaces the catalogue by a folder on disk; findings about its files and manifests are part of the outcome.
    pub fn check_folder(&mut self, folder: &Path) -> Checked {
        let project = load(folder);
        self.open(&project);
        let mut checked = self.check();
        if let Some(Manifest { lints, region_at, lints_at, .. }) = project.catalogues.first().map(|own| &own.manifest) {
            let at = manifest::Places {
                region: *region_at,
                lints: lints_at.clone(),
                dependencies: project.dependencies_at(),
            };
            let found = manifest::problems(&checked.analysis, &Lints::from(lints), &at);
            checked.waiving.standing.extend(found);
        }
        checked.waiving.standing.extend(project.diagnostics);
        checked.manifests = project.manifests.into_iter().map(|source| (source.path, source.text)).collect();
        checked
    }

    /// Changes one file of the catalogue, as an editor does.
    pub fn edit(&mut self, path: &Arc<str>, text: Arc<str>) {
        self.host.set_file(path, &text, 0, true);
    }

    /// What is there, not yet checked.
    #[must_use]
    pub fn analysis(&self) -> Analysis {
        self.host.analysis()
    }

    /// Checks what is there.
    #[must_use]
    pub fn check(&self) -> Checked {
        let analysis = self.host.analysis();
        let waiving = workspace::check(&analysis);
        Checked { analysis, manifests: Vec::new(), waiving }
    }

    /// Checks what is there, and what it asks beyond an earlier release.
    #[must_use]
    pub fn check_against(&self, old: &Catalogue) -> Checked {
        let analysis = self.host.analysis();
        let earlier = Earlier::of(old, &compile(&analysis), today(&analysis)).expect("sound images");
        let waiving = workspace::check_against(&analysis, Some(&earlier));
        Checked { analysis, manifests: Vec::new(), waiving }
    }
}

/// What the analysis needs of a manifest.
#[must_use]
pub fn settings(manifest: &Manifest) -> Settings {
    Settings { region: manifest.region.clone(), as_of: manifest.as_of, ..Settings::default() }
}

impl Checked {
    /// The analysis that the findings are about.
    #[must_use]
    pub const fn analysis(&self) -> &Analysis {
        &self.analysis
    }

    /// Findings that stand.
    #[must_use]
    pub fn findings(&self) -> &[Diagnostic] {
        &self.waiving.standing
    }

    /// Codes of the findings that stand, each once, sorted.
    #[must_use]
    pub fn codes(&self) -> Vec<&'static str> {
        let mut codes: Vec<&'static str> = self.findings().iter().map(|finding| finding.code.0).collect();
        codes.sort_unstable();
        codes.dedup();
        codes
    }
}

impl Sources for Checked {
    fn locate(&self, place: &Place) -> Option<Located> {
        let (file, range) = self.analysis.resolve(place)?;
        Some(Located { file, start: range.start as usize, end: range.end as usize })
    }

    fn text(&self, file: &str) -> Option<Arc<str>> {
        let manifest = self.manifests.iter().find(|(path, _)| **path == *file).map(|(_, text)| Arc::clone(text));
        manifest.or_else(|| self.analysis.text(file))
    }
}
