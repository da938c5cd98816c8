//! Which catalogues there are: they come with folders, manifests and opened files, and go with them.

use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use crate::owner::{Owner, today};
use crate::root::{MANIFEST, Root, catalogue_above};
use crate::view::View;

impl Owner {
    /// Takes what is on disk, unless the client holds the file.
    pub(crate) fn changed_on_disk(&mut self, path: &Path) {
        if self.documents.contains_key(path) {
            return;
        }
        if View::is_manifest(path) {
            return self.reload(path);
        }
        let text = fs::read(path).map(String::from_utf8);
        for root in self.roots.values_mut() {
            match &text {
                Ok(Ok(text)) => {
                    if let Some((name, rank)) = root.name_of(path) {
                        root.desk.set_closed_file(&name, &text.as_str().into(), rank);
                    }
                }
                _ => root.forget(path),
            }
        }
        self.touch_all();
    }

    /// A manifest changed, came or went.
    pub(crate) fn reload(&mut self, manifest: &Path) {
        let Some(folder) = manifest.parent() else { return };
        if manifest.is_file()
            && !self.roots.contains_key(folder)
            && self.wishes.folders.iter().any(|open| folder.starts_with(open))
        {
            self.add_catalogue(folder);
        }
        let documents = &self.documents;
        let open = |path: &Path| documents.get(path).map(|document| Arc::from(document.text.content()));
        for root in self.roots.values_mut() {
            root.reload(&self.library, &open);
        }
        self.touch_all();
    }

    pub(crate) fn add_folder(&mut self, folder: &Path) {
        if !self.wishes.folders.iter().any(|known| known == folder) {
            self.wishes.folders.push(folder.to_path_buf());
        }
        if folder.join(MANIFEST).is_file() {
            self.add_catalogue(folder);
        }
    }

    pub(crate) fn add_catalogue(&mut self, folder: &Path) {
        if self.roots.contains_key(folder) {
            return;
        }
        let documents = &self.documents;
        let open = |path: &Path| documents.get(path).map(|document| Arc::from(document.text.content()));
        let root = Root::catalogue(folder, &self.library, self.wishes.language, today(), &open);
        self.roots.insert(folder.to_path_buf(), root);
        self.plans.entry(folder.to_path_buf()).or_default().at_once(Instant::now());
    }

    /// A document that no catalogue has gets the nearest one above it, or stands alone.
    pub(crate) fn ensure_root(&mut self, path: &Path) {
        if self.roots.values().any(|root| root.paths.inside(path).is_some()) {
            return;
        }
        match catalogue_above(path) {
            Some(folder) => self.add_catalogue(&folder),
            None if path.extension().is_some_and(|extension| extension == "matter") => {
                let root = Root::lone(path, &self.library, self.wishes.language, today());
                self.roots.insert(path.to_path_buf(), root);
            }
            None => {}
        }
    }

    pub(crate) fn remove_root(&mut self, place: &Path) {
        self.wishes.folders.retain(|folder| folder != place);
        if self.roots.remove(place).is_none() {
            return;
        }
        self.plans.remove(place);
        self.board.remove(place);
    }
}
