//! Which catalogues there are: they come with folders, manifests and opened files, and go with them.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use matter_project::{catalogues, sources_below};

use crate::convert::is_untitled;
use crate::owner::{Owner, today};
use crate::root::{MANIFEST, Root, catalogue_above, is_hidden_below};
use crate::view::View;

impl Owner {
    /// Whether anything of a catalogue may be at a path that came, changed or went. Whatever lies in hidden folders, or is neither a source nor a
    /// folder, is of no concern; there is much of it.
    pub(crate) fn concerns(&self, path: &Path) -> bool {
        if self.roots.values().any(|root| root.known_below(path).next().is_some()) {
            return true;
        }
        let hidden = self.wishes.folders.iter().any(|folder| {
            let own = path.strip_prefix(folder).ok().and_then(|inside| inside.iter().next_back());
            is_hidden_below(folder, path) || own.is_some_and(|name| name.to_string_lossy().starts_with('.'))
        });
        let hidden = hidden || self.is_behind_a_link(path);
        let packages = path.iter().any(|part| part == "node_modules");
        let is_source = path.extension().is_some_and(|extension| extension == "matter") || View::is_manifest(path);
        !hidden && !packages && (is_source || path.is_dir())
    }

    /// Whether a path leads through a link to a folder: catalogues do not follow those, which may lead into a circle.
    fn is_behind_a_link(&self, path: &Path) -> bool {
        let around = self.wishes.folders.iter().find(|folder| path.starts_with(folder));
        around.is_some_and(|folder| {
            path.ancestors().take_while(|above| *above != folder).any(|above| above.is_symlink() && above.is_dir())
        })
    }

    /// Whether a folder of the workspace asks for a catalogue, and not only a document in it.
    pub(crate) fn is_of_workspace(&self, place: &Path) -> bool {
        // Without folders whatever is open is the workspace.
        let folders = &self.wishes.folders;
        folders.is_empty() || folders.iter().any(|folder| place.starts_with(folder) || folder.starts_with(place))
    }

    /// Takes what is on disk, unless the client holds the file. A folder that comes or goes is told as one path.
    pub(crate) fn changed_on_disk(&mut self, path: &Path) {
        if self.documents.contains_key(path) {
            return;
        }
        if View::is_manifest(path) {
            return self.reload(path);
        }
        if path.extension().is_none_or(|extension| extension != "matter") || path.is_dir() {
            return self.folder_changed(path);
        }
        let text = fs::read(path).map(String::from_utf8);
        let mut again = false;
        for root in self.roots.values_mut() {
            match &text {
                Ok(Ok(text)) if !root.is_unread(path) => {
                    if let Some((name, rank)) = root.name_of(path) {
                        root.desk.set_closed_file(&name, &text.as_str().into(), rank);
                    }
                }
                Err(_) if !root.is_unread(path) => root.forget(path),
                // That a file cannot be read, or can be again, is a finding about the folder.
                _ => again |= root.name_of(path).is_some(),
            }
        }
        if again {
            self.reload_where(|root| root.knows(path));
        }
        self.touch_all();
    }

    /// Something that is no source came or went; it counts if it is a folder with sources, or was one.
    fn folder_changed(&mut self, folder: &Path) {
        let files = if folder.is_dir() {
            if self.is_in_workspace(folder) {
                catalogues(folder).iter().for_each(|place| self.add_catalogue(place));
            }
            sources_below(folder)
        } else {
            let below = self.roots.values().filter(|root| root.catalogue && root.place.starts_with(folder));
            let gone: Vec<PathBuf> = below.map(|root| root.place.clone()).collect();
            let files = self.roots.values().flat_map(|root| root.known_below(folder)).cloned().collect();
            gone.iter().for_each(|place| self.remove_root(place));
            files
        };
        if !files.is_empty() {
            files.iter().for_each(|file| self.changed_on_disk(file));
            self.house_documents();
        }
    }

    /// A manifest changed, came or went.
    pub(crate) fn reload(&mut self, manifest: &Path) {
        let Some(folder) = manifest.parent() else { return };
        let exists = manifest.is_file() || self.documents.contains_key(manifest);
        let known = self.roots.contains_key(folder);
        match (exists, known) {
            // Catalogues that have the manifest, as their own or of a dependency, are read again.
            (true, true) => self.reload_where(|root| root.paths.inside(manifest).is_some()),
            (false, true) => {
                self.remove_root(folder);
                self.reload_where(|_| true);
            }
            (true, false) if self.is_wanted(folder) => {
                self.add_catalogue(folder);
                self.reload_where(|root| root.place != folder);
            }
            (_, false) => self.reload_where(|_| true),
        }
        self.house_documents();
        self.touch_all();
    }

