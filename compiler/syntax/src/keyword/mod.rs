//! The words of the language as an enum with a static table: text → keyword and back, by class. Knows no grammar.

mod lookup;
mod table;

pub use lookup::{Context, lookup};
pub(crate) use lookup::{candidates, choose};
pub use table::Keyword;

use crate::tree::Face;

/// What a keyword is for.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, PartialOrd, Ord)]
pub enum Class {
    /// Opens an item in the first column.
    Item,
    /// Opens an indented section.
    Section,
    /// Opens a tail inside an entry.
    Clause,
    /// Stands inside conditions.
    Operator,
    /// Follows a number.
    Unit,
    /// A level of administration.
    Level,
    /// A scope of 通办 or a relative place.
    Scope,
    /// An event on a case's clock.
    Event,
    /// A form of a document.
    Form,
    /// Any other closed word that may stand as a value.
    Word,
}

/// What stands in a section.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Shape {
    /// A list of entries: each is in or out by its own condition.
    Lines,
    /// Entries of which exactly one decides in each case.
    Choice,
    /// Plain text to the end of the section.
    Text,
    /// Closed words or names.
    Words,
}

/// What follows a clause keyword.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Takes {
    /// A condition.
    Condition,
    /// A name or a list of names.
    Names,
    /// Citations of laws.
    Citations,
    /// A number with its unit.
    Quantity,
    /// A date.
    Date,
    /// An event or a date.
    Event,
    /// A text in quotes.
    Text,
    /// The rest of the entry.
    Entry,
    /// Nothing.
    None,
}

/// The row of a keyword in the table.
#[derive(Debug)]
pub(crate) struct Row {
    pub(crate) keyword: Keyword,
    id: &'static str,
    class: Class,
    zh: &'static str,
    en: &'static str,
    also: &'static [&'static str],
    related: &'static [Keyword],
    kind: Kind,
    doc_zh: &'static str,
    doc_en: &'static str,
}

/// What only sections or only clauses have.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Kind {
    Plain,
    Section(Shape),
    Clause(Takes),
}

impl Keyword {
    fn row(self) -> Option<&'static Row> {
        table::ROWS.get(self as usize)
    }

    /// Name in the data and in machine-readable output (`working_days`).
    pub fn id(self) -> &'static str {
        self.row().map_or("", |row| row.id)
    }

    /// The keyword of that name.
    pub fn from_id(id: &str) -> Option<Self> {
        table::ROWS.iter().find(|row| row.id == id).map(|row| row.keyword)
    }

    /// Every keyword, in the order of the table; sections come in the order of a guide.
    pub fn all() -> impl Iterator<Item = Self> {
        table::ROWS.iter().map(|row| row.keyword)
    }

    /// What it is for.
    pub fn class(self) -> Class {
        self.row().map_or(Class::Word, |row| row.class)
    }

    /// Canonical spelling in a face.
    pub fn text(self, face: Face) -> &'static str {
        self.row().map_or("", |row| match face {
            Face::Zh => row.zh,
            Face::En => row.en,
        })
    }

    /// Accepted spellings that the printer replaces.
    pub fn also(self) -> &'static [&'static str] {
        self.row().map_or(&[], |row| row.also)
    }

    /// All spellings: Chinese, English, accepted.
    pub fn spellings(self) -> impl Iterator<Item = &'static str> {
        [self.text(Face::Zh), self.text(Face::En)].into_iter().chain(self.also().iter().copied())
    }

    /// One sentence that explains it; empty where none was written.
    pub fn doc(self, face: Face) -> &'static str {
        self.row().map_or("", |row| match face {
            Face::Zh => row.doc_zh,
            Face::En => row.doc_en,
        })
    }

    /// What follows a clause keyword; `None` for other classes.
    pub fn takes(self) -> Option<Takes> {
        match self.row()?.kind {
            Kind::Clause(takes) => Some(takes),
            Kind::Plain | Kind::Section(_) => None,
        }
    }

    /// Words that may close a clause (`由 … 审查`).
    pub fn closes(self) -> &'static [Keyword] {
        self.row().filter(|row| row.class == Class::Clause).map_or(&[], |row| row.related)
    }

    /// What stands in a section; `None` for other classes.
    pub fn shape(self) -> Option<Shape> {
        match self.row()?.kind {
            Kind::Section(shape) => Some(shape),
            Kind::Plain | Kind::Clause(_) => None,
        }
    }

    /// Items in whose bodies a section may stand, by the table.
    pub fn section_of(self) -> &'static [Keyword] {
        self.row().filter(|row| row.class == Class::Section).map_or(&[], |row| row.related)
    }

    /// Whether a section may stand in the body of `item`. A variance may address every section of a matter.
    pub fn allowed_in(self, item: Keyword) -> bool {
        let places = self.section_of();
        places.contains(&item) || (item == Keyword::Vary && places.contains(&Keyword::Matter))
    }
}

/// Makes the enum and its rows from the generated table.
macro_rules! keywords {
    ($($variant:ident $id:literal $class:ident $zh:literal $en:literal [$($also:literal),*] [$($related:ident),*] $kind:expr, $doc_zh:literal $doc_en:literal;)*) => {
        use super::{Class, Kind, Row, Shape, Takes};

        /// A word of the language, the same in both faces.
        #[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, PartialOrd, Ord)]
        pub enum Keyword {
            $(#[doc = concat!($zh, " / ", $en)] $variant,)*
        }

        /// In the order of the enum.
        pub(crate) static ROWS: &[Row] = &[
            $(Row {
                keyword: Keyword::$variant,
                id: $id,
                class: Class::$class,
                zh: $zh,
                en: $en,
                also: &[$($also),*],
                related: &[$(Keyword::$related),*],
                kind: $kind,
                doc_zh: $doc_zh,
                doc_en: $doc_en,
            },)*
        ];
    };
}
pub(crate) use keywords;
