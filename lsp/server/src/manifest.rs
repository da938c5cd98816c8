//! What a manifest leads to on disk: catalogues that may be dependencies, the manifest of one, files that `build` wrote.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use matter_ide::{Lead, Neighbour};
use matter_project::parse_manifest;
use tower_lsp::ls_types::{Location, Range};

use crate::convert::uri_of;
use crate::root::{MANIFEST, straight};
use crate::view::View;

/// More folders than these are not looked into: a reader waits.
const MOST: usize = 400;

/// Catalogues near the manifest that a question is about: below its folder, and beside it.
pub(crate) fn neighbours(view: &View) -> Vec<Neighbour> {
    let Some(home) = folder(view) else { return Vec::new() };
    let below = folders(&home).into_iter().map(|path| (String::new(), home.clone(), path));
    let above = home.parent().map(Path::to_path_buf).unwrap_or_default();
    let beside = folders(&above).into_iter().filter(|path| *path != home);
    let beside = beside.map(|path| ("../".to_owned(), above.clone(), path));
    let near = below.chain(beside).flat_map(|(prefix, base, path)| {
        let inner = folders(&path).into_iter().map({
            let (prefix, base) = (prefix.clone(), base.clone());
            move |inner| (prefix.clone(), base.clone(), inner)
        });
        std::iter::once((prefix, base, path)).chain(inner)
    });
    near.take(MOST).filter_map(|(prefix, base, path)| neighbour(&prefix, &base, &path)).collect()
}

fn neighbour(prefix: &str, base: &Path, path: &Path) -> Option<Neighbour> {
    let text = fs::read_to_string(path.join(MANIFEST)).ok()?;
    let (manifest, _) = parse_manifest(&Arc::from(MANIFEST), &text);
    let parts: Vec<_> = path.strip_prefix(base).ok()?.iter().map(|part| part.to_string_lossy()).collect();
    let title = manifest.map(|manifest| manifest.title.to_string()).unwrap_or_default();
    Some(Neighbour { path: format!("{prefix}{}", parts.join("/")), title })
}

/// Folders directly in a folder, without hidden ones, in order.
fn folders(above: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(above).into_iter().flatten().flatten();
    let shown = |name: &str| !name.starts_with('.') && name != "node_modules";
    let mut found: Vec<PathBuf> = entries
        .filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_dir()))
        .filter(|entry| shown(&entry.file_name().to_string_lossy()))
        .map(|entry| entry.path())
        .collect();
    found.sort();
    found
}

/// Where what stands at an offset of the manifest leads.
pub(crate) fn leads_to(view: &View, offset: u32) -> Option<Location> {
    let path = match view.snapshot.manifest_lead(&view.file, offset)? {
        Lead::Page(code) => {
            let uri = view.preferences.page(code, view.snapshot.language())?;
            return Some(Location { uri, range: Range::default() });
        }
        Lead::Catalogue(path) => straight(&folder(view)?.join(path)).join(MANIFEST),
        Lead::File(path) => straight(&folder(view)?.join(path)),
    };
    path.exists().then(|| Some(Location { uri: uri_of(&path)?, range: Range::default() }))?
}

/// The folder of the manifest.
fn folder(view: &View) -> Option<PathBuf> {
    view.paths.on_disk(&view.file)?.parent().map(Path::to_path_buf)
}