    fn reload_where(&mut self, concerned: impl Fn(&Root) -> bool) {
        self.rewatch = true;
        let documents = &self.documents;
        let open = |path: &Path| documents.get(path).map(|document| Arc::from(document.text.content()));
        for root in self.roots.values_mut().filter(|root| concerned(root)) {
            root.reload(&self.library, &open);
        }
    }

    fn is_in_workspace(&self, path: &Path) -> bool {
        self.wishes.folders.iter().any(|folder| path.starts_with(folder))
    }

    /// Whether a folder of the workspace or a document asks for the catalogue in a folder.
    fn is_wanted(&self, place: &Path) -> bool {
        self.wishes.folders.iter().any(|folder| place.starts_with(folder) || folder.starts_with(place))
            || self.documents.keys().any(|path| catalogue_above(path).is_some_and(|above| above == place))
    }

    /// A folder of the workspace: every catalogue in it, and the one that it lies in.
    pub(crate) fn add_folder(&mut self, folder: &Path) {
        if !self.wishes.folders.iter().any(|known| known == folder) {
            self.wishes.folders.push(folder.to_path_buf());
        }
        let around = catalogue_above(&folder.join(MANIFEST));
        catalogues(folder).iter().chain(&around).for_each(|place| self.add_catalogue(place));
    }

    /// A folder is no part of the workspace any more.
    pub(crate) fn remove_folder(&mut self, folder: &Path) {
        self.wishes.folders.retain(|known| known != folder);
        self.drop_unwanted();
        // What stays for the sake of a document is told otherwise from now on.
        self.forget_looks();
        self.touch_all();
    }

    /// Drops catalogues that neither a folder nor a document asks for.
    pub(crate) fn drop_unwanted(&mut self) {
        let catalogues = self.roots.values().filter(|root| root.catalogue && !self.is_wanted(&root.place));
        let unwanted: Vec<PathBuf> = catalogues.map(|root| root.place.clone()).collect();
        unwanted.iter().for_each(|place| self.remove_root(place));
    }

    pub(crate) fn add_catalogue(&mut self, folder: &Path) {
        if self.roots.contains_key(folder) {
            return;
        }
        let documents = &self.documents;
        let open = |path: &Path| documents.get(path).map(|document| Arc::from(document.text.content()));
        let root = Root::catalogue(folder, &self.library, self.wishes.language, today(), &open);
        // Documents that stood alone until now come home.
        let lone = self.roots.keys().filter(|path| root.is_home_of(path) && documents.contains_key(*path));
        let lone: Vec<PathBuf> = lone.cloned().collect();
        self.rewatch = true;
        self.roots.insert(folder.to_path_buf(), root);
        self.plans.entry(folder.to_path_buf()).or_default().at_once(Instant::now());
        lone.iter().for_each(|path| self.remove_root(path));
        self.pending.extend(lone);
    }

    /// Gives every document a catalogue, after some of them went.
    fn house_documents(&mut self) {
        let paths: Vec<PathBuf> = self.documents.keys().filter(|path| !View::is_manifest(path)).cloned().collect();
        for path in paths {
            self.ensure_root(&path);
            self.pending.insert(path);
        }
    }

    /// A document that is at home in no catalogue gets the nearest one above it, or stands alone.
    pub(crate) fn ensure_root(&mut self, path: &Path) {
        let of_library = |root: &Root| root.paths.inside(path).is_some_and(|(_, rank)| *rank == u16::MAX);
        if self.roots.values().any(|root| root.is_home_of(path) || of_library(root)) {
            return;
        }
        let untitled = is_untitled(path);
        match catalogue_above(path).filter(|folder| !untitled && !is_hidden_below(folder, path)) {
            Some(folder) => self.add_catalogue(&folder),
            None if untitled || path.extension().is_some_and(|extension| extension == "matter") => {
                let root = Root::lone(path, &self.library, self.wishes.language, today());
                self.roots.insert(path.to_path_buf(), root);
            }
            None => {}
        }
    }

    pub(crate) fn remove_root(&mut self, place: &Path) {
        if self.roots.remove(place).is_none() {
            return;
        }
        self.rewatch = true;
        self.plans.remove(place);
        self.board.remove(place);
    }
}
