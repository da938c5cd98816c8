//! One catalogue of the workspace: its desk, and which file on disk each of its texts is.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use matter_ide::{Day, Desk, Diagnostic, Face, Language, Lints, Places, Profile, Settings};
use matter_project::{Catalogue, Manifest, Project, load_with};

use crate::checker::Looked;
use crate::convert::Lines;
use crate::library::Library;
use crate::spoken::Speech;
use crate::versions::Versions;
use crate::view::View;
use crate::wishes::Wishes;

/// Name of the file that makes a folder a catalogue.
pub(crate) const MANIFEST: &str = "matters.toml";

/// Files of a catalogue, by both of their names.
#[derive(Clone, Default)]
pub(crate) struct Paths {
    on_disk: BTreeMap<Arc<str>, PathBuf>,
    inside: BTreeMap<PathBuf, (Arc<str>, u16)>,
}

impl Paths {
    pub(crate) fn on_disk(&self, path: &str) -> Option<&PathBuf> {
        self.on_disk.get(path)
    }

    pub(crate) fn inside(&self, path: &Path) -> Option<&(Arc<str>, u16)> {
        self.inside.get(path)
    }

    fn add(&mut self, inside: &Arc<str>, on_disk: &Path, rank: u16) {
        let on_disk = straight(on_disk);
        self.on_disk.insert(Arc::clone(inside), on_disk.clone());
        self.inside.insert(on_disk, (Arc::clone(inside), rank));
    }
}

/// A catalogue, or a file that belongs to none.
pub(crate) struct Root {
    /// Its folder; of a file without a catalogue, the file.
    pub(crate) place: PathBuf,
    /// Whether there is a manifest.
    pub(crate) catalogue: bool,
    pub(crate) desk: Desk,
    pub(crate) paths: Arc<Paths>,
    /// The last look at everything, if the client has been told all that it found.
    pub(crate) look: Option<Arc<Looked>>,
    /// What has been said of the files that are edited.
    speech: Arc<Speech>,
    /// The catalogues that it stands on.
    others: Vec<Other>,
    /// Questions since the desk was tidied.
    asked: usize,
    /// Files that could not be read.
    unread: BTreeSet<PathBuf>,
    said: Option<Said>,
    language: Option<Language>,
    today: Option<Day>,
}

/// A catalogue that another one stands on.
struct Other {
    folder: PathBuf,
    /// What the names of its files begin with.
    prefix: String,
    rank: u16,
}

/// What questions have read is let go after so many of them: reading alone changes no text, and nothing else would let it go. Two questions about a
/// file of a hundred matters read a hundred trees.
const TIDY: usize = 4;

/// What manifests said when they were read last.
#[derive(PartialEq)]
struct Said {
    manifest: Manifest,
    findings: Vec<Diagnostic>,
    /// Of the dependencies: codes of their root regions, names with the places where the manifest names them.
    regions: Vec<Option<Arc<str>>>,
    places: Places,
}

/// A text that an editor holds for a file.
pub(crate) type OpenText<'a> = &'a dyn Fn(&Path) -> Option<Arc<str>>;

impl Root {
    /// The catalogue in a folder.
    pub(crate) fn catalogue(
        folder: &Path,
        library: &Library,
        language: Option<Language>,
        today: Option<Day>,
        open: OpenText<'_>,
    ) -> Self {
        let mut root = Self::empty(folder, true, library, language, today);
        root.reload(library, open);
        root
    }

