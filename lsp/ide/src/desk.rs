//! The owner of all texts of a catalogue, and the snapshots that answer. One thread holds the desk; snapshots go to others.

use std::collections::BTreeMap;
use std::sync::Arc;

use matter_checks::Checks;
use matter_checks::lints::Lints;
use matter_checks::manifest::Places;
use matter_checks::render::{Located, Sources};
use matter_checks::texts::Language;
use matter_core::calendar::CalendarRows;
use matter_core::diagnostic::{Diagnostic, Place};
use matter_core::hir::Day;
use matter_core::regions::RegionTree;
use matter_core::text_position::{ColumnUnit, LineColumn};
use matter_core::{Analysis, Cancelled, Host, Settings};
use matter_runtime::calendar::Calendar;

use crate::memo::Memo;

/// The standard library, read once and shared by all desks.
#[derive(Debug)]
pub struct Standard {
    pub(crate) regions: Arc<RegionTree>,
    pub(crate) rows: CalendarRows,
    pub(crate) calendar: Calendar,
    sources: Vec<(Arc<str>, Arc<str>)>,
}

impl Standard {
    /// Reads the library's tables; `sources` are its programs, by name. `None` if the calendar cannot be read.
    #[must_use]
    pub fn read(
        sources: &[(&str, &str)],
        regions: &str,
        levels: &str,
        calendar: &str,
        statutory_days: &str,
    ) -> Option<Arc<Self>> {
        let rows = CalendarRows::read("cn", calendar, statutory_days).0?;
        let national = Calendar::from_rows(&rows.calendar, &rows.days).ok()?;
        let sources = sources.iter().map(|(name, text)| (Arc::from(format!("std:{name}")), Arc::from(*text))).collect();
        Some(Arc::new(Self {
            regions: Arc::new(RegionTree::read(regions, levels).0),
            rows,
            calendar: national,
            sources,
        }))
    }

    /// Path and text of the library's programs.
    pub fn sources(&self) -> impl Iterator<Item = (&Arc<str>, &Arc<str>)> {
        self.sources.iter().map(|(path, text)| (path, text))
    }
}

/// What a catalogue's manifest says, and what the reader wants.
#[derive(Clone, Default, Debug)]
pub struct Profile {
    /// Settings of the analysis.
    pub settings: Settings,
    /// How much findings weigh.
    pub lints: Lints,
    /// Where the manifest says what the analysis judges.
    pub manifest_at: Places,
    /// Short name, title, version and edition, for tables that tests run on.
    pub name: [Arc<str>; 4],
    /// Language of messages.
    pub language: Language,
    /// Findings about files and manifests.
    pub findings: Vec<Diagnostic>,
    /// Texts of the manifests, which are no sources.
    pub manifests: BTreeMap<Arc<str>, Arc<str>>,
    /// The day that stands for today where the manifest names none.
    pub today: Option<Day>,
}

/// The owner of a catalogue's texts. Exactly one thread writes to it.
pub struct Desk {
    host: Host,
    standard: Arc<Standard>,
    profile: Arc<Profile>,
    memo: Arc<Memo>,
}

impl Desk {
    /// A desk with the standard library and nothing else.
    #[must_use]
    pub fn new(standard: &Arc<Standard>) -> Self {
        let mut host = Host::new();
        host.set_regions(Arc::clone(&standard.regions));
        host.set_examiner(Checks::examiner(&standard.calendar));
        host.set_files(standard.sources().map(|(path, text)| (Arc::clone(path), Arc::clone(text), u16::MAX)));
        Self { host, standard: Arc::clone(standard), profile: Arc::default(), memo: Arc::default() }
    }

    /// Sets what the manifest says.
    pub fn set_profile(&mut self, profile: Profile) {
        self.host.set_settings(profile.settings.clone());
        self.profile = Arc::new(profile);
        self.memo = Arc::default();
    }

