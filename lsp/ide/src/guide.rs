//! One matter compiled alone from the text as it stands: its guide as the public would read it, and a release that decides its cases.

use std::collections::BTreeSet;
use std::sync::Arc;

use matter_checks::texts::Language;
use matter_core::diagnostic::Severity;
use matter_core::hir::{ItemRef, Keyword, TestSubject};
use matter_emit::guide::{self, Guide, Wanted};
use matter_runtime::tables::Day;
use matter_runtime::{Catalogue, Error, MatterId};

use crate::Snapshot;
use crate::compile::Source;

/// A matter that is wanted, with everything that its tables are made from; holds no snapshot.
pub struct Preview {
    name: Arc<str>,
    source: Source,
    language: guide::Language,
    day: Day,
    errors: usize,
}

/// A matter compiled alone.
pub struct Compiled {
    /// The release that has only this matter.
    pub catalogue: Catalogue,
    /// The matter.
    pub matter: MatterId,
    /// Its name.
    pub name: Arc<str>,
    /// The day that stands for today.
    pub day: Day,
    /// The reader's language.
    pub language: guide::Language,
    /// How many errors its text has: what stands in the tables is then not all that the text was to say.
    pub errors: usize,
}

impl Snapshot {
    /// The matter at an offset, or the one that the test or variance there is about.
    #[must_use]
    pub fn preview(&self, file: &str, offset: u32) -> Option<Preview> {
        self.preview_of(&self.matter_at(file, offset)?)
    }

    /// The matter of a name.
    #[must_use]
    pub fn preview_named(&self, name: &str) -> Option<Preview> {
        let (_, matter) = self.analysis.matter_named(name)?;
        self.preview_of(&matter)
    }

    fn preview_of(&self, matter: &ItemRef) -> Option<Preview> {
        let language = match self.profile.language {
            Language::Zh => guide::Language::Zh,
            Language::En => guide::Language::En,
        };
        let name = self.analysis.matter_head(matter)?.name.clone();
        let source = self.source_with_lines(&self.analysis.definitions(matter));
        Some(Preview { name, source, language, day: self.today(), errors: self.errors_of(matter) })
    }

    /// How many errors stand in the text of an item.
    fn errors_of(&self, item: &ItemRef) -> usize {
        let found = self.analysis.items(&item.file).into_iter().find(|info| info.item == *item);
        let Some(range) = found.map(|info| info.range.start as usize..info.range.end as usize) else { return 0 };
        let findings = self.findings(&item.file);
        let errors = findings.iter().filter(|finding| finding.severity == Severity::Error);
        errors.filter(|finding| finding.places.first().is_some_and(|place| range.contains(&place.at.start))).count()
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
                let mut subjects = crate::symbol::subjects(&tree.parse().item);
                let subject = subjects.find_map(|name| self.analysis.matter_named(&name));
                subject.map(|(_, matter)| matter)
            }
            _ => None,
        }
    }
}

impl Preview {
    /// Name of the matter.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The reader's language.
    #[must_use]
    pub const fn language(&self) -> guide::Language {
        self.language
    }

    /// Files in which its lines are written.
    #[must_use]
    pub fn files(&self) -> BTreeSet<&str> {
        self.source.files()
    }

    /// Makes the tables of the matter and opens them.
    ///
    /// # Errors
    /// Codes of what is too large for rows, or what the runtime says of them.
    pub fn compile(&self) -> Result<Compiled, String> {
        let tables = self.source.tables()?;
        let bytes = matter_runtime::image::build(&tables).map_err(|error| error.to_string())?;
        let catalogue = Catalogue::open(bytes).map_err(|error| error.to_string())?;
        let matter = catalogue.matter(&self.name).map_err(|error| error.to_string())?;
        Ok(Compiled {
            catalogue,
            matter,
            name: Arc::clone(&self.name),
            day: self.day,
            language: self.language,
            errors: self.errors,
        })
    }
}

impl Compiled {
    /// The guide for a responsible region, by name or code, on a day; without one, the catalogue's root and today.
    ///
    /// # Errors
    /// No such place; no definition covers it on the day.
    pub fn guide(&self, place: Option<&str>, day: Option<Day>) -> Result<Guide, Error> {
        let day = day.unwrap_or(self.day);
        let place = place.map(|place| self.catalogue.region(place, day)).transpose()?;
        let made = guide::guide(&self.catalogue, Wanted { matter: self.matter, place, day, language: self.language })?;
        Ok(Guide { notice: self.notice(), ..made })
    }

    fn notice(&self) -> String {
        match (self.errors, self.language) {
            (0, _) => String::new(),
            (errors, guide::Language::Zh) => format!("这个事项还有 {errors} 个错误，下面的内容可能不全或者不对。"),
            (1, guide::Language::En) => "This matter has 1 error: what follows may be incomplete or wrong.".to_owned(),
            (errors, guide::Language::En) => {
                format!("This matter has {errors} errors: what follows may be incomplete or wrong.")
            }
        }
    }
}
