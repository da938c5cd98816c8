//! From a folder on disk to texts in memory: manifest, sources, dependencies, the standard library.
//!
//! The only crate that reads files. It knows nothing of what the texts mean; what is wrong with a folder it reports as diagnostics.

mod cache;
pub mod codes;
mod folder;
mod library;
mod load;
mod manifest;

pub use cache::{CACHE_VARIABLE, CacheFile};
pub use folder::{catalogues, sources_below};
pub use library::{Library, library};
pub use load::{Catalogue, Project, SourceText, load, load_with};
pub use manifest::{Dependency, KEYS, Key, Manifest, Target, TargetKind, parse_manifest};
