//! Results of earlier runs: read beside the sources, written after a check that found something new.

use std::sync::Arc;
use std::time::UNIX_EPOCH;

use matter_core::{Analysis, Cache};
use matter_project::{CACHE_VARIABLE, CacheFile, Project};
use xxhash_rust::xxh3::Xxh3;

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
        let maker = maker()?;
        let cache = file.read().and_then(|bytes| Cache::read(bytes, maker)).unwrap_or_default();
        Some((Self { file, maker }, Arc::new(cache)))
    }

    /// Writes what was kept, if it is not what was read.
    pub(crate) fn close(&self, analysis: &Analysis) {
        if let Some(bytes) = analysis.cache_bytes(self.maker) {
            self.file.write(&bytes);
        }
    }
}

/// Which program this is: another build may find other things in the same texts. The build script hashes the sources; length and time of the
/// program's file tell builds apart that came of the same sources in other ways. The bytes themselves are many times the cache's.
fn maker() -> Option<u128> {
    let program = std::env::current_exe().ok()?.metadata().ok()?;
    let mut hasher = Xxh3::new();
    hasher.update(env!("MATTER_BUILD").as_bytes());
    hasher.update(&program.len().to_le_bytes());
    let written = program.modified().ok()?.duration_since(UNIX_EPOCH).ok()?;
    hasher.update(&written.as_nanos().to_le_bytes());
    Some(hasher.digest128())
}