    /// A file that belongs to no catalogue: it sees the library and itself.
    pub(crate) fn lone(file: &Path, library: &Library, language: Option<Language>, today: Option<Day>) -> Self {
        let mut root = Self::empty(file, false, library, language, today);
        let name: Arc<str> =
            file.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned()).into();
        Arc::make_mut(&mut root.paths).add(&name, file, 0);
        root.desk.set_profile(Profile { language: language.unwrap_or_default(), today, ..Profile::default() });
        root
    }

    fn empty(place: &Path, catalogue: bool, library: &Library, language: Option<Language>, today: Option<Day>) -> Self {
        let mut paths = Paths::default();
        library.files.iter().for_each(|(inside, on_disk)| paths.add(inside, on_disk, u16::MAX));
        let desk = Desk::new(&library.standard);
        let (place, paths, unread) = (place.to_path_buf(), Arc::new(paths), BTreeSet::new());
        let (speech, others) = (Arc::default(), Vec::new());
        Self {
            place,
            catalogue,
            desk,
            paths,
            look: None,
            speech,
            others,
            asked: 0,
            unread,
            said: None,
            language,
            today,
        }
    }

    /// Reads the folder again; what did not change costs a comparison.
    pub(crate) fn reload(&mut self, library: &Library, open: OpenText<'_>) {
        if !self.catalogue {
            return;
        }
        self.look = None;
        let project = load_with(&self.place, &|path| open(&straight(path)));
        if let (true, Some(said)) = (project.catalogues.is_empty(), &self.said) {
            // A manifest that cannot be read for a moment takes nothing away; it is only reported.
            let manifest = said.manifest.clone();
            return self.set_profile(&project, manifest);
        }
        let mut paths = Paths::default();
        library.files.iter().for_each(|(inside, on_disk)| paths.add(inside, on_disk, u16::MAX));
        let ranked = (0..).zip(&project.catalogues);
        let sources: Vec<_> =
            ranked.clone().flat_map(|(rank, one)| one.sources.iter().map(move |source| (source, rank))).collect();
        for (source, rank) in &sources {
            paths.add(&source.path, &source.file, *rank);
        }
        self.others = ranked.skip(1).map(Other::of).collect();
        for gone in self.paths.on_disk.keys().filter(|path| !paths.on_disk.contains_key(*path)) {
            self.desk.remove_file(gone);
        }
        for manifest in &project.manifests {
            paths.add(&manifest.path, &manifest.file, 0);
        }
        // What cannot be read has findings, too, but no text.
        for (inside, file) in &project.unread {
            paths.add(inside, file, 0);
        }
        self.unread = project.unread.iter().map(|(_, file)| straight(file)).collect();
        let manifest = project.catalogues.first().map(|own| own.manifest.clone()).unwrap_or_default();
        self.set_profile(&project, manifest);
        self.desk.set_files(sources.into_iter().map(|(source, rank)| (source.path.clone(), source.text.clone(), rank)));
        self.paths = Arc::new(paths);
    }

    /// Proofs are forgotten when the manifest changes, so it is compared first.
    fn set_profile(&mut self, project: &Project, manifest: Manifest) {
        let places = Places {
            region: manifest.region_at,
            lints: manifest.lints_at.clone(),
            dependencies: project.dependencies_at(),
        };
        let (findings, regions) = (project.diagnostics.clone(), project.dependency_regions());
        let said = Said { manifest, findings, regions, places };
        let manifests = project.manifests.iter().map(|one| (one.path.clone(), one.text.clone())).collect();
        if self.said.as_ref() == Some(&said) {
            // A blank or a remark changes where things stand, and nothing else.
            return self.desk.set_manifests(manifests);
        }
        let manifest = &said.manifest;
        let english = &*manifest.language == "en";
        let face = if english { Face::En } else { Face::Zh };
        self.desk.set_profile(Profile {
            settings: Settings {
                region: manifest.region.clone(),
                dependencies: said.regions.clone(),
                as_of: manifest.as_of,
                language: face,
            },
            lints: Lints::from(&manifest.lints),
            manifest_at: said.places.clone(),
            name: [&manifest.name, &manifest.title, &manifest.version, &manifest.edition].map(Arc::clone),
            language: self.language.unwrap_or(if english { Language::En } else { Language::Zh }),
            findings: said.findings.clone(),
            manifests,
            today: self.today,
        });
        self.said = Some(said);
    }

    /// A snapshot, with a file that a question is about, and the lines of documents.
    pub(crate) fn view(
        &self,
        wishes: &Wishes,
        revision: u64,
        versions: Versions,
        file: Arc<str>,
        shown: BTreeMap<Arc<str>, Arc<Lines>>,
    ) -> View {
        View {
            snapshot: self.desk.snapshot(),
            paths: Arc::clone(&self.paths),
            unit: wishes.unit,
            preferences: Arc::clone(&wishes.preferences),
            speech: Arc::clone(&self.speech),
            revision,
            versions,
            file,
            counted: RefCell::new(shown),
        }
    }

    /// Counts a question; before it is put, what earlier ones have read is let go now and then.
    pub(crate) fn asked(&mut self) {
        if self.asked >= TIDY {
            self.tidy();
        }
        self.asked += 1;
    }

    /// Lets go of what questions have read, unless one is at work: it would be cut off.
    pub(crate) fn tidy(&mut self) {
        if Arc::strong_count(&self.paths) == 1 {
            self.desk.tidy();
            self.asked = 0;
        }
    }

    /// Whether there may be something to let go.
    pub(crate) const fn is_untidy(&self) -> bool {
        self.asked > 0
    }

    /// Folders of the catalogues that it stands on.
    pub(crate) fn stands_on(&self) -> impl Iterator<Item = &PathBuf> {
        self.others.iter().map(|other| &other.folder)
    }

    /// The name of a file of this catalogue or of one that it stands on, new files below their folders included.
    pub(crate) fn name_of(&mut self, path: &Path) -> Option<(Arc<str>, u16)> {
        if let Some(known) = self.paths.inside(path) {
            return Some(known.clone());
        }
        let (folder, prefix, rank) = if self.is_home_of(path) {
            (&self.place, "", 0)
        } else {
            let home = self.others.iter().find(|other| is_source_of(&other.folder, path))?;
            (&home.folder, &*home.prefix, home.rank)
        };
        let inside = path.strip_prefix(folder).ok()?;
        let parts: Vec<_> = inside.components().map(|part| part.as_os_str().to_string_lossy()).collect();
        let name: Arc<str> = format!("{prefix}{}", parts.join("/")).into();
        Arc::make_mut(&mut self.paths).add(&name, path, rank);
        Some((name, rank))
    }

    /// Whether a file is a source of this very catalogue, if it exists: no folder between has a manifest of its own.
    pub(crate) fn is_home_of(&self, path: &Path) -> bool {
        if !self.catalogue {
            return self.place == path;
        }
        is_source_of(&self.place, path)
    }

    pub(crate) fn knows(&self, path: &Path) -> bool {
        self.paths.inside(path).is_some()
    }

    /// The files that are known below a folder.
    pub(crate) fn known_below<'r>(&'r self, folder: &'r Path) -> impl Iterator<Item = &'r PathBuf> {
        let from = self.paths.inside.range(folder.to_path_buf()..).map(|(path, _)| path);
        from.take_while(move |path| path.starts_with(folder))
    }

    /// Whether a file could not be read.
    pub(crate) fn is_unread(&self, path: &Path) -> bool {
        self.unread.contains(path)
    }

    /// Forgets a file that is gone from disk.
    pub(crate) fn forget(&mut self, path: &Path) {
        let Some((inside, _)) = self.paths.inside(path).cloned() else { return };
        let paths = Arc::make_mut(&mut self.paths);
        paths.inside.remove(path);
        paths.on_disk.remove(&inside);
        self.desk.remove_file(&inside);
    }
}

