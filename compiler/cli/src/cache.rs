//! Results of earlier runs: read beside the sources, written after a check that found something new.

use std::path::Path;
use std::sync::Arc;
use std::thread;

use matter_core::{Analysis, Cache};
use matter_project::{CACHE_VARIABLE, CacheFile, Project};
use xxhash_rust::xxh3::xxh3_128;

use crate::arguments::Source;

/// Bytes of text; fewer are analysed sooner than a cache is opened.
const WORTH_WHILE: usize = 1 << 20;

/// The file of a catalogue, and this program as the maker of what stands in it.
pub(crate) struct Kept {
    file: CacheFile,
    maker: u128,
}

impl Kept {
    /// Opens the cache of a catalogue; `None` where there is none to be had, or none is worth while and nobody chose one.
    pub(crate) fn open(project: &Project, source: &Source) -> Option<(Self, Arc<Cache>)> {
        let catalogue = project.catalogues.first()?;
        let chosen = source.cache.is_some() || std::env::var_os(CACHE_VARIABLE).is_some();
        let texts = project.catalogues.iter().flat_map(|one| &one.sources).map(|source| source.text.len());
        if source.no_cache || (!chosen && texts.sum::<usize>() < WORTH_WHILE) {
            return None;
        }
        let file = CacheFile::of(&catalogue.manifest.name, source.cache.as_deref())?;
        let maker = thread::spawn(maker);
        let bytes = file.read();
        let maker = maker.join().ok()??;
        let cache = bytes.and_then(|bytes| Cache::read(bytes, maker)).unwrap_or_default();
        Some((Self { file, maker }, Arc::new(cache)))
    }

    /// Writes what was kept, if it is not what was read.
    pub(crate) fn close(&self, analysis: &Analysis) {
        if let Some(bytes) = analysis.cache_bytes(self.maker) {
            self.file.write(&bytes);
        }
    }
}

/// Which program this is: another build may find other things in the same texts.
fn maker() -> Option<u128> {
    let program = std::env::current_exe().ok()?;
    hash(&program)
}

fn hash(path: &Path) -> Option<u128> {
    Some(xxh3_128(&std::fs::read(path).ok()?))
}
