//! What the client is asked to watch: files of the workspace, and of the catalogues outside of it that those in it stand on.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use tower_lsp::ls_types::{Registration, Unregistration, WatchKind};

use crate::convert::uri_of;
use crate::owner::Owner;
use crate::publisher::Said;
use crate::root::Root;
use crate::wishes::Watches;

/// Sources and manifests. A folder that comes or goes as a whole is told as one path, whatever lies in it.
const PATTERNS: [(&str, Option<WatchKind>); 3] =
    [("**/*.matter", None), ("**/matters.toml", None), ("**/*", Some(WatchKind::Create.union(WatchKind::Delete)))];

/// The protocol's name for what is registered.
const METHOD: &str = "workspace/didChangeWatchedFiles";

/// What the client has been asked to watch.
pub(crate) struct Watched {
    how: Watches,
    /// Whether the workspace itself is watched.
    workspace: bool,
    /// Folders outside of the workspace.
    outside: BTreeSet<PathBuf>,
    /// Counts what was registered for them.
    number: u32,
}

impl Watched {
    pub(crate) const fn new(how: Watches) -> Self {
        Self { how, workspace: false, outside: BTreeSet::new(), number: 0 }
    }

    /// The patterns below a folder, or anywhere in the workspace.
    fn watchers(&self, folder: Option<&Path>) -> Vec<Value> {
        let glob = |pattern: &str| match folder {
            None => Some(json!(pattern)),
            Some(folder) if self.how.relative => Some(json!({ "baseUri": uri_of(folder)?, "pattern": pattern })),
            Some(folder) => Some(json!(format!("{}/{pattern}", folder.to_str()?.replace('\\', "/")))),
        };
        let watcher =
            |(pattern, kind): (&str, Option<WatchKind>)| {
                let glob = glob(pattern)?;
                Some(kind.map_or_else(
                    || json!({ "globPattern": glob }),
                    |kind| json!({ "globPattern": glob, "kind": kind }),
                ))
            };
        PATTERNS.into_iter().filter_map(watcher).collect()
    }
}

impl Owner {
    /// Asks the client to watch what is not watched yet.
    pub(crate) fn watch(&mut self) {
        let Some(mut watched) = self.watched.take() else { return };
        if !std::mem::replace(&mut watched.workspace, true) {
            self.register("matter-files", &watched.watchers(None));
        }
        let folders = &self.wishes.folders;
        let is_outside = |folder: &&PathBuf| !folders.iter().any(|inside| folder.starts_with(inside));
        let outside: BTreeSet<PathBuf> =
            self.roots.values().flat_map(Root::stands_on).filter(is_outside).cloned().collect();
        if watched.outside != outside {
            // Each list has a name of its own: the client may answer to one while it still takes back another.
            let name = |number: u32| format!("matter-dependencies-{number}");
            if !watched.outside.is_empty() {
                let (id, method) = (name(watched.number), METHOD.to_owned());
                self.said.say(Said::Unregister(Unregistration { id, method }));
            }
            (watched.outside, watched.number) = (outside, watched.number + 1);
            let watchers: Vec<Value> =
                watched.outside.iter().flat_map(|folder| watched.watchers(Some(folder))).collect();
            if !watchers.is_empty() {
                self.register(&name(watched.number), &watchers);
            }
        }
        self.watched = Some(watched);
    }

    fn register(&self, id: &str, watchers: &[Value]) {
        self.said.say(Said::Register(Registration {
            id: id.to_owned(),
            method: METHOD.to_owned(),
            register_options: Some(json!({ "watchers": watchers })),
        }));
    }
}