impl Other {
    fn of((rank, one): (u16, &Catalogue)) -> Self {
        Self { folder: straight(&one.folder), prefix: format!("{}:", one.manifest.name), rank }
    }
}

/// Whether a file is a source of the catalogue in a folder: no folder between has a manifest of its own.
fn is_source_of(folder: &Path, path: &Path) -> bool {
    path.starts_with(folder)
        && !is_hidden_below(folder, path)
        && catalogue_above(path).is_none_or(|nearest| nearest == *folder)
}

/// Whether a path lies in a hidden folder below a folder: version control, old versions that an editor keeps. Catalogues do not look into them.
pub(crate) fn is_hidden_below(folder: &Path, path: &Path) -> bool {
    let above = path.parent().and_then(|above| above.strip_prefix(folder).ok());
    above.is_some_and(|inside| inside.iter().any(|part| part.to_string_lossy().starts_with('.')))
}

/// A path without `.` and `..`, as clients write it: dependencies are reached through `..`.
pub(crate) fn straight(path: &Path) -> PathBuf {
    let mut out = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => {
                out.pop();
            }
            other => out.push(other),
        }
    }
    out
}

/// The nearest folder above a file that is a catalogue.
pub(crate) fn catalogue_above(file: &Path) -> Option<PathBuf> {
    file.ancestors().skip(1).find(|folder| folder.join(MANIFEST).is_file()).map(Path::to_path_buf)
}