    /// Sets the texts of the manifests, where what they say is as before: nothing is judged again.
    pub fn set_manifests(&mut self, manifests: BTreeMap<Arc<str>, Arc<str>>) {
        if self.profile.manifests != manifests {
            self.profile = Arc::new(Profile { manifests, ..Profile::clone(&self.profile) });
        }
    }

    /// Adds or changes many files at once: path, text, rank (0 = the catalogue itself).
    pub fn set_files(&mut self, files: impl IntoIterator<Item = (Arc<str>, Arc<str>, u16)>) {
        self.host.set_files(files);
    }

    /// Sets the text of a file that an editor holds.
    pub fn set_open_file(&mut self, path: &Arc<str>, text: &Arc<str>, rank: u16) {
        self.host.set_file(path, text, rank, true);
    }

    /// Sets the text of a file on disk.
    pub fn set_closed_file(&mut self, path: &Arc<str>, text: &Arc<str>, rank: u16) {
        self.host.set_file(path, text, rank, false);
    }

    /// Removes a file.
    pub fn remove_file(&mut self, path: &str) {
        self.host.remove_file(path);
    }

    /// Lets go of what was read for answers and is not needed any more. Snapshots that are at work are cancelled.
    pub fn tidy(&mut self) {
        self.host.tidy();
    }

    /// A snapshot for other threads. The next change of a text waits until it is dropped or cancelled: never hold one on the writing
    /// thread.
    #[must_use]
    pub fn snapshot(&self) -> Snapshot {
        Snapshot {
            analysis: self.host.analysis(),
            standard: Arc::clone(&self.standard),
            profile: Arc::clone(&self.profile),
            memo: Arc::clone(&self.memo),
        }
    }
}

/// All texts as they were at one moment.
#[derive(Clone)]
pub struct Snapshot {
    pub(crate) analysis: Analysis,
    pub(crate) standard: Arc<Standard>,
    pub(crate) profile: Arc<Profile>,
    pub(crate) memo: Arc<Memo>,
}

impl Snapshot {
    /// Asks; if a text changes meanwhile, the work stops.
    ///
    /// # Errors
    /// [`Cancelled`] if the snapshot is out of date.
    pub fn ask<T>(&self, question: impl FnOnce(&Self) -> T) -> Result<T, Cancelled> {
        self.analysis.cancellable(|_| question(self))
    }

    /// Stops here if a text has changed meanwhile; for long work that asks nothing.
    pub fn poll(&self) {
        self.analysis.poll();
    }

    /// A file's text.
    #[must_use]
    pub fn text(&self, file: &str) -> Option<Arc<str>> {
        self.analysis.text(file).or_else(|| self.profile.manifests.get(file).cloned())
    }

    /// Lines and columns of bytes of a source, which stand in order; `None` for what is no source.
    #[must_use]
    pub fn line_columns(&self, file: &str, offsets: &[u32], unit: ColumnUnit) -> Option<Vec<LineColumn>> {
        self.analysis.line_columns(file, offsets, unit)
    }

    /// Whether the analysis has this file as a source.
    #[must_use]
    pub fn has(&self, file: &str) -> bool {
        self.analysis.rank(file).is_some()
    }

    /// The reader's language.
    #[must_use]
    pub fn language(&self) -> Language {
        self.profile.language
    }

    /// The day that stands for today.
    pub(crate) fn today(&self) -> Day {
        let settings = self.analysis.settings();
        settings.as_of.or(self.profile.today).unwrap_or_else(|| self.standard.calendar.published().1)
    }

    /// One of two texts, by the reader's language.
    pub(crate) fn words<T>(&self, zh: T, en: T) -> T {
        match self.profile.language {
            Language::Zh => zh,
            Language::En => en,
        }
    }
}

impl Sources for Snapshot {
    fn locate(&self, place: &Place) -> Option<Located> {
        let (file, range) = self.analysis.resolve(place)?;
        Some(Located { file, start: range.start as usize, end: range.end as usize })
    }

    fn text(&self, file: &str) -> Option<Arc<str>> {
        Self::text(self, file)
    }
}
