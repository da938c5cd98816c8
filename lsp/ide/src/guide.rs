//! The guide of the matter at a place, as the public would read it.

use std::sync::Arc;

use matter_checks::texts::Language;
use matter_core::hir::{ItemRef, Keyword, TestSubject};
use matter_emit::guide;

use crate::Snapshot;
use crate::compile::Source;

/// A matter whose guide is wanted; holds no snapshot.
pub struct Preview {
    name: Arc<str>,
    source: Source,
    language: guide::Language,
}

impl Snapshot {
    /// The matter at an offset, or the one that the test or variance there is about.
    #[must_use]
    pub fn preview(&self, file: &str, offset: u32) -> Option<Preview> {
        let matter = self.matter_at(file, offset)?;
        let language = match self.profile.language {
            Language::Zh => guide::Language::Zh,
            Language::En => guide::Language::En,
        };
        let name = self.analysis.matter_head(&matter)?.name.clone();
        Some(Preview { name, source: self.source(vec![self.analysis.definitions(&matter)]), language })
    }

    fn matter_at(&self, file: &str, offset: u32) -> Option<ItemRef> {
        let (item, tree) = self.item_at(file, offset)?;
        match item.keyword? {
            Keyword::Matter => Some(item.item),
            Keyword::Test => match &self.analysis.test(&item.item)?.subject {
                TestSubject::Matter(_, matter) => Some(matter.clone()),
                _ => None,
            },
            Keyword::Vary => {
                let names = &self.analysis.declarations().matter_names;
                let subject = crate::symbol::subjects(&tree.parse().item).find_map(|name| names.get(&*name).cloned());
                subject.map(|(_, matter)| matter)
            }
            _ => None,
        }
    }
}

impl Preview {
    /// Name of the matter, and the guides of its editions in Markdown, one below the other.
    ///
    /// # Errors
    /// Codes of what is too large for rows.
    pub fn print(&self) -> Result<(Arc<str>, String), String> {
        let tables = self.source.tables()?;
        let guides = tables.edition.iter().filter_map(|edition| guide::markdown(&tables, edition.id, self.language));
        Ok((Arc::clone(&self.name), guides.collect::<Vec<_>>().join("\n---\n\n")))
    }
}
