//! What a path of the command line names, as a release that can be asked: an image, the folder of a release with its manifest, or the folder
//! of a catalogue, which is compiled in memory.

use std::fs;
use std::path::Path;

use matter_emit::release::{MANIFEST, Manifest};
use matter_runtime::Catalogue;

use crate::Outcome;
use crate::arguments::{Language, Source};
use crate::output::Output;
use crate::tables;
use crate::trouble;
use crate::workspace::{Workspace, has_errors, is_catalogue, serious};

/// Opens what the path names; a catalogue is checked and compiled as of the given day or the manifest's.
pub(crate) fn open(path: &Path, as_of: Option<&str>, output: &mut Output) -> Result<Catalogue, Outcome> {
    if !is_catalogue(path) {
        return image(path, output);
    }
    if is_release(path) {
        return released(path, output);
    }
    let as_of = as_of.map(str::to_owned);
    let source = Source { folder: path.to_path_buf(), as_of, deny: Vec::new(), cache: None, no_cache: false };
    let workspace = Workspace::open(&source, output)?;
    let (findings, _) = workspace.check(output);
    if has_errors(&findings) {
        workspace.print(&serious(findings), output);
        return Err(Outcome::Findings);
    }
    compiled(&workspace, output)
}

/// The catalogue of a workspace, compiled in memory.
pub(crate) fn compiled(workspace: &Workspace, output: &mut Output) -> Result<Catalogue, Outcome> {
    let made = tables::tables(workspace, workspace.as_of().unwrap_or_default()).map_err(|found| {
        workspace.print(&workspace.words_of(&found), output);
        Outcome::Findings
    })?;
    let bytes = matter_runtime::image::build(&made).map_err(|error| {
        output.finding(&error.to_string());
        Outcome::Findings
    })?;
    Catalogue::open(bytes).map_err(|error| refused(Path::new(&*workspace.manifest.name), &error, output))
}

/// An image, or the image of a release's folder: what has been compiled before.
pub(crate) fn released(path: &Path, output: &mut Output) -> Result<Catalogue, Outcome> {
    if !path.is_dir() {
        return image(path, output);
    }
    let Some(manifest) = Manifest::read(path) else { return Err(trouble::no_release(output, path)) };
    match manifest.files.iter().find(|file| file.carrier == "image") {
        Some(file) => image(&path.join(&file.path), output),
        None => Err(trouble::no_image(output, path)),
    }
}

fn is_release(folder: &Path) -> bool {
    folder.join(MANIFEST).is_file() && !folder.join("matters.toml").exists()
}

fn image(path: &Path, output: &mut Output) -> Result<Catalogue, Outcome> {
    let bytes = fs::read(path).map_err(|error| trouble::unreadable(output, path, &error))?;
    Catalogue::open(bytes).map_err(|error| refused(path, &error, output))
}

fn refused(path: &Path, error: &matter_runtime::Error, output: &mut Output) -> Outcome {
    let text = error.text(spoken(output.language("zh")));
    output.finding(&format!("{}: {}: {text}", path.display(), error.code()));
    Outcome::InputOutput
}

/// The runtime's name of a language.
pub(crate) const fn spoken(language: Language) -> matter_runtime::Language {
    match language {
        Language::Zh => matter_runtime::Language::Zh,
        Language::En => matter_runtime::Language::En,
    }
}
