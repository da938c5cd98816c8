//! A catalogue's folder, and the catalogues it depends on, to texts in memory.

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use matter_core::diagnostic::{Arg, Code, Diagnostic, Place};
use matter_core::hir::Span;
use rayon::prelude::*;
use rustc_hash::FxHashSet;

use crate::codes;
use crate::folder;
use crate::manifest::{Manifest, parse_manifest};

/// Name of the file that makes a folder a catalogue.
pub(crate) const MANIFEST: &str = "matters.toml";

/// One source text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SourceText {
    /// Path inside its catalogue, `/` between folders; prefixed `name:` for dependencies.
    pub path: Arc<str>,
    /// Where it lies.
    pub file: PathBuf,
    /// Content.
    pub text: Arc<str>,
}

/// One catalogue with its sources.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Catalogue {
    /// Its manifest.
    pub manifest: Manifest,
    /// Its folder.
    pub folder: PathBuf,
    /// Where the first catalogue's manifest names the dependency that it is or that leads to it.
    pub asked_at: Span,
    /// Its sources, sorted by path.
    pub sources: Vec<SourceText>,
}

/// A catalogue with everything that it stands on.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Project {
    /// The catalogue first, then its dependencies, nearest first. Empty if there is no readable manifest.
    pub catalogues: Vec<Catalogue>,
    /// What is wrong with files and manifests.
    pub diagnostics: Vec<Diagnostic>,
    /// Texts of files that diagnostics point into but that are no sources (manifests).
    pub manifests: Vec<SourceText>,
    /// Path, as in [`SourceText`], and file of what could not be read.
    pub unread: Vec<(Arc<str>, PathBuf)>,
}

/// Loads the catalogue in `folder` from disk.
#[must_use]
pub fn load(folder: &Path) -> Project {
    load_with(folder, &|_| None)
}

/// Loads the catalogue in `folder`; where `open` has a text for a path, it stands before the file on disk (an editor's unsaved text).
#[must_use]
pub fn load_with(folder: &Path, open: &dyn Fn(&Path) -> Option<Arc<str>>) -> Project {
    let mut loader = Loader {
        open,
        project: Project::default(),
        path: Vec::new(),
        via: Span::default(),
        seen: FxHashSet::default(),
    };
    loader.catalogue(folder, None);
    loader.project
}

impl Project {
    /// Codes of the root regions of the catalogues that the first one depends on, in order.
    #[must_use]
    pub fn dependency_regions(&self) -> Vec<Option<Arc<str>>> {
        self.catalogues.iter().skip(1).map(|catalogue| catalogue.manifest.region.clone()).collect()
    }

    /// The names of these catalogues, and where the first one's manifest says that it stands on them.
    #[must_use]
    pub fn dependencies_at(&self) -> Vec<(Arc<str>, Span)> {
        let others = self.catalogues.iter().skip(1);
        others.map(|catalogue| (Arc::clone(&catalogue.manifest.name), catalogue.asked_at)).collect()
    }
}

struct Loader<'a> {
    open: &'a dyn Fn(&Path) -> Option<Arc<str>>,
    project: Project,
    /// Folders between the root and here: a folder that stands here already closes a circle.
    path: Vec<(PathBuf, Arc<str>)>,
    /// Where the root's manifest names the dependency that is being loaded.
    via: Span,
    seen: FxHashSet<PathBuf>,
}

