//! The guide of a matter before it is printed: sections of facts, lists and tables. Knows no form of output.

use matter_runtime::tables::Day;

use super::Language;
use crate::diagram::Process;

/// What the public reads about a matter, in the order of a guide (办事指南).
#[derive(Clone, Debug)]
pub struct Guide {
    /// Language of headings and phrases; the catalogue's own words stay as they are.
    pub language: Language,
    /// Name of the matter.
    pub matter: String,
    /// Its title in the language of the guide.
    pub title: String,
    /// What the reader must know before all else, such as that the text it was made from is wrong; mostly empty.
    pub notice: String,
    /// Its documentation; may be empty.
    pub summary: String,
    /// The place that it is for, with the units above.
    pub place: String,
    /// The day that it is for.
    pub day: Day,
    /// Title and version of the catalogue.
    pub release: String,
    /// Sections that have something in them.
    pub sections: Vec<Section>,
    /// The process as boxes and arrows.
    pub process: Process,
}

/// What stands under one heading.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Section {
    /// Identifier, unique in a guide.
    pub id: &'static str,
    /// Heading.
    pub title: String,
    /// Its parts, in order.
    pub parts: Vec<Part>,
}

/// A part of a section.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Part {
    /// Names with their values.
    Facts(Vec<(String, Vec<Item>)>),
    /// A list, perhaps under a title of its own.
    List(Option<String>, Vec<Item>),
    /// A table.
    Table(Table),
    /// The process drawn.
    Diagram,
}

/// A line of a list.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Item {
    /// What it says.
    pub text: String,
    /// Its condition and its legal basis, in words; may be empty.
    pub note: String,
    /// Where it is written.
    pub source: Option<Source>,
}

/// A table whose rows may stand in groups.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Table {
    /// What it lists, for whoever cannot see it.
    pub caption: String,
    /// Heads of the columns.
    pub columns: Vec<&'static str>,
    /// Title of a group (a situation, a stage) with its rows.
    pub groups: Vec<(Option<String>, Vec<Row>)>,
}

/// A row: as many cells as there are columns.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Row {
    /// Texts.
    pub cells: Vec<String>,
    /// Where it is written.
    pub source: Option<Source>,
}

/// A place in the catalogue's sources.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Source {
    /// File, relative to the catalogue.
    pub file: String,
    /// Line, from 1.
    pub line: u32,
}

impl Table {
    /// The table without columns that say nothing in any row.
    pub(crate) fn without_empty_columns(mut self) -> Self {
        let rows = || self.groups.iter().flat_map(|(_, rows)| rows);
        let says = |column: &usize| rows().any(|row| row.cells.get(*column).is_some_and(|cell| !cell.is_empty()));
        let kept: Vec<usize> = (0..self.columns.len()).filter(says).collect();
        self.columns = kept.iter().filter_map(|column| self.columns.get(*column)).copied().collect();
        for row in self.groups.iter_mut().flat_map(|(_, rows)| rows) {
            row.cells = kept.iter().filter_map(|column| row.cells.get(*column)).cloned().collect();
        }
        self
    }
}

impl Item {
    /// A line without condition, basis or place.
    pub(crate) fn plain(text: impl Into<String>) -> Self {
        Self { text: text.into(), ..Self::default() }
    }
}