impl Loader<'_> {
    fn catalogue(&mut self, folder: &Path, asked_by: Option<(&Arc<str>, Span)>) {
        let identity = fs::canonicalize(folder).unwrap_or_else(|_| folder.to_path_buf());
        if self.path.iter().any(|(open, _)| *open == identity) {
            return self.circle(&identity);
        }
        if self.seen.contains(&identity) {
            return;
        }
        let file = folder.join(MANIFEST);
        let shown: Arc<str> = self.path.last().map_or_else(|| MANIFEST.into(), |_| file.to_string_lossy().into());
        let text = match self.read(&file) {
            Ok(text) => text,
            Err(Unread::Missing) => return self.missing(folder, asked_by),
            Err(problem) => return self.unread(&file, &shown, &problem),
        };
        let (manifest, problems) = parse_manifest(&shown, &text);
        self.project.manifests.push(SourceText { path: shown.clone(), file, text });
        self.project.diagnostics.extend(problems);
        let Some(manifest) = manifest else { return };
        self.enter(folder, identity, manifest, &shown);
    }

    /// Takes the sources of a catalogue and follows its dependencies.
    fn enter(&mut self, folder: &Path, identity: PathBuf, manifest: Manifest, shown: &Arc<str>) {
        self.seen.insert(identity.clone());
        if self.project.catalogues.iter().any(|other| other.manifest.name == manifest.name) {
            let diagnostic = Diagnostic::new(codes::SAME_NAME, Place::File(shown.clone(), Span::default()))
                .with("name", Arg::Code(manifest.name.clone()));
            self.project.diagnostics.push(diagnostic);
        }
        let prefix = if self.path.is_empty() { String::new() } else { format!("{}:", manifest.name) };
        let sources = self.sources(folder, &prefix);
        let dependencies = manifest.dependencies.clone();
        self.path.push((identity, manifest.name.clone()));
        let slot = self.project.catalogues.len();
        self.project
            .catalogues
            .insert(slot, Catalogue { manifest, folder: folder.to_path_buf(), asked_at: self.via, sources });
        for dependency in dependencies {
            if self.path.len() == 1 {
                self.via = dependency.path_at;
            }
            self.catalogue(&folder.join(&*dependency.path), Some((shown, dependency.path_at)));
        }
        self.path.pop();
    }

    fn sources(&mut self, folder: &Path, prefix: &str) -> Vec<SourceText> {
        let (files, failed) = folder::sources(folder);
        for problem in failed {
            self.problem(
                codes::UNREADABLE,
                &problem.path,
                &problem.path.to_string_lossy().into(),
                &problem.error.to_string(),
            );
        }
        let open: Vec<Option<Arc<str>>> = files.iter().map(|file| (self.open)(file)).collect();
        let read = |buffer: &mut Vec<u8>, (file, open): (&PathBuf, Option<Arc<str>>)| {
            open.map_or_else(|| read(file, buffer), Ok)
        };
        let texts: Vec<Result<Arc<str>, Unread>> = files.par_iter().zip(open).map_init(Vec::new, read).collect();
        let mut sources = Vec::with_capacity(files.len());
        for (file, text) in files.into_iter().zip(texts) {
            let inside = file.strip_prefix(folder).unwrap_or(&file);
            let inside: Vec<_> = inside.components().map(|part| part.as_os_str().to_string_lossy()).collect();
            let path: Arc<str> = format!("{prefix}{}", inside.join("/")).into();
            match text {
                Ok(text) => sources.push(SourceText { path, file, text }),
                Err(problem) => self.unread(&file, &path, &problem),
            }
        }
        sources
    }

    fn read(&self, file: &Path) -> Result<Arc<str>, Unread> {
        (self.open)(file).map_or_else(|| read(file, &mut Vec::new()), Ok)
    }

    fn missing(&mut self, folder: &Path, asked_by: Option<(&Arc<str>, Span)>) {
        let place = asked_by.map_or(Place::Project, |(path, at)| Place::File(path.clone(), at));
        let diagnostic =
            Diagnostic::new(codes::NO_MANIFEST, place).with("folder", Arg::Code(folder.to_string_lossy().into()));
        self.project.diagnostics.push(diagnostic);
    }

    fn circle(&mut self, identity: &Path) {
        let names = self.path.iter().skip_while(|(open, _)| open != identity).map(|(_, name)| Arg::Code(name.clone()));
        let mut names: Vec<_> = names.collect();
        names.extend(names.first().cloned());
        let diagnostic = Diagnostic::new(codes::DEPENDENCY_CYCLE, Place::File(MANIFEST.into(), Span::default()))
            .with("circle", Arg::List(names));
        self.project.diagnostics.push(diagnostic);
    }

    fn unread(&mut self, file: &Path, shown: &Arc<str>, problem: &Unread) {
        match problem {
            Unread::Missing => self.problem(codes::UNREADABLE, file, shown, "not found"),
            Unread::Failed(error) => self.problem(codes::UNREADABLE, file, shown, &error.to_string()),
            Unread::NotUtf8(offset) => self.problem(codes::NOT_UTF8, file, shown, &offset.to_string()),
        }
    }

    fn problem(&mut self, code: Code, file: &Path, shown: &Arc<str>, reason: &str) {
        let diagnostic = Diagnostic::new(code, Place::File(shown.clone(), Span::default()))
            .with("file", Arg::Code(file.to_string_lossy().into()))
            .with("reason", Arg::Plain(reason.into()));
        self.project.diagnostics.push(diagnostic);
        self.project.unread.push((shown.clone(), file.to_path_buf()));
    }
}

enum Unread {
    Missing,
    Failed(std::io::Error),
    /// The first byte that is no text.
    NotUtf8(usize),
}

/// A file's text from the disk. It passes through a buffer that one reader uses for all files: fresh memory for each costs more than the copy.
fn read(file: &Path, buffer: &mut Vec<u8>) -> Result<Arc<str>, Unread> {
    buffer.clear();
    fs::File::open(file).and_then(|mut open| open.read_to_end(buffer)).map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => Unread::Missing,
        _ => Unread::Failed(error),
    })?;
    // The fast check says yes or no; the slow one says where.
    match simdutf8::basic::from_utf8(buffer) {
        Ok(text) => Ok(text.into()),
        Err(_) => Err(Unread::NotUtf8(std::str::from_utf8(buffer).err().map_or(0, |error| error.valid_up_to()))),
    }
}
